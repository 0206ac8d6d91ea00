"""The file of stored results: an SQLite database in the cache folder, which several processes read and write at once.

Results are written several times a second while a check runs, so a killed check loses little. Each is sealed
with its key: a damaged one is none. If the file cannot be used, there are no results, and nothing is stored.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from newscorpus.checking import store
from newscorpus.errors import UsageError

_PAUSE: Final = 0.05
"""Seconds of work that are lost at most if the process is killed."""
_PATIENCE: Final = 5
"""Seconds to wait for another process that writes."""
_KEPT: Final = 30
"""Days for which a result is kept that nobody asks for."""
_NOTED: Final = 7
"""Days after which it is noted that a result was asked for."""
_BEGIN: Final = (
    "pragma synchronous = off",  # a power cut can damage the file: then results are not sealed, or it is made anew
    "create table if not exists results (key blob primary key, day integer, data blob)",
    "create index if not exists by_day on results (day)",
)


class ResultsFile:
    """The stored results. A process that is forked opens the file again.

    Args:
        today: The day in UTC as an ordinal.
    """

    def __init__(self, today: int) -> None:
        self._today = today
        self._db: sqlite3.Connection | None = None
        self._process = 0
        self._new: dict[bytes, bytes] = {}
        self._next = 0.0

    def get(self, key: bytes) -> tuple[int, bytes] | None:
        """Return the day of a result as an ordinal, and its data; None if there is none."""
        row = self._run(lambda db: db.execute("select day, data from results where key = ?", (key,)).fetchone())
        if row is None:
            return None
        day, sealed = row
        seal, data = sealed[: store.DIGEST], sealed[store.DIGEST :]
        return (day, data) if seal == store.digest(key + data) else None

    def put(self, key: bytes, data: bytes) -> None:
        """Store a result of today, at the latest with the next one."""
        self._new[key] = data
        if time.monotonic() >= self._next:
            self.save()

    def touch(self, key: bytes, day: int, data: bytes) -> None:
        """Note that a result was asked for."""
        if self._today - day > _NOTED:
            self.put(key, data)

    def save(self) -> None:
        """Write the results that are new. Errors are ignored."""
        self._next = time.monotonic() + _PAUSE
        if not self._new:
            return
        rows = [(key, self._today, store.digest(key + data) + data) for key, data in self._new.items()]
        self._new = {}

        def write(db: sqlite3.Connection) -> None:
            with db:
                db.execute("begin immediate")
                db.executemany("insert or replace into results values (?, ?, ?)", rows)

        self._run(write)

    def close(self) -> None:
        """Write the results that are new, and close the file. Errors are ignored."""
        self.save()
        if self._db is not None and self._process == os.getpid():
            self._db.close()
            self._process, self._db = 0, None

    def _run(self, use: Callable[[sqlite3.Connection], Any]) -> Any:
        """Return what `use` returns for the database; None if that fails. A damaged file is made anew."""
        for _ in range(2):
            try:
                return None if (db := self._opened()) is None else use(db)
            except sqlite3.OperationalError:  # it is locked, say, or the disk is full
                return None
            except sqlite3.DatabaseError:
                self._discard()
        return None

    def _discard(self) -> None:
        """Delete a damaged file; the next use makes it anew."""
        if self._db is not None:
            self._db.close()
        with suppress(OSError, UsageError):
            _path().unlink(missing_ok=True)
        self._process = 0

    def _opened(self) -> sqlite3.Connection | None:
        """The database; None if it cannot be used. Raises DatabaseError if it is damaged."""
        if self._process != os.getpid():
            self._inherited = self._db  # not closed, since the process that was copied uses it
            self._process, self._db = os.getpid(), None
            with suppress(OSError, UsageError, sqlite3.OperationalError):
                self._connect()
        return self._db

    def _connect(self) -> None:
        path = _path()
        store.make_folder()
        if path.exists() and not path.is_file():
            return
        # Generators that use it go from thread to thread in the language server, one at a time.
        db = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        self._db = db
        try:
            for statement in _BEGIN:
                db.execute(statement)
            db.execute("delete from results where day < ?", (self._today - _KEPT,))
        except sqlite3.OperationalError:
            self._db = None
            db.close()


def _path() -> Path:
    """The file. Raises UsageError if there is no folder for it."""
    return Path(store.folder(), f"results{store.RESULTS}")
