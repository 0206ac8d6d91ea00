"""Articles by several annotators -> a site: a page for each article, and one that lists them."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from newscorpus.api.agreement import annotator_names
from newscorpus.api.compare import read_side
from newscorpus.api.source import Source
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.models import Article
from newscorpus.views import pages, phrases
from newscorpus.views.article_site import addresses_of, navigation
from newscorpus.views.compared import ComparedView, compared_page


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

    @cached_property
    def addresses(self) -> list[str]:
        """The addresses of the pages of articles."""
        return addresses_of(several[0] for several in self.versions)

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
            counts = {what: of.count(what) for what in ("event", "claim", "actor", "article")}
            entries.append(ComparedEntry(view, href, counts))
        context: Mapping[str, Any] = {"site": self, "entries": entries}
        return pages.page("compared-site.html", context, style="newscorpus.css")

    def page(self, i: int, *, alone: bool = False) -> str:
        """Return the page of an article, by its index: with links to the others, unless it is to be alone."""
        if alone:
            return compared_page(self._views[i])
        headings = [phrases.heading(several[0]) for several in self.versions]
        return compared_page(
            self._views[i], navigation(self.title, list(zip(headings, self.addresses, strict=True)), i)
        )


def compared_site(sources: Sequence[Source]) -> ComparedSite:
    """Read the articles of several annotators.

    Articles are the same if they have the same id, or if each annotator has just one.

    Raises:
        InvalidCorpus: If an article has errors.
        UsageError: If there are fewer than two annotators, or no article that all have.
    """
    if isinstance(sources, str | bytes) or not isinstance(sources, Sequence) or len(sources) < 2:
        raise UsageError("two or more annotators are needed to compare, each a file or folder")
    found = [read_side(source, skip_invalid=False).articles for source in sources]
    names = tuple(annotator_names(sources))
    if all(len(one) == 1 for one in found):
        return ComparedSite(names, (tuple(article for one in found for article in one.values()),), {})
    shared = [id_ for id_ in found[0] if all(id_ in one for one in found)]
    if not shared:
        raise UsageError("there is no article that all annotators have; articles are the same if they have the same id")
    rest = sorted({id_ for one in found for id_ in one} - set(shared))
    left_out = {id_: tuple(name for name, one in zip(names, found, strict=True) if id_ in one) for id_ in rest}
    return ComparedSite(names, tuple(tuple(one[id_] for one in found) for id_ in shared), left_out)
