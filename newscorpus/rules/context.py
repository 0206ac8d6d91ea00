"""What a rule sees of one article: `ArticleContext`, and questions that several rules ask of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import attrs

from newscorpus import limits
from newscorpus.anchoring import Unanchored
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Article, Claim, Event, Manifest, Quote, When, mentions_of
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.traversal import quotes_of, whens_of
from newscorpus.rules.rule import is_own
from newscorpus.text.index import Text
from newscorpus.text.spans import Span


@attrs.frozen(slots=False)
class ArticleContext:
    """What a rule sees of one article: anchored, with its registry's actors merged in."""

    article: Article
    local: Mapping[str, Actor]
    """The actors as the file itself has them."""
    manifest: Manifest
    text: Text | None
    lost: tuple[Unanchored, ...] = ()
    cut: tuple[tuple[Path, Quote], ...] = ()
    """The quotes that cut a word."""
    stem: str | None = None
    """The file's name without ending, if the file holds this article alone and belongs to a corpus."""
    broken: frozenset[Path] = frozenset()
    """Paths of malformed values: blanks stand there."""
    today: date | None = None
    """The day on which the check is run; None for the computer's."""

    @cached_property
    def quotes(self) -> list[tuple[Path, Quote]]:
        """All quotes with their paths."""
        return list(quotes_of(self.article))

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Span, ...]]:
        """Mentions of each actor."""
        found = mentions_of(self.article)
        return {key: found[actor.id] for key, actor in self.article.actors.items()}

    def may_suggest(self, kind: str) -> bool:
        """Whether one more finding of that kind may say what is meant instead: the first hundred may."""
        self._suggested[kind] += 1
        return self._suggested[kind] <= limits.MAX_SUGGESTIONS

    @cached_property
    def _suggested(self) -> Counter[str]:
        return Counter()

    @cached_property
    def lost_paths(self) -> frozenset[Path]:
        """Paths of the quotes that have no place in the text."""
        return frozenset(lost.path for lost in self.lost)

    def is_broken(self, *path: str | int) -> bool:
        """Whether something at or below `path` is malformed or a quote without a place."""
        if not self.broken and not self.lost:
            return False
        n = len(path)
        return any(b[:n] == path for b in self.broken) or any(b[:n] == path for b in self.lost_paths)


def without_registry(context: ArticleContext) -> Article:
    """The article with the actors as its file has them, without what the registry gives them."""
    return evolve_unchecked(context.article, actors=context.local)


Found = TypeVar("Found")


def memoized(ask: Callable[[ArticleContext], Iterable[Found]]) -> Callable[[ArticleContext], Sequence[Found]]:
    """What several rules ask of one article is found out once, by the first that asks."""

    def answer(context: ArticleContext) -> Sequence[Found]:
        known: dict[Any, Sequence[Found]] = context.__dict__.setdefault("answers", {})
        found = known.get(ask)
        if found is None:
            found = known[ask] = tuple(ask(context))
        return found

    return answer


@memoized
def whens(context: ArticleContext) -> Iterator[tuple[Path, When]]:
    """Every `when`, with its path."""
    return whens_of(context.article)


def text_path(context: ArticleContext) -> Path:
    """Where the file has the text: what findings in the text itself are reported at."""
    return ("text_file",) if context.article.text_file is not None else ("text",)


@memoized
def well_formed_claims(context: ArticleContext) -> Iterator[tuple[int, Claim]]:
    """The well-formed claims, with their places in the list."""
    for i, claim in enumerate(context.article.claims):
        if well_formed(context, "claims", i):
            yield i, claim


def well_formed(context: ArticleContext, *path: str | int) -> bool:
    """Whether nothing at or below `path` is malformed but a corpus's own fields, of which no rule speaks. What seems to
    be missing there may be a misspelt field."""
    return not context.broken or path not in _damaged(context.broken)


@lru_cache(maxsize=8)
def _damaged(broken: frozenset[Path]) -> frozenset[Path]:
    return frozenset(path[:i] for path in broken if not is_own(path) for i in range(1, len(path) + 1))


@memoized
def well_formed_events(context: ArticleContext) -> Iterator[tuple[str, Event]]:
    """The well-formed events that are single ones."""
    for key, event in context.article.events.items():
        if event.status != "generic" and well_formed(context, "events", key):
            yield key, event
