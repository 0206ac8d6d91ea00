"""What is shown about a place: hovers of quotes, ids, terms, fields and rules; inlay hints of times, names, quotes."""

import re
from collections.abc import Iterator
from typing import Final

from lsprotocol import types as lsp

from newscorpus.diagnostics.report import Path
from newscorpus.formats.yaml.outline_node import OutlineNode, OutlinePlace
from newscorpus.lsp.annotated import Annotated
from newscorpus.lsp.document import Document
from newscorpus.lsp.feature import Feature, about_annotations
from newscorpus.lsp.in_text import TextPlace, describe, escaped, places
from newscorpus.lsp.navigation import Name, name_at
from newscorpus.lsp.workspace import Workspace
from newscorpus.models import Actor, Article, Event, text_of
from newscorpus.models.edtf import day_of
from newscorpus.models.metadata import RuleName
from newscorpus.models.traversal import whens_of
from newscorpus.rules import BY_CODE, named
from newscorpus.rules.explain import explain
from newscorpus.text.meant_dates import dates_meant, is_to_come
from newscorpus.text.spans import Span
from newscorpus.text.words import counted, flatten

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])[”\"’)]*\s+")


def hover(workspace: Workspace, document: Document, position: lsp.Position) -> lsp.Hover | None:
    """Return what there is to know of the key or value at a position; None if nothing is known."""
    offset = document.now.positions.offset(position)
    place = document.place(offset)
    node = place.node
    if node is None:
        return None
    in_schema = workspace.options.beside_yaml_language_server  # that server explains terms and fields
    words = (
        _quote(workspace.annotated(document), node)
        or ((name := name_at(document, place)) and _name(document, name))
        or (not in_schema and (_term(document, place, node) or _field(document, place, node)))
        or _rule(document, place, node)
    )
    if not words:
        return None
    at = document.now.positions.range(node.start, node.end)
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, words), at)


def _quote(annotated: Annotated | None, node: OutlineNode) -> str | None:
    """The sentence of a quote."""
    if annotated is None or annotated.article.text is None:
        return None
    mark = annotated.quote_at(node)
    return in_sentence(annotated.article.text, (mark.start, mark.end)) if mark else None


def in_sentence(raw: str, span: Span) -> str:
    """Return words of a text in bold in their sentence, with their line and offsets, as Markdown."""
    text, (start, end) = text_of(raw), span
    first, last = text.paragraph(start)[0], text.paragraph(end)[1]
    ends = [match.end() for match in _SENTENCE_END.finditer(raw, first, last)]
    first = max((at for at in ends if at <= start), default=first)
    last = min((at for at in ends if at >= end), default=last)
    before, words, after = (escaped(raw[a:b]) for a, b in ((first, start), (start, end), (end, last)))
    line = raw.count("\n", 0, start) + 1
    return f"> {before}**{words.strip()}**{after.rstrip()}\n\nline {line}, code points {start}–{end} of the text"


def _name(document: Document, name: Name) -> str | None:
    article = document.analysis.article
    actors = article.actors if article else document.terms.registry
    if name.article is not None:
        return f"**{name.id}**: event of the article {escaped(name.article)}"
    if name.table == "actors" and name.id in actors:
        return _actor(document, actors[name.id], article)
    if article is not None and name.id in article.events:
        return _event(article.events[name.id])
    return None


def _actor(document: Document, actor: Actor, article: Article | None) -> str:
    lines = [f"**{escaped(actor.name or actor.id)}** ({', '.join(filter(None, (actor.kind, actor.country)))})"]
    lines += [f"- {escaped(role.title.exact)}" + (f" of {role.org}" if role.org else "") for role in actor.roles]
    if article is not None and article.text is not None and actor.id in article.actors:
        lines.append(f"- {counted(len(article.mentions(actor.id)), 'mention')} in the text")
    if actor.id in document.terms.registry:
        lines.append("- in the registry of the corpus")
    lines += [f"- {scheme}: {escaped(value)}" for scheme, value in actor.ids.items()]
    return "\n".join(lines)


def _event(event: Event) -> str:
    title = f": {escaped(event.title)}" if event.title else ""
    when = f", {escaped(event.when.edtf)}" if event.when is not None else ""
    lines = [f"**{event.id}**{title}", "", f"{event.kind}, {event.type}, {event.status}{when}", ""]
    return "\n".join([*lines, *(f"> {escaped(quote.exact)}" for quote in event.evidence[:1])])


def _term(document: Document, place: OutlinePlace, node: OutlineNode) -> str | None:
    for kind in document.now.expected(place).types:
        term = (document.terms.terms(kind) or {}).get(node.value)
        if term is not None:
            return f"**{term.word}**: {escaped(term.meaning)}" + (f"\n\n{escaped(term.source)}" if term.source else "")
    return None


def _field(document: Document, place: OutlinePlace, node: OutlineNode) -> str | None:
    if not place.is_key:
        return None
    expected = document.now.expected(place)
    if expected.attributes:
        declared = document.terms.attributes(expected.attributes).get(node.value)
        return f"**{node.value}**: {escaped(declared.description or declared.type)}" if declared else None
    docs = (field.doc for field in expected.fields if field.name == node.value)
    return next((f"**{node.value}**: {doc}" for doc in docs), None)


def _rule(document: Document, place: OutlinePlace, node: OutlineNode) -> str | None:
    if not any(kind.mark(RuleName) for kind in document.now.expected(place).types):
        return None
    rule = named(flatten(node.value))
    if rule is None or rule.code not in BY_CODE:
        return None
    title, _, *lines = explain(rule)
    return f"**{title}**\n\n" + "\n".join(lines).replace("\n  ", "\n      ")


def _in_text(text_places: list[TextPlace]) -> lsp.Hover | None:
    """What is annotated at a place of a text."""
    lines = [describe(place.annotated, mark) for place in text_places for mark in place.marks]
    if not lines:
        return None
    first = next(mark for place in text_places for mark in place.marks)
    words = "\n".join(f"- {line}" for line in dict.fromkeys(lines))
    return lsp.Hover(
        lsp.MarkupContent(lsp.MarkupKind.Markdown, words), text_places[0].text.positions.range(first.start, first.end)
    )


def _hover(workspace: Workspace, params: lsp.HoverParams) -> lsp.Hover | None:
    document = workspace.annotation(params)
    if document is None:
        return _in_text(places(workspace, params.text_document.uri, params.position))
    return hover(workspace, document, params.position)


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
        said = next((quote.exact for quote in event.evidence if when.text.exact in quote.exact), "") if event else ""
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
        for name_node in listed:
            if name_node is not None and name_node.kind == "scalar" and name_node.value:
                yield _end(name_node), f"×{len(mentions.intersection(text.named(name_node.value)))}"


def _end(node: OutlineNode) -> int:
    return node.start + len(node.text[node.start : node.end].rstrip())


def _offsets(annotated: Annotated) -> Iterator[_Hint]:
    """Behind each quote: its offsets in the text, in code points."""
    for mark, (_, end) in annotated.quotes():
        yield end, f"{mark.start}–{mark.end}"


def _hint(workspace: Workspace, document: Document, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    annotated = workspace.annotated(document)
    if annotated is None:
        return []
    positions, offsets = document.now.positions, workspace.options.offsets
    start, end = (positions.offset(at) for at in (params.range.start, params.range.end))
    ordered = sorted(set(hints(document, annotated, offsets=offsets)))
    return [
        lsp.InlayHint(positions.position(at), label, padding_left=True) for at, label in ordered if start <= at <= end
    ]


FEATURES: Final = (
    Feature(lsp.TEXT_DOCUMENT_HOVER, _hover),
    Feature(lsp.TEXT_DOCUMENT_INLAY_HINT, about_annotations(_hint, otherwise=[])),
)
