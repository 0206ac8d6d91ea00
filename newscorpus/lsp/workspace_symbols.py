"""Symbols of the workspace: the articles, events and actors of the corpora of the open files."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import attrs
from lsprotocol import types as lsp

from newscorpus.checking.corpus_index import CorpusIndex
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.workspace import Workspace
from newscorpus.models import MANIFEST

_MOST: Final = 100
"""Symbols that are shown. People type more letters rather than read more of them."""


@attrs.frozen
class _Symbol:
    """An article, or an id of one of its tables or of the registry."""

    path: Path
    table: str
    """`actors`, `events`, or empty for an article."""
    id: str
    container: str = ""
    name: str = ""
    """The name of an actor of the registry."""

    def matches(self, query: str) -> bool:
        words = f"{self.container}#{self.id} {self.name}".casefold()
        return all(part in words for part in query.casefold().split())

    def to_client(self, workspace: Workspace) -> lsp.WorkspaceSymbol:
        return lsp.WorkspaceSymbol(
            lsp.LocationUriOnly(workspace.uri(self.path)),
            self.id,
            _KINDS[self.table],
            container_name=self.name or self.container or None,
            data={"path": str(self.path), "table": self.table},
        )


_KINDS: Final = {"": lsp.SymbolKind.File, "actors": lsp.SymbolKind.Class, "events": lsp.SymbolKind.Event}


def symbols(index: CorpusIndex) -> Iterator[_Symbol]:
    """Yield the symbols of a corpus: its registry, its articles, what these contain."""
    registry = index.corpus.root / MANIFEST
    for key, actor in index.corpus.manifest.actors.items():
        yield _Symbol(registry, "actors", key, index.corpus.name or "", actor.name or "")
    articles = [(path, one) for path, own in index.readable() for one in own]
    for path, one in articles:
        yield _Symbol(path, "", one.id)
    for path, one in articles:
        yield from (_Symbol(path, "events", event, one.id) for event in one.events)
        yield from (_Symbol(path, "actors", key, one.id) for key, _, _ in one.actors)


def _answer(workspace: Workspace, params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
    found = (one for index in workspace.indexes.values() for one in symbols(index) if one.matches(params.query))
    made = [one.to_client(workspace) for one in islice(found, _MOST)]
    return made if _resolves(workspace) else [_resolve(workspace, one) for one in made]


def _resolves(workspace: Workspace) -> bool:
    """Whether the client asks for the place of a symbol once it needs that."""
    within = workspace.client.client_capabilities.workspace
    return bool(within and within.symbol and within.symbol.resolve_support)


def _resolve(workspace: Workspace, given: lsp.WorkspaceSymbol) -> lsp.WorkspaceSymbol:
    """Find the place of a symbol in its file."""
    data: Any = given.data
    path = Path(data["path"])
    snapshot = workspace.snapshot(path)
    node = snapshot.ids(data["table"]).get(given.name) if snapshot and data["table"] else None
    nowhere = lsp.Position(0, 0)
    at = snapshot.positions.range(node.start, node.end) if snapshot and node else lsp.Range(nowhere, nowhere)
    return attrs.evolve(given, location=lsp.Location(workspace.uri(path), at))


FEATURES: Final = (
    Feature(lsp.WORKSPACE_SYMBOL, _answer, lsp.WorkspaceSymbolOptions(resolve_provider=True)),
    Feature(lsp.WORKSPACE_SYMBOL_RESOLVE, _resolve),
)
