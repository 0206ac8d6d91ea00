"""Flags, locks and syncing of files, shared by the other modules of this package."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

fcntl: Any = import_module("fcntl") if os.name == "posix" else None

BINARY: Final = getattr(os, "O_BINARY", 0)
"""Only Windows has this flag, and converts line ends without it."""

FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
"""Opens a folder, and not what a link leads to."""

PRIVATE: Final = 0o700
"""The mode of our temporary folders: nobody else adds to them."""


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
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | BINARY)
    try:
        state = os.fstat(descriptor)
        # Not S_IMODE, since a folder may inherit the set-group-id bit.
        private = not stat.S_ISDIR(state.st_mode) or state.st_mode & 0o777 == PRIVATE
        if not (kind(state.st_mode) and state.st_uid == os.geteuid() and private):
            raise PermissionError(f"{path} is not a temporary file of this user")
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def sync_file(path: Path) -> None:
    """Wait until the contents of a file are on the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | BINARY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where the system can."""
    with suppress(OSError):
        sync_file(folder)
