"""NC545: roles that a type of event does not have, or of which no word speaks."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.term_words import lacks_words
from newscorpus.text.words import words_in

_LONGEST: Final = 1000
"""Code points of evidence that is read."""
_ONE_SIDED: Final = words_in(
    "accusation aid appointment concession departure discovery investigation launch refusal request sanction support"
    " threat withdrawal"
)
"""Types of events that one side does, which may do it to another."""
_UNFIT: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(_ONE_SIDED, words_in("participant winner loser")),
    "agreement": words_in("winner loser"),
    "cooperation": words_in("winner loser"),
    "mobilization": words_in("winner loser"),
    "transaction": words_in("winner loser"),
    "dispute": words_in("agent recipient winner loser"),
    "decision": words_in("participant"),
    "award": words_in("participant"),
    "change": words_in("participant winner loser"),
    "contest": words_in("agent recipient"),
    "visit": words_in("participant speaker audience mediator"),
    "talks": words_in("visitor speaker"),
    "call": words_in("visitor speaker"),
    "briefing": words_in("participant visitor mediator"),
    "conference": words_in("visitor"),
    "gathering": words_in("visitor mediator"),
    "hearing": words_in("visitor mediator"),
    "attack": words_in("participant"),
    "detention": words_in("participant"),
    "cyberattack": words_in("participant"),
    "espionage": words_in("participant"),
    "incursion": words_in("participant"),
    "death": words_in("participant"),
    "clash": words_in("agent"),
    "disaster": words_in("agent suspect target participant"),
}
"""For types of events the roles that they do not have: who `accuses` is no participant, but the agent."""
_MEANT: Final[Mapping[str, str]] = {
    "dispute": "`participant`",
    "contest": "`winner`, `loser` or `participant`",
    "visit": "`visitor` or `host`",
    "talks": "`participant` or `host`",
    "call": "`participant`",
    "briefing": "`speaker` or `audience`",
    "clash": "`participant`",
    "disaster": "`victim` or `responder`",
    "event": "`agent` or `recipient`",
    "meeting": "`participant`",
    "incident": "`agent`, `target` or `victim`",
}
"""The roles that are usual in place of these, by type or kind."""
_SAID: Final = words_in("accusation refusal request support threat")
"""Types of events that somebody utters, whom the article names unless it uses the passive voice."""


@rule("NC545", "role-unlike-type", HINT, "a role does not fit the type of its event, or no word says so")
def role_unlike_type(context: ArticleContext) -> Iterator[Finding]:
    """
    Who accuses, arrests or helps acts, and others are acted on: `participant` is for those who do the same to each
    other, as in an agreement or a clash. Judged are the types and roles of the vocabulary. Without a word such as
    `hosted`, `mediated` or `told` in the sentences of the evidence, nobody is the host, mediator or audience; and who
    is accused or asked is so by somebody. Nobody has won what is still to come. A suspect is not who investigates the
    event. Nobody visits a foreign host in their own country. The words: English.

    Example:
          {ACTORS}

          events:
            arrest:
              kind: incident
              type: detention
        -     participants: {participant: [anna, carl]} # <NC545>
        +     participants: {agent: anna, victim: carl}
              evidence:
                - Anna Berg arrested Carl Dahl
          text: Anna Berg arrested Carl Dahl.
    """
    grammar = grammar_of(context.article.language)
    investigated = {
        (other, agent): key
        for key, event in well_formed_events(context)
        if event.type == "investigation"
        for other in event.relations.get("about", ())
        for agent in event.in_role("agent")
    }
    for key, event in well_formed_events(context):
        if context.is_broken("events", key) or event.type not in DEFAULT.get("types", event.kind):
            continue
        unfit = _UNFIT.get(event.type, frozenset())
        said = _words(context, event) if grammar and context.text else None
        for role in event.participants:
            if role in unfit:
                message = f"{event.type} {backticked(key)} has the role `{role}`, which its type does not have"
                hint = f"write {_MEANT.get(event.type) or _MEANT[event.kind]} instead, or correct the type"
            elif role in ("winner", "loser") and event.status in _TO_COME:
                message = f"{event.type} {backticked(key)} is {event.status}, but has a {role}"
                hint = "write `participant` until it is decided, or correct the status"
            elif said is not None and grammar and lacks_words(_CLAIMED.sub("", said), "roles", role, grammar.language):
                message = f"{event.type} {backticked(key)} has the role `{role}`, but no word of its evidence says so"
                hint = f"correct the role, or quote the words that show the {role}"
            else:
                continue
            yield Finding(("events", key, "participants", role), message, at_key=True, help=hint)
        for i, one in enumerate(event.participants.get("suspect", ())):
            inquiry = investigated.get((key, one.actor))
            if inquiry:
                message = f"{backticked(one.actor)} is the suspect of {backticked(key)}, but the agent of"
                message += f" {backticked(inquiry)}, which is about it"
                hint = "write who is suspected, and not who investigates"
                yield Finding(("events", key, "participants", "suspect", i), message, help=hint)
        at_home = _visitor_at_home(context, event)
        if at_home:
            visitor, host, code = at_home
            message = (
                f"{backticked(visitor)} is the visitor of {backticked(key)}, which is in its own country {code}, and"
            )
            message += f" the host {backticked(host)} is of another one"
            hint = "swap visitor and host, or correct the country of the place"
            yield Finding(("events", key, "participants", "visitor"), message, at_key=True, help=hint)
        if said is not None and grammar and _lacks_agent(event, said, grammar):
            message = f"{event.type} {backticked(key)} has a recipient, but nobody who does it"
            hint = "add the agent, or correct the role"
            yield Finding(("events", key, "participants"), message, at_key=True, help=hint)


def _visitor_at_home(context: ArticleContext, event: Event) -> tuple[str, str, str] | None:
    """A visitor of the country in which the visit is, a host of another one, and the country; else None."""
    codes = {place.country for place in event.places if place.country}
    sides = [
        [(one, context.article.actors[one].country) for one in event.in_role(role) if one in context.article.actors]
        for role in ("visitor", "host")
    ]
    if event.type != "visit" or len(codes) != 1 or not all(sides):
        return None
    (code,), (visitors, hosts) = codes, sides
    is_home = all(country == code for _, country in visitors)
    are_foreign = all(country is not None and country != code for _, country in hosts)
    return (visitors[0][0], hosts[0][0], str(code)) if is_home and are_foreign else None


_TO_COME: Final = words_in("planned possible postponed cancelled")
_CLAIMED: Final = re.compile(
    r"\b(?:claim(?:ed|s|ing)?|declar(?:ed|es|ing)) (?:to have won|(?:a |the )?(?:\w+ )?(?:victory|win))\b"
)
"""A victory that somebody only claims."""


def _words(context: ArticleContext, event: Event) -> str:
    """The sentences of the evidence, and the title."""
    assert context.text is not None
    raw = context.text.raw
    said = (sentence(raw, span) for span in spans(event.evidence))
    return " ".join([*(raw[a : min(b, a + _LONGEST)] for a, b in said), event.title or ""])


def _lacks_agent(event: Event, said: str, grammar: Grammar) -> bool:
    """Whether what somebody says to another has only those to whom it is said, in the active voice."""
    is_led = set(event.participants) == {"recipient"} and event.type in _SAID
    return is_led and grammar.language == "en" and _PASSIVE.isdisjoint(tokens(said, 0, len(said)))


_PASSIVE: Final = words_in("was were been being be is are")
