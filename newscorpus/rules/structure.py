"""NC1xx: structure: fields, types, vocabularies, ids. The codec checks those that need only the data."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from newscorpus.codec import review_digest
from newscorpus.diagnostics.changes import InsertKey, ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.fs.folders import stem_of
from newscorpus.models import Article
from newscorpus.models.fields import fields_of
from newscorpus.models.validation import violation
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.registry import BY_CODE
from newscorpus.rules.rule import ERROR, Finding, rule

missing_field: Final = BY_CODE["NC102"]
TELLING: Final = frozenset(("format", "id", "text", "text_file", "sha256", "actors", "events", "claims"))
"""Fields that a file has none of if it was never meant to be an article: `keywords` is also one of `package.json`."""


def other_file(name: str) -> Finding:
    """Return the only finding about a file of a corpus, named relative to it, that was never meant to be an article."""
    pattern = "/" + re.sub(r"([*?\[\]\\]|\A[!#]| \Z)", r"\\\1", name)
    listed = pattern if re.fullmatch(r"[\w./-]+", pattern) else "'" + pattern.replace("'", "''") + "'"
    message = "not an annotation: the file has neither `format` nor an id, a text, actors, events or claims"
    hint = f"if it is not an article, leave it out in `corpus.yaml`: `exclude: [{listed}]`"
    return Finding((), message, at_key=True, help=hint)


@rule(
    "NC107",
    "id-filename-mismatch",
    ERROR,
    "the id of an article differs from the file name",
    unsafe_fix="the id that the file name gives",
)
def id_not_file_name(context: ArticleContext) -> Iterator[Finding]:
    """
    In a corpus, an article is found by its id, so its YAML file bears it: `ID.yaml` beside `ID.txt`. JSON files may
    have other names. `_ID_.yaml` is right for an id that Windows takes for the name of a device, such as `con`.

    Example:
          format: newscorpus/1
        - id: another # <NC107>
        + id: example
          language: en
          text: Anna Berg met Carl Dahl.
    """
    id_ = context.article.id
    if context.stem is not None and context.stem not in (id_, stem_of(id_)):
        # The name of a file may not be a valid id, or not even Unicode.
        can_be = violation(context.stem, _ID, Article) is None
        fix = ProposedFix(f"write `id: {context.stem}`, or rename the file", (SetValue(("id",), context.stem),))
        message = f"id {backticked(id_)} differs from the file name {backticked(context.stem)}"
        hint = None if can_be else f"rename the file to `{id_}`, with its ending"
        yield Finding(("id",), message, help=hint, fixes=(fix,) if can_be else ())


_ID: Final = next(field.type for field in fields_of(Article) if field.name == "id")


@rule(
    "NC111",
    "unresolved-field",
    ERROR,
    "an actor has no name or kind, or an article no language, here or in `corpus.yaml`",
)
def undetermined_field(context: ArticleContext) -> Iterator[Finding]:
    """
    An actor's name and kind may be in the registry, and the language in `corpus.yaml`; where they are not, the article
    has to give them. `language: und` says that it is not known.

    Example:
          actors:
            anna: # <NC111>
              name: Anna Berg
        +     kind: person
    """
    if context.article.language is None and not context.is_broken("language"):
        hint = "add `language: LANGUAGE`, or `language: und` if it is not known"
        yield Finding((), "article has no `language`", at_key=True, help=hint)
    for key, actor in context.article.actors.items():
        for field in ("name", "kind"):
            if getattr(actor, field) is None and _is_missing(context, ("actors", key), actor, field):
                message = f"actor {backticked(key)} has no `{field}`"
                yield Finding(("actors", key, field), message, at_key=True, help=_HOW[field])


_HOW: Final = {
    "name": "add `name`: the name in the article; or add the actor to the registry in `corpus.yaml`",
    "kind": "add `kind`: one of person, group, organization, country, locality",
}


def _is_missing(context: ArticleContext, path: Path, model: object, field: str) -> bool:
    """Whether a field without a value is missing.

    It is not if it is malformed, or if the object may have it under a misspelt name.
    """
    below = context.broken_fields.get(path, ())
    return field not in below and not (path and any(not hasattr(model, str(name)) for name in below))


@rule(
    "NC112",
    "missing-required-field",
    ERROR,
    "a field that the corpus requires is missing",
    fix="the `sha256` of the text, if the corpus requires it",
)
def field_required_by_corpus(context: ArticleContext) -> Iterator[Finding]:
    """
    `checks: {require: [article.url, event.title]}` in `corpus.yaml` makes fields required that the data model leaves
    open.

    Example:
          # corpus.yaml has: checks: {require: [article.url]}
          format: newscorpus/1 # <NC112>
          id: example
          language: en
        + url: https://news.example/oslo
          text: Anna Berg met Carl Dahl.
    """
    required = context.manifest.checks.require if context.manifest.checks else ()
    for name in required:
        owner, _, field = name.partition(".")
        for path, model in _owned(context, owner):
            # A field that only meetings have is required of meetings alone; NC803 reports fields that nothing has.
            if not any(f.name == field for f in fields_of(type(model))):
                continue
            value = getattr(model, field)
            if value in (None, (), {}) and _is_missing(context, path, model, field):
                subject = f"{owner} {backticked(str(path[-1]))}" if owner in ("actor", "event") else owner
                message = f"{subject} has no `{field}`, which `corpus.yaml` requires"
                fixes = _add_hash(context) if name == "article.sha256" else ()
                yield Finding((*path, field), message, at_key=True, help=f"add `{field}`", fixes=fixes)


def _add_hash(context: ArticleContext) -> tuple[ProposedFix, ...]:
    """The fix that adds `sha256`, the only field that can be computed."""
    if context.text is None:
        return ()
    beside = "text" if context.article.text_file is None else "text_file"
    insertion = InsertKey((), "sha256", context.text.sha256, after=beside)
    return (ProposedFix("add the `sha256` of the article text", (insertion,), safe=True),)


def _owned(context: ArticleContext, owner: str) -> Iterator[tuple[Path, object]]:
    """Yield the objects of one kind, with their paths."""
    article = context.article
    if owner == "article":
        yield (), article
    tables: dict[str, Iterable[tuple[str | int, object]]] = {
        "actor": article.actors.items(),
        "event": article.events.items(),
        "claim": enumerate(article.claims),
    }
    yield from (((f"{owner}s", key), model) for key, model in tables.get(owner, ()))


@rule(
    "NC113",
    "unreviewed-draft",
    ERROR,
    "a draft of a program or language model is not reviewed, or an article has changed since its review",
    opt_in=True,
)
def unreviewed_draft(context: ArticleContext) -> Iterator[Finding]:
    """
    That quotes are in the text does not mean that a draft says what the article says: a person compares them.
    `newscorpus review` records the review, with a digest of the article; notes and waivers may change afterwards.

    Example:
          annotation:
        -   drafted_by: a-model # <NC113>
        +   drafted_by: a-model
        +   reviewed_by: Anna Berg
        +   reviewed: 2024-05-10
        +   reviewed_digest: e78f37891aef3eaf
    """
    annotation = context.article.annotation
    if annotation is None or context.is_broken("annotation"):
        return
    if annotation.reviewed_digest is None:
        if annotation.drafted_by is not None:
            lack = "its review has no digest" if annotation.reviewed_by else "it is not reviewed"
            message = f"draft of {backticked(annotation.drafted_by)}: {lack}"
            yield Finding(("annotation", "drafted_by"), message, help=_REVIEW)
    elif not context.broken and review_digest(context.article) != annotation.reviewed_digest:
        yield Finding(("annotation", "reviewed_digest"), "the article has changed since its review", help=_REVIEW)


_REVIEW: Final = "compare the article with its text, then run `newscorpus review FILE --by NAME`"
