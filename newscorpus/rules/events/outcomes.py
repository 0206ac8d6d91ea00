"""NC525: statuses that contradict what the evidence says was done to the event."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.events.statuses import CALLED_OFF
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.attitudes import is_negative
from newscorpus.text.fates import Fate, fates
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.index import Text
from newscorpus.text.spans import inside

_EXPECTED: Final = frozenset({"planned", "possible", "ongoing", "cancelled", "postponed"})
"""Statuses that are judged, beside `occurred` of what takes place on a day."""


@rule(
    "NC525",
    "status-contradicts-words",
    WARNING,
    "the evidence says that an event was cancelled or postponed",
    needs_text=True,
    languages=("de", "en", "es"),
)
def status_against_words(context: ArticleContext) -> Iterator[Finding]:
    """
    What `was called off` is `cancelled`, what `has been postponed` is `postponed`; where the article says both, it is
    `cancelled`. The time is the one that was planned. What takes place instead is another event, which `replaces` it.

    Example:
          {TALKS}
        -     status: planned # <NC525>
        +     status: cancelled
              evidence:
                - The talks of Anna Berg and Carl Dahl were called off
          text: The talks of Anna Berg and Carl Dahl were called off.
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    said = text.raw.lower()
    if grammar is None or not any(phrase[-1] in said for phrase in (*grammar.cancelling, *grammar.postponing)):
        return  # the usual case
    turned = {
        other
        for one in context.article.events.values()
        if one.status in CALLED_OFF
        for other in one.relations.get("replaces", ())
    }  # that is NC508
    for key, event in well_formed_events(context):
        held = event.kind == "meeting" or event.type == "contest"
        judged = event.status in _EXPECTED or (event.status == "occurred" and (held or event.triggers))
        is_new = event.relations.get("replaces") or key in turned
        if not judged or is_new or context.is_broken("events", key):
            continue
        found = fate_of(text, event, grammar)
        if found is not None and not held and event.status == "occurred" and not _is_object(text, event, found):
            continue
        if found is not None and found.status != event.status:
            status = "counts as occurred" if event.status == "occurred" else f"is {event.status}"
            message = f"event {backticked(key)} {status}, but its evidence says {backticked(found.words)}"
            hint = f"write `status: {_status_of(event, found)}`, or quote the words that show that it {status}"
            yield Finding(("events", key, "status"), message, help=hint)


def _status_of(event: Event, fate: Fate) -> str:
    """What is written for a fate: an incident is not cancelled, it did not happen."""
    allowed = fate.status in DEFAULT.get("statuses", event.kind)
    return fate.status if allowed else "negated" if fate.status == "cancelled" else "planned"


def fate_of(text: Text, event: Event, grammar: Grammar) -> Fate | None:
    """Return what the evidence says was done to the event; None if it says nothing, or the given status too."""
    found = list[Fate]()
    triggers = spans(event.triggers)
    for span in spans(event.evidence):
        own = [trigger for trigger in triggers if inside(trigger, [span])]
        for fate in fates(text.raw, span, grammar):
            at = text.raw.lower().find(fate.words, *span)
            is_meant = not own or any((begin <= at) == fate.passive or begin <= at < end for begin, end in own)
            if is_meant and (fate.passive or not fate.goes_on):
                found.append(fate)
    statuses = {fate.status for fate in found}
    if not found or event.status in statuses:
        return None
    settled = next((fate for fate in found if fate.status == "cancelled"), found[0])
    is_real = event.status in ("occurred", "ongoing")
    doubted = (
        ((not settled.passive or settled.goes_on) and not _is_object(text, event, settled))
        if is_real
        else event.status == "cancelled" and _is_off(text, event, grammar)
    )
    return None if doubted else settled


def _is_object(text: Text, event: Event, fate: Fate) -> bool:
    """Whether all words that name an event are right behind the verb: `cancelled the sale`."""
    verb = rf"\b{re.escape(fate.words)} (?:(?:an?|the|its|his|her|their|this|that|all|planned|\w+ed) (?:[\w-]+ )?)?\Z"
    starts = [start for start, _ in spans(event.triggers)]
    return bool(starts) and all(re.search(verb, text.raw[max(0, at - _NEAR) : at].lower()) for at in starts)


_NEAR: Final = 60


def _is_off(text: Text, event: Event, grammar: Grammar) -> bool:
    """Whether words of the evidence, wherever they are, say that the event was cancelled."""
    said = " ".join(text.raw[slice(*span)].lower() for span in spans(event.evidence))
    return any(" ".join(phrase) in said for phrase in grammar.cancelling) or is_negative(said.split(), grammar)
