"""Results of articles <-> plain data: `plain` for JSON in Arrow, `packed` for `marshal` on disk.

`plain` turns frozen attrs classes into mappings without default values, tuples and sets into lists, enumerations into
their values. Both directions follow the annotations of the classes, so a new field is stored without a change here; a
field of an unknown type raises TypeError. `packed` turns all but findings into tuples, which are read faster. Restored
values are equal to the original ones.

cattrs' JSON converter would take half the time per article with findings, but some 45 ms per process for its import and
its hooks: more than a check of a few hundred files gains.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import starmap
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import attrs

from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.waivers import PlacedWaiver
from newscorpus.diagnostics.changes import Change, ProposedFix
from newscorpus.diagnostics.report import Diagnostic, Path
from newscorpus.diagnostics.totals import Totals
from newscorpus.models import Waiver
from newscorpus.models.frozen import assemble, evolve_unchecked
from newscorpus.rules import ArticleSummary

Convert = Callable[[Any], Any]
_PLAIN = frozenset({str, int, bool, float, NoneType})
_CHANGES = frozenset(get_args(Change))
"""The classes that a proposed fix may have: each is stored with its name."""
_SUMMARY = attrgetter(*(a.name for a in attrs.fields(ArticleSummary)))
_TOTALS = attrgetter(*(a.name for a in attrs.fields(Totals)))
_WAIVER_FIELDS = [a.name for a in attrs.fields(Waiver)]
_WAIVER = attrgetter(*_WAIVER_FIELDS)
_REST_FIELDS = [
    a.name
    for a in attrs.fields(ArticleResult)
    if a.name not in ("article", "diagnostics", "waivers", "summary", "totals")
]
"""The other fields, which `marshal` stores as they are."""
_REST = attrgetter(*_REST_FIELDS)


def packed(result: ArticleResult) -> Any:
    """Return a result, which has no model, as data for `marshal`: tuples, and findings as `plain` data."""
    summary = None if result.summary is None else _SUMMARY(result.summary)
    waivers = [
        (_WAIVER(placed.waiver), placed.targets, placed.exact, plain(placed.unused)) for placed in result.waivers
    ]
    return summary, _TOTALS(result.totals), plain(result.diagnostics), waivers, _REST(result)


class Move(NamedTuple):
    """Where the file of a result is now, compared with when it was stored."""

    file: str
    """Its name then."""
    names: Mapping[str, str]
    """The names of it and of its text file that have changed: the one then → the one now."""
    lines: int = 0
    """How many lines lower the article is."""
    characters: int = 0
    """How many code points further behind it is."""

    def of_places(self, data: Any) -> Any:
        """Return plain data with the places of now."""
        if isinstance(data, list):
            return [self.of_places(item) for item in data]
        if not isinstance(data, dict):
            return data
        if "file" not in data:
            return {key: self.of_places(value) for key, value in data.items()}
        name = data["file"]
        span = {**data, "file": self.names.get(name, name)}
        if name == self.file:
            span |= {key: data[key] + self.lines for key in ("line", "end_line")}
            span |= {key: data[key] + self.characters for key in ("start", "end")}
        return span


def unpacked(data: Any, move: Move | None = None) -> ArticleResult:
    """Return the result that `packed` turned into `data`, as if it were stored where the file is now."""
    fields, totals, diagnostics, waivers, rest = data
    summary = ArticleSummary(*fields) if fields else None
    if move is not None and not (move.names or move.lines or move.characters):
        move = None
    if summary is not None and move is not None:
        text = summary.text_file and move.names.get(summary.text_file, summary.text_file)
        record = None if summary.record is None else summary.record + move.lines
        file = move.names.get(summary.file, summary.file)
        summary = evolve_unchecked(summary, file=file, text_file=text, record=record)

    def read(kind: Any, part: Any) -> Any:
        return _reader(kind)(move.of_places(part) if move is not None else part)

    def waiver(values: tuple[Any, ...], targets: tuple[Path, ...], exact: bool, unused: Any) -> PlacedWaiver:
        given = assemble(Waiver, dict(zip(_WAIVER_FIELDS, values, strict=True)))
        return PlacedWaiver(given, targets, exact, unused and read(Diagnostic, unused))

    return ArticleResult(
        article=None,
        diagnostics=read(tuple[Diagnostic, ...], diagnostics) if diagnostics else (),
        waivers=tuple(starmap(waiver, waivers)),
        summary=summary,
        totals=Totals(*totals),
        **dict(zip(_REST_FIELDS, rest, strict=True)),
    )


def plain(value: Any) -> Any:
    """Return `value` as plain data for JSON. Raises TypeError for an unknown type."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind in (tuple, list):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if kind is dict:
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted((plain(item) for item in value), key=repr)
    fields = ((name, default, getattr(value, name)) for name, default in _defaults(kind))
    data = {name: plain(item) for name, default, item in fields if item is not None and item != default}
    return [kind.__name__, data] if kind in _CHANGES else data


@cache
def _defaults(cls: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a class, each with its default."""
    if not attrs.has(cls):
        raise TypeError(f"{cls.__name__}: no plain data are known for it")
    return tuple((a.name, a.default) for a in attrs.fields(cls))


def restored(cls: type, data: Any) -> Any:
    """Return the `cls` that `plain` turned into `data`. Raises ValueError if `data` is something else."""
    try:
        return _reader(cls)(data)
    except (AttributeError, KeyError, TypeError) as e:
        raise ValueError(f"no {cls.__name__}: {e}") from None


@cache
def _reader(kind: Any) -> Convert:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _union([a for a in args if a is not NoneType], optional=NoneType in args)
    if origin is Sequence or (origin is tuple and args[-1] is Ellipsis):
        item = _reader(args[0])
        return lambda data: tuple(item(element) for element in _list(data))
    if origin is tuple:
        items = [_reader(a) for a in args]
        return lambda data: tuple(read(element) for read, element in zip(items, _list(data), strict=True))
    if origin is frozenset:
        item = _reader(args[0])
        return lambda data: frozenset(item(element) for element in _list(data))
    if origin is Mapping:
        value = _reader(args[1])
        return lambda data: {_exactly(str, key): value(element) for key, element in data.items()}
    if isinstance(kind, type) and attrs.has(kind):
        return _object(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (str, int, bool, float):
        return lambda data: _exactly(kind, data)
    if kind is Any:
        return lambda data: data
    raise TypeError(f"{kind}: no reader is known for it")


def _union(kinds: list[Any], *, optional: bool) -> Convert:
    if len(kinds) == 1:
        read = _reader(kinds[0])
        return lambda data: None if data is None and optional else read(data)
    if _CHANGES.issuperset(kinds):
        readers = {kind.__name__: _reader(kind) for kind in kinds}
        return lambda data: readers[data[0]](data[1])
    return lambda data: _exactly(type(data) if type(data) in kinds else NoneType, data)


def _object(cls: type) -> Convert:
    hints = get_type_hints(cls) | ({"proposed": tuple[ProposedFix, ...]} if cls is Diagnostic else {})
    fields = attrs.fields(cls)
    may_be_none = {name for name, kind in hints.items() if kind is Any or NoneType in get_args(kind)}
    optional = {a.name for a in fields if a.default is attrs.NOTHING and a.name in may_be_none}
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
