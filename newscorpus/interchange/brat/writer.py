"""Articles -> brat: a text, its annotations, and one `annotation.conf`; with the labels of `scheme`."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from newscorpus.codec import default_codec
from newscorpus.interchange.brat.files import CONFIGURATION, SCHEME
from newscorpus.interchange.brat.lines import Lines, Types
from newscorpus.interchange.brat.scheme import ANNOTATION, ANNOTATORS, ARTICLE, NO_KIND, NOTE, RELATION, role_label
from newscorpus.interchange.losses import Losses, count_unheld
from newscorpus.interchange.output import Output
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

_ALL: Final = "format id text text_parts keywords annotation actors events claims attributes note"
HELD: Final = frozenset((*_ALL.split(), *ARTICLE))
"""The paths of an article that are written, but for the `within` of quotes, which have offsets instead."""


def write(articles: Iterable[Article], output: Output) -> dict[str, int]:
    """Write a text and a file of annotations for each article, and an `annotation.conf`, into a new folder.

    Returns:
        The number of `articles`.

    Raises:
        OSError: A file cannot be written, or two articles have the same id.
    """
    folder, losses = output.target, output.losses
    folder.mkdir(parents=True)
    types, number = Types(), 0
    for article in articles:
        if article.text is None or not article.text.strip():
            losses.add("article without its text", article.id)
            continue
        with (folder / f"{article.id}.txt").open("xb") as file:
            file.write(article.text.encode("utf-8"))
        with (folder / f"{article.id}.ann").open("xb") as file:
            file.write(annotations(article, article.text, types, losses).encode("utf-8"))
        number += 1
    (folder / CONFIGURATION).write_text(types.configuration(SCHEME), encoding="utf-8", newline="\n")
    return {"articles": number}


def is_export(folder: Path) -> bool:
    """Report whether a folder contains what `write` wrote."""
    path = folder / CONFIGURATION
    return path.is_file() and path.read_bytes().startswith(SCHEME.encode())


def annotations(article: Article, text: str, types: Types, losses: Losses) -> str:
    """Return the lines of an article, and count what they do not hold.

    Args:
        article: The article.
        text: Its text.
        types: Where to collect the labels.
        losses: Where to count.
    """
    count_unheld(default_codec().canonical(article), HELD, losses, article.id)
    for path, quote in quotes_of(article):
        if quote.within is not None:
            losses.add(f"{path[0]}.{layer_of(path)}.within", f"{article.id}: {'.'.join(map(str, path))}")
    return _Article(article, text, Lines(text, types), losses).text()


class _Article:
    def __init__(self, article: Article, text: str, lines: Lines, losses: Losses) -> None:
        self._article, self._lines, self._losses = article, lines, losses
        first = re.search(r"\S+", text)
        assert first is not None
        self._home = first.span()
        self._actors: dict[str, str] = {}
        """The first mention of each actor."""
        self._mentions: dict[str, dict[Span, str]] = {}
        """The other mentions of each of them, by their spans."""
        self._events: dict[str, str] = {}

    def text(self) -> str:
        self._head()
        mentions = mentions_of(self._article)
        for actor in self._article.actors.values():
            self._actors[actor.id] = self._actor(actor, mentions[actor.id])
        for actor in self._article.actors.values():
            self._offices(actor)
        for number, key in enumerate(self._article.events, 1):
            self._events[key] = f"E{number}"
        self._lines.numbers["E"] = len(self._events)
        for key, event in self._article.events.items():
            self._event(event, self._events[key])
        for claim in self._article.claims:
            self._claim(claim)
        for actor in self._article.actors.values():
            self._relations(actor)
        return self._lines.text()

    def _head(self) -> None:
        article, lines = self._article, self._lines
        home = lines.words("article", [self._home])
        for name in ARTICLE:
            lines.note(name, home, getattr(article, name))
        for keyword in article.keywords:
            lines.note("keyword", home, keyword)
        if article.annotation is not None:
            for name in ANNOTATORS:
                for person in getattr(article.annotation, name):
                    lines.note(f"annotation.{name}", home, person)
            for name in ANNOTATION:
                lines.note(f"annotation.{name}", home, getattr(article.annotation, name))
        self._common(article, home)
        for part, span in article.text_parts.items():
            if len(span) == 2 and lines.is_exact(span := (span[0], span[1])):
                lines.words(part, [span])
            else:
                self._losses.add("text_parts", f"{article.id}: text_parts.{part}")

    def _common(self, owner: Any, id_: str) -> None:
        """Write the identifiers, the attributes and the note of an annotation."""
        for scheme, value in getattr(owner, "ids", {}).items():
            self._lines.identifier(id_, scheme, value)
        for name, value in getattr(owner, "attributes", {}).items():
            kind = {str: "string", bool: "boolean", int: "integer"}.get(type(value), "number")
            self._lines.note(f"{kind}-{name}", id_, str(value).lower() if kind == "boolean" else str(value))
        self._lines.note(NOTE, id_, getattr(owner, "note", None))

    def _quote(self, label: str, quote: Quote) -> str:
        return self._lines.words(label, [_span(quote)])

    def _implicit(self, label: str, span: Span) -> str:
        """Write a line T for what the article has no words for, at a place to attach it."""
        id_ = self._lines.words(label, [span])
        self._lines.mark("implicit", id_)
        return id_

    # Actors

    def _actor(self, actor: Actor, mentions: Sequence[Span]) -> str:
        lines, label = self._lines, actor.kind or NO_KIND
        listed = [_span(quote) for quote in actor.mentions]
        found = [lines.words(label, [span]) for span in listed]
        for span in mentions:
            if span not in listed:
                found.append(lines.words(label, [span]))
                lines.mark("named", found[-1])
        if not found:
            found.append(self._implicit(label, self._home))
        lines.same(found)
        first = found[0]
        self._mentions[first] = {lines.span(one): one for one in found[1:]}
        lines.note("id", first, actor.id)
        lines.note("name", first, actor.name)
        if not actor.named:
            lines.mark("unnamed", first)
        for alias in actor.aliases:
            lines.note("alias", first, alias)
        for name in ("country", "sector"):
            if (value := getattr(actor, name)) is not None:
                lines.mark(name, first, value)
        self._common(actor, first)
        return first

    def _event_id(self, id_: str, where: str) -> str | None:
        """Return the line of an event; if it is one of another article, count that."""
        if id_ not in self._events:
            self._losses.add(f"{where} in other articles", f"{self._article.id}: {id_}")
        return self._events.get(id_)

    def _offices(self, actor: Actor) -> None:
        lines, first = self._lines, self._actors[actor.id]
        for role in actor.roles:
            if role.title.start is None:
                id_ = self._implicit("role", lines.span(first))
                lines.note("title", id_, role.title.exact)
            else:
                id_ = self._quote("role", role.title)
            lines.note("start", id_, role.start)
            lines.note("end", id_, role.end)
            lines.relation("holds", first, id_)
            if role.org is not None:
                lines.relation("in", id_, self._actors[role.org])

    def _relations(self, actor: Actor) -> None:
        lines, first = self._lines, self._actors[actor.id]
        for term, others in actor.relations.items():
            for one in others:
                other, label, when = self._actors[one.other], f"{RELATION}{term}", one.when
                if one.evidence is None and (when is None or when.text is None):
                    own = lines.relation(label, first, other)
                    self._when(when, own)
                    continue
                shown = self._quote(label, one.evidence) if one.evidence else self._implicit(label, lines.span(first))
                own = lines.next("E")
                pairs = [("Arg1", first), ("Arg2", other), ("when", self._when(when, own))]
                lines.frame(label, shown, [(role, id_) for role, id_ in pairs if id_], own)

    # Events and claims

    def _event(self, event: Event, own: str) -> None:
        lines, label = self._lines, f"{event.kind}-{event.type}"
        shown = _span((*event.triggers, *event.evidence)[0])
        trigger = lines.words(label, [shown]) if event.triggers else self._implicit(label, shown)
        pairs: list[tuple[str, str | None]] = [("trigger", self._quote("trigger", one)) for one in event.triggers[1:]]
        pairs += [("evidence", self._quote("evidence", one)) for one in event.evidence]
        for term, several in event.participants.items():
            pairs += [(term, self._participant(one)) for one in several]
        for term, things in event.things.items():
            pairs += [(term, self._thing(one)) for one in things]
        pairs += [("place", self._place(one)) for one in event.places]
        pairs += [("topic", self._quote("topic", one)) for one in event.topics]
        if isinstance(event, Meeting) and event.outcome is not None:
            pairs.append(("outcome", self._quote("outcome", event.outcome)))
        if isinstance(event, Incident):
            for harm, counts in event.casualties.items():
                pairs += [(harm, self._count(one, shown)) for one in counts]
        for term, others in event.relations.items():
            pairs += [(term, self._event_id(one, "events.relations")) for one in others]
        pairs.append(("when", self._when(event.when, own)))
        lines.frame(label, trigger, _numbered(pairs), own)
        lines.note("id", own, event.id)
        lines.note("title", own, event.title)
        lines.mark("status", own, event.status)
        self._common(event, own)

    def _when(self, when: When | None, own: str) -> str | None:
        """Write a time: with its words, or without them as a note of what has it."""
        if when is None:
            return None
        id_ = self._quote("when", when.text) if when.text is not None else None
        self._lines.note("edtf", id_ or own, when.edtf)
        return id_

    def _participant(self, participant: Participant) -> str:
        """Return the mention that an argument points to: the first of the actor, or the one that the event names."""
        first = self._actors[participant.actor]
        if participant.mention is None:
            return first
        mentions, span = self._mentions[first], _span(participant.mention)
        if span not in mentions:
            mentions[span] = self._quote(self._lines.label(first), participant.mention)
            self._lines.mark("argument", mentions[span])
            self._lines.same([first, mentions[span]])
        return mentions[span]

    def _place(self, place: Place) -> str:
        id_ = self._quote("place", place.name)
        if place.country is not None:
            self._lines.mark("country", id_, place.country)
        self._common(place, id_)
        return id_

    def _thing(self, thing: Thing) -> str:
        id_ = self._quote("thing", thing.text)
        self._lines.note("value", id_, thing.value)
        self._common(thing, id_)
        return id_

    def _count(self, count: Count, shown: Span) -> str:
        id_ = self._implicit("count", shown) if count.text is None else self._quote("count", count.text)
        self._lines.note("count", id_, str(count.count))
        for one in count.by:
            self._lines.relation("by", id_, self._actors[one])
        return id_

    def _claim(self, claim: Claim) -> None:
        lines = self._lines
        spans = [_span(quote) for quote in claim.quote]
        apart = spans if lines.is_exact(*spans) else spans[:1]
        trigger, spans = lines.words("claim", apart), spans[len(apart) :]
        pairs: list[tuple[str, str | None]] = [("quote", lines.words("quote", [span])) for span in spans]
        pairs.append(("cue", self._quote("cue", claim.cue) if claim.cue is not None else None))
        pairs += [("by", self._actors[one]) for one in claim.by]
        pairs.append(("via", claim.via and self._actors[claim.via]))
        pairs.append(("at", claim.at and self._event_id(claim.at, "claims.at")))
        pairs += [("about", self._actors.get(one) or self._event_id(one, "claims.about")) for one in claim.about]
        own = lines.next("E")
        pairs.append(("when", self._when(claim.when, own)))
        lines.frame("claim", trigger, _numbered(pairs), own)
        if claim.stance is not None:
            lines.mark("stance", own, claim.stance)
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
