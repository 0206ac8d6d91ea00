"""Model fields -> table cells: which columns a model gives, and how each value is written."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from newscorpus.export.table_schema import _SUFFIXES, Column
from newscorpus.models import Article, Claim, Count, Event, edtf
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.metadata import SCALARS, Computed, InText, Pattern, Ref, Scalar


def event_id(article: Article, name: str) -> str:
    """An event's id in tables, `article#event`; `name` is as in the article, or of another article already."""
    return name if "#" in name else f"{article.id}#{name}"


@attrs.frozen
class _Extra:
    """A column that is computed, and no field."""

    column: Column
    of: Callable[[Any, Article], Any]


_COMPUTED: Final[Mapping[type, tuple[_Extra, ...]]] = {
    Event: (
        _Extra(Column("kind", str, "event, meeting or incident", nullable=False), lambda event, _: event.kind),
        _Extra(
            Column("contested", bool, "whether a claim of the article denies it", nullable=False),
            lambda event, article: article.contested(event.id),
        ),
    ),
    Claim: (
        _Extra(
            Column("form", str, "direct, mixed or indirect: whether the quote is a quotation", nullable=False),
            lambda claim, article: article.form(claim),
        ),
    ),
    Count: (
        _Extra(Column("least", int, "the least number that it can be", nullable=False), lambda count, _: count.least),
        _Extra(Column("most", int, "the greatest number that it can be; null if open"), lambda count, _: count.most),
    ),
}


@attrs.frozen
class _Cells:
    """Neighbouring columns, and how a value fills them."""

    columns: tuple[Column, ...]
    of: Callable[[Any, Article], Sequence[Any]]
    refs: tuple[tuple[str, str], ...] = ()
    """Columns that name an "actor" or an "event"."""


def _scalar(name: str, kind: Type, doc: str, *, nullable: bool) -> _Cells:
    ref = kind.mark(Ref)
    if ref:
        return _reference(name, ref, doc, nullable=nullable)
    types = SCALARS if kind.base is Scalar else tuple(choice.base for choice in kind.choices)
    if types and all(one in _SUFFIXES for one in types):
        names = [f"{name}_{_SUFFIXES[one]}" if name else _SUFFIXES[one] for one in types]
        columns = tuple(Column(n, t, doc) for n, t in zip(names, types, strict=True))
        return _Cells(columns, lambda value, _: [value if type(value) is t else None for t in types])
    if kind.base not in (*SCALARS, date):
        raise TypeError(f"{kind.base!r}: no column is known for this type")
    column = Column(name or ("text" if kind.mark(InText) else "value"), kind.base, doc, nullable)
    return _Cells((column,), lambda value, _: (value,))


def _reference(name: str, ref: Ref, doc: str, *, nullable: bool) -> _Cells:
    if len(ref.to) > 1:
        columns = tuple(Column(to, str, f"{doc}; null if it is none of the {to}s") for to in ref.to)
        return _Cells(columns, _either(ref), tuple((to, to) for to in ref.to))
    (to,) = ref.to
    column = Column(name or ("actor" if to == "actor" else "target"), str, doc, nullable)
    if to == "actor":
        return _Cells((column,), lambda value, _: (value,), ((column.name, to),))
    return _Cells(
        (column,),
        lambda value, article: (None if value is None else event_id(article, value),),
        ((column.name, to),),
    )


def _either(ref: Ref) -> Callable[[Any, Article], Sequence[Any]]:
    def cells(value: str, article: Article) -> list[str | None]:
        is_event = "#" in value or value in article.events
        return [
            None if is_event != (to == "event") else event_id(article, value) if is_event else value for to in ref.to
        ]

    return cells


_DATED: Final = (
    Column("earliest", date, "first day that {} can mean; null if open or unknown"),
    Column("latest", date, "last day that {} can mean; null if open or unknown"),
)


def _dated(name: str, kind: Type, doc: str, *, nullable: bool) -> _Cells:
    """A date in EDTF, and the days that it spans."""
    plain = _scalar(name, kind, doc, nullable=nullable)
    more = tuple(Column(f"{name}_{c.name}", date, c.doc.format(f"`{name}`")) for c in _DATED)

    def cells(value: str | None, _: Article) -> Sequence[Any]:
        bounds = None if value is None else edtf.bounds_of(value)
        return (value, bounds.earliest, bounds.latest) if bounds else (value, None, None)

    return _Cells((*plain.columns, *more), cells)


def _is_edtf(kind: Type) -> bool:
    pattern = kind.mark(Pattern)
    return kind.base is str and pattern is not None and pattern.code == "NC110"


def _model(prefix: str, cls: type, *, nullable: bool) -> _Cells:
    """A single value: a column for each of its fields. Lists in it have tables of their own."""
    computes = any(f.type.mark(Computed) and f.type.base is date for f in fields_of(cls))  # its bounds are fields
    parts: list[tuple[str, _Cells]] = []
    for field in fields_of(cls):
        if field.type.base not in (tuple, Mapping):
            empty = nullable or not _owed(field)
            parts.append((field.name, _cells(f"{prefix}{field.name}", field, cls, nullable=empty, dated=not computes)))
    extras = _COMPUTED.get(cls, ())
    columns = tuple(c for _, part in parts for c in part.columns) + tuple(e.column for e in extras)
    nothing = [None] * len(columns)

    def cells(value: Any, article: Article) -> Sequence[Any]:
        if value is None:
            return nothing
        row = [cell for name, part in parts for cell in part.of(getattr(value, name), article)]
        return [*row, *(e.of(value, article) for e in extras)]

    return _Cells(columns, cells, tuple(ref for _, part in parts for ref in part.refs))


def _owed(field: Field) -> bool:
    return not field.type.optional


def _cells(name: str, field: Field, owner: type, *, nullable: bool, dated: bool) -> _Cells:
    """The columns of a field that is no list."""
    kind = field.type
    try:
        if attrs.has(kind.base):
            return _model(f"{name}_", kind.base, nullable=nullable)
        make = _dated if dated and _is_edtf(kind) else _scalar
        return make(name, kind, field.doc, nullable=nullable)
    except TypeError as e:
        raise TypeError(f"{owner.__name__}.{field.name}: {e}") from None
