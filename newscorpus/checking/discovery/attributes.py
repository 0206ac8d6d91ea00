"""What `.gitattributes` says about a file. Runs no git."""

import os
from pathlib import Path

from newscorpus.checking.discovery.patterns import Pattern
from newscorpus.fs import reading


def merges_lines(path: Path) -> bool:
    """Report whether git keeps the lines of both sides where it merges two versions of a baseline."""
    absolute = Path(os.path.abspath(path))
    for folder in absolute.parents:
        names = absolute.relative_to(folder).parts
        for line in reversed(_lines(folder / ".gitattributes")):
            pattern, *attributes = line.split()
            how = [one for one in attributes if one.lstrip("-!").partition("=")[0] == "merge"]
            if how and not pattern.startswith("#") and Pattern.of(pattern).matches(names, folder=False):
                return how[-1] in ("merge=union", "merge=newscorpus")
        if os.path.lexists(folder / ".git"):
            return False
    return False


def _lines(path: Path) -> list[str]:
    try:
        text = reading.read_bytes(path).decode("utf-8", "surrogateescape")
    except reading.Unreadable:
        return []
    return [line for line in text.splitlines() if line.strip()]
