"""The active rules and their severities: defaults, overridden by `checks` in `corpus.yaml`, overridden by options.

`--select` replaces what `corpus.yaml` selects and ignores. `--extend-select` adds to it. `--ignore` is the strongest.
"""

import os
import warnings
from collections.abc import Iterable, Sequence
from datetime import date
from types import ModuleType
from typing import Final

import attrs

from newscorpus.diagnostics.report import Severity
from newscorpus.errors import UsageError
from newscorpus.fs.patterns import PatternList
from newscorpus.models import Checks
from newscorpus.rules import BY_CODE, RULES, Rule, find, matching
from newscorpus.rules.guard import FAILED
from newscorpus.rules.plugins import Plugin, given, given_elsewhere
from newscorpus.rules.registry import hiding, removal


def codes_of(names: Iterable[str]) -> frozenset[str]:
    """Return the codes that match any of `names`: codes, beginnings of codes, names of rules, or ALL.

    Raises UsageError for a name without a match, and for a string instead of a list. Rules that newscorpus no longer
    has are left out: `SessionOptions` warns of them.
    """
    if isinstance(names, str):
        raise UsageError(f"rules are given as a list: [{names!r}], not {names!r}")
    out: frozenset[str] = frozenset()
    for name in names:
        codes = frozenset(rule.code for rule in matching(name))
        if not codes and not removal(name):
            near = find(name)[1]
            raise UsageError(f"no rule {name!r}" + (f"; did you mean {near}?" if near else ""))
        out |= codes
    return out


ESSENTIAL: Final = frozenset(rule.code for rule in RULES if not rule.configurable)
"""The rules that an article must pass to be read as a model."""
CORPUS_CODES: Final = frozenset(rule.code for rule in RULES if rule.scope == "corpus")
"""The codes of the rules that need the whole corpus."""
EXPECTATION: Final = "NC709"
"""The rule that counts what all articles have together."""
_FAILED: Final = frozenset({FAILED})
"""What no option and no setting leaves out: that a rule could not be checked."""
_ALWAYS: Final = ESSENTIAL | {"NC806"} | {rule.code for rule in RULES if rule.scope == "manifest"}
"""What `select` in a `corpus.yaml` cannot leave out: those, names of rules that are gone, and rules about that file."""


@attrs.frozen
class Selection:
    """The rules to apply: those in `select`, or all errors and warnings if it is None; and those in `more`."""

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    per_file: tuple[tuple[str, frozenset[str]], ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    more: frozenset[str] = frozenset()
    absent: frozenset[str] = attrs.field(factory=given_elsewhere)
    """Rules of plug-ins that other checks of this process were given, and this one was not."""
    _globs: PatternList = attrs.field(init=False, eq=False)
    _active: dict[frozenset[str], frozenset[str]] = attrs.field(init=False, eq=False, factory=dict)
    """What `active` returns, by the rules that are ignored. Many files share it."""

    @_globs.default
    def _made_globs(self) -> PatternList:
        return PatternList.of(glob for glob, _ in self.per_file)

    @classmethod
    def of(
        cls,
        checks: Checks | None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        extend_select: Sequence[str] = (),
        absent: frozenset[str] | None = None,
    ) -> "Selection":
        """Combine `checks` of `corpus.yaml` and the options. Raises UsageError for an unknown name in the options."""
        hidden = given_elsewhere() if absent is None else absent
        with hiding(hidden):
            return cls._of(checks, select, ignore, extend_select, hidden)

    @classmethod
    def _of(
        cls,
        checks: Checks | None,
        select: Sequence[str],
        ignore: Sequence[str],
        extend_select: Sequence[str],
        absent: frozenset[str],
    ) -> "Selection":
        chosen = codes_of(select) if select else None
        ignored, more = codes_of(ignore), codes_of(extend_select)
        if (select or ignore) and not cls(chosen, ignored, more=more, absent=absent).applied:
            raise UsageError("no rule is left to apply: all that are selected are ignored, or were removed")
        if checks is None:
            return cls(chosen, ignored, more=more, absent=absent)
        if chosen is None and checks.select:
            chosen = _known(checks.select) | _ALWAYS
        if not select:
            ignored |= _ignorable(checks.ignore) - more
        return cls(
            chosen,
            ignored,
            tuple((glob, _ignorable(names)) for glob, names in checks.per_file_ignore.items()),
            tuple(
                (code, Severity(severity))
                for name, severity in checks.severity.items()
                if severity  # otherwise it is malformed, which is reported separately
                for code in (rule.code for rule in matching(name) if rule.configurable)
            ),
            more,
            absent,
        )

    @property
    def _chosen(self) -> frozenset[str]:
        if self.select is not None:
            return self.select | self.more
        known = (rule for code, rule in BY_CODE.items() if code not in self.absent)
        return self.more.union(rule.code for rule in known if self._is_default(rule))

    def _is_default(self, rule: Rule) -> bool:
        """Whether a rule applies without being selected."""
        is_set = rule.code in dict(self.severities)
        return self.severity(rule.code) is not Severity.HINT and (is_set or not rule.opt_in)

    @property
    def applied(self) -> frozenset[str]:
        """The codes of the rules that apply to files which no `per_file_ignore` matches."""
        return self._chosen - self.ignore

    def severity(self, code: str) -> Severity:
        """Return the severity of a rule's findings."""
        return dict(self.severities).get(code, BY_CODE[code].severity)

    @property
    def has_hints(self) -> bool:
        """Whether a rule applies whose findings are hints."""
        return any(self.severity(code) is Severity.HINT for code in self.applied)

    def active(self, file: str) -> frozenset[str]:
        """Return the codes of the rules that apply to a file, named relative to the corpus with `/`."""
        globs = self._globs.covering(file) if self.per_file else ()
        ignored = self.ignore.union(*(self.per_file[i][1] for i in globs))
        if ignored not in self._active:
            self._active[ignored] = self._chosen - ignored | _FAILED
        return self._active[ignored]


def _known(names: Iterable[str]) -> frozenset[str]:
    """Unknown names in `corpus.yaml` are left out, since they are reported separately."""
    return frozenset(rule.code for name in names for rule in matching(name))


def _ignorable(names: Iterable[str]) -> frozenset[str]:
    """The rules that a corpus may ignore; ignoring others is reported separately."""
    return frozenset(code for code in _known(names) if BY_CODE[code].configurable)


Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def _in_order(paths: Paths) -> tuple[str | os.PathLike[str], ...]:
    """The first path that leads to a file names it in findings, so sort them: the report is the same for any order."""
    ordered = (paths,) if isinstance(paths, str | os.PathLike) else tuple(sorted(paths, key=str))
    if any(os.fspath(path) in ("", b"") for path in ordered):
        raise UsageError("an empty string is not a path; write `.` for the current folder")
    return ordered


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
