"""Export: articles of files -> tables in the format of other tools, whole or not at all."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import attrs

from newscorpus.api.load import AnyPath
from newscorpus.checking.session import CheckSession, Paths
from newscorpus.diagnostics.report import Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import staging
from newscorpus.models import Article, Manifest

Write = Callable[[Iterator[Article], Manifest, Path, "Choice"], dict[str, int]]


@attrs.frozen
class Choice:
    """Which tables are wanted, where a format has both."""

    flat: bool = True
    nested: bool = True


def _parquet(articles: Iterator[Article], manifest: Manifest, target: Path, choice: Choice) -> dict[str, int]:
    from newscorpus.export import arrow, parquet  # noqa: PLC0415 - needs an extra

    return parquet.write(articles, manifest, target, arrow.names(flat=choice.flat, nested=choice.nested))


def _dataset(articles: Iterator[Article], manifest: Manifest, target: Path, choice: Choice) -> dict[str, int]:
    from newscorpus.export import arrow, dataset  # noqa: PLC0415 - needs an extra

    return dataset.write(articles, manifest, target, arrow.names(flat=choice.flat, nested=choice.nested))


def _csv(articles: Iterator[Article], manifest: Manifest, target: Path, _: Choice) -> dict[str, int]:
    from newscorpus.export import datapackage  # noqa: PLC0415

    return datapackage.write(articles, manifest, target)


def _sqlite(articles: Iterator[Article], _: Manifest, target: Path, __: Choice) -> dict[str, int]:
    from newscorpus.export import sqlite  # noqa: PLC0415

    return sqlite.write(articles, target)


@attrs.frozen
class Format:
    """A format that articles can be exported to."""

    doc: str
    write: Write
    module: str
    """The one of `newscorpus.export`, which tells an earlier export from what others wrote."""
    has_nested: bool = False
    is_file: bool = False


FORMATS: Final = {
    "parquet": Format("a Parquet file for each table", _parquet, "parquet", has_nested=True),
    "csv": Format("a Frictionless data package: a CSV file for each table, with types and keys", _csv, "datapackage"),
    "sqlite": Format("an SQLite database with full-text search", _sqlite, "sqlite", is_file=True),
    "dataset": Format("Parquet with a dataset card and Croissant metadata", _dataset, "dataset", has_nested=True),
}


@attrs.frozen
class Exported:
    """What an export made."""

    report: Report
    target: Path
    rows: dict[str, int]
    """How many rows each table has."""


def export(paths: Paths, to: str, output: AnyPath, *, flat: bool = False, nested: bool = False) -> Exported:
    """Exports the articles of `paths` to a new folder, or, as "sqlite", to a file; one article at a time.

    `flat` and `nested` ask for one sort of table, where the format ("parquet", "dataset") has both. Raises
    InvalidCorpus if there is an error (nothing is written then), UsageError for an unknown format, a missing extra,
    several corpora, or an output that would replace what is no export; OSError if it cannot be written.
    """
    if to not in FORMATS:
        raise UsageError(f"no format {to!r}: {', '.join(FORMATS)}")
    if nested and not FORMATS[to].has_nested:
        raise UsageError(f"{to} has no nested table: parquet and dataset have")
    run, target = CheckSession(paths, essential=True), Path(output)
    if len(run.corpora) > 1:
        raise UsageError(f"several corpora do not go into one export: {', '.join(str(c.root) for c in run.corpora)}")
    run.refuse(target, "export")
    _refuse_other(target, FORMATS[to])
    choice = Choice(flat=flat or not nested, nested=nested or not flat)
    with staging.staged(target) as made:
        try:
            rows = FORMATS[to].write(_articles(run), run.corpora[0].home.manifest, made, choice)
        except UsageError:
            _sound(run)  # if the corpus has errors, they say best what is wrong
            raise
        report = _sound(run)
        run.refuse(target, "export")  # again: where the texts lie is known now
    return Exported(report, target, rows)


def _refuse_other(target: Path, format: Format) -> None:
    """Refuses to replace what is no earlier export, though its files may have the names of ours."""
    # Imported when it is asked for, since it may need an extra.
    is_export = import_module(f"newscorpus.export.{format.module}").is_export
    if format.is_file and target.is_file() and target.stat().st_size and not is_export(target):
        raise UsageError(f"{target} is no earlier export, and would be lost; write somewhere else")
    if not format.is_file and target.is_dir() and (held := sorted(target.iterdir())) and not is_export(target):
        raise UsageError(f"{target} holds other files, which would be lost: {held[0].name}; write somewhere else")


def _sound(run: CheckSession) -> Report:
    """The report of a corpus without errors. Raises InvalidCorpus."""
    report = run.finish()
    if not report.ok:
        raise InvalidCorpus(report)
    return report


def _articles(run: CheckSession) -> Iterator[Article]:
    """The articles, up to the first that is broken: its findings will stop the export."""
    for inspection in run.articles():
        if (
            inspection.article is None
            or inspection.broken
            or any(d.severity == "error" for d in inspection.diagnostics)
        ):
            return
        yield inspection.article
