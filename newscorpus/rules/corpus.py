"""NC7xx: the corpus: what only the facts of all its articles show."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from newscorpus.diagnostics import Path
from newscorpus.models import Article
from newscorpus.models.suggest import closest
from newscorpus.rules.references import event_references
from newscorpus.rules.rule import ERROR, Finding, Iterator, code, rule


@attrs.frozen
class Facts:
    """What the corpus rules need of an article: small and plain, so that it can be kept, sent and stored as JSON."""

    file: str
    record: int | None
    """Line of the file, from 1, if it is JSON Lines."""
    id: str
    sha256: str | None
    events: tuple[str, ...]
    links: tuple[tuple[Path, str], ...]
    """References to events of other articles, `article#event`, with their paths."""


def facts_of(article: Article, file: str, record: int | None, sha256: str | None) -> Facts:
    """The facts of one article."""
    links = tuple((path, name) for path, name in event_references(article) if "#" in name)
    return Facts(file, record, article.id, sha256, tuple(article.events), links)


CorpusFinding = tuple[Facts, Finding]


@rule(
    "NC701",
    "duplicate-article",
    ERROR,
    "article id twice in the corpus",
    corpus=True,
    failing="""
# another file of the corpus has the same id
format: newscorpus/1
id: example # <NC701>
language: en
text: Anna Berg met Carl Dahl.
""",
    mended="""
format: newscorpus/1
id: example-2
language: en
text: Anna Berg met Carl Dahl.
""",
)
def duplicate_article(facts: Sequence[Facts]) -> Iterator[CorpusFinding]:
    """
    Articles are told apart by their ids, in references (`article#event`) and in every export.
    """
    first: dict[str, Facts] = {}
    for one in facts:
        known = first.setdefault(one.id, one)
        if known is not one:
            yield one, Finding(("id",), f"{code(one.id)} is the id of {_place(known)} too", arguments=(_place(known),))


def _place(facts: Facts) -> str:
    return facts.file if facts.record is None else f"{facts.file}:{facts.record}"


@rule(
    "NC707",
    "unknown-article-event",
    ERROR,
    "`article#event` of another article does not exist",
    corpus=True,
    failing="""
events:
  talks:
    kind: meeting
    type: other
    evidence:
      - Anna Berg met Carl Dahl
    relations: {same_as: elsewhere#talks} # <NC707>
""",
    mended="""
events:
  talks:
    kind: meeting
    type: other
    evidence:
      - Anna Berg met Carl Dahl
""",
)
def unknown_article_event(facts: Sequence[Facts]) -> Iterator[CorpusFinding]:
    """
    An event of another article of the corpus is named by the article's id, `#` and the event's id.
    """
    known: Mapping[str, Any] = {one.id: one.events for one in facts}
    for one in facts:
        for path, name in one.links:
            article, _, event = name.partition("#")
            if article not in known:
                near = closest(article, known)
                hint = f"did you mean {near}#{event}?" if near else None
                yield one, Finding(path, f"no article {code(article)} in the corpus", help=hint, arguments=(name,))
            elif event not in known[article]:
                near = closest(event, known[article])
                hint = f"did you mean {article}#{near}?" if near else None
                yield (
                    one,
                    Finding(path, f"article {code(article)} has no event {code(event)}", help=hint, arguments=(name,)),
                )


RULES = (duplicate_article, unknown_article_event)
