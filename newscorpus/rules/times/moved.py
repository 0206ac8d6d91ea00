"""NC418 and NC420: new times of postponed events, and dates in another year or week than their words mean."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.diagnostics.changes import backticked, replacing
from newscorpus.diagnostics.report import Path
from newscorpus.models import When
from newscorpus.models.edtf import Bounds
from newscorpus.rules.context import ArticleContext, well_formed_events, whens
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.rules.times.bounds import bounds, publication_days
from newscorpus.rules.times.publication import is_doubted
from newscorpus.rules.times.timex import meant
from newscorpus.text.index import Text
from newscorpus.text.timex_languages import language_of, primary_subtag
from newscorpus.text.timex_ranges import ends_of, without_verb
from newscorpus.text.timex_words import Kind

_NEAR: Final = 40
"""Code points before the words of a time that are looked at."""
_MOVED: Final = re.compile(
    r"\b(?:postponed|put off|moved|pushed back|pushed|delayed|deferred|rescheduled|adjourned|shifted)"
    r" (?:(?:until|till|to|for)(?: the)? )?(?:early |late |mid-)?\Z"
)


@rule("NC418", "new-time-of-postponed", HINT, "a postponed event has the time to which it was put off", needs_text=True)
def new_time_of_postponed(context: ArticleContext) -> Iterator[Finding]:
    """
    The time of an event that is `postponed` is the one for which it was planned. The new time is that of another event,
    which `replaces` it. English.

    Example:
          {TALKS}
              status: postponed
        -     when: {to 13 May: 2024-05-13} # <NC418>
        +     when: {of 6 May: 2024-05-06}
              evidence:
                - The talks of 6 May between Anna Berg and Carl Dahl were put off to 13 May
          text: The talks of 6 May between Anna Berg and Carl Dahl were put off to 13 May.
    """
    text = context.text
    assert text is not None
    if primary_subtag(context.article.language) != "en":
        return
    for key, event in well_formed_events(context):
        words = event.when.text if event.when else None
        if event.status != "postponed" or event.when is None or words is None or words.start is None:
            continue
        first = re.match(r"(?:until|till|to|for) (?:the )?", words.exact)
        before = text.raw[max(0, words.start - _NEAR) : words.start] + (first[0] if first else "")
        if _MOVED.search(before):
            message = f"event {backticked(key)} is postponed, and has the time to which it was put off: "
            message += backticked(words.exact)
            hint = "write the time for which it was planned; the new one is that of an event that `replaces` it"
            yield Finding(("events", key, "when"), message, help=hint)


@rule("NC420", "date-far-off", HINT, "a date is in another year or week than its words can mean")
def date_far_off(context: ArticleContext) -> Iterator[Finding]:
    """
    `on 14 August` without a year is the August before the publication, or the next one; a date in another year needs an
    article that names the year. `on Friday` is the last Friday or the next one, where the paragraph names no month.
    English, German and Spanish.

    Example:
          text: Anna Berg met Carl Dahl in Oslo on 6 May.
          {TALKS}
        -     when: {on 6 May: 2022-05-06} # <NC420>
        +     when: {on 6 May: 2024-05-06}
              evidence:
                - Anna Berg met Carl Dahl in Oslo on 6 May
    """
    text, published = context.text, publication_days(context)
    if text is None or published is None or is_doubted(context):
        return
    for path, when in whens(context):
        time = bounds(when.edtf)
        if when.text is None or time is None or context.is_broken(*path):
            continue
        far = _is_far(time, published, _FAR)
        if not far and not _is_far(time, published, _WEEK):
            continue
        found, year = _meant(context, when), when.edtf.lstrip("./")[:4]
        if not found or any((date[:4] == year) if far else (date == when.edtf) for date in found):
            continue
        if year not in _around(context, text, path, when) if far else _is_weekday(context, text, when):
            found = _on_its_side(context, path, found) or found
            found = [f"{date}/.." if when.edtf.endswith("/..") else date for date in found]
            found = [f"../{date}" if when.edtf.startswith("../") else date for date in found]
            listed = " or ".join(backticked(date) for date in found)
            message = f"date {when.edtf} is far from the publication, but {backticked(when.text.exact)} means {listed}"
            at = (*path, "edtf")
            fixes = (replacing(at, when.edtf, found[0]),) if len(found) == 1 else ()
            what = "the year" if far else "the week"
            yield Finding(at, message, help=f"write {listed}, or quote the words that give {what}", fixes=fixes)


def _around(context: ArticleContext, text: Text, path: Path, when: When) -> str:
    """Where the year of a date is looked for: in the paragraph, if it is of what is planned, else in the article."""
    event = context.article.events.get(str(path[1])) if path[0] == "events" else None
    start = when.text.start if when.text else None
    is_planned = event is not None and event.status == "planned" and start is not None
    return text.raw[slice(*text.paragraph(start))] if is_planned and start is not None else text.raw


_FAR: Final = 300
_WEEK: Final = 6
"""Days."""


def _is_far(time: Bounds, published: Bounds, days: int) -> bool:
    first, last = time.earliest or time.latest, time.latest or time.earliest
    if first is None or last is None or published.earliest is None or published.latest is None:
        return False
    return (published.earliest - last).days > days or (first - published.latest).days > days


def _is_weekday(context: ArticleContext, text: Text, when: When) -> bool:
    """Whether words name a day of the week alone, and their paragraph no month."""
    language = language_of(context.article.language)
    if language is None or when.text is None or when.text.start is None or "/" in when.edtf:
        return False
    kinds = set(language.parse(without_verb(when.text.exact, context.article.language)) or ())
    paragraph = text.raw[slice(*text.paragraph(when.text.start))].replace(context.article.dateline or "\0", "")
    around = re.findall(r"\w+", paragraph)
    has_month = any(Kind.MONTH in language.kinds(word.lower()) and word[0].isupper() for word in around)
    return Kind.WEEKDAY in kinds and kinds <= _OF_DAY and not has_month


_OF_DAY: Final = {Kind.WEEKDAY, Kind.FILLER, Kind.NIGHT, Kind.HOURS, Kind.PART, Kind.CLOCK, Kind.TWELVE}
"""The kinds of words with which a day of the week has no week of its own."""


def _on_its_side(context: ArticleContext, path: Path, dates: Sequence[str]) -> list[str]:
    """Those of the dates that are before the publication, of what has occurred, or behind it, of what is planned."""
    event = context.article.events.get(str(path[1])) if path[0] == "events" else None
    status, day = event.status if event else "occurred", str(context.article.published)[:10]
    is_past, is_to_come = status in ("occurred", "ongoing", "alleged", "failed"), status == "planned"
    return [date for date in dates if (date[:10] <= day or not is_past) and (date[:10] >= day or not is_to_come)]


def _meant(context: ArticleContext, when: When) -> list[str]:
    """The dates that words without a year can mean, before the publication and behind it."""
    words = _BOUND.sub("", when.text.exact if when.text else "")
    found = [meant(context, words, to_come=to_come) for to_come in (False, True)]
    if not any(found):
        return _spans_meant(context, words)
    return list(dict.fromkeys(date for one in found if one and one.free for date in one.dates))


def _spans_meant(context: ArticleContext, words: str) -> list[str]:
    """The intervals that words with two ends, and without a year, can mean: `from May to July`."""
    language = language_of(context.article.language)
    ends = ends_of(words, language, context.article.language) if language else None
    if ends is None or ends.first is None or ends.last is None:
        return []
    found = list[str]()
    for to_come in (False, True):
        first, last = (meant(context, one, to_come=to_come) for one in (ends.first, ends.last))
        if first and last and first.free and last.free and first.dates[-1] < last.dates[-1]:
            found.append(f"{first.dates[-1]}/{last.dates[-1]}")
    return list(dict.fromkeys(found))


_BOUND: Final = re.compile(r"\A(?:from|since|until|till|as of|starting(?: on)?|as from|effective) (?=[A-Z\d])")
"""What is before a date that is the beginning or the end of a time."""
