"""The positions of the values of a simple text, of which only the entries that a path leads into are parsed.

In a text that `fast_path` has read, the entries of a block collection begin with the lines of its own indentation: what
else there is between two of them is indented more, empty, or a comment. So the collections at the top and one level
below are split at these lines, and the parser reads single entries: a few lines, not the file.
"""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache, partial
from typing import Any, Final

from newscorpus.formats.offset_map import OffsetMap
from newscorpus.formats.positions import Children, Member, Node
from newscorpus.formats.yaml import positions
from newscorpus.formats.yaml.fast_path import KEY
from newscorpus.text.words import pattern

__all__ = ["tree"]

_INDENTATION: Final = pattern(r"(?:[ ]*+(?:#[^\n]*+)?+\n)*+([ ]*+)")
_OPENING: Final = pattern(rf"[ ]*+{KEY}:[ ]*+(?:(?<=[ ])#[^\n]*+)?+\n")
"""The line of a key whose value begins on a later one."""
_KEY: Final = r"[^- #\n]"
_DASH: Final = "- "
_LEVELS: Final = 2


def tree(text: str, data: dict[str, Any]) -> Node:
    """Return the root of the tree of positions of a simple text, given its data."""
    return _Lines(text, 0, len(text)).block(data, _LEVELS) or positions.tree(text)


class _Lines:
    """Some lines of a simple text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end

    def block(self, data: Any, levels: int) -> "_Block | None":
        """Return them as a block collection with this data; None if they do not have as many entries."""
        text, start, end = self._text, self._start, self._end
        first = _INDENTATION.match(text, start, end)
        assert first is not None  # it matches the empty string
        bounds = [first.start(1)]
        entry = _entry(len(first[1]), _DASH if type(data) is list else _KEY)
        bounds += [match.start() + 1 for match in entry.finditer(text, first.end(), end)]
        if len(bounds) != len(data):
            return None
        bounds.append(end)
        lines = [_Lines(text, *bounds[i : i + 2]) for i in range(len(data))]
        return _Block(first.end(), data, lines, levels - 1)

    def member(self, value: Any, levels: int) -> Member:
        """Return them as an entry of a mapping, with its value; in so many levels, collections in it are split, too."""
        return Member(_Lazy(self._key), _Lazy(partial(self._value, value, levels)))

    def _key(self) -> Node:
        opening = _OPENING.match(self._text, self._start, self._end)
        return (_Lines(self._text, self._start, opening.end()) if opening else self).only().key

    def _value(self, value: Any, levels: int) -> Node:
        can_split = levels > 0 and type(value) in (dict, list)
        opening = _OPENING.match(self._text, self._start, self._end) if can_split else None
        block = _Lines(self._text, opening.end(), self._end).block(value, levels) if opening else None
        return block or self.only().value

    def only(self) -> Member:
        """Parse them, and return their only entry."""
        children = self._parsed.children()
        return Member(children[0], children[0]) if isinstance(children, list) else next(iter((children or {}).values()))

    @cached_property
    def _parsed(self) -> Node:
        return positions.tree(self._text, self._start, self._end)


@lru_cache(maxsize=64)
def _entry(indentation: int, begin: str) -> re.Pattern[str]:
    """Return what is at the end of a line before an entry with this indentation."""
    return re.compile(f"\n{' ' * indentation}(?={begin})")


class _Block(Node):
    """A block collection, split into the lines of its entries."""

    __slots__ = ("_data", "_levels", "_lines", "_start")

    def __init__(self, start: int, data: Any, lines: list[_Lines], levels: int) -> None:
        self._start, self._data, self._lines, self._levels = start, data, lines, levels
        self._children = None

    @property
    def start(self) -> int:  # type: ignore[override]
        return self._start

    @property
    def end(self) -> int:  # type: ignore[override]
        return self._lines[-1].only().value.end

    def children(self) -> Children:
        if self._children is None:
            if type(self._data) is list:
                self._children = [_Lazy(lambda one=one: one.only().value) for one in self._lines]  # type: ignore[misc]
            else:
                pairs = zip(self._data.items(), self._lines, strict=True)
                self._children = {key: one.member(value, self._levels) for (key, value), one in pairs}
        return self._children


class _Lazy(Node):
    """A node that is parsed on first use."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Node]) -> None:
        self._make = make
        self._made: Node | None = None

    @property
    def _node(self) -> Node:
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def start(self) -> int:  # type: ignore[override]
        return self._node.start

    @property
    def end(self) -> int:  # type: ignore[override]
        return self._node.end

    def children(self) -> Children:
        return self._node.children()

    def offsets(self) -> OffsetMap | None:
        return self._node.offsets()
