"""Articles -> spaCy: a `DocBin` of documents with entities, a span group for each layer, and the article as user data.

| in a `Doc` | is |
| --- | --- |
| `text` | the text of the article |
| `ents` | mentions of actors; where two overlap, the longer one, of equally long ones the first |
| `spans["mentions"]` | all mentions of actors |
| `spans["evidence"]`, `spans["triggers"]` … | the quotes of each layer, as `Article.spans` names them |
| `Span.label_` | of mentions, the kind of the actor; of participants and things, their role; of casualties, the harm |
| | of relations of actors, their term; `role`, `claim`, `cue`; of all others, the type of the event |
| `Span.id_` | the id of the actor or event, or `claims[0]` |
| `Span.kb_id_` | the Wikidata identifier of an actor, in `ents` and `spans["mentions"]` |
| `user_data["article"]` | the rest of the article, as canonical JSON |
"""

import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from newscorpus._optional import import_optional
from newscorpus.codec import codec_of
from newscorpus.interchange.engine.output import GENERATOR, Output
from newscorpus.models import Article
from newscorpus.models.article import AnnotatedSpan

_ATTRIBUTES: Final = ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
_KEY: Final = "article"
_ANY_LANGUAGE: Final = "xx"
_OTHER_CODES: Final = {"no": "nb", "und": _ANY_LANGUAGE}
"""What spaCy calls a language."""
_OF_TERM: Final = ("participants", "things", "casualties", "relations")
"""Layers whose paths have a term behind the name of the layer."""


def write(articles: Iterator[Article], output: Output) -> None:
    """Write a file for `DocBin.from_disk`; see `Writer`. The documents are in memory until the last one is made."""
    tokens = import_optional("spacy.tokens", "spacy")
    bin_ = tokens.DocBin(attrs=list(_ATTRIBUTES), store_user_data=True)
    for article in articles:
        if article.text is None or not article.text:
            output.skip(article)
            continue
        bin_.add(_doc(article, article.text, output))
    bin_.to_disk(output.target)


def is_export(path: Path) -> bool:
    """Report whether a file is a DocBin whose documents have articles. Raises UsageError without spaCy."""
    tokens = import_optional("spacy.tokens", "spacy")
    try:
        documents = tokens.DocBin().from_disk(path)
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return False
    return len(documents) == 0 or _KEY.encode() in (documents.user_data[0] or b"")


def _doc(article: Article, text: str, output: Output) -> Any:
    spans = list(article.spans())
    doc = _tokenized(
        text,
        article.language or _ANY_LANGUAGE,
        {offset for annotated in spans for offset in (annotated.start, annotated.end)},
    )
    groups: dict[str, list[Any]] = {}
    for annotated in spans:
        wikidata = article.actors[annotated.id].ids.get("wikidata", "") if annotated.label == "mentions" else ""
        span = doc.char_span(
            annotated.start, annotated.end, label=_label(article, annotated), kb_id=wikidata, span_id=annotated.id
        )
        groups.setdefault(annotated.label, []).append(span)
    for layer, spans_of_layer in groups.items():
        doc.spans[layer] = spans_of_layer
    mentions = groups.get("mentions", [])
    doc.ents = import_optional("spacy.util", "spacy").filter_spans(mentions)
    kept = set(doc.ents)
    for span in dict.fromkeys(mentions):
        if span in kept:
            continue
        place = f"{article.id}: {span.id_}, code point {span.start_char}"
        output.losses.add("ents: a mention that overlaps another one; `doc.spans` has it", place)
    data = codec_of(output.rights.manifest).canonical(article)
    doc.user_data[_KEY] = {key: value for key, value in data.items() if key != "text"}
    doc.user_data["generator"] = GENERATOR
    return doc


def _label(article: Article, span: AnnotatedSpan) -> str:
    """Return the label of a span; `path` is like `events.talks.things.object[0].text`."""
    if span.path.startswith("claims"):
        return "claim" if span.label == "quote" else span.label
    if span.label == "mentions":
        return article.actors[span.id].kind or "actor"
    if span.label in _OF_TERM:
        return span.path.split(f".{span.label}.", 1)[1].split("[")[0].split(".")[0]
    if span.label == "roles":
        return "role"
    return article.events[span.id].type if span.path.startswith("events") else span.label


@lru_cache(maxsize=16)
def _pipeline(language: str) -> Any:
    """Return the blank pipeline of a language; that of any language if spaCy lacks it, or what its tokenizer needs."""
    spacy = import_optional("spacy", "spacy")
    code = language.partition("-")[0]
    try:
        return spacy.blank(_OTHER_CODES.get(code, code))
    except ImportError:
        return spacy.blank(_ANY_LANGUAGE)


def _tokenized(text: str, language: str, cuts: set[int]) -> Any:
    """Return a document whose tokens are those of spaCy, and also end where an annotated span begins or ends."""
    doc = _pipeline(language).make_doc(text)
    words, spaces = list[str](), list[bool]()
    for token in doc:
        begin, end = token.idx, token.idx + len(token)
        places = [begin, *(at for at in range(begin + 1, end) if at in cuts), end]
        words += [text[start:stop] for start, stop in pairwise(places)]
        spaces += [False] * (len(places) - 2) + [bool(token.whitespace_)]
    return import_optional("spacy.tokens", "spacy").Doc(doc.vocab, words=words, spaces=spaces)
