"""Findings as pages show them: the words that they mark, those that the article has, and what their rule is about."""

from collections.abc import Iterable, Iterator

import attrs

from newscorpus.diagnostics.report import Diagnostic, Severity, Span
from newscorpus.models import Article
from newscorpus.rules import BY_CODE
from newscorpus.rules.explain import explain

_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.HINT: "i"}


@attrs.frozen(kw_only=True)
class FindingCard:
    """A finding as the page shows it."""

    key: str
    sign: str
    finding: Diagnostic
    quoted: str
    """What it marks in the annotation; empty if that is more than a line."""
    found: tuple[str, ...]
    """The words of the article text that it points at."""


def finding_cards(article: Article, findings: Iterable[Diagnostic]) -> Iterator[FindingCard]:
    """Yield the cards of the findings of an article."""
    text = article.text or ""
    for i, finding in enumerate(findings, 1):
        words = (text[slice(*label.words)] for label in finding.labels if label.words is not None)
        yield FindingCard(
            key=f"f{i}",
            sign=_SIGNS[finding.severity],
            finding=finding,
            quoted=_marked(finding.primary),
            found=tuple(dict.fromkeys(filter(None, words))),
        )


def explanations(findings: Iterable[Diagnostic]) -> dict[str, str]:
    """Return the explanation of each rule that has a finding, by its code, in order."""
    codes = sorted({finding.code for finding in findings})
    return {code: "\n".join(explain(BY_CODE[code])) for code in codes}


def _marked(span: Span) -> str:
    if span.end_line != span.line:
        return ""
    return span.excerpt[span.column - span.excerpt_column : span.end_column - span.excerpt_column]
