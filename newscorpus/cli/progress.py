"""A progress line for a terminal: files or articles done, how many per second, and the time left.

The line appears on standard error after half a second, is overwritten, and is erased at the end. Nothing is written to
a pipe or a file.
"""

import os
import time
from contextlib import suppress
from types import TracebackType
from typing import Self, TextIO

AFTER = 0.5
"""Seconds before the line appears: most checks end earlier."""
EVERY = 0.1
"""Seconds between two updates of the line."""


class Progress:
    """A context manager; calls with the number of files done and of all files, or 0, update the line on a terminal."""

    def __init__(self, stream: TextIO | None, verb: str = "Checked") -> None:
        self._verb = verb
        self._stream = stream if stream is not None and stream.isatty() else None
        self._begin = time.monotonic()
        self._next = self._begin + AFTER
        self._shown = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._shown:
            self._write("")

    def __call__(self, done: int, total: int) -> None:
        """Update the line, unless it was just updated."""
        now = time.monotonic()
        if self._stream is None or now < self._next:
            return
        self._next = now + EVERY
        self._write(words(done, total, now - self._begin, self._verb)[: self._columns() - 1])

    def _columns(self) -> int:
        assert self._stream is not None
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or 80
        except OSError:
            return 80

    def _write(self, line: str) -> None:
        """Overwrite the line. Spaces erase the rest of the old one on every terminal, unlike escape sequences."""
        assert self._stream is not None
        with suppress(OSError):
            self._stream.write(f"\r{line.ljust(self._shown)}\r")
            self._stream.flush()
        self._shown = len(line)


def words(done: int, total: int, seconds: float, verb: str = "Checked") -> str:
    """Return the text of the line: `Checked 120 of 418 files, 240 a second, 2 s left`.

    With a total of 0, which stands for a number that is not known, it is `Read 120 articles, 240 a second`.
    """
    text = f"{verb} {done:,} of {total:,} files" if total else f"Read {done:,} {'article' if done == 1 else 'articles'}"
    if not done or seconds <= 0:
        return text
    if not total:
        return f"{text}, {done / seconds:,.0f} a second"
    return f"{text}, {done / seconds:,.0f} a second, {_duration((total - done) * seconds / done)} left"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = whole // 60
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
