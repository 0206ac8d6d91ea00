"""A preview: the pages of articles on the disk, read again when a file changes, for a live server."""

import json
import os
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import attrs

from newscorpus.api.compare import ArticlePlaces
from newscorpus.checking.discovery import watched
from newscorpus.diagnostics.report import Diagnostic, Report, Span
from newscorpus.diagnostics.report import Path as DataPath
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import Article
from newscorpus.views import pages
from newscorpus.views.article_site import INDEX, ArticleSite, Part
from newscorpus.views.cards import explanations
from newscorpus.views.corpus import Entry
from newscorpus.views.marks import keys_of, marks_of
from newscorpus.views.server import Answer, BadRequestError, LiveServer
from newscorpus.views.shelf import Shelf
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

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The indexes of the articles, by the addresses of their pages."""
        return {address: i for i, address in enumerate(self.site.addresses)} if self.site else {}


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
        self._parts: tuple[Site | None, Mapping[str, Part]] = None, {}
        """The parts of a large corpus by address, and the site that they are of."""
        self._known: set[str] = set()
        self._lock = threading.Lock()

    def refresh(self) -> bool:
        """Read again, and report whether anything is different now."""
        shown = _Shown.of(self._read)
        with self._lock:
            if shown == self._shown:
                return False
            self._shown = shown
        return True

    @property
    def problem(self) -> str:
        """Why nothing could be read, if the articles are not the reason; empty otherwise."""
        return self._shown.problem

    @property
    def texts(self) -> frozenset[str]:
        """The files of the article texts."""
        return self._shown.site.texts if isinstance(self._shown.site, ArticleSite) else frozenset()

    @property
    def articles(self) -> tuple[int, int]:
        """The number of articles that are shown, and of all."""
        site = self._shown.site
        return (len(site.addresses), len(site.addresses) + site.unshown) if site else (0, 0)

    def page(self, address: str) -> str | None:
        """Return a page; of an article that cannot be read now, the findings."""
        with self._lock:
            page = self._make(self._shown, address)
            if page is not None:
                self._known.add(address)
            return page

    def _make(self, shown: _Shown, address: str) -> str | None:
        site = shown.site
        if address in ("", INDEX) and site is not None and (site.addresses or not shown.report.diagnostics):
            if self._is_alone(site):
                return site.page(0, alone=True)
            catalog = [part.entry for part in self._parts_of(site).values()]
            return site.index(catalog) if isinstance(site, ArticleSite) else site.index()
        if site is not None and address in shown.numbers:
            return site.page(shown.numbers[address])
        return findings_page(shown.report, shown.problem) if address in ("", INDEX, *self._known) else None

    def _parts_of(self, site: Site | None) -> Mapping[str, Part]:
        """The parts of a large corpus. Those that have not changed are not made again."""
        of, parts = self._parts
        if of is not site:
            made = site.parts_of_index(parts) if isinstance(site, ArticleSite) else ()
            self._parts = site, {part.address: part for part in made}
        return self._parts[1]

    def _part(self, address: str) -> Part | None:
        with self._lock:
            return self._parts_of(self._shown.site).get(address)

    def _is_alone(self, site: Site) -> bool:
        return self._alone and len(site.addresses) == 1

    def get(self, address: str, version: int) -> Answer | None:
        """Return a page as a server sends it, with the script that follows its versions; or a part of the data."""
        if part := self._part(address):
            return Answer(part.script.encode(), "text/javascript; charset=utf-8")
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
        with self._lock:
            shown, site = self._shown, self._shown.site
            if not isinstance(site, ArticleSite):
                return None
            if address in ("", INDEX):
                return site.entries[0] if self._is_alone(site) else None
            return site.entries[shown.numbers[address]] if address in shown.numbers else None


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
    started: Callable[[LiveServer, int, int], None],
    port: int = 0,
    editor: str | None = None,
    compare: bool = False,
    limit: int | None = None,
) -> None:
    """Serve the pages of articles, until the process is interrupted.

    Args:
        paths: Files and folders, as for `check`.
        started: Is called with the server, the number of articles shown and that of all, when it serves.
        port: The port; a free one if it is 0.
        editor: Where a click leads to; see `editor_link`.
        compare: Whether each path has the articles of an annotator.
        limit: How many articles to show, the first ones; all if it is None.

    Raises:
        UsageError: If a path does not exist, or the port is in use.
    """
    link = editor_link(editor) if editor else lambda _: None
    alone = len(paths) == 1 and not paths[0].is_dir()
    before = watched(paths)  # before they are read: a change meanwhile is one
    shelf = Shelf()

    def read() -> Site:
        return site_of(paths, compare=compare, shelf=shelf, limit=limit)

    preview = Preview(read, alone=alone or compare, opened=link)
    if preview.problem:
        raise UsageError(preview.problem)
    texts = preview.texts
    before |= watched((), texts)
    server = LiveServer(preview, port)
    server.start()
    try:
        started(server, *preview.articles)
        while True:
            begun = time.monotonic()
            now = watched(paths, texts)
            spent = time.monotonic() - begun
            if now != before:
                if preview.refresh():
                    server.update()
                shelf.sweep()
                before, texts = now, preview.texts
            time.sleep(max(_PAUSE, 5 * spent))  # to look takes at most a sixth of the time
    finally:
        server.stop()
