"""NC615: claims about another event than the one whose evidence they are."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext, memoized, well_formed_claims, well_formed_events
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.grammar import grammar_of
from newscorpus.text.spans import Span

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 5
"""Letters at the beginning of a word that words of one root share."""


@rule("NC615", "claim-of-another-event", HINT, "the quote of a claim is evidence of another event", needs_text=True)
def claim_of_another_event(context: ArticleContext) -> Iterator[Finding]:
    """
    Where the words of a claim are evidence of one event, and have no word of the event that it is `about`, it is about
    the first one; so it is where a name of the quote is in the evidence of one other event of the paragraph alone. Not
    reported if the two events are related, or in one sentence. English, German and Spanish.

    Example:
          {ACTORS}

          events:
            strike:
              kind: incident
              type: protest
              status: planned
              evidence:
                - the drivers will strike on Monday
            match:
              kind: event
              type: contest
              evidence:
                - Lomar lost the final
          claims:
            - by: anna
              quote: the drivers will strike on Monday
        -     about: match # <NC615>
        +     about: strike
          text: Lomar lost the final. Anna Berg said that the drivers will strike on Monday. Carl Dahl agreed.
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    if grammar is None:
        return
    shown = dict(_evidence(context))
    for i, claim in well_formed_claims(context):
        about = [one for one in claim.about if one in shown]
        if not about or len(about) < len(claim.about) or context.is_broken("claims", i):
            continue
        quotes = spans(claim.quote)
        here = [sentence(text.raw, span) for span in quotes]
        if any(_touch(shown[one], here) for one in about):
            continue
        others = [one for one, found in shown.items() if one not in about and _touch(found, quotes)]
        others = others or _named_alone(context, text.raw, quotes, about, shown)
        if not others or any(_are_related(context, one, other) for one in about for other in others):
            continue
        said = _stems(text.raw, here)
        if any(said & _stems_of(context, one) for one in about):
            continue
        parties = {actor for one in about for actor in context.article.events[one].parties}
        if any(not parties.isdisjoint(names_of(context).keys(span)) for span in quotes):
            continue
        message = f"quote is evidence of {backticked(others[0])}, and has no word of {backticked(about[0])}"
        hint = f"write `about: {others[0]}`, if that is meant"
        related = ((("events", others[0], "evidence"), "the same words"),)
        yield Finding(("claims", i, "about"), message, related=related, help=hint)


def _named_alone(
    context: ArticleContext, raw: str, quotes: list[Span], about: list[str], shown: dict[str, list[Span]]
) -> list[str]:
    """The only event of the paragraph whose evidence has a name of a quote that is no actor's: `Oslo stays open`."""
    assert context.text is not None
    paragraph = context.text.paragraph(quotes[0][0])
    if not any(_touch(shown[one], [paragraph]) for one in about):
        return []
    names = {word for a, b in quotes for word in _NAME.findall(raw[a:b])}
    names = {name for name in names if not any(name in actor.forms for actor in context.article.actors.values())}
    with_name = [
        one
        for one, found in shown.items()
        if any(name in raw[a:b] for name in names for a, b in found) and _touch(found, [paragraph])
    ]
    return with_name if len(with_name) == 1 and with_name[0] not in about else []


_NAME: Final = re.compile(r"\b[A-ZÀ-Þ][\w’-]{4,}")


@memoized
def _evidence(context: ArticleContext) -> Iterator[tuple[str, list[Span]]]:
    """Yield the events with the spans of their evidence."""
    for key, event in well_formed_events(context):
        if not context.is_broken("events", key):
            yield key, spans(event.evidence)


def _touch(some: list[Span], others: list[Span]) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


def _are_related(context: ArticleContext, one: str, other: str) -> bool:
    """Whether one event is a part of the other, or the same."""
    events = context.article.events
    return any(
        second in events[first].relations.get(how, ())
        for how in ("part_of", "same_as", "replaces")
        for first, second in ((one, other), (other, one))
    )


def _stems_of(context: ArticleContext, key: str) -> frozenset[str]:
    """The beginnings of the words of an event: its evidence, triggers, title, topics, things, places and type."""
    event: Event = context.article.events[key]
    quotes = [*event.evidence, *event.triggers, *event.topics, *(place.name for place in event.places)]
    quotes += [thing.text for things in event.things.values() for thing in things]
    words = " ".join([*(quote.exact for quote in quotes), event.title or "", event.type, key.replace("-", " ")])
    return frozenset(word[:_STEM].lower() for word in _WORD.findall(words))


def _stems(raw: str, here: list[Span]) -> frozenset[str]:
    return frozenset(word[:_STEM].lower() for a, b in here for word in _WORD.findall(raw[a:b]))
