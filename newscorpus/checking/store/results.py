"""The results of a corpus's articles, without models, until the corpus rules have run.

Results of few articles are kept in memory. Of many, those without findings are added up and their summaries are stored
in a database; only the candidates of the corpus rules are read back. So memory grows with the findings, not with the
articles.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.records import SourceFile
from newscorpus.diagnostics.totals import Totals
from newscorpus.rules.summary import SUGGESTING


@attrs.frozen
class StoredResult:
    """The result of an article without its model; or those without findings of a file, added up."""

    file: SourceFile
    result: ArticleResult
    active: frozenset[str]

    @property
    def record(self) -> int:
        """Line of the file, from 1; 0 if the file is one article."""
        one = self.result
        return (one.summary.record if one.summary else one.diagnostics[0].primary.line if one.diagnostics else 0) or 0


def _is_quiet(result: ArticleResult) -> bool:
    """Whether only the SQL prefilter can find a reason to report it.

    The prefilter does not see the files beside text files, nor the QIDs of the registry.
    """
    summary = result.summary
    if summary is None or result.has_findings or result.waivers:
        return False
    return summary.text_file is None and not summary.registered


class ResultStore:
    """The results of one corpus."""

    def __init__(self) -> None:
        self._count = 0
        self._in_memory: dict[int, StoredResult] = {}
        self._summaries: Any = None
        """The `SummaryStore`, once there are many articles."""
        self._quiet: dict[str, tuple[StoredResult, Totals]] = {}
        """By the name of the file: the last of its results that were added up, and the totals of all."""

    def add(self, one: StoredResult) -> None:
        """Add a result. Raises OSError if the disk is full."""
        number = self._count
        self._count += 1
        self._in_memory[number] = one
        if self._summaries is not None:
            self._move_to_disk(number)
        elif self._count > SUGGESTING:
            from newscorpus.checking.store.sqlite import SummaryStore  # noqa: PLC0415 - most corpora need no database

            self._summaries = SummaryStore()
            for earlier in list(self._in_memory):
                self._move_to_disk(earlier)

    def _move_to_disk(self, number: int) -> None:
        one = self._in_memory[number]
        quiet = _is_quiet(one.result)
        if one.result.summary is not None:
            self._summaries.add(number, one.result.summary, whole=quiet)
        if quiet:
            del self._in_memory[number]
            _, totals = self._quiet.get(one.file.shown, (one, Totals()))
            self._quiet[one.file.shown] = one, totals + one.result.totals

    def all(self) -> Iterator[StoredResult]:
        """Yield what the corpus rules and the report need, in any order. Raises OSError if the disk is full."""
        if self._summaries is None:
            yield from self._in_memory.values()
            return
        candidates = self._summaries.candidates()
        for number, one in self._in_memory.items():
            yield attrs.evolve(one, result=candidates.reduced(number, one.result))
        for number, summary in self._summaries.whole(candidates):
            one, _ = self._quiet[summary.file]
            yield attrs.evolve(one, result=candidates.reduced(number, ArticleResult(None, (), summary=summary)))
        for one, totals in self._quiet.values():
            yield attrs.evolve(one, result=ArticleResult(None, (), totals=totals))
