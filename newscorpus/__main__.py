"""`python -m newscorpus` and the command `newscorpus`: run the command line in a process of its own."""

import sys

from newscorpus import _process
from newscorpus.checking.unchanged import replay


def main() -> None:
    """Run the command line and end the process."""
    _process.require_utf8()
    code = replay(sys.argv[1:])
    if code is not None:
        _process.exit_fast(code)
    _process.tune_gc()
    from newscorpus.cli.main import main as run  # noqa: PLC0415 - takes longer than to print a report again

    _process.is_command = True
    try:
        run()
    except SystemExit as e:
        _process.exit_fast(e.code if isinstance(e.code, int) else 0)


if __name__ == "__main__":
    main()
