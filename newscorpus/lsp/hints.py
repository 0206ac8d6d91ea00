"""Inlay hints: what the words of a time mean, how often a name occurs, and where a quote is, if that is asked for."""

from collections.abc import Iterator
from typing import Final

from lsprotocol import types as lsp

from newscorpus.diagnostics.report import Path
from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.lsp.annotated import Annotated
from newscorpus.lsp.document import Document
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.workspace import Workspace
from newscorpus.models import text_of
from newscorpus.models.edtf import day_of
from newscorpus.models.traversal import whens_of
from newscorpus.text.meant_dates import dates_meant, is_to_come
from newscorpus.text.spans import Span

_Hint = tuple[int, str]
"""An offset of the file, and what is shown there."""


def hints(document: Document, annotated: Annotated, *, offsets: bool) -> Iterator[_Hint]:
    """Yield all hints of a file."""
    yield from _times(annotated)
    yield from _names(document, annotated)
    if offsets:
        yield from _offsets(annotated)


def _times(annotated: Annotated) -> Iterator[_Hint]:
    """Behind words such as `this week`: the dates that they mean, unless the file has one of them beside them."""
    article = annotated.article
    for path, when in whens_of(article):
        if when.text is None:
            continue
        event = article.events.get(str(path[1])) if path[0] == "events" else None
        said = next((one.exact for one in event.evidence if when.text.exact in one.exact), "") if event else ""
        to_come = event is not None and is_to_come(event.status, said, article.language)
        meant = dates_meant(when.text.exact, article.language, day_of(article.published), to_come=to_come)
        if meant is not None and when.edtf not in meant.dates:
            place = _written(annotated, (*path, "text"), when.text.exact)
            if place is not None:
                yield place[1], " or ".join(meant.dates)


def _written(annotated: Annotated, path: Path, words: str) -> Span | None:
    """Where a string is in the file; None if it is not there in so many words."""
    start, end = annotated.place(path)
    return (start, end) if words in annotated.snapshot.text[start:end] else None


def _names(document: Document, annotated: Annotated) -> Iterator[_Hint]:
    """Behind the name and each alias of an actor: how many mentions it gives, where no longer name is one."""
    if annotated.article.text is None:
        return
    text = text_of(annotated.article.text)
    for key in document.now.ids("actors"):
        actor = annotated.article.actors.get(key)
        node = document.now.root.at(("actors", key))
        if actor is None or node is None or not actor.named:
            continue
        mentions, aliases = set(annotated.article.mentions(key)), node.get("aliases")
        listed = [node.get("name"), *((aliases.items or [aliases]) if aliases is not None else ())]
        for one in listed:
            if one is not None and one.kind == "scalar" and one.value:
                yield _end(one), f"×{len(mentions.intersection(text.named(one.value)))}"


def _end(node: OutlineNode) -> int:
    return node.start + len(node.text[node.start : node.end].rstrip())


def _offsets(annotated: Annotated) -> Iterator[_Hint]:
    """Behind each quote: its offsets in the text, in code points."""
    for mark, (_, end) in annotated.quotes():
        yield end, f"{mark.start}–{mark.end}"


def _answer(workspace: Workspace, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    document = workspace.annotation(params)
    annotated = workspace.annotated(document) if document else None
    if document is None or annotated is None:
        return []
    positions, offsets = document.now.positions, workspace.options.offsets
    start, end = (positions.offset(at) for at in (params.range.start, params.range.end))
    found = sorted(set(hints(document, annotated, offsets=offsets)))
    return [
        lsp.InlayHint(positions.position(at), label, padding_left=True) for at, label in found if start <= at <= end
    ]


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_INLAY_HINT, _answer),)
