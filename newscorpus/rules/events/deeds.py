"""NC539: participants with another role than the subject or object of the verb of their event."""

from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.models.traversal import participants_of
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext, memoized, well_formed_events
from newscorpus.rules.events.clause_parts import Part, parts_of
from newscorpus.rules.events.voices import named_in_evidence, roles_swapped_in
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.deeds import acts, is_harmed, role_of_noun, role_of_subject
from newscorpus.text.frames import Frame, frames
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import inside
from newscorpus.text.words import words_in

ACTING: Final = words_in("agent winner visitor suspect speaker")
ACTED_ON: Final = words_in("recipient victim target loser audience")
_INSTEAD: Final = {
    "host": words_in("participant visitor audience mediator"),
    "mediator": words_in("participant visitor audience agent host organizer speaker"),
    "audience": words_in("speaker host participant organizer mediator visitor"),
    "speaker": words_in("audience"),
    "participant": words_in("mediator organizer speaker audience"),
    "organizer": words_in("visitor audience"),
    "winner": words_in("loser"),
    "loser": words_in("winner"),
    "visitor": words_in("host"),
    "discoverer": words_in("victim target suspect agent"),
    "responder": words_in("agent target suspect"),
    "asker": words_in("agent victim target participant"),
}
"""For each role that a verb gives, the roles that contradict it."""
_KINDS: Final = {
    "host": ("meeting",),
    "mediator": ("meeting", "event"),
    "audience": ("meeting",),
    "speaker": ("meeting",),
    "participant": ("meeting",),
    "visitor": ("meeting",),
    "organizer": ("meeting",),
    "discoverer": ("incident",),
    "responder": ("incident",),
    "asker": ("incident", "meeting"),
}
_SAYS: Final = {"agent": "acts in", "victim": "is acted on in", "asker": "only asks for"}
Framed = tuple[Frame, str]


@rule("NC539", "role-unlike-verb", HINT, "a participant has another role than its verb gives it", needs_text=True)
def role_unlike_verb(context: ArticleContext) -> Iterator[Finding]:
    """
    Who `was arrested` is no agent of the arrest, and who `arrested` others no victim; who `hosted` talks is their host,
    who `mediated` them the mediator, and who `won` no loser. Judged where the name is the subject of the verb, its
    object, or behind `by`, and no other sentence of the evidence says that the role is right. If both sides are the
    subject (`Peru and Ecuador signed`), none is the recipient. English.

    Example:
          {ACTORS}

          events:
            arrest:
              kind: incident
              type: detention
        -     participants: {agent: anna} # <NC539>
        +     participants: {victim: anna}
              evidence:
                - Anna Berg was arrested
          text: Anna Berg was arrested. Carl Dahl met Anna Berg.
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    for key, event in well_formed_events(context) if grammar and grammar.actor else ():
        if grammar is None or not event.participants or context.is_broken("events", key):
            continue
        framed = framed_in_evidence(context, event, grammar)
        for path, one in participants_of(key, event):
            role, own = str(path[3]), [frame for frame, name in framed if name == one.actor]
            if role not in DEFAULT.get("roles", event.kind) or not own:
                continue
            found = _contradiction(event, role, own, grammar)
            if found and key not in roles_swapped_in(context):  # asked last: it is seldom needed
                frame, meant = found
                says = _SAYS.get(meant, f"is the {meant} of")
                message = f"{backticked(one.actor)} is the {role} of {backticked(key)}"
                message += f", but by the words about {backticked(frame.verb)} it {says} it"
                hint = f"correct the role, or quote the words that show that {backticked(one.actor)} is the {role}"
                yield Finding((*path, "actor"), message, in_text=((frame.name, "here"),), help=hint)
        yield from _of_both(context, key, event, grammar)


def _of_both(context: ArticleContext, key: str, event: Event, grammar: Grammar) -> Iterator[Finding]:
    """Report a side that is acted on, where the subject of the verb are both sides: `Peru and Ecuador signed`."""
    agents, others = set(event.in_role("agent")), event.in_role("recipient") or event.in_role("target")
    if len(agents) != 1 or len(others) != 1 or key in roles_swapped_in(context):
        return
    role = "recipient" if event.in_role("recipient") else "target"
    for part in parts_of(context, event, grammar):
        both = part.clause.is_listed and {*agents, others[0]} <= part.heads
        if part.part == "subject" and (both or part.phrase.is_pair):
            message = f"{backticked(others[0])} is the {role} of {backticked(key)}"
            message += f", but both sides are the subject of {backticked(part.clause.word)}"
            hint = "write `participant` for both, or quote the words that show who acts"
            path = ("events", key, "participants", role, 0, "actor")
            yield Finding(path, message, in_text=((part.place, "here"),), help=hint)
            return


@memoized
def _known(_context: ArticleContext) -> Iterator[dict[str, Sequence[Framed]]]:
    """Yield an empty table, for the frames of each event that a rule asks for."""
    yield {}


def framed_in_evidence(context: ArticleContext, event: Event, grammar: Grammar) -> Sequence[Framed]:
    """Return the frames of the names in the evidence, with the actors; found once for several rules."""
    text, (known,) = context.text, _known(context)
    assert text is not None
    if event.id not in known:
        named, found = named_in_evidence(context, event), list[Framed]()
        for span in spans(event.evidence):
            within = [(place, key) for place, key in named if span[0] <= place[0] and place[1] <= span[1]]
            keys = dict(within)
            framed = frames(text.raw, span, [place for place, _ in within], grammar)
            found += ((one, keys[one.name]) for one in framed)
        found += (pair for part in parts_of(context, event, grammar) for pair in _framed_by(part, event))
        known[event.id] = found
    return known[event.id]


_FRAMED: Final = {"indirect": "object"} | {part: part for part in ("subject", "undergoer", "actor", "object", "owner")}


def _framed_by(part: Part, event: Event) -> Iterator[Framed]:
    """The frames of the actors of a phrase in the clause of an event."""
    clause, named = part.clause, part.place
    if part.part in _FRAMED and (clause.is_verb or part.part in ("actor", "owner")):
        for key in sorted(part.heads):
            has_object = not {"object", "indirect"}.isdisjoint(clause.parts)
            yield (
                Frame(
                    clause.word,
                    clause.place,
                    named,
                    _FRAMED[part.part],
                    object_follows=has_object,
                    negated=clause.negated,
                    is_main=clause.is_verb and bool(event.triggers),
                    is_only=clause.is_verb and bool(event.triggers),
                ),
                key,
            )


def _contradiction(event: Event, role: str, own: Sequence[Frame], grammar: Grammar) -> tuple[Frame, str] | None:
    """A frame that contradicts the role of an actor, and the role that it gives; None if another one agrees."""
    wrong: tuple[Frame, str] | None = None
    for frame in own:
        meant = role_of_subject(frame, grammar.language)
        if meant and event.kind in _KINDS.get(meant, ("event",)) and (meant != "visitor" or event.type == "visit"):
            if meant == role:
                return None
            if role in _INSTEAD[meant]:
                wrong = wrong or (frame, meant)
        meant = side_of(event, frame, grammar)
        if meant:
            if (meant in ACTING) == (role in ACTING):
                return None
            if role in ACTING | ACTED_ON | {"host"}:
                wrong = wrong or (frame, meant)
    return wrong


def side_of(event: Event, frame: Frame, grammar: Grammar) -> str | None:
    """Return a role of the side on which a name is by its verb or noun: it acts, or is acted on; None if unknown."""
    noun = role_of_noun(frame, event.type, grammar.language)
    if noun:
        return noun
    does = acts(frame, event.type, grammar.language)
    if does is None and frame.part == grammar.actor and inside(frame.place, spans(event.triggers)):
        does = True
    if does is None and event.type in _HARMFUL and is_harmed(frame, grammar.language):
        does = False
    if does is None:
        does = _acts_first(event, frame, grammar)
    return None if does is None else "agent" if does else "victim"


_HARMFUL: Final = words_in("accident disaster crime cyberattack incursion")
"""Types of incidents of which those who are hurt are no agents; an attacker may die."""


_OTHER: Final = words_in("appointment award election contest change other death departure transaction launch dispute")
"""Types of events of which the subject of a verb with an object may have any role."""
_STATIVE: Final = words_in(
    "based located known born elected involved concerned expected said believed planned meant set due put counted"
    " engaged opposed quoted committed interested"
)
"""Verbs, most of them in the passive voice, that say nothing of who acts."""


def _acts_first(event: Event, frame: Frame, grammar: Grammar) -> bool | None:
    """Whether the subject of the first verb of evidence acts, as its verb has an object, or is passive."""
    if event.type in _OTHER or event.kind == "meeting" or frame.infinitive or frame.negated:
        return None
    if event.triggers and not inside(frame.place, spans(event.triggers)):
        return None
    if not frame.is_main or frame.verb in grammar.undergoing | grammar.receiving | _STATIVE:
        return None
    if frame.part == "object":
        return False if event.triggers and frame.verb not in grammar.speech else None
    if frame.part == "undergoer":
        return False if frame.is_only and frame.verb not in grammar.speech else None
    is_deed = frame.object_follows and frame.verb not in grammar.speech
    is_alone = event.kind == "event" and not any(role in ACTING for role in event.participants)
    return True if frame.part == "subject" and (is_deed or is_alone) else None
