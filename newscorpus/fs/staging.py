"""Folders of output that replace an earlier one as a whole."""

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from newscorpus.errors import UsageError
from newscorpus.fs.atomic import TEMPORARY, _mode, _sync_folder, fcntl
from newscorpus.fs.reading import _FLAGS


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A path beside `target`, at which to make a file or a folder; it takes the place of `target` when the block ends.

    Whole or not at all: if the block raises, what it made is removed. A file takes the place of another; a folder that
    of one that holds nothing but files of the same names. Raises UsageError if other files would be lost, or for a pipe
    or a device, and OSError.
    """
    mode = _mode(target)
    if mode is not None and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise UsageError(f"{target} is a device or a pipe, which cannot be replaced; write to a file")
    target = Path(os.path.realpath(target))
    if not target.name:  # nothing lies beside the root
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep_stages(target.parent)
    stage = target.with_name(_STAGE + os.urandom(8).hex())
    made = stage / "made"
    mark = None
    try:
        stage.mkdir()
        with suppress(OSError):  # a file system without locks: nothing is swept there
            mark = _locked(stage)
        yield made
        _sync(made)
        if made.is_dir():
            _replace_folder(made, target, stage / _OLD / target.name)
        else:
            os.replace(made, target)
    except OSError as e:
        if e.filename is None or str(e.filename).startswith(str(stage)):
            # Its name is not that of a temporary file, nor none; libraries raise some that have words alone.
            raise OSError(e.errno, e.strerror or str(e), str(target)) from e
        raise
    finally:
        _remove_stage(stage, mark)
    _sync_folder(target.parent)


_STAGE = TEMPORARY + "stage-"


_OLD = "old"
"""Where a folder is while another takes its place, under its own name."""


def _locked(stage: Path) -> int | None:
    """A descriptor that is open as long as somebody works there. Raises BlockingIOError if somebody does."""
    if fcntl is None:  # pragma: no cover - Windows
        return None
    descriptor = os.open(stage, os.O_RDONLY | os.O_NOFOLLOW | _FLAGS)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _sweep_stages(folder: Path) -> None:
    """Removes what killed processes have left in a folder, where it can be told."""
    for stage in folder.glob(f"{_STAGE}*"):
        with suppress(OSError):
            mark = _locked(stage)
            if mark is not None:  # pragma: no branch - None on Windows
                _remove_stage(stage, mark)


def _remove_stage(stage: Path, mark: int | None) -> None:
    """Removes a stage with what was made there; what was to be replaced, and was not, goes back to its place."""
    with suppress(OSError):
        for old in (stage / _OLD).glob("*"):
            if not os.path.lexists(stage.parent / old.name):
                old.rename(stage.parent / old.name)
    shutil.rmtree(stage, ignore_errors=True)
    if mark is not None:
        with suppress(OSError):
            os.close(mark)


def _replace_folder(made: Path, target: Path, old: Path) -> None:
    if not os.path.lexists(target):
        made.rename(target)
        return
    new = _names_below(made) if target.is_dir() else set()
    others = sorted(_names_below(target) - new) if target.is_dir() else [target.name]
    if others:
        raise UsageError(f"{target} holds other files, which would be lost: {others[0]}; write somewhere else")
    old.parent.mkdir()
    target.rename(old)
    made.rename(target)


def _names_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def _sync(made: Path) -> None:
    for path in made.rglob("*") if made.is_dir() else [made]:
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY | _FLAGS)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
