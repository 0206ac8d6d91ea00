"""In the text of an article: what is annotated at a place of it, and the words in the colours of the editor."""

import re
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

import attrs
from lsprotocol import types as lsp

from newscorpus.api.annotate import Mark
from newscorpus.lsp.annotated import Annotated
from newscorpus.lsp.document import Positions
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.workspace import TextFile, Workspace
from newscorpus.models.traversal import layer_of
from newscorpus.text.spans import Span

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escaped(words: str) -> str:
    """Return words on one line, without a meaning in Markdown."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", words))


@attrs.frozen(eq=False)
class TextPlace:
    """A place of an open text, and an article of that text."""

    text: TextFile
    annotated: Annotated
    marks: list[Mark]
    """What is about the words there, the shortest first."""


def places(workspace: Workspace, uri: str, position: lsp.Position) -> list[TextPlace]:
    """Return what is annotated at a position of an open text, in each of its articles."""
    text = workspace.texts.get(uri)
    if text is None:
        return []
    at = text.positions.offset(position)
    return [TextPlace(text, annotated, annotated.marks_at(at, at)) for annotated in workspace.annotations_of(text)]


def locations(workspace: Workspace, text_places: list[TextPlace]) -> Iterator[lsp.Location]:
    """Yield the places in the annotations of what is about some words."""
    for place in text_places:
        uri, positions = workspace.uri(place.annotated.path), place.annotated.snapshot.positions
        for mark in place.marks:
            yield lsp.Location(uri, positions.range(*place.annotated.place(mark.path)))


def location_in_text(workspace: Workspace, annotated: Annotated, mark: Mark) -> lsp.Location:
    """Return where the words of a quote are: in the text file, or in the annotation itself."""
    span, path = annotated.place_in_text(mark), annotated.text_path
    if path is None:
        positions = annotated.snapshot.positions
        return lsp.Location(workspace.uri(annotated.path), positions.range(*(span or annotated.place(mark.path))))
    text = workspace.text_file(path, annotated.article.text or "")
    return lsp.Location(text.uri, text.positions.range(mark.start, mark.end))


def describe(annotated: Annotated, mark: Mark) -> str:
    """Return what an annotation says of words, as Markdown: the part of which actor, event or claim."""
    article, (table, owner) = annotated.article, mark.path[:2]
    if table == "actors":
        actor = article.actors[str(owner)]
        part = "name" if len(mark.path) == 2 else layer_of(mark.path)
        return f"{part} of the actor **{actor.id}**" + (f" ({escaped(actor.name)})" if actor.name else "")
    if table == "events":
        event = article.events[str(owner)]
        return f"{layer_of(mark.path)} of the {event.kind} **{event.id}** ({event.type})"
    claim = article.claims[int(owner)]
    by = ", ".join(claim.by)
    return f"{layer_of(mark.path)} of **claims[{owner}]**" + (f" by {by}" if by else "")


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


def encoded(positions: Positions, spans: Iterable[tuple[Span, str]]) -> list[int]:
    """Return spans as the protocol has them: five integers for each line of each, relative to the one before."""
    data, last = list[int](), lsp.Position(0, 0)
    types = list(_TYPES)
    for span, table in spans:
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


def _colour(workspace: Workspace, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
    text = workspace.texts.get(params.text_document.uri)
    marks = [mark for annotated in workspace.annotations_of(text) for mark in annotated.marks] if text else []
    return lsp.SemanticTokens(encoded(text.positions, pieces(marks)) if text else [])


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _colour, LEGEND),)
