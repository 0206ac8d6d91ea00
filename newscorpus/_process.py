"""Settings of processes of newscorpus: the command and its workers. Imports nothing of the package."""

import atexit
import gc
import os
import sys
from collections.abc import Callable
from typing import Final, NoReturn

is_command = False
"""Whether this process is the command `newscorpus`, and no program of somebody else that calls the library."""

progress: Callable[[str, int, int | None], None] | None = None
"""Shows how far long work is: what is done, such as "Read articles", how many are done, and of how many, if that is
known. The command sets it if standard error is a terminal; nothing else depends on it."""

_RARELY: Final = (100_000, 50, 100)


def tune_gc() -> None:
    """Collect garbage less often: a check creates many objects, but hardly any reference cycles."""
    gc.set_threshold(*_RARELY)


def keep_loaded() -> None:
    """Never look for garbage in what there is now, but more often in what comes; if it is looked for less often.

    For a process that stays and has loaded much: otherwise its memory grows, or it pauses.
    """
    if gc.get_threshold() == _RARELY:
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 10, 10)


def exit_fast(code: int) -> NoReturn:
    """End the process with an exit code without freeing each object, which the operating system does faster."""
    atexit._run_exitfuncs()  # noqa: SLF001 - there is no public name for it
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            code = code or 120  # the exit code of Python for this
    os._exit(code)


def require_utf8() -> None:
    """Start the process again in UTF-8 mode if Python takes names of files for ASCII, as it may in the locale C.

    Such names would be unreadable in reports, and others than elsewhere in baselines.
    """
    if sys.getfilesystemencoding() == "ascii" and not sys.flags.utf8_mode and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - the same program
