"""`python -m newscorpus` and the command `newscorpus`: run the command line in a process of its own."""

from newscorpus import _process
from newscorpus.cli.main import main as run


def main() -> None:
    """Run the command line and end the process."""
    _process.require_utf8()
    _process.tune_gc()
    try:
        run()
    except SystemExit as e:
        _process.exit_fast(e.code if isinstance(e.code, int) else 0)


if __name__ == "__main__":
    main()
