"""Fix files: make the fixes that diagnostics offer. Everything else in a file stays byte for byte.

One fix makes the next possible, so this works in rounds: check, choose the fixes that do not overlap, check the result.
A fix after which a file has more errors than before, or errors of another rule, is refused. Nothing is written until
all rounds are done. Each file is written completely or not at all, and not if somebody has changed it in between.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import attrs

from newscorpus.checking.fixes import ANY_BYTES, BOM, is_no_worse
from newscorpus.checking.results import CheckResults, check_session
from newscorpus.checking.selection import Paths, SessionOptions
from newscorpus.checking.session import CheckSession, discover
from newscorpus.diagnostics.report import Diagnostic, Edit, Fix, Report, Severity, in_order
from newscorpus.edits.text_edits import apart, edited, holding
from newscorpus.errors import UsageError
from newscorpus.fs import atomic, reading
from newscorpus.rules import Rule

_ROUNDS = 20
"""More than any file needs; guards against fixes that undo each other."""

Contents = Mapping[Path, bytes]
"""Bytes of files, by absolute path."""


@attrs.frozen
class FixedFile:
    """A file that fixes have changed."""

    file: str
    """Its name in diagnostics."""
    path: Path
    """Its absolute path."""
    before: bytes
    """Its contents before."""
    after: bytes
    """Its contents with the fixes."""

    def diff(self) -> Iterator[str]:
        """Return a unified diff.

        Yields:
            The lines, without line ends. They contain the text of the file unescaped.
        """
        before, after = map(_lines, (self.before, self.after))
        matcher: Any = SequenceMatcher(None, "", "")
        matcher.opcodes = _changes(before, after)
        head = [f"--- {self.file}", f"+++ {self.file}"]
        for hunk in matcher.get_grouped_opcodes():
            (_, a, _, c, _), (_, _, b, _, d) = hunk[0], hunk[-1]
            lines = [*head, f"@@ -{_range(a, b)} +{_range(c, d)} @@"]
            for kind, a, b, c, d in hunk:
                old, new = before[a:b], after[c:d]
                lines += [f" {line}" for line in old] if kind == "equal" else [f"-{line}" for line in old]
                lines += [f"+{line}" for line in new] if kind != "equal" else []
            yield from (part for line in lines for part in line.split("\n"))
            head = []


_WINDOW: Final = 200
"""Lines that are compared at once, since the time to compare all of them grows with their square."""


def _changes(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """The changes from some lines to others, as `SequenceMatcher.get_opcodes` returns them."""
    changes: list[tuple[str, int, int, int, int]] = []
    at, to = 0, 0
    while at < len(before) or to < len(after):
        old, new = before[at : at + _WINDOW], after[to : to + _WINDOW]
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        # What follows the last equal lines is compared with the lines after the window.
        last_equal = max((i for i, code in enumerate(codes, 1) if code[0] == "equal"), default=len(codes))
        for kind, a, b, c, d in codes[:last_equal]:
            begun = changes.pop() if changes and kind == changes[-1][0] else (kind, at + a, 0, to + c, 0)
            changes.append((kind, begun[1], at + b, begun[3], to + d))
        at, to = changes[-1][2], changes[-1][4]
    return changes


def _range(start: int, end: int) -> str:
    """The lines of a hunk, as in the head of a unified diff."""
    return f"{start + 1}" if end - start == 1 else f"{start + (end > start)},{end - start}"


def _lines(data: bytes) -> list[str]:
    lines = data.decode(errors=ANY_BYTES).split("\n")
    last = lines.pop()
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


@attrs.frozen
class FixResult:
    """What was fixed, and what remains."""

    report: Report
    """The report of a check afterwards. It does not offer the fixes that were refused."""
    files: tuple[FixedFile, ...]
    """The files that changed, ordered by name; or those that would change, if nothing was written."""
    fixed: tuple[Diagnostic, ...]
    """The diagnostics that were fixed, each with the fix that was made, as they were in that round."""
    refused: int
    """Number of fixes that were not made though offered, since errors in other files or `corpus.yaml` would follow."""
    skipped: tuple[str, ...] = ()
    """Files that were not written, since somebody changed them in between."""
    caused: tuple[str, ...] = ()
    """The codes of the errors that would have followed."""


def fix(
    paths: Paths = ".",
    *,
    unsafe: bool = False,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rules: Sequence[Rule | ModuleType] = (),
    write: bool = True,
) -> FixResult:
    r"""Fix what `check` reports in files and folders of annotated articles.

    Args:
        paths: Files and folders.
        unsafe: Also make fixes that may change what is meant. Safe fixes do not.
        select: Rules to apply instead of the default ones, as for `check`.
        extend_select: Rules to apply in addition.
        ignore: Rules not to apply.
        rules: Rules of your own, as for `check`.
        write: Whether to write the files. If not, `FixResult.files` contains what would be written.

    Returns:
        What was fixed, and what remains.

    Raises:
        UsageError: As `check` does.
        OSError: If a file cannot be written.

    Example::

        result = nc.fix("seeds/", write=False)
        for file in result.files:
            print("\n".join(file.diff()))
    """
    options = SessionOptions(paths, select=select, extend_select=extend_select, ignore=ignore, plugins=rules)
    start = partial(discover, options)
    return fix_session(start, unsafe=unsafe, write=write)


def fix_session(start: Callable[..., CheckSession], *, unsafe: bool, write: bool) -> FixResult:
    """Do what `fix` does, for any kind of session: `start(contents=…)` begins one over files with these bytes."""
    result = _Fixing(start, unsafe=unsafe).run()
    if not write:
        return result
    skipped = tuple(file.file for file in result.files if not _write(file))
    if skipped:
        fixed = tuple(diagnostic for diagnostic in result.fixed if diagnostic.primary.file not in skipped)
        return attrs.evolve(result, report=check_session(start()).report(), fixed=fixed, skipped=skipped)
    return result


def _write(fixed: FixedFile) -> bool:
    """Write a file; return False if somebody has changed it in between."""
    try:
        atomic.write(fixed.path, lambda out: out.write(fixed.after), expected=fixed.before)
    except atomic.Changed:
        return False
    return True


@attrs.frozen
class _Offer:
    """A fix, and the diagnostic that offers it."""

    diagnostic: Diagnostic
    fix: Fix

    @property
    def key(self) -> tuple[str, str, object, str]:
        """What tells the fix from others, whatever else of the file has changed."""
        diagnostic = self.diagnostic
        return diagnostic.primary.file, diagnostic.code, diagnostic.path or diagnostic.message, self.fix.title


@attrs.frozen
class _Check:
    """The results of a session and the report on them, whose diagnostics have no fixes."""

    results: CheckResults
    report: Report


class _Fixing:
    """The rounds of one call."""

    def __init__(self, start: Callable[..., CheckSession], *, unsafe: bool) -> None:
        self._start, self._unsafe = start, unsafe
        self._before: dict[Path, bytes] = {}
        """The original bytes of the files that have fixes."""
        self._now: dict[Path, bytes] = {}
        self._names: dict[Path, str] = {}
        self._refused: set[tuple[str, str, object, str]] = set()
        self.caused: set[str] = set()
        """The codes of the errors because of which fixes are refused."""
        self._fixed: list[Diagnostic] = []

    def run(self) -> FixResult:
        """Do rounds until nothing is left to fix."""
        done = self.check({})
        report = done.results.add_fixes(done.report)
        tried = 0
        for _ in range(_ROUNDS):
            offers = self._offers(done.results.session, report)
            if not offers and self._refused and tried < len(self._fixed):
                # An error that was fixed since may have been the reason.
                self._refused, tried = set(), len(self._fixed)
                self.caused.clear()
                offers = self._offers(done.results.session, report)
            if not offers:
                break
            # The diagnostics must be those of the bytes that will be compared: so check new files again.
            done = self.check({}) if self._read(offers, done.results.session) else self._fix_files(done, offers)
            report = done.results.add_fixes(done.report)
        return self._result(report)

    def check(self, changed: Contents) -> _Check:
        """Check the files as they are after the rounds so far, but for those that are `changed`."""
        results = check_session(self._start(contents={**self._now, **changed}))
        return _Check(results, results.report(fixes=False))

    def _fix_files(self, done: _Check, offers: Mapping[Path, list[_Offer]]) -> _Check:
        """Fix as many files as can be without further errors in others; return the check of all files afterwards."""
        batches = {path: self._apart(path, own) for path, own in offers.items()}
        trial, changed = _Trial(self, done), {p: _applied(self._now[p], batch) for p, batch in batches.items() if batch}
        whole = holding(sorted(changed), lambda paths: trial.holds({path: changed[path] for path in paths}))
        chosen = {path: changed[path] for path in whole}
        for path in sorted(changed.keys() - chosen.keys()):
            some = self._some(trial, chosen, path, batches[path])
            self._refused |= {offer.key for offer in batches[path] if offer not in some}
            batches[path] = some
            chosen |= {path: _applied(self._now[path], some)} if some else {}
        for path, data in chosen.items():
            self._now[path] = data
            self._fixed += [attrs.evolve(offer.diagnostic, fixes=(offer.fix,)) for offer in batches[path]]
        return trial.last if trial.last and len(whole) == len(changed) else self.check({})

    def _some(self, trial: "_Trial", chosen: Contents, path: Path, batch: list[_Offer]) -> list[_Offer]:
        """Of the fixes of a file that cannot all be made, those that can: safe ones rather than others."""
        ordered = sorted(batch, key=lambda offer: not offer.fix.safe)
        return holding(ordered, lambda some: trial.holds({**chosen, path: _applied(self._now[path], some)}))

    def _result(self, report: Report) -> FixResult:
        changed = [p for p, data in self._now.items() if data != self._before[p]]
        files = [FixedFile(self._names[p], p, self._before[p], self._now[p]) for p in changed]
        offers = (_Offer(diagnostic, fix) for diagnostic in report.diagnostics for fix in diagnostic.fixes)
        refused = {offer.key for offer in offers if offer.key in self._refused}
        if refused:
            report = attrs.evolve(report, diagnostics=in_order(map(self._without_refused, report.diagnostics)))
        return FixResult(
            report,
            tuple(sorted(files, key=lambda file: file.file)),
            tuple(self._fixed),
            len(refused),
            caused=tuple(sorted(self.caused)),
        )

    def _without_refused(self, diagnostic: Diagnostic) -> Diagnostic:
        left = tuple(fix for fix in diagnostic.fixes if _Offer(diagnostic, fix).key not in self._refused)
        return diagnostic if len(left) == len(diagnostic.fixes) else attrs.evolve(diagnostic, fixes=left)

    def _offers(self, session: CheckSession, report: Report) -> dict[Path, list[_Offer]]:
        """The fixes to make, by file: of each diagnostic the first that may be made."""
        offers: dict[Path, list[_Offer]] = {}
        for diagnostic in report.diagnostics:
            path = Path(os.path.abspath(diagnostic.primary.file))
            allowed = (_Offer(diagnostic, f) for f in diagnostic.fixes if f.safe or self._unsafe)
            offer = next((choice for choice in allowed if choice.key not in self._refused), None)
            if offer and (str(path) in session.asked or path in session.manifests):
                offers.setdefault(path, []).append(offer)
        return offers

    def _read(self, paths: Iterable[Path], session: CheckSession) -> bool:
        """Read the files that were not read in an earlier round; return whether there were any."""
        new = [path for path in paths if path not in self._now]
        for path in new:
            file = session.asked.get(str(path))
            if file is not None and file.source is not None:  # in memory
                self._before[path] = self._now[path] = file.source.data
                continue
            try:
                # Whole, since it is written whole. JSON Lines may be larger than the limit for one document.
                self._before[path] = self._now[path] = reading.read_bytes(path, sys.maxsize)
            except reading.Unreadable as e:  # it was readable a moment ago
                raise UsageError(f"{path}: {e}") from None
        return bool(new)

    def _apart(self, path: Path, offers: list[_Offer]) -> list[_Offer]:
        """The fixes of a file that do not overlap. None of them does harm by itself, or it would not be offered."""
        self._names[path] = offers[0].diagnostic.primary.file
        edits = [[(e.span.start, e.span.end, e.text) for e in offer.fix.edits] for offer in offers]
        clear, _ = apart(edits, range(len(offers)))
        return [offers[i] for i in clear]


class _Trial:
    """Tries changed files together with all others, and remembers the last check."""

    def __init__(self, fixing: _Fixing, before: _Check) -> None:
        self._fixing, self._before = fixing, _by_file(before.report)
        self._broken = {corpus.root for corpus in before.results.session.corpora if corpus.broken}
        self.last: _Check | None = None

    def holds(self, changed: Contents) -> bool:
        """Report whether there are no more errors, and none of another rule in any file, if these files change."""
        self.last = self._fixing.check(changed)
        after = _by_file(self.last.report)
        for root in self._broken.difference(c.root for c in self.last.results.session.corpora if c.broken):
            # Only now its articles are judged.
            after = Counter({k: n for k, n in after.items() if not Path(os.path.abspath(k[0])).is_relative_to(root)})
        if is_no_worse(self._before, after):
            return True
        self._fixing.caused.update(code for _, code in after - self._before)
        return False


def _by_file(report: Report) -> Counter[tuple[str, str]]:
    """The number of errors by file and code."""
    return Counter((d.primary.file, d.code) for d in report.diagnostics if d.severity is Severity.ERROR)


def _applied(data: bytes, offers: Iterable[_Offer]) -> bytes:
    """The bytes with the fixes made. Spans do not count a byte order mark, in the first record at least."""
    text = data.decode(errors=ANY_BYTES)
    mark = len(text) - len(text.removeprefix(BOM))
    edits = [_raw(edit, mark) for offer in offers for edit in offer.fix.edits]
    return edited(text, edits).encode(errors=ANY_BYTES)


def _raw(edit: Edit, mark: int) -> tuple[int, int, str]:
    shift = mark if edit.span.file[-6:] != ".jsonl" or edit.span.line == 1 else 0
    return edit.span.start + shift, edit.span.end + shift, edit.text
