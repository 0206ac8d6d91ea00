"""Finding words in a text: white space, word boundaries, occurrences, paragraphs, quotations.

All offsets are Unicode code points, half-open. Knows nothing of models; imports only the standard library.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final

Span = tuple[int, int]

_GAP: Final = re.compile(r"\s+")
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*(?:\n\s*|\Z)|\r[^\S\n\r]*\r\s*")

# Scripts that put no spaces between words: there, any occurrence is a whole one. Thai, Lao, Tibetan, Myanmar, Khmer,
# Tai Le, New Tai Lue, Tai Tham, Balinese, kana, Bopomofo, Han, Yi, Javanese, Myanmar extended, Tai Viet, half-width
# kana.
_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\u3005-\u3007\u3021-\u3029"
    r"\u3031-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua980-\ua9ff\uaa60-\uaadf\uf900-\ufaff"
    r"\uff66-\uff9f\U00016fe0-\U00018d8f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_JOINERS: Final = "\u200c\u200d"


def flatten(words: str) -> str:
    """`words` with every run of white space as one blank, and none at the ends."""
    return " ".join(words.split())


@lru_cache(maxsize=4096)
def _extends(char: str) -> bool:
    """Whether `char` belongs to the grapheme cluster of the character before it (UAX #29: Extend, SpacingMark, ZWJ)."""
    return unicodedata.category(char)[0] == "M" or char in _JOINERS or "\U0001f3fb" <= char <= "\U0001f3ff"


@lru_cache(maxsize=4096)
def _spaced_word(char: str) -> bool:
    """Whether `char` is part of a word in a script that puts spaces between words."""
    return (char.isalnum() or _extends(char)) and not _UNSPACED.match(char)


def cuts_word(text: str, offset: int) -> bool:
    """Whether a boundary at `offset` would cut a word, or a grapheme cluster (a vowel sign, an accent, an emoji
    sequence)."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if _extends(after):
        return True
    if before == "\u200d" and not after.isalnum():
        return True  # an emoji sequence
    return _spaced_word(before) and _spaced_word(after)


class Text:
    """A text to look words up in. Any run of white space matches any other; nothing else is forgiven."""

    __slots__ = ("__dict__", "_at", "_flat", "_shift", "raw")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        pieces: list[str] = []
        at, shift = [0], [0]
        done = flat = 0
        for gap in _GAP.finditer(raw):
            start, end = gap.span()
            pieces += (raw[done:start], " ")
            flat += start - done + 1
            done = end
            if end - start > 1:
                at.append(flat)
                shift.append(done - flat)
        pieces.append(raw[done:])
        self._flat = "".join(pieces)
        self._at, self._shift = at, shift  # from flat offset `_at[i]` on, raw is flat + `_shift[i]`

    def _raw_offset(self, flat: int) -> int:
        return flat + self._shift[bisect_right(self._at, flat) - 1]

    def occurrences(self, words: str) -> list[Span]:
        """Every place where `words` stand, overlapping ones too, in order. Blank words stand nowhere."""
        needle = flatten(words)
        found: list[Span] = []
        if not needle:
            return found
        at = self._flat.find(needle)
        while at >= 0:
            # The end is mapped from the last character: white space behind it may be a longer run.
            found.append((self._raw_offset(at), self._raw_offset(at + len(needle) - 1) + 1))
            at = self._flat.find(needle, at + 1)
        return found

    def is_whole(self, span: Span) -> bool:
        """Whether `span` cuts no word at either end."""
        return not cuts_word(self.raw, span[0]) and not cuts_word(self.raw, span[1])

    def candidates(self, words: str) -> list[Span]:
        """The occurrences that cut no word; all of them where each cuts one."""
        found = self.occurrences(words)
        return [span for span in found if self.is_whole(span)] or found

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Paragraphs, told apart by blank lines; white space between them belongs to none."""
        spans, start = [], 0
        for gap in _BLANK_LINE.finditer(self.raw):
            spans.append((start, gap.start()))
            start = gap.end()
        spans.append((start, len(self.raw)))
        return [(a, b) for a, b in spans if self.raw[a:b].strip()]

    def paragraph(self, offset: int) -> Span:
        """The paragraph that holds `offset`; an empty span between two."""
        for a, b in self.paragraphs:
            if a <= offset <= b:
                return a, b
        return offset, offset

    @cached_property
    def quotations(self) -> list[Span]:
        """Quotations: what stands between paired quotation marks, the marks included.

        Marks are paired within a paragraph. An opening mark repeated at the start of the next paragraph goes on with
        the quotation, so a paragraph may end without a closing mark.
        """
        following = [self.raw[a : a + 1] for a, _ in self.paragraphs[1:]] + [""]
        return [
            span
            for (a, b), opening in zip(self.paragraphs, following, strict=True)
            for span in _quotations(self.raw, a, b, goes_on=opening in _PAIRS)
        ]


_PAIRS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "”": "”", '"': '"'}
_MARK: Final = re.compile("[" + "".join(sorted({*_PAIRS, *"".join(_PAIRS.values())})) + "]")


def _quotations(raw: str, start: int, end: int, *, goes_on: bool) -> Iterator[Span]:
    opened, closing = None, ""
    for mark in _MARK.finditer(raw, start, end):
        char = mark[0]
        if opened is None:
            if char in _PAIRS:
                opened, closing = mark.start(), _PAIRS[char]
        elif char in closing:
            yield opened, mark.end()
            opened = None
    if opened is not None and goes_on:
        yield opened, end


def inside(span: Span, spans: Iterable[Span]) -> bool:
    """Whether `span` lies wholly within one of `spans`."""
    return any(a <= span[0] and span[1] <= b for a, b in spans)


_ALIKE: Final = str.maketrans(
    {**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("‐‑‒–—―−", "-"), "\u00a0": " "}
)
_WORD: Final = re.compile(r"\w+")


def alike(words: str) -> str:
    """`words` with quotation marks, dashes, spaces and case made alike: what differs only so is the same to a
    reader."""
    return flatten(words.translate(_ALIKE)).casefold()


def nearest(raw: str, words: str) -> Span | None:
    """The span of `raw` that is most like `words`: how a slightly wrong quote is found. None if nothing is like it.

    Similarity is over characters with quotation marks, dashes, spaces and case made alike, so typographic slips count
    for nothing. Work is bounded: windows are proposed by shared rare words, and only the best few are compared.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a wrong quote pays for this import

    wanted = [m[0].casefold() for m in _WORD.finditer(words)]
    tokens = [(m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(raw)]
    if not wanted or not tokens:
        return None
    where: dict[str, list[int]] = {}
    for i, (token, _, _) in enumerate(tokens):
        where.setdefault(token, []).append(i)
    votes: dict[int, float] = {}
    for j, token in enumerate(wanted[:200]):
        places = where.get(token, ())
        for i in places[:50]:
            begin = i - j
            for nearby in range(begin - 2, begin + 3):  # a word more or less before the shared one
                votes[nearby] = votes.get(nearby, 0.0) + 1 / len(places) / (1 + abs(nearby - begin))
    if not votes:
        starts: Sequence[int] = range(min(len(tokens), 200))
    else:
        starts = sorted(votes, key=lambda i: (-votes[i], i))[:12]
    target = alike(words)
    best: tuple[float, int, int] | None = None
    matcher = SequenceMatcher(autojunk=False, b=target[:2000])
    for start in starts:
        first = min(max(start, 0), len(tokens) - 1)
        for extra in (0, -1, 1, -2, 2):
            last = first + len(wanted) - 1 + extra
            if last < first or last >= len(tokens):
                continue
            a, b = tokens[first][1], tokens[last][2]
            matcher.set_seq1(alike(raw[a:b])[:2000])
            if best is not None and matcher.quick_ratio() <= best[0]:
                continue
            ratio = matcher.ratio()
            if best is None or ratio > best[0]:
                best = (ratio, a, b)
    if best is None or best[0] < 0.6:
        return None
    return _with_marks(raw, best[1], best[2], words)


def _with_marks(raw: str, a: int, b: int, words: str) -> Span:
    """`[a, b)` widened over the punctuation that `words` begin and end with, where the text has its like."""
    head = len(words) - len(words.lstrip()) + len(re.match(r"\W*", words.lstrip())[0])  # type: ignore[index]
    while head and a and not raw[a - 1].isspace() and alike(raw[a - 1]) == alike(words[head - 1]):
        a, head = a - 1, head - 1
    tail = re.search(r"\W*\Z", words.rstrip())[0]  # type: ignore[index]
    for char in tail:
        if b < len(raw) and not raw[b].isspace() and alike(raw[b]) == alike(char):
            b += 1
        else:
            break
    return a, b
