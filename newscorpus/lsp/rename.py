"""Changes of ids in a whole corpus: rename an actor or event, and add an actor to the registry.

An id is renamed where it is defined, in references, and in paths of waivers and open points. An edit is made only if
the corpus has no other findings afterwards.
"""

import asyncio
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from pathlib import Path as FilePath
from typing import Any, Final

import attrs
from lsprotocol import types as lsp

from newscorpus.checking.live_corpus import CorpusIndex
from newscorpus.checking.results import CheckResults, check_session
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Diagnostic, Severity
from newscorpus.edits.editor import edit_text
from newscorpus.edits.layout import CannotEdit
from newscorpus.edits.text_edits import edited
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import inline
from newscorpus.lsp.change import apply, workspace_edit
from newscorpus.lsp.document import Contents, Document, Snapshot
from newscorpus.lsp.feature import Command, Feature, collected, refusal
from newscorpus.lsp.navigation import Name, User, definers, name_at, named, users
from newscorpus.lsp.workspace import Workspace
from newscorpus.models import MANIFEST
from newscorpus.models.fields import type_of
from newscorpus.models.metadata import Pattern, Slug

Counts = Counter[tuple[str, str]]
"""The number of findings by code and file."""


async def refuse_new_findings(
    workspace: Workspace, document: Document, cause: str, before: Contents, after: Contents
) -> None:
    """Raise UsageError if the corpus of a file has other findings with the bytes `after`, hints aside.

    `before` are the bytes now, of the same files. `cause` leads to the findings, for the message.
    """
    opened = workspace.contents()
    before = {**opened, **before}
    index, path = document.analysis.index, document.analysis.root or document.path
    async with workspace.lock:
        added = await _added(index, opened, before, after) if index is not None and index.is_loaded else None
        if added is None:  # other settings change, too, or not all articles are known yet
            added = await asyncio.to_thread(_added_to_all, path, before, after)
    if added:
        (code, file), _ = added.most_common(1)[0]
        raise UsageError(f"{cause} would lead to {code} in {file}")


async def _added(index: CorpusIndex, opened: Contents, before: Contents, after: Contents) -> Counts | None:
    """The findings that are new: of files that are not open, the index has the results. None if it cannot tell."""
    manifest, corpus = index.corpus.root / MANIFEST, None
    articles = {path: data for path, data in after.items() if path != manifest}
    if not all(map(index.has, articles)):
        return None
    if manifest in after:
        then = await asyncio.to_thread(index.with_settings, before[manifest])
        corpus = await asyncio.to_thread(index.with_settings, after[manifest])
        if then.manifest != index.corpus.manifest or not index.differs_in_registry_only(corpus):
            return None
    changed = {path: data for path, data in opened.items() if index.has(path) and not index.is_of(path, data)}
    for inspected in await asyncio.to_thread(lambda: [index.inspect(*file) for file in changed.items()]):
        index.put_inspected(inspected)
    old, new = index.results(), await asyncio.to_thread(index.results_with, articles, corpus)
    return await asyncio.to_thread(lambda: _counted(new) - _counted(old))


def _added_to_all(path: Path, before: Contents, after: Contents) -> Counts:
    """The findings that are new, by two checks of all files."""
    then, now = (_checked(path, contents) for contents in (before, {**before, **after}))
    return _counted(now) - _counted(then)


def _checked(path: Path, contents: Contents) -> CheckResults:
    session = discover(SessionOptions((path,), jobs=None, cache=True, stores_contents=False), contents=contents)
    return check_session(session, fixes=False)


def _counted(results: CheckResults) -> Counts:
    report = results.report(fixes=False)
    return Counter(
        (finding.code, _name(finding)) for finding in report.diagnostics if finding.severity is not Severity.HINT
    )


def _name(finding: Diagnostic) -> str:
    return os.path.basename(finding.primary.file)  # noqa: PTH119 - a name with `/`, for people


RawEdits = dict[Path, list[tuple[int, int, str]]]
"""The edits of each file: start, end, new words."""


@attrs.frozen(eq=False)
class Rename:
    """A new name for an id, and what is edited for it."""

    snapshots: dict[Path, Snapshot]
    edits: RawEdits
    new: str

    @classmethod
    async def of(cls, workspace: Workspace, document: Document, name: Name, new: str) -> "Rename":
        """Collect the edits. Raises UsageError if the new name is not an id, or a file cannot be read."""
        complaint = type_of(Slug).mark(Pattern).complaint(new)
        if complaint:
            raise UsageError(f"{backticked(new)}: {complaint}")
        rename = cls({}, defaultdict(list), new)
        if new != name.id:
            files = chain(definers(workspace, document, name), users(workspace, document, name))
            await collected(rename.with_edits(files, partial(_is_known, workspace, document)))
        return rename

    def with_edits(self, files: Iterable[User], is_known: Callable[[Path], bool]) -> Iterator[Path]:
        """Add the edits of files, and yield the path of each. Raises UsageError."""
        for user in files:
            self.add(user, is_known=is_known(user.path))
            yield user.path

    def add(self, user: User, *, is_known: bool) -> None:
        """Add the edits of a file. `is_known` is whether it is known to be valid YAML. Raises UsageError."""
        spans = [*user.references, *([user.definition] if user.definition else ())]
        written = user.written[: len(user.written) - len(user.name.id)] + self.new
        edits = {(*span, inline(written, flow=True)) for span in spans}
        old, new = (f"{user.name.table}.{key}" for key in (user.name.id, self.new))
        edits |= {(*span, inline(new + path[len(old) :], flow=True)) for path, span in user.paths}
        if not edits:
            return
        if user.written == user.name.id:
            self._refuse_taken(user)
        path, snapshot = user.path, user.snapshot
        if not is_known and parse_yaml(snapshot.text[snapshot.bom :]).data is None:
            raise UsageError(f"{path.name} is not valid YAML; correct it first")
        self.snapshots[path] = snapshot
        self.edits[path] = sorted(edits | set(self.edits[path]))

    def _refuse_taken(self, user: User) -> None:
        for table, kind in (("actors", "actor"), ("events", "event")):
            if self.new in user.places.defined[table]:
                raise UsageError(f"there is an {kind} {backticked(self.new)} already, in {user.path.name}")

    async def verify(self, workspace: Workspace, document: Document) -> None:
        """Raise UsageError if the corpus has other findings afterwards."""
        before = {path: snapshot.encoded for path, snapshot in self.snapshots.items()}
        after = {
            path: edited(self.snapshots[path].text, edits).encode("utf-8", "surrogatepass")
            for path, edits in self.edits.items()
        }
        await refuse_new_findings(workspace, document, backticked(self.new), before, after)

    def to_client(self, workspace: Workspace) -> lsp.WorkspaceEdit:
        """Return the edits as the protocol has them. Raises OutdatedError if one of the files has changed."""
        return workspace_edit(workspace, {path: self._edits_of(path) for path in self.edits})

    def _edits_of(self, path: Path) -> tuple[Snapshot, list[lsp.TextEdit]]:
        snapshot = self.snapshots[path]
        positions = snapshot.positions
        return snapshot, [lsp.TextEdit(positions.range(start, end), words) for start, end, words in self.edits[path]]


def _is_known(workspace: Workspace, document: Document, path: Path) -> bool:
    index = document.analysis.index
    return index is not None and workspace.opened(path) is None and index.is_parsed(path)


def _prepare(workspace: Workspace, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
    target = named(workspace, params)
    if target is None:
        return None
    document, name = target
    start = name.node.end - len(name.id) if name.article else name.node.start
    return lsp.PrepareRenamePlaceholder(document.now.positions.range(start, name.node.end), name.id)


async def _rename(workspace: Workspace, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    target = named(workspace, params)
    if target is None:
        return None
    document, name = target
    await workspace.loaded(document)
    try:
        rename = await Rename.of(workspace, document, name, params.new_name)
        await rename.verify(workspace, document)
        return rename.to_client(workspace)
    except UsageError as e:
        raise refusal(e) from None


REGISTER: Final = "newscorpus.register"
"""The command: the address of an annotation, and the id of an actor."""
_FIELDS: Final = ("name", "kind", "named", "aliases", "country", "sector", "ids")
"""What the registry takes over. The rest is about the article: mentions, offices, relations."""


def registering(document: Document, at: lsp.Range) -> lsp.CodeAction | None:
    """Return the action for the actor whose id is at the start of a range; None if there is none to add."""
    name = name_at(document, document.place(document.now.positions.offset(at.start)))
    if name is None or name.table != "actors" or document.analysis.root is None or document.path.name == MANIFEST:
        return None
    if name.id in document.terms.registry or name.id not in document.now.ids("actors"):
        return None
    title = f"Add {backticked(name.id)} to the registry of the corpus"
    return lsp.CodeAction(
        title, kind=lsp.CodeActionKind.Refactor, command=lsp.Command(title, REGISTER, arguments=[document.uri, name.id])
    )


async def _register(workspace: Workspace, uri: str, key: str) -> None:
    document = workspace.documents.get(uri)
    root = document.analysis.root if document else None
    if document is None or root is None:
        raise UsageError("the article has no corpus")
    path = root / MANIFEST
    manifest = workspace.snapshot(path)
    actor = _actor(parse_yaml(document.now.text[document.now.bom :]).data, key)
    if manifest is None or actor is None:
        raise UsageError(f"{document.path.name} has no actor {backticked(key)}, or {MANIFEST} cannot be read")
    new = _inserted(path, manifest.text, key, {name: actor[name] for name in _FIELDS if name in actor})
    after = {path: new.encode("utf-8", "surrogatepass")}
    await refuse_new_findings(workspace, document, backticked(key), {path: manifest.encoded}, after)
    await apply(workspace, path, manifest, new)


def _actor(data: Any, key: str) -> dict[str, Any] | None:
    """The data of an actor, in whatever form the table has."""
    actors = data.get("actors") if isinstance(data, dict) else None
    if isinstance(actors, list):
        actor = next((entry for entry in actors if isinstance(entry, dict) and entry.get("id") == key), None)
    else:
        actor = actors.get(key) if isinstance(actors, dict) else None
    return actor if isinstance(actor, dict) else None


def _inserted(path: FilePath, text: str, key: str, actor: dict[str, Any]) -> str:
    """`corpus.yaml` with an actor behind the others."""
    document = parse_yaml(text)
    data = document.data
    if not isinstance(data, dict) or document.is_in_doubt:
        raise UsageError(f"{path.name} is not valid YAML; correct it first")
    try:
        return edit_text(document, {**data, "actors": {**(data.get("actors") or {}), key: actor}})
    except CannotEdit:
        raise UsageError(f"{path.name} cannot be edited with certainty; add the actor by hand") from None


FEATURES: Final = (
    Feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME, _prepare),
    Feature(lsp.TEXT_DOCUMENT_RENAME, _rename, lsp.RenameOptions(prepare_provider=True)),
)
COMMANDS: Final = (Command(REGISTER, _register, (str, str)),)
