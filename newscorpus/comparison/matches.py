"""Match the actors, events and claims of two annotations of an article, one to one, and note what decided each match.

Words are compared by their place in the text. Where the texts differ, or a quote has no place, by what they say.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Any, Final

import attrs

from newscorpus import limits
from newscorpus.models import Actor, Article, Claim, Event, Quote
from newscorpus.models.article import text_of
from newscorpus.models.traversal import participants_of, quotes_of
from newscorpus.text.words import name_key

_WEIGHTS: Final = {"evidence": 4, "triggers": 2, "type": 2, "participants": 2}
"""How much each part of an event counts. Without common words, in evidence or triggers, events are not the same."""
_SAME_ID: Final = 0.5
"""How much the same id adds to a score. It decides between similar events, not for events about other words."""
Features = frozenset[int | str]
"""Code points of the text, or words."""


@attrs.frozen
class Matched:
    """A pair that is the same actor, event or claim."""

    a: str | int
    """The id of an actor or event, or the index of a claim."""
    b: str | int
    by: str
    """What decided it: `identifier`, `id`, `mentions`, `evidence, type`, `quote`."""
    score: float
    """How similar their content is, from 0 to 1: mentions, evidence and the like, never the id."""


@attrs.frozen
class Matches:
    """The pairs of two articles."""

    actors: Sequence[Matched]
    events: Sequence[Matched]
    claims: Sequence[Matched]
    by_place: bool
    """Whether words are compared by their place in the text, which is the same in both."""

    def of(self, table: str) -> Sequence[Matched]:
        """Return the pairs of `actors`, `events` or `claims`."""
        pairs: Sequence[Matched] = getattr(self, table)
        return pairs

    def ids(self) -> Mapping[str, Mapping[str, str]]:
        """Return the ids of the second article for those of the first, by `actor` and `event`."""
        tables = {"actor": self.actors, "event": self.events}
        return {kind: {str(pair.a): str(pair.b) for pair in pairs} for kind, pairs in tables.items()}


def keys_of(article: Article, table: str) -> Sequence[str | int]:
    """Return the ids of the actors or events of an article, or the indices of its claims."""
    models = getattr(article, table)
    return list(models) if isinstance(models, Mapping) else range(len(models))


def match(first: Article, second: Article) -> Matches:
    """Match two annotations of an article. Both are anchored."""
    is_same = digest(first) is None or digest(second) is None or digest(first) == digest(second)
    by_place = is_same and _is_placed(first) == _is_placed(second)
    actors = _match_actors(first, second, by_place and (first.text is None) == (second.text is None))
    ids = {str(pair.a): str(pair.b) for pair in actors}
    events = _match_events(first.events, second.events, ids, by_place)
    return Matches(actors, events, _match_claims(first.claims, second.claims, ids, by_place), by_place)


def _is_placed(article: Article) -> bool:
    """Whether the words of an article have places: in its text, or in one that is withheld."""
    return article.text is not None or any(quote.start is not None for _, quote in quotes_of(article))


def digest(article: Article) -> str | None:
    """Return the SHA-256 of the text of an article; None if that is not known."""
    return article.sha256 if article.text is None else text_of(article.text).sha256


# --- words


def features(quotes: Iterable[Quote], *, by_place: bool) -> Features:
    """Return the code points that quotes cover, or their words where that is not known."""
    parts = set[int | str]()
    for quote in quotes:
        if by_place and quote.start is not None and quote.end is not None:
            parts.update(range(quote.start, quote.end))
        else:
            parts.update(name_key(quote.exact).split())
    return frozenset(parts)


def dice(a: Features, b: Features) -> float:
    """Return how much two sets overlap, from 0 to 1, by the coefficient of Dice: the F1 of one given the other."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


# --- one layer after the other


@attrs.frozen
class _Score:
    """How similar two members are."""

    content: float
    by: str
    weight: float
    """What is summed to find the best pairs; 0 if they cannot be the same."""


@attrs.frozen
class _Way:
    """A way to match: pairs are possible only with a key in common, and then have a score."""

    keys: tuple[Callable[[Any], Collection[Any]], Callable[[Any], Collection[Any]]]
    """The keys of a member of the first and of the second group."""
    score: Callable[[Any, Any], _Score]


def _by_words(a: Actor | Event, b: Actor | Event, content: float, by: str, *, comparable: bool) -> _Score:
    """The score of actors or events: those with the same id come first, unless both have words and share none."""
    if a.id == b.id and (content or not comparable):
        return _Score(content, "id", content + _SAME_ID)
    return _Score(content, by, content)


def _pairs(ones: Mapping[Any, Any], others: Mapping[Any, Any], ways: Sequence[_Way]) -> list[Matched]:
    """The best pairs by the first way, then by the next those of the others."""
    pairs = list[Matched]()
    for way in ways:
        used, taken = {matched.a for matched in pairs}, {matched.b for matched in pairs}
        left, right = [key for key in ones if key not in used], [key for key in others if key not in taken]
        index = dict[Any, list[int]]()
        for j, key in enumerate(right):
            for feature in way.keys[1](others[key]):
                index.setdefault(feature, []).append(j)
        scores = dict[tuple[int, int], _Score]()
        for i, key in enumerate(left):
            for j in {j for feature in way.keys[0](ones[key]) for j in index.get(feature, ())}:
                scores[i, j] = way.score(ones[key], others[right[j]])
        for i, j in best_pairs({matched: score.weight for matched, score in scores.items() if score.weight > 0}):
            pairs.append(Matched(left[i], right[j], scores[i, j].by, scores[i, j].content))
    return _in_order(pairs, ones)


def _in_order(pairs: Iterable[Matched], keys: Iterable[Any]) -> list[Matched]:
    place = {key: i for i, key in enumerate(keys)}
    return sorted(pairs, key=lambda pair: place[pair.a])


def _match_actors(first: Article, second: Article, by_place: bool) -> list[Matched]:
    known = [{key: _mentions(side, key, by_place) for key in side.actors} for side in (first, second)]
    names = [{key: _names(side.actors[key]) for key in side.actors} for side in (first, second)]

    def identifiers(actor: Actor) -> Collection[Any]:
        return actor.ids.items()

    def identified(a: Actor, b: Actor) -> _Score:
        return _Score(1.0, "identifier", 1.0 + (a.id == b.id))

    def mentioned(a: Actor, b: Actor) -> _Score:
        mentions = known[0][a.id], known[1][b.id]
        content = dice(*mentions)
        if a.id == b.id:
            content = content or dice(names[0][a.id], names[1][b.id])
        return _by_words(a, b, content, "mentions" if by_place else "names", comparable=all(mentions))

    ways = (
        _Way((identifiers, identifiers), identified),
        _Way((lambda a: {*known[0][a.id], (a.id,)}, lambda b: {*known[1][b.id], (b.id,)}), mentioned),
    )
    return _pairs(first.actors, second.actors, ways)


def _names(actor: Actor) -> Features:
    """The forms of an actor's names, and the words of its mentions."""
    return frozenset(name_key(word) for word in (*actor.forms, *(quote.exact for quote in actor.mentions)))


def _mentions(article: Article, key: str, by_place: bool) -> Features:
    if by_place and article.text is not None:
        return frozenset(i for span in article.mentions(key) for i in range(*span))
    return _names(article.actors[key])


def _match_events(
    ones: Mapping[str, Event], others: Mapping[str, Event], ids: Mapping[str, str], by_place: bool
) -> list[Matched]:
    def parts(event: Event, names: Mapping[str, str]) -> dict[str, Features]:
        actors = (participant.actor for _, participant in participants_of("", event))
        return {
            "evidence": features(event.evidence, by_place=by_place),
            "triggers": features(event.triggers, by_place=by_place),
            "type": frozenset({event.type}),
            "participants": frozenset(names.get(actor, actor) for actor in actors),
        }

    known = {event.id: parts(event, ids) for event in ones.values()}
    theirs = {event.id: parts(event, {}) for event in others.values()}

    def words(parts_of: Mapping[str, dict[str, Features]], event: Event) -> Features:
        return parts_of[event.id]["evidence"] | parts_of[event.id]["triggers"]

    def keys(parts_of: Mapping[str, dict[str, Features]]) -> Callable[[Event], Collection[Any]]:
        return lambda event: {*words(parts_of, event), (event.id,)}

    def overlapping(a: Event, b: Event) -> _Score:
        parts_a, parts_b = known[a.id], theirs[b.id]
        alike = {part: dice(parts_a[part], parts_b[part]) for part in _WEIGHTS if parts_a[part] or parts_b[part]}
        comparable = bool(words(known, a) and words(theirs, b))
        if comparable and not alike.get("evidence") and not alike.get("triggers"):
            return _Score(0.0, "", 0.0)  # evidence of one is a trigger of the other
        score = sum(_WEIGHTS[part] * share for part, share in alike.items()) / sum(_WEIGHTS[part] for part in alike)
        by = ", ".join(part for part, share in alike.items() if share)
        return _by_words(a, b, score, by, comparable=comparable)

    return _pairs(ones, others, (_Way((keys(known), keys(theirs)), overlapping),))


def _match_claims(
    ones: Sequence[Claim], others: Sequence[Claim], ids: Mapping[str, str], by_place: bool
) -> list[Matched]:
    left = {i: (claim, features(claim.quote, by_place=by_place)) for i, claim in enumerate(ones)}
    right = {i: (claim, features(claim.quote, by_place=by_place)) for i, claim in enumerate(others)}

    def overlapping(a: tuple[Claim, Features], b: tuple[Claim, Features]) -> _Score:
        score = dice(a[1], b[1])
        same_source = {ids.get(actor, actor) for actor in a[0].by} == set(b[0].by)
        return _Score(score, "quote", score + 0.01 * same_source if score else 0.0)  # of equal quotes, of one speaker

    def words(entry: tuple[Claim, Features]) -> Collection[Any]:
        return entry[1]

    equal = _Way((lambda a: (a[0],), lambda b: (b[0],)), lambda _, __: _Score(1.0, "quote", 1.0))
    return _pairs(left, right, (equal, _Way((words, words), overlapping)))


# --- optimal assignment: pair the members of two groups one to one, so that the sum of the scores is the highest


Pair = tuple[int, int]


def best_pairs(scores: Mapping[Pair, float]) -> list[Pair]:
    """Return the pairs whose scores have the highest sum, each member in at most one pair.

    The Hungarian algorithm (Kuhn 1955, Munkres 1957) with potentials, in cubic time for each group of members that
    pairs connect. It is written here since the libraries that have it are large, or no longer maintained. In groups of
    more than `limits.MAX_PAIRS` pairs, the highest scores are taken first instead.

    Args:
        scores: The pairs that are possible, each with a score above 0.

    Returns:
        The pairs, in order.
    """
    chosen_pairs = list[Pair]()
    for rows, columns in _groups(scores):
        if len(rows) * len(columns) > limits.MAX_PAIRS:
            chosen_pairs += _highest(rows, scores)
            continue
        matrix = [[-scores.get((row, column), 0.0) for column in columns] for row in rows]
        flipped = len(rows) > len(columns)
        chosen = _cheapest([list(column) for column in zip(*matrix, strict=True)] if flipped else matrix)
        pairs = ((j, i) if flipped else (i, j) for i, j in enumerate(chosen))
        chosen_pairs += [(rows[i], columns[j]) for i, j in pairs if (rows[i], columns[j]) in scores]
    return sorted(chosen_pairs)


def _highest(rows: Sequence[int], scores: Mapping[Pair, float]) -> list[Pair]:
    """Pairs of some rows, those with the highest scores first."""
    group, used, pairs = set(rows), set[tuple[int, int]](), list[Pair]()
    for row, column in sorted((pair for pair in scores if pair[0] in group), key=lambda pair: (-scores[pair], pair)):
        if (0, row) not in used and (1, column) not in used:
            used |= {(0, row), (1, column)}
            pairs.append((row, column))
    return pairs


def _groups(pairs: Iterable[Pair]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows and columns that pairs connect, directly or by others."""
    near: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, column in pairs:
        near.setdefault((0, row), []).append((1, column))
        near.setdefault((1, column), []).append((0, row))
    seen = set[tuple[int, int]]()
    for start in sorted(near):
        if start in seen:
            continue
        group, left = {start}, [start]
        while left:
            new = [node for node in near[left.pop()] if node not in group]
            group.update(new)
            left += new
        seen |= group
        yield sorted(i for side, i in group if side == 0), sorted(i for side, i in group if side == 1)


def _cheapest(costs: list[list[float]]) -> list[int]:
    """The column of each row, so that the sum of the costs is the lowest. There are at least as many columns as rows.

    Index 0 of the lists is the row or column that is being placed, so others count from 1.
    """
    rows, columns = len(costs), len(costs[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)  # the potentials
    placed = [0] * (columns + 1)  # the row of each column; 0 if it is free
    for row in range(1, rows + 1):
        placed[0] = row
        least, before, used = [inf] * len(placed), [0] * len(placed), [False] * len(placed)
        column = 0
        while placed[column]:
            used[column] = True
            at, step, nearest = placed[column], inf, 0
            for j in range(1, columns + 1):
                if used[j]:
                    continue
                cost = costs[at - 1][j - 1] - of_row[at] - of_column[j]
                if cost < least[j]:
                    least[j], before[j] = cost, column
                if least[j] < step:
                    step, nearest = least[j], j
            for j in range(columns + 1):
                if used[j]:
                    of_row[placed[j]] += step
                    of_column[j] -= step
                else:
                    least[j] -= step
            column = nearest
        while column:
            placed[column] = placed[before[column]]
            column = before[column]
    chosen = [0] * rows
    for j in range(1, columns + 1):
        if placed[j]:
            chosen[placed[j] - 1] = j - 1
    return chosen
