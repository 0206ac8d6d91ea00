"""Check: files, folders, or annotations in memory -> the report on them."""

from collections.abc import Sequence
from types import ModuleType

from newscorpus.api.source import Source, open_source
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.diagnostics.report import Report
from newscorpus.models import Corpus
from newscorpus.rules import Rule


def check(
    source: Source = ".",
    *,
    corpus: Corpus | None = None,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rules: Sequence[Rule | ModuleType] = (),
    jobs: int | None = None,
) -> Report:
    """Check annotated articles and report every finding.

    Given a file of a corpus, the whole corpus is read, and the findings of that file are reported: they are the same
    as in a check of the corpus. Models and plain data are checked as if they were written to a file; findings name that
    of a model by its id, `<court>`, that of data `<json>`, and an open file `<yaml>`, `<json>` or `<jsonl>`. The rules
    of the whole corpus apply if there are several articles.

    Args:
        source: One or several files or folders; an article or several, a corpus, the plain data of an annotation, or an
            open file. A string is always a path; `check_text` takes text.
        corpus: The corpus that articles or data belong to. Without, an article that was loaded from a file belongs to
            the corpus of that file; articles of several corpora are checked together by the default settings.
        select: The rules to apply instead of the default ones: codes, beginnings of codes, names, or ALL.
        extend_select: The rules to apply in addition, such as the hints of a range: `["NC9"]`.
        ignore: The rules not to apply.
        rules: Rules of your own, or modules that define some, in addition to installed plug-ins. Files are then checked
            in this process.
        jobs: The number of processes for files; by default as many as save time.

    Returns:
        The findings in the order of files and positions, and how many were waived.

    Raises:
        UsageError: If a path does not exist or contains no article, a rule is unknown, or `source` is none of these.
        InvalidCorpus: If the `corpus.yaml` of an article that was loaded from a file has errors.

    Example::

        report = nc.check("seeds/", ignore=["NC9"])
        for finding in report:
            print(finding)

        article = nc.Article(id="rain", language="en", text="It rained in Oslo.")
        assert nc.check(article).ok
    """
    options = SessionOptions((), select=select, extend_select=extend_select, ignore=ignore, plugins=rules, jobs=jobs)
    return check_session(open_source(source, options, corpus)).report()
