"""Words: whitespace, where a word begins and ends in each script, ids made of words, and the English nouns of messages.

Imports `languages` of this package.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple, cast

from newscorpus.text.languages import section, shared


def pattern(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what behaves as `re.compile(source, flags)` does, and compiles at the first use.

    For constants of modules. `match.re` is the compiled pattern, and not this object.
    """
    return cast("re.Pattern[str]", _Later(source, flags))


def pattern_in(language: str, name: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return the pattern of this name in the file of a language, or in `shared`, as `pattern` does."""
    return cast("re.Pattern[str]", _Later((language, name), flags))


class _Later:
    def __init__(self, source: str | tuple[str, str], flags: re.RegexFlag) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        """Called once for each method: from then on it is an attribute."""
        source = self._source
        if not isinstance(source, str):
            source = "".join((section(source[0], "patterns") or shared("patterns"))[source[1]])
        value = getattr(re.compile(source, self._flags), name)
        self.__dict__[name] = value
        return value


# Scripts that put no spaces between words: no occurrence cuts a word there. Thai, Lao, Tibetan, Myanmar, Khmer,
# Tai Le, New Tai Lue, Tai Tham, Balinese, kana, Bopomofo, Han, Yi, Javanese, Myanmar extended, Tai Viet, half-width
# kana.
UNSPACED: Final = (
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\u3005-\u3007\u3021-\u3029"
    r"\u3031-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua980-\ua9ff\uaa60-\uaadf\uf900-\ufaff"
    r"\uff66-\uff9f\U00016fe0-\U00018d8f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)

# Characters that extend the one before them, although their category is not Mark: joiners, Thai and Lao vowels,
# half-width voicing, skin tones, the tags of regional flags.
_EXTENDING: Final = pattern("[\u200c\u200d\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


_FLAG_HALVES: Final = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two of them make a flag
_APOSTROPHES: Final = "'’‘＇׳"
_LETTER: Final = r"(?:[^\W_]|[\u0300-\u036f])"
# Points and vowel signs of Hebrew and Arabic, and the stroke that lengthens Arabic words.
_POINTS: Final = "[\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
_LONGEST: Final = 24
"""Code points, points and vowel signs included. No particle is longer."""

_WORD_BEFORE: Final = pattern(rf"{_LETTER}*\Z")
_JOINED_BEFORE: Final = rf"(?:{_LETTER}+[{_APOSTROPHES}\"״])*{_LETTER}*\Z"
_TAKES_VOWEL: Final = {
    **dict.fromkeys("aiıuüy", re.compile(r".*[^aiıou]", re.IGNORECASE)),
    "e": re.compile("(?:.*[eiöüy])?[^aeiıoöuüy]*|.*[ey]", re.IGNORECASE),
}
"""Words that can have a vowel as their ending: `Erdoğan’a` and `Blake’a`, but not `Sana’a`, `Hawai’i` and `Chang’e`."""
_THREE_LETTERS: Final = rf"{_LETTER}{{3}}"


class _Particles(NamedTuple):
    """What languages attach to a word, although it is not part of it."""

    before: re.Pattern[str]
    """Particles before a word, without a mark between them."""
    after: re.Pattern[str]
    """Particles after a word. A digit before them is the sound the word ends in: 0 vowel, 1 consonant, 8 Korean L."""
    elided: re.Pattern[str]
    """Words before an apostrophe: `l` in `l’homme`."""
    ending: re.Pattern[str]
    """Endings after an apostrophe: `s` in `Biden’s`."""


@cache
def _particles() -> _Particles:
    """Return what `shared("attached")` has, of all languages.

    An article quotes other languages, and its own may be unknown. What the table does not have is part of the word:
    `O’Brien`, `Xi’an`. Other inflected forms are aliases: see docs/file-format.md.
    """
    before, after, elided, endings = (
        "|".join(chain.from_iterable(shared("attached")[place].values()))
        for place in ("before", "after", "elided", "ending")
    )
    return _Particles(
        pattern(before),
        pattern(rf"(?:{after})(?!{_LETTER})"),
        pattern(elided, re.IGNORECASE),
        pattern(rf"(?:{endings}|{endings.upper()})(?!{_LETTER})"),
    )


ATTACHING: Final = f"[\u0591-\u06ff\uac00-\ud7a3]|{UNSPACED}"
"""Scripts where a word may begin or end within a run of letters."""


def flatten(words: str) -> str:
    """Replace every run of whitespace by one space, and remove it at the ends."""
    return " ".join(words.split())


def name_key(form: str) -> str:
    """Return what identifies a form of a name: it is looked up with any spaces and either apostrophe."""
    return flatten(form).replace("’", "'")


def words_in(listed: str) -> frozenset[str]:
    """Return the words of a list that whitespace separates."""
    return frozenset(listed.split())


@lru_cache(maxsize=4096)
def extends(char: str) -> bool:
    """Return whether `char` extends the grapheme cluster before it.

    By UAX #29: Extend, SpacingMark, ZWJ.
    """
    return unicodedata.category(char)[0] == "M" or _EXTENDING.match(char) is not None


@lru_cache(maxsize=4096)
def is_spaced_word(char: str) -> bool:
    """Return whether `char` is part of a word in a script with spaces between words."""
    return (char.isalnum() or extends(char)) and not (char >= "\u0e00" and re.match(UNSPACED, char))


def cuts_start(text: str, start: int) -> bool:
    """Return whether words that begin at `start` begin inside a word; particles before a word are not part of it."""
    return cuts_word(text, start) and not _follows_particle(text, start)


def cuts_end(text: str, end: int) -> bool:
    """Return whether words that end at `end` end inside a word; particles after a word are not part of it."""
    return cuts_word(text, end) and not _precedes_particle(text, end)


def cuts_word(text: str, offset: int) -> bool:
    """Return whether a boundary at `offset` cuts a word, with its particles, a number, or a grapheme cluster.

    Grapheme clusters are letters with vowel signs or accents, emoji sequences, and flags.
    """
    if not 0 < offset < len(text):
        return False
    pair = text[offset - 1 : offset + 1]
    before, after = pair[0], pair[1]
    if pair.isascii() and "'" not in pair:  # the usual case: neither extends the other
        return pair.isalnum() or (
            (before in ".," and _is_in_number(text, offset - 1)) or (after in ".," and _is_in_number(text, offset))
        )
    if extends(after):
        return True
    if before in _APOSTROPHES or after in _APOSTROPHES:
        return _joins(text, offset - (before in _APOSTROPHES))
    if before == "\u200d" and unicodedata.category(after)[0] == "S":
        return True  # an emoji sequence
    if before in _FLAG_HALVES and after in _FLAG_HALVES:
        run = text[max(0, offset - 64) : offset]
        return (len(run) - len(run.rstrip(_FLAG_HALVES))) % 2 == 1
    return is_spaced_word(before) and is_spaced_word(after)


def _is_in_number(text: str, at: int) -> bool:
    """Whether the separator at `at` is between digits: `3.75`, `1,500`."""
    return 0 < at < len(text) - 1 and text[at - 1].isdecimal() and text[at + 1].isdecimal()


def _joins(text: str, at: int) -> bool:
    """Whether the apostrophe at `at` is inside a word: `O’Brien`, but not `Biden’s` or `l’homme`."""
    if not (0 < at < len(text) - 1 and is_spaced_word(text[at - 1]) and is_spaced_word(text[at + 1])):
        return False
    word = _WORD_BEFORE.search(text[max(0, at - _LONGEST) : at])
    if ending := _particles().ending.match(text, at + 1):
        takes = _TAKES_VOWEL.get(ending[0].lower())
        return not (takes is None or word is None or takes.fullmatch(word[0]))
    if word is None or not _particles().elided.fullmatch(word[0]):
        return True
    # `D’Angelo` is a name. `L’Italia` begins many a sentence.
    return word[0] in "CDJMNSTV" and text[at + 1].isupper()


def _follows_particle(text: str, start: int) -> bool:
    if text[start] < "\u0591" or extends(text[start]):
        return False
    run = re.sub(_POINTS, "", text[max(0, start - _LONGEST) : start])
    word = re.search(_JOINED_BEFORE, run)
    if word is None or not word[0] or not _particles().before.fullmatch(word[0]):
        return False
    return re.match(_THREE_LETTERS, re.sub(_POINTS, "", text[start : start + _LONGEST])) is not None


def _precedes_particle(text: str, end: int) -> bool:
    # A single letter before it would be within too many other words.
    if not "\uac00" <= text[end] <= "\ud7a3" or end < 2 or not is_spaced_word(text[end - 2]):
        return False
    last = text[end - 1]
    final = (ord(last) - 0xAC00) % 28 if "\uac00" <= last <= "\ud7a3" else None
    sounds = "018" if final is None else "0" if final == 0 else "8" if final == 8 else "1"
    return any(_particles().after.match(sound + text[end : end + _LONGEST]) for sound in sounds)


def plural(noun: str) -> str:
    """Return the plural of a regular noun.

    Examples:
        >>> plural("event"), plural("fix")
        ('events', 'fixes')
    """
    return f"{noun}es" if noun.endswith(("s", "x")) else f"{noun}s"


def singular(word: str) -> str:
    """Return the singular of the name of a vocabulary: `role`, `actor kind`."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return (word[:-2] if word.endswith("ses") else word.removesuffix("s")).replace("_", " ")


def counted(count: int, noun: str) -> str:
    """Return a number with its noun.

    Examples:
        >>> counted(0, "article"), counted(1, "article"), counted(3, "article")
        ('no articles', '1 article', '3 articles')
    """
    return f"{count or 'no'} {noun if count == 1 else plural(noun)}"


_NOT_IN_ID: Final = pattern(r"[^A-Za-z0-9._-]+")
_MARKS: Final = pattern(r"[\u0300-\u036f]+")
_LONGEST_ID: Final = 200
"""Characters of an id: with an ending, the name of a file can have 255."""


def as_article_id(words: str) -> str:
    """Return the id that is most like words: `Zürich, Straße 1` is `Zurich-Strasse-1`. Without letters, `article`."""
    return _NOT_IN_ID.sub("-", without_marks(words)).lstrip("._-")[:_LONGEST_ID] or "article"


def without_marks(words: str) -> str:
    """Return words with plain letters, where Latin ones have marks: `Zurich` for `Zürich`."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", words).replace("ß", "ss"))
