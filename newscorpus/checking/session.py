"""Check: paths -> sources -> inspect each -> relate all -> waivers -> report."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import attrs

from newscorpus.checking import baseline as baselines
from newscorpus.checking.cache import Cache, digest_of
from newscorpus.checking.context import ArticleResult, KnownFindings
from newscorpus.checking.corpus import elsewhere, relate
from newscorpus.checking.discovery.finder import Finder, relative
from newscorpus.checking.discovery.records import LoadedCorpus, SourceFile
from newscorpus.checking.fix_pass import FIXABLE, Fixes
from newscorpus.checking.selection import ESSENTIAL
from newscorpus.checking.store.results import ResultStore, StoredResult
from newscorpus.checking.task import FixTask, Outcome, Task, examine, opened, without_model
from newscorpus.checking.waivers import waive
from newscorpus.diagnostics.report import Diagnostic, Report, Severity, Totals, in_order, with_fixes
from newscorpus.errors import UsageError
from newscorpus.models import MANIFEST, Article
from newscorpus.rules import Finding
from newscorpus.rules.configuration import STALE_BASELINE, UNUSED_WAIVER, invalid_configuration

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def check(
    paths: Paths = ".", *, select: Sequence[str] = (), ignore: Sequence[str] = (), jobs: int | None = None
) -> Report:
    """Checks files and folders of annotated articles and reports every finding.

    Given a file of a corpus, the whole corpus is read and the findings of that file alone are reported, so the
    verdict is the same. `select` replaces the rules that apply by default, `ignore` takes rules out: codes, their
    beginnings, or names. `jobs` is how many processes check, by default as many as pay. Raises UsageError if a path
    does not exist, holds no article, or a rule is unknown.
    """
    return CheckSession(paths, select=select, ignore=ignore, jobs=jobs).finish()


class CheckSession:
    """One run over files and folders: inspects each article, then relates them all.

    `essential` adds the rules that must hold before there can be models, whatever the configuration says. `contents`
    are bytes that stand for those of files, by absolute path. `progress` is called before each file: how many are done,
    and of how many. `jobs` processes examine the files (None: as many as pay), but only this one where models are
    wanted; with `cache`, those that have not changed since are not read again. Raises UsageError as `check` does.
    """

    def __init__(
        self,
        paths: Paths,
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        essential: bool = False,
        today: date | None = None,
        baseline: str | os.PathLike[str] | None = None,
        ignore_baselines: bool = False,
        contents: Mapping[Path, bytes] | None = None,
        progress: Callable[[int, int], None] | None = None,
        jobs: int | None = 1,
        cache: bool = False,
    ) -> None:
        # In order, since the first path that leads to a file names it: the same report for any order of them.
        paths = [paths] if isinstance(paths, str | os.PathLike) else sorted(paths, key=str)
        finder = Finder(select, ignore, today, contents)
        named = finder.manifests(paths)  # first, so that findings in one name it as it was given
        wanted = finder.files(paths)
        if not wanted and not named:
            raise UsageError(f"no articles in {', '.join(str(p) for p in paths)}")
        self._wanted = wanted
        self.corpora: list[LoadedCorpus] = list({id(c): c for c in (*named, *(f.corpus for f in wanted))}.values())
        self._folders = tuple(Path(os.path.abspath(p)) for p in paths if Path(p).is_dir())
        below = [c for c in self.corpora if c.shown and any(map(c.root.is_relative_to, self._folders))]
        self.manifests = {corpus.root / MANIFEST: corpus for corpus in (*named, *below)}
        """The `corpus.yaml` of the paths, or below them, by absolute path."""
        self.files = _with_neighbours(finder, wanted, self._folders)
        self._shown = {file.shown for file in wanted}
        self._real: set[str] | None = None
        self._texts: set[str] = set()
        """The files in which texts were found."""
        self._baseline, self._ignore_baselines = baseline, ignore_baselines
        self._essential = ESSENTIAL if essential else frozenset()
        self._progress = progress
        self._jobs, self._cache, self.today = jobs, cache, today
        self._diagnostics: list[Diagnostic] = []
        self._keepings: defaultdict[Path, ResultStore] = defaultdict(ResultStore)
        self._kept: Sequence[StoredResult] = ()
        self._proposing: dict[Diagnostic, Finding] = {}
        """The diagnostics of corpus rules that propose fixes, and what they were built from."""
        self._steps: Iterator[Any] | None = None

    @cached_property
    def asked(self) -> dict[Path, SourceFile]:
        """The files of the paths, by absolute path; not those that are read only because they belong to the corpus."""
        return {Path(file.absolute): file for file in self._wanted}

    def reads(self, target: Path) -> bool:
        """Whether a file is an article, or the `corpus.yaml`, of this run, or a text of an article that was inspected:
        nothing is to be written over those."""
        if not os.path.lexists(target):
            return False
        if self._real is None:
            manifests = (corpus.root / MANIFEST for corpus in self.corpora)
            self._real = {os.path.realpath(path) for path in (*(file.path for file in self.files), *manifests)}
        real = os.path.realpath(target)
        return real in self._real or any(real == os.path.realpath(text) for text in self._texts)

    def refuse(self, target: Path, doing: str) -> None:
        """Raises UsageError if `reads` says so of a file that is to be written; `doing` is what this run is for."""
        if self.reads(target):
            raise UsageError(f"{target} is one of the files to {doing}; write somewhere else")

    def articles(self) -> Iterator[ArticleResult]:
        """Each inspected article of the paths, one at a time. The rest of their corpora is read, too, but not given."""
        if self._steps is None:
            self._steps = self._inspect()
        steps: Iterator[ArticleResult] = self._steps
        return steps

    def made(self, make: Callable[[Article], Any]) -> Iterator[tuple[ArticleResult, Any]]:
        """What `make` makes of each article of the paths without errors of its own, in order; by several processes.

        `make` and what it makes are sent between them. Of an article with such errors it is None.
        """
        self._steps = steps = self._made(make)
        return steps

    def _made(self, make: Callable[[Article], Any]) -> Iterator[tuple[ArticleResult, Any]]:
        tasks = [attrs.evolve(task, keep=partial(_with, make)) for task in self.tasks()]
        for task, pairs in zip(tasks, self._examined(tasks, self._tell), strict=True):
            for outcome, product in pairs:
                self._keep(task, outcome)
                if isinstance(outcome, ArticleResult) and task.file.shown in self._shown:
                    yield outcome, product

    def finish(self, outcomes: Iterable[tuple[Task, Iterable[Outcome]]] | None = None, *, fixes: bool = True) -> Report:
        """Inspects what is left, and reports on all. `outcomes` are those of `tasks`, if others examined them, in any
        order. Without `fixes`, the diagnostics have none; `add_fixes` adds them later."""
        if self._steps is None:
            self._examine(outcomes)
        else:
            for _ in self._steps:
                pass
        self._kept = self._in_order()
        related, diagnostics, self._proposing = relate(self._kept, self.files, self.corpora, self._folders)
        diagnostics += self._diagnostics
        totals, waived = Totals(), 0
        for i, one in enumerate(self._kept):
            if one.file.shown not in self._shown:
                continue
            found = (*one.inspection.diagnostics, *related.get(i, ()))
            severity = one.file.corpus.selection.severity(UNUSED_WAIVER.code)
            remaining, count = waive(one.inspection, found, one.active, severity)
            diagnostics += remaining
            waived += count
            totals += one.inspection.totals
        for corpus in self.corpora:
            diagnostics += corpus.diagnostics
        baselined = 0
        shown = (one.inspection for one in self._kept if one.file.shown in self._shown)
        without_place = [name for one in shown for name, _ in one.baselined]  # if any, there is only one baseline
        for path, of, severity in self._baselines():
            ours = [d for d in diagnostics if of is None or _lies_in(d, of.root)]
            others = [d for d in diagnostics if of is not None and not _lies_in(d, of.root)]
            active = {code for one in self._kept for code in one.active}
            try:
                remaining, known = baselines.apply(path, ours, self._shown, active, severity, without_place)
            except UsageError as e:
                if of is None:
                    raise
                remaining, known = [*ours, *_without_baseline(of, str(e))], 0
            diagnostics = others + remaining
            baselined += known
        names = {c.name for c in self.corpora}
        report = Report(in_order(diagnostics), waived, baselined, totals, names.pop() if len(names) == 1 else None)
        return self.add_fixes(report) if fixes else report

    def add_fixes(self, report: Report) -> Report:
        """Return a report of this session that has no fixes yet, with the fixes of its diagnostics."""
        reported: defaultdict[str, list[Diagnostic]] = defaultdict(list)
        for diagnostic in report.diagnostics:
            if diagnostic.code in FIXABLE:
                reported[diagnostic.primary.file].append(diagnostic)
        found: Fixes = {}
        for corpus in self.corpora:
            if corpus.placer and corpus.shown and corpus.shown in reported:
                found |= corpus.placer.fixes(reported.pop(corpus.shown))
        tasks = [self._fix_task(task, reported[name]) for task in self.tasks() if (name := task.file.shown) in reported]
        for pairs in self._examined(tasks, lambda _: None):
            found.update(pairs)
        return attrs.evolve(report, diagnostics=with_fixes(report.diagnostics, found))

    def _fix_task(self, task: Task, reported: Sequence[Diagnostic]) -> FixTask:
        related = {one: self._proposing[one] for one in reported if one in self._proposing}
        return FixTask(task.file, task.active, reported=tuple(reported), related=related)

    def _in_order(self) -> list[StoredResult]:
        """What is kept of all articles, file by file, record by record."""
        numbers = {file.shown: number for number, file in enumerate(self.files)}
        found = (kept for keeping in self._keepings.values() for kept in keeping.all())
        return sorted(found, key=lambda kept: (numbers[kept.file.shown], kept.record))

    def _baselines(self) -> Iterator[tuple[Path, LoadedCorpus | None, Severity]]:
        """The baselines in force, each with the corpus that it is about, and how bad its stale entries are: the one
        asked for, of all files, else each corpus's own."""
        if self._ignore_baselines:
            return
        severities = [corpus.selection.severity(STALE_BASELINE.code) for corpus in self.corpora]
        if self._baseline is not None:
            yield Path(self._baseline), None, min(severities, key=lambda one: one.rank, default=STALE_BASELINE.severity)
        else:
            for corpus, severity in zip(self.corpora, severities, strict=True):
                checks = corpus.home.manifest.checks
                if checks and checks.baseline:
                    yield relative(corpus.root) / checks.baseline, corpus, severity

    def _inspect(self) -> Iterator[ArticleResult]:
        """Each file in turn, in this process, with the models of its articles."""
        for number, task in enumerate(self.tasks()):
            self._tell(number)
            for outcome in opened(task):
                self._keep(task, without_model(outcome))
                if isinstance(outcome, ArticleResult) and task.file.shown in self._shown:
                    yield outcome

    def _examine(self, outcomes: Iterable[tuple[Task, Iterable[Outcome]]] | None) -> None:
        """All files; unless others have done so, by as many processes as there are to be, and with the cache."""
        for task, found in self._known(self.tasks()) if outcomes is None else outcomes:
            for outcome in found:
                self._keep(task, outcome)

    def _known(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Iterable[Outcome]]]:
        """What is known of each task, then what is found in the others."""
        cache = Cache(self.today) if self._cache else None
        found = [cache.known(task) if cache else None for task in tasks]
        new = [i for i, outcomes in enumerate(found) if outcomes is None]
        digests = [digest_of(tasks[i]) if cache else None for i in new]
        left = [tasks[i] for i in new]
        tell = partial(self._tell, before=len(tasks) - len(new))
        yield from ((task, outcomes) for task, outcomes in zip(tasks, found, strict=True) if outcomes is not None)
        for task, digest, outcomes in zip(left, digests, self._examined(left, tell), strict=True):
            if cache and digest is not None:
                yield task, (kept := list(outcomes))
                cache.keep(task, kept, digest)
            else:
                yield task, outcomes
        if cache:
            cache.save()

    def _examined(self, tasks: Sequence[Task], tell: Callable[[int], None]) -> Iterable[Iterable[Any]]:
        if len(tasks) < 2:
            return map(examine, tasks)
        from newscorpus.checking.workers import examined, fitting  # noqa: PLC0415 - brings what starts processes

        return examined(tasks, fitting(tasks) if self._jobs is None else self._jobs, tell)

    def tasks(self) -> list[Task]:
        """What is to be examined, in order: a file each."""
        known = self._known_findings()
        return [
            Task(file, file.corpus.selection.active(file.name) | self._essential, known=known.get(file.shown))
            for file in self.files
        ]

    def _known_findings(self) -> dict[str, KnownFindings]:
        """The findings in the only baseline, by the name of their file; none of JSON Lines, whose records share one."""
        found: dict[str, KnownFindings] = {}
        in_force = list(self._baselines())
        if len(in_force) == 1:
            path, of, _ = in_force[0]
            with suppress(UsageError):  # reported later
                by_file = baselines.known_by_file(path)
                for file in self.files:
                    inside = of is None or Path(file.absolute).is_relative_to(of.root)
                    known = baselines.known_in(file.shown, path, by_file) if inside and file.format != "jsonl" else None
                    if known is not None:
                        found[file.shown] = known
        return found

    def _tell(self, done: int, before: int = 0) -> None:
        if self._progress is not None:
            self._progress(before + done, len(self.files))

    def _keep(self, task: Task, outcome: Outcome) -> None:
        """Keeps what the rest needs of an article: its findings and facts."""
        if isinstance(outcome, ArticleResult):
            if outcome.facts is not None and outcome.facts.text_file is not None:
                self._texts.add(outcome.facts.text_file)
            self._keepings[task.file.corpus.root].add(StoredResult(task.file, outcome, task.active))
        elif outcome.code in task.active and task.file.shown in self._shown:
            self._diagnostics.append(outcome)


def _with(make: Callable[[Article], Any], outcome: Outcome) -> tuple[Outcome, Any]:
    """What is kept of an outcome, and what is made of its article."""
    article = outcome.article if isinstance(outcome, ArticleResult) and not outcome.broken else None
    return without_model(outcome), None if article is None else make(article)


def _without_baseline(corpus: LoadedCorpus, why: str) -> Iterator[Diagnostic]:
    """That the baseline which a `corpus.yaml` names cannot be read: so all findings are told."""
    code = invalid_configuration.code
    if code in corpus.selection.active(MANIFEST):
        finding = Finding(("checks", "baseline"), why, help="write it with --write-baseline, or name no baseline")
        yield elsewhere(corpus, None, code, finding)


def _lies_in(diagnostic: Diagnostic, folder: Path) -> bool:
    return Path(os.path.abspath(diagnostic.primary.file)).is_relative_to(folder)


def _with_neighbours(finder: Finder, wanted: list[SourceFile], folders: Sequence[Path]) -> list[SourceFile]:
    """The wanted files and the rest of their corpora, which the corpus rules need. `folders` are wanted as a whole."""
    roots = {file.corpus.root for file in wanted if file.corpus.shown}
    known = {file.absolute for file in wanted}
    partly = sorted(root for root in roots if not any(root.is_relative_to(folder) for folder in folders))
    found = finder.files(relative(root) for root in partly)
    more = [file for file in found if file.absolute not in known and file.corpus.root in roots]
    return sorted([*wanted, *more], key=lambda file: file.absolute)
