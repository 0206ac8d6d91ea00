"""Spans of a source -> quotes of an article, and the sentences that are evidence."""

from collections.abc import Iterable
from typing import Any

import attrs

from newscorpus.interchange.engine.document import Words
from newscorpus.interchange.engine.inline_tags import Tag
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.offsets import Offsets, fits
from newscorpus.interchange.engine.paths import Found, first, select
from newscorpus.models import text_of
from newscorpus.models.mapping import SpanMap
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span, trimmed
from newscorpus.text.words import cuts_end, cuts_start, flatten

Plain = dict[str, Any]


@attrs.frozen
class Piece:
    """A string that the text consists of."""

    start: int
    end: int
    tokens: list[Span]
    """Its tokens, if the source has a list of them, as spans of the text."""

    def offsets(self, text: str, unit: str) -> Offsets:
        """Return the offsets in it."""
        return Offsets(text[self.start : self.end], unit, [(a - self.start, b - self.start) for a, b in self.tokens])


class SpanQuotes:
    """Makes the quotes of one article.

    Args:
        head: How the source gives spans.
        text: The text of the article.
        pieces: The strings that the text consists of.
        losses: Where to count spans that cannot be read.
        source: Where the article comes from.
    """

    def __init__(self, head: SpanMap, text: str, pieces: list[Piece], losses: Losses, source: str) -> None:
        self.text = text
        self._head, self._losses, self.source = head, losses, source
        whole = Piece(0, len(text), [token for piece in pieces for token in piece.tokens])
        self._pieces = [(piece.start, piece.offsets(text, head.unit)) for piece in (pieces if head.in_ else [whole])]
        self._counted = set[str]()
        """Places of spans that are lost: a span of an entity is read for each argument that names it."""
        self._noted = set[tuple[str, str]]()
        """Those of spans that are kept, and what they lack."""
        self.torn = set[str]()
        """Places of objects of which a span is lost, and counted."""

    def below(self, data: Any, path: str, place: str) -> list[Plain]:
        """Return the quotes that a path leads to: objects with offsets, strings, or lists of them."""
        quotes = []
        for value in select(data, path, place):
            start = first(value.value, self._head.start)
            several = isinstance(value.value, list) and (start is None or isinstance(start, list | dict))
            for span in select(value.value, "[]", value.place) if several else [value]:
                quote = self._quote(span)
                quotes += self._placed(quote) if quote else []
                if quote is None and span.place in self._counted:
                    self.torn.add(place)
        return quotes

    def _quote(self, value: Found) -> Plain | None:
        if isinstance(value.value, str):
            return self._unplaced(value, value.value) if value.value else None
        if not isinstance(value.value, dict | list):
            if value.value is not None:
                self._lose("span that is neither words nor an object", value)
            return None
        tag = value.value if isinstance(value.value, Tag) else None
        words = tag.words if tag is not None else first(value.value, self._head.words)
        exact = words if isinstance(words, str) and words else None
        span = tag.span if tag is not None else self._span(value, exact)
        if span is None:
            return self._unplaced(value, exact) if exact else None
        words = exact or self.text[max(span[0], 0) : max(span[1], 0)]
        if not words:
            self._lose(_outside(*span), value)
            return None
        bare, before, after = self._bare(value, words)
        if self.text[span[0] : span[1]] != bare:  # else the offsets are those of the words without the white space
            span = span[0] + before, span[1] - after
        quote: Plain = {"exact": bare, "start": span[0]}
        if exact is None and (cuts_start(self.text, span[0]) or cuts_end(self.text, span[1])):
            self._note("span that cuts a word, which is kept", value, f": {bare}")
        if span[1] != span[0] + len(bare):
            quote["end"] = span[1]
        return quote

    def _unplaced(self, at: Found, words: str) -> Plain:
        """Return a quote without a place."""
        if (at.place, "") not in self._noted:
            self._noted.add((at.place, ""))
            self._losses.unplaced += 1
        return {"exact": self._bare(at, words)[0]}

    def _bare(self, at: Found, words: str) -> tuple[str, int, int]:
        """Return words without the white space at their ends, and how much that is before and after them."""
        start, end = trimmed((0, len(words)), words)
        if end - start < len(words):
            self._note("white space around words, which is left out", at)
        return words[start:end], start, len(words) - end

    def _placed(self, quote: Plain) -> list[Plain]:
        """Return a quote at the places that the mapping chooses, if it has no offset and the text has it repeatedly."""
        if self._head.occurrences == "refuse" or "start" in quote:
            return [quote]
        spans = text_of(self.text).candidates(quote["exact"])
        chosen = spans if self._head.occurrences == "all" else spans[:1]
        return [{"exact": self.text[start:end], "start": start} for start, end in chosen] or [quote]

    def has(self, quote: Plain) -> bool:
        """Report whether the source says where the words of a quote are, or the text has them."""
        return "start" in quote or quote["exact"] in text_of(self.text)

    def _span(self, value: Found, words: str | None) -> Span | None:
        """Return a span in code points; None if the object has none, or a malformed one, which is a loss.

        Without an end, that follows from the words, which need not be those of the text: the check compares them.
        """
        head = self._head
        given = [first(value.value, path) for path in (head.start, head.behind)]
        if given == [None, None]:
            return None
        start, end = map(_as_offset, given)
        if given[1] is None and start is not None and words:
            if known := self._in_text(value, start, start + 1):
                return known[0], known[0] + len(words)
            self._lose(_outside(start, start + 1), value)
            return None
        if start is None or end is None:
            kind = "span without an end: name `end`, `last`, `length` or `words` in `spans`"
            self._lose(kind if given[1] is None else "span that is not two integers", value)
            return None
        end = start + end if head.length else end + 1 if head.last else end
        span = self._in_text(value, start, end)
        if span is None:
            self._lose(_outside(start, end), value)
        return span

    def _in_text(self, value: Found, start: int, end: int) -> Span | None:
        """Return a span of the text for offsets in the string that the object names."""
        number = _as_offset(first(value.value, self._head.in_)) if self._head.in_ else 0
        for at, offsets in self._pieces[number : number + 1] if number is not None and number >= 0 else []:
            if span := offsets.span(start, end):
                return at + span[0], at + span[1]
        return None

    def _lose(self, kind: str, at: Found) -> None:
        if at.place not in self._counted:
            self._counted.add(at.place)
            self._losses.add(kind, f"{self.source}: {at.place}")

    def _note(self, kind: str, at: Found, words: str = "") -> None:
        """Count what a quote that is kept lacks."""
        if (at.place, kind) not in self._noted:
            self._noted.add((at.place, kind))
            self._losses.add(kind, f"{self.source}: {at.place}{words}")

    def place(self, quote: Plain) -> Span | None:
        """Return where the text has the words of a quote; None if it has not, or not once without right offsets."""
        words, start = quote["exact"], quote.get("start")
        if start is not None:
            end = quote.get("end", start + len(words))
            if 0 <= start < end <= len(self.text) and flatten(self.text[start:end]) == flatten(words):
                return start, end
        start = self.text.find(words)
        is_once = start >= 0 and self.text.find(words, start + 1) < 0
        return (start, start + len(words)) if is_once else None

    def evidence(self, quotes: Iterable[Plain], triggers: list[Plain], how: str) -> list[Plain]:
        """Return the evidence of an event.

        Args:
            quotes: All quotes of the event.
            triggers: Those that name it.
            how: sentences, spans or paragraphs.

        Returns:
            The quotes; the paragraphs of the whole text if none of `quotes` has a place.
        """
        if how == "spans" and triggers:
            return triggers
        spans = [span for quote in quotes if (span := self.place(quote))]
        text = text_of(self.text)
        if not spans:
            spans = text.paragraphs
        elif how == "sentences":
            spans = [sentence(self.text, span) for span in spans]
        elif how == "paragraphs":
            spans = [(text.paragraph(start)[0], text.paragraph(end - 1)[1]) for start, end in spans]
        return [{"exact": self.text[start:end], "start": start} for start, end in self._joined(spans)]

    def _joined(self, spans: Iterable[Span]) -> list[Span]:
        """Return spans without the white space around them, those that overlap as one."""
        joined: list[Span] = []
        for outer in sorted(spans):
            start, end = trimmed(outer, self.text)
            if joined and start < joined[-1][1]:
                joined[-1] = joined[-1][0], max(joined[-1][1], end)
            elif self.text[start:end].strip():
                joined.append((start, end))
        return joined


def _outside(start: int, end: int) -> str:
    return "span outside of the text" if start < end else "span that ends where it begins, or before"


def _as_offset(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return value if type(value) is int else None


class WordQuotes:
    """Makes the quotes of one document.

    Args:
        text: Its text.
        losses: Where to count gaps.
    """

    def __init__(self, text: str, losses: Losses) -> None:
        self._text, self._losses = text, losses
        self._counted = set[str]()
        """Words whose gap is counted: they may be quoted several times."""

    def whole(self, words: Words) -> dict[str, Any]:
        """Return one quote of words; if they are apart, all that is between is in it."""
        if len(words.spans) == 1:
            (span,) = words.spans
            return self._at(span) if fits(words.words, [span], self._text) else self._given(words, span)
        if self._differs(words):
            return self._given(words, whole(words.spans))
        if words.id not in self._counted:
            self._counted.add(words.id)
            self._losses.add(f"gap inside {words.label}, which is one quote", words.place)
        return self._at(whole(words.spans))

    def parts(self, words: Words) -> list[dict[str, Any]]:
        """Return a quote for each part of words that are apart."""
        is_whole = len(words.spans) == 1 or self._differs(words)
        return [self.whole(words)] if is_whole else [self._at(span) for span in words.spans]

    def _differs(self, words: Words) -> bool:
        """Report whether the text has other words at the spans of words that are apart, whatever is between them."""
        parts = "".join(self._text[start:end] for start, end in words.spans)
        return bool(words.words) and "".join(words.words.split()) != "".join(parts.split())

    def _at(self, span: Span) -> dict[str, Any]:
        return {"exact": self._text[slice(*span)], "start": span[0]}

    def _given(self, words: Words, span: Span) -> dict[str, Any]:
        """Return a quote as the file has it, although the text has other words there: the checker reports it."""
        return {**self._at(span), **({"exact": words.words} if words.words else {}), "end": span[1]}


def whole(spans: tuple[Span, ...]) -> Span:
    """Return the span from the first of some to the last."""
    return min(start for start, _ in spans), max(end for _, end in spans)


def sentences(text: str, shown: Iterable[Words]) -> list[dict[str, Any]]:
    """Return the sentences that contain words as plain quotes, each once, in the order of the text.

    Words whose offsets are those of other words show nothing.
    """
    right = (words.spans for words in shown if not words.words or fits(words.words, words.spans, text))
    given = {span for spans in right for span in spans if span[0] < span[1] <= len(text)}
    around = sorted({_around(text, span) for span in given})
    return [{"exact": text[start:end], "start": start} for start, end in around if text[start:end].strip()]


def _around(text: str, span: Span) -> Span:
    """Return the sentences that a span touches, without the whitespace around them."""
    return trimmed(sentence(text, span), text)
