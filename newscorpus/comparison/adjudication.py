"""Several annotations of an article -> what they agree on, and the points that are open.

What only some annotators have is left out, unless something that stays refers to it. Where they have different values,
that of the first one stays. Either is an open point, with the version of each. A field of the article itself, such as
its headline, is taken from whoever has it.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, Final

import attrs

from newscorpus.codec.addresses import place_of
from newscorpus.comparison.differences import Differ, is_empty
from newscorpus.comparison.matches import match
from newscorpus.diagnostics.report import Path
from newscorpus.models import Annotation, Article, Claim
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.metadata import Ref
from newscorpus.models.traversal import about_references, actor_references, event_references
from newscorpus.text.words import flatten

_TABLES: Final = {"actors": "actor", "events": "event"}
Ids = Mapping[str, Mapping[str, str]]
"""By `actor` and `event`: the new ids for the old ones."""
_OTHERS: Final = ("annotation", "todo", "waive", "text", "text_file")
"""Fields of the article that are not taken from others."""
_SAME_IDS: Final[Ids] = {"actor": {}, "event": {}}


@attrs.frozen
class Point:
    """Something in which annotators differ: an actor, event or claim that some of them lack, or a field."""

    paths: tuple[Path | None, ...]
    """Where each annotator has it; None for one who has nothing there."""
    claim: Claim | None = None
    """The claim that it is, or is in, as the first annotator has it who has it."""

    @property
    def path(self) -> Path:
        """Where the first annotator has it who has it."""
        return next(path for path in self.paths if path is not None)

    @property
    def at(self) -> str:
        """The path without indices."""
        return place_of(self.path)

    @property
    def is_partial(self) -> bool:
        """Whether an annotator has nothing there."""
        return None in self.paths


@attrs.frozen
class Adjudicated:
    """What became of an article."""

    article: Article
    """What the annotators agree on."""
    points: tuple[Point, ...]
    """What is open."""
    versions: tuple[Article, ...]
    """The annotation of each annotator, with common ids: those of the first one who has the actor or event."""
    ids: tuple[Ids, ...]
    """Of each annotator: the common ids for their own, where they differ."""


def adjudicated(versions: Sequence[Article]) -> Adjudicated:
    """Adjudicate the annotations of one article. All are anchored, and have the same text."""
    pool = _Pool(versions[0])
    for version in versions[1:]:
        pool.add(version)
    points = tuple(pool.points())
    return Adjudicated(_agreed(pool.versions, points), points, tuple(pool.versions), tuple(pool.ids))


class _Pool:
    """What annotators have, each actor, event and claim once."""

    def __init__(self, first: Article) -> None:
        self.versions, self.ids = [first], [_SAME_IDS]
        self._all = first
        self._claims: list[tuple[int | None, ...]] = [(i,) for i in range(len(first.claims))]
        """Of each claim, its index in each version."""

    def add(self, version: Article) -> None:
        """Add the annotation of one more annotator."""
        matches = match(self._all, version)
        ids = self._common(
            {kind: {b: a for a, b in matched.items()} for kind, matched in matches.ids().items()}, version
        )
        renamed = with_ids(version, ids)
        of_claims = {int(pair.a): int(pair.b) for pair in matches.claims}
        new = [i for i in range(len(version.claims)) if i not in set(of_claims.values())]
        self._claims = [(*indices, of_claims.get(i)) for i, indices in enumerate(self._claims)]
        self._claims += [(*(None for _ in self.versions), i) for i in new]
        self._all = evolve_unchecked(
            self._all,
            actors=_joined(self._all.actors, renamed.actors),
            events=_joined(self._all.events, renamed.events),
            claims=(*self._all.claims, *(renamed.claims[i] for i in new)),
        )
        self.versions.append(renamed)
        self.ids.append({kind: {old: id_ for old, id_ in common.items() if old != id_} for kind, common in ids.items()})

    def _common(self, matched: Ids, version: Article) -> Ids:
        """The common ids of the actors and events of an article; those that are new keep theirs if it is free."""
        taken = {*self._all.actors, *self._all.events}
        common: dict[str, dict[str, str]] = {kind: dict(ids) for kind, ids in matched.items()}
        for table, kind in _TABLES.items():
            for id_ in getattr(version, table):
                if id_ not in common[kind]:
                    common[kind][id_] = _free(id_, taken)
                    taken.add(common[kind][id_])
        return common

    def points(self) -> Iterator[Point]:
        """Yield what is open, in the order of the file."""
        for point in self._fields([()] * len(self.versions), self.versions):
            if not _is_given(point, self.versions):
                yield point
        for table in _TABLES:
            for key in getattr(self._all, table):
                yield from self._member(
                    [(table, key) if key in getattr(version, table) else None for version in self.versions]
                )
        words = Counter(flatten(claim.quote[0].exact) for claim in self._all.claims)
        for claim, indices in zip(self._all.claims, self._claims, strict=True):
            paths = [None if i is None else ("claims", i) for i in indices]
            points = list(self._member(paths))
            if points and words[flatten(claim.quote[0].exact)] > 1:  # its words do not tell it from others
                points = [Point(tuple(paths))]
            yield from (attrs.evolve(point, claim=claim) for point in points)

    def _member(self, paths: Sequence[Path | None]) -> Iterator[Point]:
        """Yield what is open about an actor, event or claim."""
        there = [path for path in paths if path is not None]
        models = [
            getattr(version, str(path[0]))[path[1]] for version, path in zip(self.versions, paths, strict=True) if path
        ]
        if len(there) < len(paths) or len({type(model) for model in models}) > 1:
            yield Point(tuple(paths))
        else:
            yield from self._fields(there, models)

    def _fields(self, paths: Sequence[Path], models: Sequence[Any]) -> Iterator[Point]:
        """Yield the fields in which models differ; of a mapping, each key."""
        differ, open_fields = Differ(_SAME_IDS, by_place=True), dict[Path, None]()
        for path, model in zip(paths[1:], models[1:], strict=True):
            for difference in self._differences(differ, models[0], model, paths[0], path):
                at, owner = (difference.path_b, path) if difference.path_a is None else (difference.path_a, paths[0])
                open_fields.update(dict.fromkeys(_field_of((at or ())[len(owner) :], models)))
        for field in open_fields:
            values = (value_at(model, field) for model in models)
            yield Point(
                tuple(None if is_empty(value) else (*path, *field) for path, value in zip(paths, values, strict=True))
            )

    @staticmethod
    def _differences(differ: Differ, first: Any, second: Any, at: Path, to: Path) -> Iterator[Any]:
        if not isinstance(first, Article):
            yield from differ.models(first, second, at, to)
            return
        for difference in differ.articles(first, second):
            if (difference.path_a or difference.path_b or ("",))[0] not in ("annotation", "todo"):
                yield difference


def _is_given(point: Point, versions: Sequence[Article]) -> bool:
    """Whether a field of the article itself has one value for all who have it. Waivers are of what one annotated."""
    values = [
        value_at(version, point.path) for version, path in zip(versions, point.paths, strict=True) if path is not None
    ]
    return point.path[0] != "waive" and all(value == values[0] for value in values)


def _joined(ones: Mapping[str, Any], others: Mapping[str, Any]) -> FrozenDict[str, Any]:
    return FrozenDict({**ones, **{key: value for key, value in others.items() if key not in ones}})


def _free(id_: str, taken: set[str]) -> str:
    number, candidate = 1, id_
    while candidate in taken:
        number += 1
        candidate = f"{id_}-{number}"
    return candidate


def _field_of(below: Path, models: Sequence[Any]) -> Iterator[Path]:
    """The field that a path below a model is in; of a mapping, the key, or all keys."""
    name = str(below[0])
    values = [value_at(model, (name,)) for model in models]
    if not any(isinstance(value, Mapping) for value in values):
        yield (name,)
    elif len(below) > 1:
        yield below[:2]
    else:
        yield from ((name, key) for key in dict.fromkeys(key for value in values for key in value))


def value_at(model: Any, field: Path) -> Any:
    """Return a field of a model, or a key of a field; None if there is none."""
    attribute = next(f.attribute for f in fields_of(type(model)) if f.name == field[0])
    value = getattr(model, attribute)
    return value.get(field[1]) if len(field) > 1 else value


# --- what they agree on


def _agreed(versions: Sequence[Article], points: Sequence[Point]) -> Article:
    """The first version without what only some annotators have."""
    article = _with_given(versions, {point.path[0] for point in points})
    article = evolve_unchecked(article, annotation=_annotation([version.annotation for version in versions]))
    claims = [point.paths[0] for point in points if point.path[0] == "claims" and len(point.path) == 2]
    partial = [point.paths[0] for point in points if point.is_partial and point.paths[0] is not None]
    members = [path for path in partial if path[0] in _TABLES and len(path) == 2]
    for path in partial:
        if path not in members and path not in claims:
            article = _without(article, path)
    kept = (claim for i, claim in enumerate(article.claims) if ("claims", i) not in claims)
    article = evolve_unchecked(article, claims=tuple(kept))
    return _without_members(article, members)


def _with_given(versions: Sequence[Article], open_fields: Container[str | int]) -> Article:
    """The first version with the fields of the article itself that others have, as far as they are not open."""
    given: dict[str, Any] = {}
    for field in fields_of(Article):
        values = [getattr(version, field.attribute) for version in versions]
        if field.name in (*_OTHERS, *_TABLES, "claims") or field.name in open_fields:
            continue
        if isinstance(values[0], Mapping):
            given[field.attribute] = reduce(_joined, values)
        elif is_empty(values[0]):
            given[field.attribute] = next((value for value in values if not is_empty(value)), values[0])
    return evolve_unchecked(versions[0], **given)


def _annotation(annotations: Sequence[Annotation | None]) -> Annotation | None:
    """Who annotated it; the rest as far as all say the same. What was reviewed is not this version."""
    known = [annotation for annotation in annotations if annotation is not None]
    if not known:
        return None
    same = {
        name: getattr(known[0], name)
        for name in ("date", "state", "drafted_by")
        if len(known) == len(annotations) and len({getattr(annotation, name) for annotation in known}) == 1
    }
    return Annotation(by=tuple(dict.fromkeys(name for annotation in known for name in annotation.by)), **same)


def _without(model: Any, path: Path) -> Any:
    """A model in which a field, or a key of a field, has its default."""
    name, *rest = path
    field = next(field for field in fields_of(type(model)) if field.name == name)
    value = getattr(model, field.attribute)
    if not rest:
        return evolve_unchecked(model, **{field.attribute: () if isinstance(value, tuple) else field.default})
    key, *below = rest
    if isinstance(value, tuple):
        changed: Any = tuple(_without(item, tuple(below)) if i == key else item for i, item in enumerate(value))
    elif below:
        changed = FrozenDict((k, _without(item, tuple(below)) if k == key else item) for k, item in value.items())
    else:
        changed = FrozenDict((k, item) for k, item in value.items() if k != key)
    return evolve_unchecked(model, **{field.attribute: changed})


def _without_members(article: Article, paths: Sequence[Path]) -> Article:
    """An article without some actors and events, but for those to which something that stays refers."""
    gone = set(paths)
    while True:
        tables = {
            table: FrozenDict(
                (key, member) for key, member in getattr(article, table).items() if (table, key) not in gone
            )
            for table in _TABLES
        }
        kept = evolve_unchecked(article, **tables)
        used = {id_ for walk in (actor_references, event_references, about_references) for _, id_ in walk(kept)}
        needed = {path for path in gone if path[1] in used}
        if not needed:
            return kept
        gone -= needed


# --- other ids for actors and events, in models; `merge.renames` does so in plain data, where a version may have errors


def with_ids(article: Article, ids: Ids) -> Article:
    """Return an article in which actors and events have other ids, and whatever refers to them does so by these."""
    renamed: Article = _renamed(Type(Article), article, ids)
    tables = {
        table: FrozenDict(
            (ids[kind].get(key, key), evolve_unchecked(member, id=ids[kind].get(key, key)))
            for key, member in getattr(renamed, table).items()
        )
        for table, kind in _TABLES.items()
    }
    return evolve_unchecked(renamed, **tables)


def _renamed(kind: Type, value: Any, ids: Ids) -> Any:
    ref = kind.mark(Ref)
    if ref is not None and value is not None:
        return next((ids[target][value] for target in ref.to if value in ids[target]), value)
    if isinstance(value, tuple):
        return tuple(_renamed(kind.args[0], item, ids) for item in value)
    if isinstance(value, Mapping):
        return FrozenDict((key, _renamed(kind.args[1], item, ids)) for key, item in value.items())
    if attrs.has(type(value)):
        changed = {f.attribute: _renamed(f.type, getattr(value, f.attribute), ids) for f in fields_of(type(value))}
        return evolve_unchecked(value, **changed)
    return value
