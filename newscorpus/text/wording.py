"""Whether two phrasings are the same words, but for typing errors, spelling, some endings and articles.

A word in place of another may say anything, so the tables here list what is harmless, and `meaning` what is not.
Imports `common_words`, `meaning`, `suggest` and `words` of this package.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Final

from newscorpus.text.common_words import LANGUAGES, common_words, mistakable_words
from newscorpus.text.meaning import Block, same_number, words_of
from newscorpus.text.suggest import typing_errors

_LEFT_OUT: Final = frozenset(("a", "the", "der", "das", "dem", "des", "el", "la", "le", "les"))
"""Articles that may be there or not. The others of `_ARTICLES` are also words with a meaning: `people die`."""
_ARTICLES: Final = (
    *("a an the", "der die das den dem des", "ein eine einen einem einer eines"),
    *("el la los las", "un una unos unas", "le la les", "un une des"),
)
_ENDINGS: Final = ("s", "es", "d", "ed", "e", "n", "en", "em")
_SPELLINGS: Final = (
    *(("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("yse", "yze"), ("our", "or"), ("tre", "ter")),
    *(("ence", "ense"), ("ogue", "og"), ("gramme", "gram"), ("ll", "l"), ("ae", "a"), ("oe", "o"), ("ue", "u")),
    ("ß", "ss"),
)
"""Letters that are written in either way. Both phrasings are rewritten, so that it need not be right."""
_SLIPS: Final = {"teh": "the", "hte": "the", "adn": "and"}
"""Typing errors in words too short for a rule."""
_SHORTEST: Final = 4
_SHORTEST_STEM: Final = 3
_LONG: Final = 9
"""Letters of an English word in which two typing errors are likely. Longer words of other languages are compounds."""


def are_articles(one: str, other: str) -> bool:
    """Return whether both words are articles of one language."""
    return any({one.casefold(), other.casefold()} <= {*row.split()} for row in _ARTICLES)


def is_reworded(blocks: Iterable[Block], occurs: Callable[[str], bool], language: str) -> bool:
    """Return whether the words of an article are others than those that were quoted.

    Args:
        blocks: Where the quoted words differ from the article's.
        occurs: Whether a word occurs in the article. One that does is not a misspelling of another.
        language: The language of the article, as the primary subtag of BCP 47; empty if it is not known.
    """
    return not all(_is_same(words_of(quoted), words_of(own), occurs, language) for quoted, own in blocks)


def _is_same(quoted: Sequence[str], own: Sequence[str], occurs: Callable[[str], bool], language: str) -> bool:
    if "".join(map(_letters, quoted)) == "".join(map(_letters, own)):
        return True  # punctuation, and `cease-fire` for `ceasefire`
    if len(quoted) != len(own):
        quoted, own = ([word for word in words if word not in _LEFT_OUT] for words in (quoted, own))
    return len(quoted) == len(own) and all(
        _is_same_word(a, b, occurs, language) for a, b in zip(quoted, own, strict=True)
    )


def _is_same_word(quoted: str, own: str, occurs: Callable[[str], bool], language: str) -> bool:
    one, other = _letters(quoted), _letters(own)
    if one == other or are_articles(one, other):
        return True
    common = common_words(language)
    if _spelt(one) == _spelt(other) and not (language != "en" and _is_marked_otherwise(one, other, common)):
        return True
    if any(char.isdecimal() for char in one + other):
        return same_number(quoted, own)
    if _is_inflected(one, other) and not (one in common and other in common):
        return True
    if _SLIPS.get(one) == other:
        return True
    if max(len(one), len(other)) < _SHORTEST or occurs(quoted) or one in common:
        return False
    if {one, other} <= mistakable_words(language):
        return False
    if language not in LANGUAGES and not _is_slip(one, other):
        return False
    limit = 2 if language == "en" and max(len(one), len(other)) >= _LONG else 1
    return typing_errors(one, other, limit) <= limit


def _is_marked_otherwise(one: str, other: str, common: Container[str]) -> bool:
    """Whether two words of the same letters are different words by their marks: `fordern` and `fördern`."""
    return _unmarked(one) == _unmarked(other) and (one in common or len(one) < _SHORTEST)


def _is_slip(one: str, other: str) -> bool:
    """Whether letters are swapped or doubled, which seldom makes another word of any language."""
    return sorted(one) == sorted(other) or (len(one) != len(other) and {*one} == {*other})


def _letters(word: str) -> str:
    return re.sub(r"[\W_]+", "", word).casefold()


def _spelt(word: str) -> str:
    """Return a word without marks on letters, and with one of several spellings."""
    plain = _unmarked(word)
    for one, other in _SPELLINGS:
        plain = plain.replace(one, other)
    return plain


def _unmarked(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def _is_inflected(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_STEM and long.startswith(short) and long.removeprefix(short) in _ENDINGS
