"""NC219: surnames by which the text calls people, and which are none of their aliases."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span, touch
from newscorpus.text.timex_languages import language_of
from newscorpus.text.words import flatten

_SHORTEST: Final = 3
"""Letters of a surname."""
_MOST: Final = 20
"""Places of a surname that are looked at."""
_PARTICLES: Final = re.compile(r"(?:[a-z’']+|Al|El|Van|De|Von|Le|La|Bin|Abu)\Z")
_TITLES: Final = re.compile(
    r"(?:\b(?:M(?:r|rs|s|iss|me)|Dr|Sir|Lady|Prof|Gen|Col|Capt|Lt|Sgt|Sen|Rep|President|Minister)\.? )\Z"
)
_NAME_BEHIND: Final = re.compile(r"[- ][A-ZÀ-Þ]|-?\w|[’'](?!s\b)\w")
"""What makes a surname part of a longer name: `Mary Berg`, `Berg Street`."""


@rule("NC219", "surname-not-listed", HINT, "the text calls a person by a surname that is no alias", needs_text=True)
def surname_not_listed(context: ArticleContext) -> Iterator[Finding]:
    """
    A surname alone is a mention of a person only if it is an alias, or one of the mentions: `Berg` of `Anna Berg`. Not
    reported if it is also the name of something else, or several people have it.

    Example:
          actors:
            anna:
              name: Anna Berg # <NC219>
              kind: person
        +     aliases: [Berg]
          text: Anna Berg came. Nobody saw Berg leave.
    """
    text, actors = context.text, context.article.actors
    assert text is not None
    grammar = grammar_of(context.article.language)
    if grammar is None:
        return
    shared = Counter(_surname(actor) for actor in actors.values())
    known = [span for spans in context.mentions.values() for span in spans]
    for key in context.local:
        surname = _surname(actors[key])
        if surname is None or shared[surname] > 1 or surname in actors[key].forms or context.is_broken("actors", key):
            continue
        if _is_another_word(context, surname):
            continue
        places = [span for span in text.named(surname)[:_MOST] if not touch([span], known)]
        if places and all(_is_alone(text.raw, span, grammar) for span in places):
            message = f"the text calls {backticked(key)} {backticked(surname)}, which is not among its names"
            hint = f"add `aliases: [{surname}]`, or list the words in `mentions` of whom they mean"
            yield Finding(("actors", key, "name"), message, in_text=((places[0], "here"),), help=hint)


def _surname(actor: Actor) -> str | None:
    """The last word of the name of a person, if it is a surname beyond doubt."""
    parts = flatten(actor.name or "").split() if actor.kind == "person" and actor.named else []
    if len(parts) < 2 or _PARTICLES.match(parts[-2]) or len(parts[-1]) < _SHORTEST:
        return None
    return parts[-1] if parts[-1].isalpha() or re.fullmatch(r"[^\W\d_]+[-’'][^\W\d_]+", parts[-1]) else None


def _is_another_word(context: ArticleContext, surname: str) -> bool:
    """Whether a surname may mean something else: a place, a month, another actor, or a word of the text."""
    assert context.text is not None
    calendar = language_of(context.article.language)
    others = (actor.name or "" for actor in context.article.actors.values() if actor.kind != "person")
    return (
        not surname[0].isupper()
        or surname.isupper()
        or (calendar is not None and calendar.is_date_name(surname))
        or re.search(rf"\b(?:(?:in|near) {re.escape(surname)}|{re.escape(surname.lower())})\b", context.text.raw)
        is not None
        or any(surname in name.split() for name in others)
    )


def _is_alone(raw: str, span: Span, grammar: Grammar) -> bool:
    """Whether nothing beside a surname makes it another name, or that of a family or a place: `the Hudson`."""
    before = raw[max(0, span[0] - _NEAR) : span[0]]
    named = _WORD_BEFORE.search(before)
    is_longer = named is not None and named[0][0].isupper() and (named[1] or "").lower() not in grammar.functional
    is_other = _OF_OTHERS.search(before) is not None or _NAME_BEHIND.match(raw, span[1]) is not None
    return (_TITLES.search(before) is not None or not is_longer) and not is_other


_NEAR: Final = 20
"""Code points before a surname that are read."""
_WORD_BEFORE: Final = re.compile(r"(?:([^\W\d_][\w’'-]*)|\b([A-Z])\.)[ -]\Z")
_OF_OTHERS: Final = re.compile(r"\b(?:the|[Ll]ord|[Ll]ady|[Ee]arl of|family of|in|at) \Z", re.IGNORECASE)
