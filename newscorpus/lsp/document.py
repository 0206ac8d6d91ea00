"""An open file: its text as it is typed, what is at a place of it, and its last analysis."""

import asyncio
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import attrs

from newscorpus.codec.expected import Expected, expected
from newscorpus.codec.vocabularies import CorpusTerms
from newscorpus.formats.yaml.outline import read_outline
from newscorpus.formats.yaml.outline_node import OutlineNode, OutlinePlace, place_at
from newscorpus.fs import reading
from newscorpus.lsp.analysis import Analysis
from newscorpus.lsp.positions import Positions
from newscorpus.models import MANIFEST, Article, Manifest, text_of
from newscorpus.text.index import Text

TABLES = ("actors", "events")
"""The tables whose keys are ids."""


@attrs.frozen(eq=False)
class Snapshot:
    """One version of the text of a file. All that is known of it is computed on first use."""

    text: str
    encoding: str
    cls: type
    """The model of the file: Article or Manifest."""

    @cached_property
    def positions(self) -> Positions:
        """Its positions, as the client counts them."""
        return Positions(self.text, self.encoding)

    @property
    def encoded(self) -> bytes:
        """It as a file contains it."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def root(self) -> OutlineNode:
        """Its outline."""
        return read_outline(self.text)

    @cached_property
    def data(self) -> object:
        """Its data, in which all scalars are strings."""
        return self.root.data()

    def expected(self, place: OutlinePlace) -> Expected:
        """Return what may be at a place."""
        return expected(self.data, place.path, is_key=place.is_key, cls=self.cls)

    def ids(self, table: str) -> Mapping[str, OutlineNode]:
        """Return the nodes that give the ids of a table: keys, or the values of `id` in a list."""
        node = self.root.get(table)
        if node is None:
            return {}
        listed = ((item.get("id"), item) for item in node.items)
        found = [(key, value) for key, value in node.entries if value is not None and key.value]
        found += [(key, value) for key, value in listed if key is not None]
        ids: dict[str, OutlineNode] = {}
        for key, _ in found:
            ids.setdefault(key.value, key)
        return ids


class Document:
    """An open file.

    Attributes:
        uri: Its address, as the client has it.
        path: Its absolute path.
        version: The client's number of the version.
        now: The current version.
        analysis: The last analysis, which may be of an earlier version.
        readable: The last version that could be parsed.
        wants_check: Whether it is to be checked.
        checking: The task that checks it.
    """

    def __init__(self, uri: str, path: Path, version: int, text: str, encoding: str) -> None:
        self.uri, self.path, self.version = uri, path, version
        self.now = Snapshot(text, encoding, Manifest if path.name == MANIFEST else Article)
        self.analysis = Analysis("")
        self.readable: Snapshot | None = None
        self.wants_check = True
        self.checking: asyncio.Task[None] | None = None

    def change(self, version: int, text: str) -> None:
        """Replace the text by that of a new version."""
        self.now, self.version = attrs.evolve(self.now, text=text), version

    def accept(self, analysis: Analysis) -> None:
        """Take over an analysis."""
        self.analysis = analysis
        if analysis.article is not None and analysis.text == self.now.text:
            self.readable = self.now

    @property
    def is_analyzed(self) -> bool:
        """Whether the analysis is of the current version."""
        return self.analysis.text == self.now.text

    @property
    def terms(self) -> CorpusTerms:
        """The terms, attributes and registered actors of its corpus."""
        return CorpusTerms(self.analysis.manifest)

    def place(self, offset: int) -> OutlinePlace:
        """Return what is at an offset of the current version."""
        return place_at(self.now.root, offset)

    def ids(self, table: str) -> list[str]:
        """Return the ids that a reference can name: of the file, of its last readable version, of the registry."""
        found = list(self.now.ids(table))
        found += self.readable.ids(table) if self.readable else ()
        found += self.terms.registry if table == "actors" else ()
        return list(dict.fromkeys(found))

    @property
    def article_text(self) -> Text | None:
        """The text of the article; None if it is not known."""
        if self.analysis.article is not None:
            return text_of(self.analysis.article.text) if self.analysis.article.text is not None else None
        given, file = self.now.root.get("text"), self.now.root.get("text_file")
        if given is not None and given.value:
            return text_of(given.value)
        if file is None or not file.value:
            return None
        try:
            path = reading.inside(self.analysis.root or self.path.parent, self.path.parent / file.value)
            return text_of(reading.read_bytes(path).decode(errors="replace"))
        except reading.Unreadable:
            return None


def references(snapshot: Snapshot) -> Iterator[OutlineNode]:
    """Yield the scalars that refer to an actor or event."""
    for path, is_key, node in snapshot.root.scalars():
        if is_reference(snapshot, OutlinePlace(path[:-1] if is_key else path, is_key, node, ())):
            yield node


def is_reference(snapshot: Snapshot, place: OutlinePlace) -> bool:
    """Report whether the key or scalar at a place refers to an actor or event."""
    node = place.node
    if node is None or not node.value or (place.is_key and len(place.path) == 1 and place.path[0] in TABLES):
        return False
    expected = snapshot.expected(place)
    if not expected.refers_to:
        return False
    field = next((one for one in expected.fields if one.name == node.value), None) if place.is_key else None
    if field is None:
        return True
    # In the long form of a value, no key is an id. Of a single key, the long form has the field that it must have.
    owner = snapshot.root.at(place.path)
    return owner is not None and len(owner.entries) == 1 and not field.required
