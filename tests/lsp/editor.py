"""An editor in the process of the test: a client of pytest-lsp, and the command `newscorpus lsp` in a thread.

Clients have the capabilities of real editors. `Editor` waits for the diagnostics of the current version of a file.
"""

import asyncio
import os
import re
import socket
import sys
import threading
from collections.abc import Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import MappingProxyType

import pytest

lsp = pytest.importorskip("lsprotocol.types")
pytest_lsp = pytest.importorskip("pytest_lsp")
pygls_io = pytest.importorskip("pygls.io_")
# The first converter completes the types; client and server would both do that, at the same time, and one of them fail.
pytest.importorskip("lsprotocol.converters").get_converter()

from newscorpus.cli.main import main  # noqa: E402

CLIENTS = ("visual-studio-code", "neovim")
CURSOR = "¦"


class Editor:
    """One window: files by name, below a folder."""

    def __init__(self, client, folder: Path, encoding: str):
        self.client, self.folder, self.encoding = client, folder, encoding
        self.texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self.checks_versions = False
        """Whether it has said that it makes edits only in the version that they are for."""
        self.refuses = ""
        """Why it does not change files that the server wants to change."""

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def _units(self, words: str) -> int:
        width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[self.encoding]
        return len(words.encode(width[0], "surrogatepass")) // width[1]

    def position(self, name: str, offset: int):
        before = self.texts[name][:offset].replace("\r\n", "\n").replace("\r", "\n")
        return lsp.Position(before.count("\n"), self._units(before[before.rfind("\n") + 1 :]))

    def offset(self, name: str, position) -> int:
        """The offset of a position."""
        text = self.texts[name]
        starts = [0, *(end.end() for end in re.finditer(r"\r\n?|\n", text)), len(text)]
        start, end = (
            starts[position.line : position.line + 2] if position.line + 2 <= len(starts) else (starts[-1],) * 2
        )
        at = (i for i in range(start, end + 1) if self._units(text[start:i]) == position.character)
        return next(at, end)

    def words(self, name: str, at) -> str:
        """What is in a range."""
        return self.texts[name][self.offset(name, at.start) : self.offset(name, at.end)]

    def at(self, name: str, words: str, nth: int = 0):
        """The position behind the first character of words."""
        start = -1
        for _ in range(nth + 1):
            start = self.texts[name].index(words, start + 1)
        return self.position(name, start + min(1, len(words)))

    async def open(self, name: str, text: str | None = None, *, wait: bool = True):
        """Open a file, and return its diagnostics."""
        if text is None:
            text = (self.folder / name).read_bytes().decode()
        self.texts[name], self._versions[name] = text, 1
        document = lsp.TextDocumentItem(self.uri(name), "yaml", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
        return await self.diagnostics(name) if wait else None

    def open_text(self, name: str) -> None:
        """Open a file that is not YAML, of which there are no diagnostics."""
        text = (self.folder / name).read_bytes().decode()
        self.texts[name], self._versions[name] = text, 1
        document = lsp.TextDocumentItem(self.uri(name), "plaintext", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))

    async def edit(self, name: str, start: int, end: int, words: str, *, wait: bool = True):
        """Replace words by others, and return the diagnostics."""
        text = self.texts[name]
        self.texts[name] = text[:start] + words + text[end:]
        self._versions[name] += 1
        change = lsp.TextDocumentContentChangeWholeDocument(self.texts[name])
        document = lsp.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name))
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        return await self.diagnostics(name) if wait else None

    async def set(self, name: str, text: str):
        """Replace the whole text by one with the cursor in it; return the position of the cursor."""
        cursor = text.index(CURSOR)
        await self.edit(name, 0, len(self.texts[name]), text.replace(CURSOR, ""))
        return self.position(name, cursor)

    async def diagnostics(self, name: str):
        """Wait for those of the current version."""
        while self._seen.get(self.uri(name)) != self._versions[name]:
            await self.published()
        return list(self.client.diagnostics.get(self.uri(name), ()))

    async def published(self, patience: float = 240) -> None:
        """Wait for the next diagnostics of any file, from the call on: a task that begins later could miss them."""
        await asyncio.wait_for(
            self.client.protocol.wait_for_notification_async("textDocument/publishDiagnostics"), patience
        )

    async def next(self, name: str):
        """Wait for the next diagnostics of a file that does not change."""
        self._seen.pop(self.uri(name))
        while self.uri(name) not in self._seen:
            await self.published()
        return list(self.client.diagnostics.get(self.uri(name), ()))

    @property
    def _seen(self):
        return self.client.versions

    async def complete(self, name: str, position):
        """What is offered: label -> item."""
        asked = lsp.CompletionParams(lsp.TextDocumentIdentifier(self.uri(name)), position)
        found = await self.client.text_document_completion_async(asked)
        for item in found.items if found else ():  # the protocol: it replaces words at the cursor, in its line
            at = item.text_edit.range
            assert at.start.line == at.end.line
            assert at.start <= position <= at.end
        return {item.label: item for item in found.items} if found else {}

    async def typed(self, name: str, text: str):
        """What is offered at the cursor of a text that replaces that of the file."""
        return await self.complete(name, await self.set(name, text))

    async def accept(self, name: str, text: str, label: str) -> str:
        """The text after a completion was chosen."""
        item = (await self.typed(name, text))[label]
        old, at = self.texts[name], item.text_edit.range
        return old[: self.offset(name, at.start)] + item.text_edit.new_text + old[self.offset(name, at.end) :]

    async def ask(self, method: str, params: str, name: str, **more):
        """What a request about a file is answered."""
        asked = getattr(lsp, params)(text_document=lsp.TextDocumentIdentifier(self.uri(name)), **more)
        return await getattr(self.client, f"text_document_{method}_async")(asked)

    async def hover(self, name: str, position) -> str:
        found = await self.ask("hover", "HoverParams", name, position=position)
        return found.contents.value if found else ""

    async def define(self, name: str, position):
        return await self.ask("definition", "DefinitionParams", name, position=position)

    async def refer(self, name: str, position, *, declaration: bool = True):
        context = lsp.ReferenceContext(include_declaration=declaration)
        return await self.ask("references", "ReferenceParams", name, position=position, context=context)

    async def highlight(self, name: str, position):
        return await self.ask("document_highlight", "DocumentHighlightParams", name, position=position)

    async def fold(self, name: str):
        return await self.ask("folding_range", "FoldingRangeParams", name)

    async def lenses(self, name: str):
        return await self.ask("code_lens", "CodeLensParams", name)

    async def links(self, name: str):
        return await self.ask("document_link", "DocumentLinkParams", name)

    async def symbols(self, name: str):
        return await self.ask("document_symbol", "DocumentSymbolParams", name)

    async def format(self, name: str):
        options = lsp.FormattingOptions(tab_size=8, insert_spaces=False)
        return await self.ask("formatting", "DocumentFormattingParams", name, options=options)

    async def select(self, name: str, *positions):
        """What is selected by each further step: one list of words per position."""
        asked = lsp.SelectionRangeParams(lsp.TextDocumentIdentifier(self.uri(name)), list(positions))
        found = await self.client.text_document_selection_range_async(asked)
        return [list(self._outwards(name, one)) for one in found or ()]

    def _outwards(self, name: str, one):
        while one is not None:
            yield self.words(name, one.range)
            one = one.parent

    async def hints(self, name: str) -> list[str]:
        """Each inlay hint of a file behind the words before it, back to a comma or the start of the line."""
        end = self.position(name, len(self.texts[name]))
        asked = lsp.InlayHintParams(lsp.TextDocumentIdentifier(self.uri(name)), lsp.Range(lsp.Position(0, 0), end))
        found = []
        for hint in await self.client.text_document_inlay_hint_async(asked) or ():
            before = self.texts[name][: self.offset(name, hint.position)]
            words = re.split(r"[,\n] *|: (?=[\[{])", before)[-1]
            found.append(f"{words.strip()} {hint.label}")
        return found

    async def tokens(self, name: str) -> list[tuple[str, str]]:
        """The words that are coloured, and the type of each."""
        asked = lsp.SemanticTokensParams(lsp.TextDocumentIdentifier(self.uri(name)))
        data = (await self.client.text_document_semantic_tokens_full_async(asked)).data
        types = self.client.legend.token_types
        found, line, column = [], 0, 0
        for i in range(0, len(data), 5):
            column = data[i + 1] + (0 if data[i] else column)
            line += data[i]
            start, end = lsp.Position(line, column), lsp.Position(line, column + data[i + 2])
            found.append((self.words(name, lsp.Range(start, end)), types[data[i + 3]]))
        return found

    async def actions(self, name: str, at=None, only=None):
        """The code actions in a range: title -> action."""
        at = at or lsp.Range(lsp.Position(0, 0), self.position(name, len(self.texts[name])))
        context = lsp.CodeActionContext([], only=only)
        asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(self.uri(name)), at, context)
        found = await self.client.text_document_code_action_async(asked)
        return {one.title: one for one in found or ()}

    def edited(self, name: str, edits) -> str:
        """The text of a file after edits."""
        text = self.texts[name]
        places = [(self.offset(name, e.range.start), self.offset(name, e.range.end), e.new_text) for e in edits]
        for start, end, words in sorted(places, reverse=True):
            text = text[:start] + words + text[end:]
        return text

    async def do(self, name: str, action):
        """Make the edits of an action, and return the diagnostics."""
        text = self.edited(name, self.changes(action.edit)[self.uri(name)])
        return await self.edit(name, 0, len(self.texts[name]), text)

    async def command(self, command):
        """Run what an action or a lens has; what the server asks for meanwhile is done. Return the answer."""
        asked = lsp.ExecuteCommandParams(command.command, command.arguments)
        return await self.client.workspace_execute_command_async(asked)

    def changes(self, edit):
        """The edits by address. They are for the current versions of files, if the editor has said that it checks."""
        if edit.document_changes is None:
            assert not self.checks_versions
            return edit.changes
        assert self.checks_versions
        assert edit.changes is None
        for one in edit.document_changes:
            name = one.text_document.uri.removeprefix(self.folder.as_uri() + "/")
            assert one.text_document.version == self._versions.get(name), name
        return {one.text_document.uri: one.edits for one in edit.document_changes}

    def apply(self, edits) -> list[str]:
        """Make edits in open files, as a client does that is asked to; return the names of the files."""
        for uri, found in edits.items():
            name = uri.removeprefix(self.folder.as_uri() + "/")
            if name not in self.texts:  # a client opens it
                self.texts[name] = (self.folder / name).read_bytes().decode()
            self.texts[name] = text = self.edited(name, found)
            if name in self._versions:
                self._versions[name] += 1
                change = lsp.TextDocumentContentChangeWholeDocument(text)
                document = lsp.VersionedTextDocumentIdentifier(self._versions[name], uri)
                self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        return [uri.removeprefix(self.folder.as_uri() + "/") for uri in edits]

    async def report(self, name: str):
        """The diagnostics of a file, asked for."""
        asked = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(self.uri(name)))
        return (await self.client.text_document_diagnostic_async(asked)).items

    async def report_all(self, known: Mapping[str, str] = MappingProxyType({})):
        """The reports on all files of the corpus, of those that differ from `known` results: address -> report."""
        before = [lsp.PreviousResultId(uri, value) for uri, value in known.items()]
        found = await self.client.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams(before))
        return {one.uri: one for one in found.items}

    def close(self, name: str):
        closed = lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(self.uri(name)))
        self.client.text_document_did_close(closed)
        self._versions.pop(name)

    def save(self, name: str):
        (self.folder / name).write_bytes(self.texts[name].encode())
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(self.uri(name))))


@asynccontextmanager
async def editor(
    folder: Path,
    client_name: str = CLIENTS[0],
    encodings: list[str] | None = None,
    *,
    asks: bool = False,
    options: Mapping[str, bool] | None = None,
    resolves: bool = False,
    shows: bool = True,
    progress: bool | None = True,
    watches: bool = True,
):
    """An editor with the capabilities of a real one, that knows these encodings of positions, and sets these options.

    With `asks`, it asks for diagnostics, as newer ones do. Otherwise it waits for them. With `resolves`, it asks for
    the places of symbols of the workspace when it needs them. `shows` is whether it shows documents, `progress` whether
    it shows that; None if it refuses that only when it is asked. `watches` is whether it watches files.
    """
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=_serve, args=(theirs,), daemon=True)
    thread.start()
    client = pytest_lsp.make_test_lsp_client()
    client.versions, client.registrations, client.shown, client.progress = {}, [], [], []
    client.refreshes = client.coloured = 0
    client.protocol.fm.features.pop(lsp.WINDOW_SHOW_DOCUMENT)
    client.protocol.fm.features.pop(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # which drops the version
    client.protocol.fm.features.pop(lsp.WORKSPACE_DIAGNOSTIC_REFRESH)
    client.protocol.fm.features.pop(lsp.PROGRESS, None)

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def published(params):
        client.diagnostics[params.uri] = params.diagnostics
        client.versions[params.uri] = params.version

    @client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
    def registered(params):
        client.registrations += params.registrations

    # lsprotocol takes an action that has a command for a command.
    converter = client.protocol._converter
    converter.register_structure_hook(
        lsp.Command | lsp.CodeAction,
        lambda one, _: converter.structure(one, lsp.Command if isinstance(one.get("command"), str) else lsp.CodeAction),
    )

    @client.feature(lsp.WINDOW_SHOW_DOCUMENT)
    def show(params):
        client.shown.append(params)
        return lsp.ShowDocumentResult(success=True)

    @client.feature(lsp.WORKSPACE_SEMANTIC_TOKENS_REFRESH)
    def coloured(_):
        client.coloured += 1

    @client.feature(lsp.WORKSPACE_APPLY_EDIT)
    def apply(params):
        if client.window.refuses:
            return lsp.ApplyWorkspaceEditResult(applied=False, failure_reason=client.window.refuses)
        client.window.apply(client.window.changes(params.edit))
        return lsp.ApplyWorkspaceEditResult(applied=True)

    @client.feature(lsp.WORKSPACE_DIAGNOSTIC_REFRESH)
    def refreshed(_):
        client.refreshes += 1

    @client.feature(lsp.PROGRESS)
    def progressed(params):
        client.progress.append(params.value)

    reader, writer = await asyncio.open_connection(sock=ours)
    client.protocol.set_writer(writer)
    listening = asyncio.create_task(
        pygls_io.run_async(stop_event=client._stop_event, reader=reader, protocol=client.protocol)
    )
    capabilities = pytest_lsp.client_capabilities(client_name)
    if asks:
        capabilities.text_document.diagnostic = lsp.DiagnosticClientCapabilities()
        capabilities.workspace.diagnostics = lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    resolve = lsp.ClientSymbolResolveOptions(["location.range"]) if resolves else None
    capabilities.workspace.symbol = lsp.WorkspaceSymbolClientCapabilities(resolve_support=resolve)
    if not shows:
        capabilities.window.show_document = None
    if not progress:
        capabilities.window.work_done_progress = progress is None
        client.protocol.fm.features.pop(lsp.WINDOW_WORK_DONE_PROGRESS_CREATE)
    watching = lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watches)
    capabilities.workspace.did_change_watched_files = watching
    if encodings is not None:
        capabilities.general = capabilities.general or lsp.GeneralClientCapabilities()
        capabilities.general.position_encodings = encodings
    given = await client.initialize_session(
        lsp.InitializeParams(
            capabilities=capabilities, root_uri=folder.as_uri(), process_id=None, initialization_options=options
        )
    )
    encoding = str(getattr(given.capabilities.position_encoding, "value", given.capabilities.position_encoding))
    client.announced = given.capabilities
    client.legend = given.capabilities.semantic_tokens_provider.legend
    client.window = Editor(client, folder, encoding)
    client.window.checks_versions = bool(capabilities.workspace.workspace_edit.document_changes)
    try:
        yield client.window
    finally:
        await client.shutdown_session()
        thread.join(20)
        await asyncio.gather(listening, return_exceptions=True)
        writer.close()
        with suppress(ConnectionError):  # the answer to what the server asked for last
            await writer.wait_closed()
        theirs.close()
    assert not thread.is_alive()


_STREAMS = threading.Lock()


def _serve(sock: socket.socket) -> None:
    """The command, with the socket as its standard streams."""
    with (
        _STREAMS,
        open(os.dup(sock.fileno()), encoding="utf-8") as given,
        open(os.dup(sock.fileno()), "w", encoding="utf-8") as out,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "stdin", given)
        patch.setattr(sys, "stdout", out)
        patch.setenv("NEWSCORPUS_DEBUG", "1")
        try:
            main(["lsp"])
        except SystemExit as end:
            assert not end.code  # noqa: PT017
        finally:
            sock.shutdown(socket.SHUT_RDWR)
