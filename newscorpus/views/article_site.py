"""Articles -> a site: a page for the corpus and one for each article, each made when it is asked for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import attrs

from newscorpus.checking.kept import KeptOutcomes
from newscorpus.checking.session import CheckSession
from newscorpus.checking.stream import ArticleStream
from newscorpus.diagnostics.report import Diagnostic, Report
from newscorpus.models import Article, Manifest
from newscorpus.rules import ArticleSummary
from newscorpus.views import phrases
from newscorpus.views.article import Elsewhere, Link, Navigation, article_page
from newscorpus.views.corpus import Entry, corpus_page
from newscorpus.views.marks import keys_of

INDEX = "index.html"
FOLDER = "articles"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@attrs.frozen(slots=False)
class ArticleSite:
    """The pages of articles, which may have errors: they are shown as far as they can be read, with their findings."""

    title: str
    manifest: Manifest | None
    """The settings of the corpus, if it is one."""
    entries: tuple[Entry, ...]
    report: Report

    @property
    def addresses(self) -> list[str]:
        """The addresses of the pages of articles, relative to that of the corpus."""
        return [entry.href for entry in self.entries]

    @property
    def repeats_ids(self) -> bool:
        """Whether several articles have one id: they may be by several annotators."""
        return len({entry.article.id for entry in self.entries}) < len(self.entries)

    def index(self) -> str:
        """Return the page of the corpus."""
        placed = {finding for entry in self.entries for finding in entry.findings}
        rest = [finding for finding in self.report.diagnostics if finding not in placed]
        return corpus_page(self.title, self.manifest, self.entries, rest)

    def page(self, i: int, *, alone: bool = False) -> str:
        """Return the page of an article, by its index: with links to the others, unless it is to be alone."""
        entry = self.entries[i]
        if alone:
            return article_page(entry.article, entry.findings)
        return article_page(entry.article, entry.findings, navigation=self._steps(i), others=self._events)

    def parts(self, address: str) -> object:
        """Return what the page of an article is made of: of equal parts, the same page; None if there is no page."""
        i = self._numbers.get(address)
        return None if i is None else (self.entries[i], self._steps(i), self._events)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {address: i for i, address in enumerate(self.addresses)}

    def _steps(self, i: int) -> Navigation:
        near = range(max(i - 1, 0), min(i + 2, len(self.entries)))
        pages = [(phrases.heading(self.entries[at].article), self.entries[at].href) for at in near]
        return navigation(self.title, pages, near.index(i))

    @cached_property
    def _events(self) -> Elsewhere:
        return dict(link for entry in self.entries for link in _events(entry))


def article_site(session: CheckSession, kept: KeptOutcomes | None = None) -> ArticleSite:
    """Check the articles of a session and return their site. Those that have not changed are taken from `kept`."""
    stream = ArticleStream(session, examine=kept.opened) if kept else ArticleStream(session)
    results = (one.result for one in stream)
    articles = [(one.article, _source(one.summary)) for one in results if one.article is not None]
    report = stream.report()
    found = _by_source(report.diagnostics)
    hrefs = addresses_of(article for article, _ in articles)
    entries = (Entry(article, found.of(at), href) for (article, at), href in zip(articles, hrefs, strict=True))
    manifest = session.corpora[0].manifest if len(session.corpora) == 1 else None
    return ArticleSite(_title(session), manifest, tuple(entries), report)


def _title(session: CheckSession) -> str:
    names = [corpus.manifest.title or corpus.name for corpus in session.corpora if corpus.shown]
    return ", ".join(filter(None, names)) or "Articles"


def _events(entry: Entry) -> Iterator[tuple[str, Link]]:
    """The events of an article by the names that other articles use, with links to them."""
    keys, page = keys_of(entry.article), Path(entry.href).name
    for name, event in entry.article.events.items():
        yield f"{entry.article.id}#{name}", Link(phrases.title(event), f"{page}#{keys['events', name]}")


def navigation(title: str, pages: Sequence[tuple[str, str]], i: int) -> Navigation:
    """Return the links of the page with an index among others, each with its heading and its address."""

    def step(to: int) -> Link | None:
        return Link(pages[to][0], Path(pages[to][1]).name) if 0 <= to < len(pages) else None

    return Navigation(f"../{INDEX}", title, step(i - 1), step(i + 1))


def addresses_of(articles: Iterable[Article]) -> list[str]:
    """Return an address for each page, named after the id of the article if that is a file name on every system."""
    taken: set[str] = set()
    found = []
    for i, article in enumerate(articles, 1):
        wanted = article.id if _NAME.fullmatch(article.id) else "article"
        name = wanted
        while name.casefold() in taken:
            name = f"{wanted}-{i}" if name == wanted else f"{name}-again"
        taken.add(name.casefold())
        found.append(f"{FOLDER}/{name}.html")
    return found


_Source = tuple[str, int | None]
"""A file, and the line of the article in it if it is JSON Lines."""


def _source(summary: ArticleSummary | None) -> _Source:
    assert summary is not None
    return summary.file, summary.record


@attrs.frozen
class _Findings:
    """The findings of a report, by file and line."""

    by_line: dict[str, dict[int, list[Diagnostic]]]

    def of(self, source: _Source) -> tuple[Diagnostic, ...]:
        """Return the findings of one article, in order."""
        file, record = source
        lines = self.by_line.get(file, {})
        return tuple(lines.get(record, ()) if record else (d for found in lines.values() for d in found))


def _by_source(diagnostics: Iterable[Diagnostic]) -> _Findings:
    found: defaultdict[str, dict[int, list[Diagnostic]]] = defaultdict(dict)
    for diagnostic in diagnostics:
        found[diagnostic.primary.file].setdefault(diagnostic.primary.line, []).append(diagnostic)
    return _Findings(found)
