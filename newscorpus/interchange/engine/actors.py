"""Mentions of the same actor become one: by what they share, or where the source says so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from newscorpus.interchange.engine.document import Words
from newscorpus.interchange.engine.fields import as_slug, as_text
from newscorpus.interchange.engine.meanings import Entity
from newscorpus.interchange.engine.paths import first
from newscorpus.models.mapping import SAME, Case, EntityMap
from newscorpus.text.spans import Span

Plain = dict[str, Any]


class Actors:
    """Collects actors.

    Args:
        taken: The ids of the article, to which those of actors are added.
    """

    def __init__(self, taken: set[str]) -> None:
        self.table: dict[str, Plain] = {}
        self._taken = taken
        self._by_key: dict[tuple[str, ...], str] = {}

    def add(self, head: EntityMap, case: Case, data: Any, kind: str | None, quotes: list[Plain]) -> str:
        """Add an actor, or mentions of one that is there.

        Args:
            head: The part of the mapping, which says what two mentions of an actor share.
            case: What the type becomes.
            data: The object of the source.
            kind: Its type in the source.
            quotes: Its mentions, at least one.

        Returns:
            The id of the actor.
        """
        words = quotes[0]["exact"]
        ids = {scheme: value for scheme, path in head.ids.items() if (value := as_text(first(data, path)))}
        keys = list(_keys(head, data, {**ids, "words": words.casefold(), "type": kind or ""}))
        id_ = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if id_ is None:
            # The same identifier is the same actor in all articles.
            name = next(iter(ids.values()), words)
            id_ = unique(as_slug(name, "actor"), self._taken)
            actor: Plain = {"name": words, "kind": case.kind or "unknown"}
            self.table[id_] = actor if case.named else {**actor, "named": False}
            if kind and head.cases.get(kind) is not case:
                self.table[id_]["attributes"] = {"source_type": kind}
        for key in keys:
            self._by_key.setdefault(key, id_)
        actor = self.table[id_]
        if ids:
            actor["ids"] = {**ids, **actor.get("ids", {})}
        mentions = actor.get("mentions", [])
        if case.named and words != actor["name"] and words not in actor.get("aliases", ()):
            actor.setdefault("aliases", []).append(words)
        new = [] if case.named else [quote for quote in quotes if quote not in mentions]
        if new:
            actor["mentions"] = [*mentions, *new]
        return id_


def _keys(head: EntityMap, data: Any, known: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for way in head.same:
        parts = way.split("+")
        values = [known[part] if part in known else as_text(first(data, part)) for part in parts]
        if all(values):
            yield (way, *(value for value in values if value))


def unique(id_: str, taken: set[str]) -> str:
    """Return an id that is not taken, with a number behind it if need be; it is then taken."""
    free, number = id_, 1
    while free in taken:
        number += 1
        free = f"{id_}-{number}"
    taken.add(free)
    return free


def add_once(listed: list[Plain], new: Plain) -> bool:
    """Add a participant or a thing to those of a role, if it is not there.

    Returns:
        False if its actor is there with another mention: an actor has one.
    """
    known = next((item for item in listed if item.get("actor", item) == new.get("actor", new)), new)
    if known is new:
        listed.append(new)
    return known == new


class Chains:
    """Annotations of words, joined where they are of the same actor.

    Args:
        ids: The annotations, in order.
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self._above = {id_: id_ for id_ in ids}
        self._order = {id_: number for number, id_ in enumerate(self._above)}

    def unite(self, ids: Sequence[str]) -> bool:
        """Join annotations; report whether all of them were in question."""
        known = [self._first(id_) for id_ in ids if id_ in self._above]
        first = min(known, key=self._order.__getitem__, default="")
        for id_ in known:
            self._above[id_] = first
        return len(known) == len(ids)

    def join(self, entities: Mapping[str, Entity], words: Mapping[str, Words]) -> None:
        """Join words whose label is the name of a chain, and other words at the same place."""
        chains: dict[str, str] = {}
        places: dict[tuple[Span, ...], list[str]] = {}
        for id_ in self._above:
            if entities[id_].use == SAME:
                self.unite((chains.setdefault(words[id_].label, id_), id_))
            else:
                places.setdefault(words[id_].spans, []).append(id_)
        for id_ in self._above:
            if entities[id_].use == SAME:
                self.unite((id_, *places.get(words[id_].spans, ())))

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the annotations of each actor, the actors and the annotations in order."""
        chains: dict[str, list[str]] = {}
        for id_ in self._above:
            chains.setdefault(self._first(id_), []).append(id_)
        yield from chains.values()

    def _first(self, id_: str) -> str:
        while self._above[id_] != id_:
            self._above[id_] = self._above[self._above[id_]]
            id_ = self._above[id_]
        return id_
