"""Articles <-> WikiEvents: one JSON Lines file of documents, and one of their chains of mentions.

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
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from newscorpus.interchange.engine.fields import without_empty
from newscorpus.interchange.engine.losses import count_differences
from newscorpus.interchange.engine.offsets import TokenIndex, tokens_of
from newscorpus.interchange.engine.output import Output
from newscorpus.models import Actor, Article, Event, Meeting, Participant, Quote
from newscorpus.models.article import mentions_of
from newscorpus.models.vocabulary import ACTOR_KINDS, EVENT_KINDS
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span, trimmed

_DOCUMENTS: Final = "articles.jsonl"
_CHAINS: Final = "coref/articles.jsonlines"
_NO_KIND: Final = "actor"
_WORDS: Final = ("place", "when", "thing", "topic", "outcome")
_LABELS: Final = frozenset((*ACTOR_KINDS, _NO_KIND, *_WORDS))


def write(articles: Iterator[Article], output: Output) -> None:
    """Write `articles.jsonl` and `coref/articles.jsonlines` into a new folder; see `Writer`."""
    folder = output.target
    (folder / _CHAINS).parent.mkdir(parents=True)
    new = partial(Path.open, mode="x", encoding="utf-8", newline="\n")
    with new(folder / _DOCUMENTS) as documents, new(folder / _CHAINS) as chains:
        for article, text in output.with_texts(articles):
            document, document_chains = _Document(article, text).data()
            back = article_of(document, document_chains, text)
            count_differences(article, back, output.rights.manifest, output.losses)
            documents.write(json.dumps(document) + "\n")
            chains.write(json.dumps(document_chains) + "\n")


def is_export(folder: Path) -> bool:
    """Report whether a folder contains what `write` wrote."""
    return (folder / _DOCUMENTS).is_file() and (folder / _CHAINS).is_file()


class _Document:
    """The document of an article, which is anchored, and its chains of mentions."""

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
        mentions = mentions_of(article)
        for actor in article.actors.values():
            self._actor(actor, mentions[actor.id])
        triggers = [span for event in article.events.values() for span in self._event(event)]
        self._spans += triggers
        sentences = tokens_of(text, self._spans)
        tokens = [token for sentence in sentences for token in sentence]
        index = TokenIndex(tokens)
        numbers = [number for number, sentence in enumerate(sentences) for _ in sentence]
        owners = [*self._mentions, *(event["trigger"] for event in self._events)]
        for owner, span in zip(owners, self._spans, strict=True):
            start, end = index.span(span)
            owner |= {"sent_idx": numbers[start], "start": start, "end": end, "text": text[slice(*span)]}
        document = {
            "doc_id": article.id,
            "tokens": [text[start:end] for start, end in tokens],
            "text": text,
            "sentences": [
                [[[text[start:end], start, end] for start, end in spans], text[spans[0][0] : spans[-1][1]]]
                for spans in sentences
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
        id_ = base
        while id_ in self._taken:
            number += 1
            id_ = f"{base}.{number}"
        self._taken.add(id_)
        return id_

    def _mention(self, slug: str, label: str, mention_type: str, span: Span) -> str:
        """Add a mention; return its id."""
        id_ = self._id(slug)
        self._mentions.append({"id": id_, "entity_type": label, "mention_type": mention_type})
        self._spans.append(span)
        return id_

    def _actor(self, actor: Actor, mentions: tuple[Span, ...]) -> None:
        own_ids = self._chains[actor.id] = {}
        listed = [quote.span for quote in actor.mentions]
        for span in (*listed, *(span for span in mentions if span not in listed)):
            mention_type = "NOM" if span in listed else "NAM"
            id_ = self._mention(actor.id, actor.kind or _NO_KIND, mention_type, span)
            own_ids.setdefault(span, id_)
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
            pairs += [(role, *self._participant(participant)) for participant in participants]
        for role, things in event.things.items():
            pairs += [(role, *self._words(event, "thing", thing.text)) for thing in things]
        pairs += [("place", *self._words(event, "place", place.name)) for place in event.places]
        if event.when is not None and event.when.text is not None:
            pairs.append(("when", *self._words(event, "when", event.when.text)))
        pairs += [("topic", *self._words(event, "topic", topic)) for topic in event.topics]
        if isinstance(event, Meeting) and event.outcome is not None:
            pairs.append(("outcome", *self._words(event, "outcome", event.outcome)))
        for role, span, id_ in pairs:
            if span is not None and id_ is not None:
                yield {"entity_id": id_, "role": role, "text": self._text[slice(*span)]}

    def _words(self, event: Event, label: str, quote: Quote) -> tuple[Span, str]:
        return quote.span, self._mention(f"{event.id}.{label}", label, "UNK", quote.span)

    def _participant(self, participant: Participant) -> tuple[Span | None, str | None]:
        """Return the mention that names a participant: without one, the first of the actor, if there is any."""
        mentions, first = self._chains[participant.actor], self._firsts.get(participant.actor)
        if participant.mention is None:
            return first, None if first is None else mentions[first]
        span = participant.mention.span
        if span == first or span not in mentions:
            kind = self._article.actors[participant.actor].kind or _NO_KIND
            id_ = self._mention(participant.actor, kind, "UNK", span)
            if span in mentions:
                return span, id_  # not the first one, which stands for no mention
            mentions[span] = id_
        return span, mentions[span]


def is_own(document: Mapping[str, Any]) -> bool:
    """Report whether all labels of a document are those that newscorpus writes, and all references lead somewhere."""
    mentions, events = document["entity_mentions"], document["event_mentions"]
    number = sum(len(tokens) for tokens, _ in document["sentences"])
    ids = {mention["id"] for mention in mentions}
    spans = (*mentions, *(event["trigger"] for event in events))
    return (
        {event["event_type"].partition(".")[0] for event in events} <= set(EVENT_KINDS)
        and {mention["entity_type"] for mention in mentions} <= _LABELS
        and all(mention.get("mention_type") in ("NAM", "NOM", "UNK") for mention in mentions)
        and all(0 <= span["start"] < span["end"] <= number for span in spans)
        and all(argument["entity_id"] in ids for event in events for argument in event["arguments"])
    )


def article_of(document: Mapping[str, Any], chains: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return the plain data of the article that a document was written from.

    Args:
        document: The document; its tokens, mentions and events have the shapes of the format.
        chains: Its chains of mentions.
        text: Its text, where the offsets of the tokens lead to.
    """
    return _ReadBack(document, chains, text).data()


class _ReadBack:
    def __init__(self, document: Mapping[str, Any], chains: Mapping[str, Any], text: str) -> None:
        self._document, self._text = document, text
        self._tokens = [(start, end) for tokens, _ in document["sentences"] for _, start, end in tokens]
        self._mentions = {mention["id"]: mention for mention in document["entity_mentions"]}
        self._names = {
            ids[0]: name for ids, name in zip(chains["clusters"], chains["informative_mentions"], strict=True) if ids
        }
        self._firsts: dict[str, str] = {}
        """The first mention of each actor, unless only an event has it: in an event, it stands for no mention."""

    def data(self) -> dict[str, Any]:
        chains: dict[str, list[Mapping[str, Any]]] = {}
        for mention in self._mentions.values():
            if mention["entity_type"] not in _WORDS:
                chains.setdefault(self._slug(mention["id"]), []).append(mention)
        actors = {id_: self._actor(id_, chain) for id_, chain in chains.items()}
        events: dict[str, dict[str, Any]] = {}
        for event in self._document["event_mentions"]:
            slug, trigger = self._slug(event["id"]), self._quote(event["trigger"])
            if slug in events:
                events[slug]["triggers"].append(trigger)
            else:
                events[slug] = self._event(event, trigger)
        return without_empty({"actors": actors, "events": events})

    def _slug(self, id_: str) -> str:
        return id_.removeprefix(f"{self._document['doc_id']}-").partition(".")[0]

    def _span(self, words: Mapping[str, Any]) -> Span:
        return self._tokens[words["start"]][0], self._tokens[words["end"] - 1][1]

    def _quote(self, words: Mapping[str, Any]) -> dict[str, Any]:
        start, end = self._span(words)
        return {"exact": self._text[start:end], "start": start}

    def _actor(self, id_: str, chain: list[Mapping[str, Any]]) -> dict[str, Any]:
        first = chain[0]
        if first["mention_type"] != "UNK":
            self._firsts[id_] = first["id"]
        name = self._names.get(first["id"], first["text"])
        forms = dict.fromkeys(self._quote(mention)["exact"] for mention in chain if mention["mention_type"] == "NAM")
        actor: dict[str, Any] = {"name": name}
        if first["entity_type"] != _NO_KIND:
            actor["kind"] = first["entity_type"]
        if not forms:
            actor["named"] = False
        aliases = [form for form in forms if form != name]
        listed = [self._quote(mention) for mention in chain if mention["mention_type"] == "NOM"]
        return actor | without_empty({"aliases": aliases, "mentions": listed})

    def _event(self, event: Mapping[str, Any], trigger: dict[str, Any]) -> dict[str, Any]:
        kind, _, type_ = event["event_type"].partition(".")
        data: dict[str, Any] = {"kind": kind, "type": type_, "status": "occurred"}
        if event["id"].endswith(".evidence"):
            data["evidence"] = [trigger]
        else:
            start, end = trimmed(sentence(self._text, self._span(event["trigger"])), self._text)
            data["triggers"] = [trigger]
            data["evidence"] = [{"exact": self._text[start:end], "start": start}]
        for argument in event["arguments"]:
            self._argue(data, argument["role"], self._mentions[argument["entity_id"]])
        return data

    def _argue(self, event: dict[str, Any], role: str, mention: Mapping[str, Any]) -> None:
        quote, label = self._quote(mention), mention["entity_type"]
        if label == "place":
            event.setdefault("places", []).append({"name": quote})
        elif label == "when":
            event["when"] = {"edtf": "unknown", "text": quote}
        elif label == "topic":
            event.setdefault("topics", []).append(quote)
        elif label == "outcome":
            event["outcome"] = quote
        elif label == "thing":
            event.setdefault("things", {}).setdefault(role, []).append({"text": quote})
        else:
            actor = self._slug(mention["id"])
            is_first = mention["id"] == self._firsts.get(actor)
            participants = event.setdefault("participants", {}).setdefault(role, [])
            participants.append({"actor": actor} if is_first else {"actor": actor, "mention": quote})
