"""Rows of violent events: which events have one, who is on which side, where, when and how many; and what is lost.

What the tables of political science have in common; `event_tables` has what differs.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.exports import count_rest
from newscorpus.models import Actor, Article, Estimate, Event, Incident, Participant, Place, When
from newscorpus.models.codes import country_code, country_name
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.vocabulary import ROLES

Cells = dict[str, object]
Sides = tuple[list[Participant], list[Participant]]

DAY: Final = len("2023-06-14")
_REAL: Final = ("occurred", "ongoing")
_HELD: Final[frozenset[str]] = frozenset(
    """
    format id publisher actors.name actors.country actors.sector events.kind events.type events.status
    events.when.edtf events.places.name events.places.country
    """.split()  # noqa: SIM905
)


class Codes:
    """The columns and code tables of a dataset."""

    def __init__(self, name: str) -> None:
        groups: dict[str, dict[str, list[str | None]]] = {}
        for line in Path(__file__).with_name(f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                group, key, *cells = line.split("\t")
                groups.setdefault(group, {})[key] = [cell or None for cell in cells]
        self._groups = groups
        self.columns: Sequence[str] = tuple(groups["column"])

    def has(self, group: str, key: str) -> bool:
        """Report whether a group has a key."""
        return key in self._groups[group]

    def cells(self, group: str, key: str) -> Sequence[str | None]:
        """Return the cells of a key; none if there is no such key."""
        return self._groups[group].get(key, ())

    def code(self, group: str, key: str) -> str | None:
        """Return the code of a key; None if there is none."""
        return next(iter(self.cells(group, key)), None)

    def precision(self, days: int) -> str | None:
        """Return the code for how precise a time of so many days is; None if it has more than any code allows."""
        return next((cells[0] for most, cells in self._groups["days"].items() if days <= int(most)), None)


def is_country(place: Place) -> bool:
    """Whether a place is a country as a whole."""
    return country_code(place.name.exact) == (place.country or "")


@cache
def codes_of(name: str) -> Codes:
    """Return the columns and codes of a dataset."""
    return Codes(name)


class Rows:
    """The rows of one article. A subclass says what the cells of an event are."""

    name: str
    """The dataset, and its file of codes."""

    def __init__(self, article: Article, losses: Losses) -> None:
        self.article, self.losses, self.codes = article, losses, codes_of(self.name)
        self.held = set[str](_HELD)
        self.named = set[str]()
        """The actors that a row names."""

    def rows(self) -> Iterator[Cells]:
        """Yield the rows, and then count what they lack. An event without a row is one loss, whatever it has."""
        events = {key: event for key, event in self.article.events.items() if self._has_row(key, event)}
        for key, event in events.items():
            yield {**self.cells(key, event), **self._own(event)}
        for key in sorted(self.article.actors.keys() - self.named):
            self.losses.add("actor in no row", f"{self.article.id}: actors.{key}")
        if events:
            is_day = len(self.article.published or "") == DAY
            self.held |= self.of_article if is_day else self.of_article - {"published"}
        count_rest(evolve_unchecked(self.article, events=FrozenDict(events)), self.held, self.losses)

    of_article: frozenset[str] = frozenset()
    """The fields of the article that its rows repeat."""

    def cells(self, key: str, event: Event) -> Cells:
        """Return the cells of an event by the names of their columns."""
        raise NotImplementedError

    def lose(self, kind: str, key: str, field: str = "", *, name: str = "") -> None:
        """Count a loss of an event; kinds that differ in their `name` share a line."""
        self.losses.add(kind, f"{self.article.id}: events.{key}{field}", name=name)

    def _has_row(self, key: str, event: Event) -> bool:
        kind = f"{event.kind}/{event.type}"
        if not self.codes.has("type", kind):
            self.lose("event of type {}", key, name=kind)
        elif event.status not in _REAL:
            self.lose("event with the status {}", key, name=event.status)
        else:
            if event.status == "ongoing":
                self.lose("status ongoing", key)
            return True
        return False

    def _own(self, event: Event) -> Cells:
        """Return the cells that attributes of the event give."""
        own: Cells = {name: value for name, value in event.attributes.items() if name in self.codes.columns}
        self.held |= {f"events.attributes.{name}" for name in own}
        return own

    def sides(self, event: Event) -> Sides:
        """Return who acts and who is acted on. Of those on equal terms in a clash, the first acts, the second not.

        A suspect acts: both datasets code who did it as it is reported.
        """
        first: list[Participant] = []
        second: list[Participant] = []
        for role in ROLES[event.kind]:
            participants = event.participants.get(role, ())
            side = ROLES[event.kind][role].side
            if side == "both" and event.type == "clash":
                first += participants[:1]
                second += participants[1:]
            elif side == "target":
                second += participants
            elif side:
                first += participants
            if side:
                self.held.add(f"events.participants.{role}.actor")
            for participant in participants if role == "suspect" else ():
                self.lose("suspect taken as who did it", event.id, f".participants ({participant.actor})")
        return first, second

    def actor(self, participant: Participant) -> Actor:
        """Return the actor of a participant."""
        return self.article.actors.get(participant.actor) or Actor(id=participant.actor)

    def name_of(self, participant: Participant) -> str:
        """Return the name of an actor, which a row has then."""
        actor = self.actor(participant)
        self.named.add(actor.id)
        return actor.name or (participant.mention.exact if participant.mention else actor.id)

    def sector_of(self, participant: Participant) -> str:
        """Return the sector of an actor; that of a state is its government."""
        actor = self.actor(participant)
        return actor.sector or ("GOV" if actor.kind == "country" else "")

    def place(self, event: Event) -> Place | None:
        """Return the first place that is not a whole country, or else the first; None if there is none."""
        return next((place for place in event.places if not is_country(place)), next(iter(event.places), None))

    def country_code(self, event: Event) -> str | None:
        """Return the code of the country of the place, or else of the first place that has one."""
        places = filter(None, (self.place(event), *event.places))
        return next((place.country for place in places if place.country), None)

    def country(self, event: Event) -> Cells:
        """Return the English name of that country."""
        code = self.country_code(event)
        return {"country": country_name(code) if code else None}

    def time(self, key: str, when: When | None) -> tuple[str | None, int | None]:
        """Return the code for how precise a time is, and its year; None for what does not follow."""
        if when is None or when.earliest is None or when.latest is None:
            if when is not None:
                self.lose("time that has no first or no last day", key, ".when")
            return None, None
        year = when.earliest.year if when.earliest.year == when.latest.year else None
        precision = self.codes.precision((when.latest - when.earliest).days + 1)
        if re.search("[~?%]", when.edtf):
            self.lose("time that is approximate or uncertain", key, ".when")
            precision = None
        elif precision is None:
            self.lose("time that is too long for a code", key, ".when")
        elif "T" in when.edtf:
            self.lose("time of the day", key, ".when")
        return precision, year

    def killed(self, key: str, event: Event) -> Estimate | None:
        """Return how many were killed; None if the event does not say."""
        counts = event.casualties.get("killed", ()) if isinstance(event, Incident) else ()
        if not counts:
            return None
        self.held |= {"events.casualties.killed.count"}
        if any(killed.about for killed in counts):
            self.lose("number that is approximate", key, ".casualties.killed")
        return Estimate.of(counts)
