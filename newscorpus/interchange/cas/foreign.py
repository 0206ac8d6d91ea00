"""A CAS of others -> annotations as values: each span a label, its features attributes, its links arguments.

| in the CAS | is |
| --- | --- |
| a span | a label: the value of its first string feature, and above it the name of its layer |
| a span with links | an event; each link is an argument with its role |
| an annotation with `Governor` and `Dependent` | a relation, with a label made as for a span |
| a CoreferenceChain | mentions of one actor, each with the name of the chain: `CoreferenceChain-1` |
| the identifier of a NamedEntity | one of Wikidata, or of the scheme `kb` |
| other features | attributes |
| tokens, sentences, parts of speech, syntax and other linguistic layers | lost |
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from newscorpus.interchange.cas import writing
from newscorpus.interchange.engine.document import Annotation, Declared, Frame, Identifier, Mark, Relation, Words
from newscorpus.interchange.engine.losses import Losses

_ENDS: Final = ("Governor", "Dependent")
_OWN: Final = ("sofa", "begin", "end", *_ENDS)
_LINK: Final = ("first", "next", "referenceType", "referenceRelation")
_WIKIDATA: Final = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q\d+)")
_LINGUISTIC: Final = re.compile(
    r"de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(?:segmentation|metadata|lexmorph|syntax|transform|structure|phonetics)\."
)
"""Layers of linguistic annotation."""
_READ_ELSEWHERE: Final = ("uima.cas.Sofa", "uima.tcas.DocumentAnnotation", writing.META)


def annotations_of(cas: Any, text: str, place: str, losses: Losses) -> tuple[Declared, list[Annotation]]:
    """Return the labels of a CAS, each below the name of its layer, and its annotations.

    Args:
        cas: The CAS.
        text: Its text.
        place: The file.
        losses: Where to count what has no place.
    """
    return _Reader(cas, text, place, losses).read()


class _Reader:
    def __init__(self, cas: Any, text: str, place: str, losses: Losses) -> None:
        self._cas, self._text, self._place, self._losses = cas, text, place, losses
        self._annotations: list[Annotation] = []
        self._declared = Declared()
        self._ids: dict[int, str] = {}
        self._parents: dict[str, str] = {}
        """The layer of each label."""
        self._chains: dict[int, str] = {}
        """The name of the chain of each link."""

    def read(self) -> tuple[Declared, list[Annotation]]:
        relations, spans = [], []
        for fs in self._cas.select_all_fs():
            name = fs.type.name
            features = {feature.name for feature in fs.type.all_features}
            if name in _READ_ELSEWHERE:
                continue
            if name == writing.CHAIN:
                self._chain(fs)
            elif not {"begin", "end"} <= features or _LINGUISTIC.match(name):
                self._losses.add(f"layer {_short(name)}", self._at(fs))
            elif set(_ENDS) <= features:
                relations.append(fs)
            elif self._is_placed(fs):
                spans.append(fs)
        spans.sort(key=lambda fs: (fs.begin, -fs.end, fs.xmiID))
        for number, fs in enumerate(spans, 1):
            self._ids[fs.xmiID] = f"T{number}"
        for fs in spans:
            self._span(fs, self._ids[fs.xmiID])
        for number, fs in enumerate(relations, 1):
            self._relation(fs, f"R{number}")
        return self._declared, self._annotations

    def _at(self, fs: Any) -> str:
        return f"{self._place}: {_short(fs.type.name)} {fs.xmiID}"

    def _id_of(self, fs: Any) -> str | None:
        return None if fs is None else self._ids.get(fs.xmiID)

    def _is_placed(self, fs: Any) -> bool:
        begin, end = fs.begin, fs.end
        if isinstance(begin, int) and isinstance(end, int) and 0 <= begin < end <= len(self._text):
            return True
        self._losses.add("annotation outside the text", self._at(fs))
        return False

    def _span(self, fs: Any, id_: str) -> None:
        annotations, losses, at = self._annotations, self._losses, self._at(fs)
        links = list(self._links(fs))
        label, rest = self._label(fs, "events" if links else "entities")
        if fs.xmiID in self._chains:
            label, rest = self._chains[fs.xmiID], {}
            for name in ("referenceType", "referenceRelation"):
                if getattr(fs, name, None):
                    losses.add(f"feature {_short(fs.type.name)}.{name}", at)
        annotations.append(Words(id_, label, ((fs.begin, fs.end),), self._text[fs.begin : fs.end], at))
        target = id_
        if links:
            target = f"E{id_[1:]}"
            annotations.append(Frame(target, label, id_, tuple(links), at))
        if fs.type.name == writing.NAMED_ENTITY and (identifier := rest.pop("identifier", None)):
            known = _WIKIDATA.fullmatch(identifier)
            annotations.append(Identifier(id_, *(("wikidata", known[1]) if known else ("kb", identifier)), "", at))
        for name, value in rest.items():
            typed = getattr(fs, name)
            annotations.append(Mark(name, target, value, at, typed if isinstance(typed, int | float) else None))

    def _label(self, fs: Any, head: str) -> tuple[str, dict[str, str]]:
        """Return the label of an annotation, which is declared below that of its layer; and its other features."""
        layer, features = _short(fs.type.name), dict(self._features(fs))
        given = "value" if fs.type.name == writing.NAMED_ENTITY else self._first(fs, features)
        label = features.pop(given, layer) if given else layer
        if self._parents.setdefault(label, layer) != layer:
            label = f"{layer}:{label}"  # two layers have the same value
        self._declared.types.setdefault(head, {}).setdefault(label, layer if label != layer else None)
        return label, features

    @staticmethod
    def _first(fs: Any, features: dict[str, str]) -> str | None:
        strings = (each.name for each in fs.type.all_features if each.rangeType.name == "uima.cas.String")
        return next((name for name in strings if name in features), None)

    def _features(self, fs: Any) -> Iterator[tuple[str, str]]:
        for feature in fs.type.all_features:
            value = getattr(fs, feature.name, None)
            if feature.name in (*_OWN, *_LINK) or value is None:
                continue
            if isinstance(value, bool):
                yield feature.name, str(value).lower()
            elif isinstance(value, str | int | float):
                yield feature.name, str(value)
            elif isinstance(getattr(value, "elements", None), list) and all(
                isinstance(each, str) for each in value.elements
            ):
                yield feature.name, "; ".join(value.elements)
            elif not list(self._linked(value)):
                self._losses.add(f"feature {_short(fs.type.name)}.{feature.name}", self._at(fs))

    @staticmethod
    def _linked(value: Any) -> Iterator[Any]:
        """Yield the links that the value of a feature has: structures with a role and a target."""
        for each in getattr(value, "elements", None) or ():
            if hasattr(each, "role") and hasattr(each, "target"):
                yield each

    def _links(self, fs: Any) -> Iterator[tuple[str, str]]:
        for feature in fs.type.all_features:
            for link in self._linked(getattr(fs, feature.name, None)):
                target = self._id_of(link.target)
                if target is None:
                    self._losses.add("link without a target", self._at(fs))
                else:
                    yield link.role or feature.name, target

    def _relation(self, fs: Any, id_: str) -> None:
        ends = [self._id_of(getattr(fs, end)) for end in _ENDS]
        first, second = ends
        label, rest = self._label(fs, "relations")
        if first is None or second is None:
            self._losses.add(f"layer {_short(fs.type.name)} of what is no span", self._at(fs))
            return
        self._annotations.append(Relation(id_, label, first, second, self._at(fs)))
        for name in rest:
            self._losses.add(f"feature {_short(fs.type.name)}.{name}", self._at(fs))

    def _chain(self, fs: Any) -> None:
        name, link = f"{_short(writing.CHAIN)}-{len(set(self._chains.values())) + 1}", fs.first
        while link is not None and link.xmiID not in self._chains:
            self._chains[link.xmiID] = name
            link = link.next


def _short(name: str) -> str:
    """Return the name of a layer without its namespace."""
    return name.rpartition(".")[2]
