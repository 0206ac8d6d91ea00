"""One walk over the quotes of an article, which sets their offsets or strips the quotes of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import permutations
from typing import Any, Final

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
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.quantity import Number, quantity_of
from newscorpus.models.traversal import quotes_of
from newscorpus.models.values import ActorRelation, Participant, Place, Role, Thing, When
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
    return anchor_in_place(article if article.text is None else unshared(article))


def anchor_in_place(article: Article) -> Anchored:
    """Anchor an article of whose events, claims and quotes nobody else has any: they are changed, not copied."""
    if article.text is None:
        return Anchored(article, (), article)
    walk = _Walk(text_of(article.text))
    walk.article(article)
    wrong = {
        unanchored.path: unanchored.quote
        for unanchored in walk.unanchored
        if (unanchored.quote.start, unanchored.quote.end) != (None, None)
    }
    whole = article
    if wrong:
        whole = unshared(article)
        for path, quote in quotes_of(whole):
            if path in wrong:
                _assign(quote, wrong[path])
    return Anchored(whole, tuple(walk.unanchored), article, tuple(walk.cut), tuple(walk.outside), tuple(walk.chosen))


_HOLDERS: Final[Mapping[type, Sequence[str]]] = {
    Actor: ("mentions", "roles", "relations"),
    Role: ("title",),
    ActorRelation: ("evidence", "when"),
    Event: ("evidence", "triggers", "participants", "when", "places", "things", "topics"),
    Meeting: ("evidence", "triggers", "participants", "when", "places", "things", "topics", "outcome"),
    Incident: ("evidence", "triggers", "participants", "when", "places", "things", "topics", "casualties"),
    Participant: ("mention",),
    When: ("text",),
    Place: ("name",),
    Thing: ("text",),
    Count: ("text",),
    Claim: ("quote", "cue", "when"),
    Quote: (),
}
"""The attributes of each class that have quotes, or what has quotes."""


def unshared(article: Article) -> Article:
    """Copy an article with everything that has quotes, so that these can be changed."""
    actors, events, claims = unshared_actors(article), _copied(article.events), _copied(article.claims)
    return evolve_unchecked(article, actors=actors, events=events, claims=claims)


def unshared_actors(article: Article) -> FrozenDict[str, Actor]:
    """Copy the actors of an article that have quotes: those of the registry are in all articles."""
    actors = article.actors
    return FrozenDict(
        {
            key: _copied(actor) if actor.mentions or actor.roles or actor.relations else actor
            for key, actor in actors.items()
        }
    )


def _copied(value: Any) -> Any:
    if type(value) is tuple:
        return tuple([_copied(item) for item in value])
    if type(value) is FrozenDict:
        return FrozenDict({key: _copied(item) for key, item in value.items()})
    if value is None:
        return None
    holders = _HOLDERS.get(type(value))
    if holders is None:  # a subclass, as a program may make one of a kind of events
        holders = next(_HOLDERS[base] for base in type(value).__mro__ if base in _HOLDERS)
    return evolve_unchecked(value, **{name: _copied(getattr(value, name)) for name in holders})


class _Walk:
    """One walk over the quotes of an article, which sets their offsets.

    Or it finds which of them need none: `bare` are these, each with how it is without.
    """

    def __init__(self, text: Text, *, strips: bool = False) -> None:
        self.text = text
        self.strips = strips
        self.bare: list[tuple[Quote, Quote]] = []
        self.unanchored: list[Unanchored] = []
        self.cut: list[tuple[Path, Quote]] = []
        self.outside: list[tuple[Path, Quote]] = []
        self.chosen: list[tuple[Path, Quote, tuple[Span, ...]]] = []

    def article(self, article: Article) -> None:
        actors = article.actors
        for key, actor in actors.items():
            if actor.mentions:
                self.quotes(actor.mentions, ("actors", key, "mentions"))
            if actor.relations:
                self.relations(actor.relations, ("actors", key, "relations"))
        if any(actor.roles for actor in actors.values()):
            mentions = mentions_of(article)
            for key, actor in actors.items():
                if actor.roles:
                    self.titles(actor.roles, ("actors", key, "roles"), mentions[actor.id])
        for key, event in article.events.items():
            self.event(event, ("events", key))
        for i, claim in enumerate(article.claims):
            self.claim(claim, ("claims", i))

    def relations(self, table: Mapping[str, Sequence[ActorRelation]], path: Path) -> None:
        for how, others in table.items():
            for i, relation in enumerate(others):
                evidence, when = relation.evidence, relation.when
                if evidence is not None:
                    self.quote(evidence, (*path, how, i, "evidence"))
                if when is not None and when.text is not None:
                    # Without evidence, the first of several places is meant.
                    shown = spans([evidence]) if evidence is not None else [(0, 0)]
                    self.words(when.text, (*path, how, i, "when", "text"), (Scope(shown),))

    def titles(self, roles: Sequence[Role], path: Path, mentions: Sequence[Span]) -> None:
        longer = Cover()
        titles = [role.title for role in roles]
        for i in _longest_first(titles):
            self.title(titles[i], (*path, i, "title"), mentions, longer)
            longer.add_all(spans([titles[i]]))

    def event(self, event: Event, path: Path) -> None:
        self.quotes(event.evidence, (*path, "evidence"))
        around = joined(spans(event.evidence), self.text.raw)
        scope = (Scope(around),)
        if event.triggers:
            self.quotes(event.triggers, (*path, "triggers"), around)
        if isinstance(event, Meeting) and event.outcome is not None:
            self.quote(event.outcome, (*path, "outcome"), around)
        if event.participants:
            self.table(event.participants, "mention", (*path, "participants"), scope)
        if event.when is not None and event.when.text is not None:
            self.words(event.when.text, (*path, "when", "text"), scope)
        if event.places:
            self.beside(_items(event.places, path, "places"), "name", scope)
        if event.things:
            self.table(event.things, "text", (*path, "things"), scope)
        if event.topics:
            self.beside(_items(event.topics, path, "topics"), None, scope)
        if isinstance(event, Incident) and event.casualties:
            self.table(event.casualties, "text", (*path, "casualties"), scope)

    def table(self, table: Mapping[str, Sequence[Any]], field: str, path: Path, scopes: Sequence[Scope]) -> None:
        self.beside([item for key, values in table.items() for item in _items(values, path, key)], field, scopes)

    def beside(self, items: Sequence[tuple[Path, Any]], field: str | None, scopes: Sequence[Scope]) -> None:
        """Place the words of values beside each other: the longest words first."""
        worded = list[tuple[Path, Any, Quote]]()
        for path, value in items:
            words = getattr(value, field) if field else value
            if words is not None:
                worded.append(((*path, field) if field else path, value, words))
        if _are_apart([words for _, _, words in worded]):
            for path, _, words in worded:
                self.words(words, path, scopes)
            return
        longer = defaultdict[Number | None, Cover](Cover)
        for i in _longest_first([words for _, _, words in worded]):
            path, value, words = worded[i]
            covers = [longer[figure] for figure in _figures(value)]
            self.words(words, path, scopes, covers)
            for cover in covers:
                cover.add_all(spans([words]))

    def claim(self, claim: Claim, path: Path) -> None:
        at, cue, when = (*path, "quote"), claim.cue, claim.when
        self.quotes(claim.quote[:1], at)
        beside = _paragraph(self.text, claim.quote)
        for i, part in enumerate(claim.quote[1:], 1):
            self.quote(part, (*at, i), beside)
        if cue is not None:
            self.quote(cue, (*path, "cue"), beside)
        if when is not None and when.text is not None:
            said = spans([*claim.quote, *([cue] if cue is not None else [])])
            self.words(when.text, (*path, "when", "text"), (Scope(said), Scope(beside)))

    def quotes(self, quotes: Sequence[Quote], path: Path, scope: Sequence[Span] = ()) -> None:
        for i, quote in enumerate(quotes):
            self.quote(quote, (*path, i), scope)

    def quote(self, quote: Quote, path: Path, scope: Sequence[Span] = ()) -> None:
        """Set the offsets of a quote, or remove them if it has no place there."""
        text = self.text
        if self.strips:
            self.strip(quote, lambda bare: resolve(text, bare, scope))
            return
        if quote.start is None:
            if quote.within is None and quote.end is None:
                # The fast way for most quotes: a single occurrence in the scope has priority over others.
                only = (text.only(quote.exact, scope) if scope else None) or text.only(quote.exact)
                if only:
                    _place(quote, text, *only)
                    return
        elif quote.within is None and text.has(quote.exact, quote.start, quote.end):
            return
        span = self.settle(quote, resolve(text, quote, scope), path)
        if span and not text.is_whole(span):
            self.cut.append((path, quote))

    def words(self, quote: Quote, path: Path, scopes: Sequence[Scope], beside: Sequence[Cover] = ()) -> None:
        """Set the offsets of words that have a value beside them; `beside` are longer words of other values."""
        text = self.text
        if self.strips:
            self.strip(quote, lambda bare: self.nearest(bare, path, scopes, beside)[0])
            return
        several: tuple[Span, ...] = ()
        if quote.start is None and quote.within is None and quote.end is None:
            only = text.only(quote.exact, scopes[0].spans) if scopes[0].spans else None
            if only and not (beside and is_part(only, beside)):
                _place(quote, text, *only)
                return
            resolved, several = self.nearest(quote, path, scopes, beside)
            if isinstance(resolved, Unanchored) and resolved.reason is Reason.AMBIGUOUS and not nearest_scope(scopes):
                return  # what could show the place has none itself, which is an error there
        else:
            resolved = resolve(text, quote)
        span = self.settle(quote, resolved, path)
        if span and not text.is_whole(span):
            self.cut.append((path, quote))
        if span and path[0] == "events" and not scopes[0].holds(span):
            self.outside.append((path, quote))
        if span and several:
            self.chosen.append((path, quote, several))

    def nearest(
        self, quote: Quote, path: Path, scopes: Sequence[Scope], beside: Sequence[Cover]
    ) -> tuple[Span | Unanchored, tuple[Span, ...]]:
        return place(self.text, quote, scopes, beside, is_figure=path[2] == "casualties")

    def title(self, quote: Quote, path: Path, mentions: Sequence[Span], longer: Cover) -> None:
        """Set the offsets of the title of a role, unless the text lacks it, as it may that of the registry."""
        if self.strips:
            self.strip(quote, lambda bare: place_title(self.text, bare, mentions, (longer,))[0])
            return
        resolved, _ = place_title(self.text, quote, mentions, (longer,))
        lacks = isinstance(resolved, Unanchored) and resolved.reason not in (Reason.CONTEXT, Reason.OFFSETS)
        if not lacks:
            self.settle(quote, resolved, path)

    def strip(self, quote: Quote, find: Callable[[Quote], Span | Unanchored]) -> None:
        """Note the quote without its offsets, if these are found without them."""
        if quote.start is not None:
            bare = evolve_unchecked(quote, exact=flatten(quote.exact), start=None, end=None)
            if find(bare) == (quote.start, quote.end):
                self.bare.append((quote, bare))

    def settle(self, quote: Quote, resolved: Span | Unanchored, path: Path) -> Span | None:
        """Set the offsets of a quote to the place that was found, and return it; remove them if there is none."""
        # A constructor computes `end` from the words as given, whose whitespace may be shorter than in the text.
        if type(resolved) is tuple and quote.end not in (None, resolved[1], resolved[0] + len(quote.exact)):
            resolved = Unanchored((), quote, Reason.OFFSETS, (resolved,))
        if isinstance(resolved, Unanchored):
            given = resolved.quote
            if quote.start is not None or quote.end is not None:
                given = evolve_unchecked(given)
                _set_start(quote, None)
                _set_end(quote, None)
            self.unanchored.append(attrs.evolve(resolved, path=path, quote=given))
            return None
        _place(quote, self.text, *resolved)
        return resolved


# The members of the slots of a frozen class can be set where nobody else has the object.
_set_exact: Final = Quote.__dict__["exact"].__set__
_set_start: Final = Quote.__dict__["start"].__set__
_set_end: Final = Quote.__dict__["end"].__set__


def _place(quote: Quote, text: Text, start: int, end: int) -> None:
    _set_exact(quote, text.raw[start:end])
    _set_start(quote, start)
    _set_end(quote, end)


def _assign(quote: Quote, other: Quote) -> None:
    _set_exact(quote, other.exact)
    _set_start(quote, other.start)
    _set_end(quote, other.end)


def _items(values: Sequence[Any], path: Path, key: str) -> list[tuple[Path, Any]]:
    return [((*path, key, i), value) for i, value in enumerate(values)]


def _are_apart(quotes: Sequence[Quote]) -> bool:
    """Whether it is plain that no quote can be a part of another, as for most."""
    if len(quotes) > _FEW:
        return False
    words = [flatten(quote.exact) for quote in quotes]
    return not any(part in whole for part, whole in permutations(words, 2))


def _longest_first(quotes: Sequence[Quote]) -> list[int]:
    """The indices of quotes, those of the most characters first; whitespace does not count."""
    lengths = [len("".join(quote.exact.split())) for quote in quotes]
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
    if article.text is None:
        return article
    article = unshared(article)
    walk = _Walk(text_of(article.text), strips=True)
    walk.article(article)
    for quote, bare in walk.bare:
        _assign(quote, bare)
    return article
