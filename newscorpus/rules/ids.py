"""NC201 to NC204: ids that are unknown, used twice, or never used."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models.fields import type_of
from newscorpus.models.metadata import Pattern, Slug
from newscorpus.models.traversal import about_references, actor_references, event_references
from newscorpus.rules.context import ArticleContext, once, without_registry
from newscorpus.rules.rule import ERROR, HINT, Finding, did_you_mean, rule
from newscorpus.text.spans import inside
from newscorpus.text.suggest import Candidates, as_id
from newscorpus.text.words import counted

_SLUG: Final[Pattern] = type_of(Slug).mark(Pattern)


def _unknown(context: ArticleContext, path: Path, name: str, table: str) -> Finding:
    """The finding for a reference to an id that is not in `table`; with its words, it has a suggestion."""
    worded = partial(_with_suggestion, context, path, name, table, may_suggest=context.may_suggest(table))
    return Finding.unworded(path, (name,), worded)


def _with_suggestion(context: ArticleContext, path: Path, name: str, table: str, *, may_suggest: bool) -> Finding:
    near = _meant(context)[table].closest(name) if may_suggest else None
    article, registry = context.article, context.manifest.actors
    if table == "actors":
        other_table = "events" if name in article.events else None
    else:
        other_table = "actors" if name in article.actors or name in registry else None
    hint, fixes = did_you_mean(path, name, near)
    related: tuple[tuple[Path, str], ...] = ()
    if near:
        if near in (context.local if table == "actors" else context.article.events):  # not in the registry
            related = (((table, near), "declared here"),)
    elif other_table:
        related = (((other_table, name), f"this is an {other_table.removesuffix('s')}"),)
    else:
        hint = _to_add(name, table)
    message = f"unknown {table.removesuffix('s')} {backticked(name)}"
    return Finding(path, message, related=related, help=hint, arguments=(name,), fixes=fixes)


def _to_add(name: str, table: str) -> str:
    """What to do about an id that is like no other: declare it, if it is an id."""
    if _SLUG.complaint(name) is None:
        or_registry = ", or to the registry in `corpus.yaml`" if table == "actors" else ""
        return f"add {backticked(name)} to `{table}`{or_registry}"
    written = as_id(name)
    if table == "events" and re.fullmatch(r"[^/#]+/[^/#]+", name):
        return f"write {backticked(name.replace('/', '#'))} for an event of another article"
    example = f", such as {backticked(written)}" if _SLUG.complaint(written) is None else ""
    return f"write the id of an {table.removesuffix('s')}{example}"


@once
def _meant(context: ArticleContext) -> dict[str, Candidates]:
    """The ids that an unknown one may stand for, by the table that a reference leads to."""
    events, shared = context.article.events, context.registered or Candidates(context.manifest.actors)
    actors = [key for key in context.article.actors if key not in context.manifest.actors]
    return {
        "actors": Candidates(actors, shared),
        "events": Candidates(events),
        "about": Candidates((*events, *actors), shared),
    }


@once
def _malformed(context: ArticleContext) -> frozenset[tuple[str, str]]:
    """The ids that malformed ids should be, with their tables. NC105 reports the ids themselves."""
    tables = (("actors", context.local), ("events", context.article.events))
    return frozenset((table, as_id(key)) for table, ids in tables for key in ids if as_id(key) != key)


def _is_malformed(context: ArticleContext, name: str, *tables: str) -> bool:
    """Whether `name` may refer to an item whose id is malformed or could not be read."""
    ids, unread = _malformed(context), _unread(context)
    return any((table, name) in ids or may_mean(name, unread.get(table, frozenset())) for table in tables)


def may_mean(name: str, words: Collection[str] | None) -> bool:
    """Whether an id may be that of an item without a valid id, of which `words` are known; None if any may be."""
    return words is None or name in words or any(part in words for part in name.split("-"))


@once
def _unread(context: ArticleContext) -> Mapping[str, frozenset[str] | None]:
    """By table the words of its items without a valid id; None for a table that is malformed."""
    whole = [str(path[0]) for path in context.broken if len(path) == 1]
    return {**{table: words_of_unread(context.unread, table) for table in ("actors", "events")}, **dict.fromkeys(whole)}


def words_of_unread(unread: Iterable[tuple[str, Any]], table: str) -> frozenset[str]:
    """Return the words of the items of a table without a valid id: see `ArticleContext.unread` and `may_mean`."""
    return frozenset(word for of, item in unread if of == table for word in _words(item))


def _words(item: Any) -> Iterator[str]:
    """The words by which other parts of a file may call an item: its id, or without one all that it contains."""
    if isinstance(item, dict) and isinstance(item.get("id"), str | int | float):
        yield as_id(str(item["id"]))
    else:
        yield from re.findall(r"\w+", str(item).lower())


@rule(
    "NC201",
    "unknown-actor",
    ERROR,
    "a reference names an actor that does not exist",
    unsafe_fix="the actor that was meant",
)
def unknown_actor(context: ArticleContext) -> Iterator[Finding]:
    """
    Participants, sources of claims and the organizations of roles are ids of actors, in this file or in the registry of
    `corpus.yaml`.

    Example:
          {ACTORS}
          events:
            talks:
              kind: meeting
              type: talks
              participants:
        -       participant: [anna, karl] # <NC201>
        +       participant: [anna, carl]
              evidence:
                - Anna Berg met Carl Dahl
    """
    here, registry = context.article.actors, context.manifest.actors
    # Roles of the registry are checked there, and merging them changes the indices of those in the file.
    for path, name in actor_references(without_registry(context)):
        if name not in here and name not in registry and not _is_malformed(context, name, "actors"):
            yield _unknown(context, path, name, "actors")


@rule(
    "NC202",
    "unknown-event",
    ERROR,
    "a reference names an event that does not exist",
    unsafe_fix="the event that was meant",
)
def unknown_event(context: ArticleContext) -> Iterator[Finding]:
    """
    Relations lead to events of the same article, or of another one as `article#event`; `at` leads to an event;
    `about` to an event or an actor.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
          claims:
            - quote: in Oslo
              by: anna
        -     at: brifing # <NC202>
        +     at: briefing
          events:
            briefing:
              kind: meeting
              type: briefing
              participants: {speaker: anna}
              evidence:
                - Anna Berg met Carl Dahl
    """
    events, here, registry = context.article.events, context.article.actors, context.manifest.actors
    for path, name in event_references(context.article):
        if name not in events and "#" not in name and not _is_malformed(context, name, "events"):
            yield _unknown(context, path, name, "events")
    for path, name in about_references(context.article):
        known = name in events or name in here or name in registry
        if not known and not _is_malformed(context, name, "actors", "events"):
            worded = partial(_unknown_about, context, path, name, may_suggest=context.may_suggest("about"))
            yield Finding.unworded(path, (name,), worded)


def _unknown_about(context: ArticleContext, path: Path, name: str, *, may_suggest: bool) -> Finding:
    near = _meant(context)["about"].closest(name) if may_suggest else None
    hint, fixes = did_you_mean(path, name, near)
    return Finding(path, f"unknown event or actor {backticked(name)}", help=hint, arguments=(name,), fixes=fixes)


@rule("NC203", "id-used-twice", ERROR, "an actor and an event share an id")
def id_used_twice(context: ArticleContext) -> Iterator[Finding]:
    """
    A claim may be `about` an actor or an event, so no two of them share an id.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
          events:
        -   anna: # <NC203>
        +   briefing:
              kind: meeting
              type: briefing
              participants: {speaker: anna}
              evidence:
                - Anna Berg met Carl Dahl
    """
    for key in context.article.events:
        if key in context.article.actors:
            related = ((("actors", key), "the actor"),) if key in context.local else ()
            message = f"id {backticked(key)} is that of an actor and an event"
            yield Finding(("events", key), message, at_key=True, related=related, help="rename one of the two")


@rule("NC204", "unused-actor", HINT, "no event, claim or role refers to an actor")
def unused_actor(context: ArticleContext) -> Iterator[Finding]:
    """
    An actor that no event, claim, role or relation names may be a leftover, or its event may be missing. Reported once
    for all such actors of an article, if it has events or claims. Not reported of who is only named as the owner, in
    the listed `mentions` of an actor in use: `President Berg’s cabinet`.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person} # <NC204>
          events:
            briefing:
              kind: meeting
              type: briefing
        +     participants: {speaker: anna}
              evidence:
                - Anna Berg met Carl Dahl
    """
    if not (context.article.events or context.article.claims):
        return  # names only are annotated
    used = {name for _, name in (*actor_references(context.article), *about_references(context.article))}
    unused = [
        key
        for key, actor in context.local.items()
        if key not in used and not actor.relations and not _is_part_of_used(context, key, used)
    ]
    if not unused:
        return
    first, *others = unused
    more = f" and {counted(len(others), 'other')}" if others else ""
    message = f"no event, claim, role or relation refers to actor {backticked(first)}{more}"
    related = tuple((("actors", key), "nor to this one") for key in others[:_SHOWN])
    hint = "name it where it takes part or speaks, perhaps in place of another actor; else delete it"
    yield Finding(("actors", first), message, at_key=True, related=related, help=hint, arguments=tuple(unused))


_SHOWN: Final = 3
"""Unused actors that are shown beside the first: an import may have hundreds."""


def _is_part_of_used(context: ArticleContext, key: str, used: Collection[str]) -> bool:
    """Whether the text names an actor in the names of others only, which are used: `President Berg’s government`."""
    text, own = context.text, context.mentions[key]
    if text is None or not own or any(text.raw[end : end + 1] not in ("’", "'") for _, end in own):
        return False
    others = [span for actor, places in context.mentions.items() if actor in used for span in places]
    return all(any(span != place and inside(span, [place]) for place in others) for span in own)
