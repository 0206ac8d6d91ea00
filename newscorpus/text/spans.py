"""Spans: half-open ranges of Unicode code points. Imports the standard library only."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

Span = tuple[int, int]
"""Start and end: offsets in code points from 0; the end is exclusive."""


def inside(span: Span, spans: Iterable[Span]) -> bool:
    """Return whether `span` is wholly within one of `spans`."""
    return any(a <= span[0] and span[1] <= b for a, b in spans)


def nearest_to(spans: Iterable[Span]) -> Callable[[Sequence[Span]], Span]:
    """Return a function that chooses, of spans in order, the first that is nearest to one of `spans`."""
    given = tuple(spans)
    starts, ends = sorted(a for a, _ in given), sorted(b for _, b in given)

    def distance(span: Span) -> int:
        over, begun = bisect_right(ends, span[0]), bisect_left(starts, span[1])
        if begun > over:
            return 0  # it overlaps one
        before = span[0] - ends[over - 1] if over else None
        behind = starts[begun] - span[1] if begun < len(starts) else None
        return min(gap for gap in (before, behind) if gap is not None)

    return lambda found: min(found, key=distance)


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
