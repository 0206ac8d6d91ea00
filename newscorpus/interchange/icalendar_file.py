"""Articles -> iCalendar (RFC 5545): a `VEVENT` for each event with a date."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from newscorpus._optional import import_optional
from newscorpus.codec import default_codec
from newscorpus.interchange.documents import begins_with
from newscorpus.interchange.losses import Losses, count_unheld
from newscorpus.interchange.output import Output
from newscorpus.interchange.tables.columns import event_id
from newscorpus.models import Article, Event

_PRODUCT: Final = "-//newscorpus//newscorpus//EN"
_STATUSES: Final = {
    "occurred": "CONFIRMED",
    "ongoing": "CONFIRMED",
    "planned": "CONFIRMED",
    "possible": "TENTATIVE",
    "alleged": "TENTATIVE",
    "cancelled": "CANCELLED",
    "postponed": "CANCELLED",
    "refused": "CANCELLED",
    "negated": "CANCELLED",
}
"""Calendars show what has none of these as certain. `planned` is: the announcement leaves nothing open."""
_SAME_STATUS: Final = ("occurred", "possible", "cancelled")
"""The statuses that can be told from that of iCalendar; all others are counted."""
_HELD: Final[frozenset[str]] = frozenset(
    """
    format id actors.name events.kind events.type events.title events.status events.when.edtf events.evidence
    events.places.name
    """.split()  # noqa: SIM905
)
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


def write(articles: Iterable[Article], output: Output) -> dict[str, int]:
    """Write one calendar.

    Returns:
        The number of `articles`.

    Raises:
        UsageError: icalendar is not installed.
        OSError: The file cannot be written.
    """
    library: Any = import_optional("icalendar", "icalendar")
    calendar = library.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    head, _, end = calendar.to_ical().partition(b"END:VCALENDAR")
    number = 0
    with output.target.open("xb") as file:
        file.write(head)
        for article in articles:
            made = [_Entry(article, key, event, output, library).made() for key, event in article.events.items()]
            entries = [one for one in made if one is not None]
            for one in entries:
                file.write(one.to_ical())
            roles = {role for event in article.events.values() for role in event.participants}
            _count_absent(article, output.losses)
            held = _HELD | {f"events.participants.{role}.actor" for role in roles} | ({"url"} if entries else set())
            count_unheld(default_codec().canonical(article), held, output.losses, article.id)
            number += 1
        file.write(b"END:VCALENDAR" + end)
    return {"articles": number}


def is_export(path: Path) -> bool:
    """Report whether a file is what `write` wrote."""
    return begins_with(path, f"PRODID:{_PRODUCT}")


def _count_absent(article: Article, losses: Losses) -> None:
    """Count the actors whose names are in no entry."""
    dated = [event for event in article.events.values() if event.when is not None and event.when.earliest is not None]
    for key in sorted(article.actors.keys() - {id_ for event in dated for id_ in event.parties}):
        losses.add("actor in no entry", f"{article.id}: actors.{key}")


class _Entry:
    """One event of an article."""

    def __init__(self, article: Article, key: str, event: Event, output: Output, library: Any) -> None:
        self._article, self._key, self._event, self._library = article, key, event, library
        self._losses: Losses = output.losses
        self._corpus = output.rights.manifest.name

    def made(self) -> Any:
        """Return the `VEVENT`; None, and a loss, if the event has no first day."""
        event, article = self._event, self._article
        times = self._times()
        if times is None:
            self._lose("event without a first day")
            return None
        entry = self._library.Event()
        entry.add("uid", f"{event_id(article, self._key)}@{self._corpus}")
        entry.add("dtstamp", _stamp(article.published))
        for name, time in zip(("dtstart", "dtend"), times, strict=True):
            if time is not None:
                entry.add(name, time)
        entry.add("summary", event.title or event.type)
        entry.add("categories", [event.kind, event.type])
        entry.add("description", "\n".join([*self._participants(), *(one.exact for one in event.evidence)]))
        if event.places:
            entry.add("location", ", ".join(place.name.exact for place in event.places))
        if article.url is not None:
            entry.add("url", article.url)
        if event.status in _STATUSES:
            entry.add("status", _STATUSES[event.status])
        if event.status not in _SAME_STATUS:
            self._lose(f"status {event.status}")
        return entry

    def _lose(self, kind: str) -> None:
        self._losses.add(kind, f"{self._article.id}: events.{self._key}")

    def _participants(self) -> list[str]:
        names = {key: actor.name or key for key, actor in self._article.actors.items()}
        return [
            f"{role}: {', '.join(names.get(one.actor, one.actor) for one in several)}"
            for role, several in self._event.participants.items()
        ]

    def _times(self) -> tuple[date, date | None] | None:
        """Return the first day and the day after the last one, or the moment; None if there is no first day."""
        when = self._event.when
        if when is None or when.earliest is None:
            return None
        if "T" in when.edtf:
            moment = datetime.fromisoformat(when.edtf)
            return (moment if moment.tzinfo is None else moment.astimezone(UTC)), None
        if not all(one == ".." or re.fullmatch(r"\d{4}-\d\d-\d\d", one) for one in when.edtf.split("/")):
            self._lose("time that is approximate, uncertain or not a day: its first and last day")
        if when.latest is None:
            self._lose("open end of a time")
        last = when.latest
        return when.earliest, last + timedelta(days=1) if last is not None and last < date.max else None


def _stamp(published: str | None) -> datetime:
    """Return when an entry was made, which iCalendar requires: the publication, which stays the same."""
    if published is None:
        return _NO_TIME
    if "T" in published:
        return datetime.fromisoformat(published).astimezone(UTC)
    year, month, day = (*map(int, published.split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC)
