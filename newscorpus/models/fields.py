"""The fields of a model, parsed from their annotations.

A field's annotation is the only place that states its type, its constraints and its meaning:

    country: Annotated[Country | None, Doc("ISO 3166-1 alpha-2 code")] = None

Validators, codec, JSON Schema, test strategies and reference are derived from what this module parses. A type that it
does not know is an error.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, cast, get_args, get_origin

import attrs

from newscorpus.models.metadata import (
    SCALARS,
    Constraint,
    Doc,
    KeyPatterns,
    OneOf,
    Pattern,
    Range,
    Required,
    Scalar,
    Transient,
)


@attrs.frozen
class Type:
    """A parsed annotation."""

    base: Any
    """str, int, float, bool, date, tuple, Mapping, a model class, `Scalar`, or Union (see `choices`)."""
    args: tuple["Type", ...] = ()
    optional: bool = False
    marks: tuple[Any, ...] = ()
    choices: tuple["Type", ...] = ()
    """The scalar types of a union such as `int | str`."""

    def mark(self, kind: type) -> Any:
        """Return the mark of that kind, or None."""
        for mark in self.marks:  # a generator would take twice the time, and this is asked of each field of each value
            if isinstance(mark, kind):
                return mark
        return None

    def under(self, key: str) -> "Type":
        """Return the type of the value under `key` of a mapping."""
        own, usual = self.mark(KeyPatterns), self.args[1]
        pattern = own.patterns.get(key) if own else None
        return attrs.evolve(usual, marks=(*usual.marks, pattern)) if pattern else usual

    @property
    def constraints(self) -> list[Constraint]:
        """The marks that check a scalar by itself."""
        return [m for m in self.marks if isinstance(m, Pattern | OneOf | Range)]


def type_of(annotation: Any) -> Type:
    """Parse an annotation.

    Raises:
        TypeError: A model cannot have a field of that type.
    """
    origin = get_origin(annotation)
    if origin is Annotated:
        inner = type_of(get_args(annotation)[0])
        return attrs.evolve(inner, marks=inner.marks + annotation.__metadata__)
    if origin in (Union, UnionType):
        parts = [a for a in get_args(annotation) if a is not NoneType]
        optional = len(parts) < len(get_args(annotation))
        if set(parts) == set(SCALARS):
            return Type(Scalar, optional=optional)
        if len(parts) == 1:
            return attrs.evolve(type_of(parts[0]), optional=optional)
        return Type(Union, optional=optional, choices=tuple(type_of(p) for p in parts))
    if origin is Literal:  # the vocabulary says which; the type is for type checkers
        return Type(str)
    if origin is tuple:
        item, ellipsis = get_args(annotation)
        if ellipsis is not Ellipsis:
            raise TypeError(f"{annotation}: a tuple of one type and any length is expected")
        return Type(tuple, (type_of(item),))
    if origin is Mapping:
        return Type(Mapping, tuple(type_of(a) for a in get_args(annotation)))
    if annotation in (str, int, float, bool, date) or attrs.has(annotation):
        return Type(annotation)
    raise TypeError(f"{annotation!r}: no type that a model may have")


@attrs.frozen
class Field:
    """One field of a model."""

    name: str
    """As files have it: `from` for the attribute `from_`, since Python reserves the word."""
    type: Type
    default: Any
    """`attrs.NOTHING` if there is none."""
    attribute: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), kw_only=True)

    @property
    def required(self) -> bool:
        """Whether a file must contain it."""
        return self.default is attrs.NOTHING or self.type.mark(Required) is not None

    @cached_property
    def doc(self) -> str:
        """Its meaning in one line."""
        return cast("Doc", self.type.mark(Doc)).text


_FIELDS: Final[dict[type, tuple[Field, ...]]] = {}


def fields_of(cls: type) -> tuple[Field, ...]:
    """Return the fields that a file may contain, in the order in which they are written."""
    if cls not in _FIELDS:
        fields = (
            Field(a.name.removesuffix("_"), type_of(a.type), a.default, attribute=a.name) for a in attrs.fields(cls)
        )
        _FIELDS[cls] = tuple(f for f in fields if not f.type.mark(Transient))
    return _FIELDS[cls]
