"""Words of a document as ids and as the names of actors."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from newscorpus.text.grammar import every_grammar

_LONGEST: Final = 40


@cache
def _pronouns() -> frozenset[str]:
    """Pronouns of all languages, since that of a text is not known always."""
    return frozenset(word for grammar in every_grammar().values() for word in grammar.personal)


def slug(words: str, otherwise: str) -> str:
    """Return words as an id; of `otherwise`, the id of their annotation, if they have no letters of ASCII."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].lstrip("0123456789-").rstrip("-")
    base = base or re.sub(r"[^a-z0-9]+", "-", otherwise.lower()).strip("-")
    return base if base[:1].isalpha() else f"x-{base}".rstrip("-")


def name_of(mentions: Iterable[str]) -> str:
    """Return the mention of an actor that is its name: the first with a capital, of those that are no pronouns."""
    forms = [re.sub(r"\s+", " ", words).strip() for words in mentions]
    names = [form for form in forms if form.lower() not in _pronouns()] or forms
    return next((form for form in names if form[:1].isupper()), names[0])
