"""The positions of the values of a document: a tree that the reader of a format builds on first use.

All offsets are code points, half-open.
"""

from collections.abc import Callable
from typing import NamedTuple

from newscorpus.diagnostics.report import Path
from newscorpus.formats.offset_map import OffsetMap

__all__ = ["Children", "Member", "Node", "TreePositions"]

Children = dict[str, "Member"] | list["Node"] | None


class Node:
    """The span of a value or a key, with its children if it is a collection."""

    __slots__ = ("_children", "end", "start")

    def __init__(self, start: int, end: int, children: Children = None) -> None:
        self.start = start
        self.end = end
        self._children = children

    def children(self) -> Children:
        """Return the entries of a mapping or the items of a list; None for a scalar."""
        return self._children

    def offsets(self) -> OffsetMap | None:
        """Return the offset map of a scalar; None if no map is certain to be right."""
        return None


class Member(NamedTuple):
    """An entry of a mapping; in a list, and at the root, `key` is the value itself."""

    key: Node
    value: Node


class TreePositions:
    """Positions by path. The tree is built on first use."""

    def __init__(self, build: Callable[[], Node]) -> None:
        self._build = build
        self._root: Node | None = None
        self._maps: dict[Node, OffsetMap | None] = {}
        self._last: tuple[Path, Member] | None = None
        """What was asked for last: whoever wants to know the span of a value asks for that of its key, too."""

    def value(self, path: Path) -> tuple[int, int]:
        """Return the span of the value at `path`, or of its nearest existing ancestor."""
        _, value = self._find(path)
        return value.start, value.end

    def key(self, path: Path) -> tuple[int, int]:
        """Return the span of the key of the value at `path`, or of its nearest existing ancestor.

        In a list, and at the root, it is the span of the value itself.
        """
        key, _ = self._find(path)
        return key.start, key.end

    def inside(self, path: Path, start: int, end: int, *, key: bool = False) -> tuple[int, int]:
        """Map a span of the decoded text of a scalar, or of a key, to the source.

        Args:
            path: The path of the value.
            start: Offset of the span in the decoded text.
            end: Its end.
            key: Whether the span is one of the key.

        Returns:
            The span in the source; that of the whole scalar if no map is certain to be right.
        """
        node = self._find(path)[0 if key else 1]
        if node not in self._maps:
            self._maps[node] = node.offsets()
        offsets = self._maps[node]
        return (offsets.span(start, end) if offsets else None) or (node.start, node.end)

    def _find(self, path: Path) -> Member:
        if self._last is not None and self._last[0] == path:
            return self._last[1]
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
        self._last = path, found
        return found
