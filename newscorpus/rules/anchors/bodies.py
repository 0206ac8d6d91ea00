"""NC326: offices that the text places in another body than the role has."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.models.gazetteer import country_of_adjective
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.sectors import has_office
from newscorpus.text.spans import Span
from newscorpus.text.voices import is_subject
from newscorpus.text.words import flatten

_BODIES: Final = frozenset({"organization", "country", "locality", "group"})
_NEAR: Final = 60
"""Code points between the title of an office and the name of who holds it."""
_OWNED: Final = re.compile(r"['’]s?(?:\s+[\w-]+){0,2}\s+\Z")
_JOINED: Final = re.compile(r"\s+\Z")
"""What is between the name of a body and a title behind it: `Norway’s foreign minister`, `police spokesman`."""
_OF: Final = re.compile(r"\s+(?:of|for|at)\s+(?:the\s+)?\Z")
_WORD: Final = re.compile(r"([\w-]+)\s+\Z")
_ITS: Final = re.compile(r"\b(?:its|their)(?:\s+[\w-]+){0,1}\s+\Z", re.IGNORECASE)


@rule(
    "NC326", "office-in-another-body", HINT, "the text places an office in another body than the role", needs_text=True
)
def office_in_another_body(context: ArticleContext) -> Iterator[Finding]:
    """
    `Norway’s foreign minister`, `the Norwegian foreign minister` and `the foreign minister of Norway` have their office
    in Norway; `its spokesman` is that of an organization which the sentence names before, or with which the one before
    begins; and a `UN envoy` has the office at the UN. Judged beside the name of who holds the office. A rebel group has
    no foreign minister, and a country no managing director. English.

    Example:
          actors:
        -   anna: {name: Anna Berg, kind: person, roles: {mayor: bergen}} # <NC326>
        +   anna: {name: Anna Berg, kind: person, roles: {mayor: oslo}}
            oslo: {name: Oslo, kind: locality}
            bergen: {name: Bergen, kind: locality}
          text: Anna Berg, the mayor of Oslo, came from Bergen.
    """
    text, grammar, actors = context.text, grammar_of(context.article.language), context.article.actors
    assert text is not None
    if grammar is None or not grammar.actor:
        return
    for key, local in context.local.items():
        for i, role in enumerate(actors[key].roles[: len(local.roles)]):
            body, (start, end) = actors.get(role.org or ""), (role.title.start or 0, role.title.end or 0)
            if context.is_broken("actors", key) or body is None or body.kind not in _BODIES:
                continue
            if not has_office(flatten(role.title.exact), body.kind, body.sector):
                title = backticked(flatten(role.title.exact))
                message = (
                    f"role {title} is held in {backticked(body.id)}, which is {_sort(body)} and has no such office"
                )
                hint = "write the body in which it is held"
                yield Finding(("actors", key, "roles", i, "org"), message, help=hint)
                continue
            if not end or not _is_of(context, key, (start, end)):
                continue
            other = _body_beside(context, text.raw, (start, end), body, grammar)
            if other is not None:
                title = backticked(flatten(role.title.exact))
                message = (
                    f"role {title} is held in {backticked(body.id)}, but the text has it beside {backticked(other)}"
                )
                hint = f"write `{flatten(role.title.exact)}: {other}`" if other in actors else "correct the role"
                vague = _vague(context, (start, end), other) if other in actors else None
                if vague:
                    hint = f"move the mention {backticked(vague)} to {backticked(body.id)}, if it means that; or {hint}"
                yield Finding(("actors", key, "roles", i, "org"), message, in_text=(((start, end), "here"),), help=hint)


def _sort(body: Actor) -> str:
    """What a body is, for a message: its kind, and its sector."""
    kind = f"an {body.kind}" if body.kind == "organization" else f"a {body.kind}"
    return f"{kind} ({body.sector})" if body.sector else kind


def _is_of(context: ArticleContext, key: str, title: Span) -> bool:
    """Whether the nearest person to a title, in its sentence, is the one that it is given to."""
    assert context.text is not None
    here = sentence(context.text.raw, title)
    persons = [
        (max(span[0] - title[1], title[0] - span[1]), one)
        for span, one in names_of(context).mentions(here)
        if context.article.actors[one].kind == "person"
    ]
    return bool(persons) and min(persons)[1] == key and min(persons)[0] <= _NEAR


def _vague(context: ArticleContext, title: Span, other: str) -> str | None:
    """The listed mention of a body beside a title that does not name it, and may mean another one: `the ministry`."""
    assert context.text is not None
    here = sentence(context.text.raw, title)
    near = [span for span, key in names_of(context).mentions(here) if key == other]
    span = min(near, key=lambda one: max(one[0] - title[1], title[0] - one[1]), default=(0, 0))
    words = context.text.raw[slice(*span)]
    is_listed = any(quote.start == span[0] for quote in context.article.actors[other].mentions)
    return words if is_listed and words.islower() else None


def _body_beside(context: ArticleContext, raw: str, title: Span, body: Actor, grammar: Grammar) -> str | None:
    """The body, or the word for a country, beside a title; None if it is the given one, or none."""
    actors, names, here = context.article.actors, names_of(context), sentence(raw, title)
    for span, key in names.mentions(title):
        is_owner = span[0] == title[0] and span[1] < title[1] and actors[key].kind in _BODIES
        if is_owner and not _is_same(actors[key], body):
            return key  # `UN envoy for Sudan`
    for span, key in names.mentions(here):
        behind = 0 <= span[0] - title[1] <= _NEAR and _OF.match(raw[title[1] : span[0]])
        before = 0 <= title[0] - span[1] <= _NEAR and any(
            one.match(raw[span[1] : title[0]]) for one in (_OWNED, _JOINED)
        )
        if (behind or before) and actors[key].kind in _BODIES:
            return None if _is_same(actors[key], body) else key
    word = _WORD.search(raw, here[0], title[0])
    code = country_of_adjective(word[1]) if word else None
    if word and code and body.country:
        return None if code == body.country else word[1]
    if _ITS.search(raw, here[0], title[0]):
        return _antecedent(context, raw, (here[0], title[0]), body, grammar)
    return None


def _antecedent(context: ArticleContext, raw: str, before: Span, body: Actor, grammar: Grammar) -> str | None:
    """The only body that a sentence names before `its`, or without one, with which the sentence before it begins.

    None if it is the given one, or there are several. What a quotation names does not count outside it.
    """
    actors, names, text = context.article.actors, names_of(context), context.text
    assert text is not None
    around = {*text.quotations.around((before[1], before[1]))}
    found = {
        key
        for span, key in names.mentions(before)
        if actors[key].kind in _BODIES - {"group"} and around.issuperset(text.quotations.around(span))
    }
    if not found and before[0]:
        start = sentence(raw, (before[0] - 1, before[0]))[0]
        first = next(iter(names.mentions((start, before[0]))), None)
        if first and not around.issuperset(text.quotations.around(first[0])):
            return None
        if first and is_subject(raw, first[0], grammar) and actors[first[1]].kind in _BODIES - {"group"}:
            found = {first[1]}
    if len(found) != 1 or any(_is_same(actors[key], body) for key in found):
        return None
    return found.pop()


def _is_same(one: Actor, body: Actor) -> bool:
    """Whether two bodies are one, part of each other, or of one country."""
    related = {other.other for actor in (one, body) for others in actor.relations.values() for other in others}
    related |= {role.org for actor in (one, body) for role in actor.roles if role.org}
    return (
        bool({one.id, body.id} & related)
        or one.id == body.id
        or (one.country is not None and one.country == body.country and _are_state(one, body))
    )


def _are_state(one: Actor, body: Actor) -> bool:
    """Whether one of two bodies of a country is the country, and the other may be a part of its state."""
    return "country" in (one.kind, body.kind) and {one.sector, body.sector}.isdisjoint(_APART)


_APART: Final = frozenset({"REB", "OPP", "CRM", "SOC", "UAF", "LAB"})
"""Sectors of bodies that are no part of a state."""
