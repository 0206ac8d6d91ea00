"""NC7xx: the corpus: rules over the summaries of all its articles."""

import posixpath
from collections.abc import Iterator, Mapping
from shlex import quote

from newscorpus import limits
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import KINDS, Expect
from newscorpus.models.manifest import bounds
from newscorpus.rules.ids import may_mean
from newscorpus.rules.relations import CIRCLED, CUT_CIRCLE, circles
from newscorpus.rules.rule import ERROR, WARNING, Finding, did_you_mean, rule
from newscorpus.rules.summary import (
    REVIEWED,
    SUGGESTING,
    TIMED,
    ArticleSummary,
    CorpusContext,
    CorpusTarget,
    FileTarget,
    ManifestTarget,
    qids_of,
    unplaced,
)
from newscorpus.text.suggest import Candidates, as_id
from newscorpus.text.words import counted

CorpusFinding = tuple[CorpusTarget, Finding]
"""A finding and its target."""


@rule("NC701", "duplicate-article", ERROR, "two articles share an id", scope="corpus")
def duplicate_article(context: CorpusContext) -> Iterator[CorpusFinding]:
    """
    Articles are identified by their ids, in references (`article#event`) and in every export.

    Example:
          # another file of the corpus has the same id
          format: newscorpus/1
        - id: example # <NC701>
        + id: example-2
          language: en
          text: Anna Berg met Carl Dahl.
    """
    first: dict[str, ArticleSummary] = {}
    for summary in context.summaries:
        known = first.setdefault(summary.id, summary)
        if known is not summary and summary.id:  # without an id it is malformed: NC105
            message = f"duplicate article id {backticked(summary.id)}: {_place(known, summary)} has it, too"
            yield summary.target, Finding(("id",), message, help="write another `id`", alike=(summary.id,))


def _place(known: ArticleSummary, summary: ArticleSummary) -> str:
    """The place of an article, seen from the folder of another: the same from wherever the check runs."""
    file = posixpath.relpath(known.file, posixpath.dirname(summary.file) or ".")
    return file if known.record is None else f"{file}:{known.record}"


@rule(
    "NC702",
    "inconsistent-actor",
    ERROR,
    "an actor has another kind or Wikidata identifier in another article",
    scope="corpus",
)
def actor_differs(context: CorpusContext) -> Iterator[CorpusFinding]:
    """
    One id stands for one actor in the whole corpus, so that it can be followed from article to article. Names are not
    compared, since articles call an actor differently. Actors that several articles share belong in the registry of
    `corpus.yaml`. An actor with `named: false` and without `ids` (`they`, `the court`) is one of its article only, and
    is not compared.

    Example:
        - # another file of the corpus has: {"actors": [{"id": "anna", "name": "Anna Berg", "kind": "organization"}]}
        + # another file of the corpus has: {"actors": [{"id": "anna", "name": "Anna Berg", "kind": "person"}]}
          actors:
            anna: {name: Anna Berg, kind: person} # <NC702>
    """
    for field, at in (("kind", 1), ("QID", 2)):
        first: dict[str, tuple[ArticleSummary, str]] = {}
        for summary in context.summaries:
            for actor in summary.actors:
                key, value = actor[0], actor[at]
                if value is None:
                    continue
                if key not in first:
                    first[key] = summary, value
                    continue
                known, there = first[key]
                if there != value:
                    path: Path = ("actors", key, *(("kind",) if at == 1 else ("ids", "wikidata")))
                    place = _place(known, summary)
                    message = f"actor {backticked(key)} has the {field} `{value}` here, but `{there}` in {place}"
                    hint = "if they are two actors, give one of them another id"
                    yield summary.target, Finding(path, message, help=hint, alike=(key, field))


@rule("NC703", "actor-under-two-ids", WARNING, "two actor ids have the same Wikidata identifier", scope="corpus")
def actor_under_two_ids(context: CorpusContext) -> Iterator[CorpusFinding]:
    """
    An identifier of Wikidata names one actor; under two ids, the events of the actor are counted apart.

    Example:
          # another file of the corpus has: {"actors": [{"id": "ab", "name": "A", "kind": "person", "ids": {"wikidata": "Q9"}}]}
          actors:
        -   anna: {name: Anna Berg, kind: person, ids: {wikidata: Q9}} # <NC703>
        +   ab: {name: Anna Berg, kind: person, ids: {wikidata: Q9}}
    """  # noqa: E501 - a record is one line
    first: dict[str, tuple[ArticleSummary | None, str]] = {
        qid: (None, key) for qid, key in qids_of(context.registry).items()
    }
    shared = {key: actor.ids.get("wikidata") for key, actor in context.registry.items()}
    here = ((None, key, qid) for key, qid in shared.items())
    own = (
        (summary, key, qid) for summary in context.summaries for key, _, qid in summary.actors if not shared.get(key)
    )
    for where, key, qid in (*here, *own):
        if not qid:
            continue
        known, there = first.setdefault(qid, (where, key))
        if there != key:
            place = f" in {_place(known, where)}" if known and where else " in the registry"
            place = "" if known is where else place
            path: Path = ("actors", key, "ids", "wikidata")
            message = f"actor {backticked(key)} has the Wikidata identifier of {backticked(there)}{place}, `{qid}`"
            hint = f"use one id for both, such as {backticked(there)}"
            yield where.target if where else ManifestTarget(), Finding(path, message, help=hint, alike=(qid,))


@rule("NC704", "text-without-annotation", WARNING, "no annotation names a text beside annotated ones", scope="corpus")
def text_without_annotation(context: CorpusContext) -> Iterator[CorpusFinding]:
    """
    In a folder of annotated texts, one without annotation has been forgotten, or its annotation has another name.
    `newscorpus new TEXT` begins one.

    Example:
        - # beside it lies a text that no annotation names
          note: every text has its annotation
    """
    named = {summary.text_file for summary in context.summaries}
    folders = {posixpath.dirname(name) for name in named if name is not None}
    for text in context.texts:
        if text not in named and posixpath.dirname(text) in folders:
            message = f"no annotation names the text {backticked(posixpath.basename(text))}"
            yield FileTarget(text), Finding((), message, help=f"run `newscorpus new {quote(text)}`")


@rule("NC705", "text-annotated-twice", WARNING, "two articles have the same text", scope="corpus")
def text_annotated_twice(context: CorpusContext) -> Iterator[CorpusFinding]:
    """
    Agencies' reports appear in many papers; annotated twice, their events are counted twice.

    Example:
        - # another file of the corpus has the same text
          format: newscorpus/1
          id: example
          language: en
          text: Anna Berg met Carl Dahl. # <NC705>
    """
    first: dict[str, ArticleSummary] = {}
    for summary in context.summaries:
        if summary.sha256 is None:
            continue
        known = first.setdefault(summary.sha256, summary)
        if known is not summary and known.id != summary.id:
            path: Path = ("sha256",) if summary.withheld else ("text",) if summary.text_file is None else ("text_file",)
            message = f"duplicate text: {_place(known, summary)} has the same"
            hint = "delete one of the two articles; layers of annotation or annotators have a corpus each"
            yield summary.target, Finding(path, message, help=hint, alike=(summary.sha256,))


@rule("NC706", "unmatched-glob", WARNING, "a pattern of `corpus.yaml` matches no files", scope="corpus")
def glob_without_file(context: CorpusContext) -> Iterator[CorpusFinding]:
    """
    A misspelt folder in `articles` would silently take its articles out of the corpus. A pattern in `exclude` that
    matches no file of `articles` has no effect, nor has one in `per_file_ignore` that matches no file. Patterns have
    the meaning that they have in `.gitignore`. Files that git ignores are not articles, so patterns do not match them.
    It is a warning, since whoever deletes the last file of a pattern has done nothing wrong.

    Example:
        - # corpus.yaml has: articles: ['*.yaml', 'nothing/*.yaml']
        + # corpus.yaml has: articles: ['*.yaml']
          note: every pattern matches a file
    """
    for path, pattern in context.patterns:
        message = f"pattern {backticked(pattern)} matches no files" + " of `articles`" * (path[0] == "exclude")
        at_key = path[-1] == pattern
        hint = "correct the pattern, or delete it"
        yield ManifestTarget(), Finding(path, message, at_key=at_key, help=hint, arguments=(pattern,))


@rule(
    "NC707",
    "unknown-article-event",
    ERROR,
    "an event of another article does not exist",
    scope="corpus",
    unsafe_fix="the event that was meant",
)
def unknown_article_event(context: CorpusContext) -> Iterator[CorpusFinding]:
    """
    An event of another article of the corpus is named by the article's id, `#` and the event's id.

    Example:
          events:
            talks:
              kind: meeting
              type: other
              evidence:
                - Anna Berg met Carl Dahl
        -     relations: {same_as: elsewhere#talks} # <NC707>
    """
    known: dict[str, list[str]] = {}
    unread: dict[str, set[str]] = {}
    for summary in context.summaries:
        known.setdefault(summary.id, []).extend(summary.events)  # two articles with the same id: NC701
        unread.setdefault(summary.id, set()).update(summary.unread)
    lacking = {summary.id for summary in context.summaries if summary.lacking} | context.nameless
    articles = Candidates(known if max(context.total, len(context.summaries)) <= SUGGESTING else ())
    tables: dict[str, tuple[set[str], Candidates]] = {}
    left = limits.MAX_SUGGESTIONS
    for summary in context.summaries:
        for path, name in summary.links:
            article, _, event = name.partition("#")
            if article in lacking:
                continue
            if article not in known:
                near = articles.closest(article) if left > 0 else None
                left -= 1
                message = f"unknown article {backticked(article)}: the corpus does not have it"
                hint, fixes = did_you_mean(path, name, near and f"{near}#{event}")
                hint = hint or "correct the id, or add the article"
                yield summary.target, Finding(path, message, help=hint, arguments=(name,), fixes=fixes)
                continue
            if article not in tables:
                events = known[article]
                tables[article] = {*events, *map(as_id, events)}, Candidates(events)  # a malformed id is NC105
            names, candidates = tables[article]
            if event not in names and not may_mean(event, unread[article]):
                near = candidates.closest(event) if left > 0 else None
                left -= 1
                message = f"article {backticked(article)} has no event {backticked(event)}"
                hint, fixes = did_you_mean(path, name, near and f"{article}#{near}")
                hint = hint or "correct the id, or add the event there"
                yield summary.target, Finding(path, message, help=hint, arguments=(name,), fixes=fixes)


@rule(
    "NC708", "cross-article-cycle", ERROR, "relations across articles lead from an event back to itself", scope="corpus"
)
def circle_across_articles(context: CorpusContext) -> Iterator[CorpusFinding]:
    """
    As within an article (NC208): `part_of`, `after`, `caused_by`, `enabled_by` and `replaces` never lead back to the
    same event. Nor do they where `article#event` is of the same article.

    Example:
          # another file of the corpus has an event `later` with: relations: {after: example#talks}
          events:
            talks:
              kind: event
              type: other
              status: generic
              evidence:
                - Anna Berg met Carl Dahl
        -     relations: {after: a#later}
    """
    linked = {summary.id for summary in context.summaries if summary.links} | {
        name.partition("#")[0] for f in context.summaries for _, name in f.links
    }
    involved = [summary for summary in context.summaries if summary.id in linked]
    for relation in CIRCLED:
        graph: dict[str, list[str]] = {f"{summary.id}#{event}": [] for summary in involved for event in summary.events}
        sources: dict[tuple[str, str], tuple[ArticleSummary, Path]] = {}
        for summary in involved:
            for name, start, end in summary.edges:
                if name == relation:
                    graph[f"{summary.id}#{start}"].append(f"{summary.id}#{end}")
            for path, target in summary.links:
                if path[0] == "events" and path[3] == relation:
                    graph[f"{summary.id}#{path[1]}"].append(target)
                    sources.setdefault((f"{summary.id}#{path[1]}", target), (summary, path))
        for circle in circles(graph, sources):
            if circle.edge and circle.size > 1:  # a cycle without such a step is NC208; of one event, NC207
                summary, path = sources[circle.edge]
                yield summary.target, Finding(path, circle.message, help=CUT_CIRCLE, alike=circle.members)


@rule(
    "NC709",
    "expectation-not-met",
    ERROR,
    "the articles are together not what `expect` in `corpus.yaml` says",
    scope="corpus",
)
def expectation_not_met(context: CorpusContext) -> Iterator[CorpusFinding]:
    """
    `expect` states what must hold for the corpus as a whole: how many articles and events there are, the share of
    events with a time, types of events that have a place, reviews. A check of a part of the corpus counts all of it.

    Example:
        - # corpus.yaml has: expect: {articles: 100+}
        + # corpus.yaml has: expect: {articles: 1+}
          note: there is one article
    """
    if context.expect is None:
        return
    for path, message, advice in _unmet(context.expect, context.counts, context.total):
        yield ManifestTarget(), Finding(("expect", *path), message, help=advice)


def _unmet(expect: Expect, counts: Mapping[str, int], articles: int) -> Iterator[tuple[Path, str, str]]:
    """Yield each expectation that does not hold: its path, what there is instead, and what to do."""
    numbers: list[tuple[Path, str, int, str]] = []
    if expect.articles is not None:
        numbers.append((("articles",), "article", articles, expect.articles))
    for kind, how_many in expect.events.items():
        name = "other event" if kind == "event" else kind
        numbers.append((("events", kind), name, counts.get(kind, 0), how_many))
    for path, name, count, how_many in numbers:
        least, most = bounds(how_many)
        if count < least or (most is not None and count > most):
            message = f"expected {how_many}, but there {'is' if count == 1 else 'are'} {counted(count, name)}"
            yield path, message, "correct the articles or the number; `newscorpus stats` shows what there is"
    events = sum(counts.get(kind, 0) for kind in KINDS)
    if expect.with_time is not None and 100 * counts.get(TIMED, 0) < expect.with_time * events:
        message = f"{counts.get(TIMED, 0)} of {events} events have a time, less than {expect.with_time} percent"
        yield ("with_time",), message, "add `when` to events, or correct the percentage"
    for i, event_type in enumerate(expect.with_place):
        if lacking := counts.get(unplaced(event_type), 0):
            message = f"{counted(lacking, 'event')} of the type {backticked(event_type)} without a place"
            advice = "add `places`; `checks: {require: [event.places]}` reports each event without"
            yield ("with_place", i), message, advice
    if expect.reviewed and counts.get(REVIEWED, 0) < articles:
        message = f"{counts.get(REVIEWED, 0)} of {articles} articles are reviewed, and unchanged since"
        yield ("reviewed",), message, "run `newscorpus review FILE --by NAME` for the others"
