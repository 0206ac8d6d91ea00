"""Semantic tokens: in the text of an article, the words of actors, events and claims in the colours of the editor."""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from lsprotocol import types as lsp

from newscorpus.lsp.annotated import Mark
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.positions import Positions
from newscorpus.lsp.workspace import Workspace
from newscorpus.text.spans import Span

_TYPES: Final = {"actors": "class", "events": "event", "claims": "string"}
"""Of each table, the type among those that editors know."""
LEGEND: Final = lsp.SemanticTokensLegend(token_types=list(_TYPES.values()), token_modifiers=[])


def pieces(marks: Iterable[Mark]) -> Iterator[tuple[Span, str]]:
    """Yield spans that do not overlap, in order, each with the table of the shortest mark that covers it."""
    ordered = sorted(enumerate(marks), key=lambda pair: pair[1].start)
    ends = sorted({at for _, mark in ordered for at in (mark.start, mark.end)})
    covering: list[tuple[int, int, Mark]] = []
    begun = 0
    for start, end in pairwise(ends):
        while begun < len(ordered) and ordered[begun][1].start == start:
            number, mark = ordered[begun]
            heappush(covering, (mark.end - mark.start, number, mark))
            begun += 1
        while covering and covering[0][2].end <= start:
            heappop(covering)
        if covering:
            yield (start, end), str(covering[0][2].path[0])


def encoded(positions: Positions, found: Iterable[tuple[Span, str]]) -> list[int]:
    """Return spans as the protocol has them: five integers for each line of each, relative to the one before."""
    data, last = list[int](), lsp.Position(0, 0)
    types = list(_TYPES)
    for span, table in found:
        for start, end in _lines(positions, span):
            first, behind = positions.position(start), positions.position(end)
            column = first.character - (last.character if first.line == last.line else 0)
            data += [first.line - last.line, column, behind.character - first.character, types.index(table), 0]
            last = first
    return data


def _lines(positions: Positions, span: Span) -> Iterator[Span]:
    """The parts of a span in each line, without the line ends."""
    start, end = span
    while start < end:
        bounds = positions.lines.bounds(positions.lines.at(start)[0])
        if start < min(end, bounds[1]):
            yield start, min(end, bounds[1])
        start = positions.lines.start(positions.lines.at(start)[0] + 1) if end > bounds[1] else end


def _answer(workspace: Workspace, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
    text = workspace.texts.get(params.text_document.uri)
    marks = [mark for one in workspace.annotations_of(text) for mark in one.marks] if text else []
    return lsp.SemanticTokens(encoded(text.positions, pieces(marks)) if text else [])


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _answer, LEGEND),)
