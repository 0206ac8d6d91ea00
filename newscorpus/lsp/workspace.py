"""The open files, the others of their corpora, and what the client has set."""

import asyncio
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import attrs
from pygls.lsp.server import LanguageServer

from newscorpus.checking.live_corpus import CorpusIndex
from newscorpus.fs import reading
from newscorpus.lsp.annotated import Annotated, located, read_annotation
from newscorpus.lsp.document import Document, Positions, Snapshot, begin
from newscorpus.lsp.id_places import PlaceIndex
from newscorpus.models import MANIFEST, Article, Manifest


@attrs.frozen
class Options:
    """The settings of a session."""

    beside_yaml_language_server: bool = False
    """Whether yaml-language-server checks and completes the same files by the schema. What it does is left to it."""
    offsets: bool = False
    """Whether inlay hints show the line and the offsets of quotes."""

    @classmethod
    def of(cls, given: Any) -> "Options":
        """Return the settings of a client; those that it does not give are as usual, unknown ones are ignored."""
        values = given if isinstance(given, dict) else {}
        return cls(
            beside_yaml_language_server=values.get("besideYamlLanguageServer") is True,
            offsets=values.get("offsets") is True,
        )


YAML: Final = (".yaml", ".yml")
"""The endings of annotations."""


@attrs.frozen(eq=False)
class TextFile:
    """A file that may be the text of an article."""

    uri: str
    path: Path
    text: str
    encoding: str

    @cached_property
    def positions(self) -> Positions:
        """Its positions, as the client counts them."""
        return Positions(self.text, self.encoding)


class Workspace:
    """What all features share.

    Args:
        client: The connection to the client.

    Attributes:
        client: The connection to the client.
        documents: The open YAML files, by the address that the client has.
        texts: The other open files, which may be texts of articles.
        encoding: What positions are counted in: utf-8, utf-16 or utf-32.
        options: What the client has set.
        lock: One check at a time.
        indexes: The corpora of the open files, by their folders. Some may still be loading.
        loading: What loads them.
        places: Where their files name ids, of those that were asked for.
    """

    def __init__(self, client: LanguageServer) -> None:
        self.client = client
        self.documents: dict[str, Document] = {}
        self.texts: dict[str, TextFile] = {}
        self.encoding = "utf-16"
        self.options = Options()
        self._read: dict[str, tuple[Snapshot, Annotated | None]] = {}
        """Of open files: the version that was read last without a check, and its article."""
        self.lock = asyncio.Lock()
        self.indexes: dict[Path, CorpusIndex] = {}
        self.loading: dict[Path, asyncio.Task[None]] = {}
        self.places = PlaceIndex()

    def annotation(self, params: Any) -> Document | None:
        """Return the open file of a request, if it is an annotation or a `corpus.yaml`."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return None
        if document.analysis.is_annotation is None:  # the first check may take some time
            document.analysis = begin(document.path, self.contents())
        return document if document.analysis.is_annotation else None

    @property
    def checks_versions(self) -> bool:
        """Whether the client refuses an edit that was made for another version of a file."""
        within = self.client.client_capabilities.workspace
        return bool(within and within.workspace_edit and within.workspace_edit.document_changes)

    def opened(self, path: Path) -> Document | None:
        """Return the open file with a path."""
        return next((document for document in tuple(self.documents.values()) if document.path == path), None)

    def contents(self) -> dict[Path, bytes]:
        """Return the bytes of the open files, by absolute path."""
        return {document.path: document.now.encoded for document in self.documents.values()}

    async def loaded(self, document: Document) -> None:
        """Wait until all files of the corpus of an open file are known. Without that, all would have to be read."""
        root = document.analysis.root
        if root in self.loading:
            await asyncio.shield(self.loading[root])
        if root in self.indexes and document.analysis.index is None:  # its first check is still to come
            document.analysis = attrs.evolve(document.analysis, index=self.indexes[root])

    def annotated(self, document: Document) -> Annotated | None:
        """Return the article of an open file as it is now; None if the file cannot be read."""
        analysis = document.analysis
        if document.is_analyzed and analysis.article is not None and analysis.locator is not None:
            return Annotated(document.path, document.now, analysis.article, analysis.locator)
        read = self._read.get(document.uri)
        if read is None or read[0] is not document.now:  # several features ask before the check is done
            read = document.now, read_annotation(document.path, document.now, self.contents())
            self._read[document.uri] = read
        return read[1]

    def annotation_at(self, path: Path) -> Annotated | None:
        """Return the article of a file, open or not; None if there is none."""
        document = self.opened(path)
        if document is not None:
            return self.annotated(document) if document.now.cls is Article else None
        snapshot = self.snapshot(path)
        if snapshot is None or snapshot.cls is Manifest:
            return None
        return read_annotation(path, snapshot, self.contents())

    def annotations_of(self, text: "TextFile") -> list[Annotated]:
        """Return the articles of a text: in the corpora of the open files, and in the YAML file with its name."""
        annotations = []
        beside = [path for ending in YAML if (path := text.path.with_suffix(ending)).is_file()]
        opened = [document.path for document in self.documents.values()]
        for path in dict.fromkeys([*opened, *beside, *self._naming(text.path)]):
            annotated = self.annotation_at(path)
            if annotated is not None and annotated.text_path == text.path and annotated.article.text == text.text:
                annotations.append(annotated)
        return annotations

    def _naming(self, text: Path) -> Iterator[Path]:
        """The annotations in the corpora of the open files that name a text file."""
        for index in self.indexes.values():
            for path, summaries in index.readable():
                names = (summary.text_file or "" for summary in summaries)
                if any(name.endswith(text.name) and located(Path(name)) == text for name in names):
                    yield path

    def _text(self, path: Path) -> "TextFile | None":
        return next((file for file in tuple(self.texts.values()) if file.path == path), None)

    def text_file(self, path: Path, text: str) -> "TextFile":
        """Return the file of a text, as it is open or with that text."""
        return self._text(path) or TextFile(path.as_uri(), path, text, self.encoding)

    def text_at(self, path: Path) -> "TextFile | Snapshot | None":
        """Return the text of an article, as it is open or on the disk; None if it cannot be read."""
        return self._text(path) or self.snapshot(path)

    def snapshot(self, path: Path) -> Snapshot | None:
        """Return the text of a file, as it is open or on the disk; None if it cannot be read."""
        document = self.opened(path)
        if document is not None:
            return document.now
        try:
            data = reading.read_bytes(path)
        except reading.Unreadable:
            return None
        return _closed(data, self.encoding, Manifest if path.name == MANIFEST else Article)

    def uri(self, path: Path) -> str:
        """Return the address of a file, as the client has it."""
        opened = self.opened(path) or self._text(path)
        return opened.uri if opened else path.as_uri()


@lru_cache(maxsize=16)
def _closed(data: bytes, encoding: str, cls: type) -> Snapshot:
    """The text of a file that is not open. Some are asked for again and again, such as `corpus.yaml`."""
    return Snapshot(data.decode(errors="replace"), encoding, cls)
