"""The positions of the values of a YAML document.

The text is parsed a second time on first use: most documents never need positions, and to keep all events costs more. A
collection is read when a path leads into it.
"""

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any, Final

from newscorpus.formats.offset_map import OffsetMap
from newscorpus.formats.positions import Children, Member, Node
from newscorpus.formats.yaml.core_schema import MERGE
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

__all__ = ["content_start", "properties", "tree"]

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
    for found in properties(text, event):
        at = found.end()
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
