"""The events and actors of one article, as a mapping finds them in its source."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from newscorpus.interchange.engine.actors import Actors, add_once, unique
from newscorpus.interchange.engine.fields import (
    Chosen,
    Refused,
    as_slug,
    as_term,
    as_text,
    attribute,
    case_of,
    chosen,
    count_torn,
    filled,
    key_of,
    meets,
    paths_in,
    read_beside_kind,
    text_of_value,
    value_of,
)
from newscorpus.interchange.engine.guesses import implies
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped_values import Given, Values, implied, relate, united
from newscorpus.interchange.engine.paths import Found, first, select, shape
from newscorpus.interchange.engine.quotes import SpanQuotes
from newscorpus.interchange.engine.readings import Readings
from newscorpus.models.mapping import IGNORE, ArgumentMap, Case, EntityMap, EventMap, MappingFile, RelationMap

Plain = dict[str, Any]


_SPEAKER: Final = EntityMap(each=".", same=("words",))


@attrs.define
class _Event:
    """An event before its evidence is known."""

    head: EventMap
    data: Plain
    parent: str
    place: str
    own_id: str | None
    """Its id in the source, if that has one."""
    triggers: list[Plain] = attrs.field(factory=list)
    others: list[Plain] = attrs.field(factory=list)
    """The quotes of its arguments."""


@attrs.frozen
class _Entity:
    """An object that arguments may name by its id."""

    head: EntityMap
    object: Found


class Events:
    """Makes the events and actors of one object of a source.

    Args:
        mapping: The mapping.
        quotes: Makes its quotes.
        readings: Reads its times and quantities.
        losses: Where to count what is not imported.
        source: Where the article comes from.
        actors: The actors of the article, to which those of the object are added.
    """

    def __init__(
        self, mapping: MappingFile, quotes: SpanQuotes, readings: Readings, losses: Losses, source: str, actors: Actors
    ) -> None:
        self._mapping, self._quotes, self._readings = mapping, quotes, readings
        self._losses, self._source = losses, source
        self._actors = actors
        self._entities: dict[str, _Entity] = {}
        self._actor_of: dict[str, str] = {}
        """Place of an entity → id of its actor."""
        self._used = set[str]()
        """Places of entities that an event has."""
        self._met, self._skipped = set[str](), set[str]()
        """Places of objects that the conditions of some part of the mapping take, and that those of some do not."""
        self._ids: dict[str, str] = {}
        """Id of an event in the source → its id in the article."""
        self._values = Values(quotes, readings, losses, source)

    def made(self, data: Any, names: Mapping[str, str]) -> dict[str, Plain]:
        """Return the events of an object by id, and add its actors to those of the article.

        Args:
            data: The object.
            names: What `{file}` is.
        """
        self._add_entities(data)
        every = [event for head in self._mapping.events for event in self._events(head, data, names)]
        events = self._merged(every)
        self._relate(data, {id_: event.data for id_, event in events.items()})
        self._values.count_unread(event.data for event in events.values())
        self._count_unused(data)
        for place in filter(None, self._skipped - self._met):
            self._losses.ignored[f"{shape(place)} that no `if` takes"] += 1
        return {id_: self._finished(event) for id_, event in events.items()}

    def _lose(self, kind: str, place: str) -> None:
        self._losses.add(kind, f"{self._source}: {place}" if place else self._source)

    def _meets(self, head: EntityMap | EventMap | RelationMap, match: Found) -> bool:
        """Report whether an object meets the conditions of a part of the mapping."""
        is_met = meets(head.if_, match.value)
        (self._met if is_met else self._skipped).add(match.place)
        return is_met

    def speakers(self, match: Found) -> list[str]:
        """Return the ids of the actors that a value names: by the id of an entity, or by words."""
        entity = self._entities.get(as_text(match.value) or "")
        if entity is not None:
            actor = self._actor_of.get(entity.object.place)
            if actor is None:
                self._lose("speaker that is no actor", match.place)
            return [actor] if actor else []
        speakers = list[str]()
        for quote in self._quotes.below(match.value, ".", match.place):
            same = (id_ for id_, actor in self._actors.table.items() if actor["name"] == quote["exact"])
            known = next(same, None)
            if known is None:
                known = self._actors.add(_SPEAKER, Case(as_="participant"), match.value, None, [quote])
            elif "start" in quote:
                self._actors.mention(known, [quote])
            speakers.append(known)
        return speakers

    # --- entities

    def _add_entities(self, data: Any) -> None:
        for head in self._mapping.entities:
            for entity in select(data, head.each):
                if not self._meets(head, entity):
                    continue
                key = as_text(first(entity.value, head.id)) if head.id else None
                if key is not None and key in self._entities:
                    self._lose(f"{shape(entity.place)}: id that occurs twice", f"{entity.place}: {key}")
                elif key is not None:
                    self._entities[key] = _Entity(head, entity)
                kind = value_of(head.from_, entity.value)
                case = case_of(kind, head)
                if case is None or case.as_ != "participant":
                    continue
                if quotes := self._quotes.below(entity.value, head.mentions, entity.place):
                    self._actor_of[entity.place] = self._actors.add(head, case, entity.value, kind, quotes)

    def _count_unused(self, data: Any) -> None:
        """Count the entities that became neither an actor nor a part of an event."""
        for head in self._mapping.entities:
            for entity in select(data, head.each):
                known = (self._actor_of, self._used, self._quotes.torn, self._skipped)
                if not any(entity.place in places for places in known):
                    self._lose(_of_type(head, entity), entity.place)

    # --- events

    def _events(self, head: EventMap, data: Any, names: Mapping[str, str]) -> Iterator[_Event]:
        for number, source in enumerate(select(data, head.each), 1):
            if not self._meets(head, source):
                continue
            if not isinstance(source.value, dict):
                self._lose(f"{_shape(source)}: event that is not an object", source.place)
                continue
            try:
                event = self._event(head, source, {**names, "index": str(number)})
            except Refused as e:
                self._lose(f"{_shape(source)}: event with {e}", source.place)
                continue
            if event:
                for argument in (*implied(head), *self._mapping.arguments):
                    self._add_arguments(event, argument, source)
                yield event

    def _event(self, head: EventMap, source: Found, names: Mapping[str, str]) -> _Event | None:
        """Return an event without its arguments; None if it has no type. Raises Refused."""
        kind = chosen(head.kind, source.value, names, closed=True)
        status = chosen(head.status, source.value, names, closed=True) if head.status else Chosen(None)
        given = chosen(head.type, source.value, names, closed=False)
        type_ = as_term(given.term) if given.term else None
        if type_ is None:
            kept_out = f"event with the type {given.term}, which is no term" if given.term else "event without a type"
            self._lose(f"{_shape(source)}: {kept_out}", source.place)
            return None
        own_id = text_of_value(head.id, source.value, names) if head.id and paths_in(head.id) else None
        id_ = own_id or text_of_value(head.id or f"{type_}-{{index}}", source.value, names) or type_
        title = text_of_value(head.title, source.value, names) if head.title else None
        own = {name: attribute(path, source.value, names) for name, path in head.attributes.items()}
        for name, value in (("id", head.id), ("title", head.title), *head.attributes.items()):
            count_torn(name, value, source.value, self._losses, f"{self._source}: {source.place}")
        own["source_type"] = given.original or (given.term if given.term != type_ else None)
        own["source_status"] = status.original
        own["source_kind"] = kind.original if head.kind.from_ not in read_beside_kind(head) else None
        attributes = {name: value for name, value in own.items() if value is not None}
        data: Plain = {
            "id": as_slug(id_, "event"),
            "kind": kind.term or "event",
            "type": type_,
            "title": title,
            "status": status.term,
            "participants": {},
            "things": {},
            "casualties": {},
            "when": None,
            "places": [],
            "topics": [],
            "attributes": attributes,
        }
        triggers = self._quotes.below(source.value, head.triggers, source.place) if head.triggers else []
        return _Event(head, data, source.parent, source.place, own_id, triggers)

    def _merged(self, every: list[_Event]) -> dict[str, _Event]:
        """Return the events by id, those of one parent merged or linked, as the mapping says."""
        events: dict[str, _Event] = {}
        firsts: dict[tuple[int, str], str] = {}
        for event in every:
            key = id(event.head), event.parent
            known = firsts.get(key) if event.head.one else None
            if known and event.head.one == "merge":
                self._merge(events[known], event)
                self._ids.setdefault(event.own_id or known, known)
                continue
            id_ = unique(event.data.pop("id"), self._actors.taken)
            if event.own_id not in (None, id_):
                self._lose("id of an event that cannot be kept", f"{event.place}: {event.own_id} becomes {id_}")
            firsts.setdefault(key, id_)
            event.data["relations"] = {"same_as": [known]} if known else {}
            events[id_] = event
            self._ids.setdefault(event.own_id or id_, id_)
        return events

    def _relate(self, data: Any, events: Mapping[str, Plain]) -> None:
        for head in self._mapping.relations:
            for relation in select(data, head.each):
                for kind, words in relate(head, relation, events, self._ids) if self._meets(head, relation) else ():
                    where = f"{relation.place}: {words}" if words else relation.place
                    self._lose(f"{_shape(relation)}: {kind}", where)

    def _merge(self, into: _Event, event: _Event) -> None:
        new = event.data
        new.pop("id")
        for name, value in new.items():
            old = into.data[name]
            if isinstance(value, dict) and name in ("participants", "things", "casualties"):
                for role, items in value.items():
                    for item in items:
                        if item not in old.setdefault(role, []):
                            self._add(old[role], item, event.parent)
            elif isinstance(value, list):
                into.data[name] = united(old, value)
            elif isinstance(value, dict) and name == "attributes":
                self._merge_attributes(old, value, event, is_same=new["status"] == into.data["status"])
            elif name == "when":
                self._values.set_time(into.data, value, event.parent)
            elif old is None:
                into.data[name] = value
            elif value not in (None, old):
                self._lose(f"{name} of events that are merged", f"{event.parent}: {value} beside {old}")
        into.triggers = united(into.triggers, event.triggers)
        into.others = united(into.others, event.others)

    def _merge_attributes(self, into: Plain, new: Plain, event: _Event, *, is_same: bool) -> None:
        for name, value in new.items():
            if name == "source_status" and not is_same:
                continue  # its status is lost, and counted
            if into.setdefault(name, value) != value:
                self._lose(f"{name} of events that are merged", f"{event.parent}: {value} beside {into[name]}")

    def _finished(self, event: _Event) -> Plain:
        quotes = [*event.triggers, *event.others]
        evidence = self._quotes.evidence(quotes, event.triggers, event.head.evidence)
        return filled({**event.data, "triggers": event.triggers, "evidence": evidence})

    # --- arguments

    def _add_arguments(self, event: _Event, head: ArgumentMap, source: Found) -> None:
        for argument in select(source.value, head.each, source.place):
            if argument.value in (None, "") or not self._meets(head, argument):
                continue
            entity = self._entity(head, argument) if head.entity else None
            if head.entity and entity is None:
                continue
            self._add_argument(event, head, argument, entity)

    def _entity(self, head: ArgumentMap, argument: Found) -> _Entity | None:
        key = as_text(first(argument.value, head.entity or "."))
        entity = self._entities.get(key or "")
        if entity is None:
            self._lose(f"{_shape(argument)}: argument of an unknown entity", f"{argument.place}: {key}")
        return entity

    def _add_argument(self, event: _Event, head: ArgumentMap, argument: Found, entity: _Entity | None) -> None:
        owner, mentioned = (entity.head, entity.object) if entity else (head, argument)
        kind = value_of(head.from_, argument.value)
        if kind is None and entity:
            kind = value_of(owner.from_, mentioned.value)
        if entity:
            self._used.add(mentioned.place)
        name = value_of(head.role, argument.value)
        said = head.roles[key] if name and (key := key_of(head.roles, name)) else None
        case = case_of(kind, head, owner)
        is_time = case is not None and case.as_ == "when"
        if said and said.use:
            # `roles: {Time: when}` says no more than a type that becomes a time, and may say that it is read.
            is_read = said.read or (case is not None and case.as_ == said.use and case.read)
            case = attrs.evolve(case or Case(as_=said.use), as_=said.use, read=is_read)
        if case is None:
            self._lose(_of_type(head, argument, kind), argument.place)
            return
        if case.as_ == IGNORE:
            self._losses.ignored[_of_type(head, argument, name if said else kind)] += 1
            return
        value = value_of(head.value, argument.value)
        quotes, further = list[Plain](), list[Plain]()
        is_number = type(argument.value) in (int, float)
        if is_number and case.as_ in ("when", "casualties"):
            value = value or as_text(argument.value)
        elif is_number:
            quotes = [{"exact": str(argument.value)}]
        else:
            quotes, further = self._words(head, argument, entity)
        if not quotes and value is None:
            if self._quotes.torn.isdisjoint((argument.place, mentioned.place)):
                self._lose(f"{_shape(argument)}: argument without words", argument.place)
            return
        event.others += quotes
        role = (said.role if said else None) or case.role or (as_term(name) if name and not said else None)
        if case.as_ == "participant" and quotes:
            self._count_unnamed(head, argument, name, role)
            actor = self._actor_of.get(mentioned.place) if entity else None
            if actor is None:
                actor = self._actors.add(owner, case, mentioned.value, kind, quotes)
            else:
                self._actors.mention(actor, [quote for quote in quotes[1:] if "start" in quote])
            listed = event.data["participants"].setdefault(role or "participant", [])
            self._add(listed, {"actor": actor, "mention": quotes[0]}, argument.place)
            return
        if case.as_ in ("thing", "casualties"):
            self._count_unnamed(head, argument, name, role)
        else:
            is_typed = any(kind in entry.cases for entry in (head, owner))
            self._count_names(head, argument, case.as_, None if said and said.use else name, kind, is_typed=is_typed)
        for quote in further:
            self._lose(f"further mention of what becomes a {case.as_}", f"{argument.place}: {quote['exact']}")
        ids = {scheme: id_ for scheme, path in owner.ids.items() if (id_ := as_text(first(mentioned.value, path)))}
        for words in quotes or (None,):
            given = Given(quote=words, value=value, kind=kind, ids=ids, place=argument.place, is_time=is_time)
            self._values.add(event.data, case, role, given)

    def _words(self, head: ArgumentMap, argument: Found, entity: _Entity | None) -> tuple[list[Plain], list[Plain]]:
        """Return the quotes of an argument, or the first one of the entity that it names; and the others of that."""
        quotes = self._quotes.below(argument.value, head.mentions, argument.place)
        if entity is None or any("start" in quote for quote in quotes):
            return quotes, []
        named = self._quotes.below(entity.object.value, entity.head.mentions, entity.object.place)
        return named[:1] or quotes, named[1:]

    def _count_unnamed(self, head: ArgumentMap, argument: Found, name: str | None, role: str | None) -> None:
        """Count the name of a role that is no term."""
        if name and role is None:
            self._lose(f"{shape(argument.place, head.role or '.')} that is no term", f"{argument.place}: {name}")

    def _count_names(
        self, head: ArgumentMap, argument: Found, use: str, name: str | None, kind: str | None, *, is_typed: bool
    ) -> None:
        """Count the role and the type of what becomes a place, a time or a topic, which have none."""
        if name and name.lower() != (kind or "").lower() and not implies(name, use):
            self._lose(
                f"{shape(argument.place, head.role or '.')} of what becomes a {use}", f"{argument.place}: {name}"
            )
        if kind and not is_typed:
            self._lose(f"type of what becomes a {use}", f"{argument.place}: {kind}")

    def _add(self, listed: list[Plain], new: Plain, place: str) -> None:
        if lost := add_once(listed, new):
            self._lose(lost, f"{place}: {new['mention']['exact']}")


def _of_type(head: EntityMap, match: Found, kind: str | None = None) -> str:
    kind = kind or value_of(head.from_, match.value)
    return f"{_shape(match)} of type {kind}" if kind else _shape(match)


def _shape(match: Found) -> str:
    return shape(match.place) or "article"
