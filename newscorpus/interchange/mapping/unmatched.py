"""Keys of a mapping file that no value of a source has: types, roles and terms that are misspelt, say."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from newscorpus.interchange.mapping.paths import joined, select
from newscorpus.interchange.mapping.values import as_text
from newscorpus.models.mapping import OTHERS, MappingFile


@attrs.define
class _Table:
    """A table of the mapping file, and the paths of the values that are looked up in it."""

    name: str
    """Where it is in the file: `entities[0]`."""
    left: dict[str, None]
    """The keys that no value had so far, in their order."""
    paths: tuple[str, ...]


class Unmatched:
    """Compares the values of articles with the keys of the mapping."""

    def __init__(self, mapping: MappingFile) -> None:
        self._tables = [one for one in _tables(mapping) if one.left]

    def see(self, data: Any) -> None:
        """Note the values of an article."""
        for table in self._tables:
            for path in table.paths if table.left else ():
                for found in select(data, path):
                    table.left.pop(as_text(found.value) or "", None)

    def keys(self) -> tuple[str, ...]:
        """Return the keys that no value had, each with its place: `entities[0].PERS`."""
        return tuple(f"{table.name}.{key}" for table in self._tables for key in table.left)


def _tables(mapping: MappingFile) -> Iterator[_Table]:
    typed = [joined(one.each, one.from_) for one in mapping.entities if one.from_]
    for i, entity in enumerate(mapping.entities):
        paths = [joined(entity.each, entity.from_)] if entity.from_ else []
        # An argument that names an entity takes the type of that, and may be looked up here, too.
        arguments = [joined(one.each, one.from_) for one in mapping.arguments if one.entity and one.from_]
        yield _table(f"entities[{i}]", entity.cases, [*paths, *_within(mapping, arguments)])
    for i, one in enumerate(mapping.arguments):
        own = _within(mapping, [joined(one.each, one.from_)] if one.from_ else [])
        yield _table(f"arguments[{i}]", one.cases, [*own, *(typed if one.entity else ())])
        roles = _within(mapping, [joined(one.each, one.role)] if one.role else [])
        yield _table(f"arguments[{i}].roles", one.roles, roles)
    for i, event in enumerate(mapping.events):
        for name in ("kind", "type", "status"):
            choice = getattr(event, name)
            if choice is not None and choice.from_ is not None:
                yield _table(f"events[{i}].{name}", choice.table, [joined(event.each, choice.from_)])


def _within(mapping: MappingFile, paths: Iterable[str]) -> list[str]:
    """The paths, from the article on, of what events have at these paths."""
    return [joined(event.each, path) for event in mapping.events for path in paths]


def _table(name: str, table: Mapping[str, Any], paths: Iterable[str]) -> _Table:
    return _Table(name, dict.fromkeys(key for key in table if key != OTHERS), tuple(paths))
