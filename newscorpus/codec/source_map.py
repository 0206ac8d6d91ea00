"""Paths of the model -> positions in the file.

A rule reports `events.visit-june.evidence[0]`. The file may have a list there or a single item, a short or a long form,
a mapping by id or a list with ids.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import attrs

from newscorpus.codec.short_forms import is_whole_list, pair_key
from newscorpus.diagnostics.changes import Change, InsertKey, QuoteScalar, RenameKey, SetValue
from newscorpus.diagnostics.report import Path
from newscorpus.formats.document import Document
from newscorpus.models import KINDS, Article, Event, Manifest
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import Rest, ShortForm
from newscorpus.text.words import pattern


@attrs.frozen
class Cursor:
    """A value of the file on a path downwards: its type in the model, its path in the data, and the value."""

    kind: Type | None
    at: Path
    value: Any
    is_key: bool = False
    tables: dict[Path, Any] = attrs.field(factory=dict, eq=False, repr=False)
    """Of lists with ids, the index of each id; of mappings in place of lists, their items. All paths share it."""

    def to(self, kind: Type | None, at: Path, value: Any, *, is_key: bool = False) -> "Cursor":
        """Return another place of the same file."""
        return Cursor(kind, at, value, is_key, self.tables)

    @property
    def ids(self) -> dict[str, int]:
        """The index of each id in a list."""
        if self.at not in self.tables:
            indices = self.tables[self.at] = {}
            for i, item in enumerate(self.value):
                if type(item) is dict and type(item.get("id")) is str:
                    indices.setdefault(item["id"], i)
        return self.tables[self.at]  # type: ignore[no-any-return]

    @property
    def items(self) -> list[tuple[str, Any]]:
        """The items of a mapping in place of a list."""
        if self.at not in self.tables:
            self.tables[self.at] = list(self.value.items())
        return self.tables[self.at]  # type: ignore[no-any-return]


_LINE = 120
"""Code points of a collection in brackets or braces that is marked as a whole."""
_COMMENT = pattern(r"[ \t]+(#[^\r\n]*)")
_MARKED = ("'", '"', "|", ">")
"""What strings begin with that are not plain."""
_UNKNOWN = Type(object)
"""The type of a value that the model does not have."""


class FlowItem(NamedTuple):
    """An item of a YAML list in brackets, as the file has it."""

    words: str
    """The string, or the characters of another plain scalar; empty for a collection."""
    is_text: bool
    is_plain: bool
    is_glued: bool
    """Whether only a comma separates it from the item before."""


class SourceMap:
    """Maps paths of the model to positions in one document.

    Args:
        document: The document, with the positions of its values.
        cls: The model of the document: Article or Manifest.
    """

    def __init__(self, document: Document, cls: type = Article) -> None:
        self._document = document
        self._cls = cls
        self._tables: dict[Path, Any] = {}

    def span(self, path: Path, *, at_key: bool = False, part: tuple[int, int] | None = None) -> tuple[int, int]:
        """Return the span of the value at `path`; of the nearest value above it if the file does not have it.

        Args:
            path: A path of the model.
            at_key: Return the span of the key that leads to the value instead.
            part: A range of the decoded text of a scalar, in code points: return the span of this part, whatever
                quotes and escapes the file has.

        Returns:
            Start and end, in code points of the text of the document.
        """
        positions = self._document.positions
        cursor, whole = self._find(path)
        if at_key:
            return self._key(cursor.at, cursor.value)
        if part and type(cursor.value) is str:
            return positions.inside(cursor.at, *part, key=cursor.is_key)
        if cursor.is_key:
            return positions.key(cursor.at)
        start, end = positions.value(cursor.at)
        if type(cursor.value) in (dict, list):
            is_short = whole and self._document.text[start : start + 1] in ("{", "[") and end - start <= _LINE
            if not is_short or "\n" in self._document.text[start:end]:
                return self._key(cursor.at, cursor.value)
        return start, end

    def _key(self, at: Path, value: Any) -> tuple[int, int]:
        """Return the span of the key that leads to `at`; in a list and at the top, of the first key inside."""
        if at and type(at[-1]) is str:
            return self._document.positions.key(at)
        if type(value) is dict and value:
            return self._document.positions.key((*at, next(iter(value))))
        return self._document.positions.value(at)

    def has(self, path: Path) -> bool:
        """Tell whether the file has a value at `path`, in whatever form."""
        return self._walk(path)[1]

    def comment(self, path: Path) -> str:
        """Return the comment behind an unquoted string, with its `#`; empty if there is none."""
        start, end = self.span(path)
        match = None if self._document.text[start : start + 1] in _MARKED else _COMMENT.match(self._document.text, end)
        return match[1] if match else ""

    def flow_items(self, path: Path) -> list[FlowItem]:
        """Return the items of a list in brackets; none if the file has no such list there."""
        cursor, whole = self._walk(path)
        text, positions = self._document.text, self._document.positions
        if not whole or type(cursor.value) is not list or text[positions.value(cursor.at)[0]] != "[":
            return []
        items, last = [], 0
        for i, value in enumerate(cursor.value):
            start, end = positions.value((*cursor.at, i))
            written = "" if isinstance(value, dict | list) else value if type(value) is str else text[start:end]
            items.append(FlowItem(written, type(value) is str, text[start] not in "'\"", text[last:start] == ","))
            last = end
        return items

    def change(self, change: Change) -> Change | None:
        """Return a change of the model as a change of the file's data; None if no change of the data has that meaning.

        Writing a value that is the key of a short form renames that key.
        """
        cursor, whole = self._walk(change.path)
        if not whole:
            return None
        short: ShortForm | None = getattr(cursor.kind.base, "SHORT", None) if cursor.kind else None
        match change:
            case SetValue():
                if short and type(cursor.value) is dict:
                    cursor = step_down(cursor, short.long) or cursor
                if cursor.is_key:
                    return RenameKey(cursor.at, change.value)
                return SetValue(cursor.at, change.value, of_comment=change.of_comment)
            case InsertKey():
                data = _plainly(self._document.data, cursor.at)
                return attrs.evolve(change, path=cursor.at) if type(data) is dict and data is cursor.value else None
            case QuoteScalar():
                return None if cursor.is_key else QuoteScalar(cursor.at)
        above = self._walk(change.path[:-1])[0]
        own = len(cursor.at) == len(above.at) + 1 and not cursor.is_key
        return attrs.evolve(change, path=cursor.at) if own else None

    @property
    def is_manifest(self) -> bool:
        """Whether the document is a `corpus.yaml`."""
        return self._cls is Manifest

    @property
    def root(self) -> Cursor:
        """The document as a whole."""
        return Cursor(Type(self._cls), (), self._document.data, tables=self._tables)

    def _find(self, path: Path) -> tuple[Cursor, bool]:
        cursor, whole = self._walk(path)
        short: ShortForm | None = getattr(cursor.kind.base, "SHORT", None) if cursor.kind else None
        if short and type(cursor.value) is dict:
            return step_down(cursor, short.long) or cursor, whole
        return cursor, whole

    def _walk(self, path: Path) -> tuple[Cursor, bool]:
        """Follow `path` as far as the file has it; return the value there, and whether the path ends there."""
        cursor = self.root
        for step in path:
            below = step_down(cursor, step)
            if below is None:
                return cursor, False
            cursor = below
        return cursor, True


def _plainly(data: Any, at: Path) -> Any:
    for step in at:
        data = data[step]
    return data


def step_down(cursor: Cursor, step: str | int) -> Cursor | None:
    """Go one step down; return None if the file has nothing there."""
    kind = cursor.kind or _UNKNOWN
    if kind.base is tuple and type(step) is int:
        return _item(kind.args[0], cursor, step)
    if kind.base is Mapping:
        value = cursor.value
        if type(value) is list:
            step = cursor.ids.get(step, step) if type(step) is str else step
        return _plain_step(kind.args[1], cursor, step)
    if attrs.has(kind.base):
        return _field(kind.base, cursor, step)
    return _plain_step(None, cursor, step)


def _plain_step(kind: Type | None, cursor: Cursor, step: str | int) -> Cursor | None:
    value = cursor.value
    if type(value) is list and type(step) is int and step < len(value):
        return cursor.to(kind, (*cursor.at, step), value[step])
    if type(value) is dict and step in value:
        return cursor.to(kind, (*cursor.at, step), value[step])
    return None


def _item(item: Type, cursor: Cursor, step: int) -> Cursor | None:
    value = cursor.value
    if type(value) is list:
        return _plain_step(item, cursor, step)
    short: ShortForm | None = getattr(item.base, "SHORT", None)
    names = [f.name for f in fields_of(item.base)] if short else []
    if short and short.many and type(value) is dict and is_whole_list(value, short, names):
        pair = dict(cursor.items[step : step + 1])
        return cursor.to(item, cursor.at, pair) if pair else None
    return cursor.to(item, cursor.at, value) if step == 0 else None


@cache
def _types(cls: type) -> tuple[Mapping[str, Type], Type | None]:
    """Return the types of the fields by name, and the type of values under all other keys, where there may be some."""
    types = {f.name: f.type for f in fields_of(cls)}
    return types, next((kind.args[1] for kind in types.values() if kind.mark(Rest)), None)


def _field(cls: type, cursor: Cursor, step: str | int) -> Cursor | None:
    value = cursor.value
    if cls is Event and type(value) is dict:
        kind = value.get("kind")
        cls = KINDS.get(kind, Event) if type(kind) is str else Event
    types, rest = _types(cls)
    field = types.get(step, rest) if type(step) is str else None
    short: ShortForm | None = getattr(cls, "SHORT", None)
    if short and type(value) is not dict:
        return cursor.to(field, cursor.at, value, is_key=cursor.is_key) if step == short.long else None
    words = pair_key(value, short, types) if short else None
    if words is None or short is None:
        return _plain_step(field, cursor, step)
    at = (*cursor.at, words)
    if step == short.key:
        return cursor.to(field, at, words, is_key=True)
    if step == short.value:
        return cursor.to(field, at, value[words])
    return _plain_step(field, cursor, step) if step != words else None
