"""NC533: roles that are the other way round than subject and object of the evidence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.name_index import named_in, names_of
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
    agent of the refusal. So is the title judged: who begins it acts. Who `was arrested` is no agent, who `won` no
    loser, who `hosted` talks no mere participant. English.

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
    path: Path
    for key, event in well_formed_events(context) if grammar and grammar.actor else ():
        leaders = {actor: role for role in _LEADING for actor in event.in_role(role)}
        others = {actor: role for role in _LED for actor in event.in_role(role)}
        if grammar is None or not event.participants or context.is_broken("events", key):
            continue
        places = _named(context, event)
        yield from _unlike_verbs(context, event, places, grammar)
        if not leaders or not others:
            continue
        roles = {**leaders, **others}
        found = _swapped(text.raw, places, roles, event, grammar)
        if found is None and {*roles.values()} == {"agent", "recipient"} and event.type in _SAID:
            found = _led_by_recipient(text.raw, spans(event.evidence), places, roles, event, grammar)
        if found is None:
            begins = subject_of_title(context, event, grammar)
            if begins and begins[0] in others and not _may_be_led(event, begins[1], roles[begins[0]], grammar):
                message = (
                    f"{backticked(begins[0])} is the {roles[begins[0]]} of {backticked(key)}, but its title begins"
                )
                message += f" with {backticked(begins[0])}, who does it"
                path = ("events", key, "participants", roles[begins[0]])
                yield Finding(path, message, help="swap the roles, or correct the title")
        else:
            subject, verb, span = found
            message = f"{backticked(subject)} is the {roles[subject]} of {backticked(key)}"
            message += f", but the words about {backticked(verb)} say the opposite"
            hint = "swap the roles, or quote the words that show who acts"
            path = ("events", key, "participants", roles[subject])
            yield Finding(path, message, in_text=((span, "here"),), help=hint)


def _may_be_led(event: Event, verb: str, role: str, grammar: Grammar) -> bool:
    """Whether who begins a title may be in such a role: who takes office, loses, receives or dies."""
    plain = {verb, verb.removesuffix("s")}
    others = grammar.receiving | grammar.undergoing | grammar.auxiliaries
    return (
        event.type in _OF_RECIPIENTS or role in ("host", "loser") or not others.isdisjoint(plain) or verb in _SUFFERED
    )


_OF_RECIPIENTS: Final = frozenset({"appointment", "award", "death", "election", "accident", "disaster"})
_SUFFERED: Final = words_in("dies die dead killed injured wounded missing arrested jailed detained dismissed")


def _unlike_verbs(
    context: ArticleContext, event: Event, places: Sequence[_Named], grammar: Grammar
) -> Iterator[Finding]:
    """Yield the participants whose own verb in the evidence is that of another role."""
    text = context.text
    assert text is not None
    roles = {one.actor: role for role, found in event.participants.items() for one in found}
    known = DEFAULT.get("roles", event.kind)
    reported = set[str]()
    for span, key in places if grammar.language == "en" else ():
        role = roles.get(key)
        if role is None or key in reported:
            continue
        behind = text.raw[span[1] : span[1] + _MOST]
        passive = _PASSIVE.match(behind)
        verb, allowed = passive, frozenset[str]()
        if not passive or role != "agent" or event.type in _OF_RECIPIENTS or "by " in behind[passive.end() :][:8]:
            pattern, allowed = next(((found, of) for found, of in _VERBS if found.match(behind)), (None, allowed))
            verb = pattern.match(behind) if pattern else None
            if verb is None or role in allowed or known.keys().isdisjoint(allowed):
                continue
        assert verb is not None
        reported.add(key)
        message = f"{backticked(key)} is the {role} of {backticked(event.id)}, but the words are {backticked(verb[1])}"
        hint = f"write `{max(allowed & known.keys())}: {key}`" if allowed else "write who suffers it, and who does it"
        yield Finding(("events", event.id, "participants", role), message, in_text=((span, "here"),), help=hint)


_PASSIVE: Final = re.compile(
    r" ((?:was|were|is|are|had been|has been|have been) (?:\w+ly )?(?:arrest|detain|kill|injur|wound|attack|dismiss"
    r"|sack|jail|fin|expell|evacuat|rescu|sentenc|convict|target|abduct|kidnapp|depos|oust)ed"
    r"|(?:was|were) (?:shot|hit|hurt|beaten))\b"
)
_WOULD: Final = r" (?:(?:has|had|have|also|will|would|then|is|to|offered|agreed|promised) )*"
_VERBS: Final = (
    (
        re.compile(rf"{_WOULD}(won|wins|defeated|defeats) (?:the|an?|its|by)\b"),
        frozenset({"winner", "agent", "participant"}),
    ),
    (re.compile(rf"{_WOULD}(hosted|hosts|is hosting|host)\b"), frozenset({"host", "organizer"})),
    (
        re.compile(rf",?{_WOULD}(mediated?|mediates|is mediating|mediating)\b"),
        frozenset({"mediator", "agent", "recipient"}),
    ),
)
"""Verbs, and the roles of their subjects."""


def subject_of_title(context: ArticleContext, event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """Return the actor with whom the title of an event begins, as the subject of a verb, and the word behind it."""
    title = event.title or ""
    for span, key in named_in(context, title)[:1] if grammar.language == "en" else ():
        following = tokens(title, span[1], len(title))
        word = following[0] if following else ""
        is_group = context.article.actors[key].kind == "group"
        is_word = word.isalpha() and word not in grammar.functional
        is_verb = is_word and (word.endswith("s") and not word.endswith("ss")) != is_group
        before = tokens(title, 0, span[0])
        if is_verb and grammar.articles.issuperset(before) and title[span[1]] == " ":
            return key, word
    return None


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


def _swapped(raw: str, places: Sequence[_Named], roles: Mapping[str, str], event: Event, grammar: Grammar) -> _Found:
    """Where subject and object contradict the roles; None if they agree anywhere."""
    wrong: _Found = None
    for (one, first), (other, second) in combinations(places, 2):
        pair = [roles.get(first), roles.get(second)]
        if sum(role in _LEADING for role in pair) != 1 or None in pair:
            continue
        found = verb_between(raw, one, other, grammar)
        appoints = event.type == "appointment" and found is not None and found[0] in _APPOINTING
        if found is None or (found[0] in grammar.undergoing and not appoints):
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
