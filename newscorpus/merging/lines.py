"""Versions of a file by their lines: a change of one, made in another. Runs no git."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_Hunk = tuple[int, int, tuple[bytes, ...]]
"""The first line that is replaced, the first behind them, and what replaces them."""


def merged_lines(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """Merge two versions of a file, by lines; None if both have changed the same lines, or lines that touch."""
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    lines = base.splitlines(keepends=True)
    mine, other = list(_hunks(lines, ours)), list(_hunks(lines, theirs))
    if any(_collide(a, b) for a in mine for b in other):
        return None
    out, at = list[bytes](), 0
    for first, last, new in sorted({*mine, *other}):
        out += lines[at:first]
        out += new
        at = last
    return b"".join(out + lines[at:])


def added(before: bytes, after: bytes) -> Iterator[bytes]:
    """Yield the lines that a version has and an earlier one has not, those that follow each other together."""
    for _, _, new in _hunks(before.splitlines(keepends=True), after):
        if new:
            yield b"".join(new)


def _hunks(base: Sequence[bytes], new: bytes) -> Iterator[_Hunk]:
    lines = new.splitlines(keepends=True)
    for tag, first, last, a, b in SequenceMatcher(None, base, lines, autojunk=False).get_opcodes():
        if tag != "equal":
            yield first, last, tuple(lines[a:b])


def _collide(mine: _Hunk, other: _Hunk) -> bool:
    """Whether two changes touch. Replaced lines may follow each other; what is inserted between them has no order."""
    if mine == other or mine[1] < other[0] or other[1] < mine[0]:
        return False
    both_replace = mine[0] < mine[1] and other[0] < other[1]
    return not (both_replace and (mine[1] == other[0] or other[1] == mine[0]))
