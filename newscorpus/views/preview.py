"""A preview: the pages of articles on the disk, read again when a file changes, for a live server."""

import json
import os
import re
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import attrs

from newscorpus.api.compare import ArticlePlaces
from newscorpus.checking.cache import Remembered
from newscorpus.checking.discovery import watched
from newscorpus.diagnostics.report import Diagnostic, Report, Span
from newscorpus.diagnostics.report import Path as DataPath
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import Article
from newscorpus.views import pages
from newscorpus.views.article_site import INDEX, ArticleSite
from newscorpus.views.cards import explanations
from newscorpus.views.corpus import Entry
from newscorpus.views.marks import keys_of, marks_of
from newscorpus.views.server import Answer, BadRequestError, LiveServer
from newscorpus.views.site import Site, site_of

EDITORS: Final = {"vscode": "vscode://file{path}:{line}:{column}"}
"""The links of editors that have a name."""
_LINK: Final = re.compile(r"(?!(?:https?|file|data|javascript):)[a-z][a-z0-9+.-]*:.*\{path\}.*", re.IGNORECASE)
_PAUSE: Final = 0.2
"""Seconds between two looks at the files."""
Place = Callable[[Article, DataPath], Span | None]
"""Where the file of an article has a value."""


def place_on_disk(article: Article, path: DataPath) -> Span | None:
    """Return where the file of an article has a value."""
    try:
        return ArticlePlaces(article).span(path)
    except UsageError:  # it has changed, and cannot be read now
        return None


@attrs.frozen(slots=False)
class _Shown:
    """What was read last: a site, or why there is none."""

    site: Site | None
    report: Report = attrs.field(factory=Report)
    problem: str = ""

    @classmethod
    def of(cls, read: Callable[[], Site]) -> "_Shown":
        try:
            site = read()
        except InvalidCorpus as e:
            return cls(None, e.report)
        except (UsageError, OSError) as e:
            return cls(None, problem=str(e))
        return cls(site, site.report)


class Preview:
    """The pages of what `read` returns. It may be asked by several threads."""

    most: Final = 4096
    """Bytes of a click."""

    def __init__(
        self,
        read: Callable[[], Site],
        *,
        alone: bool = False,
        place: Place = place_on_disk,
        opened: Callable[[Span], str | None] = lambda _: None,
    ) -> None:
        """Read for the first time.

        Args:
            read: Reads the articles.
            alone: Whether it is one article, whose page is the first one.
            place: Tells where the file of an article has a value.
            opened: Opens a place in an editor, or returns a link that does.
        """
        self._read, self._alone, self._place, self._opened = read, alone, place, opened
        self._shown = _Shown.of(read)
        self._pages: dict[str, str] = {}
        self._known: set[str] = set()
        self._lock = threading.Lock()

    def refresh(self) -> bool:
        """Read again, and report whether anything is different now."""
        shown = _Shown.of(self._read)
        with self._lock:
            if shown == self._shown:
                return False
            same = [address for address in self._pages if _is_same(address, self._shown.site, shown.site)]
            self._shown, self._pages = shown, {address: self._pages[address] for address in same}
        return True

    @property
    def problem(self) -> str:
        """Why nothing could be read, if the articles are not the reason; empty otherwise."""
        return self._shown.problem

    def texts(self) -> set[Path]:
        """Return the files of the article texts."""
        site = self._shown.site
        articles = [entry.article for entry in site.entries] if isinstance(site, ArticleSite) else []
        return {
            Path(article.path).parent / article.text_file for article in articles if article.path and article.text_file
        }

    @property
    def articles(self) -> int:
        """The number of articles that are shown."""
        return len(self._shown.site.addresses) if self._shown.site else 0

    def page(self, address: str) -> str | None:
        """Return a page; of an article that cannot be read now, the findings."""
        with self._lock:
            if address not in self._pages:
                page = self._make(self._shown, address)
                if page is None:
                    return None
                self._known.add(address)
                self._pages[address] = page
            return self._pages[address]

    def _make(self, shown: _Shown, address: str) -> str | None:
        site = shown.site
        if address in ("", INDEX) and site is not None and (site.addresses or not shown.report.diagnostics):
            return site.page(0, alone=True) if self._is_alone(site) else site.index()
        if site is not None and address in site.addresses:
            return site.page(list(site.addresses).index(address))
        return findings_page(shown.report, shown.problem) if address in ("", INDEX, *self._known) else None

    def _is_alone(self, site: Site) -> bool:
        return self._alone and len(site.addresses) == 1

    def get(self, address: str, version: int) -> Answer | None:
        """Return a page as a server sends it, with the script that follows its versions."""
        page = self.page(address)
        if page is None:
            return None
        body = pages.live(page, version).encode("utf-8", "backslashreplace")
        return Answer(body, "text/html; charset=utf-8")

    def post(self, address: str, data: Any) -> Answer | None:
        """Take a click in a page: on the card or mark with a key, at an offset of the text."""
        if address != "click":
            return None
        page, key, at = (data.get(name) for name in ("page", "key", "at")) if isinstance(data, dict) else (None,) * 3
        if not isinstance(page, str) or not isinstance(key, str) or not (at is None or type(at) is int):
            raise BadRequestError
        return Answer(json.dumps({"open": self.click(page, key, at)}).encode())

    def click(self, address: str, key: str, at: int | None) -> str | None:
        """Open what a card or mark shows in the editor. Returns a link that does, if there is one."""
        span = self.place(address, key, at)
        return self._opened(span) if span else None

    def place(self, address: str, key: str, at: int | None) -> Span | None:
        """Return where the file has what the card with a key shows, or its mark at an offset of the text."""
        entry = self._entry(address)
        if entry is None:
            return None
        if key.startswith("f"):
            findings = dict(zip((f"f{i}" for i in range(1, len(entry.findings) + 1)), entry.findings, strict=True))
            return findings[key].primary if key in findings else None
        cards = keys_of(entry.article) | {("todo", i): f"t{i + 1}" for i in range(len(entry.article.todo))}
        path = next((path for path, own in cards.items() if own == key), None)
        here = [m for m in marks_of(entry.article) if m.owner == key and at is not None and m.start <= at < m.end]
        if here:
            path = min(here, key=lambda mark: mark.end - mark.start).path
        return self._place(entry.article, path) if path else None

    def _entry(self, address: str) -> Entry | None:
        site = self._shown.site
        if not isinstance(site, ArticleSite):
            return None
        if address in ("", INDEX):
            return site.entries[0] if self._is_alone(site) else None
        return next((entry for entry in site.entries if entry.href == address), None)


def _is_same(address: str, before: Site | None, now: Site | None) -> bool:
    """Whether the page of an article need not be made again."""
    if not isinstance(before, ArticleSite) or not isinstance(now, ArticleSite):
        return False
    parts = now.parts(address)
    return parts is not None and parts == before.parts(address)


def findings_page(report: Report, problem: str = "") -> str:
    """Return the page that is shown instead of articles that cannot be read."""
    diagnostics: Sequence[Diagnostic] = report.diagnostics
    context = {"findings": diagnostics, "problem": problem, "explanations": explanations(diagnostics)}
    return pages.page("findings.html", context, style="newscorpus.css")


def editor_link(editor: str) -> Callable[[Span], str]:
    """Return what makes a link to a place.

    Args:
        editor: The name of an editor, or a link with `{path}`, `{line}` and `{column}`.

    Raises:
        UsageError: If it is neither.
    """
    template = EDITORS.get(editor, editor)
    if not _LINK.fullmatch(template):
        names = ", ".join(EDITORS)
        raise UsageError(f"{editor} is no editor: use {names} or a link such as {EDITORS['vscode']}")

    def link(span: Span) -> str:
        values = {"path": quote(os.path.abspath(span.file)), "line": str(span.line), "column": str(span.column)}
        return re.sub(r"\{(path|line|column)\}", lambda match: values[match[1]], template)

    return link


def serve(
    paths: Sequence[Path],
    *,
    started: Callable[[LiveServer, int], None],
    port: int = 0,
    editor: str | None = None,
    compare: bool = False,
) -> None:
    """Serve the pages of articles, until the process is interrupted.

    Args:
        paths: Files and folders, as for `check`.
        started: Is called with the server and the number of articles when it serves.
        port: The port; a free one if it is 0.
        editor: Where a click leads to; see `editor_link`.
        compare: Whether each path has the articles of an annotator.

    Raises:
        UsageError: If a path does not exist, or the port is in use.
    """
    link = editor_link(editor) if editor else lambda _: None
    alone = len(paths) == 1 and not paths[0].is_dir()
    before = watched(paths)  # before they are read: a change meanwhile is one
    kept = Remembered()
    preview = Preview(lambda: site_of(paths, compare=compare, kept=kept), alone=alone or compare, opened=link)
    if preview.problem:
        raise UsageError(preview.problem)
    texts = preview.texts()
    before |= watched((), texts)
    server = LiveServer(preview, port)
    server.start()
    try:
        started(server, preview.articles)
        while True:
            begun = time.monotonic()
            now = watched(paths, texts)
            if now != before:
                if preview.refresh():
                    server.update()
                before, texts = now, preview.texts()
            time.sleep(max(_PAUSE, 5 * (time.monotonic() - begun)))  # at most a sixth of the time
    finally:
        server.stop()
