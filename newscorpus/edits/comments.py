"""The comments of a YAML document by the places that they belong to, and the edits that give it others.

Two documents with the same data have the same places, whatever their layout.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, Final

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.edits.layout import BLOCK_HEADER, Comment, Layout
from newscorpus.edits.style import Donor
from newscorpus.edits.text_edits import RawEdit, line_above, line_end, line_start
from newscorpus.edits.values import same
from newscorpus.formats.document import Document
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import dump_yaml, inline

Place = tuple[str, Path]
"""`beside` what ends there, or `above` what begins there; `end`: the closing bracket, or the end of the document."""
Comments = dict[Place, Any]
"""The words of a comment beside something; a list of those in the lines above something."""


@attrs.frozen
class _Token:
    """A key, a scalar, a dash or a bracket. Offsets are code points."""

    start: int
    end: int
    place: Place
    """That of a comment above it. One beside it has the same path."""


class CommentedText:
    """The text of one document with its comments. `end` is a place only of collections in brackets."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._layout, self._positions = Layout(document), document.positions
        self._newline = self._layout.newline
        self._data = document.data
        self._found: dict[Place, list[Comment]] = {}
        self._find()

    @property
    def comments(self) -> Comments:
        """The comments by their places."""
        return {
            place: several[0].words if place[0].startswith("beside") else [comment.words for comment in several]
            for place, several in self._found.items()
        }

    # --- where they are

    @cached_property
    def _tokens(self) -> Sequence[_Token]:
        """All tokens, in their order; many texts have no comment, and need none of them."""
        return sorted(self._below((), self._data), key=lambda token: (token.start, token.end))

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [token.start for token in self._tokens]

    def _below(self, path: Path, value: Any) -> Iterator[_Token]:
        """The tokens of a value."""
        start, end = self._layout.start(path), self._layout.value_end(path)
        if type(value) not in (dict, list):
            header = BLOCK_HEADER.match(self.text, start, end)
            if header and "\n" in self.text[start:end]:
                yield _Token(start, header.end(), ("above", path))
                start = line_end(self.text, start)[1]
            if start < end:
                yield _Token(start, end, ("above", path))
            return
        is_flow = self._layout.is_flow(path) and start < end
        if is_flow:
            yield _Token(start, start + 1, ("above", path))
        for key, item in value.items() if type(value) is dict else enumerate(value):
            at = (*path, key)
            if type(value) is dict:
                key_start, key_end = self._positions.key(at)
                yield _Token(key_start, key_end, ("above", at))
            elif not is_flow:
                dash = self._layout.head(at)
                yield _Token(dash, dash + 1, ("above", at))
            yield from self._below(at, item)
        if is_flow:
            yield _Token(end - 1, end, ("above" if "\n" not in self.text[start:end] else "end", path))

    def _find(self) -> None:
        for comment in self._layout.comments:
            at = bisect_right(self._starts, comment.start)
            before = self._tokens[at - 1] if at else None
            if before is not None and before.end >= line_start(self.text, comment.start):
                self._add_beside(before.place, comment)
            else:
                place = self._tokens[at].place if at < len(self._tokens) else ("end", ())
                self._found.setdefault(place, []).append(comment)

    def _add_beside(self, place: Place, comment: Comment) -> None:
        """One more beside the key, the bracket and the value of one member is numbered."""
        kind = "beside" if place[0] == "above" else "beside end"
        number = sum((f"{kind}{'+' * i}", place[1]) in self._found for i in range(3))
        self._found[kind + "+" * number, place[1]] = [comment]

    # --- others

    def edits_to(self, wanted: Mapping[Place, Any], source: "CommentedText") -> list[RawEdit]:
        """Return the edits that give the document other comments, in lines as those of `source`.

        A comment for whose place there is no room is put above it. Whoever makes the edits parses the text again.
        """
        edits = list[RawEdit]()
        here = self.comments
        for place in {**here, **wanted}:
            old, new = here.get(place), wanted.get(place)
            if place[0].startswith("beside"):
                edits += self._beside(place, new or "", source) if old != new else []
            else:
                edits += self._lines(place, old or [], new or [], source)
        return _joined(edits)

    def _beside(self, place: Place, words: str, source: "CommentedText") -> list[RawEdit]:
        """The edit that puts a comment beside something, in place of the one that is there, or deletes that."""
        if place in self._found:
            (old,) = self._found[place]
            return [(old.start if words else old.begin, old.end, words)]
        is_end = place[0].startswith("beside end")
        tokens = [token for token in self._tokens if token.place == (("end" if is_end else "above"), place[1])]
        for token in tokens:
            stop = line_end(self.text, token.end)[0]
            if not self.text[token.end : stop].strip(" \t,:") and self._is_last(token, stop):
                return [(stop, stop, source.gap(place) + words)]
        at = line_start(self.text, tokens[0].start) if tokens else len(self.text)
        return [(at, at, f"{self._layout.indent(at)}{words}{self._newline}")]

    def gap(self, place: Place) -> str:
        """Return the spaces before the comment beside something."""
        comment = next(iter(self._found.get(place, ())), None)
        return (self.text[comment.begin : comment.start] if comment else "") or " "

    def is_aligned(self, place: Place) -> bool:
        """Report whether the comment above something is indented as that is; another may end what is before it."""
        return self._layout.indent(self._found[place][0].start) == self._indent_below(place)

    def _is_last(self, token: _Token, stop: int) -> bool:
        """Whether no other token is behind it on its line."""
        at = bisect_right(self._starts, token.start)
        return at == len(self._tokens) or self._starts[at] >= stop

    def _lines(self, place: Place, old: list[str], new: list[str], source: "CommentedText") -> Iterator[RawEdit]:
        there = self._found.get(place, [])
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            for comment in there[i:j]:
                yield comment.begin, line_end(self.text, comment.end)[1], ""
            if k < m:
                at = there[i].begin if i < len(there) else self._start_of(place, there, new[k], source)
                lines = source.lines_of(place, new[k:m], self._indent_below(place))
                if not lines[-1] and self._is_blank(at):
                    lines.pop()  # an empty line is there
                is_unended = at >= len(self.text) and self.text[-1:] not in ("", "\n", "\r")
                yield at, at, self._newline * is_unended + "".join(line + self._newline for line in lines)

    def _start_of(self, place: Place, there: Sequence[Comment], first: str, source: "CommentedText") -> int:
        """Where lines begin that are written behind the comments of a place: directly below these, or above it."""
        if there:
            return line_end(self.text, there[-1].end)[1]
        token = self._token(place)
        start = token.start if token else len(self.text)
        before = max((other.end for other in self._tokens if other.end <= start and other is not token), default=0)
        if before and source.is_below_what_precedes(place, first):
            return min(line_end(self.text, before)[1], line_start(self.text, start))
        return line_start(self.text, start) if token else start

    def is_below_what_precedes(self, place: Place, words: str) -> bool:
        """Report whether a comment is directly below what precedes it, and an empty line below that."""
        comment = self._comment(place, words)
        if comment is None:
            return False
        above, below = line_above(self.text, comment.begin), line_end(self.text, self._found[place][-1].end)[1]
        return self._is_blank(below) and comment.begin > 0 and not self._is_blank(above)

    def _is_blank(self, line: int) -> bool:
        """Whether there are only spaces in the line that begins at an offset."""
        return not self.text[line : line_end(self.text, line)[0]].strip()

    def _comment(self, place: Place, words: str) -> Comment | None:
        return next((comment for comment in self._found.get(place, ()) if comment.words == words), None)

    def _token(self, place: Place) -> _Token | None:
        return next((token for token in self._tokens if token.place == place), None)

    def _indent_below(self, place: Place) -> str:
        token = self._token(place)
        return self._layout.indent(token.start) if token else ""

    def lines_of(self, place: Place, comments: Sequence[str], indent: str) -> list[str]:
        """Return the lines of some comments of a place, with empty lines as here, for another indentation below."""
        lines, below = list[str](), len(self._indent_below(place))
        for words in comments:
            comment = self._comment(place, words)
            if comment is None:
                lines.append(indent + words)
                continue
            lines.append(" " * max(len(indent) + comment.gap - below, 0) + words)
            after = line_end(self.text, comment.end)[1]
            if after < len(self.text) and self._is_blank(after):
                lines.append("")
        return lines


def _joined(edits: Sequence[RawEdit]) -> list[RawEdit]:
    """Edits of which those that insert at one offset are one, in their order."""
    inserted, out = dict[int, str](), list[RawEdit]()
    for start, end, words in edits:
        if start == end:
            inserted[start] = inserted.get(start, "") + words
        else:
            out.append((start, end, words))
    return [*out, *((at, at, words) for at, words in inserted.items())]


# --- excerpts: members of a YAML document as text of their own, with their comments, and back


_INDENT: Final = "  "


def excerpt(document: Document, path: Path) -> str | None:
    """Return the lines of a member, with its key or dash and the comments that are its own, from the first column.

    Returns:
        None if the document has nothing there.
    """
    layout = Layout(document)
    try:
        value = layout.at(path)
    except (KeyError, IndexError, TypeError):
        return None
    lines = Donor(document).lines(path, value, 0)
    if lines is not None:
        source = "\n".join(lines).strip("\n")
        if same(_parsed(source), _as_member(path, value)):
            return source
    start, end = document.positions.value(path)
    source = f"{inline(path[-1], flow=False)}: {document.text[start:end]}"
    return source if "\n" not in source and same(_parsed(source), _as_member(path, value)) else written(path, value)


def written(path: Path, value: Any) -> str:
    """Return a value as the lines of a member, which no document has."""
    if type(value) in (list, dict) and type(path[-1]) is str and not any(type(member) is dict for member in value):
        return f"{inline(path[-1], flow=False)}: {inline(value, flow=False)}"
    return dump_yaml(_as_member(path, value)).rstrip("\n")


def value_of(path: Path, lines: str) -> Any:
    """Return the value of a member from its lines.

    Raises:
        ValueError: If they are not the lines of one member, with its key or dash.
    """
    data = _parsed(lines)
    if type(data) is (list if type(path[-1]) is int else dict) and len(data) == 1:
        return next(iter(data.values())) if type(data) is dict else data[0]
    raise ValueError("one key with its value is expected" if type(path[-1]) is str else "one item is expected")


def _parsed(lines: str) -> Any:
    document = parse_yaml(lines + "\n")
    return None if document.is_in_doubt else document.data


def _as_member(path: Path, value: Any) -> Any:
    return [value] if type(path[-1]) is int else {path[-1]: value}


def document_of(excerpts: Mapping[Path, str]) -> Document:
    """Return a document that has some members, each at its path, with their comments."""
    tree: dict[Any, Any] = {}
    for path, lines in excerpts.items():
        branch = tree
        for step in path[:-1]:
            branch = branch.setdefault(step, {})
        branch[path[-1]] = lines
    return parse_yaml("\n".join([*_lines(tree), ""]))


def _lines(tree: Mapping[Any, Any]) -> Iterator[str]:
    for key, value in tree.items():
        if type(value) is str:
            yield from value.split("\n")
        elif type(key) is str:
            yield f"{inline(key, flow=False)}:"
            yield from (f"{_INDENT}{line}" if line.strip() else line for line in _lines(value))


def with_comments(document: Document, path: Path, missing: Sequence[str]) -> str:
    """Return the text of a document with comments above the member at a path, or above what has it in its line."""
    layout = Layout(document)
    while len(path) > 1 and layout.is_in_flow(path):
        path = path[:-1]
    at = layout.head(path) if path else 0
    line = line_start(document.text, at)
    indent = document.text[line:at] if not document.text[line:at].strip() else layout.indent(at)
    return document.text[:line] + "".join(f"{indent}{comment}\n" for comment in missing) + document.text[line:]
