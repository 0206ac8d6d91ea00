"""Validators and converters of model fields, derived from their annotations."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Any, Final

import attrs

from newscorpus.models.base import _brief
from newscorpus.models.fields import Type, type_of
from newscorpus.models.frozen import FrozenDict
from newscorpus.models.metadata import (
    SCALARS,
    WORD,
    Computed,
    Doc,
    LocationOnly,
    NotEmpty,
    Omit,
    Scalar,
    Transient,
    Vocabulary,
    _compiled,
)
from newscorpus.models.vocabulary import DEFAULT


def violation(value: Any, kind: Type, owner: type) -> str | None:
    """What a constructor of `owner` has against `value` for a field of type `kind`; None if nothing."""
    if value is None and kind.optional:
        return None
    if not _is_of(value, kind):
        if kind.base is Mapping and isinstance(value, tuple):
            return f"expected a mapping or objects whose ids differ, not {_brief(value)}"
        return f"expected {kind.base.__name__ if attrs.has(kind.base) else expected(kind)}, not {_brief(value)}"
    if (type(value) is int and not -(2**63) <= value < 2**63) or (type(value) is float and not isfinite(value)):
        return "expected a finite number of at most 64 bits"  # what any reader of the file can hold
    if kind.choices:
        return next(violation(value, choice, owner) for choice in kind.choices if type(value) is choice.base)
    if kind.base is tuple:
        if not value and kind.mark(NotEmpty):
            return "expected at least one item"
        return _first(violation(item, kind.args[0], owner) for item in value)
    if kind.base is Mapping:
        keys = kind.args[0]
        return _first(
            violation(key, keys, owner) or violation(item, kind.under(key), owner) or _misplaced(key, item)
            for key, item in value.items()
        )
    without = kind.mark(Omit)
    if without:
        held = sorted(name for name in without.fields if getattr(value, name))
        return f"{value.id!r}: expected no {held[0]} here" if held else None
    for constraint in kind.constraints:
        complaint = constraint.complaint(value)
        if complaint:
            return f"{_brief(value)}: {complaint}"
    vocabulary = kind.mark(Vocabulary)
    if vocabulary:
        return _judge_word(value, vocabulary, getattr(owner, "kind", None))
    return None


def _is_of(value: Any, kind: Type) -> bool:
    """Whether `value` is of that type, looking no further into it.

    Of plain data exactly: True is no integer, a datetime no date, and of a StrEnum no file knows.
    """
    if kind.choices:
        return type(value) in [choice.base for choice in kind.choices]
    if kind.base is Scalar:
        return type(value) in SCALARS
    if attrs.has(kind.base):
        return isinstance(value, kind.base)
    return type(value) is (FrozenDict if kind.base is Mapping else kind.base)


def _first(complaints: Iterable[str | None]) -> str | None:
    return next(filter(None, complaints), None)


def _misplaced(key: str, item: Any) -> str | None:
    own = getattr(item, "id", key)
    return None if own == key else f"what has the id {own!r} stands under {key!r}"


def _judge_word(value: str, vocabulary: Vocabulary, kind: str | None) -> str | None:
    if vocabulary.extensible:
        return None if _compiled(WORD).fullmatch(value) else f"{_brief(value)}: expected a word such as part_of"
    words = vocabulary.words(DEFAULT, kind)
    return None if value in words else f"{_brief(value)}: expected one of {', '.join(words)}"


_NAMES: Final = {str: "text", int: "an integer", float: "a number", bool: "true or false", date: "a date"}


def expected(kind: Type) -> str:
    """What a field of that type takes, in words: "text", "a list", "an Actor"."""
    if kind.choices:
        return " or ".join(expected(c) for c in kind.choices)
    if kind.base is Scalar:
        return "text, a number, true or false"
    if kind.base is tuple:
        return "a list"
    if kind.base is Mapping:
        return "a mapping"
    return _NAMES.get(kind.base) or f"a mapping: {getattr(kind.base, '__name__', kind.base).lower()}"


def _converter(kind: Type) -> Callable[[Any], Any] | None:
    if kind.base is tuple:
        return _as_tuple
    if kind.base is Mapping:
        return _as_table
    return None


def _as_tuple(value: Any) -> Any:
    """A list or another iterable of items becomes a tuple; text does not become its letters, nor a mapping its keys."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        return value  # for the validator to refuse
    return tuple(value)


def _as_table(value: Any) -> Any:
    """A mapping is frozen; objects with an `id` become a table by it. Lists inside become tuples."""
    if not isinstance(value, Mapping):
        items = _as_tuple(value)
        ids = [getattr(item, "id", None) for item in items] if isinstance(items, tuple) else [None]
        if None in ids or len(set(ids)) < len(ids):
            return items  # for the validator to refuse
        value = dict(zip(ids, items, strict=True))
    return FrozenDict({k: tuple(v) if isinstance(v, list) else v for k, v in value.items()})


def add_validators(cls: type, found: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """Attrs `field_transformer`: adds to each field what its annotation says."""

    def validator(kind: Type) -> Callable[[Any, "attrs.Attribute[Any]", Any], None]:
        def validate(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
            complaint = violation(value, kind, type(instance))
            if complaint:
                raise ValueError(f"{type(instance).__name__}.{attribute.name}: {complaint}")

        return validate

    out = []
    for attribute in found:
        try:
            kind = type_of(attribute.type)
        except TypeError as e:
            raise TypeError(f"{cls.__name__}.{attribute.name}: {e}") from e
        if not (kind.mark(Doc) or kind.mark(Transient)):
            raise TypeError(f"{cls.__name__}.{attribute.name}: a field says what it means: Annotated[…, Doc(…)]")
        equal = not (kind.mark(Transient) or kind.mark(Computed) or kind.mark(LocationOnly))
        out.append(attribute.evolve(validator=validator(kind), converter=_converter(kind), eq=equal, hash=equal))
    return out
