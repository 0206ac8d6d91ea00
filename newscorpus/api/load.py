"""Load: files or text -> models. Named after the functions of `json`."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from newscorpus import limits
from newscorpus.checking.accepted import review
from newscorpus.checking.article import inspect
from newscorpus.checking.baseline import subtract_all
from newscorpus.checking.context import ArticleResult, CheckContext, SourceRecord
from newscorpus.checking.discovery.finder import Finder, root_above
from newscorpus.checking.discovery.records import read
from newscorpus.checking.fix_pass import fixes_of_record
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.selection import ESSENTIAL, Selection
from newscorpus.checking.session import discover
from newscorpus.checking.stream import ArticleStream
from newscorpus.codec import codec_of
from newscorpus.diagnostics.report import Diagnostic, Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Article, Corpus
from newscorpus.models.frozen import FrozenDict

AnyPath = str | os.PathLike[str]

limits.require()


def load(path: AnyPath) -> Corpus:
    """Load the corpus in a folder, or the article in a file with the settings of its corpus.

    Args:
        path: A folder, or a file of articles.

    Returns:
        The contents of `corpus.yaml`, and the articles by id. Offsets of quotes are code points of the article text.

    Raises:
        InvalidCorpus: If `check` reports errors, or an article breaks a rule that models need, even if the
            configuration ignores it. Its `report` contains the findings.
        UsageError: If there are no articles, or several corpora.

    Example::

        corpus = nc.load("seeds/")
        for article in corpus.articles.values():
            print(article.id, len(article.events))
    """
    _require_articles(path)
    session = discover(SessionOptions(path, essential=True))
    corpus = session.sole_corpus("load")
    stream = ArticleStream(session)
    articles = FrozenDict((article.id, article) for article in stream.articles())
    stream.valid_report()
    return Corpus(manifest=corpus.manifest, articles=articles)


def _require_articles(path: AnyPath) -> None:
    """Refuse a `corpus.yaml`: `check` would check that file alone, but a program would get no articles."""
    given = Path(path)
    if given.name == MANIFEST and given.is_file():
        raise UsageError(f"{given} is no article: load its folder, {given.parent}")


def iter_articles(path: AnyPath) -> Iterator[Article]:
    """Yield the articles of a file or folder one at a time, so that memory does not grow with the corpus.

    Each article is checked by itself: corpus rules, such as those about duplicate ids, are not applied.

    Args:
        path: A folder, or a file of articles.

    Yields:
        The articles, in the order of files. Offsets of quotes are code points of the article text.

    Raises:
        InvalidCorpus: At the first article, or `corpus.yaml`, with errors.
        UsageError: If there are no articles.

    Example::

        characters = sum(len(article.text or "") for article in nc.iter_articles("seeds/"))
    """
    _require_articles(path)
    session = discover(SessionOptions(path, essential=True))
    for broken in (corpus for corpus in session.corpora if corpus.broken):
        raise InvalidCorpus(Report(broken.with_fixes()))
    baselines, _ = session.baselines()
    valid = set[Path]()
    for task in session.tasks():
        corpus = task.file.corpus
        if task.file.shown not in session.reported:
            continue
        if corpus.root not in valid:
            _raise_errors(Report(tuple(subtract_all(baselines, corpus.with_fixes()))))
            valid.add(corpus.root)
        for source in read(task.file):
            if isinstance(source, Diagnostic):
                review(ArticleResult(None, (source,)), task.active, baselines).required(lambda _: {})
                continue
            result = inspect(source, corpus.context, task.active)
            build_fixes = partial(fixes_of_record, source, corpus.context, task.active)
            article = review(result, task.active, baselines).required(build_fixes)
            if article is not None:
                yield article


def loads(
    text: str | bytes, format: str = "yaml", *, base: AnyPath | None = None, corpus: Corpus | None = None
) -> Article:
    """Load one article from a string or from bytes in UTF-8.

    Args:
        text: The annotation.
        format: "yaml" or "json".
        base: The folder that `text_file` is relative to. A `corpus.yaml` there or in a folder above applies.
        corpus: The corpus whose registry and vocabularies apply, instead of a `corpus.yaml`.

    Returns:
        The article. Offsets of quotes are code points of its text.

    Raises:
        InvalidCorpus: If there are errors. Its `report` contains the findings; the file is `<yaml>` or `<json>`.
        UsageError: If the format is unknown, or `base` is not a folder.

    Example::

        article = nc.loads('{"format": "newscorpus/1", "id": "a", "language": "en", "text": "Rain."}', "json")
        assert article.text == "Rain."
    """
    if format not in ("yaml", "json"):
        raise UsageError(f"no format {format!r}: yaml or json")
    folder = Path(base) if base is not None else None
    context, selection = _context(folder, corpus)
    active = selection.active("") | ESSENTIAL
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    source = SourceRecord(f"<{format}>", data, format, None, folder)
    result = inspect(source, context, active)
    article = review(result, active).required(partial(fixes_of_record, source, context, active))
    assert article is not None
    return article


def _context(folder: Path | None, corpus: Corpus | None) -> tuple[CheckContext, Selection]:
    if folder is not None and not folder.is_dir():
        raise UsageError(f"no such folder: {folder}")
    manifest, root = corpus.manifest if corpus else None, folder
    if folder is not None and corpus is not None:
        root = root_above(folder) or folder
    elif folder is not None and (found := Finder().above(folder)) is not None:
        if found.broken:
            raise InvalidCorpus(Report(found.with_fixes()))
        manifest, root = found.manifest, found.root
    selection = Selection.of(manifest.checks if manifest else None)
    codec = codec_of(manifest)
    return CheckContext(manifest or DEFAULT_MANIFEST, codec, root, dict(selection.severities)), selection


def _raise_errors(report: Report) -> None:
    if not report.ok:
        raise InvalidCorpus(report)
