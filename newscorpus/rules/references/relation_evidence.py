"""What contradicts the relation of two actors: its evidence, or that the article never speaks of both. English."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor, Quote
from newscorpus.models.gazetteer import countries_described
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.name_index import names_of
from newscorpus.text.clauses import sentence
from newscorpus.text.kinship import speaks_of
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

_MOST: Final = 20
"""Mentions of an actor that are looked at."""


def not_shown(context: ArticleContext, relation: str, one: Actor, other: Actor, evidence: Quote | None) -> str | None:
    """Return what contradicts that two actors are so related; None if nothing does."""
    if evidence is not None:
        for span in spans([evidence]):
            return _of_another(context, one, other, span) or _of_other_words(context, relation, span)
        return None
    if not context.mentions.get(one.id) or not context.mentions.get(other.id):
        return None
    return _apart(context, one, other) or _without_words(context, relation, one, other)


def _of_another(context: ArticleContext, one: Actor, other: Actor, span: Span) -> str | None:
    """That the evidence says `his` of a body, `its` of a person, or names somebody else than the other actor."""
    assert context.text is not None
    raw, names = context.text.raw, names_of(context)
    here, said = sentence(raw, span), raw[slice(*span)]
    close = names.keys(span) | {key for _, key in names.titles(span)}
    if other.id in close or not names.heads(other.id).isdisjoint(flatten(said).lower().split()):
        return None
    whose = _WHOSE.match(said)
    if whose and other.kind and other.kind in _UNLIKE[whose[1].lower()]:
        kind = f"{_A[other.kind]} {other.kind}"
        return f"its words begin with {backticked(whose[1])}, and {backticked(other.id)} is {kind}"
    others = close - {one.id}
    if other.id in names.keys(here) or not others or one.id not in names.keys(here) or _PRONOUN.search(said):
        return None
    if other.country in countries_described(said) or any(_belong(context, key, other) for key in others):
        return None
    return f"its words name {backticked(min(others))}"


_WHOSE: Final = re.compile(r"((?:his|her|its)) [a-z]", re.IGNORECASE)
_UNLIKE: Final = {
    "his": ("organization", "country", "locality", "group"),
    "her": ("organization", "locality", "group"),
    "its": ("person",),
}
_A: Final = {"organization": "an", "country": "a", "locality": "a", "group": "a", "person": "a"}
_PRONOUN: Final = re.compile(r"\b(?:he|she|it|they|him|her|his|its|their|them|whose|which|who|that)\b", re.IGNORECASE)


def _belong(context: ArticleContext, key: str, other: Actor) -> bool:
    """Whether an actor is related to another one in any way, or has an office there."""
    actor = context.article.actors[key]
    bodies = {role.org for role in actor.roles} | {its.other for some in actor.relations.values() for its in some}
    back = {role.org for role in other.roles} | {its.other for some in other.relations.values() for its in some}
    return other.id in bodies or key in back


def _of_other_words(context: ArticleContext, relation: str, span: Span) -> str | None:
    """That neither the evidence nor its sentence has a word for the relation."""
    assert context.text is not None
    raw = context.text.raw
    if speaks_of(relation, raw[slice(*sentence(raw, span))]):
        return None
    return f"its words {backticked(flatten(raw[slice(*span)]))} do not say so"


def _apart(context: ArticleContext, one: Actor, other: Actor) -> str | None:
    """That no paragraph names both actors, and they have neither country nor event in common."""
    assert context.text is not None
    if "country" in (one.kind, other.kind):
        codes = {one.country, other.country} - {None}
        return f"they are of {one.country} and {other.country}" if len(codes) > 1 and one.kind != other.kind else None
    if (one.country is not None and one.country == other.country) or "group" in (one.kind, other.kind):
        return None
    texts = [{context.text.paragraph(start) for start, _ in _places(context, actor)} for actor in (one, other)]
    if not texts[0].isdisjoint(texts[1]):
        return None
    is_met = any({one.id, other.id} <= {*event.parties} for event in context.article.events.values())
    return None if is_met else "no paragraph names both"


def _places(context: ArticleContext, actor: Actor) -> Iterator[Span]:
    """Where an actor is named."""
    yield from context.mentions.get(actor.id, ())[:_MOST]


def _without_words(context: ArticleContext, relation: str, one: Actor, other: Actor) -> str | None:
    """That no sentence that names one of two actors has a word for their relation."""
    assert context.text is not None
    raw = context.text.raw
    said = [raw[slice(*sentence(raw, span))] for actor in (one, other) for span in _places(context, actor)]
    titles = [role.title.exact for actor in (one, other) for role in actor.roles]
    names = [form for actor in (one, other) for form in (*actor.forms, actor.name or "")]
    return None if any(speaks_of(relation, words) for words in (*said, *titles, *names)) else "no words say so"
