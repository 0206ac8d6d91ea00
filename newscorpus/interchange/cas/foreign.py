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

from newscorpus.interchange.cas import layers
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
_READ_ELSEWHERE: Final = ("uima.cas.Sofa", "uima.tcas.DocumentAnnotation", layers.META)


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
        for one in self._cas.select_all_fs():
            name = one.type.name
            features = {feature.name for feature in one.type.all_features}
            if name in _READ_ELSEWHERE:
                continue
            if name == layers.CHAIN:
                self._chain(one)
            elif not {"begin", "end"} <= features or _LINGUISTIC.match(name):
                self._losses.add(f"layer {_short(name)}", self._at(one))
            elif set(_ENDS) <= features:
                relations.append(one)
            elif self._is_placed(one):
                spans.append(one)
        spans.sort(key=lambda one: (one.begin, -one.end, one.xmiID))
        for number, one in enumerate(spans, 1):
            self._ids[one.xmiID] = f"T{number}"
        for one in spans:
            self._span(one, self._ids[one.xmiID])
        for number, one in enumerate(relations, 1):
            self._relation(one, f"R{number}")
        return self._declared, self._annotations

    def _at(self, one: Any) -> str:
        return f"{self._place}: {_short(one.type.name)} {one.xmiID}"

    def _id_of(self, one: Any) -> str | None:
        return None if one is None else self._ids.get(one.xmiID)

    def _is_placed(self, one: Any) -> bool:
        begin, end = one.begin, one.end
        if isinstance(begin, int) and isinstance(end, int) and 0 <= begin < end <= len(self._text):
            return True
        self._losses.add("annotation outside the text", self._at(one))
        return False

    def _span(self, one: Any, id_: str) -> None:
        annotations, losses, at = self._annotations, self._losses, self._at(one)
        links = list(self._links(one))
        label, rest = self._label(one, "events" if links else "entities")
        if one.xmiID in self._chains:
            label, rest = self._chains[one.xmiID], {}
            for name in ("referenceType", "referenceRelation"):
                if getattr(one, name, None):
                    losses.add(f"feature {_short(one.type.name)}.{name}", at)
        annotations.append(Words(id_, label, ((one.begin, one.end),), self._text[one.begin : one.end], at))
        target = id_
        if links:
            target = f"E{id_[1:]}"
            annotations.append(Frame(target, label, id_, tuple(links), at))
        if one.type.name == layers.NAMED_ENTITY and (identifier := rest.pop("identifier", None)):
            known = _WIKIDATA.fullmatch(identifier)
            annotations.append(Identifier(id_, *(("wikidata", known[1]) if known else ("kb", identifier)), "", at))
        for name, value in rest.items():
            typed = getattr(one, name)
            annotations.append(Mark(name, target, value, at, typed if isinstance(typed, int | float) else None))

    def _label(self, one: Any, head: str) -> tuple[str, dict[str, str]]:
        """Return the label of an annotation, which is declared below that of its layer; and its other features."""
        layer, features = _short(one.type.name), dict(self._features(one))
        given = "value" if one.type.name == layers.NAMED_ENTITY else self._first(one, features)
        label = features.pop(given, layer) if given else layer
        if self._parents.setdefault(label, layer) != layer:
            label = f"{layer}:{label}"  # two layers have the same value
        self._declared.types.setdefault(head, {}).setdefault(label, layer if label != layer else None)
        return label, features

    @staticmethod
    def _first(one: Any, features: dict[str, str]) -> str | None:
        strings = (each.name for each in one.type.all_features if each.rangeType.name == "uima.cas.String")
        return next((name for name in strings if name in features), None)

    def _features(self, one: Any) -> Iterator[tuple[str, str]]:
        for feature in one.type.all_features:
            value = getattr(one, feature.name, None)
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
                self._losses.add(f"feature {_short(one.type.name)}.{feature.name}", self._at(one))

    @staticmethod
    def _linked(value: Any) -> Iterator[Any]:
        """Yield the links that the value of a feature has: structures with a role and a target."""
        for each in getattr(value, "elements", None) or ():
            if hasattr(each, "role") and hasattr(each, "target"):
                yield each

    def _links(self, one: Any) -> Iterator[tuple[str, str]]:
        for feature in one.type.all_features:
            for link in self._linked(getattr(one, feature.name, None)):
                target = self._id_of(link.target)
                if target is None:
                    self._losses.add("link without a target", self._at(one))
                else:
                    yield link.role or feature.name, target

    def _relation(self, one: Any, id_: str) -> None:
        ends = [self._id_of(getattr(one, end)) for end in _ENDS]
        first, second = ends
        label, rest = self._label(one, "relations")
        if first is None or second is None:
            self._losses.add(f"layer {_short(one.type.name)} of what is no span", self._at(one))
            return
        self._annotations.append(Relation(id_, label, first, second, self._at(one)))
        for name in rest:
            self._losses.add(f"feature {_short(one.type.name)}.{name}", self._at(one))

    def _chain(self, one: Any) -> None:
        name, link = f"{_short(layers.CHAIN)}-{len(set(self._chains.values())) + 1}", one.first
        while link is not None and link.xmiID not in self._chains:
            self._chains[link.xmiID] = name
            link = link.next


def _short(name: str) -> str:
    """Return the name of a layer without its namespace."""
    return name.rpartition(".")[2]
