"""A database on disk for the summaries of many articles, so that memory does not grow with them.

SQLite, since every Python has it. The database is temporary: it ends with the process.
"""

import marshal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.serialize import packed, unpacked
from newscorpus.checking.store.prefilter import COLUMNS, CONTEXT, SUSPECTS, Candidates, rows
from newscorpus.rules import ArticleSummary

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
