"""Stats: articles -> counts, one article at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus._version import __version__
from newscorpus.anchoring import spans
from newscorpus.checking.kept import Kept
from newscorpus.checking.selection import Paths, SessionOptions
from newscorpus.checking.session import discover
from newscorpus.checking.stream import ArticleStream
from newscorpus.diagnostics.report import Report
from newscorpus.diagnostics.totals import Totals
from newscorpus.interchange.tables.exported import exported_at, tables_at
from newscorpus.models import Article, edtf
from newscorpus.models.traversal import layer_of, quotes_of

Select = Callable[[str], Sequence[tuple[Any, ...]]]
"""Runs SQL, and returns the rows."""
_OF_TEXT: Final = "from quotes where field <> 'roles'"
_KNOWN: Final = "article in (select article from articles where not text_withheld)"
_TOTALS: Final = {
    "articles": "select count(*) from articles",
    "actors": "select count(*) from actors",
    "events": "select count(*) from events",
    "claims": "select count(*) from claims",
    "quotes": f"select count(*) {_OF_TEXT}",
    "verified_quotes": f"select count(*) {_OF_TEXT} and {_KNOWN}",
    "withheld_texts": "select count(*) from articles where text_withheld",
}
_COUNTS: Final = {
    "year of publication": "select coalesce(substr(published, 1, 4), 'unknown'), count(*) from articles group by 1",
    "actors by kind": "select coalesce(kind, 'unknown'), count(*) from actors group by 1",
    "events by kind": "select kind, count(*) from events group by 1",
    "events by type": "select kind || ' ' || type, count(*) from events group by 1",
    "events by status": "select status, count(*) from events group by 1",
    "events by year": "select when_edtf, count(*) from events group by 1",
    "events by actor": "select actor, count(*) from (select distinct event, actor from participants) as p group by 1",
    "claims by stance": "select coalesce(stance, 'none'), count(*) from claims group by 1",
}
_SPANS: Final = """
select article, start, "end" from quotes where start is not null
and (field = 'evidence' and event is not null or field = 'quote' and claim is not null) order by article
"""
"""The words that `covered` counts."""


def count(paths: Paths, *, skip_invalid: bool = False) -> "Statistics":
    """Count what is in the articles of files and folders, or in what `export` wrote as Parquet, dataset or SQLite.

    An export is not checked again. Raises InvalidCorpus if an article is not accepted, unless `skip_invalid`; and
    UsageError as `check` does.
    """
    options = SessionOptions(paths, essential=True, skip_invalid=skip_invalid, cache=True)
    exported = exported_at(Path(options.paths[0])) if len(options.paths) == 1 else None
    if exported is not None:
        with tables_at(exported) as select:
            return Statistics.of_tables(select)
    session = discover(options)
    kept = Kept(session, f"stats {__version__}")
    known = kept.value()
    if known is not None:
        return Statistics.of_plain(*known)
    statistics, stream = Statistics(), ArticleStream(session)
    for article in stream.articles():
        statistics.add(article)
    statistics.report = stream.valid_report()
    kept.keep(stream, statistics.plain())
    return statistics


@attrs.define
class Statistics:
    """Counts of a corpus. Call `add` for each article; read the counts at any time."""

    totals: Totals = attrs.field(factory=Totals)
    counts: dict[str, Counter[str]] = attrs.field(factory=dict)
    characters: int = 0
    """Code points of all texts."""
    covered: int = 0
    """Code points of texts that evidence or claims quote."""
    report: Report = attrs.field(factory=Report)
    """The report on the articles that were read."""

    @classmethod
    def of_plain(cls, data: Any, report: Report) -> "Statistics":
        """Return the statistics that `plain` turned into `data`."""
        totals, counts, characters, covered = data
        by_name = {name: Counter(values) for name, values in counts.items()}
        return cls(Totals(**totals), by_name, characters, covered, report)

    def plain(self) -> Any:
        """Return the counts as plain data."""
        counts = {name: dict(values) for name, values in self.counts.items()}
        return attrs.asdict(self.totals), counts, self.characters, self.covered

    @classmethod
    def of_tables(cls, select: Select) -> "Statistics":
        """Count what is in exported tables. What their quotes cover is not known if the texts were left out."""
        numbers = {name: select(query)[0][0] for name, query in _TOTALS.items()}
        statistics = cls(Totals(**numbers))
        for count, query in _COUNTS.items():
            for value, number in select(query):
                shown = _year(value) if count == "events by year" else value
                statistics.counts.setdefault(count, Counter())[shown] += number
        ((characters,),) = select("select sum(length(text)) from articles")
        if characters:
            statistics.characters = characters
            spans_by_article = groupby(select(_SPANS), key=itemgetter(0))
            statistics.covered = sum(_length((row[1], row[2]) for row in rows) for _, rows in spans_by_article)
        return statistics

    def add(self, article: Article) -> None:
        """Count an article."""
        quotes = sum(1 for path, _ in quotes_of(article) if layer_of(path) != "roles")
        known = article.text is not None  # all quotes of an accepted article are in its text
        self.totals += Totals(
            articles=1,
            actors=len(article.actors),
            events=len(article.events),
            claims=len(article.claims),
            quotes=quotes,
            verified_quotes=quotes if known else 0,
            withheld_texts=0 if known else 1,
        )
        self._count("year of publication", (article.published or "unknown")[:4] if article.published else "unknown")
        for actor in article.actors.values():
            self._count("actors by kind", actor.kind or "unknown")
        for event in article.events.values():
            self._count("events by kind", event.kind)
            self._count("events by type", f"{event.kind} {event.type}")
            self._count("events by status", event.status)
            self._count("events by year", _year(event.when.edtf if event.when else None))
            for party in event.parties:
                self._count("events by actor", party)
        for claim in article.claims:
            self._count("claims by stance", claim.stance or "none")
        if article.text is not None:
            self._cover(article, article.text)

    def _count(self, count: str, value: str) -> None:
        self.counts.setdefault(count, Counter())[value] += 1

    def _cover(self, article: Article, text: str) -> None:
        self.characters += len(text)
        self.covered += covered(article)

    def as_dict(self) -> dict[str, Any]:
        """Return the counts as plain data, the most frequent values first."""
        return {
            "totals": attrs.asdict(self.totals),
            **{count: dict(_by_count(counter)) for count, counter in self.counts.items()},
            "coverage of text by evidence and claims": round(self.covered / self.characters, 4)
            if self.characters
            else None,
        }

    def lines(self, most: int = 10) -> list[str]:
        """Return lines for people, with the `most` frequent values of each count."""
        out = [
            f"{value:8}  {name.replace('_', ' ')}"
            for name, value in attrs.asdict(self.totals).items()
            if name != "unchecked_languages"
        ]
        if self.characters:
            out.append(f"{self.covered / self.characters:8.0%}  of the text is quoted by evidence or claims")
        for count, counter in self.counts.items():
            out += ["", count]
            ranked = _by_count(counter)
            out += [f"{count:8}  {value}" for value, count in ranked[:most]]
            if len(ranked) > most:
                out.append(f"{sum(c for _, c in ranked[most:]):8}  in {len(ranked) - most} more")
        return out


def covered(article: Article) -> int:
    """Return the number of code points of the text that evidence or claims quote."""
    quotes = [q for event in article.events.values() for q in event.evidence]
    quotes += [q for claim in article.claims for q in claim.quote]
    return _length(spans(quotes))


def _length(spans: Iterable[tuple[int, int]]) -> int:
    """The number of code points in spans, which may overlap."""
    count = reached = 0
    for start, end in sorted(spans):
        count += max(0, end - max(start, reached))
        reached = max(reached, end)
    return count


def _by_count(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))


def _year(date: str | None) -> str:
    """The year of a date or interval; "several" or "unknown" if it is not one year."""
    bounds = None if date is None else edtf.bounds_of(date)
    if bounds is None:
        return "unknown"
    if bounds.earliest is None or bounds.latest is None or bounds.earliest.year != bounds.latest.year:
        return "several"
    return f"{bounds.earliest.year:04}"
