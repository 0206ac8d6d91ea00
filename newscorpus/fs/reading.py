"""Bounded reads of regular files, and relative paths that stay inside a folder."""

import os
import posixpath
import stat
from pathlib import Path

from newscorpus.fs.descriptors import BINARY
from newscorpus.limits import MAX_BYTES


class Unreadable(Exception):  # noqa: N818 - it becomes a finding
    """A file that cannot be read; the message is the reason."""


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file.

    Args:
        path: The file; links are followed.
        limit: The maximum of bytes that the caller accepts.

    Returns:
        The bytes; the first `limit` + 1 of them if there are more.

    Raises:
        Unreadable: The file cannot be read, or is a pipe, a device or a folder.
    """
    try:
        # O_NONBLOCK: to open a FIFO would otherwise wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | BINARY)
        try:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode):
                raise Unreadable("not a regular file")
            pieces: list[bytes] = []
            left, asked = limit + 1, state.st_size + 1  # one read for the whole file and one more byte
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


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)


def inside(root: Path, folder: Path, relative: str) -> Path:
    """Resolve a relative path, links followed.

    Args:
        root: The folder that the path must not leave.
        folder: The folder from which `relative` starts.
        relative: The path, with `/` between its steps.

    Raises:
        Unreadable: The path leaves `root`, or is not a portable relative path.
    """
    require_relative(relative)
    try:
        real_root, real = os.path.realpath(root), os.path.realpath(folder / relative)
        # commonpath compares whole steps: `corpus-old` is not inside `corpus`.
        if os.path.commonpath([real_root, real]) != real_root:
            raise Unreadable("outside the corpus")
    except (OSError, ValueError) as e:
        raise Unreadable(_reason(e)) from None
    return Path(real)


def require_relative(name: str) -> None:
    """Raise Unreadable if a path is not relative, or means something else on another system."""
    if not name or name.startswith("/") or any(c in name for c in "\\:\0"):
        raise Unreadable("not a relative path with / between its steps")


def beside(file: str, relative: str) -> str:
    """Join the folder of a file with a relative path; a scheme such as `s3://` is kept."""
    scheme, mark, rest = file.rpartition("://")
    return scheme + mark + posixpath.normpath(posixpath.join(posixpath.dirname(rest), relative))
