"""Models -> flat tables: their columns, their keys, and the rows of an article. Needs the standard library only.

Everything is derived from the fields of the models. A scalar becomes a column. A single value becomes columns with the
name of the field as prefix (`when_edtf`). A list or mapping becomes a table of its own, named after its field. All
quotes are in the table `quotes`. Terms, offsets and dates are as in the models. These ids join the tables:

    article   the article's id
    actor     the actor's id, the same in all articles if the actor is `named` or has `ids`; with `article` it is the
              key of `actors`
    event     `article#event`, as in references from other articles
    claim     `article#claims[0]`, as in findings

A field of an unsupported type raises a TypeError that names the field.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from newscorpus.diagnostics.report import path_text
from newscorpus.interchange.tables.columns import (
    COMPUTED,
    Cells,
    Column,
    ComputedColumn,
    ForeignKey,
    Row,
    Table,
    event_id,
    field_cells,
    model_cells,
    scalar_cells,
)
from newscorpus.interchange.tables.dyads import DYADS, dyads_of
from newscorpus.models import KINDS, Actor, Annotation, Article, Claim, Count, Event, Place, Quote, Thing, Todo
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.metadata import LocationOnly
from newscorpus.models.traversal import layer_of, quotes_of

_NAMES: Final = {
    (Article, "attributes"): "article_attributes",
    (Actor, "attributes"): "actor_attributes",
    (Event, "attributes"): "event_attributes",
    (Claim, "attributes"): "claim_attributes",
    (Actor, "ids"): "actor_ids",
    (Actor, "relations"): "actor_relations",
    (Place, "ids"): "place_ids",
    (Thing, "ids"): "thing_ids",
    (Thing, "attributes"): "thing_attributes",
    (Annotation, "by"): "annotators",
    (Annotation, "reviewed_by"): "reviewers",
    (Claim, "by"): "sources",
    (Count, "by"): "casualty_sources",
    (Claim, "about"): "subjects",
    (Article, "waive"): "waivers",
    (Article, "todo"): "open_points",
    (Todo, "versions"): "open_versions",
    (Todo, "without"): "open_without",
}
"""Names of tables where the name of the field is not unique, or not clear as the name of a table."""

_KEYS: Final = {
    "attributes": "name",
    "ids": "scheme",
    "participants": "role",
    "things": "thing",
    "relations": "relation",
    "casualties": "casualty",
    "versions": "annotator",
}
"""Names of the column for the keys of a mapping, by the name of its field."""

_ARTICLE: Final = Column("article", str, "id of the article", nullable=False)
_EVENT: Final = Column("event", str, "the event: `article#event`", nullable=False)
_ACTOR: Final = Column("actor", str, "id of the actor, in all articles if it is named or has ids", nullable=False)
_CLAIM: Final = Column("claim", str, "the claim: `article#claims[0]`", nullable=False)
_POSITION: Final = Column("position", int, "place in the list, from 0", nullable=False)
_OF_ARTICLE: Final = ForeignKey(("article",), "articles", ("article",))
_TO_ACTORS: Final = ("article", "actor")

RowsOf = Callable[[Article], dict[str, list[Row]]]
"""Returns the rows of an article in every table, as `rows` does."""
_Items = Callable[[Any, Article], Iterable[tuple[Row, Any]]]
"""Iterates over the items of a row's value, each with the cells of its key."""


@attrs.frozen
class _TablePlan:
    """A table, and how the value of a row in its parent table becomes rows."""

    table: Table
    items: _Items
    cells: tuple[tuple[str, Cells], ...]
    """By name of the field; `""` for an item that is a scalar."""
    extras: tuple[ComputedColumn, ...]
    children: tuple["_TablePlan", ...]
    inherited: int
    """The number of leading cells that the rows of child tables repeat."""

    def add(self, owner: Any, begin: Row, article: Article, rows: dict[str, list[Row]]) -> None:
        """Add the rows for the items of `owner`. Each begins with the cells in `begin`."""
        table_rows = rows[self.table.name]
        for key, item in self.items(owner, article):
            head = (*begin, *key)
            row = [*head, *(extra.of(item, article) for extra in self.extras)]
            for name, cells in self.cells:
                row.extend(cells.of(getattr(item, name, None) if name else item, article))
            table_rows.append(tuple(row))
            for child in self.children:
                child.add(item, head[: self.inherited], article, rows)


@attrs.frozen
class _RowKey:
    """The columns that identify the rows of a table within its parent row."""

    columns: tuple[Column, ...]
    primary: tuple[str, ...]
    inherited: int
    """The number of leading columns that child tables repeat."""
    key: Callable[[Article, Any, int], Row] | None = None


_ENTITIES: Final[Mapping[type, _RowKey]] = {
    Actor: _RowKey((_ACTOR,), ("article", "actor"), 1, lambda _, actor, __: (actor.id,)),
    Event: _RowKey((_EVENT,), ("event",), 1, lambda article, event, _: (event_id(article, event.id),)),
    Claim: _RowKey((_CLAIM, _POSITION), ("claim",), 1, lambda article, _, i: (f"{article.id}#claims[{i}]", i)),
}
"""The models that have an id, which is the same in all tables."""


def _build(
    cls: type, field: Field, path: tuple[str, ...], above: tuple[Column, ...], parent: Table | None
) -> _TablePlan:
    """The table of a list or mapping in a model `cls`; `path` leads to it from the value of the parent row."""
    name = _NAMES.get((cls, field.name), field.name)
    row_key, items, item = _container(field)

    def held(owner: Any, article: Article) -> Iterable[tuple[Row, Any]]:
        for step in path:
            owner = getattr(owner, step, None)
        return items(owner, article) if owner else ()

    owners = () if parent is None or parent.name == "articles" else (_foreign_to_parent(parent, above),)
    return _plan(name, field.doc, above, row_key, held, item, owners, f"{cls.__name__}.{field.name}")


def _foreign_to_parent(parent: Table, above: tuple[Column, ...]) -> ForeignKey:
    names = [c.name for c in above]
    columns = tuple(n if n in names else f"{parent.name}_{n}" for n in parent.primary)
    return ForeignKey(columns, parent.name, parent.primary)


def _plan(
    name: str,
    doc: str,
    above: tuple[Column, ...],
    row_key: _RowKey,
    items: _Items,
    item: Type,
    owners: tuple[ForeignKey, ...],
    where: str,
) -> _TablePlan:
    classes = tuple(KINDS.values()) if item.base is Event else (item.base,) if attrs.has(item.base) else ()
    fields: dict[str, tuple[type, Field]] = {}
    for cls in classes:
        for field in fields_of(cls):
            fields.setdefault(field.name, (cls, field))
    cells: list[tuple[str, Cells]] = []
    lists: list[tuple[type, Field, tuple[str, ...]]] = []
    for field_name, (cls, field) in fields.items():
        if (field_name == "id" and item.base in {*_ENTITIES, Article}) or field.type.mark(LocationOnly):
            continue  # the id is in the key; locations in files are not exported
        if field.type.base in (tuple, Mapping):
            lists.append((cls, field, (field_name,)))
            continue
        empty = field.type.optional or cls is not classes[0]
        cells.append((field_name, field_cells(field_name, field, cls, nullable=empty, dated=True)))
        if attrs.has(field.type.base):
            inner = [f for f in fields_of(field.type.base) if f.type.base in (tuple, Mapping)]
            lists += [(field.type.base, f, (field_name, f.name)) for f in inner]
    if not classes:
        try:
            cells.append(("", scalar_cells("", item, doc, nullable=False)))
        except TypeError as e:
            raise TypeError(f"{where}: {e}") from None
    extras = COMPUTED.get(item.base, ())
    keys = (*above, *row_key.columns)
    columns = (*keys, *(extra.column for extra in extras), *(c for _, part in cells for c in part.columns))
    references = tuple(_foreign(ref) for _, part in cells for ref in part.refs)
    article = (_OF_ARTICLE,) if above else ()
    foreign = tuple(dict.fromkeys((*article, *owners, *references)))
    below = len(above) + row_key.inherited
    primary = row_key.primary or tuple(c.name for c in keys[:below])
    table = Table(name, doc, columns, primary, foreign)
    handed = tuple(attrs.evolve(c, name=f"{name}_position") if c is _POSITION else c for c in keys[:below])
    children = tuple(
        _build(cls, field, path, handed, table)
        for cls, field, path in lists
        if field.type.args[0].base is not Quote  # all quotes are in one table
    )
    return _TablePlan(table, items, tuple(cells), extras, children, below)


def _foreign(ref: tuple[str, str]) -> ForeignKey:
    column, to = ref
    if to == "actor":
        return ForeignKey(("article", column), "actors", _TO_ACTORS)
    return ForeignKey((column,), "events", ("event",))


def _container(field: Field) -> tuple[_RowKey, _Items, Type]:
    """The key of the items of a list or mapping, how to iterate over them, and their type."""
    kind = field.type
    inner = kind.args[-1]
    entity = _ENTITIES.get(inner.base)
    if entity and entity.key:
        make, mapped = entity.key, kind.base is Mapping
        return (
            entity,
            lambda items, article: (
                (make(article, item, i), item) for i, item in enumerate(items.values() if mapped else items)
            ),
            inner,
        )
    if kind.base is tuple:
        row_key = _RowKey((_POSITION,), (), 1)
        return row_key, lambda items, _: (((i,), item) for i, item in enumerate(items)), inner
    key = Column(_KEYS.get(field.name, "key"), str, f"key in `{field.name}`", nullable=False)
    if inner.base is tuple:
        row_key = _RowKey((key, _POSITION), (), 2)
        return (
            row_key,
            lambda items, _: (((k, i), item) for k, many in items.items() for i, item in enumerate(many)),
            inner.args[0],
        )
    row_key = _RowKey((key,), (), 1)
    return row_key, lambda items, _: (((k,), item) for k, item in items.items()), inner


def _root() -> _TablePlan:
    row_key = _RowKey((_ARTICLE,), ("article",), 1)
    items: _Items = lambda article, _: (((article.id,), article),)  # noqa: E731 - as short as those of `_container`
    return _plan("articles", "a news article, with its text", (), row_key, items, Type(Article), (), "Article")


def _tables(node: _TablePlan) -> Iterator[Table]:
    yield node.table
    for child in node.children:
        yield from _tables(child)


_QUOTES: Final = Table(
    "quotes",
    "every quote of an annotation: words of the article, and where they are; no offsets if the text lacks them",
    (
        _ARTICLE,
        Column("at", str, "path of the quote in the annotation, as findings have it", nullable=False),
        *(attrs.evolve(c, nullable=True, doc=f"{c.doc}, if the quote is one of its") for c in (_ACTOR, _EVENT, _CLAIM)),
        Column("field", str, "what it is there: evidence, when, places, quote, mentions, roles …", nullable=False),
        *model_cells("", Quote, nullable=False).columns,
    ),
    ("article", "at"),
    (
        _OF_ARTICLE,
        ForeignKey(_TO_ACTORS, "actors", _TO_ACTORS),
        ForeignKey(("event",), "events", ("event",)),
        ForeignKey(("claim",), "claims", ("claim",)),
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
    (_OF_ARTICLE, ForeignKey(_TO_ACTORS, "actors", _TO_ACTORS)),
)


def _quotes(article: Article) -> Iterator[Row]:
    for path, quote in quotes_of(article):
        kind, key = path[0], path[1]
        actor = key if kind == "actors" else None
        event = event_id(article, str(key)) if kind == "events" else None
        claim = f"{article.id}#claims[{key}]" if kind == "claims" else None
        place = quote.exact, quote.within, quote.start, quote.end
        yield article.id, path_text(path), actor, event, claim, layer_of(path), *place


def _mentions(article: Article) -> Iterator[Row]:
    for key in article.actors if article.text is not None else ():
        for start, end in article.mentions(key):
            assert article.text is not None
            yield article.id, key, start, end, article.text[start:end]


_ROOT: Final = _root()

TABLES: Final[Mapping[str, Table]] = {table.name: table for table in (*_tables(_ROOT), _QUOTES, _MENTIONS, DYADS)}
"""All flat tables by name. A table comes before those that refer to it."""

if len(TABLES) < len([*_tables(_ROOT)]) + 3:
    raise TypeError("two tables have the same name: add another to _NAMES")  # pragma: no cover - when a field is added


def rows(article: Article) -> dict[str, list[Row]]:
    """Return the rows of an article in every table. Each cell is of its `Column.type`, or None."""
    rows_of_tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    _ROOT.add(article, (), article, rows_of_tables)
    rows_of_tables["quotes"] = list(_quotes(article))
    rows_of_tables["mentions"] = list(_mentions(article))
    rows_of_tables["dyads"] = list(dyads_of(article))
    return rows_of_tables
