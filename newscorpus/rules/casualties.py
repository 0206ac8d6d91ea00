"""NC526, NC528 and NC561: casualties that are of another kind, counted twice, or not counted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event, Incident
from newscorpus.models.count import Count
from newscorpus.models.traversal import counts_of
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.harm import Harm, harm_counts, harm_of
from newscorpus.text.quantities import read_quantities
from newscorpus.text.sentences import sentence, tokens
from newscorpus.text.spans import Span, inside, touch
from newscorpus.text.words import flatten

Placed = tuple[Path, Count, Span]
"""A count, its path, and the place of its words."""


def counts_in(context: ArticleContext) -> Iterator[Placed]:
    """Yield the counts whose words have a place in the text, with their paths and these places."""
    for key, event in well_formed_events(context):
        for path, count in counts_of(key, event):
            for span in spans([count.text] if count.text else []):
                if not context.is_broken(*path):
                    yield path, count, span


def _harm(context: ArticleContext) -> Harm:
    """The words for harm of the language, which all of these rules' languages have."""
    harm = harm_of(context.language)
    assert harm is not None
    return harm


def listed(names: Sequence[str]) -> str:
    """Return names for a message."""
    return ", ".join(map(backticked, names))


@rule(
    "NC526",
    "casualties-of-another-kind",
    WARNING,
    "the words of a count name another harm",
    needs_text=True,
    languages=("de", "en", "es"),
)
def casualties_of_another_kind(context: ArticleContext) -> Iterator[Finding]:
    """
    The clause with the words of a count says what happened to these people. Reported if it names another harm, and not
    the one under which they are counted; or if it says that they were saved, or what else they did (`200 people
    marched`), and names no harm; or if the number is an age, or counts things (`two trawlers`).

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
    text, harm = context.known_text, _harm(context)
    for path, count, span in counts_in(context):
        kind, no_people = str(path[3]), harm.no_people(text.raw, span)
        if no_people:
            message = f"{backticked(flatten(str(count.text)))} counts as {kind}, but it {no_people}"
            yield Finding((*path, "text"), message, in_text=((span, "here"),), help="delete it, or count the people")
            continue
        kinds = harm.kinds(text.raw, span) or harm.kinds_nearby(text.raw, span)
        if len(kinds) == 1 and kind not in kinds:
            (named,) = kinds
            message = f"{backticked(flatten(str(count.text)))} counts as {kind}, but the words say {named}"
            yield Finding((*path, "text"), message, in_text=((span, "here"),), help=f"move it to `{named}`")
        saved = harm.saved(text.raw, span, kind) if not kinds and kind in ("injured", "killed") else None
        saved = saved or (None if kinds else harm.other(text.raw, span))
        if saved:
            message = f"{backticked(flatten(str(count.text)))} counts as {kind}, but the words say {saved}"
            yield Finding((*path, "text"), message, in_text=((span, "here"),), help="delete it")


@rule(
    "NC528",
    "counted-twice",
    WARNING,
    "a count is part of another one, with which it is added",
    needs_text=True,
    languages=("de", "en", "es"),
)
def counted_twice(context: ArticleContext) -> Iterator[Finding]:
    """
    Counts by one source are added. So `seven of them` and `including seven children` are not counts of their own beside
    the one that they are part of; nor is an earlier figure beside a later total of the same source. What two sources
    count is not added either: each count has its `by`.

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
    text, harm, language = context.known_text, _harm(context), context.language
    reported = set[Path]()
    for earlier, later in _pairs(context):
        for (path, part, span), (_, whole, _) in ((earlier, later), (later, earlier)):
            are_rivals = part.by and whole.by and {*part.by} != {*whole.by}
            if are_rivals or path in reported or part.least > whole.least:
                continue
            if any(harm.is_part(text.raw, place) for place in _places(context, path, part, span)):
                reported.add(path)
                words, of = backticked(flatten(str(part.text))), _whole(context, path, part, span) or whole
                message = f"{words} is part of {backticked(flatten(str(of.text)))}, and is added to it"
                hint = "delete it: only the whole is counted"
                yield Finding((*path, "text"), message, in_text=((span, "here"),), help=hint)
        path, last, span = later
        if reported.isdisjoint((earlier[0], path)) and _are_figures(text.raw, earlier, later, harm, language):
            reported.add(path)
            who = f" of {listed(last.by)}" if last.by else ""
            message = f"{earlier[1].count} and {last.count} are two figures{who} for all, and are added"
            hint = "correct `by`: figures of different sources are alternatives; or keep the newer one of two"
            yield Finding((*path, "text"), message, in_text=((span, "here"), (earlier[2], "the other")), help=hint)
    for path, part, span in _alone(context):
        if harm.is_mere_part(text.raw, span):
            message = f"{backticked(flatten(str(part.text)))} is only a part of those who are {path[3]}"
            hint = "write the whole count: a part of it is no count of its own"
            yield Finding((*path, "text"), message, in_text=((span, "here"),), help=hint)


def _whole(context: ArticleContext, path: Path, part: Count, span: Span) -> Count | None:
    """The last count of the same people before a part of it, in its sentence."""
    begin = sentence(context.known_text.raw, span)[0]
    before = [
        (place, count)
        for counted, count, place in counts_in(context)
        if counted[:4] == path[:4] and begin <= place[0] < span[0] and count.least >= part.least
    ]
    return max(before, key=lambda pair: pair[0])[1] if before else None


def _places(context: ArticleContext, path: Path, count: Count, span: Span) -> list[Span]:
    """Where the words of a count are in the sentences of the evidence: of several places, another one may be meant."""
    raw = context.known_text.raw
    evidence = [sentence(raw, span) for span in spans(context.article.events[str(path[1])].evidence)]
    occurrences = context.known_text.named(count.text.exact) if count.text else ()
    return [span, *(place for place in occurrences[:_MOST] if inside(place, evidence))]


def _are_figures(raw: str, earlier: Placed, later: Placed, harm: Harm, language: str) -> bool:
    """Whether two counts by one source, in two sentences, say of nobody in particular how many they are."""
    counts, sentences = (earlier[1], later[1]), [sentence(raw, span) for _, _, span in (earlier, later)]
    if {*counts[0].by} != {*counts[1].by} or counts[0].count == counts[1].count or sentences[0] == sentences[1]:
        return False
    if not all(_is_figure(str(count.text), harm.people, language) for count in counts):
        return False
    totals = any(not harm.totals.isdisjoint(tokens(raw, *here)) for here in sentences)
    return totals or any(_is_figure(str(count.text), frozenset(), language) for count in counts)


def _is_figure(words: str, people: frozenset[str], language: str) -> bool:
    """Whether words are one number, but for nouns that say nothing of who is counted."""
    reading = read_quantities(" ".join(word for word in words.split() if word.lower() not in people), language)
    return reading is not None and reading.whole and len(reading.amounts) == 1


def _alone(context: ArticleContext) -> Iterator[Placed]:
    """Yield the counts that are the only one of their kind in an event."""
    every = list(counts_in(context))
    several = Counter(path[:4] for path, _, _ in every)
    yield from (placed for placed in every if several[placed[0][:4]] == 1)


def _pairs(context: ArticleContext) -> Iterator[tuple[Placed, Placed]]:
    """Yield the pairs of counts of one kind in one event."""
    by_kind: dict[Path, list[Placed]] = {}
    for placed in counts_in(context):
        by_kind.setdefault(placed[0][:4], []).append(placed)
    for several in by_kind.values():
        yield from combinations(several[:_MOST], 2)


_MOST = 20
"""Counts of one kind that are compared with each other."""

_LONGEST: Final = 1000
"""Code points of evidence that is read."""
_TOOK_PLACE: Final = frozenset({"occurred", "ongoing", "alleged"})


@rule(
    "NC561",
    "uncounted-casualties",
    HINT,
    "the evidence counts people who were harmed, and the event does not",
    needs_text=True,
    languages=("en",),
)
def uncounted_casualties(context: ArticleContext) -> Iterator[Finding]:
    """
    Where the evidence of an incident gives a number of killed, injured or missing people, the incident has it in its
    `casualties`, unless another incident of the article has it. Those who are detained are counted in a `detention`.

    Example:
          events:
            fire:
              kind: incident
              type: accident
        -     casualties: {injured: {three people: 3}} # <NC561>
        +     casualties: {injured: {three people: 3}, missing: {One man: 1}}
              evidence:
                - The fire in Oslo hurt three people
                - One man was still missing
          text: The fire in Oslo hurt three people. One man was still missing on Monday.
    """
    text, harm = context.known_text, _harm(context)
    counted = [span for key, event in well_formed_events(context) for span in _counted(key, event)]
    for key, event in well_formed_events(context):
        if not isinstance(event, Incident) or event.status not in _TOOK_PLACE or context.is_broken("events", key):
            continue
        reported = set[str]()
        for a, b in spans(event.evidence):
            for kind, span in harm_counts(text.raw, (a, min(b, a + _LONGEST))):
                if kind in event.casualties or kind in reported or touch([span], counted):
                    continue
                if (kind == "detained") != (event.type == "detention") or harm.is_part(text.raw, span):
                    continue
                reported.add(kind)
                words = flatten(text.raw[slice(*span)])
                message = f"the evidence of {backticked(key)} has {backticked(words)}"
                message += f", but the event counts nobody as {kind}"
                hint = f"add `{kind}: {{{words}: …}}` to its `casualties`, or quote less"
                where = ("events", key, "casualties") if event.casualties else ("events", key)
                yield Finding(where, message, at_key=True, in_text=((span, "here"),), help=hint)


def _counted(key: str, event: Event) -> Iterator[Span]:
    """Yield the places of the words of all counts of an event."""
    for _, count in counts_of(key, event):
        yield from spans([count.text] if count.text else [])
