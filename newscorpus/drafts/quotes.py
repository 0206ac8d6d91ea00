"""Quotes of a draft: strings, in which double square brackets mark the quoted words inside their context."""

import re
from collections.abc import Iterable
from typing import Any, Final

from newscorpus.models.article import text_of
from newscorpus.models.values import Quote
from newscorpus.rules.anchors.suggestions import context_of
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

_MARKED: Final = re.compile(r"(.*?)\[\[(.+?)\]\](.*)", re.DOTALL)
_DOUBLE: Final = frozenset('"“”„«»')
_SINGLE: Final = frozenset("'‘’‚‹›")


def marked(quote: Quote, text: str | None) -> str:
    """Return a quote as a draft has it. One that is found by its offsets only gets the shortest context."""
    within = quote.within
    if within is None and quote.start is not None and text is not None:
        index = text_of(text)
        places = index.candidates(quote.exact)
        here = (quote.start, quote.end or quote.start)
        within = context_of(index, [here, *(place for place in places if place != here)])
    if within is None:
        return quote.exact
    found = next(iter(Text(within).candidates(quote.exact)), None)
    if found is None:
        return quote.exact
    a, b = found
    return f"{within[:a]}[[{within[a:b]}]]{within[b:]}"


def unmarked(words: str) -> Any:
    """Return a quote of a draft as a file has it."""
    found = _MARKED.fullmatch(words)
    if found is None:
        return words
    before, exact, after = found.groups()
    if not (before or after).strip():
        return exact
    return {"exact": exact, "within": flatten(f"{before}{exact}{after}").strip()}


def out_of_marks(words: str) -> str | None:
    """Return the words of a quote without the quotation marks around all of it, or half a pair; None without these."""
    words = words.strip()
    for marks in (_DOUBLE, _SINGLE):
        begins, ends = words[:1] in marks, words[-1:] in marks
        is_half = begins != ends and marks is _DOUBLE and not words[-2:-1].isdigit()  # that may be inches
        inner = words[begins : len(words) - ends].strip()
        if ((begins and ends) or is_half) and inner and marks.isdisjoint(inner):
            return inner
    return None


def moved(text: str, places: Iterable[Span], start: int) -> tuple[int, str] | None:
    """Return the place that an offset means if it counts units of UTF-16 or bytes, and what it counts."""
    for place, _ in places:
        before = text[:place]
        if start == len(before.encode("utf-16-le", "surrogatepass")) // 2:
            return place, "units of UTF-16"
        if start == len(before.encode("utf-8", "surrogatepass")):
            return place, "bytes of UTF-8"
    return None
