"""WikiEvents -> documents: JSON Lines with mentions, events and arguments; chains of mentions in files beside them.

See https://github.com/raspberryice/gen-arg. `writing` reads back what newscorpus writes.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.interchange.engine.document import Annotation, Document, Frame, Record, Same, Words
from newscorpus.interchange.engine.losses import Losses, count_unread
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.offsets import count_other_tokens, tokens_of
from newscorpus.interchange.engine.sources import Source, SourceFile, json_lines
from newscorpus.interchange.wikievents.writing import article_of, is_own
from newscorpus.text.spans import Span

_READ: Final = ("doc_id", "tokens", "text", "sentences", "entity_mentions", "event_mentions", "coreferences")
_READ_OF_WORDS: Final = ("start", "end", "text", "sent_idx")
_READ_OF_ENTITY: Final = ("id", "entity_type", *_READ_OF_WORDS)
_READ_OF_EVENT: Final = ("id", "event_type", "trigger", "arguments")
_READ_OF_ARGUMENT: Final = ("entity_id", "role", "text")
"""The sentence and the text of an argument follow from the offsets."""
_CHAINS: Final = "coref"
"""The folder of the chains of mentions, whose files have the names of those of the documents."""


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


def _documents(source: Source, losses: Losses) -> Iterator[Document | Record]:
    """Yield the documents of a file, or of all files `*.jsonl` in a folder."""
    files = (file for file in source.files("*.jsonl") if file.path.parent.name != _CHAINS)
    for document in chain.from_iterable(_documents_of(file, losses) for file in files):
        document.count_other_tokens(losses)
        id_, text, place = str(document.data["doc_id"]), document.text, document.place
        if is_own(document.data):
            yield Record({"id": id_, **article_of(document.data, document.chains, text)}, text, place)
            continue
        annotations, index = document.annotations(losses), place.rpartition(":")[2]
        yield Document(id_, text, annotations, place, id_, index, metadata=document.data, is_placed=True)


class _ShapeError(ValueError):
    """An object is not a document of WikiEvents."""


@attrs.frozen
class _Document:
    """One document."""

    data: Mapping[str, Any]
    chains: Mapping[str, Any]
    place: str

    @cached_property
    def tokens(self) -> list[tuple[str, int, int]]:
        """Each token, with its half-open span in code points."""
        return [(word, start, end) for tokens, _ in self.data["sentences"] for word, start, end in tokens]

    @cached_property
    def text(self) -> str:
        """The text in which the offsets of the tokens lead to them.

        The published texts lack the whitespace between sentences, which the offsets count. It is put back as line
        breaks, or as a space if it is one character.
        """
        text: str = self.data["text"]
        if all(text[start:end] == word for word, start, end in self.tokens):
            return text
        text = ""
        for tokens, words in self.data["sentences"]:
            start = tokens[0][1] if tokens else len(text)
            if start < len(text):
                raise _ShapeError("its sentences overlap")
            gap = start - len(text)
            text += (" " if gap == 1 else "\n" * gap) + words.strip()
        if not all(text[start:end] == word for word, start, end in self.tokens):
            raise _ShapeError("its tokens are not at their offsets, neither in `text` nor in `sentences`")
        return text

    def count_other_tokens(self, losses: Losses) -> None:
        """Count the tokens and sentences that an export divides otherwise."""
        triggers = (event["trigger"] for event in self.data["event_mentions"])
        spans = filter(None, map(self._span, (*self.data["entity_mentions"], *triggers)))
        sentences = [[(start, end) for _, start, end in tokens] for tokens, _ in self.data["sentences"]]
        count_other_tokens(self.text, sentences, tokens_of(self.text, spans), losses, self.place)

    def annotations(self, losses: Losses) -> Iterator[Annotation]:
        """Yield the annotations, and count what has no place in them."""
        count_unread(self.data, _READ, losses, "", self.place)
        for mention in self.data["entity_mentions"]:
            unknown = ["mention_type"] if mention.get("mention_type") == "UNK" else []
            count_unread(mention, (*_READ_OF_ENTITY, *unknown), losses, "entity_mentions", self._at(mention["id"]))
            yield from self._words(mention["id"], mention["entity_type"], mention, losses)
        for event in self.data["event_mentions"]:
            trigger, at = f"{event['id']} trigger", self._at(event["id"])
            count_unread(event, _READ_OF_EVENT, losses, "event_mentions", at)
            count_unread(event["trigger"], _READ_OF_WORDS, losses, "event_mentions.trigger", at)
            for argument in event["arguments"]:
                count_unread(argument, _READ_OF_ARGUMENT, losses, "event_mentions.arguments", at)
            yield from self._words(trigger, event["event_type"], event["trigger"], losses)
            arguments = tuple((argument["role"], argument["entity_id"]) for argument in event["arguments"])
            yield Frame(event["id"], event["event_type"], trigger, arguments, at)
        for ids in self.chains["clusters"]:
            yield Same("coref", tuple(ids), self.place)

    def _at(self, id_: str) -> str:
        return f"{self.place}: {id_}"

    def _words(self, id_: str, label: str, words: Mapping[str, Any], losses: Losses) -> Iterator[Words]:
        span = self._span(words)
        if span is None:
            losses.add("mention whose tokens do not exist", self._at(id_))
        else:
            yield Words(id_, label, (span,), words["text"], self._at(id_))

    def _span(self, words: Mapping[str, Any]) -> Span | None:
        start, end = words["start"], words["end"]
        return (self.tokens[start][1], self.tokens[end - 1][2]) if 0 <= start < end <= len(self.tokens) else None


def _documents_of(file: SourceFile, losses: Losses) -> Iterator[_Document]:
    chains = _chains(file, losses)
    for line in json_lines(file, losses):
        try:
            yield _document(line.data, chains, line.place)
        except _ShapeError as e:
            losses.add("line that is not a document of WikiEvents", f"{line.place}: {e}")


def _document(data: Any, chains: Mapping[str, Any], place: str) -> _Document:
    """Return a document, all of whose values have the shapes that this module relies on."""
    _check(data, _SHAPE, "it")
    own_chains = data.get("coreferences") or chains.get(data["doc_id"]) or {"clusters": [], "informative_mentions": []}
    _check(own_chains, _SHAPE_OF_CHAINS, "coreferences")
    if len(own_chains["clusters"]) != len(own_chains["informative_mentions"]):
        raise _ShapeError("`clusters` and `informative_mentions` differ in their number")
    document = _Document(data, own_chains, place)
    if not document.text.strip():
        raise _ShapeError("it has no text")
    return document


def _chains(file: SourceFile, losses: Losses) -> dict[str, Any]:
    """Return the chains of mentions that a file beside one of documents has, by the id of the document."""
    paths = (file.path.parent / _CHAINS / f"{file.stem}{ending}" for ending in (".jsonlines", ".jsonl"))
    path = next(filter(Path.is_file, paths), None)
    if path is None:
        return {}
    beside, chains = SourceFile(path, f"{_CHAINS}/{path.name}"), dict[str, Any]()
    for line in json_lines(beside, losses):
        if isinstance(line.data, dict) and isinstance(line.data.get("doc_key"), str):
            chains[line.data["doc_key"]] = line.data
        else:
            losses.add("line of chains that names no document", line.place)
    return chains


def _check(value: Any, shape: Any, name: str) -> None:
    """Compare a value with a shape: a type; an object with these keys; a list of items; or a list of these items."""
    if isinstance(shape, type):
        if type(value) is not shape:
            raise _ShapeError(f"{name} is {json.dumps(value)[:40]}")
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            raise _ShapeError(f"{name} is not an object")
        for key, inner in shape.items():
            if key not in value:
                raise _ShapeError(f"{name} has no `{key}`")
            _check(value[key], inner, key)
    elif not isinstance(value, list) or (isinstance(shape, tuple) and len(value) != len(shape)):
        raise _ShapeError(f"{name} is not a list of {len(shape) if isinstance(shape, tuple) else 'values'}")
    else:
        for item, inner in zip(value, shape if isinstance(shape, tuple) else shape * len(value), strict=True):
            _check(item, inner, f"an item of {name}")


READER: Final = LabelReader("wikievents", _documents)
