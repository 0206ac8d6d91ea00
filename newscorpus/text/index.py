"""Finding words in a text: white space, word boundaries, occurrences, paragraphs, quotations.

All offsets are Unicode code points, half-open. Knows nothing of models; imports only the standard library.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from newscorpus.text.quotations import _quotations
from newscorpus.text.spans import Span
from newscorpus.text.words import UNSPACED, cuts_word, flatten

_LETTERS: Final = re.compile(r"[^\W_]+")
_LONG: Final = 30_000
"""Code points. Of texts of this length on, an index pays."""
_LONGEST_WORD: Final = 1000
"""Code points. Longer than any word: what goes on so long is not walked through for each quote that cuts it."""
_BLANK: Final = re.compile(r"\n\n")
_LONG_GAP: Final = re.compile(r"\s\s+")
_BLANK_LINE: Final = re.compile(r"(?:\r\n?+|\n)[^\S\r\n]*[\r\n]\s*")


_SORTS: Final = bytes(4 if char == ord("?") else int(chr(char).isalnum()) for char in range(128)) + bytes(128)
"""Of a character in ASCII: 1 if it is a letter or digit, else 0. 4 for `?`, which also stands for all others there."""


class Text:
    """A text to look words up in. Any run of white space matches any other; nothing else is forgiven."""

    __slots__ = (
        "__dict__",
        "_at",
        "_flat",
        "_occurrences",
        "_plain",
        "_rare",
        "_shift",
        "_sorts",
        "_whole",
        "is_printable",
        "raw",
    )

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._occurrences: dict[str, tuple[Span, ...]] = {}
        self._whole: dict[str, tuple[Span, ...]] = {}
        self._rare: dict[str, tuple[Sequence[int], int] | None] = {}
        # The sorts of the characters at `offset - 1` and `offset` stand at `offset` and `offset + 1`.
        self._sorts = b"\0%b\0" % raw.encode("ascii", "replace").translate(_SORTS)
        first, last = len(raw) - len(raw.lstrip()), len(raw.rstrip())
        flat = raw[first:last].replace("\n\n", " ")
        # Most texts have no white space but blanks, and blank lines between paragraphs: that is seen at once, since no
        # white space is printable but the blank.
        self._plain = plain = "  " not in flat and flat.isprintable()
        ends = raw[:first] + raw[last:]
        self.is_printable = (plain and not ends.strip("\n ")) or raw.replace("\n", "").isprintable()
        """Whether all characters are, line breaks aside."""
        self._flat = flat if plain else flatten(raw)
        at, shift = [0], [first]
        for start, end in (gap.span() for gap in (_BLANK if plain else _LONG_GAP).finditer(raw, first, last)):
            shift.append(shift[-1] + end - start - 1)
            at.append(end - shift[-1])
        self._at, self._shift = at, shift  # from flat offset `_at[i]` on, raw is flat + `_shift[i]`

    @cached_property
    def sha256(self) -> str:
        """Of its UTF-8 bytes, in hexadecimal."""
        return hashlib.sha256(self.raw.encode("utf-8", "surrogatepass")).hexdigest()

    def only(self, words: str, within: Span | None = None) -> Span | None:
        """The place of words that stand once in the text (or in a span of it), and cut no word.

        None if that is not plain at once. As it is of most quotes: so it is asked first, and remembers nothing.
        """
        if not words or words[0] == " " or words[-1] == " ":
            return None
        if within is not None:
            start, end = within
            at = self.raw.find(words, start, end) if self._plain else -1
            if at < 0 or self.raw.find(words, at + 1, end) >= 0 or self.raw.find("\n", start, end) >= 0:
                return None
            span = at, at + len(words)
        elif self._index is not None and (places := self._placed(words)) is not None:
            first, second = next(places, None), next(places, None)
            return first if second is None else None
        else:
            at = self._flat.find(words)
            if at < 0 or self._flat.find(words, at + 1) >= 0:
                return None
            span = self._span(at, len(words))
        return span if self.is_whole(span) else None

    def has(self, words: str, start: int, end: int | None) -> bool:
        """Whether words that cut no word, and are not blank at an end, stand just there."""
        if not words or words[0].isspace() or words[-1].isspace() or end is None or end - start != len(words):
            return False
        return self.raw.startswith(words, start) and self.is_whole((start, end))

    def occurrences(self, words: str) -> tuple[Span, ...]:
        """Every place where `words` stand, overlapping ones too, in order. Blank words stand nowhere."""
        found = self._occurrences.get(words)
        if found is None:
            found = self._occurrences[words] = tuple(self.find(words))
        return found

    def __contains__(self, words: str) -> bool:
        """Whether `words` stand anywhere; nothing is remembered."""
        return self.count(words, 1) > 0

    def count(self, words: str, most: int) -> int:
        """In how many places `words` stand, counted up to `most`; nothing is remembered."""
        return sum(1 for _ in islice(self.find(words), most))

    def find(self, words: str) -> Iterator[Span]:
        """The places of `occurrences`, one at a time; nothing is remembered."""
        # Mostly words are written as the text has them: that is seen first.
        flat = self._flat
        at = flat.find(words)
        if at < 0 or not words.strip() or words[0].isspace() or words[-1].isspace():
            given, words = words, flatten(words)
            at = flat.find(words) if words and words != given else -1
        length = len(words)
        period: int | None = None
        while at >= 0:
            yield self._span(at, length)
            if period and flat.startswith(words[-period:], at + length):
                at += period
                continue
            following = flat.find(words, at + 1)
            if period is None and 0 <= following < at + length:
                period = _period(words)
            at = following

    def _span(self, at: int, length: int) -> Span:
        """The span of the raw text that so many characters of the flat one stand for."""
        starts, shifts = self._at, self._shift
        i, last = bisect_right(starts, at), at + length - 1
        shift = shifts[i - 1]
        if i < len(starts) and starts[i] <= last:
            # The end is mapped from the last character: white space behind it may be a longer run.
            return at + shift, last + 1 + shifts[bisect_right(starts, last) - 1]
        return at + shift, last + 1 + shift

    def is_whole(self, span: Span) -> bool:
        """Whether `span` cuts no word at either end."""
        sorts, (start, end) = self._sorts, span
        first, last = sorts[start] + sorts[start + 1], sorts[end] + sorts[end + 1]
        if first < 4 and last < 4:  # between characters of ASCII, as nearly always
            return first < 2 and last < 2
        return not cuts_word(self.raw, start) and not cuts_word(self.raw, end)

    def widened(self, span: Span) -> Span:
        """`span` with the rest of the words that it cuts; as it is where that is longer than any word."""
        start, end = span
        while span[0] - start <= _LONGEST_WORD and cuts_word(self.raw, start):
            start -= 1
        while end - span[1] <= _LONGEST_WORD and cuts_word(self.raw, end):
            end += 1
        return span if max(span[0] - start, end - span[1]) > _LONGEST_WORD else (start, end)

    def whole(self, words: str) -> tuple[Span, ...]:
        """The occurrences that cut no word."""
        known = self._whole.get(words)
        if known is None:
            places = self._placed(flatten(words)) if self._index is not None else None
            if places is None:
                places = filter(self.is_whole, self.find(words))
            known = self._whole[words] = tuple(places)
        return known

    def candidates(self, words: str) -> tuple[Span, ...]:
        """The occurrences that cut no word; all of them where each cuts one."""
        return self.whole(words) or self.occurrences(words)

    # A short text is searched as fast as its words are counted. Of a long one, an index knows where each word is.

    @cached_property
    def _index(self) -> Mapping[str, Sequence[int]] | None:
        """Where each word begins in the flat text; None for one that is short, or in a script without spaces."""
        if len(self._flat) < _LONG or re.search(UNSPACED, self._flat):
            return None
        places: dict[str, list[int]] = defaultdict(list)
        for word in _LETTERS.finditer(self._flat):
            places[word[0]].append(word.start())
        return places

    def indexed(self, words: str) -> int:
        """How many places an index leads to that may be those of `words`; 0 if the whole text has to be searched."""
        rarest = self._rarest(flatten(words))
        return len(rarest[0]) if rarest else 0

    def _placed(self, words: str) -> Iterator[Span] | None:
        """Where flat words stand and cut no word; None if the index cannot tell.

        What cuts no word begins and ends where the words in it do: so of these the rarest is looked up.
        """
        rarest = self._rarest(words)
        if rarest is None:
            return None
        places, before = rarest
        starts = (at - before for at in places if at >= before)
        spans = (self._span(at, len(words)) for at in starts if self._flat.startswith(words, at))
        return (span for span in spans if self.is_whole(span))

    def _rarest(self, words: str) -> tuple[Sequence[int], int] | None:
        """Where in the flat text the rarest of some words begins, and where in them."""
        index = self._index
        if index is None:
            return None
        if words in self._rare:
            return self._rare[words]
        rarest: tuple[Sequence[int], int] | None = None
        for word in _LETTERS.finditer(words):
            places = index.get(word[0], ())
            if rarest is None or len(places) < len(rarest[0]):
                rarest = places, word.start()
            if len(places) < 2:
                break
        self._rare[words] = rarest
        return rarest

    def whole_first(self, found: tuple[Span, ...]) -> tuple[Span, ...]:
        """Those of `found` that cut no word; all of them where each cuts one."""
        return tuple(span for span in found if self.is_whole(span)) or found

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Paragraphs, told apart by blank lines; white space around them belongs to none."""
        gaps = [gap.span() for gap in _BLANK_LINE.finditer(self.raw)]
        starts = [0, *(end for _, end in gaps)]
        ends = [*(start for start, _ in gaps), len(self.raw)]
        pieces = ((a, self.raw[a:b]) for a, b in zip(starts, ends, strict=True))
        return [(a + len(p) - len(p.lstrip()), a + len(p.rstrip())) for a, p in pieces if p.strip()]

    def paragraph(self, offset: int) -> Span:
        """The paragraph that holds `offset`; an empty span between two."""
        i = bisect_right(self.paragraphs, offset, key=lambda span: span[0])
        if i and offset <= self.paragraphs[i - 1][1]:
            return self.paragraphs[i - 1]
        return offset, offset

    @cached_property
    def quotations(self) -> list[Span]:
        """Quotations: what stands between paired quotation marks, the marks included; nested ones too.

        Marks are paired within a paragraph. An opening mark repeated at the start of the next paragraph goes on with
        the quotation, so a paragraph may end without a closing mark; it is one quotation then.
        """
        return list(_quotations(self.raw, self.paragraphs))

    @cached_property
    def _outer(self) -> list[int]:
        """For each quotation the next one that holds it, as its index; their number if there is none."""
        made = [len(self.quotations)] * len(self.quotations)
        inner: list[int] = []
        for i, (start, _) in enumerate(self.quotations):  # ordered by their ends
            while inner and self.quotations[inner[-1]][0] >= start:
                made[inner.pop()] = i
            inner.append(i)
        return made

    def quotations_around(self, span: Span) -> Iterator[Span]:
        """The quotations that `span` lies wholly within, the innermost first."""
        return (quotation for quotation in self._quotations_to(span[1]) if quotation[0] <= span[0])

    def touches_quotation(self, span: Span) -> bool:
        """Whether a quotation and `span` have a character in common."""
        return any(start < span[1] for start, _ in self._quotations_to(span[0] + 1))

    def _quotations_to(self, offset: int) -> Iterator[Span]:
        """The first quotation that ends at `offset` or behind it, and those around it."""
        i = bisect_left(self.quotations, offset, key=lambda span: span[1])
        while i < len(self.quotations):
            yield self.quotations[i]
            i = self._outer[i]


def _period(needle: str) -> int:
    """The least distance at which `needle` overlaps itself, if that is at most half of it, else 0.

    With it, the occurrences of `aaa…` in `aaaaaa…` are found in linear time. The first half of a text with such a
    period recurs first at that distance (theorem of Fine and Wilf).
    """
    found = needle.find(needle[: (len(needle) + 1) // 2], 1)
    return found if found > 0 and needle.startswith(needle[found:]) else 0
