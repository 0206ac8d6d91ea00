"""Summaries as tables of SQL, which select the articles that a corpus rule might report.

The SQL is common to SQLite and Spark. The rules themselves are those of `rules.corpus`, in Python:
given only the summaries of the candidates, they must report the same as given all. The SQL depends on nothing else of
them. Suggesting the ids of other articles needs all summaries, so for such large corpora nothing is suggested
(`rules.summary.SUGGESTING`).
"""

import marshal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import attrs

from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.serialize import packed, unpacked
from newscorpus.rules import ArticleSummary
from newscorpus.rules.relations import CIRCLED

COLUMNS: Final = {
    "articles": ("n", "id", "sha256"),
    "events": ("n", "name"),
    "actors": ("n", "actor", "kind", "qid"),
    "links": ("n", "target", "article", "relation"),
}
"""The summaries as tables; `n` is the number of an article, `name` and `target` are `article#event`."""

SUSPECTS: Final = (
    # NC701: a duplicate id
    "select n from articles where id in (select id from articles group by id having count(*) > 1)",
    # NC702: an actor of two kinds, or of two QIDs
    "select n from actors where actor in (select actor from actors group by actor having count(distinct kind) > 1)",
    "select n from actors where actor in (select actor from actors group by actor having count(distinct qid) > 1)",
    # NC703: a QID of two actors
    "select n from actors where qid in (select qid from actors group by qid having count(distinct actor) > 1)",
    # NC705: a text of two articles
    "select n from articles where sha256 in (select sha256 from articles group by sha256 having count(*) > 1)",
    # NC707: an event that does not exist
    "select n from links where not exists (select 1 from events where events.name = links.target)",
    # NC708: a link that may be part of a cycle
    f"select n from links where relation in ({', '.join(repr(one) for one in CIRCLED)})",  # noqa: S608 - names of relations
)
"""Each selects the articles that one rule may report, with all that the rule compares them to."""

CONTEXT: Final = """
select distinct articles.n from articles join links on links.article = articles.id
where links.n in (select n from suspects) and articles.n not in (select n from suspects)
"""
"""The articles that suspects refer to: their events are looked up, but their own links are not checked."""


@attrs.frozen
class Candidates:
    """The numbers of the articles that a corpus rule might report, and of those that these refer to."""

    suspects: frozenset[Any]
    context: frozenset[Any]

    def of(self, number: Any, summary: ArticleSummary) -> ArticleSummary | None:
        """Return the part of an article's summary that the rules need; None if they need nothing."""
        if number in self.suspects:
            return summary
        return attrs.evolve(summary, links=()) if number in self.context else None

    def reduced(self, number: Any, result: ArticleResult) -> ArticleResult:
        """Return a result whose summary has links only if the rules need them."""
        if result.summary is None or number in self.suspects:
            return result
        return attrs.evolve(result, summary=attrs.evolve(result.summary, links=()))


def rows(number: int, summary: ArticleSummary) -> dict[str, list[tuple[Any, ...]]]:
    """Return an article's summary as rows of the tables in `COLUMNS`."""
    return {
        "articles": [(number, summary.id, summary.sha256)],
        "events": [(number, f"{summary.id}#{event}") for event in summary.events],
        "actors": [(number, *actor) for actor in summary.actors],
        "links": [
            (number, target, target.partition("#")[0], path[3] if path[0] == "events" and len(path) > 3 else "")
            for path, target in summary.links
        ],
    }


_BATCH: Final = 1000
_BEGIN: Final = (
    "pragma journal_mode = off",
    *(f"create table {name} ({', '.join(columns)})" for name, columns in COLUMNS.items()),
    "create table whole (n integer primary key, data blob)",
    "begin",
)
_SUSPECTS: Final = (
    "create index if not exists by_name on events (name)",  # for the search for each link's target
    "drop table if exists suspects",
    f"create table suspects as {' union '.join(SUSPECTS)}",
)


class SummaryStore:
    """The summaries of one corpus's articles, each with its number. Methods raise OSError if the disk is full."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}
        self._added = 0
        for statement in _BEGIN:
            self._db.execute(statement)

    def add(self, number: int, summary: ArticleSummary, *, whole: bool) -> None:
        """Add an article's summary to the tables; with `whole`, also so that `whole` can return it."""
        for name, some in rows(number, summary).items():
            self._waiting.setdefault(name, []).extend(some)
        if whole:
            data = marshal.dumps(packed(ArticleResult(None, (), summary=summary)))
            self._waiting.setdefault("whole", []).append((number, data))
        self._added += 1
        if self._added % _BATCH == 0:
            self._write()

    def _write(self) -> None:
        with _as_oserror():
            for name, some in self._waiting.items():
                if some:
                    marks = ", ".join("?" * len(some[0]))
                    self._db.executemany(f"insert into {name} values ({marks})", some)  # noqa: S608 - a table of ours
        self._waiting = {}

    def candidates(self) -> Candidates:
        """Return the candidates among the articles that were added."""
        self._write()
        with _as_oserror():
            for statement in _SUSPECTS:
                self._db.execute(statement)
            suspects, context = (
                frozenset(n for (n,) in self._db.execute(sql)) for sql in ("select n from suspects", CONTEXT)
            )
        return Candidates(suspects, context)

    def whole(self, candidates: Candidates) -> Iterator[tuple[int, ArticleSummary]]:
        """Yield the summaries of candidates that were added whole."""
        for number in sorted(candidates.suspects | candidates.context):
            for (data,) in self._db.execute("select data from whole where n = ?", (number,)):
                summary = unpacked(marshal.loads(data)).summary  # noqa: S302 - dumped above
                assert summary is not None
                yield number, summary


@contextmanager
def _as_oserror() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as e:
        raise OSError(f"facts cannot be laid aside: {e}") from None
