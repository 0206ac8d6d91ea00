"""NC556, and a part of NC519: actors whom the clause of an event names, and who take no part in it."""

from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Event
from newscorpus.models.traversal import participants_of
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.events.clause_parts import Part, parts_of
from newscorpus.rules.events.kinship import may_stand_for
from newscorpus.rules.events.presence import has_noun_for, is_named, may_mean
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span
from newscorpus.text.words import words_in

_ACTING: Final = words_in(
    "agent visitor speaker organizer discoverer responder mediator suspect winner host participant"
)
_ACTED_ON: Final = words_in("recipient victim target audience loser")
_SIDES: Final = {
    "subject": _ACTING,
    "actor": _ACTING,
    "owner": _ACTING | _ACTED_ON,
    "object": _ACTED_ON | words_in("participant visitor"),
    "indirect": _ACTED_ON,
    "undergoer": _ACTED_ON | words_in("participant"),
    "between": words_in("participant"),
    "with": words_in("participant"),
}
"""For what a phrase is in its clause, the roles that its actors may have."""
_AIMED: Final = words_in("request accusation decision sanction support threat detention attack investigation award")
"""Types of events that are done to the object of their verb."""
_LOOSE: Final = words_in("object with owner undergoer")
"""Phrases that may also name a thing, a place or the subject of another clause."""


def strangers(context: ArticleContext, event: Event, grammar: Grammar) -> Iterator[tuple[Part, str]]:
    """Yield the phrases that name somebody who takes no part in the event, and is no part of a participant."""
    actors = context.article.actors
    parties = [actors[party] for party in event.parties if party in actors]
    if not event.triggers and event.kind == "meeting" and event.type != "briefing":
        return
    said = grammar.speech - grammar.telling
    for part in parts_of(context, event, grammar):
        if not event.triggers and part.clause.word in said:
            continue
        if part.part not in _SIDES or (part.part in ("between", "with") and part.clause.is_verb):
            continue
        for key in sorted(part.heads):
            one = actors.get(key)
            if one is not None and key not in event.parties and not any(may_stand_for(one, party) for party in parties):
                yield part, key


def replaced(context: ArticleContext, event: Event, grammar: Grammar) -> Iterator[tuple[Path, str, str, Part]]:
    """Yield the participants in place of which the clause of an event names another: with it, and where."""
    parts = parts_of(context, event, grammar)
    for part, other in strangers(context, event, grammar):
        roles, phrase_of = _SIDES[part.part], {*part.heads, *part.others}
        for path, one in participants_of(event.id, event):
            if str(path[3]) not in roles or one.mention is not None or one.actor in phrase_of:
                continue
            agrees = any(one.actor in its.heads for its in parts if _SIDES.get(its.part, frozenset()) & {str(path[3])})
            is_loose = part.part in _LOOSE or not event.triggers
            actor = context.article.actors.get(one.actor)
            if actor is None or agrees or (is_loose and _may_be_near(context, event, actor, grammar)):
                continue
            yield path, one.actor, other, part
            break


def crowded(context: ArticleContext, event: Event, grammar: Grammar) -> Iterator[tuple[Path, str, str, Part]]:
    """Yield the participants of whom no evidence speaks, in a role that the clause gives to others only."""
    parts = parts_of(context, event, grammar)
    if len({part.clause.place for part in parts}) != 1:
        return
    for part in parts:
        if part.part not in ("subject", "actor", "object", "indirect", "undergoer") or not part.heads:
            continue
        for path, one in participants_of(event.id, event):
            role, actor = str(path[3]), context.article.actors.get(one.actor)
            if role not in _SIDES[part.part] or actor is None or one.mention is not None or one.actor in part.others:
                continue
            alike = part.heads.intersection(event.in_role(role))
            if not alike or part.clause.is_listed or role in ("participant", "victim"):
                continue
            if not any(_names(context, span, actor) for span in spans(event.evidence)):
                yield path, one.actor, min(alike), part


def _names(context: ArticleContext, quote: Span, actor: Actor) -> bool:
    """Whether the sentence of a quote names an actor, or whoever may mean it."""
    text, names = context.text, names_of(context)
    assert text is not None
    here = sentence(text.raw, quote)
    near = {*names.keys(here), *(key for _, key in names.titles(here))}
    return is_named(context, text, quote, actor) or any(
        may_stand_for(context.article.actors[one], actor) for one in near
    )


def _may_be_near(context: ArticleContext, event: Event, actor: Actor, grammar: Grammar) -> bool:
    """Whether a word of the evidence names an actor, or may mean it."""
    text = context.text
    assert text is not None
    return any(
        may_mean(context, text, span, actor, grammar) or has_noun_for(context, text, span, actor, grammar)
        for span in spans(event.evidence)
    )


def owners(context: ArticleContext, event: Event, grammar: Grammar) -> Iterator[tuple[Path, str, str, Part]]:
    """Yield the countries that act in place of their bodies: `Denmark’s Data Protection Agency fined`."""
    actors = context.article.actors
    for part in parts_of(context, event, grammar):
        heads = [actors[key] for key in sorted(part.heads) if key in actors and key not in event.parties]
        bodies = [one for one in heads if one.kind == "organization"]
        if part.part not in ("subject", "actor") or len(part.heads) != 1 or not bodies or not event.triggers:
            continue
        for path, one in participants_of(event.id, event):
            owner = actors.get(one.actor)
            is_country = owner is not None and owner.kind == "country" and str(path[3]) in ("agent", "speaker")
            if is_country and one.mention is None and one.actor in part.others - part.heads:
                yield path, one.actor, bodies[0].id, part


@rule("NC556", "doer-left-out", HINT, "the subject of the verb of an event takes no part in it", needs_text=True)
def doer_left_out(context: ArticleContext) -> Iterator[Finding]:
    """
    Who does what the triggers of an event say is one of its participants: the subject of a verb in the active voice,
    whoever is behind `by` in the passive voice, and whom something is promised or given; and whom somebody asks,
    accuses, fines or arrests, if nobody else is. Reported are actors who take no part, and belong to nobody who does;
    in place of whom another has the role, is NC519. English.

    Example:
          {ACTORS}

            dora: {name: Dora Eide, kind: person}
          events:
            arrest:
              kind: incident
              type: detention
        -     participants: {victim: carl} # <NC556>
        +     participants: {agent: anna, victim: carl}
              evidence:
                - Anna Berg arrested Carl Dahl
              triggers: [arrested]
          text: Anna Berg arrested Carl Dahl. Dora Eide came.
    """
    grammar = grammar_of(context.article.language)
    for key, event in well_formed_events(context) if grammar and grammar.actor else ():
        if grammar is None or context.is_broken("events", key) or not event.triggers or not event.participants:
            continue
        acted_on = any(event.in_role(role) for role in _ACTED_ON)
        taken = {other for _, _, other, _ in replaced(context, event, grammar)}
        for part, other in strangers(context, event, grammar):
            is_aim = part.part == "object" and event.type in _AIMED and not acted_on
            if other in taken or (part.part in _LOOSE and not is_aim):
                continue
            where = f"is the {part.part} of" if part.part in ("subject", "object") else "is named beside"
            message = (
                f"{backticked(other)} {where} {backticked(part.clause.word)}, and takes no part in {backticked(key)}"
            )
            hint = f"add {backticked(other)} to the participants, or correct the triggers"
            yield Finding(("events", key, "participants"), message, at_key=True, help=hint)
