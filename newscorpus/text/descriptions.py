"""What English texts call somebody beside the name or in its place: `the company`, `Lomar, an insurer`, `the NHS`.

Imports `words` of this package.
"""

from typing import Final

from newscorpus.text.patterns import pattern
from newscorpus.text.words import flatten, words_in

_OF: Final = pattern(
    r" (?:familiar|close|of|for|in|at|on|to|by|from|with"
    r"|and|based|that|which|who|whose|owned|run|called|known|calling|led|financed)\b"
)
"""What ends the part of a phrase that has its noun."""
OUTSIDERS: Final = words_in(
    "people persons witnesses eyewitnesses bystanders residents neighbours neighbors locals villagers sources insiders"
    " analysts experts critics observers survivors relatives historians scientists researchers economists traders"
    " opponents rivals customers passengers patients parents students consumers campaigners activists"
)
"""People who speak for themselves, and not for an organization or a country that an article is about."""


def noun_of(name: str) -> str:
    """Return the noun of a name or a title, in lower case: `court` of `Court of Appeal`, `front` of `Báez Front`."""
    words = _OF.split(flatten(name), maxsplit=1)[0].split()
    return words[-1].lower() if words else ""
