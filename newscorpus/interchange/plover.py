"""Articles -> PLOVER: event records as its gold standard has them, in one JSON file. The codes are those of 2021."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from newscorpus.interchange.engine.fields import without_empty
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.output import GENERATOR, Output
from newscorpus.interchange.exports import begins_with, count_rest
from newscorpus.interchange.tables.columns import event_id
from newscorpus.models import Actor, Article, Estimate, Event, Incident, Participant
from newscorpus.models.codes import country_table
from newscorpus.models.vocabulary import ROLES

Plain = dict[str, Any]
Code = tuple[str, str, str]
"""Event, mode and context; the last two may be empty."""

_ID: Final = "newscorpus-DOCUMENT"
_CODES: Final[dict[str, Code]] = {
    "event/agreement": ("AGREE", "", ""),
    "event/support": ("SUPPORT", "", ""),
    "event/concession": ("CONCEDE", "", ""),
    "event/cooperation": ("COOPERATE", "", ""),
    "event/aid": ("AID", "", ""),
    "event/withdrawal": ("RETREAT", "", ""),
    "event/request": ("REQUEST", "", ""),
    "event/accusation": ("ACCUSE", "disapprove", ""),
    "event/investigation": ("ACCUSE", "investigate", ""),
    "event/refusal": ("REJECT", "", ""),
    "event/threat": ("THREATEN", "", ""),
    "event/sanction": ("SANCTION", "", ""),
    "event/mobilization": ("MOBILIZE", "", ""),
    "meeting/visit": ("CONSULT", "visit", ""),
    "meeting/talks": ("CONSULT", "", "diplomatic"),
    "meeting/call": ("CONSULT", "phone", ""),
    "meeting/conference": ("CONSULT", "", ""),
    "incident/attack": ("ASSAULT", "", ""),
    "incident/clash": ("ASSAULT", "", ""),
    "incident/protest": ("PROTEST", "demo", ""),
    "incident/unrest": ("PROTEST", "riot", ""),
    "incident/detention": ("COERCE", "arrest", "legal"),
}
"""What the CAMEO conversion table of PLOVER has for a kind and type."""
_CATEGORIES: Final = frozenset(
    """
    AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE
    ASSAULT DEMAND DISAPPROVE INVESTIGATE FIGHT
    """.split()  # noqa: SIM905
)
"""The categories of PLOVER, those of earlier versions too: a corpus may have them as types of its own."""
_PLANNED: Final = ("AGREE", "", "")
"""CAMEO 030, express intent to cooperate; 036, to meet."""
_REFUSED: Final = ("REJECT", "meet", "diplomatic")
"""CAMEO 125, reject a proposal to meet."""
_FRIENDLY: Final = frozenset({"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "CONSULT", "RETREAT"})
"""What an actor can agree to do: a plan of anything else has no code."""
_HELD: Final[frozenset[str]] = frozenset(
    """
    format id actors.name actors.country actors.sector events.kind events.type events.triggers events.places.name
    events.places.country
    """.split()  # noqa: SIM905
)


@cache
def _alpha3() -> Mapping[str, str]:
    """Alpha-2 codes of countries, which the model has -> alpha-3 codes, which event data have."""
    return {country.code: country.alpha3 for country in country_table()}


def write(articles: Iterable[Article], output: Output) -> dict[str, int]:
    """Write a list of records, the first of which is about the file.

    Returns:
        The numbers of articles and events.

    Raises:
        OSError: The file cannot be written.
    """
    with output.target.open("x", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + _json(_head(output)))
        counts = Counter(articles=0, events=0)
        for article in articles:
            records = _Records(article, output.losses).records()
            counts.update(articles=1, events=len(records))
            file.writelines(",\n" + _json(record) for record in records)
        file.write("\n]\n")
    return counts


def is_export(path: Path) -> bool:
    """Report whether a file is what `write` wrote."""
    return begins_with(path, f'"id": "{_ID}"')


def _json(record: Plain) -> str:
    return json.dumps(record, ensure_ascii=False, indent=4)


def _head(output: Output) -> Plain:
    return without_empty(
        {
            "id": _ID,
            "event": "DOCUMENT",
            "eventText": "documentation of the file",
            "publication": output.rights.manifest.name,
            "license": output.rights.manifest.license,
            "generator": GENERATOR,
        }
    )


class _Records:
    def __init__(self, article: Article, losses: Losses) -> None:
        self._article, self._losses = article, losses
        self._held = set[str](_HELD)
        self._written = set[str]()

    def records(self) -> list[Plain]:
        """Return a record for each event that PLOVER has a code for, and count what is lost."""
        records = [record for key, event in self._article.events.items() if (record := self._record(key, event))]
        if records:
            self._held |= {"language", "publisher", "annotation.by", "annotation.date"}
        for key in sorted(self._article.actors.keys() - self._written):
            self._losses.add("actor in no record", f"{self._article.id}: actors.{key}")
        self._held |= {"events.status", "events.title", "events.when.edtf", "events.evidence"}
        count_rest(self._article, self._held, self._losses)
        return records

    def _lose(self, kind: str, key: str, field: str = "", *, name: str = "") -> None:
        self._losses.add(kind, f"{self._article.id}: events.{key}{field}", name=name)

    def _record(self, key: str, event: Event) -> Plain | None:
        code = self._code(key, event)
        if code is None:
            return None
        sides = self._sides(key, event)
        if not sides["source"]:
            self._lose("event without a source", key)
            return None
        name, mode, context = code
        first, *others = event.evidence
        for number in range(len(others)):
            self._lose("events.evidence beyond the first", key, f".evidence[{number + 1}]")
        annotation = self._article.annotation
        triggers = " ".join(trigger.exact for trigger in event.triggers)
        if triggers and event.title:
            self._lose("events.title", key, ".title")
        return without_empty(
            {
                "id": event_id(self._article, key),
                "date": self._date(key, event),
                "source": [self._actor(participant) for participant in sides["source"]],
                "target": [self._actor(participant) for participant in sides["target"]],
                "event": name,
                "mode": mode,
                "context": context,
                "eventText": triggers or event.title or first.exact,
                "eventLoc": self._place(key, event),
                **self._harm(key, event),
                "text": first.exact,
                "textInfo": {"markup": self._markup(event, sides)},
                "language": self._article.language,
                "publication": self._article.publisher,
                "coder": ", ".join(annotation.by) if annotation else None,
                "dateCoded": annotation.date if annotation else None,
            }
        )

    def _code(self, key: str, event: Event) -> Code | None:
        kind = f"{event.kind}/{event.type}"
        code = self._own_code(event) or _CODES.get(kind)
        if code is None:
            self._lose("event of type {}", key, name=kind)
        elif event.status in ("occurred", "ongoing"):
            if event.status == "ongoing":
                self._lose("status ongoing", key)
            return code
        elif event.status == "refused":
            return _REFUSED
        elif event.status == "planned" and code[0] in _FRIENDLY:
            return (*_PLANNED[:2], "diplomatic") if event.kind == "meeting" else _PLANNED
        else:
            self._lose("event with the status {}", key, name=event.status)
        return None

    def _own_code(self, event: Event) -> Code | None:
        """Return the code of an event whose type is a category, as in a corpus that was imported from PLOVER."""
        if event.type not in _CATEGORIES:
            return None
        names = [name for name in ("mode", "context") if isinstance(event.attributes.get(name), str)]
        self._held |= {f"events.attributes.{name}" for name in names}
        mode, context = (str(event.attributes[name]) if name in names else "" for name in ("mode", "context"))
        return event.type, mode, context

    def _sides(self, key: str, event: Event) -> dict[str, list[Participant]]:
        """Return who acts and who is acted on, each actor once on a side. Those on equal terms all act."""
        sides: dict[str, list[Participant]] = {"source": [], "target": []}
        for role, participants in event.participants.items():
            word = ROLES[event.kind].get(role)
            if word is not None and word.side:
                side = sides["target" if word.side == "target" else "source"]
                for number, participant in enumerate(participants):
                    if any(participant.actor == other.actor for other in side):
                        self._lose("actor again on its side", key, f".participants.{role}[{number}]")
                    else:
                        side.append(participant)
                self._held |= {f"events.participants.{role}.{name}" for name in ("actor", "mention")}
        return sides

    def _actor(self, participant: Participant) -> Plain:
        actor = self._article.actors.get(participant.actor) or Actor(id=participant.actor)
        words = participant.mention.exact if participant.mention is not None else actor.name or actor.id
        self._written.add(actor.id)
        if actor.name not in (None, words):
            self._losses.add(
                "actors.name, in place of which are other words", f"{self._article.id}: actors.{actor.id}.name"
            )
        code = _alpha3().get(actor.country or "", "")
        return {"actorText": words, "code": code, **({"sector": actor.sector} if actor.sector else {})}

    def _date(self, key: str, event: Event) -> str | None:
        """Return the first day of the event, or that of the publication."""
        when = event.when
        if when is not None and when.earliest is not None:
            if when.edtf != when.earliest.isoformat():
                self._lose("time that is not a day: its first day", key, ".when")
            return when.earliest.isoformat()
        if when is not None:
            self._lose("time without a first day", key, ".when")
        published = self._article.published or ""
        if len(published) < len("2023-06-14"):
            return None
        if len(published) == len("2023-06-14"):
            self._held.add("published")
        return published[:10]

    def _place(self, key: str, event: Event) -> Plain | None:
        if not event.places:
            return None
        for number in range(1, len(event.places)):
            self._lose("events.places beyond the first", key, f".places[{number}]")
        place = event.places[0]
        return without_empty({"name": place.name.exact, "country code": place.country})

    def _harm(self, key: str, event: Event) -> Plain:
        """Return how many were killed and injured, each as one number."""
        harm_fields: Plain = {}
        for harm, name in (("killed", "dead"), ("injured", "injured")):
            counts = event.casualties.get(harm, ()) if isinstance(event, Incident) else ()
            if counts:
                total = Estimate.of(counts)
                self._held |= {f"events.casualties.{harm}.count"}
                harm_fields[name] = str(total.best)
                if not total.low == total.best == total.high or any(count.about for count in counts):
                    self._lose("casualties that are not one number", key, f".casualties.{harm}")
        return harm_fields

    def _markup(self, event: Event, sides: dict[str, list[Participant]]) -> str:
        """Return the evidence with its actors and triggers marked, where the article has words for them."""
        text = event.evidence[0]
        if text.start is None or text.end is None or self._article.text is None:
            return text.exact
        marks = [(participant.mention, "SRC") for participant in sides["source"]]
        marks += [(participant.mention, "TAR") for participant in sides["target"]]
        marks += [(trigger, "EVT") for trigger in event.triggers]
        marked, at = "", text.start
        for quote, label in sorted(((q, label) for q, label in marks if q), key=lambda pair: pair[0].start or 0):
            if quote.start is not None and quote.end is not None and at <= quote.start and quote.end <= text.end:
                marked += (
                    f"{self._article.text[at : quote.start]}({label}: {self._article.text[quote.start : quote.end]})"
                )
                at = quote.end
        return marked + self._article.text[at : text.end]
