"""Batches: records in, outcomes out, as Arrow: the function that a cluster maps over a corpus. Needs pyarrow.

In: `uri`, `line` (from 1; null if the file is one article) and `raw`, its bytes; or instead of these `trouble`: why
they cannot be read. Out: for each record its article, nested as in `corpus.parquet` and null if it is refused, its
findings, and what the corpus rules need of it. No input raises an error, and no file is opened: the caller provides a
function that reads article texts in files of their own.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import attrs

from newscorpus._optional import import_optional
from newscorpus.checking.globs import FORMATS, below
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleCheck, ArticleResult
from newscorpus.checking.results import review
from newscorpus.checking.selection import Selection
from newscorpus.checking.serialize import plain
from newscorpus.checking.summary_tables import COLUMNS, rows
from newscorpus.checking.tasks import unreadable, without_model
from newscorpus.codec import Codec
from newscorpus.diagnostics.report import Diagnostic, path_text
from newscorpus.interchange.tables.nested import article_shape
from newscorpus.models import DEFAULT_MANIFEST, Manifest
from newscorpus.parsed import SourceRecord
from newscorpus.rules import ArticleSummary

if TYPE_CHECKING:
    import pyarrow as pa

FINDING: Final = {
    **dict.fromkeys(("code", "name", "severity", "message", "file"), str),
    **dict.fromkeys(("line", "column", "end_line", "end_column"), int),
    **dict.fromkeys(("at", "help"), str),
}
"""Columns of a finding: lines and columns count from 1, in code points; `at` is its path in the annotation."""
FLAGS: Final = ("has_findings", "has_waivers", "registered", "has_text_file")
"""Boolean columns of outcomes, by which the driver selects records. `registered` is that of `ArticleSummary`."""


def finding(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as a row of findings."""
    span = diagnostic.primary
    head = (diagnostic.code, diagnostic.name, diagnostic.severity.value, diagnostic.message, span.file)
    position = (span.line, span.column, span.end_line, span.end_column)
    return dict(zip(FINDING, (*head, *position, path_text(diagnostic.path), diagnostic.help), strict=True))


def schema() -> "pa.Schema":
    """Return the Arrow schema of outcomes. `record` is an `ArticleResult` without its model, as JSON."""
    arrow = import_optional("pyarrow", "parquet")
    types = {str: arrow.string(), int: arrow.int64()}
    struct = arrow.struct([(name, types[kind]) for name, kind in FINDING.items()])
    return arrow.schema(
        [
            ("uri", arrow.string()),
            ("line", arrow.int64()),
            ("article", article_shape().type),
            ("findings", arrow.list_(struct)),
            ("record", arrow.string()),
            *((name, arrow.bool_()) for name in FLAGS),
            *(
                (name, arrow.list_(arrow.struct([(c, arrow.string()) for c in columns if c != "n"])))
                for name, columns in COLUMNS.items()
            ),
        ]
    )


@attrs.frozen
class Settings:
    """The settings of a batch: small and plain, so that they can be sent."""

    manifest: Manifest | None = None
    """The content of `corpus.yaml`; None if there is none."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    root: str | None = None
    """The folder of the corpus, as the names of its files begin; None if they are not in one folder."""

    def selection(self) -> Selection:
        """Return the selection of rules. Raises UsageError for an unknown rule."""
        return Selection.of(self.manifest.checks if self.manifest else None, self.select, self.ignore)

    def within(self, uri: str) -> str:
        """Return the name of a file relative to the corpus."""
        return PurePosixPath(uri).name if self.root is None else below(uri, self.root)


Texts = Callable[[str, str], bytes]
"""Reads the article text that a file (by its `uri`) names. Raises `fs.reading.Unreadable`."""


def examine(records: Iterable[dict[str, Any]], settings: Settings, texts: Texts | None = None) -> "pa.RecordBatch":
    """Examine a batch of records and return their outcomes, in order, by `schema`."""
    arrow = import_optional("pyarrow", "parquet")
    selection = settings.selection()
    manifest = settings.manifest or DEFAULT_MANIFEST
    corpus = LoadedCorpus(Path(), selection, manifest, Codec(manifest), texts=texts)
    shape = article_shape()
    assert shape.to is not None
    outcomes = []
    for row in records:
        active = selection.active(settings.within(row["uri"]))
        reviewed = review(_result(row, settings, corpus, active), active)
        outcomes.append(
            {
                "uri": row["uri"],
                "line": row.get("line"),
                "article": None if reviewed.article is None else shape.to(reviewed.article),
                "findings": [finding(d) for d in sorted(reviewed.findings, key=lambda d: d.order)],
                "record": json.dumps(plain(without_model(reviewed.result)), separators=(",", ":")),
                **_flags(reviewed.result),
                **_tables(reviewed.result.summary),
            }
        )
    return arrow.RecordBatch.from_pylist(outcomes, schema=schema())


def _result(row: dict[str, Any], settings: Settings, corpus: LoadedCorpus, active: frozenset[str]) -> ArticleResult:
    if "trouble" in row:
        return ArticleResult(None, tuple(d for d in [unreadable(row["uri"], row["trouble"])] if d.code in active))
    return ArticleCheck(source(row, settings), corpus, active).run()


def source(row: dict[str, Any], settings: Settings) -> SourceRecord:
    """Return the record to examine for a row."""
    path = PurePosixPath(row["uri"])
    yaml = FORMATS.get(path.suffix, "yaml") == "yaml"
    stem = path.stem if yaml and settings.manifest else None
    name = settings.within(row["uri"]) if settings.manifest and row["line"] is None else None
    return SourceRecord(row["uri"], row["raw"], "yaml" if yaml else "json", None, None, stem, row["line"], name=name)


def _flags(result: ArticleResult) -> dict[str, bool]:
    summary = result.summary
    flags = (
        result.has_findings,
        bool(result.waivers),
        summary is not None and summary.registered,
        summary is not None and summary.text_file is not None,
    )
    return dict(zip(FLAGS, flags, strict=True))


def _tables(summary: ArticleSummary | None) -> dict[str, list[dict[str, str | None]]]:
    if summary is None:
        return {name: [] for name in COLUMNS}
    return {
        name: [dict(zip(COLUMNS[name][1:], row[1:], strict=True)) for row in rows_of_table]
        for name, rows_of_table in rows(0, summary).items()
    }
