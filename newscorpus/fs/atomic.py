"""Atomic writes: a file has its old content or its new content, also after a crash."""

import os
import re
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from newscorpus.fs.reading import _FLAGS, Unreadable, read_bytes

fcntl: Any = import_module("fcntl") if os.name == "posix" else None


TEMPORARY = ".newscorpus-"
"""How the names of our temporary files begin."""


_LEFTOVER = re.compile(re.escape(TEMPORARY) + "[0-9a-f]{16}")


_LONG = 3600
"""Seconds that no writing takes."""


class Changed(Exception):  # noqa: N818 - turned into a message
    """The file is no longer what was read of it."""


def write_text(path: Path, text: str, *, durable: bool = True) -> None:
    """Writes UTF-8, wholly or not at all: whatever happens, the file holds the old bytes or the new ones.

    Raises OSError. A link is followed, so that it stays a link. The mode of an existing file is kept. A pipe or a
    device (`/dev/stdout`) is written into. What a killed process has left beside the file is removed.
    What can be made again at any time need not be `durable`: then the disk is not waited for.
    """
    data = text.encode("utf-8")

    def fill(file: "_File") -> None:
        file.write(data)

    write(path, fill, durable=durable)


class _File:
    """What a writer of `write` sees."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, data: bytes) -> None:
        """Appends all of `data`."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]


def write(path: Path, fill: Callable[[_File], None], *, expected: bytes | None = None, durable: bool = True) -> None:
    """`write_text` for what is made piece by piece. With `expected`, raises Changed, and leaves the file alone, if it
    holds other bytes when the new ones are ready to take their place."""
    try:
        _write(path, fill, expected, durable=durable)
    except OSError as e:
        e.filename = str(path)  # not that of a temporary file, nor none
        if e.filename2 is not None:
            del e.filename2  # of None, the error would say that something was to go there
        raise


def _write(path: Path, fill: Callable[[_File], None], expected: bytes | None, *, durable: bool) -> None:
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        _fill(os.open(path, os.O_WRONLY | _FLAGS), fill)
        return
    target = Path(os.path.realpath(path))
    if durable:  # else there may be thousands of them, and each would look at all others
        _sweep(target.parent)
    temporary, descriptor, mark = _begin(target, mode)
    try:
        _fill(descriptor, fill, sync=durable)
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        if expected is not None and _now(target, len(expected)) != expected:
            raise Changed(path)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    finally:
        if mark is not None:  # pragma: no branch - None on Windows
            with suppress(OSError):
                os.close(mark)
    if durable:
        _sync_folder(target.parent)


def _begin(target: Path, mode: int | None) -> tuple[Path, int, int | None]:
    """A temporary file beside `target`, open for writing; and a second descriptor, which marks it as being written as
    long as it is open."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS
    while True:
        temporary = target.with_name(TEMPORARY + os.urandom(8).hex())
        # Never more open than the file that it will be; a new file has what the umask leaves.
        descriptor = os.open(temporary, flags, 0o666 if mode is None else stat.S_IMODE(mode))
        mark = None
        try:
            mark = _mark(descriptor)
            kept = os.path.lexists(temporary)  # else somebody has swept it between its making and its marking
        except BaseException:
            _discard(temporary, descriptor)
            raise
        if kept:
            return temporary, descriptor, mark
        _discard(temporary, descriptor, mark)


def _discard(temporary: Path, *descriptors: int | None) -> None:
    with suppress(OSError):
        temporary.unlink()
    for descriptor in descriptors:
        if descriptor is not None:  # pragma: no branch - None on Windows
            with suppress(OSError):
                os.close(descriptor)


def _mark(descriptor: int) -> int | None:
    """A lock that ends with the process, however that ends; None where there are none."""
    if fcntl is None:  # pragma: no cover - Windows
        return None
    mark = os.dup(descriptor)
    with suppress(OSError):  # a file system without locks: nothing is swept there
        fcntl.flock(mark, fcntl.LOCK_EX)
    return mark


@lru_cache(maxsize=1024)
def _sweep(folder: Path) -> None:
    """Removes, once a run, what killed processes have left in a folder; never what somebody is writing."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _LEFTOVER.fullmatch(entry.name):
                with suppress(OSError):
                    _sweep_file(folder / entry.name)


def _sweep_file(path: Path) -> None:
    if fcntl is None:  # pragma: no cover - Windows
        if time.time() - path.stat().st_mtime > _LONG:
            path.unlink()
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | _FLAGS)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            path.unlink()
    finally:
        os.close(descriptor)


def _now(path: Path, limit: int) -> bytes | None:
    try:
        return read_bytes(path, limit)
    except Unreadable:
        return None


def append_text(path: Path, make: Callable[[int], str]) -> None:
    """Appends to a file, or begins it; `make` is told how many bytes it has. Raises OSError."""
    try:
        with open(path, "ab", buffering=0) as stream:
            _File(stream.fileno()).write(make(stream.tell()).encode("utf-8"))
    except OSError as e:
        e.filename = str(path)
        raise


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _fill(descriptor: int, fill: Callable[[_File], None], *, sync: bool = False) -> None:
    try:
        fill(_File(descriptor))
        if sync:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Makes the rename last through a power cut, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
