"""Highlights: all places of the file with the id at the cursor; in a text, all words of what is annotated there."""

from collections.abc import Iterator
from typing import Final

from lsprotocol import types as lsp

from newscorpus.lsp.feature import Feature
from newscorpus.lsp.in_text import TextPlace, places
from newscorpus.lsp.navigation import definitions, named, places_here
from newscorpus.lsp.workspace import Workspace


def _answer(workspace: Workspace, params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
    found = named(workspace, params)
    if found is None:
        return list(_in_text(places(workspace, params.text_document.uri, params.position)))
    document, _ = found
    kinds = lsp.DocumentHighlightKind
    defined = [one.range for one in definitions(workspace, *found) if one.uri == document.uri]
    places_of = ((kinds.Write, defined), (kinds.Read, places_here(*found)))
    return [lsp.DocumentHighlight(one, kind) for kind, ranges in places_of for one in ranges]


def _in_text(found: list[TextPlace]) -> Iterator[lsp.DocumentHighlight]:
    """All words that belong to the same actor, event or claim as those at the cursor."""
    for place in found:
        owner = place.marks[0].path[:2] if place.marks else None
        for mark in place.annotated.marks:
            if mark.path[:2] == owner:
                yield lsp.DocumentHighlight(
                    place.text.positions.range(mark.start, mark.end), lsp.DocumentHighlightKind.Text
                )


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, _answer),)
