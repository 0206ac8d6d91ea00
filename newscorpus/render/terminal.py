"""Lines for a terminal: coloured, cut around what is marked or wrapped between words; and diffs. Widths are columns."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from newscorpus.render.escapes import printable, width


class Paint(NamedTuple):
    """Colours text in the style of a name, if it is on."""

    styles: Mapping[str, str]
    """Parameters of the ANSI sequence SGR, such as `1;31`, by the name of a style."""
    on: bool

    def __call__(self, text: str, style: str) -> str:
        """Return the text in the style; unchanged if it is empty or colours are off."""
        return f"\033[{self.styles[style]}m{text}\033[0m" if self.on and text else text


COLUMNS: Final = 80
"""The width where there is no terminal."""
_CUT: Final = "…"


def cut_around(line: str, left: int, right: int, room: int, label: int = 0) -> tuple[str, int, int]:
    """Cut a line to `room` columns, with `…` where something is left out.

    Args:
        line: Printable text.
        left: The column where the mark begins, from 0.
        right: The column behind the mark.
        room: The columns that are available.
        label: The columns of a label that follows the mark, in the line below.

    Returns:
        The line, and the columns of the mark in it.
    """
    whole = width(line)
    if whole <= room:
        return line, left, right
    before = max(room // 4, (room - (right - left) - label) // 2)
    first = max(0, min(left - before, whole - room + 1))
    head = _CUT if first else ""
    last = whole if whole - first <= room - len(head) else first + room - len(head) - 1
    kept, begins, at = "", first, 0
    for char in line:
        wide = width(char)
        if first <= at and at + wide <= last and (kept or wide or not first):
            begins, kept = (begins, kept) if kept else (at, kept)
            kept += char
        at += wide
    end = len(head) + width(kept)
    shift = len(head) - begins
    shown = head + kept + (_CUT if last < whole else "")
    return shown, min(max(len(head), left + shift), end), min(max(len(head), right + shift), end)


def wrapped(text: str, indent: int, columns: int) -> Iterator[str]:
    """Yield printable text in lines that are at most `columns` wide with their indentation, broken at spaces."""
    room = max(columns - indent, COLUMNS // 4)
    line, gap = "", ""
    for i, word in enumerate(text.split(" ")):
        if i and width(line + " " + word) > room and line.strip():
            yield line.rstrip(" ")
            line, gap = "", ""
        line += gap + word
        gap = " "
    yield line


_DIFF = {"+++": "1", "---": "1", "@@": "36", "+": "32", "-": "31"}


def diff_lines(lines: Iterable[str], *, color: bool) -> Iterator[str]:
    """Yield each line of a diff, without its end. The CR of a CRLF is not shown, since no fix changes it."""
    paint = Paint(_DIFF, color)
    for line in lines:
        escaped = printable(line.removesuffix("\r"))
        style = next((style for style in _DIFF if line.startswith(style)), None)
        yield paint(escaped, style) if style else escaped
