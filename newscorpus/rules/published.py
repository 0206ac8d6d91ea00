"""NC403 to NC405, NC411 to NC413: statuses that contradict the day of publication, and a wrong `published`."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event, When, edtf
from newscorpus.models.edtf import Bounds
from newscorpus.rules.context import ArticleContext, memoized
from newscorpus.rules.date_ends import turned
from newscorpus.rules.dates import (
    bounds,
    by_days,
    days_around_publication,
    explain_contradiction,
    meant,
    meets,
    publication_days,
)
from newscorpus.rules.misdated import fitting_publication
from newscorpus.rules.rule import ERROR, HINT, WARNING, Finding, rule
from newscorpus.text.meaning import announcements
from newscorpus.text.spans import Span
from newscorpus.text.timex import read
from newscorpus.text.timex_words import Kind, Language, language_of
from newscorpus.text.words import pattern


@memoized
def ill_timed(context: ArticleContext) -> Iterator[tuple[str, str, Finding]]:
    """Yield the events whose time contradicts their status: code, event, finding."""
    published = days_around_publication(context)
    for key, event in context.article.events.items():
        time = bounds(event.when.edtf) if event.when else None
        if event.when is None or time is None or published is None or context.is_broken("events", key, "status"):
            continue
        given, issued = event.when.edtf, f"the article was published on {context.article.published}"
        if event.status == "ongoing":
            time = by_days(time)
        to_come, over = edtf.before(published, time), edtf.before(time, published)
        if event.status == "occurred" and to_come:
            message = f"event {backticked(key)} counts as occurred, but {given} is after {issued}"
            first = _correction(context, event.when, to_come=False)
            status = "add `status: planned` or `status: possible` to the event"
            code, hint = "NC403", f"{first}, or {status}"
            if _can_mean(context, event.when) or _is_announced(context, event):
                hint = f"{status}, or {first}"
        elif event.status == "planned" and over:
            message = f"event {backticked(key)} is planned, but {given} is before {issued}"
            first = _correction(context, event.when, to_come=True)
            hint = f"{first}, or write `status: occurred`, `cancelled`, `postponed` or `possible`"
            code = "NC404"
        elif event.status == "ongoing" and to_come:
            message = f"event {backticked(key)} is ongoing, but {given} is after {issued}"
            better = turned(event.when, context.article.language)
            first = f"write `{better}`" if better else "correct the date"
            code, hint = "NC405", f"{first}, or write `status: planned`"
        elif event.status == "ongoing" and over:
            message = f"event {backticked(key)} is ongoing, but {given} is over when {issued}"
            start = given.partition("/")[0]
            since = f"`{start}/..`" if edtf.is_edtf(f"{start}/..") else "an interval with an open end"
            code, hint = "NC405", f"write {since} for what goes on since then; else write `status: occurred`"
        else:
            continue
        path: Path = ("events", key, "when", "edtf")
        related = ((("published",), "published"),)
        advice = explain_contradiction(context, path) or hint
        if is_misdated(context):
            advice = "correct `published`, which the dateline contradicts"
        elif fitting_publication(context):
            advice = f"write `published: {fitting_publication(context)[0]}`, which all times fit"
        yield code, key, Finding(path, message, related=related, help=advice)


def _is_announced(context: ArticleContext, event: Event) -> bool:
    """Whether all of the evidence says what is to come."""
    announcing = announcements(context.language)
    return bool(event.evidence) and all(announcing.search(quote.exact[:_LONGEST].lower()) for quote in event.evidence)


_LONGEST: Final = 1000
"""Code points of evidence that is read."""


def _correction(context: ArticleContext, when: When, *, to_come: bool) -> str:
    """What to do about a date on the wrong side of the publication."""
    words, better = str(when.text or ""), turned(when, context.article.language)
    if better:
        return f"write `{better}` for {backticked(words)}"
    meaning = meant(context, words, to_come=to_come)
    others = meaning.other_than(when.edtf) if meaning and meaning.free else None
    return f"write {others.listed} for {backticked(words)}" if others and others.dates else "correct the date"


def _can_mean(context: ArticleContext, when: When) -> bool:
    """Whether the words of a time can mean its date, too, though it is to come."""
    meaning = meant(context, str(when.text or ""), to_come=False)
    return bool(meaning and meaning.free and when.edtf in meaning.dates)


def _with_code(context: ArticleContext, wanted: str) -> Iterator[Finding]:
    return (finding for code, _, finding in ill_timed(context) if code == wanted)


@rule("NC403", "occurred-after-publication", ERROR, "an event occurred, or a claim was made, after the publication")
def occurred_after_publication(context: ArticleContext) -> Iterator[Finding]:
    """
    An article reports what has occurred before it appears. What it announces is `planned` or `possible`. A day more is
    not reported, since it may be tomorrow elsewhere, unless it is tomorrow nowhere at the time of `published`. What a
    claim quotes was said before, too: its `when` is the day on which it was said.

    Example:
          {TALKS_ON_MONDAY}
        -     when: 2024-05-13 # <NC403>
        +     when: 2024-05-06
    """
    yield from _with_code(context, "NC403")
    published = days_around_publication(context)
    for i, claim in enumerate(context.article.claims):
        time = bounds(claim.when.edtf) if claim.when else None
        if claim.when and time and published and edtf.before(published, time) and not is_doubted(context):
            message = f"claim was made on {claim.when.edtf}, after the article was published on"
            hint = _correction(context, claim.when, to_come=False)
            related = ((("published",), "published"),)
            path: Path = ("claims", i, "when", "edtf")
            yield Finding(path, f"{message} {context.article.published}", related=related, help=hint)


@rule("NC404", "planned-before-publication", ERROR, "an event is planned for a day before the publication")
def planned_before_publication(context: ArticleContext) -> Iterator[Finding]:
    """
    `planned` is what is still to come when the article appears. What was meant for a day that is over has occurred, or
    was cancelled or postponed; if the article does not say, it is `possible`. As in NC403, a day less may be today
    elsewhere.

    Example:
          {TALKS_ON_MONDAY}
        -     when: 2024-05-02 # <NC404>
        +     when: 2024-05-20
              status: planned
    """
    yield from _with_code(context, "NC404")


@rule(
    "NC405", "ongoing-outside-publication-date", ERROR, "an ongoing event is over, or has not begun, at the publication"
)
def ongoing_at_another_time(context: ArticleContext) -> Iterator[Finding]:
    """
    `ongoing` is what is under way when the article appears, so its time contains the day of publication. What began in
    March and goes on is `2024-03/..`, an interval with an open end. As in NC403, a day more or less may be today
    elsewhere.

    Example:
          {TALKS_ON_MONDAY}
        -     when: 2024-03 # <NC405>
        +     when: 2024-03/..
              status: ongoing
    """
    yield from _with_code(context, "NC405")


@rule("NC411", "published-in-future", ERROR, "the publication is in the future")
def published_in_future(context: ArticleContext) -> Iterator[Finding]:
    """
    No article is annotated before it appears: `published` is neither in the future nor behind the date of the
    annotation. Tomorrow's date is accepted, since it may be tomorrow elsewhere.

    Example:
        - published: 2999-01-01 # <NC411>
        + published: 2024-05-08
    """
    published = days_around_publication(context)
    today = context.today or datetime.now(UTC).date()
    if published and published.earliest and published.earliest > today:
        message = f"published on {context.article.published}, which is in the future: today is {today}"
        yield Finding(("published",), message, help="correct `published`")
        return
    day = context.article.annotation.date if context.article.annotation else None
    annotated = bounds(day)
    if published and published.earliest and annotated and annotated.latest and published.earliest > annotated.latest:
        message = f"published on {context.article.published}, but annotated before, on {day}"
        related = ((("annotation", "date"), "annotated"),)
        yield Finding(
            ("published",), message, related=related, help="correct `published`, or the date of the annotation"
        )


_URL_DAY = pattern(r"/(\d{4})/(\d\d?)/(\d\d?)(?=[/?#]|$)|(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", re.ASCII)


@rule("NC412", "published-url-mismatch", HINT, "the date of publication differs from the date in the URL")
def published_unlike_url(context: ArticleContext) -> Iterator[Finding]:
    """
    Many URLs of news contain the day of publication: `/2024/05/08/` or `2024-05-08`. A date of another day may be
    that of the download, or a slip.

    Example:
        - published: 2024-05-08 # <NC412>
        + published: 2024-05-18
          url: https://news.example/2024/05/18/oslo
    """
    published = publication_days(context)
    if published is None:
        return
    days = [
        day for match in _URL_DAY.finditer(context.article.url or "") if (day := _day(*filter(None, match.groups())))
    ]
    if days and not any(meets(published, (day, day)) for day in days):
        message = f"published on {context.article.published}, but the URL has {days[0]}"
        hint = f"write `published: {days[0]}`, if the URL is right"
        yield Finding(("published",), message, related=((("url",), "the URL"),), help=hint)


@rule("NC413", "dateline-date-mismatch", WARNING, "the day of the dateline is far from that of the publication")
def dateline_of_another_day(context: ArticleContext) -> Iterator[Finding]:
    """
    A dateline has the day of writing. News appear on that day or on the next one, and where it is still the day before.
    If the day is another one, `published` may be that of the download or of a later version, or has a slip.

    Example:
          dateline: OSLO, May 3 # <NC413>
          text: Anna Berg met Carl Dahl.
        - published: 2024-05-08
        + published: 2024-05-04
    """
    yield from is_misdated(context)


@memoized
def is_misdated(context: ArticleContext) -> Iterator[Finding]:
    """Yield the finding of a dateline that contradicts the day of publication."""
    published, language = publication_days(context), language_of(context.article.language)
    dateline = context.article.dateline or ""
    days = published.days if published else None
    if language is None or days is None or days[0] == date.min or days[1] == date.max:
        return
    near = Bounds(days[0] - timedelta(1), days[1] + timedelta(1))
    for part in _dated(dateline, language):
        reading = read(dateline[slice(*part)], language, None, near.earliest or date.min)
        if reading and not any(meets(near, days) for days in reading.spans):
            words = backticked(dateline[slice(*part)])
            message = f"dateline has {words}, but the article was published on {context.article.published}"
            related, hint = ((("published",), "published"),), "correct `published` or the dateline"
            yield Finding(("dateline",), message, part=part, related=related, help=hint)
        if reading:
            return


def is_doubted(context: ArticleContext) -> bool:
    """Return whether `published` is likely wrong: the dateline or the times of the article contradict it."""
    return bool(is_misdated(context) or fitting_publication(context))


_MOST_IN_DATE: Final = 4
"""Words of a date in a dateline: `Friday, March 3, 2023`."""


def _dated(dateline: str, language: Language) -> Iterator[Span]:
    """Yield the parts of a dateline that are a day of a month or a weekday, the longest first."""
    tokens = list(re.finditer(r"\w+\.?", dateline))[:20]
    for n in range(_MOST_IN_DATE, 0, -1):
        for run in (tokens[i : i + n] for i in range(len(tokens) - n + 1)):
            part = run[0].start(), run[-1].end()
            kinds = set(language.parse(dateline[slice(*part)]) or ())
            if kinds >= {Kind.MONTH, Kind.NUMBER} or kinds == {Kind.WEEKDAY}:
                yield part


def _day(year: str, month: str, day: str) -> date | None:
    """The day, if it is from 1990 to 2099; other numbers in a URL are not dates."""
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return read if 1990 <= read.year < 2100 else None
