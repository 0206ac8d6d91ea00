"""Highlights: all places of the file with the id at the cursor."""

from typing import Final

from lsprotocol import types as lsp

from newscorpus.lsp.feature import Feature
from newscorpus.lsp.navigation import definitions, named, uses
from newscorpus.lsp.workspace import Workspace


def _answer(workspace: Workspace, params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
    found = named(workspace, params)
    if found is None:
        return []
    places = [*definitions(workspace, *found), *uses(workspace, *found)]
    return [lsp.DocumentHighlight(one.range) for one in places if one.uri == found[0].uri]


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, _answer),)
