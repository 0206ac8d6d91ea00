"""The parts that describe a flat table: columns, primary key, and foreign keys."""

from typing import Any

import attrs

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
