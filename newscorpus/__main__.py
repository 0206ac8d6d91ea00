"""`python -m newscorpus` and the `newscorpus` command."""

from newscorpus.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
