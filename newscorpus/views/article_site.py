"""Articles that may have errors -> their site: a page for each, and one of the corpus, whose data may be in parts."""

import pickle
import re
import tempfile
import weakref
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import IO, Any, Final, cast, overload

import attrs

from newscorpus.checking.cache import Remembered
from newscorpus.checking.session import CheckSession
from newscorpus.checking.stream import ArticleStream
from newscorpus.diagnostics.report import Diagnostic, Report
from newscorpus.fs.folders import is_device
from newscorpus.models import Article, Manifest
from newscorpus.models.traversal import event_references
from newscorpus.rules import ArticleSummary
from newscorpus.views import pages, phrases
from newscorpus.views.article import Navigation, article_page
from newscorpus.views.cards import Elsewhere, Link
from newscorpus.views.corpus import Entry, catalog_of, contents, corpus_page
from newscorpus.views.marks import keys_of
from newscorpus.views.pages import GENERATOR

INDEX = "index.html"
FOLDER = "articles"
PARTS = "parts"
PART: Final = 1_000
"""Articles on the page of a corpus. With more, their data is in parts: scripts beside the page."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@attrs.frozen(slots=False)
class ArticleSite:
    """The pages of articles, which may have errors: they are shown as far as they can be read, with their findings."""

    title: str
    manifest: Manifest | None
    """The settings of the corpus, if it is one."""
    entries: Sequence[Entry]
    report: Report
    addresses: Sequence[str]
    """The addresses of the pages of articles, relative to that of the corpus."""
    unshown: int = 0
    """How many more articles there are."""
    others: tuple[Diagnostic, ...] = ()
    """The findings that are not about an article."""
    repeats_ids: bool = False
    """Whether several articles have one id: they may be by several annotators."""

    def index(self, catalog: Sequence[Mapping[str, Any]] = ()) -> str:
        """Return the page of the corpus: with all data, or with a `catalog` of its parts."""
        found = len(self.report.diagnostics)
        return corpus_page(self.title, self.manifest, self.entries, self.others, found, catalog)

    def parts_of_index(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Yield the data of a large corpus in parts: address, script, and entry of the catalog."""
        if len(self.entries) > PART:
            registry = frozenset(self.manifest.actors if self.manifest else ())
            for begin in range(0, len(self.entries), PART):
                address = f"{PARTS}/{begin // PART + 1:04}.js"
                data = contents(self.entries[begin : begin + PART], registry)
                script = f"// {GENERATOR}\nnewscorpusPart({pages.data(data)});\n"
                yield address, script, {"file": address, **catalog_of(data)}

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
        """The events that other articles refer to."""
        named = {name for entry in self.entries for _, name in event_references(entry.article) if "#" in name}
        return {name: link for entry in self.entries for name, link in _events(entry) if name in named}


def article_site(session: CheckSession, kept: Remembered | None = None, limit: int | None = None) -> ArticleSite:
    """Check the articles of a session and return their site: of all, or of the first ones.

    Those that have not changed are taken from `kept`. Without it, many articles wait on disk.
    """
    stream = ArticleStream(session, examine=kept.opened) if kept else ArticleStream(session)
    results = (examined.result for examined in stream)
    given = ((result.article, _source(result.summary)) for result in results if result.article is not None)
    articles: list[Article] | Shelf = []
    sources: list[_Source] = []
    ids = set[str]()
    for article, source in given:
        sources.append(source)
        ids.add(article.id)
        if limit is None or len(articles) < limit:
            articles.append(article)
        if len(articles) > PART and isinstance(articles, list) and kept is None:
            articles = Shelf(articles)
    report = stream.report()
    findings = _by_source(report.diagnostics)
    hrefs = addresses_of(articles)
    manifest = session.corpora[0].manifest if len(session.corpora) == 1 else None

    def entry(i: int) -> Entry:
        return Entry(articles[i], findings.of(sources[i]), hrefs[i])

    return ArticleSite(
        _title(session),
        manifest,
        articles.map(entry) if isinstance(articles, Shelf) else tuple(map(entry, range(len(articles)))),
        report,
        hrefs,
        unshown=len(sources) - len(articles),
        others=findings.without(sources),
        repeats_ids=len(ids) < len(sources),
    )


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
    addresses = []
    for i, article in enumerate(articles, 1):
        wanted = article.id if _NAME.fullmatch(article.id) and not is_device(article.id) else "article"
        name = wanted
        while name.casefold() in taken:
            name = f"{wanted}-{i}" if name == wanted else f"{name}-again"
        taken.add(name.casefold())
        addresses.append(f"{FOLDER}/{name}.html")
    return addresses


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
        return tuple(lines.get(record, ()) if record else (d for diagnostics in lines.values() for d in diagnostics))

    def without(self, sources: Iterable[_Source]) -> tuple[Diagnostic, ...]:
        """Return the findings of no article."""
        known = set(sources)
        return tuple(
            diagnostic
            for file, lines in self.by_line.items()
            for line, diagnostics in lines.items()
            for diagnostic in diagnostics
            if not known & {(file, line), (file, None)}
        )


def _by_source(diagnostics: Iterable[Diagnostic]) -> _Findings:
    by_line: defaultdict[str, dict[int, list[Diagnostic]]] = defaultdict(dict)
    for diagnostic in diagnostics:
        by_line[diagnostic.primary.file].setdefault(diagnostic.primary.line, []).append(diagnostic)
    return _Findings(by_line)


class Shelf:
    """Articles in a temporary file. Raises OSError if the disk is full."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._file = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 - as long as it is needed
        weakref.finalize(self, self._file.close)
        self._places = array("Q")
        for article in articles:
            self.append(article)

    def append(self, article: Article) -> None:
        """Add an article. Read none before all are added."""
        self._places.append(self._file.tell())
        pickle.dump(article, self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, i: int) -> Article:
        self._file.seek(self._places[i])
        article: Article = pickle.load(self._file)  # noqa: S301 - dumped above
        return article

    def __iter__(self) -> Iterator[Article]:
        return map(self.__getitem__, range(len(self)))

    def map(self, entry: Callable[[int], Entry]) -> "ShelvedEntries":
        """Return the entries of a site, each made from its number when it is needed."""
        return ShelvedEntries(len(self), entry)


class ShelvedEntries(Sequence[Entry]):
    """Entries that are made when they are needed."""

    def __init__(self, count: int, entry: Callable[[int], Entry]) -> None:
        self._count, self._entry = count, lru_cache(maxsize=4)(entry)  # a page names its neighbours

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> list[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | list[Entry]:
        if isinstance(at, slice):
            return [self._entry(i) for i in range(*at.indices(self._count))]
        if not 0 <= at < self._count:
            raise IndexError(at)
        return self._entry(at)
