"""Offsets and days that a file gives although they follow from its words."""

from collections.abc import Iterator

from newscorpus.anchoring import Reason, Unanchored, resolve
from newscorpus.diagnostics.changes import Delete, ProposedFix
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.values import UNKNOWN
from newscorpus.rules.anchors.article_text import is_changed
from newscorpus.rules.anchors.quotes import lost_by
from newscorpus.rules.anchors.suggestions import offsets_at
from newscorpus.rules.context import ArticleContext, whens
from newscorpus.rules.examples import TALKS
from newscorpus.rules.rule import ERROR, Finding, rule
from newscorpus.text.spans import Span


@rule(
    "NC311",
    "offsets-disagree",
    ERROR,
    "given start, end, earliest or latest disagree with the words or the date",
    fix="the offsets of the words, if the text has changed (its `sha256` says so) and they stand in it once",
    unsafe_fix="the offsets of the words; a computed day is left out",
    example=TALKS
    + """
      evidence:
-       - {exact: Anna Berg met Carl Dahl, start: 3} # <NC311>
+       - {exact: Anna Berg met Carl Dahl, start: 0}
""",
)
def offsets_disagree(context: ArticleContext) -> Iterator[Finding]:
    """
    Offsets count Unicode code points from 0 and are written by tools. If all are off by the same number, the tool
    counted something else (bytes, UTF-16) or the text was shifted; then one finding stands for all.
    """
    yield from _wrong_offsets(context)
    yield from _wrong_days(context)


def _wrong_offsets(context: ArticleContext) -> Iterator[Finding]:
    off = [(lost, _shift(lost)) for lost in lost_by(context, Reason.OFFSETS)]
    shifts = {shift for _, shift in off}
    if len(off) > 1 and len(shifts) == 1 and None not in shifts and 0 not in shifts:
        lost, shift = off[0]
        message = f"all {len(off)} offsets that disagree with the words are off by {shift:+d}"
        changes = tuple(change for one, _ in off for change in offsets_at(one.path, _close(one)))
        sure = is_changed(context) and any(len(one.candidates) == 1 for one, _ in off)
        fix = ProposedFix(f"add {-(shift or 0)} to each start and end", changes, safe=sure)
        yield Finding((*lost.path, "start"), message, fixes=(fix,))
        return
    for lost, shift in off:
        quote = lost.quote
        field = "end" if shift == 0 else "start"
        places = ", ".join(str(a) for a, _ in lost.candidates[:5])
        message = (
            f"the words end at {lost.candidates[0][1]}, not {quote.end}"
            if field == "end"
            else f"the words are at {places}"
        )
        # The words alone may lead to one place, or do so with their context.
        found = resolve(context.text, evolve_unchecked(quote, start=None, end=None)) if context.text else lost
        there = found if isinstance(found, tuple) else _close(lost)
        sure = is_changed(context) and there is found
        fix = ProposedFix(f"write where the words are: {there[0]}", offsets_at(lost.path, there), safe=sure)
        yield Finding((*lost.path, field), message, in_text=((lost.candidates[0], "here"),), fixes=(fix,))


def _close(lost: Unanchored) -> Span:
    """The place of the words that is nearest to the given one."""
    start = lost.quote.start or 0
    return min(lost.candidates, key=lambda span: (abs(span[0] - start), span[0]))


def _shift(lost: Unanchored) -> int | None:
    start = lost.quote.start
    return 0 if start is None else start - _close(lost)[0]


def _wrong_days(context: ArticleContext) -> Iterator[Finding]:
    for path, when in whens(context):
        bounds = when.bounds()
        if bounds is None and when.edtf != UNKNOWN:
            continue
        for field in ("earliest", "latest"):
            given, meant = getattr(when, field), getattr(bounds, field, None)
            if given != meant and given is not None:
                message = f"{when.edtf} has {'no ' + field if meant is None else f'{field} {meant}'}, not {given}"
                fix = ProposedFix("leave it out: it is computed", (Delete((*path, field)),))
                yield Finding((*path, field), message, fixes=(fix,))
