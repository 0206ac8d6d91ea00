"""Walks over an article: its quotes, times, references and quoted words, each with its path."""

from collections.abc import Iterator

from newscorpus.diagnostics.report import Path
from newscorpus.models.article import Article
from newscorpus.models.event import Event, Incident, Meeting
from newscorpus.models.values import MERE_MEMBER, Count, Quote, When


def quotes_of(article: Article) -> Iterator[tuple[Path, Quote]]:
    """Yield every quote of the article, with its path."""
    for key, actor in article.actors.items():
        for i, quote in enumerate(actor.mentions):
            yield ("actors", key, "mentions", i), quote
    for key, event in article.events.items():
        for i, quote in enumerate(event.evidence):
            yield ("events", key, "evidence", i), quote
        for i, quote in enumerate(event.triggers):
            yield ("events", key, "triggers", i), quote
        if isinstance(event, Meeting) and event.outcome is not None:
            yield ("events", key, "outcome"), event.outcome
    for i, claim in enumerate(article.claims):
        for j, quote in enumerate(claim.quote):
            yield ("claims", i, "quote", j), quote
        if claim.cue is not None:
            yield ("claims", i, "cue"), claim.cue


def whens_of(article: Article) -> Iterator[tuple[Path, When]]:
    """Yield the times of events and claims, with their paths."""
    for key, event in article.events.items():
        if event.when is not None:
            yield ("events", key, "when"), event.when
    for i, claim in enumerate(article.claims):
        if claim.when is not None:
            yield ("claims", i, "when"), claim.when


def counts_of(key: str, event: Event) -> Iterator[tuple[Path, Count]]:
    """Yield the counts of the event with the id `key`, with their paths."""
    for harm, counts in event.casualties.items() if isinstance(event, Incident) else ():
        for i, count in enumerate(counts):
            yield ("events", key, "casualties", harm, i), count


def words_of_events(article: Article) -> Iterator[tuple[str, Path, str]]:
    """Yield the quoted words of events other than `Quote`s: id of the event, path, words."""
    for key, event in article.events.items():
        at: Path = ("events", key)
        if event.when is not None and event.when.text is not None:
            yield key, (*at, "when", "text"), event.when.text
        for i, place in enumerate(event.places):
            yield key, (*at, "places", i, "name"), place.name
        for role, things in event.things.items():
            for i, thing in enumerate(things):
                yield key, (*at, "things", role, i), thing
        for i, topic in enumerate(event.topics):
            yield key, (*at, "topics", i), topic
        for path, count in counts_of(key, event):
            if count.text is not None:
                yield key, (*path, "text"), count.text


def words_of_claims(article: Article) -> Iterator[tuple[Path, str]]:
    """Yield the quoted words of claims other than `Quote`s, with their paths."""
    for i, claim in enumerate(article.claims):
        if claim.when is not None and claim.when.text is not None:
            yield ("claims", i, "when", "text"), claim.when.text


def words_of_actors(article: Article) -> Iterator[tuple[Path, str]]:
    """Yield the titles of roles, with their paths; without `member`, which articles rarely say."""
    for key, actor in article.actors.items():
        for i, role in enumerate(actor.roles):
            if role.title != MERE_MEMBER:
                yield ("actors", key, "roles", i, "title"), role.title


def actor_references(article: Article) -> Iterator[tuple[Path, str]]:
    """Yield the references to actors, with their paths; without `claims[].about`, which may be events too."""
    for key, actor in article.actors.items():
        for i, role in enumerate(actor.roles):
            if role.org is not None:
                yield ("actors", key, "roles", i, "org"), role.org
    for key, event in article.events.items():
        for role_name, actors in event.participants.items():
            for i, one in enumerate(actors):
                yield ("events", key, "participants", role_name, i), one
        for path, count in counts_of(key, event):
            for i, one in enumerate(count.by):
                yield (*path, "by", i), one
    for i, claim in enumerate(article.claims):
        for j, one in enumerate(claim.by):
            yield ("claims", i, "by", j), one
        if claim.via is not None:
            yield ("claims", i, "via"), claim.via


def event_references(article: Article) -> Iterator[tuple[Path, str]]:
    """Yield the references to events, with their paths; without `claims[].about`, which may be actors too."""
    for key, event in article.events.items():
        for relation, others in event.relations.items():
            for i, one in enumerate(others):
                yield ("events", key, "relations", relation, i), one
    for i, claim in enumerate(article.claims):
        if claim.at is not None:
            yield ("claims", i, "at"), claim.at


def about_references(article: Article) -> Iterator[tuple[Path, str]]:
    """Yield what claims are about, events or actors, with the paths."""
    for i, claim in enumerate(article.claims):
        for j, one in enumerate(claim.about):
            yield ("claims", i, "about", j), one
