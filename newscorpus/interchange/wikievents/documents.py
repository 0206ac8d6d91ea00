"""The documents of WikiEvents as they are published, and their annotations as values."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import attrs

from newscorpus.interchange.engine.document import Annotation, Frame, Same, Words
from newscorpus.interchange.engine.losses import Losses, count_unread
from newscorpus.interchange.engine.sources import Source, SourceFile, json_lines
from newscorpus.interchange.engine.tokens import count_other_tokens
from newscorpus.interchange.wikievents import own
from newscorpus.text.spans import Span

_READ: Final = ("doc_id", "tokens", "text", "sentences", "entity_mentions", "event_mentions", "coreferences")
_READ_OF_WORDS: Final = ("start", "end", "text", "sent_idx")
_READ_OF_ENTITY: Final = ("id", "entity_type", *_READ_OF_WORDS)
_READ_OF_EVENT: Final = ("id", "event_type", "trigger", "arguments")
_READ_OF_ARGUMENT: Final = ("entity_id", "role", "text")
"""The sentence and the text of an argument follow from the offsets."""
_CHAINS: Final = "coref"
"""The folder of the chains of mentions, whose files have the names of those of the documents."""


class ShapeError(ValueError):
    """An object is not a document of WikiEvents."""


@attrs.frozen
class SourceDocument:
    """One document."""

    document: Mapping[str, Any]
    chains: Mapping[str, Any]
    place: str

    @property
    def id(self) -> str:
        """The id of the document."""
        return str(self.document["doc_id"])

    @property
    def is_own(self) -> bool:
        """Whether newscorpus has written it."""
        return own.is_own(self.document)

    @cached_property
    def tokens(self) -> list[tuple[str, int, int]]:
        """Each token, with its half-open span in code points."""
        return [(word, start, end) for tokens, _ in self.document["sentences"] for word, start, end in tokens]

    @cached_property
    def text(self) -> str:
        """The text in which the offsets of the tokens lead to them.

        The published texts lack the whitespace between sentences, which the offsets count. It is put back as line
        breaks, or as a space if it is one character.
        """
        text: str = self.document["text"]
        if all(text[start:end] == word for word, start, end in self.tokens):
            return text
        made = ""
        for tokens, words in self.document["sentences"]:
            start = tokens[0][1] if tokens else len(made)
            if start < len(made):
                raise ShapeError("its sentences overlap")
            gap = start - len(made)
            made += (" " if gap == 1 else "\n" * gap) + words.strip()
        if not all(made[start:end] == word for word, start, end in self.tokens):
            raise ShapeError("its tokens are not at their offsets, neither in `text` nor in `sentences`")
        return made

    def count_other_tokens(self, losses: Losses) -> None:
        """Count the tokens and sentences that an export divides otherwise."""
        words = (*self.document["entity_mentions"], *(one["trigger"] for one in self.document["event_mentions"]))
        spans = [span for one in words if (span := self._span(one)) is not None]
        sentences = [[(start, end) for _, start, end in tokens] for tokens, _ in self.document["sentences"]]
        count_other_tokens(self.text, sentences, spans, losses, self.place)

    def annotations(self, losses: Losses) -> Iterator[Annotation]:
        """Yield the annotations, and count what has no place in them."""
        count_unread(self.document, _READ, losses, "", self.place)
        for one in self.document["entity_mentions"]:
            unknown = ["mention_type"] if one.get("mention_type") == "UNK" else []
            count_unread(one, (*_READ_OF_ENTITY, *unknown), losses, "entity_mentions", self._at(one["id"]))
            yield from self._words(one["id"], one["entity_type"], one, losses)
        for one in self.document["event_mentions"]:
            trigger, at = f"{one['id']} trigger", self._at(one["id"])
            count_unread(one, _READ_OF_EVENT, losses, "event_mentions", at)
            count_unread(one["trigger"], _READ_OF_WORDS, losses, "event_mentions.trigger", at)
            for each in one["arguments"]:
                count_unread(each, _READ_OF_ARGUMENT, losses, "event_mentions.arguments", at)
            yield from self._words(trigger, one["event_type"], one["trigger"], losses)
            arguments = tuple((each["role"], each["entity_id"]) for each in one["arguments"])
            yield Frame(one["id"], one["event_type"], trigger, arguments, self._at(one["id"]))
        for ids in self.chains["clusters"]:
            yield Same("coref", tuple(ids), self.place)

    def _at(self, id_: str) -> str:
        return f"{self.place}: {id_}"

    def _words(self, id_: str, label: str, one: Mapping[str, Any], losses: Losses) -> Iterator[Words]:
        span = self._span(one)
        if span is None:
            losses.add("mention whose tokens do not exist", self._at(id_))
        else:
            yield Words(id_, label, (span,), one["text"], self._at(id_))

    def _span(self, one: Mapping[str, Any]) -> Span | None:
        start, end = one["start"], one["end"]
        return (self.tokens[start][1], self.tokens[end - 1][2]) if 0 <= start < end <= len(self.tokens) else None


def documents_of(source: Source, losses: Losses) -> Iterator[SourceDocument]:
    """Yield the documents of a file, or of all files `*.jsonl` in a folder.

    Raises:
        UsageError: There are none.
    """
    files = source.files("*.jsonl")
    return (one for file in files if file.path.parent.name != _CHAINS for one in _documents(file, losses))


def _documents(file: SourceFile, losses: Losses) -> Iterator[SourceDocument]:
    chains = _chains(file, losses)
    for line in json_lines(file, losses):
        try:
            one = _source(line.data, chains, line.place)
        except ShapeError as e:
            losses.add("line that is not a document of WikiEvents", f"{line.place}: {e}")
        else:
            yield one


def _source(data: Any, chains: Mapping[str, Any], place: str) -> SourceDocument:
    """Return a document, all of whose values have the shapes that this module relies on."""
    _check(data, _SHAPE, "it")
    own_chains = data.get("coreferences") or chains.get(data["doc_id"]) or {"clusters": [], "informative_mentions": []}
    _check(own_chains, _SHAPE_OF_CHAINS, "coreferences")
    if len(own_chains["clusters"]) != len(own_chains["informative_mentions"]):
        raise ShapeError("`clusters` and `informative_mentions` differ in their number")
    one = SourceDocument(data, own_chains, place)
    if not one.text.strip():
        raise ShapeError("it has no text")
    return one


def _chains(file: SourceFile, losses: Losses) -> dict[str, Any]:
    """Return the chains of mentions that a file beside one of documents has, by the id of the document."""
    for ending in (".jsonlines", ".jsonl"):
        path = file.path.parent / _CHAINS / f"{file.stem}{ending}"
        if path.is_file():
            beside = SourceFile(path, f"{_CHAINS}/{path.name}")
            found: dict[str, Any] = {}
            for line in json_lines(beside, losses):
                if isinstance(line.data, dict) and isinstance(line.data.get("doc_key"), str):
                    found[line.data["doc_key"]] = line.data
                else:
                    losses.add("line of chains that names no document", line.place)
            return found
    return {}


_SPANNED: Final = {"start": int, "end": int, "text": str}
_SHAPE: Final = {
    "doc_id": str,
    "text": str,
    "sentences": [([(str, int, int)], str)],
    "entity_mentions": [{"id": str, "entity_type": str, **_SPANNED}],
    "event_mentions": [
        {"id": str, "event_type": str, "trigger": _SPANNED, "arguments": [{"entity_id": str, "role": str}]}
    ],
}
_SHAPE_OF_CHAINS: Final = {"clusters": [[str]], "informative_mentions": [str]}


def _check(value: Any, shape: Any, name: str) -> None:
    """Compare a value with a shape: a type; an object with these keys; a list of items; or a list of these items."""
    if isinstance(shape, type):
        if type(value) is not shape:
            raise ShapeError(f"{name} is {json.dumps(value)[:40]}")
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            raise ShapeError(f"{name} is not an object")
        for key, one in shape.items():
            if key not in value:
                raise ShapeError(f"{name} has no `{key}`")
            _check(value[key], one, key)
    elif not isinstance(value, list) or (isinstance(shape, tuple) and len(value) != len(shape)):
        raise ShapeError(f"{name} is not a list of {len(shape) if isinstance(shape, tuple) else 'values'}")
    else:
        for item, one in zip(value, shape if isinstance(shape, tuple) else shape * len(value), strict=True):
            _check(item, one, f"an item of {name}")
