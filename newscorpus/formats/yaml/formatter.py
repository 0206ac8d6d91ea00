"""YAML -> the same YAML in the style of the writer: quotation marks, spaces, indentation. Comments and order stay.

What is in brackets stays there, and a long text keeps its lines. The data never changes: each step is read again, and
left out if it would.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Final

from newscorpus.formats.source_text import Lines
from newscorpus.formats.yaml.outline import read_outline
from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import inline
from newscorpus.text.words import pattern

_STEP: Final = 2
"""Columns of an indentation."""
_COMMENT: Final = pattern(r"(?:^|[ \t])(#.*)$", re.MULTILINE)
_COLON: Final = pattern(r"[ \t]*:[ \t]*")
_BLOCK: Final = ("|", ">")
_Edit = tuple[int, int, str]


def format_yaml(text: str) -> str:
    """Return a file in the style of the writer; as it is, if it is not valid or has lone carriage returns."""
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    if "\r" in plain or not plain.strip() or parse_yaml(plain).is_in_doubt:
        return text
    for step in (_with_spaces, _indented, _with_lines):
        plain = _if_same(plain, step)
    return plain.replace("\n", newline)


def _if_same(text: str, step: Callable[[str], str]) -> str:
    """The text after a step; before it, if the step would change data or comments."""
    changed = step(text)
    before, after = parse_yaml(text), parse_yaml(changed)
    is_same = not after.is_in_doubt and repr(before.data) == repr(after.data)
    return changed if is_same and _COMMENT.findall(changed) == _COMMENT.findall(text) else text


# --- quotation marks and spaces


def _with_spaces(text: str) -> str:
    """Write scalars in quotation marks, brackets and colons as the writer does."""
    pieces, at = [], 0
    for start, end, words in sorted(_spaces(read_outline(text))):
        pieces += [text[at:start], words]
        at = end
    return "".join([*pieces, text[at:]])


def _spaces(node: OutlineNode) -> Iterator[_Edit]:
    """Yield the edits of a value that is not in brackets. They do not overlap."""
    written = _written(node, flow=False) if node.kind == "scalar" or node.in_flow else None
    if written is not None:
        yield node.start, node.end, written
        return
    if node.in_flow:
        return
    for key, value in node.entries:
        yield from _spaces(key)
        if value is not None:
            colon = _COLON.fullmatch(node.text, key.end, value.start)
            if colon is not None and value.start < value.end:
                yield *colon.span(), ": "
            yield from _spaces(value)
    for item in node.items:
        yield from _spaces(item)


def _written(node: OutlineNode, *, flow: bool) -> str | None:
    """A value on one line as the writer has it; None if it has several lines or a comment."""
    source = node.text[node.start : node.end]
    if "\n" in source or not node.closed:
        return None
    if node.kind == "scalar":
        return inline(node.value, flow=flow) if node.style in ("'", '"') else source
    if node.kind == "list":
        items = [_written(item, flow=True) for item in node.items]
        return None if None in items else f"[{', '.join(filter(None, items))}]"
    pairs = []
    for key, value in node.entries:
        written = _written(key, flow=True), _written(value, flow=True) if value is not None else None
        if written[0] is None or (value is not None and written[1] is None):
            return None
        pairs.append(f"{written[0]}: {written[1]}" if value is not None else written[0])
    return f"{{{', '.join(pairs)}}}"


# --- indentation


def _indented(text: str) -> str:
    """Indent entries and items by two columns, and what they contain likewise."""
    return _Indenter(text).text()


class _Indenter:
    """The new columns of the lines of a text."""

    def __init__(self, text: str) -> None:
        self._text, self._lines = text, Lines(text)
        self._columns: dict[int, int] = {}
        """Of each line on which an entry or item begins."""
        self._dashes: dict[int, tuple[int, int]] = {}
        """Of each line that begins with dashes: the offset of the first one, and of what follows them."""
        self._place(read_outline(text), 0)

    def _place(self, node: OutlineNode, column: int) -> None:
        """Note the columns of a collection in block style, and of all below it."""
        if node.kind == "scalar" or node.in_flow:
            return
        for key, value in node.entries:
            self._columns.setdefault(self._lines.at(key.start)[0], column)
            if value is not None:
                self._place(value, column + _STEP)
        for item in node.items:
            dash = node.text.rfind("-", 0, item.start)
            number = self._lines.at(dash)[0]
            self._columns.setdefault(number, column)
            if self._lines.at(item.start)[0] == number:
                self._dashes[number] = self._dashes.get(number, (dash, 0))[0], item.start
            self._place(item, column + _STEP)

    def text(self) -> str:
        """Return the text with these columns."""
        lines, shift = [], 0
        numbers = sorted(self._columns)
        above = dict[int, int]()  # by old column, the new one of the last entry there
        for number in range(1, len(self._lines) + 1):
            line, old = self._lines.line(number), self._old(number)
            if number in self._columns:
                above[old] = self._columns[number]
                shift = self._columns[number] - old
                start = self._lines.start(number)
                dash, content = self._dashes.get(number, (start + old, start + old))
                dashes = "- " * self._text.count("-", dash, content)
                lines.append(" " * self._columns[number] + dashes + line[content - start :])
            elif line[old:].startswith("#"):
                below = numbers[at] if (at := bisect_right(numbers, number)) < len(numbers) else None
                lines.append(" " * self._column_of_comment(old, above.get(old), below) + line[old:])
            else:
                lines.append(" " * max(0, old + shift) + line[old:] if line.strip() else line)
        return "\n".join(lines)

    def _old(self, number: int) -> int:
        line = self._lines.line(number)
        return len(line) - len(line.lstrip(" "))

    def _column_of_comment(self, old: int, above: int | None, below: int | None) -> int:
        """The column of the next entry, or of the last one above, that was at the column of the comment."""
        if below is not None and (above is None or self._old(below) == old):
            return self._columns[below]
        return old if above is None else above


# --- lines


def _with_lines(text: str) -> str:
    """Leave out spaces at the ends of lines, a second empty line, and empty lines at both ends."""
    kept = _lines_of_texts(read_outline(text), Lines(text))
    tidied: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        words = line if number in kept else line.rstrip(" \t")
        if words or number in kept or (tidied and tidied[-1]):
            tidied.append(words)
    if len(lines) not in kept:
        while tidied and not tidied[-1]:
            tidied.pop()
    return "\n".join(tidied) + "\n"


def _lines_of_texts(root: OutlineNode, lines: Lines) -> set[int]:
    """The lines of strings on several lines, behind the first one, whose spaces and empty lines are data."""
    numbers = set[int]()
    for _, _, node in root.scalars():
        first, last = lines.at(node.start)[0], lines.at(node.end)[0]
        numbers.update(range(first + (node.style in _BLOCK), last + 1) if first < last else ())
    return numbers
