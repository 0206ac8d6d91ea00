"""Files: bounded reading of regular files only, paths that stay inside a folder, writing that is whole or not at all.

Knows nothing of what the files hold.
"""

import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from newscorpus.limits import MAX_BYTES

TEMPORARY = ".newscorpus-"
"""How the names of our temporary files begin."""


class Unreadable(Exception):  # noqa: N818 - turned into a finding, never seen by users
    """Why a file cannot be read, in words."""


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The file's bytes, at most `limit` + 1 of them. Raises Unreadable; never waits for a pipe or a device."""
    try:
        # O_NONBLOCK: opening a FIFO would otherwise wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as e:
        raise Unreadable(_reason(e)) from None
    try:
        with open(descriptor, "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Unreadable("not a regular file")
            pieces, left = [], limit + 1
            while left > 0 and (piece := file.read(min(left, 1 << 20))):
                pieces.append(piece)
                left -= len(piece)
            return b"".join(pieces)
    except OSError as e:
        raise Unreadable(_reason(e)) from None


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)


def inside(root: Path, folder: Path, relative: str) -> Path:
    """The path that `relative` (with `/`) names from `folder`, links followed. Raises Unreadable if it leaves
    `root`."""
    if not relative or relative.startswith("/") or any(c in relative for c in "\\:\0"):
        raise Unreadable("not a relative path with / between its steps")
    try:
        real_root, real = os.path.realpath(root), os.path.realpath(folder / relative)
    except (OSError, ValueError) as e:
        raise Unreadable(_reason(e)) from None
    # commonpath compares whole steps: `corpus-old` does not begin with `corpus`.
    if os.path.commonpath([real_root, real]) != real_root:
        raise Unreadable("outside the corpus")
    return Path(real)


def write_text(path: Path, text: str) -> None:
    """Writes UTF-8, wholly or not at all: whatever happens, the file holds the old bytes or the new ones.

    Raises OSError. A link is followed, so that it stays a link. The mode of an existing file is kept.
    """
    data = text.encode("utf-8")

    def fill(file: "_File") -> None:
        file.write(data)

    write(path, fill)


class _File:
    """What a writer of `write` sees."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, data: bytes) -> None:
        """Appends all of `data`."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]


def write(path: Path, fill: Callable[[_File], None]) -> None:
    """`write_text` for what is made piece by piece."""
    target = Path(os.path.realpath(path))
    descriptor, name = tempfile.mkstemp(prefix=TEMPORARY, dir=target.parent)
    temporary = Path(name)
    try:
        try:
            fill(_File(descriptor))
            os.fsync(descriptor)
            os.chmod(name, _mode(target))
        finally:
            os.close(descriptor)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    """Makes the rename last through a power cut, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
