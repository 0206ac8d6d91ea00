"""NC555: relations that the words between two events, or about another one, contradict."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.rules.context import ArticleContext, memoized, well_formed_events, well_formed_targets
from newscorpus.rules.events.mentioned import mentioned_in
from newscorpus.rules.events.order import earlier_by_words
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.spans import touch
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten, words_in

_OFF: Final = words_in("cancelled postponed refused negated")
_LATER: Final = ("after", "caused_by")
"""Relations of the later of two events."""
_INSTEAD: Final = re.compile(r"\b(instead|in place of|in lieu of)\b", re.IGNORECASE)
_MARK: Final = re.compile(r"[.;:!?“”\"]|\b(?:said|says|told|that)\b")
"""What ends the reach of such words."""


@rule("NC555", "event-relation-unlike-words", HINT, "the words of the article contradict a relation", needs_text=True)
def relation_unlike_words(context: ArticleContext) -> Iterator[Finding]:
    """
    Of `Lomar left after the raid` the raid comes first, of `raided the house before Lomar left` too. What happens
    `instead` of an event that was called off `replaces` it. And a probe is about what its words name: `investigate her
    murder`. English.

    Example:
          {ACTORS}

          events:
            raid:
              kind: incident
              type: attack
              triggers: [raid]
        -     relations: {after: leaving} # <NC555>
              evidence:
                - the raid
            leaving:
              kind: event
              type: departure
              participants: {agent: anna}
              triggers: [resigned]
        +     relations: {after: raid}
              evidence:
                - Anna Berg resigned
          text: Anna Berg resigned after the raid. Carl Dahl did not.
    """
    if context.text is None or primary_subtag(context.article.language) != "en":
        return
    for key, event in well_formed_events(context):
        for how in event.relations if not context.is_broken("events", key) else ():
            for i, other, target in well_formed_targets(context, key, how):
                found = None
                if other != key and not context.is_broken("events", other):
                    found = _instead(context, event, how, target) or _order(context, event, how, target)
                    found = found or _named(context, event, how, target) or _turned(context, event, how, target)
                if found:
                    path: Path = ("events", key, "relations", how, i)
                    message = f"{backticked(key)} is `{how}: {other}`, but {found[0]}"
                    yield Finding(path, message, related=((("events", other), "the other event"),), help=found[1])


def _instead(context: ArticleContext, event: Event, how: str, target: Event) -> tuple[str, str] | None:
    """That an event takes place instead of one that was called off."""
    if how not in ("after", "about", "caused_by", "part_of", "same_as") or target.status not in _OFF:
        return None
    raw = context.text.raw if context.text else ""
    if target.id in event.relations.get("replaces", ()) or event.status in _OFF:
        return None
    found = next(filter(None, (_INSTEAD.search(raw, *sentence(raw, span)) for span in spans(event.evidence))), None)
    if found is None:
        return None
    return f"its sentence says {backticked(found[1].lower())}", f"write `replaces: {target.id}`, if that is meant"


def _order(context: ArticleContext, event: Event, how: str, target: Event) -> tuple[str, str] | None:
    """That the words of the two events say that the other one came later."""
    words = earlier_by_words(context, event, target) if how in _LATER else None
    if words is None:
        return None
    hint = f"write `relations: {{{how}: {event.id}}}` at {backticked(target.id)} instead, if that is meant"
    return f"by {backticked(words)} it comes before it", hint


_BEGINNING: Final = 5
"""Letters at the beginning of a word that words of one root share."""
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_OBJECT: Final = re.compile(
    r"(?: (?:against|over|of|for|on|to|into|at|about|with)\b)?"
    r"(?: (?!(?:in|on|at|to|for|from|with|by|and|but|or|as|that|after|before|when|while|if)\b)[\w’'-]+){1,5}"
)
"""The phrase behind a trigger."""


@memoized
def _names(context: ArticleContext) -> Iterator[dict[str, set[str]]]:
    """Yield, for the beginnings of words that name events, the events: of ids, triggers and types."""
    found = defaultdict[str, set[str]](set)
    for key, event in well_formed_events(context):
        said = " ".join([key.replace("-", " "), event.type, *(one.exact for one in event.triggers)])
        for word in _WORD.findall(said):
            found[word[:_BEGINNING].lower()].add(key)
    yield found


def _named(context: ArticleContext, event: Event, how: str, target: Event) -> tuple[str, str] | None:
    """That the words behind the trigger of an event name another one, and not that to which it is related."""
    raw, (names,) = context.text.raw if context.text else "", _names(context)
    if how != "about":
        return None
    for trigger in spans(event.triggers):
        behind = _OBJECT.match(raw, trigger[1], sentence(raw, trigger)[1])
        words = {word[:_BEGINNING].lower(): word for word in _WORD.findall(behind[0])} if behind else {}
        hits = {key: word for stem, word in words.items() for key in _only(names.get(stem, set()), event.id)}
        if behind and not hits:
            nouns = mentioned_in(context, behind.span())
            hits = {key: raw[slice(*span)] for span, key in nouns if key != event.id}
        if target.id in hits:
            continue
        if any(target.id in names.get(stem, ()) for stem in words) or len(hits) != 1:
            continue
        (other, word), events = next(iter(hits.items())), context.article.events
        parts = {*_wholes(events[other]), *_wholes(target)}
        if other not in event.relations.get(how, ()) and not parts & {other, target.id}:
            return f"its words {backticked(word)} name {backticked(other)}", f"write `{how}: {other}`, if that is meant"
    return None


def _turned(context: ArticleContext, event: Event, how: str, target: Event) -> tuple[str, str] | None:
    """That the words of the other event name this one behind its trigger, and not the other way round."""
    raw = context.text.raw if context.text else ""
    own = [sentence(raw, span) for span in spans(event.evidence)]
    if how != "about" or target.type not in _OF_OTHERS or touch(own, spans(target.evidence)):
        return None
    if any(key == target.id for here in own for _, key in mentioned_in(context, here)):
        return None
    for trigger in spans(target.triggers) or spans(target.evidence):
        here = sentence(raw, trigger)
        for span, key in mentioned_in(context, (trigger[0], here[1])):
            if key == event.id and not _MARK.search(raw, trigger[1], max(trigger[1], span[0])):
                said = flatten(raw[span[0] : span[1]])
                hint = f"write `about: {event.id}` at {backticked(target.id)} instead, if that is meant"
                return f"the words of {backticked(target.id)} name {backticked(event.id)}: {backticked(said)}", hint
    return None


_OF_OTHERS: Final = words_in(
    "accusation support refusal request threat investigation briefing hearing decision call change concession protest"
)
"""Types of events that are about others."""


def _wholes(event: Event) -> Iterator[str]:
    return chain.from_iterable(event.relations.get(how, ()) for how in ("part_of", "same_as"))


def _only(keys: set[str], own: str) -> set[str]:
    """The event that a word names beside `own`, if it is one."""
    others = keys - {own}
    return others if len(others) == 1 else set()
