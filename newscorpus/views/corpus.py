"""A corpus -> its page: plain data that the script of the page draws and filters, and tables without the script."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import attrs

from newscorpus.diagnostics.report import Diagnostic
from newscorpus.models import Article, Event, Manifest, When
from newscorpus.models.traversal import relations_of
from newscorpus.views import pages, phrases
from newscorpus.views.article import coverage
from newscorpus.views.cards import explanations
from newscorpus.views.marks import keys_of


@attrs.frozen
class Entry:
    """An article in a site, with its findings and the address of its page relative to the page of the corpus."""

    article: Article
    findings: tuple[Diagnostic, ...]
    href: str


def corpus_page(
    title: str,
    manifest: Manifest | None,
    entries: Sequence[Entry],
    findings: Sequence[Diagnostic] = (),
    found: int = 0,
    catalog: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Return the HTML page of a corpus: timeline, network, tables.

    Args:
        title: The title of the corpus.
        manifest: Its `corpus.yaml`.
        entries: The articles.
        findings: The findings that do not belong to one article.
        found: The number of all findings.
        catalog: What the parts of the data contain, in scripts beside the page; without it, the page has the data.
    """
    whole = [] if catalog else list(entries)
    data = contents(whole, frozenset(manifest.actors if manifest else ()))
    counts = {
        "article": len(entries),
        "event": sum(part["events"] for part in catalog) if catalog else len(data["events"]),
        "actor": len(data["actors"]),
        "claim": sum(part["claims"] for part in catalog) or sum(len(entry.article.claims) for entry in whole),
    }
    context = {
        "title": title,
        "manifest": manifest,
        "entries": whole,
        "findings": findings,
        "explanations": explanations(findings),
        "found": found,
        "counts": counts,
        "heading": phrases.heading,
        "contents": data,
        "catalog": catalog,
    }
    scripts = ("corpus.js", "parts.js") if catalog else ("corpus.js",)
    return pages.page("corpus.html", context, style="newscorpus.css", script=scripts, loads=bool(catalog))


def catalog_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a reader must know of a part of the data before it is loaded: numbers, and the values of filters."""
    articles, events = data["articles"], data["events"]
    ends = [str(event[end])[:4] for event in events for end in ("from", "to") if end in event]
    return {
        "articles": len(articles),
        "events": len(events),
        "claims": sum(article.get("claims", 0) for article in articles),
        "first": articles[0]["title"],
        "last": articles[-1]["title"],
        "years": [min(ends), max(ends)] if ends else [],
        "undated": any("when" not in event for event in events),
        **{field: dict(Counter(event[field] for event in events)) for field in ("kind", "type", "status")},
    }


def contents(entries: Sequence[Entry], registry: Container[str] = ()) -> dict[str, Any]:
    """Return the corpus as data for the script. Articles, actors and events refer to each other by index.

    Actors with the same id are one actor, unless they are local to their articles. Its name and kind are those of the
    first article that has it. The actors of the `registry` are not local.
    """

    def actor_of(article: Article, name: str) -> str:
        actor = article.actors.get(name)
        return f"{article.id}#{name}" if actor and actor.is_local and name not in registry else name

    actors: dict[str, dict[str, Any]] = {}
    events: list[dict[str, Any]] = []
    places: dict[tuple[str, str], int] = {}
    for entry in entries:
        for name, actor in entry.article.actors.items():
            key = actor_of(entry.article, name)
            known = actors.setdefault(key, {"id": key, "name": actor.name or name, "kind": actor.kind or ""})
            known["articles"] = known.get("articles", 0) + 1
        for name in entry.article.events:
            places.setdefault((entry.article.id, name), len(places))
    numbers = {name: i for i, name in enumerate(actors)}
    for i, entry in enumerate(entries):
        keys = keys_of(entry.article)
        contested = {name for claim in entry.article.claims if claim.stance == "denies" for name in claim.about}
        for name, event in entry.article.events.items():
            data = {
                "article": i,
                "key": keys["events", name],
                **_event(event, partial(actor_of, entry.article), numbers),
            }
            data |= {"contested": True} if name in contested else {}
            data |= _some(relations=list(_relations(entry.article, event, places)))
            events.append(data)
    claims = Counter(
        actor_of(entry.article, name) for entry in entries for claim in entry.article.claims for name in claim.by
    )
    for name, known in actors.items():
        known.update(_some(claims=claims[name]))
    return {
        "articles": [_article(entry) for entry in entries],
        "actors": list(actors.values()),
        "events": events,
        "ties": list(_ties(entries, actor_of, numbers)),
        "signs": phrases.SIGNS,
    }


def _ties(
    entries: Sequence[Entry], actor_of: Callable[[Article, str], str], numbers: Mapping[str, int]
) -> Iterator[list[Any]]:
    """Yield the relations between actors, each once: both actors, and the relation."""
    ties = {
        (actor_of(entry.article, name), actor_of(entry.article, relation.other), str(path[3])): None
        for entry in entries
        for name, actor in entry.article.actors.items()
        for path, relation in relations_of(name, actor)
    }
    for source, target, how in ties:
        if target in numbers:
            yield [numbers[source], numbers[target], phrases.word(how)]


def _some(**fields: Any) -> dict[str, Any]:
    """The fields that are not empty: a page of ten thousand events must stay small."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], False, 0)}


def _article(entry: Entry) -> dict[str, Any]:
    article = entry.article
    covered = coverage(article)
    return {
        "id": article.id,
        "title": phrases.heading(article),
        "href": entry.href,
        **_some(
            published=article.published,
            language=article.language,
            publisher=article.publisher,
            events=len(article.events),
            claims=len(article.claims),
            findings=len(entry.findings),
        ),
        "coverage": None if covered is None else round(covered, 3),
    }


def _event(event: Event, key: Callable[[str], str], numbers: dict[str, int]) -> dict[str, Any]:
    parties = [
        [numbers[key(participant.actor)], phrases.word(role)]
        for role, participants in event.participants.items()
        for participant in participants
        if key(participant.actor) in numbers
    ]
    return {
        "title": phrases.title(event),
        "kind": event.kind,
        "type": phrases.word(event.type),
        "status": event.status,
        **_some(parties=parties, places=[place.name.exact for place in event.places]),
        **(_time(event.when) if event.when else {}),
    }


def _time(when: When) -> dict[str, Any]:
    bounds = when.bounds()
    early, late = phrases.fuzzy_ends(when.edtf)
    return {
        "when": phrases.dated(when.edtf),
        **_some(
            **{"from": phrases.iso(bounds.earliest), "to": phrases.iso(bounds.latest)} if bounds else {},
            fuzzyFrom=early,
            fuzzyTo=late,
        ),
    }


def _relations(article: Article, event: Event, places: dict[tuple[str, str], int]) -> Iterator[list[Any]]:
    for how, others in event.relations.items():
        for other in others:
            where, _, name = other.rpartition("#")
            place = places.get((where or article.id, name))
            if place is not None:
                yield [phrases.word(how), place]
