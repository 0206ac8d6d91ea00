"""Whether what counts as occurred is what somebody alleges, wants or asks about, for NC536."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.models import Claim, Event
from newscorpus.rules.context import ArticleContext
from newscorpus.text.attitudes import ASKING, denies_doer
from newscorpus.text.clauses import sentence
from newscorpus.text.grammar import Grammar
from newscorpus.text.spans import Span, inside, touch

_REACH: Final = 160
"""Code points before and behind the words for an event that are read."""
_NO: Final = frozenset({"denies", "unlikely"})
_OPEN_STANCES: Final = frozenset({"likely", "possible", "unlikely", "uncommitted", "denies"})


def core_of(event: Event) -> Sequence[Span]:
    """Return the evidence with the words that name the event; all of it, if no triggers say which."""
    evidence, triggers = spans(event.evidence), spans(event.triggers)
    return [span for span in evidence if any(inside(trigger, [span]) for trigger in triggers)] or evidence


def is_contested(context: ArticleContext, event: Event) -> bool:
    """Return whether all that names what counts as occurred is what claims quote, and they disagree, or leave it open.

    An agent of an incident who denies it is reported by NC537.
    """
    about = [claim for claim in context.article.claims if event.id in claim.about]
    if event.kind == "incident" and not event.in_role("suspect"):
        about = [claim for claim in about if claim.stance != "denies" or not denies_doer(claim.quote[0].exact)]
    stances = {claim.stance for claim in about}
    if event.status != "occurred" or not about:
        return False
    if event.kind == "incident" and any(denies(context, event, agent) for agent in event.in_role("agent")):
        return False
    asserted = [claim for claim in about if claim.stance == "asserts"]
    if event.in_role("suspect"):  # who may only deny that they did it
        says_no = not stances.isdisjoint(("denies", "uncommitted"))
        is_quoted = all(inside(span, _quotes(about)) for span in core_of(event)) or _is_quoted(event, asserted)
        return says_no and bool(asserted) and is_quoted
    if "denies" in stances and asserted:
        return all(touch([span], _quotes(about)) for span in core_of(event))
    if stances <= _NO and not any(
        event.id in other.relations.get("about", ()) for other in context.article.events.values()
    ):
        return all(touch([span], _quotes(about)) for span in core_of(event))
    return stances <= _OPEN_STANCES and all(inside(span, _quotes(about)) for span in core_of(event))


def _is_quoted(event: Event, claims: Sequence[Claim]) -> bool:
    """Whether all that names an event with a suspect is in part what claims of one source quote."""
    triggers = spans(event.triggers)
    is_said = bool(triggers) and all(touch([span], _quotes(claims)) for span in [*triggers, *spans(event.evidence)])
    return is_said and len({frozenset(claim.by) for claim in claims}) == 1


def _quotes(claims: Sequence[Claim]) -> list[Span]:
    return [span for claim in claims for span in spans(claim.quote)]


def denies(context: ArticleContext, event: Event, actor: str) -> bool:
    """Return whether an actor, or a person with a role in it, denies an event."""
    denying = {
        one
        for claim in context.article.claims
        if claim.stance == "denies" and event.id in claim.about
        for one in claim.by
    }
    holders = (context.article.actors[one] for one in denying if one in context.article.actors)
    return actor in denying or any(role.org == actor for one in holders for role in one.roles)


def only_reported(raw: str, event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """Return the status of what somebody alleges or wants wherever the article names it, and the words that say so."""
    if grammar.language != "en" or event.type in _SAID:
        return None
    alleged = _everywhere(raw, event, _alleged)
    if alleged:
        return "alleged", alleged
    wanted = _everywhere(raw, event, _wanted)
    return ("possible", wanted) if wanted else None


_SAID: Final = frozenset({"request", "accusation", "threat", "refusal", "support", "dispute"})
"""Types of events that consist in saying, demanding or offering something."""


def _everywhere(raw: str, event: Event, find: Callable[[str, str], str | None]) -> str | None:
    """What a function finds around each trigger, or around all evidence; None if it finds nothing at one of them."""
    found: str | None = None
    for start, end in spans(event.triggers or event.evidence):
        first, last = sentence(raw, (start, end))
        words = find(raw[max(first, start - _REACH) : start], raw[end : min(last, end + _REACH)])
        if words is None:
            return None
        found = found or words
    return found


def _alleged(before: str, _: str) -> str | None:
    found = _ALLEGED.search(before)
    return found[1] if found else None


_ALLEGED: Final = re.compile(
    r"\b(allegedly|reportedly|supposedly|purportedly|claim(?:s|ed|ing) that|alleg(?:es|ed|ing) that|alleged"
    r"|(?:is|are|was|were|been) (?:accused|suspected) of|accus(?:es|ed|ing) [^.;,]{2,60}? of"
    r"|suspect(?:s|ed) [^.;,]{2,40}? of"
    r"|rumou?red to)\b(?![^.;]{0,80}[;:]|[^.;]*\b(?:after|when|because|since|during|before|over)\b)[^.;]{0,80}\Z"
)
"""Words of what somebody alleges, if the words for it follow in the same clause."""


def _wanted(before: str, behind: str) -> str | None:
    found = _WANTED.search(before) or ASKING.search(before)
    if found:
        return found[1]
    doubted = _DOUBTED.match(behind)
    return doubted[1] if doubted else None


_PHRASE: Final = (
    r"(?: (?:an?|the|its|his|her|their|more|new|any|another))?(?: (?!(?:of|in|on|at|that|to|from|for|by|after|with|and"
    r"|who|over|about|against|as)\b)[\w’-]+){0,3}"
)
"""What is between a verb and the noun that is its object."""
_WANTED: Final = re.compile(
    rf"\b((?:demand|want|seek|request|propos|advocat|threaten)(?:s|ed|es|d|ing)?|sought"
    rf"|(?:call|appeal|push|press|plead|hop|appl|campaign|wait|ask)(?:s|ed|ing|es|ied|ies)? for"
    rf"|ask(?:s|ed|ing)? (?:the |both )?[\w’]+ for){_PHRASE} \Z"
)
"""A verb of what somebody wants, with the noun as its object."""
_DOUBTED: Final = re.compile(
    r"(?: (?:this|next|in|by|before|on) [\w ]{2,30}?)? (?:is|are|remains?|seems?|looks?)"
    r" ((?:(?:very|highly|most|still|now|also) )?(?:unlikely|likely|possible|impossible|uncertain|imminent|unthinkable)"
    r"|(?:still )?(?:out of the question|in doubt))\b"
)
