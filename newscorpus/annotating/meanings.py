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
from newscorpus.models.gazetteer import country_named, country_of_place
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.text.grammar import Grammar
from newscorpus.text.index import Text
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten
from newscorpus.views import phrases

WORD: Final = re.compile(r"[^\W\d_]{2,}")
_NEXT: Final = re.compile(r"\s+[\w’-]+")
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
    """`type`, `speaker`, `time` or `count`, which the page asks for; empty if nothing is open."""


@cache
def tables() -> Mapping[str, Mapping[str, Any]]:
    """Return the words of each language that guesses need."""
    table: dict[str, Any] = json.loads(files("newscorpus.annotating").joinpath("words.json").read_text("utf-8"))
    return table


@cache
def _stems() -> Mapping[str, Sequence[tuple[float, str, str]]]:
    """The stem of a word → the types of events in whose name or meaning it is: weight, kind, type.

    Of the other words for a type, those that come first weigh more.
    """
    stems: dict[str, list[tuple[float, str, str]]] = {}
    for kind, types in DEFAULT.types.items():
        for name, word in types.items():
            others = [(2 - i / 100, other) for i, other in enumerate(synonyms().get(name, ()))]
            for weight, words in ((3, phrases.word(name)), (1, word.meaning), *others) if name != "other" else ():
                for stem in _stems_in(words):
                    stems.setdefault(stem, []).append((weight, kind, name))
    return stems


def _stems_in(words: str) -> set[str]:
    """The stems of words that say something; words of the codebook are English."""
    empty = tables()["en"]["empty"]
    parts = (part for part in WORD.findall(words.lower()) if len(part) >= _STEM - 1 and part not in empty)
    return {part[:_STEM] for part in parts}


def synonyms() -> Mapping[str, Sequence[str]]:
    """Return other words for the types of events, the closest first."""
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


def distance(edtf: str, day: date | None) -> tuple[float, float]:
    """Return how far a date is from the publication; of weeks that overlap, the later one is nearer."""
    bounds = bounds_of(edtf)
    first, last = (bounds.earliest or bounds.latest, bounds.latest or bounds.earliest) if bounds else (None, None)
    if day is None or first is None or last is None:
        return float("inf"), 0
    away = 0 if first <= day <= last else min(abs((first - day).days), abs((last - day).days))
    return away, -first.toordinal()


def roles_in(event: Event) -> list[str]:
    """Return the likely roles in an event; those that somebody has come last."""
    order = _ROLES.get(event.type) or _ROLES[event.kind]
    return sorted(order, key=lambda role: role in event.participants and role != "participant")


def kind_of(parts: Sequence[str], language: str) -> str:
    """Return the likeliest kind of actor that some words name."""
    words, table = " ".join(parts).removeprefix("the ").removeprefix("The "), tables().get(language, {})
    lower, capitals = [word.lower() for word in words.split()], [word[:1].isupper() for word in parts]
    is_cased = words.lower() != words.upper()
    kinds = (
        ("country", country_named(words)),
        ("organization", set(lower) & set(table.get("organizations", ()))),
        ("locality", country_of_place(words)),
        ("person", not is_cased),
        ("group", (lower and lower[-1] in table.get("groups", ())) or not any(capitals)),
        ("person", len(lower) in (2, 3) and all(capitals)),
        ("organization", words.isupper()),
    )
    return next((kind for kind, fits in kinds if fits), "unknown")


def named_in(raw: str, span: Span, grammar: Grammar) -> bool:
    """Return whether words are behind a preposition, maybe with an article between."""
    before = flatten(raw[max(0, span[0] - 20) : span[0]]).lower().split()
    if before and before[-1] in grammar.articles:
        before.pop()
    return bool(before) and before[-1] in grammar.prepositions


def speaker_of(
    text: Text, span: Span, quoted: Span | None, marks: Sequence[Mark], grammar: Grammar
) -> tuple[str | None, Span | None]:
    """Return who most likely says some words, and the words between: the cue.

    That is the nearest actor outside of them in their sentence. `quoted` is the quotation that they are in.
    """
    raw = text.raw
    low, high = sentence(raw, span)
    if quoted and quoted[1] >= high - 2:  # the quotation ends the sentence: who says it may follow
        after = min(quoted[1] + 1, len(raw) - 1)
        high = sentence(raw, (after, after))[1]
    here = [mark for mark in marks if mark.path[0] == "actors" and low <= mark.start and mark.end <= high]
    outside = [mark for mark in here if mark.end <= span[0] or mark.start >= span[1]]
    if not outside:
        return None, None
    mark = min(outside, key=lambda mark: min(abs(mark.start - span[1]), abs(span[0] - mark.end)))
    if mark.start >= span[1]:
        start, end = quoted[1] if quoted and quoted[1] <= mark.start else span[1], mark.end
        start += len(raw[start:end]) - len(raw[start:end].lstrip(' \n,”"“»'))
        if not raw[start : mark.start].strip() and (verb := _NEXT.match(raw, end)):  # `Dan Kritenbrink explained`
            end = verb.end()
    else:
        start, end = mark.end, quoted[0] if quoted and quoted[0] >= mark.end else span[0]
        start += len(raw[start:end]) - len(raw[start:end].lstrip())
        first = raw[start:end].partition(" ")[0]
        start += len(first) + 1 if first in grammar.pronouns else 0  # `who said`
        end = start + len(raw[start:end].rstrip(' \n,:“"«„'))
    cue = raw[start:end]
    is_cue = 0 < len(cue.split()) <= LONGEST_CUE and not re.search(r"[,.;“”]", cue)
    is_name = start <= mark.start and len(cue.split()) < 2  # the speaker alone attributes nothing
    return str(mark.path[1]), (start, end) if is_cue and not is_name else None


def add(*path: str | int, **value: Any) -> list[dict[str, Any]]:
    """Return the step that adds something to a list; what is None is left out."""
    return [{"do": "add", "path": list(path), "value": {k: v for k, v in value.items() if v is not None}}]


def put(*path: str | int, **value: Any) -> list[dict[str, Any]]:
    """Return the step that sets a field that has no value yet."""
    return [{"do": "set", "path": list(path), "value": value}]
