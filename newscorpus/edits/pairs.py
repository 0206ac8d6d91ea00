"""Turns mappings that become lists, such as several `{words: value}`, into lists of the same items."""

import re
from collections.abc import Callable
from typing import Any, Final

from newscorpus.diagnostics.report import Path
from newscorpus.edits.layout import Layout
from newscorpus.edits.origins import Origins
from newscorpus.fixes.editor import RawEdit
from newscorpus.fixes.verify import edited, same
from newscorpus.formats.document import Document

_LINE_BREAK: Final = re.compile(r"(?:\r\n|\n|\r)(?=[ \t]*[^\s])")


def with_lists(document: Document, read: Callable[[str], Document], data: Any, origins: Origins) -> Document:
    """Return the document with lists of the same items in place of mappings in block style that become lists."""
    layout, edits = Layout(document), list[RawEdit]()

    def walk(path: Path, old: Any, new: Any) -> None:
        if same(old, new) or layout.is_in_flow((*path, "")):
            return
        if type(old) is type(new) is dict:
            for key in old:
                if key in new:
                    walk((*path, key), old[key], new[key])
        elif type(old) is type(new) is list:
            for i, at in enumerate(origins.of_items(old, new)[0]):
                if at is not None:
                    walk((*path, at), old[at], new[i])
        elif type(old) is dict and type(new) is list and old and new and path:
            keys = list(old)
            is_item = any(type(one) is dict and old.keys() <= one.keys() for one in new)
            for first, last in [(keys[0], keys[-1])] if is_item else zip(keys, keys, strict=True):
                head, end = layout.head((*path, first)), layout.end((*path, last))
                edits.append((head, head, "- "))
                edits.extend((at.end(), at.end(), "  ") for at in _LINE_BREAK.finditer(layout.text, head, end))

    walk((), document.data, data)
    found = read(edited(document.text, edits)) if edits else document
    return document if found.problems else found
