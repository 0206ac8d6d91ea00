"""Check: files, folders, or annotations in memory -> the report on them, or a text with the fixes."""

from collections.abc import Sequence
from functools import partial
from types import ModuleType

from newscorpus.api.fix import fix_session
from newscorpus.api.load import AnyPath, source_of
from newscorpus.api.source import Source, open_source, session_over
from newscorpus.checking.memory import corpus_of, session_of
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import SessionOptions
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


def check_text(
    annotation: str | bytes,
    format: str = "yaml",
    *,
    text: str | None = None,
    base: AnyPath | None = None,
    corpus: Corpus | None = None,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rules: Sequence[Rule | ModuleType] = (),
) -> Report:
    r"""Check one annotation in a string, or in bytes in UTF-8, by itself.

    Args:
        annotation: The annotation.
        format: "yaml" or "json"; or "jsonl", one line of JSON Lines.
        text: The article text, if the annotation leaves it out.
        base: The folder that `text_file` is relative to. A `corpus.yaml` there or in a folder above applies.
        corpus: The corpus whose registry, vocabularies and settings apply, instead of a `corpus.yaml`.
        select: The rules to apply instead of the default ones, as for `check`.
        extend_select: The rules to apply in addition.
        ignore: The rules not to apply.
        rules: Rules of your own, as for `check`.

    Returns:
        The findings. Their file is `<yaml>`, `<json>` or `<jsonl>`; in the text that was given, `<text>`.

    Raises:
        UsageError: If the format or a rule is unknown, or `base` is not a folder.
        InvalidCorpus: If the `corpus.yaml` above `base` has errors.

    Example::

        report = nc.check_text("format: newscorpus/1\nid: rain\nlanguage: en\n", text="It rained in Oslo.")
        assert report.ok
    """
    options = SessionOptions((), select=select, extend_select=extend_select, ignore=ignore, plugins=rules)
    return check_session(session_over([source_of(annotation, format, base, text)], options, corpus)).report()


def fix_text(
    annotation: str,
    format: str = "yaml",
    *,
    unsafe: bool = False,
    text: str | None = None,
    base: AnyPath | None = None,
    corpus: Corpus | None = None,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rules: Sequence[Rule | ModuleType] = (),
) -> tuple[str, Report]:
    r"""Fix what `check_text` reports in one annotation.

    Args:
        annotation: The annotation.
        format: "yaml" or "json"; or "jsonl", one line of JSON Lines.
        unsafe: Also make fixes that may change what is meant. Safe fixes do not.
        text: The article text, if the annotation leaves it out.
        base: The folder that `text_file` is relative to, as for `check_text`.
        corpus: The corpus whose registry, vocabularies and settings apply, instead of a `corpus.yaml`.
        select: Rules to apply instead of the default ones, as for `check`.
        extend_select: Rules to apply in addition.
        ignore: Rules not to apply.
        rules: Rules of your own, as for `check`.

    Returns:
        The annotation with the fixes made, all else unchanged; and the report on it.

    Raises:
        UsageError: As `check_text` does.
        InvalidCorpus: As `check_text` does.

    Example::

        text, report = nc.fix_text("format: newscorpus/1\nid: rain\nlanguage: en\ntext: Rain.\nkeywords: rain\n")
        assert report.ok
    """
    options = SessionOptions((), select=select, extend_select=extend_select, ignore=ignore, plugins=rules)
    source = source_of(annotation, format, base, text)
    own = corpus_of([source], corpus, options)
    start = partial(session_of, [source], own, options)
    result = fix_session(start, unsafe=unsafe, write=False)
    fixed = result.files[0].after if result.files else source.data
    return fixed.decode("utf-8", "surrogatepass"), result.report
