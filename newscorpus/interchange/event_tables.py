"""Articles -> the tables of political science: a row for each violent event, with the columns of UCDP GED or ACLED.

The columns, and the codes that they hold, are data: `ged.tsv` and `acled.tsv`. What an article does not say stays
empty. An attribute of an event that is named like a column fills it, such as `where_prec` or `sub_event_type`.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Final

import attrs

from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.exports import count_rest
from newscorpus.interchange.tables.columns import csv_cell, event_id
from newscorpus.models import Actor, Article, Estimate, Event, Incident, Participant, Place, When
from newscorpus.models.codes import country_code, country_name
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.vocabulary import ROLES

Cells = dict[str, object]
Sides = tuple[list[Participant], list[Participant]]

_DAY: Final = len("2023-06-14")
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


def _is_country(place: Place) -> bool:
    """Whether a place is a country as a whole."""
    return country_code(place.name.exact) == (place.country or "")


@cache
def _codes(name: str) -> Codes:
    return Codes(name)


class _Rows:
    """The rows of one article. A subclass says what the cells of an event are."""

    name: str
    """The dataset, and its file of codes."""

    def __init__(self, article: Article, losses: Losses) -> None:
        self.article, self.losses, self.codes = article, losses, _codes(self.name)
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
            is_day = len(self.article.published or "") == _DAY
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
        return next((place for place in event.places if not _is_country(place)), next(iter(event.places), None))

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


class _Ged(_Rows):
    name = "ged"
    of_article = frozenset({"headline", "published"})

    def _has_row(self, key: str, event: Event) -> bool:
        if not super()._has_row(key, event):
            return False
        counts = event.casualties.get("killed", ()) if isinstance(event, Incident) else ()
        if not any(killed.most != 0 for killed in counts):
            self.lose("event without killed persons", key)
            return False
        return True

    def cells(self, key: str, event: Event) -> Cells:
        article, (first, second) = self.article, self.sides(event)
        headline = article.headline or article.part("headline")
        day = (article.published or "")[:_DAY]
        day = day if len(day) == _DAY else ""
        return {
            "relid": event_id(article, key),
            **self._violence(key, event, first, second),
            "number_of_sources": 1,
            "source_article": ",".join(filter(None, (article.publisher, day, headline))) or None,
            "source_office": article.publisher,
            "source_date": day or None,
            "source_headline": headline,
            "source_original": "; ".join(self._sources(event)) or None,
            **self.country(event),
            **self._where(event),
            **self._dates(key, event),
            **self._deaths(key, event),
        }

    def _violence(self, key: str, event: Event, first: list[Participant], second: list[Participant]) -> Cells:
        """Return the sides. Who was harmed beside others that were aimed at, or beside both sides, is on none.

        The side of a state is side a, whoever began; one-sided violence has who used it there.
        """
        harmed = set(event.in_role("victim")) - set(event.in_role("target"))
        aimed = [participant for participant in second if participant.actor not in harmed] or second
        forces = [self.codes.code("sector", self.sector_of(side[0])) if side else None for side in (first, aimed)]
        kind = self.codes.code("violence", f"{event.type} {forces[0]} {forces[1]}")
        names = [self.name_of(side[0]) if side else None for side in (first, aimed)]
        others = [*first[1:], *(participant for participant in second if participant not in aimed[:1])]
        for participant in others:
            self.lose("participant beyond the first of a side", key, f".participants ({participant.actor})")
        if kind == "3" and aimed:
            self.lose("civilian: `Civilians` in place of the name", key, f".participants ({aimed[0].actor})")
            names[1] = "Civilians"
        if kind == "1" and forces[0] != "state":
            names.reverse()
        dyad = f"{names[0]} - {names[1]}" if all(names) else None
        return {"type_of_violence": kind, "dyad_name": dyad, "side_a": names[0], "side_b": names[1]}

    def _sources(self, event: Event) -> Iterator[str]:
        """Yield the names of the sources of claims about an event that do not deny it, and of its counts, each once."""
        claims = [claim for claim in self.article.claims if event.id in claim.about and claim.stance != "denies"]
        counts = event.casualties.get("killed", ()) if isinstance(event, Incident) else ()
        ids = [id_ for statement in (*claims, *counts) for id_ in statement.by]
        self.held.add("events.casualties.killed.by")
        for id_ in dict.fromkeys(ids):
            yield self.name_of(Participant(actor=id_))

    def _where(self, event: Event) -> Cells:
        place = self.place(event)
        if place is None:
            return {}
        return {
            "where_prec": 6 if _is_country(place) else None,
            "where_coordinates": place.name.exact,
            "where_description": "; ".join(place.name.exact for place in event.places),
        }

    def _dates(self, key: str, event: Event) -> Cells:
        precision, year = self.time(key, event.when)
        days = (event.when.earliest, event.when.latest) if event.when is not None else (None, None)
        start, end = (f"{day.isoformat()} 00:00:00.000" if day else None for day in days)
        return {"year": year, "date_prec": precision, "date_start": start, "date_end": end}

    def _deaths(self, key: str, event: Event) -> Cells:
        total = self.killed(key, event)
        if total is None:
            return {}
        if total.high is None:
            self.lose("highest number that is open", key, ".casualties.killed")
        return {"deaths_unknown": total.best, "best": total.best, "high": total.high, "low": total.low}


class _Acled(_Rows):
    name = "acled"

    def cells(self, key: str, event: Event) -> Cells:
        sides, place = self.sides(event), self.place(event)
        inters = [self._inter(event, side, number) for number, side in enumerate(sides)]
        is_violent = self.codes.has("violent", f"{event.kind}/{event.type}")
        cells: Cells = {
            "event_id_cnty": event_id(self.article, key),
            **self._when(key, event),
            **self._type(event, sides),
            **self.country(event),
            "civilian_targeting": "Civilian targeting" if is_violent and inters[1] == "Civilians" else None,
            "location": place.name.exact if place is not None else None,
            "source": self.article.publisher,
            "notes": self._notes(event),
            "fatalities": self._fatalities(key, event),
        }
        if code := self.country_code(event):
            cells["iso"] = self.codes.code("iso", code)
        for number, (side, inter) in enumerate(zip(sides, inters, strict=True), 1):
            names = [self.name_of(participant) for participant in side]
            cells |= {f"actor{number}": next(iter(names), None), f"inter{number}": inter}
            cells[f"assoc_actor_{number}"] = "; ".join(names[1:]) or None
        known = [inter for inter in inters if inter is not None]
        if len(known) == len(sides):
            cells["interaction"] = "-".join(sorted(known, key=lambda inter: self.codes.code("rank", inter) or ""))
        elif known and not sides[1] and self.codes.has("crowd", f"{event.kind}/{event.type}"):
            cells["interaction"] = f"{known[0]} only"
        for number, other in enumerate(event.places):
            if other is not place:
                self.lose("events.places beyond that of the row", key, f".places[{number}]")
        return cells

    def _inter(self, event: Event, side: list[Participant], number: int) -> str | None:
        """Return the type of the first actor of a side; forces of a state are external in another country."""
        if not side:
            return None
        sector = self.sector_of(side[0])
        inter = self.codes.code("sector", sector)
        crowd = self.codes.code("crowd", f"{event.kind}/{event.type}")
        if crowd and not number and inter in (None, "Civilians"):
            return crowd
        if inter != "State forces":
            return inter
        own, there = self.actor(side[0]).country, self.country_code(event)
        if not own or not there:
            self.lose("state whose country, or that of the place, is not given: no `inter`", event.id)
            return None
        return inter if own == there else "External/Other forces"

    def _type(self, event: Event, sides: Sides) -> Cells:
        """Return the types of ACLED. A clash is a battle, and an attack political violence, of armed forces only."""
        kind = f"{event.kind}/{event.type}"
        sectors = [self.codes.code("sector", self.sector_of(side[0])) if side else None for side in sides]
        armed = [sector is not None and sector != "Civilians" for sector in sectors]
        cells = self.codes.cells("type", kind)
        if all(armed) and self.codes.has("battle", kind):
            cells = self.codes.cells("battle", kind)
        elif armed[0] and self.codes.has("force", kind):
            cells = self.codes.cells("force", kind)
        return dict(zip(("event_type", "sub_event_type", "disorder_type"), cells, strict=False))

    def _when(self, key: str, event: Event) -> Cells:
        precision, year = self.time(key, event.when)
        cells: Cells = {"year": year, "time_precision": precision}
        when = event.when
        if precision is not None and when is not None and when.earliest is not None and when.latest is not None:
            cells["event_date"] = when.earliest + timedelta(days=(when.latest - when.earliest).days // 2)
            if when.earliest != when.latest:
                self.lose("first and last day: the middle", key, ".when")
        return cells

    def _notes(self, event: Event) -> str:
        notes = event.title or event.evidence[0].exact
        for number in range(0 if event.title else 1, len(event.evidence)):
            self.lose("events.evidence that is not in `notes`", event.id, f".evidence[{number}]")
        self.held |= {"events.title", "events.evidence"}
        return notes

    def _fatalities(self, key: str, event: Event) -> int:
        """Return the lowest number, as ACLED takes it: 0 if nothing is said."""
        total = self.killed(key, event)
        if total is not None and total.high != total.low:
            self.lose("numbers above the lowest", key, ".casualties.killed")
        return total.low if total is not None else 0


@attrs.frozen
class EventTable:
    """Writes one CSV file in UTF-8 with the columns of a dataset."""

    rows: type[_Rows]
    id_column: str
    """The column with `article#event`, which the rows of the dataset itself cannot have."""

    def write(self, articles: Iterable[Article], output: Output) -> None:
        """Write articles. Raises OSError if the file cannot be written."""
        columns = _codes(self.rows.name).columns
        with output.target.open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            numbers = count(1)
            for article in articles:
                for cells in self.rows(article, output.losses).rows():
                    row = {"id": next(numbers), **cells}
                    writer.writerow([csv_cell(row.get(name)) for name in columns])

    def is_export(self, path: Path) -> bool:
        """Report whether a file is what `write` wrote, and not the dataset, which has the same columns."""
        columns = list(_codes(self.rows.name).columns)
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.reader(file)
                is_same, first = next(reader, None) == columns, next(reader, None)
        except (OSError, UnicodeDecodeError, csv.Error):
            return False
        return is_same and (first is None or "#" in first[columns.index(self.id_column)])


GED: Final = EventTable(_Ged, "relid")
ACLED: Final = EventTable(_Acled, "event_id_cnty")
