"""The states of the files that a check may read, for a process that waits until one of them changes."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from newscorpus.checking.discovery.finder import root_above

_ENDINGS: Final = (".yaml", ".yml", ".json", ".jsonl", ".txt")


def watched(paths: Sequence[Path], texts: Iterable[Path] = ()) -> dict[str, tuple[int, int]]:
    """Return the files that may be articles, texts or settings, each with its time of change and its size.

    They are those below the folders that are given, and below the corpora around them; beside files that are given,
    which may be in any folder; and the `texts` of articles.
    """
    below = {path for path in paths if path.is_dir()}
    beside = {path.parent for path in paths} - below
    below |= {root for path in (*below, *beside) if (root := root_above(path)) is not None}
    found = dict(entry for folder in below for entry in _files(os.fspath(folder), deep=True))
    found |= dict(entry for folder in beside for entry in _files(os.fspath(folder), deep=False))
    for text in texts:
        with suppress(OSError):
            found[os.fspath(text)] = _state(text.stat())
    return found


def _files(folder: str, *, deep: bool) -> Iterator[tuple[str, tuple[int, int]]]:
    with suppress(OSError), os.scandir(folder) as entries:  # what cannot be read, the check reports
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, deep=True) if deep else ()
            elif entry.name.endswith(_ENDINGS):
                yield entry.path, _state(entry.stat())


def _state(found: os.stat_result) -> tuple[int, int]:
    return found.st_mtime_ns, found.st_size
