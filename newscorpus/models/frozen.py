"""Immutable data: the dict of tables and mappings, and models made without their constructor."""

from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

import attrs

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A dict that cannot be changed, equal to any dict with the same items, hashable if its values are."""

    __slots__ = ()

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} cannot be changed; use attrs.evolve with a new mapping")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)

    def __copy__(self) -> "FrozenDict[K, V]":
        return self

    def copy(self) -> "FrozenDict[K, V]":
        """Itself: it cannot change."""
        return self


def assemble(cls: type, values: Mapping[str, Any]) -> Any:
    """An object of an attrs class with these attributes, made without its constructor, so unchecked.

    For values that were checked already, and for the blanks that stand where a file is malformed.
    """
    made: Any = object.__new__(cls)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def replaced(model: Any, **changes: Any) -> Any:
    """`attrs.evolve` without the constructor: as `assemble`. Mappings must be FrozenDicts, lists tuples."""
    fields = attrs.fields(type(model))
    return assemble(type(model), {a.name: changes.get(a.name, getattr(model, a.name)) for a in fields})


EMPTY: FrozenDict[Any, Any] = FrozenDict()
