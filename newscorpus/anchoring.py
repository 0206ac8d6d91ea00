"""Quotes -> offsets. Which words of the text a quote means, and what is wrong where none or several are meant.

A quote is looked up in the whole text, or first in the words that its owner already points at: an event's triggers and
outcome in the event's evidence, a claim's cue in the paragraph of its quote.
"""

from collections.abc import Sequence
from enum import Enum
from typing import Any

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.models import Article, Claim, Event, Meeting, Quote, text_of
from newscorpus.models.frozen import FrozenDict, draft_class, evolve_unchecked
from newscorpus.text.index import Text
from newscorpus.text.spans import Span, held, inside
from newscorpus.text.words import flatten


class Reason(Enum):
    """Why a quote has no place in the text."""

    BLANK = "blank"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    CONTEXT = "context"
    OFFSETS = "offsets"


@attrs.frozen
class Unanchored:
    """A quote that has no place: where it stands, why, and the places that came into question."""

    path: Path
    quote: Quote
    trouble: Reason
    candidates: tuple[Span, ...] = ()
    message: str = ""


@attrs.frozen
class Anchored:
    """An article with every quote in its place, and the quotes that have none."""

    article: Article
    lost: tuple[Unanchored, ...]
    cut: tuple[tuple[Path, Quote], ...] = ()
    """The quotes that cut a word."""


def anchor(article: Article) -> Article:
    """`article` with the offsets of all quotes filled in, in code points, and their words as the text has them.

    Quotes that are not (or not only once) in the text, and all quotes of an article without its text, stay as they are.
    """
    return anchor_all(article).article


def anchor_all(article: Article) -> Anchored:
    """`anchor`, with an account of the quotes that have no place."""
    if article.text is None:
        return Anchored(article, ())
    run = _Run(text_of(article.text))
    actors = {}
    for key, actor in article.actors.items():
        mentions = run.quotes(actor.mentions, ("actors", key, "mentions")) if actor.mentions else ()
        actors[key] = evolve_unchecked(actor, mentions=mentions) if mentions != actor.mentions else actor
    events = {key: run.event(event, ("events", key)) for key, event in article.events.items()}
    claims = tuple(run.claim(claim, ("claims", i)) for i, claim in enumerate(article.claims))
    made = evolve_unchecked(article, actors=FrozenDict(actors), events=FrozenDict(events), claims=claims)
    return Anchored(made, tuple(run.lost), tuple(run.cut))


class _Run:
    """One pass over an article's quotes."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.lost: list[Unanchored] = []
        self.cut: list[tuple[Path, Quote]] = []

    def quotes(self, quotes: tuple[Quote, ...], path: Path, scope: Sequence[Span] = ()) -> tuple[Quote, ...]:
        return tuple([self.quote(quote, path, scope, i) for i, quote in enumerate(quotes)])

    def event(self, event: Event, path: Path) -> Event:
        evidence = self.quotes(event.evidence, (*path, "evidence"))
        outcome = event.outcome if isinstance(event, Meeting) else None
        if not event.triggers and outcome is None:
            return evolve_unchecked(event, evidence=evidence)
        scope = spans(evidence)
        triggers = self.quotes(event.triggers, (*path, "triggers"), scope)
        if outcome is None:
            return evolve_unchecked(event, evidence=evidence, triggers=triggers)
        outcome = self.quote(outcome, (*path, "outcome"), scope)
        return evolve_unchecked(event, evidence=evidence, triggers=triggers, outcome=outcome)

    def claim(self, claim: Claim, path: Path) -> Claim:
        quote, cue = self.quote(claim.quote, (*path, "quote")), claim.cue
        if cue is not None:
            scope = [self.text.paragraph(quote.start)] if quote.start is not None else []
            cue = self.quote(cue, (*path, "cue"), scope)
        return evolve_unchecked(claim, quote=quote, cue=cue)

    def quote(self, quote: Quote, path: Path, scope: Sequence[Span] = (), item: int | None = None) -> Quote:
        """The quote in its place; `item` is its own in the list at `path`."""
        text = self.text
        if quote.start is not None and quote.within is None and text.has(quote.exact, quote.start, quote.end):
            return quote
        if quote.start is None and quote.within is None and quote.end is None:
            # Words that stand once in the scope are meant, wherever else they stand.
            only = text.only(quote.exact, scope[0]) if len(scope) == 1 else None
            only = only or text.only(quote.exact)
            if only:
                return _placed(quote, text.raw[only[0] : only[1]], *only)
        found = resolve(text, quote, scope)
        # The constructor takes an end from the words as they are given, where white space may be shorter.
        if type(found) is tuple and quote.end not in (None, found[1], found[0] + len(quote.exact)):
            found = Unanchored((), quote, Reason.OFFSETS, (found,))
        if isinstance(found, Unanchored):
            self.lost.append(attrs.evolve(found, path=path if item is None else (*path, item)))
            return quote
        start, end = found
        exact = text.raw[start:end]
        if start != quote.start or end != quote.end or exact != quote.exact:
            quote = _placed(quote, exact, start, end)
        if not text.is_whole(found):
            self.cut.append((path if item is None else (*path, item), quote))
        return quote


def _placed(quote: Quote, exact: str, start: int, end: int) -> Quote:
    """`evolve_unchecked`, for what is done a few dozen times an article."""
    made = object.__new__(_DRAFT)
    made.exact, made.within, made.start, made.end = exact, quote.within, start, end
    made.__class__ = Quote
    return made  # type: ignore[no-any-return]


_DRAFT: Any = draft_class(Quote)


def resolve(text: Text, quote: Quote, scope: Sequence[Span] = ()) -> Span | Unanchored:
    """The span that `quote` means, looked for within `scope` first; or why there is none (its path left empty)."""
    exact = quote.exact
    words = exact.strip()
    if not words or exact != words:
        # The blanks are one mistake, and what else is wrong another: both are to be told at once.
        more = resolve(text, evolve_unchecked(quote, exact=words), scope) if words and quote.start is None else None
        return attrs.evolve(more, quote=quote) if isinstance(more, Unanchored) else Unanchored((), quote, Reason.BLANK)
    if quote.start is not None:
        return _by_start(text, quote, quote.start)
    found = text.candidates(exact)
    if not found:
        return Unanchored((), quote, Reason.MISSING)
    if quote.within is not None:
        return _by_context(text, quote, quote.within)
    if len(found) > 1 and scope:
        found = held(found, scope) or found
    return found[0] if len(found) == 1 else Unanchored((), quote, Reason.AMBIGUOUS, found)


def _by_start(text: Text, quote: Quote, start: int) -> Span | Unanchored:
    here: Span | None = (start, start + len(quote.exact))
    if not text.raw.startswith(quote.exact, start):  # the words as a person writes them, white space differing
        here = next((span for span in text.occurrences(quote.exact) if span[0] == start), None)
    if here is None:
        found = text.candidates(quote.exact)
        return Unanchored((), quote, Reason.OFFSETS if found else Reason.MISSING, found)
    if quote.within is not None:
        contexts = text.candidates(quote.within)
        if len(contexts) != 1 or not inside(here, contexts):
            return Unanchored((), quote, Reason.CONTEXT, (here,))
    return here


def _by_context(text: Text, quote: Quote, within: str) -> Span | Unanchored:
    contexts = text.candidates(within)
    if len(contexts) != 1:
        count = f"{len(contexts)} times" if contexts else "nowhere"
        return Unanchored((), quote, Reason.CONTEXT, contexts, f"the context is {count} in the text")
    ((start, end),) = contexts
    found = tuple((start + a, start + b) for a, b in Text(text.raw[start:end]).occurrences(quote.exact))
    found = text.whole_first(found)
    if len(found) != 1:
        count = f"{len(found)} times" if found else "not"
        return Unanchored((), quote, Reason.CONTEXT, found, f"the context holds the words {count}")
    return found[0]


def spans(quotes: Sequence[Quote]) -> list[Span]:
    """The spans of those quotes that have a place."""
    return [(q.start, q.end) for q in quotes if q.start is not None and q.end is not None]


def strip_offsets(article: Article) -> Article:
    """`article`, anchored, with offsets left out of every quote that its words alone lead back to: as people write
    it."""
    if article.text is None:
        return article
    text = text_of(article.text)

    def relax(quote: Quote, scope: Sequence[Span] = ()) -> Quote:
        bare = evolve_unchecked(quote, exact=flatten(quote.exact), start=None, end=None)
        here = (quote.start, quote.end)
        return bare if quote.start is not None and resolve(text, bare, scope) == here else quote

    def event(one: Event) -> Event:
        scope = spans(one.evidence)
        changes: dict[str, Any] = {
            "evidence": tuple(relax(q) for q in one.evidence),
            "triggers": tuple(relax(q, scope) for q in one.triggers),
        }
        if isinstance(one, Meeting) and one.outcome is not None:
            changes["outcome"] = relax(one.outcome, scope)
        return evolve_unchecked(one, **changes)

    def claim(one: Claim) -> Claim:
        scope = [text.paragraph(one.quote.start)] if one.quote.start is not None else []
        cue = relax(one.cue, scope) if one.cue is not None else None
        return evolve_unchecked(one, quote=relax(one.quote), cue=cue)

    return evolve_unchecked(
        article,
        actors=FrozenDict(
            (k, evolve_unchecked(a, mentions=tuple(relax(q) for q in a.mentions))) for k, a in article.actors.items()
        ),
        events=FrozenDict((k, event(e)) for k, e in article.events.items()),
        claims=tuple(claim(c) for c in article.claims),
    )
