"""NC409 and NC410: dates that contradict the quoted words, or are more precise."""

from collections.abc import Iterator
from datetime import date

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked, replacing
from newscorpus.models import edtf
from newscorpus.models.edtf import Bounds
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.rules.times.publication import ill_timed
from newscorpus.rules.times.timex import explain_words, meets, readings
from newscorpus.text.timex import Unit, to_edtf

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@rule(
    "NC409",
    "date-contradicts-words",
    WARNING,
    "a date contradicts its words",
    unsafe_fix="the day that relative words mean",
)
def words_against_date(context: ArticleContext) -> Iterator[Finding]:
    """
    The date contradicts the words: another weekday, another month, another year. Relative words such as
    `last Saturday` or `this week` are counted from `published`; weeks may begin on Monday or on Sunday. English only.

    Example:
          {TALKS_ON_MONDAY}
        -     when: {on Monday: 2024-05-07} # <NC409>
        +     when: {on Monday: 2024-05-06}
    """
    reported = {finding.path for _, _, finding in ill_timed(context)}
    for path, when, time, reading in readings(context):
        if path in reported or any(meets(time, days) for days in reading.spans):
            continue
        weekday = f" (a {_WEEKDAYS[time.earliest.weekday()]})" if time.earliest and time.earliest == time.latest else ""
        message = f"date {when.edtf}{weekday} contradicts the words {backticked(str(when.text or ''))}"
        hint: str | None = "correct the date, or write the words of the article that give it"
        fixes: tuple[ProposedFix, ...] = ()
        if reading.relative:
            hint, days = explain_words(context, when, reading), [to_edtf(days, reading.unit) for days in reading.spans]
            fixes = (replacing(path, when.edtf, days[0]),) if len(days) == 1 else ()
        yield Finding(path, message, help=hint, fixes=fixes)


@rule(
    "NC410",
    "date-finer-than-words",
    WARNING,
    "a date is finer than its words",
    unsafe_fix="the date that the words give",
)
def date_finer_than_words(context: ArticleContext) -> Iterator[Finding]:
    """
    What the article does not say is not annotated: `last year` is a year, even if the day is known from elsewhere, and
    `on Monday` has no time of day. If the article does say it, quote the words that do. Intervals within a year, month
    or week are not judged. English only.

    Example:
          text: Anna Berg met Carl Dahl in Oslo last year.
          events:
            talks:
              kind: event
              type: other
        -     when: {last year: 2023-11-14} # <NC410>
        +     when: {last year: 2023}
              evidence:
                - Anna Berg met Carl Dahl in Oslo last year
    """
    for path, when, time, reading in readings(context):
        if reading.vague or "/" in when.edtf or time.earliest is None or time.latest is None:
            continue
        exact = edtf.bounds(when.edtf)
        around = [days for days in reading.spans if meets(exact, days)]
        timed = exact.moment is not None and not reading.clock
        if around and (timed or (reading.unit > Unit.DAY and all(_contain(days, exact) for days in around))):
            every = [to_edtf(days, reading.unit) for days in sorted(around)]
            meant = " or ".join(every)
            unit = reading.unit.name.lower()
            title = f"write `{meant}`, or quote the words that say more"
            fixes = (ProposedFix(title, (SetValue(path, meant),)),) if len(every) == 1 else ()
            yield Finding(
                path,
                f"date {when.edtf} is finer than the words {backticked(str(when.text or ''))}, a {unit}",
                help=title,
                fixes=fixes,
            )


def _contain(days: tuple[date, date], time: Bounds) -> bool:
    """Whether the days contain the time and more."""
    assert time.earliest is not None
    assert time.latest is not None
    return days[0] <= time.earliest and time.latest <= days[1] and days != (time.earliest, time.latest)
