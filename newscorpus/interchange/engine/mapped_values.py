"""What a source has of an event besides actors: places, times, things, topics, counts, and relations to others."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from newscorpus.interchange.engine.actors import MERGED
from newscorpus.interchange.engine.fields import Refused, as_term, as_text, chosen
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.paths import Found, first, select
from newscorpus.interchange.engine.quotes import SpanQuotes
from newscorpus.interchange.engine.readings import UNREAD_COUNT, UNREAD_QUANTITY, UNREAD_TIME, Readings
from newscorpus.models.edtf import is_edtf, respelt
from newscorpus.models.mapping import OTHERS, ArgumentMap, Case, EventMap, RelationMap
from newscorpus.models.vocabulary import DEFAULT

Plain = dict[str, Any]
UNKNOWN: Final = "unknown"
NO_INCIDENT: Final = "casualties of an event that is no incident"


@attrs.frozen(kw_only=True)
class Given:
    """What a source has of an argument."""

    quote: Plain | None
    """Its words; None if the source has a number only."""
    value: str | None
    """Its value, if the source states one."""
    kind: str | None
    """Its type in the source."""
    ids: Plain
    place: str
    is_time: bool = False
    """Whether its type is one of times, whatever its role makes of it."""


class Values:
    """Adds them to the events of one article.

    Args:
        quotes: The quotes of the article.
        readings: Reads times and quantities.
        losses: Where to count what cannot be read.
        source: Where the article comes from.
    """

    def __init__(self, quotes: SpanQuotes, readings: Readings, losses: Losses, source: str) -> None:
        self._quotes, self._readings = quotes, readings
        self._losses, self._source = losses, source
        self._unread: list[tuple[Plain, str]] = []
        """The times whose words cannot be read, each with its place: another may take the place of one."""

    def count_unread(self, owners: Iterable[Plain]) -> None:
        """Count the times of events or claims that came in as words only."""
        times = [owner["when"] for owner in owners]
        for when, place in self._unread:
            if any(when is time for time in times):
                self._losses.add_unread(UNREAD_TIME, f"{self._source}: {place}: {when['text']['exact']}")
        self._unread.clear()

    def add(self, event: Plain, case: Case, role: str | None, given: Given) -> None:
        """Add an argument to an event.

        Args:
            event: Plain data of the event.
            case: What the argument becomes.
            role: The role of a thing, or the sort of harm of casualties.
            given: What the source has of it.
        """
        if case.as_ == "when":
            self._add_time(event, case, given)
        elif case.as_ == "casualties":
            self._add_count(event, role or "", given)
        elif given.quote is None:
            self._lose("number that is not in the text", given)
        elif case.as_ == "place":
            place = {"name": given.quote, **({"ids": given.ids} if given.ids else {})}
            self._unite(event["places"], place, given)
        elif case.as_ == "topic":
            self._unite(event["topics"], given.quote, given)
        else:
            self._add_thing(event, case, role, given)

    def _add_thing(self, event: Plain, case: Case, role: str | None, given: Given) -> None:
        assert given.quote is not None
        value, unread, exact = None, None, given.quote["exact"]
        if given.value:
            value = self._readings.quantity(given.value)
            if value is None:
                self._lose(UNREAD_QUANTITY, given, given.value)
        elif case.read:
            value, unread = self._readings.of_thing(exact, is_time=given.is_time)
        thing: Plain = {"text": given.quote}
        thing |= {"ids": given.ids} if given.ids else {}
        thing |= {"value": value} if value else {}
        thing |= {"attributes": {"source_type": given.kind}} if given.kind else {}
        role = role or ("amount" if value else "object")
        if self._unite(event["things"].setdefault(role, []), thing, given):
            self._losses.add_unread(unread, f"{self._source}: {given.place}: {exact}")

    def _add_count(self, event: Plain, harm: str, given: Given) -> None:
        words = given.value or (given.quote["exact"] if given.quote else "")
        count = self._readings.count(words)
        if event["kind"] != "incident" or harm not in DEFAULT.casualties:
            kind = "casualties whose role is no harm" if event["kind"] == "incident" else NO_INCIDENT
            self._lose(kind, given)
            return
        if count is None:
            self._lose(UNREAD_COUNT, given, words)
            return
        # The digits of a field are those of the text only where the source says so.
        is_quoted = given.quote is not None and ("start" in given.quote or not given.quote["exact"].isdecimal())
        number: Plain = {"count": count}
        if is_quoted and given.quote and self._quotes.has(given.quote):
            number["text"] = given.quote
        self._unite(event["casualties"].setdefault(harm, []), number, given)

    def _add_time(self, event: Plain, case: Case, given: Given) -> None:
        known, quote = event["when"], given.quote
        if known is not None and quote is not None and known.get("text") == quote:
            self._lose(MERGED, given)
        words = given.value or (quote["exact"] if quote else "")
        edtf = words if is_edtf(words) else respelt(words) if given.value else None
        is_open = known is None or (known["edtf"] == UNKNOWN and known.get("text") != quote)
        if edtf is None and given.value:
            self._lose(UNREAD_TIME, given, words)
        elif edtf is None and quote and case.read and is_open:
            edtf = self._readings.time(quote, event["status"])
        is_quoted = quote is not None and self._quotes.has(quote)
        if is_quoted or (edtf is None and quote):  # words that the text does not have are an error then, not a loss
            when = {"edtf": edtf or UNKNOWN, "text": quote}
            self._unread += [(when, given.place)] if edtf is None and case.read and not given.value else []
            self.set_time(event, when, given.place)
        elif edtf is not None:
            if edtf != words:
                self._lose("words of a time that the text does not have", given, words)
            self.set_time(event, {"edtf": edtf}, given.place)

    def set_time(self, event: Plain, when: Plain | None, place: str) -> None:
        """Give an event a time; of two, the first that was read is kept."""
        known = event["when"]
        if when is None or (known is not None and known.get("text", known) == when.get("text", when)):
            return
        is_first = known is None or (known["edtf"] == UNKNOWN and when["edtf"] != UNKNOWN)
        event["when"], left = (when, known) if is_first else (known, when)
        if left is not None:
            words = left["text"]["exact"] if "text" in left else left["edtf"]
            self._losses.add("second time of an event", f"{self._source}: {place}: {words}")

    def _unite(self, listed: list[Plain], new: Plain, given: Given) -> bool:
        """Add a value; report whether it was not there."""
        if new in listed:
            self._lose(MERGED, given)
            return False
        listed.append(new)
        return True

    def _lose(self, kind: str, given: Given, words: str = "") -> None:
        self._losses.add(kind, f"{self._source}: {given.place}{f': {words}' if words else ''}")


def implied(head: EventMap) -> Iterator[ArgumentMap]:
    """Yield what the fields of an event are as arguments: its time, and its casualties."""
    if head.when:
        yield ArgumentMap(each=head.when, cases={OTHERS: Case(as_="when", read=True)})
    for harm, path in head.casualties.items():
        yield ArgumentMap(each=path, cases={OTHERS: Case(as_="casualties", role=harm, read=True)})


def relate(
    head: RelationMap, relation: Found, events: Mapping[str, Plain], ids: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Add a relation to the event that has it; yield each kind of loss with its words.

    Args:
        head: The part of the mapping.
        relation: The object.
        events: Id → plain data of the event.
        ids: Id in the source → id of the event.
    """
    try:
        choice = chosen(head.type, relation.value, {}, closed=False)
    except Refused as e:
        yield f"relation with {e}", ""
        return
    term = as_term(choice.term) if choice.term else None
    if term is None:
        yield "relation without a type", ""
        return
    if choice.original and choice.original != term:
        yield f"type of a relation, which becomes {term}", choice.original
    given = as_text(first(relation.value, head.from_)) or ""
    owner = events.get(ids.get(given, ""))
    if owner is None:
        yield "relation of an unknown event", given
        return
    others = [as_text(match.value) or "" for match in select(relation.value, head.to)]
    if not others:
        yield "relation without another event", given
    listed = owner["relations"].setdefault(term, []) if others else []
    for other in others:
        id_ = ids.get(other)
        if id_ is None:
            yield "relation to an unknown event", other
        elif events[id_] is owner:
            yield "relation of an event to itself", other
        elif id_ in listed:
            yield "relation that is there already", f"{given} {term} {other}"
        else:
            listed.append(id_)


def united(old: list[Any], new: list[Any]) -> list[Any]:
    """Return a list with what it lacks of another one."""
    return [*old, *(item for item in new if item not in old)]
