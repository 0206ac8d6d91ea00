"""The claims of one article, as a mapping finds them in its source."""

from typing import Any

from newscorpus.interchange.engine.fields import as_text, attribute, filled, meets
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped_events import Events
from newscorpus.interchange.engine.mapped_values import Given, Values
from newscorpus.interchange.engine.paths import Found, select, shape
from newscorpus.interchange.engine.quotes import SpanQuotes
from newscorpus.models.mapping import Case, ClaimMap

Plain = dict[str, Any]
_TIME = Case(as_="when", read=True)


def claims_of(
    heads: tuple[ClaimMap, ...], data: Any, events: Events, quotes: SpanQuotes, values: Values, losses: Losses
) -> list[Plain]:
    """Return the claims of an object.

    Args:
        heads: The parts of the mapping.
        data: The object.
        events: What was made of its entities and events.
        quotes: Makes its quotes.
        values: Reads its times.
        losses: Where to count what is not imported.
    """
    claims = list[Plain]()
    for head in heads:
        for claim in select(data, head.each):
            where = f"{quotes.source}: {claim.place}"
            if not meets(head.if_, claim.value):
                losses.ignored[f"{shape(claim.place)} that no `if` takes"] += 1
                continue
            said = quotes.below(claim.value, head.quote, claim.place)
            if said:
                claims.append(_claim(head, claim, said, events, quotes, values, losses))
            elif claim.place not in quotes.torn:
                losses.add(f"{shape(claim.place)}: claim without words", where)
    return claims


def _claim(
    head: ClaimMap, claim: Found, said: list[Plain], events: Events, quotes: SpanQuotes, values: Values, losses: Losses
) -> Plain:
    where = f"{quotes.source}: {claim.place}"
    data: Plain = {"quote": said, "by": [], "when": None, "status": None}
    for speaker in select(claim.value, head.by, claim.place) if head.by else ():
        for id_ in events.speakers(speaker):
            data["by"] += [id_] if id_ not in data["by"] else []
    cues = quotes.below(claim.value, head.cue, claim.place) if head.cue else []
    for cue in cues[1:]:
        losses.add("second cue of a claim", f"{where}: {cue['exact']}")
    for time in select(claim.value, head.when, claim.place) if head.when else ():
        if words := as_text(time.value):
            given = Given(quote={"exact": words}, value=None, kind=None, ids={}, place=time.place)
            values.add(data, _TIME, None, given)
    values.count_unread([data])
    own = {name: attribute(path, claim.value, {}) for name, path in head.attributes.items()}
    del data["status"]
    attributes = {name: value for name, value in own.items() if value is not None}
    return filled({**data, "cue": cues[0] if cues else None, "attributes": attributes})
