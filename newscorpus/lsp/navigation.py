"""From ids and quotes to their places: definitions, references, highlights, and lenses that count references."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import attrs
from lsprotocol import types as lsp

from newscorpus.api.annotate import Mark
from newscorpus.formats.yaml.outline_node import OutlineNode, OutlinePlace
from newscorpus.lsp.document import TABLES, Document, Snapshot, is_reference, references
from newscorpus.lsp.feature import Command, Feature, about_annotations, collected, show
from newscorpus.lsp.id_places import IdPlaces
from newscorpus.lsp.in_text import TextPlace, location_in_text, locations, places
from newscorpus.lsp.workspace import Workspace
from newscorpus.models import MANIFEST, Article
from newscorpus.text.spans import Span
from newscorpus.text.words import counted


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


@attrs.frozen(eq=False)
class User:
    """A file that may name an id."""

    path: Path
    snapshot: Snapshot
    places: IdPlaces
    name: Name
    written: str
    """What it writes for the id: that alone, or `article#event`."""

    @property
    def definition(self) -> Span | None:
        """Where it defines the id."""
        return self.places.defined[self.name.table].get(self.name.id) if self.written == self.name.id else None

    @property
    def references(self) -> Sequence[Span]:
        """Where it refers to the id."""
        return self.places.references.get(self.written, ())

    @property
    def paths(self) -> Sequence[tuple[str, Span]]:
        """The paths of waivers and open points that begin with the id, where the file itself defines it."""
        return list(self.places.paths_to(self.name.table, self.name.id)) if self.written == self.name.id else ()

    def locations(self, workspace: Workspace, spans: Iterable[Span]) -> Iterator[lsp.Location]:
        """Yield places of the file as the protocol has them."""
        uri, positions = workspace.uri(self.path), self.snapshot.positions
        yield from (lsp.Location(uri, positions.range(*span)) for span in spans)


def definitions(workspace: Workspace, document: Document, name: Name) -> list[lsp.Location]:
    """Return where an id is defined: in the file, in the registry, or in another article."""
    return [place for user in definers(workspace, document, name) for place in _definition(workspace, user)]


def _definition(workspace: Workspace, user: User) -> Iterator[lsp.Location]:
    return user.locations(workspace, [user.definition] if user.definition else [])


def _uses(workspace: Workspace, user: User) -> Iterator[lsp.Location]:
    return user.locations(workspace, [*user.references, *(span for _, span in user.paths)])


def definers(workspace: Workspace, document: Document, name: Name) -> Iterator[User]:
    """Yield the files that may define an id."""
    analysis = document.analysis
    if name.article is not None:
        for path in list(analysis.index.paths_of(name.article)) if analysis.index else ():
            snapshot = workspace.snapshot(path)
            if snapshot is not None:
                yield _user(workspace, document, path, snapshot, name, name.id)
        return
    yield _user(workspace, document, document.path, document.now, name, name.id)
    if name.table == "actors" and analysis.root and document.now.cls is Article:
        path = analysis.root / MANIFEST
        snapshot = workspace.snapshot(path)
        if snapshot is not None:
            yield _user(workspace, document, path, snapshot, name, name.id)


def _user(workspace: Workspace, document: Document, path: Path, snapshot: Snapshot, name: Name, written: str) -> User:
    registry = document.terms.registry
    is_shared = "#" in written or (name.table == "actors" and name.id in registry)
    if is_shared and workspace.opened(path) is None:
        return User(path, snapshot, workspace.places.of(path, snapshot, registry), name, written)
    return User(path, snapshot, IdPlaces.of(snapshot, (written,)), name, written)


async def uses(workspace: Workspace, document: Document, name: Name) -> list[lsp.Location]:
    """Return the references to an id: in the file; of an actor of the registry or an event, in all of the corpus.

    Paths of waivers and open points are references, too.
    """
    return (await _definitions_and_uses(workspace, document, name))[1]


async def _definitions_and_uses(
    workspace: Workspace, document: Document, name: Name
) -> tuple[list[lsp.Location], list[lsp.Location]]:
    """Where an id is defined, of an actor of the registry in all of the corpus, and where it is referred to."""
    steps = (
        (user.path, list(_definition(workspace, user)), list(_uses(workspace, user)))
        for user in users(workspace, document, name)
    )
    used = await collected(steps)
    seen = {path for path, defined, _ in used if defined}
    others = [user for user in definers(workspace, document, name) if user.path not in seen]
    defined = [place for user in others for place in _definition(workspace, user)]
    return [*defined, *(place for _, own, _ in used for place in own)], [place for _, _, own in used for place in own]


def places_here(document: Document, name: Name) -> list[lsp.Range]:
    """Return the references to an id in the file."""
    wanted = name.id if name.article is None else f"{name.article}#{name.id}"
    positions = document.now.positions
    return [positions.range(node.start, node.end) for node in references(document.now) if node.value == wanted]


def users(workspace: Workspace, document: Document, name: Name) -> Iterator[User]:
    """Return the files that may refer to an id. The iterator can be used in another thread."""
    article = document.now.root.get("id")
    home = name.article or (article.value if article is not None else "")
    files = list(_candidates(workspace, document, name, home))
    return _users(workspace, document, name, home, files)


def _users(workspace: Workspace, document: Document, name: Name, home: str, files: Sequence[Path]) -> Iterator[User]:
    own = name.article is None
    if own:
        yield _user(workspace, document, document.path, document.now, name, name.id)
    for path in files:
        snapshot = workspace.snapshot(path) if own is False or path != document.path else None
        if snapshot is None or name.id not in snapshot.text:
            continue
        if name.table == "actors" or path.stem == home:
            yield _user(workspace, document, path, snapshot, name, name.id)
        if name.table == "events":
            yield _user(workspace, document, path, snapshot, name, f"{home}#{name.id}")


def _candidates(workspace: Workspace, document: Document, name: Name, home: str) -> Iterable[Path]:
    """The files that may refer to an id of the article `home`, or to an actor of the registry."""
    index = document.analysis.index
    if index is None or (name.table == "actors" and name.id not in document.terms.registry):
        return ()
    opened = (file.path for file in workspace.documents.values() if index.has(file.path))  # they may have changed since
    known = (index.corpus.root / MANIFEST,) if name.table == "actors" else tuple(index.paths_of(home))
    paths = index.paths_using(name.id) if name.table == "actors" else index.paths_linking(home)
    return dict.fromkeys((*known, *opened, *paths))


def named(workspace: Workspace, params: Any) -> tuple[Document, Name] | None:
    """Return the id at the position of a request."""
    document = workspace.annotation(params)
    if document is None:
        return None
    name = name_at(document, document.place(document.now.positions.offset(params.position)))
    return (document, name) if name else None


def _define(workspace: Workspace, params: lsp.DefinitionParams) -> list[lsp.Location]:
    target = named(workspace, params)
    if target:
        return definitions(workspace, *target)
    in_text = places(workspace, params.text_document.uri, params.position)
    if in_text:
        return list(locations(workspace, [attrs.evolve(place, marks=place.marks[:1]) for place in in_text]))
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
    target = named(workspace, params)
    if target is None:
        return list(locations(workspace, places(workspace, params.text_document.uri, params.position)))
    await workspace.loaded(target[0])
    defined, used = await _definitions_and_uses(workspace, *target)
    return [*(defined if params.context.include_declaration else ()), *used]


def _highlight(workspace: Workspace, params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
    target = named(workspace, params)
    if target is None:
        return list(_in_text(places(workspace, params.text_document.uri, params.position)))
    document, _ = target
    kinds = lsp.DocumentHighlightKind
    defined = [location.range for location in definitions(workspace, *target) if location.uri == document.uri]
    places_of = ((kinds.Write, defined), (kinds.Read, places_here(*target)))
    return [lsp.DocumentHighlight(place, kind) for kind, ranges in places_of for place in ranges]


def _in_text(text_places: list[TextPlace]) -> Iterator[lsp.DocumentHighlight]:
    """All words that belong to the same actor, event or claim as those at the cursor."""
    for place in text_places:
        owner = place.marks[0].path[:2] if place.marks else None
        for mark in place.annotated.marks:
            if mark.path[:2] == owner:
                yield lsp.DocumentHighlight(
                    place.text.positions.range(mark.start, mark.end), lsp.DocumentHighlightKind.Text
                )


REFERENCES: Final = "newscorpus.references"
"""The command: the address of a file, `actors` or `events`, and an id. The answer is a list of locations."""


def lenses(document: Document, mentions: dict[str, int]) -> list[lsp.CodeLens]:
    """Return the lenses of a file. `mentions` has for each actor how often the text names it."""
    used = Counter(node.value for node in references(document.now))
    code_lenses = []
    for table in TABLES:
        for key, node in document.now.ids(table).items():
            title = counted(used[key], "reference")
            if table == "actors" and key in mentions:
                title += f", {counted(mentions[key], 'mention')}"
            command = lsp.Command(title, REFERENCES, arguments=[document.uri, table, key])
            code_lenses.append(lsp.CodeLens(document.now.positions.range(node.start, node.end), command))
    return code_lenses


def _count(workspace: Workspace, document: Document, _: lsp.CodeLensParams) -> list[lsp.CodeLens]:
    annotated = workspace.annotated(document)
    article = annotated.article if annotated and annotated.article.text is not None else None
    return lenses(document, {key: len(article.mentions(key)) for key in article.actors} if article else {})


async def _show_references(workspace: Workspace, uri: str, table: str, key: str) -> list[lsp.Location]:
    """Return the references to an id, and show the first one."""
    document = workspace.documents.get(uri)
    node = document.now.ids(table).get(key) if document and table in TABLES else None
    if document is None or node is None:
        return []
    await workspace.loaded(document)
    used = await uses(workspace, document, Name(table, key, node))
    if used:
        await show(workspace, used[0])
    return used


FEATURES: Final = (
    Feature(lsp.TEXT_DOCUMENT_DEFINITION, _define),
    Feature(lsp.TEXT_DOCUMENT_REFERENCES, _refer),
    Feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, _highlight),
    Feature(lsp.TEXT_DOCUMENT_CODE_LENS, about_annotations(_count, otherwise=[])),
)
COMMANDS: Final = (Command(REFERENCES, _show_references, (str, str, str)),)
