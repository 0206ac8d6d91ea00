"""Where the members of a document's collections are in its text: heads, lines, comments that belong to them."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.edits.text_edits import line_above, line_end, line_start
from newscorpus.formats.document import Document

COMMENT: Final = re.compile(r"[ \t]*#")
_DASHES: Final = re.compile(r"(?:^|(?<=[\n\r]))[ \t]*((?:-[ \t]+)*)-(?=[ \t\r\n])")
_KEEPS_BLANK_LINES: Final = re.compile(r"[|>][0-9]?\+")
_BLOCK_TEXT: Final = re.compile(r"(?:^|\s)\|[0-9]?[-+]?$")
_SPACES: Final = re.compile(r"[ \t]*")
_COMMENT: Final = re.compile(r"#[^\r\n]*")
BLOCK_HEADER: Final = re.compile(r"[|>][-+0-9]*")


class CannotEdit(Exception):  # noqa: N818 - it says what is the case
    """The text cannot be edited as asked, with certainty. Its argument says why."""


@attrs.frozen
class Comment:
    """A comment. Offsets are code points."""

    begin: int
    """Where the white space before it begins."""
    start: int
    words: str
    """With its `#`, without spaces at its end."""

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.start + len(self.words)

    @property
    def gap(self) -> int:
        """How many spaces are before it."""
        return self.start - self.begin


@attrs.frozen
class Member:
    """A member of a collection in block style. All values are offsets in code points."""

    head: int
    """Its first character: of the key, or the dash."""
    line: int
    """Beginning of the line of its head."""
    lead: int
    """Beginning of the comment directly above; `line` if there is none."""
    top: int
    """Beginning of the empty lines above that; `lead` if there are none."""
    end: int
    """Where it ends."""
    tail: int
    """End of its last line, with the line break, and of deeper comments below."""
    is_long: bool
    """Whether it has several lines."""

    @property
    def has_gap(self) -> bool:
        """Whether an empty line is above it."""
        return self.top < self.lead


class Layout:
    """The layout of one document."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.data = document.data
        self.positions = document.positions
        self._members = dict[Path, Sequence[Member]]()
        self.newline = "\r\n" if "\r\n" in document.text else "\n"

    def at(self, path: Path) -> Any:
        """Return the data at a path."""
        value = self.data
        for step in path:
            value = value[step]
        return value

    def start(self, path: Path) -> int:
        """Return where the value begins."""
        return self.positions.value(path)[0]

    def end(self, path: Path) -> int:
        """Return where the member ends."""
        return max(self.positions.value(path)[1], self.positions.key(path)[1])

    def span(self, path: Path) -> tuple[int, int]:
        """Return where a member begins, with its key, and where it ends."""
        return self.positions.key(path)[0], self.end(path)

    def value_end(self, path: Path) -> int:
        """Return where the value ends; of block text, before its last line break, with spaces and empty lines."""
        end = self.end(path)
        if self.text[self.start(path) : self.start(path) + 1] in ("|", ">"):
            spaces = _SPACES.match(self.text, end)
            end = spaces.end() if spaces else end
        if _KEEPS_BLANK_LINES.match(self.text, self.start(path)):
            tail = self._tail(path)
            return max(end, tail - 1 - (self.text[tail - 2 : tail] == "\r\n"))
        return end

    @cached_property
    def comments(self) -> Sequence[Comment]:
        """All comments, in order. Only YAML has some."""
        if "#" not in self.text:
            return ()
        spans = [*sorted(self._spans((), self.data)), (len(self.text), len(self.text))]
        comments, at = list[Comment](), 0
        for start, end in spans:
            if start > at:
                comments += map(self._comment, _COMMENT.finditer(self.text, at, start))
            at = max(at, end)
        return comments

    def _comment(self, match: re.Match[str]) -> Comment:
        line = line_start(self.text, match.start())
        before = self.text[line : match.start()].rstrip(" \t")
        return Comment(line + len(before), match.start(), match[0].rstrip())

    def comments_between(self, start: int, end: int) -> Sequence[Comment]:
        """Return the comments that begin between two offsets."""
        return [comment for comment in self.comments if start <= comment.start < end]

    def _spans(self, path: Path, value: Any) -> Iterator[tuple[int, int]]:
        """The spans of the keys and scalars of a value. Of block text, the first line has one of its own."""
        if type(value) in (dict, list):
            for key, member in value.items() if type(value) is dict else enumerate(value):
                if type(value) is dict:
                    yield self.positions.key((*path, key))
                yield from self._spans((*path, key), member)
            return
        start, end = self.positions.value(path)
        header = BLOCK_HEADER.match(self.text, start, end)
        if header and "\n" in self.text[start:end]:
            yield header.span()
            start = line_end(self.text, start)[1]
        yield start, max(start, end)

    def is_flow(self, path: Path) -> bool:
        """Whether the collection at `path` is in brackets or braces."""
        return self.text[self.start(path) : self.start(path) + 1] in ("[", "{")

    def is_in_flow(self, path: Path) -> bool:
        """Whether the member at `path` is in brackets or braces."""
        return any(self.is_flow(path[:i]) for i in range(len(path)))

    def colon(self, path: Path) -> str:
        """Return the separator of a key and its value, in braces, as at `path`."""
        between = self.text[self.positions.key(path)[1] : self.positions.value(path)[0]]
        return between if between in (":", ": ") else ": "

    def indent(self, at: int) -> str:
        """Return the white space at the beginning of the line of an offset."""
        spaces = _SPACES.match(self.text, line_start(self.text, at))
        return spaces[0] if spaces else ""

    def column_of(self, at: int) -> int:
        """Return the column, from 0, of an offset."""
        return at - line_start(self.text, at)

    def head(self, path: Path) -> int:
        """Return the first character of a member in block style: of its key, or its dash."""
        return self._dash(path) if type(path[-1]) is int else self.positions.key(path)[0]

    def _dash(self, path: Path) -> int:
        *_, index = path
        above, start = path[:-1], self.start(path)
        if index:
            low = self.end((*above, int(index) - 1))
        else:
            named = bool(above) and type(above[-1]) is str
            low = self.positions.key(above)[1] if named else line_start(self.text, start)
        dashes = [*_DASHES.finditer(self.text[low:start])]
        at = low + dashes[-1].end() - 1 if dashes else self.text.rfind("-", low, start)
        if at < 0:
            raise CannotEdit("an item without a dash of its own")
        return at

    def column(self, path: Path) -> int:
        """Return the column, from 0, of the members of a collection in block style."""
        value = self.at(path)
        head = self.head((*path, 0 if type(value) is list else next(iter(value))))
        return head - line_start(self.text, head)

    def member(self, path: Path) -> Member:
        """Return a member of a collection in block style."""
        owner, key = self.at(path[:-1]), path[-1]
        return self.members(path[:-1])[key if type(key) is int else list(owner).index(key)]

    def members(self, path: Path) -> Sequence[Member]:
        """Return the members of a collection in block style, in order."""
        if path not in self._members:
            self._members[path] = self._found_members(path)
        return self._members[path]

    def _found_members(self, path: Path) -> list[Member]:
        value, members = self.at(path), list[Member]()
        keys: list[Any] = list(range(len(value))) if type(value) is list else list(value)
        column = self.column(path)
        above = self.positions.key(path)[1] if path else 0
        for i, key in enumerate(keys):
            head = self.head((*path, key))
            line = line_start(self.text, head)
            compact = not members and bool(self.text[line:head].strip())
            low = members[-1].tail if members else above
            lead = head if compact else self._up(line, low, COMMENT.match)
            top = lead if compact or (not i and not path) else self._up(lead, low, _is_empty)
            tail = self._below(self._tail((*path, key)), column)
            end = self.end((*path, key))
            members.append(Member(head, line, lead, top, end, tail, "\n" in self.text[line:end]))
        return members

    def _up(self, at: int, low: int, belongs: Any) -> int:
        """The beginning of the lines above that belong to what begins at `at`, down to `low`."""
        while at > low:
            above = line_above(self.text, at)
            if above < low or not belongs(self.text[above:at]):
                break
            at = above
        return at

    def _tail(self, path: Path) -> int:
        """The end of a member's last line; of block text that keeps its empty lines, with these."""
        at = line_end(self.text, self.end(path))[1]
        last, value = path, self.at(path)
        while type(value) in (dict, list) and value and not self.is_flow(last):
            key = len(value) - 1 if type(value) is list else list(value)[-1]
            last, value = (*last, key), value[key]
        if type(value) is str and _KEEPS_BLANK_LINES.match(self.text, self.start(last)):
            while at < len(self.text) and not self.text[at : line_end(self.text, at)[0]].strip():
                at = line_end(self.text, at)[1]
        return at

    def _below(self, at: int, column: int) -> int:
        """The end of the comments below that are deeper than the member, and so its own."""
        end = at
        while at < len(self.text):
            stop, after = line_end(self.text, at)
            line = self.text[at:stop]
            if line.strip():
                if not COMMENT.match(line) or len(line) - len(line.lstrip()) <= column:
                    break
                end = after
            at = after
        return end


def _is_empty(line: str) -> bool:
    return not line.strip()


def ends_in_block_text(lines: Sequence[str]) -> bool:
    """Whether new lines may end in block text, which needs a line end also at the end of the file."""
    return any(_BLOCK_TEXT.search(line) for line in lines)
