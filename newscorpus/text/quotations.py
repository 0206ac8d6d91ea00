"""Quotations: parts of a text between paired quotation marks. Imports `markup`, `spans`, `words` of this package."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from newscorpus.text.markup import MARKUP
from newscorpus.text.patterns import pattern
from newscorpus.text.spans import Span
from newscorpus.text.words import is_spaced_word

_PAIRS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "”": "”", '"': '"'}
"""For each opening mark the marks that close it."""
_MARK: Final = pattern("[" + "".join(sorted({*_PAIRS, *"".join(_PAIRS.values())})) + "]")
_MARK_OR_MARKUP: Final = f"{MARKUP}|{_MARK.pattern}"


class Quotations:
    """The quotations of a text; their spans include the marks.

    Marks are paired within a paragraph; quotations may be nested. If a paragraph ends inside a quotation and the next
    one begins with an opening mark, the quotation continues there: its first part is a quotation, and so is the whole.
    """

    def __init__(self, raw: str, paragraphs: Sequence[Span]) -> None:
        self.spans: list[Span] = list(_pair_marks(raw, paragraphs))
        """The quotations, ordered by their ends."""

    def around(self, span: Span) -> Iterator[Span]:
        """Yield the quotations that contain `span`, the innermost first."""
        return (quotation for quotation in self._ending_from(span[1]) if quotation[0] <= span[0])

    def touches(self, span: Span) -> bool:
        """Return whether a quotation and `span` have a character in common."""
        return any(start < span[1] for start, _ in self._ending_from(span[0] + 1))

    def _ending_from(self, offset: int) -> Iterator[Span]:
        """Yield the first quotation that ends at `offset` or later, and those around it."""
        i = bisect_left(self.spans, offset, key=lambda span: span[1])
        while i < len(self.spans):
            yield self.spans[i]
            i = self._outer[i]

    @cached_property
    def _outer(self) -> list[int]:
        """For each quotation, the index of the next one around it, or the number of quotations."""
        outer = [len(self.spans)] * len(self.spans)
        inner: list[int] = []
        for i, (start, _) in enumerate(self.spans):
            while inner and self.spans[inner[-1]][0] >= start:
                outer[inner.pop()] = i
            inner.append(i)
        return outer


def _pair_marks(raw: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    pattern = re.compile(_MARK_OR_MARKUP) if "<" in raw else _MARK
    begun: int | None = None  # start of a quotation that continues from the previous paragraph
    for i, (start, end) in enumerate(paragraphs, 1):
        opened: list[int] = []
        opening = ""
        for mark in pattern.finditer(raw, start, end):
            char = mark[0]
            if len(char) > 1:
                continue  # quotation marks around an attribute are not those of a quotation
            if opened and char in _PAIRS[opening]:
                yield opened.pop(), mark.end()
            elif (char == opening) if opened else (char in _PAIRS and not _only_closes(raw, mark.start())):
                opened.append(mark.start() if begun is None else begun)
                opening, begun = char, None
        if opened and i < len(paragraphs) and raw[paragraphs[i][0]] in _PAIRS:
            begun = opened[0]
            yield begun, end


def _only_closes(raw: str, at: int) -> bool:
    """Whether a mark that may open or close directly follows a word or its punctuation."""
    before = raw[at - 1 : at]
    return raw[at] in '”"' and before != "" and (before in ".,!?…" or is_spaced_word(before))
