"""Walks over an article: its quotes, times and references, each with its path."""

from collections.abc import Iterator, Mapping
from typing import Final, Protocol

from newscorpus.diagnostics.report import Path
from newscorpus.models.actor import Actor
from newscorpus.models.claim import Claim
from newscorpus.models.count import Count
from newscorpus.models.event import Event, Incident, Meeting
from newscorpus.models.values import ActorRelation, Participant, Quote, When

WORDS: Final = frozenset(("participants", "when", "places", "things", "topics", "casualties", "roles"))
"""The layers of words that have a value or a meaning beside them, as `InText` marks them."""


class Article(Protocol):
    """What the walks need of an article, whose module imports this one."""

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Who acts."""
        ...

    @property
    def events(self) -> Mapping[str, Event]:
        """What happens."""
        ...

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Who says what."""
        ...


def layer_of(path: Path) -> str:
    """Return what the quote at a path is there: the field of the actor, event or claim that leads to it, or a time."""
    return "when" if path[-1] == "text" and path[-2] == "when" else str(path[2])


def quotes_of(article: Article) -> Iterator[tuple[Path, Quote]]:
    """Yield every quote of the article, with its path."""
    for key, actor in article.actors.items():
        for i, quote in enumerate(actor.mentions):
            yield ("actors", key, "mentions", i), quote
        for i, role in enumerate(actor.roles):
            yield ("actors", key, "roles", i, "title"), role.title
        for path, relation in relations_of(key, actor):
            if relation.evidence is not None:
                yield (*path, "evidence"), relation.evidence
            if relation.when is not None and relation.when.text is not None:
                yield (*path, "when", "text"), relation.when.text
    for key, event in article.events.items():
        yield from _quotes_of_event(event, ("events", key))
    for i, claim in enumerate(article.claims):
        for j, quote in enumerate(claim.quote):
            yield ("claims", i, "quote", j), quote
        if claim.cue is not None:
            yield ("claims", i, "cue"), claim.cue
        if claim.when is not None and claim.when.text is not None:
            yield ("claims", i, "when", "text"), claim.when.text


def _quotes_of_event(event: Event, at: Path) -> Iterator[tuple[Path, Quote]]:
    for i, quote in enumerate(event.evidence):
        yield (*at, "evidence", i), quote
    for i, quote in enumerate(event.triggers):
        yield (*at, "triggers", i), quote
    if isinstance(event, Meeting) and event.outcome is not None:
        yield (*at, "outcome"), event.outcome
    for role, participants in event.participants.items():
        for i, participant in enumerate(participants):
            if participant.mention is not None:
                yield (*at, "participants", role, i, "mention"), participant.mention
    if event.when is not None and event.when.text is not None:
        yield (*at, "when", "text"), event.when.text
    for i, place in enumerate(event.places):
        yield (*at, "places", i, "name"), place.name
    for role, things in event.things.items():
        for i, thing in enumerate(things):
            yield (*at, "things", role, i, "text"), thing.text
    for i, topic in enumerate(event.topics):
        yield (*at, "topics", i), topic
    if isinstance(event, Incident) and event.casualties:
        for path, count in counts_of(str(at[1]), event):
            if count.text is not None:
                yield (*path, "text"), count.text


def whens_of(article: Article) -> Iterator[tuple[Path, When]]:
    """Yield the times of events, claims and relations of actors, with their paths."""
    for key, actor in article.actors.items():
        for path, relation in relations_of(key, actor):
            if relation.when is not None:
                yield (*path, "when"), relation.when
    for key, event in article.events.items():
        if event.when is not None:
            yield ("events", key, "when"), event.when
    for i, claim in enumerate(article.claims):
        if claim.when is not None:
            yield ("claims", i, "when"), claim.when


def relations_of(key: str, actor: Actor) -> Iterator[tuple[Path, ActorRelation]]:
    """Yield the relations of the actor with the id `key`, with their paths."""
    for how, others in actor.relations.items():
        for i, relation in enumerate(others):
            yield ("actors", key, "relations", how, i), relation


def participants_of(key: str, event: Event) -> Iterator[tuple[Path, Participant]]:
    """Yield the participants of the event with the id `key`, with their paths."""
    for role, participants in event.participants.items():
        for i, participant in enumerate(participants):
            yield ("events", key, "participants", role, i), participant


def counts_of(key: str, event: Event) -> Iterator[tuple[Path, Count]]:
    """Yield the counts of the event with the id `key`, with their paths."""
    for harm, counts in event.casualties.items() if isinstance(event, Incident) else ():
        for i, count in enumerate(counts):
            yield ("events", key, "casualties", harm, i), count


def quantities_of(key: str, event: Event) -> Iterator[tuple[Path, str]]:
    """Yield the counts and values of things of the event with the id `key`, as a file has them, with their paths."""
    for path, count in counts_of(key, event):
        yield (*path, "count"), str(count.count)
    for role, things in event.things.items():
        for i, thing in enumerate(things):
            if thing.value is not None:
                yield ("events", key, "things", role, i, "value"), thing.value


def actor_references(article: Article) -> Iterator[tuple[Path, str]]:
    """Yield the references to actors, with their paths; without `claims[].about`, which may be events too."""
    for key, actor in article.actors.items():
        for i, role in enumerate(actor.roles):
            if role.org is not None:
                yield ("actors", key, "roles", i, "org"), role.org
        for path, relation in relations_of(key, actor):
            yield (*path, "other"), relation.other
    for key, event in article.events.items():
        for path, participant in participants_of(key, event):
            yield (*path, "actor"), participant.actor
        if isinstance(event, Incident) and event.casualties:
            for path, count in counts_of(key, event):
                for i, actor_id in enumerate(count.by):
                    yield (*path, "by", i), actor_id
    for i, claim in enumerate(article.claims):
        for j, actor_id in enumerate(claim.by):
            yield ("claims", i, "by", j), actor_id
        if claim.via is not None:
            yield ("claims", i, "via"), claim.via


def event_references(article: Article) -> Iterator[tuple[Path, str]]:
    """Yield the references to events, with their paths; without `claims[].about`, which may be actors too."""
    for key, event in article.events.items():
        for relation, others in event.relations.items():
            for i, event_id in enumerate(others):
                yield ("events", key, "relations", relation, i), event_id
    for i, claim in enumerate(article.claims):
        if claim.at is not None:
            yield ("claims", i, "at"), claim.at


def about_references(article: Article) -> Iterator[tuple[Path, str]]:
    """Yield what claims are about, events or actors, with the paths."""
    for i, claim in enumerate(article.claims):
        for j, subject in enumerate(claim.about):
            yield ("claims", i, "about", j), subject
