"""The place of one quote: its span in the text, or why it has none. Offsets are code points, half-open."""

from collections.abc import Sequence
from enum import Enum

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.models import Quote
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.values import MERE_MEMBER
from newscorpus.text.index import Text
from newscorpus.text.spans import Cover, Scope, Span, inside, keep_inside


class Reason(Enum):
    """Why a quote is not anchored."""

    BLANK = "blank"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    CONTEXT = "context"
    OFFSETS = "offsets"


@attrs.frozen
class Unanchored:
    """A quote that cannot be anchored."""

    path: Path
    quote: Quote
    reason: Reason
    candidates: tuple[Span, ...] = ()
    """The spans of the text that were considered."""
    message: str = ""


def resolve(text: Text, quote: Quote, scope: Sequence[Span] = ()) -> Span | Unanchored:
    """Find the span of the text that a quote means.

    Args:
        text: The article text.
        quote: The quote; its `start`, `within` and words are taken into account.
        scope: Spans of the text that have priority if the words occur several times.

    Returns:
        The half-open span in code points; or why there is none, with an empty path.
    """
    exact = quote.exact
    words = exact.strip()
    if not words or exact != words:
        # Whitespace around the words is one error; without it there may be another, which is reported at once.
        more = resolve(text, evolve_unchecked(quote, exact=words), scope) if words and quote.start is None else None
        return attrs.evolve(more, quote=quote) if isinstance(more, Unanchored) else Unanchored((), quote, Reason.BLANK)
    if quote.start is not None:
        return _by_start(text, quote, quote.start)
    candidates = text.candidates(exact)
    if not candidates:
        return Unanchored((), quote, Reason.MISSING)
    if quote.within is not None:
        return _by_context(text, quote, quote.within)
    if len(candidates) > 1 and scope:
        candidates = keep_inside(candidates, scope) or candidates
    return candidates[0] if len(candidates) == 1 else Unanchored((), quote, Reason.AMBIGUOUS, candidates)


def place(
    text: Text, quote: Quote, scopes: Sequence[Scope], beside: Sequence[Cover] = (), *, is_figure: bool = False
) -> tuple[Span | Unanchored, tuple[Span, ...]]:
    """Find the place of words that have a value beside them.

    Args:
        text: The article text.
        quote: The words.
        scopes: Spans that have priority if the words occur several times: those of the first, then of the next.
        beside: Longer words of other values. A place that is a part of them is taken if the scope has no other.
        is_figure: Whether such a place is not taken if the text has another one, which may be meant.

    Returns:
        The span, or why there is none; and all spans of the words if they are outside the scopes, and the nearest of
        them was chosen.
    """
    resolved = resolve(text, quote)
    near = nearest_scope(scopes)
    if not isinstance(resolved, Unanchored) or resolved.reason is not Reason.AMBIGUOUS or near is None:
        return resolved, ()
    every = resolved.candidates
    here = next(filter(None, ([*filter(scope.holds, every)] for scope in scopes)), [])
    apart = [span for span in here or every if not is_part(span, beside)]
    if is_figure and here and not apart and not all(is_part(span, beside) for span in every):
        return resolved, ()
    return near.nearest(apart or here or every), () if here else every


def nearest_scope(scopes: Sequence[Scope]) -> Scope | None:
    """Return the first scope that has spans."""
    return next((scope for scope in scopes if scope.spans), None)


def is_part(span: Span, beside: Sequence[Cover]) -> bool:
    """Return whether a span is a part of the longer words of another value."""
    return any(cover.holds_part(span) for cover in beside)


def place_title(
    text: Text, quote: Quote, mentions: Sequence[Span], beside: Sequence[Cover] = ()
) -> tuple[Span | Unanchored, tuple[Span, ...]]:
    """Find the place of the title of a role, as `place` does; there is none for an actor that is not mentioned."""
    bare = quote.start is None and quote.within is None
    if bare and (not mentions or quote.exact == MERE_MEMBER):
        return Unanchored((), quote, Reason.MISSING), ()
    return place(text, quote, (Scope(mentions),), beside)


def _by_start(text: Text, quote: Quote, start: int) -> Span | Unanchored:
    here: Span | None = (start, start + len(quote.exact))
    if not text.raw.startswith(quote.exact, start):  # whitespace may differ
        here = next((span for span in text.occurrences(quote.exact) if span[0] == start), None)
    if here is None:
        candidates = text.candidates(quote.exact)
        return Unanchored((), quote, Reason.OFFSETS if candidates else Reason.MISSING, candidates)
    if quote.within is not None:
        contexts = text.candidates(quote.within)
        if len(contexts) != 1 or not inside(here, contexts):
            return Unanchored((), quote, Reason.CONTEXT, (here,))
    return here


def _by_context(text: Text, quote: Quote, within: str) -> Span | Unanchored:
    contexts = text.candidates(within)
    if len(contexts) != 1:
        where = f"occurs {len(contexts)} times" if contexts else "does not occur"
        return Unanchored((), quote, Reason.CONTEXT, contexts, f"{where} in the article text")
    matches = keep_inside(text.whole(quote.exact), contexts) or keep_inside(text.occurrences(quote.exact), contexts)
    if len(matches) != 1:
        message = f"contains the quoted words {len(matches)} times" if matches else "does not contain the quoted words"
        return Unanchored((), quote, Reason.CONTEXT, matches, message)
    return matches[0]


def spans(quotes: Sequence[Quote]) -> list[Span]:
    """Return the spans of the quotes that are anchored."""
    return [(q.start, q.end) for q in quotes if q.start is not None and q.end is not None]
