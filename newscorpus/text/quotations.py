"""Quotations in a text: pairs of quotation marks."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.text.spans import Span
from newscorpus.text.words import _spaced_word

_PAIRS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "”": "”", '"': '"'}


_MARK: Final = re.compile("[" + "".join(sorted({*_PAIRS, *"".join(_PAIRS.values())})) + "]")


def _quotations(raw: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    begun: int | None = None  # where a quotation began that the paragraph before left open
    for i, (start, end) in enumerate(paragraphs, 1):
        opened: list[int] = []
        opening = ""
        for mark in _MARK.finditer(raw, start, end):
            char = mark[0]
            if opened and char in _PAIRS[opening]:
                yield opened.pop(), mark.end()
            elif (char == opening) if opened else (char in _PAIRS and not _only_closes(raw, mark.start())):
                opened.append(mark.start() if begun is None else begun)
                opening, begun = char, None
        if opened and i < len(paragraphs) and raw[paragraphs[i][0]] in _PAIRS:
            begun = opened[0]
            yield begun, end


def _only_closes(raw: str, at: int) -> bool:
    """Whether a mark that may open and close stands right behind a word or its punctuation."""
    before = raw[at - 1 : at]
    return raw[at] in '”"' and before != "" and (before in ".,!?…" or _spaced_word(before))
