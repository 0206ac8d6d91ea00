"""NC526 to NC528: casualties that are of another kind, of another source, or counted twice."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Incident
from newscorpus.models.count import Count
from newscorpus.models.traversal import counts_of
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.frames import frames
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.harm import Harm, harm_of
from newscorpus.text.quantities import read_quantities
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten, words_in

_Placed = tuple[Path, Count, Span]
"""A count, its path, and the place of its words."""


def _counts(context: ArticleContext) -> Iterator[_Placed]:
    """Yield the counts whose words have a place in the text, with their paths and these places."""
    for key, event in well_formed_events(context):
        for path, count in counts_of(key, event):
            for span in spans([count.text] if count.text else []):
                if not context.is_broken(*path):
                    yield path, count, span


@rule("NC526", "casualties-of-another-kind", WARNING, "the words of a count name another harm", needs_text=True)
def casualties_of_another_kind(context: ArticleContext) -> Iterator[Finding]:
    """
    The clause with the words of a count says what happened to these people. Reported if it names another harm, and not
    the one under which they are counted; or if it says that they were saved, and its sentence names no such harm.
    English, German and Spanish.

    Example:
          events:
            fire:
              kind: incident
              type: accident
        -     casualties: {injured: {two people: 2}} # <NC526>
        +     casualties: {missing: {two people: 2}}
              evidence:
                - Since the fire in Oslo, two people are missing
          text: Since the fire in Oslo, two people are missing.
    """
    text, harm = context.text, harm_of(context.article.language)
    assert text is not None
    if harm is None:
        return
    for path, count, span in _counts(context):
        kind, found = str(path[3]), harm.kinds(text.raw, span)
        if len(found) == 1 and kind not in found:
            (other,) = found
            message = f"{backticked(flatten(str(count.text)))} counts as {kind}, but the words say {other}"
            yield Finding((*path, "text"), message, in_text=((span, "here"),), help=f"move it to `{other}`")
        saved = harm.saved(text.raw, span, kind) if not found and kind == "injured" else None
        if saved:
            message = f"{backticked(flatten(str(count.text)))} counts as {kind}, but the words say {saved}"
            yield Finding((*path, "text"), message, in_text=((span, "here"),), help="delete it")


@rule("NC527", "count-of-another-source", HINT, "the sentence of a count names another source", needs_text=True)
def count_of_another_source(context: ArticleContext) -> Iterator[Finding]:
    """
    `by` is who gives a count. Its sentence names another actor that the annotation has as a source, and that takes no
    part in the event, but not this one.

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
    text, actors = context.text, context.article.actors
    assert text is not None
    sources = {name for claim in context.article.claims for name in claim.by}
    for path, count, span in _counts(context):
        by = {name: actors.get(name) for name in count.by}
        if not by or any(actor is None or actor.kind == "group" for actor in by.values()):
            continue
        event = context.article.events[str(path[1])]
        assert isinstance(event, Incident)
        given = {name for counts in event.casualties.values() for one in counts for name in one.by}
        here, names = sentence(text.raw, span), names_of(context)
        named = {*names.keys(here), *(key for _, key in names.titles(here))}
        near = named.union(*(_bodies(actors[key]) for key in named))
        words = frozenset(tokens(text.raw, *here))
        if not near.isdisjoint(by) or any(not names.heads(one).isdisjoint(words) for one in by):
            continue
        others = sorted(((sources | given) & named) - {*event.parties})
        if others:
            message = f"{backticked(flatten(str(count.text)))} is by {_listed(count.by)}"
            message += f", but its sentence names {_listed(others)}"
            hint = f"write `by: {others[0]}`, or quote the words that {_listed(count.by)} gave"
            yield Finding((*path, "by"), message, in_text=((span, "here"),), help=hint)


def _bodies(actor: Actor) -> Iterator[str | None]:
    """Yield whom an actor may speak for."""
    yield from (role.org for role in actor.roles)
    yield from (one.other for others in actor.relations.values() for one in others)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(backticked, names))


@rule("NC528", "counted-twice", WARNING, "a count is part of another one, with which it is added", needs_text=True)
def counted_twice(context: ArticleContext) -> Iterator[Finding]:
    """
    Counts by one source are added. So `seven of them` and `including seven children` are not counts of their own beside
    the one that they are part of; nor is an earlier figure beside a later total of the same source. What two sources
    count is not added either: each count has its `by`. English, German and Spanish.

    Example:
          events:
            fire:
              kind: incident
              type: accident
              casualties:
        -       injured: [{31 people: 31}, {seven of them: 7}] # <NC528>
        +       injured: {31 people: 31}
              evidence:
                - The fire in Oslo hurt 31 people, seven of them children
          text: The fire in Oslo hurt 31 people, seven of them children.
    """
    text, harm, language = context.text, harm_of(context.article.language), primary_subtag(context.article.language)
    assert text is not None
    if harm is None:
        return
    reported = set[Path]()
    for one, other in _pairs(context):
        for (path, part, span), (_, whole, _) in ((one, other), (other, one)):
            if path not in reported and part.least <= whole.least and harm.is_part(text.raw, span):
                reported.add(path)
                words = backticked(flatten(str(part.text)))
                message = f"{words} is part of {backticked(flatten(str(whole.text)))}, and is added to it"
                hint = "delete it: only the whole is counted"
                yield Finding((*path, "text"), message, in_text=((span, "here"),), help=hint)
        path, last, span = other
        if reported.isdisjoint((one[0], path)) and _are_figures(text.raw, one, other, harm, language):
            reported.add(path)
            who = f" of {_listed(last.by)}" if last.by else ""
            message = f"{one[1].count} and {last.count} are two figures{who} for all, and are added"
            hint = "correct `by`: figures of different sources are alternatives; or keep the newer one of two"
            yield Finding((*path, "text"), message, in_text=((span, "here"), (one[2], "the other")), help=hint)
        rivals = _rivals(context, one, other, harm, language) if path not in reported else None
        if rivals:
            reported.add(path)
            message = f"{one[1].count} and {last.count} are figures of {_listed(rivals)}, and are added"
            hint = f"write `by: {rivals[0]}` and `by: {rivals[1]}`: figures of different sources are alternatives"
            yield Finding((*path, "text"), message, in_text=((span, "here"), (one[2], "the other")), help=hint)


def _are_figures(raw: str, one: _Placed, other: _Placed, harm: Harm, language: str) -> bool:
    """Whether two counts by one source, in two sentences, say of nobody in particular how many they are."""
    counts, sentences = (one[1], other[1]), [sentence(raw, span) for _, _, span in (one, other)]
    if {*counts[0].by} != {*counts[1].by} or counts[0].count == counts[1].count or sentences[0] == sentences[1]:
        return False
    if not all(_is_figure(str(count.text), harm.people, language) for count in counts):
        return False
    totals = any(not harm.totals.isdisjoint(tokens(raw, *here)) for here in sentences)
    return totals or any(_is_figure(str(count.text), frozenset(), language) for count in counts)


def _rivals(context: ArticleContext, one: _Placed, other: _Placed, harm: Harm, language: str) -> list[str] | None:
    """The two actors to whom the text attributes two counts without `by`, each of nobody in particular."""
    if one[1].by or other[1].by or one[1].count == other[1].count or language != "en":
        return None
    if not all(_is_figure(str(count.text), harm.people, language) for _, count, _ in (one, other)):
        return None
    sources = [_source(context, span) for _, _, span in (one, other)]
    return [key for key in sources if key] if None not in sources and sources[0] != sources[1] else None


def _source(context: ArticleContext, count: Span) -> str | None:
    """The only actor who counts, or according to whom it is so, in the part of a sentence with a count."""
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


def _is_figure(words: str, people: frozenset[str], language: str) -> bool:
    """Whether words are one number, but for nouns that say nothing of who is counted."""
    reading = read_quantities(" ".join(word for word in words.split() if word.lower() not in people), language)
    return reading is not None and reading.whole and len(reading.amounts) == 1


def _pairs(context: ArticleContext) -> Iterator[tuple[_Placed, _Placed]]:
    """Yield the pairs of counts of one kind in one event."""
    found: dict[Path, list[_Placed]] = {}
    for one in _counts(context):
        found.setdefault(one[0][:4], []).append(one)
    for several in found.values():
        yield from combinations(several[:_MOST], 2)


_MOST = 20
"""Counts of one kind that are compared with each other."""
