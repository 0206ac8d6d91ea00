"""The findings in all files of the corpora of the open files."""

import asyncio
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs
from lsprotocol import types as lsp

from newscorpus.checking.corpus_index import CorpusIndex
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.lsp.diagnostics import shown
from newscorpus.lsp.document import Document
from newscorpus.lsp.options import Options
from newscorpus.lsp.workspace import Workspace


@attrs.frozen
class FileReport:
    """The findings in a file."""

    uri: str
    version: int | None
    """That of the client; None if the file is not open."""
    items: Sequence[lsp.Diagnostic]

    @property
    def result_id(self) -> str:
        """What distinguishes it from other reports on the file."""
        return hashlib.sha256(repr(self.items).encode("utf-8", "surrogatepass")).hexdigest()[:20]


class Reports:
    """The reports on the files of the corpora, which are made again if something has changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._made: dict[Path, tuple[CorpusIndex, int, Sequence[FileReport]]] = {}

    async def all(self) -> list[FileReport]:
        """Return a report on each file with findings, of the corpora that are loaded."""
        found = list[FileReport]()
        for root, index in list(self._workspace.indexes.items()):
            if not index.is_loaded:
                continue
            known, revision, reports = self._made.get(root, (None, 0, ()))
            if known is not index or revision != index.revision:
                revision, results = index.revision, index.results()
                report = await asyncio.to_thread(results.report, fixes=False)
                reports = list(self._by_file(report.diagnostics))
                self._made[root] = index, revision, reports
            found += reports
        return found

    def _by_file(self, diagnostics: Sequence[Diagnostic]) -> Iterator[FileReport]:
        by_file = defaultdict[str, list[Diagnostic]](list)
        for one in diagnostics:
            by_file[os.path.abspath(one.primary.file)].append(one)
        opened: Mapping[Path, Document] = {one.path: one for one in self._workspace.documents.values()}
        for name, own in by_file.items():
            document = opened.get(Path(name))
            of = document or self._closed(Path(name))
            version = document.version if document else None
            options = self._workspace.options if document else Options()
            yield FileReport(of.uri, version, shown(self._workspace, of, own, options))

    def _closed(self, path: Path) -> Document:
        snapshot = self._workspace.snapshot(path)
        return Document(path.as_uri(), path, 0, snapshot.text if snapshot else "", self._workspace.encoding)


def differences(
    reports: Sequence[FileReport], known: Sequence[lsp.PreviousResultId]
) -> list[lsp.WorkspaceFullDocumentDiagnosticReport | lsp.WorkspaceUnchangedDocumentDiagnosticReport]:
    """Return the reports for a client that knows earlier ones; an empty one where there is nothing to report now."""
    before = {one.uri: one.value for one in known}
    found: list[lsp.WorkspaceFullDocumentDiagnosticReport | lsp.WorkspaceUnchangedDocumentDiagnosticReport] = []
    for one in reports:
        if before.pop(one.uri, None) == one.result_id:
            found.append(lsp.WorkspaceUnchangedDocumentDiagnosticReport(one.uri, one.result_id, one.version))
        else:
            found.append(
                lsp.WorkspaceFullDocumentDiagnosticReport(one.uri, one.items, one.version, result_id=one.result_id)
            )
    empty = FileReport("", None, ()).result_id
    found += [
        lsp.WorkspaceFullDocumentDiagnosticReport(uri, [], result_id=empty)
        for uri, value in before.items()
        if value != empty
    ]
    return found
