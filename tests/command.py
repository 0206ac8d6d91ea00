"""The command line, run in this process: most tests ask what it does, and few how a process starts."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple
from unittest.mock import patch

from newscorpus.cli.main import main


class Ran(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


def newscorpus(*words: object, stdin: str | bytes = b"") -> Ran:
    """Run `newscorpus` with these words, not in a terminal."""
    given = io.TextIOWrapper(io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin), encoding="utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    code: object = None
    with patch.object(sys, "stdin", given), redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
    for stream in (out, err):
        stream.flush()
    return Ran(int(code or 0), *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))
