"""The labels with which newscorpus writes an article, and how they are read back.

| annotation | is |
| --- | --- |
| words `article` | the first word: notes on it are the fields of the article |
| words `headline`, `lead`, `body` | a part of the text |
| words `person` … `actor` | a mention; mark `named`: by a name; mark `argument`: in an event; `Equiv`: one actor |
| words `role`, relations `holds` and `in` | an office of an actor, and where |
| relation or frame `relation-TERM` | a relation of actors; a frame has the words that show it as its trigger |
| frame `KIND-TYPE` | an event; its arguments: participants, things, relations, and what words `evidence` … say |
| frame `claim` | a claim; its trigger are the words, or the first of them |
| mark `implicit` | the article has no words for it: those of the annotation are only a place to attach it |
| identifier | an identifier elsewhere |
| remark | a value in words; `AnnotatorNotes` is the note |
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from newscorpus.interchange.engine.actors import Chains
from newscorpus.interchange.engine.document import Frame, Mark, Relation, Remark, Standoff, Words
from newscorpus.interchange.engine.fields import as_slug, filled
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.quotes import sentences
from newscorpus.interchange.engine.readings import UNREAD_COUNT, Readings
from newscorpus.models.vocabulary import ACTOR_KINDS, EVENT_KINDS, TEXT_PARTS

NOTE: Final = "AnnotatorNotes"
ARTICLE: Final = (
    "language",
    "published",
    "headline",
    "author",
    "publisher",
    "url",
    "dateline",
    "text_license",
    "sha256",
)
"""Fields of an article that are notes on its first word."""
ANNOTATION: Final = ("date", "state", "drafted_by", "reviewed", "reviewed_digest")
ANNOTATORS: Final = ("by", "reviewed_by")
NO_KIND: Final = "actor"
RELATION: Final = "relation-"
RELATIONS: Final = ("holds", "in", "by")
"""The relations that are not of two actors: of an actor and an office, of it and an actor, of a count and an actor."""
PARTS_OF_EVENTS: Final = ("trigger", "evidence", "place", "when", "thing", "topic", "outcome", "count", "quote", "cue")
VALUES: Final[Mapping[str, Callable[[str], Any]]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": lambda text: text == "true",
}
"""How the value of an attribute is read, by its type, which begins the label of its note: `integer-rank`."""


def role_label(term: str, times: Counter[str]) -> str:
    """Return the name of an argument: the term, and a number if it is not the first; a digit at its end is set off."""
    base = f"{term}_" if term[-1].isdigit() else term
    times[base] += 1
    return f"{base}{times[base]}" if times[base] > 1 else base


def is_frame(label: str) -> bool:
    """Report whether a label is that of a frame: an event, a claim, or a relation with the words that show it."""
    return label == "claim" or label.startswith(RELATION) or label.partition("-")[0] in EVENT_KINDS


def _term(role: str) -> str:
    return role.rstrip("0123456789").removesuffix("_")


def article(standoff: Standoff, text: str, losses: Losses) -> dict[str, Any]:
    """Return the plain data of an article.

    Args:
        standoff: Its annotations, placed.
        text: Its text.
        losses: Where to count what people added and has no place.
    """
    return _Article(standoff, text, losses).data()


class _Article:
    def __init__(self, standoff: Standoff, text: str, losses: Losses) -> None:
        self._standoff, self._text, self._losses = standoff, text, losses
        self._remarks: dict[str, list[Remark]] = {}
        for remark in standoff.remarks:
            self._remarks.setdefault(remark.target, []).append(remark)
        self._marks: dict[str, list[Mark]] = {}
        for mark in standoff.marks:
            self._marks.setdefault(mark.target, []).append(mark)
        self._read = set[tuple[str, str]]()
        """The notes and marks that are read: the annotation and the label of each."""
        self._once = set[tuple[str, str]]()
        """Those of which the first is read."""
        self._actors: dict[str, str] = {}
        """The id of the actor of each mention."""
        self._firsts = set[str]()
        """The first mention of each actor."""
        self._readings = Readings(None, None, text)
        self._ids: dict[str, str] = {}
        """The id of each event."""
        self._by: dict[str, list[Relation]] = {}
        for relation in standoff.relations.values():
            self._by.setdefault(relation.first, []).append(relation)

    def data(self) -> dict[str, Any]:
        self._standoff.count_triggers(self._losses, lambda label: label.startswith(RELATION))
        fields: dict[str, Any] = {}
        for words in self._labelled("article"):
            fields.update(self._head(words.id))
        self._readings = Readings(fields.get("language"), fields.get("published"), self._text)
        parts = {part: list(words.spans[0]) for part in TEXT_PARTS for words in self._labelled(part)}
        actors = dict(self._read_actors())
        events = [frame for frame in self._standoff.frames.values() if frame.label.partition("-")[0] in EVENT_KINDS]
        for frame in events:
            self._ids[frame.id] = self._note(frame.id, "id") or as_slug(frame.id, "event")
        for link in self._standoff.links:
            if link.label.startswith(RELATION):
                self._relate(link, actors)
        claims = [self._claim(frame) for frame in self._standoff.frames.values() if frame.label == "claim"]
        tables = {"text_parts": parts, "actors": actors}
        tables["events"] = {self._ids[frame.id]: self._event(frame) for frame in events}
        self._count_unread()
        return {
            **fields,
            **{key: table for key, table in tables.items() if table},
            **({"claims": claims} if claims else {}),
        }

    def _count_unread(self) -> None:
        """Count what people added and no label of the scheme reads."""
        standoff, losses = self._standoff, self._losses
        known = {"article", *TEXT_PARTS, *ACTOR_KINDS, NO_KIND}
        named = {relation.second for relation in standoff.relations.values()}
        for frame in standoff.frames.values():
            named |= {frame.trigger, *(target for _, target in frame.arguments)}
        for words in standoff.words.values():
            if words.label not in known and words.id not in named:
                is_part = words.label in PARTS_OF_EVENTS
                losses.add(f"{words.label} outside events" if is_part else f"label {words.label}", words.place)
        for frame in standoff.frames.values():
            if not is_frame(frame.label):
                losses.add(f"event {frame.label}", frame.place)
        for relation in standoff.relations.values():
            if relation.label not in RELATIONS and not relation.label.startswith(RELATION):
                losses.add(f"relation {relation.label}", relation.place)
        for kind, said in (("note", standoff.remarks), ("attribute", standoff.marks)):
            seen = set[tuple[str, str]]()
            for note in said:
                key = note.target, note.label
                if key not in self._read or (key in self._once and key in seen):
                    losses.add(f"{kind} {note.label}", note.place)
                seen.add(key)
        schemes = set[tuple[str, str]]()
        for identifier in standoff.identifiers:
            key = identifier.target, identifier.scheme
            if (identifier.target, NOTE) not in self._read or key in schemes:
                losses.add(f"identifier {identifier.scheme}", identifier.place)
            schemes.add(key)

    # Fields

    def _labelled(self, *labels: str) -> Iterator[Words]:
        return (words for words in self._standoff.words.values() if words.label in labels)

    def _notes(self, target: str, label: str) -> list[str]:
        self._read.add((target, label))
        return [remark.text for remark in self._remarks.get(target, ()) if remark.label == label]

    def _note(self, target: str, label: str) -> str | None:
        self._once.add((target, label))
        return next(iter(self._notes(target, label)), None)

    def _value(self, target: str, label: str) -> str | None:
        self._read.add((target, label))
        self._once.add((target, label))
        return next((mark.value for mark in self._marks.get(target, ()) if mark.label == label), None)

    def _is(self, target: str, label: str) -> bool:
        self._read.add((target, label))
        return any(mark.label == label for mark in self._marks.get(target, ()))

    def _common(self, target: str) -> dict[str, Any]:
        """Return the identifiers, the attributes and the note of an annotation."""
        fields: dict[str, Any] = {"ids": {}, "attributes": {}}
        for identifier in self._standoff.identifiers:
            if identifier.target == target:
                fields["ids"].setdefault(identifier.scheme, identifier.value)
        notes = [(remark.label, remark.text) for remark in self._remarks.get(target, ())]
        marks = [(mark.label, mark.value or mark.label) for mark in self._marks.get(target, ())]
        for label, text in (*notes, *marks):
            kind, dash, name = label.partition("-")
            if dash and kind in VALUES:
                self._read.add((target, label))
                self._once.add((target, label))
                fields["attributes"].setdefault(name, VALUES[kind](text))
        note = self._notes(target, NOTE)
        return {**{key: value for key, value in fields.items() if value}, **({"note": "\n".join(note)} if note else {})}

    def _head(self, target: str) -> dict[str, Any]:
        fields: dict[str, Any] = {name: self._note(target, name) for name in ARTICLE}
        annotation = {name: self._note(target, f"annotation.{name}") for name in ANNOTATION}
        people = {name: self._notes(target, f"annotation.{name}") for name in ANNOTATORS}
        fields["keywords"] = self._notes(target, "keyword")
        fields["annotation"] = filled({**people, **annotation})
        return {**filled(fields), **self._common(target)}

    def _quote(self, id_: str) -> dict[str, Any]:
        start, end = self._standoff.words[id_].spans[0]
        return {"exact": self._text[start:end], "start": start}

    def _words(self, id_: str) -> dict[str, Any] | None:
        """Return the quote of an annotation; None if it is implicit or does not exist."""
        return None if id_ not in self._standoff.words or self._is(id_, "implicit") else self._quote(id_)

    # Actors

    def _read_actors(self) -> Iterator[tuple[str, dict[str, Any]]]:
        mentions = {words.id: words for words in self._labelled(*ACTOR_KINDS, NO_KIND)}
        chains = Chains(mentions)
        for same in self._standoff.same:
            chains.unite(same.members)
        for chain in chains:
            first = next((id_ for id_ in chain if self._note(id_, "id")), chain[0])
            self._firsts.add(first)
            own = self._note(first, "id") or f"actor-{as_slug(first, 'x')}"
            self._actors.update(dict.fromkeys(chain, own))
        members: dict[str, list[str]] = {}
        for id_, own in self._actors.items():
            members.setdefault(own, []).append(id_)
        for own, chain in members.items():
            yield own, self._actor(next((id_ for id_ in chain if self._note(id_, "id")), chain[0]), chain)

    def _actor(self, first: str, chain: list[str]) -> dict[str, Any]:
        label, name = self._standoff.words[first].label, self._note(first, "name")
        if not self._note(first, "id"):  # somebody added it in the tool
            name, named = name or self._quote(first)["exact"], False
        else:
            named = not self._is(first, "unnamed")
        fields: dict[str, Any] = {
            "name": name,
            "kind": None if label == NO_KIND else label,
            "named": None if named else False,
            "aliases": self._notes(first, "alias"),
            "mentions": [self._quote(mention) for mention in chain if self._is_listed(mention)],
            "roles": [self._role(relation.second) for relation in self._by.get(first, ()) if relation.label == "holds"],
            "country": self._value(first, "country"),
            "sector": self._value(first, "sector"),
        }
        return {**filled(fields), **self._common(first)}

    def _is_listed(self, id_: str) -> bool:
        return not any(self._is(id_, mark) for mark in ("named", "argument", "implicit"))

    def _role(self, id_: str) -> dict[str, Any]:
        org = next(
            (self._actors.get(relation.second) for relation in self._by.get(id_, ()) if relation.label == "in"), None
        )
        title = self._words(id_) or {"exact": self._note(id_, "title") or ""}
        return filled({"title": title, "org": org, "start": self._note(id_, "start"), "end": self._note(id_, "end")})

    def _relate(self, link: Frame | Relation, actors: dict[str, dict[str, Any]]) -> None:
        if isinstance(link, Relation):
            ends, evidence, times = [link.first, link.second], None, []
        else:
            ends, evidence = [target for role, target in link.arguments if role != "when"], self._words(link.trigger)
            times = [target for role, target in link.arguments if role == "when" and target in self._standoff.words]
        known = [self._actors[end] for end in ends if end in self._actors]
        if len(known) != 2:
            self._losses.add(f"{link.label} of other than two actors", link.place)
            return
        when = self._when(times[0]) if times else filled({"edtf": self._note(link.id, "edtf")})
        related = {"other": known[1], "evidence": evidence, "when": when}
        table = actors[known[0]].setdefault("relations", {})
        table.setdefault(link.label.removeprefix(RELATION), []).append(filled(related))

    # Events and claims

    def _event(self, frame: Frame) -> dict[str, Any]:
        kind, _, type_ = frame.label.partition("-")
        event: dict[str, Any] = {"kind": kind, "type": type_}
        event |= filled({"title": self._note(frame.id, "title"), "status": self._value(frame.id, "status")})
        event["evidence"] = []
        if trigger := self._words(frame.trigger):
            event["triggers"] = [trigger]
        edtf = self._note(frame.id, "edtf")
        if edtf is not None:
            event["when"] = {"edtf": edtf}
        for role, target in frame.arguments:
            self._argue(event, _term(role), target, frame)
        if not event["evidence"]:  # somebody added the event in the tool
            given = (frame.trigger, *(target for _, target in frame.arguments))
            event["evidence"] = sentences(
                self._text, (words for id_ in given if (words := self._standoff.words.get(id_)))
            )
        return {**event, **self._common(frame.id)}

    def _argue(self, event: dict[str, Any], term: str, target: str, frame: Frame) -> None:
        if target in self._ids:
            event.setdefault("relations", {}).setdefault(term, []).append(self._ids[target])
            return
        if target in self._actors:
            mention = None if target in self._firsts else self._quote(target)
            participant = filled({"actor": self._actors[target], "mention": mention})
            event.setdefault("participants", {}).setdefault(term, []).append(participant)
            return
        label = self._standoff.words[target].label if target in self._standoff.words else ""
        quote = self._quote(target) if label else {}
        if label in ("trigger", "evidence", "topic"):
            event.setdefault({"trigger": "triggers", "topic": "topics"}.get(label, label), []).append(quote)
        elif label == "outcome":
            event["outcome"] = quote
        elif label == "when":
            event["when"] = self._when(target)
        elif label == "place":
            place = {"name": quote, "country": self._value(target, "country"), **self._common(target)}
            event.setdefault("places", []).append(filled(place))
        elif label == "thing":
            thing = {"text": quote, "value": self._note(target, "value"), **self._common(target)}
            event.setdefault("things", {}).setdefault(term, []).append(filled(thing))
        elif label == "count":
            if count := self._count(target):
                event.setdefault("casualties", {}).setdefault(term, []).append(count)
        else:
            self._losses.add(f"argument {term}", f"{frame.place}: {target}")

    def _when(self, target: str) -> dict[str, Any]:
        return {"edtf": self._note(target, "edtf") or "unknown", "text": self._quote(target)}

    def _count(self, target: str) -> dict[str, Any]:
        number = self._note(target, "count")
        by = [self._actors[relation.second] for relation in self._by.get(target, ()) if relation.second in self._actors]
        if number is None:  # somebody added it in the tool
            count = self._readings.count(self._quote(target)["exact"])
            if count is None:
                self._losses.add(UNREAD_COUNT, self._standoff.words[target].place)
                return {}
        else:
            count = int(number) if re.fullmatch("[0-9]{1,15}", number) else number
        return filled({"count": count, "text": self._words(target), "by": by})

    def _claim(self, frame: Frame) -> dict[str, Any]:
        spans = self._standoff.words[frame.trigger].spans if self._words(frame.trigger) else ()
        claim: dict[str, Any] = {"quote": [{"exact": self._text[a:b], "start": a} for a, b in spans]}
        edtf = self._note(frame.id, "edtf")
        if edtf is not None:
            claim["when"] = {"edtf": edtf}
        for role, target in frame.arguments:
            term, is_words = _term(role), target in self._standoff.words
            if term == "quote" and is_words:
                claim["quote"].append(self._quote(target))
            elif term == "cue" and is_words:
                claim["cue"] = self._quote(target)
            elif term == "when" and is_words:
                claim["when"] = self._when(target)
            elif term in ("by", "via") and target in self._actors:
                own = self._actors[target]
                claim[term] = own if term == "via" else [*claim.get("by", ()), own]
            elif term == "at" and target in self._ids:
                claim["at"] = self._ids[target]
            elif term == "about" and (target in self._ids or target in self._actors):
                claim.setdefault("about", []).append(self._ids.get(target) or self._actors[target])
            else:
                self._losses.add(f"argument {role} of a claim", f"{frame.place}: {target}")
        stance = self._value(frame.id, "stance")
        return {**claim, **filled({"stance": stance}), **self._common(frame.id)}
