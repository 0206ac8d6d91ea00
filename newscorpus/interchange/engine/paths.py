r"""Paths into plain data: `info.date`, `hopper[].events[]` (all items), `span[0]` (one item), `.` (the value itself).

`\.` is a dot in a name. `shape` is the path of a value without indices, by which losses are counted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import attrs

_PART: Final = re.compile(r"\[([0-9]*)\]|((?:[^.\[\]\\]|\\.)+)")
_ESCAPED: Final = re.compile(r"\\(.)")
_SPECIAL: Final = re.compile(r"([.\[\]\\])")
_INDEX: Final = re.compile(r"\[[0-9]+\]")

ALL: Final = -1
"""The step to all items of a list."""


@attrs.frozen
class Found:
    """A value that a path leads to."""

    value: Any
    place: str
    """Its path, with indices."""
    parent: str
    """The place of what contains the last list on the way."""


@lru_cache(maxsize=1024)
def steps_of(path: str) -> tuple[str | int, ...]:
    """Return the steps of a path: names, indices, and `ALL`."""
    steps: list[str | int] = []
    for index, name in _PART.findall("" if path == "." else path):
        steps.append(_ESCAPED.sub(r"\1", name) if name else int(index) if index else ALL)
    return tuple(steps)


def indices_of(path: str) -> list[int]:
    """Return the indices in a path, or `ALL` for each that it leaves out."""
    return [int(index) if index else ALL for index, name in _PART.findall("" if path == "." else path) if not name]


def select(value: Any, path: str, place: str = "") -> Iterator[Found]:
    """Yield the values that a path leads to; none where the data have another shape.

    Args:
        value: Where the path begins.
        path: The path.
        place: The place of `value`.
    """
    yield from _select(value, steps_of(path), place, "")


def _select(value: Any, steps: tuple[str | int, ...], place: str, parent: str) -> Iterator[Found]:
    if not steps:
        yield Found(value, place, parent)
        return
    first, rest = steps[0], steps[1:]
    if isinstance(first, str):
        if isinstance(value, Mapping) and first in value:
            yield from _select(value[first], rest, join(place, first), parent)
    elif isinstance(value, list):
        for i in range(len(value)) if first == ALL else range(len(value))[first : first + 1]:
            yield from _select(value[i], rest, f"{place}[{i}]", place)


def first(value: Any, path: str) -> Any:
    """Return the first value that a path leads to and that is neither null nor empty; None if there is none."""
    steps = steps_of(path)
    if ALL in steps:
        return next((match.value for match in select(value, path) if match.value not in (None, "")), None)
    for step in steps:  # most paths, many times for each article
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and step < len(value) else None
    return value


def join(place: str, name: str) -> str:
    """Return the path of a field of the object at a path."""
    return f"{place}.{_escaped(name)}" if place else _escaped(name)


@lru_cache(maxsize=1024)
def _escaped(name: str) -> str:
    return _SPECIAL.sub(r"\\\1", name)


def joined(*paths: str) -> str:
    """Join paths, each of which begins where the one before ends."""
    whole = ""
    for path in paths:
        if path != ".":
            whole += path if path.startswith("[") or not whole else f".{path}"
    return whole


def shape(*paths: str) -> str:
    """Join paths, and leave out the indices."""
    return _INDEX.sub("[]", joined(*paths))


def leaves(value: Any, place: str = "", path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield the place, the path without indices and the value of each scalar, but for null and the empty string.

    Args:
        value: The data.
        place: Their place.
        path: Their path without indices.
    """
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, join(place, str(key)), join(path, str(key)))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from leaves(item, f"{place}[{i}]", f"{path}[]")
    elif value is not None and value != "":
        yield place, path, value


def covering(paths: Iterable[str]) -> re.Pattern[str]:
    """Return what matches the paths, without indices, that some paths lead to or lie above; `*` is any characters."""
    every = (".*".join(map(re.escape, shape(path).split("*"))) for path in paths)
    return re.compile("|".join(rf"{path}(?:[.\[].*)?" for path in every) or "(?!)", re.DOTALL)


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
