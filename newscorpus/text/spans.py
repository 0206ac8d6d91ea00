"""Spans: half-open ranges of Unicode code points. Imports the standard library only."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
"""Start and end: offsets in code points from 0; the end is exclusive."""


def inside(span: Span, spans: Iterable[Span]) -> bool:
    """Return whether `span` is wholly within one of `spans`."""
    return any(a <= span[0] and span[1] <= b for a, b in spans)


def keep_inside(found: Sequence[Span], spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return those of `found` that are wholly within one of `spans`.

    Args:
        found: Occurrences of the same words, in order.
        spans: Spans in any order; they may overlap.
    """
    kept: list[Span] = []
    done = 0
    for a, b in sorted(spans):
        first = max(done, bisect_left(found, a, key=lambda span: span[0]))
        done = max(first, bisect_right(found, b, key=lambda span: span[1]))
        kept += found[first:done]
    return tuple(kept)
