"""Paths of the model -> places in the file. A rule says `events.visit-june.evidence[0]`; whether the file has a list
or a single item there, a short form or a long one, a mapping by id or a list with ids, is found out here."""

from collections.abc import Mapping
from typing import Any

import attrs

from newscorpus.codec.reading import is_long
from newscorpus.diagnostics import Path
from newscorpus.formats.document import Document
from newscorpus.models import KINDS, Article, Event
from newscorpus.models.fields import Short, Type, fields_of


@attrs.frozen
class _Cursor:
    """A value of the file on the way down: its type in the model, its path in the data, the value itself."""

    kind: Type | None
    at: Path
    value: Any
    is_key: bool = False


class Locator:
    """Finds the places of one document."""

    def __init__(self, document: Document, cls: type = Article) -> None:
        self._document = document
        self._cls = cls

    def span(self, path: Path, *, at_key: bool = False, part: tuple[int, int] | None = None) -> tuple[int, int]:
        """Where `path` stands, in code points of the document's text.

        `at_key` points at the key that leads there. `part` is a range of the decoded text of a scalar, mapped through
        its quoting and escapes. What is not there is placed at the nearest thing above it.
        """
        positions = self._document.positions
        cursor = self._find(path)
        if at_key:
            return self._key(cursor.at, cursor.value)
        if part and type(cursor.value) is str:
            return positions.inside(cursor.at, *part, key=cursor.is_key)
        if cursor.is_key:
            return positions.key(cursor.at)
        if type(cursor.value) in (dict, list):
            return self._key(cursor.at, cursor.value)
        return positions.value(cursor.at)

    def _key(self, at: Path, value: Any) -> tuple[int, int]:
        """The key that leads to `at`; in a list and at the top, the first key inside."""
        if at and type(at[-1]) is str:
            return self._document.positions.key(at)
        if type(value) is dict and value:
            return self._document.positions.key((*at, next(iter(value))))
        return self._document.positions.value(at)

    def _find(self, path: Path) -> _Cursor:
        cursor = _Cursor(Type(self._cls), (), self._document.data)
        for step in path:
            below = _step(cursor, step)
            if below is None:
                break
            cursor = below
        short: Short | None = getattr(cursor.kind.base, "SHORT", None) if cursor.kind else None
        if short and type(cursor.value) is dict:
            return _step(cursor, short.long) or cursor
        return cursor


def _step(cursor: _Cursor, step: str | int) -> _Cursor | None:
    """One step down; None if there is nothing."""
    kind = cursor.kind
    if kind is None:
        return _plain_step(None, cursor, step)
    if kind.base is tuple:
        return _item(kind.args[0], cursor, step)
    if kind.base is Mapping:
        value = cursor.value
        if type(value) is list:
            ids = [one.get("id") if type(one) is dict else None for one in value]
            if type(step) is str and step in ids:
                step = ids.index(step)
        return _plain_step(kind.args[1], cursor, step)
    if attrs.has(kind.base):
        return _field(kind.base, cursor, step)
    return _plain_step(None, cursor, step)


def _plain_step(kind: Type | None, cursor: _Cursor, step: str | int) -> _Cursor | None:
    value = cursor.value
    if type(value) is list and type(step) is int and step < len(value):
        return _Cursor(kind, (*cursor.at, step), value[step])
    if type(value) is dict and step in value:
        return _Cursor(kind, (*cursor.at, step), value[step])
    return None


def _item(item: Type, cursor: _Cursor, step: str | int) -> _Cursor | None:
    value = cursor.value
    if type(value) is list:
        return _plain_step(item, cursor, step)
    short: Short | None = getattr(item.base, "SHORT", None)
    if type(step) is not int:
        return None
    names = [f.name for f in fields_of(item.base)] if short else []
    if short and short.many and type(value) is dict and not is_long(value, short, names, whole_list=True):
        pair = dict(list(value.items())[step : step + 1])
        return _Cursor(item, cursor.at, pair) if pair else None
    return _Cursor(item, cursor.at, value) if step == 0 else None


def _field(cls: type, cursor: _Cursor, step: str | int) -> _Cursor | None:
    value = cursor.value
    if cls is Event and type(value) is dict:
        kind = value.get("kind")
        cls = KINDS.get(kind, Event) if type(kind) is str else Event
    types = {f.name: f.type for f in fields_of(cls)}
    field = types.get(step) if type(step) is str else None
    short: Short | None = getattr(cls, "SHORT", None)
    if short is None or (type(value) is dict and is_long(value, short, types)):
        return _plain_step(field, cursor, step)
    if type(value) is not dict:
        return _Cursor(field, cursor.at, value) if step == short.long else None
    ((words, other),) = value.items()
    at = (*cursor.at, words)
    if step == short.key:
        return _Cursor(field, at, words, is_key=True)
    return _Cursor(field, at, other) if step == short.value else None
