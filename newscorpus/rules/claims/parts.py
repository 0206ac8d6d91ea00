"""NC611 and NC620: parts of a quote that are not one after the other in the text, and claims within another."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from itertools import pairwise

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Claim
from newscorpus.rules.claims.sources import bodies_of
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.index import Text
from newscorpus.text.spans import Span, inside, touch
from newscorpus.text.words import flatten


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
    text = context.text
    assert text is not None
    for i, claim in well_formed_claims(context):
        if len(claim.quote) < 2 or context.is_broken("claims", i, "quote"):
            continue
        for j, (one, other) in enumerate(pairwise(spans(claim.quote)), 1):
            if other[0] < one[1]:
                wrong = "comes before" if other[1] <= one[0] else "overlaps"
                hint = "list the parts in the order of the text, without an overlap"
            elif _paragraph_of(text, other[0]) - _paragraph_of(text, one[1]) > 1:
                wrong, hint = "is more than a paragraph behind", "make it a claim of its own"
            else:
                continue
            message = f"part {backticked(flatten(claim.quote[j].exact))} {wrong} the part before it in the list"
            shown = ((other, "this part"), (one, "the part before it"))
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
    for quotes, i in sorted(claims, key=lambda one: (one[0][0][0], -one[0][-1][1], one[1])):
        other = next((j for others, j in several if touch(quotes, others) and _is_same(context, i, j)), None)
        several.append((quotes, i))
        if other is not None:
            claim, first = context.article.claims[i], context.article.claims[other]
            others = spans(first.quote)
            is_part = all(inside(span, others) for span in quotes)
            how = "is the same as" if quotes == others else "is part of" if is_part else "overlaps"
            message = f"quote {how} that of another claim: "
            message += backticked(flatten(claim.words))
            related = ((("claims", other, "quote"), "the other claim"),)
            hint = "delete one of the two claims"
            if {*claim.by} != {*first.by}:
                hint += ": the words have one source"
            yield Finding(("claims", i, "quote"), message, related=related, help=hint)


_MOST = 50
"""Claims before one in the text with which it is compared."""
_YES, _NO = frozenset({"asserts", "likely"}), frozenset({"denies", "unlikely"})


def _is_same(context: ArticleContext, i: int, j: int) -> bool:
    """Whether two claims are about the same, by the same source or one that speaks for it."""
    one, other = context.article.claims[i], context.article.claims[j]
    about, rest = {*one.about}, {*other.about}
    if not (about <= rest or rest <= about):
        return False
    if {*one.by} == {*other.by}:
        return True
    is_contrary = {one.stance, other.stance} & _YES and {one.stance, other.stance} & _NO
    return not is_contrary and not _sources(context, one).isdisjoint(_sources(context, other))


def _sources(context: ArticleContext, claim: Claim) -> set[str]:
    """Who says something, and for whom they speak."""
    actors = (context.article.actors[one] for one in claim.by if one in context.article.actors)
    return {*claim.by, *(body for actor in actors for body in bodies_of(actor))}
