"""Files: bounded reading of regular files only, paths that stay inside a folder, writing that is whole or not at all.

Knows nothing of what the files hold.
"""

import os
import posixpath
import stat
from pathlib import Path

from newscorpus.limits import MAX_BYTES


class Unreadable(Exception):  # noqa: N818 - turned into a finding, never seen by users
    """Why a file cannot be read, in words."""


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
