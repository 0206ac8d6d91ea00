"""Export: articles -> tables in the formats of other tools, either complete or not at all."""

import os
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final, Literal

import attrs

from newscorpus.api.load import AnyPath
from newscorpus.api.parts import Lacking
from newscorpus.api.source import Source, open_source
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.stream import ArticleStream
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.exports.rights import Rights, without_text
from newscorpus.fs import staging
from newscorpus.models import Article, Corpus

Write = Callable[[Iterator[Article], Rights, Path, "Choice"], dict[str, int]]


@attrs.frozen
class Choice:
    """The tables to write, where a format has both."""

    flat: bool = True
    nested: bool = True


def _parquet(articles: Iterator[Article], rights: Rights, target: Path, choice: Choice) -> dict[str, int]:
    from newscorpus.exports import arrow, parquet  # noqa: PLC0415 - needs an extra

    return parquet.write(articles, rights.manifest, target, arrow.names(flat=choice.flat, nested=choice.nested))


def _dataset(articles: Iterator[Article], rights: Rights, target: Path, choice: Choice) -> dict[str, int]:
    from newscorpus.exports import arrow, dataset  # noqa: PLC0415 - needs an extra

    return dataset.write(articles, rights, target, arrow.names(flat=choice.flat, nested=choice.nested))


def _csv(articles: Iterator[Article], rights: Rights, target: Path, _: Choice) -> dict[str, int]:
    from newscorpus.exports import datapackage  # noqa: PLC0415

    return datapackage.write(articles, rights, target)


def _sqlite(articles: Iterator[Article], _: Rights, target: Path, __: Choice) -> dict[str, int]:
    from newscorpus.exports import sqlite  # noqa: PLC0415

    return sqlite.write(articles, target)


@attrs.frozen
class Format:
    """A format that articles can be exported to."""

    doc: str
    write: Write
    module: str
    """Its module in `newscorpus.exports`, which recognizes earlier exports."""
    has_nested: bool = False
    is_file: bool = False
    companions: tuple[str, ...] = ()
    """Endings of files beside the output that belong to what was there before, and are removed with it."""


FormatName = Literal["parquet", "csv", "sqlite", "dataset"]

FORMATS: Final[Mapping[str, Format]] = {
    "parquet": Format("a Parquet file for each table", _parquet, "parquet", has_nested=True),
    "csv": Format("a Frictionless data package: a CSV file for each table, with types and keys", _csv, "datapackage"),
    "sqlite": Format(
        "an SQLite database with full-text search",
        _sqlite,
        "sqlite",
        is_file=True,
        companions=("-wal", "-shm", "-journal"),
    ),
    "dataset": Format("Parquet with a dataset card and Croissant metadata", _dataset, "dataset", has_nested=True),
}


@attrs.frozen
class Exported:
    """The result of an export."""

    report: Report
    """The report on the articles that were read."""
    target: Path
    """The folder or file that was written."""
    rows: dict[str, int]
    """The number of rows of each table."""
    unstated: int
    """The number of texts that were written although nothing states the rights in them."""
    lacking: tuple[str, ...] = ()
    """Of a part of a corpus: the ids of other articles that it refers to, which the tables lack."""

    @property
    def articles(self) -> int:
        """The number of articles that were written."""
        return next(self.rows[name] for name in ("articles", "corpus") if name in self.rows)


def export(
    source: Source,
    format: FormatName,
    output: AnyPath,
    *,
    corpus: Corpus | None = None,
    flat: bool = False,
    nested: bool = False,
    text: bool = True,
    skip_invalid: bool = False,
) -> Exported:
    """Export articles as tables; memory does not grow with the corpus.

    Args:
        source: One or several files or folders of articles, of one corpus; or articles in memory, as for `check`.
        format: "parquet", "csv", "sqlite" or "dataset".
        output: The folder to write, or the file for "sqlite". Replaces an earlier export.
        corpus: The corpus that articles in memory belong to.
        flat: Whether to write only the flat tables, where the format has both ("parquet", "dataset").
        nested: Whether to write only the nested table, where the format has both.
        text: Whether to write the texts of the articles. Without, the hash of each text stays, and so do offsets.
        skip_invalid: Whether to leave out articles with errors. Errors of the corpus as a whole still stop it.

    Returns:
        The report on the articles, and the number of rows of each table.

    Raises:
        InvalidCorpus: If there are errors. Nothing is written then.
        UsageError: If the format is unknown, an extra is not installed, there are several corpora, or the output
            would overwrite an input or something that is not an export.
        OSError: If the output cannot be written.

    Example::

        number = nc.export("seeds/", "csv", "build/tables").rows["events"]
    """
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}: {', '.join(FORMATS)}")
    if nested and not FORMATS[format].has_nested:
        raise UsageError(f"{format} has no nested table: parquet and dataset have")
    options, target = SessionOptions((), essential=True, skip_invalid=skip_invalid), Path(output)
    session = open_source(source, options, corpus)
    rights = Rights(session.sole_corpus("export").manifest)
    session.refuse_inputs([target], "export")
    _refuse_other(target, FORMATS[format])
    choice = Choice(flat=flat or not nested, nested=nested or not flat)
    stream, lacking = ArticleStream(session), Lacking(session)
    with staging.staged(target) as made:
        try:
            articles = lacking.collect(_articles(stream, skip_invalid=skip_invalid))
            wanted = articles if text else map(without_text, articles)
            rows = FORMATS[format].write(rights.collect(wanted), rights, made, choice)
        except UsageError:
            stream.valid_report()  # the errors of the corpus, if there are any, explain it best
            raise
        report = stream.valid_report()
        names = [target / path.relative_to(made) for path in made.rglob("*")] if made.is_dir() else []
        session.refuse_inputs([target, *names], "export", stream.results.text_files)
        for ending in FORMATS[format].companions:  # SQLite would apply the log of the earlier database to this one
            Path(os.path.realpath(target) + ending).unlink(missing_ok=True)
    return Exported(report, target, rows, rights.unstated, lacking.found())


def _refuse_other(target: Path, format: Format) -> None:
    """Refuse to replace anything but an earlier export, even if its files have the same names."""
    # Imported here, since it may need an extra.
    is_export = import_module(f"newscorpus.exports.{format.module}").is_export
    if format.is_file and target.is_file() and target.stat().st_size and not is_export(target):
        raise UsageError(f"{target} is no earlier export, and would be lost; write somewhere else")
    if not format.is_file and target.is_dir() and (held := sorted(target.iterdir())) and not is_export(target):
        raise UsageError(f"{target} contains other files, which would be lost: {held[0].name}; write somewhere else")


def _articles(stream: ArticleStream, *, skip_invalid: bool) -> Iterator[Article]:
    """Yield the accepted articles; unless `skip_invalid`, up to the first with errors, which will stop the export."""
    for one in stream:
        if one.has_errors and not skip_invalid:
            return
        if one.article is not None:
            yield one.article
