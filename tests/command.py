"""The command line, run in this process: most tests ask what it does, and few how a process starts."""

import ctypes
import io
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import NamedTuple
from unittest.mock import patch

from newscorpus.cli.main import main


class Ran(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


def newscorpus(*words: object, stdin: str | bytes = b"", run: Callable[[list[str]], None] = main) -> Ran:
    """Run `newscorpus` with these words, not in a terminal."""
    given = io.TextIOWrapper(io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin), encoding="utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    code: object = None
    with patch.object(sys, "stdin", given), redirect_stdout(out), redirect_stderr(err):
        try:
            run([str(word) for word in words])
        except SystemExit as end:
            code = end.code
    for stream in (out, err):
        stream.flush()
    return Ran(int(code or 0), *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


@contextmanager
def going(*words: object, ready: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Run `newscorpus` in a thread of this process, where coverage sees it, until the end of the block: as by Ctrl-C.

    Gives what `ready` matches of its standard error.
    """
    codes, said, own = list[object](), io.StringIO(), sys.stderr

    def run() -> None:
        try:
            main([str(word) for word in words])
        except SystemExit as end:
            codes.append(end.code)

    thread = threading.Thread(target=run, daemon=True)
    sys.stderr = said
    try:
        thread.start()
        while (found := ready.fullmatch(said.getvalue())) is None:
            assert thread.is_alive(), said.getvalue()
            thread.join(0.02)
    finally:
        sys.stderr = own
    yield found
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(KeyboardInterrupt))
    thread.join(60)
    assert codes == [0]
