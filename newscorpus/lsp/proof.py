"""Before an edit in several files: the corpus has no other findings afterwards."""

import asyncio
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from newscorpus.checking.corpus_index import CorpusIndex, Inspected
from newscorpus.checking.results import CheckResults, check_session
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover
from newscorpus.diagnostics.report import Diagnostic, Severity
from newscorpus.errors import UsageError
from newscorpus.lsp.analysis import Contents
from newscorpus.lsp.document import Document
from newscorpus.lsp.workspace import Workspace

Counts = Counter[tuple[str, str]]
"""The number of findings by code and file."""


async def refuse_new_findings(
    workspace: Workspace, document: Document, what: str, before: Contents, after: Contents
) -> None:
    """Raise UsageError if the corpus of a file has other findings with the bytes `after`, hints aside.

    `before` are the bytes now, of the same files. `what` leads to the findings, for the message.
    """
    before = {**workspace.contents(), **before}
    index, path = document.analysis.index, document.analysis.root or document.path
    async with workspace.lock:
        if index is not None and index.is_loaded and all(map(index.has, after)):
            new = await _compare(index, before, after)
        else:  # the settings change, or not all articles are known yet
            new = await asyncio.to_thread(_compare_all, path, before, after)
    if new:
        (code, file), _ = new.most_common(1)[0]
        raise UsageError(f"{what} would lead to {code} in {file}")


async def _compare(index: CorpusIndex, before: Contents, after: Contents) -> Counts:
    """What is new: of all articles but these, the index has the results."""
    for one in await asyncio.to_thread(_inspected, index, before):
        index.put_inspected(one)
    old, new = index.results(), index.results(await asyncio.to_thread(_inspected, index, after))
    return await asyncio.to_thread(lambda: _counted(new) - _counted(old))


def _inspected(index: CorpusIndex, contents: Contents) -> Sequence[Inspected]:
    return [index.inspect(path, data) for path, data in contents.items() if index.has(path)]


def _compare_all(path: Path, before: Contents, after: Contents) -> Counts:
    """What is new, by two checks of all files."""
    then, now = (_checked(path, contents) for contents in (before, {**before, **after}))
    return _counted(now) - _counted(then)


def _checked(path: Path, contents: Contents) -> CheckResults:
    session = discover(SessionOptions((path,), jobs=None, cache=True, stores_contents=False), contents=contents)
    return check_session(session, fixes=False)


def _counted(results: CheckResults) -> Counts:
    report = results.report(fixes=False)
    return Counter((one.code, _name(one)) for one in report.diagnostics if one.severity is not Severity.HINT)


def _name(one: Diagnostic) -> str:
    return os.path.basename(one.primary.file)  # noqa: PTH119 - a name with `/`, for people
