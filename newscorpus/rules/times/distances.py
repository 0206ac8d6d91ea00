"""NC421, and a part of NC409: times that are given by their distance from another event, or by the name of an event."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import Finding
from newscorpus.rules.times.bounds import bounds
from newscorpus.text.languages import primary_subtag

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
