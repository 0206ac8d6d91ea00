"""NC535 to NC537: statuses and roles that claim more, or less, than the words of the evidence."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor, Claim, Event, edtf
from newscorpus.rules.context import ArticleContext, well_formed_claims, well_formed_events, well_formed_targets
from newscorpus.rules.events.statuses import REAL
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.rules.times.bounds import bounds, publication_days
from newscorpus.text.clauses import tokens
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span, inside
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import words_in

_LONGEST: Final = 1000
"""Code points of evidence that is read."""


@rule("NC535", "cancelled-yet-caused", HINT, "a cancelled event is `caused_by` what prevented it")
def cancelled_yet_caused(context: ArticleContext) -> Iterator[Finding]:
    """
    What made an event be called off is in `prevented_by`. `caused_by` says why an event takes place, or was to.

    Example:
          {ACTORS}

          events:
            talks:
              kind: meeting
              type: talks
              status: cancelled
              participants: {participant: [anna, carl]}
              evidence:
                - Anna Berg could not meet Carl Dahl
        -     relations: {caused_by: storm} # <NC535>
        +     relations: {prevented_by: storm}
            storm:
              kind: incident
              type: disaster
              evidence:
                - the storm
          text: Anna Berg could not meet Carl Dahl because of the storm.
    """
    for key, event in well_formed_events(context):
        if event.status != "cancelled" or event.relations.get("prevented_by"):
            continue
        for i, other, cause in well_formed_targets(context, key, "caused_by"):
            if cause.status in REAL:
                message = f"event {backticked(key)} is cancelled, but is `caused_by: {other}`"
                hint = f"write `prevented_by: {other}`, if the event did not take place because of it"
                yield Finding(("events", key, "relations", "caused_by", i), message, help=hint)


@rule("NC536", "status-unlike-certainty", HINT, "a status is more or less certain than the evidence", needs_text=True)
def status_unlike_certainty(context: ArticleContext) -> Iterator[Finding]:
    """
    What would happen on a condition (`would strike if`) is `possible`, and not `planned`; what `is to` happen is
    `planned`, and not `possible`. Judged is all of the evidence. What was meant for a day that is over is `possible`,
    if the article does not say what came of it, and is not judged. English and German; `is to` in English.

    Example:
          text: Anna Berg is to meet Carl Dahl.
          {TALKS}
        -     status: possible # <NC536>
        +     status: planned
              evidence:
                - Anna Berg is to meet Carl Dahl
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    published = publication_days(context)
    doubted = {name for claim in context.article.claims if claim.stance != "asserts" for name in claim.about}
    for key, event in well_formed_events(context) if grammar else ():
        if grammar is None or event.status not in ("planned", "possible") or context.is_broken("events", key):
            continue
        given = [tokens(text.raw, a, min(b, a + _LONGEST)) for a, b in spans(event.evidence)]
        if event.status == "planned":
            other, words = "possible", _condition(given, grammar)
        else:
            time = bounds(event.when.edtf) if event.when else None
            is_over = time is not None and (published is None or not edtf.before(published, time))
            other, words = "planned", None if is_over or key in doubted else _announcement(given, grammar)
        if words:
            message = f"event {backticked(key)} is {event.status}, but its evidence says {backticked(words)}"
            hint = f"write `status: {other}`, or quote the words that show that it is {event.status}"
            yield Finding(("events", key, "status"), message, help=hint)


def _condition(evidence: Sequence[Sequence[str]], grammar: Grammar) -> str | None:
    """The words with which all of the evidence makes an event depend on a condition; None if some does not."""
    found: str | None = None
    for words in evidence:
        modal = next((word for word in words if word in grammar.conditional), None)
        condition = next((word for word in words if word in grammar.conditions), None)
        if modal is None or condition is None:
            return None
        found = found or f"{modal} … {condition}"
    return found


_OPEN: Final = re.compile(
    r"\b(?:may|might|could|would|should|if|unless|whether|not|no|never|likely|unlikely|possibl[ey]|perhaps|probabl[ey]"
    r"|hopes?|hoped|wants?|considers?|considering|plans?|planned|planning|talks|proposed|proposal|threat\w*|reportedly"
    r"|said to|expected)\b"
)
_ANNOUNCED: Final = re.compile(r"\b(?:is|are) to (?!blame\b|be (?:seen|found|hoped|expected|welcomed)\b)[a-z]+")


def _announcement(evidence: Sequence[Sequence[str]], grammar: Grammar) -> str | None:
    """The words that say that an event is to be, if nothing in the evidence leaves it open."""
    said = " ".join(word for words in evidence for word in (*words, ";"))
    found = _ANNOUNCED.search(said) if grammar.language == "en" else None
    return found[0] if found and not _OPEN.search(said) else None


@rule("NC537", "accused-as-agent", HINT, "who is only accused of an incident is its agent", needs_text=True)
def accused_as_agent(context: ArticleContext) -> Iterator[Finding]:
    """
    Whom somebody accuses of an incident is the `suspect`: `agent` says that they did it. Reported is the agent of an
    incident that is `alleged`, unless they say that they did it; and one whom the evidence names in nothing but what
    others say in claims about it, while another claim denies it. English.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
            carl: {name: Carl Dahl, kind: person}
          events:
            theft:
              kind: incident
              type: crime
              status: alleged
        -     participants: {agent: carl} # <NC537>
        +     participants: {suspect: carl}
              evidence:
                - Anna Berg accuses Carl Dahl of stealing a bicycle
          claims:
            - {by: anna, quote: stealing a bicycle, cue: Anna Berg accuses Carl Dahl, about: theft}
          text: Anna Berg accuses Carl Dahl of stealing a bicycle.
    """
    text = context.text
    assert text is not None
    if primary_subtag(context.article.language) != "en":
        return
    for key, event in well_formed_events(context):
        if event.kind != "incident" or event.status in _UNREAL or context.is_broken("events", key):
            continue
        claims = [claim for _, claim in well_formed_claims(context) if key in claim.about]
        for i, agent in enumerate(event.participants.get("agent", ())):
            why = _doubt(context, event, agent.actor, claims)
            if why:
                message = f"{backticked(agent.actor)} is the agent of {backticked(key)}, but {why}"
                hint = f"write `suspect: {agent.actor}`: only others say so"
                yield Finding(("events", key, "participants", "agent", i), message, help=hint)


_UNREAL: Final = frozenset({"negated", "planned", "possible", "cancelled"})


def _doubt(context: ArticleContext, event: Event, agent: str, claims: Sequence[Claim]) -> str | None:
    """Why an agent is only a suspect; None if they are not, or say that they did it."""
    actors = context.article.actors
    if agent not in actors:
        return None
    if any(actors[name].sector == "JUD" for claim in claims for name in claim.by if name in actors):
        return None  # what a court has found is not said by others alone
    own = [claim for claim in claims if any(_is_of(actors.get(name), actors[agent]) for name in claim.by)]
    if any(claim.stance in ("asserts", "likely") for claim in own):
        return None
    if event.status == "alleged":
        word = _accusation(context, event, agent)
        return f"the words are {backticked(word)}" if word else "it is alleged"
    denials = [claim.by[0] for claim in (*own, *claims) if claim.stance == "denies" and claim.by]
    said = [span for claim in claims if claim.by and claim.stance == "asserts" for span in spans(claim.quote)]
    named = [span for span, key in _named(context, event) if key == agent]
    if not named and any(agent in names_of(context).keys(span) for span in said):
        denials = [claim.by[0] for claim in own if claim.stance == "denies"]
    elif not named:
        return None
    if denials and all(inside(span, said) for span in named):
        return f"only others say so, and {backticked(denials[0])} denies it"
    return None


def _named(context: ArticleContext, event: Event) -> Iterator[tuple[Span, str]]:
    """Yield the mentions in the evidence."""
    for span in spans(event.evidence):
        yield from names_of(context).mentions(span)


def _is_of(speaker: Actor | None, agent: Actor) -> bool:
    """Whether a speaker is the agent, or speaks for them: by a role or relation, or as a body of the same country."""
    if speaker is None:
        return False
    bodies = {role.org for role in speaker.roles}
    bodies.update(one.other for others in speaker.relations.values() for one in others)
    is_state = {speaker.sector, agent.sector} <= _STATE
    same = speaker.country is not None and speaker.country == agent.country
    return speaker.id == agent.id or agent.id in bodies or (same and is_state)


_STATE: Final = frozenset({"GOV", "MIL", "COP", "SPY", None})
"""Sectors of those for whom a spokesman of the state speaks; of a country, none."""


_ACCUSING: Final = words_in("accuse accuses accused accusing blame blames blamed blaming suspect suspects suspected")
_NEAR: Final = 40
"""Code points before a name in which the accusation is looked for."""


def _accusation(context: ArticleContext, event: Event, actor: str) -> str | None:
    """The verb of which an actor is the object wherever the evidence names them."""
    text, names, found = context.text, names_of(context), None
    assert text is not None
    for a, b in spans(event.evidence):
        for span, key in names.mentions((a, b)):
            if key != actor:
                continue
            before = [word for word in tokens(text.raw, max(a, span[0] - _NEAR), span[0]) if word not in _ARTICLES]
            if not before or before[-1] not in _ACCUSING:
                return None
            found = before[-1]
    return found


_ARTICLES: Final = words_in("the a an")
