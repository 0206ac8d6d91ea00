"""The dates that words of time mean, counted from the day of publication: `on Monday`, `in April`, `two weeks ago`."""

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final, NamedTuple

from newscorpus.text.grammar import grammar_of, past_verb
from newscorpus.text.sentences import tokens
from newscorpus.text.timex import read, to_edtf
from newscorpus.text.timex_words import Kind, Unit, language_of
from newscorpus.text.words import pattern_in

TO_COME: Final = ("planned", "possible", "postponed", "cancelled")
"""The statuses of events whose times are to come, as far as their words leave it open."""


_SURMISED: Final = pattern_in("shared", "surmised", re.IGNORECASE)
"""What somebody may have done: `may have attacked`."""
_LONGEST: Final = 1000
"""Code points of a sentence that are read."""


def is_to_come(status: str, said: str, language: str | None) -> bool | None:
    """Return whether words of time without a date mean a day to come; None if they may mean either.

    Args:
        status: That of the event.
        said: The words that have the words of time: evidence, or a sentence.
        language: That of the article.
    """
    if status != "possible":
        return status in TO_COME
    if _SURMISED.search(said, 0, _LONGEST):
        return False
    grammar, words = grammar_of(language), tokens(said, 0, _LONGEST)
    if grammar is None:
        return None
    if past_verb(words, grammar) is None:
        return True
    is_open = not (grammar.modals | grammar.prospects | {grammar.infinitive, "’ll"}).isdisjoint(words)
    return True if is_open else None


class Meant(NamedTuple):
    """The dates that words without a date can mean."""

    dates: tuple[str, ...]
    free: bool
    """Whether the words by themselves give no year or week: `in April`, `on Monday`."""
    counted: bool = True
    """Whether they were counted from a day of publication."""

    @property
    def listed(self) -> str:
        """The dates, for a message."""
        return " or ".join(f"`{date}`" for date in self.dates)

    def other_than(self, given: str) -> "Meant":
        """Return it without the date that is given already."""
        return self._replace(dates=tuple(date for date in self.dates if date != given))


def dates_meant(words: str, tag: str | None, published: date | None, *, to_come: bool | None) -> Meant | None:
    """Return the dates that words can mean, counted from the day of publication; None if they cannot be read.

    Without that day, words with a year that count from no other day are read.

    Without a year or a week, they mean the last such days until the publication, or the next ones if `to_come`; both
    if that is None, or if the last ones are long ago. `tag` is the language of the words, after BCP 47.
    """
    if to_come is None:
        both = [dates_meant(words, tag, published, to_come=later) for later in (False, True)]
        dates = dict.fromkeys(date for meant in both if meant for date in meant.dates)
        return both[0]._replace(dates=tuple(dates)) if both[0] else both[1]
    language = language_of(tag)
    if language is None:
        return None
    expression = language.parse(words)
    day = published or _ANY
    if expression is None or Kind.RECENT in expression or day.year in (MINYEAR, MAXYEAR):
        return None
    if not published and Kind.YEAR not in expression:
        return None
    near = day if to_come else day - timedelta(6 if Kind.MONTH not in expression else 366)
    reading = read(words, language, (day, day), near)
    if reading is None or (reading.relative and not published):
        return None
    spans = list(reading.spans)
    free = not reading.relative and Kind.YEAR not in expression
    if free:
        past, coming = [span for span in spans if span[0] <= day][-1:], [span for span in spans if span[1] >= day][:1]
        spans = coming if to_come else past
        if not to_come and past and day - past[0][1] > _LONG_AGO and coming != past:
            spans = [*past, *coming]
    if Kind.AGO in expression:
        given = [_middle(span, reading.unit) for span in spans]
    elif Kind.NIGHT in expression:
        given = [to_edtf((first, first)) for first, _ in spans]
    else:
        given = [to_edtf(span, reading.unit) for span in sorted(spans)]
    return Meant(tuple(given), free, counted=published is not None) if given else None


_ANY: Final = date(2000, 1, 1)
"""A day to read words with that do not depend on it."""
_LONG_AGO: Final = timedelta(270)
"""News name a day or month without its year if it is near; of one that was longer ago, the next one is nearer."""


def _middle(span: tuple[date, date], unit: Unit) -> str:
    """What `two months ago` means: the day, month or year in the middle of the span, about."""
    middle = (span[0] + (span[1] - span[0]) / 2).isoformat()
    return f"{middle[: {Unit.MONTH: 7, Unit.YEAR: 4}.get(unit, 10)]}{'' if unit is Unit.DAY else '~'}"
