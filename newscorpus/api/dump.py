"""Dump: models -> YAML or JSON, as strings, files or folders."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from newscorpus.anchoring import anchor, strip_offsets
from newscorpus.api.folder import NewFolder, file_name, refuse_equal
from newscorpus.api.load import AnyPath
from newscorpus.checking.globs import FORMATS, known_format
from newscorpus.checking.memory import folder_of, manifest_above
from newscorpus.codec import Codec, codec_of, default_codec
from newscorpus.codec.errors import StructureError
from newscorpus.diagnostics.report import Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs import atomic, reading
from newscorpus.fs.compressed import compressor
from newscorpus.fs.folders import make_folders
from newscorpus.models import DEFAULT_GLOBS, MANIFEST, Actor, Article, Corpus, Manifest, manifest_of
from newscorpus.models.actor import unmerged
from newscorpus.models.corpus import with_registry
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.places import at_file
from newscorpus.rules import Finding


def dumps(article: Article, format: str = "yaml", *, corpus: Corpus | None = None) -> str:
    """Write an article as a string. Quotes are anchored first, as `loads` does.

    Args:
        article: The article to write.
        format: "yaml", in short forms for people; "json", in canonical form, indented; or "jsonl", the same on one
            line. In YAML, an article with a `text_file` names that instead of repeating its text.
        corpus: The corpus whose vocabularies apply. In YAML, values that its registry has are left out. Without, an
            article that was loaded from a file has the vocabularies of the corpus of that file, and all its values.

    Returns:
        The annotation. YAML and JSON end with a line break, JSON Lines do not.

    Raises:
        InvalidCorpus: If a term is not in the vocabularies, or an attribute is not as the corpus declares it.
        ValueError: If a string contains a lone surrogate.
        UsageError: If the format is unknown, or it is no article.

    Example::

        corpus = nc.load("seeds/")
        lines = [nc.dumps(article, "jsonl", corpus=corpus) for article in corpus.articles.values()]
    """
    if format not in ("yaml", "json", "jsonl"):
        raise UsageError(f"no format {format!r}: yaml, json or jsonl")
    _require_article(article)
    return _written(article, format, manifest_of(corpus) or _terms_of(folder_of(article)), manifest_of(corpus))


def _require_article(given: object) -> None:
    if not isinstance(given, Article):
        raise UsageError(f"an article is expected, not {type(given).__name__}")


def _terms_of(folder: Path | None) -> Manifest | None:
    """The corpus whose terms an article in a folder has."""
    return None if folder is None else manifest_above(folder)


def _written(article: Article, format: str, terms: Manifest | None, registry: Manifest | None) -> str:
    """Write an article with the terms of a corpus, and without the values of a registry."""
    codec = codec_of(terms)
    article = anchor(article)
    canonical = codec.canonical(article)
    errors = codec.structure(canonical)[1]
    if errors:
        raise InvalidCorpus(_refused(article, errors, has_corpus=terms is not None))
    if format != "yaml":
        return dump_json(canonical, indent=format == "json")
    return dump_yaml(short(article, codec, registry))


def _refused(article: Article, errors: Iterable[StructureError], *, has_corpus: bool) -> Report:
    """The report on an article with a term, say, that is not in the vocabularies."""
    more = () if has_corpus else ("if a corpus declares it, name that: `corpus=`",)
    name = f"<{article.id}>"
    reported = [error for error in errors if not error.silent]
    helps = ["; ".join([*filter(None, [error.help]), *more]) or None for error in reported]
    return Report(
        tuple(
            at_file(error.code, name, Finding(error.path, error.headline, help=help_))
            for error, help_ in zip(reported, helps, strict=True)
        )
    )


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
    local = {key: unmerged(registry[key], actor) if key in registry else actor for key, actor in article.actors.items()}
    needed = {key: actor for key, actor in local.items() if key not in registry or actor != Actor(id=key)}
    without: Article = evolve_unchecked(article, actors=FrozenDict(needed))
    added = with_registry(without, registry)
    kept = FrozenDict((key, actor) for key, actor in local.items() if key in needed or key not in added)
    left: Article = evolve_unchecked(article, actors=kept)
    return left


def dump(what: Article | Corpus | Manifest, path: AnyPath, *, corpus: Corpus | None = None) -> None:
    """Write an article or a `corpus.yaml` to a file, or a corpus to a folder.

    A file is written either completely or not at all. Overwrites it, including comments; use `save` to keep them. In
    YAML, the article text stays in its `text_file` if that file exists relative to `path` and contains it; otherwise it
    is written into `path`. A corpus is written as `corpus.yaml` and one file for each article, named by its id; texts
    are written into these files. Patterns of files and the baseline are not kept, since they are those of other files.

    Args:
        what: The article, the contents of a `corpus.yaml`, or the corpus to write.
        path: The file, or the folder of a corpus. The ending of an article's file is its format: .yaml, .yml, .json or
            .jsonl.
        corpus: The corpus whose vocabularies apply to an article, as for `dumps`. Without, and without a file that it
            was loaded from, those of the corpus apply that the file is written into.

    Raises:
        InvalidCorpus: If a term is not in the vocabularies, or an attribute is not as the corpus declares it.
        ValueError: If a string contains a lone surrogate.
        UsageError: If the ending is unknown, `what` is none of these, the folder contains other articles, or two ids
            differ only in case.
        OSError: If a file cannot be written.

    Example::

        article = nc.Article(id="rain", language="en", text="It rained in Oslo.")
        nc.dump(article, "build/rain.yaml")
        nc.dump(nc.Corpus(manifest=nc.Manifest(name="weather"), articles={"rain": article}), "build/weather/")
    """
    target = Path(path)
    if isinstance(what, Corpus):
        _dump_corpus(what, target)
        return
    kind = FORMATS.get(target.suffix)
    if kind is None or (isinstance(what, Manifest) and kind != "yaml"):
        endings = ".yaml" if isinstance(what, Manifest) else ", ".join(FORMATS)
        raise UsageError(f"{target}: the ending says the format: {endings}")
    make_folders(target.parent)
    if isinstance(what, Manifest):
        atomic.write_text(target, dump_yaml(default_codec().short(what)))
        return
    _require_article(what)
    if not _has_text_file(what, target):
        what = evolve_unchecked(what, text_file=None)
    registry = manifest_of(corpus)
    text = _written(what, kind, registry or _terms_of(folder_of(what) or target.parent), registry)
    atomic.write_text(target, text + "\n" if kind == "jsonl" else text)


def _dump_corpus(corpus: Corpus, folder: Path) -> None:
    names = [file_name(article.id, "yaml") for article in corpus.articles.values()]
    refuse_equal(names)
    checks = corpus.manifest.checks and attrs.evolve(corpus.manifest.checks, baseline=None)
    manifest = attrs.evolve(corpus.manifest, articles=DEFAULT_GLOBS, exclude=(), checks=checks)
    new = NewFolder(folder)
    for name, article in zip(names, corpus.articles.values(), strict=True):
        whole = article if article.text is None else evolve_unchecked(article, text_file=None)
        new.add(name, dumps(whole, corpus=corpus).encode("utf-8"))
    new.refuse_others(manifest)
    new.add(MANIFEST, dump_yaml(default_codec().short(manifest)).encode("utf-8"))
    new.write()


def write_jsonl(
    articles: Iterable[Article] | Mapping[str, Article], path: AnyPath, *, corpus: Corpus | None = None
) -> int:
    """Write articles to a file of JSON Lines, one at a time, so that memory does not grow with their number.

    Args:
        articles: The articles: a corpus, an iterable, or a mapping by id such as `corpus.articles`.
        path: The file. It is written either completely or not at all.
        corpus: The corpus whose vocabularies apply, as for `dumps`; if `articles` is one, that.

    Returns:
        The number of articles.

    Raises:
        InvalidCorpus: If a term is not in the vocabularies, or an attribute is not as the corpus declares it.
        ValueError: If a string contains a lone surrogate.
        UsageError: If the name does not end with .jsonl, .jsonl.gz or .jsonl.zst, or something is no article.
        OSError: If the file cannot be written.

    Example::

        assert nc.write_jsonl(nc.iter_articles("seeds/"), "build/seeds.jsonl") == 1
    """
    target = Path(path)
    if known_format(target.name) != "jsonl":
        raise UsageError(f"{target}: the name of a file of JSON Lines ends with .jsonl, .jsonl.gz or .jsonl.zst")
    packer = compressor(target.name) if target.name.endswith(reading.COMPRESSED) else None
    if corpus is None and isinstance(articles, Corpus):
        corpus = articles
    if not isinstance(articles, Iterable):
        raise UsageError(f"articles are expected, not {type(articles).__name__}")
    listed = articles.values() if isinstance(articles, Mapping) else articles
    number, registry = 0, manifest_of(corpus)
    terms: dict[
        str | None, Manifest | None
    ] = {}  # by folder, since to look for a `corpus.yaml` takes as long as an article

    def fill(file: atomic.Output) -> None:
        nonlocal number
        for number, article in enumerate(listed, 1):  # noqa: B007 - counted
            _require_article(article)
            at = article.path and os.path.dirname(article.path)  # noqa: PTH120 - a string: `Path` is slow
            if at not in terms:
                terms[at] = registry or _terms_of(folder_of(article))
            line = f"{_written(article, 'jsonl', terms[at], registry)}\n".encode()
            file.write(line if packer is None else packer.compress(line))
        if packer is not None:
            file.write(packer.flush())

    make_folders(target.parent)
    atomic.write(target, fill)
    return number


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
