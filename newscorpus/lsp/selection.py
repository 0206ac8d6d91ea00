"""Selection ranges: the word, the value, its entry, and all that contains it."""

import re
from collections.abc import Iterator
from typing import Final

from lsprotocol import types as lsp

from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.lsp.document import Snapshot
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.workspace import Workspace
from newscorpus.text.spans import Span

_WORD: Final = re.compile(r"\w+(?:[’'-]\w+)*")


def selection(snapshot: Snapshot, position: lsp.Position) -> lsp.SelectionRange:
    """Return the ranges around a position, each in the next larger one."""
    offset = snapshot.positions.offset(position)
    found: lsp.SelectionRange | None = None
    last: Span | None = None
    for start, end in _around(snapshot.root, offset):
        if (start, end) != last and (last is None or (last[0] <= start and end <= last[1])):
            found, last = lsp.SelectionRange(snapshot.positions.range(start, end), found), (start, end)
    return found or lsp.SelectionRange(snapshot.positions.range(offset, offset))


def _around(node: OutlineNode, offset: int) -> Iterator[Span]:
    """Yield what contains an offset, the largest first."""
    yield node.start, node.end
    if node.kind == "scalar":
        start, end = node.start + len(node.style), node.end - len(node.style)
        if node.style in ("'", '"') and node.closed and start <= offset <= end:
            yield start, end
        words = (match.span() for match in _WORD.finditer(node.text, node.start, node.end))
        yield from (word for word in words if word[0] <= offset <= word[1])
    for key, value in node.entries:
        end = value.end if value is not None else key.end
        if key.start <= offset <= end:
            yield key.start, end
            inner = key if offset <= key.end or value is None else value
            if inner.start <= offset <= inner.end:
                yield from _around(inner, offset)
            return
    for item in node.items:
        if item.start <= offset <= item.end:
            yield from _around(item, offset)
            return


def _answer(workspace: Workspace, params: lsp.SelectionRangeParams) -> list[lsp.SelectionRange] | None:
    document = workspace.annotation(params)
    return [selection(document.now, one) for one in params.positions] if document else None


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_SELECTION_RANGE, _answer),)
