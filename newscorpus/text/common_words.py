"""Words that are few typing errors away from another word of their language: a reader may have meant either.

In place of another word, such a word is more likely that word than a misspelling. The lists, one for each language in
`common/`, serve to refuse fixes; English has a second one, of its rarer words. The English ones are selected from
SCOWL, the others from the vocabularies of Snowball: see LICENSE.
"""

from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("de", "en", "es")
"""The languages that have a list."""


@cache
def common_words(language: str) -> frozenset[str]:
    """Return frequent words of a language, case-folded; those of all, if it has no list."""
    chosen = [language] if language in LANGUAGES else LANGUAGES
    return frozenset(word for one in chosen for word in _words(one))


@cache
def mistakable_words(language: str) -> frozenset[str]:
    """Return the frequent words, and the rare ones if there is a list of them."""
    rare = _words("en-rare") if language == "en" or language not in LANGUAGES else []
    return common_words(language).union(rare)


def _words(name: str) -> list[str]:
    return files("newscorpus.text").joinpath("common", f"{name}.txt").read_text(encoding="utf-8").split()
