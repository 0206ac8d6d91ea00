"""The terms and attributes that the articles of a source use, added to a `corpus.yaml` as they come."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from newscorpus.codec import Codec, codec_of
from newscorpus.models import Attribute, AttributeDeclarations, KindWords, Manifest, Vocabularies
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.manifest import VALUES
from newscorpus.models.metadata import WORD
from newscorpus.models.vocabulary import EVENT_KINDS

_TABLES: Final = ("things", "sectors", "relations", "actor_relations")
"""The vocabularies of all kinds of event that a corpus can extend."""

_BY_IMPORT: Final = re.compile("as .* has it")
"""How an import describes an attribute; what people describe is theirs."""


class Terms:
    """The vocabularies and attributes of a corpus that is being made."""

    def __init__(self, manifest: Manifest, meanings: Mapping[str, str], origin: str) -> None:
        """Begin with what a `corpus.yaml` declares.

        Args:
            manifest: The configuration to add to.
            meanings: Term → its meaning, for terms that will be found.
            origin: Where other terms come from: the name of the format.
        """
        self._manifest = manifest
        self._meanings = meanings
        self._origin = origin
        self.added = Counter[str]()
        """The terms that no vocabulary had, and whose meaning nothing states, with how often the articles have each."""
        self._known = manifest.words

    @property
    def manifest(self) -> Manifest:
        """The configuration with all that was found until now."""
        return self._manifest

    @property
    def codec(self) -> Codec:
        """The codec that accepts what was found until now."""
        return codec_of(self._manifest)

    def add(self, data: Mapping[str, Any]) -> None:
        """Declare the terms and attributes of an article that are not declared.

        Args:
            data: Plain data of the annotation, tables as mappings. What has another shape, or is no term, is left to
                the codec.
        """
        words = self._manifest.words
        new: dict[tuple[str, ...], dict[str, str]] = {}
        for where, term in _terms(data):
            vocabulary = tuple(reversed(where))
            if not _is_term(term):
                continue
            if term not in self._known.get(*vocabulary) and term not in self._meanings:
                self.added[f"{where[-1].removesuffix('s')} {term}"] += 1
            if term not in words.get(*vocabulary):
                meaning = self._meanings.get(term, f"as {self._origin} has it")
                new.setdefault(where, {})[term] = meaning
        if new:
            self._manifest = evolve_unchecked(self._manifest, vocabularies=self._extended(new))
        declared = self._declared(data)
        if declared:
            self._manifest = evolve_unchecked(self._manifest, attributes=declared)

    def _extended(self, new: Mapping[tuple[str, ...], dict[str, str]]) -> Vocabularies:
        before = self._manifest.vocabularies or Vocabularies()
        fields: dict[str, Any] = {name: {**getattr(before, name), **new.get((name,), {})} for name in _TABLES}
        for kind in EVENT_KINDS:
            words = getattr(before, kind) or KindWords()
            types = {**words.types, **new.get((kind, "types"), {})}
            roles = {**words.roles, **new.get((kind, "roles"), {})}
            fields[kind] = KindWords(types=types, roles=roles) if types or roles else None
        return Vocabularies(**fields)

    def _declared(self, data: Mapping[str, Any]) -> AttributeDeclarations | None:
        """Return the declarations with those of new attributes; None if there are none."""
        new: dict[str, dict[str, Attribute]] = {}
        for owner, name, value in _attributes(data):
            declared = new.setdefault(owner, dict(self._manifest.declared(owner)))
            known = declared.get(name)
            kind = next((kind for kind, types in VALUES.items() if type(value) in types), "string")
            if known is None:
                declared[name] = Attribute(type=kind, description=f"as {self._origin} has it")
            elif known.type == "integer" and kind == "number" and _BY_IMPORT.fullmatch(known.description or ""):
                declared[name] = evolve_unchecked(known, type="number")
        before = {owner: self._manifest.declared(owner) for owner in ("article", "actor", "event", "claim", "thing")}
        after = {**before, **new}
        return AttributeDeclarations(**after) if after != before else None


def _terms(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the terms of an article that a corpus may declare, each after its vocabulary."""
    for actor in _values(data.get("actors")):
        if isinstance(sector := actor.get("sector"), str):
            yield ("sectors",), sector
        for term in _keys(actor.get("relations")):
            yield ("actor_relations",), term
    for event in _values(data.get("events")):
        kind = event.get("kind", "event")
        if kind not in EVENT_KINDS:
            continue
        if isinstance(type_ := event.get("type"), str):
            yield (kind, "types"), type_
        for term in _keys(event.get("participants")):
            yield (kind, "roles"), term
        for name in ("things", "relations"):
            for term in _keys(event.get(name)):
                yield (name,), term


def _attributes(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield the owner, the name and the value of each attribute of an article."""
    owners = [("article", [data]), ("actor", _values(data.get("actors"))), ("event", _values(data.get("events")))]
    owners.append(("claim", _items({"claims": data.get("claims")})))
    owners.append(("thing", [thing for event in _values(data.get("events")) for thing in _items(event.get("things"))]))
    for owner, holders in owners:
        for holder in holders:
            table = holder.get("attributes")
            if isinstance(table, Mapping):
                for name, value in table.items():
                    if _is_term(name):
                        yield owner, name, value


def _is_term(name: Any) -> bool:
    return isinstance(name, str) and re.fullmatch(WORD, name) is not None


def _values(table: Any) -> list[Mapping[str, Any]]:
    return [value for value in table.values() if isinstance(value, Mapping)] if isinstance(table, Mapping) else []


def _keys(table: Any) -> list[str]:
    return [key for key in table if isinstance(key, str)] if isinstance(table, Mapping) else []


def _items(table: Any) -> list[Mapping[str, Any]]:
    lists = table.values() if isinstance(table, Mapping) else ()
    return [item for items in lists if isinstance(items, list) for item in items if isinstance(item, Mapping)]
