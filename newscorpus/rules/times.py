"""NC4xx: time: dates that do not exist, or contradict the publication, each other or the words."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

import attrs

from newscorpus.diagnostics import Path
from newscorpus.mending import Mend, Write, replacing
from newscorpus.models import Event, When, edtf
from newscorpus.models.edtf import Bounds
from newscorpus.rules.rule import ERROR, HINT, WARNING, Finding, Iterator, View, code, once, rule, whens
from newscorpus.rules.timewords import Reading, Unit, language_of, read, written

_TALKS = """
actors:
  anna: {name: Anna Berg, kind: person}
  carl: {name: Carl Dahl, kind: person}
events:
  talks:
    kind: meeting
    type: talks
    participants: {participant: [anna, carl]}
    evidence:
      - Anna Berg met Carl Dahl in Oslo on Monday
"""
_TWO = """
text: Anna Berg met Carl Dahl in Oslo on Monday. The festival began on Tuesday.
actors:
  anna: {name: Anna Berg, kind: person}
  carl: {name: Carl Dahl, kind: person}
events:
  festival:
    kind: meeting
    type: gathering
    when: 2024-05-07
    evidence:
      - The festival began on Tuesday
  talks:
    kind: meeting
    type: talks
    participants: {participant: [anna, carl]}
    evidence:
      - Anna Berg met Carl Dahl in Oslo on Monday"""
_REAL = ("occurred", "ongoing", "alleged")
_CAUSES = ("caused_by", "enabled_by", "prevented_by")
_TIMED = (*_CAUSES, "after", "part_of")
"""Relations that say something of the times of both events."""


# --- the times of an article


@once
def _expressions(view: View) -> Iterator[tuple[Path, str]]:
    """Everything that is written in EDTF, with its path."""
    article = view.article
    if article.published is not None:
        yield ("published",), article.published
    if article.annotation is not None and article.annotation.date is not None:
        yield ("annotation", "date"), article.annotation.date
    for key, actor in view.local.items():
        for i, role in enumerate(actor.roles):
            for end in ("start", "end"):
                if (text := getattr(role, end)) is not None:
                    yield ("actors", key, "roles", i, end), text
    for path, when in whens(view):
        yield (*path, "edtf"), when.edtf


def _bounds(text: str | None) -> Bounds | None:
    """As widely as it can be read; None if there is nothing, or no such day."""
    return None if text is None else edtf.bounds_of(text, fuzzy=True)


@lru_cache(maxsize=64)
def _anywhere(time: Bounds) -> Bounds:
    """An instant with the days that people somewhere on Earth write then; anything else as it is."""
    if time.moment is None or time.moment.tzinfo is None:
        return time
    try:
        first, last = (time.moment.astimezone(timezone(timedelta(hours=hours))).date() for hours in (-12, 14))
    except OverflowError:  # on the first or the last day of all
        return time
    return attrs.evolve(time, earliest=first, latest=last)


def _by_days(time: Bounds) -> Bounds:
    """Without the time of day: where a moment stands for something that lasts."""
    return time if time.moment is None else attrs.evolve(time, moment=None)


def _published(view: View) -> Bounds | None:
    """The days of publication, from which words are counted."""
    found = _bounds(view.article.published)
    return found and _anywhere(found)


def _appeared(view: View) -> Bounds | None:
    """The same, with a day on either side if no zone is given: a missile that Seoul reports on Wednesday is in the
    news of New York on Tuesday."""
    found = _published(view)
    return found and _nearby(found)


@lru_cache(maxsize=64)
def _nearby(found: Bounds) -> Bounds:
    if found.moment is not None:
        return found
    assert found.earliest is not None
    assert found.latest is not None
    day = timedelta(1)
    return Bounds(
        found.earliest - day if found.earliest > date.min else date.min,
        found.latest + day if found.latest < date.max else date.max,
    )


# --- dates by themselves


@rule(
    "NC401",
    "no-such-day",
    ERROR,
    "no such day",
    failing=_TALKS + "    when: 2024-04-31 # <NC401>",
    mended=_TALKS + "    when: 2024-05-06",
)
def no_such_day(view: View) -> Iterator[Finding]:
    """
    A date has the right form, and yet the month has no such day: 31 April, or 29 February of an ordinary year.
    """
    for path, text in _expressions(view):
        if edtf.problem(text) != "no-such-day":
            continue
        for found in re.finditer(r"(\d{4})-(\d\d)-(\d\d)", text):
            last = monthrange(int(found[1]), int(found[2]))[1]
            if int(found[3]) > last:
                message, hint = f"no such day: {code(found[0])}", f"{found[1]}-{found[2]} has {last} days"
                yield Finding(path, message, part=found.span(), help=hint, arguments=(found[0],))


@rule(
    "NC402",
    "reversed-interval",
    ERROR,
    "interval ends before it starts",
    unsafe_fix="start and end change places",
    failing=_TALKS + "    when: 2024-05-07/2024-05-06 # <NC402>",
    mended=_TALKS + "    when: 2024-05-06/2024-05-07",
)
def reversed_interval(view: View) -> Iterator[Finding]:
    """
    An interval is written `start/end`; a role has its `start` before its `end`.
    """
    for path, text in _expressions(view):
        if edtf.problem(text) == "reversed":
            start, _, end = text.partition("/")
            mend = replacing(path, text, f"{end}/{start}")
            message = f"it ends before it starts: {code(text)}"
            yield Finding(path, message, help=f"did you mean {end}/{start}?", mends=(mend,))
    for key, actor in view.local.items():
        for i, role in enumerate(actor.roles):
            begun, over = _bounds(role.start), _bounds(role.end)
            if begun and over and edtf.before(over, begun):
                path = ("actors", key, "roles", i)
                message = f"{code(role.title)} ends in {role.end}, before it starts in {role.start}"
                yield Finding((*path, "end"), message, related=(((*path, "start"), "the start"),))


# --- events against the publication


@once
def _ill_timed(view: View) -> Iterator[tuple[str, str, Finding]]:
    """Events whose time contradicts their status: code, event, finding."""
    published = _appeared(view)
    for key, event in view.article.events.items():
        time = _bounds(event.when.edtf) if event.when else None
        if event.when is None or time is None or published is None or view.is_broken("events", key, "status"):
            continue
        given, issued = event.when.edtf, view.article.published
        if event.status == "ongoing":
            time = _by_days(time)
        to_come, over = edtf.before(published, time), edtf.before(time, published)
        if event.status == "occurred" and to_come:
            what = f"{code(key)} occurred, but {given} is after the publication on {issued}"
            found, hint = "NC403", "correct the date, or the status: planned, possible"
        elif event.status == "planned" and over:
            what = f"{code(key)} is planned, but {given} is before the publication on {issued}"
            found, hint = (
                "NC404",
                "correct the date, or the status: what was meant for then has occurred or was cancelled",
            )
        elif event.status == "ongoing" and to_come:
            what = f"{code(key)} is ongoing, but {given} is after the publication on {issued}"
            found, hint = "NC405", "correct the date, or the status: planned"
        elif event.status == "ongoing" and over:
            what = f"{code(key)} is ongoing, but {given} is over at the publication on {issued}"
            start = given.partition("/")[0]
            since = f"{start}/.." if edtf.is_edtf(f"{start}/..") else "an interval with an open end"
            found, hint = "NC405", f"for what goes on since then, write {since}; else correct the status: occurred"
        else:
            continue
        path: Path = ("events", key, "when", "edtf")
        yield found, key, Finding(path, what, related=((("published",), "published"),), help=_meant(view, path) or hint)


def _with_code(view: View, wanted: str) -> Iterator[Finding]:
    return (finding for found, _, finding in _ill_timed(view) if found == wanted)


@rule(
    "NC403",
    "occurred-after-publication",
    ERROR,
    "occurred, but after publication",
    failing=_TALKS + "    when: 2024-05-13 # <NC403>",
    mended=_TALKS + "    when: 2024-05-06",
)
def occurred_after_publication(view: View) -> Iterator[Finding]:
    """
    An article reports what has occurred before it appears. What it announces is `planned` or `possible`. A day more
    is no contradiction, since it may be tomorrow elsewhere, unless `published` gives the time with its offset.
    """
    yield from _with_code(view, "NC403")


@rule(
    "NC404",
    "planned-before-publication",
    ERROR,
    "planned, but before publication",
    failing=_TALKS + "    when: 2024-05-02 # <NC404>\n    status: planned",
    mended=_TALKS + "    when: 2024-05-20\n    status: planned",
)
def planned_before_publication(view: View) -> Iterator[Finding]:
    """
    `planned` is what lies ahead when the article appears. What was meant for a day that is over has occurred, or was
    cancelled or postponed; if the article does not say, it is `possible`.
    """
    yield from _with_code(view, "NC404")


@rule(
    "NC405",
    "ongoing-at-another-time",
    ERROR,
    "ongoing, but over or not begun",
    failing=_TALKS + "    when: 2024-03 # <NC405>\n    status: ongoing",
    mended=_TALKS + "    when: 2024-03/..\n    status: ongoing",
)
def ongoing_at_another_time(view: View) -> Iterator[Finding]:
    """
    `ongoing` is what is under way when the article appears, so its time holds the day of publication. What began in
    March and goes on is `2024-03/..`, an interval with an open end.
    """
    yield from _with_code(view, "NC405")


# --- events against each other


@attrs.frozen
class _Pair:
    """An event and another to which it is related, both with times that hold by themselves."""

    path: Path
    relation: str
    event: Event
    other: Event
    time: Bounds
    other_time: Bounds

    def finding(self, message: str, hint: str | None = None) -> Finding:
        """Points at the relation and shows both times."""
        times = ((("events", one.id, "when"), _given(one)) for one in (self.event, self.other))
        return Finding(self.path, message, related=tuple(times), help=hint, arguments=(self.other.id,))


def _given(event: Event) -> str:
    return event.when.edtf if event.when else ""


def _named(event: Event) -> str:
    return f"{code(event.id)} ({_given(event)})"


@once
def _pairs(view: View) -> Iterator[_Pair]:
    """What is related in time. Without events whose own time or status is in question: that is reported there."""
    sound = {event.id: (event, time) for event, time in _sound(view)}
    for key, (event, time) in sound.items():
        for relation in _TIMED if event.relations else ():
            for i, other in enumerate(event.relations.get(relation, ())):
                if other in sound:
                    path: Path = ("events", key, "relations", relation, i)
                    yield _Pair(path, relation, event, sound[other][0], time, sound[other][1])


@once
def _sound(view: View) -> Iterator[tuple[Event, Bounds]]:
    suspect = {key for _, key, _ in _ill_timed(view)}
    for key, event in view.article.events.items():
        time = _bounds(event.when.edtf) if event.when else None
        if time and key not in suspect and not view.is_broken("events", key, "status"):
            yield event, time


@once
def _effects_before_causes(view: View) -> Iterator[_Pair]:
    """A plan, a possibility or a cancellation has effects before its day; what prevents, prevents in time."""
    seen = set()
    for pair in _pairs(view):
        if pair.relation not in _CAUSES:
            continue
        effects: tuple[str, ...] = (*_REAL, "planned", "possible")
        if pair.relation == "prevented_by":
            effects = (*effects, "cancelled", "postponed", "refused", "failed", "negated")
        both = pair.event.id, pair.other.id
        if (
            pair.event.status in effects
            and pair.other.status in _REAL
            and edtf.before(pair.time, pair.other_time)
            and both not in seen
        ):
            seen.add(both)
            yield pair


@rule(
    "NC406",
    "after-what-is-later",
    ERROR,
    "`after` against the times",
    failing=_TWO
    + """
    when: 2024-05-06
    relations: {after: festival} # <NC406>
""",
    mended=_TWO
    + """
    when: 2024-05-08
    relations: {after: festival}
""",
)
def after_what_is_later(view: View) -> Iterator[Finding]:
    """
    `after` stands on the later of two events. If the first is certainly over before the other begins, the relation
    stands on the wrong one, or a date is wrong. Times for which something was only meant are not compared.
    """
    reported = {(pair.event.id, pair.other.id) for pair in _effects_before_causes(view)}
    timed = (*_REAL, "planned")
    for pair in _pairs(view):
        event, other = pair.event, pair.other
        if (
            pair.relation != "after"
            or event.status not in timed
            or other.status not in timed
            or (event.id, other.id) in reported
        ):
            continue
        if edtf.before(pair.time, pair.other_time):
            message = f"{_named(event)} is said to come after {_named(other)}, but is over before"
            yield pair.finding(message, f"if {code(other.id)} is the later one, the relation belongs there")


@rule(
    "NC407",
    "part-outside-whole",
    ERROR,
    "part outside its whole",
    failing=_TWO
    + """
    when: 2024-05-06
    relations: {part_of: festival} # <NC407>
""",
    mended=_TWO
    + """
    when: 2024-05-07
    relations: {part_of: festival}
""",
)
def part_outside_whole(view: View) -> Iterator[Finding]:
    """
    A part takes place while the whole does. It may begin earlier or end later by a fuzzy date, but not lie outside
    altogether. Often the whole's time is that of one of its parts, and should be an interval.
    """
    for pair in _pairs(view):
        real = pair.event.status in _REAL
        if pair.relation != "part_of" or not (real or pair.event.status in ("planned", "possible")):
            continue
        if pair.other.status not in (_REAL if real else (*_REAL, "planned")):
            continue  # a whole that did not occur: NC511
        part, whole = _by_days(pair.time), _by_days(pair.other_time)
        early, late = edtf.before(part, whole), edtf.before(whole, part)
        if early or late:
            where = "over before it begins" if early else "begins when it is over"
            yield pair.finding(f"{_named(pair.event)} is part of {_named(pair.other)}, but {where}")


@rule(
    "NC408",
    "effect-before-cause",
    ERROR,
    "effect over before its cause begins",
    failing=_TWO
    + """
    when: 2024-05-06
    relations: {caused_by: festival} # <NC408>
""",
    mended=_TWO
    + """
    when: 2024-05-08
    relations: {caused_by: festival}
""",
)
def effect_before_cause(view: View) -> Iterator[Finding]:
    """
    What causes, enables or prevents something does not begin when that is over. Plans, possibilities and what was
    called off are no such causes: their effects come before the day for which they are meant.
    """
    words = {"caused_by": "caused", "enabled_by": "enabled", "prevented_by": "prevented"}
    for pair in _effects_before_causes(view):
        yield pair.finding(
            f"{_named(pair.event)} is {words[pair.relation]} by {_named(pair.other)}, but is over before that begins"
        )


# --- words against values


@once
def _readings(view: View) -> Iterator[tuple[Path, When, Bounds, Reading]]:
    """Times with words that can be read."""
    language = language_of(view.article.language)
    published = _published(view)
    today = (published.earliest, published.latest) if published and published.earliest and published.latest else None
    for path, when in whens(view) if language else ():
        time = _bounds(when.edtf)
        if language is None or when.text is None or time is None or time.earliest is None:
            continue
        time = _anywhere(time)
        assert time.earliest is not None
        reading = read(when.text, language, today, time.earliest)
        if reading:
            yield (*path, "edtf"), when, time, reading


def _meets(time: Bounds, days: tuple[date, date]) -> bool:
    over, to_come = time.latest and time.latest < days[0], time.earliest and days[1] < time.earliest
    return not (over or to_come)


def _meant(view: View, path: Path) -> str | None:
    """What the words at `path` mean, if its date is not that."""
    for at, when, time, reading in _readings(view):
        if at == path and reading.relative and not any(_meets(time, days) for days in reading.spans):
            return _counted(view, when, reading)
    return None


def _counted(view: View, when: When, reading: Reading) -> str:
    meant = " or ".join(written(days) for days in sorted(reading.spans))
    return f"{code(when.text or '')}, counted from {view.article.published}, is {meant}"


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@rule(
    "NC409",
    "words-against-value",
    WARNING,
    "words against value",
    unsafe_fix="the day that relative words mean",
    failing=_TALKS + "    when: {on Monday: 2024-05-07} # <NC409>",
    mended=_TALKS + "    when: {on Monday: 2024-05-06}",
)
def words_against_date(view: View) -> Iterator[Finding]:
    """
    The date says something else than the words: another weekday, another month, another year. Relative words such as
    `last Saturday` or `this week` are counted from `published`; weeks may begin on Monday or on Sunday. English only.
    """
    reported = {finding.path for _, _, finding in _ill_timed(view)}
    for path, when, time, reading in _readings(view):
        if path in reported or any(_meets(time, days) for days in reading.spans):
            continue
        weekday = f", a {_WEEKDAYS[time.earliest.weekday()]}" if time.earliest and time.earliest == time.latest else ""
        message = f"{code(when.text or '')} is given {when.edtf}{weekday}"
        hint: str | None = None
        mends: tuple[Mend, ...] = ()
        if reading.relative:
            hint, days = _counted(view, when, reading), [written(days) for days in reading.spans]
            mends = (replacing(path, when.edtf, days[0]),) if len(days) == 1 else ()
        yield Finding(path, message, help=hint, mends=mends)


@rule(
    "NC410",
    "date-finer-than-words",
    WARNING,
    "value finer than the words",
    unsafe_fix="the date that the words say",
    failing="""
text: Anna Berg met Carl Dahl in Oslo last year.
events:
  talks:
    kind: event
    type: other
    when: {last year: 2023-11-14} # <NC410>
    evidence:
      - Anna Berg met Carl Dahl in Oslo last year
""",
    mended="""
text: Anna Berg met Carl Dahl in Oslo last year.
events:
  talks:
    kind: event
    type: other
    when: {last year: 2023}
    evidence:
      - Anna Berg met Carl Dahl in Oslo last year
""",
)
def date_finer_than_words(view: View) -> Iterator[Finding]:
    """
    What the article does not say is not annotated: `last year` is a year, even if the day is known from elsewhere. If
    the article does say it, quote the words that do. Intervals within a year, month or week are not judged. English
    only.
    """
    for path, when, time, reading in _readings(view):
        if (
            reading.vague
            or reading.unit is Unit.DAY
            or "/" in when.edtf
            or time.earliest is None
            or time.latest is None
        ):
            continue
        exact = edtf.bounds(when.edtf)
        around = [days for days in reading.spans if _meets(exact, days)]
        if around and all(_holds(days, exact) for days in around):
            every = [written(days) for days in sorted(around)]
            meant = " or ".join(every)
            unit = reading.unit.name.lower()
            title = f"write {meant}, or quote the words that say more"
            mends = (Mend(title, (Write(path, meant),)),) if len(every) == 1 else ()
            yield Finding(
                path,
                f"{code(when.text or '')} is a {unit}, and is given {when.edtf}",
                help=title,
                mends=mends,
            )


def _holds(days: tuple[date, date], time: Bounds) -> bool:
    """Whether the days hold the time and are more."""
    assert time.earliest is not None
    assert time.latest is not None
    return days[0] <= time.earliest and time.latest <= days[1] and days != (time.earliest, time.latest)


# --- the publication by itself


@rule(
    "NC411",
    "published-in-future",
    ERROR,
    "published in the future",
    failing="published: 2999-01-01 # <NC411>",
    mended="published: 2024-05-08",
)
def published_in_future(view: View) -> Iterator[Finding]:
    """
    No article is annotated before it appears. Tomorrow's date is accepted, since it may be tomorrow elsewhere.
    """
    published = _appeared(view)
    today = view.today or datetime.now(UTC).date()
    if published and published.earliest and published.earliest > today:
        yield Finding(("published",), f"{view.article.published} is in the future: today is {today}")


_URL_DAY = re.compile(r"/(\d{4})/(\d\d?)/(\d\d?)(?=[/?#]|$)|(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", re.ASCII)


@rule(
    "NC412",
    "published-unlike-url",
    HINT,
    "published differs from the date in the url",
    failing="""
published: 2024-05-08 # <NC412>
url: https://news.example/2024/05/18/oslo
""",
    mended="""
published: 2024-05-18
url: https://news.example/2024/05/18/oslo
""",
)
def published_unlike_url(view: View) -> Iterator[Finding]:
    """
    Many addresses of news hold the day of publication: `/2024/05/08/` or `2024-05-08`. A date of another day may be
    that of the download, or a slip.
    """
    published = _published(view)
    if published is None:
        return
    days = [day for found in _URL_DAY.finditer(view.article.url or "") if (day := _day(*filter(None, found.groups())))]
    if days and not any(_meets(published, (day, day)) for day in days):
        message = f"published on {view.article.published}, but the url says {days[0]}"
        yield Finding(("published",), message, related=((("url",), "the url"),))


def _day(year: str, month: str, day: str) -> date | None:
    """A day in the age of the web; other numbers in an address are no dates."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1990 <= found.year < 2100 else None


RULES = (
    no_such_day,
    reversed_interval,
    occurred_after_publication,
    planned_before_publication,
    ongoing_at_another_time,
    after_what_is_later,
    part_outside_whole,
    effect_before_cause,
    words_against_date,
    date_finer_than_words,
    published_in_future,
    published_unlike_url,
)
