"""Check and fix annotations in memory."""

from collections.abc import Sequence
from functools import partial
from types import ModuleType

from newscorpus.api.fix import fix_session
from newscorpus.api.load import AnyPath, source_of
from newscorpus.api.source import session_over
from newscorpus.checking.memory import corpus_of, session_of
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.diagnostics.report import Report
from newscorpus.models import Corpus
from newscorpus.rules import Rule


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
