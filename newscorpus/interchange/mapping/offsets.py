"""Offsets that count UTF-16 code units, bytes or tokens -> offsets in code points."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from newscorpus.text.spans import Span

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
