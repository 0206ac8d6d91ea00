"""Stream: the reviewed articles of a session, one at a time, and then the report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.results import CheckResults, ResultCollector, Review, examined, review
from newscorpus.checking.selection import EXPECTATION
from newscorpus.checking.session import CheckSession
from newscorpus.checking.store import digest
from newscorpus.checking.tasks import Outcome, Task, mapped, opened, without_model
from newscorpus.diagnostics.report import Report, Severity, in_order
from newscorpus.errors import InvalidCorpus
from newscorpus.models import Article
from newscorpus.models.frozen import evolve_unchecked

if TYPE_CHECKING:
    from newscorpus.checking.baseline import Baseline


class ArticleStream:
    """An iterator over the reviews of the articles of the paths; the rest of their corpora is read, too, but not given.

    It gives each article once. `results` and `report` first examine the articles that are left, so they can be used at
    any time, and as often as needed. With `make`, articles are examined by the processes that the options name:
    reviews then have no models, and `products` gives what `make` returns for each article. `make` and its products are
    sent between processes, so they must be picklable. `examine` gives the results of a task, with their models; without
    `models`, results from the cache have none.
    """

    def __init__(
        self,
        session: CheckSession,
        make: Callable[[Article], Any] | None = None,
        *,
        examine: Callable[[Task], Iterable[Outcome]] = opened,
        models: bool = True,
    ) -> None:
        self._session, self._tasks = session, session.tasks()
        self._cache = session.cache()
        if self._cache is not None:
            self._tasks = mapped(partial(session.caching, cache=self._cache, models=models), self._tasks)
        self._make, self._open = make, examine
        self._collector = ResultCollector(session)
        self._refused = set[str]()
        """The names of the files with an article that is not accepted."""
        self._refused_ids = set[str]()
        self._steps = self._examine()

    def __iter__(self) -> Iterator[Review]:
        return (reviewed for reviewed, _ in self._steps)

    def articles(self) -> Iterator[Article]:
        """Yield the accepted articles."""
        return (reviewed.article for reviewed in self if reviewed.article is not None)

    def products(self) -> Iterator[Any]:
        """Yield what `make` returns for each accepted article."""
        return (product for reviewed, product in self._steps if reviewed.accepted)

    @cached_property
    def results(self) -> CheckResults:
        """The results of all files. Raises OSError if the disk is full."""
        for _ in self._steps:
            pass
        return self._collector.results()

    @property
    def state(self) -> bytes | None:
        """A digest of all that the accepted articles depend on; None without a cache. Not if `make` was given."""
        if self._cache is None:
            return None
        _ = self.results
        manifests = repr([corpus.manifest for corpus in self._session.corpora])
        return digest(self._cache.state.digest() + manifests.encode("utf-8", "surrogatepass"))

    @property
    def refused(self) -> frozenset[str]:
        """The ids of the articles that are not accepted; of what has no id, the name of the file without its ending."""
        unreadable = (Path(diagnostic.primary.file).stem for diagnostic in self.results.unreadable)
        return frozenset([*self._refused_ids, *unreadable])

    def report(self) -> Report:
        """Return the report on the files of the paths."""
        return self.results.report()

    def valid_report(self) -> Report:
        """Return the report on the files of the paths.

        Raises InvalidCorpus if it contains errors; with the option `skip_invalid`, only if it has other errors than
        those in files of which an article was left out: those of `corpus.yaml`, and of the corpus as a whole.
        """
        report = self.results.report(fixes=False)
        # No article is wrong because there are not as many as expected.
        if EXPECTATION in report.codes:
            articles = (diagnostic for diagnostic in report.diagnostics if diagnostic.code != EXPECTATION)
            report = attrs.evolve(report, diagnostics=in_order(articles))
        if report.ok:
            return report
        report = self.results.add_fixes(report)
        if self._session.options.skip_invalid:
            skipped = self._refused.union(diagnostic.primary.file for diagnostic in self.results.unreadable)
            errors = (diagnostic for diagnostic in report.diagnostics if diagnostic.severity is Severity.ERROR)
            left = in_order(error for error in errors if error.primary.file not in skipped)
            if not left:
                return report
            report = attrs.evolve(report, diagnostics=left)  # those that cannot be skipped
        raise InvalidCorpus(report)

    def _examine(self) -> Iterator[tuple[Review, Any]]:
        session, cache = self._session, self._cache
        baselines, _ = session.baselines()
        try:
            for task, outcomes in self._outcomes():
                for outcome, product in outcomes:
                    self._collector.add(task, without_model(outcome))
                    if isinstance(outcome, ArticleResult) and session.reports(task.file.shown):
                        yield self._reviewed(task, outcome, baselines), product
        finally:
            if cache is not None:
                cache.close()

    def _reviewed(self, task: Task, outcome: ArticleResult, baselines: "Sequence[Baseline]") -> Review:
        reviewed = review(outcome, task.active, baselines)
        if self._cache is not None:
            self._cache.state.update(b"+" if reviewed.accepted else b"-")
        if not reviewed.accepted:
            self._refused.add(task.file.shown)
            self._refused_ids.add(outcome.summary.id if outcome.summary else Path(task.file.shown).stem)
        return reviewed

    def _outcomes(self) -> Iterator[tuple[Task, Iterable[tuple[Outcome, Any]]]]:
        """Each task with its outcomes, each of these with its product."""
        if self._make is not None:
            making = mapped(partial(evolve_unchecked, keep=partial(_with_product, self._make)), self._tasks)
            yield from zip(self._tasks, examined(making, self._session.options), strict=True)
            return
        for task in self._tasks:
            yield task, ((outcome, None) for outcome in self._open(task))


def _with_product(make: Callable[[Article], Any], outcome: Outcome) -> tuple[Outcome, Any]:
    """An outcome without its model, and the product of its article; None if that is incomplete."""
    article = outcome.article if isinstance(outcome, ArticleResult) and not outcome.broken else None
    return without_model(outcome), None if article is None else make(article)
