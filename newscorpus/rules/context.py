"""What a rule sees of one article: `ArticleContext`, and questions about it that several rules ask."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path as FilePath
from typing import Any, TypeVar

import attrs

from newscorpus import limits
from newscorpus.anchoring import Reason, Unanchored
from newscorpus.codec.source_map import FlowItem
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Article, Claim, Event, Manifest, Quote, When, mentions_of
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.traversal import WORDS, layer_of, quotes_of, whens_of
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.index import Text
from newscorpus.text.languages import primary_subtag
from newscorpus.text.spans import Span
from newscorpus.text.suggest import Candidates


@attrs.frozen(slots=False)
class ArticleContext:
    """An article as rules see it: anchored, with the actors of the registry."""

    article: Article
    local: Mapping[str, Actor]
    """The actors as the file itself has them."""
    manifest: Manifest
    text: Text | None
    unanchored: tuple[Unanchored, ...] = ()
    """The quotes without a place in the article text."""
    cut: tuple[tuple[Path, Quote], ...] = ()
    """The quotes that cut a word."""
    outside: tuple[tuple[Path, Quote], ...] = ()
    """The words of events that are outside the evidence."""
    chosen: tuple[tuple[Path, Quote, tuple[Span, ...]], ...] = ()
    """The words of events, claims and relations of which the nearest of several places was chosen, and these places."""
    stem: str | None = None
    """The file's name without ending, if the file belongs to a corpus and contains only this article."""
    broken: frozenset[Path] = frozenset()
    """Paths of malformed values; the article has placeholders there."""
    unread: tuple[tuple[str, Any], ...] = ()
    """The items of the lists `actors` and `events` without a valid id, which the article lacks, as data."""
    today: date | None = None
    """The day of the check; None for the computer's."""
    comment: Callable[[Path], str] = lambda _: ""
    """The comment behind an unquoted string of the file."""
    flow_items: Callable[[Path], Sequence[FlowItem]] = lambda _: ()
    """The items of a list that the file has in brackets; none for any other list, and in JSON."""
    registered: Candidates | None = None
    """The ids of the registry, prepared once for all articles; None if this is the only one."""
    root: FilePath | None = None
    """The folder of the corpus; None for an article of none."""

    @property
    def language(self) -> str:
        """The primary subtag of the language of the article; empty if it is not known."""
        return primary_subtag(self.article.language)

    @property
    def known_text(self) -> Text:
        """The article text, for rules that need it: without one they are not called."""
        assert self.text is not None
        return self.text

    @property
    def known_grammar(self) -> Grammar:
        """The function words of the language, for rules of languages that have some."""
        grammar = grammar_of(self.language)
        assert grammar is not None
        return grammar

    @cached_property
    def quotes(self) -> list[tuple[Path, Quote]]:
        """All quotes with their paths, but for the titles of roles, which the registry may give."""
        return [worded for worded in quotes_of(self.article) if worded[0][2] != "roles"]

    @property
    def placed(self) -> int:
        """How many of the quotes have a place in the article text."""
        lost = self.unanchored_paths
        placed = [path for path, quote in self.quotes if quote.start is not None]
        return sum(path not in lost for path in placed) if lost else len(placed)

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Span, ...]]:
        """The mentions of each actor."""
        by_id = mentions_of(self.article)
        return {key: by_id[actor.id] for key, actor in self.article.actors.items()}

    @cached_property
    def is_edited(self) -> bool:
        """Whether the hash of the article text differs from `sha256`."""
        given, text = self.article.sha256, self.text
        return given is not None and text is not None and not self.is_broken("sha256") and text.sha256 != given

    def may_suggest(self, kind: str) -> bool:
        """Count a finding of this kind; return whether it may contain a suggestion.

        Suggestions take long to compute, so only the first findings have them.
        """
        self._suggested[kind] += 1
        return self._suggested[kind] <= limits.MAX_SUGGESTIONS

    @cached_property
    def _suggested(self) -> Counter[str]:
        return Counter()

    @cached_property
    def unanchored_paths(self) -> frozenset[Path]:
        """The paths of the quotes without a place in the article text."""
        return frozenset(unanchored.path for unanchored in self.unanchored)

    def unanchored_for(self, *reasons: Reason) -> Iterator[Unanchored]:
        """Yield the quotes without a place for one of these reasons."""
        return (unanchored for unanchored in self.unanchored if unanchored.reason in reasons)

    def missing(self, *, words: bool) -> Iterator[Unanchored]:
        """Yield the quotes that are not in the text: `words` that have a value beside them, or the others."""
        missing = self.unanchored_for(Reason.MISSING)
        return (unanchored for unanchored in missing if (layer_of(unanchored.path) in WORDS) == words)

    def is_broken(self, *path: str | int) -> bool:
        """Return whether a value at or below `path` is malformed or not anchored."""
        if not self.broken and not self.unanchored:
            return False
        return path in self._broken_below

    @cached_property
    def _broken_below(self) -> frozenset[Path]:
        """The paths of malformed values and of quotes without a place, and all paths that lead to them."""
        paths = (*self.broken, *self.unanchored_paths)
        return frozenset(path[:i] for path in paths for i in range(len(path) + 1))

    @cached_property
    def broken_fields(self) -> Mapping[Path, Collection[str | int]]:
        """Of each path that leads to malformed values, the next steps."""
        steps: dict[Path, set[str | int]] = {}
        for path in self.broken:
            for i in range(len(path)):
                steps.setdefault(path[:i], set()).add(path[i])
        return steps


def without_registry(context: ArticleContext) -> Article:
    """Return the article with the actors as its file has them."""
    return evolve_unchecked(context.article, actors=context.local)


Found = TypeVar("Found")


def once(find: Callable[[ArticleContext], Found]) -> Callable[[ArticleContext], Found]:
    """Make a function keep its result for each article, for several rules to use."""

    def find_once(context: ArticleContext) -> Found:
        known: dict[Any, Found] = context.__dict__.setdefault("memoized", {})
        if find not in known:
            known[find] = find(context)
        return known[find]

    return find_once


def memoized(find: Callable[[ArticleContext], Iterable[Found]]) -> Callable[[ArticleContext], Sequence[Found]]:
    """Make a function keep what it yields for each article, as `once` does."""
    return once(lambda context: tuple(find(context)))


@memoized
def whens(context: ArticleContext) -> Iterator[tuple[Path, When]]:
    """Yield every `when` with its path."""
    return whens_of(context.article)


@memoized
def titles(context: ArticleContext) -> Iterator[tuple[Path, str]]:
    """Yield the titles of the roles that the file itself has, with their paths."""
    for key, actor in context.local.items():
        for i, role in enumerate(actor.roles):
            yield ("actors", key, "roles", i, "title"), role.title.exact


def text_path(context: ArticleContext) -> Path:
    """Return the path at which to report findings in the article text itself."""
    return ("text_file",) if context.article.text_file is not None else ("text",)


def is_own(path: Path) -> bool:
    """Return whether a path leads to the corpus's own fields, or to one of them."""
    return path[2:3] == ("attributes",) or (path[2:3] == ("things",) and path[5:6] == ("attributes",))


def well_formed(context: ArticleContext, *path: str | int) -> bool:
    """Return whether no value at or below `path` is malformed.

    The corpus's own fields do not count.

    In a malformed object, a field that seems to be missing may be a misspelt one.
    """
    return not context.broken or path not in _malformed(context.broken)


@lru_cache(maxsize=8)
def _malformed(broken: frozenset[Path]) -> frozenset[Path]:
    return frozenset(path[:i] for path in broken if not is_own(path) for i in range(1, len(path) + 1))


@memoized
def well_formed_claims(context: ArticleContext) -> Iterator[tuple[int, Claim]]:
    """Yield the well-formed claims with their indices."""
    for i, claim in enumerate(context.article.claims):
        if well_formed(context, "claims", i):
            yield i, claim


@memoized
def well_formed_events(context: ArticleContext) -> Iterator[tuple[str, Event]]:
    """Yield the well-formed events that are not generic, with their ids."""
    for key, event in context.article.events.items():
        if event.status != "generic" and well_formed(context, "events", key):
            yield key, event


def well_formed_targets(context: ArticleContext, key: str, relation: str) -> Iterator[tuple[int, str, Event]]:
    """Yield the well-formed events to which a relation of the event `key` leads.

    Each comes with its index in the list of the relation, and with its id.
    """
    for i, target_id in enumerate(context.article.events[key].relations.get(relation, ())):
        target = context.article.events.get(target_id)
        if target is not None and well_formed(context, "events", target_id):
            yield i, target_id, target
