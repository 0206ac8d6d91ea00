"""Values that take the place of what a file omits, or of a malformed value."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import attrs

from newscorpus.models.fields import Type, fields_of
from newscorpus.models.frozen import EMPTY, assemble
from newscorpus.models.metadata import Scalar


def placeholder(kind: Type) -> Any:
    """Return an empty value of that type, for a required field that is malformed."""
    if kind.optional:
        return None
    if kind.choices:
        return placeholder(kind.choices[0])
    if kind.base is tuple:
        return ()
    if kind.base is Mapping:
        return EMPTY
    if attrs.has(kind.base):
        required = [f for f in fields_of(kind.base) if f.default is attrs.NOTHING]
        return assemble_with_defaults(kind.base, {f.attribute: placeholder(f.type) for f in required})
    return {str: "", int: 0, bool: False, float: 0.0, Scalar: "", date: date.min}[kind.base]


def assemble_with_defaults(cls: type, values: Mapping[str, Any]) -> Any:
    """Return an object of `cls` without calling its constructor, which would check again what the hooks checked."""
    return assemble(cls, {**defaults(cls), **values})


def defaults(cls: type) -> dict[str, Any]:
    """Return the default of every attribute; None where there is none."""
    if cls not in _DEFAULTS:
        fields = attrs.fields(cls)
        _DEFAULTS[cls] = {a.name: None if a.default is attrs.NOTHING else a.default for a in fields}
    return _DEFAULTS[cls]


_DEFAULTS: Final[dict[type, dict[str, Any]]] = {}
