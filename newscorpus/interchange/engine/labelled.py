"""The annotations of one document, with labels of any scheme -> plain data of an article."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from newscorpus.interchange.engine.actors import MERGED, Chains, add_once, unique
from newscorpus.interchange.engine.document import Frame, Identifier, Mark, Relation, Remark, Same, Standoff, Words
from newscorpus.interchange.engine.fields import NO_IDS, actor_name, append_line, slug
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.meanings import Entity, Meanings
from newscorpus.interchange.engine.quotes import WordQuotes, sentences, whole
from newscorpus.interchange.engine.readings import UNREAD_COUNT, UNREAD_TIME, Readings
from newscorpus.models.labels import SAME
from newscorpus.models.mapping import IGNORE
from newscorpus.text.spans import Span

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,99}")


@attrs.frozen(eq=False)
class _Event:
    """An event of the document: a frame, or words that stand for one."""

    label: str
    trigger: Words | None
    arguments: tuple[tuple[str, str], ...]
    place: str
    data: dict[str, Any]


class LabelledArticle:
    """One document, on its way to an article.

    Args:
        text: Its text.
        standoff: Its annotations, placed.
        meanings: What their labels mean.
        losses: Where to count what has no place in an article.
        readings: Reads the words of times and quantities.
    """

    def __init__(self, text: str, standoff: Standoff, meanings: Meanings, losses: Losses, readings: Readings) -> None:
        self._text = text
        self._readings = readings
        self._standoff = standoff
        self._quotes = WordQuotes(text, losses)
        self._meanings = meanings
        self._losses = losses
        self._taken = set[str](NO_IDS)
        self._entities: dict[str, Entity] = {}
        self.actors: dict[str, dict[str, Any]] = {}
        """The actor of each annotation of words."""
        self._values: dict[str, list[dict[str, Any]]] = {}
        """The places and things that were made of each annotation of words."""
        self._times: list[tuple[dict[str, Any], str]] = []
        """The events whose time is to be read, and where the words of it are."""
        self._used = set[str]()
        self.events: dict[str, _Event] = {}
        """The event of each frame, of each trigger, and of words that stand for one."""

    def data(self) -> dict[str, Any]:
        """Return the actors and events as plain data, in the order of the file."""
        self._standoff.count_triggers(self._losses, lambda label: self._meanings.event(label) is None)
        self._standoff.leave_out(self._meanings.ignored(self._standoff))
        triggers = {frame.trigger for frame in self._standoff.frames.values()}
        for id_, words in self._standoff.words.items():
            if id_ not in triggers:
                self._entities[id_] = self._meanings.entity(words.label)
        self._make_events()
        self._make_actors()
        for event in dict.fromkeys(self.events.values()):
            self._fill(event)
        for relation in self._standoff.relations.values():
            self._relate(relation)
        for id_, entity in self._entities.items():
            if entity.use in ("place", "when", "thing", "topic", "casualties") and id_ not in self._used:
                words = self._standoff.words[id_]
                self._losses.add("{} outside events", words.place, name=words.label)
        for identifier in self._standoff.identifiers:
            self._identify(identifier)
        for mark in self._standoff.marks:
            self._mark(mark)
        for remark in self._standoff.remarks:
            self._remark(remark)
        for timed, place in self._times:  # whose status is known now
            when = timed["when"]
            when["edtf"] = self._readings.time(when["text"], timed.get("status")) or "unknown"
            if when["edtf"] == "unknown":
                self._losses.add_unread(UNREAD_TIME, f"{place}: {when['text']['exact']}")
        tables = {"actors": self.actors.values(), "events": [event.data for event in self.events.values()]}
        return {name: {row["id"]: _full(row) for row in table} for name, table in tables.items() if table}

    # Actors

    def _make_actors(self) -> None:
        words, uses = self._standoff.words, {id_: entity.use for id_, entity in self._entities.items()}
        named = {words[id_].spans for id_, use in uses.items() if use == SAME}
        chained = {id_ for id_, use in uses.items() if use in ("place", "thing") and words[id_].spans in named}
        chained |= set(self._places_that_act())
        self._used |= chained
        chains = Chains(id_ for id_, use in uses.items() if use in ("actor", SAME) or id_ in chained)
        chains.join(self._entities, words)
        actors = [words[id_] for id_, use in uses.items() if use == "actor" or id_ in chained]
        chains.join_alike((own.id, self._meanings.alike(own, self._quotes.whole(own)["exact"])) for own in actors)
        for same in self._standoff.same:
            self._join(chains, same.members, "* {}", same)
        for relation in self._standoff.relations.values():
            if self._meanings.relation(relation.label)[0] == SAME:
                self._join(chains, (relation.first, relation.second), "relation {}", relation)
        for members in chains:
            self._make_actor(members)

    def _places_that_act(self) -> Iterator[str]:
        """Yield the places that are participants of an event."""
        for event in self.events.values():
            for given, target in event.arguments:
                name = self._meanings.role_name(given)
                role = self._meanings.role(event.label, name)
                if role and self._acts(event, name, role, target):
                    yield target
        for relation in self._standoff.relations.values():
            for source, target in ((relation.first, relation.second), (relation.second, relation.first)):
                owner = self.events.get(source)
                role = self._meanings.relation_role(owner.label, relation.label) if owner else None
                if owner and role and self._acts(owner, relation.label, role, target):
                    yield target

    def _acts(self, event: _Event, name: str, role: str, target: str) -> bool:
        entity = self._entities.get(target)
        if entity is None or entity.use not in ("place", "thing", "when", "topic") or role == IGNORE:
            return False
        return self._meanings.use(entity, event.label, name, role) == "actor"

    def _join(self, chains: Chains, members: tuple[str, ...], kind: str, said: Relation | Same) -> None:
        """Join annotations of the same thing."""
        events = [self.events[member] for member in members if member in self.events]
        if len(events) == len(members):
            for other in events[1:]:
                self._link(other, "same_as", events[0], f"{kind} that is there already", said)
        elif not chains.unite(members):
            self._losses.add(f"{kind} of other than actors", said.place, name=said.label)

    def _make_actor(self, members: list[str]) -> None:
        own = [self._standoff.words[id_] for id_ in members]
        entities = [self._entities[id_] for id_ in members]
        kinds = ["locality" if entity.use == "place" else entity.kind for entity in entities]
        known = [kind for kind in dict.fromkeys(kinds) if kind != "unknown"]
        mentions: dict[Span, dict[str, Any]] = {}
        labels: dict[str, list[Span]] = {}
        for words in own:
            span = whole(words.spans)
            labels.setdefault(words.label, []).append(span)
            mentions.setdefault(span, self._quotes.whole(words))
        kept = {label: spans for label, spans in labels.items() if self._meanings.entity(label).use != SAME}
        if again := sum(map(len, kept.values())) - len({span for spans in kept.values() for span in spans}):
            self._losses.add("second label on a mention", own[0].place, again)
        if len(kept) > 1 and len(mentions) > 1:
            self._losses.add("which mention of an actor has which label", own[0].place, sum(map(len, kept.values())))
        for kind in known[1:]:
            self._losses.add(f"kind {kind} of an actor that is {known[0]} too", own[0].place)
        name = actor_name(quote["exact"] for quote in mentions.values())
        actor = {
            "id": unique(slug(name, members[0]), self._taken),
            "name": name,
            "kind": next(iter(known), "unknown"),
            "named": False,
            "mentions": list(mentions.values()),
            "attributes": {"source_label": ", ".join(labels)},
        }
        self.actors.update(dict.fromkeys(members, actor))

    # Events

    def _make_events(self) -> None:
        for frame in self._standoff.frames.values():
            trigger = self._standoff.words.get(frame.trigger)
            self._make_event(frame.id, frame.label, trigger, frame)
        for id_, entity in self._entities.items():
            if entity.use == "event":
                words = self._standoff.words[id_]
                self._make_event(id_, words.label, words, None, entity)

    def _make_event(
        self, id_: str, label: str, trigger: Words | None, frame: Frame | None, entity: Entity | None = None
    ) -> None:
        meaning = self._meanings.event(label)
        if meaning is None:
            return
        kind, type_ = meaning
        if entity is not None and entity.type is not None:
            kind, type_ = entity.kind, entity.type
        own = unique(slug(self._quotes.whole(trigger)["exact"] if trigger else label, id_), self._taken)
        data = {"id": own, "kind": kind, "type": type_, "attributes": {"source_label": label}}
        place = frame.place if frame else trigger.place if trigger else ""
        event = _Event(label, trigger, frame.arguments if frame else (), place, data)
        self.events[id_] = event
        if trigger is not None:
            self.events.setdefault(trigger.id, event)

    def _fill(self, event: _Event) -> None:
        shown = [event.trigger] if event.trigger is not None else []
        for given, target in event.arguments:
            if self._argue(event, self._meanings.role_name(given), target) and target not in self.events:
                shown.append(self._standoff.words[target])
        if event.trigger is not None:
            event.data["triggers"] = self._quotes.parts(event.trigger)
        others = (self._standoff.words[target] for _, target in event.arguments if target in self._standoff.words)
        evidence = sentences(self._text, shown) or sentences(self._text, others)
        event.data["evidence"] = evidence or event.data.get("triggers", [])

    def _argue(self, event: _Event, name: str, target: str) -> bool:
        """Add an argument to an event; report whether it has a place."""
        self._used.add(target)
        other, entity = self.events.get(target), self._entities.get(target)
        if other is None and entity is None:
            if target not in self._standoff.words and target not in self._standoff.frames:
                self._losses.add("argument {} that does not exist", f"{event.place}: {target}", name=name)
            return False
        role: str | None = self._meanings.declared_role(event.label, name) or "about"
        if other is None and entity is not None:
            role = self._meanings.role(event.label, name, entity.role)
        if role == IGNORE:
            return False
        if role is None:
            self._losses.add("argument {}", f"{event.place}: {target}", name=name)
            return False
        if other is not None:
            if other is event:
                self._losses.add("argument {} that is its own event", event.place, name=name)
                return False
            if self._meanings.is_about(event.label, name, role):
                self._losses.add("role {} of an event, which becomes about", f"{event.place}: {target}", name=name)
            self._link(event, role, other, MERGED, event)
            return True
        assert entity is not None
        return self._take(event, name, role, target, entity)

    def _take(self, event: _Event, name: str, role: str, target: str, entity: Entity) -> bool:
        """Add words to an event as what they are; report whether they have a place."""
        data, words = event.data, self._standoff.words[target]
        if entity.use == IGNORE:
            return False
        use = self._meanings.use(entity, event.label, name, role)
        is_read = self._meanings.is_read(entity, event.label, name)
        if use == "when" and "when" in data:
            self._losses.add("time of an event that has one", f"{event.place}: {name}")
            return False
        if self._meanings.drops(entity, event.label, name, role):
            taken = role if use == "thing" else use
            kind = f"role {{}} of {words.label}, which becomes {taken}"
            self._losses.add(kind, f"{event.place}: {target}", name=name)
        if use in ("actor", SAME):
            several = data.setdefault("participants", {}).setdefault(role, [])
            participant = {"actor": self.actors[words.id]["id"], "mention": self._quotes.whole(words)}
            if lost := add_once(several, participant):
                self._losses.add(lost, f"{event.place}: {target}")
        elif use == "when":
            data["when"] = {"edtf": words.time or "unknown", "text": self._quotes.whole(words)}
            self._times += [(data, words.place)] if is_read and not words.time else []
        elif use == "place":
            self._add_value(words, data.setdefault("places", []), {"name": self._quotes.whole(words)})
        elif use == "casualties":
            self._add_count(event, role, words)
        elif use == "topic":
            data.setdefault("topics", []).extend(self._quotes.parts(words))
        else:
            quote = self._quotes.whole(words)
            thing: dict[str, Any] = {"text": quote, "attributes": {"source_label": words.label}}
            if is_read:
                value, unread = self._readings.of_thing(quote["exact"], is_time=entity.use == "when")
                thing |= {"value": value} if value else {}
                self._losses.add_unread(unread, f"{words.place}: {quote['exact']}")
            self._add_value(words, data.setdefault("things", {}).setdefault(role, []), thing)
        if use in ("place", "when", "topic"):
            labels = data["attributes"].setdefault(f"source_{use}_label", words.label)
            if words.label not in labels.split(", "):
                data["attributes"][f"source_{use}_label"] = f"{labels}, {words.label}"
        return True

    def _add_count(self, event: _Event, harm: str, words: Words) -> None:
        quote = self._quotes.whole(words)
        count = self._readings.count(quote["exact"])
        if event.data["kind"] != "incident":
            self._losses.add("casualties of an event that is no incident", words.place)
        elif count is None:
            self._losses.add(UNREAD_COUNT, f"{words.place}: {quote['exact']}")
        else:
            event.data.setdefault("casualties", {}).setdefault(harm, []).append({"count": count, "text": quote})

    def _add_value(self, words: Words, items: list[dict[str, Any]], value: dict[str, Any]) -> None:
        items.append(value)
        self._values.setdefault(words.id, []).append(value)

    # What is said of annotations

    def _relate(self, relation: Relation) -> None:
        term, reverse = self._meanings.relation(relation.label)
        if term in (SAME, IGNORE):
            return
        first, second = (relation.first, relation.second)[:: -1 if reverse else 1]
        event, other = self.events.get(first), self.events.get(second)
        if term is None:
            self._losses.add("relation {}", relation.place, name=relation.label)
        elif event is not None and other is not None and event is not other:
            self._link(event, term, other, "relation {} that is there already", relation)
        elif first in self.actors and second in self.actors and self.actors[first] is not self.actors[second]:
            self._relate_actors(term, first, second, relation)
        elif not self._relate_words(first, second, relation):
            self._losses.add("relation {} of what has no place", relation.place, name=relation.label)

    def _relate_words(self, first: str, second: str, relation: Relation) -> bool:
        """Add words to the event that they are related to; report whether they have a place, or are to have none."""
        ends = [(self.events[id_], words) for id_, words in ((first, second), (second, first)) if id_ in self.events]
        if len(ends) != 1:
            return False
        (event, words), label = ends[0], relation.label
        entity = self._entities.get(words)
        role = self._meanings.relation_role(event.label, label)
        self._used.add(words)
        if role is None and (role := self._meanings.role_above(event.label, label)):
            self._losses.add("role {} of an event, which becomes " + role, relation.place, name=label)
        if role == IGNORE:
            return True
        is_told = entity is not None and self._meanings.tells(entity, label)
        return bool(is_told and entity and role and self._take(event, label, role, words, entity))

    def _relate_actors(self, term: str, first: str, second: str, relation: Relation) -> None:
        actor, other = self.actors[first], self.actors[second]
        others = actor.setdefault("relations", {}).setdefault(term, [])
        if any(known["other"] == other["id"] for known in others):
            self._losses.add("relation {} that is there already", relation.place, name=relation.label)
        else:
            shown = sentences(self._text, (self._standoff.words[id_] for id_ in (first, second)))
            others.append({"other": other["id"], **({"evidence": shown[0]} if len(shown) == 1 else {})})

    def _identify(self, identifier: Identifier) -> None:
        scheme, value = identifier.scheme, identifier.value
        scheme = scheme.lower() if scheme.lower() == "wikidata" else scheme
        if identifier.target in self.events:  # which have attributes, and no identifiers
            self._mark(Mark(scheme, identifier.target, value, identifier.place))
            return
        actor = self.actors.get(identifier.target)
        owners = [actor] if actor is not None else self._values.get(identifier.target, [])
        if not owners or not _SCHEME.fullmatch(scheme):
            self._losses.add("identifier {}", identifier.place, name=scheme)
        for owner in owners:
            if owner.setdefault("ids", {}).setdefault(scheme, value) != value:
                self._losses.add("second identifier {}", identifier.place, name=scheme)
        if actor is not None and identifier.words.strip():
            actor["name"] = identifier.words.strip()

    def _mark(self, mark: Mark) -> None:
        meaning = self._meanings.attribute(mark.label, mark.value)
        if meaning is None:
            return
        use, name = meaning
        event = self.events.get(mark.target)
        owners = [event.data] if event is not None else self._owners(mark.target)
        if use == "status" and event is not None:
            mark.add_to(event.data, "status", name, self._losses)
        elif use == "status" or not owners:
            self._losses.add("attribute {} of what cannot have it", mark.place, name=mark.label)
        else:
            for owner in owners:
                mark.add_to(owner.setdefault("attributes", {}), name, mark.content, self._losses)

    def _owners(self, target: str) -> list[dict[str, Any]]:
        """Return what can have attributes and notes and was made of an annotation."""
        if target in self.actors:
            return [self.actors[target]]
        return [value for value in self._values.get(target, []) if "text" in value]

    def _remark(self, remark: Remark) -> None:
        event = self.events.get(remark.target)
        owner = event.data if event is not None else next(iter(self._owners(remark.target)), None)
        if owner is None or not remark.text:
            self._losses.add("note {}", remark.place, name=remark.label)
        elif "text" in owner:
            append_line(owner.setdefault("attributes", {}), "source_note", remark.text)
        else:
            append_line(owner, "note", remark.text)

    # Values

    def _link(self, event: _Event, term: str, other: _Event, kind: str, said: Frame | Relation | Same | _Event) -> None:
        """Relate an event to another; `kind` is lost if it is already."""
        ids = event.data.setdefault("relations", {}).setdefault(term, [])
        if other.data["id"] in ids:
            self._losses.add(kind, said.place, name=said.label)
        else:
            ids.append(other.data["id"])


def _full(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "id" and (value not in ({}, []) or key == "evidence")}
