"""What English texts say of a place other than that something happens there: a seat, an office, a way, an aim.

Imports `words` of this package.
"""

import re
from typing import Final, NamedTuple

from newscorpus.text.words import flatten

_NEAR: Final = 90
"""Code points before the name of a place."""
_HERE: Final = r"(?:the )?(?:(?:[a-z]+(?:ern|al)|port|city|town|capital|village) (?:of )?)?\Z"
_BORN: Final = "(?<!was )(?<!were )(?<!been )born"
"""Not `she was born in Lima`: that is an event, which is there."""
_SEAT: Final = re.compile(
    rf"\b((?:based|headquartered|registered|seated|{_BORN}|raised|educated)(?: (?:in|at|near|outside)|,) {_HERE})"
)
_APPOSED: Final = re.compile(
    r", ((?:an?|the) (?:(?!(?:that|which|who|of|and|where|whose|held|attacked|hit)\b)[\w’-]+ ){1,4}(?:in|from) "
    + _HERE
    + ")"
)
_STAFF: Final = re.compile(
    r"\b((?:embassy|consulate|bureau|subsidiary|correspondent|analyst|professor|lecturer|economist|researcher|expert|diplomat"
    r"|lawyer|spokes(?:man|woman|person)) (?:at [\w ’-]{2,40} )?in " + _HERE + ")"
)
_THERE: Final = re.compile(
    r"\b(?:open\w* an?|(?:front of|outside|near|at|inside|attacked|stormed|hit) the) (?:[\w’-]+ ){0,2}\Z"
)
"""What is before a body at which something happens: `outside the Greek `, `opened an `."""
_OFFICE: Final = re.compile(
    r"\b((?:mayor|governor|bishop|archbishop|imam|rector|sheriff|sultan|emir|mufti|patriarch) of " + _HERE + ")"
)
_WAY: Final = re.compile(
    r"\b((?:(?:return(?:ed|ing|s)?|back|arriv(?:ed|ing|als?)|com(?:e|ing)|came|flights?|fl(?:ew|own|ying)|trips?|way"
    r"|sail(?:ed|ing)|travel\w*|en route|bound|head(?:ed|ing)|journey|trains?|buses|bus|ferry|vessel|ship|convoy)"
    r" (?:to|from|for|back from|back to)) " + _HERE + ")"
)
_ROUTE_FROM: Final = re.compile(r"\b(from " + _HERE + ")")
_TO: Final = re.compile(r" to (?:the )?[A-Z]")
_ROUTE_TO: Final = re.compile(r"\b(from (?:the )?[A-Z][\w’-]+(?: [A-Z][\w’-]+)? to " + _HERE + ")")
_CLOSED: Final = re.compile(r"[,.;:)]|\Z| (?:and|for|said|has|have|had|was|were|is)\b")


class Elsewhere(NamedTuple):
    """What a place is instead of where something happens: a `seat`, on a `way`, or an `aim`; and the words."""

    why: str
    words: str


def elsewhere(raw: str, start: int, end: int, *, incident: bool) -> Elsewhere | None:
    """Return why a place that a text names is not where something happens; None if nothing says so.

    Args:
        raw: The text.
        start: Where the name of the place begins.
        end: Where it ends.
        incident: Whether it is judged of an incident, which may happen at a seat, but not on a way to somewhere else.
    """
    first = max(0, start - _NEAR)
    if raw.startswith("-based", end):
        return Elsewhere("seat", flatten(raw[start : end + len("-based")]))
    seats = (_SEAT,) if incident else (_SEAT, _APPOSED, _STAFF, _OFFICE)
    for pattern in seats:
        found = pattern.search(raw, first, start)
        if found is None or (pattern is _APPOSED and not _CLOSED.match(raw, end)):
            continue
        if pattern is not _STAFF or not _THERE.search(raw, first, found.start(1)):
            return Elsewhere("seat", flatten(raw[found.start(1) : end]))
    if incident:
        found = _WAY.search(raw, first, start) or _ROUTE_TO.search(raw, first, start)
        if found is None and _TO.match(raw, end):
            found = _ROUTE_FROM.search(raw, first, start)
        if found:
            return Elsewhere("way", flatten(raw[found.start(1) : end]))
    found = _AIM.search(raw, first, start)
    return Elsewhere("aim", flatten(raw[found.start(1) : end])) if found else None


_AIM: Final = re.compile(rf"\b((?:meant|destined|intended|earmarked|bound) for {_HERE})")
