"""Files: bounded reading of regular files only, paths that stay inside a folder, writing that is whole or not at all.

Knows nothing of what the files hold.
"""

import errno
import os
import posixpath
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from newscorpus.errors import UsageError
from newscorpus.limits import MAX_BYTES

fcntl: Any = import_module("fcntl") if os.name == "posix" else None
TEMPORARY = ".newscorpus-"
"""How the names of our temporary files begin."""
_LEFTOVER = re.compile(re.escape(TEMPORARY) + "[0-9a-f]{16}")
_LONG = 3600
"""Seconds that no writing takes."""


class Unreadable(Exception):  # noqa: N818 - turned into a finding, never seen by users
    """Why a file cannot be read, in words."""


class Changed(Exception):  # noqa: N818 - turned into a message
    """The file is no longer what was read of it."""


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The file's bytes, at most `limit` + 1 of them. Raises Unreadable; never waits for a pipe or a device."""
    try:
        # O_NONBLOCK: opening a FIFO would otherwise wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _FLAGS)
        try:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode):
                raise Unreadable("not a regular file")
            pieces: list[bytes] = []
            left, asked = limit + 1, state.st_size + 1  # all at once, and whether there is more
            while left > 0 and (piece := os.read(descriptor, min(left, asked))):
                if len(piece) == state.st_size and not pieces:
                    return piece
                pieces.append(piece)
                left, asked = left - len(piece), 1 << 20
            return b"".join(pieces)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as e:
        raise Unreadable(_reason(e)) from None


_FLAGS = getattr(os, "O_BINARY", 0)  # Windows has it, and would exchange ends of lines without


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)


def inside(root: Path, folder: Path, relative: str) -> Path:
    """The path that `relative` (with `/`) names from `folder`, links followed. Raises Unreadable if it leaves
    `root`."""
    require_relative(relative)
    try:
        real_root, real = os.path.realpath(root), os.path.realpath(folder / relative)
        # commonpath compares whole steps: `corpus-old` does not begin with `corpus`.
        if os.path.commonpath([real_root, real]) != real_root:
            raise Unreadable("outside the corpus")
    except (OSError, ValueError) as e:
        raise Unreadable(_reason(e)) from None
    return Path(real)


def require_relative(name: str) -> None:
    """Raises Unreadable for what is no relative path that means the same everywhere."""
    if not name or name.startswith("/") or any(c in name for c in "\\:\0"):
        raise Unreadable("not a relative path with / between its steps")


def beside(file: str, relative: str) -> str:
    """The name of what a file calls `relative`: what both begin with (`s3://`) stays as it is."""
    scheme, mark, rest = file.rpartition("://")
    return scheme + mark + posixpath.normpath(posixpath.join(posixpath.dirname(rest), relative))


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


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A path beside `target`, at which to make a file or a folder; it takes the place of `target` when the block ends.

    Whole or not at all: if the block raises, what it made is removed. A file takes the place of another; a folder that
    of one that holds nothing but files of the same names. Raises UsageError if other files would be lost, or for a pipe
    or a device, and OSError.
    """
    mode = _mode(target)
    if mode is not None and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise UsageError(f"{target} is a device or a pipe, which cannot be replaced; write to a file")
    target = Path(os.path.realpath(target))
    if not target.name:  # nothing lies beside the root
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep_stages(target.parent)
    stage = target.with_name(_STAGE + os.urandom(8).hex())
    made = stage / "made"
    mark = None
    try:
        stage.mkdir()
        with suppress(OSError):  # a file system without locks: nothing is swept there
            mark = _locked(stage)
        yield made
        _sync(made)
        if made.is_dir():
            _replace_folder(made, target, stage / _OLD / target.name)
        else:
            os.replace(made, target)
    except OSError as e:
        if e.filename is None or str(e.filename).startswith(str(stage)):
            # Its name is not that of a temporary file, nor none; libraries raise some that have words alone.
            raise OSError(e.errno, e.strerror or str(e), str(target)) from e
        raise
    finally:
        _remove_stage(stage, mark)
    _sync_folder(target.parent)


_STAGE = TEMPORARY + "stage-"
_OLD = "old"
"""Where a folder is while another takes its place, under its own name."""


def _locked(stage: Path) -> int | None:
    """A descriptor that is open as long as somebody works there. Raises BlockingIOError if somebody does."""
    if fcntl is None:  # pragma: no cover - Windows
        return None
    descriptor = os.open(stage, os.O_RDONLY | os.O_NOFOLLOW | _FLAGS)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _sweep_stages(folder: Path) -> None:
    """Removes what killed processes have left in a folder, where it can be told."""
    for stage in folder.glob(f"{_STAGE}*"):
        with suppress(OSError):
            mark = _locked(stage)
            if mark is not None:  # pragma: no branch - None on Windows
                _remove_stage(stage, mark)


def _remove_stage(stage: Path, mark: int | None) -> None:
    """Removes a stage with what was made there; what was to be replaced, and was not, goes back to its place."""
    with suppress(OSError):
        for old in (stage / _OLD).glob("*"):
            if not os.path.lexists(stage.parent / old.name):
                old.rename(stage.parent / old.name)
    shutil.rmtree(stage, ignore_errors=True)
    if mark is not None:
        with suppress(OSError):
            os.close(mark)


def _replace_folder(made: Path, target: Path, old: Path) -> None:
    if not os.path.lexists(target):
        made.rename(target)
        return
    new = _names_below(made) if target.is_dir() else set()
    others = sorted(_names_below(target) - new) if target.is_dir() else [target.name]
    if others:
        raise UsageError(f"{target} holds other files, which would be lost: {others[0]}; write somewhere else")
    old.parent.mkdir()
    target.rename(old)
    made.rename(target)


def _names_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def _sync(made: Path) -> None:
    for path in made.rglob("*") if made.is_dir() else [made]:
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY | _FLAGS)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


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
