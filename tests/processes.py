"""Processes as a terminal starts them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

_HEED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"


@contextmanager
def started(script: str) -> Iterator[subprocess.Popen]:
    """A script of Python in a group of its own that heeds Ctrl-C, even if the tests do not, as background jobs do.

    If the test fails, the group is killed, so that nothing waits for it.
    """
    command = [sys.executable, "-c", _HEED + script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        try:
            yield process
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise


def limited(kind: str, size: int) -> dict[str, Any]:
    """Arguments for `subprocess` that limit what a process may have, such as "AS"; none where there are no limits."""
    try:
        import resource
    except ImportError:  # Windows
        return {}
    return {"preexec_fn": lambda: resource.setrlimit(getattr(resource, f"RLIMIT_{kind}"), (size, size))}
