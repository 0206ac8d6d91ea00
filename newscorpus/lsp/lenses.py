"""Code lenses: above each actor and event, how often the file refers to it; a click shows the references in turn."""

from collections import Counter
from typing import Final

from lsprotocol import types as lsp

from newscorpus.lsp.document import TABLES, Document, references
from newscorpus.lsp.feature import Command, Feature
from newscorpus.lsp.navigation import Name, uses
from newscorpus.lsp.show import show
from newscorpus.lsp.workspace import Workspace
from newscorpus.text.words import counted

REFERENCES: Final = "newscorpus.references"
"""The command: the address of a file, `actors` or `events`, and an id. The answer is a list of locations."""


def lenses(document: Document, mentions: dict[str, int]) -> list[lsp.CodeLens]:
    """Return the lenses of a file. `mentions` has for each actor how often the text names it."""
    used = Counter(node.value for node in references(document.now))
    found = []
    for table in TABLES:
        for key, node in document.now.ids(table).items():
            title = counted(used[key], "reference")
            if table == "actors" and key in mentions:
                title += f", {counted(mentions[key], 'mention')}"
            command = lsp.Command(title, REFERENCES, arguments=[document.uri, table, key])
            found.append(lsp.CodeLens(document.now.positions.range(node.start, node.end), command))
    return found


def _answer(workspace: Workspace, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
    document = workspace.annotation(params)
    if document is None:
        return []
    annotated = workspace.annotated(document)
    article = annotated.article if annotated and annotated.article.text is not None else None
    return lenses(document, {key: len(article.mentions(key)) for key in article.actors} if article else {})


async def _run(workspace: Workspace, uri: str, table: str, key: str) -> list[lsp.Location]:
    """Return the references to an id, and show the first one."""
    document = workspace.documents.get(uri)
    node = document.now.ids(table).get(key) if document and table in TABLES else None
    if document is None or node is None:
        return []
    await workspace.loaded(document)
    found = await uses(workspace, document, Name(table, key, node))
    if found:
        await show(workspace, found[0])
    return found


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_CODE_LENS, _answer),)
COMMANDS: Final = (Command(REFERENCES, _run, (str, str, str)),)
