"""Dyads: the actors of an event in pairs of source and target, as event data has them.

The vocabulary of roles says which side a role is on. Each source is paired with each target. Who takes part on equal
terms is both: two participants are two pairs, one each way. So counts by source or by target leave nobody out.
"""

from collections.abc import Iterator
from itertools import product
from typing import Final

from newscorpus.interchange.tables.columns import Column, ForeignKey, Row, Table, event_id, model_cells
from newscorpus.limits import MAX_PAIRS
from newscorpus.models import Article, Event, When
from newscorpus.models.vocabulary import ROLES

_WHEN: Final = model_cells("when_", When, nullable=True)
_ACTOR: Final = ("name", "kind", "country", "sector")


def _side_columns(side: str) -> tuple[Column, ...]:
    return (
        Column(side, str, f"id of the actor that is the {side}", nullable=False),
        Column(f"{side}_role", str, "its role in the event", nullable=False),
        *(Column(f"{side}_{field}", str, f"the actor's {field}") for field in _ACTOR),
    )


DYADS: Final = Table(
    "dyads",
    "every pair of a source and a target in an event; those on equal terms are two pairs, one each way",
    (
        Column("article", str, "id of the article", nullable=False),
        Column("event", str, "the event: `article#event`", nullable=False),
        Column("published", str, "date of publication of the article"),
        Column("kind", str, "event, meeting or incident", nullable=False),
        Column("type", str, "what sort of event", nullable=False),
        Column("status", str, "whether it took place", nullable=False),
        Column("contested", bool, "whether a claim of the article denies it", nullable=False),
        *_WHEN.columns,
        *_side_columns("source"),
        *_side_columns("target"),
        Column("mutual", bool, "whether both take part on equal terms: the pair is there the other way, too"),
        Column("place", str, "the first place of the event"),
        Column("place_country", str, "the country that it is in"),
    ),
    ("event", "source", "target"),
    (
        ForeignKey(("article",), "articles", ("article",)),
        ForeignKey(("event",), "events", ("event",)),
        ForeignKey(("article", "source"), "actors", ("article", "actor")),
        ForeignKey(("article", "target"), "actors", ("article", "actor")),
    ),
)


def dyads_of(article: Article) -> Iterator[Row]:
    """Yield the rows of an article, in the order of events and participants; none of a crowd (`MAX_PAIRS`)."""
    for key, event in article.events.items():
        place = event.places[0] if event.places else None
        head = article.id, event_id(article, key), article.published, event.kind, event.type, event.status
        when = _WHEN.of(event.when, article)
        contested = article.contested(key)
        for (source, acts), (target, suffers), mutual in _pairs(event):
            sides = _side(article, source, acts), _side(article, target, suffers)
            where = (place.name.exact, place.country) if place else (None, None)
            yield *head, contested, *when, *sides[0], *sides[1], mutual, *where


def _pairs(event: Event) -> Iterator[tuple[tuple[str, str], tuple[str, str], bool]]:
    """Yield the pairs of an event, each once: the source and its role, the target and its role, whether as equals."""
    roles = ROLES[event.kind]
    taking = [
        (participant.actor, role, word.side)
        for role, participants in event.participants.items()
        if (word := roles.get(role)) and word.side
        for participant in participants
    ]
    sources = [participant for participant in taking if participant[2] != "target"]
    targets = [participant for participant in taking if participant[2] != "source"]
    if len(sources) * len(targets) > MAX_PAIRS:
        return
    equals = {actor for actor, _, side in taking if side == "both"}
    seen = set[tuple[str, str]]()
    for (source, acts, _), (target, suffers, _) in product(sources, targets):
        if source != target and (source, target) not in seen:
            seen.add((source, target))
            yield (source, acts), (target, suffers), {source, target} <= equals


def _side(article: Article, id_: str, role: str) -> Row:
    actor = article.actors.get(id_)
    return id_, role, *(getattr(actor, field, None) for field in _ACTOR)
