"""Folders: those of output, and those whose files are listed."""

import os
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from newscorpus.errors import UsageError
from newscorpus.fs.gitignore import Ignored


def make_folders(folder: Path) -> None:
    """Create a folder, and those above it that do not exist.

    Raises:
        UsageError: As `require_way` does.
        OSError: A folder cannot be created.
    """
    require_way(folder)
    folder.mkdir(parents=True, exist_ok=True)


def require_way(path: Path) -> None:
    """Refuse a path that leads out of a folder which does not exist, such as `new/../a.yaml`.

    Nothing is there until somebody creates the folder: whether the file may be replaced was asked of nothing.

    Raises:
        UsageError: The path does so.
    """
    for i, part in enumerate(path.parts):
        if part == ".." and not (before := Path(*path.parts[:i])).exists() and i:
            raise UsageError(f"{path} leads out of {before}, which does not exist; name the place itself")


def walk(
    folder: Path, walked: set[str] | None = None, *, ignored: bool = False
) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Yield a folder and those below it, in order, each with the names of its files and of linked folders in it.

    Skips dot-folders, those in `walked`, to which it adds the others, and what git ignores unless `ignored` is true.
    Does not enter linked folders.

    Raises OSError for a folder that cannot be listed, since its files would otherwise not be checked.
    """
    top = Ignored() if ignored else Ignored.above(os.path.abspath(folder))
    left = [(os.fspath(folder), top)]  # no recursion, as in `os.walk`: folders may be deeper than Python's stack
    while left:
        (at, rules), below, names, links = left.pop(), list[tuple[str, Ignored]](), list[str](), list[str]()
        if walked is not None:
            if at in walked:
                continue
            walked.add(at)
        with os.scandir(at) as found:
            entries = list(found)
        absolute = os.path.abspath(at)
        if not ignored:
            rules = rules.within(absolute, {entry.name for entry in entries})
        for entry in entries:
            is_folder = _is_folder(entry)
            if is_folder and entry.name.startswith("."):
                continue
            inside = rules.inside(f"{absolute}/{entry.name}", folder=is_folder and not entry.is_symlink())
            if inside is None:
                continue
            if not is_folder:
                names.append(entry.name)
            elif entry.is_symlink():
                links.append(entry.name)
            else:
                below.append((entry.path, inside))
        yield Path(at), sorted(names), sorted(links)
        left += sorted(below, key=itemgetter(0), reverse=True)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def relative(folder: Path) -> Path:
    """Return the folder relative to the current one if it is there or below; otherwise as it is."""
    try:
        return folder.relative_to(os.getcwd())
    except ValueError:
        return folder
