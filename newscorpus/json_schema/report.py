"""Reports -> JSON Schema: attrs classes whose fields have their description in the source, as a string below each."""

import ast
import inspect
import textwrap
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

import attrs

from newscorpus.diagnostics.report import VERSION, Report
from newscorpus.json_schema.parts import Schema

_PLAIN = {str: "string", int: "integer", bool: "boolean", float: "number", NoneType: "null"}


def build_report() -> Schema:
    """Return the schema of a report as `newscorpus check --output-format json` writes it."""
    defs: dict[str, Schema] = {}
    made = _object(Report, defs)
    version = {"const": VERSION, "description": "version of this format"}
    made["properties"] = {"version": version, **made["properties"]}
    made["required"] = ["version", *made["required"]]
    return {**made, "$defs": defs}


def _object(cls: type, defs: dict[str, Schema]) -> Schema:
    """Return the schema of a mapping with the fields of `cls`, and maybe more: later versions may add some."""
    meanings = read_descriptions(cls)
    fields = {a.name: {**build(a.type, defs), "description": meanings[a.name]} for a in attrs.fields(cls)}
    return {"title": cls.__name__.lower(), "type": "object", "required": list(fields), "properties": fields}


def build(kind: Any, defs: dict[str, Schema]) -> Schema:
    """Return the schema of a value of that type. Raises TypeError for an unknown type."""
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if inspect.isclass(kind) and issubclass(kind, StrEnum):
        return {"enum": [str(one) for one in kind]}
    if attrs.has(kind):
        if kind.__name__ not in defs:
            defs[kind.__name__] = {}
            defs[kind.__name__] = _object(kind, defs)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if get_origin(kind) is tuple and get_args(kind)[1:] == (Ellipsis,):
        return {"type": "array", "items": build(get_args(kind)[0], defs)}
    if get_origin(kind) is tuple:
        items = [build(one, defs) for one in get_args(kind)]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if get_origin(kind) is Mapping and get_args(kind)[0] is str:
        return {"type": "object", "additionalProperties": build(get_args(kind)[1], defs)}
    if get_origin(kind) is UnionType and get_args(kind)[1:] == (NoneType,) and get_origin(get_args(kind)[0]) is tuple:
        made = build(get_args(kind)[0], defs)
        return {**made, "type": [made["type"], "null"]}
    if get_origin(kind) is UnionType and all(one in _PLAIN for one in get_args(kind)):
        return {"type": [_PLAIN[one] for one in get_args(kind)]}
    raise TypeError(f"{kind}: no JSON Schema is known for this type")


@cache
def read_descriptions(cls: type) -> dict[str, str]:
    """Return the descriptions of the fields of `cls`: the string below each in the source."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr):
            assert isinstance(below.value, ast.Constant)
            found[field.target.id] = " ".join(str(below.value.value).split())
    return found
