"""One walk over the quotes of an article, which sets their offsets or strips the quotes of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice, permutations
from typing import Any, Final, cast

import attrs

from newscorpus.anchoring.occurrences import (
    Reason,
    Unanchored,
    is_part,
    nearest_scope,
    place,
    place_title,
    resolve,
    spans,
)
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Article, Claim, Count, Event, Incident, Meeting, Quote, mentions_of, text_of
from newscorpus.models.frozen import FrozenDict, draft_class, evolve_unchecked
from newscorpus.models.quantity import Number, quantity_of
from newscorpus.models.values import ActorRelation
from newscorpus.text.index import Text
from newscorpus.text.spans import Cover, Scope, Span, joined
from newscorpus.text.words import flatten

_FEW: Final = 12
"""Values whose words are compared with each other at once: 66 pairs."""


@attrs.frozen
class Anchored:
    """An anchored article, and the quotes that could not be anchored."""

    article: Article
    unanchored: tuple[Unanchored, ...]
    sound: Article
    """The article in which the quotes that could not be anchored have no offsets: all others are right."""
    cut: tuple[tuple[Path, Quote], ...] = ()
    """The quotes that cut a word."""
    outside: tuple[tuple[Path, Quote], ...] = ()
    """The words of events that are outside the evidence."""
    chosen: tuple[tuple[Path, Quote, tuple[Span, ...]], ...] = ()
    """The words of events, claims and relations of which the nearest of several places was chosen, and these places."""


def anchor(article: Article) -> Article:
    """Set the offsets of all quotes, and their words as the article text has them.

    `check` reports the quotes that cannot be anchored.

    Args:
        article: An article. It is not changed.

    Returns:
        The article with `start` and `end` of its quotes set, in code points, half-open. A quote that cannot be
        anchored is unchanged: it is missing from the text, ambiguous, or not at its offsets. So are all quotes of an
        article without its text.

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
        return Anchored(article, (), article)
    text = text_of(article.text)
    walk = _Walk(text)
    sound = walk.article(article)
    wrong = {
        unanchored.path: unanchored.quote
        for unanchored in walk.unanchored
        if (unanchored.quote.start, unanchored.quote.end) != (None, None)
    }
    whole = _Walk(text, originals=wrong).article(sound) if wrong else sound
    return Anchored(whole, tuple(walk.unanchored), sound, tuple(walk.cut), tuple(walk.outside), tuple(walk.chosen))


class _Walk:
    """One walk over the quotes of an article, which sets their offsets.

    Or it strips the quotes of them, or puts back the `originals` by their paths.
    """

    def __init__(self, text: Text, *, strips: bool = False, originals: Mapping[Path, Quote] | None = None) -> None:
        self.text = text
        self.strips = strips
        self.originals = originals
        self.unanchored: list[Unanchored] = []
        self.cut: list[tuple[Path, Quote]] = []
        self.outside: list[tuple[Path, Quote]] = []
        self.chosen: list[tuple[Path, Quote, tuple[Span, ...]]] = []

    def article(self, article: Article) -> Article:
        actors = {}
        for key, actor in article.actors.items():
            mentions = self.quotes(actor.mentions, ("actors", key, "mentions")) if actor.mentions else ()
            relations = actor.relations and self.relations(actor.relations, ("actors", key, "relations"))
            same = mentions == actor.mentions and relations == actor.relations
            actors[key] = actor if same else evolve_unchecked(actor, mentions=mentions, relations=relations)
        if any(actor.roles for actor in actors.values()):
            known = self.of(article, evolve_unchecked(article, actors=FrozenDict(actors)))
            actors = self.titles(actors, mentions_of(known))
        events = {key: self.event(event, ("events", key)) for key, event in article.events.items()}
        claims = tuple(self.claim(claim, ("claims", i)) for i, claim in enumerate(article.claims))
        return evolve_unchecked(article, actors=FrozenDict(actors), events=FrozenDict(events), claims=claims)

    def relations(self, table: Mapping[str, Sequence[ActorRelation]], path: Path) -> FrozenDict[str, Any]:
        def anchored(relation: ActorRelation, at: Path) -> ActorRelation:
            evidence, when = relation.evidence, relation.when
            if evidence is not None:
                evidence = self.quote(evidence, (*at, "evidence"))
            if when is not None and when.text is not None:
                shown = spans([*filter(None, [self.of(relation.evidence, evidence)])])
                # Without evidence, the first of several places is meant.
                scope = shown if relation.evidence else [(0, 0)]
                when = self.within(when, "text", (*at, "when"), (Scope(scope),))
            same = evidence is relation.evidence and when is relation.when
            return relation if same else evolve_unchecked(relation, evidence=evidence, when=when)

        return FrozenDict(
            (how, tuple([anchored(relation, (*path, how, i)) for i, relation in enumerate(others)]))
            for how, others in table.items()
        )

    def of(self, before: Any, after: Any) -> Any:
        """Return what has the offsets: the object before this walk, or after it."""
        return before if self.strips else after

    def titles(self, actors: Mapping[str, Actor], mentions: Mapping[str, Sequence[Span]]) -> dict[str, Actor]:
        titled = {}
        for key, actor in actors.items():
            roles = list(actor.roles)
            longer = Cover()
            for i in _longest_first([role.title for role in roles]):
                given = roles[i].title
                title = self.title(given, ("actors", key, "roles", i, "title"), mentions[actor.id], longer)
                longer.add_all(spans([self.of(given, title)]))
                roles[i] = roles[i] if title is given else evolve_unchecked(roles[i], title=title)
            titled[key] = evolve_unchecked(actor, roles=tuple(roles)) if roles else actor
        return titled

    def event(self, event: Event, path: Path) -> Event:
        evidence = self.quotes(event.evidence, (*path, "evidence"))
        around = joined(spans(self.of(event.evidence, evidence)), self.text.raw)
        scope = (Scope(around),)
        changes: dict[str, Any] = {"evidence": evidence}
        if event.triggers:
            changes["triggers"] = self.quotes(event.triggers, (*path, "triggers"), around)
        if isinstance(event, Meeting) and event.outcome is not None:
            changes["outcome"] = self.quote(event.outcome, (*path, "outcome"), around)
        if event.participants:
            changes["participants"] = self.table(event.participants, "mention", (*path, "participants"), scope)
        if event.when is not None and event.when.text is not None:
            changes["when"] = self.within(event.when, "text", (*path, "when"), scope)
        if event.places:
            changes["places"] = self.beside(_items(event.places, path, "places"), "name", scope)
        if event.things:
            changes["things"] = self.table(event.things, "text", (*path, "things"), scope)
        if event.topics:
            changes["topics"] = self.beside(_items(event.topics, path, "topics"), None, scope)
        if isinstance(event, Incident) and event.casualties:
            changes["casualties"] = self.table(event.casualties, "text", (*path, "casualties"), scope)
        return evolve_unchecked(event, **changes)

    def table(self, table: Mapping[str, Sequence[Any]], field: str, path: Path, scopes: Sequence[Scope]) -> Any:
        every = [item for key, values in table.items() for item in _items(values, path, key)]
        anchored = iter(self.beside(every, field, scopes))
        return FrozenDict((key, tuple(islice(anchored, len(values)))) for key, values in table.items())

    def beside(self, items: Sequence[tuple[Path, Any]], field: str | None, scopes: Sequence[Scope]) -> tuple[Any, ...]:
        """Return values beside each other with the places of their words: of the longest words first."""
        if _are_apart([_words_of(value, field) for _, value in items]):
            return tuple([self.within(value, field, path, scopes) for path, value in items])
        anchored = [value for _, value in items]
        longer = defaultdict[Number | None, Cover](Cover)
        for i in _longest_first([_words_of(value, field) for value in anchored]):
            path, value = items[i]
            beside = [longer[figure] for figure in _figures(value)]
            anchored[i] = self.within(value, field, path, scopes, beside)
            words = _words_of(self.of(value, anchored[i]), field)
            for cover in beside:
                cover.add_all(spans([words] if words else ()))
        return tuple(anchored)

    def within(
        self, value: Any, field: str | None, path: Path, scopes: Sequence[Scope], beside: Sequence[Cover] = ()
    ) -> Any:
        """Return a value with the place of its words, which are in `field`, or are the value itself."""
        given = _words_of(value, field)
        words = given and self.words(given, (*path, field) if field else path, scopes, beside)
        return value if words is given else words if field is None else evolve_unchecked(value, **{field: words})

    def claim(self, claim: Claim, path: Path) -> Claim:
        at, cue, when = (*path, "quote"), claim.cue, claim.when
        quote = self.quotes(claim.quote[:1], at)
        beside = _paragraph(self.text, self.of(claim.quote, quote))
        quote += tuple([self.quote(part, at, beside, i) for i, part in enumerate(claim.quote[1:], 1)])
        if cue is not None:
            cue = self.quote(cue, (*path, "cue"), beside)
        if when is not None and when.text is not None:
            said = spans([*self.of(claim.quote, quote), *filter(None, [self.of(claim.cue, cue)])])
            when = self.within(when, "text", (*path, "when"), (Scope(said), Scope(beside)))
        return evolve_unchecked(claim, quote=quote, cue=cue, when=when)

    def quotes(self, quotes: tuple[Quote, ...], path: Path, scope: Sequence[Span] = ()) -> tuple[Quote, ...]:
        return tuple([self.quote(quote, path, scope, i) for i, quote in enumerate(quotes)])

    def quote(self, quote: Quote, path: Path, scope: Sequence[Span] = (), item: int | None = None) -> Quote:
        """Return the quote anchored, or without offsets; `item` is its index in the list at `path`."""
        if self.originals is not None:
            return self.originals.get(path if item is None else (*path, item), quote)
        if self.strips:
            return self.bare(quote, lambda bare: resolve(self.text, bare, scope))
        text = self.text
        if quote.start is not None and quote.within is None and text.has(quote.exact, quote.start, quote.end):
            return quote
        if quote.start is None and quote.within is None and quote.end is None:
            # The fast way for most quotes: a single occurrence in the scope has priority over others.
            only = (text.only(quote.exact, scope) if scope else None) or text.only(quote.exact)
            if only:
                return _placed(quote, text.raw[only[0] : only[1]], *only)
        path = path if item is None else (*path, item)
        span, settled = self.settle(quote, resolve(text, quote, scope), path)
        if span and not text.is_whole(span):
            self.cut.append((path, settled))
        return settled

    def words(self, quote: Quote, path: Path, scopes: Sequence[Scope], beside: Sequence[Cover] = ()) -> Quote:
        """Return words that have a value beside them anchored; `beside` are longer words of other values."""
        if self.originals is not None:
            return self.originals.get(path, quote)
        if self.strips:
            return self.bare(quote, lambda bare: self.nearest(bare, path, scopes, beside)[0])
        text = self.text
        several: tuple[Span, ...] = ()
        if quote.start is None and quote.within is None and quote.end is None:
            only = text.only(quote.exact, scopes[0].spans) if scopes[0].spans else None
            if only and not (beside and is_part(only, beside)):
                return _placed(quote, text.raw[only[0] : only[1]], *only)
            resolved, several = self.nearest(quote, path, scopes, beside)
            if isinstance(resolved, Unanchored) and resolved.reason is Reason.AMBIGUOUS and not nearest_scope(scopes):
                return quote  # what could show the place has none itself, which is an error there
        else:
            resolved = resolve(text, quote)
        span, settled = self.settle(quote, resolved, path)
        if span and not text.is_whole(span):
            self.cut.append((path, settled))
        if span and path[0] == "events" and not scopes[0].holds(span):
            self.outside.append((path, settled))
        if span and several:
            self.chosen.append((path, settled, several))
        return settled

    def nearest(
        self, quote: Quote, path: Path, scopes: Sequence[Scope], beside: Sequence[Cover]
    ) -> tuple[Span | Unanchored, tuple[Span, ...]]:
        return place(self.text, quote, scopes, beside, is_figure=path[2] == "casualties")

    def title(self, quote: Quote, path: Path, mentions: Sequence[Span], longer: Cover) -> Quote:
        """Return the title of a role anchored; unchanged if the text lacks it, as it may that of the registry."""
        if self.originals is not None:
            return self.originals.get(path, quote)
        if self.strips:
            return self.bare(quote, lambda bare: place_title(self.text, bare, mentions, (longer,))[0])
        resolved, _ = place_title(self.text, quote, mentions, (longer,))
        lacks = isinstance(resolved, Unanchored) and resolved.reason not in (Reason.CONTEXT, Reason.OFFSETS)
        return quote if lacks else self.settle(quote, resolved, path)[1]

    def bare(self, quote: Quote, find: Callable[[Quote], Span | Unanchored]) -> Quote:
        """Return the quote without its offsets, if these are found without them."""
        if quote.start is None:
            return quote
        bare = evolve_unchecked(quote, exact=flatten(quote.exact), start=None, end=None)
        return bare if find(bare) == (quote.start, quote.end) else quote

    def settle(self, quote: Quote, resolved: Span | Unanchored, path: Path) -> tuple[Span | None, Quote]:
        """Return the place that was found for a quote, and the quote there; without offsets if there is none."""
        # A constructor computes `end` from the words as given, whose whitespace may be shorter than in the text.
        if type(resolved) is tuple and quote.end not in (None, resolved[1], resolved[0] + len(quote.exact)):
            resolved = Unanchored((), quote, Reason.OFFSETS, (resolved,))
        if isinstance(resolved, Unanchored):
            self.unanchored.append(attrs.evolve(resolved, path=path))
            has_offsets = quote.start is not None or quote.end is not None
            return None, evolve_unchecked(quote, start=None, end=None) if has_offsets else quote
        start, end = resolved
        exact = self.text.raw[start:end]
        if start != quote.start or end != quote.end or exact != quote.exact:
            quote = _placed(quote, exact, start, end)
        return resolved, quote


def _placed(quote: Quote, exact: str, start: int, end: int) -> Quote:
    """Do what `evolve_unchecked` does, three times as fast: for each quote of each article."""
    draft = object.__new__(_DRAFT)
    draft.exact, draft.within, draft.start, draft.end = exact, quote.within, start, end
    draft.__class__ = Quote
    return cast("Quote", draft)


_DRAFT: Any = draft_class(Quote)


def _items(values: Sequence[Any], path: Path, key: str) -> list[tuple[Path, Any]]:
    return [((*path, key, i), value) for i, value in enumerate(values)]


def _words_of(value: Any, field: str | None) -> Quote | None:
    return cast("Quote | None", getattr(value, field) if field else value)


def _are_apart(quotes: Sequence[Quote | None]) -> bool:
    """Whether it is plain that no quote can be a part of another, as for most."""
    if len(quotes) > _FEW:
        return False
    words = [flatten(quote.exact) for quote in quotes if quote]
    return not any(part in whole for part, whole in permutations(words, 2))


def _longest_first(quotes: Sequence[Quote | None]) -> list[int]:
    """The indices of quotes, those of the most characters first; whitespace does not count."""
    lengths = [len("".join(quote.exact.split())) if quote else 0 for quote in quotes]
    return sorted(range(len(quotes)), key=lambda i: -lengths[i])


def _figures(value: Any) -> Collection[Number | None]:
    """Which longer words a value is compared to: a count, to those of counts with the same number."""
    if not isinstance(value, Count):
        return (None,)
    figure = quantity_of(str(value.count))  # None in the place of a malformed one
    return {figure.least, figure.most} - {None} if figure else ()


def _paragraph(text: Text, quotes: Sequence[Quote]) -> list[Span]:
    """The paragraph of the first of the quotes, if it is anchored."""
    return [text.paragraph(start) for start, _ in spans(quotes[:1])]


def strip_offsets(article: Article) -> Article:
    """Remove the offsets that `anchor` would set again: the inverse of `anchor`.

    A quote of an anchored article keeps its offsets only if its words alone do not identify its place.
    """
    return article if article.text is None else _Walk(text_of(article.text), strips=True).article(article)
