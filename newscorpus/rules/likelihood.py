"""NC535, NC536 and NC537: events, roles and relations that claim more than the words of the evidence."""

from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext, well_formed_events, well_formed_targets
from newscorpus.rules.event_status import REAL
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.negation import asking
from newscorpus.text.sentences import sentence, tokens
from newscorpus.text.spans import Span, touch
from newscorpus.text.words import pattern, pattern_in

_SAID: Final = frozenset({"request", "accusation", "threat", "refusal", "support", "dispute"})
"""Types of events that consist in saying something: an accusation has occurred, whatever is true of it."""
_BEFORE_TRIGGER: Final = pattern_in("en", "alleged_before")
"""English words of what somebody alleges, if that follows in the same clause."""
_IN_MAIN_CLAUSE: Final = pattern_in("en", "alleged_in_main_clause")
"""Such words behind the subject with which evidence begins: not in a relative clause, or behind a comma."""
_REACH: Final = 160
"""Code points before the words for an event that are read."""


@rule("NC536", "status-unlike-certainty", HINT, "what others only allege counts as occurred", needs_text=True)
def status_unlike_certainty(context: ArticleContext) -> Iterator[Finding]:
    """
    What somebody is accused of, or has `allegedly` done, is `alleged` if the article says no more. So is what one
    source asserts and another one denies, if their claims contain all that the article says of it. Accusations in
    English; claims in every language.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
            police: {name: the police, kind: organization}
          events:
        -   theft: # <NC536>
        +   theft:
              kind: incident
              type: crime
        +     status: alleged
              participants: {suspect: anna}
              evidence:
                - Anna Berg allegedly stole a bicycle
          claims:
            - {by: police, quote: Anna Berg allegedly stole a bicycle, cue: the police said, about: theft}
          text: Anna Berg allegedly stole a bicycle, the police said.
    """
    is_english = context.language == "en"
    for key, event in well_formed_events(context):
        if event.status != "occurred" or context.is_broken("events", key):
            continue
        words = _allegation(context, event) if is_english and event.type not in _SAID else None
        if words:
            message = f"event {backticked(key)} counts as occurred, but its evidence says {backticked(words)}"
        elif _is_contested(context, event):
            message = f"event {backticked(key)} counts as occurred, but one claim asserts it, another denies it"
        else:
            continue
        hint = "write `status: alleged`, or add evidence in which the article itself says it"
        yield Finding(("events", key), message, at_key=True, help=hint)


def _allegation(context: ArticleContext, event: Event) -> str | None:
    """The words before the event that make it an allegation; None if they are missing at one of its places."""
    text, words = context.known_text, None
    raw = text.raw
    for start, end in spans(event.triggers or event.evidence):
        first = sentence(raw, (start, end))[0]
        if event.triggers:
            alleging = _BEFORE_TRIGGER.search(raw[max(first, start - _REACH) : start])
        else:
            alleging = _IN_MAIN_CLAUSE.match(raw, start, end)
        if alleging is None:
            return None
        words = words or alleging[1]
    return words


def _is_contested(context: ArticleContext, event: Event) -> bool:
    """Whether claims assert and deny an event, and all of its evidence is words of these claims."""
    about = [claim for claim in context.article.claims if event.id in claim.about]
    if not {"asserts", "denies"} <= {claim.stance for claim in about}:
        return False
    if event.in_role("suspect") or any(denies(context, event, agent) for agent in event.in_role("agent")):
        return False  # who denies it may deny only that they did it; NC537 is about agents
    quoted: list[Span] = [span for claim in about for span in spans(claim.quote)]
    evidence = spans(event.evidence)
    return bool(evidence) and all(touch([span], quoted) for span in evidence)


def denies(context: ArticleContext, event: Event, actor: str) -> bool:
    """Return whether an actor, or a person with a role in it, denies an event."""
    denying = {
        speaker
        for claim in context.article.claims
        if claim.stance == "denies" and event.id in claim.about
        for speaker in claim.by
    }
    holders = (context.article.actors[key] for key in denying if key in context.article.actors)
    return actor in denying or any(role.org == actor for holder in holders for role in holder.roles)


@rule("NC535", "cancelled-yet-caused", WARNING, "a cancelled or postponed event is `caused_by` what prevented it")
def cancelled_yet_caused(context: ArticleContext) -> Iterator[Finding]:
    """
    What made an event be called off or put off is in `prevented_by`. `caused_by` says why an event takes place, or was
    to.

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
        if event.status not in ("cancelled", "postponed") or event.relations.get("prevented_by"):
            continue
        for i, cause_id, cause in well_formed_targets(context, key, "caused_by"):
            if cause.status in REAL:
                message = f"event {backticked(key)} is {event.status}, but is `caused_by: {cause_id}`"
                hint = f"write `prevented_by: {cause_id}`, if the event did not take place because of it"
                yield Finding(("events", key, "relations", "caused_by", i), message, help=hint)


@rule(
    "NC537",
    "accused-as-agent",
    WARNING,
    "who is only accused of an alleged incident is its agent",
    needs_text=True,
    languages=("en",),
)
def accused_as_agent(context: ArticleContext) -> Iterator[Finding]:
    """
    Whom somebody accuses of an incident is the `suspect`: `agent` says that they did it. Reported of what is `alleged`,
    if a claim asserts it; and of any incident, if the evidence has nothing of the agent but that others accuse or
    suspect them (`blamed the gang`, `men suspected of the attack`, `was probably behind it`), if it names them in
    claims only, which others deny, or if it does not name them, and they deny it, or an accusation or a claim about it
    does.

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
    for key, event in well_formed_events(context):
        if event.kind != "incident" or context.is_broken("events", key) or not event.in_role("agent"):
            continue
        about = [claim for claim in context.article.claims if key in claim.about]
        stances = {claim.stance for claim in about}
        quoted = [span for claim in about for span in spans(claim.quote)]
        for i, agent in enumerate(event.participants.get("agent", ())):
            word = _accusation(context, event, agent.actor)
            is_claimed = (
                "asserts" in stances
                if event.status == "alleged"
                else ("denies" in stances and _is_claimed(context, event, agent.actor, quoted))
                or (agent.mention is None and _is_only_accused(context, event, agent.actor, quoted))
            )
            if word or is_claimed:
                message = f"{backticked(agent.actor)} is the agent of {backticked(key)}, but "
                message += f"the words are {backticked(word)}" if word else "only claims say so"
                hint = f"write `suspect: {agent.actor}`: only others say so"
                yield Finding(("events", key, "participants", "agent", i), message, help=hint)


def _is_claimed(context: ArticleContext, event: Event, actor: str, quoted: Sequence[Span]) -> bool:
    """Whether the evidence names an actor in claims only; or names another agent alone, and the actor denies it."""
    text, agents = context.known_text, event.in_role("agent")
    named = [pair for here in spans(event.evidence) for pair in names_of(context).mentions(here)]
    mentions = [span for span, key in named if key == actor]
    if not mentions:
        return any(key in agents for _, key in named) and denies(context, event, actor)
    forms = context.article.actors[actor].forms
    return all(
        text.raw[slice(*span)] in forms and any(a <= span[0] and span[1] <= b for a, b in quoted) for span in mentions
    )


def _is_only_accused(context: ArticleContext, event: Event, actor: str, quoted: Sequence[Span]) -> bool:
    """Whether the sentences of the evidence do not name an actor whom others accuse of it, or who denies it.

    An accusation is an event about this one of which the actor is the recipient, or a claim that names the actor.
    """
    text, names = context.known_text, names_of(context)
    said = [sentence(text.raw, span) for span in spans(event.evidence)]
    words = {word for here in said for word in tokens(text.raw, *here)}
    if any(actor in names.keys(here) for here in said) or not names.heads(actor).isdisjoint(words):
        return False
    accusations = [other for _, other in well_formed_events(context) if event.id in other.relations.get("about", ())]
    accused = (other.in_role("recipient") for other in accusations if other.type == "accusation")
    is_named = any(actor in names.keys(span) for span in quoted)
    return is_named or denies(context, event, actor) or any(actor in several for several in accused)


_NEAR: Final = 60
"""Code points before a name in which the accusation is looked for."""


def _accusation(context: ArticleContext, event: Event, actor: str) -> str | None:
    """The words that accuse or suspect an actor wherever the evidence names them: before the name, or behind it."""
    text, names, accusing = context.known_text, names_of(context), None
    raw = text.raw.replace("\n", " ")  # lines of a paragraph
    asked = asking(context.language)
    for a, b in spans(event.evidence):
        start = sentence(text.raw, (a, b))[0]
        before = [mention for mention in names.mentions((start, a)) if _RELATIVE.fullmatch(raw, mention[0][1], a)]
        for span, key in (*before, *names.mentions((a, b))):
            if key != actor:
                continue
            start = sentence(text.raw, span)[0]
            words = _SUSPECTED.match(raw, span[1]) or _PROBABLY.match(raw, span[1])
            words = words or (asked.search(raw, start, span[0]) if asked else None)
            words = words or _BLAMED.search(raw, max(a, span[0] - _NEAR), span[0])
            if words is None:
                return None
            accusing = next(filter(None, words.groups()))
    return accusing


_BLAMED: Final = pattern_in("en", "blamed")


_SUSPECTED: Final = pattern_in("en", "suspected")
_RELATIVE: Final = pattern(r",?\s*")
"""What is between a name and the relative clause with which evidence begins."""
_PROBABLY: Final = pattern_in("en", "probably")
"""What leaves open whether somebody did it: `was probably behind the attack`, `whom the police suspect of it`."""
