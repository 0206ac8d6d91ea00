"""Whom somebody asks to do something, for NC533: `called on the government to dismiss the minister`. English."""

import re
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.name_index import names_of
from newscorpus.text.clauses import sentence
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import primary_subtag


def addressed(context: ArticleContext, event: Event) -> tuple[str, str, str, Span] | None:
    """Return a recipient whom the evidence names only in what is asked of another, the other, the verb, and the words.

    None if the one who is asked is a recipient, or not known.
    """
    text, names, recipients = context.text, names_of(context), event.in_role("recipient")
    assert text is not None
    if event.type not in _ASKING or not recipients or primary_subtag(context.article.language) != "en":
        return None
    for a, b in spans(event.evidence):
        for found in _ADDRESSING.finditer(text.raw, a, b):
            named = names.mentions((found.end(1), b))
            first = next((one for one in named if _ARTICLES.fullmatch(text.raw, found.end(1), one[0][0])), None)
            asked = _TO_DO.match(text.raw, first[0][1]) if first else None
            if first is None or asked is None or first[1] in (*recipients, *event.in_role("agent")):
                continue
            behind = {key for span, key in named if span[0] >= asked.end() - 1}
            before = names.keys((sentence(text.raw, (a, b))[0], first[0][1]))
            if behind.issuperset(recipients) and before.isdisjoint(recipients):
                return recipients[0], first[1], found[1], (found.start(1), first[0][1])
    return None


_ASKING: Final = frozenset({"request", "decision", "threat"})
_ADDRESSING: Final = re.compile(
    r"\b(call(?:ed|s|ing)? (?:up)?on|appeal(?:ed|s|ing)? to"
    r"|(?:urg|advis|encourag|invit|instruct|request|petition|order|command)(?:ed|e?s|ing)|ask(?:ed|s|ing)|begg(?:ed|ing)|begs"
    r"|press(?:ed|es|ing)|lobb(?:ied|ies|ying)|told|tell(?:s|ing)|wants?|wanted) "
)
"""Verbs with somebody behind them who is asked to do something."""
_ARTICLES: Final = re.compile(r" ?(?:(?:the|an?|its|their|his|her|both|all|[A-Z]\w+) ){0,2}")
_TO_DO: Final = re.compile(r"(?: on \w+)? (?:not )?to (?!the\b|an?\b)[a-z]+ ")
