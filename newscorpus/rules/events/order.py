"""Which of two events comes first by their words: `after`, `hours later`, `had left`. English."""

import re
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.events.mentioned import mentioned_in
from newscorpus.text.clauses import sentence
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten, words_in

_FOLLOWS: Final = re.compile(
    r"\b(after(?! which)|following|in response to|because of|because|due to|as a result of|in the wake of"
    r"|in retaliation for|in reaction to|in revenge for|in protest (?:at|against|over)|as punishment for|owing to"
    r"|thanks to|stemming from|resulting from|(?:caused|sparked|triggered|prompted|provoked|set off|followed"
    r" up)(?: \w+ly)? by|that followed|which followed|who survived)\b",
    re.IGNORECASE,
)
"""Words of which the earlier event is behind."""
_PRECEDES: Final = re.compile(
    r"\b(before|ahead of|prior to|leading to|led to|prompting|prompted|sparking|sparked|triggering|triggered|causing"
    r"|caused|forcing|forced|provoking|provoked|set off|resulting in|resulted in|brought about|followed by"
    r"|so that|until|hours later|days later|weeks later|months later|after which|and then|which led to)\b(?! by\b)",
    re.IGNORECASE,
)
"""Words of which the later event is behind."""
_MARK: Final = re.compile(r"[.;:!?“”\"]|\b(?:said|says|told|(?<!so )that(?! followed))\b")
"""What ends the reach of such words."""


def earlier_by_words(context: ArticleContext, event: Event, other: Event) -> str | None:
    """Return the words that say that an event comes before another one; None if nothing says it."""
    raw = context.text.raw if context.text else ""
    for one in _places(context, event, other):
        here = sentence(raw, one)
        for two in _places(context, other, event):
            if here[0] <= two[0] < one[0] and _since_when(raw, two[0], one):
                return "since … when"
            if not (here[0] <= two[0] and two[1] <= here[1]) or (one[0] < two[1] and two[0] < one[1]):
                continue
            first, second = sorted((one, two))
            leads = event if first == one else other
            found = _between(raw, first, second) or _before_both(raw, here[0], first, second)
            found = found or (_over(raw, first, second) if leads.type in _AGAINST else None)
            if found is not None:
                return flatten(found[1].lower()) if (found[0] == 1) == (first == one) else None
    return _later(context, event, other) or _pluperfect(context, event, other)


def _since_when(raw: str, start: int, one: Span) -> bool:
    """Whether what is before an event in its sentence goes on since then: `at odds since June, when a court ruled`."""
    found = _SINCE_WHEN.search(raw, start, min(one[1], one[0] + _NEAR))
    return found is not None and one[0] - found.end() <= _FAR and "," not in raw[found.end() : one[0]]


_SINCE_WHEN: Final = re.compile(r"\b(?:have|has|had|is|are|was|were) [^.;:“”]{0,80}?\bsince [^.;:,“”]{2,30}, when\b")


def _places(context: ArticleContext, event: Event, other: Event) -> list[Span]:
    """The words for an event: its own, and nouns that name it again in the sentences of another one."""
    raw = context.text.raw if context.text else ""
    there = [sentence(raw, span) for span in spans(other.evidence)]
    again = (span for here in there for span, key in mentioned_in(context, here) if key == event.id)
    return [*_anchors(event), *again]


def _between(raw: str, first: Span, second: Span) -> tuple[int, str] | None:
    """Which of two events comes first by the words between them, 1 or 2, and the words."""
    between = raw[first[1] : second[0]]
    if _MARK.search(between):
        return None
    after, before = [*_FOLLOWS.finditer(between)], [*_PRECEDES.finditer(between)]
    if len(after) + len(before) != 1:
        return None
    found = (after or before)[0]
    if len(between) - found.end() > _NEAR or found.start() > _FAR:
        return None
    return (2, found[1]) if after else (1, found[1])


def _over(raw: str, first: Span, second: Span) -> tuple[int, str] | None:
    """That a protest or the like is over something earlier."""
    found = _OVER.search(raw, first[0], second[0])
    return (2, found[1]) if found and second[0] - first[1] < _FAR else None


_AGAINST: Final = words_in("protest departure dispute accusation sanction unrest refusal")
_OVER: Final = re.compile(r"\b(over|against)(?: (?:the|its|his|her|their|an?))?(?: [\w’'-]+){0,2} \Z")


def _before_both(raw: str, start: int, first: Span, second: Span) -> tuple[int, str] | None:
    """Which of two events comes first by the words with which their sentence begins: `After the raid, Anna Berg …`."""
    begins = _BEGINS.match(raw, start, first[0])
    between = raw[first[1] : second[0]]
    if begins is None or between.count(",") != 1 or _MARK.search(between) or _JOINED.search(between):
        return None
    return (1 if _FOLLOWS.search(begins[1]) or begins[1] == "Having" else 2), begins[1]


_BEGINS: Final = re.compile(
    r"\s*[“\"]?((?:(?:[A-Z][\w-]+ )?(?:[Hh]ours?|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?|Shortly|Soon)"
    r" (?:after|before)|Having|After|Following|In response to|Because of"
    r"|In the wake of|As a result of|Before|Ahead of|Prior to)\b)[^,;:.“”]{0,60}\Z"
)
_JOINED: Final = re.compile(r"\b(?:after|before|following|because|until|when|while)\b")


_NEAR: Final = 60
"""Code points between such a word and the event behind it."""
_FAR: Final = 80
"""Code points between an event and such a word behind it."""


def _anchors(event: Event) -> list[Span]:
    """The words that stand for an event: its triggers, or its evidence."""
    return spans(event.triggers) or spans(event.evidence)


def _later(context: ArticleContext, event: Event, other: Event) -> str | None:
    """The words with which the next sentence tells of the other event: `Hours later`, `in return`."""
    raw = context.text.raw if context.text else ""
    for two in _anchors(other)[:1]:
        here = sentence(raw, two)
        found = _LATER.search(raw, *here)
        if found is None or _THEN.search(raw, *here):
            return None
        told = [sentence(raw, one) for one in _anchors(event)]
        is_known = any(_is_paragraph(context, one, here) or one[0] < _LEAD for one in told)
        if is_known and all(one[1] <= here[0] for one in told):
            return flatten(found[1].lower())
    return None


def _is_paragraph(context: ArticleContext, one: Span, other: Span) -> bool:
    assert context.text is not None
    return context.text.paragraph(one[1] - 1) == context.text.paragraph(other[1] - 1)


_LATER: Final = re.compile(
    r"\b((?:(?:an?|two|three|four|five|six|seven|eight|nine|ten|\d+|several|some|a few) )?"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?) later|later that (?:day|night|evening|week)|in return|in response"
    r"|in retaliation|the (?:next|following) (?:day|morning|night|week|month)|soon afterwards|shortly afterwards"
    r"|afterwards|that (?:night|evening)|as a result|in reply)\b",
    re.IGNORECASE,
)
_LEAD: Final = 400
"""Code points of a text that tell of what it is about."""
_THEN: Final = re.compile(r"\b(?:had|earlier|before|previously)\b")
_GAP: Final = 3
"""Code points before a sentence in which the one before it ends."""


def _pluperfect(context: ArticleContext, event: Event, other: Event) -> str | None:
    """The pluperfect of an event, if the sentence before or behind it tells of the other one in the past."""
    raw = context.text.raw if context.text else ""
    own, its = _anchors(event)[:1], _anchors(other)[:1]
    if not own or not its or other.status != "occurred":
        return None
    here, there = sentence(raw, own[0]), sentence(raw, its[0])
    gap = max(here[0], there[0]) - min(here[1], there[1])
    verb = _HAD.search(raw, here[0], own[0][1]) if here != there and gap < _GAP else None
    if verb is None or not _is_paragraph(context, here, there) or _NO_MAIN.search(raw, here[0], verb.start()):
        return None
    is_past = not any(found.search(raw, *there) for found in (_THEN, _PRESENT, _NO_MAIN))
    return flatten(verb[0]) if is_past and own[0][0] - verb.end() <= 1 else None


_HAD: Final = re.compile(
    r"\bhad (?:not |never |already |earlier )?(?:been )?(?!to\b|an?\b|the\b|no\b)\w+(?:ed|en|t|n|d|k|me|ne)\b"
)
_NO_MAIN: Final = re.compile(
    r"\b(?:said|says|told|claim\w*|den(?:y|ied|ies)|added|announced|reported|accus\w+|alleg\w+|found|showed|wrote"
    r"|according|if|when|because|after|that|who|which|whose)\b"
)
"""Words behind which a verb is that of another clause, or reported."""
_PRESENT: Final = re.compile(r"\b(?:has|have|is|are|will|would|may|might|could)\b")
