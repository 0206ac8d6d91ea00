"""The language of texts, as the draft of a mapping file proposes it: by function words, which no text does without."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from newscorpus.text.grammar import GRAMMARS

UNKNOWN: Final = "und"
_LEAST: Final = 0.2
"""The part of all words that the function words of a language are, at least."""
_AHEAD: Final = 1.5
"""How many times as many it has, at least, as the next language."""
_OTHERS: Final = {
    "ca": "el la els les i de del dels a al que amb per en un una es va no és ha com més",
    "da": "den det de en et og i på til af at som for med er var har ikke der han fra om",
    "fr": "le la les un une des du de et à au aux en que qui dans pour sur par est a ont été pas plus il elle se",
    "it": "il lo la i gli le un una di del della dei e a al in con per che non è ha sono da si nel più",
    "nl": "de het een en van in op te dat die voor met is was zijn niet aan er om bij door ook als",
    "pt": "o a os as um uma de do da dos das e em no na que com por para não se é foi ao mais",
    "sv": "den det de en ett och i på till av att som för med är var har inte om han från",
}
"""Frequent words of further languages, so that none of these is taken for one that is like it."""
_MOST: Final = 100_000
"""Characters that are looked at."""


@cache
def _function_words() -> Mapping[str, frozenset[str]]:
    """The words that each language has for what is between nouns and verbs."""
    known = {
        code: one.pronouns | one.articles | one.prepositions | one.subordinators | one.conjunctions | one.auxiliaries
        for code, one in GRAMMARS.items()
    }
    return known | {code: frozenset(words.split()) for code, words in _OTHERS.items() if code not in known}


def language_of(texts: Iterable[str]) -> str:
    """Return the language of texts by its two letters; `und` if it is none that is known, or in doubt."""
    words = Counter[str]()
    left = _MOST
    for text in texts:
        words.update(text[:left].lower().split())
        left -= len(text)
        if left <= 0:
            break
    total = sum(words.values())
    shares = (
        [
            (sum(count for word, count in words.items() if word in own) / total, code)
            for code, own in _function_words().items()
        ]
        if total
        else []
    )
    (best, code), (second, _) = sorted([*shares, (0.0, UNKNOWN), (0.0, UNKNOWN)], reverse=True)[:2]
    return code if best >= _LEAST and best >= second * _AHEAD else UNKNOWN
