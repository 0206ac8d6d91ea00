"""What corpus rules see: an `ArticleSummary` of each article, and a `CorpusContext` with all of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import attrs

from newscorpus.codec import review_digest
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Article, Expect
from newscorpus.models.frozen import EMPTY
from newscorpus.models.traversal import about_references, actor_references, event_references
from newscorpus.models.values import UNKNOWN
from newscorpus.rules.relations import CIRCLED


@attrs.frozen
class ArticleTarget:
    """The target of a finding about an article: the name of its file, and its line in JSON Lines, from 1."""

    file: str
    record: int | None


@attrs.frozen
class FileTarget:
    """The target of a finding about a file that is not an article, by its name."""

    file: str


@attrs.frozen
class ManifestTarget:
    """The target of a finding about `corpus.yaml`."""


CorpusTarget = ArticleTarget | FileTarget | ManifestTarget
"""The target of a finding of a corpus rule."""


@attrs.frozen
class ArticleSummary:
    """What corpus rules need of an article.

    It is small and plain, so that it can be cached, sent and stored as JSON.
    """

    file: str
    record: int | None
    """The line of the article in a JSON Lines file, from 1; None in other files."""
    id: str
    sha256: str | None
    text_file: str | None
    """The text file, named like `file`."""
    events: tuple[str, ...]
    actors: tuple[tuple[str, str | None, str | None], ...]
    """The actors of the article itself that other articles may have: id, kind, QID; None for values that are missing or
    malformed."""
    links: tuple[tuple[Path, str], ...]
    """References to events of other articles, `article#event`, with their paths."""
    edges: tuple[tuple[str, str, str], ...]
    """Relations between its own events that must not form a cycle: (relation, from, to)."""
    lacking: bool = False
    """Whether there may be any other events, since their table is malformed."""
    unread: tuple[str, ...] = ()
    """The words of events without a valid id."""
    registered: bool = False
    """Whether it has an actor with a QID that another actor has in the registry."""
    withheld: bool = False
    """Whether the article has only the hash of its text."""
    named: tuple[str, ...] = ()
    """The ids of all other actors that its check may look up in the registry: those that it refers to, known or not,
    also by roles and relations of actors of the registry; and its own ones that are not in `actors`."""

    counts: tuple[tuple[str, int], ...] = ()
    """What `expect` in `corpus.yaml` needs: see `counts_of`."""

    @property
    def target(self) -> ArticleTarget:
        """The article as the target of a finding."""
        return ArticleTarget(self.file, self.record)


def summarize(
    article: Article,
    local: Collection[str],
    file: str,
    record: int | None,
    sha256: str | None,
    text_file: str | None,
    broken: Collection[Path] = (),
    qids: Mapping[str, str] = EMPTY,
    unread: Iterable[str] = (),
    expect: Expect | None = None,
) -> ArticleSummary:
    """Summarize an article.

    Args:
        article: The article, with the actors of the registry merged in.
        local: The ids of the actors that the article itself has.
        file: The name of the file.
        record: The line in a JSON Lines file, from 1; None in other files.
        sha256: The hash of the text, if known.
        text_file: The text file, named like `file`.
        broken: Paths of malformed values.
        qids: The QIDs of the registry, each with the first id that has it.
        unread: The words of events without a valid id.
        expect: What the corpus is expected to have.
    """
    own = [(key, article.actors[key]) for key in local]
    actors = tuple(
        (key, actor.kind or None, actor.ids.get("wikidata") or None) for key, actor in own if not actor.is_local
    )
    return ArticleSummary(
        file,
        record,
        article.id,
        sha256,
        text_file,
        tuple(article.events),
        actors,
        tuple((path, name) for path, name in event_references(article) if "#" in name),
        tuple(
            (relation, key, target)
            for key, event in article.events.items()
            for relation in CIRCLED
            for target in event.relations.get(relation, ())
            if "#" not in target
        ),
        ("events",) in broken,
        tuple(sorted(unread)),
        bool(qids) and any(qid is not None and qids.get(qid, key) != key for key, _, qid in actors),
        article.text is None,
        _named(article, {key for key, _, _ in actors}),
        counts_of(article, expect) if expect is not None else (),
    )


TIMED: Final = "events with a time"
REVIEWED: Final = "reviewed articles"


def unplaced(event_type: str) -> str:
    """Return the name of a count: of the events of a type that have no place."""
    return f"{event_type} without a place"


def counts_of(article: Article, expect: Expect) -> tuple[tuple[str, int], ...]:
    """Return what an article adds to the counts that are expected: events by kind, with a time, without a place."""
    counts = Counter[str](event.kind for event in article.events.values())
    for event in article.events.values():
        counts[TIMED] += event.when is not None and event.when.edtf not in (None, UNKNOWN)
        if event.type in expect.with_place and not event.places:
            counts[unplaced(event.type)] += 1
    annotation = article.annotation if expect.reviewed else None
    if annotation is not None and annotation.reviewed_by:
        counts[REVIEWED] += annotation.reviewed_digest == review_digest(article)
    return tuple(sorted(counts.items()))


def _named(article: Article, known: Collection[str]) -> tuple[str, ...]:
    """The ids of actors that an article has or refers to, beside those that are known."""
    references = [name for _, name in actor_references(article)]
    references += [name for _, name in about_references(article) if name not in article.events]
    return tuple(name for name in dict.fromkeys((*article.actors, *references)) if name not in known)


def qids_of(registry: Mapping[str, Actor]) -> Mapping[str, str]:
    """Return the QIDs of a registry, each with the first id that has it."""
    ids: dict[str, str] = {}
    for key, actor in registry.items():
        if qid := actor.ids.get("wikidata"):
            ids.setdefault(qid, key)
    return ids


SUGGESTING: Final = 20_000
"""Largest number of articles for which ids of articles are suggested: with more, the search takes too long."""


def _by_id(summaries: Iterable[ArticleSummary]) -> Sequence[ArticleSummary]:
    return sorted(summaries, key=lambda summary: summary.id)


@attrs.frozen
class CorpusContext:
    """What a corpus rule sees: summaries of all articles, and the files around them."""

    summaries: Sequence[ArticleSummary] = attrs.field(converter=_by_id)
    """By id, so that findings do not depend on the files that articles are in, and then in order.

    Of a large corpus only those that a rule might report (see `checking.summary_tables`).
    """
    texts: Sequence[str] = ()
    """The text files beside the articles, named like `ArticleSummary.file`."""
    patterns: Sequence[tuple[Path, str]] = ()
    """The patterns of `corpus.yaml` that match no files, each with its path."""
    total: int = 0
    """How many articles there are, if `summaries` are fewer."""
    registry: Mapping[str, Actor] = EMPTY
    """The actors that all articles share."""
    nameless: frozenset[str] = frozenset()
    """Ids that articles should have by their file names, but have not, since they are wrong or could not be read."""
    expect: Expect | None = None
    """What `corpus.yaml` expects of all articles together; None if `counts` are not those of all."""
    counts: Mapping[str, int] = EMPTY
    """The sums of the counts of all articles."""
