"""Articles -> FollowTheMoney: entities in JSON Lines. An actor that several articles share is one entity.

The library drops values that it does not accept without saying so; each value is looked for after it was added.
"""

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TextIO

from newscorpus._optional import import_optional
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.exports import begins_with, count_rest, dates_of
from newscorpus.models import Actor, ActorRelation, Article, Event, Role, When
from newscorpus.models.article import mentions_of

_PREFIX: Final = "newscorpus-"
_STATE: Final = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
"""Sectors whose organizations are public bodies."""
_KINDS: Final = {
    "person": "Person",
    "group": "LegalEntity",
    "organization": "Organization",
    "country": "PublicBody",
    "locality": "PublicBody",
    "unknown": "LegalEntity",
}
_SAME_KIND: Final = ("person", "organization")
"""The kinds of actors that can be told from the schema."""
_RELATIONS: Final = {
    "member_of": ("Membership", "member", "organization"),
    "owns": ("Ownership", "owner", "asset"),
    "employs": ("Employment", "employer", "employee"),
    "represents": ("Representation", "agent", "client"),
    "relative_of": ("Family", "person", "relative"),
    "ally_of": ("Associate", "person", "associate"),
}
"""Relation → schema, property of the actor, property of the other one. All others are an `UnknownLink`."""
_ORGANIZERS: Final = ("organizer", "host")
_HELD: Final[frozenset[str]] = frozenset(
    """
    format id language headline author publisher url published keywords note actors.name actors.aliases actors.country
    actors.sector actors.ids.wikidata actors.mentions actors.note actors.roles events.kind events.type events.title
    events.status events.when.edtf events.evidence events.note events.places.name events.places.country
    """.split()  # noqa: SIM905
)


def write(articles: Iterable[Article], output: Output) -> None:
    """Write the entities of all articles, one per line; those of shared actors at the end.

    Raises:
        UsageError: followthemoney is not installed.
        OSError: The file cannot be written.
    """
    library: Any = import_optional("followthemoney", "ftm")
    with output.target.open("x", encoding="utf-8", newline="\n") as file:
        writer = _Writer(file, library.model, output)
        for article in articles:
            writer.article(article)
        writer.close()


def is_export(path: Path) -> bool:
    """Report whether a file is what `write` wrote."""
    return begins_with(path, f'"id": "{_PREFIX}')


class _Writer:
    def __init__(self, file: TextIO, model: Any, output: Output) -> None:
        self._file, self._model, self._losses = file, model, output.losses
        self._corpus = output.rights.manifest.name
        self._shared: dict[str, Any] = {}

    def close(self) -> None:
        """Write the actors that articles share."""
        for entity in self._shared.values():
            self._write(entity)

    def article(self, article: Article) -> None:
        """Write the entities of an article."""
        _Article(article, self._model, self._losses, self._corpus).write(self._shared, self._write)

    def _write(self, entity: Any) -> None:
        data = entity.to_dict()
        properties = {name: sorted(values) for name, values in sorted(data["properties"].items())}
        line = {"id": data["id"], "schema": data["schema"], "properties": properties}
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")


class _Article:
    """The entities of one article."""

    def __init__(self, article: Article, model: Any, losses: Losses, corpus: str) -> None:
        self._article, self._model, self._losses, self._corpus = article, model, losses, corpus
        self._held = set[str](_HELD)
        self._document = self._id("article")

    def _id(self, *steps: str | int, shared: bool = False) -> str:
        """Return an id: letters, digits, dots and hyphens, which are all that an id can have."""
        name = "/".join(map(str, (self._corpus, *(() if shared else (self._article.id,)), *steps)))
        plain = re.sub("[^A-Za-z0-9.-]+", "-", name).strip("-.")
        return f"{_PREFIX}{plain}-{sha256(name.encode()).hexdigest()[:8]}"

    def _actor_id(self, actor: Actor) -> str:
        return self._id("actor", actor.id, shared=not actor.is_local)

    def _lose(self, kind: str, where: str) -> None:
        self._losses.add(kind, f"{self._article.id}: {where}")

    def _entity(self, schema: str, id_: str) -> Any:
        entity = self._model.make_entity(schema)
        entity.id = id_
        return entity

    def _add(self, entity: Any, name: str, value: str | None, where: str) -> None:
        """Add a value, and count it if the library drops it, or keeps another one in its place."""
        if value is None:
            return
        before = set(entity.get(name))
        entity.add(name, value)
        after = set(entity.get(name))
        if not _is_kept(entity.schema.get(name).type.name, value, before, after):
            spaced = any(kept.split() == value.split() for kept in after)
            change = "white space" if spaced else "another value" if after - before else "dropped"
            self._lose(f"{entity.schema.name}.{name}: {change}", where)

    def write(self, shared: dict[str, Any], emit: Any) -> None:
        """Write the entities of the article; collect those of actors that other articles share."""
        emit(self._article_entity())
        mentions = mentions_of(self._article)
        for key, actor in self._article.actors.items():
            id_ = self._actor_id(actor)
            entity = self._actor(shared.get(id_) or self._entity(_schema(actor), id_), actor)
            if actor.is_local:
                emit(entity)
            else:
                shared[id_] = entity
            words = [self._words(span) for span in mentions[key]]
            if words or self._article.text is None:
                emit(self._mention(actor, words))
        for actor in self._article.actors.values():
            for number, role in enumerate(actor.roles):
                for entity in self._office(actor, number, role):
                    emit(entity)
            for term, others in actor.relations.items():
                self._held |= {f"actors.relations.{term}.{name}" for name in ("other", "evidence", "when")}
                for number, relation in enumerate(others):
                    emit(self._relation(actor, term, number, relation))
        for key, event in self._article.events.items():
            emit(self._event(key, event))
        count_rest(self._article, self._held, self._losses)

    def _words(self, span: tuple[int, int]) -> str:
        return (self._article.text or "")[slice(*span)]

    def _article_entity(self) -> Any:
        article, entity = self._article, self._entity("Article", self._document)
        if article.text is not None:
            self._held |= {"text", "sha256"}
        for name, value in {
            "title": article.headline or article.part("headline"),
            "fileName": article.id,
            "author": article.author,
            "publisher": article.publisher,
            "sourceUrl": article.url,
            "publishedAt": article.published,
            "language": article.language,
            "bodyText": article.text,
            "notes": article.note,
        }.items():
            self._add(entity, name, value, name)
        for word in article.keywords:
            self._add(entity, "keywords", word, "keywords")
        return entity

    def _actor(self, entity: Any, actor: Actor) -> Any:
        where = f"actors.{actor.id}"
        self._held.add("actors.kind")
        if actor.kind not in _SAME_KIND:
            self._lose(f"kind {actor.kind} of an actor", f"{where}.kind")
        for name, value in {"name": actor.name, "country": actor.country, "notes": actor.note}.items():
            self._add(entity, name, value, f"{where}.{name}")
        self._add(entity, "sector", actor.sector, f"{where}.sector")
        self._add(entity, "wikidataId", actor.ids.get("wikidata"), f"{where}.ids.wikidata")
        for alias in actor.aliases:
            self._add(entity, "alias", alias, f"{where}.aliases")
        return entity

    def _mention(self, actor: Actor, words: list[str]) -> Any:
        entity = self._entity("Mention", self._id("mention", actor.id))
        entity.add("document", self._document)
        entity.add("resolved", self._actor_id(actor))
        entity.add("detectedSchema", _schema(actor))
        for name in dict.fromkeys([*words, *([actor.name] if actor.name else [])]):
            self._add(entity, "name", " ".join(name.split()), f"actors.{actor.id}.mentions")
        return entity

    def _office(self, actor: Actor, number: int, role: Role) -> list[Any]:
        """Return a position, and that the actor holds it."""
        where = f"actors.{actor.id}.roles[{number}]"
        post = self._entity("Position", self._id("position", actor.id, number))
        self._add(post, "name", " ".join(role.title.exact.split()), where)
        if role.org is not None:
            self._link(post, "organization", role.org)
        holds = self._entity("Occupancy", self._id("occupancy", actor.id, number))
        self._link(holds, "holder", actor.id)
        holds.add("post", post.id)
        holds.add("proof", self._document)
        for name, day in (("startDate", role.start), ("endDate", role.end)):
            self._add(holds, name, day, where)
        return [post, holds]

    def _link(self, entity: Any, name: str, id_: str) -> None:
        """Add a reference to an actor of the article."""
        entity.add(name, self._actor_id(self._article.actors[id_]))

    def _relation(self, actor: Actor, term: str, number: int, relation: ActorRelation) -> Any:
        where = f"actors.{actor.id}.relations.{term}[{number}]"
        schema, subject, other = _RELATIONS.get(term, ("UnknownLink", "subject", "object"))
        ends = {subject: actor, other: self._article.actors[relation.other]}
        ranges = self._model.get(schema)
        if not all(self._model.get(_schema(end)).is_a(ranges.get(name).range) for name, end in ends.items()):
            schema, ends = "UnknownLink", dict(zip(("subject", "object"), ends.values(), strict=True))
        entity = self._entity(schema, self._id("relation", actor.id, term, number))
        for name, end in ends.items():
            entity.add(name, self._actor_id(end))
        entity.add("relationship" if schema in ("Family", "Associate") else "role", term)
        entity.add("proof", self._document)
        if relation.evidence is not None:
            self._add(entity, "summary", relation.evidence.exact, where)
        self._dates(entity, relation.when, where)
        return entity

    def _dates(self, entity: Any, when: When | None, where: str) -> None:
        if when is None:
            return
        dates = dates_of(when)
        if not dates.is_exact:
            self._lose("time that is not a date of ISO 8601", f"{where}.when")
        if dates.end is None and "/" not in when.edtf:
            self._add(entity, "date", dates.start, f"{where}.when")
        else:
            self._add(entity, "startDate", dates.start, f"{where}.when")
            self._add(entity, "endDate", dates.end, f"{where}.when")

    def _event(self, key: str, event: Event) -> Any:
        entity, where = self._entity("Event", self._id("event", key)), f"events.{key}"
        self._add(entity, "name", event.title or event.type, where)
        self._add(entity, "recordId", key, where)
        entity.add("proof", self._document)
        for word in (event.kind, event.type, event.status):
            self._add(entity, "keywords", word, where)
        for quote in event.evidence:
            self._add(entity, "summary", quote.exact, f"{where}.evidence")
        for place in event.places:
            self._add(entity, "location", place.name.exact, f"{where}.places")
            self._add(entity, "country", place.country, f"{where}.places")
        self._add(entity, "notes", event.note, where)
        self._dates(entity, event.when, where)
        for role, participants in event.participants.items():
            self._held.add(f"events.participants.{role}.actor")
            for number, participant in enumerate(participants):
                name = "organizer" if role in _ORGANIZERS else "involved"
                self._link(entity, name, participant.actor)
                if role != "organizer":
                    self._lose(f"role {role}", f"{where}.participants.{role}[{number}]")
        return entity


def _schema(actor: Actor) -> str:
    kind = actor.kind or "unknown"
    if kind == "organization" and actor.sector in (*_STATE, "BUS"):
        return "Company" if actor.sector == "BUS" else "PublicBody"
    return _KINDS[kind]


def _is_kept(kind: str, value: str, before: set[str], after: set[str]) -> bool:
    """Report whether a value is among those of a property: as it was, or as the library writes codes and times."""
    if value in after:
        return True
    if kind == "language":  # `eng` for `en`; of `en-GB`, it keeps no more
        return "-" not in value and any(kept.startswith(value[:2].lower()) for kept in after)
    if kind == "country":
        return value.lower() in after
    return kind in ("date", "url") and bool(after - before)
