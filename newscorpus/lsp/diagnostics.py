"""Diagnostics: the findings of `check`, as the protocol has them."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from lsprotocol import types as lsp

from newscorpus.diagnostics.report import Diagnostic, Severity, Span
from newscorpus.lsp.document import Document
from newscorpus.lsp.options import Options
from newscorpus.lsp.workspace import Workspace
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
    workspace: Workspace, document: Document, found: Iterable[Diagnostic], options: Options
) -> list[lsp.Diagnostic]:
    """Return the findings in an open file, without those that another server reports."""
    left = _BY_SCHEMA if options.beside_yaml_language_server else ()
    return [to_client(workspace, document, one) for one in found if one.code not in left]


def bom_length(document: Document) -> int:
    """Return how many code points of the text the offsets of findings leave out: a byte order mark."""
    return int(document.now.text.startswith("\ufeff"))


def range_of(document: Document, one: Diagnostic) -> lsp.Range:
    """Return the range of a finding in the current version."""
    shift = bom_length(document)
    return document.now.positions.range(one.primary.start + shift, one.primary.end + shift)


def to_client(workspace: Workspace, document: Document, one: Diagnostic) -> lsp.Diagnostic:
    """Return a finding as the protocol has it, with the other places that it speaks of."""
    page = BY_CODE[one.code].page
    lines = [one.message, *one.notes, *([f"help: {one.advice}"] if one.advice else [])]
    related = [
        lsp.DiagnosticRelatedInformation(_location(workspace, document, label.span), label.text or one.message)
        for label in one.elsewhere
    ]
    return lsp.Diagnostic(
        range=range_of(document, one),
        message="\n".join(lines),
        severity=_SEVERITIES[one.severity],
        code=one.code,
        code_description=lsp.CodeDescription(page) if page else None,
        source="newscorpus",
        related_information=related or None,
    )


def _location(workspace: Workspace, document: Document, span: Span) -> lsp.Location:
    path = Path(os.path.abspath(span.file))
    if path == document.path:
        shift = bom_length(document)
        return lsp.Location(document.uri, document.now.positions.range(span.start + shift, span.end + shift))
    text = workspace.text_at(path)  # a byte order mark is a part of it
    if text is not None:
        return lsp.Location(workspace.uri(path), text.positions.range(span.start, span.end))
    start = lsp.Position(span.line - 1, span.column - 1)
    return lsp.Location(path.as_uri(), lsp.Range(start, lsp.Position(span.end_line - 1, span.end_column - 1)))
