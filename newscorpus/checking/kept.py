"""What was made of all articles of a session, such as tables or counts, kept until one of them changes.

If no file has changed since, as `unchanged` says, none is read: the report on the articles is kept, too.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, Final

import attrs

from newscorpus.checking import store
from newscorpus.checking.serialize import plain, restored
from newscorpus.checking.session import CheckSession
from newscorpus.checking.stream import ArticleStream
from newscorpus.checking.unchanged import Watch, Watched, holds, surroundings_of
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.fs import atomic
from newscorpus.rules.guard import FAILED

_SHAPE: Final = "value, report and places"
"""What is kept, in another form than in earlier releases."""
_MOST: Final = 10_000
"""Findings of a report that is kept; more are read from the cache of each article."""


class Kept:
    """What was made last of the articles of a session, for a purpose.

    Args:
        session: The articles.
        purpose: What it is, and the version of what made it.
    """

    def __init__(self, session: CheckSession, purpose: str) -> None:
        given = [os.fsdecode(path) for path in session.options.paths]
        paths = sorted(map(os.path.abspath, given))
        self._session = session
        self._watch = Watch(session) if session.options.cache else None
        self._surroundings = store.digest(repr(surroundings_of([purpose, *given])).encode("utf-8", "surrogatepass"))
        self._key = "\0".join((_SHAPE, purpose, str(session.options.skip_invalid), *paths))

    def value(self) -> tuple[Any, Report] | None:
        """Return plain data that were kept, and the report on the articles; None if there are none, or others now.

        Articles are read if a file has changed, and judged if they are not in the cache. Raises InvalidCorpus as
        `valid_report` does.
        """
        kept = store.read(self._key, store.STATE) if self._session.options.cache else None
        if kept is None:
            return None
        state, value, unread = kept
        if unread is not None and self._is_current(*unread[:2]):
            return value, restored(Report, unread[2])
        stream = ArticleStream(self._session, models=False)
        report = stream.valid_report()
        if state != stream.state:
            return None
        self.keep(stream, value)
        return value, report

    def _is_current(self, surroundings: bytes, watched: Watched) -> bool:
        with suppress(OSError, ValueError, TypeError):
            return surroundings == self._surroundings and holds(watched)
        return False

    def keep(self, stream: ArticleStream, value: Any) -> None:
        """Keep plain data that were made of all articles of a stream. Errors are ignored."""
        if stream.state is None or self._watch is None:
            return
        watched, report = self._watch.watched(stream.results), stream.valid_report()
        is_whole = watched is not None and len(report) <= _MOST and report.ok and FAILED not in report.codes
        report = attrs.evolve(report, diagnostics=tuple(report.diagnostics) if is_whole else ())
        unread = (self._surroundings, watched, plain(report)) if is_whole else None
        store.write(self._key, store.STATE, (stream.state, value, unread))

    def keep_file(self, stream: ArticleStream, path: Path) -> None:
        """Keep a copy of a file that was made of all articles of a stream. Errors are ignored."""
        if stream.state is None:
            return
        name, seal = f"{self._key} {stream.state.hex()}", blake2b()
        with suppress(OSError, UsageError), path.open("rb") as file:
            store.make_folder()
            target = Path(store.path_of(name, store.TABLES))
            atomic.write(target, lambda output: _copy(file, output.write, seal), durable=False)
            store.sweep(store.TABLES)
            self.keep(stream, (name, seal.digest()))

    def file(self, to: Path) -> Report | None:
        """Copy the file that was kept; return the report on the articles, or None as `value` does."""
        kept = self.value()
        if kept is None:
            return None
        (name, digest), report = kept
        seal = blake2b()
        with suppress(OSError, UsageError):
            path = store.path_of(name, store.TABLES)
            with open(path, "rb") as source, to.open("wb") as target:
                _copy(source, target.write, seal)
            os.utime(path)
            if seal.digest() == digest:
                return report
        to.unlink(missing_ok=True)
        return None


def _copy(source: IO[bytes], write: Callable[[bytes], Any], seal: blake2b) -> None:
    while piece := source.read(1 << 20):
        seal.update(piece)
        write(piece)
