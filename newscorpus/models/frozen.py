"""Immutable data: the dict of tables and mappings, and models made without their constructor."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn, TypeVar, cast

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
        """Itself: it cannot change."""
        return self


def assemble(cls: type, values: Mapping[str, Any]) -> Any:
    """An object of an attrs class with these attributes, made without its constructor, so unchecked.

    For values that were checked already, and for the blanks that stand where a file is malformed.
    """
    made: Any = object.__new__(draft_class(cls))
    for name, value in values.items():
        setattr(made, name, value)
    made.__class__ = cls
    return made


def evolve_unchecked(model: M, **changes: Any) -> M:
    """`attrs.evolve` without the constructor: as `assemble`. Mappings must be FrozenDicts, lists tuples."""
    cls = type(model)
    if cls not in _COPIERS:
        _COPIERS[cls] = _copier(cls)
    made: Any = _COPIERS[cls](model)
    for name, value in changes.items():
        setattr(made, name, value)
    made.__class__ = cls
    return cast("M", made)


def draft_class(cls: type) -> Any:
    """A frozen class as it is while an object is made: attributes can be set, until the object's class is `cls`.

    Ten times as fast as `object.__setattr__`, which goes round the class, for every attribute of every object.
    """
    if cls not in _DRAFTS:
        open_ = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
        _DRAFTS[cls] = type(f"Draft{cls.__name__}", (cls,), open_)
    return _DRAFTS[cls]


def _copier(cls: type) -> Callable[[Any], Any]:
    """What copies an object of `cls` into a draft: code in which each attribute is named."""
    copies = "".join(f"    made.{a.name} = model.{a.name}\n" for a in attrs.fields(cls))
    names: dict[str, Any] = {"new": object.__new__, "draft": draft_class(cls)}
    exec(f"def copy(model):\n    made = new(draft)\n{copies}    return made", names)  # noqa: S102 - made of our models
    made: Callable[[Any], Any] = names["copy"]
    return made


_DRAFTS: Final[dict[type, type]] = {}
_COPIERS: Final[dict[type, Callable[[Any], Any]]] = {}

EMPTY: FrozenDict[Any, Any] = FrozenDict()
