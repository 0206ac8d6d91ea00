"""NC311: offsets and days of the file that differ from those of the words and the date."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from newscorpus.anchoring import Reason, Unanchored, resolve
from newscorpus.diagnostics.changes import Delete, ProposedFix
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.values import UNKNOWN
from newscorpus.rules.anchors.article_text import is_changed
from newscorpus.rules.anchors.suggestions import offsets_at
from newscorpus.rules.context import ArticleContext, whens
from newscorpus.rules.rule import ERROR, Finding, rule
from newscorpus.text.spans import Span


@rule(
    "NC311",
    "offset-mismatch",
    ERROR,
    "`start`, `end`, `earliest` or `latest` contradict the words or the date",
    fix="the offsets of the words, if the text has changed (see its `sha256`), they are in it once, and a context, or"
    " other words that moved about as far, show that they are the same",
    unsafe_fix="the offsets of the words; or a computed day is deleted",
)
def offsets_disagree(context: ArticleContext) -> Iterator[Finding]:
    """
    Offsets count Unicode code points from 0 and are written by tools. If all are off by the same number, the tool
    counted something else (bytes, UTF-16) or the text was shifted; then one finding stands for all.

    Example:
          {TALKS}
              evidence:
        -       - {exact: Anna Berg met Carl Dahl, start: 3} # <NC311>
        +       - {exact: Anna Berg met Carl Dahl, start: 0}
    """
    yield from _wrong_offsets(context)
    if context.text is None:
        yield from _impossible_offsets(context)
    yield from _wrong_days(context)


def _impossible_offsets(context: ArticleContext) -> Iterator[Finding]:
    """Of a text that is withheld: the words have no white space at their ends, so their place is not shorter."""
    for path, quote in context.quotes:
        least = len("".join(quote.exact.split()))
        if quote.start is not None and quote.end is not None and quote.end - quote.start < least:
            message = f"wrong `end` {quote.end}: the words begin at {quote.start}"
            yield Finding((*path, "end"), message, help="correct the offsets, or delete both")


def _wrong_offsets(context: ArticleContext) -> Iterator[Finding]:
    wrong = [(one, _shift(one)) for one in context.unanchored_for(Reason.OFFSETS)]
    moved = sorted({_closest(one): shift for one, shift in wrong}.values())
    shifts = {shift for _, shift in wrong}
    if len(wrong) > 1 and len(shifts) == 1 and 0 not in shifts:
        first, shift = wrong[0]
        message = f"all {len(wrong)} wrong offsets are off by {shift:+d}"
        changes = tuple(change for one, _ in wrong for change in offsets_at(one.path, _closest(one)))
        sure = is_changed(context) and len(moved) > 1 and any(len(one.candidates) == 1 for one, _ in wrong)
        fix = ProposedFix(f"add {-shift} to each start and end", changes, safe=sure)
        yield Finding((*first.path, "start"), message, alike=(str(shift),), fixes=(fix,))
        return
    for one, shift in wrong:
        quote = one.quote
        if shift == 0:
            field, message = "end", f"wrong `end` {quote.end}: the words end at {one.candidates[0][1]}"
        else:
            field, message = (
                "start",
                f"wrong `start` {quote.start}: the words are at {', '.join(str(a) for a, _ in one.candidates[:5])}",
            )
        # Without the offsets, the words and their context may lead to one place.
        found = resolve(context.text, evolve_unchecked(quote, start=None, end=None)) if context.text else one
        place = found if isinstance(found, tuple) else _closest(one)
        # Of words that were in the text twice, the others may be gone: then those that are left mean something else.
        # But these were not so near to each other that they overlap.
        size = len(quote.exact)
        others = bisect_left(moved, shift + size) - bisect_right(moved, shift - size) - 1
        same = quote.within is not None or others > 0
        sure = is_changed(context) and place is found and same
        fix = ProposedFix(f"write `start: {place[0]}`", offsets_at(one.path, place), safe=sure)
        can_be_made = quote.within is None or place is found  # else the offsets would be right, but the context wrong
        fixes = (fix,) if can_be_made else ()
        yield Finding((*one.path, field), message, in_text=((one.candidates[0], "here"),), fixes=fixes)


def _closest(one: Unanchored) -> Span:
    """The occurrence of the quoted words that is nearest to the given start."""
    start = one.quote.start or 0
    return min(one.candidates, key=lambda span: (abs(span[0] - start), span[0]))


def _shift(one: Unanchored) -> int:
    """How far the given start is behind the words; 0 if only `end` is given."""
    start = one.quote.start
    return 0 if start is None else start - _closest(one)[0]


def _wrong_days(context: ArticleContext) -> Iterator[Finding]:
    for path, when in whens(context):
        bounds = when.bounds()
        if bounds is None and when.edtf != UNKNOWN:
            continue
        for field in ("earliest", "latest"):
            given, meant = getattr(when, field), getattr(bounds, field, None)
            if given != meant and given is not None:
                means = f"`{when.edtf}` has no {field} day" if meant is None else f"that of `{when.edtf}` is {meant}"
                message = f"wrong `{field}` {given}: {means}"
                fix = ProposedFix(f"delete `{field}`: it is computed", (Delete((*path, field)),))
                yield Finding((*path, field), message, fixes=(fix,))
