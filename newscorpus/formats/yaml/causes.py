"""Frequent mistakes behind an error of the YAML parser, recognized by the lines around the place where it stopped.

A parser says which token it did not expect. People want to know which character they wrote wrong.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Final, NamedTuple

from newscorpus.formats.document import SyntaxProblem, shorten
from newscorpus.formats.source_text import merge_conflict
from newscorpus.formats.yaml.writer import inline
from newscorpus.text.words import pattern


class Stop(NamedTuple):
    """Where and why a parser stopped."""

    text: str
    at: int
    words: str
    """The message of the parser, as `context: problem`."""
    began: int | None = None
    """Where begins what it was reading."""
    quoted: tuple[int, int] | None = None
    """The last string in quotation marks that it read: start and end."""


class _Line(NamedTuple):
    start: int
    """Offset of the first character that is not a space."""
    end: int
    column: int
    """Column of that character, from 1."""
    words: str
    """The line without its indentation."""

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.words.startswith("- ")

    @property
    def name(self) -> str:
        """What a message calls the line: its key, or its words if it has none."""
        match = None if self.is_item else _KEY.match(self.words)
        return shorten(match[0] if match else self.words)

    @property
    def beginning(self) -> tuple[int, int]:
        """The span of its key or dash."""
        return self.start, self.start + (1 if self.is_item else len(self.name.removesuffix("…")))


_KEY: Final = pattern(r"[^:]+(?=:(?:\s|$))")
_ENTRY: Final = pattern(r"((?:- +)*)([^\s:\"'\[{-][^:]*):(?:\s+|$)(.*)")
_BARE_COLON: Final = pattern(r"((?:- +)*)([A-Za-z_][\w-]*)([:：])(?!//)(?=[^ \t])([^\n]+)")


def likely_cause(stop: Stop) -> SyntaxProblem | None:
    """Recognize the mistake that stopped the parser; None if it is none of those that are known."""
    conflict = merge_conflict(stop.text)
    if conflict is not None:
        return conflict
    for recognize in _RECOGNIZERS:
        problem = recognize(stop)
        if problem is not None:
            return problem
    return None


def quoted_value(text: str, at: int) -> str | None:
    """Return the value that begins at an offset and ends with its line, or before a comment, in quotation marks."""
    end = text.find("\n", at)
    words = text[at : end if end >= 0 else len(text)].strip()
    if words[:1] not in ("'", '"'):  # in which it may be no comment
        words = _COMMENT.split(words, maxsplit=1)[0]
    if not words or len(words) > _LONGEST or _BRACKETS.intersection(words):
        return None
    written = inline(words, flow=False)
    return f"`{written}`" if written != words else None


_COMMENT: Final = pattern(r"[ \t]+#")
_BRACKETS: Final = frozenset("[]{}")


_LONGEST: Final = 100
"""Code points of a value that a help repeats."""


def _unclosed_quote(stop: Stop) -> SyntaxProblem | None:
    """A string in quotation marks whose end is on another line, or nowhere."""
    if stop.quoted is None:
        return None
    start, end = stop.quoted
    mark = stop.text[start]
    line = _line(stop.text, start)
    if end > line.end and end <= stop.at <= _line(stop.text, end).end and mark in "\"'":
        words = shorten(stop.text[start : line.end])
        labels = ((end - 1, end, "the parser takes this for its end"),)
        message = f"quotation mark is not closed on its line: `{words}`"
        return SyntaxProblem("NC002", message, start, line.end, f"add the closing `{mark}`", labels)
    return None


def _behind_quotes(stop: Stop) -> SyntaxProblem | None:
    """Words behind a closing quotation mark in the same line."""
    before = stop.text[: stop.at].rstrip(" \t")
    if not (stop.words.startswith("while parsing a block") and before.endswith(('"', "'"))):
        return None
    line = _line(stop.text, stop.at)
    start = stop.quoted[0] if stop.quoted and stop.quoted[0] >= line.start else None
    written = quoted_value(stop.text, start) if start is not None else None
    words = shorten(stop.text[stop.at : line.end])
    advice = (
        f"put the whole value in quotes: {written}" if written else "put the whole value in quotes of the other kind"
    )
    message = f"text after a closing quotation mark: `{words}`"
    return SyntaxProblem("NC002", message, stop.at, line.end, help=advice)


def _strange_space(stop: Stop) -> SyntaxProblem | None:
    """A space that is none for YAML, in an indentation or behind a colon or a dash, in this line or near it."""
    line = _line(stop.text, stop.at)
    lines = [line, *islice(_above(stop.text, line), 2), *([] if stop.began is None else [_line(stop.text, stop.began)])]
    for candidate in lines:
        match = _STRANGE_SPACE.match(candidate.words)
        if match is None:
            continue
        start, end = (candidate.start + at for at in match.span("space"))
        name = f"{unicodedata.name(match['space'][0]).lower()} (U+{ord(match['space'][0]):04X})"
        place = f"behind the colon of `{match['key']}`" if match["key"] else "behind a dash" if match["dash"] else None
        advice = "replace it with a space" if end - start == 1 else "replace them with spaces"
        return SyntaxProblem("NC002", f"{name} {place or 'in the indentation'}", start, end, help=advice)
    return None


_STRANGE_SPACE: Final = re.compile(
    r"(?:- +)*(?:(?P<key>[\w-]+):|(?P<dash>-))?(?P<space>[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+)"
)
"""Between a key and its value, before them, or instead of a space behind a dash."""


def _bare_colon(stop: Stop) -> SyntaxProblem | None:
    """A key whose colon is not followed by a space, in this line or in the one above it.

    The parser reads that line as the beginning of a string over several lines, and refuses the next key.
    """
    if not re.search("values are not allowed|could not find expected ':'", stop.words):
        return None
    line = _line(stop.text, stop.at)
    begins = line if stop.began is None else _line(stop.text, stop.began)
    for candidate in (line, next(_above(stop.text, line), line), begins):
        match = _BARE_COLON.fullmatch(candidate.words)
        if match and ": " not in candidate.words:
            start, end = match.span(3)
            message = f"no space after the colon of `{match[2]}`"
            advice = f"write `{match[2]}: {shorten(match[4].strip())}`"
            return SyntaxProblem("NC002", message, candidate.start + start, candidate.start + end, help=advice)
    return None


def _inner_colon(stop: Stop) -> SyntaxProblem | None:
    """A `: ` in a value without quotation marks."""
    if "values are not allowed" not in stop.words:
        return None
    line = _line(stop.text, stop.at)
    match = _ENTRY.fullmatch(line.words)
    if match is None or not line.start + match.start(3) < stop.at:
        return None
    written = quoted_value(stop.text, line.start + match.start(3))
    message = f"unquoted `: ` in the value of `{match[2]}`"
    advice = f"put the value in quotes: {written}" if written else "put the value in quotes"
    return SyntaxProblem("NC002", message, stop.at, min(stop.at + 2, line.end), help=advice)


def _item_beside_key(stop: Stop) -> SyntaxProblem | None:
    """A list that begins on the line of its key."""
    line = _line(stop.text, stop.at)
    match = _ENTRY.fullmatch(line.words)
    if "entries are not allowed" not in stop.words or match is None:
        return None
    message = f"list item on the line of its key `{match[2]}`"
    advice = f"write `{shorten(match[3])}` on a line of its own below `{match[2]}:`"
    return SyntaxProblem("NC002", message, stop.at, stop.at + 1, help=advice)


def _stray_dash(stop: Stop) -> SyntaxProblem | None:
    """A dash before one of several keys that each have a mapping."""
    if not re.search("could not find expected ':'|while parsing a block", stop.words):
        return None
    line = _line(stop.text, stop.at)
    inner = takewhile(lambda above: above.column >= line.column, _above(stop.text, line))
    beside = [neighbour for neighbour in inner if neighbour.column == line.column]
    if not beside or sum(neighbour.is_item for neighbour in (line, *beside)) != 1:
        return None
    wrong = next(neighbour for neighbour in (line, *beside) if neighbour.is_item)
    right = beside[0] if wrong is line else line
    key = _OPEN_KEY.fullmatch(wrong.words.removeprefix("- "))
    if key is None or not _OPEN_KEY.fullmatch(right.words):
        return None
    message = f"dash before `{key[1]}`, but not before `{right.name}`"
    advice = f"delete the dash, so that `{key[1]}` is a key like `{right.name}`"
    return SyntaxProblem("NC002", message, *wrong.beginning, advice)


_OPEN_KEY: Final = re.compile(r"([^\s:\"'\[{-][^:]*):(?:\s+\{.*)?")
"""A key whose value is a mapping in braces, or on the next lines."""


def _missing_dash(stop: Stop) -> SyntaxProblem | None:
    """A line between the items of a list, at their column, that does not begin with a dash."""
    if not re.search("could not find expected ':'|while parsing a block collection", stop.words):
        return None
    begins = "could not find" in stop.words and stop.began is not None
    line = _line(stop.text, stop.began if begins and stop.began is not None else stop.at)
    if line.is_item:
        return None
    for above in _above(stop.text, line):
        if above.column < line.column:
            return None
        if above.column == line.column:
            if not above.is_item:
                return None
            message = f"list item without `- `: `{shorten(line.words)}`"
            return SyntaxProblem("NC002", message, line.start, line.end, help=f"write `- {shorten(line.words)}`")
    return None


def _slipped_key(stop: Stop) -> SyntaxProblem | None:
    """A key that begins at the column of the key that it is below: its own neighbours follow it."""
    line = _line(stop.text, stop.at)
    outer = next((above for above in _above(stop.text, line) if above.column < line.column), None)
    if outer is None or not _OPEN_KEY.fullmatch(outer.words):
        return None
    owner = next((above for above in _above(stop.text, outer) if above.column <= outer.column), None)
    if owner is None or owner.column != outer.column or not owner.words.endswith(":"):
        return None
    inner, own = next(_below(stop.text, owner)), next(_below(stop.text, outer))
    if own.column <= line.column or inner.column != (outer if inner.start == outer.start else line).column:
        return None
    message = f"wrong indentation: `{outer.name}` begins at column {outer.column}, `{line.name}` at {line.column}"
    labels = ((*line.beginning, f"column {line.column}"),)
    advice = f"begin `{outer.name}` at column {line.column}, like `{line.name}`, below `{owner.name}`"
    return SyntaxProblem("NC002", message, *outer.beginning, advice, labels)


def _indentation(stop: Stop) -> SyntaxProblem | None:
    """A line that begins at another column than its neighbours."""
    if not re.search("^while parsing a block|values are not allowed|<document start>", stop.words):
        return None
    line = _line(stop.text, stop.at)
    above = list(_outline(stop.text, line))
    if not above or line.column in [enclosing.column for enclosing in above]:
        return None
    wrong, right = line, min(above, key=lambda enclosing: abs(enclosing.column - line.column))
    following = next(_below(stop.text, line), None)
    alone = len(above) < 2 or next(_above(stop.text, above[0])).start == above[1].start
    if following is not None and following.column == line.column and alone:
        wrong, right = above[0], line  # all others agree
    message = f"wrong indentation: `{wrong.name}` begins at column {wrong.column}"
    labels = ((*right.beginning, f"column {right.column}"),)
    advice = f"begin `{wrong.name}` at column {right.column}, like `{right.name}`"
    return SyntaxProblem("NC002", f"{message}, `{right.name}` at {right.column}", *wrong.beginning, advice, labels)


def _line_without_key(stop: Stop) -> SyntaxProblem | None:
    """A line above a key, at its column, that has no key and is not a list item."""
    line = _line(stop.text, stop.at)
    above = next(_above(stop.text, line), None)
    if "values are not allowed" not in stop.words or above is None or above.column != line.column:
        return None
    if above.is_item or _KEY.match(above.words):
        return None
    return SyntaxProblem("NC002", NO_KEY, above.start, above.end, help=WRITE_KEY)


NO_KEY: Final = "line is neither `key: value` nor a list item `- value`"
WRITE_KEY: Final = "write `key: value` or `- value`; to continue the line above, indent this one more than its key"

_RECOGNIZERS: Final = (
    _unclosed_quote,
    _behind_quotes,
    _item_beside_key,
    _inner_colon,
    _strange_space,
    _bare_colon,
    _stray_dash,
    _missing_dash,
    _slipped_key,
    _indentation,
    _line_without_key,
)


def _line(text: str, at: int) -> _Line:
    """Return the line of an offset."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    written = text[start : end if end >= 0 else len(text)].rstrip(" \t\r")
    words = written.lstrip(" ")
    indent = len(written) - len(words)
    return _Line(start + indent, start + len(written), indent + 1, words)


def _is_blank(line: _Line) -> bool:
    return not line.words or line.words.startswith("#")


def _above(text: str, line: _Line) -> Iterator[_Line]:
    """Yield the lines above, from below, without empty lines and comments."""
    at = line.start - line.column
    while at >= 0:
        line_above = _line(text, at)
        if not _is_blank(line_above):
            yield line_above
        at = line_above.start - line_above.column


def _below(text: str, line: _Line) -> Iterator[_Line]:
    at = text.find("\n", line.end) + 1
    while at > 0:
        line_below = _line(text, at)
        if not _is_blank(line_below):
            yield line_below
        at = text.find("\n", line_below.end) + 1


def _outline(text: str, line: _Line) -> Iterator[_Line]:
    """Yield the line above, and the lines that enclose it, each with a smaller column."""
    column = None
    for outer in _above(text, line):
        if column is None or outer.column < column:
            column = outer.column
            yield outer
            if column == 1:
                return
