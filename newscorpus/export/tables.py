"""Models -> flat tables: which tables there are, their columns and keys, and an article's rows. Plain Python alone.

All follows from the models' fields. A scalar is a column; a single value is columns with the field's name in front
(`when_edtf`); a list or mapping is a table of its own, named after its field. Quotes stand together in `quotes`,
wherever they belong. Words, offsets and dates are as in the models; ids are such that tables join without further ado:

    article   the article's id
    actor     the actor's id, which is the same in all articles; with `article` it is the key of `actors`
    event     `article#event`, as references from other articles have it
    claim     `article#claims[0]`, as findings have it

A field of a type that is not known here is a TypeError that names it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from newscorpus.anchoring import quotes_of
from newscorpus.diagnostics.report import path_text
from newscorpus.models import KINDS, Actor, Annotation, Article, Claim, Count, Event, Place, Quote, edtf
from newscorpus.models.fields import SCALARS, Aside, Computed, Field, InText, Pattern, Ref, Scalar, Type, fields_of

Row = tuple[Any, ...]


@attrs.frozen
class Column:
    """One column: text, integers, floats, booleans or dates; offsets are code points of the article's text."""

    name: str
    type: type
    doc: str
    nullable: bool = True


@attrs.frozen
class Foreign:
    """Columns of a table that name a row of another, by that one's columns. Where one is null, nothing is named."""

    columns: tuple[str, ...]
    table: str
    others: tuple[str, ...]


@attrs.frozen
class Table:
    """One flat table. `primary` tells its rows apart."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    primary: tuple[str, ...]
    foreign: tuple[Foreign, ...] = ()


# --- what the models do not say -------------------------------------------------------------------------------------

_NAMES: Final = {
    (Article, "attributes"): "article_attributes",
    (Actor, "attributes"): "actor_attributes",
    (Event, "attributes"): "event_attributes",
    (Claim, "attributes"): "claim_attributes",
    (Actor, "ids"): "actor_ids",
    (Place, "ids"): "place_ids",
    (Annotation, "by"): "annotators",
    (Claim, "by"): "sources",
    (Claim, "about"): "subjects",
    (Article, "waive"): "waivers",
}
"""Tables whose field's name is that of another field too, or no good name for a table."""

_KEYS: Final = {
    "attributes": "name",
    "ids": "scheme",
    "participants": "role",
    "things": "thing",
    "relations": "relation",
    "casualties": "casualty",
}
"""What the key of a mapping is, by the field that holds it."""

_SUFFIXES: Final = {str: "text", int: "integer", float: "number", bool: "boolean"}
"""Columns for a value of several types: of these, one is filled."""

_ARTICLE: Final = Column("article", str, "id of the article", nullable=False)
_EVENT: Final = Column("event", str, "the event: `article#event`", nullable=False)
_ACTOR: Final = Column("actor", str, "id of the actor, the same in all articles", nullable=False)
_CLAIM: Final = Column("claim", str, "the claim: `article#claims[0]`", nullable=False)
_POSITION: Final = Column("position", int, "place in the list, from 0", nullable=False)

_OF_ARTICLE: Final = Foreign(("article",), "articles", ("article",))
_TO_ACTORS: Final = ("article", "actor")


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


# --- columns --------------------------------------------------------------------------------------------------------


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


# --- tables ---------------------------------------------------------------------------------------------------------

_Items = Callable[[Any, Article], Iterable[tuple[Row, Any]]]
"""What an owner holds: each item with its own key."""


@attrs.frozen
class _Node:
    """A table, and how the rows of one owner are made."""

    table: Table
    items: _Items
    cells: tuple[tuple[str, _Cells], ...]
    """By field; by "" for an item that is a value itself."""
    extras: tuple[_Extra, ...]
    children: tuple["_Node", ...]
    handed_down: int
    """How many cells of a row, from the first, the rows of its children begin with."""

    def add(self, owner: Any, begin: Row, article: Article, rows: dict[str, list[Row]]) -> None:
        """Adds the rows of what `owner` holds, which begin with `begin`."""
        mine = rows[self.table.name]
        for key, item in self.items(owner, article):
            head = (*begin, *key)
            row = [*head, *(extra.of(item, article) for extra in self.extras)]
            for name, cells in self.cells:
                row.extend(cells.of(getattr(item, name, None) if name else item, article))
            mine.append(tuple(row))
            for child in self.children:
                child.add(item, head[: self.handed_down], article, rows)


@attrs.frozen
class _Own:
    """How the rows of one table are told apart, and what names them elsewhere."""

    columns: tuple[Column, ...]
    primary: tuple[str, ...]
    handed_down: int
    """How many of `columns` other tables repeat."""
    key: Callable[[Article, Any, int], Row] | None = None


_ENTITIES: Final[Mapping[type, _Own]] = {
    Actor: _Own((_ACTOR,), ("article", "actor"), 1, lambda _, actor, __: (actor.id,)),
    Event: _Own((_EVENT,), ("event",), 1, lambda article, event, _: (event_id(article, event.id),)),
    Claim: _Own((_CLAIM, _POSITION), ("claim",), 1, lambda article, _, i: (f"{article.id}#claims[{i}]", i)),
}
"""What has an id in all tables."""


def _build(cls: type, field: Field, path: tuple[str, ...], above: tuple[Column, ...], parent: Table | None) -> _Node:
    """The table of a list or mapping in a model `cls`; `path` leads to it from the row that owns it."""
    name = _NAMES.get((cls, field.name), field.name)
    own, items, item = _container(field)

    def held(owner: Any, article: Article) -> Iterable[tuple[Row, Any]]:
        for step in path:
            owner = getattr(owner, step, None)
        return items(owner, article) if owner else ()

    owners = () if parent is None or parent.name == "articles" else (_to_parent(parent, above),)
    return _node(name, field.doc, above, own, held, item, owners, f"{cls.__name__}.{field.name}")


def _to_parent(parent: Table, above: tuple[Column, ...]) -> Foreign:
    names = [c.name for c in above]
    own = tuple(n if n in names else f"{parent.name}_{n}" for n in parent.primary)
    return Foreign(own, parent.name, parent.primary)


def _node(
    name: str,
    doc: str,
    above: tuple[Column, ...],
    own: _Own,
    items: _Items,
    item: Type,
    owners: tuple[Foreign, ...],
    where: str,
) -> _Node:
    classes = tuple(KINDS.values()) if item.base is Event else (item.base,) if attrs.has(item.base) else ()
    fields: dict[str, tuple[type, Field]] = {}
    for cls in classes:
        for field in fields_of(cls):
            fields.setdefault(field.name, (cls, field))
    cells: list[tuple[str, _Cells]] = []
    lists: list[tuple[type, Field, tuple[str, ...]]] = []
    for field_name, (cls, field) in fields.items():
        if (field_name == "id" and item.base in {*_ENTITIES, Article}) or field.type.mark(Aside):
            continue  # the key says it; or it says where something lay
        if field.type.base in (tuple, Mapping):
            lists.append((cls, field, (field_name,)))
            continue
        empty = not _owed(field) or cls is not classes[0]
        cells.append((field_name, _cells(field_name, field, cls, nullable=empty, dated=True)))
        if attrs.has(field.type.base):
            inner = [f for f in fields_of(field.type.base) if f.type.base in (tuple, Mapping)]
            lists += [(field.type.base, f, (field_name, f.name)) for f in inner]
    if not classes:
        try:
            cells.append(("", _scalar("", item, doc, nullable=False)))
        except TypeError as e:
            raise TypeError(f"{where}: {e}") from None
    extras = _COMPUTED.get(item.base, ())
    keys = (*above, *own.columns)
    columns = (*keys, *(extra.column for extra in extras), *(c for _, part in cells for c in part.columns))
    references = tuple(_foreign(ref) for _, part in cells for ref in part.refs)
    article = (_OF_ARTICLE,) if above else ()
    foreign = tuple(dict.fromkeys((*article, *owners, *references)))
    below = len(above) + own.handed_down
    primary = own.primary or tuple(c.name for c in keys[:below])
    table = Table(name, doc, columns, primary, foreign)
    handed = tuple(attrs.evolve(c, name=f"{name}_position") if c is _POSITION else c for c in keys[:below])
    children = tuple(
        _build(cls, field, path, handed, table)
        for cls, field, path in lists
        if field.type.args[0].base is not Quote  # all quotes have a table of their own
    )
    return _Node(table, items, tuple(cells), extras, children, below)


def _foreign(ref: tuple[str, str]) -> Foreign:
    column, to = ref
    if to == "actor":
        return Foreign(("article", column), "actors", _TO_ACTORS)
    return Foreign((column,), "events", ("event",))


def _container(field: Field) -> tuple[_Own, _Items, Type]:
    """How the items of a list or mapping are told apart, how they are had, and their type."""
    kind = field.type
    inner = kind.args[-1]
    entity = _ENTITIES.get(inner.base)
    if entity and entity.key:
        make, mapped = entity.key, kind.base is Mapping
        return (
            entity,
            lambda items, article: (
                (make(article, one, i), one) for i, one in enumerate(items.values() if mapped else items)
            ),
            inner,
        )
    if kind.base is tuple:
        own = _Own((_POSITION,), (), 1)
        return own, lambda items, _: (((i,), one) for i, one in enumerate(items)), inner
    key = Column(_KEYS.get(field.name, "key"), str, f"key in `{field.name}`", nullable=False)
    if inner.base is tuple:
        own = _Own((key, _POSITION), (), 2)
        return (
            own,
            lambda items, _: (((k, i), one) for k, many in items.items() for i, one in enumerate(many)),
            inner.args[0],
        )
    own = _Own((key,), (), 1)
    return own, lambda items, _: (((k,), one) for k, one in items.items()), inner


def _root() -> _Node:
    own = _Own((_ARTICLE,), ("article",), 1)
    items: _Items = lambda article, _: (((article.id,), article),)  # noqa: E731 - it is one of several
    return _node("articles", "a news article, with its text", (), own, items, Type(Article), (), "Article")


def _tables(node: _Node) -> Iterator[Table]:
    yield node.table
    for child in node.children:
        yield from _tables(child)


# --- tables that no field has ---------------------------------------------------------------------------------------

_QUOTES: Final = Table(
    "quotes",
    "every quote of an annotation: words of the article, and where they stand",
    (
        _ARTICLE,
        Column("at", str, "path of the quote in the annotation, as findings have it", nullable=False),
        *(attrs.evolve(c, nullable=True, doc=f"{c.doc}, if the quote is one of its") for c in (_ACTOR, _EVENT, _CLAIM)),
        Column("field", str, "what it is there: evidence, triggers, outcome, quote, cue, mentions", nullable=False),
        *_model("", Quote, nullable=False).columns,
    ),
    ("article", "at"),
    (
        _OF_ARTICLE,
        Foreign(_TO_ACTORS, "actors", _TO_ACTORS),
        Foreign(("event",), "events", ("event",)),
        Foreign(("claim",), "claims", ("claim",)),
    ),
)

_MENTIONS: Final = Table(
    "mentions",
    "every place of a text that mentions an actor: by name, by alias, or as annotated",
    (
        _ARTICLE,
        _ACTOR,
        Column("start", int, "offset of the first character, in code points", nullable=False),
        Column("end", int, "offset behind the last character", nullable=False),
        Column("text", str, "the words", nullable=False),
    ),
    ("article", "actor", "start", "end"),
    (_OF_ARTICLE, Foreign(_TO_ACTORS, "actors", _TO_ACTORS)),
)


def _quotes(article: Article) -> Iterator[Row]:
    for path, quote in quotes_of(article):
        kind, key = path[0], path[1]
        actor = key if kind == "actors" else None
        event = event_id(article, str(key)) if kind == "events" else None
        claim = f"{article.id}#claims[{key}]" if kind == "claims" else None
        place = quote.exact, quote.within, quote.start, quote.end
        yield article.id, path_text(path), actor, event, claim, path[2], *place


def _mentions(article: Article) -> Iterator[Row]:
    for key in article.actors if article.text is not None else ():
        for start, end in article.mentions(key):
            assert article.text is not None
            yield article.id, key, start, end, article.text[start:end]


_ROOT: Final = _root()

TABLES: Final[Mapping[str, Table]] = {table.name: table for table in (*_tables(_ROOT), _QUOTES, _MENTIONS)}
"""All flat tables, by name; one that others refer to stands before them."""

if len(TABLES) < len([*_tables(_ROOT)]) + 2:
    raise TypeError("two tables have one name: say another in _NAMES")  # pragma: no cover - when a field is added


def rows(article: Article) -> dict[str, list[Row]]:
    """The rows of an article in every table. Cells are as `Column.type` says, or None."""
    found: dict[str, list[Row]] = {name: [] for name in TABLES}
    _ROOT.add(article, (), article, found)
    found["quotes"] = list(_quotes(article))
    found["mentions"] = list(_mentions(article))
    return found
