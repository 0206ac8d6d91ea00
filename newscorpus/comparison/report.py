"""The result of a comparison: what matched, what one side lacks, and what differs."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

import attrs

from newscorpus.comparison.differences import Differ, FieldDifference, summary_of
from newscorpus.comparison.matches import Matched, Matches, match
from newscorpus.diagnostics.report import Path, Span, path_text
from newscorpus.models import Article

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
    found = [_difference(a, "article", one, ((), ())) for one in differ.articles(a, b)]
    for what, table in _TABLES.items():
        for pair in _of(matches, what):
            paths: tuple[Path, Path] = (table, pair.one), (table, pair.other)
            matched.append(Match(a.id, what, *paths, pair.by, pair.score))
            differences = differ.models(getattr(a, table)[pair.one], getattr(b, table)[pair.other], *paths)
            found += [_difference(a, what, one, paths) for one in differences]
        unmatched += _unmatched(a, b, what, _of(matches, what))
    return ArticleComparison(tuple(matched), tuple(unmatched), tuple(found))


def _of(matches: Matches, what: What) -> list[Matched]:
    found: list[Matched] = getattr(matches, _TABLES[what])
    return found


def _difference(a: Article, what: What, one: FieldDifference, owner: tuple[Path, Path]) -> Difference:
    return Difference(a.id, what, one.path_a, one.path_b, one.a, one.b, owner)


def _unmatched(a: Article, b: Article, what: What, pairs: list[Matched]) -> Iterator[Unmatched]:
    table = _TABLES[what]
    sides: tuple[tuple[Literal["a", "b"], Article, set[str | int]], ...] = (
        ("a", a, {pair.one for pair in pairs}),
        ("b", b, {pair.other for pair in pairs}),
    )
    for side, article, known in sides:
        models = getattr(article, table)
        for key in models if isinstance(models, Mapping) else range(len(models)):
            if key not in known:
                yield Unmatched(a.id, what, side, (table, key), summary_of(models[key]))
