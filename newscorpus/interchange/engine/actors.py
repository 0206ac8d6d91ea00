"""Mentions of the same actor become one: by what they share, or where the source says so; and the ids of actors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from newscorpus.interchange.engine.document import Words
from newscorpus.interchange.engine.fields import actor_name, as_slug, as_text, pronouns
from newscorpus.interchange.engine.meanings import Entity
from newscorpus.interchange.engine.paths import first
from newscorpus.models.article import text_of
from newscorpus.models.labels import SAME
from newscorpus.models.mapping import Case, EntityMap
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

Plain = dict[str, Any]


class Names:
    """The ids of the actors that several articles of a source may have: an id is one actor, an identifier one id."""

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        """`scheme value` → id."""
        self._identified: dict[str, int] = {}
        """Id → the hash of its identifiers: a source may have very many."""
        self._numbers: dict[str, int] = {}
        """Id → the number that was last put behind it: all names in another script have one id."""

    def id_of(self, name: str, ids: Mapping[str, str]) -> str:
        """Return the id of an actor: that of its identifiers, or a new one from its name.

        Args:
            name: Its name, in the article where it is first.
            ids: Scheme → identifier.
        """
        pairs = [f"{scheme} {value}" for scheme, value in sorted(ids.items())]
        known = next((self._ids[pair] for pair in pairs if pair in self._ids), None)
        id_, own = known or as_slug(name, "actor"), hash(tuple(pairs))
        base, number = id_, self._numbers.get(id_, 1)
        while known is None and self._identified.get(id_, own) != own:
            number += 1
            id_ = f"{base}-{number}"
        if pairs:
            self._identified.setdefault(id_, own)
            self._numbers[base] = number
        for pair in pairs:
            self._ids.setdefault(pair, id_)
        return id_

    def settle(self, actors: Mapping[str, Plain], text: str) -> None:
        """Leave out `named: false` and the mentions of actors whose name has these mentions anyway.

        It has if it is a proper name that the text has in these places, and in no others. Where it is part of a longer
        name, or an earlier article has the id with another kind, the actor stays as it is.

        Args:
            actors: Id → plain data of the actor, with the offsets of its mentions.
            text: The text of the article.
        """
        index, taken = text_of(text), bytearray(len(text) + 1)
        for id_, actor in sorted(actors.items(), key=lambda item: -len(item[1]["name"])):
            mentions = actor.get("mentions", [])
            is_capital = actor["name"][:1].isupper() and actor["name"].lower() not in pronouns()
            if actor.get("named") is not False or not mentions or not is_capital:
                continue
            spans = index.named(actor["name"])
            # A quote has an end only if its words do not fit between its offsets, which the check reports.
            listed = sorted((*_place(quote, index), "end" in quote) for quote in mentions)
            is_same = [(start, text[start:end], False) for start, end in spans] == listed
            name = actor["name"]  # not `Officials` at the beginning of a sentence
            is_name = name[1:].lower() != name[1:] or not all(index.begins_sentence(start) for start, _ in spans)
            # Of occurrences that overlap, as in `Berg Berg Berg`, an article without mentions has the first only.
            overlap = any(before[1] > after[0] for before, after in pairwise(spans))
            if not is_same or not is_name or overlap or any(any(taken[start:end]) for start, end in spans):
                continue
            for start, end in spans:
                taken[start:end] = b"\1" * (end - start)
            if self._kinds.setdefault(id_, actor["kind"]) == actor["kind"]:
                del actor["named"], actor["mentions"]


def _place(quote: Plain, text: Text) -> tuple[int, str]:
    """Return where the words of a mention begin, and the words. Without an offset, they are where the text has them."""
    if "start" in quote:
        return quote["start"], quote["exact"]
    places = text.candidates(quote["exact"])
    return (places[0][0], text.raw[slice(*places[0])]) if len(places) == 1 else (-1, "")


class Actors:
    """Collects actors.

    Args:
        taken: The ids of the article, to which those of actors are added.
        names: The ids of all articles.
        text: The text of the article.
    """

    def __init__(self, taken: set[str], names: Names, text: str) -> None:
        self.table: dict[str, Plain] = {}
        self.taken, self._names, self._text = taken, names, text
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
            name = actor_name(quote["exact"] for quote in quotes)
            id_ = unique(self._names.id_of(name, ids), self.taken)
            actor: Plain = {"name": name, "kind": case.kind or "unknown"}
            self.table[id_] = actor if case.named else {**actor, "named": False}
            if kind and head.cases.get(kind) is not case:
                self.table[id_]["attributes"] = {"source_type": kind}
        for key in keys:
            self._by_key.setdefault(key, id_)
        actor = self.table[id_]
        if ids:
            actor["ids"] = {**ids, **actor.get("ids", {})}
        if case.named and words != actor["name"] and words not in actor.get("aliases", ()):
            actor.setdefault("aliases", []).append(words)
        self.mention(id_, quotes)
        return id_

    def mention(self, id_: str, quotes: Iterable[Plain]) -> None:
        """Add mentions to an actor, but for those that its names have anyway."""
        actor = self.table[id_]
        mentions = actor.get("mentions", [])
        new = [quote for quote in quotes if quote not in mentions and not self._is_named(actor, quote)]
        if new:
            actor["mentions"] = [*mentions, *new]

    def _is_named(self, actor: Plain, quote: Plain) -> bool:
        """Report whether a quote is a name of an actor, every occurrence of which is a mention, at its place."""
        words = quote["exact"]
        if "named" in actor or words not in (actor["name"], *actor.get("aliases", ())):
            return False
        start = quote.get("start")
        if start is None:
            return words in text_of(self._text)
        return "end" not in quote and flatten(self._text[start : start + len(words)]) == flatten(words)

    def drop_twins(self, before: Mapping[str, Plain]) -> dict[str, str]:
        """Drop actors that are the same as earlier ones in all; return their ids, each with that of the earlier one.

        Args:
            before: The earlier ones.
        """
        known = [(id_, actor) for id_, actor in before.items() if id_ in self.table]
        twins = dict[str, str]()
        for id_ in [id_ for id_ in self.table if id_ not in before]:
            twin = next((other for other, actor in known if actor == self.table[id_]), None)
            if twin is not None:
                twins[id_] = twin
                del self.table[id_]
        self._by_key = {key: twins.get(id_, id_) for key, id_ in self._by_key.items()}
        return twins


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


MERGED: Final = "argument that its event has already"
"""What is lost where two arguments of an event become one."""


def add_once(listed: list[Plain], new: Plain) -> str | None:
    """Add a participant to those of a role, if its actor is not there; return what is lost if it is, else None."""
    known = next((item for item in listed if item.get("actor", item) == new.get("actor", new)), None)
    if known is None:
        listed.append(new)
        return None
    return MERGED if known == new else "second mention of a participant"


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

    def join_alike(self, keys: Iterable[tuple[str, object]]) -> None:
        """Join annotations with the same key; one whose key is None joins none.

        Args:
            keys: Annotations, each with its key.
        """
        firsts: dict[object, str] = {}
        for id_, key in keys:
            if key is not None:
                self.unite((firsts.setdefault(key, id_), id_))

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
