"""Participants of events whose evidence names another actor in their place, for NC519."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Event
from newscorpus.models.traversal import participants_of
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.events.deeds import ACTED_ON, ACTING, Framed, framed_in_evidence, side_of
from newscorpus.rules.events.kinship import belongs, may_stand_for
from newscorpus.rules.events.presence import has_noun_for, is_named, may_mean, nouns_for
from newscorpus.rules.name_index import names_of
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.grammar import Grammar
from newscorpus.text.index import Text
from newscorpus.text.words import words_in

_JUDGED: Final = frozenset({"person", "organization", "country", "locality"})
_LEADING: Final = words_in(
    "agent visitor winner loser recipient victim participant suspect discoverer mediator organizer host target"
    " responder"
)
"""Roles whose actors the evidence names, if it names others."""


def absent_participants(
    context: ArticleContext, key: str, event: Event, grammar: Grammar
) -> Iterator[tuple[Path, str, str | None]]:
    """Yield the participants that the evidence does not name, with their paths and an actor that it names instead.

    None for those that not even the paragraphs of the evidence name. The other one is a party beside which no word of
    the evidence may mean the absent one; or it takes no part in the event, is neither what a participant belongs to nor
    a part of it, and is of the same kind, or does by the verb what the absent one should do. No pronoun of the evidence
    may mean the absent one.
    """
    text, actors, names = context.text, context.article.actors, names_of(context)
    assert text is not None
    evidence = spans(event.evidence)
    named = frozenset[str]().union(*(names.keys(span) for span in evidence))
    others = [actors[one] for one in sorted(named.difference(event.parties))]
    parties = [actors[party] for party in event.parties if party in actors]
    yield from _of_elsewhere(context, text, key, event, grammar)
    yield from _beside(context, text, key, event)
    others = [one for one in others if not any(may_stand_for(one, party) for party in parties)]
    if not others:
        return
    framed = framed_in_evidence(context, event, grammar)
    alike = others if named.intersection(event.parties) else []
    for path, one in participants_of(key, event):
        actor, role = actors.get(one.actor), str(path[3])
        if actor is None or one.mention:
            continue
        kin = (other for other in alike if other.kind == actor.kind and actor.kind in _JUDGED and role in _LEADING)
        doing = _in_place_of(role, others, framed, event, grammar)
        if doing and not any(is_named(context, text, span, actor) for span in evidence):
            yield path, actor.id, doing.id
            continue
        instead = next(kin, None)
        if role == "suspect" and _is_claimed(context, key, actor):
            continue
        if instead is not None and not any(
            may_mean(context, text, span, actor, grammar) or has_noun_for(context, text, span, actor, grammar)
            for span in evidence
        ):
            yield path, actor.id, instead.id


def _of_elsewhere(
    context: ArticleContext, text: Text, key: str, event: Event, grammar: Grammar
) -> Iterator[tuple[Path, str, str | None]]:
    """Yield the participants that no sentence of the evidence names or may mean, with another party that it names.

    Without one, they are looked for in its paragraphs, too.

    Recipients are often named before, agents where the passive voice is, and those of a trial long before.
    """
    evidence = spans(event.evidence)
    said = {word for span in evidence for word in tokens(text.raw, *span)}
    is_open = not said.isdisjoint(_BOTH) or event.type == "hearing"
    unnamed = words_in("recipient") | (words_in("agent") if not said.isdisjoint(_PASSIVE) else frozenset())
    before = _parties_before(context, event)
    named = {key for span in evidence for key in names_of(context).keys(sentence(text.raw, span))}
    for path, one in participants_of(key, event) if not is_open else ():
        actor = context.article.actors.get(one.actor)
        role = str(path[3])
        if (
            actor is None
            or one.mention
            or one.actor in before
            or (role == "suspect" and _is_claimed(context, key, actor))
        ):
            continue
        alike = sorted(named.intersection(event.in_role(role)) - {actor.id})
        if not alike and role in unnamed:
            continue
        if role == "participant" and not alike:
            continue  # `An earlier round, in Cairo`
        if any(may_mean(context, text, span, actor, grammar) for span in evidence):
            continue
        if alike and not any(has_noun_for(context, text, span, actor, grammar) for span in evidence):
            yield path, actor.id, alike[0]
            continue
        if role in unnamed:
            continue
        others = {other for span in evidence for other in names_of(context).keys(span)} & {*event.parties}
        if actor.kind == "person" or not said.isdisjoint(nouns_for(actor)):
            others = set()  # a noun may mean them: `his wife`, `the company`
        if others or not any(is_named(context, text, text.paragraph(span[0]), actor) for span in evidence):
            yield path, actor.id, min(others, default=None)


def _is_claimed(context: ArticleContext, key: str, actor: Actor) -> bool:
    """Whether a sentence of a claim about an event names an actor."""
    text, names = context.text, names_of(context)
    assert text is not None
    quotes = [span for claim in context.article.claims if key in claim.about for span in spans(claim.quote)]
    return any(actor.id in names.keys(sentence(text.raw, span)) for span in quotes)


def _beside(context: ArticleContext, text: Text, key: str, event: Event) -> Iterator[tuple[Path, str, str]]:
    """Yield the bodies in place of which the evidence names another of their sort, with that.

    The other one is right behind the trigger and `to`, or the only one of that sort in the evidence of a response.
    """
    actors, names = context.article.actors, names_of(context)
    evidence = spans(event.evidence)
    named = [(span, one) for part in evidence for span, one in names.mentions(part)]
    for path, one in participants_of(key, event):
        actor, role = actors.get(one.actor), str(path[3])
        if actor is None or one.mention or actor.kind != "organization" or actor.sector is None:
            continue
        if any(actor.id in names.keys(sentence(text.raw, part)) for part in evidence):
            continue
        alike = [
            (span, actors[other])
            for span, other in named
            if other not in event.parties
            and actors[other].kind == actor.kind
            and _is_same_service(actors[other], actor)
            and not belongs(actors[other], actor)
        ]
        if role == "recipient":
            alike = [(span, other) for span, other in alike if _TO.search(text.raw, max(0, span[0] - _NEAR), span[0])]
        elif role != "responder":
            continue
        if len({other.id for _, other in alike}) == 1:
            yield path, actor.id, alike[0][1].id


def _is_same_service(one: Actor, other: Actor) -> bool:
    """Whether two bodies are courts, or both armed services of a state, or of another one sector."""
    return one.sector == other.sector or {one.sector, other.sector} <= _ARMED


_ARMED: Final = words_in("MIL COP GOV SPY MED")
_TO: Final = re.compile(r"\b(?:to|before|against|from|with|at) (?:the |its |his |her |their )?\Z")
_NEAR: Final = 12


def _parties_before(context: ArticleContext, event: Event) -> set[str]:
    """The ids of those who take part in an event of its type that it goes on with: `a new round of talks`."""
    related = (context.article.events.get(other) for others in event.relations.values() for other in others)
    return {actor for one in related if one is not None and one.type == event.type for actor in one.parties}


_BOTH: Final = words_in("both two sides parties countries nations neighbours neighbors other governments rivals")
_PASSIVE: Final = words_in("was were be been being is are")


def _in_place_of(
    role: str, others: Sequence[Actor], framed: Sequence[Framed], event: Event, grammar: Grammar
) -> Actor | None:
    """One of the others who by the verbs of the evidence has a role, if no participant of that side has it."""
    if role not in (ACTING | ACTED_ON) - {"suspect"}:
        return None
    sides = [(name, side) for frame, name in framed if (side := side_of(event, frame, grammar))]
    right = [name for name, side in sides if (side in ACTING) == (role in ACTING)]
    if any(name in event.parties for name in right):
        return None
    return next((other for other in others if other.id in right), None)
