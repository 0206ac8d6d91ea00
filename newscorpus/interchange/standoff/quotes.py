"""Words with a label -> quotes of the article."""

from typing import Any

from newscorpus.interchange.losses import Losses
from newscorpus.interchange.standoff.annotations import Words
from newscorpus.interchange.standoff.offsets import fits
from newscorpus.text.spans import Span


class Quotes:
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
        if words.id not in self._counted:
            self._counted.add(words.id)
            self._losses.add(f"gap inside {words.label}, which is one quote", words.place)
        return self._at(whole(words.spans))

    def parts(self, words: Words) -> list[dict[str, Any]]:
        """Return a quote for each part of words that are apart."""
        return [self.whole(words)] if len(words.spans) == 1 else [self._at(span) for span in words.spans]

    def _at(self, span: Span) -> dict[str, Any]:
        return {"exact": self._text[slice(*span)], "start": span[0]}

    def _given(self, words: Words, span: Span) -> dict[str, Any]:
        """Return a quote as the file has it, although the text has other words there: the checker reports it."""
        return {**self._at(span), **({"exact": words.words} if words.words else {}), "end": span[1]}


def whole(spans: tuple[Span, ...]) -> Span:
    """Return the span from the first of some to the last."""
    return min(start for start, _ in spans), max(end for _, end in spans)
