"""What labels mean: the mapping file, and guesses for labels that it does not have."""

import re
from collections.abc import Mapping
from typing import Final, TypeVar

import attrs

from newscorpus.interchange.engine import guesses
from newscorpus.interchange.engine.document import Declared, Standoff, Words
from newscorpus.interchange.engine.fields import key_of, pronouns
from newscorpus.models.labels import SAME, EntityLabel, LabelFile
from newscorpus.models.mapping import IGNORE, OTHERS, RoleCase
from newscorpus.models.vocabulary import ACTOR_KINDS, ROLES, THINGS
from newscorpus.text.words import flatten

_L = TypeVar("_L")
NUMBERED: Final = re.compile(r"(.*[^0-9])[0-9]+")
_PARTS: Final = ("place", "when", "topic")
"""What words can be in an event beside participants and things."""
_MOST_LABELS: Final = 1000
"""Labels without a key that are noted: some tools have one for each chain of mentions."""
_USUAL: Final = {"participant": "participant", "thing": "object"}
"""The role of what has none."""
_KNOWN: Final = frozenset(role for table in ROLES.values() for role in table)


@attrs.frozen
class Entity:
    """What words with a label are."""

    use: str
    """actor, place, when, thing, topic, event, same or ignore."""
    kind: str = "unknown"
    """Of an actor or an event."""
    type: str | None = None
    """Of an event."""
    role: str | None = None
    """Of a thing."""
    read: bool = False
    """Whether the words are read as a time or a quantity."""


@attrs.define
class Uses:
    """What of a mapping file was used: each key, and each label without one, after its part of the file."""

    keys: set[tuple[str, str]] = attrs.field(factory=set)
    others: set[tuple[str, str]] = attrs.field(factory=set)


class Meanings:
    """What the labels of a corpus mean.

    Args:
        labels: The mapping file.
        declared: The labels that the corpus declares.
        uses: Where to note keys and labels.
    """

    def __init__(self, labels: LabelFile, declared: Declared, uses: Uses | None = None) -> None:
        self._labels = labels
        self._uses = uses or Uses()
        self._declared = declared

    def role_name(self, given: str) -> str:
        """Return the name of a role without the digits that are no part of it: `Theme2` is a second `Theme`."""
        return NUMBERED.sub(r"\1", given) if self._labels.strip_digits else given

    def entity(self, label: str) -> Entity:
        """Return what words with a label are."""
        meaning = self._find("entities", self._labels.entities, label)
        if meaning is None:
            known = label in self._declared.types.get("entities", {})
            own = guesses.entity(label, declared=known)
            above = (guesses.entity(parent) for parent in self._declared.above("entities", label) if parent != label)
            meaning = EntityLabel(as_=next((guess for guess in (own, *above) if guess != "unknown"), own))
        if meaning.as_ in ACTOR_KINDS:
            return Entity("actor", meaning.kind or meaning.as_)
        if meaning.as_ in THINGS:
            return Entity("thing", role=meaning.role or meaning.as_, read=meaning.read)
        kind = meaning.kind or ("event" if meaning.as_ == "event" else "unknown")
        return Entity(meaning.as_, kind, meaning.type, meaning.role, meaning.read)

    def alike(self, words: Words, exact: str) -> tuple[str, str] | None:
        """Return what two mentions of one actor share by the mapping file; None if it says nothing, or of a pronoun."""
        way, folded = self._labels.same, flatten(exact).casefold()
        if way is None or folded in pronouns():
            return None
        return folded, words.label if way == "words+type" else ""

    def event(self, label: str) -> tuple[str, str] | None:
        """Return the kind and the type of events with a label; None if they are ignored."""
        meaning = self._find("events", self._labels.events, label)
        guessed = (guesses.event(parent) for parent in self._declared.above("events", label))
        kind, type_ = next((guess for guess in guessed if guess[1]), ("event", None))
        if meaning is not None:
            if meaning.kind == IGNORE:
                return None
            kind, type_ = meaning.kind or kind, meaning.type or (None if meaning.kind else type_)
        return kind, type_ or guesses.term(label) or "other"

    def ignored(self, standoff: Standoff) -> set[str]:
        """Return the ids of the words and events that are ignored."""
        frames = standoff.frames.values()
        left_out = {frame.id for frame in frames if self.event(frame.label) is None}
        kept = {frame.trigger for frame in frames if frame.id not in left_out}
        triggers = {frame.trigger for frame in frames}
        others = {
            words.id for words in standoff.words.values() if words.id not in triggers and self._ignores(words.label)
        }
        return left_out | others | (triggers - kept)

    def _ignores(self, label: str) -> bool:
        use = self.entity(label).use
        return use == IGNORE or (use == "event" and self.event(label) is None)

    def role(self, event: str, name: str, usual: str | None = None) -> str | None:
        """Return the meaning of the role of an argument: a term, or place, when, topic or ignore; None if unknown.

        Args:
            event: The label of the event.
            name: The name of the role.
            usual: The meaning if the mapping file does not have the name, and it means no place, when or topic.
        """
        guessed = guesses.role(name)
        return self.declared_role(event, name) or (guessed if guessed in _PARTS else usual or guessed)

    def use(self, entity: Entity, event: str, name: str, role: str) -> str:
        """Return what words are in an event: what their role says, if it says more than their label, or what this says.

        A place is an actor in a role of the mapping file or of participants.

        Args:
            entity: What the words are by their label.
            event: The label of the event.
            name: The name of the role in the source.
            role: Its meaning.
        """
        said = self._said(event, name)
        if said and said.as_:
            return "actor" if said.as_ == "participant" else said.as_
        if role in _PARTS:
            return role
        if entity.use in _PARTS and role in THINGS:
            return "thing"
        is_declared = self.declared_role(event, name) or self._find("relations", self._labels.relations, name)
        return "actor" if entity.use == "place" and (is_declared or role in _KNOWN) else entity.use

    def drops(self, entity: Entity, event: str, name: str, role: str) -> bool:
        """Report whether words in an event have no place for the role that the source gives them; see `use`."""
        use = self.use(entity, event, name, role)
        if use == role and role in _PARTS and not guesses.implies(name, use):
            return self.declared_role(event, name) is None
        if use == "actor" and role in THINGS and role not in _KNOWN:
            return True
        if entity.use in _PARTS:
            return use == entity.use != role
        is_declared = self.declared_role(event, name) or self._find("relations", self._labels.relations, name)
        means_other = guesses.role(name) not in (None, role) and (guesses.term(name) or "").lower() != role.lower()
        return entity.use == "thing" and not is_declared and means_other

    def is_about(self, event: str, name: str, role: str) -> bool:
        """Report whether the role of an event in another is only the usual one, and not what the source has."""
        is_general = {"about", "event", "arg", "argument"}.issuperset(guesses.tokens(name))
        return role == "about" and not is_general and self.declared_role(event, name) is None

    def is_read(self, entity: Entity, event: str, name: str) -> bool:
        """Report whether words in an event are read as a time or a quantity: their label or their role says so."""
        said = self._said(event, name)
        return entity.read or (said is not None and said.read)

    def declared_role(self, event: str, name: str) -> str | None:
        """Return what the mapping file says that a role means: a term, or place, when, topic or ignore."""
        said = self._said(event, name)
        if said is None:
            return None
        return said.use if said.use in (*_PARTS, IGNORE) else said.role or _USUAL.get(said.as_ or "")

    def _said(self, event: str, name: str) -> RoleCase | None:
        """Return what the mapping file has for a role: in these events, or in all."""
        own = self._find("events", self._labels.events, event)
        tables = (own.roles, self._labels.roles) if own else (self._labels.roles,)
        return next((meaning for table in tables if (meaning := self._find("roles", table, name))), None)

    def relation(self, label: str) -> tuple[str | None, bool]:
        """Return what a relation means, a term, `same` or `ignore`; and whether it is one of the second to the first.

        The meaning is None if nothing of the label can be a term.
        """
        meaning = self._find("relations", self._labels.relations, label)
        if meaning is not None:
            return meaning.term or guesses.term(label), meaning.reverse
        return (SAME if self._declared.is_coreference(label) else guesses.relation(label)), False

    def relation_role(self, event: str, label: str) -> str | None:
        """Return what a relation of an event and words means: as `relations` says, or as a role of that name."""
        meaning = self._find("relations", self._labels.relations, label)
        return self.role(event, label) if meaning is None else meaning.term or guesses.term(label)

    def role_above(self, event: str, label: str) -> str | None:
        """Return what the names above a relation mean as roles, if it means nothing itself: HAS_PARTICIPANT of Arg0."""
        roles = (self.role(event, above) for above in self._declared.above("relations", label))
        return next(filter(None, roles), None)

    def tells(self, entity: Entity, label: str) -> bool:
        """Report whether a relation of an event and words makes these a part of it.

        That something was before or after a time does not say when it was, unless the mapping file has the relation.
        """
        is_declared = self._find("relations", self._labels.relations, label) is not None
        return entity.use != "when" or is_declared or not guesses.is_order(label)

    def attribute(self, name: str, value: str | None) -> tuple[str, str] | None:
        """Return what an attribute gives: `status` and which, or `attribute` and its name; None if it is ignored."""
        meaning = self._find("attributes", self._labels.attributes, name)
        status = guesses.status(name) if meaning is None and value is None else None
        own = meaning.attribute if meaning else None
        if meaning is not None and meaning.status is not None:
            table = meaning.status.table
            status = meaning.status.value or table.get(key_of(table, value or OTHERS) or "")
        if IGNORE in (status, own):
            return None
        return ("status", status) if status else ("attribute", own or guesses.term(name) or "source_attribute")

    def _find(self, head: str, table: Mapping[str, _L], label: str) -> _L | None:
        """Return what the mapping file has for a label, or for one above it, or for `*`; None if it has nothing."""
        for above in self._declared.above(head, label):
            key = key_of(table, above)
            if key not in (None, OTHERS):
                self._uses.keys.add((head, key))
                return table[key]
        if len(self._uses.others) < _MOST_LABELS:
            self._uses.others.add((head, label))
        return table.get(OTHERS)
