"""The decoded source of one file: lines, and the spans of parts of its values."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Final

import attrs

from newscorpus.diagnostics.report import Span


class Lines:
    """Table of a text's lines. LF, CRLF and a lone CR end a line, as in every editor; U+0085, U+2028 and U+2029 do not.

    Lines and columns count from 1, columns in code points.
    """

    __slots__ = ("_blocks", "_found", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: list[int] | None = None
        self._blocks: list[int] | None = None

    @property
    def _starts(self) -> list[int]:
        """Where each line starts; found out when it is first asked: of most files it never is."""
        if self._found is None:
            self._found = [0, *(end.end() for end in re.finditer(r"\r\n?|\n", self.text))]
        return self._found

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start(self, n: int) -> int:
        """Offset of the first code point of line `n`. Raises IndexError if there is no such line."""
        if n < 1:
            raise IndexError("lines count from 1")
        return self._starts[n - 1]

    def bounds(self, n: int) -> tuple[int, int]:
        """Offsets of line `n` without its end: it may be all of a large file. Raises IndexError if there is none."""
        start = self.start(n)
        end = self._starts[n] if n < len(self._starts) else len(self.text)
        tail = self.text[max(start, end - 2) : end]
        return start, end - len(tail) + len(tail.removesuffix("\n").removesuffix("\r"))

    def line(self, n: int) -> str:
        """Text of line `n` without its end. Raises IndexError if there is no such line."""
        return self.text[slice(*self.bounds(n))]

    def bytes_before(self, offset: int) -> int:
        """How many bytes of UTF-8 stand before a code point."""
        if self.text.isascii():
            return offset
        if self._blocks is None:
            blocks = (self.text[at : at + _BLOCK] for at in range(0, len(self.text), _BLOCK))
            self._blocks = [0, *accumulate(map(_size, blocks))]
        block = offset // _BLOCK
        return self._blocks[block] + _size(self.text[block * _BLOCK : offset])


_BLOCK: Final = 4096
"""Code points whose bytes are counted once."""


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


_BEFORE, _LONGEST = 80, 240


@attrs.frozen
class SourceText:
    """A text that findings point into: a file, or one record of JSON Lines (then shifted by what stands above it)."""

    file: str
    lines: Lines
    line_shift: int = 0
    offset_shift: int = 0

    def span(self, start: int, end: int) -> Span:
        """The span of code points `[start, end)`, with line, column and the line's text around it."""
        end = max(start, end)
        line, column = self.lines.at(start)
        end_line, end_column = self.lines.at(end)
        begins, ends = self.lines.bounds(line)
        first = max(1, column - _BEFORE) if ends - begins > _LONGEST else 1
        shown = begins + first - 1
        return Span(
            self.file,
            start + self.offset_shift,
            end + self.offset_shift,
            line + self.line_shift,
            column,
            end_line + self.line_shift,
            end_column,
            self.lines.text[shown : min(ends, shown + _LONGEST)],
            first,
            self._byte_column(line, start),
            self._byte_column(end_line, end),
        )

    def _byte_column(self, line: int, offset: int) -> int:
        begins, ends = self.lines.bounds(line)
        return self.lines.bytes_before(min(offset, ends)) - self.lines.bytes_before(begins) + 1
