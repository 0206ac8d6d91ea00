"""Anchoring: quotes -> offsets in the article text.

A quote is looked up in its scope first, then in the whole text. The scope of an event's triggers and outcome is the
event's evidence; that of a claim's cue and of the further parts of its quote is the paragraph of the first part. All
offsets are code points, half-open.
"""

from collections.abc import Sequence
from enum import Enum
from typing import Any, cast

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.models import Article, Claim, Event, Meeting, Quote, text_of
from newscorpus.models.frozen import FrozenDict, draft_class, evolve_unchecked
from newscorpus.text.index import Text
from newscorpus.text.spans import Span, inside, keep_inside
from newscorpus.text.words import flatten


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


@attrs.frozen
class Anchored:
    """An anchored article, and the quotes that could not be anchored."""

    article: Article
    unanchored: tuple[Unanchored, ...]
    cut: tuple[tuple[Path, Quote], ...] = ()
    """The quotes that cut a word."""


def anchor(article: Article) -> Article:
    """Set the offsets of all quotes, and their words as the article text has them.

    It raises nothing: `check` reports the quotes that cannot be anchored.

    Args:
        article: An article. It is not changed.

    Returns:
        The article with `start` and `end` of its quotes set, in code points, half-open. A quote that is missing from
        the text or ambiguous is unchanged, and so are all quotes of an article without its text.

    Example::

        rain = nc.Incident(id="rain", type="disaster", evidence=(nc.Quote(exact="It rained"),))
        article = nc.Article(id="a", language="en", text="It rained in Oslo.", events={"rain": rain})
        quote = nc.anchor(article).events["rain"].evidence[0]
        assert (quote.start, quote.end) == (0, 9)
    """
    return anchor_all(article).article


def anchor_all(article: Article) -> Anchored:
    """Anchor an article, and report the quotes that cannot be anchored or that cut a word."""
    if article.text is None:
        return Anchored(article, ())
    walk = _Walk(text_of(article.text))
    actors = {}
    for key, actor in article.actors.items():
        mentions = walk.quotes(actor.mentions, ("actors", key, "mentions")) if actor.mentions else ()
        actors[key] = evolve_unchecked(actor, mentions=mentions) if mentions != actor.mentions else actor
    events = {key: walk.event(event, ("events", key)) for key, event in article.events.items()}
    claims = tuple(walk.claim(claim, ("claims", i)) for i, claim in enumerate(article.claims))
    made = evolve_unchecked(article, actors=FrozenDict(actors), events=FrozenDict(events), claims=claims)
    return Anchored(made, tuple(walk.unanchored), tuple(walk.cut))


class _Walk:
    """One walk over the quotes of an article."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.unanchored: list[Unanchored] = []
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
        at = (*path, "quote")
        quote = self.quotes(claim.quote[:1], at)
        scope, cue = _paragraph(self.text, quote), claim.cue
        quote += tuple([self.quote(part, at, scope, i) for i, part in enumerate(claim.quote[1:], 1)])
        if cue is not None:
            cue = self.quote(cue, (*path, "cue"), scope)
        return evolve_unchecked(claim, quote=quote, cue=cue)

    def quote(self, quote: Quote, path: Path, scope: Sequence[Span] = (), item: int | None = None) -> Quote:
        """Return the quote anchored, or unchanged; `item` is its index in the list at `path`."""
        text = self.text
        if quote.start is not None and quote.within is None and text.has(quote.exact, quote.start, quote.end):
            return quote
        if quote.start is None and quote.within is None and quote.end is None:
            # The fast way for most quotes: a single occurrence in the scope has priority over others.
            only = text.only(quote.exact, scope[0]) if len(scope) == 1 else None
            only = only or text.only(quote.exact)
            if only:
                return _placed(quote, text.raw[only[0] : only[1]], *only)
        found = resolve(text, quote, scope)
        # A constructor computes `end` from the words as given, whose whitespace may be shorter than in the text.
        if type(found) is tuple and quote.end not in (None, found[1], found[0] + len(quote.exact)):
            found = Unanchored((), quote, Reason.OFFSETS, (found,))
        if isinstance(found, Unanchored):
            self.unanchored.append(attrs.evolve(found, path=path if item is None else (*path, item)))
            return quote
        start, end = found
        exact = text.raw[start:end]
        if start != quote.start or end != quote.end or exact != quote.exact:
            quote = _placed(quote, exact, start, end)
        if not text.is_whole(found):
            self.cut.append((path if item is None else (*path, item), quote))
        return quote


def _placed(quote: Quote, exact: str, start: int, end: int) -> Quote:
    """Do what `evolve_unchecked` does, three times as fast: for each quote of each article."""
    made = object.__new__(_DRAFT)
    made.exact, made.within, made.start, made.end = exact, quote.within, start, end
    made.__class__ = Quote
    return cast("Quote", made)


_DRAFT: Any = draft_class(Quote)


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
    found = text.candidates(exact)
    if not found:
        return Unanchored((), quote, Reason.MISSING)
    if quote.within is not None:
        return _by_context(text, quote, quote.within)
    if len(found) > 1 and scope:
        found = keep_inside(found, scope) or found
    return found[0] if len(found) == 1 else Unanchored((), quote, Reason.AMBIGUOUS, found)


def _by_start(text: Text, quote: Quote, start: int) -> Span | Unanchored:
    here: Span | None = (start, start + len(quote.exact))
    if not text.raw.startswith(quote.exact, start):  # whitespace may differ
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
        where = f"occurs {len(contexts)} times" if contexts else "does not occur"
        return Unanchored((), quote, Reason.CONTEXT, contexts, f"{where} in the article text")
    found = keep_inside(text.whole(quote.exact), contexts) or keep_inside(text.occurrences(quote.exact), contexts)
    if len(found) != 1:
        what = f"contains the quoted words {len(found)} times" if found else "does not contain the quoted words"
        return Unanchored((), quote, Reason.CONTEXT, found, what)
    return found[0]


def spans(quotes: Sequence[Quote]) -> list[Span]:
    """Return the spans of the quotes that are anchored."""
    return [(q.start, q.end) for q in quotes if q.start is not None and q.end is not None]


def _paragraph(text: Text, quotes: Sequence[Quote]) -> list[Span]:
    """The paragraph of the first of the quotes, if it is anchored."""
    return [text.paragraph(start) for start, _ in spans(quotes[:1])]


def strip_offsets(article: Article) -> Article:
    """Remove the offsets that `anchor` would set again: the inverse of `anchor`.

    A quote of an anchored article keeps its offsets only if its words alone do not identify its place.
    """
    return article if article.text is None else _Strip(text_of(article.text)).article(article)


class _Strip:
    """Removes offsets from the quotes of an article."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def article(self, article: Article) -> Article:
        actors = {k: evolve_unchecked(a, mentions=self.quotes(a.mentions)) for k, a in article.actors.items()}
        return evolve_unchecked(
            article,
            actors=FrozenDict(actors),
            events=FrozenDict((key, self.event(event)) for key, event in article.events.items()),
            claims=tuple(self.claim(claim) for claim in article.claims),
        )

    def event(self, event: Event) -> Event:
        scope = spans(event.evidence)
        evidence, triggers = self.quotes(event.evidence), self.quotes(event.triggers, scope)
        made = evolve_unchecked(event, evidence=evidence, triggers=triggers)
        if isinstance(made, Meeting) and made.outcome is not None:
            return evolve_unchecked(made, outcome=self.quote(made.outcome, scope))
        return made

    def claim(self, claim: Claim) -> Claim:
        scope = _paragraph(self.text, claim.quote)
        cue = self.quote(claim.cue, scope) if claim.cue is not None else None
        quote = self.quotes(claim.quote[:1]) + self.quotes(claim.quote[1:], scope)
        return evolve_unchecked(claim, quote=quote, cue=cue)

    def quotes(self, quotes: tuple[Quote, ...], scope: Sequence[Span] = ()) -> tuple[Quote, ...]:
        return tuple(self.quote(quote, scope) for quote in quotes)

    def quote(self, quote: Quote, scope: Sequence[Span] = ()) -> Quote:
        if quote.start is None:
            return quote
        bare = evolve_unchecked(quote, exact=flatten(quote.exact), start=None, end=None)
        return bare if resolve(self.text, bare, scope) == (quote.start, quote.end) else quote
