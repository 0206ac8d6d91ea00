"""Folders of output."""

from pathlib import Path

from newscorpus.errors import UsageError


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
