"""Folding: entries and items on several lines, and comments."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from lsprotocol import types as lsp

from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.lsp.document import Snapshot
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.workspace import Workspace

_COMMENT: Final = re.compile(r"[ \t]*#")


def folds(snapshot: Snapshot) -> Iterator[lsp.FoldingRange]:
    """Yield the lines that can be folded: the first stays, the last is the last one with content."""
    for start, end in dict.fromkeys(_spans(snapshot.root)):
        content = snapshot.text[:end].rstrip()
        first, last = (snapshot.positions.position(at).line for at in (start, len(content)))
        if first < last:
            yield lsp.FoldingRange(first, last)
    lines = snapshot.positions.lines
    for is_comment, numbers in groupby(range(1, len(lines) + 1), lambda n: bool(_COMMENT.match(lines.line(n)))):
        run = list(numbers)
        if is_comment and len(run) > 1:
            yield lsp.FoldingRange(run[0] - 1, run[-1] - 1, kind=lsp.FoldingRangeKind.Comment)


def _spans(node: OutlineNode) -> Iterator[tuple[int, int]]:
    for key, value in node.entries:
        if value is not None:
            yield key.start, value.end
            yield from _spans(value)
    for item in node.items:
        yield item.start, item.end
        yield from _spans(item)


def _answer(workspace: Workspace, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
    document = workspace.annotation(params)
    found = list(folds(document.now)) if document else []
    return list({(one.start_line, one.kind): one for one in reversed(found)}.values())[::-1]


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE, _answer),)
