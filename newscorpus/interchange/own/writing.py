"""The annotations of one article, as they are written."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from newscorpus.codec import default_codec
from newscorpus.interchange.engine.document import (
    Annotation,
    Frame,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.interchange.engine.losses import Losses, count_unheld
from newscorpus.interchange.own.labels import attribute_note
from newscorpus.interchange.own.reading import ANNOTATION, ANNOTATORS, ARTICLE, NO_KIND, NOTE, RELATION, role_label
from newscorpus.models import (
    Actor,
    Article,
    Claim,
    Count,
    Event,
    Incident,
    Meeting,
    Participant,
    Place,
    Quote,
    Thing,
    When,
)
from newscorpus.models.article import mentions_of
from newscorpus.models.traversal import layer_of, quotes_of
from newscorpus.text.spans import Span

IsExact = Callable[[str, Sequence[Span]], bool]
"""Whether a tool reads a label on these spans of a text as the same spans."""


_ALL: Final = "format id text text_parts keywords annotation actors events claims attributes note"
HELD: Final = frozenset((*_ALL.split(), *ARTICLE))
"""The paths of an article that are written, but for the `within` of quotes, which have offsets instead."""


def annotations(
    article: Article, text: str, is_exact: IsExact, losses: Losses, *, relations_have_notes: bool = True
) -> list[Annotation]:
    """Return the annotations of an article, and count what they do not hold.

    Args:
        article: The article.
        text: Its text, which is not blank.
        is_exact: Whether the tool keeps some spans of one annotation.
        losses: Where to count.
        relations_have_notes: Whether a note can be on a relation; otherwise a frame stands for a relation with a time.
    """
    count_unheld(default_codec().canonical(article), HELD, losses, article.id)
    for path, quote in quotes_of(article):
        if quote.within is not None:
            losses.add(f"{path[0]}.{layer_of(path)}.within", f"{article.id}: {'.'.join(map(str, path))}")
    writer = _Writer(article, text, is_exact, losses, relations_have_notes=relations_have_notes)
    writer.write()
    return writer.annotations


class _Writer:
    def __init__(
        self, article: Article, text: str, is_exact: IsExact, losses: Losses, *, relations_have_notes: bool
    ) -> None:
        self._article, self._text, self._losses = article, text, losses
        self._keeps_spans, self._relations_have_notes = is_exact, relations_have_notes
        first = re.search(r"\S+", text)
        assert first is not None
        self._home = first.span()
        self.annotations: list[Annotation] = []
        """What is written so far."""
        self._numbers = Counter[str]()
        """The last number of each kind of id."""
        self._labelled: dict[str, Words] = {}
        self._actors: dict[str, str] = {}
        """The first mention of each actor."""
        self._mentions: dict[str, dict[Span, str]] = {}
        """The other mentions of each of them, by their spans."""
        self._events: dict[str, str] = {}

    def write(self) -> None:
        self._head()
        mentions = mentions_of(self._article)
        for actor in self._article.actors.values():
            self._actors[actor.id] = self._actor(actor, mentions[actor.id])
        for actor in self._article.actors.values():
            self._offices(actor)
        for number, key in enumerate(self._article.events, 1):
            self._events[key] = f"E{number}"
        self._numbers["E"] = len(self._events)
        for key, event in self._article.events.items():
            self._event(event, self._events[key])
        for claim in self._article.claims:
            self._claim(claim)
        for actor in self._article.actors.values():
            self._relations(actor)

    # Annotations

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}"

    def _is_exact(self, *spans: Span) -> bool:
        """Report whether one label on these spans is read as the same spans."""
        return self._keeps_spans(self._text, spans)

    def _words(self, label: str, *spans: Span) -> str:
        """Put a label on words; return its id."""
        id_ = self._next("T")
        self._labelled[id_] = Words(id_, label, spans, " ".join(self._text[start:end] for start, end in spans))
        self.annotations.append(self._labelled[id_])
        return id_

    def _relation(self, label: str, first: str, second: str) -> str:
        id_ = self._next("R")
        self.annotations.append(Relation(id_, label, first, second))
        return id_

    def _frame(self, label: str, trigger: str, pairs: Iterable[tuple[str, str]], id_: str) -> None:
        self.annotations.append(Frame(id_, label, trigger, tuple(pairs)))

    def _same(self, *members: str) -> None:
        if len(members) > 1:
            self.annotations.append(Same("Equiv", members))

    def _mark(self, name: str, target: str, value: str | None = None) -> None:
        self.annotations.append(Mark(name, target, value))

    def _note(self, kind: str, target: str, text: str | None) -> None:
        """Add a note; nothing if there is no text."""
        if text is not None:
            self.annotations.append(Remark(kind, target, text))

    # Fields

    def _head(self) -> None:
        article = self._article
        home = self._words("article", self._home)
        for name in ARTICLE:
            self._note(name, home, getattr(article, name))
        for keyword in article.keywords:
            self._note("keyword", home, keyword)
        if article.annotation is not None:
            for name in ANNOTATORS:
                for person in getattr(article.annotation, name):
                    self._note(f"annotation.{name}", home, person)
            for name in ANNOTATION:
                self._note(f"annotation.{name}", home, getattr(article.annotation, name))
        self._common(article, home)
        for part, span in article.text_parts.items():
            if len(span) == 2 and self._is_exact(span := (span[0], span[1])):
                self._words(part, span)
            else:
                self._losses.add("text_parts", f"{article.id}: text_parts.{part}")

    def _common(self, owner: Any, id_: str) -> None:
        """Write the identifiers, the attributes and the note of an annotation."""
        for scheme, value in getattr(owner, "ids", {}).items():
            self.annotations.append(Identifier(id_, scheme, value, value))
        for name, value in getattr(owner, "attributes", {}).items():
            label, text = attribute_note(name, value)
            self._note(label, id_, text)
        self._note(NOTE, id_, getattr(owner, "note", None))

    def _quote(self, label: str, quote: Quote) -> str:
        return self._words(label, _span(quote))

    def _implicit(self, label: str, span: Span) -> str:
        """Put a label for what the article has no words for, at a place to attach it."""
        id_ = self._words(label, span)
        self._mark("implicit", id_)
        return id_

    # Actors

    def _actor(self, actor: Actor, mentions: Sequence[Span]) -> str:
        label = actor.kind or NO_KIND
        listed = [_span(quote) for quote in actor.mentions]
        own = [self._words(label, span) for span in listed]
        for span in mentions:
            if span not in listed:
                own.append(self._words(label, span))
                self._mark("named", own[-1])
        if not own:
            own.append(self._implicit(label, self._home))
        self._same(*own)
        first = own[0]
        self._mentions[first] = {self._labelled[id_].spans[0]: id_ for id_ in own[1:]}
        self._note("id", first, actor.id)
        self._note("name", first, actor.name)
        if not actor.named:
            self._mark("unnamed", first)
        for alias in actor.aliases:
            self._note("alias", first, alias)
        for name in ("country", "sector"):
            if (value := getattr(actor, name)) is not None:
                self._mark(name, first, value)
        self._common(actor, first)
        return first

    def _event_id(self, id_: str, where: str) -> str | None:
        """Return the line of an event; if it is one of another article, count that."""
        if id_ not in self._events:
            self._losses.add(f"{where} in other articles", f"{self._article.id}: {id_}")
        return self._events.get(id_)

    def _offices(self, actor: Actor) -> None:
        first = self._actors[actor.id]
        for role in actor.roles:
            if role.title.start is None:
                id_ = self._implicit("role", self._labelled[first].spans[0])
                self._note("title", id_, role.title.exact)
            else:
                id_ = self._quote("role", role.title)
            self._note("start", id_, role.start)
            self._note("end", id_, role.end)
            self._relation("holds", first, id_)
            if role.org is not None:
                self._relation("in", id_, self._actors[role.org])

    def _relations(self, actor: Actor) -> None:
        first = self._actors[actor.id]
        for term, others in actor.relations.items():
            for related in others:
                other, label, when = self._actors[related.other], f"{RELATION}{term}", related.when
                is_plain = when is None or (when.text is None and self._relations_have_notes)
                if related.evidence is None and is_plain:
                    own = self._relation(label, first, other)
                    self._when(when, own)
                    continue
                near = self._labelled[first].spans[0]
                shown = self._quote(label, related.evidence) if related.evidence else self._implicit(label, near)
                own = self._next("E")
                pairs = [("Arg1", first), ("Arg2", other), ("when", self._when(when, own))]
                self._frame(label, shown, [(role, id_) for role, id_ in pairs if id_], own)

    # Events and claims

    def _event(self, event: Event, own: str) -> None:
        label = f"{event.kind}-{event.type}"
        shown = _span((*event.triggers, *event.evidence)[0])
        trigger = self._words(label, shown) if event.triggers else self._implicit(label, shown)
        pairs: list[tuple[str, str | None]] = [
            ("trigger", self._quote("trigger", quote)) for quote in event.triggers[1:]
        ]
        pairs += [("evidence", self._quote("evidence", quote)) for quote in event.evidence]
        for term, several in event.participants.items():
            pairs += [(term, self._participant(participant)) for participant in several]
        for term, things in event.things.items():
            pairs += [(term, self._thing(thing)) for thing in things]
        pairs += [("place", self._place(place)) for place in event.places]
        pairs += [("topic", self._quote("topic", quote)) for quote in event.topics]
        if isinstance(event, Meeting) and event.outcome is not None:
            pairs.append(("outcome", self._quote("outcome", event.outcome)))
        if isinstance(event, Incident):
            for harm, counts in event.casualties.items():
                pairs += [(harm, self._count(count, shown)) for count in counts]
        for term, others in event.relations.items():
            pairs += [(term, self._event_id(id_, "events.relations")) for id_ in others]
        pairs.append(("when", self._when(event.when, own)))
        self._frame(label, trigger, _numbered(pairs), own)
        self._note("id", own, event.id)
        self._note("title", own, event.title)
        self._mark("status", own, event.status)
        self._common(event, own)

    def _when(self, when: When | None, own: str) -> str | None:
        """Write a time: with its words, or without them as a note of what has it."""
        if when is None:
            return None
        id_ = self._quote("when", when.text) if when.text is not None else None
        self._note("edtf", id_ or own, when.edtf)
        return id_

    def _participant(self, participant: Participant) -> str:
        """Return the mention that an argument points to: the first of the actor, or the one that the event names."""
        first = self._actors[participant.actor]
        if participant.mention is None:
            return first
        mentions, span = self._mentions[first], _span(participant.mention)
        if span not in mentions:
            mentions[span] = self._quote(self._labelled[first].label, participant.mention)
            self._mark("argument", mentions[span])
            self._same(first, mentions[span])
        return mentions[span]

    def _place(self, place: Place) -> str:
        id_ = self._quote("place", place.name)
        if place.country is not None:
            self._mark("country", id_, place.country)
        self._common(place, id_)
        return id_

    def _thing(self, thing: Thing) -> str:
        id_ = self._quote("thing", thing.text)
        self._note("value", id_, thing.value)
        self._common(thing, id_)
        return id_

    def _count(self, count: Count, shown: Span) -> str:
        id_ = self._implicit("count", shown) if count.text is None else self._quote("count", count.text)
        self._note("count", id_, str(count.count))
        for actor in count.by:
            self._relation("by", id_, self._actors[actor])
        return id_

    def _claim(self, claim: Claim) -> None:
        spans = [_span(quote) for quote in claim.quote]
        apart = spans if self._is_exact(*spans) else spans[:1]
        trigger, spans = self._words("claim", *apart), spans[len(apart) :]
        pairs: list[tuple[str, str | None]] = [("quote", self._words("quote", span)) for span in spans]
        pairs.append(("cue", self._quote("cue", claim.cue) if claim.cue is not None else None))
        pairs += [("by", self._actors[id_]) for id_ in claim.by]
        pairs.append(("via", claim.via and self._actors[claim.via]))
        pairs.append(("at", claim.at and self._event_id(claim.at, "claims.at")))
        pairs += [("about", self._actors.get(id_) or self._event_id(id_, "claims.about")) for id_ in claim.about]
        own = self._next("E")
        pairs.append(("when", self._when(claim.when, own)))
        self._frame("claim", trigger, _numbered(pairs), own)
        if claim.stance is not None:
            self._mark("stance", own, claim.stance)
        self._common(claim, own)


def _span(quote: Quote) -> Span:
    """Return the place of a quote, which each of an accepted article has, but for titles."""
    assert quote.start is not None
    assert quote.end is not None
    return quote.start, quote.end


def _numbered(pairs: Iterable[tuple[str, str | None]]) -> list[tuple[str, str]]:
    """Return the arguments that exist, with names that differ."""
    times = Counter[str]()
    return [(role_label(term, times), id_) for term, id_ in pairs if id_]
