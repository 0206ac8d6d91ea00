"""NC611 and NC620: parts of a quote that are not one after the other in the text, and claims within another."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
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
    What somebody says once is one claim. Reported are two claims by the same source about the same, if the words of
    the one are all within those of the other. About two events there are two claims.

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
    known: dict[tuple[object, ...], list[tuple[int, list[Span]]]] = {}
    for i, claim in well_formed_claims(context):
        if not context.is_broken("claims", i):
            source = (frozenset(claim.by), claim.via, frozenset(claim.about), claim.at)
            known.setdefault(source, []).append((i, spans(claim.quote)))
    for found in known.values():
        several = found[:_MOST]
        for i, quotes in several:
            whole = next((j for j, others in several if j != i and _is_within(quotes, others, later=i > j)), None)
            if whole is not None:
                message = f"quote is part of that of another claim: {backticked(flatten(_words(context, i)))}"
                related = ((("claims", whole, "quote"), "the other claim"),)
                yield Finding(("claims", i, "quote"), message, related=related, help="delete one of the two claims")


_MOST = 200
"""Claims of one source about the same that are compared."""


def _is_within(quotes: list[Span], others: list[Span], *, later: bool) -> bool:
    """Whether each of some spans is inside one of others; of the same spans, the later ones are."""
    if not all(any(c <= a and b <= d for c, d in others) for a, b in quotes):
        return False
    return quotes != others or later


def _words(context: ArticleContext, i: int) -> str:
    return context.article.claims[i].words
