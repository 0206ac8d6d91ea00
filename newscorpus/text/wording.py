"""Whether two phrasings are the same words, but for typing errors, spelling, some endings and articles, or look so.

A word in place of another may say anything, so `shared("wording")` lists what is harmless, and `meaning` what is not.
It has `articles` of one language, those that may be `left_out` (others also have a meaning: `people die`), `endings`,
`spellings` of letters that are written in either way (both phrasings are rewritten, so that it need not be right), and
`slips`, typing errors in words too short for a rule.

The frequent words in `common/`, one list for each language, serve to refuse fixes: in place of another word, such a
word is more likely that word than a misspelling. The English ones are selected from SCOWL, the others from the
vocabularies of Snowball: see LICENSE. Words that look the same can be other code points, or have invisible ones.
Imports `index`, `languages`, `meaning`, `spans`, `suggest` and `words` of this package.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from newscorpus.text.index import Text
from newscorpus.text.languages import shared
from newscorpus.text.meaning import Block, same_number, words_of
from newscorpus.text.spans import Span
from newscorpus.text.suggest import typing_errors

_LISTED: Final = ("de", "en", "es")
"""The languages that have a list."""


@cache
def common_words(language: str) -> frozenset[str]:
    """Return frequent words of a language, case-folded; those of all, if it has no list."""
    chosen = [language] if language in _LISTED else _LISTED
    return frozenset(word for code in chosen for word in _words(code))


@cache
def mistakable_words(language: str) -> frozenset[str]:
    """Return the frequent words, and the rare ones if there is a list of them."""
    rare = _words("en-rare") if language == "en" or language not in _LISTED else []
    return common_words(language).union(rare)


def _words(name: str) -> list[str]:
    return (Path(__file__).parent / "common" / f"{name}.txt").read_text(encoding="utf-8").split()


_SHORTEST: Final = 4
_SHORTEST_STEM: Final = 3
_LONG: Final = 9
"""Letters of an English word in which two typing errors are likely. Longer words of other languages are compounds."""


def are_articles(quoted: str, own: str) -> bool:
    """Return whether both words are articles of one language."""
    return any({quoted.casefold(), own.casefold()} <= {*row} for row in shared("wording")["articles"])


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
        left_out = shared("wording")["left_out"]
        quoted, own = ([word for word in words if word not in left_out] for words in (quoted, own))
    return len(quoted) == len(own) and all(
        _is_same_word(a, b, occurs, language) for a, b in zip(quoted, own, strict=True)
    )


def _is_same_word(quoted: str, own: str, occurs: Callable[[str], bool], language: str) -> bool:
    ours, theirs = _letters(quoted), _letters(own)
    if ours == theirs or are_articles(ours, theirs):
        return True
    common = common_words(language)
    if _spelt(ours) == _spelt(theirs) and not (language != "en" and _is_marked_otherwise(ours, theirs, common)):
        return True
    if any(char.isdecimal() for char in ours + theirs):
        return same_number(quoted, own)
    if _is_inflected(ours, theirs) and not (ours in common and theirs in common):
        return True
    if shared("wording")["slips"].get(ours) == theirs:
        return True
    if max(len(ours), len(theirs)) < _SHORTEST or occurs(quoted) or ours in common:
        return False
    if {ours, theirs} <= mistakable_words(language):
        return False
    if language not in _LISTED and not _is_slip(ours, theirs):
        return False
    limit = 2 if language == "en" and max(len(ours), len(theirs)) >= _LONG else 1
    return typing_errors(ours, theirs, limit) <= limit


def _is_marked_otherwise(quoted: str, own: str, common: Container[str]) -> bool:
    """Whether two words of the same letters are different words by their marks: `fordern` and `fördern`."""
    return _unmarked(quoted) == _unmarked(own) and (quoted in common or len(quoted) < _SHORTEST)


def _is_slip(quoted: str, own: str) -> bool:
    """Whether letters are swapped or doubled, which seldom makes another word of any language."""
    return sorted(quoted) == sorted(own) or (len(quoted) != len(own) and {*quoted} == {*own})


def _letters(word: str) -> str:
    return re.sub(r"[\W_]+", "", word).casefold()


def _spelt(word: str) -> str:
    """Return a word without marks on letters, and with one of several spellings."""
    plain = _unmarked(word)
    for spelling, standard in shared("wording")["spellings"].items():
        plain = plain.replace(spelling, standard)
    return plain


def _unmarked(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def _is_inflected(quoted: str, own: str) -> bool:
    short, long = sorted((quoted, own), key=len)
    is_longer = len(short) >= _SHORTEST_STEM and long.startswith(short)
    return is_longer and long.removeprefix(short) in shared("wording")["endings"]


INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0100-\U000e01ef]"
)
"""A character that has no shape, by its property Default_Ignorable_Code_Point: soft hyphens, joiners, marks."""
_LAST_MARK: Final = 0x1E94A
"""The last character that follows a letter and may be one with it."""
_JOINING: Final = (
    "\u1161-\u11ff\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e"
)
"""What composes with the letter before it, although it is no mark: vowels of Korean and of scripts of India."""


class _Piece(NamedTuple):
    """The piece of a text from `start` to `end`, which is seen from `at` on."""

    at: int
    start: int
    end: int
    is_same: bool
    """Whether it is seen character by character."""


class _Seen(NamedTuple):
    """What is seen of a text: its letters composed, without invisible characters; and where its pieces come from."""

    text: Text
    pieces: list[_Piece]

    def span(self, seen: Span) -> Span:
        """Map a span of what is seen to the whole text."""
        first, last = self._piece(seen[0]), self._piece(seen[1] - 1)
        start = first.start + (seen[0] - first.at if first.is_same else 0)
        end = last.start + seen[1] - last.at if last.is_same else last.end
        return start, end

    def _piece(self, at: int) -> _Piece:
        return self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece.at) - 1]


@lru_cache(maxsize=2)
def _seen(raw: str) -> _Seen:
    pieces: list[_Piece] = []
    parts: list[str] = []
    length = before = 0
    for cluster in _clusters().finditer(raw):
        start, end = cluster.span()
        for part, a, b, is_same in ((raw[before:start], before, start, True), (visible(cluster[0]), start, end, False)):
            if part:
                pieces.append(_Piece(length, a, b, is_same))
                parts.append(part)
                length += len(part)
        before = end
    if before < len(raw):
        pieces.append(_Piece(length, before, len(raw), is_same=True))
        parts.append(raw[before:])
    return _Seen(Text("".join(parts)), pieces)


@cache
def _clusters() -> re.Pattern[str]:
    """A letter with what follows it and is one with it, or is invisible."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, _LAST_MARK + 1))))
    behind = f"(?:[{marks}{_JOINING}]|{INVISIBLE.pattern})"
    return re.compile(f".?{behind}+", re.DOTALL)


def visible(words: str) -> str:
    """Return words with composed letters (NFC), and without invisible characters."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", words))


def find_visible(text: Text, words: str, most: int) -> Iterator[Span]:
    """Yield the first `most` spans of a text that cut no word and look like `words`, without invisible ends."""
    seen = _seen(text.raw)
    for place in islice(seen.text.find(_seen(words).text.raw), most):
        start, end = seen.span(place)
        while INVISIBLE.match(text.raw, end - 1):
            end -= 1
        if text.is_whole((start, end)):
            yield start, end


def how_written(words: str, printed: str) -> str:
    """Say in which code points the words of an article differ from those of a quote that look the same."""
    ours, theirs = INVISIBLE.findall(words), INVISIBLE.findall(printed)
    if ours != theirs:
        has = "the article has" if len(theirs) > len(ours) else "the article does not have"
        more, fewer = (theirs, ours) if len(theirs) > len(ours) else (ours, theirs)
        sign = next((char for char in more if more.count(char) > fewer.count(char)), more[0])
        return f"{has} the invisible character U+{ord(sign):04X} ({unicodedata.name(sign, 'unnamed').lower()})"
    composed = unicodedata.is_normalized("NFC", printed)
    ours_are, theirs_are = ("decomposed (NFD)", "composed (NFC)")[:: 1 if composed else -1]
    return f"its accented letters are {ours_are}, those of the article {theirs_are}"
