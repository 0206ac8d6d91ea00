"""Tokens and sentences of a text in any language, for formats that count in them."""

import re
from collections.abc import Iterable
from typing import Final

from newscorpus.text.clauses import sentence
from newscorpus.text.spans import Span
from newscorpus.text.words import cuts_word

_RUN: Final = re.compile(r"\S+")


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
    found: list[list[Span]] = []
    end = 0
    for run in _RUN.finditer(text):
        start = run.start()
        for at in range(start + 1, run.end() + 1):
            if at == run.end() or at in cuts or not cuts_word(text, at):
                if start >= end:
                    end = sentence(text, (start, at))[1]
                    found.append([])
                found[-1].append((start, at))
                start = at
    return found


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
