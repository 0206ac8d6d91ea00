"""A text that findings point into: offsets become lines, columns and the line to show."""

import attrs

from newscorpus.diagnostics import Span
from newscorpus.formats.source import Lines

_BEFORE, _LONGEST = 80, 240


@attrs.frozen
class Place:
    """A text that findings point into: a file, or one record of JSON Lines (then shifted by what stands above it)."""

    file: str
    lines: Lines
    line_shift: int = 0
    offset_shift: int = 0

    def span(self, start: int, end: int) -> Span:
        """The span of code points `[start, end)`, with line, column and the line's text around it."""
        line, column = self.lines.at(start)
        end_line, end_column = self.lines.at(max(start, end))
        whole = self.lines.line(line)
        first = max(1, column - _BEFORE) if len(whole) > _LONGEST else 1
        return Span(
            self.file,
            start + self.offset_shift,
            max(start, end) + self.offset_shift,
            line + self.line_shift,
            column,
            end_line + self.line_shift,
            end_column,
            whole[first - 1 : first - 1 + _LONGEST],
            first,
            _byte_column(whole, column),
            _byte_column(whole if end_line == line else self.lines.line(end_line), end_column),
        )


def _byte_column(line: str, column: int) -> int:
    return len(line[: column - 1].encode("utf-8", "surrogatepass")) + 1
