"""Edits of files, which the client makes: as of `nc.edit`, comments, order and layout stay. And formatting."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path as FilePath
from typing import Final

from lsprotocol import types as lsp

from newscorpus.api.annotate import Steps
from newscorpus.api.article_file import ArticleFile, FileRecord
from newscorpus.api.steps import apply_steps
from newscorpus.checking.selection import SessionOptions
from newscorpus.diagnostics.report import Path
from newscorpus.edits.text_edits import difference
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.formatter import format_yaml
from newscorpus.lsp.annotated import Annotated, read_annotation
from newscorpus.lsp.document import Snapshot
from newscorpus.lsp.feature import Feature, OutdatedError, refusal, show
from newscorpus.lsp.workspace import Workspace


async def change_article(workspace: Workspace, annotated: Annotated, steps: Steps, *, below: Path = ()) -> None:
    """Change an article, and show what is new.

    Args:
        workspace: The open files.
        annotated: The article, as it is in its file.
        steps: The change: see `api.steps`.
        below: Where in what has changed that is to be shown.

    Raises:
        InvalidCorpus, UsageError, ValueError: As of `nc.edit`. Nothing is changed then.
    """
    path, snapshot = annotated.path, annotated.snapshot
    record = FileRecord(path, snapshot.encoded, "yaml", 0, snapshot.encoded)
    changed, contents = apply_steps(ArticleFile.of(record, record.corpus(SessionOptions(()))), steps)
    new = (record.contents if contents is None else contents).decode()
    await apply(workspace, path, snapshot, new)
    after = Snapshot(new, workspace.encoding, snapshot.cls)
    shown = read_annotation(path, after, workspace.contents())
    assert shown is not None  # it was read as it was changed
    place = after.positions.range(*shown.place((*changed, *below)))
    await show(workspace, lsp.Location(workspace.uri(path), place))


async def apply(workspace: Workspace, path: FilePath, old: Snapshot, new: str) -> None:
    """Ask the client to replace the text of a file; only what differs is edited. Raises UsageError."""
    edit = workspace_edit(workspace, {path: (old, [text_edit(old, new)])})
    answer = await workspace.client.workspace_apply_edit_async(lsp.ApplyWorkspaceEditParams(edit))
    if not answer.applied:
        raise UsageError(f"the editor has not changed the file: {answer.failure_reason or 'without a reason'}")


def workspace_edit(
    workspace: Workspace, files: Mapping[FilePath, tuple[Snapshot, Sequence[lsp.TextEdit]]]
) -> lsp.WorkspaceEdit:
    """Return edits of files for the client, for the versions that they were made for if it can check these.

    Args:
        workspace: The open files.
        files: The edits of each file, and the text that they were made for.

    Raises:
        OutdatedError: A file is not open with that text any more, nor on the disk.
    """
    changes = dict[str, Sequence[lsp.TextEdit]]()
    versioned = list[lsp.TextDocumentEdit]()
    for path, (snapshot, edits) in files.items():
        now = workspace.snapshot(path)
        if now is None or now.text != snapshot.text:
            raise OutdatedError.of(path)
        document, uri = workspace.opened(path), workspace.uri(path)
        changes[uri] = edits
        of_version = lsp.OptionalVersionedTextDocumentIdentifier(uri, document.version if document else None)
        versioned.append(lsp.TextDocumentEdit(of_version, edits))
    if workspace.checks_versions:
        return lsp.WorkspaceEdit(document_changes=versioned)
    return lsp.WorkspaceEdit(changes=changes)


def text_edit(old: Snapshot, new: str) -> lsp.TextEdit:
    """Return the edit from one text to another: of what is between their common beginning and end."""
    start, tail = difference(old.text, new)
    start -= old.text[start - 1 : start] == "\r"  # not between the two characters of a line end
    tail -= old.text[len(old.text) - tail :][:1] == "\n"
    return edit_of(old, start, len(old.text) - tail, new[start : len(new) - tail])


def edit_of(old: Snapshot, start: int, end: int, words: str) -> lsp.TextEdit:
    """Return the edit that replaces what is between two offsets.

    Lines are not added behind the line end of the last line, where Neovim leaves an empty line, but before it.
    """
    line_end = next(filter(old.text.endswith, _LINE_ENDS), None)
    if line_end and start == end == len(old.text) and words.endswith(line_end):
        start = end = len(old.text) - len(line_end)
        words = line_end + words.removesuffix(line_end)
    return lsp.TextEdit(old.positions.range(start, end), words)


_LINE_ENDS: Final = ("\r\n", "\n", "\r")


def formatting(snapshot: Snapshot) -> Iterator[lsp.TextEdit]:
    """Yield the edits of the lines that differ, so that the cursor stays where it is."""
    old, new = (_LINE.findall(text) for text in (snapshot.text, format_yaml(snapshot.text)))
    starts = [0, *accumulate(map(len, old))]
    for (first, last), (a, b) in _differing(old, new):
        yield edit_of(snapshot, starts[first], starts[last], "".join(new[a:b]))


_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_Range = tuple[int, int]


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[_Range, _Range]]:
    """Yield the ranges of lines that differ. The formatter drops empty lines, and changes others in their place."""
    first = last = a = b = 0
    for to, of_new in _paired(old, new):
        if old[last:to] == new[b:of_new]:
            if (first, a) != (last, b):
                yield (first, last), (a, b)
            first, a = to, of_new
        last, b = to, of_new
    if (first, a) != (last, b):
        yield (first, last), (a, b)


def _paired(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where lines with words begin and end in both texts."""
    for i, j in zip(_with_words(old), _with_words(new), strict=True):
        yield i, j
        yield i + 1, j + 1
    yield len(old), len(new)


def _with_words(lines: list[str]) -> list[int]:
    return [at for at, line in enumerate(lines) if line.strip(" \t\r\n")]


async def _format(workspace: Workspace, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
    document = workspace.annotation(params)
    if document is None:
        return []
    snapshot = document.now
    edits = await asyncio.to_thread(lambda: list(formatting(snapshot)))
    if document.now is not snapshot:
        raise refusal(OutdatedError.of(document.path))
    return edits


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_FORMATTING, _format),)
