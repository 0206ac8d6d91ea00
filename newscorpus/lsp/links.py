"""Document links: from `text_file` to the text, and from each quote to its words there."""

from collections.abc import Iterator
from typing import Final

from lsprotocol import types as lsp

from newscorpus.lsp.annotated import Annotated
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.workspace import Workspace


def links(workspace: Workspace, annotated: Annotated) -> Iterator[lsp.DocumentLink]:
    """Yield the links of an article whose text is in a file of its own."""
    path, positions = annotated.text_path, annotated.snapshot.positions
    if path is None or annotated.article.text is None:
        return
    yield lsp.DocumentLink(positions.range(*annotated.place(("text_file",))), path.as_uri())
    text = workspace.text_file(path, annotated.article.text)
    for mark, place in annotated.quotes():
        at = text.positions.position(mark.start)
        # Behind `#`, editors expect the line and the column, from 1.
        yield lsp.DocumentLink(positions.range(*place), f"{text.uri}#L{at.line + 1},{at.character + 1}")


def _answer(workspace: Workspace, params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
    document = workspace.annotation(params)
    annotated = workspace.annotated(document) if document else None
    return list(links(workspace, annotated)) if annotated else []


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK, _answer),)
