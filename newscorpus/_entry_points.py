"""Plug-ins that are installed: the entry points of distributions, read in this one place."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from newscorpus.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


_DECLARATION: Final = "entry_points.txt"


class BrokenPlugin(NamedTuple):
    """An installed plug-in that cannot be used, and why."""

    name: str
    """Its entry point: `name = module`."""
    problem: str

    @property
    def message(self) -> str:
        """What to tell the user."""
        return f"the installed plug-in `{self.name}` cannot be used: {self.problem}"


def load_plugins(group: str, use: Callable[["EntryPoint", Any], None]) -> Sequence[BrokenPlugin]:
    """Load all plug-ins of a group, in the order of their names.

    Args:
        group: The group of entry points.
        use: Called with each entry point and what it names. An error that it raises is one of the plug-in.

    Returns:
        The plug-ins that cannot be used.
    """
    broken = list[BrokenPlugin]()
    for point in sorted(_installed(group), key=lambda point: (point.name, point.value)):
        try:
            use(point, point.load())
        except (Exception, SystemExit) as e:  # noqa: BLE001 - what a plug-in raises
            broken.append(BrokenPlugin(shown(point), problem_of(e)))
    return broken


def shown(point: "EntryPoint") -> str:
    """Return an entry point as projects write it: `name = module`."""
    return f"{point.name} = {point.value}"


def problem_of(error: BaseException) -> str:
    """Return what an error of a plug-in says, in a line: with its type, unless newscorpus raised it."""
    said = " ".join(str(error).split())
    return said if isinstance(error, UsageError) else f"{type(error).__name__}: {said}"


def _installed(group: str) -> "Iterator[EntryPoint]":
    if _may_be_installed(group):
        from importlib.metadata import entry_points  # noqa: PLC0415 - takes 20 ms

        yield from entry_points(group=group)


def _may_be_installed(group: str) -> bool:
    """Whether a distribution names the group: 1 ms, where reading the metadata of all takes 30."""
    return any(_names_group(path, group) for path in declarations())


def declarations() -> Iterator[str]:
    """Yield where installed distributions declare entry points: a file in each folder of metadata, and archives.

    These folders have the versions of distributions in their names. Not every distribution has the file.
    """
    for folder in sys.path:
        if os.path.isfile(folder):
            yield folder
        with suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                if entry.name.endswith((".dist-info", ".egg-info")):
                    yield f"{entry.path}/{_DECLARATION}"


def _names_group(path: str, group: str) -> bool:
    """Whether a file names a group. An archive may."""
    try:
        with open(path, "rb") as file:
            return not path.endswith(_DECLARATION) or group.encode() in file.read()
    except OSError:
        return False
