"""Check: files, folders, or annotations in memory -> the report on them."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

from newscorpus.anchoring import anchor
from newscorpus.api.dump import short
from newscorpus.api.load import source_of
from newscorpus.api.text import report_on
from newscorpus.checking.context import SourceRecord
from newscorpus.checking.discovery.globs import FORMATS
from newscorpus.checking.options import Paths, SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.checking.session import discover
from newscorpus.codec import codec_of
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.models import Article, Corpus
from newscorpus.models.frozen import evolve_unchecked

Checkable = Paths | Article | Iterable[Article] | Corpus | Mapping[str, Any] | IO[str] | IO[bytes]
"""What `check` takes."""


def check(
    what: Checkable = ".",
    *,
    corpus: Corpus | None = None,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: int | None = None,
) -> Report:
    """Check annotated articles and report every finding.

    Given a file of a corpus, the whole corpus is read, and the findings of that file are reported: they are the same
    as in a check of the corpus. Models and plain data are checked as if they were written to a file; findings name it
    by the article's id: `<court>`. The rules of the whole corpus apply if there are several articles.

    Args:
        what: One or several files or folders; an article or several, a corpus, the plain data of an annotation, or an
            open file. A string is always a path; `check_text` takes text.
        corpus: The corpus that articles or data belong to. Without, an article that was loaded from a file belongs to
            the corpus of that file.
        select: The rules to apply instead of the default ones: codes, beginnings of codes, names, or ALL.
        extend_select: The rules to apply in addition, such as the hints of a range: `["NC9"]`.
        ignore: The rules not to apply.
        jobs: The number of processes for files; by default as many as save time.

    Returns:
        The findings in the order of files and positions, and how many were waived.

    Raises:
        UsageError: If a path does not exist or contains no article, a rule is unknown, or `what` is none of these.

    Example::

        report = nc.check("seeds/", ignore=["NC9"])
        for finding in report:
            print(finding)

        article = nc.Article(id="rain", language="en", text="It rained in Oslo.")
        assert nc.check(article).ok
    """
    options = SessionOptions((), select=select, extend_select=extend_select, ignore=ignore)
    if isinstance(what, Mapping):
        return report_on([_plain(cast("Mapping[str, Any]", what))], options, corpus)
    if hasattr(what, "read"):
        return report_on([_opened(cast("IO[Any]", what))], options, corpus)
    if isinstance(what, Corpus):
        corpus, what = what, tuple(what)
    if not isinstance(what, str | os.PathLike):
        articles = [what] if isinstance(what, Article) else _items(what)
        if corpus or any(isinstance(one, Article) for one in articles):
            return report_on(_written(articles, corpus), options, corpus)
        what = cast("list[str]", articles)
    if corpus:
        raise UsageError("`corpus` is for annotations in memory; files belong to the corpus.yaml above them")
    paths = SessionOptions(_paths(what), select=select, extend_select=extend_select, ignore=ignore, jobs=jobs)
    return check_session(discover(paths)).report()


def _written(articles: Sequence[Any], corpus: Corpus | None = None) -> list[SourceRecord]:
    """Articles as people would write them, with names that differ."""
    names = Counter[str]()
    return [_write(article, corpus, names) for article in articles]


def _write(article: Any, corpus: Corpus | None, names: Counter[str]) -> SourceRecord:
    if not isinstance(article, Article):
        raise UsageError(f"an article is expected, not {type(article).__name__}")
    names[article.id] += 1
    name = f"<{article.id}>" if names[article.id] == 1 else f"<{article.id} {names[article.id]}>"
    if article.text is not None:
        article = evolve_unchecked(article, text_file=None)
    manifest = corpus.manifest if corpus else None
    data = dump_yaml(short(anchor(article), codec_of(manifest), manifest))
    folder = Path(article.path).parent if article.path else None
    known = folder is not None and folder.is_dir()
    return SourceRecord(name, data.encode("utf-8", "surrogatepass"), "yaml", folder=folder if known else None)


def _plain(data: Mapping[str, Any]) -> SourceRecord:
    try:
        return source_of(dump_json(dict(data), indent=True), "json")
    except (TypeError, ValueError) as e:
        raise UsageError(f"JSON has no form for a value of the data: {e}") from None


def _opened(file: IO[Any]) -> SourceRecord:
    name = Path(str(getattr(file, "name", "")))
    format = FORMATS.get(name.suffix, "yaml")
    base = name.parent if name.is_file() else None
    return source_of(file.read(), format, base)


def _items(what: Any) -> list[Any]:
    try:
        return list(what)
    except TypeError:
        raise UsageError(
            f"nothing to check: {type(what).__name__}; give paths, articles, a corpus or a mapping"
        ) from None


def _paths(what: Any) -> Paths:
    """Refuse what is no path, such as the text of an annotation."""
    for one in [what] if isinstance(what, str | os.PathLike) else what:
        if not isinstance(one, str | os.PathLike):
            raise UsageError(f"a path or an article is expected, not {type(one).__name__}")
        if isinstance(one, str) and "\n" in one:
            raise UsageError("a text is no path; `check_text` checks the text of an annotation")
    return cast("Paths", what)
