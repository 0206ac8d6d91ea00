"""Where a fix changes the words of an item: the waivers and open points that name the item by these words follow."""

from collections.abc import Iterator, Mapping, Sequence
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
    """The words by which an entry names an item, and their path."""

    path: Path
    words: str


@attrs.frozen(slots=False)
class Followers:
    """The names that waivers and open points of a document give to items."""

    data: Any
    locator: SourceMap

    def of(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Return the changes of names that other changes make necessary."""
        out = dict[Path, Change]()
        for change in changes:
            if isinstance(change, SetValue) and type(change.value) is str and self._by_item:
                new = flatten(change.value)
                for one in self._names_of(change.path):
                    if not new.startswith(one.words):
                        out[one.path] = SetValue(one.path, new)
        return tuple(out.values())

    def _names_of(self, path: Path) -> Iterator[_Name]:
        """Yield the names that are the words at a path, or a beginning of them."""
        old = address(self.locator, path)[-1]
        for end in range(1, len(path) + 1):
            for one in self._by_item.get(path[:end], ()):
                if old.startswith(one.words) and address(self.locator, path[:end])[-1] == old:
                    yield one

    @cached_property
    def _by_item(self) -> Mapping[Path, Sequence[_Name]]:
        """The names by the paths of what may have their words: the target, and the list items on the way to it."""
        found: dict[Path, list[_Name]] = {}
        if type(self.data) is dict and any(self.data.get(field) for field in _NAMING):
            for name, path in self._named():
                items = (path[: end + 1] for end, step in enumerate(path) if type(step) is int)
                for item in dict.fromkeys((*items, path, (*path, 0))):
                    found.setdefault(item, []).append(name)
        return found

    def _named(self) -> Iterator[tuple[_Name, Path]]:
        patterns = Patterns(self.locator)
        for field in _NAMING:
            entries = self.data.get(field)
            for i, entry in enumerate(entries if type(entries) is list else [entries]):
                at, quote = (entry.get(name) for name in ("at", "quote")) if type(entry) is dict else (None, None)
                if type(at) is str and type(quote) is str and flatten(quote):
                    paths = patterns.targets(at).named(quote) or ()
                    if len(paths) == 1:
                        yield _Name((field, i, "quote"), flatten(quote)), paths[0]


_NAMING: Final = ("waive", "todo")
