"""Compare: two annotations of the same articles -> what matches, what one lacks, and what differs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

import attrs

from newscorpus.anchoring import anchor
from newscorpus.api.edit import FilePlaces
from newscorpus.api.source import Source, open_source
from newscorpus.checking.globs import known_format
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.stream import ArticleStream
from newscorpus.comparison.differences import Difference, Match, Unmatched, compare_articles
from newscorpus.diagnostics.report import Path as DataPath
from newscorpus.diagnostics.report import Report, Span, in_order, path_text
from newscorpus.diagnostics.totals import Totals
from newscorpus.errors import UsageError
from newscorpus.models import Article
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.render.table import Answer

Table = Literal["matched", "unmatched", "differences"]


@attrs.frozen
class Comparison:
    """The result of `compare`."""

    matched: tuple[Match, ...]
    """The actors, events and claims that both annotations have, and what decided that."""
    unmatched: tuple[Unmatched, ...]
    """The articles, actors, events and claims that only one has."""
    differences: tuple[Difference, ...]
    """The values in which matched ones differ, and the articles themselves."""
    report: Report = attrs.field(factory=Report, repr=False)
    """The report on the articles that were read."""

    @property
    def is_equal(self) -> bool:
        """Whether both are equal: the order of lists, contexts of quotes, comments and `text_file` do not count."""
        return not self.unmatched and not self.differences

    def table(self, name: Table) -> Answer:
        """Return one of the three lists as a table.

        Args:
            name: matched, unmatched or differences.

        Returns:
            Columns and rows, which can be had as dicts or as a data frame, too. Paths are written as in findings, and
            places as file and line.

        Raises:
            UsageError: If there is no such list.

        Example::

            changes = nc.compare("seeds/", "seeds/").table("differences").to_dicts()
            assert changes == []
        """
        if name not in _COLUMNS:
            raise UsageError(f"no table {name!r}: {', '.join(_COLUMNS)}")
        columns = _COLUMNS[name]
        rows = (tuple(_cell(getattr(row, column)) for column in columns) for row in getattr(self, name))
        return Answer(columns, tuple(rows))


def compare(a: Source, b: Source, *, skip_invalid: bool = False) -> Comparison:
    """Compare two annotations of the same articles: two versions, or the work of two annotators.

    Articles are the same if they have the same id, or if each side has just one. Actors are matched by identifier,
    or mentions in the text; events by the overlap of evidence and triggers, type and participants; claims by the
    overlap of their quotes; one to one, so that the overlap is the highest. The same id decides between similar ones,
    and where words cannot be compared. See `docs/comparing.md`.

    Args:
        a: The first annotation: files, folders, articles or a corpus, as for `check`. Models are taken as they are.
        b: The second annotation.
        skip_invalid: Whether to leave out articles with errors, on both sides. The report has the errors.

    Returns:
        What matched and why, what is on one side only, and which values differ, with their paths and places.

    Raises:
        InvalidCorpus: If a file has errors.
        UsageError: If a source cannot be read, or two of its articles have one id.

    Example::

        old = nc.load_article("seeds/000_acf5269c8d9a5d96.yaml")
        found = nc.compare(old, "seeds/")
        assert found.is_equal and found.matched[0].by == "identifier"
    """
    sides_read = [read_side(source, skip_invalid=skip_invalid) for source in (a, b)]
    ones, others = without_skipped(sides_read)
    if len(ones) == len(others) == 1:
        pairs = [(next(iter(ones.values())), next(iter(others.values())))]
    else:
        pairs = [(ones[id_], others[id_]) for id_ in ones if id_ in others]
    matched, unmatched, differences = list[Match](), list[Unmatched](), list[Difference]()
    paired = {article.id for pair in pairs for article in pair}
    sides: tuple[tuple[Literal["a", "b"], Mapping[str, Article]], ...] = (("a", ones), ("b", others))
    for side, articles in sides:
        for article in (article for id_, article in articles.items() if id_ not in paired):
            place = Span.of_file(article.path) if article.path else None
            unmatched.append(Unmatched(article.id, "article", side, (), article.headline or article.id, place))
    for article, other in pairs:
        comparison = compare_articles(article, other)
        places = ArticlePlaces(article), ArticlePlaces(other)
        matched += comparison.matched
        unmatched += [attrs.evolve(u, place=places[u.side == "b"].span(u.path)) for u in comparison.unmatched]
        differences += [
            attrs.evolve(d, place_a=places[0].span(d.path_a), place_b=places[1].span(d.path_b))
            for d in comparison.differences
        ]
    report = combined(side.report for side in sides_read)
    return Comparison(tuple(matched), tuple(unmatched), tuple(differences), report)


@attrs.frozen
class Side:
    """The articles of a source that is compared with others."""

    articles: Mapping[str, Article]
    """The articles by id, anchored."""
    skipped: frozenset[str] = frozenset()
    """The ids of the articles that were left out, since they have errors; the name of the file if it has no id."""
    report: Report = attrs.field(factory=Report)
    """The report on all of them."""


def read_side(source: Source, *, skip_invalid: bool) -> Side:
    """Read the articles of a source; models are taken as they are, and may differ from the file that they came from.

    Raises as `compare` does.
    """
    if isinstance(source, Article):
        source = [source]
    if isinstance(source, Iterable) and not isinstance(source, str | Mapping) and not hasattr(source, "read"):
        given: list[Any] = list(source)
        if given and all(isinstance(article, Article) for article in given):
            return Side(_by_id(evolve_unchecked(article, path=None) for article in given))
        source = given
    stream = ArticleStream(open_source(source, SessionOptions((), essential=True, skip_invalid=skip_invalid)))
    articles = _by_id(stream.articles())
    return Side(articles, stream.refused - {*articles}, stream.valid_report())


def _by_id(articles: Iterable[Article]) -> Mapping[str, Article]:
    articles_by_id = dict[str, Article]()
    for article in articles:
        if article.id in articles_by_id:
            raise UsageError(f"two articles have the id `{article.id}`; compare them one by one")
        articles_by_id[article.id] = anchor(article)
    return articles_by_id


def without_skipped(sides: Sequence[Side]) -> list[Mapping[str, Article]]:
    """Return the articles of each side, without those that any side left out."""
    skipped = frozenset[str]().union(*(side.skipped for side in sides))
    return [{id_: article for id_, article in side.articles.items() if id_ not in skipped} for side in sides]


def combined(reports: Iterable[Report]) -> Report:
    """Return one report of several, in order."""
    several = tuple(reports)
    return Report(
        in_order(finding for report in several for finding in report),
        sum(report.waived for report in several),
        sum(report.baselined for report in several),
        sum((report.totals for report in several), Totals()),
        tuple(sorted({name for report in several for name in report.skipped})),
    )


class ArticlePlaces:
    """Where the file of an article has its values; it is read when the first is asked for."""

    def __init__(self, article: Article) -> None:
        path = article.path
        self._file = f"{path}#{article.id}" if path and known_format(path) == "jsonl" else path
        self._places: FilePlaces | None = None

    def span(self, path: DataPath | None) -> Span | None:
        """Return the place of a value; None if there is none."""
        if path is None or self._file is None:
            return None
        self._places = self._places or FilePlaces(self._file)
        return self._places.span(path)


_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "matched": ("article", "what", "path_a", "path_b", "by", "score"),
    "unmatched": ("article", "what", "side", "path", "summary", "place"),
    "differences": ("article", "what", "field", "path_a", "path_b", "a", "b", "place_a", "place_b"),
}


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return path_text(value)
    return f"{value.file}:{value.line}" if isinstance(value, Span) else value
