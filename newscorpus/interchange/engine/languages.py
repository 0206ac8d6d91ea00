"""The language of texts, as the draft of a mapping file proposes it: by function words, which no text does without."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from newscorpus.text.grammar import every_grammar
from newscorpus.text.languages import shared

UNKNOWN: Final = "und"
_LEAST: Final = 0.2
"""The part of all words that the function words of a language are, at least."""
_AHEAD: Final = 1.5
"""How many times as many it has, at least, as the next language."""
_MOST: Final = 100_000
"""Characters that are looked at."""


@cache
def _function_words() -> Mapping[str, frozenset[str]]:
    """The words that each language has for what is between nouns and verbs."""
    known = {
        code: grammar.connecting | grammar.pronouns | grammar.subordinators for code, grammar in every_grammar().items()
    }
    # Further languages are known so that, say, Danish is not taken for one that resembles it.
    others = {code: frozenset(words) for code, words in shared("function_words").items()}
    return others | known


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
    shares = [(0.0, UNKNOWN), (0.0, UNKNOWN)]
    for code, own in _function_words().items() if total else ():
        shares.append((sum(count for word, count in words.items() if word in own) / total, code))
    (best, code), (second, _) = sorted(shares, reverse=True)[:2]
    return code if best >= _LEAST and best >= second * _AHEAD else UNKNOWN
