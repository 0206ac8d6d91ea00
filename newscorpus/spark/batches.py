"""Batches: records in, outcomes out, as Arrow; what a cluster maps over a corpus. Needs pyarrow.

In: `uri`, `line` (from 1; null if the file is one article) and `raw`, its bytes; or instead of these `trouble`: why
they cannot be read. Out: for each record its article, nested as in `corpus.parquet` and null if it has errors, its
findings, and what the rules of the corpus need of it. Nothing raises on any input, and nothing looks at files: who
wants texts that lie in files of their own says how they are read.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import attrs

from newscorpus._optional import import_optional
from newscorpus.checking.article import inspect
from newscorpus.checking.context import ArticleResult, CheckContext, SourceRecord
from newscorpus.checking.discovery.globs import FORMATS, below
from newscorpus.checking.discovery.records import unreadable
from newscorpus.checking.selection import Selection
from newscorpus.checking.serialize import plain
from newscorpus.checking.store.prefilter import COLUMNS, rows
from newscorpus.checking.task import without_model
from newscorpus.checking.waivers import waive
from newscorpus.codec import Codec
from newscorpus.diagnostics.report import Diagnostic, Severity, path_text
from newscorpus.export.nested import article_shape
from newscorpus.models import Manifest
from newscorpus.rules import RULES

if TYPE_CHECKING:
    import pyarrow as pa

OF_CORPUS: Final = frozenset(rule.code for rule in RULES if rule.scope == "corpus")
FINDING: Final = {
    **dict.fromkeys(("code", "name", "severity", "message", "file"), str),
    **dict.fromkeys(("line", "column", "end_line", "end_column"), int),
    **dict.fromkeys(("at", "help"), str),
}
"""Columns of a finding: lines and columns count from 1, in code points; `at` is its path in the annotation."""


def finding(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as a row of findings."""
    span = diagnostic.primary
    said = (diagnostic.code, diagnostic.name, diagnostic.severity.value, diagnostic.message, span.file)
    place = (span.line, span.column, span.end_line, span.end_column)
    return dict(zip(FINDING, (*said, *place, path_text(diagnostic.path), diagnostic.help), strict=True))


def schema() -> "pa.Schema":
    """The Arrow schema of outcomes. `record` is what is kept of an article, as JSON; then `telling.COLUMNS`."""
    arrow = import_optional("pyarrow", "parquet")
    types = {str: arrow.string(), int: arrow.int64()}
    found = arrow.struct([(name, types[kind]) for name, kind in FINDING.items()])
    return arrow.schema(
        [
            ("uri", arrow.string()),
            ("line", arrow.int64()),
            ("article", article_shape().type),
            ("findings", arrow.list_(found)),
            ("record", arrow.string()),
            *(
                (name, arrow.list_(arrow.struct([(c, arrow.string()) for c in columns if c != "n"])))
                for name, columns in COLUMNS.items()
            ),
        ]
    )


@attrs.frozen
class Settings:
    """What a batch is judged by: small and plain, so that it can be sent."""

    manifest: Manifest | None = None
    """What `corpus.yaml` says; None if there is none."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    root: str | None = None
    """The folder of the corpus, as the names of its files begin; None if they need not lie in one."""

    def selection(self) -> Selection:
        """The rules in force. Raises UsageError for an unknown one."""
        return Selection.of(self.manifest.checks if self.manifest else None, self.select, self.ignore)

    def within(self, uri: str) -> str:
        """The name of a file relative to the corpus."""
        return PurePosixPath(uri).name if self.root is None else below(uri, self.root)


Texts = Callable[[str, str], bytes]
"""Reads the text that a file (by its `uri`) names. Raises `files.Unreadable`."""


def examine(records: Iterable[dict[str, Any]], settings: Settings, texts: Texts | None = None) -> "pa.RecordBatch":
    """The outcomes of a batch of records, in order."""
    arrow = import_optional("pyarrow", "parquet")
    selection = settings.selection()
    manifest = settings.manifest or Manifest(name="default")
    home = CheckContext(manifest, Codec(manifest), None, dict(selection.severities), texts=texts)
    shape = article_shape()
    assert shape.to is not None
    made = []
    for row in records:
        active = selection.active(settings.within(row["uri"]))
        inspection = _inspected(row, settings, home, active)
        remaining, _ = waive(inspection, inspection.diagnostics, active - OF_CORPUS)
        whole = inspection.article is not None and all(d.severity is not Severity.ERROR for d in inspection.diagnostics)
        made.append(
            {
                "uri": row["uri"],
                "line": row.get("line"),
                "article": shape.to(inspection.article) if whole else None,
                "findings": [finding(d) for d in sorted(remaining, key=lambda d: d.order)],
                "record": json.dumps(plain(without_model(inspection)), separators=(",", ":")),
                **_tables(inspection),
            }
        )
    return arrow.RecordBatch.from_pylist(made, schema=schema())


def _inspected(row: dict[str, Any], settings: Settings, home: CheckContext, active: frozenset[str]) -> ArticleResult:
    if "trouble" in row:
        return ArticleResult(None, tuple(d for d in [unreadable(row["uri"], row["trouble"])] if d.code in active))
    return inspect(source(row, settings), home, active)


def source(row: dict[str, Any], settings: Settings) -> SourceRecord:
    """A record as what is inspected."""
    path = PurePosixPath(row["uri"])
    yaml = FORMATS.get(path.suffix, "yaml") == "yaml"
    stem = path.stem if yaml and settings.manifest else None
    return SourceRecord(row["uri"], row["raw"], "yaml" if yaml else "json", None, None, stem, row["line"])


def _tables(inspection: ArticleResult) -> dict[str, list[dict[str, str | None]]]:
    if inspection.facts is None:
        return {name: [] for name in COLUMNS}
    return {
        name: [dict(zip(COLUMNS[name][1:], row[1:], strict=True)) for row in found]
        for name, found in rows(0, inspection.facts).items()
    }
