"""The rules: one package or module per range of codes. `RULES` contains all of them, in the order of codes."""

from newscorpus.rules import (
    anchors,
    claims,
    configuration,
    corpus,
    coverage,
    events,
    references,
    structure,
    syntax,
    times,
)
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import BY_CODE, Check, Finding, Rule, find, matching, named
from newscorpus.rules.summary import ArticleSummary, CorpusContext, CorpusTarget, summarize

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *syntax.RULES,
            *structure.RULES,
            *references.RULES,
            *anchors.RULES,
            *times.RULES,
            *events.RULES,
            *claims.RULES,
            *corpus.RULES,
            *configuration.RULES,
            *coverage.RULES,
        ),
        key=lambda one: one.code,
    )
)

BY_CODE.update((rule.code, rule) for rule in RULES)

__all__ = [
    "BY_CODE",
    "RULES",
    "ArticleContext",
    "ArticleSummary",
    "Check",
    "CorpusContext",
    "CorpusTarget",
    "Finding",
    "Rule",
    "find",
    "matching",
    "named",
    "summarize",
]
