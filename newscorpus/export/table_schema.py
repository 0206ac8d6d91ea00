"""What tables there are: names, keys, and columns that are not fields of a model."""

from typing import Any, Final

import attrs

from newscorpus.models import Actor, Annotation, Article, Claim, Event, Place

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
