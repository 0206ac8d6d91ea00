"""Two or more annotations of an article -> its groups: what is the same in them, and the values in which they differ.

A group is an actor, event or claim with its path in each annotation that has it, and the article itself. Groups are
joined from the matches of each two annotations; a group has at most one member of each.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import attrs

from newscorpus.comparison.differences import Differ, FieldDifference, What, plain
from newscorpus.comparison.matches import Matched, Matches, keys_of, match
from newscorpus.diagnostics.report import Path, path_text
from newscorpus.models import Article
from newscorpus.models.fields import fields_of

_TABLES: Final[Mapping[What, str]] = {"event": "events", "claim": "claims", "actor": "actors"}
_NAMING: Final = ("id", "annotation")
"""Fields of which different values are no disagreement: names that annotators give, and who annotated when."""
PARTLY: Final = "…"
"""The value of a member that differs in another row: in a part of this one, or in the whole around it."""


@attrs.frozen
class Row:
    """A field in which the members of a group differ."""

    field: str
    """Its path in the actor, event or claim: `participants.agent[0]`."""
    values: tuple[Any, ...]
    """The value in each annotation, as plain data; None where there is none."""
    paths: tuple[Path | None, ...]
    """Where each annotation has it; None where it has none, or has what the first one has in a list."""

    @property
    def names(self) -> bool:
        """Whether it is only how annotators name it, and no disagreement."""
        return self.field.partition(".")[0] in _NAMING


@attrs.frozen
class Group:
    """The same actor, event or claim in several annotations; or the article itself, with empty paths."""

    what: What
    paths: tuple[Path | None, ...]
    """Its path in each annotation; None where there is none."""
    by: str
    """What decided that the members are the same, with the lowest and highest score; empty if there is one member."""
    rows: tuple[Row, ...]

    @property
    def is_open(self) -> bool:
        """Whether annotators disagree: one lacks it, or values differ, beyond names."""
        return None in self.paths or any(not row.names for row in self.rows)


def groups_of(articles: Sequence[Article]) -> list[Group]:
    """Return the groups of the annotations of an article, which are anchored: the article, events, claims, actors."""
    pairs = {(i, j): match(articles[i], articles[j]) for i, j in combinations(range(len(articles)), 2)}
    differs = {pair: Differ(matches.ids(), by_place=matches.by_place) for pair, matches in pairs.items()}
    whole: tuple[Path, ...] = ((),) * len(articles)
    differences = {j: list(differs[0, j].articles(articles[0], articles[j])) for j in range(1, len(articles))}
    groups = [Group("article", whole, "", tuple(_rows(whole, 0, differences)))]
    for kind, table in _TABLES.items():
        for members, by in _joined(articles, table, pairs):
            paths = tuple((table, members[i]) if i in members else None for i in range(len(articles)))
            groups.append(Group(kind, paths, by, tuple(_rows_of(articles, paths, differs))))
    return groups


def model_at(article: Article, path: Path) -> Any:
    """Return the actor, event or claim at a path; the article itself if the path is empty."""
    return getattr(article, str(path[0]))[path[1]] if path else article


def _joined(
    articles: Sequence[Article], table: str, pairs: Mapping[tuple[int, int], Matches]
) -> Iterator[tuple[dict[int, str | int], str]]:
    """The keys of each group by annotation, and what decided it. A weaker match does not join what would be two."""
    groups: dict[tuple[int, str | int], dict[int, str | int]] = {}
    for i, article in enumerate(articles):
        for key in keys_of(article, table):
            groups[i, key] = {i: key}
    matched = [(pair, link) for pair, matches in pairs.items() for link in matches.of(table)]
    for (i, j), link in sorted(matched, key=lambda link: -link[1].score):
        left, right = groups[i, link.a], groups[j, link.b]
        if left is not right and not left.keys() & right.keys():
            left |= right
            for member in right.items():
                groups[member] = left
    links: dict[int, list[Matched]] = {}
    for (i, j), link in matched:
        if groups[i, link.a] is groups[j, link.b]:
            links.setdefault(id(groups[i, link.a]), []).append(link)
    for group in {id(group): group for group in groups.values()}.values():
        yield dict(sorted(group.items())), _reason(links.get(id(group), []))


def _reason(links: Sequence[Matched]) -> str:
    """What decided that members are the same: all that did for any two, and the lowest and highest score."""
    if not links:
        return ""
    words = dict.fromkeys(word for link in links for word in link.by.split(", "))
    scores = dict.fromkeys(f"{score(link.score for link in links):.2f}" for score in (min, max))
    return f"by {', '.join(words)}, {' to '.join(scores)}"


def _rows_of(
    articles: Sequence[Article], paths: Sequence[Path | None], differs: Mapping[tuple[int, int], Differ]
) -> Iterator[Row]:
    there = {i: path for i, path in enumerate(paths) if path is not None}
    first, *others = there
    if not others:
        yield from _content(articles[first], first, paths)
        return
    model = model_at(articles[first], there[first])
    yield from _rows(
        paths,
        first,
        {
            j: list(differs[first, j].models(model, model_at(articles[j], there[j]), there[first], there[j]))
            for j in others
        },
    )


def _content(article: Article, side: int, paths: Sequence[Path | None]) -> Iterator[Row]:
    """All fields of what one annotation alone has."""
    path = paths[side] or ()
    model = model_at(article, path)
    for field in fields_of(type(model)):
        value = plain(field.type, getattr(model, field.attribute))
        if value is not None and field.name not in _NAMING:
            values = tuple(value if i == side else None for i in range(len(paths)))
            at = tuple((*path, field.name) if i == side else None for i in range(len(paths)))
            yield Row(field.name, values, at)


def _is_part(difference: FieldDifference, field: Path, depth: int) -> bool:
    """Whether a difference is in or around a field, so that the value of the whole is another one."""
    path = (difference.path_a or ())[depth:]
    shared = min(len(path), len(field))
    return shared > 0 and len(path) != len(field) and path[:shared] == field[:shared]


_Key = tuple[Path, str]


def _rows(
    paths: Sequence[Path | None], first: int, by_member: Mapping[int, Sequence[FieldDifference]]
) -> Iterator[Row]:
    """The differences of the first member from each other one, by field."""
    owner = paths[first] or ()
    rows: dict[_Key, dict[int, FieldDifference]] = {}
    for j, differences in by_member.items():
        for difference in differences:
            rows.setdefault(_key(difference, len(owner), len(paths[j] or ())), {})[j] = difference
    for (field, _), differing in rows.items():
        some = next(iter(differing.values()))
        values, at = list[Any]([None] * len(paths)), list[Path | None]([None] * len(paths))
        for i, differences in by_member.items():  # without this difference, a member has what the first one has
            is_partly = any(_is_part(difference, field, len(owner)) for difference in differences)
            values[i] = PARTLY if is_partly else some.a
            if some.path_a is not None and not is_partly and not any(isinstance(step, int) for step in field):
                at[i] = (*(paths[i] or ()), *field)
        values[first], at[first] = some.a, some.path_a
        for j, difference in differing.items():
            values[j], at[j] = difference.b, difference.path_b
        yield Row(path_text(field), tuple(values), tuple(at))


def _key(difference: FieldDifference, depth_a: int, depth_b: int) -> _Key:
    """The path in the first member; of what it lacks, that in the other, and the value: places in lists differ."""
    if difference.path_a is not None:
        return difference.path_a[depth_a:], ""
    path = (difference.path_b or ())[depth_b:]
    return path, json.dumps(difference.b, sort_keys=True) if isinstance(path[-1], int) else ""
