"""Articles on disk: what was read of each file, for pages that are made one at a time, and again when files change."""

import os
import pickle
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final

from newscorpus.checking.cache import Cache
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.tasks import Lazy, Outcome, Task, is_volatile, opened, without_model
from newscorpus.diagnostics.on_disk import as_oserror
from newscorpus.models import Article
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.views.corpus import Entry

_SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a file that is changed again has another time: that of file systems may be as coarse."""
_BEGIN: Final = (
    "pragma journal_mode = off",
    "create table articles (n integer primary key, file, place, state, text, text_state, result, model)",
    "create index by_file on articles (file, place)",
    "begin",
)
_REPLACE: Final = "replace into articles values (?, null, ?, ?, ?, ?, ?, ?)"


class Shelf:
    """The results of files with their models, in a temporary database. Methods raise OSError if the disk is full.

    One thread fills it, while others take articles from it.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for statement in _BEGIN:
            self._db.execute(statement)
        self._cache = Cache()
        self._count = 0

    def opened(self, task: Task) -> Iterator[tuple[int, Outcome]]:
        """Yield the results of a file with fixes, each with its number: those of the last time if nothing has changed.

        The articles among them have their models if they are new. An article has another number once it has changed.
        """
        path = os.fsencode(task.file.absolute)  # SQLite cannot store every name as text
        state = _state(path)
        if state is not None:
            state += self._cache.configuration(task) + task.file.name.encode("utf-8", "surrogatepass")
        if state is not None and self._is_known(path, state):
            for number, result in self._select("select n, result from articles where file = ? order by place", path):
                yield number, pickle.loads(result)  # noqa: S301 - dumped below
            return
        before = [number for (number,) in self._select("select n from articles where file = ? order by place", path)]
        numbers = []
        with as_oserror():  # should this not come to its end
            self._db.execute("update articles set state = null where file = ?", (path,))
        for place, outcome in enumerate(opened(evolve_unchecked(task, fixes=True))):
            if not isinstance(outcome, ArticleResult):
                yield 0, outcome
                continue
            known = before[place] if place < len(before) and self._has(before[place], outcome) else None
            numbers.append(self._put(known, place, state, outcome))
            yield numbers[-1], outcome
        with as_oserror():  # earlier versions stay until `sweep`: they may be shown meanwhile
            self._db.execute("update articles set file = null where file = ?", (path,))
            self._db.executemany("update articles set file = ? where n = ?", [(path, number) for number in numbers])

    def _is_known(self, path: bytes, state: bytes) -> bool:
        """Whether a file and its texts are as they were."""
        rows = list(self._select("select distinct state, text, text_state from articles where file = ?", path))
        return bool(rows) and all(
            before == state and (text is None or _state(text) == text_state) for before, text, text_state in rows
        )

    def _has(self, number: int, result: ArticleResult) -> bool:
        """Whether the result with a number is the same."""
        ((packed, model),) = self._select("select result, model from articles where n = ?", number)
        before: ArticleResult = pickle.loads(packed)  # noqa: S301 - dumped below
        before = evolve_unchecked(before, article=pickle.loads(model))  # noqa: S301 - dumped below
        return before == result

    def _put(self, number: int | None, place: int, state: bytes | None, result: ArticleResult) -> int:
        if number is None:
            self._count += 1
            number = self._count
        text = os.fsencode(result.summary.text_file) if result.summary and result.summary.text_file else None
        text_state = None if text is None else _state(text)
        lasts = not is_volatile(result) and (text is None or text_state is not None)
        data = (pickle.dumps(part, pickle.HIGHEST_PROTOCOL) for part in (without_model(result), result.article))
        with as_oserror():
            self._db.execute(_REPLACE, (number, place, state if lasts else None, text, text_state, *data))
        return number

    def _select(self, sql: str, value: bytes | int) -> Iterator[tuple[Any, ...]]:
        with as_oserror():
            yield from self._db.execute(sql, (value,))

    def sweep(self) -> None:
        """Delete the earlier versions of articles: nobody shows them any more."""
        with as_oserror():
            self._db.execute("delete from articles where file is null")

    def article(self, number: int) -> Article:
        """Return an article by its number."""
        ((model,),) = self._select("select model from articles where n = ?", number)
        article: Article = pickle.loads(model)  # noqa: S301 - dumped above
        return article


def _state(path: bytes) -> bytes | None:
    """What differs if a file has changed; None if it is not there, or may change again without a difference."""
    try:
        status = os.stat(path)  # noqa: PTH116 - `Path` is slow, and there are thousands of files
    except OSError:
        return None
    if max(status.st_mtime_ns, status.st_ctime_ns) > time.time_ns() - _SETTLED:
        return None
    return repr((status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)).encode()


class ShelvedEntries(Lazy[Entry]):
    """Entries that are made when they are needed.

    Args:
        count: How many there are.
        make: Makes one, by its index.
        source: What it is made of: of equal sources, equal entries.
    """

    def __init__(self, count: int, make: Callable[[int], Entry], source: Callable[[int], object]) -> None:
        super().__init__(count, lru_cache(maxsize=4)(make))  # a page names its neighbours
        self._source = source

    def sources(self, at: slice = slice(None)) -> list[object]:
        """Return what entries are made of."""
        return [self._source(i) for i in range(len(self))[at]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ShelvedEntries) and self.sources() == other.sources()

    __hash__ = None  # type: ignore[assignment]
