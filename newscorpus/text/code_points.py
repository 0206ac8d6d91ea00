"""Words that look the same and are other code points: letters in one or several, with invisible characters or without.

Imports `index` and `spans` of this package.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Final, NamedTuple

from newscorpus.text.index import Text
from newscorpus.text.spans import Span

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
    for found in islice(seen.text.find(_seen(words).text.raw), most):
        start, end = seen.span(found)
        while INVISIBLE.match(text.raw, end - 1):
            end -= 1
        if text.is_whole((start, end)):
            yield start, end


def how_written(words: str, found: str) -> str:
    """Say in which code points the words of an article differ from those of a quote that look the same."""
    ours, theirs = INVISIBLE.findall(words), INVISIBLE.findall(found)
    if ours != theirs:
        has = "the article has" if len(theirs) > len(ours) else "the article does not have"
        more, fewer = (theirs, ours) if len(theirs) > len(ours) else (ours, theirs)
        other = next((one for one in more if more.count(one) > fewer.count(one)), more[0])
        return f"{has} the invisible character U+{ord(other):04X} ({unicodedata.name(other, 'unnamed').lower()})"
    composed = unicodedata.is_normalized("NFC", found)
    ours_are, theirs_are = ("decomposed (NFD)", "composed (NFC)")[:: 1 if composed else -1]
    return f"its accented letters are {ours_are}, those of the article {theirs_are}"
