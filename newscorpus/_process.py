"""The command and its workers as processes, and what only some systems have of these. Imports nothing of the package.

What only some systems have of files is in `fs`.
"""

import atexit
import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, NoReturn

is_command = False
"""Whether this process is the command `newscorpus`, and no program of somebody else that calls the library."""

progress: Callable[[str, int, int | None], None] | None = None
"""Shows the progress of long work: its name, such as "Read articles", how many are done, and their number, if that is
known. The command sets it if standard error is a terminal; nothing else depends on it."""

states_are_exact: Final = os.name == "posix"
"""Whether the state of a file tells each change of it: on Windows there is no time of the change of its inode."""

ports_are_exclusive: Final = os.name == "posix"
"""Whether a port can be taken right after it was closed, and yet not while it is in use. Windows allows both or
neither."""

_system: Any = os
"""The module `os` with names that only some systems have."""

_RARELY: Final = (100_000, 50, 100)


def tune_gc() -> None:
    """Collect garbage less often: a check creates many objects, but hardly any reference cycles."""
    gc.set_threshold(*_RARELY)


def keep_loaded() -> None:
    """Exempt the present objects from garbage collection, and collect new ones more often, after `tune_gc`.

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


def use_utf8(stream: Any) -> None:
    """Let a stream write UTF-8 with plain line ends, unless it is a terminal or PYTHONIOENCODING names an encoding.

    Windows would write files and pipes in an old encoding. A terminal keeps its own, and what that lacks is escaped.
    """
    if hasattr(stream, "reconfigure"):
        if stream.isatty() or os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def utf8_environment() -> dict[str, str]:
    """Return the environment of a program that is to read and write UTF-8: Python on Windows would not by default."""
    return {"PYTHONUTF8": "1", **os.environ}


def user() -> list[int]:
    """Return the numbers of the user and of the user's groups; none on Windows."""
    return [_system.geteuid(), _system.getegid(), *sorted(_system.getgroups())] if hasattr(os, "geteuid") else []


def words_of(line: str) -> list[str]:
    """Return the words of a command line; on Windows, a backslash is part of a path. Raises ValueError."""
    import shlex  # noqa: PLC0415 - few commands need it

    words = shlex.shlex(line, posix=True)
    words.whitespace_split, words.commenters = True, ""
    words.escape = "" if os.name == "nt" else words.escape
    return list(words)


def cores() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def lower_priority(process: int) -> None:
    """Let other processes go before this one, where the system can."""
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            _system.setpriority(_system.PRIO_PROCESS, process, 10)


def ignore_interrupts() -> None:
    """Ignore Ctrl-C: another process, which also gets it, ends this one."""
    import signal  # noqa: PLC0415 - few processes need it

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def can_fork() -> bool:
    """Report whether this process may be forked: it has no thread, also none of a library, that could hold a lock.

    Only Linux tells. Elsewhere, processes are started.
    """
    if not (is_command and hasattr(os, "fork")):
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - only their number matters
    except OSError:
        return False


def fork(work: Callable[[], None]) -> int:
    """Do work in a copy of this process, if `can_fork`. Returns the number of the copy, for `wait_for`.

    Nothing that the copy has inherited is flushed or cleared away twice, and it prints no error.
    """
    process: int = _system.fork()
    if process:
        return process
    try:
        work()
    except BaseException:  # noqa: BLE001 - the first process does it again, and shows the error
        os._exit(1)
    os._exit(0)


def wait_for(process: int, *, kill: bool = False) -> bool:
    """Wait for the end of a copy, which is killed before if you say so. Returns whether its work was done."""
    if kill:
        import signal  # noqa: PLC0415 - few processes need it

        os.kill(process, signal.Signals["SIGKILL"])
    return os.waitpid(process, 0)[1] == 0


def silence(descriptor: int) -> None:
    """Let what is written to a descriptor go nowhere. Raises OSError."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
