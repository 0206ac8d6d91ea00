"""Cover: which characters of the article text the annotation covers, and how uncovered words are reported."""

from collections.abc import Iterable, Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.rules.context import ArticleContext, text_path
from newscorpus.rules.rule import Finding
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten, pattern

TOKEN: Final = pattern(r"\w+(?:[-‐‑]\w+)*")
"""A word, with hyphens."""


class Cover:
    """The characters of a text that the annotation covers."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._covered = bytearray(len(text.raw))

    def add(self, spans: Iterable[Span]) -> None:
        """Cover all characters of the spans."""
        for a, b in spans:
            self._covered[a:b] = b"\x01" * (b - a)

    def add_words(self, words: str | None) -> None:
        """Cover all occurrences of the words; those within longer words only if there are no others."""
        done = 0
        for a, b in self._text.candidates(words or ""):
            self.add([(max(a, done), b)])
            done = b

    def touches(self, span: Span) -> bool:
        """Return whether any character of `span` is covered."""
        return any(self._covered[slice(*span)])


def is_complete(context: ArticleContext) -> bool:
    """Return whether everything that could cover the text is well-formed and anchored."""
    return not any(context.is_broken(table) for table in ("actors", "events", "claims"))


def report(context: ArticleContext, found: Iterable[Span], message: str, hint: str) -> Iterator[Finding]:
    """Yield a finding for each of the different words found, at the first occurrence."""
    assert context.text is not None
    places: dict[str, list[Span]] = {}
    for a, b in found:
        places.setdefault(flatten(context.text.raw[a:b]), []).append((a, b))
    for words, (first, *others) in places.items():
        label = f"the first of {len(others) + 1}" if others else "here"
        yield Finding(
            text_path(context),
            f"{message} {backticked(words)}",
            in_text=((first, label),),
            help=hint,
            arguments=(words,),
        )
