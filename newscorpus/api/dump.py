"""Dump: models -> YAML or JSON, as strings or files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from newscorpus.anchoring import anchor, strip_offsets
from newscorpus.api.load import AnyPath
from newscorpus.checking.article import with_registry
from newscorpus.checking.discovery.globs import FORMATS
from newscorpus.checking.discovery.records import at_file
from newscorpus.codec import Codec, codec_of
from newscorpus.diagnostics.report import Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs import atomic, reading
from newscorpus.models import Actor, Article, Corpus, Manifest
from newscorpus.models.actor import unmerged
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.rules import Finding


def dumps(article: Article, format: str = "yaml", *, corpus: Corpus | None = None) -> str:
    """Write an article as a string. Quotes are anchored first, as `loads` does.

    Args:
        article: The article to write.
        format: "yaml", in short forms for people; "json", in canonical form, indented; or "jsonl", the same on one
            line. In YAML, an article with a `text_file` names that instead of repeating its text.
        corpus: The corpus whose vocabularies apply. In YAML, values that its registry has are left out.

    Returns:
        The annotation. YAML and JSON end with a line break, JSON Lines do not.

    Raises:
        InvalidCorpus: If a term is not in the vocabularies.
        ValueError: If a string contains a lone surrogate.
        UsageError: If the format is unknown.

    Example::

        corpus = nc.load("seeds/")
        lines = [nc.dumps(article, "jsonl", corpus=corpus) for article in corpus.articles.values()]
    """
    if format not in ("yaml", "json", "jsonl"):
        raise UsageError(f"no format {format!r}: yaml, json or jsonl")
    codec = codec_of(corpus.manifest if corpus else None)
    article = anchor(article)
    canonical = codec.canonical(article)
    errors = codec.structure(canonical)[1]
    if errors:
        name = f"<{article.id}>"
        raise InvalidCorpus(
            Report(tuple(at_file(e.code, name, Finding(e.path, e.headline, help=e.help)) for e in errors))
        )
    if format != "yaml":
        return dump_json(canonical, indent=format == "json")
    return dump_yaml(short(article, codec, corpus.manifest if corpus else None))


def short(article: Article, codec: Codec, manifest: Manifest | None = None) -> dict[str, Any]:
    """Return plain data in the short forms that people write, without values that the registry of `manifest` has."""
    article = strip_offsets(article)
    if article.text_file is not None:
        article = evolve_unchecked(article, text=None)
    if manifest and manifest.actors:
        article = without_registry(article, manifest.actors)
    return codec.short(article)


def without_registry(article: Article, registry: Mapping[str, Actor]) -> Article:
    """Leave out what a registry adds to an article when it is read; an actor that it would not add stays."""
    local = {key: unmerged(registry[key], one) if key in registry else one for key, one in article.actors.items()}
    needed = {key: one for key, one in local.items() if key not in registry or one != Actor(id=key)}
    found: Article = evolve_unchecked(article, actors=FrozenDict(needed))
    added = with_registry(found, registry)
    kept = FrozenDict((key, one) for key, one in local.items() if key in needed or key not in added)
    left: Article = evolve_unchecked(article, actors=kept)
    return left


def dump(article: Article, path: AnyPath, *, corpus: Corpus | None = None) -> None:
    """Write an article to a file, either completely or not at all.

    Overwrites the file, including comments; use `fix` to keep them. The article text stays in its `text_file` if that
    file exists relative to `path` and contains it; otherwise it is written into `path`.

    Args:
        article: The article to write.
        path: The file. Its ending is the format: .yaml, .yml, .json or .jsonl.
        corpus: The corpus whose vocabularies apply, as for `dumps`.

    Raises:
        InvalidCorpus: If a term is not in the vocabularies.
        ValueError: If a string contains a lone surrogate.
        UsageError: If the ending is unknown.
        OSError: If the file cannot be written.

    Example::

        article = nc.Article(id="rain", language="en", text="It rained in Oslo.")
        nc.dump(article, "build/rain.yaml")
    """
    target = Path(path)
    kind = FORMATS.get(target.suffix)
    if kind is None:
        raise UsageError(f"{target}: the ending says the format: {', '.join(FORMATS)}")
    if not _has_text_file(article, target):
        article = evolve_unchecked(article, text_file=None)
    text = dumps(article, kind, corpus=corpus)
    atomic.write_text(target, text + "\n" if kind == "jsonl" else text)


def _has_text_file(article: Article, target: Path) -> bool:
    """Whether the file that `text_file` names, relative to `target`, contains the article text; true without a text."""
    if article.text is None or article.text_file is None:
        return True
    data = article.text.encode("utf-8", "surrogatepass")
    try:
        reading.require_relative(article.text_file)
        return reading.read_bytes(target.parent / article.text_file, len(data)) == data
    except reading.Unreadable:
        return False
