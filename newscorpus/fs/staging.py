"""Files and folders of output that replace earlier ones as a whole."""

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import Final

from newscorpus.errors import UsageError
from newscorpus.fs.atomic import (
    FOLDER,
    PRIVATE,
    TEMPORARY,
    fcntl,
    mode_of,
    open_locked,
    replace,
    sync_file,
    sync_file_system,
    sync_folder,
)
from newscorpus.fs.folders import make_folders, require_way

_STAGE = TEMPORARY + "stage-"
_LEFTOVER = re.compile(re.escape(_STAGE) + "[0-9a-f]{16}")
_FEW: Final = 100
"""Files that are written through to the disk one by one."""
_OLD = "old"
"""The folder of a stage for the earlier output, under its own name, until it is replaced."""


@contextmanager
def staged(target: Path, *, replaces_all: bool = False) -> Iterator[Path]:
    """Replace a file or a folder by what the block creates at the path that it gets.

    If the block raises, then what it created is removed and `target` stays. A folder is replaced only if all its files
    have successors of the same names.

    Args:
        target: The file or folder.
        replaces_all: Whether a folder is replaced whatever files it has.

    Yields:
        A path beside `target` that does not exist. The block creates a file or a folder there.

    Raises:
        UsageError: Other files would be lost, `target` is a pipe or a device, or it has no way (`require_way`).
        OSError: The output cannot be written.
    """
    require_way(target)
    mode = mode_of(target)
    if mode is not None and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise UsageError(f"{target} is a device or a pipe, which cannot be replaced; write to a file")
    given, target = target, Path(os.path.realpath(target))
    with scratch(target) as stage:
        output = stage / "made"
        yield output
        sync(stage, output.rglob("*") if output.is_dir() else [output])
        if output.is_dir():
            if not (replaces_all and target.is_dir()) and (others := _without_successors(target, output)):
                message = f"{given} contains other files, which would be lost: {others[0]}"
                raise UsageError(f"{message}; move what you need, or write somewhere else")
            _replace_folder(output, target, stage / _OLD / target.name)
        else:
            replace(output, target)
    sync_folder(target.parent)


@contextmanager
def scratch(target: Path) -> Iterator[Path]:
    """Give an empty folder beside a file or folder, for what the block moves to its place, and remove it at the end.

    Args:
        target: The file or folder. Folders above it are created.

    Raises:
        OSError: By the block, then with the name of `target` instead of a temporary one.
    """
    if not target.name:  # the root has no siblings
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    make_folders(target.parent)
    _sweep_stages(target.parent)
    try:
        with _stage(target) as stage:
            yield stage
    except OSError as e:
        if e.filename is None or str(e.filename).startswith(str(target.with_name(_STAGE))):
            # The error names the target, not a temporary file. Libraries raise some without a name.
            raise OSError(e.errno, e.strerror or str(e), str(target)) from e
        raise


@contextmanager
def _stage(target: Path) -> Iterator[Path]:
    """Create a folder beside `target`, locked so that no other process removes it; remove it at the end."""
    mark = None
    while True:
        stage = target.with_name(_STAGE + os.urandom(8).hex())
        stage.mkdir(PRIVATE)
        try:
            mark = open_locked(stage, stat.S_ISDIR)
        except (BlockingIOError, FileNotFoundError):
            continue  # another process took it for a leftover before it was locked
        except OSError:
            break  # a file system without locks, where nothing is removed either
        if mark is None or os.path.lexists(stage):
            break
        os.close(mark)
    try:
        yield stage
    finally:
        _remove_stage(stage, mark)


def _sweep_stages(folder: Path) -> None:
    """Remove the stages that killed processes of this user left in a folder, where locks identify them."""
    with suppress(OSError):
        for stage in folder.iterdir():
            if _LEFTOVER.fullmatch(stage.name):
                with suppress(OSError):
                    mark = open_locked(stage, stat.S_ISDIR)
                    if mark is not None:  # pragma: no branch - None on Windows
                        _remove_stage(stage, mark)


def _remove_stage(stage: Path, mark: int | None) -> None:
    """Remove a stage with its contents; earlier output that was not replaced moves back."""
    with suppress(OSError):
        _restore(stage, mark)
    shutil.rmtree(stage, ignore_errors=True)
    if mark is not None:
        with suppress(OSError):
            os.close(mark)


def _restore(stage: Path, mark: int | None) -> None:
    """Move the folders of earlier output back to their places. Links are neither followed nor moved."""
    if fcntl is None:  # pragma: no cover - Windows
        for folder in (stage / _OLD).iterdir():
            if not os.path.lexists(stage.parent / folder.name):
                folder.rename(stage.parent / folder.name)
        return
    old = os.open(stage / _OLD if mark is None else _OLD, FOLDER, dir_fd=mark)
    try:
        with os.scandir(old) as entries:
            for entry in entries:
                place = stage.parent / entry.name
                if entry.is_dir(follow_symlinks=False) and not os.path.lexists(place):
                    os.rename(entry.name, place, src_dir_fd=old)
    finally:
        os.close(old)


def _without_successors(target: Path, output: Path) -> list[str]:
    """Return the files at a target that a new folder lacks."""
    if not target.is_dir():
        return [target.name] if os.path.lexists(target) else []
    return sorted(_names_below(target) - _names_below(output))


def _replace_folder(output: Path, target: Path, old: Path) -> None:
    if os.path.lexists(target):
        old.parent.mkdir()
        target.rename(old)
    output.rename(target)


def _names_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def sync(folder: Path, files: Iterable[Path]) -> None:
    """Write files through to the disk: many at once, together with all others of the file system of their folder."""
    files = iter(files)
    first = list(islice(files, _FEW))
    if len(first) == _FEW and sync_file_system(folder):
        return
    for path in chain(first, files):
        if path.is_file():
            sync_file(path)
