"""The text of a source file: its lines, and spans with lines and columns."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Final

import attrs

from newscorpus.diagnostics.report import Span


class Lines:
    """The lines of a text. Lines and columns count from 1, columns in code points.

    LF, CRLF and a lone CR end a line, as in editors; U+0085, U+2028 and U+2029 do not. With `record`, a record of JSON
    Lines, only LF does.
    """

    __slots__ = ("_blocks", "_found", "_record", "text")

    def __init__(self, text: str, *, record: bool = False) -> None:
        self.text = text
        self._record = record
        self._found: list[int] | None = None
        self._blocks: list[int] | None = None

    @property
    def _starts(self) -> list[int]:
        """Offsets of the starts of the lines, computed on first use: most files never need them."""
        if self._found is None:
            self._found = [0, *(end.end() for end in re.finditer(r"\n" if self._record else r"\r\n?|\n", self.text))]
        return self._found

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of a code point."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start(self, n: int) -> int:
        """Return the offset of line `n`. Raises IndexError if it does not exist."""
        if n < 1:
            raise IndexError("lines count from 1")
        return self._starts[n - 1]

    def bounds(self, n: int) -> tuple[int, int]:
        """Return the span of line `n` without its line break. Raises IndexError if it does not exist."""
        start = self.start(n)
        end = self._starts[n] if n < len(self._starts) else len(self.text)
        tail = self.text[max(start, end - 2) : end]
        return start, end - len(tail) + len(tail.removesuffix("\n").removesuffix("\r"))

    def line(self, n: int) -> str:
        """Return the text of line `n` without its line break. Raises IndexError if it does not exist."""
        return self.text[slice(*self.bounds(n))]

    def bytes_before(self, offset: int) -> int:
        """Return the number of UTF-8 bytes before a code point."""
        if self.text.isascii():
            return offset
        if self._blocks is None:
            blocks = (self.text[at : at + _BLOCK] for at in range(0, len(self.text), _BLOCK))
            self._blocks = [0, *accumulate(map(_size, blocks))]
        block = offset // _BLOCK
        return self._blocks[block] + _size(self.text[block * _BLOCK : offset])


_BLOCK: Final = 4096
"""Code points of a block, whose bytes are counted once."""


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


_BEFORE, _LONGEST = 80, 240
"""Code points of a long line that a span shows: before its start, and in all."""


@attrs.frozen
class SourceText:
    """The text of a file, or of one record of JSON Lines, with its lines and its offset in the file."""

    file: str
    lines: Lines
    line_shift: int = 0
    offset_shift: int = 0

    def span(self, start: int, end: int) -> Span:
        """Return the span of the code points `[start, end)`, with lines, columns and the text of the line around it."""
        end = max(start, end)
        line, column = self.lines.at(start)
        end_line, end_column = self.lines.at(end)
        begins, ends = self.lines.bounds(line)  # a line may be a whole large file
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
