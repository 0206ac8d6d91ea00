"""Articles -> pages: one page for an article, a folder of pages for a corpus. Each file is written atomically."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from newscorpus.api.load import AnyPath
from newscorpus.api.source import Source, open_source
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.session import CheckSession
from newscorpus.checking.stream import ArticleStream
from newscorpus.diagnostics.report import Diagnostic, Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import atomic, reading
from newscorpus.models import Article, Corpus
from newscorpus.rules import ArticleSummary
from newscorpus.views import phrases
from newscorpus.views.article import Link, Navigation, article_page
from newscorpus.views.corpus import Entry, corpus_page
from newscorpus.views.marks import keys_of
from newscorpus.views.pages import GENERATOR

INDEX = "index.html"
FOLDER = "articles"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@attrs.frozen
class Viewed:
    """The result of `view`."""

    page: Path
    """The page to open first."""
    articles: int
    """The number of articles that are shown."""
    report: Report
    """The report on them."""


def view(source: Source, output: AnyPath, *, corpus: Corpus | None = None) -> Viewed:
    """Write articles as pages: one page if `output` ends in .html, else a folder of pages.

    Articles with errors are shown as far as they can be read, with the findings of `check` at their places.

    Args:
        source: One or several files or folders of articles; or articles in memory, as for `check`.
        output: The page or folder to write. Pages that `view` wrote are replaced.
        corpus: The corpus that articles in memory belong to.

    Returns:
        The page to open first, and the report on the articles.

    Raises:
        UsageError: If several articles do not fit one page, or a file that `view` did not write would be replaced.
        InvalidCorpus: If one page was asked for, and there are errors instead of an article.
        OSError: If a page cannot be written.

    Example::

        article = nc.load_article("seeds/000_acf5269c8d9a5d96.yaml")
        page = nc.view(article, "build/article.html").page
    """
    target = Path(output)
    session = open_source(source, SessionOptions((), essential=True), corpus)
    stream = ArticleStream(session)
    results = (one.result for one in stream)
    articles = [(one.article, _source(one.summary)) for one in results if one.article is not None]
    report = stream.report()
    found = _by_source(report.diagnostics)
    if target.suffix.lower() in (".html", ".htm"):
        if not articles and not report.ok:
            raise InvalidCorpus(report)
        if len(articles) != 1:
            raise UsageError(f"{len(articles)} articles do not fit one page: use -o FOLDER")
        article, at = articles[0]
        _write(target, article_page(article, found.of(at)))
        return Viewed(target, 1, report)
    names = _names(article for article, _ in articles)
    entries = [
        Entry(article, found.of(at), f"{FOLDER}/{name}.html")
        for (article, at), name in zip(articles, names, strict=True)
    ]
    title = _title(session)
    others = dict(link for entry in entries for link in _events(entry))
    _refuse_others([target / INDEX, *(target / entry.href for entry in entries)])
    for i, entry in enumerate(entries):
        navigation = Navigation(f"../{INDEX}", title, _neighbour(entries, i - 1), _neighbour(entries, i + 1))
        page = article_page(entry.article, entry.findings, navigation=navigation, others=others)
        _write(target / entry.href, page, target)
    manifest = session.corpora[0].manifest if len(session.corpora) == 1 else None
    placed = {finding for entry in entries for finding in entry.findings}
    rest = [finding for finding in report.diagnostics if finding not in placed]
    _write(target / INDEX, corpus_page(title, manifest, entries, rest), target)
    return Viewed(target / INDEX, len(entries), report)


def _title(session: CheckSession) -> str:
    names = [corpus.manifest.title or corpus.name for corpus in session.corpora if corpus.shown]
    return ", ".join(filter(None, names)) or "Articles"


def _events(entry: Entry) -> Iterator[tuple[str, Link]]:
    """The events of an article by the names that other articles use, with links to them."""
    keys, page = keys_of(entry.article), Path(entry.href).name
    for name, event in entry.article.events.items():
        yield f"{entry.article.id}#{name}", Link(phrases.title(event), f"{page}#{keys['events', name]}")


def _neighbour(entries: Sequence[Entry], i: int) -> Link | None:
    if not 0 <= i < len(entries):
        return None
    return Link(phrases.heading(entries[i].article), Path(entries[i].href).name)


def _names(articles: Iterable[Article]) -> list[str]:
    """A file name for each page: the id of the article if it is a valid and unique file name on every system."""
    taken: set[str] = set()
    names = []
    for i, article in enumerate(articles, 1):
        wanted = article.id if _NAME.fullmatch(article.id) else "article"
        name = wanted
        while name.casefold() in taken:
            name = f"{wanted}-{i}" if name == wanted else f"{name}-again"
        taken.add(name.casefold())
        names.append(name)
    return names


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


def _write(path: Path, page: str, folder: Path | None = None) -> None:
    _refuse_others([path])
    path.parent.mkdir(parents=True, exist_ok=True)
    # File names may not be valid Unicode: what UTF-8 cannot encode becomes an escape, in text as in data.
    atomic.write_text(path, page.encode("utf-8", "backslashreplace").decode("utf-8"), within=folder, durable=False)


def _refuse_others(paths: Iterable[Path]) -> None:
    """Refuse to replace regular files that are not pages of `view`. Pipes and devices are written into."""
    for path in paths:
        if path.is_file() and GENERATOR.encode() not in reading.read_bytes(path, 4096):
            raise UsageError(f"{path} exists and is no page of {GENERATOR}; write somewhere else")
