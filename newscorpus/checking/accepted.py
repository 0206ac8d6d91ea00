"""Review: the result of one article -> the findings to report on it, and whether it is accepted.

Everybody who takes articles takes them from here, so all agree on which are accepted.
"""

from collections.abc import Sequence

import attrs

from newscorpus.checking.baseline import Baseline, subtract_all
from newscorpus.checking.context import ArticleResult
from newscorpus.checking.corpus import CORPUS_CODES
from newscorpus.checking.selection import Selection
from newscorpus.checking.waivers import waive
from newscorpus.diagnostics.report import Diagnostic, Report, Severity, in_order
from newscorpus.errors import InvalidCorpus
from newscorpus.models import Article
from newscorpus.rules.configuration import UNUSED_WAIVER


@attrs.frozen(eq=False)
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

    def required(self) -> Article | None:
        """Return the article if it is accepted. Raises InvalidCorpus, with its findings, if it has errors."""
        if self.has_errors:
            raise InvalidCorpus(Report(in_order(self.findings), self.waived, self.baselined, self.result.totals))
        return self.article


def review(
    result: ArticleResult,
    active: frozenset[str],
    selection: Selection,
    baselines: Sequence[Baseline] = (),
    related: Sequence[Diagnostic] | None = None,
) -> Review:
    """Return the findings of an article that no waiver and no baseline covers.

    Args:
        result: The result of examining the article.
        active: The rules that apply to it.
        selection: The source of the severity of waivers that cover nothing.
        baselines: The baselines in force. Their entries are used up, so review each article once.
        related: What the corpus rules found in the article; None if they did not run. Waivers of their findings are
            then not reported as unused.
    """
    found = (*result.diagnostics, *(related or ()))
    applied = active if related is not None else active - CORPUS_CODES
    remaining, waived = waive(result, found, applied, selection.severity(UNUSED_WAIVER.code))
    left = subtract_all(baselines, remaining)
    return Review(result, left, waived, len(remaining) - len(left))
