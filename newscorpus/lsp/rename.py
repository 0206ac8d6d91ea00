"""Rename the id of an actor or event: where it is defined, in references, and in paths of waivers and open points.

An edit is made only if the corpus has no other findings afterwards.
"""

from collections import defaultdict
from pathlib import Path
from typing import Final

import attrs
from lsprotocol import types as lsp

from newscorpus.diagnostics.changes import backticked
from newscorpus.errors import UsageError
from newscorpus.fixes.verify import edited
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import inline
from newscorpus.lsp.change import OutdatedError, workspace_edit
from newscorpus.lsp.document import Document, Snapshot, references
from newscorpus.lsp.feature import Feature, refusal
from newscorpus.lsp.navigation import Name, definers, named, paths_to, users
from newscorpus.lsp.proof import refuse_new_findings
from newscorpus.lsp.workspace import Workspace
from newscorpus.models.fields import type_of
from newscorpus.models.metadata import Pattern, Slug

RawEdits = dict[Path, list[tuple[int, int, str]]]
"""The edits of each file: start, end, new words."""


@attrs.frozen(eq=False)
class Rename:
    """A new name for an id, and what is edited for it."""

    snapshots: dict[Path, Snapshot]
    edits: RawEdits
    new: str

    @classmethod
    def of(cls, workspace: Workspace, document: Document, name: Name, new: str) -> "Rename":
        """Collect the edits. Raises UsageError if the new name is not an id, or a file cannot be read."""
        complaint = type_of(Slug).mark(Pattern).complaint(new)
        if complaint:
            raise UsageError(f"{backticked(new)}: {complaint}")
        found = cls({}, defaultdict(list), new)
        if new == name.id:
            return found
        for path, snapshot in definers(workspace, document, name):
            found.add(path, snapshot, name, name.id)
        for path, snapshot, wanted in users(workspace, document, name):
            found.add(path, snapshot, name, wanted)
        return found

    def add(self, path: Path, snapshot: Snapshot, name: Name, wanted: str) -> None:
        """Add the edits of a file in which the id is written like `wanted`."""
        nodes = [node for node in references(snapshot) if node.value == wanted]
        if wanted == name.id:
            nodes += filter(None, [snapshot.ids(name.table).get(name.id)])
        written = wanted[: len(wanted) - len(name.id)] + self.new
        edits = {(node.start, node.end, inline(written, flow=True)) for node in nodes}
        old, new = (f"{name.table}.{one}" for one in (name.id, self.new))
        for node in paths_to(snapshot, name) if wanted == name.id else ():
            edits.add((node.start, node.end, inline(new + node.value[len(old) :], flow=True)))
        if not edits:
            return
        if wanted == name.id:
            self._refuse_taken(path, snapshot)
        text = snapshot.text.removeprefix("\ufeff")
        if parse_yaml(text).data is None:
            raise UsageError(f"{path.name} is not valid YAML; correct it first")
        self.snapshots[path] = snapshot
        self.edits[path] = sorted(edits | set(self.edits[path]))

    def _refuse_taken(self, path: Path, snapshot: Snapshot) -> None:
        for table, kind in (("actors", "actor"), ("events", "event")):
            if self.new in snapshot.ids(table):
                raise UsageError(f"there is an {kind} {backticked(self.new)} already, in {path.name}")

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


def _prepare(workspace: Workspace, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
    found = named(workspace, params)
    if found is None:
        return None
    document, name = found
    start = name.node.end - len(name.id) if name.article else name.node.start
    return lsp.PrepareRenamePlaceholder(document.now.positions.range(start, name.node.end), name.id)


async def _answer(workspace: Workspace, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    found = named(workspace, params)
    if found is None:
        return None
    document, name = found
    await workspace.loaded(document)
    try:
        made = Rename.of(workspace, document, name, params.new_name)
        await made.verify(workspace, document)
        return made.to_client(workspace)
    except OutdatedError as e:
        raise refusal(e, lsp.LSPErrorCodes.ContentModified) from None
    except UsageError as e:
        raise refusal(e) from None


FEATURES: Final = (
    Feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME, _prepare),
    Feature(lsp.TEXT_DOCUMENT_RENAME, _answer, lsp.RenameOptions(prepare_provider=True)),
)
