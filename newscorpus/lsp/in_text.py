"""In the text of an article: what is annotated at a place of it. For the features that answer there."""

from collections.abc import Iterator

import attrs
from lsprotocol import types as lsp

from newscorpus.lsp.annotated import Annotated, Mark
from newscorpus.lsp.markdown import escaped
from newscorpus.lsp.workspace import TextFile, Workspace
from newscorpus.models.traversal import layer_of


@attrs.frozen(eq=False)
class TextPlace:
    """A place of an open text, and an article of that text."""

    text: TextFile
    annotated: Annotated
    marks: list[Mark]
    """What is about the words there, the shortest first."""


def places(workspace: Workspace, uri: str, position: lsp.Position) -> list[TextPlace]:
    """Return what is annotated at a position of an open text, in each of its articles."""
    text = workspace.texts.get(uri)
    if text is None:
        return []
    at = text.positions.offset(position)
    return [TextPlace(text, one, one.marks_at(at, at)) for one in workspace.annotations_of(text)]


def locations(workspace: Workspace, found: list[TextPlace]) -> Iterator[lsp.Location]:
    """Yield the places in the annotations of what is about some words."""
    for place in found:
        uri, positions = workspace.uri(place.annotated.path), place.annotated.snapshot.positions
        for mark in place.marks:
            yield lsp.Location(uri, positions.range(*place.annotated.place(mark.path)))


def location_in_text(workspace: Workspace, annotated: Annotated, mark: Mark) -> lsp.Location:
    """Return where the words of a quote are: in the text file, or in the annotation itself."""
    span, path = annotated.place_in_text(mark), annotated.text_path
    if path is None:
        positions = annotated.snapshot.positions
        return lsp.Location(workspace.uri(annotated.path), positions.range(*(span or annotated.place(mark.path))))
    text = workspace.text_file(path, annotated.article.text or "")
    return lsp.Location(text.uri, text.positions.range(mark.start, mark.end))


def describe(annotated: Annotated, mark: Mark) -> str:
    """Return what an annotation says of words, as Markdown: the part of which actor, event or claim."""
    article, (table, owner) = annotated.article, mark.path[:2]
    if table == "actors":
        actor = article.actors[str(owner)]
        part = "name" if len(mark.path) == 2 else layer_of(mark.path)
        return f"{part} of the actor **{actor.id}**" + (f" ({escaped(actor.name)})" if actor.name else "")
    if table == "events":
        event = article.events[str(owner)]
        return f"{layer_of(mark.path)} of the {event.kind} **{event.id}** ({event.type})"
    claim = article.claims[int(owner)]
    by = ", ".join(claim.by)
    return f"{layer_of(mark.path)} of **claims[{owner}]**" + (f" by {by}" if by else "")
