"""Where the values of a document stand, as a tree that the reader of a format builds when it is first asked for.

May import `document` and `offsets`. Knows no format.
"""

from collections.abc import Callable
from typing import NamedTuple

from newscorpus.formats.document import Path
from newscorpus.formats.offset_map import OffsetMap

__all__ = ["Children", "Member", "Node", "TreePositions"]


Children = dict[str, "Member"] | list["Node"] | None


class Node:
    """A value or a key: its span, and what a format knows of it."""

    __slots__ = ("_children", "end", "start")

    def __init__(self, start: int, end: int, children: Children = None) -> None:
        self.start = start
        self.end = end
        self._children = children

    def children(self) -> Children:
        """Return what a collection holds, None for a scalar. A format may find out when first asked."""
        return self._children

    def offsets(self) -> OffsetMap | None:
        """Make the offset map of a scalar; None where none can be proven right."""
        return None


class Member(NamedTuple):
    """An entry of a mapping."""

    key: Node
    value: Node


class TreePositions:
    """The protocol `Positions`, on a tree that is built on the first question."""

    def __init__(self, build: Callable[[], Node]) -> None:
        self._build = build
        self._root: Node | None = None
        self._maps: dict[Node, OffsetMap | None] = {}

    def value(self, path: Path) -> tuple[int, int]:
        """Span of the value at `path`; of its nearest existing ancestor if there is none."""
        _, value = self._find(path)
        return value.start, value.end

    def key(self, path: Path) -> tuple[int, int]:
        """Span of the key that leads to the value at `path`, or to its nearest existing ancestor.

        In a list, and at the root, the span of the value itself.
        """
        key, _ = self._find(path)
        return key.start, key.end

    def inside(self, path: Path, start: int, end: int, *, key: bool = False) -> tuple[int, int]:
        """Span of `[start, end)` of a scalar's decoded text; of the whole scalar where no map can be proven right."""
        node = self._find(path)[0 if key else 1]
        if node not in self._maps:
            self._maps[node] = node.offsets()
        known = self._maps[node]
        return (known.span(start, end) if known else None) or (node.start, node.end)

    def _find(self, path: Path) -> Member:
        if self._root is None:
            self._root = self._build()
        found = Member(self._root, self._root)
        for step in path:
            children = found.value.children()
            if isinstance(children, dict):
                member = children.get(step) if isinstance(step, str) else None
            elif isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
                member = Member(children[step], children[step])
            else:
                member = None
            if member is None:
                break
            found = member
        return found
