"""The sentences that show an event or a relation."""

from collections.abc import Iterable
from typing import Any

from newscorpus.interchange.standoff.annotations import Words
from newscorpus.interchange.standoff.offsets import fits
from newscorpus.text.clauses import sentence
from newscorpus.text.spans import Span, trimmed


def sentences(text: str, shown: Iterable[Words]) -> list[dict[str, Any]]:
    """Return the sentences that contain words as plain quotes, each once, in the order of the text.

    Words whose offsets are those of other words show nothing.
    """
    right = (words.spans for words in shown if not words.words or fits(words.words, words.spans, text))
    given = {span for spans in right for span in spans if span[0] < span[1] <= len(text)}
    found = sorted({_around(text, span) for span in given})
    return [{"exact": text[start:end], "start": start} for start, end in found if text[start:end].strip()]


def _around(text: str, span: Span) -> Span:
    """Return the sentences that a span touches, without the whitespace around them."""
    return trimmed(sentence(text, span), text)
