"""Immutable data: a frozen dict, and models that are built without their constructor."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, NoReturn, TypeVar, cast

import attrs

K = TypeVar("K")
V = TypeVar("V")
M = TypeVar("M")


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
        """Return the same object, which cannot change."""
        return self


class _Same:
    """An object as a key: compared by identity, since a large one takes long to hash."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def cached_by_identity(function: Callable[[K], V]) -> Callable[[K], V]:
    """Make a function of a frozen object keep its last results: for the same object mostly the same result."""
    cached = lru_cache(maxsize=8)(lambda same: function(same.value))
    return lambda value: cached(_Same(value))


def assemble(cls: type, values: Mapping[str, Any]) -> Any:
    """Build an object of a frozen attrs class without its constructor, so that nothing is checked.

    For values that were checked before, and for the placeholders of malformed values.
    """
    model: Any = object.__new__(draft_class(cls))
    for name, value in values.items():
        setattr(model, name, value)
    model.__class__ = cls
    return model


def evolve_unchecked(model: M, **changes: Any) -> M:
    """Copy an object of a frozen attrs class, with some attributes changed, without its constructor.

    Nothing is checked or converted: mappings must be FrozenDicts, and lists must be tuples.
    """
    cls: type = type(model)
    copy = _copier(cls)(model)
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.__class__ = cls
    return cast("M", copy)


@cache
def draft_class(cls: type) -> Any:
    """Return the mutable twin of a frozen class: set the attributes of its object, then its `__class__` to `cls`.

    That is ten times as fast as `object.__setattr__` for each attribute.
    """
    mutable = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(f"Draft{cls.__name__}", (cls,), mutable)


@cache
def _copier(cls: type) -> Callable[[Any], Any]:
    """Compile a function that copies an object of `cls` into a draft, attribute by attribute."""
    copies = "".join(f"    made.{a.name} = model.{a.name}\n" for a in attrs.fields(cls))
    names: dict[str, Any] = {"new": object.__new__, "draft": draft_class(cls)}
    exec(f"def copy(model):\n    made = new(draft)\n{copies}    return made", names)  # noqa: S102 - made of our models
    copier: Callable[[Any], Any] = names["copy"]
    return copier


EMPTY: FrozenDict[Any, Any] = FrozenDict()
