"""Atomic writes: after a crash, too, a file has either its old contents or its new contents.

New contents are written to a temporary file beside the target, which then replaces it.

Only where the system has locks (`fcntl`: Linux, macOS, WSL) are temporary files of killed commands told from those of
running ones. Only Linux exchanges two files at once: elsewhere, a file that another program writes in the instant
before it is replaced is lost.
"""

import os
import re
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from newscorpus import _process
from newscorpus.errors import UsageError
from newscorpus.fs.folders import require_way
from newscorpus.fs.reading import BINARY, NO_WAIT, Unreadable, inside, is_plain, read_bytes, visible

TEMPORARY = ".newscorpus-"
"""The prefix of the names of temporary files."""

_LEFTOVER = re.compile(re.escape(TEMPORARY) + "[0-9a-f]{16}")
_LONG = 3600
"""Seconds: longer than any write takes."""


try:
    import fcntl as _fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl: Any = None
else:
    fcntl = _fcntl

_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
"""Opens a folder, and not what a link leads to."""

PRIVATE: Final = 0o700
"""The mode of our temporary folders: nobody else adds to them."""

_ATTEMPTS: Final = 20
_WAIT: Final = 0.05
"""Seconds between attempts to replace a file that another program has open: Windows refuses that."""


class Changed(Exception):  # noqa: N818 - it becomes a message
    """The file has changed since it was read."""


def write_text(path: Path, text: str, *, within: Path | None = None, durable: bool = True) -> None:
    """Write a text in UTF-8, whole or not at all.

    The mode of an existing file is kept. If the path is a link, then its target is replaced; below `within`, the link
    itself. A pipe or a device (`/dev/stdout`) is written to directly. Temporary files that killed processes left in the
    folder are removed.

    Args:
        path: The file.
        text: Its contents.
        within: The folder of output that the file is part of. Links in it may be from strangers, and are not followed.
        durable: Wait until the contents are on the disk. Not needed for what can be generated again.

    Raises:
        UsageError: A folder below `within` is a link that leads out of it, or `path` has no way (`require_way`).
        OSError: The file cannot be written; it has its old contents.
    """
    data = text.encode("utf-8")
    write(path, lambda file: file.write(data), within=within, durable=durable)


class Output:
    """An open file to which bytes are appended."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, data: bytes) -> None:
        """Append all of `data`. Raises OSError."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]


def write(
    path: Path,
    fill: Callable[[Output], None],
    *,
    expected: bytes | None = None,
    within: Path | None = None,
    durable: bool = True,
) -> None:
    """Write a file piece by piece, otherwise like `write_text`.

    Args:
        path: The file.
        fill: Writes the contents.
        expected: The bytes that the file must still have when the new contents are complete.
        within: As for `write_text`.
        durable: Wait until the contents are on the disk.

    Raises:
        Changed: The file has other bytes than `expected`; it is not replaced.
        UsageError: A folder below `within` is a link that leads out of it, or `path` has no way (`require_way`).
        OSError: The file cannot be written; it has its old contents.
    """
    try:
        _write(path, fill, expected, within, durable=durable)
    except OSError as e:
        e.filename = str(path)  # not that of the temporary file
        if e.filename2 is not None:
            del e.filename2  # with None, the message would have an arrow to None
        raise


def _write(
    path: Path, fill: Callable[[Output], None], expected: bytes | None, within: Path | None, *, durable: bool
) -> None:
    require_way(path)
    replaces_link = within is not None and path.is_symlink()
    mode = None if replaces_link else mode_of(path)
    if mode is not None and not stat.S_ISREG(mode):
        _fill(os.open(path, os.O_WRONLY | BINARY), fill)
        return
    target = Path(os.path.realpath(path.parent), path.name) if replaces_link else Path(os.path.realpath(path))
    if within is not None:
        _require_inside(within, path.parent)
    if durable:  # others may be thousands of files in one folder, and each sweep lists all of them
        _sweep(target.parent)
    temporary, descriptor, mark = _begin(target, mode)
    try:
        _fill(descriptor, fill, sync=durable)
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        if expected is None:
            replace(temporary, target)
        else:
            _replace_expected(temporary, target, expected)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    finally:
        if mark is not None:  # pragma: no branch - None on Windows
            with suppress(OSError):
                os.close(mark)
    if durable:
        sync_folder(target.parent)


def _replace_expected(temporary: Path, target: Path, expected: bytes) -> None:
    """Replace a file that has the expected contents. Raises Changed.

    Another program may write it between the last look and the replacement. Where the system can exchange two files, the
    one that was replaced is looked at again, and put back if it is that of the other program.
    """
    if _contents(target, len(expected)) != expected:
        raise Changed(target)
    if not _exchange(temporary, target):
        replace(temporary, target)
    elif _contents(temporary, len(expected)) == expected:
        temporary.unlink()
    else:
        _exchange(temporary, target)
        raise Changed(target)


def replace(source: Path, target: Path) -> None:
    """Replace a file by another one. On Windows, wait up to a second for programs that have it open. Raises OSError."""
    for _ in range(_ATTEMPTS if fcntl is None else 0):  # pragma: no cover - Windows
        try:
            os.replace(source, target)
        except PermissionError:
            time.sleep(_WAIT)
        else:
            return
    os.replace(source, target)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two files at once; returns whether the system can (Linux, and most of its file systems)."""
    if not sys.platform.startswith("linux") or fcntl is None:
        return False
    rename = _renameat2()
    return rename is not None and rename(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0


@lru_cache(maxsize=1)
def _renameat2() -> Any:
    """The function of the C library; None if it has none."""
    import ctypes  # noqa: PLC0415 - only edits need it

    return getattr(ctypes.CDLL(None), "renameat2", None)


_HERE: Final = -100
"""AT_FDCWD of Linux: a path is as it is."""
_EXCHANGE: Final = 2
"""RENAME_EXCHANGE of Linux."""


def require_own(path: Path) -> None:
    """Refuse an output below the current folder whose links lead out of it, or to hidden files.

    The folder may be from strangers, such as a pull request, who would choose the file.

    Raises:
        UsageError: The path has such a link.
    """
    here = Path.cwd()
    if Path(os.path.abspath(path)).is_relative_to(here) and not is_plain(here, path):
        try:
            visible(here, path)
        except Unreadable:
            raise UsageError(f"{path} leads out of the current folder by a link; write to the place itself") from None


def _require_inside(within: Path, folder: Path) -> None:
    try:
        inside(within, folder)
    except Unreadable:
        raise UsageError(f"{folder} is a link that leads out of {within}; write somewhere else") from None


def _begin(target: Path, mode: int | None) -> tuple[Path, int, int | None]:
    """Create a temporary file beside `target`.

    Returns its path, a descriptor to write to, and a second one whose lock protects the file from other processes.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY
    while True:
        temporary = target.with_name(TEMPORARY + os.urandom(8).hex())
        # Never more permissive than the file that it replaces; the umask applies to a new file.
        descriptor = os.open(temporary, flags, 0o666 if mode is None else stat.S_IMODE(mode))
        mark = None
        try:
            mark = _mark(descriptor)
            exists = os.path.lexists(temporary)  # another process may have removed it before it was locked
        except BaseException:
            _discard(temporary, descriptor)
            raise
        if exists:
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
    """Lock an open file; the lock ends with the process at the latest. None where there are no locks."""
    if fcntl is None:  # pragma: no cover - Windows
        return None
    mark = os.dup(descriptor)
    with suppress(OSError):  # a file system without locks, where nothing is removed either
        fcntl.flock(mark, fcntl.LOCK_EX)
    return mark


@lru_cache(maxsize=1024)
def _sweep(folder: Path) -> None:
    """Remove the temporary files of killed processes from a folder, once per process."""
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
    descriptor = open_locked(path, stat.S_ISREG)
    assert descriptor is not None
    try:
        path.unlink()
    finally:
        os.close(descriptor)


def _contents(path: Path, limit: int) -> bytes | None:
    try:
        return read_bytes(path, limit)
    except Unreadable:
        return None


def append_text(path: Path, make: Callable[[int], str]) -> None:
    """Append to a file, which need not exist.

    Args:
        path: The file.
        make: Returns the text to append, for the size of the file in bytes.

    Raises:
        OSError: The file cannot be written.
    """
    try:
        with open(path, "ab", buffering=0) as stream:
            Output(stream.fileno()).write(make(stream.tell()).encode("utf-8"))
    except OSError as e:
        e.filename = str(path)
        raise


def _fill(descriptor: int, fill: Callable[[Output], None], *, sync: bool = False) -> None:
    try:
        fill(Output(descriptor))
        if sync:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def mode_of(path: Path) -> int | None:
    """Return the mode of a file, links followed; None if it does not exist."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def open_locked(path: Path, kind: Callable[[int], bool]) -> int | None:
    """Open a temporary file or folder of this user, and lock it for as long as the descriptor is open.

    A link is not followed.

    Args:
        path: The file or folder.
        kind: Whether a mode is that of a file (`stat.S_ISREG`) or of a folder (`stat.S_ISDIR`).

    Returns:
        The descriptor; None where there are no locks.

    Raises:
        BlockingIOError: Another process has the lock.
        PermissionError: It is of another kind, somebody else made it, or others may write to the folder.
        OSError: It cannot be opened or locked.
    """
    if fcntl is None:  # pragma: no cover - Windows
        return None
    descriptor = os.open(path, os.O_RDONLY | _NO_LINK | NO_WAIT | BINARY)
    try:
        state = os.fstat(descriptor)
        # Not S_IMODE, since a folder may inherit the set-group-id bit.
        private = not stat.S_ISDIR(state.st_mode) or state.st_mode & 0o777 == PRIVATE
        if not (kind(state.st_mode) and state.st_uid == _process.user()[0] and private):
            raise PermissionError(f"{path} is not a temporary file of this user")
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def sync_file(path: Path) -> None:
    """Wait until the contents of a file are on the disk. Raises OSError."""
    # Windows syncs what is open to be written, and opens no folder.
    descriptor = os.open(path, (os.O_RDWR if fcntl is None else os.O_RDONLY) | BINARY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file_system(folder: Path) -> bool:
    """Wait until all files of a file system are on the disk; returns whether the system can do that at once."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # noqa: PLC0415 - only output of many files needs it

    sync = getattr(ctypes.CDLL(None), "syncfs", None)
    descriptor = os.open(folder, FOLDER)
    try:
        return sync is not None and sync(descriptor) == 0
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where the system can."""
    with suppress(OSError):
        sync_file(folder)
