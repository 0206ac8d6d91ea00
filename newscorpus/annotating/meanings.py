"""What words mean by themselves: where a selection ends, types of events, and the words of a language for guesses."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs

from newscorpus.api.annotate import Mark
from newscorpus.models import Event
from newscorpus.models.edtf import bounds_of
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.text.index import Text
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span, trimmed
from newscorpus.views import phrases

_MARKS: Final = re.compile(r"\A[“”\"'‘’«»(\[,;:–—\s]+|[“”\"«»)\],;:–—\s]+\Z")
WORD: Final = re.compile(r"[^\W\d_]{2,}")
LONGEST_CUE: Final = 5
"""Words that attribute a claim, at most."""
_STEM: Final = 5
_COMMON: Final = 5
"""A stem that more types share says nothing."""
_ROLES: Final = {
    "visit": ("visitor", "host"),
    "briefing": ("speaker", "audience"),
    "meeting": ("participant", "organizer"),
    "incident": ("agent", "victim", "target"),
    "event": ("agent", "recipient", "participant"),
}
"""The likely roles of a type or else of a kind of event."""


@attrs.frozen
class Guess:
    """What words may be: an action, or a question that the page asks next."""

    score: float
    label: str
    detail: str
    sign: str
    """What its dot looks like: event, meeting, incident, claim, actor, when, place or detail."""
    steps: Sequence[Mapping[str, Any]] = ()
    ask: str = ""
    """`type` or `speaker`, which the page asks for; empty if nothing is open."""


def selected(text: Text, span: Span, *, exactly: bool) -> Span:
    """Return the words that a selection means: without whitespace and marks at its ends, with the rest of cut words."""
    start, end = trimmed((max(0, span[0]), min(span[1], len(text.raw))), text.raw)
    while start < end and (match := _MARKS.search(text.raw, start, end)):
        if match.start() == start:
            start = match.end()
        else:
            end = match.start()
    return (start, end) if exactly or start >= end else text.widened((start, end))


@cache
def tables() -> Mapping[str, Mapping[str, Any]]:
    """Return the words of each language that guesses need."""
    table: dict[str, Any] = json.loads(files("newscorpus.annotating").joinpath("words.json").read_text("utf-8"))
    return table


@cache
def _stems() -> Mapping[str, Sequence[tuple[int, str, str]]]:
    """The stem of a word → the types of events in whose name or meaning it is: weight, kind, type."""
    stems: dict[str, list[tuple[int, str, str]]] = {}
    for kind, types in DEFAULT.types.items():
        for name, word in types.items():
            if name == "other":
                continue
            for weight, words in ((3, phrases.word(name)), (1, word.meaning), (2, " ".join(synonyms().get(name, ())))):
                for stem in _stems_in(words):
                    stems.setdefault(stem, []).append((weight, kind, name))
    return stems


def _stems_in(words: str) -> set[str]:
    """The stems of words that say something; words of the codebook are English."""
    empty = tables()["en"]["empty"]
    parts = (part for part in WORD.findall(words.lower()) if len(part) >= _STEM - 1 and part not in empty)
    return {part[:_STEM] for part in parts}


def synonyms() -> Mapping[str, Sequence[str]]:
    """Return other words for the types of events."""
    table: Mapping[str, Sequence[str]] = tables()["en"]["types"]
    return table


def types_of(words: str) -> list[tuple[str, str]]:
    """Return the types of events, with their kinds, of whose English names or meanings some words are."""
    weights: dict[tuple[str, str], float] = {}
    for stem in _stems_in(words):
        types = _stems().get(stem, ())
        for weight, kind, name in types if len(types) <= _COMMON else ():
            weights[kind, name] = weights.get((kind, name), 0) + weight
    return sorted(weights, key=lambda pair: -weights[pair])


def day_of(published: str | None) -> date | None:
    """Return the day of a publication."""
    bounds = bounds_of(published[:10]) if published else None
    return bounds.latest if bounds else None


def distance(edtf: str, day: date | None) -> tuple[float, float]:
    """Return how far a date is from the publication; of weeks that overlap, the later one is nearer."""
    bounds = bounds_of(edtf)
    first, last = (bounds.earliest or bounds.latest, bounds.latest or bounds.earliest) if bounds else (None, None)
    if day is None or first is None or last is None:
        return float("inf"), 0
    away = 0 if first <= day <= last else min(abs((first - day).days), abs((last - day).days))
    return away, -first.toordinal()


def is_after(edtf: str, day: date | None) -> bool:
    """Return whether all of a time is after a day."""
    bounds = bounds_of(edtf)
    return day is not None and bounds is not None and bounds.earliest is not None and bounds.earliest > day


def roles_in(event: Event) -> list[str]:
    """Return the likely roles in an event; those that somebody has come last."""
    order = _ROLES.get(event.type) or _ROLES[event.kind]
    return sorted(order, key=lambda role: role in event.participants and role != "participant")


def speaker_of(
    text: Text, span: Span, quoted: Span | None, marks: Sequence[Mark], table: Mapping[str, Any]
) -> tuple[str | None, Span | None]:
    """Return who most likely says some words, and the words between: the cue.

    That is the nearest actor outside of them in their sentence. `quoted` is the quotation that they are in, `table` the
    words of the language.
    """
    raw = text.raw
    low, high = sentence(raw, span)
    if quoted and quoted[1] >= high - 2:  # the quotation ends the sentence: who says it may follow
        after = min(quoted[1] + 1, len(raw) - 1)
        high = sentence(raw, (after, after))[1]
    outside = [
        mark
        for mark in marks
        if mark.path[0] == "actors"
        and low <= mark.start
        and mark.end <= high
        and (mark.end <= span[0] or mark.start >= span[1])
    ]
    if not outside:
        return None, None
    mark = min(outside, key=lambda mark: min(abs(mark.start - span[1]), abs(span[0] - mark.end)))
    if mark.start >= span[1]:
        cue = _cue_behind(raw, quoted[1] if quoted and quoted[1] <= mark.start else span[1], mark)
    else:
        cue = _cue_before(raw, quoted[0] if quoted and quoted[0] >= mark.end else span[0], mark, table)
    return str(mark.path[1]), cue


def _cue_behind(raw: str, start: int, mark: Mark) -> Span | None:
    """`explained Dan Kritenbrink`, or `Dan Kritenbrink explained`, behind the words."""
    while start < mark.start and (raw[start].isspace() or raw[start] in ',”"“»'):
        start += 1
    end = mark.end
    if not raw[start : mark.start].strip() and (verb := re.compile(r"\s+[\w’-]+").match(raw, end)):
        end = verb.end()
    return _if_cue(raw, (start, end), at_least=2)


def _cue_before(raw: str, end: int, mark: Mark, table: Mapping[str, Any]) -> Span | None:
    """`said` between a name and the words."""
    start = mark.end
    while start < end and raw[start].isspace():
        start += 1
    first = raw[start:end].partition(" ")[0]
    if first in table.get("who", ()):
        start += len(first) + 1
    end = start + len(raw[start:end].rstrip(' ,:“"«„'))
    return _if_cue(raw, (start, end), at_least=1)


def _if_cue(raw: str, span: Span, *, at_least: int) -> Span | None:
    words = raw[slice(*span)]
    count = len(words.split())
    return span if at_least <= count <= LONGEST_CUE and not re.search(r"[,.;“”]", words) else None
