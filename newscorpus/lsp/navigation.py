"""Ids: what is at a place, where it is defined, and where it is used; and the outline that editors show."""

from collections.abc import Iterator
from pathlib import Path

import attrs
from lsprotocol import types as lsp

from newscorpus.formats.yaml.outline_node import OutlineNode, OutlinePlace
from newscorpus.fs import reading
from newscorpus.lsp.document import TABLES, Document, Snapshot, is_reference, references
from newscorpus.models import MANIFEST, Article, Manifest


@attrs.frozen
class Name:
    """An id at a place of a file."""

    table: str
    """`actors` or `events`."""
    id: str
    node: OutlineNode = attrs.field(eq=False)
    """Where it is."""
    article: str | None = None
    """The id of the other article, of `article#event`."""


class Workspace:
    """The open files, and the others of their corpora."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.encoding = "utf-16"

    def contents(self) -> dict[Path, bytes]:
        """Return the bytes of the open files, by absolute path."""
        return {one.path: one.now.text.encode("utf-8", "surrogatepass") for one in self.documents.values()}

    def snapshot(self, path: Path) -> Snapshot | None:
        """Return the text of a file, as it is open or on the disk; None if it cannot be read."""
        for document in self.documents.values():
            if document.path == path:
                return document.now
        try:
            text = reading.read_bytes(path).decode(errors="replace")
        except reading.Unreadable:
            return None
        return Snapshot(text, self.encoding, Manifest if path.name == MANIFEST else Article)

    def uri(self, path: Path) -> str:
        """Return the address of a file, as the client has it."""
        return next((one.uri for one in self.documents.values() if one.path == path), path.as_uri())


def name_at(document: Document, place: OutlinePlace) -> Name | None:
    """Return the id at a place: in its definition or in a reference."""
    node = place.node
    if node is None or not node.value:
        return None
    for table in TABLES:
        if document.now.ids(table).get(node.value) is node:
            return Name(table, node.value, node)
    if not is_reference(document.now, place):
        return None
    article, sign, event = node.value.partition("#")
    if sign:
        return Name("events", event, node, article)
    tables = document.now.expected(place).refers_to
    known = (table for table in reversed(tables) if node.value in document.ids(table))
    return Name(next(known, tables[0]), node.value, node)


def definitions(workspace: Workspace, document: Document, name: Name) -> list[lsp.Location]:
    """Return where an id is defined: in the file, in the registry, or in another article."""
    found = []
    for path, snapshot in definers(workspace, document, name):
        node = snapshot.ids(name.table).get(name.id)
        if node is not None:
            found.append(lsp.Location(workspace.uri(path), snapshot.positions.range(node.start, node.end)))
    return found


def definers(workspace: Workspace, document: Document, name: Name) -> Iterator[tuple[Path, Snapshot]]:
    """Yield the files that may define an id."""
    analysis = document.analysis
    if name.article is not None:
        for path in analysis.files if name.article in analysis.summaries else ():
            snapshot = workspace.snapshot(path) if path.stem == name.article else None
            if snapshot is not None:
                yield path, snapshot
        return
    yield document.path, document.now
    if name.table == "actors" and analysis.root and document.now.cls is Article:
        path = analysis.root / MANIFEST
        snapshot = workspace.snapshot(path)
        if snapshot is not None:
            yield path, snapshot


def uses(workspace: Workspace, document: Document, name: Name) -> list[lsp.Location]:
    """Return the references to an id: in the file; of an actor of the registry or an event, in all of the corpus."""
    found = []
    for path, snapshot, wanted in users(workspace, document, name):
        nodes = (node for node in references(snapshot) if node.value == wanted)
        uri, positions = workspace.uri(path), snapshot.positions
        found += [lsp.Location(uri, positions.range(node.start, node.end)) for node in nodes]
    return found


def users(workspace: Workspace, document: Document, name: Name) -> Iterator[tuple[Path, Snapshot, str]]:
    """Yield the files that may refer to an id, each with what it writes for that."""
    analysis = document.analysis
    own = name.article is None
    if own:
        yield document.path, document.now, name.id
    article = document.now.root.get("id")
    home = name.article or (article.value if article is not None else "")
    everywhere = name.table == "events" or name.id in document.terms.registry
    for path in analysis.files if everywhere else ():
        snapshot = workspace.snapshot(path) if own is False or path != document.path else None
        if snapshot is None or name.id not in snapshot.text:
            continue
        if name.table == "actors" or path.stem == home:
            yield path, snapshot, name.id
        if name.table == "events":
            yield path, snapshot, f"{home}#{name.id}"


def symbols(document: Document) -> list[lsp.DocumentSymbol]:
    """Return the actors, events and claims of a file."""
    found = []
    for table, kind in (("actors", lsp.SymbolKind.Class), ("events", lsp.SymbolKind.Event)):
        node, ids = document.now.root.get(table), document.now.ids(table)
        if node is not None and ids:
            own = [_symbol(document, name, key, _owner(node, name), kind) for name, key in ids.items()]
            found.append(_group(document, table, node, own))
    claims = document.now.root.get("claims")
    if claims is not None and claims.items:
        own = [_symbol(document, _words(one), one, one, lsp.SymbolKind.String) for one in claims.items]
        found.append(_group(document, "claims", claims, own))
    return found


def _owner(table: OutlineNode, name: str) -> OutlineNode:
    listed = (item for item in table.items if (key := item.get("id")) is not None and key.value == name)
    return table.get(name) or next(listed, table)


def _words(claim: OutlineNode) -> str:
    """The beginning of the words of a claim."""
    quote = claim.get("quote")
    while quote is not None and quote.kind != "scalar":
        quote = next((key for key, _ in quote.entries), None) or next(iter(quote.items), None)
    return (quote.value[:60] if quote is not None else "") or "…"


def _symbol(
    document: Document, name: str, key: OutlineNode, value: OutlineNode, kind: lsp.SymbolKind
) -> lsp.DocumentSymbol:
    title = value.get("name") or value.get("title")
    positions, end = document.now.positions, max(key.end, value.end)
    start = min(key.start, value.start)
    return lsp.DocumentSymbol(
        name, kind, positions.range(start, end), positions.range(key.start, key.end), title.value if title else None
    )


def _group(document: Document, name: str, node: OutlineNode, children: list[lsp.DocumentSymbol]) -> lsp.DocumentSymbol:
    at = document.now.positions.range(node.start, node.end)
    at.start = min(at.start, *(one.range.start for one in children))
    at.end = max(at.end, *(one.range.end for one in children))
    return lsp.DocumentSymbol(name, lsp.SymbolKind.Namespace, at, lsp.Range(at.start, at.start), children=children)
