"""Other words in a scalar of a document, or in a key: the smallest edit, in time that does not depend on the document.

New words are written in the style of the old ones (plain, in quotes, in a block) where that is possible. Otherwise the
whole scalar is written anew.

May import `newscorpus.formats` and `diagnostics`. Offsets are code points of `Document.text`, half-open.
"""

import json
import re
from collections.abc import Callable
from typing import Any, Final

from newscorpus.diagnostics.changes import QuoteScalar, RenameKey, SetValue
from newscorpus.diagnostics.report import Path
from newscorpus.edits.layout import Layout
from newscorpus.edits.text_edits import RawEdit, difference, line_end
from newscorpus.formats.json.writer import double_quoted, dump_json
from newscorpus.formats.yaml.offset_maps import offset_map
from newscorpus.formats.yaml.writer import fits_key, inline, stays_plain, stays_single

_BLOCK: Final = ("|", ">")
_BLOCK_HEADER: Final = re.compile("([|>][1-9]?)[-+]?([1-9]?)")
_NUMBER_COMMA: Final = re.compile(r"\d,")


class Scalars:
    """Makes the edits of the scalars of one document. None is an edit that cannot be made with certainty."""

    def __init__(self, layout: Layout, *, as_json: bool, written: Callable[[Any, bool], str] | None = None) -> None:
        """`written`: returns the source of a value, in flow style or not; by default, as the format's writer does."""
        self._layout, self._text, self._json = layout, layout.text, as_json
        self._written = written or self._as_by_writer

    def edit(self, change: SetValue | RenameKey) -> RawEdit | None:
        """Return the edit that makes a change, whose path is of the data."""
        if isinstance(change, RenameKey):
            *above, _ = change.path
            owner = self._layout.at(tuple(above))
            is_free = type(owner) is dict and change.key not in owner
            return self.renamed(change.path, change.key) if is_free else None
        edit = self.replaced(change.path, change.value)
        return self._with_comment(edit, change.of_comment) if edit and change.of_comment else edit

    def as_string(self, change: QuoteScalar) -> SetValue | None:
        """Return the change that sets the characters of a value in the file; None if these are not all of it.

        A comma inside a number ends the scalar: `1` of `[1,500 soldiers]`.
        """
        start, end = self._layout.positions.value(change.path)
        around = self._text[max(0, start - 2) : start], self._text[end : end + 2]
        if not self._json and any(_NUMBER_COMMA.fullmatch(two) for two in (around[0], around[1][::-1])):
            return None
        return SetValue(change.path, self._text[start:end])

    def renamed(self, path: Path, key: str) -> RawEdit | None:
        """Return the edit that gives a key another name."""
        if self._text[self._layout.positions.key(path)[0]] in _BLOCK or not fits_key(key):
            return None
        return self._scalar(path, path[-1], key, is_key=True)

    def replaced(self, path: Path, new: Any) -> RawEdit | None:
        """Return the edit that puts another value in the place of a scalar."""
        old = self._layout.at(path)
        return None if isinstance(old, dict | list) else self._scalar(path, old, new, is_key=False)

    def _scalar(self, path: Path, old: Any, new: Any, *, is_key: bool) -> RawEdit | None:
        start, end = self._layout.positions.key(path) if is_key else self._layout.positions.value(path)
        source = self._text[start:end]
        style = source[:1] if source[:1] in ("'", '"', *_BLOCK) else ""
        if style in _BLOCK and old != new == old.rstrip("\n"):  # only the line breaks at the end are deleted
            header = _BLOCK_HEADER.match(self._text, start)
            assert header is not None
            return *header.span(), f"{header[1]}{header[2]}-"
        if not source or (style in _BLOCK and "#" in self._text[start : line_end(self._text, start)[0]]):
            return None
        in_flow = self._layout.is_in_flow(path)
        if type(old) is str and type(new) is str and self._can_stay(style, old, new, in_flow=in_flow):
            within = self._within(path, old, new, (start, end), style, is_key=is_key)
            if within:
                return within
        return start, end, self._written(new, in_flow)

    @staticmethod
    def _can_stay(style: str, old: str, new: str, *, in_flow: bool) -> bool:
        """Whether the style of a scalar can express other words."""
        if not style:
            return stays_plain(new, flow=in_flow)
        start, tail = difference(old, new)
        return style == '"' or stays_single(new[start : len(new) - tail])

    def _within(
        self, path: Path, old: str, new: str, span: tuple[int, int], style: str, *, is_key: bool
    ) -> RawEdit | None:
        """Replace only the words that differ, in the style of the scalar; None if it would then mean something else."""
        before, tail = difference(old, new)
        words = new[before : len(new) - tail]
        if style == '"':
            words = double_quoted(words)[1:-1]
        elif style == "'":
            words = words.replace("'", "''")
        start, end = self._layout.positions.inside(path, before, len(old) - tail, key=is_key)
        candidate = self._text[span[0] : start] + words + self._text[end : span[1]]
        return (start, end, words) if self._means(candidate, style, new) else None

    def _means(self, source: str, style: str, value: str) -> bool:
        if self._json:
            try:
                return bool(json.loads(source) == value)
            except ValueError:
                return False
        endings = ("", "\n", "\n\n") if style in _BLOCK else ("",)
        return any(offset_map(source + end, 0, len(source + end), style, value) is not None for end in endings)

    def _with_comment(self, edit: RawEdit, words: int) -> RawEdit | None:
        """Let an edit also remove the first words of the comment behind it; what is left of this is a comment."""
        start, end, written = edit
        taken = re.compile(rf"(?:[ \t]+[^\s]+){{{words}}}").match(self._text, end)
        if taken is None:
            return None
        rest = self._text[taken.end() : line_end(self._text, end)[0]]
        is_left = bool(rest.strip()) and not rest.lstrip().startswith("#")
        return start, taken.end(), written + "  #" * is_left

    def _as_by_writer(self, value: Any, in_flow: bool) -> str:
        return dump_json(value, indent=False) if self._json else inline(value, flow=in_flow)
