"""The shortest context that says which of several places of the text is meant."""

from collections.abc import Sequence

from newscorpus.text.fuzzy import MOST_COMPARED
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

_MOST_WORDS = 11
"""Words of a context beside the quoted ones, at most."""


def context_at(text: Text, span: Span) -> str | None:
    """Return the shortest context that distinguishes words from their other occurrences; None if there is none."""
    others = text.candidates(flatten(text.raw[slice(*span)]))
    return context_of(text, [span, *(one for one in others if one != span)])


def context_of(text: Text, places: Sequence[Span]) -> str | None:
    """Return the shortest context that distinguishes the first of `places`.

    It is a run of whole words around the place that is not around the others.

    The run contains the quoted words once. None if there is no such run, or if `places` are too many to compare.
    """
    if len(places) > MOST_COMPARED:
        return None
    (start, end), *others = places
    before, after = _around(text.raw, start, end)
    shared = set()
    for place in others:
        theirs = _around(text.raw, *place)
        shared.add((_shared_length(before, theirs[0]), _shared_length(after, theirs[1])))
    exact = text.raw[start:end]
    for size in range(1, _MOST_WORDS + 1):
        for left in range(size + 1):
            right = size - left
            if left < len(before) and right < len(after) and not any(left < a and right < b for a, b in shared):
                context = flatten(" ".join(before[left::-1]) + exact + " ".join(after[: right + 1]))
                if Text(context).count(exact, 2) == 1:
                    return context
    return None


def _around(raw: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The words before a place, the nearest first, and those after it.

    Each list begins with the rest of the word that the place cuts; with an empty string if it cuts none.
    """
    before, after = raw[max(0, start - 400) : start], raw[end : end + 400]
    left, right = before.split()[::-1], after.split()
    return left if before[-1:].strip() else ["", *left], right if after[:1].strip() else ["", *right]


def _shared_length(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items at the start of both are equal."""
    limit = min(len(one), len(other), _MOST_WORDS + 1)
    return next((i for i in range(limit) if one[i] != other[i]), limit)
