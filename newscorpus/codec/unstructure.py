"""Models -> plain data: unstructure hooks, on a cattrs converter that finds, nests and caches them.

Long forms are for data tools: every value in its long form, computed fields included, tables as lists of `{id, …}`.
Short forms are for people: a string alone or one pair `{key: value}` where it means the same, tables as mappings.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs

from newscorpus.codec.short_forms import is_table
from newscorpus.formats.yaml.writer import fits_key
from newscorpus.models import KINDS, Event
from newscorpus.models.base import Model
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import (
    AlwaysWritten,
    Computed,
    IntegerAsText,
    InText,
    LocationOnly,
    Required,
    ShortForm,
    UsuallyOne,
)
from newscorpus.text.suggest import Candidates
from newscorpus.text.words import pattern

if TYPE_CHECKING:
    import cattrs

UnstructureHook = Callable[[Any], Any]
_NUMBER: Final = pattern(r"[1-9][0-9]{0,17}")
_ALWAYS: Final = object()
"""In place of the default of a field that is always written: nothing is equal to it."""


def add_unstructure_hooks(converter: "cattrs.Converter", *, long: bool) -> None:
    """Register the hooks of all models, for long or for short forms."""

    def model(cls: type, converter: "cattrs.Converter") -> UnstructureHook:
        return ModelWriter(cls, converter, long=long)

    def event(_: type, converter: "cattrs.Converter") -> UnstructureHook:
        writers = {cls: model(cls, converter) for cls in KINDS.values()}

        def write(event: Any) -> Any:
            cls = type(event)
            if cls not in writers:  # a subclass of the user's is written as the kind that it extends
                writers[cls] = writers[next(base for base in cls.__mro__ if base in writers)]
            return writers[cls](event)

        return write

    def nested(kind: Type, converter: "cattrs.Converter") -> UnstructureHook:
        return converter.get_unstructure_hook(kind.base)

    def items(kind: Type, converter: "cattrs.Converter") -> UnstructureHook:
        hook = converter.get_unstructure_hook(kind.args[0])
        return partial(_long_list, hook) if long else ListWriter(kind, hook)

    def mapping(kind: Type, converter: "cattrs.Converter") -> UnstructureHook:
        hook = converter.get_unstructure_hook(kind.args[1])
        if is_table(kind):
            return partial(_table_as_list if long else _table_as_mapping, hook)
        return partial(_mapping, hook)

    register = converter.register_unstructure_hook_factory  # what is registered later is asked first
    register(lambda kind: isinstance(kind, Type), lambda _: _same)
    register(lambda kind: isinstance(kind, Type) and kind.base is date, lambda _: date.isoformat)
    register(lambda kind: isinstance(kind, Type) and kind.mark(IntegerAsText) and not long, lambda _: _as_number)
    register(lambda kind: isinstance(kind, Type) and kind.base is tuple, items)
    register(lambda kind: isinstance(kind, Type) and kind.base is Mapping, mapping)
    register(lambda kind: isinstance(kind, Type) and attrs.has(kind.base), nested)
    register(lambda cls: isinstance(cls, type) and issubclass(cls, Model), model)
    register(lambda cls: isinstance(cls, type) and issubclass(cls, Event), event)


class ModelWriter:
    """Writes an object of a model, without the fields that are equal to their defaults."""

    def __init__(self, cls: type, converter: "cattrs.Converter", *, long: bool) -> None:
        fields = [f for f in fields_of(cls) if not f.type.mark(LocationOnly if long else Computed)]
        always = (Required, AlwaysWritten) if long else (Required,)
        self._plan = [
            (
                field.name,
                _ALWAYS if any(map(field.type.mark, always)) else field.default,
                converter.get_unstructure_hook(field.type),
            )
            for field in fields
        ]
        self._is_event = issubclass(cls, Event)
        self._short: ShortForm | None = None if long else getattr(cls, "SHORT", None)
        self._names = Candidates(field.name for field in fields_of(cls))

    def __call__(self, model: Any) -> Any:
        """Return the fields of the object, or its short form."""
        out: dict[str, Any] = {}
        for name, default, hook in self._plan:
            value = getattr(model, name)
            if value == default or value is None:
                continue
            out[name] = value if hook is _same else hook(value)
            if name == "id" and self._is_event:
                out["kind"] = model.kind
        return self._shorten(out, self._short) if self._short else out

    def _shorten(self, out: dict[str, Any], short: ShortForm) -> Any:
        """Return the shortest form that means the same."""
        if len(out) == 1 and type(out.get(short.long, {})) is not dict:
            return out[short.long]
        key = out.get(short.key)
        if type(key) is not str or short.value not in out or not fits_key(key):
            return out
        if key == short.long or (
            len(out) > 2 and self._names.closest(key)
        ):  # it would be read as a field, maybe misspelt
            return out
        value = out.pop(short.value)
        del out[short.key]
        return {key: value, **out}


class ListWriter:
    """Writes a list in short form: one item alone, or several pairs as one mapping."""

    def __init__(self, kind: Type, hook: UnstructureHook) -> None:
        self._hook = hook
        item = kind.args[0]
        short: ShortForm | None = getattr(item.base, "SHORT", None)
        self._many = short is not None and short.many
        # Evidence, claims and waivers stay a list even if there is one: such lists grow, and a diff is one line then.
        self._stays = attrs.has(item.base) and not (self._many or item.mark(InText) or kind.mark(UsuallyOne))
        self._names = {field.name for field in fields_of(item.base)} if short else set()

    def __call__(self, items: tuple[Any, ...]) -> Any:
        """Return the list, or what stands for it."""
        out = _long_list(self._hook, items)
        if self._stays or not out:
            return out
        if len(out) == 1:
            return out[0]
        if self._many and all(type(item) is dict for item in out):
            together = {key: value for item in out for key, value in item.items()}
            if len(together) == len(out) and self._names.isdisjoint(together):
                return together
        return out


def _same(value: Any) -> Any:
    """Return plain data as it is."""
    return value


def _as_number(text: str) -> str | int:
    """Return text as the plain integer that people write, which is structured as the same text."""
    return int(text) if _NUMBER.fullmatch(text) else text


def _long_list(hook: UnstructureHook, items: tuple[Any, ...]) -> list[Any]:
    return list(items) if hook is _same else [hook(item) for item in items]


def _mapping(hook: UnstructureHook, items: Mapping[str, Any]) -> dict[str, Any]:
    return dict(items) if hook is _same else {key: hook(value) for key, value in items.items()}


def _table_as_list(hook: UnstructureHook, items: Mapping[str, Any]) -> list[Any]:
    return [hook(item) for item in items.values()]


def _table_as_mapping(hook: UnstructureHook, items: Mapping[str, Any]) -> dict[str, Any]:
    out = _mapping(hook, items)
    for item in out.values():
        del item["id"]
    return out
