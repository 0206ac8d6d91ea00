"""What paths read of an object, so that the rest of it is counted as lost."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from newscorpus.interchange.mapping.paths import ALL, indices_of, joined, leaves, shape

Read = tuple[str, str]
"""A path to objects, of which all are read; and a path from each of them, of which the first value is read."""

_FIRST: Final = -2
"""In the place of an index: the first of all items that has a value."""


class Reads:
    """The values that paths lead to.

    Args:
        reads: The paths.
    """

    def __init__(self, reads: Iterable[Read]) -> None:
        self._indices = dict[str, set[tuple[int, ...]]]()
        """Path without indices → the indices of the values that are read, as numbers, `ALL` or `_FIRST`."""
        for to, path in reads:
            several = [_FIRST if index == ALL else index for index in indices_of(path)]
            self._indices.setdefault(shape(to, path), set()).add((*indices_of(joined(to)), *several))

    def others(self, data: Any) -> Iterator[tuple[str, str]]:
        """Yield the place, and the path without indices, of each value of an object that is not read."""
        seen = set[tuple[str, tuple[int, ...]]]()
        for place, path, _ in leaves(data):
            has = [{*given} <= {ALL} or self._has(path, given, place, seen) for given in self._indices.get(path, ())]
            if not any(has):
                yield place, path

    @staticmethod
    def _has(path: str, given: tuple[int, ...], place: str, seen: set[tuple[str, tuple[int, ...]]]) -> bool:
        """Report whether a value is read by its indices; and remember it, if only the first such is."""
        own = indices_of(place)
        if any(index >= 0 and index != at for index, at in zip(given, own, strict=True)):
            return False
        key = path, tuple(_FIRST if index == _FIRST else at for index, at in zip(given, own, strict=True))
        is_first = _FIRST not in given or key not in seen
        seen.add(key)
        return is_first
