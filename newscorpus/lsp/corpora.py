"""The corpora of the open files: they are loaded in the background, and then kept up to date."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Final

import attrs
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from newscorpus import _process
from newscorpus.checking.discovery import has_manifest, root_above, watched
from newscorpus.checking.live_corpus import CorpusIndex
from newscorpus.checking.store import has_folder
from newscorpus.checking.tasks import Outcome
from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.lsp.document import Analysis, Document, analyze_manifest, analyze_single, finish, is_of
from newscorpus.lsp.feature import slice_of
from newscorpus.lsp.workspace import Workspace
from newscorpus.models import MANIFEST

_PAUSE: Final = 2.0
"""Seconds between two looks at the files."""
_SHARE: Final = 30
"""How much longer the pause is than a look, at least."""

States = Mapping[str, tuple[int, int]]
"""The files of a corpus, each with its time of change and its size."""


async def watch(read: Mapping[Path, States], when_changed: Callable[[], Awaitable[None]]) -> None:
    """Look at the files again and again, until the session ends.

    Args:
        read: The folder of each corpus, with the states of its files when they were read.
        when_changed: Called when there are other states; to read the files again.
    """
    spent = 0.0
    while True:
        await asyncio.sleep(max(_PAUSE, _SHARE * spent))
        begun = time.monotonic()
        has_changed = await asyncio.to_thread(_has_changed, list(read.items()))
        spent = time.monotonic() - begun
        if has_changed:
            await when_changed()


def _has_changed(read: list[tuple[Path, States]]) -> bool:
    return any(watched([root]) != states for root, states in read)


_FEW: Final = 100
"""Files of a corpus that are loaded before anything is said about one of them."""
_TOKENS: Final = count()

Loaded = tuple[str, Sequence[Outcome]]
"""A file and its results."""


class Corpora:
    """The indexes of the corpora of the open files, by their folders.

    Args:
        workspace: The open files.
        when_loaded: Called when there is something new to say about all open files.

    Attributes:
        read: The states of the files of each corpus when it was read last.
    """

    def __init__(self, workspace: Workspace, when_loaded: Callable[[], None]) -> None:
        self._workspace, self._when_loaded = workspace, when_loaded
        self._indexes = workspace.indexes
        self.read: dict[Path, States] = {}
        self._reloading: asyncio.Task[None] | None = None
        self._is_stale = False

    async def analyze(self, document: Document) -> Analysis:
        """Check an open file as `check` does, with the open files in place of those on the disk.

        While its corpus is loading, the findings that need other files are missing.
        """
        path, text, contents = document.path, document.now.text, self._workspace.contents()
        if path.name == MANIFEST:
            return await asyncio.to_thread(analyze_manifest, path, text, contents, self._indexes.get(path.parent))
        root = root_above(path.parent)
        if root is None:
            return await asyncio.to_thread(analyze_single, path, text, contents)
        index = self._indexes.get(root) or await self._begin(root)
        manifest = index.corpus.manifest
        analysis = Analysis(text, manifest=manifest, root=root, is_annotation=is_of(path, root, manifest), index=index)
        if analysis.is_annotation and not index.has(path) and not index.corpus.broken:
            index.add(path, contents)  # it is new
        if not analysis.is_annotation or not index.has(path):
            return analysis
        inspected = await asyncio.to_thread(index.inspect, path, contents[path])
        index.put_inspected(inspected)
        is_loaded, neighbourhood = index.is_loaded, index.neighbourhood(path)
        analysis = await asyncio.to_thread(finish, analysis, inspected, neighbourhood, is_loaded=is_loaded)
        return await self._without_known(analysis, inspected.file.shown)

    async def _without_known(self, analysis: Analysis, shown: str) -> Analysis:
        """Leave out the findings that a baseline covers, which may have them in other files."""
        index = analysis.index
        if index is None or not index.is_baselined(analysis.diagnostics):
            return analysis
        if not index.is_loaded:  # which of them it covers is not known yet
            left = tuple(finding for finding in analysis.diagnostics if not index.is_baselined([finding]))
            return attrs.evolve(analysis, diagnostics=left)
        report = await asyncio.to_thread(index.results().report, fixes=False)
        new = {finding for finding in report.diagnostics if finding.primary.file == shown}
        left = tuple(finding for finding in analysis.diagnostics if attrs.evolve(finding, fixes=()) in new)
        return attrs.evolve(analysis, diagnostics=left)

    async def begin_at(self, folders: Iterable[Path]) -> None:
        """Begin to load the corpora at some folders, before one of their files is open."""
        for folder in folders:
            async with self._workspace.lock:
                if has_manifest(folder) and folder not in self._indexes:
                    await self._begin(folder)

    def reload(self) -> None:
        """Look at all files again, since one of them has changed on the disk."""
        self._is_stale = True
        if self._reloading is None or self._reloading.done():
            self._reloading = asyncio.get_running_loop().create_task(self._reload())

    async def _reload(self) -> None:
        while self._is_stale:
            self._is_stale = False
            for root in list(self._indexes):
                try:
                    index = await self._new_index(root)
                except (UsageError, OSError):  # it has no `corpus.yaml` any more
                    del self._indexes[root], self.read[root]
                else:
                    await self._load(index, lambda _: None)
                    self._indexes[root] = index
        self._when_loaded()

    async def _new_index(self, root: Path) -> CorpusIndex:
        contents = {path: data for path, data in self._workspace.contents().items() if path.name != MANIFEST}
        self.read[root] = await asyncio.to_thread(watched, [root])  # before: what changes meanwhile is read again
        return await asyncio.to_thread(CorpusIndex.of_corpus, root, contents)

    async def _begin(self, root: Path) -> CorpusIndex:
        """Begin to load a corpus; a small one is then loaded."""
        index = self._indexes[root] = await self._new_index(root)
        self._workspace.loading[root] = asyncio.get_running_loop().create_task(self._load_first(index))
        if len(index) <= _FEW:
            await self._workspace.loading[root]
        return index

    async def settle(self) -> None:
        """Wait until all corpora are loaded, and what has changed on the disk is known."""
        async with self._workspace.lock:
            pass  # those that are being found have tasks from then on
        loading = self._workspace.loading
        while tasks := [task for task in (*loading.values(), self._reloading) if task is not None and not task.done()]:
            await asyncio.wait(tasks)

    async def closed(self, document: Document) -> None:
        """Forget what was not saved of a file."""
        try:
            saved = await asyncio.to_thread(reading.read_bytes, document.path)
        except reading.Unreadable:
            saved = b""
        if saved != document.now.text.encode("utf-8", "surrogatepass"):
            self.reload()

    async def _load_first(self, index: CorpusIndex) -> None:
        """Load a corpus that was not there before, and show how far that is."""
        if len(index) <= _FEW:
            await self._load(index, lambda _: None)
            return
        async with self._progress(index) as report:
            await self._load(index, report)
        self._when_loaded()

    @asynccontextmanager
    async def _progress(self, index: CorpusIndex) -> AsyncIterator[Callable[[int], None]]:
        client = self._workspace.client
        window = client.client_capabilities.window
        if not (window and window.work_done_progress):
            yield lambda _: None
            return
        progress, token = client.work_done_progress, f"newscorpus/{next(_TOKENS)}"
        try:
            await progress.create_async(token)
        except JsonRpcException:  # the client does not want it
            yield lambda _: None
            return
        name = index.corpus.name or index.corpus.root.name
        progress.begin(token, lsp.WorkDoneProgressBegin(f"newscorpus: {name}", percentage=0))
        yield lambda done: progress.report(token, lsp.WorkDoneProgressReport(percentage=100 * done // len(index)))
        progress.end(token, lsp.WorkDoneProgressEnd())

    async def _load(self, index: CorpusIndex, report: Callable[[int], None]) -> None:
        """Put all files into an index, in slices. `report` is called with the number of those that are done."""
        await self._fill(index, index.load(only_known=True), report)
        if len(index.missing()) > _FEW and has_folder():
            await _fill_cache(index.corpus.root)
            await self._fill(index, index.load(only_known=True), report)
        await self._fill(index, index.load(), report)
        index.is_loaded = True
        _process.keep_loaded()

    async def _fill(self, index: CorpusIndex, steps: Iterator[Loaded], report: Callable[[int], None]) -> None:
        while loaded := await asyncio.to_thread(slice_of, steps):
            for path, outcomes in loaded:
                index.fill(path, outcomes)
            report(len(index) - len(index.missing()))


async def _fill_cache(root: Path) -> None:
    """Check a corpus in another process, so that this one has time to answer, and its memory stays small."""
    nothing = asyncio.subprocess.DEVNULL
    command = (sys.executable, "-m", "newscorpus", "check", str(root))
    try:
        process = await asyncio.create_subprocess_exec(*command, stdin=nothing, stdout=nothing, stderr=nothing)
    except OSError:  # there can be no more processes: this one will do it
        return
    try:
        _process.lower_priority(process.pid)
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
