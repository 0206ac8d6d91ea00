"""Document symbols: the actors, events and claims of a file."""

from typing import Final

from lsprotocol import types as lsp

from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.lsp.document import Document
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.workspace import Workspace


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


def _answer(workspace: Workspace, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    document = workspace.annotation(params)
    return symbols(document) if document else []


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _answer),)
