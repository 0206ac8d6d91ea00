"""NC421, and a part of NC409: times that are given by their distance from another event, or by the name of an event."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event, When
from newscorpus.models.edtf import Bounds
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.rules.times.bounds import bounds, publication_days
from newscorpus.text.clauses import sentence
from newscorpus.text.meaning import in_digits
from newscorpus.text.timex import read, to_edtf
from newscorpus.text.timex_languages import language_of, primary_subtag

_DISTANCE: Final = re.compile(
    r"(?:about |some |around |nearly |just )?(\w+) (day|week|month|year)s? (after|later|afterwards|before|earlier)\b",
    re.IGNORECASE,
)
_MONTHS: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE: Final = re.compile(rf"\b(?:\d{{1,2}} {_MONTHS}|{_MONTHS} \d{{1,2}})(?!\d)(?:,? \d{{4}})?")
"""A day that the text names with its month."""
_DAYS: Final = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
_MARGIN: Final = {"day": 0, "week": 4, "month": 32, "year": 370}
"""Days of a unit, and how many days more or less its words allow, since people round."""
_MOST_DAYS: Final = 14
"""Days of a distance that are counted exactly."""


@rule(
    "NC421",
    "distance-contradicts-dates",
    HINT,
    "a time is not as far from another one as its words say",
    needs_text=True,
)
def distance_against_dates(context: ArticleContext) -> Iterator[Finding]:
    """
    `four days later` is four days after the date that the text names before it; without such a date, it is so far from
    an event of the article, or from the publication (`four days after the quake, families wait`). English.

    Example:
          {TALKS}
        -     when: {two days later: 2024-05-07} # <NC421>
        +     when: {two days later: 2024-05-08}
              evidence:
                - Anna Berg met Carl Dahl two days later
          text: Dora Eide came on 6 May. Anna Berg met Carl Dahl two days later.
    """
    if context.text is None or primary_subtag(context.article.language) != "en":
        return
    for key, event in well_formed_events(context):
        when = event.when
        found = _DISTANCE.match(when.text.exact) if when and when.text else None
        time = bounds(when.edtf) if when else None
        if when is None or found is None or time is None or time.earliest is None or time.latest is None:
            continue
        count, unit = in_digits(found[1]) or {"a": "1", "an": "1"}.get(found[1].lower()), found[2].lower()
        if count is None or "/" in when.edtf or context.is_broken("events", key):
            continue
        is_back = found[3].lower() in ("before", "earlier")
        days, margin = round(int(count) * _DAYS[unit]), _MARGIN[unit] + (int(count) > _MOST_DAYS) * int(count) // 7
        away = timedelta(-days if is_back else days)
        anchors = list(_anchors(context, event, when, with_text=found[3].lower() != "after"))
        is_either = found[3].lower() in ("after", "before")  # `two days after they signed`: of either event
        ways, issued = (away, -away) if is_either else (away,), publication_days(context)
        if is_either and issued:
            anchors.append(issued)
        if not anchors or any(_meets(time, anchor, way, margin) for anchor in anchors for way in ways):
            continue
        words, anchor = backticked(str(when.text)), anchors[0]
        message = f"date {when.edtf} is not {words} any other event, nor the publication"
        if len(anchors) == 1 and anchor.earliest and anchor.latest:
            message = f"date {when.edtf} is not {words}, counted from {to_edtf((anchor.earliest, anchor.latest))}"
        hint = "correct the date, or quote the words that give it"
        path: Path = ("events", key, "when", "edtf")
        yield Finding(path, message, help=hint)


def _anchors(context: ArticleContext, event: Event, when: When, *, with_text: bool) -> Iterator[Bounds]:
    """Yield the time that the text names before the words; without one, those of the other events."""
    text, language = context.text, language_of(context.article.language)
    assert text is not None
    times = (bounds(one.when.edtf) for one in context.article.events.values() if one.when and one is not event)
    others = [time for time in times if time]
    if with_text and when.text and when.text.start is not None and language is not None:
        here = sentence(text.raw, (when.text.start, when.text.start + 1))
        before = sentence(text.raw, (max(0, here[0] - 2), max(1, here[0] - 1)))
        for start, end in ((here[0], when.text.start), before):
            dates = [found[0] for found in _DATE.finditer(text.raw, max(start, text.paragraph(here[0])[0]), end)]
            issued = publication_days(context)
            near = issued.earliest if issued else None
            reading = read(dates[-1], language, None, _year_before(near)) if dates and near else None
            if reading and near:
                past = [span for span in reading.spans if span[0] <= near] or list(reading.spans)
                meant = [span for span in reading.spans if Bounds(*span) in others]  # in the year of an event
                yield Bounds(*(meant or past)[-1])
                return
    yield from (time for time in others if time.earliest and time.latest)


def _year_before(day: date) -> date:
    return day - timedelta(365) if day.year > 1 else day


def _meets(time: Bounds, anchor: Bounds, away: timedelta, margin: int) -> bool:
    """Whether a time is so far from another one."""
    if None in (time.earliest, time.latest, anchor.earliest, anchor.latest):
        return True
    assert time.earliest
    assert time.latest
    assert anchor.earliest
    assert anchor.latest
    try:
        first, last = anchor.earliest + away - timedelta(margin), anchor.latest + away + timedelta(margin)
    except OverflowError:
        return True
    return time.earliest <= last and first <= time.latest


_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OF_DAY: Final = re.compile(rf"\b({'|'.join(_WEEKDAYS)})['’]s ((?:[a-z-]+ ?){{1,4}})")
_STEM: Final = 5
"""Letters that words of one root share."""


def by_weekday_of_event(context: ArticleContext) -> Iterator[Finding]:
    """Yield the days of events that are not the one by which the evidence names them: `Saturday’s quake`."""
    text = context.text
    if text is None or primary_subtag(context.article.language) != "en":
        return
    stems = {key: _stems(event) for key, event in well_formed_events(context)}
    for key, event in well_formed_events(context):
        time = bounds(event.when.edtf) if event.when else None
        if time is None or time.earliest is None or time.earliest != time.latest or context.is_broken("events", key):
            continue
        for start, end in spans(event.evidence):
            for found in _OF_DAY.finditer(text.raw, start, end):
                words = {word[:_STEM] for word in found[2].split()}
                alike = [one for one, its in stems.items() if words & its and context.article.events[one].when]
                day = _WEEKDAYS.index(found[1])
                if key not in alike or any(_is_on(context, one, day) for one in alike):
                    continue
                message = f"date {event.when.edtf if event.when else ''} (a {_WEEKDAYS[time.earliest.weekday()]})"
                message += f" contradicts the words {backticked(found[0].strip())}"
                yield Finding(("events", key, "when", "edtf"), message, help="correct the date, or the evidence")


def _stems(event: Event) -> frozenset[str]:
    """The beginnings of the words that name an event."""
    words = " ".join(quote.exact for quote in event.triggers).lower().split()
    return frozenset(word[:_STEM] for word in words if len(word) >= _STEM - 1)


def _is_on(context: ArticleContext, key: str, weekday: int) -> bool:
    """Whether an event was, or may have been, on a day of the week."""
    when = context.article.events[key].when
    time = bounds(when.edtf) if when else None
    return time is None or time.earliest is None or time.earliest != time.latest or time.earliest.weekday() == weekday
