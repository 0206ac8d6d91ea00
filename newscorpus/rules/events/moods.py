"""What the verbs that name an event say of its status, for NC536: in the past, under way, to come, or possible."""

import re
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.models import Event, edtf
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.events.evidence import denials_of, was_held
from newscorpus.rules.times.bounds import bounds, publication_days
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.grammar import Grammar
from newscorpus.text.moods import UNDONE, Mood, main_verb, mood
from newscorpus.text.spans import Span
from newscorpus.text.words import words_in

_AGAINST: Final = {
    "occurred": ("planned", "possible"),
    "ongoing": ("planned", "possible", "occurred", *UNDONE),
    "planned": ("occurred", "ongoing", "possible", *UNDONE),
    "possible": ("occurred", "ongoing", *UNDONE),
    "negated": ("occurred", "ongoing"),
    "cancelled": ("occurred", "ongoing"),
    "postponed": ("occurred", "ongoing"),
}
"""For each status what verbs say that contradicts it."""
_ACTS: Final = {
    "request": words_in(
        "asked asks demanded demands urged urges called invited offered ordered requested proposed sought"
    ),
    "agreement": words_in("agreed signed pledged promised accepted"),
    "decision": words_in("decided ordered approved voted granted agreed accepted backed"),
    "briefing": words_in("told said announced declared confirmed"),
    "threat": words_in("vowed warned"),
    "support": words_in("backed pledged promised offered confirmed"),
    "election": words_in("voted"),
}
"""Verbs of acts that announce another event, and the types of events that they are themselves."""
_ANNOUNCING: Final = frozenset[str]().union(*_ACTS.values())
_LASTING: Final = words_in(
    "detention mobilization investigation protest dispute disaster sanction aid clash cooperation incursion conference"
    " gathering visit talks hearing unrest other espionage withdrawal change crime cyberattack concession encounter"
)
"""Types of events that may go on although the article tells how they began."""
_STAYING: Final = words_in("stay remain continue last keep")
"""Verbs that say of what goes on that it will."""
_STILL: Final = re.compile(
    r"\b(?:since|still|continu\w+|ongoing|under way|underway|now|until"
    r"|days?|weeks?|months?|years?|again|keep|kept|began"
    r"|repeated\w*|daily|every|is|are|being|remain\w*)\b"
)


def status_of_mood(context: ArticleContext, event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """Return the status that all verbs that name an event give it in place of its own, and the words."""
    against = _AGAINST.get(event.status)
    if against is None or grammar.language != "en" or event.kind not in ("event", "meeting", "incident"):
        return None
    assert context.text is not None
    raw = context.text.raw
    verbs = _verbs(raw, event, grammar)
    found = [mood(raw, verb, grammar) for verb in verbs]
    if event.status == "occurred" and (was_held(raw, event) or denials_of(context.text, event, grammar)):
        return None  # the latter is NC520
    if not found or not all(
        _is_against(context, event, one, verb, grammar) for one, verb in zip(found, verbs, strict=True)
    ):
        return None
    first = found[0]
    if first is None:
        return None
    here = raw[slice(*sentence(raw, verbs[0]))]
    at = here.lower().find(first.words)
    words = here[at : at + len(first.words)] if at >= 0 else first.words
    return (first.status if first.status in DEFAULT.get("statuses", event.kind) else "negated"), words


def _verbs(raw: str, event: Event, grammar: Grammar) -> list[Span]:
    """The triggers; without them the first verbs of the evidence."""
    if event.triggers:
        return [*spans(event.triggers)]
    if event.kind == "event" and event.type in ("threat", "agreement", "request", "decision", "briefing"):
        return []
    return [main_verb(raw, span, grammar) for span in spans(event.evidence)]


def _is_against(context: ArticleContext, event: Event, found: Mood | None, verb: Span, grammar: Grammar) -> bool:
    """Whether what a verb says contradicts the status of an event."""
    assert context.text is not None
    raw = context.text.raw
    if found is None or found.status not in _AGAINST[event.status]:
        return False
    if not event.triggers and event.status == "occurred" and _is_loose(raw, found, verb):
        return False
    head = found.words.split()[-1]
    if event.status == "ongoing" and head in _STAYING:
        return False
    if found.status == "occurred":
        if head in _ANNOUNCING and head not in _ACTS.get(event.type, ()):
            return False
        if event.status == "ongoing":
            said = raw[slice(*sentence(raw, verb))].lower()
            return event.type not in _LASTING and not found.is_perfect and _STILL.search(said) is None
        is_told = bool(event.triggers) or not _is_open(raw, event, grammar)
        return is_told and (event.status == "planned" or not found.is_reported)
    if found.status == "ongoing":
        return not _is_to_come(context, event) and not found.is_reported
    if event.status == "planned" and found.status == "possible":
        return _MEANT.isdisjoint(found.words.split()) and not _is_granted(raw, event, verb)
    return True


_MEANT: Final = words_in("want wants wanted hope hopes hoped hoping ready willing")
"""What is before the infinitive of what somebody means to do."""


def _is_loose(raw: str, found: Mood, verb: Span) -> bool:
    """Whether a verb with a modal verb may say something else, in words that no trigger points at."""
    before = raw[sentence(raw, verb)[0] : verb[0]].lower()
    is_said = not {"“", '"', "‘", "—"}.isdisjoint(before)
    subject = before.split()[-1:]
    others = {"i", "we", "you", "one", "it", "there", "he", "she", "they", "these", "who", "that", "which"}
    return is_said or not subject or subject[0] in others or not _LOOSE.isdisjoint(found.words.lower().split())


_LOOSE: Final = words_in(
    "could would shall can going threatened agreed decided promised pledged vowed offered wanted ordered asked demanded"
    " proposed committed ready called urged told invited hoped intended considered might expected"
)
"""Verbs that also say what somebody was able or used to do, or that are events themselves."""


def _is_granted(raw: str, event: Event, verb: Span) -> bool:
    """Whether somebody may have agreed to what another wants or proposes."""
    said = [raw[slice(*sentence(raw, verb))], *(one.exact for one in event.evidence), event.title or ""]
    return any(GRANTED.search(words) for words in said)


GRANTED: Final = re.compile(
    r"\b(?:agree[ds]?|accept(?:ed|s)|approv\w+|grant(?:ed|s)|will|would|shall|plan(?:s|ned|ning)?|promis\w+|pledg\w+"
    r"|is to|are to|due|schedul\w+|intend\w*|set for|said yes"
    r"|confirm\w+|decided|ordered|expected|announced|preparing|prepares)\b"
)
"""Words of what somebody agreed to, or announced."""


def _is_open(raw: str, event: Event, grammar: Grammar) -> bool:
    """Whether the evidence has a modal verb or an infinitive, which may be what names the event."""
    words = {word for span in spans(event.evidence) for word in tokens(raw, *span)}
    return not (grammar.modals | grammar.prospects - grammar.auxiliaries | {grammar.infinitive, "’ll"}).isdisjoint(
        words
    )


def _is_to_come(context: ArticleContext, event: Event) -> bool:
    """Whether an event has a time that is not over: `is leaving on Monday`."""
    published, time = publication_days(context), bounds(event.when.edtf) if event.when else None
    return time is not None and (published is None or not edtf.before(time, published))
