"""The forms that a value may have in a file.

A value is a string alone, one pair `{key: value}` or a mapping of its fields, as the `SHORT` of its model declares.
Beside the pair there may be further fields of the value: `{key: value, field: …}`. A table is a mapping by id or a list
of objects with an `id`.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

import attrs

from newscorpus.formats.yaml.writer import inline
from newscorpus.models import Actor, Event
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import ShortForm
from newscorpus.text.suggest import closest


def pair_key(data: Mapping[str, Any], short: ShortForm, names: Collection[str]) -> str | None:
    """Return the key of the pair that a mapping contains, alone or beside fields; None if it contains only fields.

    Args:
        data: The mapping.
        short: The short form of its value.
        names: The fields of the value. Beside others, the pair is the only key that is not one of them, nor a misspelt
            one.
    """
    if not short.key:
        return None
    if len(data) == 1:
        (key,) = data
        return None if key == short.long else key
    if short.long in data or short.key in data or short.value in data:
        return None
    others = [key for key in data if key not in names]
    return others[0] if len(others) == 1 and closest(others[0], names) is None else None


def spelt_out(data: dict[str, Any], short: ShortForm, names: Collection[str]) -> dict[str, Any]:
    """Return the fields that a mapping means, with those of the pair that it contains."""
    key = pair_key(data, short, names)
    if key is None:
        return data
    return {short.key: key, short.value: data[key], **{name: value for name, value in data.items() if name != key}}


def is_whole_list(data: Mapping[str, Any], short: ShortForm, names: Collection[str]) -> bool:
    """Tell whether a mapping in place of a list is a list of pairs, not one value."""
    if short.long in data or not data:
        return False
    return len(data) == 1 or not any(name in data for name in names)


def listed(value: Any, item: type) -> list[Any]:
    """Return the items that a value means where a list of `item` is expected: one, or one per pair of a mapping."""
    short: ShortForm | None = getattr(item, "SHORT", None)
    if not short or not short.many or type(value) is not dict:
        return [value]
    is_list = is_whole_list(value, short, [field.name for field in fields_of(item)])
    return [{key: pair_value} for key, pair_value in value.items()] if is_list else [value]


def is_keyed(cls: type) -> bool:
    """Tell whether the objects of a class are in tables, whose keys are their ids."""
    return issubclass(cls, Actor | Event)


def is_table(kind: Type) -> bool:
    """Tell whether a type is a mapping of objects by their ids."""
    return kind.base is Mapping and attrs.has(kind.args[1].base) and "id" in attrs.fields_dict(kind.args[1].base)


def with_context(words: str, mapping: Mapping[str, Any], short: ShortForm, accepts: Callable[[Any], bool]) -> str:
    """Return the help for a mapping in the place of the value of a pair, which is most likely there for a context.

    Args:
        words: The key of the pair.
        mapping: The mapping.
        short: The short form.
        accepts: Whether a value can be that of the pair.
    """
    contexts = [
        text for text in (*mapping, *mapping.values()) if type(text) is str and words.casefold() in text.casefold()
    ]
    context = next((text for text in contexts if text != words), "CONTEXT")
    if short.value == "within":
        return f"write `{inline({words: context}, flow=True)}`"
    meant = next((value for value in mapping.values() if accepts(value)), _PLACEHOLDERS.get(short.value, "VALUE"))
    return f"write `{inline({short.value: meant, short.key: {words: context}}, flow=True)}`"


_PLACEHOLDERS: Final = {"edtf": "DATE", "country": "COUNTRY", "org": "ORGANIZATION"}
