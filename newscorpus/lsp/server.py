"""The server: it keeps the open files, checks them while they are edited, and answers requests about them."""

import asyncio
import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from newscorpus._version import __version__
from newscorpus.errors import UsageError
from newscorpus.lsp import actions, completion, hover, navigation
from newscorpus.lsp.analysis import analyze, begin
from newscorpus.lsp.diagnostics import to_client
from newscorpus.lsp.document import Document
from newscorpus.lsp.navigation import Workspace, name_at
from newscorpus.lsp.preview import Previews
from newscorpus.lsp.rename import Rename

_DEBOUNCE: Final = 0.05
"""Seconds without a change after which a file is checked."""
_ENDINGS: Final = (".yaml", ".yml")
_WATCHED: Final = "**/*.{yaml,yml,txt}"


class Server:
    """One session with a client."""

    def __init__(self) -> None:
        # Whole texts: pygls applies partial changes by other line ends than those of the protocol.
        whole = lsp.TextDocumentSyncKind.Full
        self.protocol = LanguageServer("newscorpus", __version__, text_document_sync_kind=whole)
        self._workspace = Workspace()
        self._lock = asyncio.Lock()
        """One check at a time."""
        trigger = lsp.CompletionOptions(trigger_characters=list(completion.TRIGGERS))
        kinds = lsp.CodeActionOptions(code_action_kinds=list(actions.KINDS))
        features: tuple[tuple[str, Any, Any], ...] = (
            (lsp.INITIALIZED, self._start, None),
            (lsp.TEXT_DOCUMENT_DID_OPEN, self._open, None),
            (lsp.TEXT_DOCUMENT_DID_CHANGE, self._change, None),
            (lsp.TEXT_DOCUMENT_DID_SAVE, self._check_all, None),
            (lsp.TEXT_DOCUMENT_DID_CLOSE, self._close, None),
            (lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._check_all, None),
            (lsp.TEXT_DOCUMENT_COMPLETION, self._complete, trigger),
            (lsp.TEXT_DOCUMENT_HOVER, self._hover, None),
            (lsp.TEXT_DOCUMENT_DEFINITION, self._define, None),
            (lsp.TEXT_DOCUMENT_REFERENCES, self._refer, None),
            (lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, self._highlight, None),
            (lsp.TEXT_DOCUMENT_PREPARE_RENAME, self._prepare_rename, None),
            (lsp.TEXT_DOCUMENT_RENAME, self._rename, lsp.RenameOptions(prepare_provider=True)),
            (lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, self._symbols, None),
            (lsp.TEXT_DOCUMENT_CODE_ACTION, self._act, kinds),
        )
        for name, handler, options in features:
            self.protocol.feature(name, options)(partial(handler))  # a method cannot have the attributes that it sets
        Previews(self.protocol, self._workspace.documents).register()

    def serve(self) -> None:
        """Serve over standard input and output, until the client ends the session.

        Raises UsageError if standard input is closed.
        """
        if sys.stdin is None:
            raise UsageError("standard input is closed")
        with open(os.dup(sys.stdout.fileno()), "wb") as out:  # it closes its output, and the command flushes its own
            self.protocol.start_io(sys.stdin.buffer, out)

    def _start(self, _: lsp.InitializedParams) -> None:
        encoding = self.protocol.server_capabilities.position_encoding
        self._workspace.encoding = str(getattr(encoding, "value", encoding) or "utf-16")
        watching = self.protocol.client_capabilities.workspace
        if watching and watching.did_change_watched_files and watching.did_change_watched_files.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(_WATCHED)])
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            self.protocol.client_register_capability(
                lsp.RegistrationParams([lsp.Registration("watched", method, options)])
            )

    # --- files

    def _open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        given = params.text_document
        path = to_fs_path(given.uri)
        if path is None or not path.endswith(_ENDINGS) or not given.uri.startswith("file:"):
            return
        path = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))  # noqa: PTH118, PTH119, PTH120
        document = Document(given.uri, Path(path), given.version, given.text, self._workspace.encoding)
        self._workspace.documents[given.uri] = document
        self._schedule(document, 0)

    def _change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        document = self._workspace.documents.get(params.text_document.uri)
        if document is not None:
            document.change(params.text_document.version, params.content_changes[-1].text)
            self._schedule(document, _DEBOUNCE)

    def _close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        document = self._workspace.documents.pop(params.text_document.uri, None)
        if document is not None:
            self._publish(document, ())

    def _check_all(self, _: object) -> None:
        """Check all open files: what is saved may be another article, a text or a `corpus.yaml`."""
        for document in self._workspace.documents.values():
            self._schedule(document, 0)

    def _schedule(self, document: Document, delay: float) -> None:
        """Check a file soon, once however often it changes until then."""
        document.wants_check = True
        if document.checking is None or document.checking.done():
            document.checking = asyncio.get_running_loop().create_task(self._check(document, delay))

    async def _check(self, document: Document, delay: float) -> None:
        """Check a file until the result is that of its current version."""
        await asyncio.sleep(delay)
        while document.wants_check and self._is_open(document):
            document.wants_check = False
            version, text, contents = document.version, document.now.text, self._workspace.contents()
            async with self._lock:
                analysis = await asyncio.to_thread(analyze, document.path, text, contents)
            document.accept(analysis)
            if document.version == version and self._is_open(document):
                self._publish(document, analysis.diagnostics)

    def _is_open(self, document: Document) -> bool:
        return self._workspace.documents.get(document.uri) is document

    def _publish(self, document: Document, found: Iterable[Any]) -> None:
        items = [to_client(document, one) for one in found]
        self.protocol.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(document.uri, items, document.version)
        )

    # --- requests

    def _document(self, params: Any) -> Document | None:
        """The open file of a request, if it is an annotation."""
        document = self._workspace.documents.get(params.text_document.uri)
        if document is None:
            return None
        if document.analysis.is_annotation is None:  # the first check may take some time
            document.analysis = begin(document.path, self._workspace.contents())
        return document if document.analysis.is_annotation else None

    def _complete(self, params: lsp.CompletionParams) -> lsp.CompletionList | None:
        document = self._document(params)
        return completion.complete(document, params.position) if document else None

    def _hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        document = self._document(params)
        return hover.hover(document, params.position) if document else None

    def _named(self, params: Any) -> tuple[Document, navigation.Name] | None:
        document = self._document(params)
        if document is None:
            return None
        name = name_at(document, document.place(document.now.positions.offset(params.position)))
        return (document, name) if name else None

    def _define(self, params: lsp.DefinitionParams) -> list[lsp.Location]:
        found = self._named(params)
        return navigation.definitions(self._workspace, *found) if found else []

    def _refer(self, params: lsp.ReferenceParams) -> list[lsp.Location]:
        found = self._named(params)
        if found is None:
            return []
        defined = navigation.definitions(self._workspace, *found) if params.context.include_declaration else []
        return [*defined, *navigation.uses(self._workspace, *found)]

    def _highlight(self, params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        found = self._named(params)
        if found is None:
            return []
        places = [*navigation.definitions(self._workspace, *found), *navigation.uses(self._workspace, *found)]
        return [lsp.DocumentHighlight(one.range) for one in places if one.uri == found[0].uri]

    def _prepare_rename(self, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        found = self._named(params)
        if found is None:
            return None
        document, name = found
        start = name.node.end - len(name.id) if name.article else name.node.start
        return lsp.PrepareRenamePlaceholder(document.now.positions.range(start, name.node.end), name.id)

    async def _rename(self, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        found = self._named(params)
        if found is None:
            return None
        document, name = found
        contents = self._workspace.contents()
        try:
            made = Rename.of(self._workspace, document, name, params.new_name)
            async with self._lock:
                await asyncio.to_thread(made.verify, (document.analysis.root or document.path,), contents)
        except UsageError as e:
            raise JsonRpcException(str(e), code=lsp.LSPErrorCodes.RequestFailed) from None
        return made.to_client(self._workspace)

    def _symbols(self, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        document = self._document(params)
        return navigation.symbols(document) if document else []

    def _act(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        document = self._document(params)
        return actions.actions(document, params) if document else []
