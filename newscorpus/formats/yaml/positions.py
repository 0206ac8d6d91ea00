"""The positions of the values of a YAML document, which is parsed a second time for them, on first use.

Most documents never need positions, and to keep all events costs more. A collection is read when a path leads into it.

Of a simple text, only the entries that a path leads into are parsed. In a text that `reader` has read without a parser,
the entries of a block collection begin with the lines of its own indentation: what else there is between two of them is
indented more, empty, or a comment. So the collections at the top and one level below are split at these lines, and the
parser reads single entries: a few lines, not the file.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache, partial
from itertools import islice, takewhile
from typing import Any, Final

from newscorpus.formats.document import Children, Member, Node, OffsetMap
from newscorpus.formats.yaml.core_schema import KEY, MERGE
from newscorpus.formats.yaml.offset_maps import offset_map
from newscorpus.formats.yaml.parser import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    MappingStartEvent,
    ScalarEvent,
    events,
)
from newscorpus.text.words import pattern

_PROPERTY: Final = pattern("(&[0-9A-Za-z_-]+)|(!<[^>\\s]*>|![^\\s,\\[\\]{}]*)|[\\s\ufeff]+|#[^\n\r\x85\u2028\u2029]*")
"""Anchor, tag, or whitespace and comments beside them."""


def properties(text: str, event: Any) -> Iterator[re.Match[str]]:
    """Yield what is before a node's content, up to the last of its anchor and its tag."""
    at = event.start_mark.index
    left = (event.anchor is not None) + (event.tag is not None)
    while left and (match := _PROPERTY.match(text, at)):
        yield match
        at = match.end()
        left -= match.lastindex is not None


def content_start(text: str, event: Any) -> int:
    """Return the offset of a scalar's content, after its anchor and tag."""
    at: int = event.start_mark.index
    for prop in properties(text, event):
        at = prop.end()
    if at > event.start_mark.index:
        while (match := _PROPERTY.match(text, at, event.end_mark.index)) and match.lastindex is None:
            at = match.end()
    return at


def tree(text: str, start: int = 0, end: int | None = None) -> Node:
    """Return the root of the tree of positions of a text, or of a part of one, that is a document by itself."""
    text = text[start:end]
    after_starts = islice(events(text), 2, None)  # of stream and document
    return _Source(text, list(takewhile(_is_inside, after_starts)), start).node(0)


def _is_inside(event: Any) -> bool:
    return type(event) is not DocumentEndEvent


class _Source:
    """The events of one document, with the end of each collection; `shift` is what precedes it in its source."""

    def __init__(self, text: str, inside: list[Any], shift: int) -> None:
        self.text = text
        self.shift = shift
        self.events = inside
        self.ends: dict[int, int] = {}
        opened: list[int] = []
        for at, event in enumerate(inside):
            if isinstance(event, CollectionStartEvent):
                opened.append(at)
            elif isinstance(event, CollectionEndEvent):
                self.ends[opened.pop()] = at

    def node(self, at: int) -> Node:
        """Return the node that begins with the event `at`."""
        event = self.events[at]
        kind = type(event)
        if kind is ScalarEvent:
            return _Scalar(self, event)
        if kind is AliasEvent:
            return Node(event.start_mark.index + self.shift, event.end_mark.index + self.shift)
        return _Collection(self, at)

    def after(self, at: int) -> int:
        """Return the number of the first event after the node that begins with the event `at`."""
        return self.ends.get(at, at) + 1

    def end(self, last: int) -> int:
        """Return the offset where the node ends whose last event is `last`."""
        while True:
            event = self.events[last]
            end: int = event.end_mark.index
            if type(event) is ScalarEvent:
                return _scalar_span(self.text, event)[1] + self.shift
            if type(event) is AliasEvent or end > event.start_mark.index:
                return end + self.shift
            last -= 1  # no closing bracket: this is only where the parser noticed the end


def _scalar_span(text: str, event: Any) -> tuple[int, int]:
    start: int = event.start_mark.index
    end: int = event.end_mark.index
    if event.style in ("|", ">"):  # the parser counts the empty lines after it
        return start, start + len(text[start:end].rstrip(" \t\r\n"))
    if start == end:  # no value: this is only where the parser noticed that
        while start and text[start - 1].isspace():
            start -= 1
        return start, start
    return start, end


class _Scalar(Node):
    __slots__ = ("_event", "_source")

    def __init__(self, source: _Source, event: Any) -> None:
        start, end = _scalar_span(source.text, event)
        super().__init__(start + source.shift, end + source.shift)
        self._source = source
        self._event = event

    def offsets(self) -> OffsetMap | None:
        event, text = self._event, self._source.text
        start = content_start(text, event)
        return offset_map(text, start, event.end_mark.index, event.style or "", event.value, self._source.shift)


class _Collection(Node):
    __slots__ = ("_at", "_source")

    def __init__(self, source: _Source, at: int) -> None:
        super().__init__(source.events[at].start_mark.index + source.shift, source.end(source.ends[at]))
        self._source = source
        self._at = at

    def children(self) -> Children:
        if self._children is None:
            opened = type(self._source.events[self._at]) is MappingStartEvent
            self._children = self._members() if opened else self._items()
        return self._children

    def _items(self) -> list[Node]:
        source, at, end = self._source, self._at + 1, self._source.ends[self._at]
        items = []
        while at < end:
            items.append(source.node(at))
            at = source.after(at)
        return items

    def _members(self) -> dict[str, Member]:
        source, at, end = self._source, self._at + 1, self._source.ends[self._at]
        members: dict[str, Member] = {}
        while at < end:
            key = source.events[at]
            value = source.after(at)
            if type(key) is ScalarEvent and (key.style or key.value != MERGE) and key.value not in members:
                members[key.value] = Member(source.node(at), source.node(value))
            at = source.after(value)
        return members


_INDENTATION: Final = pattern(r"(?:[ ]*+(?:#[^\n]*+)?+\n)*+([ ]*+)")
_OPENING: Final = pattern(rf"[ ]*+{KEY}:[ ]*+(?:(?<=[ ])#[^\n]*+)?+\n")
"""The line of a key whose value begins on a later one."""
_KEY: Final = r"[^- #\n]"
_DASH: Final = "- "
_LEVELS: Final = 2


def simple_tree(text: str, data: dict[str, Any]) -> Node:
    """Return the root of the tree of positions of a simple text, given its data."""
    return _Lines(text, 0, len(text)).block(data, _LEVELS) or tree(text)


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
        return tree(self._text, self._start, self._end)


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
                self._children = [_Lazy(lambda line=line: line.only().value) for line in self._lines]  # type: ignore[misc]
            else:
                pairs = zip(self._data.items(), self._lines, strict=True)
                self._children = {key: line.member(value, self._levels) for (key, value), line in pairs}
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
