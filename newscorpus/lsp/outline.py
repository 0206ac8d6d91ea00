"""The outline of files: symbols of one and of the workspace, folds, selection ranges, links."""

import re
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final

import attrs
from lsprotocol import types as lsp

from newscorpus.checking.live_corpus import CorpusIndex
from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.lsp.annotated import Annotated
from newscorpus.lsp.document import Document, Snapshot
from newscorpus.lsp.feature import Feature, about_annotations
from newscorpus.lsp.workspace import Workspace
from newscorpus.models import MANIFEST
from newscorpus.text.spans import Span


def symbols(_: Workspace, document: Document, __: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    """Return the actors, events and claims of a file."""
    groups = []
    for table, kind in (("actors", lsp.SymbolKind.Class), ("events", lsp.SymbolKind.Event)):
        node, ids = document.now.root.get(table), document.now.ids(table)
        if node is not None and ids:
            own = [_symbol(document, name, key, _owner(node, name), kind) for name, key in ids.items()]
            groups.append(_group(document, table, node, own))
    claims = document.now.root.get("claims")
    if claims is not None and claims.items:
        own = [_symbol(document, _words(claim), claim, claim, lsp.SymbolKind.String) for claim in claims.items]
        groups.append(_group(document, "claims", claims, own))
    return groups


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
    at.start = min(at.start, *(child.range.start for child in children))
    at.end = max(at.end, *(child.range.end for child in children))
    return lsp.DocumentSymbol(name, lsp.SymbolKind.Namespace, at, lsp.Range(at.start, at.start), children=children)


_MOST_SYMBOLS: Final = 100
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


def corpus_symbols(index: CorpusIndex) -> Iterator[_Symbol]:
    """Yield the symbols of a corpus: its registry, its articles, what these contain."""
    registry = index.corpus.root / MANIFEST
    for key, actor in index.corpus.manifest.actors.items():
        yield _Symbol(registry, "actors", key, index.corpus.name or "", actor.name or "")
    articles = [(path, summary) for path, own in index.readable() for summary in own]
    for path, summary in articles:
        yield _Symbol(path, "", summary.id)
    for path, summary in articles:
        yield from (_Symbol(path, "events", event, summary.id) for event in summary.events)
        yield from (_Symbol(path, "actors", key, summary.id) for key, _, _ in summary.actors)


def _symbols_of_workspace(workspace: Workspace, params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
    matching = (
        symbol
        for index in workspace.indexes.values()
        for symbol in corpus_symbols(index)
        if symbol.matches(params.query)
    )
    shown = [symbol.to_client(workspace) for symbol in islice(matching, _MOST_SYMBOLS)]
    return shown if _resolves(workspace) else [_resolve(workspace, symbol) for symbol in shown]


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


_COMMENT: Final = re.compile(r"[ \t]*#")


def folds(_: Workspace, document: Document, __: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
    """Return the lines that can be folded: the first stays. Of those that begin in one line, the largest."""
    ranges = {(fold.start_line, fold.kind): fold for fold in reversed(list(_folds(document.now)))}
    return list(ranges.values())[::-1]


def _folds(snapshot: Snapshot) -> Iterator[lsp.FoldingRange]:
    """The ranges of entries, items and comments. The last line of each is the last one with content."""
    for start, end in dict.fromkeys(_spans(snapshot.root)):
        content = snapshot.text[:end].rstrip()
        first, last = (snapshot.positions.position(at).line for at in (start, len(content)))
        if first < last:
            yield lsp.FoldingRange(first, last)
    lines = snapshot.positions.lines
    for is_comment, numbers in groupby(range(1, len(lines) + 1), lambda n: bool(_COMMENT.match(lines.line(n)))):
        run = list(numbers)
        if is_comment and len(run) > 1:
            yield lsp.FoldingRange(run[0] - 1, run[-1] - 1, kind=lsp.FoldingRangeKind.Comment)


def _spans(node: OutlineNode) -> Iterator[tuple[int, int]]:
    for key, value in node.entries:
        if value is not None:
            yield key.start, value.end
            yield from _spans(value)
    for item in node.items:
        yield item.start, item.end
        yield from _spans(item)


_WORD: Final = re.compile(r"\w+(?:[’'-]\w+)*")


def selections(_: Workspace, document: Document, params: lsp.SelectionRangeParams) -> list[lsp.SelectionRange]:
    """Return the ranges around each position."""
    return [_selection(document.now, position) for position in params.positions]


def _selection(snapshot: Snapshot, position: lsp.Position) -> lsp.SelectionRange:
    """The ranges around a position, each in the next larger one."""
    offset = snapshot.positions.offset(position)
    selection: lsp.SelectionRange | None = None
    last: Span | None = None
    for start, end in _around(snapshot.root, offset):
        if (start, end) != last and (last is None or (last[0] <= start and end <= last[1])):
            selection, last = lsp.SelectionRange(snapshot.positions.range(start, end), selection), (start, end)
    return selection or lsp.SelectionRange(snapshot.positions.range(offset, offset))


def _around(node: OutlineNode, offset: int) -> Iterator[Span]:
    """Yield what contains an offset, the largest first."""
    yield node.start, node.end
    if node.kind == "scalar":
        start, end = node.start + len(node.style), node.end - len(node.style)
        if node.style in ("'", '"') and node.closed and start <= offset <= end:
            yield start, end
        words = (match.span() for match in _WORD.finditer(node.text, node.start, node.end))
        yield from (word for word in words if word[0] <= offset <= word[1])
    for key, value in node.entries:
        end = value.end if value is not None else key.end
        if key.start <= offset <= end:
            yield key.start, end
            inner = key if offset <= key.end or value is None else value
            if inner.start <= offset <= inner.end:
                yield from _around(inner, offset)
            return
    for item in node.items:
        if item.start <= offset <= item.end:
            yield from _around(item, offset)
            return


def links(workspace: Workspace, document: Document, _: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
    """Return the links of an article whose text is in a file of its own."""
    annotated = workspace.annotated(document)
    return list(_links(workspace, annotated)) if annotated else []


def _links(workspace: Workspace, annotated: Annotated) -> Iterator[lsp.DocumentLink]:
    path, positions = annotated.text_path, annotated.snapshot.positions
    if path is None or annotated.article.text is None:
        return
    yield lsp.DocumentLink(positions.range(*annotated.place(("text_file",))), path.as_uri())
    text = workspace.text_file(path, annotated.article.text)
    for mark, place in annotated.quotes():
        at = text.positions.position(mark.start)
        # Behind `#`, editors expect the line and the column, from 1.
        yield lsp.DocumentLink(positions.range(*place), f"{text.uri}#L{at.line + 1},{at.character + 1}")


FEATURES: Final = (
    Feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, about_annotations(symbols, otherwise=[])),
    Feature(lsp.WORKSPACE_SYMBOL, _symbols_of_workspace, lsp.WorkspaceSymbolOptions(resolve_provider=True)),
    Feature(lsp.WORKSPACE_SYMBOL_RESOLVE, _resolve),
    Feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE, about_annotations(folds, otherwise=[])),
    Feature(lsp.TEXT_DOCUMENT_SELECTION_RANGE, about_annotations(selections)),
    Feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK, about_annotations(links, otherwise=[])),
)
