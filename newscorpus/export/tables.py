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

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from newscorpus.diagnostics.report import path_text
from newscorpus.export.columns import _COMPUTED, _Cells, _cells, _Extra, _model, _owed, _scalar, event_id
from newscorpus.export.table_schema import (
    _ACTOR,
    _ARTICLE,
    _CLAIM,
    _EVENT,
    _KEYS,
    _NAMES,
    _OF_ARTICLE,
    _POSITION,
    _TO_ACTORS,
    Column,
    Foreign,
    Row,
    Table,
)
from newscorpus.models import KINDS, Actor, Article, Claim, Event, Quote
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.metadata import LocationOnly
from newscorpus.models.traversal import quotes_of

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
        if (field_name == "id" and item.base in {*_ENTITIES, Article}) or field.type.mark(LocationOnly):
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
