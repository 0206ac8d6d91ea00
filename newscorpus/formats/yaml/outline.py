"""A tolerant reader of the YAML of annotations: any text, also one that is being typed -> a tree with positions.

An entry of a block owns the lines below it that are indented more than it is. So a bracket or a quotation mark that is
not closed ends where its entry does, and nothing below is lost. Of a valid file, the tree is that of the strict reader.
No text raises an exception. All offsets are code points, half-open.
"""

import re
from typing import Final

from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.text.words import pattern

_PLAIN: Final = pattern(r"(?:[^,\[\]{}\r\n:\#]|:(?![\s,\[\]{}]|$)|(?<!\s)\#)*")
"""A line of a plain scalar in brackets or braces."""
_BLANK: Final = pattern(r"(?:[ \t\r\n]+|(?<=[ \t\r\n])#[^\r\n]*)*")
"""Whitespace and comments."""
_DEEPEST_FLOW: Final = 60


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
        if first in ("{", "[") and depth < _DEEPEST_FLOW:
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


_KEY: Final = pattern(
    r"""(?: '(?:[^'\n]|'')*+' | "(?:[^"\\\n]|\\.)*+" | (?![\-?](?:\s|$)|[\[\]{},\#&*!|>%@`'"])[^\n]*? )
    (?=[ \t]*:(?:[ \t\r\n]|$))""",
    re.VERBOSE,
)
"""The key of an entry, before its colon."""
_TIGHT: Final = pattern(r"([a-z][a-z0-9_-]*):(?=[^\s/])")
"""A key whose colon lacks the space behind it, which is still to come."""
_CLOSING: Final = ("]", "}")
_DEEPEST: Final = 40
_Line = tuple[int, int, int]
"""The indentation of a line, the offset of its first character, and its end. Comments and empty lines are left out."""


def read_outline(text: str, cursor: int | None = None) -> OutlineNode:
    """Read a text.

    Args:
        text: The text of a YAML file, whether it is valid or not.
        cursor: Where something is being typed: there, an empty line is an entry, and an empty value is one.

    Returns:
        The root: a mapping, or whatever the text is instead.
    """
    lines = _lines(text, cursor)
    if not lines:
        return OutlineNode(text, "mapping", 0, len(text))
    root = _BlockReader(text, cursor).block(lines)
    if root.kind != "scalar":
        root.start, root.end = 0, len(text)
    return root


def _lines(text: str, cursor: int | None) -> list[_Line]:
    lines = []
    for match in re.finditer(r"([ ]*)([^\r\n]*)(\r\n?|\n|\Z)", text):
        start, end = match.span(2)
        first = text[start : start + 1] if match[2].strip() else ""
        if not first:
            if cursor is not None and match.start() <= cursor <= end:
                lines.append((cursor - match.start(), cursor, cursor))
        elif first != "#" and not (match.start() == start and match[2].rstrip() in ("---", "...")):
            lines.append((start - match.start(), start, end))
    return lines


class _BlockReader:
    """Reads blocks: mappings and lists by their indentation."""

    def __init__(self, text: str, cursor: int | None) -> None:
        self._text, self._cursor = text, cursor
        self._flow = FlowReader(text, cursor)
        self._depth = 0

    def block(self, lines: list[_Line]) -> OutlineNode:
        """Read the entries of the block that these lines are."""
        text = self._text
        _, start, end = lines[0]
        is_list = self._is_dash(start)
        if not is_list and len(lines) == 1 and text[start:end] and not self._is_entry(lines[0]):
            return self._value(lines)
        node = OutlineNode(text, "list" if is_list else "mapping", start, lines[-1][2])
        self._depth += 1
        i = 0
        while i < len(lines) and self._depth < _DEEPEST:
            after = self._own_end(lines, i)
            own = lines[i:after]
            if self._is_dash(own[0][1]):
                self._add_item(node, own)
            elif is_list:
                self._add_stray(node, own)
            else:
                after = i + self._add_entry(node, own)
            i = after
        self._depth -= 1
        return node

    def _own_end(self, lines: list[_Line], i: int) -> int:
        """The index behind the lines of the entry at line `i`."""
        indent, dash = lines[i][0], self._is_dash(lines[i][1])
        for j in range(i + 1, len(lines)):
            later_indent, start, _ = lines[j]
            if self._text[start : start + 1] in _CLOSING:
                continue
            if later_indent < indent or (later_indent == indent and (dash or not self._is_dash(start))):
                return j
        return len(lines)

    def _is_dash(self, start: int) -> bool:
        return self._text.startswith("-", start) and self._text[start + 1 : start + 2] in ("", " ", "\t", "\r", "\n")

    def _is_entry(self, line: _Line) -> bool:
        return self._is_dash(line[1]) or _KEY.match(self._text, line[1], line[2]) is not None

    def _add_item(self, node: OutlineNode, own: list[_Line]) -> None:
        """Add the item of a dash; in a mapping, to the list of the last key, which has no value yet."""
        indent, start, end = own[0]
        at = self._skip(start + 1, end)
        if at >= end or self._text[at] == "#":
            item = self._value(own[1:]) if own[1:] else self._empty(start, at)
        else:
            item = self._value([(indent + at - start, at, end), *own[1:]], behind_dash=True)
        if node.kind == "list":
            node.items.append(item)
        elif node.entries:
            key, value = node.entries[-1]
            if value is None or value.kind != "list":
                value = OutlineNode(self._text, "list", start, end)
                node.entries[-1] = key, value
            value.items.append(item)
            value.end = item.end

    def _add_stray(self, node: OutlineNode, own: list[_Line]) -> None:
        """Add a line without a dash in a list: an item whose dash is still to come."""
        _, start, end = own[0]
        if _KEY.match(self._text, start, end):
            node.items.append(self.block(own))
        else:
            node.items.append(OutlineNode(self._text, "scalar", start, end))

    def _add_entry(self, node: OutlineNode, own: list[_Line]) -> int:
        """Add the entry of a mapping, and return how many of the lines belong to it."""
        text = self._text
        _, start, end = own[0]
        match = _KEY.match(text, start, end)
        if match is None:
            node.entries.append(self._incomplete(own))
            return len(own)
        style = match[0][:1] if match[0][:1] in ("'", '"') else ""
        key = OutlineNode(text, "scalar", start, match.end(), style=style)
        at = self._skip(text.index(":", match.end()) + 1, end)
        if at >= end or text[at] == "#":
            value = self._value(own[1:]) if own[1:] else self._empty(match.end(), at)
        else:
            own = own[: self._value_end(own, at)]
            value = self._value([(own[0][0], at, end), *own[1:]], beside_key=True)
        node.entries.append((key, value))
        return len(own)

    def _incomplete(self, own: list[_Line]) -> tuple[OutlineNode, OutlineNode | None]:
        """Read an entry without a key, or without the colon or the space behind it."""
        text = self._text
        _, start, end = own[0]
        if text[start : start + 1] in ("{", "["):
            return OutlineNode(text, "scalar", start, start), self._flow.node(start, own[-1][2])
        below = self._value(own[1:]) if own[1:] else None
        if match := _TIGHT.match(text, start, end):
            key = OutlineNode(text, "scalar", start, match.end(1))
            return key, self._value([(own[0][0], match.end(), end), *own[1:]], beside_key=True)
        return OutlineNode(text, "scalar", start, max(start, len(text[:end].rstrip()))), below

    def _value_end(self, own: list[_Line], at: int) -> int:
        """How many lines an entry has whose value begins at `at`: entries below that are siblings, indented wrongly."""
        first = self._text[at]
        if first in "|>":
            return len(own)
        if first in "{[\"'" and not self._flow.node(at, own[0][2]).closed:
            return len(own)
        return next((i for i, line in enumerate(own) if i and self._is_entry(line)), len(own))

    def _value(self, lines: list[_Line], *, behind_dash: bool = False, beside_key: bool = False) -> OutlineNode:
        """Read a value, from the first of the lines on."""
        _, start, _ = lines[0]
        end = lines[-1][2]
        first = self._text[start : start + 1]
        if not beside_key and (self._is_dash(start) or (first not in ("{", "[") and self._is_entry(lines[0]))):
            return self.block(lines)
        if first in ("{", "[", "'", '"'):
            return self._flow.node(start, end)
        if first in ("|", ">"):
            return OutlineNode(self._text, "scalar", start, end, style=first)
        if not beside_key and not behind_dash and any(map(self._is_entry, lines[1:])):
            return self.block(lines)  # a first line that is being typed
        return self._plain(lines)

    def _plain(self, lines: list[_Line]) -> OutlineNode:
        """Read a plain scalar, up to a comment."""
        text = self._text
        _, start, _ = lines[0]
        end = start
        for _, at, line_end in lines:
            comment = text.find(" #", at, line_end)
            end = len(text[: line_end if comment < 0 else comment].rstrip())
            if comment >= 0:
                break
        end = max(start, end)
        cursor = self._cursor
        if cursor is not None and end < cursor <= lines[-1][2] and not text[end:cursor].strip(" "):
            end = cursor  # a space was typed, and more words are to come
        return OutlineNode(text, "scalar", start, end)

    def _empty(self, start: int, at: int) -> OutlineNode:
        """An empty value: at the cursor if that is behind its key or dash."""
        cursor = self._cursor
        place = cursor if cursor is not None and start < cursor <= at else at
        return OutlineNode(self._text, "scalar", place, place)

    def _skip(self, at: int, end: int) -> int:
        while at < end and self._text[at] in " \t":
            at += 1
        return at
