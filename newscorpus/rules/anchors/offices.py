"""NC325: titles of roles without the word that makes another office of them."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Role
from newscorpus.models.values import MERE_MEMBER
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.index import Text
from newscorpus.text.timex_languages import language_of
from newscorpus.text.words import flatten

_REACH: Final = 40
"""Code points before a title that are looked at."""
_MOST: Final = 2
"""Words between the one that is left out and the title: `former Dutch prime minister`."""
_BREAK: Final = re.compile(r"[^\w\s'’‑-]")


@rule(
    "NC325", "title-cut-short", HINT, "the title of a role leaves out `former`, `deputy` or the like", needs_text=True
)
def title_cut_short(context: ArticleContext) -> Iterator[Finding]:
    """
    Who is a `former mayor` or a `deputy mayor` is no mayor. The title has these words, or for a former office the role
    has its `end`. Judged where the title has one place in the text, or each of its places is such. English, German and
    Spanish.

    Example:
          actors:
        -   anna: {name: Anna Berg, kind: person, roles: [mayor]} # <NC325>
        +   anna: {name: Anna Berg, kind: person, roles: [former mayor]}
          text: Anna Berg, the former mayor, met Carl Dahl.
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    for key in context.local if grammar else ():
        actor = context.article.actors[key]
        for i, role in enumerate(actor.roles):
            if grammar is None or i >= len(context.local[key].roles) or role.title.exact == MERE_MEMBER:
                continue
            found = _left_out(text, role, grammar)
            is_past = found in grammar.past or f"{found}-" in grammar.past
            if found and not (role.end and is_past):
                title = flatten(role.title.exact)
                message = f"the text has {backticked(found)} before {backticked(title)}"
                more = ", or give its `end`" if is_past else ""
                hint = f"begin the title with {backticked(found)}, as the article does{more}"
                yield Finding(("actors", key, "roles", i, "title"), message, help=hint)


def _left_out(text: Text, role: Role, grammar: Grammar) -> str | None:
    """The word that is before the title in all of its places."""
    title = role.title
    places = [(title.start, title.end or 0)] if title.start is not None else text.named(title.exact)
    found = {_before(text.raw, start, grammar) for start, _ in places}
    return found.pop() if len(found) == 1 else None


def _before(raw: str, start: int, grammar: Grammar) -> str | None:
    """The word shortly before a title that makes another office of it."""
    before = _BREAK.split(raw[max(0, start - _REACH) : start].lower())[-1].split()
    calendar = language_of(grammar.language)
    for word in before[: -_MOST - 2 : -1]:
        plain = word if word in grammar.past else word.rstrip("-‑")
        if plain in grammar.past or plain in grammar.lesser:
            return plain.rstrip("-")
        if plain in grammar.functional or plain in grammar.speech or (calendar and calendar.is_date_name(plain)):
            return None
    return None
