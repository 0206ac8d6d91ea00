"""Articles -> WikiEvents: one JSON Lines file of documents, and one of their chains of mentions.

| in a document | is |
| --- | --- |
| `entity_mentions` | mentions of actors; the words of places, times, things, topics and outcomes |
| `entity_type` | the kind of the actor, `actor` without one; `place`, `when`, `thing`, `topic`, `outcome` |
| `mention_type` | NAM: by a name; NOM: listed in `mentions`; UNK: only an event has it |
| `event_type` | the kind and the type of the event: `meeting.talks` |
| ids | the id of the document, `-`, the id of the actor or event; `.2` for its second mention |
| event `ID.evidence` | has no words that name it: its trigger is its evidence |
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from newscorpus.interchange.engine.losses import count_differences
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.engine.tokens import TokenIndex, tokens_of
from newscorpus.interchange.wikievents import own
from newscorpus.models import Actor, Article, Event, Meeting, Participant, Quote
from newscorpus.models.article import mentions_of
from newscorpus.text.spans import Span

DOCUMENTS: Final = "articles.jsonl"
CHAINS: Final = "coref/articles.jsonlines"


def write(articles: Iterator[Article], output: Output) -> dict[str, int]:
    """Write `articles.jsonl` and `coref/articles.jsonlines` into a new folder; see `Writer`."""
    folder, number = output.target, 0
    (folder / CHAINS).parent.mkdir(parents=True)
    with (folder / DOCUMENTS).open("x") as documents, (folder / CHAINS).open("x") as chains:
        for article in articles:
            if article.text is None or not article.text.strip():
                output.losses.add("article without its text", article.id)
                continue
            document, chain = document_of(article, article.text)
            count_differences(
                article, own.article(document, chain, article.text), output.rights.manifest, output.losses
            )
            documents.write(json.dumps(document) + "\n")
            chains.write(json.dumps(chain) + "\n")
            number += 1
    return {"articles": number}


def is_export(folder: Path) -> bool:
    """Report whether a folder contains what `write` wrote."""
    return (folder / DOCUMENTS).is_file() and (folder / CHAINS).is_file()


def document_of(article: Article, text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the document of an article, and its chains of mentions.

    Args:
        article: The article, anchored.
        text: Its text.
    """
    return _Document(article, text).data()


class _Document:
    def __init__(self, article: Article, text: str) -> None:
        self._article, self._text = article, text
        self._mentions: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._chains: dict[str, dict[Span, str]] = {}
        """The mentions of each actor, by their spans."""
        self._firsts: dict[str, Span] = {}
        """The first mention of each actor that the article lists or names."""
        self._spans: list[Span] = []
        """The span of each mention, and then of each trigger."""
        self._taken = set[str]()

    def data(self) -> tuple[dict[str, Any], dict[str, Any]]:
        article, text = self._article, self._text
        found = mentions_of(article)
        for actor in article.actors.values():
            self._actor(actor, found[actor.id])
        triggers = [span for event in article.events.values() for span in self._event(event)]
        self._spans += triggers
        sentences = tokens_of(text, self._spans)
        tokens = [token for one in sentences for token in one]
        index = TokenIndex(tokens)
        numbers = [number for number, one in enumerate(sentences) for _ in one]
        owners = [*self._mentions, *(event["trigger"] for event in self._events)]
        for owner, span in zip(owners, self._spans, strict=True):
            start, end = index.span(span)
            owner |= {"sent_idx": numbers[start], "start": start, "end": end, "text": text[slice(*span)]}
        document = {
            "doc_id": article.id,
            "tokens": [text[start:end] for start, end in tokens],
            "text": text,
            "sentences": [
                [[[text[start:end], start, end] for start, end in one], text[one[0][0] : one[-1][1]]]
                for one in sentences
            ],
            "entity_mentions": self._mentions,
            "relation_mentions": [],
            "event_mentions": self._events,
        }
        chains = [(actor, list(ids.values())) for actor, ids in self._chains.items() if ids]
        firsts = {mention["id"]: mention["text"] for mention in self._mentions}
        names = [article.actors[actor].name or firsts[ids[0]] for actor, ids in chains]
        return document, {
            "doc_key": article.id,
            "clusters": [ids for _, ids in chains],
            "informative_mentions": names,
        }

    def _id(self, slug: str) -> str:
        base, number = f"{self._article.id}-{slug}", 1
        made = base
        while made in self._taken:
            number += 1
            made = f"{base}.{number}"
        self._taken.add(made)
        return made

    def _mention(self, id_: str, label: str, how: str, span: Span) -> dict[str, Any]:
        made = {"id": id_, "entity_type": label, "mention_type": how}
        self._mentions.append(made)
        self._spans.append(span)
        return made

    def _actor(self, actor: Actor, mentions: tuple[Span, ...]) -> None:
        own_ids = self._chains[actor.id] = {}
        listed = [quote.span for quote in actor.mentions]
        for span in (*listed, *(one for one in mentions if one not in listed)):
            made = self._mention(
                self._id(actor.id), actor.kind or own.NO_KIND, "NOM" if span in listed else "NAM", span
            )
            own_ids.setdefault(span, made["id"])
            self._firsts.setdefault(actor.id, span)

    def _event(self, event: Event) -> Iterator[Span]:
        """Add an event; yield the spans of its triggers."""
        triggers = [quote.span for quote in event.triggers] or [event.evidence[0].span]
        for number, span in enumerate(triggers):
            id_ = f"{self._article.id}-{event.id}.evidence" if not event.triggers else self._id(event.id)
            arguments = [] if number else list(self._arguments(event))
            label = f"{event.kind}.{event.type}"
            self._events.append({"id": id_, "event_type": label, "trigger": {}, "arguments": arguments})
            yield span

    def _arguments(self, event: Event) -> Iterator[dict[str, str]]:
        pairs: list[tuple[str, Span | None, str | None]] = []
        for role, participants in event.participants.items():
            pairs += [(role, *self._participant(one)) for one in participants]
        for role, things in event.things.items():
            pairs += [(role, *self._words(event, "thing", one.text)) for one in things]
        pairs += [("place", *self._words(event, "place", one.name)) for one in event.places]
        if event.when is not None and event.when.text is not None:
            pairs.append(("when", *self._words(event, "when", event.when.text)))
        pairs += [("topic", *self._words(event, "topic", one)) for one in event.topics]
        if isinstance(event, Meeting) and event.outcome is not None:
            pairs.append(("outcome", *self._words(event, "outcome", event.outcome)))
        for role, span, id_ in pairs:
            if span is not None and id_ is not None:
                yield {"entity_id": id_, "role": role, "text": self._text[slice(*span)]}

    def _words(self, event: Event, label: str, quote: Quote) -> tuple[Span, str]:
        return quote.span, self._mention(self._id(f"{event.id}.{label}"), label, "UNK", quote.span)["id"]

    def _participant(self, participant: Participant) -> tuple[Span | None, str | None]:
        """Return the mention that names a participant: without one, the first of the actor, if there is any."""
        mentions, first = self._chains[participant.actor], self._firsts.get(participant.actor)
        if participant.mention is None:
            return first, None if first is None else mentions[first]
        span = participant.mention.span
        if span == first or span not in mentions:
            kind = self._article.actors[participant.actor].kind or own.NO_KIND
            made = self._mention(self._id(participant.actor), kind, "UNK", span)["id"]
            if span in mentions:
                return span, made  # not the first one, which stands for no mention
            mentions[span] = made
        return span, mentions[span]
