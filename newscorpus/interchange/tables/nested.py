"""Models <-> nested Arrow data, without loss: one row per article, with lists and structs. Needs pyarrow.

The schema is derived from the fields of the models. A mapping is a list of `{key, value}`, since not all readers
support maps. A mapping of actors or events is a list of structs with their ids. A value of several types (an attribute,
a count) is a struct of which one field is filled. Events of all kinds share one struct, with `kind`. A missing value is
null. A field of an unsupported type raises a TypeError that names the field.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from newscorpus._optional import import_optional
from newscorpus.interchange.tables.columns import SUFFIXES
from newscorpus.models import KINDS, Article, Event
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.metadata import SCALARS, LocationOnly, Required, Scalar

Convert = Callable[[Any], Any]


def arrow_type(base: type) -> Any:
    """Return the Arrow type for strings, 64-bit integers and floats, booleans or dates."""
    arrow = import_optional("pyarrow", "parquet")
    return {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_(), date: arrow.date32()}[
        base
    ]


@attrs.frozen
class Shape:
    """The Arrow type for values of one type, and how they are converted to it and back."""

    type: Any
    to: Convert | None = None
    """Value -> what pyarrow accepts; None if it accepts the value itself."""
    back: Convert | None = None
    """What pyarrow returns -> canonical plain data for the codec; None if it is the same. Raises ValueError.

    A null is passed on to the codec.
    """


def shape(kind: Type) -> Shape:
    """Return the shape for values of a type. Raises TypeError if it is not supported."""
    arrow = import_optional("pyarrow", "parquet")
    if kind.base is tuple:
        item = shape(kind.args[0])
        return Shape(arrow.list_(item.type), _each(item.to), _each_back(item.back))
    if kind.base is Mapping:
        item = shape(kind.args[1])
        if attrs.has(kind.args[1].base) and any(f.name == "id" for f in fields_of(kind.args[1].base)):
            return Shape(
                arrow.list_(item.type),
                lambda table: [_made(item.to, value) for value in table.values()],
                _each_back(item.back),
            )
        pair = arrow.struct([arrow.field("key", arrow.string(), nullable=False), arrow.field("value", item.type)])
        return Shape(arrow.list_(pair), lambda table: _pairs(table, item.to), lambda pairs: _table(pairs, item.back))
    if attrs.has(kind.base):
        return struct(kind.base)
    if kind.base is Scalar or kind.choices:
        return _union(SCALARS if kind.base is Scalar else tuple(choice.base for choice in kind.choices))
    if kind.base is date:
        return Shape(arrow_type(date), None, date.isoformat)
    if kind.base in SCALARS:
        return Shape(arrow_type(kind.base))
    raise TypeError(f"{kind.base!r}: no Arrow type is known for it")


def _made(convert: Convert | None, value: Any) -> Any:
    return convert(value) if convert else value


def _each(convert: Convert | None) -> Convert:
    return (lambda items: [convert(item) for item in items]) if convert else list


def _each_back(convert: Convert | None) -> Convert:
    return (lambda items: [_unless_null(convert, item) for item in items]) if convert else list


def _unless_null(convert: Convert | None, value: Any) -> Any:
    return value if value is None else _made(convert, value)


def _pairs(table: Mapping[str, Any], convert: Convert | None) -> list[dict[str, Any]]:
    return [{"key": key, "value": _made(convert, value)} for key, value in table.items()]


def _table(pairs: list[dict[str, Any]], convert: Convert | None) -> dict[str, Any]:
    if any(pair is None or pair["key"] is None for pair in pairs):
        raise ValueError("a key is null")
    table = {pair["key"]: _unless_null(convert, pair["value"]) for pair in pairs}
    if len(table) < len(pairs):
        raise ValueError(f"a key occurs twice: {', '.join(pair['key'] for pair in pairs)}")
    return table


def _union(types: tuple[type, ...]) -> Shape:
    arrow = import_optional("pyarrow", "parquet")
    if not set(types) <= SUFFIXES.keys():
        raise TypeError(f"{types}: no Arrow type is known for one of these")
    union = arrow.struct([arrow.field(SUFFIXES[type_], arrow_type(type_)) for type_ in types])
    return Shape(
        union,
        lambda value: {SUFFIXES[type(value)]: value},
        _only,
    )


def _only(struct: dict[str, Any]) -> Any:
    filled = [value for value in struct.values() if value is not None]
    if len(filled) > 1:
        raise ValueError(f"several values in place of one: {', '.join(map(repr, filled))}")
    return filled[0] if filled else None


def struct(cls: type) -> Shape:
    """Return the shape of a model: a struct of its fields. Events of all kinds share one."""
    arrow = import_optional("pyarrow", "parquet")
    classes = tuple(KINDS.values()) if cls is Event else (cls,)
    plan: dict[str, tuple[Field, Shape]] = {}
    for kind in classes:
        for field in fields_of(kind):
            if field.name not in plan and not field.type.mark(LocationOnly):
                plan[field.name] = field, _shape_of(field, kind)
    inner = []
    for name, (field, field_shape) in plan.items():
        nullable, described = not _filled(field, name, classes), {"description": field.doc}
        inner.append(arrow.field(name, field_shape.type, nullable=nullable, metadata=described))
    has_kind = cls is Event
    if has_kind:
        kinds = {"description": "event, meeting or incident"}
        inner.insert(1, arrow.field("kind", arrow.string(), nullable=False, metadata=kinds))

    def to(model: Any) -> dict[str, Any]:
        out = {"kind": model.kind} if has_kind else {}
        for name, (_, field_shape) in plan.items():
            value = getattr(model, name, None)
            if value is not None:
                out[name] = field_shape.to(value) if field_shape.to else value
        return out

    def back(struct: dict[str, Any]) -> dict[str, Any]:
        out = {"kind": struct["kind"]} if has_kind else {}
        for name, (_, field_shape) in plan.items():
            value = struct[name]
            if value is not None and value != []:  # for every field, an empty list is the same as none
                out[name] = field_shape.back(value) if field_shape.back else value
        return out

    return Shape(arrow.struct(inner), to, back)


def _filled(field: Field, name: str, classes: tuple[type, ...]) -> bool:
    """Whether the field has a value in every model."""
    everywhere = all(any(f.name == name for f in fields_of(cls)) for cls in classes)
    return (everywhere and not field.type.optional) or field.type.mark(Required) is not None


def _shape_of(field: Field, owner: type) -> Shape:
    try:
        return shape(field.type)
    except TypeError as e:
        raise TypeError(f"{owner.__name__}.{field.name}: {e}") from None


def article_shape() -> Shape:
    """Return the shape of an article: a row of the nested table."""
    return struct(Article)
