"""The rules, and what one of your own is made of: `rule`, `Rule`, `Finding`, `ArticleContext`, `text_path`.

`registry` has all rules as data; a rule's module is imported when it is active. A module has the rules about one topic.
"""

from newscorpus.rules.context import ArticleContext, text_path
from newscorpus.rules.registry import BY_CODE, RULES, find, matching, named
from newscorpus.rules.rule import Check, Finding, Rule, rule
from newscorpus.rules.summary import ArticleSummary, CorpusContext, CorpusTarget, summarize

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
    "rule",
    "summarize",
    "text_path",
]
