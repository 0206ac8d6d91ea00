"""Articles that may have errors -> their site: a page for each, and one of the corpus, whose data may be in parts."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.session import CheckSession
from newscorpus.checking.stream import ArticleStream
from newscorpus.checking.tasks import Outcome, Task
from newscorpus.diagnostics.report import Diagnostic, Report
from newscorpus.fs.folders import is_device
from newscorpus.models import Manifest
from newscorpus.models.frozen import EMPTY
from newscorpus.rules import ArticleSummary
from newscorpus.views import pages, phrases
from newscorpus.views.article import Navigation, article_page
from newscorpus.views.cards import Link
from newscorpus.views.corpus import Entry, catalog_of, contents, corpus_page
from newscorpus.views.marks import keys_of
from newscorpus.views.pages import GENERATOR
from newscorpus.views.shelf import Shelf, ShelvedEntries

INDEX = "index.html"
FOLDER = "articles"
PARTS = "parts"
PART: Final = 1_000
"""Articles on the page of a corpus. With more, their data is in parts: scripts beside the page."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@attrs.frozen
class Part:
    """A part of the data of a large corpus."""

    address: str
    packed: bytes
    entry: Mapping[str, Any]
    """What the catalog has of it."""
    sources: object
    """What it is made of: of equal sources, an equal part."""

    @property
    def script(self) -> str:
        """The script with the data."""
        return zlib.decompress(self.packed).decode()


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
    ids: Sequence[str]
    """The ids of the articles."""
    unshown: int = 0
    """How many more articles there are."""
    others: tuple[Diagnostic, ...] = ()
    """The findings that are not about an article."""
    repeats_ids: bool = False
    """Whether several articles have one id: they may be by several annotators."""
    texts: frozenset[str] = frozenset()
    """The names of the files of article texts."""

    def index(self, catalog: Sequence[Mapping[str, Any]] = ()) -> str:
        """Return the page of the corpus: with all data, or with a `catalog` of its parts."""
        found = len(self.report.diagnostics)
        return corpus_page(self.title, self.manifest, self.entries, self.others, found, catalog)

    def parts_of_index(self, earlier: Mapping[str, Part] = EMPTY) -> Iterator[Part]:
        """Yield the data of a large corpus in parts. Those that an `earlier` site had, by address, are kept."""
        if not isinstance(self.entries, ShelvedEntries) or len(self.entries) <= PART:
            return
        registry = frozenset(self.manifest.actors if self.manifest else ())
        for begin in range(0, len(self.entries), PART):
            address, chosen = f"{PARTS}/{begin // PART + 1:04}.js", slice(begin, begin + PART)
            sources = registry, self.entries.sources(chosen)
            part = earlier.get(address)
            if part is None or part.sources != sources:
                data = contents(self.entries[chosen], registry)
                # File names may not be valid Unicode: what UTF-8 cannot encode becomes an escape.
                script = f"// {GENERATOR}\nnewscorpusPart({pages.data(data)});\n".encode("utf-8", "backslashreplace")
                part = Part(address, zlib.compress(script, 1), {"file": address, **catalog_of(data)}, sources)
            yield part

    def page(self, i: int, *, alone: bool = False) -> str:
        """Return the page of an article, by its index: with links to the others, unless it is to be alone."""
        entry = self.entries[i]
        if alone:
            return article_page(entry.article, entry.findings)
        return article_page(entry.article, entry.findings, navigation=self._steps(i), others=self._event)

    @cached_property
    def _by_id(self) -> dict[str, list[int]]:
        numbers = dict[str, list[int]]()
        for i, id_ in enumerate(self.ids):
            numbers.setdefault(id_, []).append(i)
        return numbers

    def _steps(self, i: int) -> Navigation:
        steps = [self.entries[at] for at in near(i, len(self.entries))]
        return navigation(self.title, [(phrases.heading(entry.article), entry.href) for entry in steps], min(i, 1))

    def _event(self, name: str) -> Link | None:
        """A link to an event of another article."""
        article, _, event = name.rpartition("#")
        for i in reversed(self._by_id.get(article, ())):
            entry = self.entries[i]
            if event in entry.article.events:
                key = keys_of(entry.article)["events", event]
                return Link(phrases.title(entry.article.events[event]), f"{Path(entry.href).name}#{key}")
        return None


def article_site(session: CheckSession, shelf: Shelf | None = None, limit: int | None = None) -> ArticleSite:
    """Check the articles of a session and return their site: of all, or of the first ones.

    The articles wait on a shelf, from which those are taken that have not changed.
    """
    shelf = shelf or Shelf()
    numbers = dict[_Source, int]()

    def opened(task: Task) -> Iterator[Outcome]:
        for number, outcome in shelf.opened(task):
            if isinstance(outcome, ArticleResult) and outcome.summary is not None:
                numbers[_source(outcome.summary)] = number
            yield outcome

    stream = ArticleStream(session, examine=opened)
    summaries = (summary for examined in stream if (summary := examined.result.summary) is not None)
    sources, ids, texts = list[_Source](), list[str](), set[str]()
    for summary in summaries:
        sources.append(_source(summary))
        ids.append(summary.id)
        texts.update(filter(None, [summary.text_file]))
    report = stream.report()
    findings = _by_source(report.diagnostics)
    shown = ids[:limit]
    hrefs = addresses_of(shown)

    def entry(i: int) -> Entry:
        return Entry(shelf.article(numbers[sources[i]]), findings.of(sources[i]), hrefs[i])

    return ArticleSite(
        _title(session),
        session.corpora[0].manifest if len(session.corpora) == 1 else None,
        ShelvedEntries(len(shown), entry, lambda i: (numbers[sources[i]], findings.of(sources[i]), hrefs[i])),
        report,
        hrefs,
        shown,
        unshown=len(ids) - len(shown),
        others=findings.without(sources),
        repeats_ids=len(set(ids)) < len(ids),
        texts=frozenset(texts),
    )


def _title(session: CheckSession) -> str:
    names = [corpus.manifest.title or corpus.name for corpus in session.corpora if corpus.shown]
    return ", ".join(filter(None, names)) or "Articles"


def near(i: int, count: int) -> range:
    """Return the indexes of a page and of those beside it, of so many."""
    return range(max(i - 1, 0), min(i + 2, count))


def navigation(title: str, pages: Sequence[tuple[str, str]], i: int) -> Navigation:
    """Return the links of the page with an index among others, each with its heading and its address."""

    def step(to: int) -> Link | None:
        return Link(pages[to][0], Path(pages[to][1]).name) if 0 <= to < len(pages) else None

    return Navigation(f"../{INDEX}", title, step(i - 1), step(i + 1))


def addresses_of(ids: Iterable[str]) -> list[str]:
    """Return an address for each page, named after the id of the article if that is a file name on every system."""
    taken: set[str] = set()
    addresses = []
    for i, id_ in enumerate(ids, 1):
        wanted = id_ if _NAME.fullmatch(id_) and not is_device(id_) else "article"
        name = wanted
        while name.casefold() in taken:
            name = f"{wanted}-{i}" if name == wanted else f"{name}-again"
        taken.add(name.casefold())
        addresses.append(f"{FOLDER}/{name}.html")
    return addresses


_Source = tuple[str, int | None]
"""A file, and the line of the article in it if it is JSON Lines."""


def _source(summary: ArticleSummary) -> _Source:
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
