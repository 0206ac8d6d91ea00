"""Structure hooks of what contains values: lists, mappings, and tables of objects by id."""

from functools import partial
from typing import Any, Final

import attrs
import cattrs

from newscorpus.codec.errors import (
    StructureError,
    StructureErrors,
    accept,
    as_mapping,
    id_advice,
    is_integer,
    misplaced,
    mistyped,
    refuse,
    refuse_nothing,
    shown,
)
from newscorpus.codec.short_forms import listed
from newscorpus.codec.vocabularies import CorpusTerms
from newscorpus.formats.yaml.writer import inline
from newscorpus.models import Actor
from newscorpus.models.fields import Type
from newscorpus.models.frozen import EMPTY, FrozenDict
from newscorpus.models.metadata import (
    KeyPatterns,
    NotEmpty,
    Vocabulary,
)

ONE_PAIR: Final = "keep one of the pairs"
"""The help for several pairs in place of one."""
_MOST_PAIRS: Final = 4
"""Pairs that a help repeats, at most."""


class ListHook:
    """Structures a list; a single value is a list of one."""

    def __init__(self, kind: Type, converter: cattrs.Converter) -> None:
        self._item = kind.args[0]
        self._hook = converter.get_structure_hook(self._item)
        self._never_empty = kind.mark(NotEmpty) is not None

    def __call__(self, value: Any, _type: Any = None) -> tuple[Any, ...]:
        """Return the items; raise StructureErrors with a placeholder for each malformed one."""
        if value is None:
            refuse_nothing(())
        items: list[Any] = []
        errors: list[StructureError] = []
        for i, item in enumerate(value if type(value) is list else listed(value, self._item.base)):
            try:
                items.append(self._hook(item, self._item))
            except StructureErrors as e:
                items.append(e.value)
                errors += map(partial(self._as_list, item), e.below(i)) if item is value else e.below(i)
        if self._never_empty and not items:
            refuse("NC102", "is empty", (), help="add at least one item", subject="")
        return accept(tuple(items), errors)

    def _as_list(self, value: Any, error: StructureError) -> StructureError:
        """Return the error, with the list to write if it is about several pairs that are an item each."""
        if type(value) is not dict or error.help != ONE_PAIR or len(value) > _MOST_PAIRS:
            return error
        pairs = [{key: item} for key, item in value.items()]
        try:
            for pair in pairs:
                self._hook(pair, self._item)
        except StructureErrors:
            return error
        written = [{int(key) if is_integer(key) else key: item} for key, item in value.items()]
        return attrs.evolve(error, help=f"write a list: `{inline(written, flow=True)}`")


class MappingHook:
    """Structures a mapping."""

    def __init__(self, kind: Type, converter: cattrs.Converter, terms: CorpusTerms) -> None:
        self._kind = kind
        self._keys, self._values = kind.args
        self._key_hook = converter.get_structure_hook(self._keys)
        self._hook = converter.get_structure_hook(self._values)
        self._terms = terms.terms(self._keys)
        under: KeyPatterns | None = kind.mark(KeyPatterns)
        self._special = {key: converter.get_structure_hook(kind.under(key)) for key in under.patterns} if under else {}

    def __call__(self, data: Any, _type: Any = None) -> FrozenDict[str, Any]:
        """Return the mapping; raise StructureErrors with the pairs whose key is valid."""
        if type(data) is not dict:
            mistyped(
                self._kind, data, advice=as_mapping(data, self._terms or self._special, self._keys.mark(Vocabulary))
            )
        mapping: dict[str, Any] = {}
        errors: list[StructureError] = []
        for key, value in data.items():
            try:
                self._key_hook(key, self._keys)
            except StructureErrors as e:
                errors += [attrs.evolve(error, path=(key,), at_key=True) for error in e.errors]
                if self._keys.mark(Vocabulary):
                    continue
            try:
                mapping[key] = self._value(key, value)
            except StructureErrors as e:
                mapping[key] = e.value
                errors += e.below(key)
        return accept(FrozenDict(mapping), errors)

    def _value(self, key: str, value: Any) -> Any:
        return self._special.get(key, self._hook)(value, self._values)


class TableHook(MappingHook):
    """Structures objects by id: a mapping from ids to objects, or a list of objects that have an `id`.

    The attributes that the corpus requires of an actor may be in its `registry`, under the same id.
    """

    def __init__(self, kind: Type, converter: cattrs.Converter, terms: CorpusTerms) -> None:
        super().__init__(kind, converter, terms)
        self._registry = terms.registry if kind.args[1].base is Actor else EMPTY

    def __call__(self, data: Any, _type: Any = None) -> FrozenDict[str, Any]:
        """Return the table; raise StructureErrors with all objects whose id is known."""
        if type(data) is not list:
            return super().__call__(data)
        table: dict[str, Any] = {}
        errors: list[StructureError] = []
        for i, item in enumerate(data):
            errors += self._add(table, i, item)
        return accept(FrozenDict(table), errors)

    def _add(self, table: dict[str, Any], i: int, item: Any) -> list[StructureError]:
        """Put the item with index `i` of a list into the table; return its errors."""
        if type(item) is not dict or "id" not in item:
            try:
                if type(item) is not dict:
                    mistyped(self._values, item)
                refuse("NC102", "has no `id`", None, help=id_advice(item), subject="")
            except StructureErrors as e:
                errors = e.below(i)
            if type(item) is dict:
                try:
                    self._value("", item)
                except StructureErrors as e:
                    errors += e.below(i)
            return errors
        key, errors = item["id"], []
        at: str | int = key if type(key) is str else i
        try:
            self._key_hook(key, self._keys)
        except StructureErrors as e:
            errors += [attrs.evolve(error, path=(at, "id")) for error in e.errors]
        if type(key) is not str:
            return errors
        if key in table:  # the id leads to the first of them, so this one is named by its index
            return [*errors, StructureError((i, "id"), "NC109", f"duplicate id {shown(key)}", "write another `id`")]
        try:
            table[key] = self._value(key, {name: value for name, value in item.items() if name != "id"})
        except StructureErrors as e:
            table[key] = e.value
            errors += e.below(at)
        return errors

    def _value(self, key: str, value: Any) -> Any:
        try:
            if type(value) is list:
                mistyped(self._values, value, advice=misplaced(self._values.base, key, value))
            model = self._hook(value, self._values)
        except StructureErrors as e:
            object.__setattr__(e.value, "id", key)
            if key in self._registry:
                e.errors = [error for error in e.errors if error.missing != "attributes" or error.path]
            return accept(e.value, e.errors)
        object.__setattr__(model, "id", key)
        return model
