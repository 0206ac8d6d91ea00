"""What the articles of a corpus share, as tables: ids, texts, actors, identifiers, links.

In SQL, for corpora of many articles: it selects those that a corpus rule might report, for SQLite and for Spark. The
rules themselves are those of `rules.corpus`, in Python: given only the summaries of the candidates, they must report
the same as given all. The SQL depends on nothing else of them. Suggesting the ids of other articles needs all
summaries, so for such large corpora nothing is suggested (`rules.summary.SUGGESTING`). In memory, for a corpus that is
edited: for one article, it knows all others that a corpus rule may compare with it.
"""

import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
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
    f"select n from links where relation in ({', '.join(repr(relation) for relation in CIRCLED)})",  # noqa: S608
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


def suspects(tables: Mapping[str, Iterable[Sequence[Any]]]) -> set[Any]:
    """Return the numbers of the articles that a corpus rule might report, given the rows of the tables."""
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        for statement in _BEGIN:
            db.execute(statement)
        for name, some in tables.items():
            db.executemany(f"insert into {name} values ({', '.join('?' * len(COLUMNS[name]))})", some)  # noqa: S608
        for statement in _SUSPECTS:
            db.execute(statement)
        return {n for (n,) in db.execute("select n from suspects")}


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


class _Table:
    """Values, each with the numbers of the articles that have it, and what else they have there."""

    def __init__(self) -> None:
        # Tuples, since nearly all values are those of one article.
        self._entries: dict[str, tuple[tuple[int, Any], ...]] = {}

    def add(self, value: str, number: int, more: Any = None) -> None:
        self._entries[value] = (*self._entries.get(value, ()), (number, more))

    def remove(self, value: str, number: int) -> None:
        left = tuple(entry for entry in self._entries.pop(value, ()) if entry[0] != number)
        if left:
            self._entries[value] = left

    def __getitem__(self, value: str) -> tuple[tuple[int, Any], ...]:
        return self._entries.get(value, ())


class SharedValues:
    """The summaries of articles by number, and the values that several may have."""

    def __init__(self) -> None:
        self._summaries: dict[int, ArticleSummary] = {}
        self._ids, self._texts, self._actors, self._qids, self._links, self._named = (_Table() for _ in range(6))

    def add(self, number: int, summary: ArticleSummary) -> None:
        """Add an article."""
        self._summaries[number] = summary
        for table, value, more in self._values(summary):
            table.add(value, number, more)

    def remove(self, number: int) -> None:
        """Remove an article, if it is there."""
        summary = self._summaries.pop(number, None)
        for table, value, _ in self._values(summary) if summary is not None else ():
            table.remove(value, number)

    def _values(self, summary: ArticleSummary) -> Iterator[tuple[_Table, str, Any]]:
        yield self._ids, summary.id, None
        if summary.sha256 is not None:
            yield self._texts, summary.sha256, None
        for key, kind, qid in summary.actors:
            yield self._actors, key, (kind, qid)
            if qid is not None:
                yield self._qids, qid, key
        for article in {target.partition("#")[0] for _, target in summary.links}:
            yield self._links, article, None
        for key in summary.named:
            yield self._named, key, None

    def linking(self, article: str) -> Iterator[int]:
        """Yield the articles that refer to an event of the articles with an id."""
        return (number for number, _ in self._links[article])

    def using(self, actor: str) -> Iterator[int]:
        """Yield the articles that refer to an actor by its id, or have an actor with that id."""
        return (number for table in (self._named, self._actors) for number, _ in table[actor])

    def near(self, summary: ArticleSummary) -> Iterator[int]:
        """Yield the articles with the id or text of an article, or with other values of what they share with it."""
        for shared in (self._ids[summary.id], self._texts[summary.sha256] if summary.sha256 is not None else ()):
            yield from (number for number, _ in shared)
        for key, _, qid in summary.actors:
            for shared in (self._actors[key], self._qids[qid] if qid is not None else ()):
                if len(shared) > 1 and len({more for _, more in shared}) > 1:
                    yield from (number for number, _ in shared)

    def leads_nowhere(self, summary: ArticleSummary) -> bool:
        """Report whether an article refers to an event that no article has."""
        return any(not self._exists(target) for _, target in summary.links)

    def _exists(self, target: str) -> bool:
        article, _, event = target.partition("#")
        return any(event in self._summaries[number].events for number, _ in self._ids[article])

    def may_lead_back(self, summary: ArticleSummary) -> bool:
        """Report whether relations that must not form a cycle lead from an article to others, and back to it."""
        left, seen = [summary.id], set[str]()
        while left:
            for number, _ in self._ids[left.pop()]:
                for article in _led_to(self._summaries[number]):
                    if article == summary.id:
                        return True
                    if article not in seen:
                        seen.add(article)
                        left.append(article)
        return False


def _led_to(summary: ArticleSummary) -> set[str]:
    return {
        target.partition("#")[0]
        for path, target in summary.links
        if path[0] == "events" and len(path) > 3 and path[3] in CIRCLED  # events.ID.relations.NAME
    }
