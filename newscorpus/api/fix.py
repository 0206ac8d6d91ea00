"""Fixing: the fixes that findings offer, made in the files. Comments, order and layout of everything else stay byte for
byte.

Works in rounds, since one fix makes the next possible: check, take the fixes that do not overlap, see what the files
are then. A fix after which a file has more errors than before, or errors of another rule, is not made. Nothing is
written before all is settled; each file is written wholly or not at all, and not if somebody has changed it meanwhile.
"""

import difflib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import attrs

from newscorpus.checking.article import inspect
from newscorpus.checking.context import SourceRecord
from newscorpus.checking.discovery import finder, records
from newscorpus.checking.discovery.finder import Finder
from newscorpus.checking.discovery.records import SourceFile
from newscorpus.checking.options import Paths, SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import ESSENTIAL
from newscorpus.checking.session import CheckSession, discover
from newscorpus.checking.waivers import waive
from newscorpus.diagnostics.report import Diagnostic, Edit, Fix, Report, Severity
from newscorpus.errors import UsageError
from newscorpus.fixes.verify import apart, edited, holding
from newscorpus.fs import atomic, reading
from newscorpus.rules.configuration import UNUSED_WAIVER

_ROUNDS = 20
"""More than any file needs; guards against fixes that undo each other."""
_BOM = "\ufeff"
_ANY_BYTES = "surrogateescape"
"""A line of JSON Lines that is not UTF-8 stays as it is, whatever is fixed in others."""

Contents = Mapping[Path, bytes]
"""What files hold, by absolute path."""


@attrs.frozen
class FixedFile:
    """A file that fixes have changed."""

    file: str
    """Its name in findings."""
    path: Path
    before: bytes
    after: bytes

    def diff(self) -> Iterator[str]:
        """Lines of a unified diff, without their ends. They hold what the file holds, so escape them."""
        before, after = map(_lines, (self.before, self.after))
        for line in difflib.unified_diff(before, after, self.file, self.file, lineterm=""):
            yield from line.split("\n")


def _lines(data: bytes) -> list[str]:
    lines = data.decode(errors=_ANY_BYTES).split("\n")
    last = lines.pop()
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


@attrs.frozen
class FixResult:
    """What was fixed, and what remains."""

    report: Report
    """What a check finds afterwards. Fixes that were not made, since other errors would have followed, are not offered
    in it."""
    files: tuple[FixedFile, ...]
    """The files that changed, in order of their names; or would change, if nothing was written."""
    fixed: tuple[Diagnostic, ...]
    """The findings that were fixed."""
    refused: int
    """How many fixes were not made, since other errors would have followed."""
    skipped: tuple[str, ...] = ()
    """Files that were not written, since somebody changed them meanwhile."""

    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity were fixed, if any."""
        found = Counter(d.severity for d in self.fixed)
        return {severity: found[severity] for severity in Severity if found[severity]}


def fix(
    paths: Paths = ".",
    *,
    unsafe: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    write: bool = True,
) -> FixResult:
    """Fixes what `check` finds in files and folders of annotated articles, and says what remains.

    Safe fixes keep the annotator's meaning beyond doubt; with `unsafe`, those are made, too, that guess it. Without
    `write`, nothing is written: `FixResult.files` then says what would be. Raises what `check` raises, and OSError.
    """
    return fixed(partial(discover, SessionOptions(paths, select=select, ignore=ignore)), unsafe=unsafe, write=write)


def fixed(run: Callable[..., CheckSession], *, unsafe: bool, write: bool) -> FixResult:
    """`fix` for any kind of run: `run(contents=…)` begins one over files that hold these bytes."""
    found = _Fixing(run, unsafe=unsafe).settle()
    if not write:
        return found
    skipped = tuple(one.file for one in found.files if not _written(one))
    if skipped:
        return attrs.evolve(found, report=check_session(run()).report(), skipped=skipped)
    return found


def _written(one: FixedFile) -> bool:
    try:
        atomic.write(one.path, lambda file: file.write(one.after), expected=one.before)
    except atomic.Changed:
        return False
    return True


_Offer = tuple[Diagnostic, Fix]
_Name = tuple[str, str, object, str]


def _name(offer: _Offer) -> _Name:
    """What tells a fix from others, whatever else of the file has changed."""
    diagnostic, made = offer
    return diagnostic.primary.file, diagnostic.code, diagnostic.path or diagnostic.message, made.title


class _Fixing:
    """The rounds of one call."""

    def __init__(self, run: Callable[..., CheckSession], *, unsafe: bool) -> None:
        self._run, self._unsafe = run, unsafe
        self._before: dict[Path, bytes] = {}
        """What the files that have fixes held at first."""
        self._now: dict[Path, bytes] = {}
        self._names: dict[Path, str] = {}
        self._refused: set[_Name] = set()
        self._fixed: list[Diagnostic] = []

    def settle(self) -> FixResult:
        """Rounds until nothing is left to fix."""
        current, report = self._checked({})
        for _ in range(_ROUNDS):
            offers = self._offers(current, report)
            if not offers:
                break
            if self._pin(offers):  # look again: the findings have to be those of the bytes that will be compared
                current, report = self._checked({})
                continue
            batches = {path: self._batch(current, path, own) for path, own in offers.items()}
            batches = {path: batch for path, batch in batches.items() if batch}
            last: list[tuple[CheckSession, Report]] = []

            def holds(chosen: list[Path], report: Report = report, batches: dict = batches, last: list = last) -> bool:  # type: ignore[type-arg]
                last[:] = [self._checked({p: _applied(self._now[p], batches[p]) for p in chosen})]
                return len(last[0][1].errors) <= len(report.errors)

            made = holding(sorted(batches), holds)
            for path in batches:
                if path in made:
                    self._now[path] = _applied(self._now[path], batches[path])
                    self._fixed += [diagnostic for diagnostic, _ in batches[path]]
                else:
                    self._refused |= set(map(_name, batches[path]))
            current, report = last[0] if len(made) == len(batches) and last else self._checked({})
        return self._result(report)

    def _checked(self, more: Contents) -> tuple[CheckSession, Report]:
        run = self._run(contents={**self._now, **more})
        return run, check_session(run).report()

    def _result(self, report: Report) -> FixResult:
        changed = [p for p, data in self._now.items() if data != self._before[p]]
        fixed = [FixedFile(self._names[p], p, self._before[p], self._now[p]) for p in changed]
        kept = tuple(
            attrs.evolve(d, fixes=tuple(f for f in d.fixes if _name((d, f)) not in self._refused))
            for d in report.diagnostics
        )
        left = {_name((d, f)) for d in report.diagnostics for f in d.fixes}
        return FixResult(
            attrs.evolve(report, diagnostics=kept),
            tuple(sorted(fixed, key=lambda one: one.file)),
            tuple(self._fixed),
            len(self._refused & left),
        )

    def _offers(self, run: CheckSession, report: Report) -> dict[Path, list[_Offer]]:
        """The fixes to make, by file: of each finding the first that may be made."""
        found: dict[Path, list[_Offer]] = {}
        for diagnostic in report.diagnostics:
            path = Path(os.path.abspath(diagnostic.primary.file))
            allowed = (f for f in diagnostic.fixes if f.safe or self._unsafe)
            offer = next((o for f in allowed if _name(o := (diagnostic, f)) not in self._refused), None)
            if offer and (path in run.asked or path in run.manifests):
                found.setdefault(path, []).append(offer)
        return found

    def _pin(self, offers: Iterable[Path]) -> bool:
        """Reads the files that have fixes; whether there were new ones."""
        new = [path for path in offers if path not in self._now]
        for path in new:
            try:
                # Whole: what is written takes its place. JSON Lines may be larger than what is read of one document.
                self._before[path] = self._now[path] = reading.read_bytes(path, sys.maxsize)
            except reading.Unreadable as e:  # it was readable a moment ago
                raise UsageError(f"{path}: {e}") from None
        return bool(new)

    def _batch(self, run: CheckSession, path: Path, offers: list[_Offer]) -> list[_Offer]:
        """Those that do not overlap, and after which the file by itself is no worse."""
        data = self._now[path]
        self._names[path] = offers[0][0].primary.file
        edits = [[(e.span.start, e.span.end, e.text) for e in made.edits] for _, made in offers]
        clear, _ = apart(edits, range(len(offers)))
        before = _errors(run, path, data)

        def holds(chosen: list[int]) -> bool:
            after = _errors(run, path, _applied(data, [offers[i] for i in chosen]))
            return after.total() <= before.total() and after.keys() <= before.keys()

        made = holding(clear, holds)
        self._refused |= {_name(offers[i]) for i in set(clear) - set(made)}
        return [offers[i] for i in made]


def _errors(run: CheckSession, path: Path, data: bytes) -> Counter[str]:
    """The errors that the file shows by itself, by code: what the corpus as a whole says is left out."""
    if path in run.manifests:
        corpus = Finder(contents={path: data}).at(finder.relative(path.parent))
        return Counter(d.code for d in corpus.diagnostics if d.severity is Severity.ERROR) if corpus else Counter()
    file = attrs.evolve(run.asked[path], data=data)
    return Counter(d.code for d in _alone(file) if d.severity is Severity.ERROR)


def _alone(file: SourceFile) -> Iterator[Diagnostic]:
    active = file.corpus.selection.active(file.name) | ESSENTIAL
    for source in records.read(file):
        assert isinstance(source, SourceRecord)  # bytes that are given can be read
        inspection = inspect(source, file.corpus.context, active)
        yield from waive(inspection, inspection.diagnostics, active - {UNUSED_WAIVER.code})[0]


def _applied(data: bytes, offers: Iterable[_Offer]) -> bytes:
    """The bytes with the fixes made. Spans count from behind a byte order mark, in the first record at least."""
    text = data.decode(errors=_ANY_BYTES)
    mark = len(text) - len(text.removeprefix(_BOM))
    edits = [_raw(edit, mark) for _, made in offers for edit in made.edits]
    return edited(text, edits).encode(errors=_ANY_BYTES)


def _raw(edit: Edit, mark: int) -> tuple[int, int, str]:
    shift = mark if edit.span.file[-6:] != ".jsonl" or edit.span.line == 1 else 0
    return edit.span.start + shift, edit.span.end + shift, edit.text
