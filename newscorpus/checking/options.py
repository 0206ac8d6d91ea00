"""The options of a check session."""

import os
import warnings
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from types import ModuleType

import attrs

from newscorpus.checking.plugins import Plugin, given, given_elsewhere
from newscorpus.errors import UsageError
from newscorpus.rules.registry import removal
from newscorpus.rules.rule import Rule

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def _in_order(paths: Paths) -> tuple[str | os.PathLike[str], ...]:
    """The first path that leads to a file names it in findings, so sort them: the report is the same for any order."""
    found = (paths,) if isinstance(paths, str | os.PathLike) else tuple(sorted(paths, key=str))
    if any(os.fspath(path) in ("", b"") for path in found):
        raise UsageError("an empty string is not a path; write `.` for the current folder")
    return found


def _listed(plugins: Plugin | Iterable[Plugin]) -> Sequence[Plugin]:
    return (plugins,) if isinstance(plugins, str | Rule | ModuleType) else tuple(plugins)


def _at_least_one(_: object, __: object, jobs: int | None) -> None:
    if jobs is not None and jobs < 1:
        raise UsageError(f"jobs={jobs}: expected 1 or more processes")


@attrs.frozen
class SessionOptions:
    """What to check, by which rules, and how."""

    paths: tuple[str | os.PathLike[str], ...] = attrs.field(converter=_in_order)
    """Files and folders of articles."""
    select: Sequence[str] = attrs.field(default=(), kw_only=True)
    """The rules to apply instead of those that apply by default: codes, beginnings of codes, names, or ALL."""
    extend_select: Sequence[str] = attrs.field(default=(), kw_only=True)
    """The rules to apply in addition."""
    ignore: Sequence[str] = attrs.field(default=(), kw_only=True)
    """The rules not to apply."""
    essential: bool = attrs.field(default=False, kw_only=True)
    """Whether to add the rules that articles must pass to be read as models, whatever the configuration."""
    skip_invalid: bool = attrs.field(default=False, kw_only=True)
    """Whether those who take articles leave out the ones with errors, instead of taking none."""
    today: date | None = attrs.field(default=None, kw_only=True)
    """The day of the check; None for the computer's."""
    baseline: str | os.PathLike[str] | None = attrs.field(default=None, kw_only=True)
    """A baseline for all files, instead of those that the corpora name."""
    ignore_baselines: bool = attrs.field(default=False, kw_only=True)
    """Whether to report the findings that baselines contain, too."""
    writes_baseline: bool = attrs.field(default=False, kw_only=True)
    """Whether the purpose is to write a baseline, which may then be one that a corpus names."""
    plugins: Sequence[Plugin] = attrs.field(default=(), kw_only=True, converter=_listed)
    """Rules besides those of newscorpus and of installed plug-ins: names of modules, Python files, modules, rules."""
    progress: Callable[[int, int], None] | None = attrs.field(default=None, kw_only=True)
    """Called before each file with the number of files that are done, and the number of all."""
    jobs: int | None = attrs.field(default=1, kw_only=True, validator=_at_least_one)
    """The number of processes; None for as many as save time. Articles with their models come from this one only."""
    cache: bool = attrs.field(default=False, kw_only=True)
    """Whether to take the results of unchanged files from the cache, and to store the others there."""
    stores_contents: bool = attrs.field(default=True, kw_only=True)
    """Whether the cache also stores results of bytes that are given in place of those of files."""

    def __attrs_post_init__(self) -> None:
        """Warn of rules that newscorpus no longer has."""
        for name in (*self.select, *self.extend_select, *self.ignore):
            gone = removal(name)
            if gone:
                warnings.warn(f"{gone}; leave it out", stacklevel=4)

    def absent_rules(self) -> frozenset[str]:
        """Make the rules of `plugins` known; return those that only other sessions of this process were given.

        Raises UsageError if a plug-in cannot be used.
        """
        return given_elsewhere(given(self.plugins))
