"""Words that are one typing error away from another word of their language: a reader may have meant either.

In place of another word, such a word is more likely that word than a misspelling. The lists, one for each language in
`common/`, serve to refuse fixes. The English one is selected from SCOWL, the others from the vocabularies of Snowball:
see LICENSE.
"""

from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("de", "en", "es")
"""The languages that have a list."""


@cache
def common_words(language: str) -> frozenset[str]:
    """Return the words of a language, case-folded; those of all, if it has no list."""
    chosen = [language] if language in LANGUAGES else LANGUAGES
    folder = files("newscorpus.text").joinpath("common")
    return frozenset(
        word for one in chosen for word in folder.joinpath(f"{one}.txt").read_text(encoding="utf-8").split()
    )
