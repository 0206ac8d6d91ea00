"""The words of `when` and what they mean, counted from the publication."""

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

import attrs

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import When
from newscorpus.models.edtf import Bounds
from newscorpus.rules.context import ArticleContext, memoized, whens
from newscorpus.rules.times.bounds import anywhere, bounds, publication_days
from newscorpus.text.clauses import past_verb, tokens
from newscorpus.text.grammar import grammar_of
from newscorpus.text.patterns import pattern
from newscorpus.text.timex import Reading, read, to_edtf
from newscorpus.text.timex_ranges import without_verb
from newscorpus.text.timex_words import Kind, Unit, language_of

TO_COME: Final = ("planned", "possible", "postponed", "cancelled")
"""The statuses of events whose times are to come, as far as their words leave it open."""


_SURMISED: Final = pattern(
    r"\b(?:may|might|could|must|can(?:not|[’']t)?) (?:\w+ )?have \w"
    r"|\b(?:könnten?|dürften?|mag|mögen|müssen|muss|sollen|soll)\b[^.;:]*\w (?:haben|sein)\b"
    r"|\b(?:pudo|pudieron|podrían?|pueden?|debió|debieron|habrían?)(?: haber)? \w+(?:[ai]do|to|cho)\b",
    re.IGNORECASE,
)
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
    if grammar is None or past_verb(words, grammar) is None:
        return True
    is_open = not (grammar.modals | grammar.prospects | {grammar.infinitive, "’ll"}).isdisjoint(words)
    return True if is_open else None


@memoized
def readings(context: ArticleContext) -> Iterator[tuple[Path, When, Bounds, Reading]]:
    """Yield the times whose words can be read: path, `when`, bounds, reading."""
    language = language_of(context.article.language)
    published = publication_days(context)
    today = (published.earliest, published.latest) if published and published.earliest and published.latest else None
    for path, when in whens(context) if language else ():
        time = bounds(when.edtf)
        if language is None or when.text is None or time is None or time.earliest is None:
            continue
        time = anywhere(time)
        assert time.earliest is not None
        plain = without_verb(when.text.exact, context.article.language)
        reading = read(when.text.exact, language, today, time.earliest) or read(plain, language, today, time.earliest)
        if reading:
            yield (*path, "edtf"), when, time, reading


@attrs.frozen
class Meant:
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
        return attrs.evolve(self, dates=tuple(date for date in self.dates if date != given))


def meant(context: ArticleContext, words: str, *, to_come: bool | None) -> Meant | None:
    """Return the dates that words of the article can mean: see `dates_meant`."""
    return dates_meant(words, context.article.language, context.article.published, to_come=to_come)


def dates_meant(words: str, tag: str | None, publication: str | None, *, to_come: bool | None) -> Meant | None:
    """Return the dates that words can mean, counted from the day of publication; None if they cannot be read.

    Without that day, words with a year that count from no other day are read.

    Without a year or a week, they mean the last such days until the publication, or the next ones if `to_come`; both
    if that is None, or if the last ones are long ago. `tag` is the language of the words, after BCP 47.
    """
    if to_come is None:
        both = [dates_meant(words, tag, publication, to_come=later) for later in (False, True)]
        dates = dict.fromkeys(date for one in both if one for date in one.dates)
        return attrs.evolve(both[0], dates=tuple(dates)) if both[0] else both[1]
    language, published = language_of(tag), bounds(publication)
    if language is None:
        return None
    words = words if language.parse(words) is not None else without_verb(words, tag)
    found = language.parse(words)
    known = published.earliest if published and published.earliest == published.latest else None
    day = known or _ANY
    if found is None or Kind.RECENT in found or day.year in (MINYEAR, MAXYEAR) or not (known or Kind.YEAR in found):
        return None
    near = day if to_come else day - timedelta(6 if Kind.MONTH not in found else 366)
    reading = read(words, language, (day, day), near)
    if reading is None or (reading.relative and not known):
        return None
    spans = list(reading.spans)
    free = not reading.relative and Kind.YEAR not in found
    if free:
        past, coming = [span for span in spans if span[0] <= day][-1:], [span for span in spans if span[1] >= day][:1]
        spans = coming if to_come else past
        if not to_come and past and day - past[0][1] > _LONG_AGO and coming != past:
            spans = [*past, *coming]
    if Kind.AGO in found:
        given = [_middle(span, reading.unit) for span in spans]
    elif Kind.NIGHT in found:
        given = [to_edtf((first, first)) for first, _ in spans]
    else:
        given = [to_edtf(span, reading.unit) for span in sorted(spans)]
    return Meant(tuple(given), free, counted=known is not None) if given else None


_ANY: Final = date(2000, 1, 1)
"""A day to read words with that do not depend on it."""
_LONG_AGO: Final = timedelta(270)
"""News name a day or month without its year if it is near; of one that was longer ago, the next one is nearer."""


def _middle(span: tuple[date, date], unit: Unit) -> str:
    """What `two months ago` means: the day, month or year in the middle of the span, about."""
    middle = (span[0] + (span[1] - span[0]) / 2).isoformat()
    return f"{middle[: {Unit.MONTH: 7, Unit.YEAR: 4}.get(unit, 10)]}{'' if unit is Unit.DAY else '~'}"


def meets(time: Bounds, days: tuple[date, date]) -> bool:
    """Return whether a time and a span of days have a day in common."""
    over, to_come = time.latest and time.latest < days[0], time.earliest and days[1] < time.earliest
    return not (over or to_come)


def explain_contradiction(context: ArticleContext, path: Path) -> str | None:
    """Return a sentence that explains the words at `path` if they contradict its date."""
    (by_path,) = _by_path(context)
    if path not in by_path:
        return None
    when, time, reading = by_path[path]
    contradicts = reading.relative and not any(meets(time, days) for days in reading.spans)
    return explain_words(context, when, reading) if contradicts else None


@memoized
def _by_path(context: ArticleContext) -> Iterator[dict[Path, tuple[When, Bounds, Reading]]]:
    """Yield the times whose words can be read, by their paths."""
    yield {path: (when, time, reading) for path, when, time, reading in readings(context)}


def explain_words(context: ArticleContext, when: When, reading: Reading) -> str:
    """Return a sentence that explains relative words."""
    meant = "` or `".join(to_edtf(days, reading.unit) for days in sorted(reading.spans))
    return f"write `{meant}`: {backticked(str(when.text or ''))}, counted from {context.article.published}"
