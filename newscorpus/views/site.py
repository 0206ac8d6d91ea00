"""Articles -> pages: one page for an article, a folder of pages for a corpus or for several annotators."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, cast

import attrs

from newscorpus import _process
from newscorpus.api.agreement import annotator_names
from newscorpus.api.compare import read_side
from newscorpus.api.load import AnyPath
from newscorpus.api.source import Source, open_source
from newscorpus.checking.selection import SessionOptions
from newscorpus.diagnostics.report import Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import atomic, reading
from newscorpus.fs.folders import make_folders
from newscorpus.models import Article, Corpus
from newscorpus.views import pages, phrases
from newscorpus.views.article_site import (
    FOLDER,
    INDEX,
    PARTS,
    ArticleSite,
    addresses_of,
    article_site,
    navigation,
    near,
)
from newscorpus.views.compared import ComparedView, compared_page
from newscorpus.views.pages import GENERATOR
from newscorpus.views.shelf import Shelf


@attrs.frozen
class ComparedEntry:
    """An article in the list."""

    view: ComparedView
    href: str
    open: dict[str, int]
    """How many events, claims, actors, and fields of the article itself, are disputed."""


@attrs.frozen(slots=False)
class ComparedSite:
    """The pages of the articles that all annotators have."""

    names: tuple[str, ...]
    versions: tuple[tuple[Article, ...], ...]
    """The annotations of each article, by annotator."""
    left_out: Mapping[str, tuple[str, ...]]
    """The ids of articles that only some annotators have, with the names of those."""
    report: Report = attrs.field(factory=Report)
    """Empty: articles with errors are refused."""

    repeats_ids: bool = False
    """It has one page for each id."""
    unshown: int = 0

    @cached_property
    def addresses(self) -> list[str]:
        """The addresses of the pages of articles."""
        return addresses_of(several[0].id for several in self.versions)

    @property
    def title(self) -> str:
        """The title of the page that lists the articles."""
        return ", ".join(self.names)

    @cached_property
    def _views(self) -> list[ComparedView]:
        return [ComparedView(several, self.names) for several in self.versions]

    def index(self) -> str:
        """Return the page that lists the articles."""
        entries = []
        for view, href in zip(self._views, self.addresses, strict=True):
            of = [card.what for card in view.points]
            counts = {kind: of.count(kind) for kind in ("event", "claim", "actor", "article")}
            entries.append(ComparedEntry(view, href, counts))
        context: Mapping[str, Any] = {"site": self, "entries": entries}
        return pages.page("compared-site.html", context, style="newscorpus.css")

    def page(self, i: int, *, alone: bool = False) -> str:
        """Return the page of an article, by its index: with links to the others, unless it is to be alone."""
        if alone:
            return compared_page(self._views[i])
        steps = [(phrases.heading(self.versions[at][0]), self.addresses[at]) for at in near(i, len(self.versions))]
        return compared_page(self._views[i], navigation(self.title, steps, min(i, 1)))


def compared_site(sources: Sequence[Source], limit: int | None = None) -> ComparedSite:
    """Read the articles of several annotators: all that they share, or the first ones.

    Articles are the same if they have the same id, or if each annotator has just one.

    Raises:
        InvalidCorpus: If an article has errors.
        UsageError: If there are fewer than two annotators, or no article that all have.
    """
    if isinstance(sources, str | bytes) or not isinstance(sources, Sequence) or len(sources) < 2:
        raise UsageError("two or more annotators are needed to compare, each a file or folder")
    by_annotator = [read_side(source, skip_invalid=False).articles for source in sources]
    names = tuple(annotator_names(sources))
    if all(len(articles) == 1 for articles in by_annotator):
        return ComparedSite(names, (tuple(article for articles in by_annotator for article in articles.values()),), {})
    shared = [id_ for id_ in by_annotator[0] if all(id_ in articles for articles in by_annotator)]
    if not shared:
        raise UsageError("there is no article that all annotators have; articles are the same if they have the same id")
    rest = sorted({id_ for articles in by_annotator for id_ in articles} - set(shared))
    left_out = {
        id_: tuple(name for name, articles in zip(names, by_annotator, strict=True) if id_ in articles) for id_ in rest
    }
    versions = tuple(tuple(articles[id_] for articles in by_annotator) for id_ in shared[:limit])
    return ComparedSite(names, versions, left_out, unshown=len(shared) - len(versions))


@attrs.frozen
class Viewed:
    """The result of `view`."""

    page: Path
    """The page to open first."""
    articles: int
    """The number of articles that are shown."""
    report: Report
    """The report on them; empty if annotators are compared."""


class Site(Protocol):
    """What can be written, or served."""

    @property
    def report(self) -> Report:
        """The findings in the articles."""
        ...

    @property
    def addresses(self) -> Sequence[str]:
        """The addresses of the pages of articles, relative to the index."""
        ...

    @property
    def repeats_ids(self) -> bool:
        """Whether several articles have one id."""
        ...

    @property
    def unshown(self) -> int:
        """How many more articles there are."""
        ...

    def index(self) -> str:
        """Return the page to open first."""
        ...

    def page(self, i: int, *, alone: bool = False) -> str:
        """Return the page of an article, by its index; without links to others if it is to be alone."""
        ...


def view(source: Source, output: AnyPath, *, corpus: Corpus | None = None, compare: bool = False) -> Viewed:
    """Write articles as pages: one page if `output` ends in .html or .htm, else a folder of pages.

    Articles with errors are shown as far as they can be read, with the findings of `check` at their places.

    Args:
        source: One or several files or folders of articles; or articles in memory, as for `check`.
        output: The page or folder to write. Pages that `view` wrote are replaced; those in `articles/` that it
            does not write again are removed.
        corpus: The corpus that articles in memory belong to.
        compare: Whether to show the same articles by several annotators side by side. Then `source` is a list with the
            articles of each, as for `agreement`; files must not have errors.

    Returns:
        The page to open first, and the report on the articles.

    Raises:
        UsageError: If `source` cannot be read, one page was asked for and there is not one article, a file that `view`
            did not write would be replaced, or there is nothing to compare.
        InvalidCorpus: If one page was asked for, and the article cannot be read; or files with errors are compared.
        OSError: If a page cannot be written.

    Example::

        article = nc.load_article("seeds/000_acf5269c8d9a5d96.yaml")
        page = nc.view(article, "build/article.html").page
    """
    return write(site_of(source, corpus=corpus, compare=compare), Path(output))


def site_of(
    source: Source,
    *,
    corpus: Corpus | None = None,
    compare: bool = False,
    shelf: Shelf | None = None,
    limit: int | None = None,
) -> Site:
    """Read articles, and return the site that `view` writes of them. Raises as `view` does.

    The `shelf` has the files that were read before; those that have not changed are not examined again.
    """
    if compare:
        return compared_site(cast("Sequence[Source]", source), limit)
    options = SessionOptions((), essential=True, cache=True)
    return article_site(open_source(source, options, corpus), shelf, limit)


def write(site: Site, target: Path) -> Viewed:
    """Write a site. Raises as `view` does."""
    count = len(site.addresses)
    if target.suffix.lower() in (".html", ".htm"):
        if not count and not site.report.ok:
            raise InvalidCorpus(site.report)
        if count != 1:
            raise UsageError(f"{count} articles do not fit one page: use -o FOLDER")
        _write(target, site.page(0, alone=True))
        return Viewed(target, 1, site.report)
    _refuse_others([target / INDEX, *(target / address for address in site.addresses)])
    for i, address in enumerate(site.addresses):
        _write(target / address, site.page(i), target)
        if _process.progress is not None:
            _process.progress("Wrote pages", i + 1, count)
    catalog = []
    for part in site.parts_of_index() if isinstance(site, ArticleSite) else ():
        _write(target / part.address, part.script, target)
        catalog.append(part.entry)
    _write(target / INDEX, site.index(catalog) if isinstance(site, ArticleSite) else site.index(), target)
    _remove_earlier(target / FOLDER, "*.html", {Path(address).name for address in site.addresses})
    _remove_earlier(target / PARTS, "*.js", {Path(entry["file"]).name for entry in catalog})
    return Viewed(target / INDEX, count, site.report)


def _write(path: Path, page: str, folder: Path | None = None) -> None:
    _refuse_others([path])
    make_folders(path.parent)
    # File names may not be valid Unicode: what UTF-8 cannot encode becomes an escape, in text as in data.
    atomic.write_text(path, page.encode("utf-8", "backslashreplace").decode("utf-8"), within=folder, durable=False)


def _remove_earlier(folder: Path, pattern: str, kept: Collection[str]) -> None:
    """Remove the files that `view` wrote earlier and does not write again. A folder that is a link is left."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in folder.glob(pattern):
        if path.name not in kept and path.is_file() and not path.is_symlink() and _is_page(path):
            path.unlink()


def _refuse_others(paths: Iterable[Path]) -> None:
    """Refuse to replace regular files that are not pages of `view`. Pipes and devices are written into."""
    for path in paths:
        if path.is_file() and not _is_page(path):
            raise UsageError(f"{path} exists and is no page of {GENERATOR}; write somewhere else")


def _is_page(path: Path) -> bool:
    return GENERATOR.encode() in reading.read_bytes(path, 4096)
