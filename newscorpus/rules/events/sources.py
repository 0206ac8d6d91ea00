"""NC527: counts of another source, or of none; and who gives a count, for other rules."""

import re
from collections.abc import Iterator, Sequence

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Incident
from newscorpus.models.count import Count
from newscorpus.models.traversal import counts_of
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.frames import frames
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten, words_in

Placed = tuple[Path, Count, Span]
"""A count, its path, and the place of its words."""


def counts_in(context: ArticleContext) -> Iterator[Placed]:
    """Yield the counts whose words have a place in the text, with their paths and these places."""
    for key, event in well_formed_events(context):
        for path, count in counts_of(key, event):
            for span in spans([count.text] if count.text else []):
                if not context.is_broken(*path):
                    yield path, count, span


@rule("NC527", "count-of-another-source", HINT, "the sentence of a count names another source", needs_text=True)
def count_of_another_source(context: ArticleContext) -> Iterator[Finding]:
    """
    `by` is who gives a count. Its part of the sentence names another actor who counts or says it; or its sentence names
    another actor that the annotation has as a source, and that takes no part in the event, but not this one. Beside
    counts with a source, a count without one is the article's own: not if its words name who gives it.

    Example:
          actors:
            police: {name: police, kind: organization}
            clinic: {name: Oslo Clinic, kind: organization}
          events:
            fire:
              kind: incident
              type: accident
        -     casualties: {killed: {three: 3, by: police}} # <NC527>
        +     casualties: {killed: {three: 3, by: clinic}}
              evidence:
                - Oslo Clinic put the number of the dead at three
          claims:
            - {by: clinic, quote: the number of the dead}
          text: The fire was in Oslo, police said. Oslo Clinic put the number of the dead at three.
    """
    actors = context.article.actors
    chosen = {path: places for path, _, places in context.chosen}
    for path, count, span in counts_in(context):
        by = {name: actors.get(name) for name in count.by}
        if any(actor is None for actor in by.values()):
            continue
        words, places = backticked(flatten(str(count.text))), chosen.get((*path, "text"), (span,))
        others = {key for place in places if (key := source_of(context, place)) is not None}
        if not by:
            given = others if len(others) == 1 and _has_sources(context, path) else set()
            for key in given:
                message = f"{words} has no source, but its sentence names {backticked(key)}"
                yield Finding((*path, "text"), message, in_text=((span, "here"),), help=f"add `by: {key}`")
            continue
        known = [actor for actor in by.values() if actor is not None]
        named = {name for key in others for name in (key, *bodies_of(actors[key]))}
        named |= {one.id for one in known if any(_may_be(one, actors[key]) for key in others)}
        if others and named.isdisjoint(by):
            found = sorted(others)
        elif others or any(actor.kind == "group" for actor in known):
            continue
        else:
            found = _sources_of_sentence(context, path, count, span)
        if found:
            message = f"{words} is by {listed(count.by)}, but its sentence names {listed(found)}"
            hint = f"write `by: {found[0]}`, or quote the words that {listed(count.by)} gave"
            yield Finding((*path, "by"), message, in_text=((span, "here"),), help=hint)


def _may_be(one: Actor, other: Actor) -> bool:
    """Whether a source speaks for the other, or is a group to which it may belong: `officials`."""
    is_of_group = "group" in (one.kind, other.kind) and one.sector is not None and one.sector == other.sector
    return other.id in bodies_of(one) or is_of_group


def _has_sources(context: ArticleContext, path: Path) -> bool:
    """Whether another count of the same event and harm has a source."""
    event = context.article.events[str(path[1])]
    assert isinstance(event, Incident)
    return any(one.by for one in event.casualties[str(path[3])])


def _sources_of_sentence(context: ArticleContext, path: Path, count: Count, span: Span) -> list[str]:
    """The sources that the sentence of a count names, if it does not name the given one."""
    text, actors, names = context.text, context.article.actors, names_of(context)
    assert text is not None
    event = context.article.events[str(path[1])]
    assert isinstance(event, Incident)
    sources = {name for claim in context.article.claims for name in claim.by}
    given = {name for counts in event.casualties.values() for one in counts for name in one.by}
    here = sentence(text.raw, span)
    named = {*names.keys(here), *(key for _, key in names.titles(here))}
    near = named.union(*(bodies_of(actors[key]) for key in named))
    words = frozenset(tokens(text.raw, *here))
    if not near.isdisjoint(count.by) or any(not names.heads(one).isdisjoint(words) for one in count.by):
        return []
    return sorted(((sources | given) & named) - {*event.parties})


def bodies_of(actor: Actor) -> set[str]:
    """Return whom an actor may speak for."""
    roles = {role.org for role in actor.roles if role.org}
    return roles | {one.other for others in actor.relations.values() for one in others}


def listed(names: Sequence[str]) -> str:
    """Return names for a message."""
    return ", ".join(map(backticked, names))


def source_of(context: ArticleContext, count: Span) -> str | None:
    """Return the only actor who counts, or according to whom it is so, in the part of a sentence with a count."""
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    start, end = sentence(text.raw, count)
    marks = [mark.end() for mark in _PART.finditer(text.raw, start, end)]
    start = max((mark for mark in marks if mark <= count[0]), default=start)
    end = min((mark for mark in marks if mark >= count[1]), default=end)
    if grammar is None or end - start > _LONGEST:
        return None
    named = names_of(context).mentions((start, end))
    keys = {
        frame.name: frame.verb
        for frame in frames(text.raw, (start, end), [span for span, _ in named], grammar)
        if frame.part == "subject" and frame.verb in _COUNTING
    }
    before = [(span, key, tokens(text.raw, max(start, span[0] - _BEFORE), span[0])) for span, key in named]
    found = {key for span, key, words in before if span in keys or _is_source(words, grammar)}
    return found.pop() if len(found) == 1 else None


def _is_source(before: Sequence[str], grammar: Grammar) -> bool:
    """Whether words end with `according to`, or with it and an article."""
    words = tuple(before[:-1] if before and before[-1] in grammar.articles else before)
    return any(words[-len(phrase) :] == phrase for phrase in grammar.sources)


_COUNTING = words_in("counted counts put puts said says reported reports spoke speaks gave gives estimated estimates")
_PART = re.compile(r"(?:;|, (?:while|but|whereas)) ")
"""What parts of a sentence with figures of their own are separated by."""
_LONGEST, _BEFORE = 400, 40
"""Code points of a part of a sentence, and before a name."""
