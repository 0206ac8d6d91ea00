"""NC533: roles that are the other way round than subject and object of the evidence."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext, well_formed_events
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
_Named = tuple[Span, str]
_MOST: Final = 40
"""Names in the evidence of an event that are compared with each other."""


@rule("NC533", "roles-swapped", HINT, "roles contradict subject and object of the evidence", needs_text=True)
def roles_swapped(context: ArticleContext) -> Iterator[Finding]:
    """
    In `the army arrested three men`, the army is the agent and the men are victims; in `the men were arrested by the
    army`, too. Judged where nothing but the verb is between the two; for accusations, requests, threats, refusals and
    support also where no agent is named, and a recipient is the subject. English.

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
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    for key, event in well_formed_events(context) if grammar and grammar.actor else ():
        leaders = {actor: role for role in _LEADING for actor in event.in_role(role)}
        others = {actor: role for role in _LED for actor in event.in_role(role)}
        if grammar is None or not leaders or not others or context.is_broken("events", key):
            continue
        roles, places = {**leaders, **others}, _named(context, event)
        found = _swapped(text.raw, places, roles, grammar)
        if found is None and {*roles.values()} == {"agent", "recipient"} and event.type in _SAID:
            found = _led_by_recipient(text.raw, spans(event.evidence), places, roles, grammar)
        if found:
            subject, verb, span = found
            message = f"{backticked(subject)} is the {roles[subject]} of {backticked(key)}"
            message += f", but the words about {backticked(verb)} say the opposite"
            hint = "swap the roles, or quote the words that show who acts"
            path: Path = ("events", key, "participants", roles[subject])
            yield Finding(path, message, in_text=((span, "here"),), help=hint)


def _named(context: ArticleContext, event: Event) -> Sequence[_Named]:
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


def _swapped(raw: str, places: Sequence[_Named], roles: Mapping[str, str], grammar: Grammar) -> _Found:
    """Where subject and object contradict the roles; None if they agree anywhere."""
    wrong: _Found = None
    for (one, first), (other, second) in combinations(places, 2):
        pair = [roles.get(first), roles.get(second)]
        if sum(role in _LEADING for role in pair) != 1 or None in pair:
            continue
        found = verb_between(raw, one, other, grammar)
        if found is None or found[0] in grammar.undergoing:
            continue
        verb, passive = found
        receives, visits = verb in grammar.receiving, verb in grammar.visiting
        if receives != ("host" in pair) and not (visits and "host" in pair):
            continue  # a host may well ask a visitor
        if ((pair[0] in _LEADING) != passive) != receives:
            return None
        wrong = wrong or (first, verb, (one[0], other[1]))
    return wrong


def _led_by_recipient(
    raw: str, evidence: Sequence[Span], places: Sequence[_Named], roles: Mapping[str, str], grammar: Grammar
) -> _Found:
    """The recipient with whom the evidence begins, and its verb, if no agent is named anywhere in it."""
    if any(roles.get(key) == "agent" for _, key in places):
        return None
    for span, key in places:
        begins = any(grammar.articles.issuperset(tokens(raw, a, span[0])) for a, _ in evidence if a <= span[0])
        following = tokens(raw, span[1], span[1] + _MOST)
        if key in roles and begins and is_subject(raw, span, grammar) and is_active(following, grammar):
            return key, following[0], span
    return None
