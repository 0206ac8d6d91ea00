"""Bounded reads of regular files, and relative paths that stay inside a folder."""

import os
import posixpath
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Final

from newscorpus.limits import MAX_BYTES

BINARY: Final = getattr(os, "O_BINARY", 0)
"""Only Windows has this flag, and converts line ends without it."""
NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)
"""Not on Windows: to open a FIFO would otherwise wait for a writer."""
OUTSIDE: Final = "outside the corpus"
HIDDEN: Final = "hidden or in a hidden folder, so not part of the corpus"
"""Reasons why a file that a path or a link leads to is not read."""


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
        descriptor = os.open(path, os.O_RDONLY | NO_WAIT | BINARY)
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
        is_folder = isinstance(e, PermissionError) and path.is_dir()  # Windows does not open folders
        raise Unreadable("not a regular file" if is_folder else reason_of(e)) from None


def reason_of(error: Exception) -> str:
    """Return why a file cannot be read, in small letters."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)


def inside(root: Path, path: Path) -> Path:
    """Return where to read a file of a corpus: its path if there is no link in it, else the real path.

    Args:
        root: The folder that the path must not leave. It may be reached by links.
        path: The file, which need not exist.

    Raises:
        Unreadable: The file is outside `root`.
    """
    try:
        if is_plain(root, path):
            return path
        real_root, real = os.path.realpath(root), os.path.realpath(path)
        # commonpath compares whole steps: `corpus-old` is not inside `corpus`.
        if os.path.commonpath([real_root, real]) != real_root:
            raise Unreadable(OUTSIDE)
    except (OSError, ValueError) as e:
        raise Unreadable(reason_of(e)) from None
    return Path(real)


def visible(root: Path, path: Path) -> Path:
    """Return what `inside` does. Raises Unreadable also if the file is hidden, or in a hidden folder such as `.git`."""
    resolved = inside(root, path)
    try:
        real = _absolute if resolved is path else os.path.realpath  # there is no link in it, or it is a real path
        name = real(resolved)[len(real(root)) :]
    except (OSError, ValueError) as e:
        raise Unreadable(reason_of(e)) from None
    if is_hidden("/" + name.replace(os.sep, "/")):
        raise Unreadable(HIDDEN)
    return resolved


def is_hidden(name: str) -> bool:
    """Report whether the name of a file, or of a folder that contains it, begins with a dot."""
    return name.startswith(".") or "/." in name


def is_plain(root: Path, path: Path) -> bool:
    """Whether a path is below `root` as it is written, without links. Faster than to resolve both."""
    if ".." in str(path) and ".." in path.parts:
        return False
    top, name = _absolute(root), _absolute(path)
    while len(name) > len(top):
        if os.path.islink(name):  # noqa: PTH114 - `Path` is slow, and there are thousands of files
            return False
        name = os.path.dirname(name)  # noqa: PTH120
    return name == top


def _absolute(path: Path) -> str:
    """The same as `os.path.abspath`; faster for a path that is absolute, as most are."""
    text = str(path)
    return text if text.startswith("/") and os.sep == "/" and ".." not in text else os.path.abspath(text)


def named_in(root: Path, folder: Path, relative: str) -> Path:
    """Return where to read a file that another one names by a relative path, from `folder`, with `/`.

    Raises Unreadable as `visible` and `require_relative` do.
    """
    require_relative(relative)
    return visible(root, folder / relative)


def require_relative(name: str) -> None:
    """Raise Unreadable if a path is not relative, or means something else on another system."""
    if not name or name.startswith("/") or any(c in name for c in "\\:\0"):
        raise Unreadable("not a relative path with `/` between its steps")


def beside(file: str, relative: str) -> str:
    """Join the folder of a file with a relative path; a scheme such as `s3://` is kept."""
    scheme, mark, rest = file.rpartition("://")
    return scheme + mark + posixpath.normpath(posixpath.join(posixpath.dirname(rest), relative))


COMPRESSED: Final = (".jsonl.gz", ".jsonl.zst")
"""The endings of compressed JSON Lines."""


def open_lines(path: Path) -> AbstractContextManager[IO[bytes]]:
    """Open a file of JSON Lines, which may be compressed, to read.

    Raises as `compressed.opened` does.
    """
    if not path.name.endswith(COMPRESSED):
        return path.open("rb")
    from newscorpus.fs import compressed  # noqa: PLC0415 - few files are

    return compressed.opened(path)


def numbered_lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of JSON Lines with their numbers, from 1; a line that is too long is the last."""
    for number, line in enumerate(iter(lambda: stream.readline(MAX_BYTES + 1), b""), 1):
        yield number, line
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            return  # reported as too large; finding the beginning of the next record would mean to read it all
