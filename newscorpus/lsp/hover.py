"""Hover: a quote in its sentence, an actor or event, a term, a field, a rule."""

import re
from typing import Final

from lsprotocol import types as lsp

from newscorpus.formats.yaml.outline_node import OutlineNode, OutlinePlace
from newscorpus.lsp.annotated import Annotated
from newscorpus.lsp.document import Document
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.in_text import TextPlace, describe, places
from newscorpus.lsp.markdown import escaped
from newscorpus.lsp.navigation import Name, name_at
from newscorpus.lsp.workspace import Workspace
from newscorpus.models import Actor, Article, Event, text_of
from newscorpus.models.metadata import RuleName
from newscorpus.rules import BY_CODE, named
from newscorpus.rules.explain import explain
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


def _in_text(found: list[TextPlace]) -> lsp.Hover | None:
    """What is annotated at a place of a text."""
    lines = [describe(one.annotated, mark) for one in found for mark in one.marks]
    if not lines:
        return None
    first = next(mark for one in found for mark in one.marks)
    words = "\n".join(f"- {line}" for line in dict.fromkeys(lines))
    return lsp.Hover(
        lsp.MarkupContent(lsp.MarkupKind.Markdown, words), found[0].text.positions.range(first.start, first.end)
    )


def _answer(workspace: Workspace, params: lsp.HoverParams) -> lsp.Hover | None:
    document = workspace.annotation(params)
    if document is None:
        return _in_text(places(workspace, params.text_document.uri, params.position))
    return hover(workspace, document, params.position)


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_HOVER, _answer),)
