"""What git ignores, by the `.gitignore` files of a repository. No git command is run.

Rules that only one user or clone has (`core.excludesFile`, `.git/info/exclude`) are not read, so that everybody gets
the same articles. Whether git tracks a file is not known either: one that was added by force is ignored, too.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import attrs

from newscorpus.checking.discovery.patterns import Pattern
from newscorpus.fs import reading

_FILE: Final = ".gitignore"
_REPOSITORY: Final = ".git"


@attrs.frozen
class Ignored:
    """The rules that apply to what is in one folder."""

    inside: bool = False
    """Whether the folder is in a repository."""
    rules: tuple[tuple[str, tuple[Pattern, ...]], ...] = ()
    """The patterns of each `.gitignore` that has any, with its folder; the nearest first, and the last line first."""

    @classmethod
    def above(cls, folder: str) -> "Ignored":
        """Return the rules of the folders above one, whose path is absolute."""
        found = cls()
        for parent in reversed(Path(folder).parents):
            names = [name for name in (_REPOSITORY, _FILE) if os.path.lexists(parent / name)]
            found = found.within(os.fspath(parent), names)
        return found

    def within(self, folder: str, names: Collection[str]) -> "Ignored":
        """Return the rules of a folder in this one, which has files of these names; its path is absolute."""
        here = Ignored(inside=True) if _REPOSITORY in names else self
        if not here.inside or _FILE not in names:
            return here
        patterns = tuple(_patterns(Path(folder, _FILE)))
        return attrs.evolve(here, rules=((folder, patterns), *here.rules)) if patterns else here

    def has(self, path: str, *, folder: bool) -> bool:
        """Report whether git ignores a file, or a folder; its path is absolute."""
        for base, patterns in self.rules:
            names = path[len(base) :].replace(os.sep, "/").strip("/").split("/")
            for pattern in patterns:
                if pattern.matches(names, folder=folder):
                    return not pattern.negative
        return False


def _patterns(path: Path) -> Iterator[Pattern]:
    """The patterns of a `.gitignore`, the last one first; none if it cannot be read, or is a link, as for git."""
    if path.is_symlink():
        return
    try:
        text = reading.read_bytes(path).decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    except reading.Unreadable:
        return
    for line in reversed(text.split("\n")):
        pattern = line.removesuffix("\r")
        while pattern.endswith(" ") and not pattern.endswith("\\ "):
            pattern = pattern[:-1]
        if pattern and not pattern.startswith("#"):
            # `./` means nothing to git.
            yield Pattern.of(pattern if not pattern.removeprefix("!").startswith("./") else "//")
