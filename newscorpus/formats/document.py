"""The result of reading one document: plain data, problems, and positions; and what the readers of YAML and JSON share.

All offsets are code points into `Document.text`, half-open. The positions of values are a tree that a reader builds on
first use.
"""

import json
import math
import pathlib
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import attrs

from newscorpus import limits
from newscorpus.diagnostics.report import Path

INTEGER_TOO_BIG: Final = "number does not fit in 64 bits"
FLOAT_TOO_BIG: Final = "number is too large for 64-bit floating point"
EMPTY: Final = "file is empty"
WRITE_CONTENT: Final = "write a mapping of keys and values, or delete the file"
TWO_KEYS: Final = "rename one of the two keys, or merge their values"
NULL: Final = "document is null"
NO_CHARACTER: Final = "escape is not a character: it is a lone surrogate"

_SHOWN: Final = 40
_SIXTY_FOUR_BITS: Final = 1 << 63


def fitting_integer(text: str, base: int = 10) -> int | None:
    """Convert digits with an optional sign; None if the number does not fit 64 bits. Takes linear time."""
    digits = text.lstrip("+-0") or "0"
    if base == 10 and len(digits) > limits.MAX_DIGITS:
        return None
    number = int(digits, base)
    if text.startswith("-"):
        number = -number
    return number if -_SIXTY_FOUR_BITS <= number < _SIXTY_FOUR_BITS else None


def fitting_float(text: str) -> float | None:
    """Convert a decimal fraction; None if it is too big for 64-bit floating point."""
    number = float(text)
    return number if math.isfinite(number) else None


@cache
def parser_errors() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return what messages of the parsers of YAML and JSON mean, by format."""
    written = pathlib.Path(__file__).with_name("parser_errors.json").read_text(encoding="utf-8")
    errors: Mapping[str, Sequence[Mapping[str, Any]]] = json.loads(written)
    return errors


def shorten(text: str) -> str:
    """Cut the text of a scalar to 40 code points for a message."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class OffsetMap:
    """Built piece by piece, in the order of the decoded text: `verbatim` runs, and `unit`s such as escapes.

    Args:
        shift: What to add to the offsets of all pieces in the source.
    """

    __slots__ = ("_length", "_parts", "_pieces", "_shift", "_starts")

    def __init__(self, shift: int = 0) -> None:
        self._shift = shift
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._pieces: list[tuple[int, int]] = []  # offset in the source, width of a unit there; 0 for verbatim runs
        self._length = 0

    def verbatim(self, text: str, source: int) -> None:
        """Add text that the source contains character by character from `source` on."""
        if text:
            self._add(text, source, 0)

    def unit(self, character: str, source: int, width: int) -> None:
        """Add one decoded character for `width` code points of the source: an escape or a folded line break."""
        self._add(character, source, width)

    def _add(self, text: str, source: int, width: int) -> None:
        self._parts.append(text)
        self._starts.append(self._length)
        self._pieces.append((source + self._shift, width))
        self._length += len(text)

    @property
    def text(self) -> str:
        """The decoded text, joined from the pieces. The map is right if it equals the parser's."""
        return "".join(self._parts)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the source span of `[start, end)` of the decoded text; None if there is no text.

        The offsets are clamped to the text. An empty span is mapped to the start of its character, or to the end.
        """
        if not self._length:
            return None
        start = max(0, min(start, self._length))
        end = max(start, min(end, self._length))
        first = self._character(start)[0] if start < self._length else self._character(start - 1)[1]
        return first, (self._character(end - 1)[1] if end > start else first)

    def _character(self, at: int) -> tuple[int, int]:
        piece = bisect_right(self._starts, at) - 1
        source, width = self._pieces[piece]
        if width:
            return source, source + width
        source += at - self._starts[piece]
        return source, source + 1


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
        deepest = Member(self._root, self._root)
        for step in path:
            children = deepest.value.children()
            if isinstance(children, dict):
                member = children.get(step) if isinstance(step, str) else None
            elif isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
                member = Member(children[step], children[step])
            else:
                member = None
            if member is None:
                break
            deepest = member
        self._last = path, deepest
        return deepest


class _Invalid:
    """Stands in `data` for a value that was refused and reported (an alias, say): what meets it stays silent."""

    def __repr__(self) -> str:
        return "INVALID"


INVALID: Final = _Invalid()


class NonDecimalInt(int):
    """An integer not written in its plain decimal form (`0x7E6`, `012`, `+5`): a number, but no year and no
    identifier."""


_IN_DOUBT: Final = frozenset({"NC001", "NC002", "NC003", "NC004", "NC005", "NC008"})
"""With these problems, it is in doubt what data is meant."""
SyntaxFix = tuple[str, tuple[tuple[int, int, str], ...]]
"""A fix that does not change the data as read: its title in the imperative, its edits as (start, end, new text)."""


@attrs.frozen
class SyntaxProblem:
    """A problem with the syntax of a file: a code NC0xx, a message, and the span to which it refers."""

    code: str
    message: str
    start: int
    end: int
    help: str | None = None
    labels: tuple[tuple[int, int, str], ...] = ()
    """Further spans of the same text, each with a message: (start, end, message)."""
    fix: SyntaxFix | None = None
    safe: bool = True
    """Whether the fix changes nothing that is meant."""


@attrs.frozen
class Document:
    """One parsed document. `data` is None if the text could not be parsed; then `problems` contains the reason."""

    text: str
    data: Any
    problems: Sequence[SyntaxProblem]
    positions: TreePositions

    @property
    def is_in_doubt(self) -> bool:
        """Whether a problem leaves in doubt what data is meant."""
        return any(problem.code in _IN_DOUBT for problem in self.problems)
