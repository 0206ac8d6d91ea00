"""The files of the cache besides `results_file`: sealed, so that a damaged one is none, and replaced as a whole.

It imports little, since the command looks for its last report here before it imports anything else.
"""

import marshal
import os
import stat
import sys
from contextlib import suppress
from hashlib import blake2b
from typing import Any, Final

from newscorpus.errors import UsageError

VARIABLE: Final = "NEWSCORPUS_CACHE_DIR"
RESULTS: Final = ".newscorpus-cache"
REPORT: Final = ".newscorpus-report"
STATE: Final = ".newscorpus-state"
TABLES: Final = ".newscorpus-tables"
"""The endings of files: results, the last report of a command; and for `checking/kept`, the state of the articles of
some paths, with what was counted in them, and their tables."""
DIGEST: Final = 20
"""The bytes of a seal."""
_MOST: Final = {REPORT: 100, STATE: 100, TABLES: 10}
"""How many files are kept: there is a report for each command line and folder."""


def folder() -> str:
    """Return the cache folder: that of the system for this user, or the one that NEWSCORPUS_CACHE_DIR names.

    Raises UsageError if this user has none.
    """
    if given := os.environ.get(VARIABLE):
        return given
    path = _of_system()
    if os.path.isabs(path):
        return path
    raise UsageError(f"this user has no home folder for the cache; set {VARIABLE} to a folder")


def _of_system() -> str:
    """The folder of the system for this user's caches; a relative path if this user has none."""
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA", ""), "newscorpus", "Cache")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/newscorpus")
    # A relative path is invalid: https://specifications.freedesktop.org/basedir-spec/latest/
    given = os.environ.get("XDG_CACHE_HOME", "")
    return os.path.join(given if os.path.isabs(given) else os.path.expanduser("~/.cache"), "newscorpus")


def make_folder() -> None:
    """Create the cache folder, for this user alone, since tables in it have texts. Raises OSError, UsageError.

    One that exists is closed to others, unless the user has named it.
    """
    path = folder()
    os.makedirs(path, mode=0o700, exist_ok=True)
    if not os.environ.get(VARIABLE) and stat.S_IMODE(os.stat(path).st_mode) & 0o077:
        os.chmod(path, 0o700)


def has_folder() -> bool:
    """Return whether there is a folder for the cache, which may not exist yet."""
    try:
        folder()
    except UsageError:
        return False
    return True


def why_unusable() -> str | None:
    """Return why nothing can be cached; None if it can."""
    try:
        make_folder()
        return None if os.access(folder(), os.W_OK) else f"{folder()} is read-only"
    except UsageError as e:
        return str(e)
    except OSError as e:
        return f"{folder()}: {e.strerror}"


def clear() -> int:
    """Delete all cache files and return their number. Raises OSError if one cannot be deleted."""
    paths = [path for ending in (RESULTS, f"{RESULTS}-journal", *_MOST) for path in _files(ending)]
    for path in paths:
        with suppress(FileNotFoundError):
            os.unlink(path)
    return len(paths)


def digest(data: bytes) -> bytes:
    """Return the digest that seals data."""
    return blake2b(data, digest_size=DIGEST).digest()


def read(key: str, ending: str) -> Any:
    """Return the value that was written under a key; None if there is none, or it is damaged."""
    try:
        path = path_of(key, ending)
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        with open(path, "rb") as file:
            sealed = file.read()
    except (OSError, UsageError):
        return None
    seal, data = sealed[:DIGEST], sealed[DIGEST:]
    if seal != digest(data):
        return None
    try:
        return marshal.loads(data)  # noqa: S302 - sealed; and marshal builds plain data only
    except (EOFError, ValueError, TypeError):
        return None


def write(key: str, ending: str, value: Any) -> None:
    """Write plain data under a key. Errors are ignored."""
    from pathlib import Path  # noqa: PLC0415 - not for those who only read

    from newscorpus.fs import atomic  # noqa: PLC0415

    data = marshal.dumps(value)
    with suppress(OSError, UsageError):
        make_folder()
        atomic.write(Path(path_of(key, ending)), lambda file: file.write(digest(data) + data))
        sweep(ending)


def sweep(ending: str) -> None:
    """Delete the oldest files, if there are many. Raises OSError."""
    for path in sorted(_files(ending), key=os.path.getmtime)[: -_MOST[ending]]:
        os.unlink(path)


def path_of(key: str, ending: str) -> str:
    """Return where the value of a key is. Raises UsageError if there is no folder."""
    name = blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return os.path.join(folder(), name + ending)


def _files(ending: str) -> list[str]:
    """The files with an ending; none if there is no folder."""
    at = folder()
    with suppress(OSError):
        return [os.path.join(at, name) for name in os.listdir(at) if name.endswith(ending)]
    return []
