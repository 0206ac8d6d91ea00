"""Spans: half-open ranges of Unicode code points. Imports the standard library only."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

Span = tuple[int, int]
"""Start and end: offsets in code points from 0; the end is exclusive."""


def inside(span: Span, spans: Iterable[Span]) -> bool:
    """Return whether `span` is wholly within one of `spans`."""
    return any(a <= span[0] and span[1] <= b for a, b in spans)


def touch(some: Iterable[Span], others: Sequence[Span]) -> bool:
    """Return whether one of `some` and one of `others` have a character in common."""
    return any(a < d and c < b for a, b in some for c, d in others)


_MOST_BETWEEN: Final = 12
"""Code points between two spans without a word between them: punctuation and white space."""


def joined(spans: Iterable[Span], text: str) -> list[Span]:
    """Return spans in order; those between which the text has no word are one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        last = whole[-1] if whole else None
        between = text[last[1] : start] if last and start - last[1] <= _MOST_BETWEEN else None
        if last and between is not None and not any(map(str.isalnum, between)):
            whole[-1] = last[0], max(last[1], end)
        else:
            whole.append((start, end))
    return whole


def trimmed(span: Span, text: str) -> Span:
    """Return a span without the white space at its ends; as it is if there is nothing else in it."""
    words = text[max(span[0], 0) : max(span[1], 0)]
    if not words.strip():
        return span
    return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())


def keep_inside(places: Sequence[Span], spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return those of `places` that are wholly within one of `spans`.

    Args:
        places: Occurrences of the same words, in order.
        spans: Spans in any order; they may overlap.
    """
    kept: list[Span] = []
    done = 0
    for a, b in sorted(spans):
        first = max(done, bisect_left(places, a, key=lambda span: span[0]))
        done = max(first, bisect_right(places, b, key=lambda span: span[1]))
        kept += places[first:done]
    return tuple(kept)


class Scope:
    """Spans to which many others are compared.

    Args:
        spans: The spans, in any order; they may overlap.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)

    def holds(self, span: Span) -> bool:
        """Return whether `span` is wholly within one of them."""
        begun = bisect_right(self._starts, span[0])
        return begun > 0 and self._reach[begun - 1] >= span[1]

    def nearest(self, places: Sequence[Span]) -> Span:
        """Return, of spans in order, the first that is nearest to one of them."""
        return min(places, key=self._distance)

    def _distance(self, span: Span) -> int:
        over, begun = bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1])
        if begun > over:
            return 0  # it overlaps one
        gaps = [span[0] - self._ends[over - 1]] if over else []
        gaps += [self._starts[begun] - span[1]] if begun < len(self._starts) else []
        return min(gaps)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [start for start, _ in self.spans]

    @cached_property
    def _ends(self) -> Sequence[int]:
        return sorted(end for _, end in self.spans)

    @cached_property
    def _reach(self) -> Sequence[int]:
        """For each span, the last end of those up to it."""
        return list(accumulate((end for _, end in self.spans), max))


class Cover:
    """The outermost of spans that are added one by one, the longest first."""

    def __init__(self) -> None:
        # No span is within another, so that the ends are in order, too.
        self._spans: list[Span] = []

    def add_all(self, spans: Iterable[Span]) -> None:
        """Add spans that are not longer than those before."""
        for span in spans:
            if not self._within(span):
                insort(self._spans, span)

    def holds_part(self, span: Span) -> bool:
        """Return whether `span` is a part of a longer one."""
        return self._within(span) not in (None, span)

    def _within(self, span: Span) -> Span | None:
        begun = bisect_right(self._spans, span[0], key=lambda known: known[0])
        last = self._spans[begun - 1] if begun else None
        return last if last and span[1] <= last[1] else None
