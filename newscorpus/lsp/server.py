"""The server: it keeps the open files, checks them while they are edited, and passes requests to the features."""

import asyncio
import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final

import attrs
from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from newscorpus._version import __version__
from newscorpus.errors import UsageError
from newscorpus.lsp.analysis import analyze
from newscorpus.lsp.diagnostics import to_client
from newscorpus.lsp.document import Document
from newscorpus.lsp.features import COMMANDS, FEATURES
from newscorpus.lsp.workspace import YAML, TextFile, Workspace

_DEBOUNCE: Final = 0.05
"""Seconds without a change after which a file is checked."""
_WATCHED: Final = "**/*.{yaml,yml,txt}"


class Server:
    """One session with a client."""

    def __init__(self) -> None:
        # Whole texts: pygls applies partial changes by other line ends than those of the protocol.
        whole = lsp.TextDocumentSyncKind.Full
        self.protocol = LanguageServer("newscorpus", __version__, text_document_sync_kind=whole)
        self._workspace = Workspace(self.protocol)
        own: tuple[tuple[str, Any], ...] = (
            (lsp.INITIALIZED, self._start),
            (lsp.TEXT_DOCUMENT_DID_OPEN, self._open),
            (lsp.TEXT_DOCUMENT_DID_CHANGE, self._change),
            (lsp.TEXT_DOCUMENT_DID_SAVE, self._check_all),
            (lsp.TEXT_DOCUMENT_DID_CLOSE, self._close),
            (lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._check_all),
        )
        for name, handler in own:
            self.protocol.feature(name)(partial(handler))  # a method cannot have the attributes that it sets
        for feature in FEATURES:
            self.protocol.feature(feature.method, feature.options)(partial(feature.answer, self._workspace))
        for command in COMMANDS:
            self.protocol.command(command.name)(command.on(self._workspace))

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

    def _open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        given = params.text_document
        name = to_fs_path(given.uri)
        if name is None or not given.uri.startswith("file:"):
            return
        path = Path(os.path.realpath(os.path.dirname(name)), os.path.basename(name))  # noqa: PTH119, PTH120
        if path.suffix not in YAML:
            self._workspace.texts[given.uri] = TextFile(given.uri, path, given.text, self._workspace.encoding)
            return
        document = Document(given.uri, path, given.version, given.text, self._workspace.encoding)
        self._workspace.documents[given.uri] = document
        self._schedule(document, 0)

    def _change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        uri, texts = params.text_document.uri, self._workspace.texts
        if uri in texts:
            texts[uri] = attrs.evolve(texts[uri], text=params.content_changes[-1].text)
        document = self._workspace.documents.get(uri)
        if document is not None:
            document.change(params.text_document.version, params.content_changes[-1].text)
            self._schedule(document, _DEBOUNCE)

    def _close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        self._workspace.texts.pop(params.text_document.uri, None)
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
            async with self._workspace.lock:
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
