"""What is kept of an inspected article <-> plain data: for Arrow as JSON holds it, for the disk as `marshal` does.

For JSON, frozen attrs classes become mappings without what is default, tuples and sets lists, enumerations their
values. Both directions follow the classes' annotations, so a field that is added is stored, too; one of a type that is
not known here is a TypeError. For `marshal`, an article without findings becomes a few tuples, which are read faster;
any other is as for JSON. What comes back is equal.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from newscorpus.checking.context import ArticleResult
from newscorpus.diagnostics.report import Totals
from newscorpus.rules import ArticleSummary

Convert = Callable[[Any], Any]
_PLAIN = frozenset({str, int, bool, NoneType})
_FACTS = attrgetter(*(a.name for a in attrs.fields(ArticleSummary)))
_TOTALS = attrgetter(*(a.name for a in attrs.fields(Totals)))


def packed(inspection: ArticleResult) -> Any:
    """An inspection without its model, as data that `marshal` takes."""
    if inspection.facts is None or inspection.has_findings or inspection.waivers or inspection.broken:
        return plain(inspection)
    return _FACTS(inspection.facts), _TOTALS(inspection.totals), inspection.text_known


def unpacked(data: Any) -> ArticleResult:
    """The inspection that `packed` made `data` of."""
    if isinstance(data, dict):
        made: ArticleResult = restored(ArticleResult, data)
        return made
    facts, totals, text_known = data
    return ArticleResult(None, (), (), ArticleSummary(*facts), Totals(*totals), frozenset(), text_known)


def plain(value: Any) -> Any:
    """`value` as plain data."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted((plain(one) for one in value), key=repr)
    fields = ((name, default, getattr(value, name)) for name, default in _defaults(kind))
    return {name: plain(one) for name, default, one in fields if one is not None and one != default}


@cache
def _defaults(cls: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a class, each with its default."""
    if not attrs.has(cls):
        raise TypeError(f"{cls.__name__}: no plain data are known for it")
    return tuple((a.name, a.default) for a in attrs.fields(cls))


def restored(cls: type, data: Any) -> Any:
    """The `cls` that `plain` made `data` of. Raises ValueError if it is nothing of the sort."""
    try:
        return _reader(cls)(data)
    except (AttributeError, KeyError, TypeError) as e:
        raise ValueError(f"no {cls.__name__}: {e}") from None


@cache
def _reader(kind: Any) -> Convert:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _union([a for a in args if a is not NoneType], optional=NoneType in args)
    if origin is tuple and args[-1] is Ellipsis:
        item = _reader(args[0])
        return lambda data: tuple(item(one) for one in _list(data))
    if origin is tuple:
        items = [_reader(a) for a in args]
        return lambda data: tuple(read(one) for read, one in zip(items, _list(data), strict=True))
    if origin is frozenset:
        item = _reader(args[0])
        return lambda data: frozenset(item(one) for one in _list(data))
    if isinstance(kind, type) and attrs.has(kind):
        return _object(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (str, int, bool):
        return lambda data: _exactly(kind, data)
    raise TypeError(f"{kind}: no reader is known for it")


def _union(kinds: list[Any], *, optional: bool) -> Convert:
    if len(kinds) == 1:
        read = _reader(kinds[0])
        return lambda data: None if data is None and optional else read(data)
    return lambda data: _exactly(type(data) if type(data) in kinds else NoneType, data)


def _object(cls: type) -> Convert:
    hints = get_type_hints(cls)
    fields = attrs.fields(cls)
    optional = {a.name for a in fields if a.default is attrs.NOTHING and NoneType in get_args(hints[a.name])}
    readers: dict[str, Convert] = {}

    def read(data: Any) -> Any:
        if not readers:
            readers.update({a.name: _reader(hints[a.name]) for a in fields})
        if not isinstance(data, Mapping):
            raise TypeError(f"expected a mapping for {cls.__name__}")
        values = {name: readers[name](value) for name, value in data.items()}
        return cls(**dict.fromkeys(optional - values.keys()), **values)

    return read


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError("expected a list")
    return data


def _exactly(kind: type, data: Any) -> Any:
    if type(data) is not kind:
        raise TypeError(f"expected {kind.__name__}, not {type(data).__name__}")
    return data
