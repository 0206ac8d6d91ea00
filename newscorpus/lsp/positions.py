"""Offsets of a text, in code points <-> positions of the protocol: lines, and characters in the client's encoding.

LF, CRLF and a lone CR end a line, as the protocol has it.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Final

from lsprotocol import types as lsp

from newscorpus.formats.source_text import Lines


class Positions:
    """The positions of one text.

    Args:
        text: The text, as the client has it.
        encoding: What characters are counted in: utf-8, utf-16 or utf-32.

    Attributes:
        lines: The lines of the text.
    """

    def __init__(self, text: str, encoding: str) -> None:
        self._text, self.lines = text, Lines(text)
        self._codec = None if encoding == "utf-32" or text.isascii() else encoding

    def position(self, offset: int) -> lsp.Position:
        """Return the position of a code point."""
        line, column = self.lines.at(offset)
        return lsp.Position(line - 1, self._units(offset - column + 1, offset))

    def range(self, start: int, end: int) -> lsp.Range:
        """Return the range of the code points `[start, end)`."""
        return lsp.Range(self.position(start), self.position(end))

    def offset(self, position: lsp.Position) -> int:
        """Return the offset at a position; behind the end of its line or of the text, that end."""
        if position.line >= len(self.lines):
            return len(self._text)
        start, end = self.lines.bounds(position.line + 1)
        behind = bisect_right(range(start, end + 1), position.character, key=lambda at: self._units(start, at))
        return start + behind - 1

    def _units(self, start: int, end: int) -> int:
        if self._codec is None:
            return end - start
        if self._codec == "utf-8":
            return self.lines.bytes_before(end) - self.lines.bytes_before(start)
        return end - start + bisect_left(self._pairs, end) - bisect_left(self._pairs, start)

    @cached_property
    def _pairs(self) -> list[int]:
        """The offsets of characters that UTF-16 has as two units."""
        return [pair.start() for pair in _PAIR.finditer(self._text)]


_PAIR: Final = re.compile("[\U00010000-\U0010ffff]")
