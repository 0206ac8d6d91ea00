"""NC503 to NC505 and NC515: parties that are missing, and roles of what is not a person."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.models.traversal import participants_of
from newscorpus.rules.context import ArticleContext, memoized, well_formed, well_formed_events, well_formed_targets
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.grammar import grammar_of
from newscorpus.text.timex_languages import language_of
from newscorpus.text.voices import verb_between


@memoized
def _meetings(context: ArticleContext) -> Iterator[tuple[str, Event]]:
    """Yield the meetings to check for completeness: one that is `same_as` another may be completed there."""
    twins = {other for event in context.article.events.values() for other in event.relations.get("same_as", ())}
    for key, event in well_formed_events(context):
        if event.kind == "meeting" and key not in twins and not event.relations.get("same_as"):
            yield key, event


@rule("NC503", "meeting-of-one", WARNING, "talks or a call have fewer than two parties")
def meeting_of_one(context: ArticleContext) -> Iterator[Finding]:
    """
    Talks and calls have at least two parties, whatever their roles; a group counts as several, unless the evidence says
    whom it met. Often the other one is named in the next sentence of the article.

    Example:
          {ACTORS}

          events:
            talks:
              kind: meeting
              type: talks
              participants: # <NC503>
        -       participant: anna
        +       participant: [anna, carl]
              evidence:
                - Anna Berg met Carl Dahl
    """
    for key, event in _meetings(context):
        if event.type not in ("talks", "call"):
            continue
        parties = [one.actor for _, one in participants_of(key, event)]
        known = [context.article.actors.get(actor) for actor in parties]
        if len(parties) > 1 or None in known:
            continue
        if any(actor is None or actor.kind in ("group", None) for actor in known):
            other = _met_by(context, event, parties[0])
            if other is not None:
                message = f"evidence of {backticked(key)} names {backticked(other)}, who takes no part in it"
                hint = f"add it: `participant: [{parties[0]}, {other}]`"
                yield Finding(("events", key, "participants"), message, at_key=True, help=hint)
            continue
        who = f"only one party, {backticked(parties[0])}" if parties else "no parties"
        message = f"{event.type} {backticked(key)} has {who}"
        yield Finding(
            ("events", key, "participants"),
            message,
            at_key=True,
            help="add the other party: `participant: [ACTOR, ACTOR]`",
        )


def _met_by(context: ArticleContext, event: Event, group: str) -> str | None:
    """Whom a group met, by the evidence: `the managers met their rivals`."""
    text, grammar = context.text, grammar_of(context.article.language)
    if text is None or grammar is None or context.is_broken("events", event.id):
        return None
    for span in spans(event.evidence):
        places = names_of(context).mentions(span)
        for (one, first), (other, second) in product(places, places):
            if first == group != second and verb_between(text.raw, one, other, grammar):
                return second
    return None


@rule("NC504", "incomplete-visit", WARNING, "a visit has no visitor, or neither a host nor a place")
def incomplete_visit(context: ArticleContext) -> Iterator[Finding]:
    """
    A visit is somebody's, and leads to a host or a place. Where it leads may also be given at the event that it is part
    of or replaces.

    Example:
          {ACTORS}

          events:
            visit:
              kind: meeting
              type: visit
              participants: # <NC504>
        +       visitor: anna
                host: carl
              evidence:
                - Anna Berg met Carl Dahl
    """
    for key, event in _meetings(context):
        if event.type != "visit":
            continue
        visitors = event.in_role("visitor")
        leads = bool(event.places) or any(party not in visitors for party in event.parties)
        elsewhere = any(event.relations.get(relation) for relation in ("part_of", "replaces"))
        missing = ["visitor"] * (not visitors) + ["host or place"] * (not leads and not elsewhere)
        if missing:
            message = f"visit {backticked(key)} has no {' and no '.join(missing)}"
            hint = f"add {' and '.join(_HOW[one] for one in missing)}"
            yield Finding(("events", key, "participants"), message, at_key=True, help=hint)


_HOW = {"visitor": "`visitor: ACTOR`", "host or place": "`host: ACTOR`, or `places`"}


@rule("NC505", "refusal-event-missing", WARNING, "a refused meeting has no event that refuses it")
def refused_by_nobody(context: ArticleContext) -> Iterator[Finding]:
    """
    A refused meeting says what was refused, and carries the time it was meant for. Who refused, and when, is an event
    of its own: a `refusal` that is `about` the meeting. Not reported if its evidence says who declined, without a time.

    Example:
          {ACTORS}

          events:
            talks:
              kind: meeting
              type: talks
              status: refused # <NC505>
              participants: {participant: [anna, carl]}
              evidence:
                - meet Carl Dahl
        +   anna-refuses:
        +     kind: event
        +     type: refusal
        +     participants: {agent: anna, recipient: carl}
        +     evidence:
        +       - Anna Berg refused to meet Carl Dahl
        +     relations: {about: talks}
          text: Anna Berg refused to meet Carl Dahl.
    """
    if not well_formed(context, "events"):
        return
    events = context.article.events
    refusals = [event for event in events.values() if event.type == "refusal"]
    declined = {other for event in refusals for others in event.relations.values() for other in others}
    for key, event in _meetings(context):
        if event.status != "refused":
            continue
        related = {other for others in event.relations.values() for other in others}
        elsewhere = any(other not in events for other in related)  # in another article
        refused = key in declined or any(events[other].type == "refusal" for other in related if other in events)
        # The refusal may be about the refused whole that the meeting is part of.
        whole = any(other.status == "refused" for _, _, other in well_formed_targets(context, key, "part_of"))
        if not (refused or elsewhere or whole or _says_who_refused(context, event)):
            yield Finding(
                ("events", key, "status"),
                f"refused meeting {backticked(key)} has no refusal: who refused, and when?",
                help=f"add an event with `type: refusal` and `relations: {{about: {key}}}`",
            )


def _says_who_refused(context: ArticleContext, event: Event) -> bool:
    """Whether a clause of the evidence says that somebody declined, without a time: `The union declined;`."""
    calendar = language_of(context.article.language)
    clauses = (clause for quote in event.evidence for clause in _CLAUSE.split(quote.exact))
    for words in (clause.split() for clause in clauses if _DECLINED.search(clause)):
        if calendar is None or not any(calendar.is_date_name(word.strip(".,;“”")) for word in words):
            return True
    return False


_CLAUSE: Final = re.compile(r"[;:]|, but\b|, and\b")
_DECLINED: Final = re.compile(
    r"\b(?:declined|refused|rejected|turned (?:it|them|this|that|the offer) down|said no)\b(?! to\b)"
)


@rule("NC524", "unknown-actor-kind", HINT, "the kind of an actor is unknown")
def unknown_kind(context: ArticleContext) -> Iterator[Finding]:
    """
    `kind: unknown` is for an actor of which the article does not say whether it is a person, a group or an
    organization, such as a name below a claim of responsibility. Rules that depend on the kind do not judge it.

    Example:
          actors:
        -   vesna: {name: Vesna, kind: unknown} # <NC524>
        +   vesna: {name: Vesna, kind: group}
          text: Somebody called Vesna met Carl Dahl.
    """
    for key, actor in context.local.items():
        if actor.kind == "unknown":
            message = f"kind of actor {backticked(key)} is unknown"
            hint = "write what it is, if this or another article says so"
            yield Finding(("actors", key, "kind"), message, help=hint)


@rule("NC515", "roles-on-non-person", WARNING, "an organization, country or locality holds a role")
def roles_of_no_person(context: ArticleContext) -> Iterator[Finding]:
    """
    Offices are held by persons (or, together, by a group of them: `the two ministers`). An organization is what they
    are held in; what it does in an event is said by the event's `participants`.

    Example:
          actors:
            council:
              name: City Council
              kind: organization
        -     roles: {spokeswoman: oslo} # <NC515>
        -   oslo: {name: Oslo, kind: locality}
        - text: The City Council of Oslo met the spokeswoman.
        +   anna: {name: Anna Berg, kind: person, roles: {spokeswoman: council}}
        + text: The City Council met Anna Berg, spokeswoman.
    """
    kinds = ("organization", "country", "locality")
    for key, actor in context.local.items():
        kind = context.article.actors[key].kind
        if actor.roles and kind in kinds and well_formed(context, "actors", key):
            message = f"{kind} {backticked(key)} holds a role; only persons and groups do"
            hint = "move the role to the person who holds it"
            yield Finding(("actors", key, "roles"), message, at_key=True, help=hint)
