"""NC613: claims by a body for which a person speaks, and by a person where their body speaks."""

from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.rules.claims.sources import bodies_of, first_named, speaking
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

_LONGEST: Final = 1000
"""Code points of a cue that is read."""
_GAP: Final = 3
"""Code points before a sentence in which the one before it ends."""


@rule(
    "NC613",
    "spokesperson-as-body",
    HINT,
    "a cue names a person, but the claim is by their body, or the other way round",
    needs_text=True,
)
def body_for_person(context: ArticleContext) -> Iterator[Finding]:
    """
    Where the cue names a person who is an actor and holds a role in an organization, the claim is by the person; the
    role says for whom they speak. Where it names the organization, and nothing near it the person, the claim is by the
    organization. Not reported if the cue names both, or if both are in `by`. English, German and Spanish.

    Example:
          actors:
            club: {name: Oslo Club, kind: organization}
            anna: {name: Anna Berg, kind: person, roles: {chair: club}}
          claims:
        -   - by: club # <NC613>
        +   - by: anna
              quote: Oslo is a fine town
              cue: said Anna Berg
          text: Oslo is a fine town, said Anna Berg, chair of the Oslo Club.
    """
    grammar, actors = grammar_of(context.article.language), context.article.actors
    for i, claim in well_formed_claims(context) if grammar else ():
        by = [actors[one] for one in claim.by if one in actors and actors[one].kind in ("organization", "person")]
        if grammar is None or claim.cue is None or claim.via or len(claim.by) != 1 or not by:
            continue
        if context.is_broken("claims", i):
            continue
        cue = spans([claim.cue])[0]
        if cue[1] - cue[0] > _LONGEST or by[0].id in names_of(context).keys(cue):
            continue
        find = _person if by[0].kind == "organization" else _body
        found = find(context, by[0], cue, grammar)
        if found:
            (other, span), why = found
            message = f"cue {backticked(flatten(claim.cue.exact))} names {backticked(other.id)}, {why}"
            hint = f"write `by: {other.id}`"
            hint += ": the role says for whom they speak" if other.kind == "person" else ", which is said to speak"
            yield Finding(("claims", i, "by"), message, in_text=((span, "who speaks"),), help=hint)


def _person(context: ArticleContext, body: Actor, cue: Span, grammar: Grammar) -> tuple[tuple[Actor, Span], str] | None:
    """The person with a role in a body that speaks by the cue."""
    for person, span in speaking(context, cue, grammar):
        if person.kind == "person" and body.id in (role.org for role in person.roles):
            return (person, span), f"who speaks for {backticked(body.id)}"
    return None


def _body(context: ArticleContext, person: Actor, cue: Span, grammar: Grammar) -> tuple[tuple[Actor, Span], str] | None:
    """The body of a person that speaks by the cue, if neither its sentence nor the one before names the person."""
    text, names = context.text, names_of(context)
    assert text is not None
    start, end = sentence(text.raw, cue)
    before = sentence(text.raw, (start - _GAP, start - 1)) if start > _GAP else (start, end)
    near = before[0], end
    named = {*names.keys(near), *(key for _, key in names.titles(near))}
    has_title = not names.heads(person.id).isdisjoint(tokens(text.raw, *near))
    if person.id in named or has_title or not grammar.subjects.isdisjoint(tokens(text.raw, *cue)):
        return None
    bodies = {*bodies_of(person)}
    for body, span in [*speaking(context, cue, grammar)] or first_named(context, cue, grammar):
        if body.id in bodies and body.kind == "organization":
            return (body, span), f"and nothing near it {backticked(person.id)}"
    return None
