"""NC617: cues with a pronoun that cannot mean the speaker."""

from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import tokens
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
    `it said` not to a person. Judged are cues that begin or end with the pronoun and name nobody. English.

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
        if _cannot_mean(pronoun, speaker):
            message = f"cue {backticked(flatten(claim.cue.exact))} cannot mean {backticked(speaker.id)}"
            hint = "write `by: ACTOR`, whom the pronoun means, or quote another cue"
            yield Finding(("claims", i, "by"), message, in_text=((cue, "the cue"),), help=hint)


_ALL: Final = frozenset({"she", "he", "it"})


def _cannot_mean(pronoun: str, speaker: Actor) -> bool:
    mentioned = {flatten(quote.exact).lower() for quote in speaker.mentions}
    if pronoun == "it":
        return speaker.kind == "person"
    if speaker.kind in _BODIES:
        return True
    own, other = (_WOMAN, _MAN) if pronoun == "she" else (_MAN, _WOMAN)
    return speaker.kind == "person" and not mentioned.isdisjoint(other) and mentioned.isdisjoint(own)
