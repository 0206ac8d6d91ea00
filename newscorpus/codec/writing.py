"""Models -> plain data, in either dress: short forms for people, long forms for data tools."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import attrs

from newscorpus.formats.yaml.writer import fits_key
from newscorpus.models import Event
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import AlwaysWritten, Computed, IntegerAsText, LocationOnly, Required, ShortForm

Writer = Callable[[Any], Any]
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}")


def writer(cls: type, *, long: bool) -> Writer:
    """What turns a `cls` into plain data.

    Long: every value in its long form, computed fields included, tables as lists of `{id, …}`.
    Short: words alone or `{words: value}` where they mean the same, tables as mappings.
    """
    if (cls, long) not in _WRITERS:
        _WRITERS[cls, long] = _make_writer(cls, long=long)
    return _WRITERS[cls, long]


_WRITERS: Final[dict[tuple[type, bool], Writer]] = {}


def _make_writer(cls: type, *, long: bool) -> Writer:
    plan = []
    for field in fields_of(cls):
        if (long and field.type.mark(LocationOnly)) or (not long and field.type.mark(Computed)):
            continue
        always = field.type.mark(Required) or (long and field.type.mark(AlwaysWritten))
        plan.append((field.name, _NEVER if always else field.default, _value(field.type, long=long)))
    short: ShortForm | None = getattr(cls, "SHORT", None)
    is_event = issubclass(cls, Event)

    def write(model: Any) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for name, default, convert in plan:
            value = getattr(model, name)
            if value == default or value is None:
                continue
            out[name] = convert(value) if convert else value
            if is_event and name == "id":
                out["kind"] = model.kind
        return out

    if long or short is None:
        return write
    rest = {f.name for f in fields_of(cls)} - {short.long, short.key, short.value}
    return lambda model: _shortened(write(model), short, rest)


_NEVER: Final = object()


def _shortened(out: dict[str, Any], short: ShortForm, rest: set[str]) -> Any:
    """The shortest form that means the same."""
    if not rest.isdisjoint(out):
        return out
    if len(out) == 1 and short.long in out:
        return out[short.long]
    key = out.get(short.key)
    if type(key) is str and short.value in out and key != short.long and fits_key(key):
        return {key: out[short.value]}
    return out


def _value(kind: Type, *, long: bool) -> Writer | None:
    """What writes a value of that type; None where it is plain data already."""
    if kind.base is date:
        return date.isoformat
    if kind.base is tuple:
        return _list(kind, long=long)
    if kind.base is Mapping:
        return _mapping(kind, long=long)
    if kind.base is Event:
        return lambda event: writer(type(event), long=long)(event)
    if attrs.has(kind.base):
        return writer(kind.base, long=long)
    return _number if kind.mark(IntegerAsText) and not long else None


def _number(text: str) -> str | int:
    """Text as the plain integer that people write: reading takes it for the same text."""
    return int(text) if _NUMBER.fullmatch(text) else text


def _list(kind: Type, *, long: bool) -> Writer:
    item = kind.args[0]
    convert = _value(item, long=long)
    if long:
        return lambda items: [convert(one) if convert else one for one in items]
    short: ShortForm | None = getattr(item.base, "SHORT", None)
    # Quotes, claims and waivers stay lists even if there is one: they are what grows, and a diff shows one line more.
    stays = attrs.has(item.base) and not (short and short.many)
    names = {f.name for f in fields_of(item.base)} if short else set()

    def write(items: tuple[Any, ...]) -> Any:
        out = [convert(one) if convert else one for one in items]
        if stays or not out:
            return out
        if len(out) == 1:
            return out[0]
        if short and short.many and all(type(one) is dict for one in out):
            together = {key: value for one in out for key, value in one.items()}
            if len(together) == len(out) and names.isdisjoint(together):
                return together
        return out

    return write


def _mapping(kind: Type, *, long: bool) -> Writer:
    values = kind.args[1]
    convert = _value(values, long=long)
    table = attrs.has(values.base) and any(f.name == "id" for f in fields_of(values.base))
    if table and long:
        return lambda items: [convert(one) if convert else one for one in items.values()]

    def write(items: Mapping[str, Any]) -> dict[str, Any]:
        out = {key: convert(one) if convert else one for key, one in items.items()}
        if table:
            for one in out.values():
                del one["id"]
        return out

    return write
