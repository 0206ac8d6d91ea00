"""Rename the id of an actor or event: where it is defined, in references, and in paths of waivers and open points.

An edit is made only if the corpus has no other findings afterwards.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

import attrs
from lsprotocol import types as lsp

from newscorpus.diagnostics.changes import backticked
from newscorpus.edits.text_edits import edited
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import inline
from newscorpus.lsp.change import OutdatedError, workspace_edit
from newscorpus.lsp.document import Document, Snapshot
from newscorpus.lsp.feature import Feature, collected, refusal
from newscorpus.lsp.navigation import Name, User, definers, named, users
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
    async def of(cls, workspace: Workspace, document: Document, name: Name, new: str) -> "Rename":
        """Collect the edits. Raises UsageError if the new name is not an id, or a file cannot be read."""
        complaint = type_of(Slug).mark(Pattern).complaint(new)
        if complaint:
            raise UsageError(f"{backticked(new)}: {complaint}")
        made = cls({}, defaultdict(list), new)
        if new != name.id:
            files = chain(definers(workspace, document, name), users(workspace, document, name))
            await collected(made.with_edits(files, partial(_is_known, workspace, document)))
        return made

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
        old, new = (f"{user.name.table}.{one}" for one in (user.name.id, self.new))
        edits |= {(*span, inline(new + path[len(old) :], flow=True)) for path, span in user.paths}
        if not edits:
            return
        if user.written == user.name.id:
            self._refuse_taken(user)
        path, snapshot = user.path, user.snapshot
        if not is_known and parse_yaml(snapshot.text.removeprefix("\ufeff")).data is None:
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
        made = await Rename.of(workspace, document, name, params.new_name)
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
