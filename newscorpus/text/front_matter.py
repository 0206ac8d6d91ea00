"""Headline, author, dateline and date as a text has them before its first paragraph.

Only what is printed in a known form is taken: a line is otherwise part of the article. Nothing is completed or guessed.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Final

import attrs

from newscorpus.text.timex_words import Kind, Language, languages_tried
from newscorpus.text.words import UNSPACED, pattern

_LINES: Final = 8
"""The number of lines that are read."""
_LONGEST: Final = 150
"""Code points of a line that may be a headline."""
_SHORTEST: Final = 3
"""Code points of the place of a dateline."""
_LABEL: Final = pattern(r"(?:(?:first\s+)?(?:published|posted)(?:\s+on)?|date)\b\s*:?\s*", re.IGNORECASE)
_TITLE: Final = pattern(r"(?:headline|title):\s*", re.IGNORECASE)
_BY: Final = pattern(r"(?:by|von|par|por|author:)\s+(?P<names>[^.:;!?]{3,80}|[^:;!?]{3,80}[^.:;!?])", re.IGNORECASE)
_ELSEWHERE: Final = pattern(r"\s+(?:in|at|for)\s.*")
_NOT_NAMES: Final = frozenset({"and", "und", "et", "y", "e", "&", "de", "da", "di", "del", "van", "von", "der", "la"})
_DATELINE: Final = pattern(r"(?P<said>[^—–\n]{3,60}?)\s*(?:\((?P<agency>[^()]+)\)\s*)?(?:—|–|--|\s-)\s")
_ISO: Final = pattern(r"\d{4}-\d{2}-\d{2}(?!\w)")
_SENTENCE: Final = pattern(r".{25,}?[.!?…][\"'”’»)]*(?=\s+[^\W_a-z]|$)")
_UNSPACED: Final = pattern(f"{UNSPACED}{{2}}")
_DATED: Final = frozenset({Kind.YEAR, Kind.MONTH, Kind.NUMBER})
_BESIDE: Final = _DATED | {Kind.WEEKDAY, Kind.CLOCK}


@attrs.frozen
class FrontMatter:
    """What a text says about itself; None where it does not."""

    headline: str | None = None
    author: str | None = None
    dateline: str | None = None
    published: str | None = None
    """The date, YYYY-MM-DD."""


def front_matter(text: str, tag: str | None) -> FrontMatter:
    """Return what the first lines of a text say about it. `tag` is its language, after BCP 47, if that is known."""
    fields: dict[str, str] = {}
    for line, is_apart in _lines(text, tag):
        said, rest = _read(line, tag)
        if rest and not said and is_apart and _is_headline(line) and not fields.keys() & {"headline", "author"}:
            said, rest = {"headline": line}, ""
        for field, value in said.items():
            fields.setdefault(field, value)
        if rest:
            break
    return FrontMatter(**fields)


def opening(text: str, tag: str | None) -> str:
    """Return the first sentence of a text, without the date, dateline and author before it."""
    rest = next((rest for line, _ in _lines(text, tag) if (rest := _read(line, tag)[1])), "")
    sentence = _SENTENCE.match(rest)
    return sentence[0] if sentence else rest


def _lines(text: str, tag: str | None) -> Iterator[tuple[str, bool]]:
    """The first lines that are not empty, each with whether an empty line or a line about the article follows it."""
    lines = [line.strip() for line in text[:4000].splitlines()]
    beginning = next((i for i, line in enumerate(lines) if line), 0)
    shown = [*lines[beginning : beginning + 2 * _LINES], None]
    for line, after in pairwise(shown):
        if line:
            yield line, after is not None and not _read(after, tag)[1]


def _read(line: str, tag: str | None) -> tuple[dict[str, str], str]:
    """What a line says about the article, and the part of it that belongs to the article."""
    label, title, by, dateline = (form.match(line) for form in (_LABEL, _TITLE, _BY, _DATELINE))
    day, rest = _day(line[label.end() :] if label else line, tag)
    if day and (label or not rest):
        return {"published": day}, rest.strip()
    if title and line[title.end() :]:
        return {"headline": line[title.end() :]}, ""
    if by and by.end() == len(line) and _are_names(names := _ELSEWHERE.sub("", by["names"])):
        return {"author": names}, ""
    if dateline and _is_dateline(dateline, tag):
        day = _day_of_dateline(dateline["said"], tag)
        said = {"dateline": dateline["said"]}
        return said | ({"published": day} if day else {}), line[dateline.end() :]
    return {}, line


def _day(words: str, tag: str | None) -> tuple[str | None, str]:
    """The day that words name in full, and what follows a day that is written as YYYY-MM-DD."""
    iso = _ISO.match(words)
    with suppress(ValueError):
        if iso:
            return date.fromisoformat(iso[0]).isoformat(), words[iso.end() :]
        languages = languages_tried(tag) if any(map(str.isdecimal, words)) else ()
        readings = {day for language in languages if (day := _read_day(language, words))}
        if len(readings) == 1:  # `5 listopad` is in October in Croatian, in November in Polish
            return readings.pop().isoformat(), ""
    return None, words


def _read_day(language: Language, words: str) -> date | None:
    """The day that words name in a language. Raises ValueError if there is no such day."""
    expression = language.parse(words) or {}
    if not _DATED <= expression.keys() <= _BESIDE:
        return None
    day = date(expression[Kind.YEAR], expression[Kind.MONTH], expression[Kind.NUMBER])
    return day if expression.get(Kind.WEEKDAY, day.weekday()) == day.weekday() else None


def _day_of_dateline(said: str, tag: str | None) -> str | None:
    """The day behind a comma of `LINDBY, Sweden, May 8, 2024`."""
    rest = said
    while rest:
        _, _, rest = rest.partition(",")
        day, more = _day(rest.strip(), tag)
        if day and not more:
            return day
    return None


def _are_names(words: str) -> bool:
    names = [word for word in re.split(r"[\s,]+", words) if word.lower() not in _NOT_NAMES]
    return bool(names) and all(name[:1].isupper() for name in names)


def _is_dateline(match: re.Match[str], tag: str | None) -> bool:
    """Whether words before a dash are a dateline: a place in capitals with more, or a place with its day or agency.

    A place alone looks like `CHAPTER I` or `NATO`.
    """
    place, comma, _ = match["said"].partition(",")
    if len(place) < _SHORTEST or not (place.isupper() or _are_names(place)):
        return False
    return bool(match["agency"] or (comma if place.isupper() else _day_of_dateline(match["said"], tag)))


def _is_headline(line: str) -> bool:
    has_words = " " in line or _UNSPACED.search(line)
    return bool(has_words) and len(line) <= _LONGEST and not line.endswith((".", ",", ":", ";", ".”", '."', "。"))
