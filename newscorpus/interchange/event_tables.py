"""Articles -> the tables of political science: a row for each violent event, with the columns of UCDP GED or ACLED.

The columns, and the codes that they hold, are data: `ged.tsv` and `acled.tsv`. What an article does not say stays
empty. An attribute of an event that is named like a column fills it, such as `where_prec` or `sub_event_type`.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import attrs

from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.event_rows import DAY, Cells, Rows, Sides, codes_of, is_country
from newscorpus.interchange.tables.columns import csv_cell, event_id
from newscorpus.models import Article, Event, Incident, Participant


class _Ged(Rows):
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
        day = (article.published or "")[:DAY]
        day = day if len(day) == DAY else ""
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
        ids = [id_ for claim in claims for id_ in claim.by] + [id_ for count in counts for id_ in count.by]
        self.held.add("events.casualties.killed.by")
        for id_ in dict.fromkeys(ids):
            yield self.name_of(Participant(actor=id_))

    def _where(self, event: Event) -> Cells:
        place = self.place(event)
        if place is None:
            return {}
        return {
            "where_prec": 6 if is_country(place) else None,
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


class _Acled(Rows):
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

    rows: type[Rows]
    id_column: str
    """The column with `article#event`, which the rows of the dataset itself cannot have."""

    def write(self, articles: Iterable[Article], output: Output) -> dict[str, int]:
        """Write articles; return how many, and how many events have a row. Raises OSError if it cannot."""
        columns = codes_of(self.rows.name).columns
        with output.target.open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            counts = Counter(articles=0, events=0)
            for article in articles:
                counts["articles"] += 1
                for cells in self.rows(article, output.losses).rows():
                    counts["events"] += 1
                    row = {"id": counts["events"], **cells}
                    writer.writerow([csv_cell(row.get(name)) for name in columns])
        return counts

    def is_export(self, path: Path) -> bool:
        """Report whether a file is what `write` wrote, and not the dataset, which has the same columns."""
        columns = list(codes_of(self.rows.name).columns)
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.reader(file)
                is_same, first = next(reader, None) == columns, next(reader, None)
        except (OSError, UnicodeDecodeError, csv.Error):
            return False
        return is_same and (first is None or "#" in first[columns.index(self.id_column)])


GED: Final = EventTable(_Ged, "relid")
ACLED: Final = EventTable(_Acled, "event_id_cnty")
