"""Corpora on the disk and as tables, by the public API."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
from converters import HEAD, plain
from plain_data import block_yaml

import newscorpus as nc


def corpus_of(*found: nc.Article, manifest: nc.Manifest | None = None) -> nc.Corpus:
    """The corpus of these articles."""
    return nc.Corpus(manifest=manifest or nc.Manifest(name="some"), articles={one.id: one for one in found})


def rows_of(articles: nc.Article | Iterable[nc.Article]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each flat table."""
    found = [articles] if isinstance(articles, nc.Article) else list(articles)
    made = nc.to_arrow(corpus_of(*found))
    return {name: [tuple(row.values()) for row in made[name].to_pylist()] for name in made if name != "corpus"}


def written(corpus: nc.Corpus, folder: Path) -> Path:
    """Write a corpus: corpus.yaml, and its articles in JSON Lines."""
    folder.mkdir(exist_ok=True)
    manifest = {**HEAD, **plain(corpus.manifest), "articles": ["*.jsonl"], "exclude": [], "checks": {}}
    (folder / "corpus.yaml").write_text(block_yaml(manifest), encoding="utf-8", newline="")
    by = nc.make_converter(corpus.manifest)
    lines = [json.dumps({**HEAD, **by.unstructure(one)}) + "\n" for one in corpus.articles.values()]
    (folder / "all.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def quotes_in(value: Any) -> Iterator[nc.Quote]:
    """All quotes of a model, in order."""
    if isinstance(value, nc.Quote):
        yield value
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from quotes_in(getattr(value, field.name))
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from quotes_in(one)
