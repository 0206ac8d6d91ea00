"""The rules. One module a range of codes; `RULES` is all of them, written out by hand, in the order of their codes."""

from functools import lru_cache

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
from newscorpus.rules.rule import Check, Finding, Rule
from newscorpus.rules.summary import ArticleSummary, CorpusContext, summarize
from newscorpus.text.suggest import closest

RULES: tuple[Rule, ...] = (
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
)

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}


@lru_cache(maxsize=256)
def find(name: str) -> tuple[Rule | None, str | None]:
    """The rule of that code or name; or None and what may have been meant."""
    for rule in RULES:
        if name in (rule.code, rule.name):
            return rule, None
    return None, closest(name, [*BY_CODE, *(rule.name for rule in RULES)])


def matching(name: str) -> tuple[Rule, ...]:
    """The rules that a code, the beginning of codes (from `NC` and a digit on) or a name stands for."""
    by_code = name.startswith("NC") and len(name) > 2
    return tuple(rule for rule in RULES if rule.name == name or (by_code and rule.code.startswith(name)))


__all__ = [
    "BY_CODE",
    "RULES",
    "ArticleContext",
    "ArticleSummary",
    "Check",
    "CorpusContext",
    "Finding",
    "Rule",
    "find",
    "matching",
    "summarize",
]
