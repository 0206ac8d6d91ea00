"""Two models of the same thing -> the fields in which they differ, as paths in both and plain data.

References are compared by what they refer to: an actor that only has another id makes no difference to its events.
Lists have no order here. Contexts of quotes (`within`) and what is computed are left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import attrs

from newscorpus import limits
from newscorpus.codec import default_codec
from newscorpus.comparison.matches import Matched, best_pairs, dice, features, keys_of, match
from newscorpus.diagnostics.report import Path, Span, path_text
from newscorpus.models import Article, Event, Quote
from newscorpus.models.base import Model
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.metadata import Computed, LocationOnly, Ref
from newscorpus.text.words import flatten


@attrs.frozen
class FieldDifference:
    """A value that differs, or that one side lacks: then its path and value there are None."""

    path_a: Path | None
    path_b: Path | None
    a: Any
    b: Any


class Differ:
    """Compares models of two articles."""

    def __init__(self, ids: Mapping[str, Mapping[str, str]], *, by_place: bool) -> None:
        """`ids`: of each kind, those of the second article for those of the first."""
        self._ids, self._by_place = ids, by_place

    def articles(self, first: Article, second: Article) -> Iterator[FieldDifference]:
        """Yield the differences of two articles, without their actors, events and claims."""
        names = {"actors", "events", "claims"}
        yield from self._fields([f for f in fields_of(Article) if f.name not in names], first, second, (), ())

    def models(self, first: Any, second: Any, at: Path, to: Path) -> Iterator[FieldDifference]:
        """Yield the differences of two models with the paths `at` and `to`."""
        if type(first) is not type(second):  # events of different kinds
            yield FieldDifference((*at, "kind"), (*to, "kind"), first.kind, second.kind)
        fields = {field.name: field for model in (first, second) for field in fields_of(type(model))}
        yield from self._fields(list(fields.values()), first, second, at, to)

    def _fields(
        self, fields: Sequence[Field], first: Any, second: Any, at: Path, to: Path
    ) -> Iterator[FieldDifference]:
        for field in fields:
            if not (field.type.mark(Computed) or field.type.mark(LocationOnly)):
                a, b = (getattr(model, field.attribute, None) for model in (first, second))
                yield from self._value(field.type, a, b, (*at, field.name), (*to, field.name))

    def _value(self, kind: Type, a: Any, b: Any, at: Path, to: Path) -> Iterator[FieldDifference]:
        if is_empty(a) or is_empty(b):
            if not (is_empty(a) and is_empty(b)):
                yield self._changed(kind, a, b, at, to)
        elif kind.base is tuple:
            yield from self._list(kind.args[0], a, b, at, to)
        elif kind.base is Mapping:
            for key in {**a, **b}:
                yield from self._value(kind.under(key), a.get(key), b.get(key), (*at, key), (*to, key))
        elif kind.base is Quote:
            if not self._same_quote(a, b):
                yield self._changed(kind, a, b, at, to)
        elif attrs.has(kind.base):
            yield from self.models(a, b, at, to)
        elif self._translated(kind, a) != b or type(a) is not type(b):
            yield self._changed(kind, a, b, at, to)

    def _same_quote(self, a: Quote, b: Quote) -> bool:
        if self._by_place and a.start is not None and b.start is not None:
            return (a.start, a.end) == (b.start, b.end)
        return flatten(a.exact) == flatten(b.exact)

    def _translated(self, kind: Type, value: Any) -> Any:
        ref = kind.mark(Ref)
        for target in ref.to if ref else ():
            if value in self._ids[target]:
                return self._ids[target][value]
        return value

    def _list(
        self, kind: Type, ones: Sequence[Any], others: Sequence[Any], at: Path, to: Path
    ) -> Iterator[FieldDifference]:
        """Equal items are the same; then those with the same words or reference, and quotes that overlap.

        One that is left of each changed.
        """
        left, right = _unequal(ones, others)

        def pairs(same: Callable[[Any, Any], bool]) -> list[tuple[int, int]]:
            paired = list[tuple[int, int]]()
            for i in list(left) if len(left) * len(right) <= limits.MAX_PAIRS else ():
                j = next((j for j in right if same(ones[i], others[j])), None)
                if j is not None:
                    left.remove(i)
                    right.remove(j)
                    paired.append((i, j))
            return paired

        pairs(lambda a, b: self._is_same(kind, a, b))
        changed = pairs(lambda a, b: self._has_same_head(kind, a, b))
        changed += self._overlapping(ones, others, left, right) if kind.base is Quote else ()
        if len(left) == len(right) == 1:
            yield self._changed(kind, ones[left[0]], others[right[0]], (*at, left.pop()), (*to, right.pop()))
        for i, j in changed:
            yield from self._value(kind, ones[i], others[j], (*at, i), (*to, j))
        for i in left:
            yield self._changed(kind, ones[i], None, (*at, i), to)
        for j in right:
            yield self._changed(kind, None, others[j], at, (*to, j))

    def _overlapping(
        self, ones: Sequence[Quote], others: Sequence[Quote], left: list[int], right: list[int]
    ) -> list[tuple[int, int]]:
        """Pair quotes with words in common, so that the overlap is the highest; they are left no more."""
        if len(left) * len(right) > limits.MAX_PAIRS:
            return []
        words = [features([ones[i]], by_place=self._by_place) for i in left]
        theirs = [features([others[j]], by_place=self._by_place) for j in right]
        scores = {(i, j): dice(a, b) for i, a in enumerate(words) for j, b in enumerate(theirs)}
        paired = [(left[i], right[j]) for i, j in best_pairs({pair: score for pair, score in scores.items() if score})]
        for i, j in paired:
            left.remove(i)
            right.remove(j)
        return paired

    def _is_same(self, kind: Type, a: Any, b: Any) -> bool:
        return next(self._value(kind, a, b, (), ()), None) is None

    def _has_same_head(self, kind: Type, a: Any, b: Any) -> bool:
        """Whether two small values have the same words or reference: what a short form has before the colon."""
        short = getattr(kind.base, "SHORT", None)
        if short is None or kind.base is Quote:
            return False
        field = next(field for field in fields_of(kind.base) if field.name == short.key)
        head_a, head_b = getattr(a, field.attribute), getattr(b, field.attribute)
        return not is_empty(head_a) and not is_empty(head_b) and self._is_same(field.type, head_a, head_b)

    def _changed(self, kind: Type, a: Any, b: Any, at: Path, to: Path) -> FieldDifference:
        plain_a, plain_b = (plain(kind, _without(side, "within", "start", "end")) for side in (a, b))
        if plain_a == plain_b:  # the same words at another place
            plain_a, plain_b = (plain(kind, _without(side, "within")) for side in (a, b))
        return FieldDifference(None if is_empty(a) else at, None if is_empty(b) else to, plain_a, plain_b)


def _unequal(ones: Sequence[Any], others: Sequence[Any]) -> tuple[list[int], list[int]]:
    """The indices of the items that are left if each is paired with an equal one."""
    places = dict[Any, list[int]]()
    for j in reversed(range(len(others))):
        places.setdefault(others[j], []).append(j)
    left = [i for i, item in enumerate(ones) if not (places.get(item) and places[item].pop() >= 0)]
    return left, sorted(j for indices in places.values() for j in indices)


def plain(kind: Type, value: Any) -> Any:
    """Return a value of a field as plain data, in its short form if it has one; None stays."""
    return None if is_empty(value) else default_codec().plain(kind, value, long=False)


def _without(value: Any, *names: str) -> Any:
    """A value whose quotes lack these fields."""
    if isinstance(value, Quote):
        return evolve_unchecked(value, **dict.fromkeys(names))
    if isinstance(value, Model):
        fields = [field.attribute for field in fields_of(type(value))]
        return evolve_unchecked(value, **{name: _without(getattr(value, name), *names) for name in fields})
    if isinstance(value, tuple):
        return tuple(_without(item, *names) for item in value)
    return FrozenDict((k, _without(v, *names)) for k, v in value.items()) if isinstance(value, Mapping) else value


def is_empty(value: Any) -> bool:
    """Report whether a value of a field says nothing: None, or a list or mapping without members."""
    return value is None or (isinstance(value, tuple | Mapping) and not value)


def summary_of(model: Any) -> str:
    """Return an actor, event or claim in a few words."""
    if isinstance(model, Event):
        return f"{model.kind}, {model.type}: {model.title or model.evidence[0].exact}"
    return str(getattr(model, "name", None) or getattr(model, "words", None) or getattr(model, "id", ""))


# --- the result of a comparison: what matched, what one side lacks, and what differs


What = Literal["article", "actor", "event", "claim"]
_TABLES: Final[Mapping[What, str]] = {"actor": "actors", "event": "events", "claim": "claims"}


@attrs.frozen
class Match:
    """An actor, event or claim that both annotations have."""

    article: str
    """The id of the article."""
    what: What
    """actor, event or claim."""
    path_a: Path
    """Its path in the first annotation."""
    path_b: Path
    """Its path in the second annotation."""
    by: str
    """What decided that it is the same: `identifier`, `id`, `mentions`, `names`, `evidence, type`, `quote`."""
    score: float
    """How similar their content is, from 0 to 1: mentions, evidence and the like, never the id."""


@attrs.frozen
class Unmatched:
    """An article, actor, event or claim that one annotation has and the other has not."""

    article: str
    """The id of the article."""
    what: What
    """article, actor, event or claim."""
    side: Literal["a", "b"]
    """Which annotation has it: the first, `a`, or the second, `b`."""
    path: Path
    """Its path there; empty for an article."""
    summary: str
    """What it is, in a few words."""
    place: Span | None = None
    """Where the file has it, and the beginning of the file for an article; None for one in memory."""


@attrs.frozen
class Difference:
    """A value in which a matched actor, event or claim, or an article, differs."""

    article: str
    """The id of the article."""
    what: What
    """article, actor, event or claim."""
    path_a: Path | None
    """The path of the value in the first annotation; None if it is not there."""
    path_b: Path | None
    """The path of the value in the second annotation; None if it is not there."""
    a: Any
    """The value in the first annotation, as plain data; None if it is not there."""
    b: Any
    """The value in the second annotation."""
    owner: tuple[Path, Path]
    """The paths of the actor, event or claim; empty for the article itself."""
    place_a: Span | None = None
    """Where the first file has the value, or what has it by default; None if nothing has, or it is in memory."""
    place_b: Span | None = None
    """Where the second file has the value."""

    @property
    def field(self) -> str:
        """The path of the value in its actor, event or claim: `participants.agent[0]`."""
        path, owner = (self.path_a, self.owner[0]) if self.path_a is not None else (self.path_b, self.owner[1])
        return path_text((path or ())[len(owner) :])


@attrs.frozen
class ArticleComparison:
    """The result for one article."""

    matched: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    differences: tuple[Difference, ...]


def compare_articles(a: Article, b: Article) -> ArticleComparison:
    """Compare two annotations of an article, which are anchored. Places in files are left open."""
    matches = match(a, b)
    differ = Differ(matches.ids(), by_place=matches.by_place)
    matched, unmatched = list[Match](), list[Unmatched]()
    differences = [_difference(a, "article", difference, ((), ())) for difference in differ.articles(a, b)]
    for kind, table in _TABLES.items():
        for pair in matches.of(table):
            paths: tuple[Path, Path] = (table, pair.a), (table, pair.b)
            matched.append(Match(a.id, kind, *paths, pair.by, pair.score))
            in_pair = differ.models(getattr(a, table)[pair.a], getattr(b, table)[pair.b], *paths)
            differences += [_difference(a, kind, difference, paths) for difference in in_pair]
        unmatched += _unmatched(a, b, kind, matches.of(table))
    return ArticleComparison(tuple(matched), tuple(unmatched), tuple(differences))


def _difference(a: Article, kind: What, difference: FieldDifference, owner: tuple[Path, Path]) -> Difference:
    return Difference(a.id, kind, difference.path_a, difference.path_b, difference.a, difference.b, owner)


def _unmatched(a: Article, b: Article, kind: What, pairs: Sequence[Matched]) -> Iterator[Unmatched]:
    table = _TABLES[kind]
    sides: tuple[tuple[Literal["a", "b"], Article, set[str | int]], ...] = (
        ("a", a, {pair.a for pair in pairs}),
        ("b", b, {pair.b for pair in pairs}),
    )
    for side, article, known in sides:
        for key in keys_of(article, table):
            if key not in known:
                yield Unmatched(a.id, kind, side, (table, key), summary_of(getattr(article, table)[key]))
