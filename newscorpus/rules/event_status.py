"""NC507, NC508, NC511 and NC525: statuses that contradict those of related events, or the evidence."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.rules.context import ArticleContext, well_formed_events, well_formed_targets
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule
from newscorpus.text.grammar import Grammar
from newscorpus.text.index import Text
from newscorpus.text.negation import is_negative
from newscorpus.text.sentences import tokens
from newscorpus.text.spans import Span, inside
from newscorpus.text.timex_words import language_of
from newscorpus.text.words import pattern, words_in

REAL = frozenset({"occurred", "ongoing"})
"""Statuses of what took place or is taking place."""

UNREAL = frozenset({"planned", "possible", "postponed", "cancelled", "refused", "negated"})
"""Statuses of what did not take place, at least not yet. Others are uncertain: parts of a failed attempt took place, an
alleged event may have, and a generic event is not a single one."""

CALLED_OFF = frozenset({"cancelled", "postponed", "refused", "failed"})


@rule("NC507", "prevented-but-occurred", ERROR, "an event was prevented, but occurred or is ongoing")
def prevented_yet_real(context: ArticleContext) -> Iterator[Finding]:
    """
    What was prevented did not take place. The status is `occurred` where none is given. What might still prevent an
    event, or failed to, says nothing against it.

    Example:
          {ACTORS}

          events:
            talks:
              kind: meeting
              type: talks
        +     status: cancelled
              participants: {participant: [anna, carl]}
              evidence:
                - Anna Berg could not meet Carl Dahl
              relations: {prevented_by: storm} # <NC507>
            storm:
              kind: incident
              type: disaster
              evidence:
                - the storm
          text: Anna Berg could not meet Carl Dahl because of the storm.
    """
    for key, event in well_formed_events(context):
        if event.status not in REAL:
            continue
        for i, preventing, cause in well_formed_targets(context, key, "prevented_by"):
            if cause.status in REAL and preventing != key:
                message = f"event {backticked(key)} {_was(event.status)}, but is `prevented_by: {preventing}`"
                hint = f"write {_statuses(event, 'cancelled', 'possible', 'failed', 'negated')}, or delete the relation"
                yield Finding(("events", key, "relations", "prevented_by", i), message, help=hint)


def _statuses(event: Event, *several: str) -> str:
    """Return those statuses that events of its kind have, as they are written."""
    return " or ".join(f"`status: {status}`" for status in several if status in DEFAULT.get("statuses", event.kind))


@rule("NC508", "replaces-active-event", ERROR, "an event replaces one that was not called off")
def replaces_valid_event(context: ArticleContext) -> Iterator[Finding]:
    """
    An event takes the place of one that was called off (cancelled, postponed, refused) or failed. What merely comes
    later, or changes what another brought about (a new law), is `after` it, or `about` it.

    Example:
          {ACTORS}

          events:
            monday:
              kind: meeting
              type: talks
        -     status: planned
        +     status: cancelled
              participants: {participant: [anna, carl]}
              evidence:
                - to meet Carl Dahl on Monday
            sunday:
              kind: meeting
              type: talks
              status: planned
              participants: {participant: [anna, carl]}
              evidence:
                - they meet a day earlier
              relations: {replaces: monday} # <NC508>
          text: Anna Berg was to meet Carl Dahl on Monday. Now they meet a day earlier.
    """
    for key, event in context.article.events.items():
        for i, other, old in well_formed_targets(context, key, "replaces"):
            if old.status in CALLED_OFF | {"negated", "generic"} or event.status == "generic" or other == key:
                continue
            path: Path = ("events", key, "relations", "replaces", i)
            message = f"event {backticked(key)} replaces {backticked(other)}, which was not called off but {old.status}"
            statuses = _statuses(old, "cancelled", "postponed", "refused", "failed", "negated")
            hint = f"write {statuses} at `{other}`; or write `after`"
            if event.status in CALLED_OFF:
                hint = f"turn it round: write `replaces: {key}` at `{other}`, as it takes the place of that"
            yield Finding(path, message, related=((("events", other), "the replaced event"),), help=hint)


@rule("NC511", "part-without-whole", ERROR, "a part occurred, but its whole did not")
def part_without_whole(context: ArticleContext) -> Iterator[Finding]:
    """
    Where a part took place, or is under way, the whole has at least begun. What was done to prepare an event is no part
    of it: it comes before, enables or is about it.

    Example:
          {ACTORS}

          events:
            visit:
              kind: meeting
              type: visit
        -     status: cancelled
              participants: {visitor: anna, host: carl}
              evidence:
                - Anna Berg’s visit
            talks:
              kind: meeting
              type: talks
              participants: {participant: [anna, carl]}
              evidence:
                - talks with Carl Dahl
              relations: {part_of: visit} # <NC511>
          text: Anna Berg’s visit brought talks with Carl Dahl.
    """
    for key, event in well_formed_events(context):
        if event.status not in REAL:
            continue
        for i, whole_id, whole in well_formed_targets(context, key, "part_of"):
            if whole.status in UNREAL:
                path: Path = ("events", key, "relations", "part_of", i)
                message = f"event {backticked(key)} {_was(event.status)}, but is part of {backticked(whole_id)}"
                message += f", which is {whole.status}"
                hint = "correct one status, or write `after`, `enabled_by` or `about` instead of `part_of`"
                yield Finding(path, message, related=((("events", whole_id), "the whole"),), help=hint)


def _was(status: str) -> str:
    return "is ongoing" if status == "ongoing" else status


_NEAR_VERB: Final = 3
"""Words before a participle among which its auxiliary is in English: `was soon after cancelled`."""


class Fate(NamedTuple):
    """A verb that says what was done to an event."""

    status: str
    """`cancelled` or `postponed`."""
    words: str
    passive: bool
    """Whether the event is the subject."""
    goes_on: bool
    """Whether another clause follows, which may say more."""


def fates(raw: str, span: Span, grammar: Grammar) -> Iterator[Fate]:
    """Yield what the first clause of a part of a text says that was done to an event; not what may be done to it."""
    lower, words = raw[slice(*span)].lower(), list[str]()
    for status, phrase in _phrases_in(raw, grammar):
        if phrase[-1] not in lower:
            continue  # the usual case
        words = words or _without_asides(tokens(raw, *span), grammar)
        at = next((i for i in range(len(words)) if tuple(words[i : i + len(phrase)]) == phrase), None)
        if at is not None and _is_first_verb(words[:at], grammar):
            rest = words[at + len(phrase) :]
            if phrase[-1] in _SLOW and rest and rest[0] not in _UNTIL:
                continue
            if phrase[-1] in _MOVED and not _is_to_a_time(rest):
                continue
            passive = any(word in grammar.auxiliaries and word not in _HAVING for word in words[:at])
            yield Fate(status, " ".join(phrase), passive, not _MORE.isdisjoint(rest))


@lru_cache(maxsize=8)
def _phrases_in(raw: str, grammar: Grammar) -> Sequence[tuple[str, tuple[str, ...]]]:
    """The phrases for what is cancelled or postponed whose last words are in a text, with the status of each."""
    lower = raw.lower()
    phrases = [("cancelled", phrase) for phrase in grammar.cancelling]
    phrases += [("postponed", phrase) for phrase in grammar.postponing]
    return [(status, phrase) for status, phrase in phrases if phrase[-1] in lower]


_HAVING: Final = words_in("has have had having hat haben hatte hatten ha han había habían hubo")
"""Auxiliaries of the perfect, which is no passive: `has cancelled the talks`."""
_SLOW: Final = words_in("delayed")
"""What also means that something took longer: `supplies were delayed, leaving them two weeks`."""
_UNTIL: Final = words_in("until till to by for indefinitely again and ;")
_MOVED: Final = words_in("moved shifted")
"""What also means to another place."""
_TIMES: Final = words_in("next later spring summer autumn winter tomorrow date week month year")


def _is_to_a_time(rest: Sequence[str]) -> bool:
    """Whether `to November`, or the like, follows; not `to Monday's venue`."""
    english = language_of("en")
    return rest[:1] == ["to"] and any(
        word in _TIMES or _YEAR.fullmatch(word) or (english is not None and english.is_date_name(word))
        for word in rest[1:4]
    )


_YEAR: Final = pattern(r"(?:19|20)\d\d")
_MORE: Final = words_in("and but before then und aber bevor y pero ;")


def _without_asides(words: Sequence[str], grammar: Grammar) -> list[str]:
    """Leave out relative clauses between commas: `The talks, which were to begin on Monday, were postponed`."""
    kept, rest = list[str](), list(words)
    while "," in rest:
        at = rest.index(",")
        close = rest.index(",", at + 1) if "," in rest[at + 1 :] else 0
        is_aside = close and rest[at + 1] in grammar.subordinators and rest[at + 1] in grammar.pronouns
        kept, rest = [*kept, *rest[: at if is_aside else at + 1]], rest[close + 1 if is_aside else at + 1 :]
    return [*kept, *rest]


def _is_first_verb(before: Sequence[str], grammar: Grammar) -> bool:
    """Whether the words before a verb have no clause of their own, no negation, and nothing that leaves it open."""
    is_that = len(before) > 1 and before[0] in grammar.definite
    if is_that and before[1] not in grammar.articles and before[1] not in grammar.pronouns:
        before = before[1:]  # `That meeting was called off`
    modal = any(
        word in grammar.modals and previous not in grammar.prepositions  # `in May`
        for previous, word in pairwise(["", *before])
    )
    if modal or before[-2:-1] == [grammar.infinitive] or is_negative(before, grammar):
        return False
    if not grammar.subordinators.isdisjoint(before) or not grammar.speech.isdisjoint(before):
        return False
    auxiliaries = [i for i, word in enumerate(before) if word in grammar.auxiliaries]
    if not auxiliaries:
        return True
    is_near = grammar.language != "en" or len(before) - auxiliaries[-1] <= _NEAR_VERB
    return is_near and auxiliaries[-1] - auxiliaries[0] <= len(auxiliaries)


_EXPECTED: Final = frozenset({"planned", "possible", "ongoing", "cancelled", "postponed"})
"""Statuses that are judged, beside `occurred` of what takes place on a day."""


@rule(
    "NC525",
    "status-contradicts-words",
    WARNING,
    "the evidence says that an event was cancelled or postponed",
    needs_text=True,
    languages=("de", "en", "es"),
)
def status_against_words(context: ArticleContext) -> Iterator[Finding]:
    """
    What `was called off` is `cancelled`, what `has been postponed` is `postponed`; where the article says both, it is
    `cancelled`. The time is the one that was planned. What takes place instead is another event, which `replaces` it.
    Incidents have neither status: a march that was called off is `negated`, one that was put off is `planned`.

    Example:
          {TALKS}
        -     status: planned # <NC525>
        +     status: cancelled
              evidence:
                - The talks of Anna Berg and Carl Dahl were called off
          text: The talks of Anna Berg and Carl Dahl were called off.
    """
    text, grammar = context.known_text, context.known_grammar
    if not _phrases_in(text.raw, grammar):
        return  # the usual case
    turned = {
        replaced
        for replacing in context.article.events.values()
        if replacing.status in CALLED_OFF
        for replaced in replacing.relations.get("replaces", ())
    }  # that is NC508
    for key, event in well_formed_events(context):
        held = event.kind == "meeting" or event.type == "contest"
        judged = event.status in _EXPECTED or (event.status == "occurred" and (held or event.triggers))
        is_new = event.relations.get("replaces") or key in turned
        if not judged or is_new or context.is_broken("events", key):
            continue
        fate = fate_of(text, event, grammar)
        if fate is not None and not held and event.status == "occurred" and not _is_object(text, event, fate):
            continue
        if fate is not None and event.status not in (fate.status, _status_of(event, fate)):
            status = "counts as occurred" if event.status == "occurred" else f"is {event.status}"
            message = f"event {backticked(key)} {status}, but its evidence says {backticked(fate.words)}"
            hint = f"write `status: {_status_of(event, fate)}`, or quote the words that show that it {status}"
            yield Finding(("events", key, "status"), message, help=hint)


def _status_of(event: Event, fate: Fate) -> str:
    """What is written for a fate: an incident is not cancelled, it did not happen."""
    allowed = fate.status in DEFAULT.get("statuses", event.kind)
    return fate.status if allowed else "negated" if fate.status == "cancelled" else "planned"


def fate_of(text: Text, event: Event, grammar: Grammar) -> Fate | None:
    """Return what the evidence says was done to the event; None if it says nothing, or the given status too."""
    told = list[Fate]()
    triggers = spans(event.triggers)
    for span in spans(event.evidence):
        own = [trigger for trigger in triggers if inside(trigger, [span])]
        for fate in fates(text.raw, span, grammar):
            at = text.raw.lower().find(fate.words, *span)
            is_meant = not own or any((begin <= at) == fate.passive or begin <= at < end for begin, end in own)
            if is_meant and (fate.passive or not fate.goes_on):
                told.append(fate)
    statuses = {fate.status for fate in told}
    if not told or event.status in statuses:
        return None
    settled = next((fate for fate in told if fate.status == "cancelled"), told[0])
    is_real = event.status in ("occurred", "ongoing")
    doubted = (
        ((not settled.passive or settled.goes_on) and not _is_object(text, event, settled))
        if is_real
        else event.status == "cancelled" and _is_off(text, event, grammar)
    )
    return None if doubted else settled


def _is_object(text: Text, event: Event, fate: Fate) -> bool:
    """Whether all words that name an event are right behind the verb: `cancelled the sale`."""
    verb = rf"\b{re.escape(fate.words)} (?:(?:an?|the|its|his|her|their|this|that|all|planned|\w+ed) (?:[\w-]+ )?)?\Z"
    starts = [start for start, _ in spans(event.triggers)]
    return bool(starts) and all(re.search(verb, text.raw[max(0, at - _NEAR) : at].lower()) for at in starts)


_NEAR: Final = 60


def _is_off(text: Text, event: Event, grammar: Grammar) -> bool:
    """Whether words of the evidence, wherever they are, say that the event was cancelled."""
    said = " ".join(text.raw[slice(*span)].lower() for span in spans(event.evidence))
    return any(" ".join(phrase) in said for phrase in grammar.cancelling) or is_negative(said.split(), grammar)
