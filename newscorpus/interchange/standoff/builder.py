"""The annotations of one article, as they are written."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from newscorpus.interchange.standoff.annotations import (
    Annotation,
    Frame,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.text.spans import Span

IsExact = Callable[[str, Sequence[Span]], bool]
"""Whether a tool reads a label on these spans of a text as the same spans."""


class Builder:
    """Collects annotations and gives them ids.

    Args:
        text: The text.
        is_exact: Whether the tool keeps some spans of one annotation.
    """

    def __init__(self, text: str, is_exact: IsExact) -> None:
        self._text = text
        self._is_exact = is_exact
        self._words: dict[str, Words] = {}
        self.annotations: list[Annotation] = []
        """What was added, in order."""
        self.numbers = Counter[str]()
        """The last number of each kind of id."""

    def is_exact(self, *spans: Span) -> bool:
        """Report whether one label on these spans is read as the same spans."""
        return self._is_exact(self._text, spans)

    def next(self, kind: str) -> str:
        """Return the next id of a kind."""
        self.numbers[kind] += 1
        return f"{kind}{self.numbers[kind]}"

    def span(self, words: str) -> Span:
        """Return the first span of words."""
        return self._words[words].spans[0]

    def label(self, words: str) -> str:
        """Return the label of words."""
        return self._words[words].label

    def words(self, label: str, spans: Sequence[Span]) -> str:
        """Put a label on words; return its id."""
        id_ = self.next("T")
        made = Words(id_, label, tuple(spans), " ".join(self._text[start:end] for start, end in spans))
        self._words[id_] = made
        self.annotations.append(made)
        return id_

    def frame(self, label: str, trigger: str, arguments: Iterable[tuple[str, str]], id_: str) -> None:
        """Add an event or a claim."""
        self.annotations.append(Frame(id_, label, trigger, tuple(arguments)))

    def relation(self, label: str, first: str, second: str) -> str:
        """Add a relation; return its id."""
        id_ = self.next("R")
        self.annotations.append(Relation(id_, label, first, second))
        return id_

    def same(self, members: Sequence[str]) -> None:
        """Say that annotations are of the same thing."""
        if len(members) > 1:
            self.annotations.append(Same("Equiv", tuple(members)))

    def mark(self, name: str, target: str, value: str | None = None) -> None:
        """Add an attribute."""
        self.annotations.append(Mark(name, target, value))

    def identifier(self, target: str, scheme: str, value: str) -> None:
        """Add an entry of another resource."""
        self.annotations.append(Identifier(target, scheme, value, value))

    def note(self, kind: str, target: str, text: str | None) -> None:
        """Add a note; nothing if there is no text."""
        if text is not None:
            self.annotations.append(Remark(kind, target, text))
