"""Raw edits of a text: make them, keep apart those that overlap, prove what they do by reading the text again.

Offsets are code points of the text, half-open.
"""

import re
import sys
from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from newscorpus.diagnostics.changes import DataChange
from newscorpus.edits.values import changed, same
from newscorpus.formats.document import Document

RawEdit = tuple[int, int, str]
"""Start, end, and the text that replaces what is between them."""


_LINE_END: Final = re.compile(r"\r\n|\n|\r|\Z")


def line_start(text: str, at: int) -> int:
    """Return where the line of an offset begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_above(text: str, start: int) -> int:
    """Return where the line above the one that begins at an offset begins; 0 if there is none."""
    return line_start(text, max(start - (2 if text[start - 2 : start] == "\r\n" else 1), 0))


def line_end(text: str, at: int) -> tuple[int, int]:
    """Return the end of the line of an offset, without and with its line break."""
    match = _LINE_END.search(text, at)
    assert match is not None
    return match.span()


def difference(old: str, new: str) -> tuple[int, int]:
    """The number of characters that two texts share at the beginning and at the end, in whole words."""
    most = min(len(old), len(new))
    a = next((i for i in range(most) if old[i] != new[i]), most)
    b = next((i for i in range(most - a) if old[-1 - i] != new[-1 - i]), most - a)
    while a and not old[a - 1].isspace():
        a -= 1
    while b and not old[-b].isspace():
        b -= 1
    return a, b


def edited(text: str, edits: Iterable[RawEdit]) -> str:
    """Make edits, which must not overlap, and return the text afterwards."""
    out, at = [], 0
    for start, end, words in sorted(edits, key=lambda edit: edit[:2]):
        out += [text[at:start], words]
        at = end
    return "".join([*out, text[at:]])


T = TypeVar("T")
Candidate = tuple[Sequence[RawEdit], Sequence[DataChange]]
_LAYERS: Final = 8
"""Of candidates that overlap each other, so many are verified."""
_READINGS: Final = 32
"""Limit on how often a document is parsed again. Candidates that are not verified by then are refused."""


def proven(document: Document, read: Callable[[str], Document], candidates: Sequence[Candidate]) -> list[bool]:
    """Return for each candidate whether its edits, made alone, have the effect of its changes and cause no problem.

    Candidates that do not overlap are tried together, and half by half if that fails. So the document is parsed again
    once or a few times, for any number of candidates.
    """
    readings = 0

    def holds(chosen: Sequence[int]) -> bool:
        nonlocal readings
        readings += 1
        if readings > _READINGS:
            return False
        read_again = read(edited(document.text, [edit for i in chosen for edit in candidates[i][0]]))
        wanted = changed(document.data, [change for i in chosen for change in candidates[i][1]])
        return len(read_again.problems) <= len(document.problems) and same(read_again.data, wanted)

    right = [False] * len(candidates)
    left = list(range(len(candidates)))
    for _ in range(_LAYERS):
        layer, left = apart([candidates[i][0] for i in left], left)
        for i in holding(layer, holds):
            right[i] = True
    return right


def holding(chosen: list[T], holds: Callable[[list[T]], bool], kept: Sequence[T] = ()) -> list[T]:
    """Return those of `chosen` that can be added to `kept` so that it still holds: all at once, else half by half."""
    if not chosen or holds([*kept, *chosen]):
        return chosen
    half = len(chosen) // 2
    if not half:
        return []
    first = holding(chosen[:half], holds, kept)
    return first + holding(chosen[half:], holds, [*kept, *first])


def apart(edits: Sequence[Sequence[RawEdit]], names: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return those of `names` whose edits do not overlap, the first ones if in doubt; and the others.

    Edits that touch overlap, too: two insertions at one place have no order.
    """
    taken: list[tuple[int, int]] = []  # sorted
    clear, others = [], []
    for own, name in zip(edits, names, strict=True):
        spans = [(start, end) for start, end, _ in own]
        if any(_touches(span, taken) for span in spans):
            others.append(name)
        else:
            for span in spans:
                insort(taken, span)
            clear.append(name)
    return clear, others


def _touches(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether `span` touches one of the spans, which are sorted and do not overlap."""
    at = bisect_right(taken, (span[1], sys.maxsize))  # those before it begin before `span` ends
    return at > 0 and taken[at - 1][1] >= span[0]
