"""What corpus rules see of each article: `ArticleSummary`, and `CorpusContext` over all of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Article
from newscorpus.models.frozen import EMPTY
from newscorpus.models.traversal import event_references
from newscorpus.rules.references.ids import lacks_ids
from newscorpus.rules.references.relations import CIRCLED


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
    """The part of an article that the corpus rules need: small and plain, to be kept, sent and stored as JSON."""

    file: str
    record: int | None
    """Line of the file, from 1, if it is JSON Lines."""
    id: str
    sha256: str | None
    text_file: str | None
    """Name of the text's file, as `file` is named."""
    events: tuple[str, ...]
    actors: tuple[tuple[str, str | None, str | None], ...]
    """Of each actor that the article itself has: id, kind, QID; None for what it lacks, or what is malformed."""
    links: tuple[tuple[Path, str], ...]
    """References to events of other articles, `article#event`, with their paths."""
    edges: tuple[tuple[str, str, str], ...]
    """Relations between its own events that may not run in circles: (relation, from, to)."""
    lacking: bool = False
    """Whether there may be other events than these: their table is malformed."""
    registered: bool = False
    """Whether it has an actor with the QID that the registry has for another."""
    withheld: bool = False
    """Whether only the hash of its text is there."""

    @property
    def target(self) -> ArticleTarget:
        """The article as the target of a finding."""
        return ArticleTarget(self.file, self.record)


def summarize(
    article: Article,
    local: Iterable[str],
    file: str,
    record: int | None,
    sha256: str | None,
    text_file: str | None,
    broken: Iterable[Path] = (),
    qids: Mapping[str, str] = EMPTY,
) -> ArticleSummary:
    """Return the summary of an article.

    `local` are the ids of the actors that it has itself, `broken` the paths of malformed values, `qids` those of the
    registry.
    """
    own = [(key, article.actors[key]) for key in local]
    actors = tuple((key, actor.kind or None, actor.ids.get("wikidata") or None) for key, actor in own)
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
            (relation, key, other)
            for key, event in article.events.items()
            for relation in CIRCLED
            for other in event.relations.get(relation, ())
            if "#" not in other
        ),
        lacks_ids(broken, "events"),
        bool(qids) and any(qid is not None and qids.get(qid, key) != key for key, _, qid in actors),
        article.text is None,
    )


def qids_of(registry: Mapping[str, Actor]) -> Mapping[str, str]:
    """The QIDs of a registry, each with the first id that has it."""
    found: dict[str, str] = {}
    for key, actor in registry.items():
        if qid := actor.ids.get("wikidata"):
            found.setdefault(qid, key)
    return found


SUGGESTING: Final = 20_000
"""Articles in a corpus up to which another's id is suggested: finding the nearest takes longer with every one."""


@attrs.frozen
class CorpusContext:
    """The input of the corpus rules: the summaries of all articles, and the files around them."""

    summaries: Sequence[ArticleSummary]
    """In order; of a large corpus only those that a rule might report (see `checking.store.prefilter`)."""
    texts: Sequence[str] = ()
    """The text files beside the articles, named as `ArticleSummary.file` is."""
    globs: Sequence[tuple[int, str]] = ()
    """The globs of `corpus.yaml` that hold no file, each with its place in the list."""
    total: int = 0
    """How many articles there are, if `summaries` are fewer."""
    registry: Mapping[str, Actor] = EMPTY
    """The actors that all articles share."""
    nameless: frozenset[str] = frozenset()
    """The ids that articles should have by their files' names, and have not: they are wrong, or could not be read."""
