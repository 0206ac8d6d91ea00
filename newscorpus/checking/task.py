"""Examine: one file -> what is kept of each article in it: findings and facts, small enough to be sent and stored."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from newscorpus.checking.article import Clock, inspect
from newscorpus.checking.context import ArticleResult, KnownFindings
from newscorpus.checking.discovery import records
from newscorpus.checking.discovery.records import SourceFile
from newscorpus.checking.fix_pass import fixes_in_file
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.rules import Finding

Outcome = Diagnostic | ArticleResult
"""Of a source: what was found, without the model; or why it cannot be read."""


def without_model(outcome: Outcome) -> Outcome:
    """What is kept of an outcome."""
    kept: Outcome = evolve_unchecked(outcome, article=None) if isinstance(outcome, ArticleResult) else outcome
    return kept


@attrs.frozen
class Task:
    """A file to examine, and the rules that apply to it."""

    file: SourceFile
    active: frozenset[str]
    keep: Callable[[Outcome], Any] = without_model
    """What is made of each outcome. It is sent to other processes, and what it makes is sent back."""
    known: KnownFindings | None = None
    """The findings of the file that the baseline has, which need no place."""


@attrs.frozen
class FixTask(Task):
    """A file whose reported diagnostics get fixes."""

    reported: tuple[Diagnostic, ...] = ()
    related: Mapping[Diagnostic, Finding] = attrs.field(factory=dict)
    """The findings of corpus rules among them."""


def opened(task: Task, clock: Clock | None = None) -> Iterator[Outcome]:
    """The articles of a file, one at a time, with their models; or why it cannot be read."""
    for source in records.read(task.file):
        if isinstance(source, Diagnostic):
            yield source
        else:
            yield inspect(source, task.file.corpus.home, task.active, clock, task.known)


def examine(task: Task, clock: Clock | None = None) -> Iterator[Any]:
    """What is kept of each article of a file, one at a time: all but their models, unless the task says otherwise.

    Of a `FixTask`, pairs of a diagnostic and its fixes.
    """
    if isinstance(task, FixTask):
        return fixes_in_file(task.file, task.active, task.reported, task.related)
    return map(task.keep, opened(task, clock))
