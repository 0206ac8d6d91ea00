"""Review: the result of one article -> the findings to report on it, and whether it is accepted.

Everybody who takes articles takes them from here, so all agree on which are accepted.
"""

from collections.abc import Callable, Sequence

import attrs

from newscorpus.checking.baseline import Baseline, subtract_all
from newscorpus.checking.corpus import CORPUS_CODES
from newscorpus.checking.fixes import Fixes
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.diagnostics.report import Diagnostic, Report, Severity, in_order, with_fixes
from newscorpus.errors import InvalidCorpus
from newscorpus.models import Article


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

    def required(self, build_fixes: Callable[[Sequence[Diagnostic]], Fixes]) -> Article | None:
        """Return the article if it is accepted.

        Raises InvalidCorpus, with its findings and their fixes, if it has errors. `build_fixes` builds these.
        """
        if self.has_errors:
            found = with_fixes(self.findings, build_fixes(self.findings))
            raise InvalidCorpus(Report(in_order(found), self.waived, self.baselined, self.result.totals))
        return self.article


def review(
    result: ArticleResult,
    active: frozenset[str],
    baselines: Sequence[Baseline] = (),
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
