"""The forms that a value may have in a file.

A value is a string alone, one pair `{key: value}` or a mapping of its fields, as the `SHORT` of its model declares; a
table is a mapping by id or a list of objects with an `id`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import ShortForm


def is_long(data: Mapping[str, Any], short: ShortForm, names: Iterable[str], *, whole_list: bool = False) -> bool:
    """Tell whether a mapping is the long form of a value whose fields have these names.

    `whole_list` if a short form in its place would be a whole list, with a pair per item.
    """
    if short.long in data or not data or not short.key:
        return True
    if whole_list:
        return len(data) > 1 and any(name in data for name in names)
    return len(data) > 1


def listed(value: Any, item: type) -> list[Any]:
    """Return the items that a value means where a list of `item` is expected: one, or one per pair of a mapping."""
    short: ShortForm | None = getattr(item, "SHORT", None)
    if short and short.many and type(value) is dict:
        names = [field.name for field in fields_of(item)]
        if not is_long(value, short, names, whole_list=True):
            return [{key: one} for key, one in value.items()]
    return [value]


def is_table(kind: Type) -> bool:
    """Tell whether a type is a mapping of objects by their ids."""
    return kind.base is Mapping and attrs.has(kind.args[1].base) and "id" in attrs.fields_dict(kind.args[1].base)
