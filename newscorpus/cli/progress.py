"""A progress line for a terminal: how much is done, a bar, how much a second, and the time left.

The line appears on standard error after half a second, is overwritten, and is erased at the end. Nothing is written to
a pipe or a file.
"""

import os
import time
from contextlib import suppress
from types import TracebackType
from typing import Self, TextIO

from newscorpus import _process

AFTER = 0.5
"""Seconds before the line appears: most checks end earlier."""
EVERY = 0.1
"""Seconds between two updates of the line."""
BAR = 20
"""Characters of the bar. Narrow terminals show none."""


class Progress:
    """A context manager in which long work shows on a terminal how far it is; see `_process.progress`."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._task, self._begin, self._next = "", 0.0, 0.0
        self._shown = 0

    def __enter__(self) -> Self:
        if self._stream is not None:
            _process.progress = self.show
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        _process.progress = None
        self._erase()

    def show(self, task: str, done: int, total: int | None) -> None:
        """Update the line, unless it was just updated; erase it when all is done.

        Args:
            task: A verb and a noun, such as "Read articles".
            done: How many are done.
            total: Of how many; None if nobody knows.
        """
        now = time.monotonic()
        if task != self._task:
            self._erase()
            self._task, self._begin, self._next = task, now, now + AFTER
        if done == total:
            self._erase()
            self._task = ""
        elif now >= self._next:
            self._next = now + EVERY
            self._write(words(task, done, total, now - self._begin, self._columns()))

    def _columns(self) -> int:
        assert self._stream is not None
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or 80
        except OSError:
            return 80

    def _erase(self) -> None:
        if self._shown:
            self._write("")

    def _write(self, line: str) -> None:
        """Overwrite the line. Spaces erase the rest of the old one on every terminal, unlike escape sequences."""
        assert self._stream is not None
        with suppress(OSError):
            self._stream.write(f"\r{line.ljust(self._shown)}\r")
            self._stream.flush()
        self._shown = len(line)


def words(task: str, done: int, total: int | None, seconds: float, columns: int) -> str:
    """Return the text of the line: `Read 120 of 418 articles [#####          ] 240 a second, 2 s left`."""
    verb, noun = task.split(" ", 1)
    speed = f"{done / seconds:,.0f} a second" if done and seconds > 0 else ""
    if total is None:
        return ", ".join(filter(None, (f"{verb} {done:,} {noun}", speed)))[: columns - 1]
    text = f"{verb} {done:,} of {total:,} {noun}"
    left = f"{speed}, {_duration((total - done) * seconds / done)} left" if speed else ""
    bar = f"[{('#' * (BAR * done // total)).ljust(BAR)}]"
    line = f"{text} {bar} {left}"
    return (line if len(line) < columns else ", ".join(filter(None, (text, left))))[: columns - 1]


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = whole // 60
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
