"""Quotes of a draft: strings, in which double square brackets mark the quoted words inside their context."""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from newscorpus.models.article import text_of
from newscorpus.models.values import Quote
from newscorpus.text.index import Text, context_of
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

_OPENING: Final = re.compile(r"\[{2,}")
_CLOSING: Final = re.compile(r"\]{2,}")
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
    place = next(iter(Text(within).candidates(quote.exact)), None)
    if place is None:
        return quote.exact
    a, b = place
    bracketed = f"{within[:a]}[[{within[a:b]}]]{within[b:]}"
    return bracketed if _parts(bracketed) == (within[:a], within[a:b], within[b:]) else quote.exact


def unmarked(words: str) -> Any:
    """Return a quote of a draft as a file has it."""
    parts = _parts(words)
    if parts is None:
        return words
    before, exact, after = parts
    if not (before or after).strip():
        return exact
    return {"exact": exact, "within": flatten(f"{before}{exact}{after}").strip()}


def _parts(words: str) -> tuple[str, str, str] | None:
    """Return the quoted words of a quote, with what is before and after them; None if it has no double brackets.

    Brackets of the text beside double ones are not quoted, unless their other half is.
    """
    begin = _OPENING.search(words)
    end = _CLOSING.search(words, begin.end() + 1) if begin else None
    if begin is None or end is None:
        return None
    opened, closed = _halves(words[begin.end() : end.start()])
    first, last = max(begin.start() + 2, begin.end() - closed), min(end.end() - 2, end.start() + opened)
    before, after = words[: begin.start()] + words[begin.start() + 2 : first], words[last : end.end() - 2]
    return before, words[first:last], after + words[end.end() :]


def _halves(words: str) -> tuple[int, int]:
    """Count the opening brackets that nothing closes, and the closing ones that nothing opens."""
    opened = closed = 0
    for char in words:
        if char == "[":
            opened += 1
        elif char == "]" and opened:
            opened -= 1
        elif char == "]":
            closed += 1
    return opened, closed


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


_WORD: Final = re.compile(r"[^\W\d_]+")
_GERMAN_NOUN: Final = re.compile(r"[A-ZÄÖÜ]\w{2,}(?:ung|heit|keit|schaft|tion|tät|ent|ismus|nis)(?:en|es|se|s|e)?\Z")
"""German writes all nouns with capitals; with these endings, few are names."""


def changes_name(before: Any, after: Any, data: Any) -> bool:
    """Return whether a quote has other names than before; `data` is the annotation."""
    (first, *old), (first_now, *new) = _words(before), _words(after)
    if _begins(first) != _begins(first_now) and not (first.islower() and first_now.islower()):
        return True
    old, new = ([word for word in words if word != word.lower()] for words in (old, new))
    if str(data.get("language") or "").partition("-")[0] != "de" or len(old) != len(new):
        return old != new
    actors = {*_words(data.get("actors"))}
    return any(a != b and (b in actors or not _is_noun(a, b)) for a, b in zip(old, new, strict=True))


def _words(value: Any) -> list[str]:
    """The words of a quote or its context; at least one, maybe empty."""
    return _WORD.findall(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)) or [""]


def _begins(word: str) -> str:
    """The first word of a quote, which may begin a sentence: whatever its case is, but for abbreviations."""
    return word if word == word.upper() else word.casefold()


def _is_noun(written: str, own: str) -> bool:
    """Whether a word of an article, maybe misspelt or written with other letters, is a common noun."""
    return written.casefold() == own.casefold() or _GERMAN_NOUN.match(own) is not None
