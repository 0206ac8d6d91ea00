"""Stats: articles -> counts, one article at a time."""

from collections import Counter
from typing import Any

import attrs

from newscorpus.anchoring import spans
from newscorpus.checking.selection import Paths, SessionOptions
from newscorpus.checking.session import discover
from newscorpus.checking.stream import ArticleStream
from newscorpus.diagnostics.report import Report
from newscorpus.diagnostics.totals import Totals
from newscorpus.models import Article, edtf
from newscorpus.models.traversal import layer_of, quotes_of


def count(paths: Paths, *, skip_invalid: bool = False) -> "Statistics":
    """Count what is in the articles of files and folders.

    Raises InvalidCorpus if an article is not accepted, unless `skip_invalid`; and UsageError as `check` does.
    """
    statistics = Statistics()
    stream = ArticleStream(discover(SessionOptions(paths, essential=True, skip_invalid=skip_invalid)))
    for article in stream.articles():
        statistics.add(article)
    statistics.report = stream.valid_report()
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
    count = reached = 0
    for start, end in sorted(spans(quotes)):
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
