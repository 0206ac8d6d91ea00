"""What stands in a model where its file says nothing, or nothing that can be read."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import attrs

from newscorpus.models.fields import Type, fields_of
from newscorpus.models.frozen import EMPTY, assemble
from newscorpus.models.metadata import Scalar


def blank(kind: Type) -> Any:
    """A value that says nothing, for a required field that is malformed."""
    if kind.optional:
        return None
    if kind.choices:
        return blank(kind.choices[0])
    if kind.base is tuple:
        return ()
    if kind.base is Mapping:
        return EMPTY
    if attrs.has(kind.base):
        return assembled(kind.base, {f.name: blank(f.type) for f in fields_of(kind.base) if f.default is attrs.NOTHING})
    return {str: "", int: 0, bool: False, float: 0.0, Scalar: "", date: date.min}[kind.base]


def assembled(cls: type, values: Mapping[str, Any]) -> Any:
    """An object of `cls` without its constructor: the hooks have checked what it would check again."""
    return assemble(cls, {**defaults(cls), **values})


def defaults(cls: type) -> dict[str, Any]:
    """The default of every attribute; None where there is none."""
    if cls not in _DEFAULTS:
        fields = attrs.fields(cls)
        _DEFAULTS[cls] = {a.name: None if a.default is attrs.NOTHING else a.default for a in fields}
    return _DEFAULTS[cls]


_DEFAULTS: Final[dict[type, dict[str, Any]]] = {}
