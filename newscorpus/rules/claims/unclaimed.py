"""NC625: sentences in which an actor says something of an event, or denies it, without a claim."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Claim, Event, Incident, Quote
from newscorpus.rules.claims.sources import bodies_of, speaking
from newscorpus.rules.context import ArticleContext, text_path, well_formed_events
from newscorpus.rules.name_index import Named, names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.frames import Frame, frames
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.spans import Span, touch
from newscorpus.text.speakers import DOCUMENTS, REPORTING, STATING
from newscorpus.text.words import flatten, words_in

_LONGEST: Final = 600
"""Code points of a sentence that is read."""
_SAYING: Final = STATING | REPORTING
_SPEECH: Final = words_in("briefing request refusal accusation threat support agreement dispute hearing talks decision")
"""Types of events that consist in words."""
_NEAR: Final = 100
"""Code points behind a denial in which a claim by the same source may give its words: `denied it. “We did not …”`."""
_RIVALS: Final = 2
"""Figures of which one may have a source without a claim."""


@rule("NC625", "unclaimed-statement", HINT, "an actor says something of an event, without a claim", needs_text=True)
def unclaimed_statement(context: ArticleContext) -> Iterator[Finding]:
    """
    What an actor says of an annotated event is a claim: `Anna Berg said that …`, `according to the police`. Reported
    are sentences that are evidence of an event, in which an actor says something or denies it, and which no claim
    quotes, if the annotation has claims. Not reported if the actor has another claim about the event, if a figure of
    theirs has its source in `by`, or if the act of speech is itself an event. English, German and Spanish.

    Example:
          {ACTORS}

          events:
            theft:
              kind: incident
              type: crime
              evidence:
                - a bicycle was stolen in Oslo
                - the bicycle was a red one
          claims:
            - by: carl
              quote: a bicycle was stolen in Oslo
              about: theft
              stance: asserts
        +   - by: anna
        +     quote: the bicycle was a red one
        +     about: theft
          text: Carl Dahl said a bicycle was stolen in Oslo. Anna Berg said the bicycle was a red one. # <NC625>
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    if grammar is None or not context.article.claims or context.is_broken("claims"):
        return
    quoted = spans([quote for claim in context.article.claims for quote in _quotes(claim)])
    shown = [(event, spans(event.evidence)) for key, event in well_formed_events(context)]
    for here in _sentences(context, [span for _, evidence in shown for span in evidence]):
        if touch([here], quoted):
            continue
        found = next(_statements(context, here, grammar), None)
        if found is None or context.is_broken("actors", found[0]):
            continue
        events = [event for event, evidence in shown if touch(evidence, [here])]
        key, place, denies = found
        about = _unclaimed(context, key, here, events, denies=denies)
        if about is not None:
            said = backticked(flatten(text.raw[slice(*here)]))
            verb = "denies" if denies else "says"
            message = f"{backticked(key)} {verb} something of {backticked(about.id)}, without a claim: {said}"
            stance = "denies" if denies else "asserts"
            hint = f"add a claim: `{{by: {key}, cue: WORDS, quote: WORDS, about: {about.id}, stance: {stance}}}`"
            related = ((("events", about.id), "the event"),)
            yield Finding(
                text_path(context), message, in_text=((place, "here"),), related=related, help=hint, arguments=(said,)
            )


def _quotes(claim: Claim) -> Iterator[Quote]:
    yield from claim.quote
    if claim.cue:
        yield claim.cue


def _sentences(context: ArticleContext, evidence: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of evidence, in order."""
    assert context.text is not None
    last = 0
    for start, end in sorted(evidence):
        at = max(start, last)
        while at < end:
            here = sentence(context.text.raw, (at, at + 1))
            at = last = here[1]
            if here[1] - here[0] <= _LONGEST:
                yield here


def _statements(context: ArticleContext, here: Span, grammar: Grammar) -> Iterator[tuple[str, Span, bool]]:
    """Yield who says something in a sentence, with the words, and whether they deny something."""
    assert context.text is not None
    raw, names, denying = context.text.raw, names_of(context), grammar.rejecting | grammar.dismissing
    words = {*tokens(raw, *here)}
    if not (words.isdisjoint(_SAYING) and words.isdisjoint(denying)):
        named = [*names.mentions(here), *names.titles(here)]
        keys = {_with_owner(raw, span, named): key for span, key in named}
        for frame in frames(raw, here, [*keys], grammar):
            if frame.part == "subject" and not frame.negated and _is_statement(raw, frame, grammar):
                yield keys[frame.name], frame.name, frame.verb in denying
    if not words.isdisjoint(DOCUMENTS):  # `A report by the bank found …`, `…, a report by the bank said`
        comma = raw.rfind(", ", *here)
        for at in (here[0], comma + len(", ")) if comma >= 0 else (here[0],):
            yield from ((actor.id, span, False) for actor, span in speaking(context, (at, here[1]), grammar))
    for phrase in grammar.sources if words.issuperset(("according", "to")) or grammar.language != "en" else ():
        at = raw[slice(*here)].lower().find(" ".join(phrase))
        if at >= 0:
            at += here[0]
            for actor, span in speaking(context, (at, here[1]), grammar):
                yield actor.id, span, False


def _is_statement(raw: str, frame: Frame, grammar: Grammar) -> bool:
    """Whether a verb of speech says how something is: not `said nothing`, and `warned that`, and not `warned`."""
    behind = raw[frame.place[1] : frame.place[1] + _NEAR]
    if frame.verb in REPORTING:
        return _THAT.match(behind) is not None
    if frame.verb in grammar.dismissing:
        return not grammar.reports.isdisjoint(behind.lower().split()[:_MOST_OBJECT]) or _BLAME.match(behind) is not None
    return (frame.verb in STATING and _NOTHING.match(behind) is None) or frame.verb in grammar.rejecting


_THAT: Final = re.compile(r"(?: (?!and\b|but\b)[\w’'-]+){0,4} that\b")
_NOTHING: Final = re.compile(r" (?:nothing|little|goodbye|sorry|yes|no|so)\b")
_BLAME: Final = re.compile(r" (?:any |all |the )?(?:responsibility|blame|liability|involvement|wrongdoing)\b")
_MOST_OBJECT: Final = 4
"""Words behind a verb among which its object is."""


def _with_owner(raw: str, name: Span, named: Sequence[Named]) -> Span:
    """The span of a name with that of its owner before it: `Ghana’s Foreign Ministry`."""
    owners = (span for span, _ in named if raw[span[1] : name[0]] in ("’s ", "'s "))
    return next(owners, name)[0], name[1]


def _unclaimed(context: ArticleContext, key: str, here: Span, events: Sequence[Event], *, denies: bool) -> Event | None:
    """The event of which somebody says something, if they have no claim about one of the events."""
    actor = context.article.actors[key]
    speakers = [one for one in context.article.actors.values() if key in bodies_of(one)]
    side = {key, *bodies_of(actor), *(one.id for one in speakers)}
    own = [claim for claim in context.article.claims if not side.isdisjoint((*claim.by, claim.via or ""))]
    if denies:
        ids = {event.id for event in events}
        meant = [claim for claim in own if claim.stance is not None or not ids.isdisjoint(claim.about)]
        follows = any(0 <= span[0] - here[1] <= _NEAR for claim in meant for span in spans(claim.quote))
        if follows or any(claim.stance == "denies" for claim in own):
            return None
        alleged = [event for event in events if event.status == "alleged" or event.in_role("suspect")]
        return next(iter(alleged or events), None)
    claimed = {one for claim in own for one in claim.about}
    if any(event.id in claimed or (event.type in _SPEECH and not side.isdisjoint(event.parties)) for event in events):
        return None
    return None if any(_is_counted(context, side, event) for event in events) else events[0]


def _is_counted(context: ArticleContext, side: set[str], event: Event) -> bool:
    """Whether a figure is given as that of somebody; not if it is the rival of one whose source has a claim."""
    claiming = {one for claim in context.article.claims if event.id in claim.about for one in claim.by}
    for counts in event.casualties.values() if isinstance(event, Incident) else ():
        sources = {one for count in counts for one in count.by}
        if not side.isdisjoint(sources):
            return len(counts) < _RIVALS or claiming.isdisjoint(sources)
    return False
