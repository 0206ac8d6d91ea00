"""Formatting: the file in the style of the writer. Its data, comments and order stay."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from lsprotocol import types as lsp

from newscorpus.formats.yaml.formatter import format_yaml
from newscorpus.lsp.change import edit_of
from newscorpus.lsp.document import Snapshot
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.workspace import Workspace


def edits(snapshot: Snapshot) -> Iterator[lsp.TextEdit]:
    """Yield the edits of the lines that differ, so that the cursor stays where it is."""
    old = snapshot.text.splitlines(keepends=True)
    new = format_yaml(snapshot.text).splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, first, last, a, b in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield edit_of(snapshot, starts[first], starts[last], "".join(new[a:b]))


def _answer(workspace: Workspace, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
    document = workspace.annotation(params)
    return list(edits(document.now)) if document else []


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_FORMATTING, _answer),)
