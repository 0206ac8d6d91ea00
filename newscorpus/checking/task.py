"""Examine: one file -> the result of each article in it: findings and summary, small enough to be sent and stored."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from newscorpus.checking import records
from newscorpus.checking.fixes import fixes_in_file, without_harmful
from newscorpus.checking.pipeline import ArticleCheck, ArticleResult, Clock
from newscorpus.checking.records import SourceFile
from newscorpus.diagnostics.report import Diagnostic, with_fixes
from newscorpus.models.frozen import evolve_unchecked

Outcome = Diagnostic | ArticleResult
"""The result of a record; or a diagnostic if the file cannot be read."""


def without_model(outcome: Outcome) -> Outcome:
    """Return an outcome without its model."""
    return evolve_unchecked(outcome, article=None) if isinstance(outcome, ArticleResult) else outcome


@attrs.frozen
class Task:
    """A file to examine, and the rules that apply to it."""

    file: SourceFile
    active: frozenset[str]
    keep: Callable[[Outcome], Any] = without_model
    """Makes of each outcome what `examine` yields. It is sent to other processes, and its results are sent back."""
    known: Mapping[str, int] | None = None
    """How often the baseline has each finding of the file, by fingerprint: these need no place."""
    fixes: bool = False
    """Whether to build the fixes of the other findings, which will most likely be reported."""


@attrs.frozen
class FixTask(Task):
    """A file whose reported diagnostics get fixes."""

    reported: tuple[Diagnostic, ...] = ()


def opened(task: Task, clock: Clock | None = None) -> Iterator[Outcome]:
    """Yield the results of a file, one at a time, with their models; or a diagnostic if it cannot be read."""
    for source in records.read(task.file):
        if isinstance(source, Diagnostic):
            yield source
        else:
            check = ArticleCheck(source, task.file.corpus, task.active, known=task.known, clock=clock)
            result = check.run()
            if task.fixes and any(one.proposed for one in result.diagnostics) and task.file.is_annotation():
                built = check.places.fixes(result.diagnostics)
                offered = without_harmful(built, source, task.file.corpus, task.active, result)
                result = evolve_unchecked(result, diagnostics=with_fixes(result.diagnostics, offered))
            yield result


def examine(task: Task, clock: Clock | None = None) -> Iterator[Any]:
    """Yield what `task.keep` makes of each outcome, one at a time; by default the outcomes without models.

    Of a `FixTask`, pairs of a diagnostic and its fixes.
    """
    if isinstance(task, FixTask):
        return fixes_in_file(task.file, task.active, task.reported)
    return map(task.keep, opened(task, clock))
