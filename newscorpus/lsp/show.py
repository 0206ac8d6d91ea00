"""Show a place of a file in the client, where the client can do that."""

from typing import Final

from lsprotocol import types as lsp

from newscorpus.lsp.feature import Command
from newscorpus.lsp.workspace import Workspace

SHOW: Final = "newscorpus.show"
"""The command: the address of a file, and the line, the character and again of the end of a range, from 0."""


async def show(workspace: Workspace, place: lsp.Location) -> bool:
    """Show a place, and return whether the client did so."""
    window = workspace.client.client_capabilities.window
    if window is None or window.show_document is None or not window.show_document.support:
        return False
    asked = lsp.ShowDocumentParams(place.uri, take_focus=True, selection=place.range)
    return bool((await workspace.client.window_show_document_async(asked)).success)


def showing(title: str, place: lsp.Location) -> lsp.Command:
    """Return a command of the client that shows a place."""
    start, end = place.range.start, place.range.end
    return lsp.Command(title, SHOW, arguments=[place.uri, start.line, start.character, end.line, end.character])


async def _run(workspace: Workspace, uri: str, *at: int) -> bool:
    start, end = lsp.Position(*at[:2]), lsp.Position(*at[2:])
    return await show(workspace, lsp.Location(uri, lsp.Range(start, end)))


COMMANDS: Final = (Command(SHOW, _run, (str, int, int, int, int)),)
