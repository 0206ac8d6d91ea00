"""The server: it keeps the open files, checks them while they are edited, and passes requests to the features."""

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import attrs
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, json_rpc
from pygls.uris import to_fs_path

from newscorpus._version import __version__
from newscorpus.errors import UsageError
from newscorpus.lsp import actions, change, completion, feature, hover, in_text, navigation, outline, rename
from newscorpus.lsp.annotated import located
from newscorpus.lsp.corpora import Corpora, watch
from newscorpus.lsp.diagnostics import Reports, differences, shown
from newscorpus.lsp.document import Document
from newscorpus.lsp.preview import Previews
from newscorpus.lsp.workspace import YAML, Options, TextFile, Workspace

_FEATURES: Final[tuple[feature.Feature, ...]] = (
    *completion.FEATURES,
    *hover.FEATURES,
    *navigation.FEATURES,
    *rename.FEATURES,
    *outline.FEATURES,
    *in_text.FEATURES,
    *change.FEATURES,
    *actions.FEATURES,
)
"""What the server answers, beside what is about its session and the open files."""
_COMMANDS: Final[tuple[feature.Command, ...]] = (
    *actions.COMMANDS,
    *navigation.COMMANDS,
    *rename.COMMANDS,
    *feature.COMMANDS,
)
"""What a client can ask the server to do."""


_DEBOUNCE: Final = 0.05
"""Seconds without a change after which a file is checked."""
_WATCHED: Final = "**/*.{yaml,yml,txt}"


class Protocol(LanguageServerProtocol):  # type: ignore[misc] # without types
    """The protocol, with an answer to each request: pygls has none to those whose parameters it cannot read."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Return a message; the error that answers a request, if it cannot be read."""
        try:
            return super().structure_message(data)
        except JsonRpcException as e:
            if "method" not in data or "id" not in data:
                raise
            return _Unreadable(data["id"], e)

    def handle_message(self, message: Any) -> None:
        """Handle a message."""
        if isinstance(message, _Unreadable):
            self._send_response(message.request, None, message.error.to_response_error())
        else:
            super().handle_message(message)


@attrs.frozen
class _Unreadable:
    """A request that cannot be read."""

    request: str | int
    error: JsonRpcException


class Server:
    """One session with a client."""

    def __init__(self) -> None:
        # Whole texts: pygls applies partial changes by other line ends than those of the protocol.
        whole = lsp.TextDocumentSyncKind.Full
        logging.getLogger(json_rpc.__name__).addFilter(feature.is_no_refusal)
        self.protocol = LanguageServer("newscorpus", __version__, text_document_sync_kind=whole, protocol_cls=Protocol)
        self._workspace = Workspace(self.protocol)
        self._corpora = Corpora(self._workspace, self._check_all)
        self._reports = Reports(self._workspace)
        self._watching: asyncio.Task[None] | None = None
        self._is_asked = False
        """Whether the client asks for diagnostics. Otherwise they are published."""
        self._published = set[str]()
        """The files that are not open, of which there are published diagnostics."""
        own: tuple[tuple[str, Any], ...] = (
            (lsp.INITIALIZE, self._agree),
            (lsp.INITIALIZED, self._start),
            (lsp.TEXT_DOCUMENT_DID_OPEN, self._open),
            (lsp.TEXT_DOCUMENT_DID_CHANGE, self._change),
            (lsp.TEXT_DOCUMENT_DID_SAVE, self._reload),
            (lsp.TEXT_DOCUMENT_DID_CLOSE, self._close),
            (lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._reload),
        )
        for name, handler in own:
            self.protocol.feature(name)(partial(handler))  # a method cannot have the attributes that it sets
        for request in _FEATURES:
            self.protocol.feature(request.method, request.options)(partial(request.answer, self._workspace))
        for command in _COMMANDS:
            self.protocol.command(command.name)(command.on(self._workspace))
        Previews(self.protocol, self._workspace.documents).register()

    def serve(self) -> None:
        """Serve over standard input and output, until the client ends the session.

        Raises UsageError if standard input is closed.
        """
        if sys.stdin is None:
            raise UsageError("standard input is closed")
        with open(os.dup(sys.stdout.fileno()), "wb") as out:  # it closes its output, and the command flushes its own
            self.protocol.start_io(sys.stdin.buffer, out)

    def _agree(self, params: lsp.InitializeParams) -> None:
        """Let the client ask for diagnostics if it then learns when there are others; or else publish them."""
        self._workspace.options = Options.of(params.initialization_options)
        within = params.capabilities.workspace
        self._is_asked = bool(
            params.capabilities.text_document
            and params.capabilities.text_document.diagnostic
            and within
            and within.diagnostics
            and within.diagnostics.refresh_support
        )
        if self._is_asked:
            options = lsp.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True)
            self.protocol.feature(lsp.TEXT_DOCUMENT_DIAGNOSTIC, options)(partial(self._report))
            self.protocol.feature(lsp.WORKSPACE_DIAGNOSTIC)(partial(self._report_all))

    async def _start(self, _: lsp.InitializedParams) -> None:
        encoding = self.protocol.server_capabilities.position_encoding
        self._workspace.encoding = str(getattr(encoding, "value", encoding) or "utf-16")
        watching = self.protocol.client_capabilities.workspace
        if watching and watching.did_change_watched_files and watching.did_change_watched_files.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(_WATCHED)])
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            self.protocol.client_register_capability(
                lsp.RegistrationParams([lsp.Registration("watched", method, options)])
            )
        else:
            looking = watch(self._corpora.read, self._look_again)
            self._watching = asyncio.get_running_loop().create_task(looking)
        await self._corpora.begin_at(self._folders())

    def _folders(self) -> list[Path]:
        """The folders of the window."""
        uris = self.protocol.workspace.folders or filter(None, [self.protocol.workspace.root_uri])
        return [Path(os.path.realpath(name)) for uri in uris if (name := to_fs_path(uri)) is not None]

    def _open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        given = params.text_document
        name = to_fs_path(given.uri)
        if name is None or not given.uri.startswith("file:"):
            return
        path = located(Path(name))
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

    async def _close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        self._workspace.texts.pop(params.text_document.uri, None)
        document = self._workspace.documents.pop(params.text_document.uri, None)
        if document is not None:
            self._publish(document.uri, (), document.version)
            await self._corpora.closed(document)

    async def _reload(self, _: object) -> None:
        await self._look_again()

    async def _look_again(self) -> None:
        """Read again what has changed on the disk, which may be another article, a text or a `corpus.yaml`."""
        self._corpora.reload()
        if not self._is_asked:
            await self._corpora.settle()
            await self._publish_closed()

    def _check_all(self) -> None:
        for document in self._workspace.documents.values():
            self._schedule(document, 0)
        if self._is_asked:
            self.protocol.workspace_diagnostic_refresh(None)

    def _schedule(self, document: Document, delay: float) -> asyncio.Task[None]:
        """Check a file soon, once however often it changes until then."""
        document.wants_check = True
        if document.checking is None or document.checking.done():
            document.checking = asyncio.get_running_loop().create_task(self._check(document, delay))
        return document.checking

    async def _check(self, document: Document, delay: float) -> None:
        """Check a file until the result is that of its current version."""
        await asyncio.sleep(delay)
        while document.wants_check and self._is_open(document):
            document.wants_check = False
            version = document.version
            async with self._workspace.lock:
                analysis = await self._corpora.analyze(document)
            document.accept(analysis)
            if document.version == version and self._is_open(document):
                items = shown(self._workspace, document, analysis.diagnostics, self._workspace.options)
                self._publish(document.uri, items, version)
                self._colour_texts()

    def _colour_texts(self) -> None:
        """Let the client ask again what is annotated in the open texts."""
        workspace = self.protocol.client_capabilities.workspace
        tokens = workspace.semantic_tokens if workspace else None
        if self._workspace.texts and tokens and tokens.refresh_support:
            self.protocol.workspace_semantic_tokens_refresh(None)

    def _is_open(self, document: Document) -> bool:
        return self._workspace.documents.get(document.uri) is document

    def _publish(self, uri: str, items: Sequence[lsp.Diagnostic], version: int | None = None) -> None:
        if not self._is_asked:
            self._published.discard(uri)
            self.protocol.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, items, version))

    async def _publish_closed(self) -> None:
        """Publish the findings in files that are not open."""
        reports = await self._reports.all()
        closed = {report.uri: report.items for report in reports if report.uri not in self._workspace.documents}
        for uri in self._published - closed.keys() - self._workspace.documents.keys():
            self._publish(uri, ())
        for uri, items in closed.items():
            self._publish(uri, items)
        self._published = set(closed)

    async def _report(self, params: lsp.DocumentDiagnosticParams) -> lsp.RelatedFullDocumentDiagnosticReport:
        document = self._workspace.documents.get(params.text_document.uri)
        if document is None:
            return lsp.RelatedFullDocumentDiagnosticReport([])
        await asyncio.shield(self._schedule(document, 0))
        return lsp.RelatedFullDocumentDiagnosticReport(
            shown(self._workspace, document, document.analysis.diagnostics, self._workspace.options)
        )

    async def _report_all(self, params: lsp.WorkspaceDiagnosticParams) -> lsp.WorkspaceDiagnosticReport:
        await self._corpora.settle()
        checks = (document.checking for document in self._workspace.documents.values())
        await asyncio.gather(*(asyncio.shield(task) for task in checks if task is not None))
        return lsp.WorkspaceDiagnosticReport(differences(await self._reports.all(), params.previous_result_ids))
