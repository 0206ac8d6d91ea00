"""The lines of one file of annotations, as they are written, and the types of all of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newscorpus.interchange.brat.escapes import BREAKS, escape
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
from newscorpus.interchange.engine.offsets import joined
from newscorpus.text.spans import Span


class Types:
    """The types that annotations use, for the `annotation.conf`."""

    def __init__(self) -> None:
        self.entities: dict[str, None] = {}
        self.relations: dict[str, None] = {}
        self.events: dict[str, dict[str, None]] = {}
        self.attributes: dict[str, dict[str, None]] = {}

    def configuration(self, heading: str) -> str:
        """Return the `annotation.conf`, which begins with `heading`."""
        events = set(self.events)
        entities = sorted(set(self.entities) - events)
        lines = [f"{heading}: the labels are those of newscorpus, which reads them back", "", "[entities]", *entities]
        lines += ["", "[relations]", *(f"{one}\tArg1:<ANY>, Arg2:<ANY>" for one in sorted(self.relations))]
        lines += ["", "[events]"]
        for label, roles in sorted(self.events.items()):
            lines.append(f"{label}\t{', '.join(f'{role}*:<ANY>' for role in sorted(roles))}".rstrip())
        lines += ["", "[attributes]"]
        for name, values in sorted(self.attributes.items()):
            listed = f", Value:{'|'.join(sorted(values))}" if values else ""
            lines.append(f"{name}\tArg:<ANY>{listed}")
        return "\n".join((*lines, ""))


class Lines:
    """The lines of one article.

    Args:
        text: Its text.
        types: Where to collect the labels.
    """

    def __init__(self, text: str, types: Types) -> None:
        self._text = text
        self._types = types
        self._numbers = Counter[str]()

    def line(self, one: Annotation) -> str:
        """Return the line of an annotation."""
        types = self._types
        match one:
            case Words():
                types.entities[one.label] = None
                parts = [part for span in one.spans for part in _parts(self._text, span)]
                words = " ".join(self._text[start:end] for start, end in parts)
                return f"{one.id}\t{one.label} {';'.join(f'{start} {end}' for start, end in parts)}\t{words}"
            case Frame():
                roles = types.events.setdefault(one.label, {})
                roles.update(dict.fromkeys(role.rstrip("0123456789") for role, _ in one.arguments))
                return "".join((f"{one.id}\t{one.label}:{one.trigger}", *(f" {a}:{b}" for a, b in one.arguments)))
            case Relation():
                types.relations[one.label] = None
                return f"{one.id}\t{one.label} Arg1:{one.first} Arg2:{one.second}"
            case Same():
                return f"*\t{one.label} {' '.join(one.members)}"
            case Mark():
                types.attributes.setdefault(one.label, {}).update({} if one.value is None else {one.value: None})
                return f"{self._next('A')}\t{one.label} {one.target}" + ("" if one.value is None else f" {one.value}")
            case Identifier():
                shown = escape(one.value, token=True)
                return f"{self._next('N')}\tReference {one.target} {one.scheme}:{shown}\t{shown}"
            case Remark():
                return f"{self._next('#')}\t{one.label} {one.target}\t{escape(one.text)}"

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}"


def is_exact(text: str, spans: Sequence[Span]) -> bool:
    """Report whether one line T with these spans of a text is read as the same spans."""
    ordered = all(before[1] <= after[0] for before, after in pairwise(spans))
    return ordered and joined([part for one in spans for part in _parts(text, one)], text) == tuple(spans)


def _parts(text: str, span: Span) -> Iterator[Span]:
    """Yield the parts of a span between line breaks and tabs, which the words of a line cannot contain."""
    at, end = span
    for gap in BREAKS.finditer(text, at, end):
        if at < gap.start():
            yield at, gap.start()
        at = gap.end()
    if at < end:
        yield at, end
