"""Spans: half-open ranges of code points."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def inside(span: Span, spans: Iterable[Span]) -> bool:
    """Whether `span` lies wholly within one of `spans`."""
    return any(a <= span[0] and span[1] <= b for a, b in spans)


def held(found: Sequence[Span], spans: Iterable[Span]) -> tuple[Span, ...]:
    """Those of `found`, the places of some words in order, that lie wholly within one of `spans`."""
    kept: list[Span] = []
    done = 0
    for a, b in sorted(spans):
        first = max(done, bisect_left(found, a, key=lambda span: span[0]))
        done = max(first, bisect_right(found, b, key=lambda span: span[1]))
        kept += found[first:done]
    return tuple(kept)
