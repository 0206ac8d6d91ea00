"""Load: files or text -> models. Named after the functions of `json`."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Literal, overload
from warnings import warn

from newscorpus import limits
from newscorpus.checking.fixes import fixes_of_record
from newscorpus.checking.memory import corpus_of
from newscorpus.checking.pipeline import ArticleCheck, ArticleResult
from newscorpus.checking.results import review, subtract_all
from newscorpus.checking.selection import ESSENTIAL, SessionOptions
from newscorpus.checking.session import discover
from newscorpus.checking.stream import ArticleStream
from newscorpus.checking.tasks import read
from newscorpus.diagnostics.report import Diagnostic, Report, in_order
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import reading
from newscorpus.models import MANIFEST, Article, Corpus
from newscorpus.models.frozen import FrozenDict
from newscorpus.parsed import SourceRecord

AnyPath = str | os.PathLike[str]

limits.require()


def load(path: AnyPath, *, skip_invalid: bool = False) -> Corpus:
    """Load the corpus in a folder, or the article in a file with the settings of its corpus.

    Args:
        path: A folder, or a file of articles.
        skip_invalid: Whether to leave out articles with errors, with a warning that names their files. Errors of the
            corpus as a whole still raise.

    Returns:
        The contents of `corpus.yaml`, and the articles by id. Offsets of quotes are code points of the article text.

    Raises:
        InvalidCorpus: If `check` reports errors, or an article breaks a rule that models need, even if a baseline
            contains that. Its `report` contains the findings.
        UsageError: If there is no such path, there are no articles, or several corpora.

    Example::

        corpus = nc.load("seeds/")
        for article in corpus.articles.values():
            print(article.id, len(article.events))
    """
    _require_articles(path)
    session = discover(SessionOptions(path, essential=True, skip_invalid=skip_invalid))
    corpus = session.sole_corpus("load")
    stream = ArticleStream(session)
    articles = FrozenDict((article.id, article) for article in stream.articles())
    skipped = sorted({error.primary.file for error in stream.valid_report().errors})
    if skipped:
        warn(f"articles with errors are left out: {', '.join(skipped)}; `check` says why", stacklevel=2)
    return Corpus(manifest=corpus.manifest, articles=articles)


def load_article(path: AnyPath) -> Article:
    """Load the one article of a file, with the settings of its corpus.

    The other files of the corpus are not read: corpus rules, such as those about duplicate ids, are not applied.

    Args:
        path: The file. A folder or JSON Lines will do if it contains one article.

    Returns:
        The article. Offsets of quotes are code points of its text.

    Raises:
        InvalidCorpus: If the article or `corpus.yaml` has errors. Its `report` contains the findings.
        UsageError: If there is not exactly one article.

    Example::

        article = nc.load_article("seeds/000_acf5269c8d9a5d96.yaml")
        print(article.headline, len(article.events))
    """
    articles = list(iter_articles(path))
    if len(articles) != 1:
        raise UsageError(f"{path}: {len(articles)} articles instead of one; use `load`")
    return articles[0]


def _require_articles(path: AnyPath) -> None:
    """Refuse a `corpus.yaml`: `check` would check that file alone, but a program would get no articles."""
    given = Path(path)
    if given.name == MANIFEST and given.is_file():
        raise UsageError(f"{given} is no article: load its folder, {given.parent}")


def iter_articles(path: AnyPath, *, skip_invalid: bool = False) -> Iterator[Article]:
    """Yield the articles of a file or folder one at a time, so that memory does not grow with the corpus.

    Each article is checked by itself: corpus rules, such as those about duplicate ids, are not applied. Nothing is read
    before the first article is asked for.

    Args:
        path: A folder, or a file of articles.
        skip_invalid: Whether to leave out articles with errors, without a word. Errors of `corpus.yaml` still raise.

    Yields:
        The articles, in the order of files. Offsets of quotes are code points of the article text.

    Raises:
        InvalidCorpus: At the first article, or `corpus.yaml`, with errors.
        UsageError: If there is no such path, or there are no articles.

    Example::

        characters = sum(len(article.text or "") for article in nc.iter_articles("seeds/"))
    """
    _require_articles(path)
    yield from accepted_articles(SessionOptions(path, essential=True), skip_invalid=skip_invalid)


def accepted_articles(options: SessionOptions, *, skip_invalid: bool = False) -> Iterator[Article]:
    """Yield the articles of some paths as `iter_articles` does, checked by the rules of the options."""
    session = discover(options)
    for corpus in session.corpora:
        corpus.require_valid()
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
                if not skip_invalid:
                    review(ArticleResult(None, (source,)), task.active, baselines).required(lambda _: {})
                continue
            result = ArticleCheck(source, corpus, task.active).run()
            build_fixes = partial(fixes_of_record, source, corpus, task.active)
            reviewed = review(result, task.active, baselines)
            article = reviewed.article if skip_invalid else reviewed.required(build_fixes)
            if article is not None:
                yield article


@overload
def loads(
    text: str | bytes,
    format: str = "yaml",
    *,
    base: AnyPath | None = None,
    corpus: Corpus | None = None,
    with_report: Literal[False] = False,
) -> Article: ...


@overload
def loads(
    text: str | bytes,
    format: str = "yaml",
    *,
    base: AnyPath | None = None,
    corpus: Corpus | None = None,
    with_report: Literal[True],
) -> tuple[Article, Report]: ...


def loads(
    text: str | bytes,
    format: str = "yaml",
    *,
    base: AnyPath | None = None,
    corpus: Corpus | None = None,
    with_report: bool = False,
) -> Article | tuple[Article, Report]:
    """Load one article from a string or from bytes in UTF-8.

    Args:
        text: The annotation.
        format: "yaml" or "json"; or "jsonl", one line of JSON Lines.
        base: The folder that `text_file` is relative to. A `corpus.yaml` there or in a folder above applies.
        corpus: The corpus whose registry and vocabularies apply, instead of a `corpus.yaml`.
        with_report: Whether to return the report, too, with warnings and what was waived.

    Returns:
        The article; offsets of quotes are code points of its text. Or the article and the report.

    Raises:
        InvalidCorpus: If there are errors. Its `report` contains the findings; the file is `<yaml>`, `<json>` or
            `<jsonl>`.
        UsageError: If the format is unknown, or `base` is not a folder.

    Example::

        article = nc.loads('{"format": "newscorpus/1", "id": "a", "language": "en", "text": "Rain."}', "json")
        assert article.text == "Rain."
    """
    source = source_of(text, format, base)
    options = SessionOptions(())
    own = corpus_of([source], corpus, options)
    active = own.selection.active("") | ESSENTIAL
    result = ArticleCheck(source, own, active).run()
    checked = review(result, active)
    article = checked.required(partial(fixes_of_record, source, own, active))
    assert article is not None
    if not with_report:
        return article
    return article, Report(in_order(checked.findings), checked.waived, totals=result.totals)


def read_utf8(path: Path) -> str:
    """Return the text of a file in UTF-8. Raises UsageError."""
    try:
        return reading.read_bytes(path).decode("utf-8")
    except reading.Unreadable as e:
        raise UsageError(f"{path}: {e}") from None
    except UnicodeDecodeError as e:
        raise UsageError(f"{path} is not UTF-8 (byte {e.start}): convert it first") from None


def source_of(
    annotation: str | bytes, format: str, base: AnyPath | None = None, text: str | None = None
) -> SourceRecord:
    """Return an annotation in memory as a record. Raises UsageError if the format is unknown."""
    if format not in ("yaml", "json", "jsonl"):
        raise UsageError(f"no format {format!r}: yaml, json or jsonl")
    if not isinstance(annotation, str | bytes):
        raise UsageError(f"the text of an annotation is expected, not {type(annotation).__name__}; `check` takes data")
    data = annotation.encode("utf-8", "surrogatepass") if isinstance(annotation, str) else annotation
    if format == "jsonl" and (lines := sum(1 for line in data.split(b"\n") if line.strip())) > 1:
        raise UsageError(f"{lines} articles instead of one; write the lines into a file and load that")
    read_as = "json" if format == "jsonl" else format
    return SourceRecord(f"<{format}>", data, read_as, None, Path(base) if base is not None else None, text=text)


def _raise_errors(report: Report) -> None:
    if not report.ok:
        raise InvalidCorpus(report)
