"""Words: whitespace, and where a word begins and ends in each script. Imports the standard library only."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

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
_EXTENDING: Final = re.compile("[\u200c\u200d\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")

_FLAG_HALVES: Final = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two of them make a flag


def flatten(words: str) -> str:
    """Replace every run of whitespace by one space, and remove it at the ends."""
    return " ".join(words.split())


@lru_cache(maxsize=4096)
def extends(char: str) -> bool:
    """Return whether `char` extends the grapheme cluster before it.

    By UAX #29: Extend, SpacingMark, ZWJ.
    """
    return unicodedata.category(char)[0] == "M" or _EXTENDING.match(char) is not None


@lru_cache(maxsize=4096)
def is_spaced_word(char: str) -> bool:
    """Return whether `char` is part of a word in a script with spaces between words."""
    return (char.isalnum() or extends(char)) and not re.match(UNSPACED, char)


def cuts_word(text: str, offset: int) -> bool:
    """Return whether a boundary at `offset` cuts a word or a grapheme cluster.

    Grapheme clusters are letters with vowel signs or accents, emoji sequences, and flags.
    """
    if not 0 < offset < len(text):
        return False
    pair = text[offset - 1 : offset + 1]
    if pair.isascii():  # the usual case: neither extends the other
        return pair.isalnum()
    before, after = pair[0], pair[1]
    if extends(after):
        return True
    if before == "\u200d" and unicodedata.category(after)[0] == "S":
        return True  # an emoji sequence
    if before in _FLAG_HALVES and after in _FLAG_HALVES:
        run = text[max(0, offset - 64) : offset]
        return (len(run) - len(run.rstrip(_FLAG_HALVES))) % 2 == 1
    return is_spaced_word(before) and is_spaced_word(after)
