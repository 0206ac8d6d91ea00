"""What to send to a language model, so that it proofreads the annotation of an article."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from newscorpus.anchoring import anchor
from newscorpus.checking.memory import folder_of, manifest_above
from newscorpus.drafts.prompt import declared_attributes
from newscorpus.errors import UsageError
from newscorpus.models import DEFAULT_MANIFEST, Article, Corpus, Manifest, manifest_of
from newscorpus.models.vocabulary import BY_KIND
from newscorpus.proofreading.statements import Statements, paragraphs, with_weekdays
from newscorpus.render.model import tokens

INSTRUCTIONS: Final = 1
"""The version of the instructions: another one makes kept answers old."""
MOST_TOKENS: Final = 20_000
"""Longer prompts are not sent: a model overlooks too much in them."""


def proofreading_prompt(article: Article, *, corpus: Corpus | None = None) -> str:
    """Return what to send to a language model, so that it proofreads the annotation of an article.

    Args:
        article: The article, with its text.
        corpus: The corpus whose terms the annotation uses. Without, that of the file that it was loaded from.

    Returns:
        The article by paragraphs, each statement of the annotation in English with its path, what the terms mean that
        occur, how to read them, and the form of the answer. `read_objections` reads that answer.

    Raises:
        UsageError: If it cannot be sent: its text is withheld, or the prompt would be too long.

    Example::

        article = nc.load_article("seeds/000_acf5269c8d9a5d96.yaml")
        print(nc.proofreading_prompt(article)[:200])
    """
    if not isinstance(article, Article):
        raise UsageError(f"`article` is {type(article).__name__}; an article is expected")
    if article.text is None:
        raise UsageError("its text is withheld, so there is nothing to compare the annotation with")
    beginning, form, conventions, task = _instructions()
    folder = folder_of(article)
    manifest = manifest_of(corpus) or (manifest_above(folder) if folder else None)
    data = _data_of(anchor(article), manifest or DEFAULT_MANIFEST, form)
    question = f"{beginning}\n\n{data}\n\n{conventions}\n\n{task}"
    if tokens(question) > MOST_TOKENS:
        raise UsageError(f"its prompt would have about {tokens(question):,} tokens; at most {MOST_TOKENS:,} are sent")
    return question


@cache
def _instructions() -> list[str]:
    """How a prompt begins, the form of the annotation, how to read it, and what to answer."""
    text = Path(__file__).with_name("instructions.txt").read_text(encoding="utf-8")
    return text.rstrip("\n").split("\n\n%%\n\n")


def _data_of(article: Article, manifest: Manifest, form: str) -> str:
    """The article, its annotation and the terms, between lines that nothing in them can be equal to."""
    statements = Statements(article)
    lines = list(statements.lines())
    head = [f"Published: {with_weekdays(article.published[:10])}"] if article.published else []
    head += [f"Dateline: {article.dateline}"] if article.dateline else []
    head += [f"Headline: {article.headline}"] if article.headline else []
    numbered = [f"[¶{number}] {line}" for number, (_, line) in enumerate(paragraphs(article), 1)]
    seal = hashlib.sha256("\n".join([*numbered, *lines]).encode("utf-8", "replace")).hexdigest()[:12]
    parts = (
        [f"===== article {seal} =====", *head, *numbered],
        [f"===== annotation {seal} =====", form, *lines],
        [f"===== end {seal} ====="],
        ["# What the terms mean", *_meanings(statements, manifest)],
        *([attributes] for attributes in declared_attributes(manifest)),
    )
    return "\n\n".join("\n".join(part) for part in parts)


def _meanings(statements: Statements, manifest: Manifest) -> Iterator[str]:
    """Yield, for each vocabulary, the meanings of the terms that occur, and the names of the others."""
    for (vocabulary, kind), used in statements.terms.items():
        table = manifest.words.get(vocabulary, kind if vocabulary in BY_KIND else None)
        known = [f"{term} = {word.meaning}" for term, word in table.items() if term in used]
        others = [term for term in table if term not in used]
        heading = vocabulary.replace("_", " ") + (f" of {kind}s" if kind else "")
        yield f"{heading}: {'; '.join(known)}" + (f". Other terms: {', '.join(others)}" if others else "")


def digest_of(question: str) -> str:
    """Return what identifies a prompt: the first 16 hexadecimal digits of the SHA-256 hash of its data."""
    beginning, _, conventions, _ = _instructions()
    data = question[len(beginning) : question.rfind(conventions)]
    return hashlib.sha256(data.encode("utf-8", "replace")).hexdigest()[:16]
