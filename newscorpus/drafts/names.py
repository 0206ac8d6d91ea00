"""Names in quotes, which no repair changes: words with capitals, but for common nouns of German."""

import json
import re
from typing import Any, Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_GERMAN_NOUN: Final = re.compile(r"[A-ZÄÖÜ]\w{2,}(?:ung|heit|keit|schaft|tion|tät|ent|ismus|nis)(?:en|es|se|s|e)?\Z")
"""German writes all nouns with capitals; with these endings, few are names."""


def changes_name(before: Any, after: Any, data: Any) -> bool:
    """Return whether a quote has other names than before; `data` is the annotation."""
    (first, *old), (first_now, *new) = _words(before), _words(after)
    if _begins(first) != _begins(first_now) and not (first.islower() and first_now.islower()):
        return True
    old, new = ([word for word in words if word != word.lower()] for words in (old, new))
    if str(data.get("language") or "").partition("-")[0] != "de" or len(old) != len(new):
        return old != new
    actors = {*_words(data.get("actors"))}
    return any(a != b and (b in actors or not _is_noun(a, b)) for a, b in zip(old, new, strict=True))


def _words(value: Any) -> list[str]:
    """The words of a quote, or of what is around it; at least one, maybe empty."""
    return _WORD.findall(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)) or [""]


def _begins(word: str) -> str:
    """The first word of a quote, which may begin a sentence: whatever its case is, but for abbreviations."""
    return word if word == word.upper() else word.casefold()


def _is_noun(written: str, own: str) -> bool:
    """Whether a word of an article, maybe misspelt or written with other letters, is a common noun."""
    return written.casefold() == own.casefold() or _GERMAN_NOUN.match(own) is not None
