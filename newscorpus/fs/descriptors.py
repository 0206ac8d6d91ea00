"""Flags, locks and syncing of files, shared by the other modules of this package."""

import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

fcntl: Any = import_module("fcntl") if os.name == "posix" else None

BINARY: Final = getattr(os, "O_BINARY", 0)
"""Only Windows has this flag, and converts line ends without it."""


def mode_of(path: Path) -> int | None:
    """Return the mode of a file, links followed; None if it does not exist."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def open_locked(path: Path) -> int | None:
    """Open a file or folder and lock it for as long as the descriptor is open; None where there are no locks.

    Raises:
        BlockingIOError: Another process has the lock.
        OSError: It cannot be opened or locked.
    """
    if fcntl is None:  # pragma: no cover - Windows
        return None
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | BINARY)
    try:
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
