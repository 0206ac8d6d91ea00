"""Offsets in a decoded scalar -> offsets in its source: what both YAML and JSON need. Imports nothing of ours.

All offsets are code points. Text that stands in the source as it is costs one entry a run, however long it is.
"""

from bisect import bisect_right

__all__ = ["OffsetMap"]


class OffsetMap:
    """Built piece by piece, in the order of the decoded text: `verbatim` runs, and `unit`s written in another way."""

    __slots__ = ("_length", "_parts", "_pieces", "_starts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._pieces: list[tuple[int, int]] = []  # offset in the source, width of a unit there; 0 for verbatim runs
        self._length = 0

    def verbatim(self, text: str, source: int) -> None:
        """Add text that the source holds character by character from `source` on."""
        if text:
            self._add(text, source, 0)

    def unit(self, character: str, source: int, width: int) -> None:
        """Add one decoded character that `width` code points of the source make: an escape, a folded line break."""
        self._add(character, source, width)

    def _add(self, text: str, source: int, width: int) -> None:
        self._parts.append(text)
        self._starts.append(self._length)
        self._pieces.append((source, width))
        self._length += len(text)

    @property
    def text(self) -> str:
        """The decoded text, put together from the pieces: compare it to the parser's before trusting the map."""
        return "".join(self._parts)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Source span of `[start, end)` of the decoded text, clamped to it; None if there is no text.

        An empty span stands before its character, or after the last.
        """
        if not self._length:
            return None
        start = max(0, min(start, self._length))
        end = max(start, min(end, self._length))
        first = self._character(start)[0] if start < self._length else self._character(start - 1)[1]
        return first, (self._character(end - 1)[1] if end > start else first)

    def _character(self, at: int) -> tuple[int, int]:
        piece = bisect_right(self._starts, at) - 1
        source, width = self._pieces[piece]
        if width:
            return source, source + width
        source += at - self._starts[piece]
        return source, source + 1
