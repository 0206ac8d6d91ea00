"""NC546: relations that do not fit the types of the two events, or what is known of one of them."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext, well_formed_events, well_formed_targets
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.spans import inside
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import words_in

_ABOUT_NOTHING: Final = words_in(
    "attack clash encounter incursion espionage cyberattack crime unrest detention accident disaster death aid"
    " mobilization appointment departure election contest award transaction launch visit"
)
"""Types of events that are not about another: they say nothing."""
_SAID_OF: Final = words_in(
    "accusation support refusal request threat investigation discovery briefing hearing call talks"
)
"""Types of events that speak of another, or look into it, and are no part of it."""
_HAPPENED: Final = words_in("attack accident disaster death incursion")
_NOT_BROUGHT_ABOUT: Final = words_in("disaster accident cyberattack espionage encounter")
"""Types of events that others do not bring about by a reaction to them."""
_REACTIONS: Final = words_in(
    "aid briefing investigation accusation request detention hearing support discovery refusal concession sanction call"
    " talks visit protest"
)
_SIZES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("dispute", "cooperation", "other"), 5),
    **dict.fromkeys(("visit", "conference", "election", "contest", "hearing", "protest", "unrest"), 4),
    **dict.fromkeys(("talks", "clash", "attack", "disaster", "accident", "gathering", "crime", "detention"), 3),
}
"""How much a type of event may consist of; others, of which each is one act, are smaller."""
_SMALL: Final = 2
_ACTS: Final = words_in(
    "agreement decision request refusal accusation support threat sanction concession appointment departure award"
    " discovery"
)
"""Types of events that are one act, and so have no meeting or incident as a part."""
_OF_STATES: Final = words_in(
    "aid decision appointment departure briefing visit talks agreement sanction launch award election contest hearing"
    " call conference investigation support mobilization gathering"
)
"""Types of events that are no part of an assault or an accident, but follow it."""
_SUDDEN: Final = words_in("attack clash accident disaster death incursion")
_HARMFUL: Final = words_in("attack accident disaster death clash unrest refusal accusation threat dispute")
"""Types of events that seldom make another one possible."""
_OF_CHANCE: Final = words_in("crime unrest discovery attack cyberattack espionage investigation launch other")
"""Types of events that an attack or the like can make possible."""
_UNDISTURBED: Final = words_in("refusal request support threat briefing disaster accident dispute")
"""Types of events that nothing needs to make possible."""
_HELP: Final = words_in("aid briefing investigation discovery call")
"""Types of events that cause no violence."""
_VIOLENT: Final = words_in("attack clash crime death incursion")
_ASSAULTS: Final = words_in("attack clash incursion cyberattack")
"""Types of events in which people are taken hostage or arrested."""
_TAKEN: Final = re.compile(r"\b(?:hostages?|kidnap\w*|abduct\w*|captives?)\b", re.IGNORECASE)
_ANY_SIZE: Final = words_in("other cooperation")
_OFF: Final = words_in("cancelled postponed negated refused")
_CALLED_OFF: Final = words_in("cancelled postponed negated failed")
_REAL: Final = words_in("occurred ongoing")
_OPEN: Final = words_in("planned possible")
_FROM: Final = words_in("caused_by enabled_by prevented_by")


@rule("NC546", "relation-unlike-types", HINT, "a relation does not fit the types or statuses of its events")
def relation_unlike_types(context: ArticleContext) -> Iterator[Finding]:
    """
    A briefing may be `about` an attack, not an attack about a briefing; arrests are part of a protest, not the protest
    of the arrests; help does not cause the flood after which it comes. Two events that are one (`same_as`) have one
    type. What did not take place causes, enables and prevents nothing; nothing that occurred comes after what is only
    planned, and no whole after its part. The cause of an event is the one that its sentence names behind `after` or
    `because of`.

    Example:
          {ACTORS}

          events:
            flood:
              kind: incident
              type: disaster
              evidence:
                - After the flood
        -     relations: {caused_by: help} # <NC546>
            help:
              kind: event
              type: aid
              participants: {agent: anna, recipient: carl}
              evidence:
                - Anna Berg helped Carl Dahl
        +     relations: {caused_by: flood}
          text: After the flood, Anna Berg helped Carl Dahl.
    """
    for key, event in well_formed_events(context):
        for how in event.relations:
            for i, other, target in well_formed_targets(context, key, how):
                found = _unlike(how, event, target) if other != key and _are_known(event, target) else None
                found = found or (_by_words(context, event, target) if how in _FROM and other != key else None)
                if found:
                    path: Path = ("events", key, "relations", how, i)
                    message = f"{event.type} {backticked(key)} is `{how}: {other}`, {found}"
                    related = ((("events", other), f"the {target.type}"),)
                    hint = "turn the relation around, write another one, or correct a type"
                    yield Finding(path, message, related=related, help=hint)


def _by_words(context: ArticleContext, event: Event, cause: Event) -> str | None:
    """That the sentence of an event names another one as its cause, and neither this one nor who takes part in it."""
    text, others = context.text, context.article.events
    if text is None or primary_subtag(context.article.language) != "en" or cause.id in event.relations.get("about", ()):
        return None
    here = [sentence(text.raw, span) for span in spans(event.evidence)]
    of_cause = [sentence(text.raw, span) for span in spans(cause.evidence)]
    names = names_of(context)
    if not here or any(a < end and start < b for a, b in here for start, end in of_cause):
        return None
    if any(not names.keys(span).isdisjoint({*cause.parties} - {*event.parties}) for span in here):
        return None
    for one in others.values():
        if one.id in (event.id, cause.id) or one.id in event.relations.get("part_of", ()) or _are_related(one, cause):
            continue
        for trigger in spans(one.triggers):
            around = next((span for span in here if inside(trigger, [span])), None)
            found = _BECAUSE.search(text.raw, around[0], trigger[0]) if around else None
            if found and any(a < found.start() for a, _ in spans(event.triggers)):
                return f"but its sentence names `{one.id}` behind `{found[1]}`"
    return None


_BECAUSE: Final = re.compile(
    r"\b(after|because(?: of)?|following|in response to|due to|as a result of|in protest (?:at|against|over)"
    r"|prompted by|triggered by|caused by|in the wake of|owing to)\b[^.;]*\Z"
)


def _are_related(one: Event, other: Event) -> bool:
    """Whether one of two events is related to the other."""
    return any(other.id in some for some in one.relations.values()) or any(
        one.id in some for some in other.relations.values()
    )


def _has_subject(event: Event) -> bool:
    """Whether an event may be about another: a vote (`voted on a strike`), or what is published."""
    said = [*(one.exact for one in event.evidence), event.title or ""]
    subject = {"election": _VOTE_ON, "launch": _PUBLISHED}.get(event.type)
    return subject is not None and any(subject.search(words) for words in said)


_VOTE_ON: Final = re.compile(
    r"\b(?:vote[sd]?|voting|ballots?|balloted|referendums?|polls?)"
    r" (?:[\w-]+ ){0,3}?(?:on|over|about|whether|for|against)\b"
)


_PUBLISHED: Final = re.compile(r"\b(?:publish\w*|premier\w*|aired|broadcast|screened|posted|printed|leaked)\b")


def _are_known(*events: Event) -> bool:
    return all(event.type in DEFAULT.get("types", event.kind) and event.status != "generic" for event in events)


def _unlike(how: str, event: Event, other: Event) -> str | None:
    """What does not fit a relation; None if it may be right."""
    if how == "about" and event.type in _ABOUT_NOTHING and not _has_subject(event):
        return "but such an event is about nothing: rather `after`, `part_of` or `caused_by`"
    if how == "same_as" and (event.kind, event.type) != (other.kind, other.type):
        return f"which is of another type, {other.type}"
    if how == "part_of":
        said = " ".join([other.title or "", *(one.exact for one in other.evidence)])
        if event.type in _ASSAULTS and other.type == "detention" and _TAKEN.search(said):
            return "a detention, which may rather be part of it"
        if event.type not in _ANY_SIZE and _SIZES.get(other.type, _SMALL) < _SIZES.get(event.type, _SMALL):
            return f"a {other.type}, which seldom has such a part"
        if event.type in _SAID_OF and other.type in _HAPPENED:
            return f"a {other.type}: rather `about`"
        if event.type in _OF_STATES and other.type in _SUDDEN:
            return f"a {other.type}: rather `after` or `caused_by`"
        if event.kind in ("meeting", "incident") and other.type in _ACTS:
            return f"a {other.type}, which is one act"
    if how == "enabled_by":
        if other.type in _HARMFUL and event.type not in _OF_CHANCE:
            return f"a {other.type}: rather `caused_by` or `after`"
        if event.type in _UNDISTURBED:
            return "but such an event needs nothing that makes it possible: rather `about`, `after` or `caused_by`"
        if event.status in _CALLED_OFF and "prevented_by" not in event.relations:
            return f"but it did not take place: it is {event.status}"
    if how == "caused_by" and event.type in _VIOLENT and other.type in _HELP:
        return f"a {other.type}, which causes no violence"
    if how == "prevented_by" and event.status == "planned":
        return "but it is still planned: rather `about` or `after`"
    if how == "caused_by" and event.type in _NOT_BROUGHT_ABOUT and other.type in _REACTIONS:
        return f"a {other.type}, which follows such an event rather than cause it"
    if how in _FROM and other.status in _OFF:
        return f"which did not take place: it is {other.status}"
    if how in ("after", "enabled_by") and event.status in _REAL and other.status in _OPEN:
        return f"which has not taken place: it is {other.status}"
    if how in (*_FROM, "after") and event.id in other.relations.get("part_of", ()):
        return "which is a part of it"
    return None
