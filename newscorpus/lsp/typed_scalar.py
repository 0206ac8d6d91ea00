"""The scalar that is being typed: its words up to the cursor, and what a completion replaces.

The protocol lets a completion replace only what is in the line of the cursor. Where a scalar has several lines, what
is typed in the lines above stays, and the rest is written in its style.
"""

from newscorpus.formats.json.writer import double_quoted
from newscorpus.formats.source_text import Lines
from newscorpus.formats.yaml.offset_maps import decoded
from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.formats.yaml.writer import stays_plain, stays_single
from newscorpus.text.words import flatten


class TypedScalar:
    """What is typed at a cursor.

    Args:
        lines: The lines of the file.
        offset: That of the cursor.
        node: The key or scalar there; None if nothing is typed yet.
        flow: Whether it is in brackets or braces.

    Attributes:
        quote: The quotation mark that it begins with; empty if there is none.
        start: Where a completion begins to replace, in the line of the cursor.
        end: Where that ends, in the same line.
        words: The decoded text up to the cursor, also of the lines above.
        is_in_one_line: Whether a completion replaces all of it.
    """

    def __init__(self, lines: Lines, offset: int, node: OutlineNode | None, *, flow: bool) -> None:
        text = lines.text
        first, last = lines.bounds(lines.at(offset)[0])
        begin = min(node.start, offset) if node else offset
        style = node.style if node else ""
        self.quote = style if style in ("'", '"') else ""
        ends = node.end if node and self.quote and node.closed and offset < node.end else offset
        self.end = min(ends, last)
        self._begins_here, self._ends_here, self._flow = begin >= first, ends <= last, flow
        self.is_in_one_line = self._begins_here and self._ends_here
        self._style = self.quote if self._begins_here else style  # nothing is typed beside `|` or `>`
        self.start = begin if self._begins_here else offset - len(text[first:offset].lstrip(" \t"))
        self.words = decoded(text, begin, offset + len(self.quote), self._style)
        self._above = "" if self._begins_here else decoded(text, begin, self.start + len(self.quote), self._style)

    def rest(self, words: str) -> str | None:
        """Return what is written in the line of the cursor, for the scalar to be these words.

        None if its style, or what is typed in the lines above, does not allow that.
        """
        above = flatten(self._above)
        left = words[len(above) :].lstrip()
        is_plain = not self._style and stays_plain(words, flow=self._flow)
        if not words.startswith(above) or not (is_plain or (self._style and stays_single(left))):
            return None
        if self._style == "'":
            left = left.replace("'", "''")
        elif self._style == '"':
            left = double_quoted(left)[1:-1]
        return self.quote * self._begins_here + left + self.quote * self._ends_here
