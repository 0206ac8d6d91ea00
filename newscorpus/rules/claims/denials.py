"""NC619: claims that assert an event, although their source denies it in the words of the claim or beside them."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor, Claim, Event
from newscorpus.rules.claims.sources import bodies_of
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.attitudes import doubt, negation_of_clause, rejects
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span
from newscorpus.text.words import words_in

_LONGEST: Final = 400
"""Code points of a sentence that is looked at."""
_OPEN: Final = words_in("asserts uncommitted possible")
"""Stances that are none of who denies something."""
_STATE: Final = words_in("GOV MIL COP SPY")
"""Sectors that speak for a state, and act for it."""


@rule("NC619", "denial-as-assertion", HINT, "a claim asserts what its source denies", needs_text=True)
def denial_as_assertion(context: ArticleContext) -> Iterator[Finding]:
    """
    Where one source alleges something, and who is accused says what was not (`Our men fired no shot`), the second
    claim denies it; so does a claim behind a sentence in which its source `denied that`. Who is accused: the suspect
    or agent, who holds an office in it, and the state for which it acts. English, German and Spanish.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
            carl: {name: Carl Dahl, kind: person}
          events:
            theft:
              kind: incident
              type: crime
              status: alleged
              participants: {suspect: carl}
              evidence:
                - Carl Dahl stole a bicycle
          claims:
            - {by: anna, quote: Carl Dahl stole a bicycle, about: theft, stance: asserts}
            - by: carl
              quote: I did not take anything
              about: theft
        -     stance: asserts # <NC619>
        +     stance: denies
          text: Carl Dahl stole a bicycle, Anna Berg said. “I did not take anything,” Carl Dahl said.
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    if grammar is None:
        return
    for i, claim in well_formed_claims(context):
        events = [context.article.events[name] for name in claim.about if name in context.article.events]
        if claim.stance not in _OPEN or len(events) != 1 or context.is_broken("claims", i):
            continue
        speakers = [context.article.actors.get(name) for name in claim.by]
        event, known = events[0], [one for one in speakers if one is not None]
        if not known or len(known) < len(speakers) or not _is_alleged(context, event, claim):
            continue
        quote = spans(claim.quote)[0]
        if any(a < quote[1] and quote[0] < b for a, b in spans(event.evidence)):
            continue
        said = tokens(text.raw, quote[0], min(quote[1], quote[0] + _LONGEST))
        word = negation_of_clause(said, grammar) if any(is_accused(context, one, event) for one in known) else None
        if claim.stance != "asserts" and doubt(" ".join(said), grammar.language):
            continue  # `We know nothing about it`
        word = word or _denied_before(context, known, quote, grammar)
        if word:
            message = (
                f"stance `{claim.stance}` towards {backticked(event.id)}, but its source denies it: {backticked(word)}"
            )
            hint = "write `stance: denies`, or correct `about`"
            yield Finding(("claims", i, "stance"), message, in_text=((quote, "the claim"),), help=hint)


def _is_alleged(context: ArticleContext, event: Event, claim: Claim) -> bool:
    """Whether an event is what another source says: alleged, or with a suspect, and asserted in another claim."""
    if event.status != "alleged" and not event.in_role("suspect"):
        return False
    others = (one for one in context.article.claims if one is not claim and event.id in one.about)
    return any(one.stance in ("asserts", "likely", None) and {*one.by}.isdisjoint(claim.by) for one in others)


def is_accused(context: ArticleContext, speaker: Actor, event: Event) -> bool:
    """Whether a speaker is, or speaks for, who is said to have done it."""
    actors = context.article.actors
    for key in (*event.in_role("suspect"), *event.in_role("agent")):
        accused = actors.get(key)
        if accused is None:
            continue
        if {speaker.id, *bodies_of(speaker)} & {key, *bodies_of(accused)}:
            return True
        acts = {speaker.sector, accused.sector} <= _STATE or "country" in (speaker.kind, accused.kind)
        if acts and speaker.country is not None and speaker.country == accused.country:
            return True
    return False


def _denied_before(context: ArticleContext, speakers: list[Actor], quote: Span, grammar: Grammar) -> str | None:
    """The verb of the sentence before a claim with which a speaker denied something: `She denied it`."""
    assert context.text is not None
    raw = context.text.raw
    begin, _ = sentence(raw, quote)
    introduced = _INTRODUCED.search(raw, max(begin, quote[0] - _NEAR), quote[0])
    if introduced and introduced[1].lower() in grammar.rejecting | grammar.dismissing:
        return introduced[1]
    start, end = sentence(raw, (begin - 2, begin - 1)) if begin > 2 else (0, 0)
    if end - start > _LONGEST or start < context.text.paragraph(quote[0])[0]:
        return None
    names = names_of(context)
    own = {one.id for one in speakers} | {body for one in speakers for body in bodies_of(one)}
    states = {one.country for one in speakers if one.country and one.sector in _STATE}
    own |= {key for key, one in context.article.actors.items() if one.kind == "country" and one.country in states}
    if own.isdisjoint({*names.keys((start, end)), *(key for _, key in names.titles((start, end)))}):
        return None
    words = tokens(raw, start, end)
    denies = rejects(words, (), grammar)
    rejected = next((word for word in words if word in grammar.dismissing), None)
    return denies or (rejected if rejected and not _OF_REPORT.isdisjoint(words) else None)


_NEAR: Final = 60
_INTRODUCED: Final = re.compile(r"\b(\w+) (?:(?:this|that|it|(?:the|these|any|all) [\w ]{3,30}))?: [“„«\"‘']?\Z")
"""A verb with its object and a colon, before a quotation: `denied this: `."""
_OF_REPORT: Final = frozenset(
    {"this", "that", "it", "accusation", "accusations", "charge", "charges", "claim", "claims"}
)
"""What is rejected if something is denied."""
