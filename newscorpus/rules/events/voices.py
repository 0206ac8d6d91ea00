"""NC533: roles that are the other way round than subject and object of the evidence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext, memoized, well_formed_events
from newscorpus.rules.events.addressees import addressed
from newscorpus.rules.events.hearsay import core_of
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import tokens
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span, inside
from newscorpus.text.voices import is_active, is_subject, verb_between
from newscorpus.text.words import words_in

_LEADING: Final = words_in("agent winner visitor")
_LED: Final = words_in("recipient victim target loser host")
_SAID: Final = words_in("accusation request support threat refusal")
"""Types of events of which the subject of the verb is the agent: who `criticised`, `asked`, `refused`."""
_WORDS: Final = _SAID | words_in("appointment decision agreement")
_ASKING: Final = words_in("asked asks urged urges begged begs requested requests demanded demands called calls pressed")
_APPOINTING: Final = words_in("named called")
"""Verbs that are those of an appointment, and otherwise say what somebody is called."""
_Named = tuple[Span, str]
_MOST: Final = 40
"""Names in the evidence of an event that are compared with each other."""


@rule("NC533", "roles-swapped", HINT, "roles contradict subject and object of the evidence", needs_text=True)
def roles_swapped(context: ArticleContext) -> Iterator[Finding]:
    """
    In `the army arrested three men`, the army is the agent and the men are victims; in `the men were arrested by the
    army`, too. Judged where nothing but the verb is between the two; for accusations, requests, threats, refusals and
    support also where no agent is named, and a recipient is the subject; who `rejected an offer from` another is the
    agent of the refusal. Who is `called on` to do something is the recipient of a request, not who is named in what is
    asked; of what is `asked` for, the roles are not judged. English.

    Example:
          {ACTORS}

          events:
            attack:
              kind: incident
              type: attack
        -     participants: {agent: carl, victim: anna} # <NC533>
        +     participants: {agent: anna, victim: carl}
              evidence:
                - Anna Berg attacked Carl Dahl
          text: Anna Berg attacked Carl Dahl.
    """
    for key, (roles, subject, verb, span) in _swaps(context):
        message = f"{backticked(subject)} is the {roles[subject]} of {backticked(key)}"
        message += f", but the words about {backticked(verb)} say the opposite"
        hint = "swap the roles, or quote the words that show who acts"
        if _is_of_other(context, key, span):
            hint = "quote the words that show the event, since these may be about another one; or swap the roles"
        path: Path = ("events", key, "participants", roles[subject])
        yield Finding(path, message, in_text=((span, "here"),), help=hint)

    for key, event in well_formed_events(context):
        asked = None if context.is_broken("events", key) else addressed(context, event)
        if asked:
            recipient, other, verb, span = asked
            message = f"{backticked(recipient)} is the recipient of {backticked(key)}"
            message += f", but the one who is asked is {backticked(other)}: {backticked(verb)}"
            path = ("events", key, "participants", "recipient")
            hint = f"write `recipient: {other}`, if that is meant"
            yield Finding(path, message, in_text=((span, "here"),), help=hint)


def _is_of_other(context: ArticleContext, key: str, span: Span) -> bool:
    """Whether words are evidence of another event, too."""
    others = (event for other, event in well_formed_events(context) if other != key)
    return any(inside(span, spans(event.evidence)) for event in others)


def roles_swapped_in(context: ArticleContext) -> frozenset[str]:
    """Return the events with roles that NC533 reports."""
    return frozenset(key for key, _ in _swaps(context))


@memoized
def _swaps(context: ArticleContext) -> Iterator[tuple[str, tuple[Mapping[str, str], str, str, Span]]]:
    """Yield the events with roles that contradict the evidence: the roles, the subject, its verb, and where it is."""
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    for key, event in well_formed_events(context) if grammar and grammar.actor else ():
        leaders = {actor: role for role in _LEADING for actor in event.in_role(role)}
        others = {actor: role for role in _LED for actor in event.in_role(role)}
        if grammar is None or not leaders or not others or context.is_broken("events", key):
            continue
        roles, places = {**leaders, **others}, named_in_evidence(context, event)
        evidence = core_of(event) if event.type == "refusal" else spans(event.evidence)  # not what was asked for
        here = [one for one in places if inside(one[0], evidence)]
        found = _swapped(text.raw, here, roles, event, grammar)
        if found is None and {*roles.values()} == {"agent", "recipient"} and event.type in _SAID:
            found = _led_by_recipient(text.raw, evidence, places, roles, event, grammar)
        if found:
            yield key, (roles, *found)


def named_in_evidence(context: ArticleContext, event: Event) -> Sequence[_Named]:
    """The names of actors in the evidence, in order."""
    names = names_of(context)
    own = [
        (span, one.actor)
        for found in event.participants.values()
        for one in found
        for span in spans([one.mention] if one.mention else [])
    ]
    evidence = spans(event.evidence)
    here = {pair for span in evidence for pair in names.mentions(span)}
    return sorted(here.union(pair for pair in own if inside(pair[0], evidence)))[:_MOST]


_Found = tuple[str, str, Span] | None
"""The subject, the verb, and the words where they are."""


def _swapped(raw: str, places: Sequence[_Named], roles: Mapping[str, str], event: Event, grammar: Grammar) -> _Found:
    """Where subject and object contradict the roles; None if they agree anywhere."""
    wrong: _Found = None
    for (one, first), (other, second) in combinations(places, 2):
        pair = [roles.get(first), roles.get(second)]
        if sum(role in _LEADING for role in pair) != 1 or None in pair:
            continue
        found = verb_between(raw, one, other, grammar)
        if found is None and event.type == "appointment" and grammar.language == "en":
            found = _appointed(raw, one, other)
        appoints = event.type == "appointment" and found is not None and found[0] in _APPOINTING
        if found is None or (found[0] in grammar.undergoing and not appoints):
            continue
        if _is_of_another_clause(raw, (one, other), event):
            continue
        verb, passive = found
        if verb in _ASKING and event.kind == "event" and event.type not in _WORDS:
            continue  # what is asked for is done by the one who is asked
        receives, visits = verb in grammar.receiving, verb in grammar.visiting
        if receives != ("host" in pair) and not (visits and "host" in pair):
            continue  # a host may well ask a visitor
        if ((pair[0] in _LEADING) != passive) != receives:
            return None
        wrong = wrong or (first, verb, (one[0], other[1]))
    return wrong


def _appointed(raw: str, one: Span, other: Span) -> tuple[str, bool] | None:
    """The verb with which one appoints another, maybe behind a title: `named her deputy, Carl Dahl, as`."""
    found = _APPOINTED.fullmatch(raw, one[1], other[0])
    is_subject = found is not None and not _BY.search(raw[max(0, one[0] - _MOST) : one[0]])
    return (found[1], False) if found and is_subject else None


_APPOINTED: Final = re.compile(
    r" (?:(?:has|have|had|also|then) )*(named|appointed|nominated|chose|picked|hired)"
    r"(?: (?:an?|the|her|his|its|their))?(?: (?!(?:and|but|for|that|by|as|after|before)\b)[\w-]+){0,5},? "
)
_BY: Final = re.compile(r"\b(?:by|of|with|from|for|whom)(?: the)? \Z")


def _is_of_another_clause(raw: str, names: tuple[Span, Span], event: Event) -> bool:
    """Whether the triggers of an event are in the same evidence as two names, and none is between them.

    In `Togo asked Nigeria for help, and Nigeria sent a frigate`, `asked` says nothing of who `sent`.
    """
    (start, _), (_, end) = names
    here = [quote for quote in spans(event.evidence) if inside((start, end), [quote])]
    own = [trigger for trigger in spans(event.triggers) if inside(trigger, here)]
    return bool(own) and all(
        (b <= start or end <= a) and _CLAUSE.search(raw, min(b, end), max(start, a)) for a, b in own
    )


_CLAUSE: Final = re.compile(r"[,;:]|\b(?:and|but|after|before|when|while|because|which|who)\b")
"""What may begin another clause."""


def _led_by_recipient(
    raw: str,
    evidence: Sequence[Span],
    places: Sequence[_Named],
    roles: Mapping[str, str],
    event: Event,
    grammar: Grammar,
) -> _Found:
    """The recipient with whom the evidence begins, and its verb, if no agent is named anywhere in it.

    Of a refusal, the agent may be named behind `from`: that is who was refused.
    """
    agents = [span for span, key in places if roles.get(key) == "agent"]
    if any(event.type != "refusal" or not _is_origin(raw, span, evidence, grammar) for span in agents):
        return None
    for span, key in places:
        starts = any(_begins(raw, (a, b), span, event, grammar) for a, b in evidence)
        following = tokens(raw, span[1], span[1] + _MOST)
        if key in roles and starts and is_active(following, grammar):
            return key, next(word for word in following if word not in grammar.auxiliaries), span
    return None


def _begins(raw: str, quote: Span, name: Span, event: Event, grammar: Grammar) -> bool:
    """Whether evidence begins with a name as its subject, maybe behind the words of its time: `Last month Lomar …`."""
    if not quote[0] <= name[0] < quote[1]:
        return False
    before, when = raw[quote[0] : name[0]].strip(" ,"), event.when.text if event.when else None
    timed = bool(when and before == when.exact)
    return timed or (grammar.articles.issuperset(tokens(before, 0, len(before))) and is_subject(raw, name, grammar))


def _is_origin(raw: str, name: Span, evidence: Sequence[Span], grammar: Grammar) -> bool:
    """Whether a name is behind the `from` of the only phrase behind the first verb: `rejected an offer from Lomar`."""
    before = next((tokens(raw, a, name[0]) for a, b in evidence if a <= name[0] < b), [])
    behind = before[len(before) - before[::-1].index(grammar.origin) :] if grammar.origin in before else [","]
    others = (grammar.joints | grammar.prepositions) - {grammar.origin, grammar.genitive}
    return all(word.isalpha() for word in behind) and len(behind) <= _MOST_TITLES and others.isdisjoint(before)


_MOST_TITLES: Final = 4
"""Words between `from` and a name."""
