"""Diagnostics: the findings of `check` as the protocol has them, in open files and in all of their corpora."""

import asyncio
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs
from lsprotocol import types as lsp

from newscorpus.checking.live_corpus import CorpusIndex
from newscorpus.diagnostics.report import Diagnostic, Severity, Span
from newscorpus.lsp.document import Document
from newscorpus.lsp.workspace import Options, Workspace
from newscorpus.rules import BY_CODE

_SEVERITIES: Final = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.HINT: lsp.DiagnosticSeverity.Hint,
}


_BY_SCHEMA: Final = frozenset(
    ("NC002", "NC003", "NC101", "NC102", "NC103", "NC104", "NC105", "NC106", "NC108", "NC110")
)
"""What yaml-language-server reports too: syntax, and what the schema states."""


def shown(
    workspace: Workspace, document: Document, findings: Iterable[Diagnostic], options: Options
) -> list[lsp.Diagnostic]:
    """Return the findings in an open file, without those that another server reports."""
    left = _BY_SCHEMA if options.beside_yaml_language_server else ()
    return [to_client(workspace, document, finding) for finding in findings if finding.code not in left]


def range_of(document: Document, finding: Diagnostic) -> lsp.Range:
    """Return the range of a finding in the current version."""
    shift = document.now.bom
    return document.now.positions.range(finding.primary.start + shift, finding.primary.end + shift)


def to_client(workspace: Workspace, document: Document, finding: Diagnostic) -> lsp.Diagnostic:
    """Return a finding as the protocol has it, with the other places that it speaks of."""
    page = BY_CODE[finding.code].page
    lines = [finding.message, *finding.notes, *([f"help: {finding.advice}"] if finding.advice else [])]
    related = [
        lsp.DiagnosticRelatedInformation(_location(workspace, document, label.span), label.text or finding.message)
        for label in finding.elsewhere
    ]
    return lsp.Diagnostic(
        range=range_of(document, finding),
        message="\n".join(lines),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=lsp.CodeDescription(page) if page else None,
        source="newscorpus",
        related_information=related or None,
    )


def _location(workspace: Workspace, document: Document, span: Span) -> lsp.Location:
    path = Path(os.path.abspath(span.file))
    if path == document.path:
        shift = document.now.bom
        return lsp.Location(document.uri, document.now.positions.range(span.start + shift, span.end + shift))
    text = workspace.text_at(path)  # a byte order mark is a part of it
    if text is not None:
        return lsp.Location(workspace.uri(path), text.positions.range(span.start, span.end))
    start = lsp.Position(span.line - 1, span.column - 1)
    return lsp.Location(path.as_uri(), lsp.Range(start, lsp.Position(span.end_line - 1, span.end_column - 1)))


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
        self._by_corpus: dict[Path, tuple[CorpusIndex, int, Sequence[FileReport]]] = {}

    async def all(self) -> list[FileReport]:
        """Return a report on each file with findings, of the corpora that are loaded."""
        all_reports = list[FileReport]()
        for root, index in list(self._workspace.indexes.items()):
            if not index.is_loaded:
                continue
            known, revision, reports = self._by_corpus.get(root, (None, 0, ()))
            if known is not index or revision != index.revision:
                revision, results = index.revision, index.results()
                report = await asyncio.to_thread(results.report, fixes=False)
                reports = list(self._by_file(report.diagnostics))
                self._by_corpus[root] = index, revision, reports
            all_reports += reports
        return all_reports

    def _by_file(self, diagnostics: Sequence[Diagnostic]) -> Iterator[FileReport]:
        by_file = defaultdict[str, list[Diagnostic]](list)
        for finding in diagnostics:
            by_file[os.path.abspath(finding.primary.file)].append(finding)
        opened: Mapping[Path, Document] = {document.path: document for document in self._workspace.documents.values()}
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
    before = {previous.uri: previous.value for previous in known}
    items: list[lsp.WorkspaceFullDocumentDiagnosticReport | lsp.WorkspaceUnchangedDocumentDiagnosticReport] = []
    for report in reports:
        if before.pop(report.uri, None) == report.result_id:
            items.append(lsp.WorkspaceUnchangedDocumentDiagnosticReport(report.uri, report.result_id, report.version))
        else:
            items.append(
                lsp.WorkspaceFullDocumentDiagnosticReport(
                    report.uri, report.items, report.version, result_id=report.result_id
                )
            )
    empty = FileReport("", None, ()).result_id
    items += [
        lsp.WorkspaceFullDocumentDiagnosticReport(uri, [], result_id=empty)
        for uri, value in before.items()
        if value != empty
    ]
    return items
