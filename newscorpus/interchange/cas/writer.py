"""Articles -> CAS: a file for each article, and one type system for all."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from newscorpus._optional import import_optional
from newscorpus.interchange.cas import layers, own
from newscorpus.interchange.engine.document import Words
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.engine.tokens import tokens_of
from newscorpus.interchange.own.writing import annotations
from newscorpus.models import Article
from newscorpus.models.article import mentions_of

TYPES: Final = "TypeSystem.xml"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITY: Final = "http://www.wikidata.org/entity/"


def write(articles: Iterator[Article], output: Output) -> dict[str, int]:
    """Write `ID.xmi` for each article and `TypeSystem.xml` into a new folder; see `Writer`.

    An article with characters that XML cannot have is written as `ID.json`, in JSON CAS.
    """
    cassis = import_optional("cassis", "cas")
    folder, number = output.target, 0
    folder.mkdir(parents=True)
    types = layers.type_system(cassis)
    types.to_xml(folder / TYPES)
    for article in articles:
        if article.text is None or not article.text.strip():
            output.losses.add("article without its text", article.id)
            continue
        cas = _cas(article, article.text, types, output, cassis)
        if any(map(_NOT_XML.search, _strings(cas))):
            cas.to_json(folder / f"{article.id}.json", pretty_print=True)
        else:
            cas.to_xmi(folder / f"{article.id}.xmi", pretty_print=True)
        number += 1
    return {"articles": number}


def is_export(folder: Path) -> bool:
    """Report whether a folder contains what `write` wrote."""
    path = folder / TYPES
    return path.is_file() and layers.SPAN.encode() in path.read_bytes()


def _cas(article: Article, text: str, types: Any, output: Output, cassis: Any) -> Any:
    cas = cassis.Cas(typesystem=types, sofa_string=text, sofa_mime="text/plain")
    cas.document_language = article.language or "x-unspecified"
    found = annotations(article, text, lambda _, spans: len(spans) == 1, output.losses)
    title = article.headline or article.part("headline") or article.id
    meta = {"documentTitle": title, "documentId": article.id, "documentUri": article.url}
    cas.add(types.get_type(layers.META)(begin=0, end=len(text), language=article.language, **meta))
    token, sentence, entity = (types.get_type(name) for name in (layers.TOKEN, layers.SENTENCE, layers.NAMED_ENTITY))
    for one in tokens_of(text, (span for each in found if isinstance(each, Words) for span in each.spans)):
        cas.add(sentence(begin=one[0][0], end=one[-1][1]))
        cas.add_all([token(begin=begin, end=end) for begin, end in one])
    for id_, spans in mentions_of(article).items():
        actor = article.actors[id_]
        identifier = f"{_ENTITY}{actor.ids['wikidata']}" if "wikidata" in actor.ids else None
        cas.add_all([entity(begin=begin, end=end, value=actor.kind, identifier=identifier) for begin, end in spans])
    own.add(found, cas, cassis)
    return cas


def _strings(cas: Any) -> Iterator[str]:
    """Yield the text and the strings that newscorpus has added."""
    yield cas.sofa_string
    yield from (one.documentTitle for one in cas.select(layers.META))
    for name in (layers.SPAN, layers.EVENT, layers.RELATION):
        for one in cas.select(name):
            yield one.label
            yield from one.properties.elements if one.properties else ()
