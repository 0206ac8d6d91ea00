"""Where a fix changes the words of an item: the waivers and open points that name the item by these words follow."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final

import attrs

from newscorpus.codec.addresses import Patterns, address
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import Change, SetValue
from newscorpus.diagnostics.report import Path
from newscorpus.text.words import flatten


@attrs.frozen
class _Name:
    """The words by which an entry names an item."""

    path: Path
    words: str
    items: Sequence[Path]
    """What may have these words: the target of the entry, and the list items on the way to it."""


@attrs.frozen(slots=False)
class Followers:
    """The names that waivers and open points of a document give to items."""

    data: Any
    locator: SourceMap

    def of(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Return the changes of names that other changes make necessary."""
        out = dict[Path, Change]()
        for change in changes:
            if isinstance(change, SetValue) and type(change.value) is str and self._names:
                new = flatten(change.value)
                for one in self._names:
                    if self._is_of(change.path, one) and not new.startswith(one.words):
                        out[one.path] = SetValue(one.path, new)
        return tuple(out.values())

    def _is_of(self, path: Path, name: _Name) -> bool:
        """Whether the words at a path are those of a name."""
        old = address(self.locator, path)[-1]
        items = (item for item in name.items if path[: len(item)] == item)
        return old.startswith(name.words) and any(address(self.locator, item)[-1] == old for item in items)

    @cached_property
    def _names(self) -> Sequence[_Name]:
        return [*self._found()] if type(self.data) is dict and any(self.data.get(field) for field in _NAMING) else []

    def _found(self) -> Iterator[_Name]:
        patterns = Patterns(self.locator)
        for field in _NAMING:
            entries = self.data.get(field)
            for i, entry in enumerate(entries if type(entries) is list else [entries]):
                at, quote = (entry.get(name) for name in ("at", "quote")) if type(entry) is dict else (None, None)
                if type(at) is str and type(quote) is str and flatten(quote):
                    paths = patterns.targets(at).named(quote) or ()
                    if len(paths) == 1:
                        path = paths[0]
                        items = (path[: end + 1] for end, step in enumerate(path) if type(step) is int)
                        yield _Name((field, i, "quote"), flatten(quote), [*items, path, (*path, 0)])


_NAMING: Final = ("waive", "todo")
