"""NC602, NC606, NC607, NC611 and NC620: claims that contradict each other, lack an event, or are in another claim."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Claim, Event, Incident
from newscorpus.rules.context import ArticleContext, well_formed, well_formed_claims
from newscorpus.rules.cue_sources import bodies_of
from newscorpus.rules.cues import cue_of_another
from newscorpus.rules.rule import ERROR, HINT, WARNING, Finding, rule
from newscorpus.text.index import Text
from newscorpus.text.spans import Span, inside, touch
from newscorpus.text.words import flatten


def _dangling(context: ArticleContext, names: Iterable[str]) -> bool:
    """Whether one of `names` is neither an actor nor an event: NC201 or NC202 reports it."""
    return any(name not in context.article.actors and name not in context.article.events for name in names)


@rule("NC602", "stance-without-event", ERROR, "a stance is not towards exactly one event")
def stance_without_event(context: ArticleContext) -> Iterator[Finding]:
    """
    A stance says whether the source takes an event to be so: the one event that `about` names, beside any actors.
    Without an event there is no stance; for two events, write two claims.

    Example:
          {PLANNED_TALKS}

          claims:
            - by: carl
              quote: I shall not come
        -     about: anna
        +     about: [anna, talks]
              stance: denies # <NC602>
          text: Anna Berg will meet Carl Dahl. “I shall not come,” Carl Dahl said.
    """
    for i, claim in enumerate(context.article.claims):
        events = [name for name in dict.fromkeys(claim.about) if name in context.article.events]
        if claim.stance is None or len(events) == 1 or _dangling(context, claim.about):
            continue
        if not all(well_formed(context, "claims", i, field) for field in ("about", "stance")):
            continue
        named = f"{len(events)} events" if events else "no event"
        hint = "write a claim for each event" if events else "add the event: `about: EVENT`, or delete `stance`"
        message = f"stance `{claim.stance}` needs exactly one event: `about` names {named}"
        yield Finding(("claims", i, "stance"), message, help=hint)


@rule("NC606", "contradictory-stances", WARNING, "a source asserts and denies the same event")
def contradictory_stances(context: ArticleContext) -> Iterator[Finding]:
    """
    People change their minds, but then on another occasion (`at`), at another time (`when`), or in the words of another
    (`via`). Members of a group may disagree.

    Example:
          {PLANNED_TALKS}

          claims:
            - by: carl
              quote: I shall not come
              about: talks
              stance: denies
            - by: carl
              quote: Carl Dahl had no time
              about: talks
        -     stance: asserts # <NC606>
        +     stance: denies
          text: Anna Berg will meet Carl Dahl. “I shall not come,” he said. Carl Dahl had no time.
    """
    first: dict[tuple[object, ...], tuple[str, int]] = {}
    reported: set[int] = set()
    for i, claim in well_formed_claims(context):
        events = sorted({name for name in claim.about if name in context.article.events})
        if claim.stance not in ("asserts", "denies") or len(events) != 1:
            continue
        when = claim.when and claim.when.edtf
        for source in claim.by or ("",):
            actor = context.article.actors.get(source)
            if source and (actor is None or actor.kind == "group"):
                continue
            key = (source, events[0], claim.via, claim.at, when)
            stance, before = first.setdefault(key, (claim.stance, i))
            if stance != claim.stance and i not in reported:
                reported.add(i)
                who = backticked(source) if source else "the article"
                message = f"{who} {claim.stance} {backticked(events[0])}, and {stance} it in another claim"
                hint = "correct a stance, or `by` of one of the claims; if both were said, add `when` or `at` to them"
                if not _misattributed(context).isdisjoint((i, before)):
                    hint = "correct `by` of the claim whose cue names another, or a stance"
                path, related = ("claims", i, "stance"), ((("claims", before, "stance"), "the other claim"),)
                yield Finding(path, message, related=related, help=hint, alike=(source, events[0]))


def _misattributed(context: ArticleContext) -> frozenset[str | int]:
    """The claims whose cues name another speaker, which NC610 reports."""
    check, has_text = cue_of_another.check, context.text is not None
    if check is None or not cue_of_another.applies_to(context.language, has_text=has_text):
        return frozenset()
    return frozenset(finding.path[1] for finding in check(context))


@rule("NC607", "allegation-without-source", WARNING, "no claim is about an alleged event, or an event with a suspect")
def allegation_without_source(context: ArticleContext) -> Iterator[Finding]:
    """
    What only a source vouches for (`alleged`), or whom only a source makes responsible (`suspect`), needs the claim
    that says so, `about` the event: else the annotation alleges it itself. Who denies or doubts it does not say so.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
            police: {name: police, kind: organization}
          events:
            theft:
              kind: incident
              type: crime
              status: alleged # <NC607>
              participants: {suspect: anna}
              evidence:
                - Anna Berg stole a bicycle
        + claims:
        +   - by: police
        +     quote: Anna Berg stole a bicycle
        +     cue: police say
        +     about: theft
        +     stance: asserts
          text: Anna Berg stole a bicycle, police say.
    """
    doubtful = {key: event for key, event in context.article.events.items() if _is_doubtful(event)}
    if not doubtful or not well_formed(context, "claims"):
        return
    if any(_dangling(context, claim.about) for claim in context.article.claims):
        return
    named = {name for claim in context.article.claims for name in claim.about}
    claimed = {name for claim in context.article.claims if claim.stance not in _DOUBTS for name in claim.about}
    covered = set(claimed)
    for key, event in context.article.events.items():
        # A claim about the whole, a part, or the same event in another article counts too.
        near = [related for relation in ("part_of", "same_as") for related in event.relations.get(relation, ())]
        if any(other in claimed or "#" in other for other in near):
            covered.add(key)
        if key in claimed:
            covered.update(near)
    for key, event in doubtful.items():
        if key not in covered and well_formed(context, "events", key):
            alleged = event.status == "alleged"
            path: Path = ("events", key, "status") if alleged else ("events", key, "participants", "suspect")
            state = "is alleged" if alleged else "has a suspect"
            lacking = "all claims about it deny or doubt it" if key in named else "no claim is about it"
            message = f"event {backticked(key)} {state}, but {lacking}: who says so?"
            hint = f"add a claim: `{{by: ACTOR, about: {key}, quote: WORDS}}`"
            quoting = _quoting(context, event)
            if quoting is not None:
                hint = f"write `about: {key}` in `claims[{quoting}]`, which quotes the same words, if it says so"
            elif key in named:
                hint += "; or correct a stance"
            if event.type == "detention" and not alleged:
                hint = f"write `target` or `victim` for who is arrested or held; or {hint}"
            yield Finding(path, message, at_key=not alleged, help=hint)


_DOUBTS: Final = frozenset({"denies", "unlikely"})
"""Stances of who says that something is not so."""


def _quoting(context: ArticleContext, event: Event) -> int | None:
    """The claim about something else that quotes words of the evidence of an event, and asserts them."""
    evidence = spans(event.evidence)
    for i, claim in enumerate(context.article.claims):
        is_other = event.id not in claim.about and claim.stance not in _DOUBTS
        if is_other and any(a < end and start < b for a, b in spans(claim.quote) for start, end in evidence):
            return i
    return None


def _is_doubtful(event: Event) -> bool:
    """Whether only a source asserts the event, or who is responsible for it."""
    suspects = isinstance(event, Incident) and bool(event.participants.get("suspect"))
    return event.status == "alleged" or (suspects and event.status != "generic")


@rule(
    "NC611",
    "scattered-quote-parts",
    WARNING,
    "the parts of a claim's quote are out of order, overlap, or are far apart",
    needs_text=True,
)
def scattered_parts(context: ArticleContext) -> Iterator[Finding]:
    """
    A claim has several quotes where the article interrupts the words of its source. So the parts follow each other in
    the text, in the same paragraph or the next one. What is said elsewhere is a claim of its own.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
          claims:
            - by: anna
        -     quote:
        -       - and we shall stay
        -       - We came # <NC611>
        +     quote:
        +       - We came
        +       - and we shall stay
          text: “We came,” Anna Berg said, “and we shall stay.”
    """
    text = context.known_text
    for i, claim in well_formed_claims(context):
        if len(claim.quote) < 2 or context.is_broken("claims", i, "quote"):
            continue
        for j, (before, part) in enumerate(pairwise(spans(claim.quote)), 1):
            if part[0] < before[1]:
                wrong = "comes before" if part[1] <= before[0] else "overlaps"
                hint = "list the parts in the order of the text, without an overlap"
            elif _paragraph_of(text, part[0]) - _paragraph_of(text, before[1]) > 1:
                wrong, hint = "is more than a paragraph behind", "make it a claim of its own"
            else:
                continue
            message = f"part {backticked(flatten(claim.quote[j].exact))} {wrong} the part before it in the list"
            shown = ((part, "this part"), (before, "the part before it"))
            yield Finding(("claims", i, "quote", j), message, in_text=shown, help=hint)


def _paragraph_of(text: Text, offset: int) -> int:
    return bisect_right(text.paragraphs, offset, key=lambda span: span[0])


@rule("NC620", "claim-within-claim", HINT, "the quote of a claim is part of that of another one", needs_text=True)
def claim_within_claim(context: ArticleContext) -> Iterator[Finding]:
    """
    What somebody says once is one claim. Reported are two claims about the same with words in common, by the same
    source, or by one that speaks for the other. About two events there are two claims.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
          claims:
            - by: anna
              quote: We came early, and we shall stay
        -   - by: anna
        -     quote: We came early # <NC620>
          text: “We came early, and we shall stay,” Anna Berg said.
    """
    claims = [(spans(claim.quote), i) for i, claim in well_formed_claims(context) if not context.is_broken("claims", i)]
    several = deque[tuple[list[Span], int]](maxlen=_MOST)
    for quotes, i in sorted(claims, key=lambda places: (places[0][0][0], -places[0][-1][1], places[1])):
        earlier = next((j for others, j in several if touch(quotes, others) and _is_same(context, i, j)), None)
        several.append((quotes, i))
        if earlier is not None:
            claim, first = context.article.claims[i], context.article.claims[earlier]
            others = spans(first.quote)
            is_part = all(inside(span, others) for span in quotes)
            how = "is the same as" if quotes == others else "is part of" if is_part else "overlaps"
            message = f"quote {how} that of another claim: {backticked(flatten(claim.words))}"
            related = ((("claims", earlier, "quote"), "the other claim"),)
            hint = "delete one of the two claims"
            if {*claim.by} != {*first.by}:
                hint += ": the words have one source"
            yield Finding(("claims", i, "quote"), message, related=related, help=hint)


_MOST = 50
"""Claims before one in the text with which it is compared."""
_YES, _NO = frozenset({"asserts", "likely"}), frozenset({"denies", "unlikely"})


def _is_same(context: ArticleContext, i: int, j: int) -> bool:
    """Whether two claims are about the same, by the same source or one that speaks for it."""
    claim, earlier = context.article.claims[i], context.article.claims[j]
    about, rest = {*claim.about}, {*earlier.about}
    if not (about <= rest or rest <= about):
        return False
    if {*claim.by} == {*earlier.by}:
        return True
    is_contrary = {claim.stance, earlier.stance} & _YES and {claim.stance, earlier.stance} & _NO
    return not is_contrary and not _sources(context, claim).isdisjoint(_sources(context, earlier))


def _sources(context: ArticleContext, claim: Claim) -> set[str]:
    """Who says something, and for whom they speak."""
    actors = (context.article.actors[name] for name in claim.by if name in context.article.actors)
    return {*claim.by, *(body for actor in actors for body in bodies_of(actor))}
