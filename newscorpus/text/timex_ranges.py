"""Expressions of time with two ends, or one: `from 6 to 8 October`, `until 10 December`, `since Monday`.

Imports `languages` and `timex_words` of this package.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newscorpus.text.languages import primary_subtag, section
from newscorpus.text.timex_words import Kind, Language


class Ends(NamedTuple):
    """The words of the first and of the last day of a time; None for an end that is not named."""

    first: str | None
    last: str | None
    before: bool = False
    """Whether the time ends before the last day: `before Friday`."""


def ends_of(words: str, language: Language, tag: str | None) -> Ends | None:
    """Return the words of the ends of a time; None if it has none, or they are no expressions of time.

    What one end lacks, it has from the other: `6 to 8 October 2025` begins on `6 October 2025`.
    """
    times = section(primary_subtag(tag), "times")
    plain = " ".join(words.split())
    if times is None or not plain or language.parse(plain) is not None:
        return None
    both, until, before, since = (
        re.fullmatch(times["ranges"][name], plain, re.IGNORECASE) for name in ("both", "until", "before", "since")
    )
    if until and _is_time(until[1], language):
        return Ends(None, until[1])
    if before and _is_time(before[1], language):
        return Ends(None, before[1], before=True)
    if since and _is_time(since[1], language):
        return Ends(since[1], None)
    if both is None:
        return None
    first, last = _completed(both[1], both[2], language), _completed(both[2], both[1], language)
    return Ends(first, last) if _is_time(first, language) and _is_time(last, language) else None


def _is_time(words: str, language: Language) -> bool:
    """Whether words are a day, a month or a year."""
    found = language.parse(words)
    return found is not None and not {Kind.WEEKDAY, Kind.MONTH, Kind.DAY, Kind.YEAR}.isdisjoint(found)


def _completed(words: str, other: str, language: Language) -> str:
    """Add the month and the year to one end that only the other one has."""
    own = {kind for word in _words(words) for kind in _kinds(word, language)}
    if Kind.WEEKDAY in own and Kind.NUMBER not in own:
        return words
    wanted = {Kind.MONTH, Kind.YEAR} - own if own & {Kind.NUMBER, Kind.MONTH} else set[Kind]()
    return " ".join([words, *(word for word in _words(other) if wanted & _kinds(word, language))])


def _words(words: str) -> Sequence[str]:
    return re.findall(r"\w+", words)


def _kinds(word: str, language: Language) -> set[Kind]:
    if word.isdecimal():
        return {Kind.YEAR} if len(word) == len("2024") else {Kind.NUMBER}
    return language.kinds(word.lower())


def without_verb(words: str, tag: str | None) -> str:
    """Return the words of a time without the verb before them: `on Monday` of `published on Monday`."""
    times = section(primary_subtag(tag), "times")
    leading = times.get("leading") if times else None
    return re.sub(leading, "", words, count=1, flags=re.IGNORECASE) if leading else words
