"""What plain data mean: values in different forms are the same if a model reads the same in them.

`holm` in the place of a list is a list of one, `It rained` in that of a quote is `{exact: It rained}`, a default is as
good as no value, and keys have no order. Errors of a file do not matter here, nor do the terms of a corpus.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs

from newscorpus.codec.short_forms import listed, spelt_out
from newscorpus.diagnostics.report import Path
from newscorpus.edits.values import same
from newscorpus.merging.renames import by_id
from newscorpus.models import KINDS, Article, Event, Manifest
from newscorpus.models.fields import Type, fields_of


@attrs.frozen
class Meanings:
    """The meanings of plain data of a file."""

    in_corpus: bool
    """Whether the file is a `corpus.yaml`, and not an article."""

    def of(self, value: Any, path: Path) -> Any:
        """Return a value in the one form that all values with its meaning have.

        Args:
            value: Plain data.
            path: Where it is in the data of a file. The index of an item of a list does not matter.
        """
        kind: Type | None = Type(Manifest if self.in_corpus else Article)
        for step in path:
            kind = _below(kind, step)
        return _meant(value, kind)

    def in_forms_of(self, other: Any, value: Any, path: Path = ()) -> Any:
        """Return a value in which whatever means the same as in another one, at the same place, is in the form of that.

        Args:
            other: Plain data.
            value: Plain data. In a list, an item may have the form of any item of the other list.
            path: Where both are in the data of a file.
        """
        if type(value) is type(other) is dict:
            shared = value.keys() & other.keys()
            return {k: self.in_forms_of(other[k], v, (*path, k)) if k in shared else v for k, v in value.items()}
        if self._key(value, path) == self._key(other, path):
            return other
        if type(value) is type(other) is list:
            known, item = set(map(repr, other)), (*path, 0)
            forms = {self._key(entry, item): entry for entry in other}
            return [entry if repr(entry) in known else forms.get(self._key(entry, item), entry) for entry in value]
        return value

    def _key(self, value: Any, path: Path) -> str:
        return repr(self.of(value, path))


def without_offsets(meant: Any) -> Any:
    """Return a meaning without the offsets of its quotes: where the file has them, they are those of the words."""
    if type(meant) is dict:
        left = meant.keys() - ({"start", "end"} if "exact" in meant else set())
        return {key: without_offsets(value) for key, value in meant.items() if key in left}
    return [without_offsets(item) for item in meant] if type(meant) is list else meant


@cache
def _fields(cls: type) -> Mapping[str, Type]:
    """The types of the fields of a model; of an event, those of all kinds."""
    models = KINDS.values() if cls is Event else [cls]
    return {field.name: field.type for model in models for field in fields_of(model)}


@cache
def _defaults(cls: type) -> Mapping[str, Any]:
    """The values that mean the same as none, by field. An event has no default kind, though each model has its own."""
    models = KINDS.values() if cls is Event else [cls]
    defaults = {field.name: field.default for model in models for field in fields_of(model)}
    return {name: default for name, default in defaults.items() if type(default) in (str, bool, int) and name != "kind"}


def _below(kind: Type | None, step: str | int) -> Type | None:
    """The type of what is one step below a value in whatever form, None if a model does not have it."""
    if kind is None:
        return None
    if kind.base is tuple:
        return _below(kind.args[0], step) if type(step) is str else kind.args[0]  # one item, or pairs, in its place
    if kind.base is Mapping:
        return kind.args[1]
    if not attrs.has(kind.base):
        return None
    fields, short = _fields(kind.base), getattr(kind.base, "SHORT", None)
    return fields.get(str(step), fields.get(short.value) if short else None)


def _meant(value: Any, kind: Type | None) -> Any:
    if kind is not None and kind.base is tuple:
        item = kind.args[0]
        return [_meant(entry, item) for entry in (value if type(value) is list else listed(value, item.base))]
    short = getattr(kind.base, "SHORT", None) if kind is not None else None
    if kind is not None and kind.base is Mapping and type(value) is list:
        value = by_id(value) or value
    elif short and kind is not None:
        value = spelt_out(value, short, _fields(kind.base)) if type(value) is dict else {short.long: value}
    if type(value) is dict:
        defaults = _defaults(kind.base) if kind is not None and attrs.has(kind.base) else {}
        keys = (key for key in sorted(value, key=str) if key not in defaults or not same(value[key], defaults[key]))
        return {key: _meant(value[key], _below(kind, key)) for key in keys}
    return [_meant(entry, None) for entry in value] if type(value) is list else value
