"""What the articles of a corpus share, as tables: ids, texts, actors, identifiers, links.

In SQL, for corpora of many articles: it selects those that a corpus rule might report, for SQLite and for Spark. The
rules themselves are those of `rules.corpus`, in Python: given only the summaries of the candidates, they must report
the same as given all. The SQL depends on nothing else of them. Suggesting the ids of other articles needs all
summaries: they are read if a link leads to no article, and for large corpora nothing is suggested
(`rules.summary.SUGGESTING`). In memory, for a corpus that is edited: for one article, it knows all others that a corpus
rule may compare with it.
"""

import marshal
import posixpath
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.checking.corpus_rules import Members, ResultStore, StoredResult, nameless, texts_beside
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.serialize import packed, unpacked
from newscorpus.checking.session import CheckSession
from newscorpus.diagnostics.on_disk import as_oserror
from newscorpus.diagnostics.totals import Totals
from newscorpus.rules import ArticleSummary
from newscorpus.rules.relations import CIRCLED
from newscorpus.rules.summary import SUGGESTING

COLUMNS: Final = {
    "articles": ("n", "id", "sha256"),
    "events": ("n", "name"),
    "actors": ("n", "actor", "kind", "qid"),
    "links": ("n", "target", "article", "relation"),
}
"""The summaries as tables; `n` is the number of an article, `name` and `target` are `article#event`."""

_CIRCLED: Final = f"select n from links where relation in ({', '.join(map(repr, CIRCLED))})"  # noqa: S608 - ours
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
)
"""Each selects the articles that one rule may report, with all that the rule compares them to."""
_SUSPECTS: Final = " union ".join(SUSPECTS)

# NC708: links that may be part of a cycle
_STEPS: Final = f"""create table steps as select links.n, articles.id as source, links.article as target
    from links join articles on articles.n = links.n where links.n in ({_CIRCLED})"""  # noqa: S608 - ours
_INDEXES: Final = (
    "create index steps_by_source on steps (source)",
    "create index steps_by_target on steps (target)",
)
_DEAD_ENDS: Final = "delete from steps where target not in (select source from steps)"
_BEGINNINGS: Final = "delete from steps where source not in (select target from steps)"
_ROUNDS: Final = 100
"""How often the ends of chains of articles are cut off. What is left of longer ones are candidates."""

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
    "create table results (n integer primary key, file, record, active, is_open, is_known, registered, text_file, _)",
    "begin",
)
_RESULTS: Final = "results"
_ALL: Final = "select n, file, active, _ from results "
_UNKNOWN: Final = "select n from links where article not in (select id from articles where id is not null)"
"""The articles with a link to an article that does not exist: all ids are needed to suggest another one."""


def suspects(tables: Mapping[str, Iterable[Sequence[Any]]]) -> set[Any]:
    """Return the numbers of the articles that a corpus rule might report, given the rows of the tables.

    Not those with links that may be part of a cycle: see `in_circles`.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        for statement in _BEGIN:
            db.execute(statement)
        for name, some in tables.items():
            db.executemany(f"insert into {name} values ({', '.join('?' * len(COLUMNS[name]))})", some)  # noqa: S608
        db.execute("create index by_name on events (name)")
        return {n for (n,) in db.execute(_SUSPECTS)}


def in_circles(steps: Iterable[Sequence[Any]]) -> set[Any]:
    """Return the numbers of the articles whose steps may be part of a cycle, given the rows of `steps`."""
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        db.execute("create table steps (n, source, target)")
        db.executemany("insert into steps values (?, ?, ?)", steps)
        _cut(lambda statement: db.execute(statement).rowcount)
        return {n for (n,) in db.execute("select n from steps")}


def _cut(run: Callable[[str], int]) -> None:
    """Cut off the ends of chains of articles. `run` runs a statement, and returns how many rows it has changed."""
    for statement in _INDEXES:
        run(statement)
    for _ in range(_ROUNDS):
        if not run(_DEAD_ENDS) + run(_BEGINNINGS):
            break


class SummaryStore:
    """The summaries of one corpus's articles, each with its number. Methods raise OSError if the disk is full."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}
        self._added = 0
        for statement in _BEGIN:
            self._db.execute(statement)

    def add(self, number: int, summary: ArticleSummary | None, *result: Any) -> None:
        """Add an article's summary to the tables, and the other columns of `results`."""
        for name, some in rows(number, summary).items() if summary is not None else ():
            self._waiting.setdefault(name, []).extend(some)
        if result:
            self._waiting.setdefault(_RESULTS, []).append((number, *result))
        self._added += 1
        if self._added % _BATCH == 0:
            self.write()

    def write(self) -> None:
        """Write what was added since the last time."""
        with as_oserror():
            for name, some in self._waiting.items():
                if some:
                    marks = ", ".join("?" * len(some[0]))
                    self._db.executemany(f"insert into {name} values ({marks})", some)  # noqa: S608 - a table of ours
        self._waiting = {}

    def select(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        with as_oserror():
            yield from self._db.execute(sql, values)

    def run(self, statement: str, *values: Any) -> int:
        """Run a statement, and return how many rows it has changed."""
        with as_oserror():
            return self._db.execute(statement, values).rowcount

    def candidates(self) -> Candidates:
        """Return the candidates among the articles that were added."""
        self.write()
        for statement in ("create index by_name on events (name)", _STEPS):
            self.run(statement)
        _cut(self.run)
        self.run(f"create table suspects as {_SUSPECTS} union select n from steps")  # noqa: S608 - ours
        suspects, context = (frozenset(n for (n,) in self.select(sql)) for sql in ("select n from suspects", CONTEXT))
        return Candidates(suspects, context)


class ResultsOnDisk(ResultStore):
    """The results of the articles of a corpus, in a temporary database. Methods raise OSError if the disk is full.

    Args:
        corpus: The corpus.
        session: What is checked.
    """

    def __init__(self, corpus: LoadedCorpus, session: CheckSession) -> None:
        super().__init__(corpus, session.reported)
        self._session = session
        self._tables = SummaryStore()
        self._actives: dict[frozenset[str], int] = {}
        self._totals, self._articles, self._count = Totals(), 0, 0
        self._nameless = set[str]()
        self._folders: dict[str, int] = {}
        """Those of texts, each with the number of the first article that has one there."""

    def add(self, stored: StoredResult) -> None:
        """Add a result."""
        result, file = stored.result, stored.file
        summary = result.summary
        self._articles += result.totals.articles
        if self._session.reports(file.shown):
            self._totals += result.totals
        if result.has_findings:
            self._nameless |= nameless(self.corpus, [(file.name, result)])
        self.count(summary)
        text_file = summary.text_file if summary is not None else None
        if text_file is not None:
            self._folders.setdefault(posixpath.dirname(text_file), self._count)
        self._tables.add(
            self._count,
            summary,
            stored.number,
            stored.record,
            self._actives.setdefault(stored.active, len(self._actives)),
            summary is None or result.has_findings or bool(result.waivers),
            bool(result.baselined),
            summary is not None and summary.registered,
            text_file,
            marshal.dumps(packed(result)),
        )
        self._count += 1

    def finish(self) -> None:
        """Write what is left."""
        self._tables.write()

    def totals(self) -> Totals:
        """Return what was read in files that are reported."""
        return self._totals

    def summaries(self) -> Iterator[ArticleSummary]:
        """Yield the summaries of all articles."""
        everything = (stored.result.summary for _, stored in self._results(_ALL))
        return (summary for summary in everything if summary is not None)

    def text_files(self) -> Iterator[str]:
        """Yield the names of the files that contain article texts."""
        return (name for (name,) in self._tables.select("select text_file from results where text_file is not null"))

    def open(self, related: Collection[int], *, known: bool) -> Iterator[tuple[int, StoredResult]]:
        """Yield the results that may have findings to report, with their numbers; see `ResultStore`."""
        for number in related:
            self._tables.run("update results set is_open = true where n = ?", number)
        return self._results(_ALL + "where is_open and is_known = ? order by file, record", known)

    def members(self, folders: Sequence[Path]) -> Members:
        """Return what corpus rules need. Texts without annotation are looked for in `folders`."""
        self._tables.run("create index if not exists by_text_file on results (text_file)")
        texts = sorted(filter(self._is_unnamed, texts_beside(self._folders, self.corpus.root, folders)))
        if self._articles <= SUGGESTING and any(self._tables.select(_UNKNOWN)):
            return Members(dict(self._results(_ALL)), texts, self._articles, frozenset(self._nameless), self.counts)
        candidates = self._tables.candidates()
        # What the tables do not have: the QIDs of the registry, and the texts.
        registered = (number for (number,) in self._tables.select("select n from results where registered"))
        beside = (self._folders[posixpath.dirname(text)] for text in texts)
        numbers = sorted({*candidates.suspects, *candidates.context, *registered, *beside})
        rows = (row for number in numbers for row in self._results(_ALL + "where n = ?", number))
        stored = {n: kept._replace(result=candidates.reduced(n, kept.result)) for n, kept in rows}
        return Members(stored, texts, self._articles, frozenset(self._nameless), self.counts)

    def _is_unnamed(self, text: str) -> bool:
        return not any(self._tables.select("select 1 from results where text_file = ?", text))

    def _results(self, sql: str, *values: Any) -> Iterator[tuple[int, StoredResult]]:
        actives = list(self._actives)
        for n, file, active, data in self._tables.select(sql, *values):
            result = unpacked(marshal.loads(data))  # noqa: S302 - dumped above
            yield n, StoredResult(self._session.files[file], result, actives[active], file)


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
