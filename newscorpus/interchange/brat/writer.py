"""Articles -> brat: a text, its annotations, and one `annotation.conf`; with the labels of `scheme`."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from newscorpus.codec import default_codec
from newscorpus.interchange.brat.files import CONFIGURATION, SCHEME
from newscorpus.interchange.brat.lines import Lines, Types
from newscorpus.interchange.brat.scheme import ANNOTATION, ARTICLE, NO_KIND, NOTE, RELATION, role_label
from newscorpus.interchange.losses import Losses, count_unheld
from newscorpus.interchange.output import Output
from newscorpus.models import Actor, Article, Claim, Count, Event, Incident, Meeting, Place, Quote, Thing, When
from newscorpus.models.article import mentions_of
from newscorpus.models.traversal import quotes_of
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
        layer = f"{path[0]}.{path[2]}"
        if quote.within is not None:
            losses.add(f"{layer}.within", f"{article.id}: {_shown(path)}")
        if quote.start is None and path[2] != "roles":
            losses.add(f"{layer} without a place in the text", f"{article.id}: {_shown(path)}")
    return _Article(article, text, Lines(text, types), losses).text()


def _shown(path: Sequence[str | int]) -> str:
    return ".".join(map(str, path))


class _Article:
    def __init__(self, article: Article, text: str, lines: Lines, losses: Losses) -> None:
        self._article, self._lines, self._losses = article, lines, losses
        first = re.search(r"\S+", text)
        assert first is not None
        self._home = first.span()
        self._actors: dict[str, str] = {}
        """The first mention of each actor."""
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
        for i, claim in enumerate(self._article.claims):
            self._claim(claim, f"claims[{i}]")
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
            for by in article.annotation.by:
                lines.note("annotation.by", home, by)
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

    def _quote(self, label: str, quote: Quote | None, otherwise: Span | None = None) -> str | None:
        """Write a line T for a quote; if it has no place, at `otherwise`, as implicit."""
        span = _span(quote)
        if span is not None:
            return self._lines.words(label, [span])
        if otherwise is None:
            return None
        id_ = self._lines.words(label, [otherwise])
        self._lines.mark("implicit", id_)
        return id_

    # Actors

    def _actor(self, actor: Actor, mentions: Sequence[Span]) -> str:
        lines, label = self._lines, actor.kind or NO_KIND
        listed = [span for span in map(_span, actor.mentions) if span is not None]
        found = [lines.words(label, [span]) for span in listed]
        for span in mentions:
            if span not in listed:
                found.append(lines.words(label, [span]))
                lines.mark("named", found[-1])
        if not found:
            found.append(lines.words(label, [self._home]))
            lines.mark("implicit", found[0])
        lines.same(found)
        first = found[0]
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

    def _known(self, id_: str, where: str, *tables: Mapping[str, str]) -> str | None:
        """Return the line of an actor or event; if the article does not have it, count that."""
        found = next((table[id_] for table in tables if id_ in table), None)
        if found is None:
            kind = re.sub(r"\[\d+\]", "", where)
            self._losses.add(f"{kind} that the article does not have", f"{self._article.id}: {where}: {id_}")
        return found

    def _offices(self, actor: Actor) -> None:
        lines, first = self._lines, self._actors[actor.id]
        for i, role in enumerate(actor.roles):
            id_ = self._quote("role", role.title, lines.span(first)) or ""
            if role.title.start is None:
                lines.note("title", id_, role.title.exact)
            lines.note("start", id_, role.start)
            lines.note("end", id_, role.end)
            lines.relation("holds", first, id_)
            org = role.org and self._known(role.org, f"actors.roles[{i}].org", self._actors)
            if org:
                lines.relation("in", id_, org)

    def _relations(self, actor: Actor) -> None:
        lines, first = self._lines, self._actors[actor.id]
        for term, others in actor.relations.items():
            for i, one in enumerate(others):
                other = self._known(one.other, f"actors.relations[{i}].other", self._actors)
                if other is None:
                    continue
                span, label = _span(one.evidence), f"{RELATION}{term}"
                if span is None:
                    id_ = lines.relation(label, first, other)
                else:
                    id_ = lines.frame(label, lines.words(label, [span]), [("Arg1", first), ("Arg2", other)])
                lines.note("edtf", id_, one.when.edtf if one.when else None)

    # Events and claims

    def _event(self, event: Event, own: str) -> None:
        lines, label = self._lines, f"{event.kind}-{event.type}"
        shown = next(filter(None, map(_span, (*event.triggers, *event.evidence))), self._home)
        trigger = self._quote(label, next(iter(event.triggers), None), shown) or ""
        pairs = [("trigger", self._quote("trigger", one)) for one in event.triggers[1:]]
        pairs += [("evidence", self._quote("evidence", one)) for one in event.evidence]
        for term, several in event.participants.items():
            pairs += [(term, self._known(one.actor, f"events.participants.{term}", self._actors)) for one in several]
        for term, things in event.things.items():
            pairs += [(term, self._thing(one)) for one in things]
        pairs += [("place", self._place(one)) for one in event.places]
        pairs += [("topic", self._quote("topic", one)) for one in event.topics]
        if isinstance(event, Meeting):
            pairs.append(("outcome", self._quote("outcome", event.outcome)))
        if isinstance(event, Incident):
            for harm, counts in event.casualties.items():
                pairs += [(harm, self._count(one, shown)) for one in counts]
        for term, ids in event.relations.items():
            pairs += [(term, self._known(one, f"events.relations.{term}", self._events)) for one in ids]
        pairs.append(("when", self._when(event.when, own)))
        lines.frame(label, trigger, _numbered(pairs), own)
        lines.note("id", own, event.id)
        lines.note("title", own, event.title)
        lines.mark("status", own, event.status)
        self._common(event, own)

    def _when(self, when: When | None, own: str) -> str | None:
        """Write a time: with its words, or without them as a note of what has it."""
        id_ = self._quote("when", when.text) if when is not None else None
        self._lines.note("edtf", id_ or own, when.edtf if when is not None else None)
        return id_

    def _place(self, place: Place) -> str | None:
        id_ = self._quote("place", place.name)
        if id_ is not None:
            if place.country is not None:
                self._lines.mark("country", id_, place.country)
            self._common(place, id_)
        return id_

    def _thing(self, thing: Thing) -> str | None:
        id_ = self._quote("thing", thing.text)
        if id_ is not None:
            self._lines.note("value", id_, thing.value)
            self._common(thing, id_)
        return id_

    def _count(self, count: Count, shown: Span) -> str:
        id_ = self._quote("count", count.text, shown) or ""
        self._lines.note("count", id_, str(count.count))
        for one in count.by:
            source = self._known(one, "events.casualties.by", self._actors)
            if source is not None:
                self._lines.relation("by", id_, source)
        return id_

    def _claim(self, claim: Claim, where: str) -> None:
        lines = self._lines
        spans = [span for span in map(_span, claim.quote) if span is not None]
        if not spans:
            trigger = self._quote("claim", None, self._home) or ""
        else:
            apart = spans if lines.is_exact(*spans) else spans[:1]
            trigger, spans = lines.words("claim", apart), spans[len(apart) :]
        pairs: list[tuple[str, str | None]] = [("quote", lines.words("quote", [span])) for span in spans]
        pairs.append(("cue", self._quote("cue", claim.cue)))
        pairs += [("by", self._known(one, f"{where}.by", self._actors)) for one in claim.by]
        pairs.append(("via", claim.via and self._known(claim.via, f"{where}.via", self._actors)))
        pairs.append(("at", claim.at and self._known(claim.at, f"{where}.at", self._events)))
        pairs += [("about", self._known(one, f"{where}.about", self._actors, self._events)) for one in claim.about]
        own = lines.next("E")
        pairs.append(("when", self._when(claim.when, own)))
        lines.frame("claim", trigger, _numbered(pairs), own)
        if claim.stance is not None:
            lines.mark("stance", own, claim.stance)
        self._common(claim, own)


def _span(quote: Quote | None) -> Span | None:
    return None if quote is None or quote.start is None or quote.end is None else (quote.start, quote.end)


def _numbered(pairs: Iterable[tuple[str, str | None]]) -> list[tuple[str, str]]:
    """Return the arguments that exist, with names that differ."""
    times = Counter[str]()
    return [(role_label(term, times), id_) for term, id_ in pairs if id_]
