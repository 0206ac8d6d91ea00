"""Articles -> pages: one page for an article, a folder of pages for a corpus. Each file is written atomically."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Protocol, cast

import attrs

from newscorpus.api.load import AnyPath
from newscorpus.api.source import Source, open_source
from newscorpus.checking.kept import KeptOutcomes
from newscorpus.checking.selection import SessionOptions
from newscorpus.diagnostics.report import Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import atomic, reading
from newscorpus.fs.folders import make_folders
from newscorpus.models import Corpus
from newscorpus.views.article_site import FOLDER, INDEX, article_site
from newscorpus.views.compared_site import compared_site
from newscorpus.views.pages import GENERATOR


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
    source: Source, *, corpus: Corpus | None = None, compare: bool = False, kept: KeptOutcomes | None = None
) -> Site:
    """Read articles, and return the site that `view` writes of them. Raises as `view` does.

    `kept` has the results of files that were read before; those that have not changed are not examined again.
    """
    if compare:
        return compared_site(cast("Sequence[Source]", source))
    return article_site(open_source(source, SessionOptions((), essential=True), corpus), kept)


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
    _write(target / INDEX, site.index(), target)
    _remove_earlier(target, {Path(address).name for address in site.addresses})
    return Viewed(target / INDEX, count, site.report)


def _write(path: Path, page: str, folder: Path | None = None) -> None:
    _refuse_others([path])
    make_folders(path.parent)
    # File names may not be valid Unicode: what UTF-8 cannot encode becomes an escape, in text as in data.
    atomic.write_text(path, page.encode("utf-8", "backslashreplace").decode("utf-8"), within=folder, durable=False)


def _remove_earlier(target: Path, kept: Collection[str]) -> None:
    """Remove the pages that `view` wrote of articles that it does not show again. A folder that is a link is left."""
    folder = target / FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in folder.glob("*.html"):
        if path.name not in kept and path.is_file() and not path.is_symlink() and _is_page(path):
            path.unlink()


def _refuse_others(paths: Iterable[Path]) -> None:
    """Refuse to replace regular files that are not pages of `view`. Pipes and devices are written into."""
    for path in paths:
        if path.is_file() and not _is_page(path):
            raise UsageError(f"{path} exists and is no page of {GENERATOR}; write somewhere else")


def _is_page(path: Path) -> bool:
    return GENERATOR.encode() in reading.read_bytes(path, 4096)
