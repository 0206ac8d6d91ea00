"""The validators and converters of a constructor, derived from the annotations of its fields."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from math import isfinite
from numbers import Integral, Real
from typing import Any, Final, TypeVar, cast

import attrs

from newscorpus.models.base import abbreviate
from newscorpus.models.edtf import impossible
from newscorpus.models.fields import Type, type_of
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.metadata import (
    SCALARS,
    Computed,
    Doc,
    LocationOnly,
    NotEmpty,
    Omit,
    Pattern,
    Required,
    Scalar,
    Transient,
    Trimmed,
    Vocabulary,
)
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.text.words import singular

T = TypeVar("T")


def violation(value: Any, kind: Type, owner: type) -> str | None:
    """Describe why a constructor must refuse a value.

    Args:
        value: The value, converted: lists are tuples, mappings are FrozenDicts.
        kind: The type of the field.
        owner: The model that has the field. Some vocabularies depend on its kind of event.

    Returns:
        The message of the ValueError; None if the value is valid.
    """
    if value is None and kind.optional:
        return None
    if not _is_of(value, kind):
        if kind.base is Mapping and isinstance(value, tuple):
            return f"expected {_keyed(kind, owner)}, not {abbreviate(value)}"
        return f"expected {_model_name(kind, value) or expected(kind)}, not {abbreviate(value)}"
    if (type(value) is int and not -(2**63) <= value < 2**63) or (type(value) is float and not isfinite(value)):
        return "expected a finite number of at most 64 bits"  # as all readers of the file can represent
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
    if kind.mark(Trimmed) and value != (value.strip() or None):
        return f"{abbreviate(value)}: expected words without whitespace at their ends"
    without = kind.mark(Omit)
    if without:
        given = sorted(name for name in without.fields if getattr(value, name))
        return f"{value.id!r}: expected no {given[0]} here" if given else None
    complaint = _first(constraint.complaint(value) for constraint in kind.constraints)
    vocabulary = kind.mark(Vocabulary)
    if vocabulary and not complaint:
        complaint = vocabulary.complaint(value, getattr(owner, "KIND", None))
    return f"{abbreviate(value)}: {complaint}" if complaint else None


def _keyed(kind: Type, owner: type) -> str:
    """Name a mapping by what its keys are."""
    if attrs.has(kind.args[1].base):
        return "a mapping by id, or objects with different ids"
    vocabulary = kind.args[0].mark(Vocabulary)
    if vocabulary is None:
        return "a mapping"
    term = next(iter(vocabulary.words(DEFAULT, getattr(owner, "KIND", None))))
    return f"a mapping by {singular(vocabulary.name)}, such as {{{term!r}: …}}"


def _is_of(value: Any, kind: Type) -> bool:
    """Whether `value` is of that type. Items are not looked at.

    Plain data must be of the exact type: True is not an integer, and a datetime is not a date.
    """
    if kind.choices:
        return type(value) in [choice.base for choice in kind.choices]
    if kind.base is Scalar:
        return type(value) in SCALARS
    if attrs.has(kind.base):
        return isinstance(value, kind.base)
    return type(value) is (FrozenDict if kind.base is Mapping else kind.base)


def _model_name(kind: Type, value: Any) -> str:
    """The name of a model; for a string, with the field that may hold it."""
    if not attrs.has(kind.base):
        return ""
    short = getattr(kind.base, "SHORT", None)
    name: str = kind.base.__name__
    return f"{name}, as by nc.{name}({short.long}=…)" if short and isinstance(value, str) else name


def _first(complaints: Iterable[str | None]) -> str | None:
    return next(filter(None, complaints), None)


def _misplaced(key: str, item: Any) -> str | None:
    own = getattr(item, "id", key)
    return None if own == key else f"the object with the id {own!r} is under the key {key!r}"


_NAMES: Final = {str: "a string", int: "an integer", float: "a number", bool: "true or false", date: "a date"}


def expected(kind: Type) -> str:
    """Name the type as messages do: "a string", "a list", "a mapping"."""
    if kind.choices:
        return " or ".join(expected(c) for c in kind.choices)
    if kind.base is Scalar:
        return "a string, a number, true or false"
    if kind.base is tuple:
        return "a list"
    if kind.base is Mapping:
        return "a mapping"
    return _NAMES.get(kind.base) or "a mapping"


def _validator(kind: Type) -> Callable[[Any, "attrs.Attribute[Any]", Any], None]:
    has_default = kind.mark(Required) is not None

    def validate(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if has_default and value == attribute.default:
            return
        complaint = violation(value, kind, type(instance))
        if complaint:
            raise ValueError(f"{type(instance).__name__}.{attribute.name}: {complaint}")

    return validate


Convert = Callable[[Any], Any]


def _converter(kind: Type) -> Convert | None:
    """Return what converts a value to that type, with all values inside; None if there is nothing to convert."""
    if kind.base is tuple:
        return _items_converter(_converter(kind.args[0]))
    if kind.base is Mapping:
        return _table_converter(_converter(kind.args[1]))
    if attrs.has(kind.base) or kind.base is date:
        return None
    pattern = kind.mark(Pattern)
    return _as_date if pattern and pattern.closer is impossible else as_plain


def _items_converter(convert: Convert | None) -> Convert:
    def converted(value: Any) -> Any:
        items = as_tuple(value)
        return tuple(map(convert, items)) if convert and type(items) is tuple else items

    return converted


def _table_converter(convert: Convert | None) -> Convert:
    def converted(value: Any) -> Any:
        table = as_table(value)
        if convert and type(table) is FrozenDict:
            return FrozenDict({as_plain(key): convert(item) for key, item in table.items()})
        return table

    return converted


def as_plain(value: Any) -> Any:
    """Convert a string or number of another library, such as numpy, to that of Python."""
    if value is None or type(value) in SCALARS or isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real) else value


def _as_date(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else as_plain(value)


def as_tuple(value: Any) -> Any:
    """Convert a list or another iterable to a tuple; strings and mappings stay as they are."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        return value  # the validator refuses it
    return tuple(value)


def as_strings(value: Iterable[str]) -> tuple[str, ...]:
    """Convert strings to a tuple; one alone is one."""
    return (value,) if isinstance(value, str) else cast("tuple[str, ...]", as_tuple(value))


def as_table(value: Any) -> Any:
    """Freeze a mapping; convert objects with an `id` to a mapping by id.

    An object without its id has that of its key.
    """
    if not isinstance(value, Mapping):
        items = as_tuple(value)
        ids = [getattr(item, "id", None) or None for item in items] if isinstance(items, tuple) else [None]
        if None in ids or len(set(ids)) < len(ids):
            return items  # the validator refuses it
        value = dict(zip(ids, items, strict=True))
    return FrozenDict({key: _under(key, item) for key, item in value.items()})


def _under(key: Any, item: Any) -> Any:
    return evolve_unchecked(item, id=key) if getattr(item, "id", None) == "" else as_tuple(item)


def as_string_table(value: Mapping[str, str]) -> Mapping[str, str]:
    """Freeze a mapping of strings."""
    return cast("Mapping[str, str]", as_table(value))


def as_scalar_table(value: Mapping[str, Scalar]) -> Mapping[str, Scalar]:
    """Freeze a mapping of scalars."""
    return cast("Mapping[str, Scalar]", as_table(value))


def as_string_lists(value: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    """Freeze a mapping of lists of strings; one alone is a list of it."""
    table = as_table(value)
    if type(table) is FrozenDict:  # the validator refuses anything else
        table = FrozenDict((key, as_strings(items)) for key, items in table.items())
    return cast("Mapping[str, tuple[str, ...]]", table)


def as_groups(table: Any, convert: Callable[[Any], T]) -> Mapping[str, tuple[T, ...]]:
    """Freeze a mapping of lists, and convert their items; one alone is a list of it."""
    frozen: Any = as_table(table)
    if type(frozen) is FrozenDict:  # the validator refuses anything else
        frozen = FrozenDict((key, _each(items, convert)) for key, items in frozen.items())
    groups: Mapping[str, tuple[T, ...]] = frozen
    return groups


def _each(items: Any, convert: Callable[[Any], Any]) -> Any:
    listed = (items,) if isinstance(items, str) else items  # as in a file
    return tuple(map(convert, listed)) if type(listed) is tuple else listed


def require_computed(model: Any, **given: Any) -> None:
    """Refuse a value for a computed field that is not the one that follows from the other fields; None is not given."""
    for name, value in given.items():
        if value is None:
            continue
        field = getattr(attrs.fields(type(model)), name)
        field.validator(model, field, value)
        computed = getattr(model, name)
        if value != computed:
            expected = "the other fields give none" if computed is None else f"expected {computed}"
            raise ValueError(f"{type(model).__name__}.{name}: {value}: {expected}; it is computed, so leave it out")


def add_validators(cls: type, attributes: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """Give each field the validator and the converter of its type (a `field_transformer` of attrs).

    Raises:
        TypeError: A field has a type that models cannot have, or lacks its `Doc`.
    """
    out = []
    for attribute in attributes:
        try:
            kind = type_of(attribute.type)
        except TypeError as e:
            raise TypeError(f"{cls.__name__}.{attribute.name}: {e}") from e
        if not (kind.mark(Doc) or kind.mark(Transient)):
            raise TypeError(f"{cls.__name__}.{attribute.name}: a field needs a meaning: Annotated[…, Doc(…)]")
        equal = not (kind.mark(Transient) or kind.mark(Computed) or kind.mark(LocationOnly))
        converter = _composed(attribute.converter, _converter(kind))
        out.append(attribute.evolve(validator=_validator(kind), converter=converter, eq=equal, hash=equal))
    return out


def _composed(first: Any, then: Convert | None) -> Convert | None:
    """What applies both converters. The own converter of a field states for type checkers what it accepts."""
    if first is None or then is None:
        return first or then
    return lambda value: then(first(value))
