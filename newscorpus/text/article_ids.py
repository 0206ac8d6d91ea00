"""Words -> the id of an article, which is also the name of its file."""

import unicodedata
from typing import Final

from newscorpus.text.patterns import pattern

_NOT_IN_ID: Final = pattern(r"[^A-Za-z0-9._-]+")
_MARKS: Final = pattern(r"[\u0300-\u036f]+")
_LONGEST: Final = 200
"""Characters of an id: with an ending, the name of a file can have 255."""


def as_article_id(words: str) -> str:
    """Return the id that is most like words: `Zürich, Straße 1` is `Zurich-Strasse-1`. Without letters, `article`."""
    return _NOT_IN_ID.sub("-", without_marks(words)).lstrip("._-")[:_LONGEST] or "article"


def without_marks(words: str) -> str:
    """Return words with plain letters, where Latin ones have marks: `Zurich` for `Zürich`."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", words).replace("ß", "ss"))
