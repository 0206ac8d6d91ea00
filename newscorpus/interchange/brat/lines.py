"""The lines of one file of annotations, as they are written, and the types of all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from newscorpus.interchange.brat.scheme import BREAKS, escape
from newscorpus.interchange.brat.standoff import joined
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
        self._lines: list[str] = []
        self._spans: dict[str, Span] = {}
        self._labels: dict[str, str] = {}
        self.numbers = Counter[str]()
        """The last number of each kind of line."""

    def text(self) -> str:
        """Return the file."""
        return "".join(f"{line}\n" for line in self._lines)

    def next(self, kind: str) -> str:
        """Return the id of the next line of a kind."""
        self.numbers[kind] += 1
        return f"{kind}{self.numbers[kind]}"

    def span(self, words: str) -> Span:
        """Return the first part of the words of a line T."""
        return self._spans[words]

    def label(self, words: str) -> str:
        """Return the label of a line T."""
        return self._labels[words]

    def words(self, label: str, spans: Sequence[Span]) -> str:
        """Write a line T; return its id."""
        self._types.entities[label] = None
        id_ = self.next("T")
        self._spans[id_], self._labels[id_] = spans[0], label
        parts = [part for span in spans for part in self._parts(span)]
        offsets = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(self._text[start:end] for start, end in parts)
        self._lines.append(f"{id_}\t{label} {offsets}\t{words}")
        return id_

    def is_exact(self, *spans: Span) -> bool:
        """Report whether one line T with these spans is read as the same spans."""
        ordered = all(before[1] <= after[0] for before, after in pairwise(spans))
        return ordered and joined([part for one in spans for part in self._parts(one)], self._text) == spans

    def _parts(self, span: Span) -> Iterator[Span]:
        """Yield the parts of a span between line breaks and tabs, which the words of a line cannot contain."""
        at, end = span
        for gap in BREAKS.finditer(self._text, at, end):
            if at < gap.start():
                yield at, gap.start()
            at = gap.end()
        if at < end:
            yield at, end

    def frame(self, label: str, trigger: str, arguments: Iterable[tuple[str, str]], id_: str | None = None) -> str:
        """Write a line E; return its id."""
        id_ = id_ or self.next("E")
        pairs = list(arguments)
        self._types.events.setdefault(label, {}).update(dict.fromkeys(role.rstrip("0123456789") for role, _ in pairs))
        self._lines.append(f"{id_}\t{label}:{trigger}" + "".join(f" {role}:{target}" for role, target in pairs))
        return id_

    def relation(self, label: str, first: str, second: str) -> str:
        """Write a line R; return its id."""
        self._types.relations[label] = None
        id_ = self.next("R")
        self._lines.append(f"{id_}\t{label} Arg1:{first} Arg2:{second}")
        return id_

    def same(self, members: Sequence[str]) -> None:
        """Write that annotations are of the same thing."""
        if len(members) > 1:
            self._lines.append(f"*\tEquiv {' '.join(members)}")

    def mark(self, name: str, target: str, value: str | None = None) -> None:
        """Write a line A."""
        self._types.attributes.setdefault(name, {}).update({} if value is None else {value: None})
        self._lines.append(f"{self.next('A')}\t{name} {target}" + ("" if value is None else f" {value}"))

    def identifier(self, target: str, scheme: str, value: str) -> None:
        """Write a line N."""
        shown = escape(value, token=True)
        self._lines.append(f"{self.next('N')}\tReference {target} {scheme}:{shown}\t{shown}")

    def note(self, kind: str, target: str, text: str | None) -> None:
        """Write a line #; nothing if there is no text."""
        if text is not None:
            self._lines.append(f"{self.next('#')}\t{kind} {target}\t{escape(text)}")
