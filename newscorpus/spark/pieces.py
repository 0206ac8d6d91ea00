"""Pieces: files -> what each task reads: many small files, or the lines that begin in some bytes of a large one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Final, NamedTuple

from newscorpus.limits import MAX_BYTES

_BUFFER: Final = 1 << 20
_SMALLEST: Final = 1 << 16
"""What a file costs at least, in bytes of JSON Lines."""
_LEAST: Final = 1 << 20
_MOST: Final = 1 << 26
"""The least and the most bytes for a task."""


class Piece(NamedTuple):
    """A file, or the lines of a file of JSON Lines that begin in some of its bytes."""

    uri: str
    start: int = 0
    end: int | None = None
    line: int = 1
    """The number of the first of these lines."""
    task: int = 0
    """The task that reads it."""


def divided(sizes: Mapping[str, int], tasks: int) -> list[Piece]:
    """Divide files among about so many tasks: small ones share a task, large ones of JSON Lines are split.

    The lines of these are not numbered yet: see `numbered`.

    Args:
        sizes: The files, in order; of those of JSON Lines the bytes, of others 0.
        tasks: The tasks, if each then has enough to do.
    """
    costs = {name: max(size, _SMALLEST) for name, size in sizes.items()}
    size = min(max(sum(costs.values()) // tasks, _LEAST), _MOST)
    pieces, task, left = list[Piece](), 0, size
    for name, cost in costs.items():
        count = -(-cost // size)
        for i in range(count):
            if left <= 0:
                task, left = task + 1, size
            start, end = i * cost // count, (i + 1) * cost // count
            pieces.append(Piece(name, start, end, 1, task) if count > 1 else Piece(name, task=task))
            left -= end - start
    return pieces


def lines(stream: IO[bytes], piece: Piece) -> Iterator[bytes]:
    """Yield the lines that begin in a piece, as `numbered_lines` does: one that is too long is the last."""
    if piece.start:
        stream.seek(piece.start - 1)
        while (rest := stream.readline(_BUFFER)) and not rest.endswith(b"\n"):
            pass
    at = stream.tell()
    while (piece.end is None or at < piece.end) and (line := stream.readline(MAX_BYTES + 1)):
        at += len(line)
        yield line
        if is_too_long(line):
            return


def is_too_long(line: bytes) -> bool:
    """Report whether what was read of a line is all that is read of its file."""
    return len(line) > MAX_BYTES and not line.endswith(b"\n")


def numbered(pieces: Iterable[Piece], counts: Mapping[tuple[str, int], tuple[int, bool]]) -> Iterator[Piece]:
    """Yield pieces with the numbers of their lines, given what `Lake.counted` says of each, by name and start."""
    name, line, ended = "", 1, False
    for piece in pieces:
        if piece.uri != name:
            name, line, ended = piece.uri, 1, False
        if not ended:
            yield piece._replace(line=line)
        count, ended_here = counts.get((piece.uri, piece.start), (0, False))
        line, ended = line + count, ended or ended_here
