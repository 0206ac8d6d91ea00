"""Offsets in UTF-16, bytes or tokens -> code points; spans that belong together; tokens of a text in any language."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise, product
from typing import Final

import attrs

from newscorpus.interchange.engine.document import Standoff, Words
from newscorpus.interchange.engine.losses import Losses
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span, trimmed
from newscorpus.text.words import cuts_word, flatten

_TOKEN: Final = re.compile(r"\S+")
_SIZES: Final[dict[str, Callable[[str], int]]] = {
    "utf16": lambda char: 1 + (char > "\uffff"),
    "bytes": lambda char: len(char.encode("utf-8", "surrogatepass")),
}


class Offsets:
    """The offsets of one text.

    Args:
        text: The text.
        unit: What the source counts: characters, utf16, bytes or tokens.
        tokens: The tokens, if the source has them; else what white space separates.
    """

    def __init__(self, text: str, unit: str, tokens: Sequence[Span] = ()) -> None:
        self._text, self._unit, self._given = text, unit, tokens

    def span(self, start: int, end: int) -> Span | None:
        """Return a span in code points.

        Offsets behind the end of the text stay there, so that the check reports them.

        Returns:
            The span; None if there are no such tokens.
        """
        if self._unit == "tokens":
            tokens = self._tokens
            if not 0 <= start < end <= len(tokens):
                return None
            return tokens[start][0], tokens[end - 1][1]
        return self._point(start), self._point(end)

    def _point(self, offset: int) -> int:
        starts = self._starts
        if starts is None or offset < 0:
            return offset
        if offset >= starts[-1]:
            return len(self._text) + offset - starts[-1]
        return bisect_right(starts, offset) - 1

    @cached_property
    def _starts(self) -> list[int] | None:
        """The offset of each code point and of the end, as the source counts; None if it is the same."""
        size = _SIZES.get(self._unit)
        same = "\x7f" if self._unit == "bytes" else "\uffff"
        if size is None or max(self._text, default="") <= same:
            return None
        return [0, *accumulate(map(size, self._text))]

    @cached_property
    def _tokens(self) -> Sequence[Span]:
        return self._given or [token.span() for token in _TOKEN.finditer(self._text)]


_COUNTED: Final[Mapping[str, Callable[[str], int]]] = {
    "code points": lambda _: 1,
    "UTF-16": _SIZES["utf16"],
    "bytes": _SIZES["bytes"],
}
"""How many of what offsets may count a character is."""


def placed(
    standoff: Standoff, text: str, losses: Losses, place: str, *, unit: str = "characters", marked: bool = False
) -> None:
    """Convert the offsets of all words to code points of the text, in the unit that the words prove.

    Args:
        standoff: The annotations; their spans are replaced. Those that only whitespace separates become one.
        text: The text, without a byte order mark.
        losses: Where to count a document with another unit.
        place: The file of the annotations.
        unit: What offsets count if the source has no words: characters, utf16 or bytes.
        marked: Whether the file of the text has a byte order mark, which offsets may count.
    """
    known = [words for words in standoff.words.values() if words.words]
    given = None if known else Offsets(text, unit)
    best, name, table = _fitting(known, text, None), "", None
    if best < len(known):
        marks, breaks = (("", "\ufeff") if marked else ("",)), ((False, True) if "\r\n" in text else (False,))
        for counted, mark, single in product(_COUNTED, marks, breaks):
            tried = _offsets(text, _COUNTED[counted], mark, single=single)
            fit = _fitting(known, text, tried)
            if fit > best:
                best, table = fit, tried
                also = [" and the byte order mark"] * bool(mark) + [" and CRLF as one"] * single
                name = f"offsets that count {counted}{''.join(also)}, which are converted"
    if table is not None:
        losses.add(name, place)
    for id_, words in standoff.words.items():
        spans = [given.span(*span) or span for span in words.spans] if given else _converted(words.spans, table)
        whole = joined(spans, text)
        bare = tuple(trimmed(span, text) for span in whole)
        if bare != whole:
            losses.add("white space around words, which is left out", words.place)
        standoff.words[id_] = attrs.evolve(words, spans=bare, words=words.words.strip())


def _offsets(text: str, size: Callable[[str], int], mark: str, *, single: bool) -> dict[int, int]:
    """Return the offset in code points for each offset in another unit."""
    widths = [*map(size, text)]
    if single:
        for ending in re.finditer("\r\n", text):
            widths[ending.start()] = 0
    first = sum(map(size, mark))
    table: dict[int, int] = {}
    for i, at in enumerate(accumulate(widths, initial=first)):
        table.setdefault(at, i)  # words end before CRLF
    return table


def _converted(spans: Iterable[Span], table: Mapping[int, int] | None) -> tuple[Span, ...]:
    if table is None:
        return tuple(spans)
    return tuple((table.get(start, start), table.get(end, end)) for start, end in spans)


def _fitting(known: Iterable[Words], text: str, table: Mapping[int, int] | None) -> int:
    """Return how many annotations have the words that the text has at their offsets."""
    return sum(fits(words.words, _converted(words.spans, table), text) for words in known)


def fits(words: str, spans: Iterable[Span], text: str) -> bool:
    """Return whether a text has these words at these spans; any whitespace stands for any other."""
    return flatten(words) == flatten(" ".join(text[start:end] for start, end in spans))


def joined(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Join spans that only whitespace separates: a span with a line break in it has several parts in the file."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and joined[-1][1] <= start <= len(text) and not text[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return tuple(joined)


_SHOWN: Final = 40
"""Characters of a sentence that a loss shows."""


def tokens_of(text: str, spans: Iterable[Span] = ()) -> list[list[Span]]:
    """Return the tokens of each sentence of a text.

    A token is a word, a number, a grapheme cluster, or one other character that is not whitespace. Scripts without
    spaces between words have a token for each character.

    Args:
        text: The text.
        spans: Annotated spans, half-open in code points: a token also ends where one of them begins or ends.

    Returns:
        Half-open spans in code points, in the order of the text.
    """
    cuts = {offset for span in spans for offset in span}
    sentences: list[list[Span]] = []
    end = 0
    for run in _TOKEN.finditer(text):
        start = run.start()
        for at in range(start + 1, run.end() + 1):
            if at == run.end() or at in cuts or not cuts_word(text, at):
                if start >= end:
                    end = sentence(text, (start, at))[1]
                    sentences.append([])
                sentences[-1].append((start, at))
                start = at
    return sentences


def count_other_tokens(
    text: str, sentences: Sequence[Sequence[Span]], ours: Sequence[Sequence[Span]], losses: Losses, place: str
) -> None:
    """Count the tokens and sentences of a source that an export divides otherwise: articles have no place for them.

    Args:
        text: The text.
        sentences: The tokens of each sentence of the source, half-open in code points.
        ours: Those of an export of the same text.
        losses: Where to count.
        place: The document.
    """
    for unit, theirs, known in (
        ("token", list(chain.from_iterable(sentences)), set(chain.from_iterable(ours))),
        ("sentence", _bounds(sentences), set(_bounds(ours))),
    ):
        for start, end in theirs:
            if (start, end) not in known:
                losses.add(f"{unit} that is divided otherwise", f"{place}: {_abbreviated(text[start:end])}")


def _bounds(sentences: Iterable[Sequence[Span]]) -> list[Span]:
    return [(tokens[0][0], tokens[-1][1]) for tokens in sentences if tokens]


def _abbreviated(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def whole_sentences(sentences: Sequence[Sequence[Span]], spans: Sequence[Span]) -> list[list[Span]]:
    """Join sentences that an annotated span crosses."""
    joined = [[*tokens] for tokens in sentences[:1]]
    for before, tokens in pairwise(sentences):
        if any(start < before[-1][1] and tokens[0][0] < end for start, end in spans):
            joined[-1] += tokens
        else:
            joined.append([*tokens])
    return joined


class TokenIndex:
    """The numbers of tokens.

    Args:
        tokens: Their spans, in the order of the text.
    """

    def __init__(self, tokens: Iterable[Span]) -> None:
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        for number, (start, end) in enumerate(tokens):
            self._starts[start], self._ends[end] = number, number + 1

    def span(self, span: Span) -> Span:
        """Return the half-open span of tokens that a span of code points is. Raises KeyError if it ends inside one."""
        return self._starts[span[0]], self._ends[span[1]]
