"""The open files, and the others of their corpora."""

import asyncio
from functools import lru_cache
from pathlib import Path
from typing import Any

from pygls.lsp.server import LanguageServer

from newscorpus.checking.corpus_index import CorpusIndex
from newscorpus.fs import reading
from newscorpus.lsp.analysis import begin
from newscorpus.lsp.document import Document, Snapshot
from newscorpus.models import MANIFEST, Article, Manifest


class Workspace:
    """What all features share.

    Args:
        client: The connection to the client.

    Attributes:
        client: The connection to the client.
        documents: The open YAML files, by the address that the client has.
        encoding: What positions are counted in: utf-8, utf-16 or utf-32.
        lock: One check at a time.
        indexes: The corpora of the open files, by their folders. Some may still be loading.
    """

    def __init__(self, client: LanguageServer) -> None:
        self.client = client
        self.documents: dict[str, Document] = {}
        self.encoding = "utf-16"
        self.lock = asyncio.Lock()
        self.indexes: dict[Path, CorpusIndex] = {}

    def annotation(self, params: Any) -> Document | None:
        """Return the open file of a request, if it is an annotation or a `corpus.yaml`."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return None
        if document.analysis.is_annotation is None:  # the first check may take some time
            document.analysis = begin(document.path, self.contents())
        return document if document.analysis.is_annotation else None

    def contents(self) -> dict[Path, bytes]:
        """Return the bytes of the open files, by absolute path."""
        return {one.path: one.now.text.encode("utf-8", "surrogatepass") for one in self.documents.values()}

    def snapshot(self, path: Path) -> Snapshot | None:
        """Return the text of a file, as it is open or on the disk; None if it cannot be read."""
        for document in self.documents.values():
            if document.path == path:
                return document.now
        try:
            data = reading.read_bytes(path)
        except reading.Unreadable:
            return None
        return _closed(data, self.encoding, Manifest if path.name == MANIFEST else Article)

    def uri(self, path: Path) -> str:
        """Return the address of a file, as the client has it."""
        return next((one.uri for one in self.documents.values() if one.path == path), path.as_uri())


@lru_cache(maxsize=16)
def _closed(data: bytes, encoding: str, cls: type) -> Snapshot:
    """The text of a file that is not open. Some are asked for again and again, such as `corpus.yaml`."""
    return Snapshot(data.decode(errors="replace"), encoding, cls)
