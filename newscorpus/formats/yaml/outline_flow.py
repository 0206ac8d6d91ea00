"""The part of the tolerant reader of YAML that reads brackets, braces and quotation marks."""

from typing import Final

from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.text.words import pattern

_PLAIN: Final = pattern(r"(?:[^,\[\]{}\r\n:\#]|:(?![\s,\[\]{}]|$)|(?<!\s)\#)*")
"""A line of a plain scalar in brackets or braces."""
_BLANK: Final = pattern(r"(?:[ \t\r\n]+|(?<=[ \t\r\n])#[^\r\n]*)*")
"""Whitespace and comments."""
_DEEPEST: Final = 60


class FlowReader:
    """Reads collections in brackets or braces, and quoted strings."""

    def __init__(self, text: str, cursor: int | None) -> None:
        self._text, self._cursor = text, cursor

    def node(self, start: int, end: int) -> OutlineNode:
        """Read what begins with a bracket, a brace or a quotation mark; it ends at `end` at the latest."""
        return self._node(start, end, 0)[0]

    def _node(self, start: int, end: int, depth: int) -> tuple[OutlineNode, int]:
        """Read a node; return it and the offset behind it, and behind whitespace of its line."""
        first = self._text[start : start + 1]
        if first in ("'", '"'):
            node = self._quoted(start, end)
            return node, node.end
        if first in ("{", "[") and depth < _DEEPEST:
            return self._collection(start, end, depth)
        return self._plain(start, end)

    def _quoted(self, start: int, end: int) -> OutlineNode:
        text, mark = self._text, self._text[start]
        at = start + 1
        while at < end:
            if text[at] == "\\" and mark == '"':
                at += 2
            elif text[at] != mark:
                at += 1
            elif mark == "'" and text.startswith("''", at):
                at += 2
            else:
                return OutlineNode(text, "scalar", start, at + 1, style=mark)
        return OutlineNode(text, "scalar", start, end, style=mark, closed=False)

    def _plain(self, start: int, end: int) -> tuple[OutlineNode, int]:
        text, cursor = self._text, self._cursor
        stop = self._line_end(start, end)
        while stop < end and text[stop] in "\r\n":
            further = _BLANK.match(text, stop, end)
            at = further.end() if further else stop
            if "#" in text[stop:at] or (line_end := self._line_end(at, end)) == at:
                break
            if text[line_end : line_end + 1] == ":":
                break  # the next line is a pair: the comma between them is missing
            stop = line_end
        last = start + len(text[start:stop].rstrip())
        if cursor is not None and last < cursor <= stop and "\n" not in text[last:cursor]:
            last = cursor
        return OutlineNode(text, "scalar", start, last, in_flow=True), max(stop, start)

    def _line_end(self, start: int, end: int) -> int:
        match = _PLAIN.match(self._text, start, end)
        return match.end() if match else start

    def _collection(self, start: int, end: int, depth: int) -> tuple[OutlineNode, int]:
        text = self._text
        is_mapping = text[start] == "{"
        node = OutlineNode(text, "mapping" if is_mapping else "list", start, end, closed=False, in_flow=True)
        close = "}" if is_mapping else "]"
        at = self._skip(start + 1, end)
        while at < end:
            if text[at] == close:
                node.end, node.closed = at + 1, True
                return node, at + 1
            if text[at] in "]}" and depth:  # it closes the collection around this one
                node.end = at
                return node, at
            if text[at] in ",]}":
                at = self._skip(at + 1, end)
                continue
            key, after = self._node(at, end, depth + 1)
            value, after = self._value_behind(after, end, depth)
            if is_mapping:
                node.entries.append((key, value))
            elif value is not None:
                pair = OutlineNode(text, "mapping", key.start, max(value.end, key.end), in_flow=True)
                pair.entries.append((key, value))
                node.items.append(pair)
            else:
                node.items.append(key)
            at = self._skip(after if after > at else at + 1, end)
        return node, end

    def _value_behind(self, at: int, end: int, depth: int) -> tuple[OutlineNode | None, int]:
        """Read the colon and the value behind a key, if there are any."""
        text, cursor = self._text, self._cursor
        colon = self._skip(at, end)
        if colon >= end or text[colon] != ":":
            return None, at
        start = self._skip(colon + 1, end)
        if start < end and text[start] not in ",}]":
            return self._node(start, end, depth + 1)
        place = cursor if cursor is not None and colon < cursor <= start else min(start, end)
        return OutlineNode(text, "scalar", place, place, in_flow=True), start

    def _skip(self, at: int, end: int) -> int:
        match = _BLANK.match(self._text, at, end)
        return match.end() if match else at
