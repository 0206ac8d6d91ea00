"""What a file may have at a path, by the annotations of the models: for editors.

The data may be incomplete, as while it is being typed: mappings, lists, and strings for all scalars.
"""

from collections.abc import Mapping
from typing import Any, cast

import attrs

from newscorpus.codec.short_forms import is_keyed, is_whole_list, pair_key
from newscorpus.codec.vocabularies import bound_fields
from newscorpus.diagnostics.report import Path
from newscorpus.models import KINDS, Article, Event
from newscorpus.models.fields import Field, Type
from newscorpus.models.metadata import Attributes, Computed, ContextOf, Doc, Ref, ShortForm, Vocabulary

_KIND = Field("kind", Type(str, marks=(Vocabulary("event_kinds"), Doc("sort of event"))), attrs.NOTHING)
"""The field that decides which others an event has."""


@attrs.frozen
class Expected:
    """What may be at a place."""

    types: tuple[Type, ...] = ()
    """The types of the scalars that may be there: of a key, if the place is one. Their vocabularies are bound to the
    kind of the event."""
    fields: tuple[Field, ...] = ()
    """The fields that may be there."""
    context_of: str | None = None
    """The quoted words whose context may be there."""
    attributes: str | None = None
    """Whose attributes of the corpus's own may be there: article, actor, event, claim or thing."""
    begins_mapping: bool = False
    """Whether only a mapping may be there, so that all this is about its first key."""

    @property
    def refers_to(self) -> tuple[str, ...]:
        """The tables whose ids may be there: `actors`, `events`."""
        refs = (kind.mark(Ref) for kind in self.types)
        return tuple(f"{table}s" for ref in refs if ref for table in ref.to)


@attrs.frozen
class _At:
    """A place on the way: its type, the data there, and the words whose context it is, if it is one."""

    kind: Type
    data: Any
    words: str | None = None


def expected(data: Any, path: Path, *, is_key: bool, cls: type = Article) -> Expected:
    """Return what may be at a path of a file.

    Args:
        data: The data of the file.
        path: The path of a value; or of the mapping that contains a key, if `is_key`.
        is_key: Whether a key may be there.
        cls: The model of the file: Article or Manifest.
    """
    at = _At(Type(cls), data)
    for step in path:
        below = _step(at, step)
        if below is None:
            return Expected()
        at = below
        if attributes := at.kind.mark(Attributes):
            return Expected(attributes=attributes.owner)
    listed = bool(path) and type(path[-1]) is int
    return _expected_key(at, listed=listed) if is_key else _expected_value(at, listed=listed)


def _fields(cls: type, data: Any) -> tuple[type, dict[str, Field]]:
    """The class, which the kind of an event decides, and its fields by name."""
    is_event = cls is Event
    if is_event:
        kind = data.get("kind") if type(data) is dict else None
        cls = KINDS.get(str(kind), Event)
    first, *others = bound_fields(cls)
    fields = (first, _KIND, *others) if is_event else (first, *others)
    return cls, {field.name: field for field in fields}


def _step(at: _At, step: str | int) -> _At | None:
    kind, data = at.kind, at.data
    if kind.base is tuple:
        if type(step) is int:
            return _At(kind.args[0], _child(data, step))
        return _step(_item(kind, data, step), step)
    if kind.base is Mapping:
        value = kind.args[1] if type(step) is int else kind.under(str(step))
        return _At(value, _child(data, step))
    if not attrs.has(kind.base) or type(step) is not str:
        return None
    cls, fields = _fields(kind.base, data)
    short: ShortForm | None = getattr(cls, "SHORT", None)
    if short and pair_key(data, short, fields) == step:
        return _At(fields[short.value].type, _child(data, step), words=step)
    field = fields.get(step)
    if field is None:
        return None
    context = field.type.mark(ContextOf)
    words = data.get(context.field) if context else None
    return _At(field.type, _child(data, step), words=words if type(words) is str else None)


def _item(kind: Type, data: Any, step: str | int) -> _At:
    """The item that a mapping in place of a list is; or the pair of it at `step`, if it is a whole list."""
    item = kind.args[0]
    short: ShortForm | None = getattr(item.base, "SHORT", None)
    if short and short.many and type(data) is dict and is_whole_list(data, short, _fields(item.base, data)[1]):
        return _At(item, {step: data.get(step)})
    return _At(item, data if type(data) is dict else {})


def _child(data: Any, step: str | int) -> Any:
    if type(data) is dict:
        return data.get(step)
    return data[step] if type(data) is list and type(step) is int and step < len(data) else None


def _expected_key(at: _At, *, listed: bool) -> Expected:
    kind = at.kind.args[0] if at.kind.base is tuple else at.kind
    if kind.base is Mapping:
        owner = kind.mark(Attributes)
        return Expected(attributes=owner.owner) if owner else Expected(types=(kind.args[0],))
    if not attrs.has(kind.base):
        return Expected()
    cls, fields = _fields(kind.base, at.data)
    short: ShortForm | None = getattr(cls, "SHORT", None)
    types = _scalars(fields[short.key].type) if short and short.key else ()
    return Expected(types=types, fields=_named(cls, fields, listed=listed))


def _expected_value(at: _At, *, listed: bool) -> Expected:
    kind = at.kind.args[0] if at.kind.base is tuple else at.kind
    if kind.base is Mapping:
        return attrs.evolve(_expected_key(at, listed=listed), begins_mapping=True)
    if attrs.has(kind.base) and getattr(kind.base, "SHORT", None) is None:
        return Expected(fields=_named(*_fields(kind.base, at.data), listed=listed), begins_mapping=True)
    return Expected(types=_scalars(kind), context_of=at.words if kind.mark(ContextOf) else None)


def _named(cls: type, fields: Mapping[str, Field], *, listed: bool) -> tuple[Field, ...]:
    """The fields that people write: not what is computed, nor the id that the key of a table gives."""
    written = (field for field in fields.values() if field.type.mark(Computed) is None)
    return tuple(field for field in written if field.name != "id" or listed or not is_keyed(cls))


def _scalars(kind: Type) -> tuple[Type, ...]:
    """The types of scalar that a value of that type may be."""
    if attrs.has(kind.base):
        short: ShortForm = cast("Any", kind.base).SHORT
        return _scalars(_fields(kind.base, None)[1][short.long].type)
    return kind.choices or (kind,)
