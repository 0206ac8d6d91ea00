"""Offsets in a decoded scalar -> offsets in its source, for YAML and JSON.

All offsets are code points. A run of text without escapes costs one entry, whatever its length.
"""

from bisect import bisect_right

__all__ = ["OffsetMap"]


class OffsetMap:
    """Built piece by piece, in the order of the decoded text: `verbatim` runs, and `unit`s such as escapes.

    Args:
        shift: What to add to the offsets of all pieces in the source.
    """

    __slots__ = ("_length", "_parts", "_pieces", "_shift", "_starts")

    def __init__(self, shift: int = 0) -> None:
        self._shift = shift
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._pieces: list[tuple[int, int]] = []  # offset in the source, width of a unit there; 0 for verbatim runs
        self._length = 0

    def verbatim(self, text: str, source: int) -> None:
        """Add text that the source contains character by character from `source` on."""
        if text:
            self._add(text, source, 0)

    def unit(self, character: str, source: int, width: int) -> None:
        """Add one decoded character for `width` code points of the source: an escape or a folded line break."""
        self._add(character, source, width)

    def _add(self, text: str, source: int, width: int) -> None:
        self._parts.append(text)
        self._starts.append(self._length)
        self._pieces.append((source + self._shift, width))
        self._length += len(text)

    @property
    def text(self) -> str:
        """The decoded text, joined from the pieces. The map is right if it equals the parser's."""
        return "".join(self._parts)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the source span of `[start, end)` of the decoded text; None if there is no text.

        The offsets are clamped to the text. An empty span is mapped to the start of its character, or to the end.
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
