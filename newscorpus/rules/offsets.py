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
        places = [
            next(place for place in unanchored.candidates if _shift(unanchored, place) == common)
            for unanchored in wrong
        ]
        changes = tuple(
            c for unanchored, place in zip(wrong, places, strict=True) for c in offsets_at(unanchored.path, place)
        )
        sure = context.is_edited and len({*places}) > 1 and any(len(unanchored.candidates) == 1 for unanchored in wrong)
        message = f"all {len(wrong)} wrong offsets are off by {common:+d}"
        fix = ProposedFix(f"add {-common} to each start and end", changes, safe=sure)
        yield Finding((*wrong[0].path, "start"), message, alike=(str(common),), fixes=(fix,))
        return
    sole = [
        unanchored for unanchored in wrong if len(unanchored.candidates) == 1 and unanchored.quote.start is not None
    ]
    placed = [(unanchored, _place(unanchored, sole)) for unanchored in wrong]
    moved = {place: shift for unanchored, place in placed if place and (shift := _shift(unanchored, place)) is not None}
    for unanchored, place in placed:
        yield _wrong_offset(context, unanchored, place, sorted(moved.values()))


def _wrong_offset(
    context: ArticleContext, unanchored: Unanchored, nearby: Span | None, moved: Sequence[int]
) -> Finding:
    """The finding for a quote. `moved` has, in order, how far the given starts are behind the words, for all places."""
    quote = unanchored.quote
    if nearby and quote.start in (None, nearby[0]):
        field, message = "end", f"wrong `end` {quote.end}: the words end at {nearby[1]}"
    else:
        starts = ", ".join(str(start) for start, _ in unanchored.candidates[:5])
        field, message = "start", f"wrong `start` {quote.start}: the words are at {starts}"
    # Without the offsets, the words and their context may lead to one place.
    resolved = resolve(context.text, evolve_unchecked(quote, start=None, end=None)) if context.text else unanchored
    place = resolved if isinstance(resolved, tuple) else nearby
    if place is None:
        help_ = "write the offsets of the words that are meant"
        return Finding((*unanchored.path, field), message, in_text=((unanchored.candidates[0], "here"),), help=help_)
    # Of words that were in the text twice, the others may be gone: then those that are left mean something else.
    # But these were not so near to each other that they overlap.
    size, shift = len(quote.exact), _shift(unanchored, place) or 0
    others = bisect_left(moved, shift + size) - bisect_right(moved, shift - size) - 1
    same = quote.within is not None or others > 0
    title, safe = f"write `{field}: {place[field == 'end']}`", context.is_edited and place is resolved and same
    fix = ProposedFix(title, offsets_at(unanchored.path, place), safe=safe)
    can_be_made = quote.within is None or place is resolved  # else the offsets would be right, but the context wrong
    return Finding((*unanchored.path, field), message, in_text=((place, "here"),), fixes=(fix,) if can_be_made else ())


def _shift(unanchored: Unanchored, place: Span) -> int | None:
    """How far the given start is behind a place; None if only `end` is given."""
    return None if unanchored.quote.start is None else unanchored.quote.start - place[0]


def _common_shift(wrong: Sequence[Unanchored]) -> int | None:
    """How far all given starts are behind words that are quoted; None if only some are, or in more than one way."""
    shifts = [{_shift(unanchored, place) for place in unanchored.candidates} for unanchored in wrong]
    common = set.intersection(*shifts) if len(shifts) > 1 else set[int | None]()
    return common.pop() if len(common) == 1 else None


def _place(unanchored: Unanchored, sole: Sequence[Unanchored]) -> Span | None:
    """The place of the quoted words, if there is one, or only `end` is wrong, or others say how far the words moved.

    `sole` are quotes with a start whose words the text has once. Which place is nearest to the given start says
    nothing: the words that were there may be gone.
    """
    start = unanchored.quote.start
    if len(unanchored.candidates) == 1:
        return unanchored.candidates[0]
    if start is None or not sole or any(place[0] == start for place in unanchored.candidates):
        return next((place for place in unanchored.candidates if place[0] == start), None)
    beside = min(sole, key=lambda other: abs((other.quote.start or 0) - start))
    shift = _shift(beside, beside.candidates[0]) or 0
    near = [place for place in unanchored.candidates if abs(start - shift - place[0]) <= len(unanchored.quote.exact)]
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
