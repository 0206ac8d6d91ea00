"""Examine: a session -> the results of all its files; and results -> the report on them."""

import os
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, Final

import attrs

from newscorpus import _process
from newscorpus.checking.corpus_rules import RelatedFindings, ResultStore, StoredResult, relate
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.selection import CORPUS_CODES, SessionOptions
from newscorpus.checking.session import CheckSession
from newscorpus.checking.tasks import FixTask, Lazy, Outcome, Task, about_how_many, examine, is_volatile
from newscorpus.diagnostics.report import Diagnostic, Fix, Report, Severity, in_order, with_fixes
from newscorpus.diagnostics.totals import Totals, kinds_of
from newscorpus.errors import InvalidCorpus
from newscorpus.models import Article
from newscorpus.places import at_file
from newscorpus.rules import ArticleContext, Check, Finding
from newscorpus.rules.guard import FAILED, unusable
from newscorpus.rules.plugins import load_installed

if TYPE_CHECKING:
    from newscorpus.checking.baseline import Baseline, Entry, Scope

IN_MEMORY: Final = 1_000
"""Articles of a corpus whose results are kept in memory. With more, all are written to a temporary database."""


@attrs.frozen(eq=False)
class CheckResults:
    """The results of all files of a session."""

    session: CheckSession
    stores: Mapping[Path, ResultStore]
    """By the roots of their corpora."""
    unreadable: Sequence[Diagnostic]
    """The findings about files of the paths that cannot be read."""
    is_volatile: bool = False
    """Whether a result depends on more than files: see `tasks.is_volatile`."""
    given: RelatedFindings | None = None
    """The findings of the corpus rules, if they are known."""

    @property
    def text_files(self) -> Iterator[str]:
        """The names of the files that contain article texts."""
        return chain.from_iterable(store.text_files() for store in self.stores.values())

    def reads(self, target: Path) -> bool:
        """Report whether a file was read: an article, a `corpus.yaml` or an article text."""
        return self.session.reads(target, self.text_files)

    def report(self, *, fixes: bool = True) -> Report:
        """Apply corpus rules, waivers and baselines; return the report. Without `fixes`, `add_fixes` adds them."""
        session = self.session
        baselines, unread = session.baselines()
        hidden = Counter[str]()
        report = Report(
            in_order(self._naming_sources(self._findings(baselines, unread, hidden))),
            hidden["waived"],
            hidden["baselined"],
            sum((store.totals() for store in self.stores.values()), Totals()),
            tuple(sorted(session.skipped.values())),
            session.corpora[0].name if len(session.corpora) == 1 else None,
            hints_off=session.hints_off(),
        )
        return self.add_fixes(report) if fixes else report

    def _findings(
        self, baselines: "Sequence[Baseline]", unread: Sequence[Diagnostic], hidden: Counter[str]
    ) -> Iterator[Diagnostic]:
        """Yield the findings that no waiver and no baseline covers; `hidden` gets the numbers of the others."""
        session, related = self.session, self._related
        for article, of_corpus in self._open():
            if session.reports(article.file.shown):
                reviewed = review(article.result, article.active, baselines, of_corpus)
                hidden.update(waived=reviewed.waived, baselined=reviewed.baselined)
                yield from reviewed.findings
        of_manifests = (finding for corpus in session.corpora if not corpus.broken for finding in corpus.diagnostics)
        others = [*unread, *related.of_files, *self.unreadable, *self._broken_plugins(), *of_manifests]
        left = subtract_all(baselines, others)
        hidden.update(baselined=len(others) - len(left))
        yield from left
        for baseline in baselines:
            yield from baseline.stale(self.scope)
        yield from (finding for corpus in session.corpora if corpus.broken for finding in corpus.diagnostics)

    def _naming_sources(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield the diagnostics; the first of those about words of another article come last, and name that."""
        alien: dict[Diagnostic, None] = {}
        for diagnostic in diagnostics:
            if diagnostic.code == "NC301":
                from newscorpus.checking import elsewhere  # noqa: PLC0415 - few corpora need it

                if elsewhere.is_alien(diagnostic) and (diagnostic in alien or len(alien) < elsewhere.MOST_QUOTES):
                    alien[diagnostic] = None
                    continue
            yield diagnostic
        if alien:
            from newscorpus.checking import elsewhere  # noqa: PLC0415

            summaries = chain.from_iterable(store.summaries() for store in self.stores.values())
            yield from elsewhere.naming_sources(alien, summaries)

    def _open(self) -> Iterator[tuple[StoredResult, Sequence[Diagnostic]]]:
        """Yield the results that may have findings to report, with those of the corpus rules.

        First those whose known findings are counted already, so that no other article uses up their entries.
        """
        of_articles = self._related.of_articles
        for known in (True, False):
            for root, store in self.stores.items():
                related = [number for at, number in of_articles if at == root]
                for number, article in store.open(related, known=known):
                    yield article, of_articles.get((root, number), ())

    def _broken_plugins(self) -> Iterator[Diagnostic]:
        """Yield a finding for each installed plug-in that cannot be used, about all that is checked."""
        shown = next((corpus.shown for corpus in self.session.corpora if corpus.shown), None)
        shown = shown or min(self.session.reported, default="")
        for plugin in load_installed():
            yield at_file(FAILED, shown, unusable(plugin.name, plugin.problem), Severity.ERROR)

    @cached_property
    def scope(self) -> "Scope":
        """What was looked for, for the entries of baselines."""
        from newscorpus.checking.baseline import Scope  # noqa: PLC0415 - most corpora have none

        session = self.session
        unread = {Path(os.path.abspath(diagnostic.primary.file)) for diagnostic in self.unreadable}
        elsewhere, errors = set[str](), defaultdict[Path, set[str | None]](set)
        for article, of_corpus in self._open():
            result, path = article.result, Path(article.file.absolute)
            if not session.reports(article.file.shown):
                elsewhere.update(name for name, _ in result.baselined)
                elsewhere.update(d.fingerprint for d in (*result.diagnostics, *of_corpus))
            elif result.summary is None and result.diagnostics:
                unread.add(path)
            else:
                ours = (d for d in result.diagnostics if d.severity is Severity.ERROR and d.code < "NC4")
                errors[path].update(d.fingerprint for d in ours)

        def judges(entry: "Entry", path: Path) -> bool:
            file = session.file(str(path))
            if entry.code not in (session.active(file) if file else session.active_at(path)):
                return False
            # Which findings a file would have that cannot be read is not known; it may be one that was moved.
            unknown = path in unread or (unread and not os.path.lexists(path))
            return not (unknown and entry.code[2:3] != "0") and session.reports_all_of(path)

        return Scope(judges, frozenset().union(*{task.active for task in session.tasks()}), elsewhere, errors)

    @cached_property
    def _related(self) -> RelatedFindings:
        session = self.session
        return self.given or relate(self.stores, session.files, session.corpora, session.folders, session.others)

    def add_fixes(self, report: Report) -> Report:
        """Return a report on these results with the fixes that its diagnostics still propose.

        They are built now, of files that have not changed.
        """
        if not any(kind.is_proposed for kind in kinds_of(report.diagnostics)):
            return report
        from newscorpus.checking.fixes import in_parts  # noqa: PLC0415 - most reports have nothing to fix

        parts = (with_fixes(part, self._fixes(part)) for part in in_parts(report.diagnostics))
        return attrs.evolve(report, diagnostics=in_order(chain.from_iterable(parts)))

    def _fixes(self, diagnostics: Iterable[Diagnostic]) -> Mapping[Diagnostic, tuple[Fix, ...]]:
        """The fixes that diagnostics propose, those of a record together."""
        proposing: defaultdict[str, list[Diagnostic]] = defaultdict(list)
        for diagnostic in diagnostics:
            if diagnostic.proposed:
                proposing[diagnostic.primary.file].append(diagnostic)
        fixes: dict[Diagnostic, tuple[Fix, ...]] = {}
        for corpus in self.session.corpora:
            if corpus.places and corpus.shown:
                fixes |= corpus.places.fixes(proposing.pop(corpus.shown, ()))
        tasks = [
            FixTask(file, self.session.active(file), reported=tuple(own))
            for name, own in proposing.items()
            if (file := self.session.file(name)) and file.is_annotation()
        ]
        for pairs in examined(tasks, self.session.options):
            fixes.update(pairs)
        return fixes


class ResultCollector:
    """Collects the outcomes of the tasks of a session, in any order."""

    def __init__(self, session: CheckSession) -> None:
        self._session = session
        self._stores: dict[Path, ResultStore] = {}
        self._unreadable: list[Diagnostic] = []
        self._is_volatile = False
        self._done = 0
        # Of JSON Lines, the number is an estimate, for which their beginnings are read.
        self._expected = sum(map(about_how_many, session.files)) if _process.progress else 0

    def add(self, task: Task, outcome: Outcome) -> None:
        """Add the outcome of one record, without its model. Raises OSError if the disk is full."""
        if _process.progress is not None:
            self._done += 1
            _process.progress("Read articles", self._done, max(self._expected, self._done + 1))
        self._is_volatile |= is_volatile(outcome)
        if isinstance(outcome, ArticleResult):
            self._store(task.file.corpus).add(StoredResult(task.file, outcome, task.active, task.number))
        elif outcome.code in task.active and self._session.reports(task.file.shown):
            self._unreadable.append(outcome)

    def _store(self, corpus: LoadedCorpus) -> ResultStore:
        """The store for the next result of a corpus."""
        store = self._stores.get(corpus.root)
        if store is None:
            store = self._stores[corpus.root] = ResultStore(corpus, self._session.reported)
        elif len(store.stored) == IN_MEMORY:
            from newscorpus.checking.summary_tables import ResultsOnDisk  # noqa: PLC0415 - most corpora need none

            moved, store = store.stored, ResultsOnDisk(corpus, self._session)
            self._stores[corpus.root] = store
            for stored in moved:
                store.add(stored)
        return store

    def results(self) -> CheckResults:
        """Return the results. Raises OSError if the disk is full."""
        if _process.progress is not None:
            _process.progress("Read articles", self._done, self._done)
        stores = {root: self._stores[root] for root in sorted(self._stores, key=lambda root: f"{root}/")}
        for store in stores.values():
            store.finish()
        return CheckResults(self._session, stores, self._unreadable, self._is_volatile)


def check_session(
    session: CheckSession, outcomes: Iterable[tuple[Task, Iterable[Outcome]]] | None = None, *, fixes: bool = True
) -> CheckResults:
    """Examine all files of a session, with the processes and the cache that its options name.

    Args:
        session: The files to examine.
        outcomes: The outcomes of the session's tasks, in any order, if they are examined elsewhere.
        fixes: Whether to build fixes along with the findings, which is faster than to add them to the report.

    Raises:
        OSError: If the disk is full.
    """
    collector = ResultCollector(session)
    for task, task_outcomes in examine_all(session, fixes=fixes) if outcomes is None else outcomes:
        for outcome in task_outcomes:
            collector.add(task, outcome)
    return collector.results()


def examine_all(
    session: CheckSession, *, fixes: bool, only_known: bool = False
) -> Iterator[tuple[Task, Iterable[Outcome]]]:
    """Yield the tasks of a session with their outcomes: first those in the cache; the others are stored there.

    With `fixes`, those of the findings are built, too. With `only_known`, the others are left out.
    """
    tasks = session.tasks(fixes=fixes)
    cache = session.cache()
    if cache is None:
        yield from () if only_known else zip(tasks, examined(tasks, session.options), strict=True)
        return
    new = array("Q")
    try:
        for task in tasks:
            outcomes = cache.of_file(task)
            if outcomes is not None:
                yield task, outcomes
            elif not only_known:
                new.append(task.number)
        left = Lazy(len(new), lambda i: session.caching(tasks[new[i]], cache))
        yield from zip(left, examined(left, session.options), strict=True)
    finally:
        cache.close()


def examined(tasks: Sequence[Task], options: SessionOptions) -> Iterable[Iterable[Any]]:
    """Yield the outcomes of each task, in order, with the processes that the options name."""
    if len(tasks) < 2:
        return map(examine, tasks)
    from newscorpus.checking import workers  # noqa: PLC0415 - imports what starts processes

    jobs = workers.fitting(tasks) if options.jobs is None else options.jobs
    if not all(isinstance(plugin, str) for plugin in options.plugins):
        jobs = 1  # other processes can import modules by name only
    return workers.examined(tasks, jobs)


@attrs.frozen
class Review:
    """The findings of an article that are left after waivers and baselines."""

    result: ArticleResult
    findings: Sequence[Diagnostic]
    waived: int = 0
    baselined: int = 0

    @property
    def accepted(self) -> bool:
        """Whether there is an article, complete and without errors."""
        return self.result.summary is not None and not self.result.broken and not self.has_errors

    @property
    def article(self) -> Article | None:
        """The article; None if it is refused."""
        return self.result.article if self.accepted else None

    @property
    def has_errors(self) -> bool:
        """Whether a finding is an error."""
        return any(d.severity is Severity.ERROR for d in self.findings)

    def required(
        self, build_fixes: Callable[[Sequence[Diagnostic]], Mapping[Diagnostic, tuple[Fix, ...]]]
    ) -> Article | None:
        """Return the article if it is accepted.

        Raises InvalidCorpus, with its findings and their fixes, if it has errors. `build_fixes` builds these.
        """
        if self.has_errors:
            diagnostics = with_fixes(self.findings, build_fixes(self.findings))
            raise InvalidCorpus(Report(in_order(diagnostics), self.waived, self.baselined, self.result.totals))
        return self.article


def subtract_all(baselines: "Sequence[Baseline]", diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that no baseline covers."""
    for baseline in baselines:
        diagnostics = baseline.subtract(diagnostics)
    return list(diagnostics)


def review(
    result: ArticleResult,
    active: frozenset[str],
    baselines: "Sequence[Baseline]" = (),
    related: Sequence[Diagnostic] | None = None,
) -> Review:
    """Return the findings of an article that no waiver and no baseline covers.

    Args:
        result: The result of examining the article.
        active: The rules that apply to it.
        baselines: The baselines in force. Their entries are used up, so review each article once.
        related: What the corpus rules found in the article; None if they did not run. Waivers of their findings are
            then not reported as unused.
    """
    applied = active if related is not None else active - CORPUS_CODES
    remaining, waived = result.waived_with(related or (), applied)
    left = subtract_all(baselines, remaining)
    for baseline in baselines if result.baselined else ():
        assert result.summary is not None
        baseline.use_up(result.summary.file, (name for name, _ in result.baselined))
    return Review(result, left, waived, len(remaining) - len(left) + len(result.baselined))


READING = "reading"
"""Everything except rules: files, structure, anchoring, the words of findings that get them late."""


class Timings:
    """Seconds of CPU time, by rule and for the rest."""

    def __init__(self) -> None:
        self.costs: dict[str, float] = {READING: 0.0}

    def timed(self, code: str, check: Check, context: ArticleContext) -> Sequence[Finding]:
        """Run a rule, measure it, and return its findings."""
        begun = process_time()
        findings = list(check(context))
        self.costs[code] = self.costs.get(code, 0.0) + process_time() - begun
        return findings

    def examined(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, list[Outcome]]]:
        """Yield each task with its outcomes, examined in this process."""
        for task in tasks:
            begun, before = process_time(), sum(self.costs.values())
            outcomes = list(examine(task, self))
            self.costs[READING] += process_time() - begun - (sum(self.costs.values()) - before)
            yield task, outcomes

    def lines(self) -> Iterator[tuple[str, float]]:
        """Yield rules with their seconds, the most expensive first."""
        yield from sorted(self.costs.items(), key=lambda item: (-item[1], item[0]))
