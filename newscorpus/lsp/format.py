"""Formatting: the file in the style of the writer. Its data, comments and order stay."""

import asyncio
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from lsprotocol import types as lsp

from newscorpus.formats.yaml.formatter import format_yaml
from newscorpus.lsp.change import OutdatedError, edit_of
from newscorpus.lsp.document import Snapshot
from newscorpus.lsp.feature import Feature, refusal
from newscorpus.lsp.workspace import Workspace


def edits(snapshot: Snapshot) -> Iterator[lsp.TextEdit]:
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


async def _answer(workspace: Workspace, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
    document = workspace.annotation(params)
    if document is None:
        return []
    snapshot = document.now
    found = await asyncio.to_thread(lambda: list(edits(snapshot)))
    if document.now is not snapshot:
        raise refusal(OutdatedError.of(document.path), lsp.LSPErrorCodes.ContentModified)
    return found


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_FORMATTING, _answer),)
