"""Match the actors, events and claims of two annotations of an article, one to one, and note what decided each match.

Words are compared by their place in the text. Where the texts differ, or a quote has no place, by what they say.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from newscorpus.comparison.assignment import best_pairs
from newscorpus.models import Actor, Article, Claim, Event, Quote
from newscorpus.models.article import text_of
from newscorpus.models.traversal import participants_of
from newscorpus.text.words import name_key

_WEIGHTS: Final = {"evidence": 4, "triggers": 2, "type": 2, "participants": 2}
"""How much each part of an event counts. Without common words, in evidence or triggers, events are not the same."""
Features = frozenset[int | str]
"""Code points of the text, or words."""


@attrs.frozen
class Matched:
    """A pair that is the same actor, event or claim."""

    one: str | int
    """The id of an actor or event, or the index of a claim."""
    other: str | int
    by: str
    """What decided it: `identifier`, `id`, `mentions`, `evidence, type`, `quote`."""
    score: float
    """How similar the two are in what decided it, from 0 to 1."""


@attrs.frozen
class Matches:
    """The pairs of two articles."""

    actors: Sequence[Matched]
    events: Sequence[Matched]
    claims: Sequence[Matched]
    by_place: bool
    """Whether words are compared by their place in the text, which is the same in both."""

    def ids(self) -> Mapping[str, Mapping[str, str]]:
        """Return the ids of the second article for those of the first, by `actor` and `event`."""
        pairs = {"actor": self.actors, "event": self.events}
        return {what: {str(one.one): str(one.other) for one in found} for what, found in pairs.items()}


def match(one: Article, other: Article) -> Matches:
    """Match two annotations of an article. Both are anchored."""
    by_place = _digest(one) is None or _digest(other) is None or _digest(one) == _digest(other)
    actors = _match_actors(one, other, by_place)
    ids = {str(pair.one): str(pair.other) for pair in actors}
    events = _match_events(one.events, other.events, ids, by_place)
    return Matches(actors, events, _match_claims(one.claims, other.claims, ids, by_place), by_place)


def _digest(article: Article) -> str | None:
    return article.sha256 if article.text is None else text_of(article.text).sha256


# --- words


def features(quotes: Iterable[Quote], *, by_place: bool) -> Features:
    """Return the code points that quotes cover, or their words where that is not known."""
    found = set[int | str]()
    for quote in quotes:
        if by_place and quote.start is not None and quote.end is not None:
            found.update(range(quote.start, quote.end))
        else:
            found.update(name_key(quote.exact).split())
    return frozenset(found)


def dice(one: Features, other: Features) -> float:
    """Return how much two sets overlap, from 0 to 1, by the coefficient of Dice: the F1 of one given the other."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


# --- one layer after the other


def _pairs(
    ones: Mapping[Any, Any],
    others: Mapping[Any, Any],
    found: list[Matched],
    compare: Callable[[Any, Any], tuple[float, str]],
) -> None:
    """Add the best pairs of those that are not matched yet; `compare` gives a score, and what decided it."""
    used, taken = {pair.one for pair in found}, {pair.other for pair in found}
    left, right = [key for key in ones if key not in used], [key for key in others if key not in taken]
    made = {(i, j): compare(ones[a], others[b]) for i, a in enumerate(left) for j, b in enumerate(right)}
    for i, j in best_pairs({pair: score for pair, (score, _) in made.items() if score > 0}):
        score, by = made[i, j]
        found.append(Matched(left[i], right[j], by, min(score, 1.0)))


def _in_order(found: Iterable[Matched], keys: Iterable[Any]) -> list[Matched]:
    place = {key: i for i, key in enumerate(keys)}
    return sorted(found, key=lambda pair: place[pair.one])


def _match_actors(one: Article, other: Article, by_place: bool) -> list[Matched]:
    found = list[Matched]()
    known = [{key: _mentions(side, key, by_place) for key in side.actors} for side in (one, other)]

    def identified(a: Actor, b: Actor) -> tuple[float, str]:
        shared = any(b.ids.get(scheme) == value for scheme, value in a.ids.items())
        return (1.0 + (a.id == b.id) if shared else 0.0), "identifier"

    def mentioned(a: Actor, b: Actor) -> tuple[float, str]:
        score = dice(known[0][a.id], known[1][b.id])
        return score, "mentions" if by_place else "names"

    for compare in (identified, _same_id, mentioned):
        _pairs(one.actors, other.actors, found, compare)
    return _in_order(found, one.actors)


def _same_id(a: Any, b: Any) -> tuple[float, str]:
    return float(a.id == b.id), "id"


def _mentions(article: Article, key: str, by_place: bool) -> Features:
    if by_place and article.text is not None:
        return frozenset(i for span in article.mentions(key) for i in range(*span))
    actor = article.actors[key]
    words = (*actor.forms, *(quote.exact for quote in actor.mentions))
    return frozenset(name_key(word) for word in words)


def _match_events(
    ones: Mapping[str, Event], others: Mapping[str, Event], ids: Mapping[str, str], by_place: bool
) -> list[Matched]:
    def parts(event: Event, names: Mapping[str, str]) -> dict[str, Features]:
        actors = (one.actor for _, one in participants_of("", event))
        return {
            "evidence": features(event.evidence, by_place=by_place),
            "triggers": features(event.triggers, by_place=by_place),
            "type": frozenset({event.type}),
            "participants": frozenset(names.get(actor, actor) for actor in actors),
        }

    known = {event.id: parts(event, ids) for event in ones.values()}
    theirs = {event.id: parts(event, {}) for event in others.values()}

    def overlapping(a: Event, b: Event) -> tuple[float, str]:
        one, other = known[a.id], theirs[b.id]
        alike = {part: dice(one[part], other[part]) for part in _WEIGHTS if one[part] or other[part]}
        if not alike.get("evidence") and not alike.get("triggers"):
            return 0.0, ""
        score = sum(_WEIGHTS[part] * share for part, share in alike.items()) / sum(_WEIGHTS[part] for part in alike)
        return score, ", ".join(part for part, share in alike.items() if share)

    found = list[Matched]()
    for compare in (_same_id, overlapping):
        _pairs(ones, others, found, compare)
    return _in_order(found, ones)


def _match_claims(
    ones: Sequence[Claim], others: Sequence[Claim], ids: Mapping[str, str], by_place: bool
) -> list[Matched]:
    left = {i: (one, features(one.quote, by_place=by_place)) for i, one in enumerate(ones)}
    right = {i: (one, features(one.quote, by_place=by_place)) for i, one in enumerate(others)}

    def equal(a: tuple[Claim, Features], b: tuple[Claim, Features]) -> tuple[float, str]:
        return float(a == b), "quote"

    def overlapping(a: tuple[Claim, Features], b: tuple[Claim, Features]) -> tuple[float, str]:
        score = dice(a[1], b[1])
        same_source = {ids.get(actor, actor) for actor in a[0].by} == set(b[0].by)
        return (score + 0.01 * same_source if score else 0.0), "quote"  # of equal quotes, that of the same speaker

    found = list[Matched]()
    for compare in (equal, overlapping):
        _pairs(left, right, found, compare)
    return _in_order(found, left)
