"""An article, its findings and its forms as the plain data that a page shows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from newscorpus.annotating.meanings import synonyms
from newscorpus.annotating.session import ArticleSession
from newscorpus.api.vocabulary import codebook
from newscorpus.codec import codec_of
from newscorpus.diagnostics.report import Path
from newscorpus.models import KINDS, Article, Manifest, Waiver
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.metadata import Attributes, Computed, NotEmpty, Pattern, Ref, Vocabulary
from newscorpus.models.todo import claims_meant
from newscorpus.models.vocabulary import BY_KIND, Words
from newscorpus.rules import BY_CODE
from newscorpus.views import phrases
from newscorpus.views.article import ArticleView
from newscorpus.views.cards import ClaimCard
from newscorpus.views.marks import Mark, marks_of, nearest_words, places_of

_ELSEWHERE: Final = ("format", "text_file", "text", "text_parts", "sha256", "actors", "events", "claims", "todo")
"""Fields of an article that no form shows: they are lists of their own, or are not the annotator's."""

_ASKED: Final = {(Waiver, "why")}
"""Fields that are asked for though their models do not require them: without a reason, a waiver is an error."""


def schema(manifest: Manifest) -> dict[str, Any]:
    """Return all fields of all models, the terms of the vocabularies, and the attributes that a corpus declares."""
    models: dict[str, list[dict[str, Any]]] = {}
    waiting: list[type] = [Article, *KINDS.values()]
    while waiting:
        cls = waiting.pop()
        if cls.__name__ not in models:
            fields = [field for field in fields_of(cls) if not field.type.mark(Computed)]
            models[cls.__name__] = [
                {
                    "name": field.name,
                    "doc": field.doc,
                    "required": field.required or (cls, field.name) in _ASKED,
                    "type": _type(field.type),
                }
                for field in fields
                if not (cls is Article and field.name in _ELSEWHERE)
            ]
            waiting += [model for field in fields for model in _models(field.type)]
    words = manifest.words
    owners = ("article", "actor", "event", "claim", "thing")
    return {
        "models": models,
        "terms": _terms(words),
        "synonyms": synonyms(),
        "signs": phrases.SIGNS,
        "attributes": {owner: _attributes(manifest, owner) for owner in owners},
    }


def _models(kind: Type) -> Iterator[type]:
    if attrs.has(kind.base):
        yield kind.base
    for part in kind.args:
        yield from _models(part)


def _type(kind: Type) -> dict[str, Any]:
    """The type of a field, by which a form chooses how to ask for it."""
    vocabulary, ref, pattern, own = (kind.mark(mark) for mark in (Vocabulary, Ref, Pattern, Attributes))
    names = {str: "text", bool: "truth", int: "number", float: "number"}
    out: dict[str, Any] = {"k": names.get(kind.base, "scalar")}
    if attrs.has(kind.base):
        out = {"k": "model", "name": kind.base.__name__}
    elif kind.base is tuple:
        out = {"k": "list", "of": _type(kind.args[0])}
    elif kind.base is Mapping:
        out = {"k": "map", "key": _type(kind.args[0]), "of": _type(kind.args[1])}
    out |= {"vocabulary": vocabulary.name} if vocabulary else {}
    out |= {"ref": list(ref.to)} if ref else {}
    out |= {"expects": pattern.expects} if pattern else {}
    out |= {"attributes": own.owner} if own else {}
    return out | ({"least": 1} if kind.mark(NotEmpty) else {})


def _terms(words: Words) -> dict[str, Any]:
    """The meanings of all terms, and the examples of the codebook."""
    terms: dict[str, Any] = {}
    for field in attrs.fields(Words):
        table, examples = getattr(words, field.name), codebook().get(field.name, {})
        kinds = {
            kind: _meanings(own, examples.get(kind, examples)) for kind, own in table.items() if field.name in BY_KIND
        }
        terms[field.name] = kinds or _meanings(table, examples)
    return terms


def _meanings(table: Mapping[str, Any], examples: Mapping[str, Any]) -> dict[str, Any]:
    return {term: {"meaning": word.meaning, **examples.get(term, {})} for term, word in table.items()}


def _attributes(manifest: Manifest, owner: str) -> dict[str, Any]:
    return {
        name: {"type": declared.type, "enum": list(declared.enum), "doc": declared.description or ""}
        for name, declared in manifest.declared(owner).items()
    }


def state(session: ArticleSession) -> dict[str, Any]:
    """Return what a page shows of an article, without findings."""
    article = session.article
    out: dict[str, Any] = {
        "version": session.version,
        "error": session.error,
        "undo": session.undos[-1].label if session.undos else None,
        "redo": session.redos[-1].label if session.redos else None,
        "lost": session.lost,
    }
    if session.error is not None or article is None:
        return out
    view = ArticleView(article)
    plain = codec_of(session.index.corpus.manifest).canonical(evolve_unchecked(article, text=None, text_file=None))
    tables = {table: {entry["id"]: entry for entry in plain.pop(table, ())} for table in ("events", "actors")}
    claims = plain.pop("claims", ())
    plain.pop("todo", None)
    return out | {
        "html": str(view.text),
        "lanes": view.lanes,
        "dir": view.direction,
        "lang": article.language or "und",
        "heading": view.heading,
        "begins": view.begins_with_heading,
        "article": plain,
        "events": [_card(card, card.event.kind, card.event.id, tables["events"]) for card in view.events],
        "claims": [_claim(card, claims) for card in view.claims],
        "actors": [
            _card(card, "actor", card.actor.id, tables["actors"]) | {"own": card.actor.id in session.own_actors}
            for card in view.actors
        ],
        "todo": list(_todos(article, view.marks)),
    }


def _card(card: Any, kind: str, id_: str, table: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: getattr(card, name) for name in ("key", "number", "mentions") if hasattr(card, name)}
    title = card.name if kind == "actor" else card.title
    return {**shown, "id": id_, "kind": kind, "title": title, "value": table.get(id_, {})}


def _claim(card: ClaimCard, claims: Sequence[Any]) -> dict[str, Any]:
    index = int(card.key[1:]) - 1
    shown = {"key": card.key, "number": card.number, "title": card.claim.words}
    return {**shown, "kind": "claim", "index": index, "value": claims[index]}


def _todos(article: Article, known: Sequence[Mark]) -> Iterator[dict[str, Any]]:
    """The open points, each with the event, actor or claim that it is about, and the words that are nearest to it."""
    nearest = nearest_words(known)
    for i, todo in enumerate(article.todo):
        table, *rest = todo.at.split(".")
        meant = claims_meant(todo.quote, article.claims) if todo.quote else []
        path: Path = (table, meant[0], *rest) if len(meant) == 1 else (table, *rest)
        owner = path[:2] if len(path) > 1 and (table in ("events", "actors") or meant) else None
        shown = {"at": todo.at, "quote": todo.quote, "note": todo.note, "without": list(todo.without)}
        words = next(iter(nearest(path)), None)
        yield {"index": i, **shown, "versions": dict(todo.versions), "owner": owner, "words": words}


def findings(session: ArticleSession) -> list[dict[str, Any]]:
    """Return the findings of an article, each with the words that it is about and with its fixes."""
    reported = session.findings()
    known = marks_of(session.article) if session.article and not session.error else ()
    return [
        {
            "id": finding.fingerprint,
            "code": finding.code,
            "severity": str(finding.severity),
            "message": finding.message,
            "help": finding.help,
            "path": list(finding.path),
            "words": words,
            "fixes": [fix.title for fix in finding.fixes],
            "waivable": BY_CODE[finding.code].waivable and bool(finding.path),
        }
        for finding, words in zip(reported, places_of(known, reported), strict=True)
    ]
