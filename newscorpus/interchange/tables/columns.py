"""Flat tables: their columns and keys, columns for the fields of models, and the cells of each value."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from newscorpus.models import Article, Claim, Count, Event, Quote, Thing, edtf
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.metadata import SCALARS, Computed, InText, Pattern, Ref, Scalar

Row = tuple[Any, ...]


@attrs.frozen
class Column:
    """One column of strings, integers, floats, booleans or dates. Offsets are code points of the article text."""

    name: str
    type: type
    doc: str
    nullable: bool = True


@attrs.frozen
class ForeignKey:
    """Columns of a table that refer to a row of another table. If one of them is null, they refer to no row."""

    columns: tuple[str, ...]
    table: str
    """The table that they refer to."""
    others: tuple[str, ...]
    """Its columns, in the same order."""


@attrs.frozen
class Table:
    """One flat table."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    primary: tuple[str, ...]
    """The columns of the primary key."""
    foreign: tuple[ForeignKey, ...] = ()


SUFFIXES: Final = {str: "text", int: "integer", float: "number", bool: "boolean"}
"""Suffixes of the columns for a value of several types, of which one is filled."""


def event_id(article: Article, name: str) -> str:
    """Return the id of an event in tables, `article#event`; `name` may be such an id already."""
    return name if "#" in name else f"{article.id}#{name}"


@attrs.frozen
class ComputedColumn:
    """A column that is computed, not a field."""

    column: Column
    of: Callable[[Any, Article], Any]


def _end(thing: Thing, end: str) -> float | None:
    number = getattr(thing.quantity, end, None)
    return None if number is None else float(number)


COMPUTED: Final[Mapping[type, tuple[ComputedColumn, ...]]] = {
    Event: (
        ComputedColumn(Column("kind", str, "event, meeting or incident", nullable=False), lambda event, _: event.kind),
        ComputedColumn(
            Column("contested", bool, "whether a claim of the article denies it", nullable=False),
            lambda event, article: article.contested(event.id),
        ),
    ),
    Claim: (
        ComputedColumn(
            Column("form", str, "direct, mixed or indirect: whether the quote is a quotation; null without the text"),
            lambda claim, article: article.form(claim),
        ),
        ComputedColumn(
            Column("words", str, "the quoted words, with ` … ` between the parts", nullable=False),
            lambda claim, _: claim.words,
        ),
    ),
    Thing: (
        ComputedColumn(
            Column("least", float, "the least number that its value can be; null if open or not a number"),
            lambda thing, _: _end(thing, "least"),
        ),
        ComputedColumn(
            Column("most", float, "the greatest number that its value can be; null if open or not a number"),
            lambda thing, _: _end(thing, "most"),
        ),
        ComputedColumn(
            Column("unit", str, "the unit of its value"),
            lambda thing, _: thing.quantity and thing.quantity.unit,
        ),
        ComputedColumn(
            Column("about", bool, "whether its value is approximate; null without a value"),
            lambda thing, _: thing.quantity and thing.quantity.about,
        ),
    ),
    Count: (
        ComputedColumn(
            Column("least", int, "the least number that it can be", nullable=False), lambda count, _: count.least
        ),
        ComputedColumn(
            Column("most", int, "the greatest number that it can be; null if open"), lambda count, _: count.most
        ),
        ComputedColumn(
            Column("about", bool, "whether the number is approximate", nullable=False), lambda count, _: count.about
        ),
    ),
}


@attrs.frozen
class Cells:
    """Adjacent columns, and how a value becomes their cells."""

    columns: tuple[Column, ...]
    of: Callable[[Any, Article], Sequence[Any]]
    refs: tuple[tuple[str, str], ...] = ()
    """Names of the columns that refer to an "actor" or an "event"."""


def scalar_cells(name: str, kind: Type, doc: str, *, nullable: bool) -> Cells:
    """Return the columns of a scalar: one for each of its types. Raises TypeError for an unsupported type."""
    ref = kind.mark(Ref)
    if ref:
        return _reference_cells(name, ref, doc, nullable=nullable)
    types = SCALARS if kind.base is Scalar else tuple(choice.base for choice in kind.choices)
    if types and all(type_ in SUFFIXES for type_ in types):
        names = [f"{name}_{SUFFIXES[type_]}" if name else SUFFIXES[type_] for type_ in types]
        columns = tuple(Column(n, t, doc) for n, t in zip(names, types, strict=True))
        return Cells(columns, lambda value, _: [value if type(value) is t else None for t in types])
    if kind.base not in (*SCALARS, date):
        raise TypeError(f"{kind.base!r}: no column is defined for this type")
    column = Column(name or "value", kind.base, doc, nullable)
    return Cells((column,), lambda value, _: (value,))


def _reference_cells(name: str, ref: Ref, doc: str, *, nullable: bool) -> Cells:
    if len(ref.to) > 1:
        columns = tuple(Column(to, str, f"{doc}; null if it is none of the {to}s") for to in ref.to)
        return Cells(columns, _either(ref), tuple((to, to) for to in ref.to))
    (to,) = ref.to
    column = Column(name or ("actor" if to == "actor" else "target"), str, doc, nullable)
    if to == "actor":
        return Cells((column,), lambda value, _: (value,), ((column.name, to),))
    return Cells(
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


_ENDS: Final = {"start": "of the first character", "end": "behind the last character"}
_NO_WORDS: Final = (None, None, None)
_DATED: Final = (
    Column("earliest", date, "first day that {} can mean; null if open or unknown"),
    Column("latest", date, "last day that {} can mean; null if open or unknown"),
)


def _dated_cells(name: str, kind: Type, doc: str, *, nullable: bool) -> Cells:
    """A date in EDTF, and its first and last day."""
    plain = scalar_cells(name, kind, doc, nullable=nullable)
    more = tuple(Column(f"{name}_{c.name}", date, c.doc.format(f"`{name}`")) for c in _DATED)

    def cells(value: str | None, _: Article) -> Sequence[Any]:
        bounds = None if value is None else edtf.bounds_of(value)
        return (value, bounds.earliest, bounds.latest) if bounds else (value, None, None)

    return Cells((*plain.columns, *more), cells)


def _is_edtf(kind: Type) -> bool:
    pattern = kind.mark(Pattern)
    return kind.base is str and pattern is not None and pattern.closer is edtf.impossible


def model_cells(prefix: str, cls: type, *, nullable: bool) -> Cells:
    """Return the columns of a single value: one for each of its fields, except lists, which have their own tables."""
    computes = any(
        f.type.mark(Computed) and f.type.base is date for f in fields_of(cls)
    )  # then its bounds are fields already
    parts: list[tuple[str, Cells]] = []
    for field in fields_of(cls):
        if field.type.base not in (tuple, Mapping):
            empty = nullable or field.type.optional
            parts.append(
                (field.name, field_cells(f"{prefix}{field.name}", field, cls, nullable=empty, dated=not computes))
            )
    extras = COMPUTED.get(cls, ())
    columns = tuple(c for _, part in parts for c in part.columns) + tuple(e.column for e in extras)
    empty_row = [None] * len(columns)

    def row_of(value: Any, article: Article) -> Sequence[Any]:
        if value is None:
            return empty_row
        row = [cell for name, part in parts for cell in part.of(getattr(value, name), article)]
        return [*row, *(e.of(value, article) for e in extras)]

    return Cells(columns, row_of, tuple(ref for _, part in parts for ref in part.refs))


def field_cells(name: str, field: Field, owner: type, *, nullable: bool, dated: bool) -> Cells:
    """Return the columns of a field that is not a list or mapping. Raises TypeError for an unsupported type."""
    kind = field.type
    try:
        if kind.base is Quote and kind.mark(InText):  # its context is in the table of quotes
            ends = [Column(f"{name}_{end}", int, f"offset {doc} of `{name}`") for end, doc in _ENDS.items()]
            columns = (Column(name, str, field.doc, nullable), *ends)
            return Cells(columns, lambda value, _: (value.exact, value.start, value.end) if value else _NO_WORDS)
        if attrs.has(kind.base):
            return model_cells(f"{name}_", kind.base, nullable=nullable)
        make = _dated_cells if dated and _is_edtf(kind) else scalar_cells
        return make(name, kind, field.doc, nullable=nullable)
    except TypeError as e:
        raise TypeError(f"{owner.__name__}.{field.name}: {e}") from None


_ACTING: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")


def csv_cell(value: object) -> str:
    """Return a value as a cell of CSV that no spreadsheet evaluates, and that can be read back without loss.

    A string gets the prefix `'` if it is empty or begins with `'`, with one of `= + - @` or their full-width forms,
    with a tab or with a line break. So a reader removes one leading `'`, and an empty cell has no value. Numbers, dates
    and booleans are unchanged.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if not value or value.startswith(_ACTING) else value
    return value.isoformat() if isinstance(value, date) else str(value)
