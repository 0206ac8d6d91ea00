"""NC311: offsets and days of the file that differ from those of the words and the date."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from newscorpus.anchoring import Reason, Unanchored, resolve
from newscorpus.diagnostics.changes import Delete, ProposedFix
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.values import UNKNOWN
from newscorpus.rules.context import ArticleContext, whens
from newscorpus.rules.rule import ERROR, Finding, rule
from newscorpus.rules.suggestions import offsets_at
from newscorpus.text.spans import Span


@rule(
    "NC311",
    "offset-mismatch",
    ERROR,
    "`start`, `end`, `earliest` or `latest` contradict the words or the date",
    fix="the offsets of the words, if the text has changed (see its `sha256`), and a context, or other words that moved"
    " about as far, show that they are the same",
    unsafe_fix="the offsets of the words, if they are in it once, or others show how far they moved; or a computed day"
    " is deleted",
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
    wrong = [*context.unanchored_for(Reason.OFFSETS)]
    common = _common_shift(wrong)
    if common:
        places = [next(place for place in one.candidates if _shift(one, place) == common) for one in wrong]
        changes = tuple(c for one, place in zip(wrong, places, strict=True) for c in offsets_at(one.path, place))
        sure = context.is_edited and len({*places}) > 1 and any(len(one.candidates) == 1 for one in wrong)
        message = f"all {len(wrong)} wrong offsets are off by {common:+d}"
        fix = ProposedFix(f"add {-common} to each start and end", changes, safe=sure)
        yield Finding((*wrong[0].path, "start"), message, alike=(str(common),), fixes=(fix,))
        return
    sole = [one for one in wrong if len(one.candidates) == 1 and one.quote.start is not None]
    placed = [(one, _place(one, sole)) for one in wrong]
    moved = {place: shift for one, place in placed if place and (shift := _shift(one, place)) is not None}
    for one, place in placed:
        yield _wrong_offset(context, one, place, sorted(moved.values()))


def _wrong_offset(context: ArticleContext, one: Unanchored, nearby: Span | None, moved: Sequence[int]) -> Finding:
    """The finding for a quote. `moved` has, in order, how far the given starts are behind the words, for all places."""
    quote = one.quote
    if nearby and quote.start in (None, nearby[0]):
        field, message = "end", f"wrong `end` {quote.end}: the words end at {nearby[1]}"
    else:
        starts = ", ".join(str(start) for start, _ in one.candidates[:5])
        field, message = "start", f"wrong `start` {quote.start}: the words are at {starts}"
    # Without the offsets, the words and their context may lead to one place.
    found = resolve(context.text, evolve_unchecked(quote, start=None, end=None)) if context.text else one
    place = found if isinstance(found, tuple) else nearby
    if place is None:
        help_ = "write the offsets of the words that are meant"
        return Finding((*one.path, field), message, in_text=((one.candidates[0], "here"),), help=help_)
    # Of words that were in the text twice, the others may be gone: then those that are left mean something else.
    # But these were not so near to each other that they overlap.
    size, shift = len(quote.exact), _shift(one, place) or 0
    others = bisect_left(moved, shift + size) - bisect_right(moved, shift - size) - 1
    same = quote.within is not None or others > 0
    fix = ProposedFix(
        f"write `{field}: {place[field == 'end']}`",
        offsets_at(one.path, place),
        safe=context.is_edited and place is found and same,
    )
    can_be_made = quote.within is None or place is found  # else the offsets would be right, but the context wrong
    return Finding((*one.path, field), message, in_text=((place, "here"),), fixes=(fix,) if can_be_made else ())


def _shift(one: Unanchored, place: Span) -> int | None:
    """How far the given start is behind a place; None if only `end` is given."""
    return None if one.quote.start is None else one.quote.start - place[0]


def _common_shift(wrong: Sequence[Unanchored]) -> int | None:
    """How far all given starts are behind words that are quoted; None if only some are, or in more than one way."""
    shifts = [{_shift(one, place) for place in one.candidates} for one in wrong]
    common = set.intersection(*shifts) if len(shifts) > 1 else set[int | None]()
    return common.pop() if len(common) == 1 else None


def _place(one: Unanchored, sole: Sequence[Unanchored]) -> Span | None:
    """The place of the quoted words, if there is one, or only `end` is wrong, or others say how far the words moved.

    `sole` are quotes with a start whose words the text has once. Which place is nearest to the given start says
    nothing: the words that were there may be gone.
    """
    start = one.quote.start
    if len(one.candidates) == 1:
        return one.candidates[0]
    if start is None or not sole or any(place[0] == start for place in one.candidates):
        return next((place for place in one.candidates if place[0] == start), None)
    beside = min(sole, key=lambda other: abs((other.quote.start or 0) - start))
    shift = _shift(beside, beside.candidates[0]) or 0
    near = [place for place in one.candidates if abs(start - shift - place[0]) <= len(one.quote.exact)]
    return near[0] if len(near) == 1 else None


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
