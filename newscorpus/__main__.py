"""`python -m newscorpus` and the `newscorpus` command."""

from newscorpus.cli import main

if __name__ == "__main__":
    main()

__all__ = ["main"]
