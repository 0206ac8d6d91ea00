"""Turn changes of a document's data into edits of its text. Comments, order and layout stay.

New words are written in the style of the old ones (plain, in quotes, in a block) where that is possible, else in the
style of the format's writer. `Editor.edits` returns None for changes that cannot be made with certainty. Afterwards
`text_edits.proven` parses the edited text again and compares the data.

May import `newscorpus.formats` and `diagnostics`. Offsets are code points of `Document.text`, half-open.
"""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from newscorpus.diagnostics.changes import Change, Delete, InsertKey, RenameKey, SetValue
from newscorpus.diagnostics.report import Path
from newscorpus.edits.text_edits import RawEdit, difference, line_end, line_start
from newscorpus.formats.document import Document
from newscorpus.formats.json.writer import double_quoted, dump_json
from newscorpus.formats.yaml.offset_maps import offset_map
from newscorpus.formats.yaml.writer import fits_key, inline, stays_plain, stays_single

_BLOCK: Final = ("|", ">")
_BLOCK_HEADER: Final = re.compile("([|>][1-9]?)[-+]?([1-9]?)")
_NUMBER_COMMA: Final = re.compile(r"\d,")
_COMMENT: Final = re.compile(r"(?:^|\s)#", re.MULTILINE)
_SPACES: Final = re.compile(r"[ \t]*")


class Editor:
    """Makes the edits of one document, which must have no problem that leaves its data in doubt."""

    def __init__(self, document: Document, *, as_json: bool) -> None:
        self._text = document.text
        self._data = document.data
        self._positions = document.positions
        self._json = as_json
        self._newline = "\r\n" if "\r\n" in document.text else "\n"

    def edits(self, changes: Iterable[Change]) -> list[RawEdit] | None:
        """Return the edits that make all changes, whose paths are of the data; None if one cannot be made."""
        found: list[RawEdit] = []
        for change in changes:
            edit = self._edit(change)
            if edit is None:
                return None
            found.append(edit)
        return found

    def source(self, path: Path) -> str:
        """Return the characters at `path` in the file."""
        start, end = self._positions.value(path)
        return self._text[start:end]

    def _edit(self, change: Change) -> RawEdit | None:
        match change:
            case SetValue():
                edit = self._scalar(change.path, _at(self._data, change.path), change.value)
                return self._with_comment(edit, change.of_comment) if edit and change.of_comment else edit
            case RenameKey():
                return self._rename(change)
            case InsertKey():
                return self._insert(change)
            case Delete():
                return self._remove(change.path)
        if self._is_part_of_number(*self._positions.value(change.path)):
            return None
        return self._scalar(change.path, _at(self._data, change.path), self.source(change.path))

    def _is_part_of_number(self, start: int, end: int) -> bool:
        """Whether a comma inside a number ends the scalar: `1` of `[1,500 soldiers]`."""
        around = self._text[max(0, start - 2) : start], self._text[end : end + 2]
        return not self._json and any(_NUMBER_COMMA.fullmatch(two) for two in (around[0], around[1][::-1]))

    # --- scalars

    def _scalar(self, path: Path, old: Any, new: Any, *, key: bool = False) -> RawEdit | None:
        if isinstance(old, dict | list):
            return None
        start, end = self._positions.key(path) if key else self._positions.value(path)
        source = self._text[start:end]
        style = source[:1] if source[:1] in ("'", '"', *_BLOCK) else ""
        if style in _BLOCK and old != new == old.rstrip("\n"):  # only the line breaks at the end are deleted
            header = _BLOCK_HEADER.match(self._text, start)
            assert header is not None
            return *header.span(), f"{header[1]}{header[2]}-"
        if not source or (style in _BLOCK and "#" in self._text[start : line_end(self._text, start)[0]]):
            return None
        flow = self._is_flow(path)
        if type(old) is str and type(new) is str:
            within = self._within(path, old, new, (start, end), style, flow=flow, key=key)
            if within:
                return within
        return start, end, self._written(new, flow=flow)

    def _with_comment(self, edit: RawEdit, words: int) -> RawEdit | None:
        """Let an edit also remove the first words of the comment behind it; what is left of this is a comment."""
        start, end, written = edit
        taken = re.compile(rf"(?:[ \t]+[^\s]+){{{words}}}").match(self._text, end)
        if taken is None:
            return None
        rest = self._text[taken.end() : line_end(self._text, end)[0]]
        is_left = bool(rest.strip()) and not rest.lstrip().startswith("#")
        return start, taken.end(), written + "  #" * is_left

    def _within(
        self, path: Path, old: str, new: str, span: tuple[int, int], style: str, *, flow: bool, key: bool
    ) -> RawEdit | None:
        """Replace only the words that differ, in the style of the scalar; None where that style cannot express them."""
        a, b = difference(old, new)
        words = new[a : len(new) - b]
        if style == "'" and not stays_single(words):
            return None
        if style in ("", *_BLOCK) and not (stays_single(words) if style else stays_plain(new, flow=flow)):
            return None
        written = double_quoted(words)[1:-1] if style == '"' else words.replace("'", "''") if style == "'" else words
        start, end = self._positions.inside(path, a, len(old) - b, key=key)
        candidate = self._text[span[0] : start] + written + self._text[end : span[1]]
        return (start, end, written) if self._means(candidate, style, new) else None

    def _means(self, source: str, style: str, value: str) -> bool:
        if self._json:
            try:
                return bool(json.loads(source) == value)
            except ValueError:
                return False
        endings = ("", "\n", "\n\n") if style in _BLOCK else ("",)
        return any(offset_map(source + end, 0, len(source + end), style, value) is not None for end in endings)

    def _written(self, value: Any, *, flow: bool) -> str:
        return dump_json(value, indent=False) if self._json else inline(value, flow=flow)

    # --- collections

    def _rename(self, change: RenameKey) -> RawEdit | None:
        *above, key = change.path
        owner = _at(self._data, tuple(above))
        start = self._positions.key(change.path)[0]
        if type(owner) is not dict or change.key in owner or self._text[start] in _BLOCK or not fits_key(change.key):
            return None
        return self._scalar(change.path, key, change.key, key=True)

    def _insert(self, change: InsertKey) -> RawEdit | None:
        owner = _at(self._data, change.path)
        if type(owner) is not dict or change.key in owner or not owner:
            return None
        beside = next((key for key in owner if key == change.after), None)
        first = (*change.path, next(iter(owner)))
        value_flow = self._is_flow(first)
        key, value = self._written(change.key, flow=value_flow), self._written(change.value, flow=value_flow)
        if value_flow:
            pair = f"{key}{self._colon(first)}{value}"
            if beside is None:
                at = self._positions.key(first)[0]
                return at, at, pair + self._separator(change.path, owner)
            at = self._end((*change.path, beside))
            return at, at, self._separator(change.path, owner) + pair
        start = self._positions.key(first)[0]
        indent = start - line_start(self._text, start)
        if beside is None:
            return start, start, f"{key}: {value}{self._newline}{' ' * indent}"
        end = line_end(self._text, self._end((*change.path, beside)))
        if end[0] == end[1]:  # the file ends here
            return end[0], end[0], f"{self._newline}{' ' * indent}{key}: {value}"
        return end[1], end[1], f"{' ' * indent}{key}: {value}{self._newline}"

    def _colon(self, path: Path) -> str:
        """The separator of a key and its value, as at `path`."""
        between = self._text[self._positions.key(path)[1] : self._positions.value(path)[0]]
        return between if between in (":", ": ") else ": "

    def _separator(self, path: Path, owner: dict[str, Any]) -> str:
        """The separator of two members of a mapping in braces."""
        first, *more = owner
        if more:
            between = self._text[self._end((*path, first)) : self._positions.key((*path, more[0]))[0]]
            return between if between.strip() == "," else ", "
        lead = self._text[self._positions.value(path)[0] + 1 : self._positions.key((*path, first))[0]]
        compact = "," if self._colon((*path, first)) == ":" else ", "
        return f",{lead}" if lead.isspace() else compact

    def _remove(self, path: Path) -> RawEdit | None:
        owner = _at(self._data, path[:-1])
        if len(owner) < 2:
            return None
        start, end = self._positions.key(path)[0], self._end(path)
        if self._is_flow(path):
            return self._remove_in_flow(path, owner, start, end)
        line = line_start(self._text, start)
        lead = self._text[line:start]
        dash = type(owner) is list
        if lead.strip(" ") != ("-" if dash else ""):
            return None  # it is on the same line as its parent
        stop, after = line_end(self._text, end)
        rest = self._text[end:stop]
        kept, deleted = _comments(self._text[line:end])
        if _COMMENT.search(deleted) or rest.strip()[:1] not in ("", "#"):
            return None  # a comment behind a deleted value would be lost
        if rest.strip():
            return line, stop, kept + lead[: len(lead) - len(lead.lstrip(" "))] + rest.lstrip()
        if stop == after and line and not kept:  # the last line has no line end: the new last line gets none either
            return len(self._text[:line].rstrip("\r\n")), stop, ""
        return line, after, kept

    def _remove_in_flow(self, path: Path, owner: Any, start: int, end: int) -> RawEdit | None:
        steps: list[Any] = list(range(len(owner))) if type(owner) is list else list(owner)
        i = steps.index(path[-1])
        if i:  # so that several neighbours can be deleted at once
            start = self._end((*path[:-1], steps[i - 1]))
        else:
            end = self._positions.key((*path[:-1], steps[1]))[0]
        return None if _COMMENT.search(self._text[start:end]) else (start, end, "")

    def _end(self, path: Path) -> int:
        return max(self._positions.value(path)[1], self._positions.key(path)[1])

    def _is_flow(self, path: Path) -> bool:
        """Whether the value at `path` is in brackets or braces."""
        if self._json:
            return True
        starts = (self._positions.value(path[:i])[0] for i in range(len(path)))
        return any(self._text[start : start + 1] in ("[", "{") for start in starts)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _comments(text: str) -> tuple[str, str]:
    """The lines that contain only a comment, and the others."""
    lines = re.split(r"(?<=\n)", text)
    kept = [line for line in lines if line.lstrip(" ").startswith("#")]
    return "".join(kept), "".join(line for line in lines if line not in kept)
