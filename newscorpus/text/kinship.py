"""English words that speak of a relation between two actors, by relation. Imports the standard library only."""

import re
from typing import Final

# ruff: noqa: E501 - lists of words

_WORDS: Final = {
    "owns": re.compile(
        r"\b(?:own|bought|buy|acquir|purchas|subsidiar|stakes?\b|share|parent|holding|belong|controll?|per ?cent|percent"
        r"|state-run|proprietor|founder|takeover|sold|tak\w+ over|took over|part of|unit\b|division|brand|investor|family)",
        re.IGNORECASE,
    ),
    "represents": re.compile(
        r"\b(?:lawyer|attorney|barrister|solicitor|counsel|defen[cd]|represent|spokes|speak|spoke|envoy|ambassador"
        r"|embassy|consul|delegat|behalf|agent|mission|place\b|stead\b|negotiat|mediat|press officer|advis|diplomat"
        r"|emissary|advocate|law firm|class action|observers?\b|attach[eé])",
        re.IGNORECASE,
    ),
    "relative_of": re.compile(
        r"\b(?:brother|sister|son|daughter|wife|husband|widow|mother|father|parent|cousin|nephew|niece|uncle|aunt|grand"
        r"|sibling|twin|relative|relation|family|families|child|married|spouse|partner|fianc|in-law|step|heir|bereaved"
        r"|girlfriend|boyfriend)",
        re.IGNORECASE,
    ),
}
"""Without one of these words, texts seldom say that actors are so related."""


def speaks_of(relation: str, words: str) -> bool:
    """Return whether words may say that two actors are related so; of other relations than those known, they may.

    Examples:
        >>> speaks_of("represents", "His lawyer, Anna Berg"), speaks_of("represents", "Lomar, a unit of Osmo")
        (True, False)
    """
    return relation not in _WORDS or _WORDS[relation].search(words) is not None
