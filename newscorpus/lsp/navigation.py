"""Definitions and references: of ids; and between a quote and its words in the text."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import attrs
from lsprotocol import types as lsp

from newscorpus.formats.yaml.outline_node import OutlineNode, OutlinePlace
from newscorpus.lsp.annotated import Mark
from newscorpus.lsp.document import TABLES, Document, Snapshot, is_reference, references
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.in_text import location_in_text, locations, places
from newscorpus.lsp.workspace import Workspace
from newscorpus.models import MANIFEST, Article


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
    return _defined_in(workspace, dict(definers(workspace, document, name)), name)


def all_definitions(workspace: Workspace, document: Document, name: Name) -> list[lsp.Location]:
    """Return where an id is defined, of an actor of the registry in all of the corpus."""
    same = {path: snapshot for path, snapshot, wanted in users(workspace, document, name) if wanted == name.id}
    return _defined_in(workspace, dict(definers(workspace, document, name)) | same, name)


def _defined_in(workspace: Workspace, files: dict[Path, Snapshot], name: Name) -> list[lsp.Location]:
    nodes = ((path, snapshot, snapshot.ids(name.table).get(name.id)) for path, snapshot in files.items())
    return [_location(workspace, path, snapshot, node) for path, snapshot, node in nodes if node is not None]


def _location(workspace: Workspace, path: Path, snapshot: Snapshot, node: OutlineNode) -> lsp.Location:
    return lsp.Location(workspace.uri(path), snapshot.positions.range(node.start, node.end))


def definers(workspace: Workspace, document: Document, name: Name) -> Iterator[tuple[Path, Snapshot]]:
    """Yield the files that may define an id."""
    analysis = document.analysis
    if name.article is not None:
        for path in analysis.index.paths_of(name.article) if analysis.index else ():
            snapshot = workspace.snapshot(path)
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
    """Return the references to an id: in the file; of an actor of the registry or an event, in all of the corpus.

    Paths of waivers and open points are references, too.
    """
    found = []
    for path, snapshot, wanted in users(workspace, document, name):
        nodes = [node for node in references(snapshot) if node.value == wanted]
        nodes += paths_to(snapshot, name) if wanted == name.id else ()
        found += [_location(workspace, path, snapshot, node) for node in nodes]
    return found


def paths_to(snapshot: Snapshot, name: Name) -> Iterator[OutlineNode]:
    """Yield the paths of waivers and open points that begin with the id, where the file itself defines it."""
    lists = (snapshot.root.get(field) for field in ("waive", "todo"))
    entries = (entry for one in lists if one is not None for entry in (one, *one.items))
    for at in (entry.get("at") for entry in entries):
        if at is not None and f"{at.value}.".startswith((f"{name.table}.{name.id}.", f"{name.table}.{name.id}[")):
            yield at


def places_here(document: Document, name: Name) -> list[lsp.Range]:
    """Return the references to an id in the file."""
    wanted = name.id if name.article is None else f"{name.article}#{name.id}"
    positions = document.now.positions
    return [positions.range(one.start, one.end) for one in references(document.now) if one.value == wanted]


def users(workspace: Workspace, document: Document, name: Name) -> Iterator[tuple[Path, Snapshot, str]]:
    """Yield the files that may refer to an id, each with what it writes for that."""
    own = name.article is None
    if own:
        yield document.path, document.now, name.id
    article = document.now.root.get("id")
    home = name.article or (article.value if article is not None else "")
    for path in _candidates(workspace, document, name, home):
        snapshot = workspace.snapshot(path) if own is False or path != document.path else None
        if snapshot is None or name.id not in snapshot.text:
            continue
        if name.table == "actors" or path.stem == home:
            yield path, snapshot, name.id
        if name.table == "events":
            yield path, snapshot, f"{home}#{name.id}"


def _candidates(workspace: Workspace, document: Document, name: Name, home: str) -> Iterable[Path]:
    """The files that may refer to an id of the article `home`, or to an actor of the registry."""
    index = document.analysis.index
    if index is None or (name.table == "actors" and name.id not in document.terms.registry):
        return ()
    opened = (one.path for one in workspace.documents.values() if index.has(one.path))  # they may have changed since
    known = (index.corpus.root / MANIFEST,) if name.table == "actors" else tuple(index.paths_of(home))
    found = index.paths_using(name.id) if name.table == "actors" else index.paths_linking(home)
    return dict.fromkeys((*known, *opened, *found))


def named(workspace: Workspace, params: Any) -> tuple[Document, Name] | None:
    """Return the id at the position of a request."""
    document = workspace.annotation(params)
    if document is None:
        return None
    name = name_at(document, document.place(document.now.positions.offset(params.position)))
    return (document, name) if name else None


def _define(workspace: Workspace, params: lsp.DefinitionParams) -> list[lsp.Location]:
    found = named(workspace, params)
    if found:
        return definitions(workspace, *found)
    in_text = places(workspace, params.text_document.uri, params.position)
    if in_text:
        return list(locations(workspace, [attrs.evolve(one, marks=one.marks[:1]) for one in in_text]))
    return _words(workspace, params)


def _words(workspace: Workspace, params: lsp.DefinitionParams) -> list[lsp.Location]:
    """Where the words of a quote are in the text; of `text_file`, the text."""
    document = workspace.annotation(params)
    node = document.place(document.now.positions.offset(params.position)).node if document else None
    annotated = workspace.annotated(document) if document and node else None
    if document is None or node is None or annotated is None:
        return []
    mark = annotated.quote_at(node)
    if mark is None and node is document.now.root.get("text_file") and annotated.text_path is not None:
        mark = Mark(("text_file",), 0, 0)
    return [location_in_text(workspace, annotated, mark)] if mark else []


async def _refer(workspace: Workspace, params: lsp.ReferenceParams) -> list[lsp.Location]:
    found = named(workspace, params)
    if found is None:
        return list(locations(workspace, places(workspace, params.text_document.uri, params.position)))
    await workspace.loaded(found[0])
    defined = all_definitions(workspace, *found) if params.context.include_declaration else []
    return [*defined, *uses(workspace, *found)]


FEATURES: Final = (
    Feature(lsp.TEXT_DOCUMENT_DEFINITION, _define),
    Feature(lsp.TEXT_DOCUMENT_REFERENCES, _refer),
)
