"""Look up words in a text: occurrences, and what tells them apart; word boundaries, paragraphs.

Offsets are Unicode code points from 0; spans are half-open. Imports `sentences`, `spans`
and `words` of this package.
"""

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from newscorpus.text.sentences import Quotations
from newscorpus.text.spans import Span
from newscorpus.text.words import ATTACHING, cuts_end, cuts_start, flatten, pattern

_LETTERS: Final = pattern(r"[^\W_]+")
_LONG: Final = 30_000
"""Code points. For texts of this length or longer, an index is faster than a search."""
_LONGEST_WORD: Final = 1000
"""Code points. A longer run of letters is not a word; to walk through it for each quote that cuts it takes too long."""
_MOST_SPANS: Final = 8
"""Spans that are searched one by one."""
_PARAGRAPH_BREAK: Final = pattern(r"\n\n")
_LONG_GAP: Final = pattern(r"\s\s+")
_BLANK_LINE: Final = pattern(r"(?:\r\n?+|\n)[^\S\r\n]*[\r\n]\s*")
_CLASSES: Final = bytes(
    32 if char in "?'" else 3 if char in ".," else 9 if char.isdecimal() else 8 if char.isalpha() else 0
    for char in map(chr, range(128))
) + bytes(128)
"""For each ASCII character, a number of which the sum of two says whether a boundary between them cuts a word: from 16
to 18, between letters or digits, it does; below 12 it does not. 32 for `'` and `?`, which replaces all others, too."""


MOST_COMPARED: Final = 100
"""Occurrences of the same words that are compared with each other for a suggestion, at most."""
_MOST_AROUND: Final = 11
"""Words of a context beside the quoted ones, at most."""


class Text:
    """A text to look words up in.

    Any run of whitespace matches any other; everything else must be equal.

    Attributes:
        raw: The text as it is; all offsets refer to it.
        is_printable: Whether all characters are printable, line breaks aside.
    """

    __slots__ = (
        "__dict__",
        "_at",
        "_classes",
        "_flat",
        "_occurrences",
        "_rare",
        "_shift",
        "_whole",
        "is_printable",
        "raw",
    )

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._occurrences: dict[str, tuple[Span, ...]] = {}
        self._whole: dict[str, tuple[Span, ...]] = {}
        self._rare: dict[str, tuple[Sequence[int], int] | None] = {}
        # At `offset` and `offset + 1` are the classes of the characters at `offset - 1` and `offset`.
        self._classes = b"\0%b\0" % raw.encode("ascii", "replace").translate(_CLASSES)
        first, last = len(raw) - len(raw.lstrip()), len(raw.rstrip())
        flat = raw[first:last].replace("\n\n", " ")
        # The only whitespace of most texts is single spaces, and empty lines between paragraphs. The test is fast,
        # since no whitespace is printable except the space.
        plain = "  " not in flat and flat.isprintable()
        ends = raw[:first] + raw[last:]
        self.is_printable = (plain and not ends.strip("\n ")) or raw.replace("\n", "").isprintable()
        self._flat = flat if plain else flatten(raw)
        at, shift = [0], [first]
        for start, end in (gap.span() for gap in (_PARAGRAPH_BREAK if plain else _LONG_GAP).finditer(raw, first, last)):
            shift.append(shift[-1] + end - start - 1)
            at.append(end - shift[-1])
        self._at, self._shift = at, shift  # from flat offset `_at[i]` on, the raw offset is `_shift[i]` more

    @cached_property
    def sha256(self) -> str:
        """Hash of the UTF-8 bytes, in hexadecimal."""
        return hashlib.sha256(self.raw.encode("utf-8", "surrogatepass")).hexdigest()

    def only(self, words: str, within: Sequence[Span] = ()) -> Span | None:
        """Return the span of words that occur once and cut no word, by a quick search.

        None if the search cannot show it.

        This is enough for most quotes, so callers try it first. Nothing is cached.

        Args:
            words: The words to find.
            within: The spans to look in, if not in the whole text; they begin and end with other characters than
                whitespace.
        """
        if not words or words[0] == " " or words[-1] == " ":
            return None
        if within:
            if len(within) > _MOST_SPANS:
                return None  # an index of the spans is faster
            known, begins, shifts = -1, self._begins, self._shift
            for start, end in within:
                begin = start - shifts[bisect_right(begins, start) - 1]
                stop = end - shifts[bisect_right(begins, end - 1) - 1]
                here = self._flat.find(words, begin, stop)
                if here >= 0 and (0 <= known != here or self._flat.find(words, here + 1, stop) >= 0):
                    return None
                known = max(known, here)
            if known < 0:
                return None
            span = self._span(known, len(words))
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
        """Return whether `words` are from `start` to `end`, trimmed, and cut no word."""
        if not words or words[0].isspace() or words[-1].isspace() or end is None or end - start != len(words):
            return False
        return self.raw.startswith(words, start) and self.is_whole((start, end))

    def occurrences(self, words: str) -> tuple[Span, ...]:
        """Return all occurrences of `words` in order, overlapping ones too.

        Whitespace alone does not occur.
        """
        places = self._occurrences.get(words)
        if places is None:
            places = self._occurrences[words] = tuple(self.find(words))
        return places

    def __contains__(self, words: str) -> bool:
        """Return whether `words` occur; nothing is cached."""
        return self._first(words)[1] >= 0

    def count(self, words: str, most: int) -> int:
        """Count the occurrences of `words`, `most` at most; nothing is cached."""
        return sum(1 for _ in islice(self.find(words), most))

    def find(self, words: str) -> Iterator[Span]:
        """Yield the spans of `occurrences`, one at a time; nothing is cached."""
        flat = self._flat
        words, at = self._first(words)
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

    def _first(self, words: str) -> tuple[str, int]:
        """Return flat words, and where they begin in the flat text; -1 if they do not occur."""
        # Most words are written as in the text, so they are tried without `flatten` first.
        at = self._flat.find(words)
        is_flat = words.isprintable() and words[:1] not in ("", " ") and words[-1] != " "
        if is_flat and (at >= 0 or "  " not in words):
            return words, at
        if at < 0 or not words.strip() or words[0].isspace() or words[-1].isspace():
            given, words = words, flatten(words)
            at = self._flat.find(words) if words and words != given else -1
        return words, at

    def _span(self, at: int, length: int) -> Span:
        """Map `length` characters of the flat text, from `at` on, to a span of the raw text."""
        starts, shifts = self._at, self._shift
        i, last = bisect_right(starts, at), at + length - 1
        shift = shifts[i - 1]
        if i < len(starts) and starts[i] <= last:
            # The end is mapped from the last character: the whitespace after it may be a longer run.
            return at + shift, last + 1 + shifts[bisect_right(starts, last) - 1]
        return at + shift, last + 1 + shift

    @cached_property
    def _begins(self) -> Sequence[int]:
        """The offset in the raw text at which each shift begins."""
        return [at + shift for at, shift in zip(self._at, self._shift, strict=True)]

    def is_whole(self, span: Span) -> bool:
        """Return whether `span` cuts no word at either end."""
        classes, (start, end) = self._classes, span
        first, last = classes[start] + classes[start + 1], classes[end] + classes[end + 1]
        if first < 12 and last < 12:  # the usual case
            return True
        if 16 <= first <= 18 or 16 <= last <= 18:
            return False
        return not cuts_start(self.raw, start) and not cuts_end(self.raw, end)

    def widened(self, span: Span) -> Span:
        """Return `span` with the rest of the words that it cuts.

        It is unchanged if that would be longer than any word.
        """
        start, end = span
        while span[0] - start <= _LONGEST_WORD and cuts_start(self.raw, start):
            start -= 1
        while end - span[1] <= _LONGEST_WORD and cuts_end(self.raw, end):
            end += 1
        return span if max(span[0] - start, end - span[1]) > _LONGEST_WORD else (start, end)

    def whole(self, words: str) -> tuple[Span, ...]:
        """Return the occurrences that cut no word."""
        known = self._whole.get(words)
        if known is None:
            places = self._placed(flatten(words)) if self._index is not None else None
            if places is None:
                places = filter(self.is_whole, self.find(words))
            known = self._whole[words] = tuple(places)
        return known

    def named(self, form: str) -> tuple[Span, ...]:
        """Return the occurrences of a name that cut no word, in order.

        One that begins with a lower-case letter has a capital where a sentence begins: `the company`, `The company`.
        Straight and typographic apostrophes are the same: `O'Brien`, `O’Brien`.
        """
        if "'" in form or "’" in form:
            both = {form.replace("’", "'"), form.replace("'", "’")}
            return tuple(sorted(span for spelling in both for span in self._named(spelling)))
        return self._named(form)

    def _named(self, form: str) -> tuple[Span, ...]:
        places = self.whole(form)
        if not form[:1].islower():
            return places
        capitals = self.whole(form[0].upper() + form[1:])
        return tuple(sorted((*places, *(span for span in capitals if self.begins_sentence(span[0])))))

    def begins_sentence(self, offset: int) -> bool:
        """Return whether a sentence may begin at `offset`: not after a word, a comma or the like."""
        before = self.raw[max(0, offset - 9) : offset].rstrip(" \u00a0")[-1:]
        return not (before.isalnum() or (before and before in ",;)’'&/%-"))

    def candidates(self, words: str) -> tuple[Span, ...]:
        """Return the occurrences that cut no word, or all if each cuts one."""
        return self.whole(words) or self.occurrences(words)

    @cached_property
    def _index(self) -> Mapping[str, Sequence[int]] | None:
        """Where each word begins in the flat text; None if it is short, or words may begin within a run of letters."""
        if len(self._flat) < _LONG or re.search(ATTACHING, self._flat):
            return None
        places: dict[str, list[int]] = defaultdict(list)
        for word in _LETTERS.finditer(self._flat):
            places[word[0]].append(word.start())
        return places

    def indexed(self, words: str) -> int:
        """Return in how many places to look for `words`, by the index.

        0 if there is no index for them, so that the whole text must be searched.
        """
        rarest = self._rarest(flatten(words))
        return len(rarest[0]) if rarest else 0

    def _placed(self, words: str) -> Iterator[Span] | None:
        """The occurrences of flat words that cut no word; None without an index, or for words without letters.

        A span that cuts no word begins and ends with whole words, so the rarest of its words is looked up.
        """
        rarest = self._rarest(words)
        if rarest is None:
            return None
        places, before = rarest
        starts = (at - before for at in places if at >= before)
        spans = (self._span(at, len(words)) for at in starts if self._flat.startswith(words, at))
        return (span for span in spans if self.is_whole(span))

    def _rarest(self, words: str) -> tuple[Sequence[int], int] | None:
        """Where in the flat text the rarest of `words` begins, and its offset in `words`."""
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

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The paragraphs, which blank lines separate, without the whitespace around them."""
        gaps = [gap.span() for gap in _BLANK_LINE.finditer(self.raw)]
        starts = [0, *(end for _, end in gaps)]
        ends = [*(start for start, _ in gaps), len(self.raw)]
        pieces = ((a, self.raw[a:b]) for a, b in zip(starts, ends, strict=True))
        return [(a + len(p) - len(p.lstrip()), a + len(p.rstrip())) for a, p in pieces if p.strip()]

    def paragraph(self, offset: int) -> Span:
        """Return the paragraph that contains `offset`; an empty span if it is between two."""
        i = bisect_right(self.paragraphs, offset, key=lambda span: span[0])
        if i and offset <= self.paragraphs[i - 1][1]:
            return self.paragraphs[i - 1]
        return offset, offset

    @cached_property
    def quotations(self) -> Quotations:
        """The quotations of the text."""
        return Quotations(self.raw, self.paragraphs)


def _period(needle: str) -> int:
    """The least distance at which `needle` overlaps itself, if that is at most half its length, else 0.

    It finds the occurrences of `aaa…` in `aaaaaa…` in linear time. In a string with such a period, the first half
    recurs first at that distance (theorem of Fine and Wilf).
    """
    distance = needle.find(needle[: (len(needle) + 1) // 2], 1)
    return distance if distance > 0 and needle.startswith(needle[distance:]) else 0


def context_at(text: Text, span: Span) -> str | None:
    """Return the shortest context that distinguishes words from their other occurrences; None if there is none."""
    others = text.candidates(flatten(text.raw[slice(*span)]))
    return context_of(text, [span, *(place for place in others if place != span)])


def context_of(text: Text, places: Sequence[Span]) -> str | None:
    """Return the shortest context that distinguishes the first of `places`.

    It is a run of whole words around the place that is not around the others.

    The run contains the quoted words once. None if there is no such run, or if `places` are too many to compare.
    """
    if len(places) > MOST_COMPARED:
        return None
    (start, end), *others = places
    before, after = _around(text.raw, start, end)
    shared = set()
    for place in others:
        theirs = _around(text.raw, *place)
        shared.add((_shared_length(before, theirs[0]), _shared_length(after, theirs[1])))
    exact = text.raw[start:end]
    for size in range(1, _MOST_AROUND + 1):
        for left in range(size + 1):
            right = size - left
            if left < len(before) and right < len(after) and not any(left < a and right < b for a, b in shared):
                context = flatten(" ".join(before[left::-1]) + exact + " ".join(after[: right + 1]))
                # `she said` is also around the place of `she said.`
                if Text(context).count(exact, 2) == 1 and len(text.candidates(context)) == 1:
                    return context
    return None


def _around(raw: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The words before a place, the nearest first, and those after it.

    Each list begins with the rest of the word that the place cuts; with an empty string if it cuts none.
    """
    before, after = raw[max(0, start - 400) : start], raw[end : end + 400]
    left, right = before.split()[::-1], after.split()
    return left if before[-1:].strip() else ["", *left], right if after[:1].strip() else ["", *right]


def _shared_length(items: Sequence[str], others: Sequence[str]) -> int:
    """How many items at the start of both are equal."""
    limit = min(len(items), len(others), _MOST_AROUND + 1)
    return next((i for i in range(limit) if items[i] != others[i]), limit)
