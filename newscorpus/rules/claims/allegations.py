"""NC622: denials of events that nobody alleges."""

from collections.abc import Iterator, Sequence

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor, Claim, Event
from newscorpus.rules.claims.denials import is_accused
from newscorpus.rules.context import ArticleContext, well_formed_claims, well_formed_events
from newscorpus.rules.events.statuses import REAL
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.spans import touch


@rule("NC622", "denial-of-another-event", HINT, "a claim denies what nobody alleges", needs_text=True)
def denial_of_another_event(context: ArticleContext) -> Iterator[Finding]:
    """
    Who denies something answers somebody who alleges it. Where nobody alleges the event that a claim denies, but
    another one that is `alleged`, or has a suspect, is beside the claim or about its speaker, the claim denies that
    one. Not reported if the speaker already denies the other one, or is accused of both.

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
            fair:
              kind: meeting
              type: gathering
              evidence:
                - The fair opened
          claims:
            - {by: anna, quote: Carl Dahl stole a bicycle, about: theft, stance: asserts}
            - by: carl
              quote: I did not take anything
        -     about: fair # <NC622>
        +     about: theft
              stance: denies
          text: The fair opened. Carl Dahl stole a bicycle, Anna Berg said. “I did not take anything,” he said.
    """
    alleged = [event for _, event in well_formed_events(context) if _is_alleged(event)]
    for i, claim in well_formed_claims(context) if alleged else ():
        about = [context.article.events[one] for one in claim.about if one in context.article.events]
        speakers = [context.article.actors[one] for one in claim.by if one in context.article.actors]
        if claim.stance != "denies" or len(about) != 1 or not speakers or context.is_broken("claims", i):
            continue
        event = about[0]
        answers = event.kind == "incident" and _is_accused(context, speakers, event)
        answers = answers or touch(spans(event.evidence), spans(claim.quote))
        if answers or event.status == "generic" or context.is_broken("events", event.id):
            continue
        meant = _denied(context, claim, event, [one for one in alleged if not _denies(context, speakers, one)])
        if meant:
            nobody = "of which nobody accuses its source" if event in alleged else "which nobody alleges"
            message = f"denies {backticked(event.id)}, {nobody}; {backticked(meant.id)} is alleged"
            hint = f"write `about: {meant.id}`, if that is what the source denies"
            related = ((("events", meant.id), "what is alleged"),)
            yield Finding(("claims", i, "about"), message, related=related, help=hint)


def _denied(context: ArticleContext, claim: Claim, event: Event, alleged: Sequence[Event]) -> Event | None:
    """What a claim denies in place of an event: what its speaker is accused of, or what is alleged beside it.

    Both, if another source asserts the event, or it has not occurred; and nothing then, if it is beside the claim.
    """
    speakers = [context.article.actors[one] for one in claim.by if one in context.article.actors]
    near = [one for one in alleged if _is_near(context, claim, one)]
    accused = [one for one in alleged if _is_accused(context, speakers, one)]
    both = [one for one in near if one in accused]
    if event.status in REAL and not event.in_role("suspect") and not _is_asserted(context, claim, event):
        both = both or near or accused
    elif _is_near(context, claim, event):
        return None
    return both[0] if both else None


def _is_alleged(event: Event) -> bool:
    return event.status == "alleged" or bool(event.in_role("suspect"))


def _is_accused(context: ArticleContext, speakers: Sequence[Actor], event: Event) -> bool:
    return any(is_accused(context, speaker, event) for speaker in speakers)


def _denies(context: ArticleContext, speakers: Sequence[Actor], event: Event) -> bool:
    """Whether a speaker denies an event in a claim."""
    own = {one.id for one in speakers}
    return any(
        event.id in claim.about and claim.stance == "denies" and not own.isdisjoint(claim.by)
        for claim in context.article.claims
    )


def _is_asserted(context: ArticleContext, claim: Claim, event: Event) -> bool:
    """Whether another source speaks of an event, and does not deny it."""
    others = (one for one in context.article.claims if event.id in one.about and one.stance != "denies")
    return any({*one.by}.isdisjoint(claim.by) for one in others)


def _is_near(context: ArticleContext, claim: Claim, event: Event) -> bool:
    """Whether the evidence of an event, or a claim about it, is in the paragraph of a claim, or right before."""
    assert context.text is not None
    (start, end), raw = spans(claim.quote)[0], context.text.raw
    begin = sentence(raw, (start, end))[0]
    before = sentence(raw, (max(0, begin - 3), max(1, begin - 2)))
    claims = (one.quote for one in context.article.claims if one is not claim and event.id in one.about)
    shown = [*event.evidence, *(quote for quotes in claims for quote in quotes)]
    return touch(spans(shown), [context.text.paragraph(start), before])
