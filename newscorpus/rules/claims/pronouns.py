"""NC617: cues with a pronoun that cannot mean the speaker."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor, Claim
from newscorpus.rules.claims.sources import bodies_of
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.frames import frames
from newscorpus.text.grammar import grammar_of
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten, words_in

_LONGEST: Final = 200
"""Code points of a cue."""
_WOMAN: Final = words_in("she her")
_MAN: Final = words_in("he him his")
_BODIES: Final = frozenset({"organization", "country", "locality", "group"})


@rule("NC617", "pronoun-unlike-speaker", HINT, "the pronoun of a cue cannot mean the speaker", needs_text=True)
def pronoun_unlike_speaker(context: ArticleContext) -> Iterator[Finding]:
    """
    `she said` attributes words to a woman: not to an organization, nor to somebody whose other mentions are `he`; and
    `it said` not to a person. Judged are cues that begin or end with the pronoun and name nobody. Nor
    does it mean whom the sentence before only addresses: `The union wrote to the Oslo Post.` English.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
            lomar: {name: Lomar, kind: organization}
          claims:
        -   - by: lomar # <NC617>
        +   - by: anna
              quote: Oslo is a fine town
              cue: she said
          text: Anna Berg left Lomar. Oslo is a fine town, she said.
    """
    text = context.text
    assert text is not None
    if primary_subtag(context.article.language) != "en":
        return
    for i, claim in well_formed_claims(context):
        speakers = [context.article.actors.get(name) for name in claim.by]
        if (
            claim.cue is None
            or claim.via
            or len(speakers) != 1
            or speakers[0] is None
            or context.is_broken("claims", i)
        ):
            continue
        cue, speaker = spans([claim.cue])[0], speakers[0]
        words = tokens(text.raw, *cue) if cue[1] - cue[0] <= _LONGEST else []
        pronoun = next((word for word in (*words[:1], *words[-1:]) if word in _ALL), None)
        own = names_of(context).keys(cue)
        if pronoun is None or speaker.id in own or len(words) < 2:
            continue
        other = None if _cannot_mean(pronoun, speaker) else _subject_before(context, cue, pronoun, speaker)
        if other is None and not _cannot_mean(pronoun, speaker):
            other = _only_one_before(context, claim, pronoun, speaker)
        if other:
            who = f"{backticked(other)}, not {backticked(speaker.id)}"
            message = f"`{pronoun}` in the cue means {who}, by the sentence before"
            hint = f"write `by: {other}`, or list the pronoun in `mentions` of {backticked(speaker.id)}"
            yield Finding(("claims", i, "by"), message, in_text=((cue, "the cue"),), help=hint)
        if _cannot_mean(pronoun, speaker):
            message = f"cue {backticked(flatten(claim.cue.exact))} cannot mean {backticked(speaker.id)}"
            hint = "write `by: ACTOR`, whom the pronoun means, or quote another cue"
            yield Finding(("claims", i, "by"), message, in_text=((cue, "the cue"),), help=hint)


_ALL: Final = frozenset({"she", "he", "it"})


def _subject_before(context: ArticleContext, cue: Span, pronoun: str, speaker: Actor) -> str | None:
    """Who is the subject of the sentence before, if the speaker is only addressed in it: `wrote to the Oslo Post`."""
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    begin = sentence(text.raw, cue)[0]
    before = sentence(text.raw, (begin - 2, begin - 1)) if begin > 1 else (0, 0)
    if grammar is None or before[0] < text.paragraph(cue[0])[0] or before[1] - before[0] > _LONGEST_SENTENCE:
        return None
    named = names_of(context).mentions(before)
    addressed = [span for span, key in named if key == speaker.id]
    if not addressed or not all(_TO.search(text.raw, max(before[0], a - _NEAR), a) for a, _ in addressed):
        return None
    subjects = {
        key
        for frame in frames(text.raw, before, [span for span, _ in named], grammar)
        if frame.part == "subject"
        for span, key in named
        if span == frame.name
    }
    fit = [key for key in subjects if not _cannot_mean(pronoun, context.article.actors[key]) and key != speaker.id]
    return fit[0] if len(fit) == 1 else None


def _only_one_before(context: ArticleContext, claim: Claim, pronoun: str, speaker: Actor) -> str | None:
    """The only person of the last sentence before a claim that names any, if it does not name the speaker."""
    text, names, actors = context.text, names_of(context), context.article.actors
    assert text is not None
    first = text.paragraph(spans(claim.quote)[0][0])[0]
    start, end = sentence(text.raw, spans([*claim.quote, *([claim.cue] if claim.cue else [])])[0])
    if speaker.kind != "person" or pronoun not in _WOMAN | _MAN or speaker.id in names.keys((start, end)):
        return None
    for _ in range(_MOST_BEFORE):
        start, end = sentence(text.raw, (start - 3, start - 2)) if start > first + 3 else (0, 0)
        named = {key for _, key in (*names.mentions((start, end)), *names.titles((start, end)))}
        people = [key for key in named if actors[key].kind == "person"]
        if people:
            speaks = actors[people[0]].named or any(people[0] in one.by for one in context.article.claims)
            fits = (
                speaks and len(people) == 1 and people[0] != speaker.id and not _cannot_mean(pronoun, actors[people[0]])
            )
            return people[0] if fits and not _speaks_for(speaker, named) else None
    return None


def _speaks_for(speaker: Actor, named: set[str]) -> bool:
    """Whether somebody for whom a speaker speaks is named, who may stand for them."""
    return not named.isdisjoint(bodies_of(speaker))


_MOST_BEFORE: Final = 2
"""Sentences of the paragraph before a claim that are read."""
_LONGEST_SENTENCE: Final = 600
_NEAR: Final = 30
_TO: Final = re.compile(r"\b(?:to|told|with|from) (?:the )?(?:[\w-]+ ){0,2}\Z")
"""What is before the name of whom somebody speaks to."""


def _cannot_mean(pronoun: str, speaker: Actor) -> bool:
    mentioned = {flatten(quote.exact).lower() for quote in speaker.mentions}
    if pronoun == "it":
        return speaker.kind == "person"
    if speaker.kind in _BODIES:
        return True
    own, other = (_WOMAN, _MAN) if pronoun == "she" else (_MAN, _WOMAN)
    return speaker.kind == "person" and not mentioned.isdisjoint(other) and mentioned.isdisjoint(own)
