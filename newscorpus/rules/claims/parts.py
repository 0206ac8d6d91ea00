"""NC611: parts of a claim's quote that are not one after the other in the text."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.index import Text
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
