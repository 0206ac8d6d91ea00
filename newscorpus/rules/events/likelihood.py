"""NC535 to NC537: statuses and roles that claim more, or less, than the words of the evidence."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event, edtf
from newscorpus.rules.context import ArticleContext, well_formed_events, well_formed_targets
from newscorpus.rules.events.outcomes import fate_of
from newscorpus.rules.events.statuses import REAL
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.rules.times.bounds import bounds, publication_days
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span
from newscorpus.text.term_words import lacks_words
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
    What would happen on a condition (`would strike if`), or `may` happen, is `possible`, and not `planned`; what `is
    to` happen is `planned`, and not `possible`; what people `are doing` is `ongoing`, if it has no time. Judged is all
    of the evidence. What was meant for a day that is over is `possible`, if the article does not say what came of it,
    and is not judged. Statuses other than `occurred` need words that say so: `negated` a negation, for instance. What
    one source asserts and another denies, and nothing else shows, has not `occurred`, but is `alleged` or `possible`.
    English; conditions in German, too.

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
        if grammar is None or context.is_broken("events", key):
            continue
        other, words = "possible", _undecided(text.raw, event, grammar)
        if words is None and event.status == "planned":
            words = _condition(text.raw, event, grammar)
        elif words is None and event.status == "possible":
            time = bounds(event.when.edtf) if event.when else None
            is_over = time is not None and (published is None or not edtf.before(published, time))
            given = [tokens(text.raw, a, min(b, a + _LONGEST)) for a, b in spans(event.evidence)]
            other, words = "planned", None if is_over or key in doubted else _announcement(given, grammar)
        if words is None and event.status == "occurred":
            other, words = "ongoing", _going_on(event, grammar)
        if words is None and event.status == "occurred" and event.kind == "meeting":
            other, words = "refused", _declined(event, grammar)
        if words:
            message = f"event {backticked(key)} {_is(event.status)}, but its evidence says {backticked(words)}"
            hint = f"write `status: {other}`, or quote the words that show that it {_is(event.status)}"
            yield Finding(("events", key, "status"), message, help=hint)
        elif event.status == "occurred" and key in doubted and _is_contested(context, event):
            message = f"event {backticked(key)} counts as occurred, but one claim asserts it, another denies it"
            hint = "write `status: alleged` or `possible`, or add evidence of the article’s own that shows it"
            yield Finding(("events", key), message, at_key=True, help=hint)
        elif _says_nothing(text.raw, event, grammar) and fate_of(text, event, grammar) is None:  # that is NC525
            message = f"event {backticked(key)} is {event.status}, but no word of its evidence says so"
            hint = "correct the status, or quote the words that say so (`newscorpus terms statuses` explains them)"
            yield Finding(("events", key, "status"), message, help=hint)


def _is(status: str) -> str:
    return "counts as occurred" if status == "occurred" else f"is {status}"


def _says_nothing(raw: str, event: Event, grammar: Grammar) -> bool:
    """Whether neither the sentences of the evidence nor the title have a word for the status."""
    if event.status == "occurred":
        return False
    said = [raw[a : min(b, a + _LONGEST)] for a, b in (sentence(raw, span) for span in spans(event.evidence))]
    return lacks_words(" ".join([*said, event.title or ""]), "statuses", event.status, grammar.language)


def _is_contested(context: ArticleContext, event: Event) -> bool:
    """Whether claims assert and deny an event, and all of its evidence is what they quote.

    Who denies an event with a suspect may deny that they did it; an agent who denies it is reported by NC537.
    """
    if event.in_role("suspect") or any(_denies(context, event, agent) for agent in event.in_role("agent")):
        return False
    about = [claim for claim in context.article.claims if event.id in claim.about]
    quoted = [span for claim in about for span in spans(claim.quote)]
    return {"asserts", "denies"} <= {claim.stance for claim in about} and all(
        any(span[0] < b and a < span[1] for a, b in quoted) for span in spans(event.evidence)
    )


_UNDECIDED: Final = re.compile(
    r"\b(?:has|have|had) (?:not|yet to)(?: yet)? (?:answer|repl[iy]|respond|decide|accept)(?:ed|d|ied)?\b"
)


def _undecided(raw: str, event: Event, grammar: Grammar) -> str | None:
    """The words that say that somebody has not answered yet, of what counts as occurred or planned."""
    if event.status not in ("occurred", "planned") or grammar.language != "en" or event.type in _SAID:
        return None
    found = (_UNDECIDED.search(raw, a, min(b, a + _LONGEST)) for a, b in spans(event.evidence))
    return next((one[0] for one in found if one), None)


def _declined(event: Event, grammar: Grammar) -> str | None:
    """The verb with which somebody refuses a meeting that another proposes in the same words."""
    found = (_DECLINED.search(one.exact[:_LONGEST]) for one in event.evidence if grammar.language == "en")
    return next((one[1] for one in found if one), None)


_DECLINED: Final = re.compile(
    r"\b(?:proposed|offered|suggested|requested|asked for) (?:an?|to) .*\bbut\b(?!.*\b(?:later|then|first|before)\b).*?"
    r"\b(declined|refused|rejected)\b"
)


def _going_on(event: Event, grammar: Grammar) -> str | None:
    """The verb with which all of the evidence, or its triggers, say that something without a time is under way."""
    if grammar.language != "en" or event.when or event.type in _SAID - {"investigation"}:
        return None
    found = [_PROGRESSIVE.search(one.exact[:_LONGEST]) for one in event.triggers or event.evidence]
    before = [word for one in found if one for word in tokens(one.string, 0, one.start())]
    others = grammar.joints | grammar.auxiliaries | grammar.modals | {",", ";", ":"}
    is_clear = all(found) and others.isdisjoint(before) and not any(word.endswith("ed") for word in before)
    return found[0][0] if is_clear and found and found[0] else None


_PROGRESSIVE: Final = re.compile(
    r"\b(?:is|are) (?:(?:now|still|currently|also|already) )*"
    r"(?!(?:go|com|leav|meet|visit|seek|ask|call|demand|urg|plan|hop|try|consider|warn|threaten|say|hav|fac|miss|will|liv"
    r"|gett|look|becom|lead|outstand|lack|follow|prepar|return|travel|fly|arriv|start|begin|open|end|clos|(?:no|some|any|every)th)ing\b)"
    r"[a-z]{2,}ing\b"
)
"""A verb in the present progressive, but for those of intentions, states, and what is to come."""
_SAID: Final = words_in("request refusal agreement threat decision support accusation investigation")
"""Types of events which somebody may not have answered yet that took place."""


def _condition(raw: str, event: Event, grammar: Grammar) -> str | None:
    """The words with which all of the evidence leaves an event open; None if some does not."""
    found: str | None = None
    off = {phrase[0] for phrase in (*grammar.cancelling, *grammar.postponing)}
    for a, b in spans(event.evidence):
        words = tokens(raw, a, min(b, a + _LONGEST))
        if not off.isdisjoint(words):
            return None  # `may be called off`
        open_ = next((word for i, word in enumerate(words) if _leaves_open(words, i, grammar)), None)
        modal = next((word for word in words if word in grammar.conditional), None)
        end = sentence(raw, (a, b))[1]
        condition = next((word for word in tokens(raw, a, end) if word in grammar.conditions), None) if modal else None
        if open_ is None and condition is None:
            return None
        found = found or open_ or f"{modal} … {condition}"
    return found


def _leaves_open(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """Whether a word says that something is possible, no more: not `in May`."""
    is_month = at > 0 and words[at - 1] in grammar.prepositions
    return (words[at] in grammar.uncertain and not is_month and at + 1 < len(words)) or words[at] in _DOUBTS


_DOUBTS: Final = words_in("perhaps possibly maybe hardly")


_OPEN: Final = re.compile(
    r"\b(?:may|might|could|would|should|if|unless|whether|not|no|never|likely|unlikely|possibl[ey]|perhaps|probabl[ey]"
    r"|hopes?|hoped|wants?|considers?|considering|plans?|planned|planning|talks|proposed|proposal|threat\w*|reportedly"
    r"|said to|expected)\b"
)
_AS_PLANNED: Final = re.compile(r"\bwill (?!not\b)(?:[\w-]+ ){1,12}as (?:planned|scheduled)\b")
_ANNOUNCED: Final = re.compile(r"\b(?:is|are) to (?!blame\b|be (?:seen|found|hoped|expected|welcomed)\b)[a-z]+")


def _announcement(evidence: Sequence[Sequence[str]], grammar: Grammar) -> str | None:
    """The words that say that an event is to be, if nothing in the evidence leaves it open."""
    said = " ".join(word for words in evidence for word in (*words, ";"))
    if grammar.language != "en":
        return None
    found, sure = _ANNOUNCED.search(said), _AS_PLANNED.search(said)
    if sure:
        return sure[0]
    return found[0] if found and not _OPEN.search(said) else None


@rule("NC537", "accused-as-agent", HINT, "who is only accused of an alleged incident is its agent", needs_text=True)
def accused_as_agent(context: ArticleContext) -> Iterator[Finding]:
    """
    Whom somebody accuses of an incident that is `alleged` is the `suspect`: `agent` says that they did it. Reported if
    a claim asserts the incident, or the evidence has nothing of the agent but that others accuse them; and of what is
    not `alleged`, if a claim denies it, and the evidence names the agent in claims only. Who denies it beside another
    agent is a suspect, too. English.

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
        if event.kind != "incident" or context.is_broken("events", key) or not event.in_role("agent"):
            continue
        about = [claim for claim in context.article.claims if key in claim.about]
        stances = {claim.stance for claim in about}
        if event.status != "alleged" and "denies" not in stances:
            continue
        quoted = [span for claim in about for span in spans(claim.quote)]
        for i, agent in enumerate(event.participants.get("agent", ())):
            word = _accusation(context, event, agent.actor) if event.status == "alleged" else None
            is_claimed = (
                "asserts" in stances if event.status == "alleged" else _is_claimed(context, event, agent.actor, quoted)
            )
            if word or is_claimed:
                message = f"{backticked(agent.actor)} is the agent of {backticked(key)}, but "
                message += f"the words are {backticked(word)}" if word else "only claims say so"
                hint = f"write `suspect: {agent.actor}`: only others say so"
                yield Finding(("events", key, "participants", "agent", i), message, help=hint)


def _is_claimed(context: ArticleContext, event: Event, actor: str, quoted: Sequence[Span]) -> bool:
    """Whether the evidence names an actor in claims only; or names another agent alone, and the actor denies it."""
    text, agents = context.text, event.in_role("agent")
    assert text is not None
    named = [pair for here in spans(event.evidence) for pair in names_of(context).mentions(here)]
    found = [span for span, key in named if key == actor]
    if not found:
        return any(key in agents for _, key in named) and _denies(context, event, actor)
    forms = context.article.actors[actor].forms
    return all(
        text.raw[slice(*span)] in forms and any(a <= span[0] and span[1] <= b for a, b in quoted) for span in found
    )


def _denies(context: ArticleContext, event: Event, actor: str) -> bool:
    """Whether an actor, or a person with a role in it, denies an event."""
    denying = {
        one
        for claim in context.article.claims
        if claim.stance == "denies" and event.id in claim.about
        for one in claim.by
    }
    holders = (context.article.actors[one] for one in denying if one in context.article.actors)
    return actor in denying or any(role.org == actor for one in holders for role in one.roles)


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
