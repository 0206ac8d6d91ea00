"""An open file: its text and positions as it is typed, what is at a place of it, and its last analysis."""

import asyncio
import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

import attrs
from lsprotocol import types as lsp

from newscorpus.checking.discovery import Finder
from newscorpus.checking.globs import below, contains, has_format
from newscorpus.checking.live_corpus import CorpusIndex, Inspected, Neighbourhood, diagnose
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover
from newscorpus.codec.expected import Expected, expected
from newscorpus.codec.source_map import SourceMap
from newscorpus.codec.vocabularies import CorpusTerms
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.errors import UsageError
from newscorpus.formats.source_text import Lines
from newscorpus.formats.yaml.outline import read_outline
from newscorpus.formats.yaml.outline_node import OutlineNode, OutlinePlace, place_at
from newscorpus.fs import reading
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Article, Manifest, text_of
from newscorpus.rules import ArticleSummary
from newscorpus.text.index import Text


class Positions:
    """The positions of one text.

    Args:
        text: The text, as the client has it.
        encoding: What characters are counted in: utf-8, utf-16 or utf-32.

    Attributes:
        lines: The lines of the text.
    """

    def __init__(self, text: str, encoding: str) -> None:
        self._text, self.lines = text, Lines(text)
        self._codec = None if encoding == "utf-32" or text.isascii() else encoding

    def position(self, offset: int) -> lsp.Position:
        """Return the position of a code point."""
        line, column = self.lines.at(offset)
        return lsp.Position(line - 1, self._units(offset - column + 1, offset))

    def range(self, start: int, end: int) -> lsp.Range:
        """Return the range of the code points `[start, end)`."""
        return lsp.Range(self.position(start), self.position(end))

    def offset(self, position: lsp.Position) -> int:
        """Return the offset at a position; behind the end of its line or of the text, that end."""
        if position.line >= len(self.lines):
            return len(self._text)
        start, end = self.lines.bounds(position.line + 1)
        behind = bisect_right(range(start, end + 1), position.character, key=lambda at: self._units(start, at))
        return start + behind - 1

    def _units(self, start: int, end: int) -> int:
        if self._codec is None:
            return end - start
        if self._codec == "utf-8":
            return self.lines.bytes_before(end) - self.lines.bytes_before(start)
        return end - start + bisect_left(self._pairs, end) - bisect_left(self._pairs, start)

    @cached_property
    def _pairs(self) -> list[int]:
        """The offsets of characters that UTF-16 has as two units."""
        return [pair.start() for pair in _PAIR.finditer(self._text)]


_PAIR: Final = re.compile("[\U00010000-\U0010ffff]")


Contents = Mapping[Path, bytes]
"""The bytes of the open files, by absolute path."""


@attrs.frozen(eq=False)
class Analysis:
    """The result of the check of one open file."""

    text: str
    """The text that was checked; empty before the first check."""
    is_annotation: bool | None = None
    """Whether it is an article of a corpus, an article outside of one, or a `corpus.yaml`; None if nobody has asked."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The findings in the file, with their fixes."""
    manifest: Manifest = DEFAULT_MANIFEST
    """The settings of its corpus."""
    root: Path | None = None
    """The folder of its `corpus.yaml`; None if it has none."""
    article: Article | None = None
    """The article with its offsets and the actors of the registry; None if the file is not YAML or JSON."""
    locator: SourceMap | None = None
    """Where the values of the article are."""
    index: CorpusIndex | None = None
    """The articles of the corpus, which may still be loading; None if there are none."""

    @property
    def summaries(self) -> Mapping[str, ArticleSummary]:
        """The summaries of the articles of the corpus, by id."""
        return self.index.summaries if self.index else {}


def begin(path: Path, contents: Contents) -> Analysis:
    """Return what is known of an open file without a check: whether it is an annotation, and its corpus."""
    corpus = Finder(contents=contents).above(path.parent)
    if corpus is None:
        return Analysis("", is_annotation=path.name == MANIFEST or has_format(contents[path]))
    return Analysis(
        "", manifest=corpus.manifest, root=corpus.root, is_annotation=is_of(path, corpus.root, corpus.manifest)
    )


def is_of(path: Path, root: Path, manifest: Manifest) -> bool:
    """Report whether a file is the `corpus.yaml` or one of the articles of a corpus."""
    return path.name == MANIFEST or contains(manifest, below(str(path), str(root)))


def analyze_manifest(path: Path, text: str, contents: Contents, index: CorpusIndex | None) -> Analysis:
    """Check a `corpus.yaml` by itself. `index` is that of its corpus, if there is one already."""
    analysis = attrs.evolve(begin(path, contents), text=text)
    try:
        session = discover(SessionOptions(path), contents=contents)
        report = check_session(session).report()
        index = index or CorpusIndex.of_corpus(path.parent, contents)
    except (UsageError, OSError):  # a folder that cannot be read, or a baseline; the command reports it
        return analysis
    own = tuple(finding for finding in report.diagnostics if os.path.abspath(finding.primary.file) == str(path))
    return attrs.evolve(analysis, diagnostics=own, index=index)


def analyze_single(path: Path, text: str, contents: Contents) -> Analysis:
    """Check a file outside of any corpus."""
    analysis = attrs.evolve(begin(path, contents), text=text)
    if not analysis.is_annotation:
        return analysis
    index = CorpusIndex.of_file(path, contents)
    inspected = index.inspect(path, contents[path])
    index.put_inspected(inspected)
    index.is_loaded = True
    return finish(attrs.evolve(analysis, index=index), inspected, index.neighbourhood(path), is_loaded=True)


def finish(
    analysis: Analysis, inspected: Inspected, neighbourhood: Neighbourhood | None, *, is_loaded: bool
) -> Analysis:
    """Return an analysis with the findings in an article and its model.

    `is_loaded` is whether the corpus was when the neighbourhood was made.
    """
    diagnostics = diagnose(inspected, neighbourhood, is_loaded=is_loaded)
    return attrs.evolve(
        analysis, diagnostics=diagnostics, article=inspected.result.article, locator=inspected.places.locator
    )


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
    def bom(self) -> int:
        """How many of its code points readers of the file leave out of their offsets: a byte order mark, or none."""
        return int(self.text.startswith("\ufeff"))

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
        entries = [(key, value) for key, value in node.entries if value is not None and key.value]
        entries += [(key, value) for key, value in listed if key is not None]
        ids: dict[str, OutlineNode] = {}
        for key, _ in entries:
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
        ids = list(self.now.ids(table))
        ids += self.readable.ids(table) if self.readable else ()
        ids += self.terms.registry if table == "actors" else ()
        return list(dict.fromkeys(ids))

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
    field = next((field for field in expected.fields if field.name == node.value), None) if place.is_key else None
    if field is None:
        return True
    # In the long form of a value, no key is an id. Of a single key, the long form has the field that it must have.
    owner = snapshot.root.at(place.path)
    return owner is not None and len(owner.entries) == 1 and not field.required
