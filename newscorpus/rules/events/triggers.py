"""NC552 and NC553: triggers that name no event, or another one, and an event that lacks its trigger."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.models.traversal import layer_of
from newscorpus.rules.context import ArticleContext, memoized, well_formed_events
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import tokens
from newscorpus.text.event_words import types_named
from newscorpus.text.frames import IRREGULAR
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span, inside
from newscorpus.text.term_words import has_words, lacks_words
from newscorpus.text.timex_languages import language_of
from newscorpus.text.words import words_in

_MOST: Final = 10
"""Events with the same trigger that are compared."""
_LONGEST: Final = 200
"""Code points of words in which a trigger is looked for."""
_FEWEST: Final = 5
"""Events of an article of which a single one without triggers is reported."""
_DESCRIBING: Final = words_in(
    "new old big large major main joint public local national international foreign former next last first second third"
    " early late recent previous final whole entire more most other same own such several many few two three four five"
    " six seven eight nine ten dozen hundreds thousands million billion percent not so too very yesterday today"
    " tomorrow can"
)
"""Words that name nothing by themselves."""
_NAMING: Final = {"places": "a place", "when": "a time", "casualties": "a count", "things": "a thing"}
"""What the words of an event name, by layer."""
_OFTEN_EVENTS: Final = frozenset({"things"})
"""The layers of which the words often name the event, too: `a ransom`."""


@rule("NC552", "trigger-of-something-else", HINT, "a trigger names no event, or another one", needs_text=True)
def trigger_of_something_else(context: ArticleContext) -> Iterator[Finding]:
    """
    A trigger is the verb or noun that names the event: `signed`, `their meeting`. It is no actor, place, time or count,
    and not only `was` or `early`. Nor is it the trigger of another event, or a word that says nothing of the type,
    where other words of the evidence do. English.

    Example:
          {ACTORS}

          events:
            talks:
              kind: meeting
              type: talks
              participants: {participant: [anna, carl]}
        -     triggers: [Anna Berg] # <NC552>
        +     triggers: [met]
              evidence:
                - Anna Berg met Carl Dahl
          text: Anna Berg met Carl Dahl.
    """
    grammar = grammar_of(context.article.language)
    if grammar is None or grammar.language != "en":
        return
    for key, event in well_formed_events(context):
        if not event.triggers or context.is_broken("events", key):
            continue
        evidence = spans(event.evidence)
        for i, (trigger, span) in enumerate(zip(event.triggers, spans(event.triggers), strict=True)):
            found = _wrong(context, event, span, grammar) if inside(span, evidence) else None
            if found:
                path: Path = ("events", key, "triggers", i)
                said = types_named(" ".join(one.exact for one in event.evidence), grammar.language).get(event.type)
                hint = f"quote the words that name the {event.type}" + (f", such as {backticked(said)}" if said else "")
                message = f"trigger {backticked(trigger.exact)} of {backticked(key)} {found}"
                yield Finding(path, message, help=hint, arguments=(trigger.exact,))


def _wrong(context: ArticleContext, event: Event, span: Span, grammar: Grammar) -> str | None:
    """What a trigger names in place of its event; None if it may be right."""
    assert context.text is not None
    (index,), raw = _indexed(context), context.text.raw
    words, said, fit = raw[slice(*span)], tokens(raw, *span), _fit(raw[slice(*span)], event.type)
    if fit < _NAMES:
        if not any(_is_content(word, grammar) for word in _TOKEN.findall(words)):
            return "names no event"
        for (a, b), layer, what in index.around(span):
            is_same = layer not in _OFTEN_EVENTS and _core(said, grammar) == _core(tokens(raw, a, b), grammar)
            if is_same or (not fit and a <= span[0] and span[1] <= b):
                return f"names {what}, and no event"
    is_first, is_better = True, _is_named_elsewhere(event, words, grammar)
    for other in index.by_span[span][:_MOST]:
        its, is_first = _fit(words, other.type), is_first and other is not event
        if other.type != event.type and (its > fit or (its == fit and is_first and is_better)):
            return f"is that of {backticked(other.id)}"
    return None if fit else _of_other_words(context, event, span, grammar)


def _is_named_elsewhere(event: Event, words: str, grammar: Grammar) -> bool:
    """Whether other words of the evidence name the type of an event."""
    said = " ".join(one.exact for one in event.evidence)
    return types_named(said, grammar.language).get(event.type, words.lower()) != words.lower()


_NAMES: Final = 2


def _fit(words: str, kind: str) -> int:
    """How well words name events of a type: `_NAMES` if they do, 1 if they may, 0 if they say nothing of it."""
    if kind in types_named(words, "en"):
        return _NAMES
    return 0 if lacks_words(words, "types", kind, "en") else 1


def _is_content(word: str, grammar: Grammar) -> bool:
    """Whether a word may name something: no function word, weekday, number in words or mere description."""
    calendar, lower = language_of(grammar.language), word.lower()
    known = lower in grammar.functional | grammar.finite | grammar.participles | grammar.negations | _DESCRIBING
    is_date = calendar is not None and word[0].isupper() and calendar.is_date_name(word)
    return not known and not is_date and (lower in _IN_LY or not lower.endswith("ly"))


_TOKEN: Final = re.compile(r"\w+(?:[-’']\w+)*")
_IN_LY: Final = words_in("ally apply assembly bully comply family fly imply monopoly rally rely reply supply")
"""Words in `-ly` that are no adverbs."""


def _core(words: Sequence[str], grammar: Grammar) -> list[str]:
    """The words without an article or a preposition before them."""
    begins = len(words) > 1 and words[0] in grammar.articles | grammar.prepositions
    return _core(words[1:], grammar) if begins else list(words)


class _Index:
    """The triggers of an article, and the words that name something else than events."""

    def __init__(self, context: ArticleContext) -> None:
        self.by_span, self.by_words = defaultdict[Span, list[Event]](list), defaultdict[str, list[Event]](list)
        for _, event in well_formed_events(context):
            for trigger in event.triggers:
                self.by_words[trigger.exact.lower()].append(event)
                for span in spans([trigger]):
                    self.by_span[span].append(event)
        self._words = sorted(_words(context))

    def around(self, span: Span) -> Iterator[tuple[Span, str, str]]:
        """Yield the words that have a letter in common with a span: with their layer, and what they name."""
        first = bisect_left(self._words, ((span[0] - _LONGEST, 0), "", ""))
        after = bisect_left(self._words, ((span[1], 0), "", ""))
        return (one for one in self._words[first:after] if one[0][1] > span[0])


@memoized
def _indexed(context: ArticleContext) -> Iterator[_Index]:
    yield _Index(context)


def _words(context: ArticleContext) -> Iterator[tuple[Span, str, str]]:
    names, text = names_of(context), context.text
    assert text is not None
    whole = (0, len(text.raw))
    for span, key in (*names.mentions(whole), *names.titles(whole)):
        yield span, "actors", f"the actor {backticked(key)}"
    for path, quote in context.quotes:
        layer = layer_of(path)
        if path[0] == "events" and layer in _NAMING:
            for span in spans([quote]):
                yield span, layer, _NAMING[layer]


_MOST_ADVERBS: Final = 3
"""Words before a verb among which its auxiliary is: `would probably not roll again`."""


def _of_other_words(context: ArticleContext, event: Event, span: Span, grammar: Grammar) -> str | None:
    """That a trigger says nothing of the type of its event, while other words of the evidence do.

    Verbs are judged only if they are the trigger of another event somewhere, since there are many for each type.
    """
    assert context.text is not None
    raw = context.text.raw
    rest = [raw[a : max(a, min(b, span[0]))] + " " + raw[max(a, min(b, span[1])) : b] for a, b in spans(event.evidence)]
    if not has_words(" ".join(rest), "types", event.type, grammar.language):
        return None
    words = raw[slice(*span)].lower()
    (index,) = _indexed(context)
    for other in index.by_words[words][:_MOST]:
        if other.type != event.type:
            return f"is a word for the {other.type} {backticked(other.id)}"
    said, before = tokens(raw, *span), tokens(raw, max(0, span[0] - 40), span[0])[-_MOST_ADVERBS:]
    is_verb = any(word in IRREGULAR or word.endswith(("ed", "ing")) for word in said)
    is_led = any(word in grammar.modals or word == grammar.infinitive for word in (*before, *said))
    return None if is_verb or is_led else f"says nothing of type {event.type}"


@rule("NC553", "trigger-left-out", HINT, "an event has no triggers, and all others of the article have")
def trigger_left_out(context: ArticleContext) -> Iterator[Finding]:
    """
    Triggers are at all events of a corpus, or at none. Where a single one lacks them, they were probably forgotten.
    Judged are articles with five or more events.

    Example:
          events:
            first:
              kind: event
              type: other
              triggers: [opened]
              evidence:
                - Oslo opened a bridge
            second:
              kind: event
              type: other
              triggers: [closed]
              evidence:
                - Oslo closed a road
            third:
              kind: event
              type: other
              triggers: [painted]
              evidence:
                - Oslo painted a wall
            fourth:
              kind: event
              type: other
              triggers: [built]
              evidence:
                - Oslo built a house
            fifth: # <NC553>
              kind: event
              type: other
        +     triggers: [swept]
              evidence:
                - Oslo swept a yard
          text: Oslo opened a bridge. Oslo closed a road. Oslo painted a wall. Oslo built a house. Oslo swept a yard.
    """
    events = context.article.events
    without = [key for key, event in events.items() if not event.triggers]
    if len(without) != 1 or len(events) < _FEWEST or context.is_broken("events", without[0]):
        return
    message = f"{backticked(without[0])} is the only event without `triggers`"
    yield Finding(("events", without[0]), message, at_key=True, help="add the words that name it")
