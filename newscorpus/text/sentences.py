"""Where sentences and quotations of a text begin and end; its words, and the markup that a conversion left in it.

A full stop may be that of an abbreviation, per language. Abbreviations of all languages are used for each text, since
that of a text is not known always. So none is a word of another language that ends sentences, and none is listed that
often ends one itself: `Inc.`, `usw.` Imports `languages`, `spans` and `words` of this package.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import Final, NamedTuple

from newscorpus.text.languages import shared
from newscorpus.text.spans import Span
from newscorpus.text.words import is_spaced_word, pattern

CAPITALS: Final = "".join(char for char in map(chr, range(0x2000)) if char.isupper())
"""Capital letters of Latin, Greek, Cyrillic and other scripts."""


class _Patterns(NamedTuple):
    abbreviated: re.Pattern[str]
    numbered: re.Pattern[str]
    """Abbreviations before numbers: `Art. 5`."""
    month: re.Pattern[str]
    """Names of months behind an ordinal of German: `am 5. Mai`."""
    endings: frozenset[str]
    """The last two letters of all abbreviations, in lower case; of one letter, this letter."""


@cache
def _patterns() -> _Patterns:
    words = shared("abbreviations")
    by_language, before_numbers = words["words"].values(), words["before_numbers"].values()
    of_languages = _any_of(word for listed in by_language for word in listed)
    every = [*words["any_case"], *(word for listed in (*by_language, *before_numbers) for word in listed)]
    return _Patterns(
        pattern(rf"(?:\b[{CAPITALS}]|\b(?i:{_any_of(words['any_case'])})|\b(?:{of_languages}))\Z"),
        pattern(rf"\b(?:{_any_of(word for listed in before_numbers for word in listed)})\Z"),
        pattern(rf"\s+(?:{_any_of(words['german_months'])})\b"),
        frozenset(word[-2:].lower() for word in every),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


_NUMBER: Final = pattern(r"\s+[0-9]")
_ORDINAL: Final = pattern(r"\b[0-9]{1,2}\Z")
_LONGEST: Final = 8
"""Code points of an abbreviation, at most, and one before it."""


def ends_abbreviation(raw: str, stop: int) -> bool:
    """Report whether the full stop at an offset is that of an abbreviation, or of an ordinal before a month."""
    if raw[stop] != ".":
        return False
    after = stop + 1
    if raw[stop - 1 : stop] == " ":
        stop -= 1  # ` . `: in a text of tokens, each mark stands alone
    tail = raw[max(0, stop - 2) : stop].lower()
    ending = tail if tail[:1].isalnum() else tail[-1:]
    if ending not in _patterns().endings and not (raw[stop - 1].isupper() or raw[stop - 1].isdecimal()):
        return False  # the usual case
    first = max(0, stop - _LONGEST)
    if _patterns().abbreviated.search(raw, first, stop):
        return True
    if _patterns().numbered.search(raw, first, stop):
        return _NUMBER.match(raw, after) is not None
    return _ORDINAL.search(raw, first, stop) is not None and _patterns().month.match(raw, after) is not None


TOKEN: Final = pattern(r"\w+(?:[-‐‑’'.]\w+)*|[^\w\s]")
"""A word or a mark."""
_WITHOUT_CASE: Final = "\u0590-\u13ff\u1700-\u18af\u1900-\u1c7f\u3040-\ud7ff"
"""Letters of scripts without capitals, such as Arabic, Hebrew, Devanagari, Thai, Chinese, Japanese and Korean."""
_END: Final = pattern(
    # It begins with one class of characters, which is what makes the search fast.
    r"[.!?…。！？।॥۔؟։።\n](?:"
    # A space before a closing mark, and behind an opening one, is that of a text of tokens.
    r"(?<=[.!?…])(?<![.!?…]{2})[.!?…]*(?: ?[”’»)\]]|[\"'“‘«])*"
    rf"(?=\s+[\"'“„‘«»(\[]? ?[{CAPITALS}{_WITHOUT_CASE}0-9¿¡])"
    r"|(?<=[。！？।॥۔؟։።])[。！？।॥۔؟։።]*(?![\"'”“’»)\]」』）])|(?<=\n)\s*\n)"
)


def sentence(raw: str, span: Span) -> Span:
    """Return the span of the sentences that `span` touches, which may be that of another text."""
    bounds = _bounds(raw)
    last = min(bisect_left(bounds, max(span[1], span[0] + 1)), len(bounds) - 1)
    return bounds[bisect_right(bounds, span[0]) - 1], bounds[last]


@lru_cache(maxsize=8)
def _bounds(raw: str) -> list[int]:
    """Where a text begins and ends, and the sentences in it end."""
    marks = (mark for mark in _END.finditer(raw) if not ends_abbreviation(raw, mark.start()))
    return [0, *(mark.end() for mark in marks if mark.end() < len(raw)), len(raw)]


def tokens(raw: str, start: int, end: int) -> list[str]:
    """Return the words and marks of a part of a text, in lower case."""
    words = raw[start:end]
    lower = words.lower()
    if len(lower) == len(words):  # the usual case: what is a letter is one in lower case, too
        return TOKEN.findall(lower)
    return [token.lower() for token in TOKEN.findall(words)]


def ends_sentence(words: str) -> bool:
    """Return whether a sentence ends within words."""
    return any(not ends_abbreviation(words, mark.start()) for mark in _END.finditer(words))


MARKUP: Final = (
    r"</[A-Za-z][\w:.-]*\s*>"
    r"|<[A-Za-z][\w:.-]*\s[^<>=]*=[^<>]*>"
    r"|<(?:br|hr|img|p|div|span|a|b|i|u|em|strong|small|h[1-6]|[uod]l|li|d[td]|t[drh]|table|blockquote|article)\s*/?>"
    r"|<!--|<[!?][A-Za-z][^<>]*>"
    r"|&(?:#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);"
)
"""Words in angle brackets are markup only if they have an attribute, close an element, or are an element of HTML."""

_PAIRS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "”": "”", '"': '"'}
"""For each opening mark the marks that close it."""
_MARK: Final = pattern("[" + "".join(sorted({*_PAIRS, *"".join(_PAIRS.values())})) + "]")
_MARK_OR_MARKUP: Final = f"{MARKUP}|{_MARK.pattern}"


class Quotations:
    """The quotations of a text; their spans include the marks.

    Marks are paired within a paragraph; quotations may be nested. If a paragraph ends inside a quotation and the next
    one begins with an opening mark, the quotation continues there: its first part is a quotation, and so is the whole.
    """

    def __init__(self, raw: str, paragraphs: Sequence[Span]) -> None:
        self.spans: list[Span] = list(_pair_marks(raw, paragraphs))
        """The quotations, ordered by their ends."""

    def around(self, span: Span) -> Iterator[Span]:
        """Yield the quotations that contain `span`, the innermost first."""
        return (quotation for quotation in self._ending_from(span[1]) if quotation[0] <= span[0])

    def touches(self, span: Span) -> bool:
        """Return whether a quotation and `span` have a character in common."""
        return any(start < span[1] for start, _ in self._ending_from(span[0] + 1))

    def _ending_from(self, offset: int) -> Iterator[Span]:
        """Yield the first quotation that ends at `offset` or later, and those around it."""
        i = bisect_left(self.spans, offset, key=lambda span: span[1])
        while i < len(self.spans):
            yield self.spans[i]
            i = self._outer[i]

    @cached_property
    def _outer(self) -> list[int]:
        """For each quotation, the index of the next one around it, or the number of quotations."""
        outer = [len(self.spans)] * len(self.spans)
        inner: list[int] = []
        for i, (start, _) in enumerate(self.spans):
            while inner and self.spans[inner[-1]][0] >= start:
                outer[inner.pop()] = i
            inner.append(i)
        return outer


def _pair_marks(raw: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    pattern = re.compile(_MARK_OR_MARKUP) if "<" in raw else _MARK
    begun: int | None = None  # start of a quotation that continues from the previous paragraph
    for i, (start, end) in enumerate(paragraphs, 1):
        opened: list[int] = []
        opening = ""
        for mark in pattern.finditer(raw, start, end):
            char = mark[0]
            if len(char) > 1:
                continue  # quotation marks around an attribute are not those of a quotation
            if opened and char in _PAIRS[opening]:
                yield opened.pop(), mark.end()
            elif (char == opening) if opened else (char in _PAIRS and not _only_closes(raw, mark.start())):
                opened.append(mark.start() if begun is None else begun)
                opening, begun = char, None
        if opened and i < len(paragraphs) and raw[paragraphs[i][0]] in _PAIRS:
            begun = opened[0]
            yield begun, end


def _only_closes(raw: str, at: int) -> bool:
    """Whether a mark that may open or close directly follows a word or its punctuation."""
    before = raw[at - 1 : at]
    return raw[at] in '”"' and before != "" and (before in ".,!?…" or is_spaced_word(before))
