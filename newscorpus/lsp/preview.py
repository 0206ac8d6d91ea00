"""The command `newscorpus.preview`: the page of an open article in a browser, which follows what is typed.

A click in the page shows its place in the editor. The command with a position shows its card in the page.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import attrs
from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from newscorpus.diagnostics.report import Path as DataPath
from newscorpus.diagnostics.report import Report, Span
from newscorpus.errors import UsageError
from newscorpus.formats.source_text import Lines, SourceText
from newscorpus.lsp.document import Analysis, Document
from newscorpus.models import Article

if TYPE_CHECKING:  # pages are imported by the first preview, so that a session starts fast
    from newscorpus.views.article_site import ArticleSite
    from newscorpus.views.preview import Preview
    from newscorpus.views.server import LiveServer

NAME: Final = "newscorpus.preview"
_PAUSE: Final = 0.1
"""Seconds between two looks at the analysis of a file."""


@attrs.define(eq=False)
class _Live:
    """The preview of one file."""

    uri: str
    analysis: Analysis
    """The one that is shown."""
    preview: "Preview" = attrs.field(init=False)
    server: "LiveServer" = attrs.field(init=False)
    following: asyncio.Task[None] = attrs.field(init=False)


class Previews:
    """The previews of a session.

    Args:
        protocol: The server of the session.
        documents: The open files.
    """

    def __init__(self, protocol: LanguageServer, documents: Mapping[str, Document]) -> None:
        self._protocol, self._documents = protocol, documents
        self._lives: dict[str, _Live] = {}

    def register(self) -> None:
        """Offer the command to the client."""

        async def preview(ls: LanguageServer, *arguments: object) -> str | None:  # noqa: ARG001 - pygls gives it first
            return await self._run(*arguments)

        self._protocol.command(NAME)(preview)

    async def _run(self, *arguments: object) -> str | None:
        """Begin a preview, and return its address.

        The arguments are the address of the file, by default the one that was opened last; and a position in it.
        """
        uri = str(arguments[0]) if arguments else next(reversed(list(self._documents)), "")
        document = self._documents.get(uri)
        if document is None or not document.analysis.is_annotation:
            self._tell(lsp.MessageType.Warning, "There is no open annotation to preview.")
            return None
        live = self._lives.get(uri)
        key = _key(document, arguments[1]) if len(arguments) > 1 else None
        if live is not None and key is not None:
            live.server.show(key)
            return live.server.address
        if live is None:
            live = self._lives[uri] = self._begin(document)
        await self._open(live.server.address)
        return live.server.address

    def _begin(self, document: Document) -> _Live:
        from newscorpus.views.preview import Preview
        from newscorpus.views.server import LiveServer

        loop, uri = asyncio.get_running_loop(), document.uri

        def opened(span: Span) -> None:
            loop.call_soon_threadsafe(self._show, uri, span)

        def place(_: Article, path: DataPath) -> Span | None:
            return _place(live.analysis, path)

        live = _Live(uri, document.analysis)
        live.preview = Preview(lambda: _site(live.analysis), alone=True, place=place, opened=opened)
        live.server = LiveServer(live.preview)
        live.server.start()
        live.following = loop.create_task(self._follow(live))
        return live

    async def _follow(self, live: _Live) -> None:
        """Show each new analysis of the file, until the session ends."""
        try:
            while True:
                await asyncio.sleep(_PAUSE)
                document = self._documents.get(live.uri)
                if document is not None and document.analysis is not live.analysis:
                    live.analysis = document.analysis
                    if await asyncio.to_thread(live.preview.refresh):
                        live.server.update()
        finally:
            live.server.stop()

    async def _open(self, address: str) -> None:
        """Let the client open a browser; if it cannot, let it show the address."""
        if self._can_show():
            shown = lsp.ShowDocumentParams(address, external=True)
            with suppress(Exception):  # the client may refuse
                if (await self._protocol.window_show_document_async(shown)).success:
                    return
        self._tell(lsp.MessageType.Info, f"The preview is at {address}")

    def _show(self, uri: str, span: Span) -> None:
        """Let the client show a place of the file."""
        document = self._documents.get(uri)
        if document is None or not self._can_show():
            return
        shift = document.now.bom
        at = document.now.positions.range(span.start + shift, span.end + shift)
        self._protocol.window_show_document(lsp.ShowDocumentParams(uri, take_focus=True, selection=at))

    def _can_show(self) -> bool:
        window = self._protocol.client_capabilities.window
        return bool(window and window.show_document and window.show_document.support)

    def _tell(self, kind: lsp.MessageType, words: str) -> None:
        self._protocol.window_show_message(lsp.ShowMessageParams(kind, words))


def _site(analysis: Analysis) -> "ArticleSite":
    """The page of an article, as it was checked last."""
    from newscorpus.views.article_site import ArticleSite
    from newscorpus.views.corpus import Entry

    report = Report(analysis.diagnostics)
    if analysis.article is None:
        if not analysis.diagnostics:
            raise UsageError("The article has not been checked yet.")
        return ArticleSite("", None, (), report, (), ())
    entry = Entry(analysis.article, analysis.diagnostics, "article.html")
    return ArticleSite("", None, (entry,), report, (entry.href,), (entry.article.id,))


def _place(analysis: Analysis, path: DataPath) -> Span | None:
    """Where the text that was checked has a value."""
    if analysis.locator is None:
        return None
    text = SourceText("", Lines(analysis.text.removeprefix("\ufeff")))
    return text.span(*analysis.locator.span(path))


def _key(document: Document, position: Any) -> str | None:
    """The key of the card for what is at a position."""
    from newscorpus.views.marks import keys_of

    line, character = (
        position.get(name) if isinstance(position, Mapping) else getattr(position, name, None)
        for name in ("line", "character")
    )
    article: Article | None = document.analysis.article
    if not isinstance(line, int) or not isinstance(character, int) or article is None:
        return None
    path = document.place(document.now.positions.offset(lsp.Position(line, character))).path
    return keys_of(article).get(path[:2])
