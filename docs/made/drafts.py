"""The types of what `nc.edit` yields, for type checkers: a stub, since a draft is made of the models when it runs."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, Union

import attrs

import newscorpus
from newscorpus.models import Article, Event, Incident, Meeting
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.metadata import SCALARS, Scalar

STUB: Final = Path(newscorpus.__file__).parent / "edits" / "typed.pyi"
_HEAD: Final = """\
# The drafts that `edit` yields: as the models, with lists and dicts. Written by `make generated`.
# What is assigned may also be a model, or words for a quote; what is read is a draft, a list or a dict.

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Generic, SupportsIndex, TypeAlias, TypeVar, overload

from newscorpus import models

_R = TypeVar("_R")
_W = TypeVar("_W")

class Value(Generic[_R, _W]):
    @overload
    def __get__(self, owner: None, kind: Any) -> Value[_R, _W]: ...
    @overload
    def __get__(self, owner: object, kind: Any) -> _R: ...
    def __set__(self, owner: Any, value: _W) -> None: ...

class Items(list[_R], Generic[_R, _W]):
    def append(self, value: _R | _W, /) -> None: ...
    def extend(self, values: Iterable[_R | _W], /) -> None: ...
    def insert(self, at: SupportsIndex, value: _R | _W, /) -> None: ...
    @overload
    def __setitem__(self, at: SupportsIndex, value: _R | _W, /) -> None: ...
    @overload
    def __setitem__(self, at: slice, value: Iterable[_R | _W], /) -> None: ...

class Table(dict[str, _R], Generic[_R, _W]):
    def __setitem__(self, key: str, value: _R | _W, /) -> None: ...

Strings: TypeAlias = Value[list[str], Iterable[str]]
Several: TypeAlias = Value[Items[_R, _W], Iterable[_W] | _W]
ById: TypeAlias = Value[Table[_R, _W], Mapping[str, _W] | Iterable[_W]]
Grouped: TypeAlias = Value[Table[Items[_R, _W], Iterable[_W] | _W], Mapping[str, Iterable[_W] | _W]]
Lists: TypeAlias = Value[Table[list[_R], Iterable[_R]], Mapping[str, Iterable[_R]]]
Dict: TypeAlias = Value[dict[str, _R], Mapping[str, _R]]
"""


def stub() -> str:
    """The stub."""
    lines, aliases = [_HEAD.rstrip("\n")], list[str]()
    for cls in _models():
        lines += ["", *_class(cls)]
        words = " | str" if getattr(cls, "SHORT", None) is not None else ""
        aliases.append(f"Any{cls.__name__}: TypeAlias = models.{cls.__name__} | {cls.__name__}Draft{words}")
    lines += ["", "class AnyEventDraft(MeetingDraft, IncidentDraft): ...", "", *aliases]
    return "\n".join(lines) + "\n"


def _models() -> list[type]:
    """The models that an article contains, each before those that are derived from it."""
    found: list[type] = []

    def walk(cls: type) -> None:
        if cls not in found:
            found.append(cls)
            for field in fields_of(cls):
                for one in _inside(field.type):
                    walk(one)

    for cls in (Event, Meeting, Incident, Article):
        walk(cls)
    return found


def _inside(kind: Type) -> Iterator[type]:
    for one in kind.args:
        yield from _inside(one)
    if attrs.has(kind.base):
        yield kind.base


def _class(cls: type) -> Iterator[str]:
    above = "(EventDraft)" if issubclass(cls, Event) and cls is not Event else ""
    yield f"class {cls.__name__}Draft{above}:"
    own = fields_of(cls)
    known = {field.attribute for field in fields_of(Event)} if above else set()
    names = {field.attribute for field in own}
    for field in own:
        if field.attribute not in known:
            yield from _field(cls, field)
    inherited: set[str] = set(dir(Event)) if above else set()
    for name in sorted(set(dir(cls)) - names - inherited):
        if not name.startswith("_") and name not in ("SHORT", "NEEDS"):
            yield f"    {name}: Any"


def _field(cls: type, field: Field) -> Iterator[str]:
    kind = field.type
    none = " | None" if kind.optional else ""
    if not getattr(attrs.fields(cls), field.attribute).init:
        yield "    @property"
        yield f"    def {field.attribute}(self) -> {_scalar(kind)}{none}: ..."
    elif attrs.has(kind.base):
        read, write = _types(kind)
        yield f"    {field.attribute}: Value[{read}{none}, {write}{none}]"
    else:
        yield f"    {field.attribute}: {_container(kind) or _scalar(kind) + none}"


def _container(kind: Type) -> str | None:
    """The type of a list or mapping; None for a scalar."""
    if kind.base is tuple:
        item = kind.args[0]
        return f"Several[{', '.join(_types(item))}]" if attrs.has(item.base) else "Strings"
    if kind.base is not Mapping:
        return None
    item = kind.args[1]
    if attrs.has(item.base):
        return f"ById[{', '.join(_types(item))}]"
    if item.base is not tuple:
        return f"Dict[{_scalar(item)}]"
    inner = item.args[0]
    return f"Grouped[{', '.join(_types(inner))}]" if attrs.has(inner.base) else f"Lists[{_scalar(inner)}]"


def _types(kind: Type) -> tuple[str, str]:
    """What is read of a model, and what may be assigned."""
    name = kind.base.__name__
    return "AnyEventDraft" if kind.base is Event else f"{name}Draft", f"Any{name}"


def _scalar(kind: Type) -> str:
    if kind.base is Scalar:
        return " | ".join(one.__name__ for one in SCALARS)
    if kind.base is Union:
        return " | ".join(map(_scalar, kind.choices))
    base: Any = kind.base
    return "date" if base is date else str(base.__name__)
