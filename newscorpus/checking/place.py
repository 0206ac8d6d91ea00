"""A text that findings point into: offsets become lines, columns and the line to show."""

import attrs

from newscorpus.diagnostics.report import Span
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
