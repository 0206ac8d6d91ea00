"""The layers of newscorpus: annotations as values <-> a CAS."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from newscorpus.interchange.cas import layers
from newscorpus.interchange.engine.document import (
    Annotation,
    Frame,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.interchange.engine.losses import Losses
from newscorpus.text.spans import Span

_SAME: Final = "same"
_WORDS: Final = "words:"


def is_own(cas: Any) -> bool:
    """Report whether newscorpus has written a CAS."""
    return bool(cas.typesystem.contains_type(layers.SPAN) and next(iter(cas.select(layers.SPAN)), None))


def add(annotations: Iterable[Annotation], cas: Any, cassis: Any) -> None:
    """Add annotations to a CAS that has the type system of `layers`.

    Args:
        annotations: The annotations; arguments may be later ones.
        cas: The CAS.
        cassis: The library.
    """
    _Writer(list(annotations), cas, cassis).add()


class _Writer:
    def __init__(self, annotations: list[Annotation], cas: Any, cassis: Any) -> None:
        self._all, self._cas, self._cassis = annotations, cas, cassis
        self._types = {name: cas.typesystem.get_type(name) for name in (layers.SPAN, layers.EVENT, layers.RELATION)}
        self._words = {one.id: one for one in annotations if isinstance(one, Words)}
        self._made: dict[str, Any] = {}
        """The feature structure of each annotation."""
        self._properties: dict[str, list[str]] = {}

    def add(self) -> None:
        triggers = {one.trigger for one in self._all if isinstance(one, Frame)}
        for one in self._all:
            for target, text in _property(one):
                self._properties.setdefault(target, []).append(text)
        for one in self._all:
            if isinstance(one, Words) and one.id not in triggers:
                self._annotate(one.id, layers.SPAN, one.label, one.spans[0])
            elif isinstance(one, Frame):
                own = self._properties.setdefault(one.id, [])
                own += [f"{_WORDS}{text}" for text in self._properties.get(one.trigger, ())]
                self._annotate(one.id, layers.EVENT, one.label, self._words[one.trigger].spans[0])
            elif isinstance(one, Relation):
                self._relate(one.id, one.label, one.first, one.second)
            elif isinstance(one, Same):
                for other in one.members[1:]:
                    self._relate("", _SAME, one.members[0], other)
        link, array = layers.link_type(self._cas.typesystem), self._cas.typesystem.get_type("uima.cas.FSArray")
        for one in self._all:
            if isinstance(one, Frame) and one.arguments:
                links = [link(role=role, target=self._made[target]) for role, target in one.arguments]
                self._made[one.id].arguments = array(elements=links)
        self._cas.add_all(self._made.values())

    def _annotate(self, id_: str, layer: str, label: str, span: Span, **features: Any) -> None:
        strings = self._cas.typesystem.get_type("uima.cas.StringArray")
        given = self._properties.get(id_)  # the library cannot read empty arrays of JSON
        properties = strings(elements=given) if given else None
        begin, end = span
        made = self._types[layer](begin=begin, end=end, label=label, properties=properties, **features)
        self._made[id_ or f"{_SAME} {len(self._made)}"] = made

    def _relate(self, id_: str, label: str, first: str, second: str) -> None:
        governor, dependent = self._made[first], self._made[second]
        span = (dependent.begin, dependent.end)
        self._annotate(id_, layers.RELATION, label, span, Governor=governor, Dependent=dependent)


def _property(one: Annotation) -> Iterator[tuple[str, str]]:
    """Yield the target and the string of what is a property."""
    if isinstance(one, Mark):
        yield one.target, f"mark:{one.label}" if one.value is None else f"mark:{one.label}={one.value}"
    elif isinstance(one, Identifier):
        yield one.target, f"ids:{one.scheme}={one.value}"
    elif isinstance(one, Remark):
        yield one.target, f"note:{one.label}={one.text}"


def annotations_of(cas: Any, text: str, place: str, losses: Losses) -> list[Annotation]:
    """Return the annotations of a CAS that newscorpus has written, and people may have changed.

    Args:
        cas: The CAS.
        text: Its text.
        place: The file.
        losses: Where to count what cannot be read.
    """
    return _Reader(cas, text, place, losses).read()


class _Reader:
    def __init__(self, cas: Any, text: str, place: str, losses: Losses) -> None:
        self._cas, self._text, self._place, self._losses = cas, text, place, losses
        self._annotations: list[Annotation] = []
        self._ids: dict[int, str] = {}

    def read(self) -> list[Annotation]:
        annotations = self._annotations
        spans = [one for name in (layers.SPAN, layers.EVENT) for one in self._cas.select(name) if self._is_placed(one)]
        for number, one in enumerate(sorted(spans, key=_order), 1):
            self._ids[one.xmiID] = f"{'E' if one.type.name == layers.EVENT else 'T'}{number}"
            annotations.append(Words(f"T{number}", one.label or "", ((one.begin, one.end),), "", self._at(one)))
        for one in sorted([*spans, *self._cas.select(layers.RELATION)], key=_order):
            id_ = self._ids.get(one.xmiID)
            if id_ is None:
                self._relation(one, f"R{one.xmiID}")
            elif one.type.name == layers.EVENT:
                trigger = f"T{id_[1:]}"
                annotations.append(Frame(id_, one.label or "", trigger, tuple(self._arguments(one)), self._at(one)))
                self._add_properties(one, id_, trigger)
            else:
                self._add_properties(one, id_, id_)
        return annotations

    def _at(self, one: Any) -> str:
        """Return a place, whose number is the order of relations."""
        return f"{self._place}:{one.xmiID}"

    def _is_placed(self, one: Any) -> bool:
        begin, end = one.begin, one.end
        if begin is not None and end is not None and 0 <= begin < end <= len(self._text):
            return True
        self._losses.add("annotation outside the text", self._at(one))
        return False

    def _arguments(self, one: Any) -> Iterator[tuple[str, str]]:
        for link in _elements(one.arguments):
            target = link.target is not None and self._ids.get(link.target.xmiID)
            if target:
                yield link.role or "", target
            else:
                self._losses.add("link without a target", self._at(one))

    def _add_properties(self, one: Any, id_: str, trigger: str) -> None:
        for text in _elements(one.properties):
            target = trigger if (text or "").startswith(_WORDS) else id_
            kind, _, rest = (text or "").removeprefix(_WORDS).partition(":")
            name, equals, value = rest.partition("=")
            if kind == "mark":
                self._annotations.append(Mark(name, target, value if equals else None, self._at(one)))
            elif kind == "ids" and equals:
                self._annotations.append(Identifier(target, name, value, value, self._at(one)))
            elif kind == "note" and equals:
                self._annotations.append(Remark(name, target, value, self._at(one)))
            else:
                self._losses.add("property that is not `mark:`, `ids:` or `note:`", f"{self._at(one)}: {text}")

    def _relation(self, one: Any, id_: str) -> None:
        ends = [None if end is None else self._ids.get(end.xmiID) for end in (one.Governor, one.Dependent)]
        first, second = ends
        if first is None or second is None:
            self._losses.add("relation without its ends", self._at(one))
        elif one.label == _SAME:
            self._annotations.append(Same(_SAME, (first, second), self._at(one)))
        else:
            self._annotations.append(Relation(id_, one.label or "", first, second, self._at(one)))
            self._add_properties(one, id_, id_)


def _elements(array: Any) -> Iterable[Any]:
    """Return the elements of an array; none if there is no array."""
    return (array.elements or ()) if array is not None else ()


def _order(one: Any) -> int:
    """The order in which annotations were written."""
    return int(one.xmiID)
