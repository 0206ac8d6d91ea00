"""Tokens and sentences of a text in any language, for formats that count in them."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from newscorpus.interchange.engine.losses import Losses
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span
from newscorpus.text.words import cuts_word

_RUN: Final = re.compile(r"\S+")
_LONGEST: Final = 40
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
    for run in _RUN.finditer(text):
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
    text: str, sentences: Sequence[Sequence[Span]], spans: Iterable[Span], losses: Losses, place: str
) -> None:
    """Count the tokens and sentences of a source that `tokens_of` divides otherwise: articles have no place for them.

    Args:
        text: The text.
        sentences: The tokens of each sentence of the source, half-open in code points.
        spans: The annotated spans.
        losses: Where to count.
        place: The document.
    """
    spans = [*spans]
    ours_of = whole(tokens_of(text, spans), spans)
    for kind, theirs, ours in (
        (
            "token that is divided otherwise",
            [token for each in sentences for token in each],
            [t for s in ours_of for t in s],
        ),
        ("sentence that is divided otherwise", _bounds(sentences), _bounds(ours_of)),
    ):
        known = set(ours)
        for start, end in theirs:
            if (start, end) not in known:
                losses.add(kind, f"{place}: {_abbreviated(text[start:end])}")


def _bounds(sentences: Iterable[Sequence[Span]]) -> list[Span]:
    return [(tokens[0][0], tokens[-1][1]) for tokens in sentences if tokens]


def _abbreviated(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def whole(sentences: Sequence[Sequence[Span]], spans: Sequence[Span]) -> list[list[Span]]:
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
