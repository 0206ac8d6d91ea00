"""Source: what functions take - paths, articles, a corpus, plain data, an open file -> a session over it."""

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final, cast

import attrs

from newscorpus.anchoring import anchor
from newscorpus.api.dump import short
from newscorpus.api.load import source_of
from newscorpus.checking.globs import FORMATS
from newscorpus.checking.memory import Spool, corpus_of, folder_of, session_of, session_of_spool
from newscorpus.checking.selection import Paths, SessionOptions
from newscorpus.checking.session import CheckSession, discover
from newscorpus.codec import codec_of
from newscorpus.errors import UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.models import Article, Corpus, manifest_of
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.parsed import SourceRecord

_IN_MEMORY: Final = 1024 * 1024
"""Bytes of the articles of an iterator that are kept in memory."""
Source = Paths | Article | Iterable[Article] | Corpus | Mapping[str, Any] | IO[str] | IO[bytes]
"""One or several files or folders; an article or several, a corpus, the plain data of an annotation, or an open file.

A string is always a path.
"""


def open_source(source: Source, options: SessionOptions, corpus: Corpus | None = None) -> CheckSession:
    """Return a session over a source.

    Models and plain data are read as if they were written to a file.

    Args:
        source: What to read.
        options: How, without paths.
        corpus: The corpus that articles or data in memory belong to. Without, an article that was loaded from a file
            belongs to the corpus of that file.

    Raises:
        UsageError: If it is none of these, a path does not exist or contains no article, or a rule is unknown.
        InvalidCorpus: If the `corpus.yaml` of an article in memory has errors.
    """
    if isinstance(source, Mapping):
        return session_over([_plain(cast("Mapping[str, Any]", source))], options, corpus)
    if hasattr(source, "read"):
        return session_over([_opened(cast("IO[Any]", source))], options, corpus)
    if isinstance(source, Corpus):
        corpus, source = source, tuple(source)
    if not isinstance(source, str | os.PathLike):
        articles = [source] if isinstance(source, Article) else _items(source)
        if corpus or any(isinstance(article, Article) for article in articles):
            return session_over(_written(articles, corpus), options, corpus)
        if not articles:
            raise UsageError("there are no articles or paths to read: the list is empty")
        source = cast("list[str]", articles)
    if corpus:
        raise UsageError("`corpus` is for annotations in memory; files belong to the corpus.yaml above them")
    return discover(attrs.evolve(options, paths=_paths(source)))


@contextmanager
def opened_source(source: Source, options: SessionOptions, corpus: Corpus | None = None) -> Iterator[CheckSession]:
    """Give a session over a source, as `open_source` does, for a block.

    Articles that an iterator yields are written to a temporary file first, so that memory does not grow with them.

    Raises:
        UsageError, InvalidCorpus: As of `open_source`.
        OSError: If the disk is full.
    """
    if not isinstance(source, Iterator) or hasattr(source, "read"):
        yield open_source(source, options, corpus)
        return
    items = cast("Iterator[Any]", source)
    first = next(items, None)
    if not isinstance(first, Article):
        yield open_source([] if first is None else [first, *items], options, corpus)
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        spool = Spool(cast("IO[bytes]", file))
        for article in chain([first], items):
            spool.add(_in_json(_data(article, corpus), indent=False), folder_of(article))
        own = attrs.evolve(options, jobs=1)
        yield session_of_spool(spool, corpus_of(spool, corpus, own), own)


def session_over(records: Sequence[SourceRecord], options: SessionOptions, corpus: Corpus | None) -> CheckSession:
    """Return a session over annotations in memory, which are checked in this process."""
    options = attrs.evolve(options, jobs=1)
    return session_of(records, corpus_of(records, corpus, options), options)


def _written(articles: Sequence[Any], corpus: Corpus | None = None) -> list[SourceRecord]:
    """Articles as people would write them, with names that differ."""
    names = Counter[str]()
    return [_write(article, corpus, names) for article in articles]


def _write(article: Any, corpus: Corpus | None, names: Counter[str]) -> SourceRecord:
    data = _data(article, corpus)
    names[article.id] += 1
    name = f"<{article.id}>" if names[article.id] == 1 else f"<{article.id} {names[article.id]}>"
    try:
        format, written = "yaml", dump_yaml(data).encode()
    except ValueError:
        format, written = "json", _in_json(data)
    return SourceRecord(name, written, format, folder=folder_of(article))


def _data(article: Any, corpus: Corpus | None) -> dict[str, Any]:
    """An article as people would write it, with its text."""
    if not isinstance(article, Article):
        raise UsageError(f"an article is expected, not {type(article).__name__}")
    if article.text is not None:
        article = evolve_unchecked(article, text_file=None)
    manifest = manifest_of(corpus)
    return short(anchor(article), codec_of(manifest), manifest)


def _in_json(data: dict[str, Any], *, indent: bool = True) -> bytes:
    """Data as JSON, on one line without `indent`."""
    try:
        return dump_json(data, indent=indent).encode()
    except ValueError:
        # It has a lone surrogate or NaN, which a file cannot contain: whoever reads it reports the place.
        return json.dumps(data, ensure_ascii=False, indent=2 if indent else None).encode("utf-8", "surrogatepass")


def _plain(data: Mapping[str, Any]) -> SourceRecord:
    try:
        return source_of(_in_json(dict(data)), "json")
    except (TypeError, RecursionError) as e:
        raise UsageError(f"JSON has no form for a value of the data: {e}") from None


def _opened(file: IO[Any]) -> SourceRecord:
    name = Path(str(getattr(file, "name", "")))
    format = FORMATS.get(name.suffix, "yaml")
    base = name.parent if name.is_file() else None
    try:
        data = file.read()
    except (OSError, ValueError) as e:  # it is closed, only for writing, or not in its encoding
        raise UsageError(f"the open file cannot be read: {e}") from None
    return source_of(data, format, base)


def _items(source: Any) -> list[Any]:
    try:
        return list(source)
    except TypeError:
        given = type(source).__name__
        raise UsageError(f"paths, articles, a corpus or a mapping are expected, not {given}") from None


def _paths(given: Any) -> Paths:
    """Refuse what is not a path, such as the text of an annotation."""
    for path in [given] if isinstance(given, str | os.PathLike) else given:
        if not isinstance(path, str | os.PathLike):
            raise UsageError(f"a path or an article is expected, not {type(path).__name__}")
        if isinstance(path, str) and "\n" in path:
            raise UsageError("expected a path, not the text of an annotation; `check_text` checks such a text")
    return cast("Paths", given)
