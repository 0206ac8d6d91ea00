"""A document of WikiEvents that newscorpus has written -> plain data of the article; `writer` has its labels."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from newscorpus.models.vocabulary import ACTOR_KINDS, EVENT_KINDS
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span, trimmed

NO_KIND: Final = "actor"
_WORDS: Final = ("place", "when", "thing", "topic", "outcome")
_LABELS: Final = frozenset((*ACTOR_KINDS, NO_KIND, *_WORDS))


def is_own(document: Mapping[str, Any]) -> bool:
    """Report whether all labels of a document are those that newscorpus writes, and all references lead somewhere."""
    mentions, events = document["entity_mentions"], document["event_mentions"]
    number = sum(len(tokens) for tokens, _ in document["sentences"])
    ids = {one["id"] for one in mentions}
    return (
        {one["event_type"].partition(".")[0] for one in events} <= set(EVENT_KINDS)
        and {one["entity_type"] for one in mentions} <= _LABELS
        and all(one.get("mention_type") in ("NAM", "NOM", "UNK") for one in mentions)
        and all(0 <= one["start"] < one["end"] <= number for one in (*mentions, *(one["trigger"] for one in events)))
        and all(argument["entity_id"] in ids for one in events for argument in one["arguments"])
    )


def article(document: Mapping[str, Any], chains: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return the plain data of an article.

    Args:
        document: The document; its tokens, mentions and events have the shapes of the format.
        chains: Its chains of mentions.
        text: Its text, where the offsets of the tokens lead to.
    """
    return _Own(document, chains, text).data()


class _Own:
    def __init__(self, document: Mapping[str, Any], chains: Mapping[str, Any], text: str) -> None:
        self._document, self._text = document, text
        self._tokens = [(start, end) for tokens, _ in document["sentences"] for _, start, end in tokens]
        self._mentions = {one["id"]: one for one in document["entity_mentions"]}
        self._names = {
            ids[0]: name for ids, name in zip(chains["clusters"], chains["informative_mentions"], strict=True) if ids
        }
        self._firsts: dict[str, str] = {}
        """The first mention of each actor, unless only an event has it: in an event, it stands for no mention."""

    def data(self) -> dict[str, Any]:
        chains: dict[str, list[Mapping[str, Any]]] = {}
        for one in self._mentions.values():
            if one["entity_type"] not in _WORDS:
                chains.setdefault(self._slug(one["id"]), []).append(one)
        actors = {id_: self._actor(id_, chain) for id_, chain in chains.items()}
        events: dict[str, dict[str, Any]] = {}
        for one in self._document["event_mentions"]:
            slug = self._slug(one["id"])
            trigger = self._quote(one["trigger"])
            if slug in events:
                events[slug]["triggers"].append(trigger)
            else:
                events[slug] = self._event(one, trigger)
        tables = {"actors": actors, "events": events}
        return {key: one for key, one in tables.items() if one}

    def _slug(self, id_: str) -> str:
        return id_.removeprefix(f"{self._document['doc_id']}-").partition(".")[0]

    def _span(self, one: Mapping[str, Any]) -> Span:
        return self._tokens[one["start"]][0], self._tokens[one["end"] - 1][1]

    def _quote(self, one: Mapping[str, Any]) -> dict[str, Any]:
        start, end = self._span(one)
        return {"exact": self._text[start:end], "start": start}

    def _actor(self, id_: str, chain: list[Mapping[str, Any]]) -> dict[str, Any]:
        first = chain[0]["id"]
        if chain[0]["mention_type"] != "UNK":
            self._firsts[id_] = first
        kind = chain[0]["entity_type"]
        named = list(dict.fromkeys(self._quote(one)["exact"] for one in chain if one["mention_type"] == "NAM"))
        listed = [self._quote(one) for one in chain if one["mention_type"] == "NOM"]
        name = self._names.get(first, chain[0]["text"])
        made: dict[str, Any] = {"name": name, **({} if kind == NO_KIND else {"kind": kind})}
        made |= {} if named else {"named": False}
        aliases = [form for form in named if form != name]
        return made | {key: one for key, one in (("aliases", aliases), ("mentions", listed)) if one}

    def _event(self, one: Mapping[str, Any], trigger: dict[str, Any]) -> dict[str, Any]:
        kind, _, type_ = one["event_type"].partition(".")
        made: dict[str, Any] = {"kind": kind, "type": type_, "status": "occurred"}
        if one["id"].endswith(".evidence"):
            made["evidence"] = [trigger]
        else:
            made["triggers"] = [trigger]
            made["evidence"] = list(self._sentences([self._span(one["trigger"])]))
        for argument in one["arguments"]:
            self._argue(made, argument["role"], self._mentions[argument["entity_id"]])
        return made

    def _argue(self, made: dict[str, Any], role: str, mention: Mapping[str, Any]) -> None:
        quote, label = self._quote(mention), mention["entity_type"]
        if label == "place":
            made.setdefault("places", []).append({"name": quote})
        elif label == "when":
            made["when"] = {"edtf": "unknown", "text": quote}
        elif label == "topic":
            made.setdefault("topics", []).append(quote)
        elif label == "outcome":
            made["outcome"] = quote
        elif label == "thing":
            made.setdefault("things", {}).setdefault(role, []).append({"text": quote})
        else:
            actor = self._slug(mention["id"])
            is_first = mention["id"] == self._firsts.get(actor)
            several = made.setdefault("participants", {}).setdefault(role, [])
            several.append({"actor": actor} if is_first else {"actor": actor, "mention": quote})

    def _sentences(self, spans: Iterable[Span]) -> Iterator[dict[str, Any]]:
        for span in spans:
            start, end = trimmed(sentence(self._text, span), self._text)
            yield {"exact": self._text[start:end], "start": start}
