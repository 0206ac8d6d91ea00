"""The tree that the tolerant reader of YAML returns. All offsets are code points, half-open."""

from collections.abc import Iterator
from typing import Any, Literal

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.formats.yaml.offset_maps import decoded


@attrs.define(eq=False)
class OutlineNode:
    """A mapping, a list or a scalar, with its position."""

    text: str = attrs.field(repr=False)
    """The text of the whole file."""
    kind: Literal["mapping", "list", "scalar"]
    start: int
    end: int
    style: str = ""
    """Of a scalar: the quotation mark, `|` or `>` that it begins with; empty for a plain one."""
    closed: bool = True
    """Whether its bracket, brace or quotation mark is closed."""
    in_flow: bool = False
    """Whether it is a collection in brackets or braces, or inside one."""
    entries: list[tuple["OutlineNode", "OutlineNode | None"]] = attrs.field(factory=list, repr=False)
    """Of a mapping: keys and values. A key that is being typed has no value."""
    items: list["OutlineNode"] = attrs.field(factory=list, repr=False)
    """Of a list."""

    @property
    def value(self) -> str:
        """The decoded text of a scalar, whatever type it has in YAML; empty for a collection."""
        if self.kind != "scalar":
            return ""
        end = self.end if self.closed else self.end + 1
        if self.style in ("|", ">"):  # the empty lines below may be text, too
            end += len(self.text) - end - len(self.text[end:].lstrip(" \t\r\n"))
        return decoded(self.text, self.start, end, self.style)

    def get(self, key: str) -> "OutlineNode | None":
        """Return the value of the first entry with that key."""
        return next((value for key_node, value in self.entries if key_node.value == key), None)

    def at(self, path: Path) -> "OutlineNode | None":
        """Return the node at a path of the file's data; None if there is none."""
        node: OutlineNode | None = self
        for step in path:
            if node is None:
                return None
            items = node.items if isinstance(step, int) else ()
            node = node.get(step) if isinstance(step, str) else items[step] if step < len(items) else None
        return node

    def data(self) -> Any:
        """Return mappings, lists and strings: of a valid file, the data in which each scalar is a string."""
        if self.kind == "mapping":
            pairs = ((key.value, value.data() if value is not None else "") for key, value in reversed(self.entries))
            return dict(reversed(dict(pairs).items()))  # of duplicate keys, the first entry
        return [item.data() for item in self.items] if self.kind == "list" else self.value

    def scalars(self, path: Path = ()) -> Iterator[tuple[Path, bool, "OutlineNode"]]:
        """Yield all keys and scalar values: the path of the value, whether it is the key of that, and the node."""
        if self.kind == "scalar":
            yield path, False, self
        for key, value in self.entries:
            below = (*path, key.value)
            yield below, True, key
            if value is not None:
                yield from value.scalars(below)
        for i, item in enumerate(self.items):
            yield from item.scalars((*path, i))


@attrs.frozen(eq=False)
class OutlinePlace:
    """What is at an offset of an outline."""

    path: Path
    """The path of the value there; at a key, that of the mapping that contains the key."""
    is_key: bool
    """Whether a key is there, or may be typed there."""
    node: OutlineNode | None
    """The key or the scalar there; None if nothing is there yet."""
    owners: tuple[OutlineNode, ...]
    """The collections that contain it, from the root on."""

    @property
    def in_flow(self) -> bool:
        """Whether it is inside brackets or braces."""
        return bool(self.owners) and self.owners[-1].in_flow


def place_at(root: OutlineNode, offset: int) -> OutlinePlace:
    """Return what is at an offset, which may be at the end of it."""
    path: Path = ()
    node, owners = root, list[OutlineNode]()
    while node.kind != "scalar":
        owners.append(node)
        if node.kind == "mapping":
            entry = _entry_at(node, offset)
            if entry is None:
                return OutlinePlace(path, True, None, tuple(owners))
            key, value = entry
            if value is None:
                return OutlinePlace(path, True, key, tuple(owners))
            path, node = (*path, key.value), value
        else:
            i = next((i for i, item in enumerate(node.items) if item.start <= offset <= item.end), None)
            if i is None:
                before = sum(item.end < offset for item in node.items)
                return OutlinePlace((*path, before), False, None, tuple(owners))
            path, node = (*path, i), node.items[i]
    return OutlinePlace(path, False, node, tuple(owners))


def _entry_at(node: OutlineNode, offset: int) -> tuple[OutlineNode, OutlineNode | None] | None:
    """The entry whose key is at an offset, without its value; or the one whose value is there."""
    for key, value in node.entries:
        if key.start <= offset <= key.end:
            return key, None
        if value is not None and key.end < offset and value.start <= offset <= value.end:
            return key, value
    for key, value in node.entries:  # between a key and its value, in the same line
        between = node.text[key.end : offset]
        if value is not None and offset < value.start and ":" in between and "\n" not in between:
            return key, value if value.kind == "scalar" else OutlineNode(node.text, "scalar", offset, offset)
    return None
