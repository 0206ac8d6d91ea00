"""Examine: a batch of articles -> their outcomes. The function that an engine maps over a corpus."""

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import attrs

from newscorpus._optional import import_optional
from newscorpus.api.dump import short
from newscorpus.checking.baseline import Baseline
from newscorpus.checking.corpus_rules import nameless
from newscorpus.checking.globs import FORMATS, below
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleCheck, ArticleResult
from newscorpus.checking.results import Review, review
from newscorpus.checking.selection import CORPUS_CODES, ESSENTIAL, Selection
from newscorpus.checking.serialize import plain
from newscorpus.checking.summary_tables import rows
from newscorpus.checking.tasks import unreadable
from newscorpus.codec import Codec
from newscorpus.diagnostics.report import Diagnostic, Severity, in_order, path_text
from newscorpus.errors import UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.interchange.tables.arrow import NESTED, schemas
from newscorpus.interchange.tables.nested import article_shape
from newscorpus.models import DEFAULT_MANIFEST, MANIFEST, Corpus, Manifest
from newscorpus.parsed import SourceRecord
from newscorpus.rules import ArticleSummary, named
from newscorpus.rules.relations import CIRCLED

if TYPE_CHECKING:
    import pyarrow as pa

FINDING: Final = {
    **dict.fromkeys(("code", "name", "severity", "message", "file"), str),
    **dict.fromkeys(("line", "column", "end_line", "end_column"), int),
    **dict.fromkeys(("at", "help", "fingerprint"), str),
}
"""Columns of a finding: lines and columns count from 1, in code points; `at` is its path in the annotation."""
BUCKETS: Final = 256
"""Parts of the keys that articles share: equal ones are in the same part."""
KEY: Final = ("bucket", "table", "a", "b", "c")
"""Columns of a key: a row of a table in `summary_tables.COLUMNS`, without `n`; or of `NEEDED`, `STEPS` or `FOLDERS`."""
NEEDED: Final = "needed"
"""The articles that the corpus rules need, whatever others there are."""
STEPS: Final = "steps"
"""The steps from article to article that must not form a cycle: source, target."""
FOLDERS: Final = "folders"
"""The folders of article texts."""

Texts = Callable[[str, str], bytes]
"""Reads the article text that a file (by its `uri`) names. Raises `fs.reading.Unreadable`."""


def _manifest(corpus: Manifest | Corpus | None) -> Manifest | None:
    return corpus.manifest if isinstance(corpus, Corpus) else corpus


def _strings(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


def _baseline(baseline: str | os.PathLike[str] | Baseline | None) -> Baseline | None:
    return baseline if baseline is None or isinstance(baseline, Baseline) else Baseline.read(Path(baseline))


@attrs.frozen(slots=False)
class Check:
    """What to check batches by.

    Raises UsageError if a rule is unknown, or the baseline cannot be read.
    """

    corpus: Manifest | None = attrs.field(default=None, converter=_manifest)
    """The contents of `corpus.yaml`, or a corpus with them; None if there is none."""
    select: tuple[str, ...] = attrs.field(default=(), converter=_strings, kw_only=True)
    """The rules to apply instead of the default ones."""
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_strings, kw_only=True)
    """The rules not to apply."""
    baseline: Baseline | None = attrs.field(default=None, converter=_baseline, kw_only=True)
    """The file with the findings that are known; None if there is none."""
    keep: tuple[str, ...] = attrs.field(default=(), converter=_strings, kw_only=True)
    """Further columns of the input that the outcomes have, too."""
    root: str | None = attrs.field(default=None, kw_only=True)
    """The folder of the corpus, as the names of its files begin; None if they are not in one folder."""
    texts: Texts | None = attrs.field(default=None, kw_only=True)
    """Reads article texts in files of their own."""

    def __attrs_post_init__(self) -> None:
        self.selection()

    def __getstate__(self) -> dict[str, Any]:
        return attrs.asdict(self, recurse=False)  # not what is derived

    def selection(self) -> Selection:
        """Return the selection of rules. Raises UsageError for an unknown rule."""
        return Selection.of(self.corpus.checks if self.corpus else None, self.select, self.ignore)

    def within(self, uri: str) -> str:
        """Return the name of a file relative to the corpus."""
        return PurePosixPath(uri).name if self.root is None else below(uri, self.root)

    @cached_property
    def loaded(self) -> LoadedCorpus:
        """The corpus as the check of one article needs it."""
        manifest = self.corpus or DEFAULT_MANIFEST
        shown = MANIFEST if self.corpus else None
        return LoadedCorpus(Path(), self.selection(), manifest, Codec(manifest), shown, texts=self.texts)

    def examine(self, batch: "pa.RecordBatch | pa.Table") -> "pa.Table":
        """Check the articles of a batch by themselves, and return their outcomes, in order.

        Args:
            batch: The annotations in `raw`, as strings or bytes of YAML or JSON, with a name each in `uri`, and in
                `line` the line of JSON Lines, from 1, or null; or instead of `raw` in `trouble` why there is none. Or
                the columns of the nested table that `to_arrow` returns, with or without `uri`.

        Returns:
            A row for each article: `uri`, `line`, whether it is `accepted` (complete, and without errors that no waiver
            and no baseline covers), the `article`, nested, or null if it is refused, its `findings`, the columns to
            `keep`, and what `corpus_findings` needs.
        """
        arrow = import_optional("pyarrow", "parquet")
        outcomes = []
        for row in self._records(batch):
            active = self.loaded.selection.active(self.within(row["uri"]))
            outcomes.append(self._outcome(row, review(self._result(row, active), active)))
        table = arrow.Table.from_pylist(outcomes, schema=schema())
        for name in self.keep:
            table = table.append_column(batch.schema.field(name), batch.column(name))
        return table

    def findings(self, outcomes: "pa.RecordBatch | pa.Table") -> "pa.Table":
        """Return the findings in articles by themselves: a row for each. The others are `corpus_findings`."""
        arrow = import_optional("pyarrow", "parquet")
        rows = [row for rows in outcomes.column("findings").to_pylist() for row in rows]
        return arrow.Table.from_pylist(rows, schema=finding_schema())

    def articles(self, outcomes: "pa.RecordBatch | pa.Table") -> "pa.Table":
        """Return the accepted articles, as the nested table that `from_arrow` reads."""
        arrow = import_optional("pyarrow", "parquet")
        nested = schemas(self.corpus or DEFAULT_MANIFEST)[NESTED]
        accepted = [row for row in outcomes.column("article").to_pylist() if row is not None]
        return arrow.Table.from_pylist(accepted, schema=nested)

    def _records(self, batch: "pa.RecordBatch | pa.Table") -> Iterator[dict[str, Any]]:
        """The rows of a batch, each with its bytes and their format."""
        if "raw" not in batch.schema.names:
            lacking = [field.name for field in article_shape().type if field.name not in batch.schema.names]
            if lacking:
                raise UsageError(f"neither `raw` nor the nested table of articles: no column {', '.join(lacking)}")
            yield from (self._written(row) for row in batch.to_pylist())
            return
        arrow = import_optional("pyarrow", "parquet")
        names = [name for name in ("uri", "line", "trouble") if name in batch.schema.names]
        # Cast first, since not every engine makes sure that a string is UTF-8.
        raw = batch.column("raw").cast(arrow.large_binary()).to_pylist()
        for row, data in zip(batch.select(names).to_pylist(), raw, strict=True):
            trouble = row.get("trouble") or (None if data is not None else "no data")
            yield {"uri": row["uri"], "line": row.get("line"), "raw": data or b"", "trouble": trouble}

    def _written(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row of the nested table, as somebody would write the article in JSON."""
        codec = self.loaded.codec
        uri, data, trouble = row.get("uri") or f"<{row['id']}>", b"", None
        try:
            article, errors = codec.structure(_shape()[1](dict(row)))
            if errors:
                raise ValueError(errors[0].headline)
            data = dump_json(short(article, codec, self.corpus), indent=False).encode()
        except ValueError as e:
            trouble = str(e)
        return {"uri": uri, "line": row.get("line"), "raw": data, "trouble": trouble, "format": "json"}

    def _result(self, row: Mapping[str, Any], active: frozenset[str]) -> ArticleResult:
        if row["trouble"] is not None:
            return ArticleResult(None, tuple(d for d in [unreadable(row["uri"], row["trouble"])] if d.code in active))
        return ArticleCheck(self.source(row), self.loaded, active).run()

    def source(self, row: Mapping[str, Any]) -> SourceRecord:
        """Return the record to examine for a row: of the input, or of outcomes."""
        path = PurePosixPath(row["uri"])
        known = FORMATS.get(path.suffix)
        format = known or ("json" if row["raw"].lstrip().startswith(b"{") else "yaml")
        format = "json" if format == "jsonl" else format
        is_file = self.corpus is not None and known is not None
        stem = path.stem if is_file and format == "yaml" else None
        name = self.within(row["uri"]) if is_file and row["line"] is None else None
        return SourceRecord(row["uri"], row["raw"], format, None, None, stem, row["line"], name=name)

    def divided(self, diagnostics: Sequence[Diagnostic]) -> tuple[Sequence[Diagnostic], Sequence[Diagnostic]]:
        """Divide diagnostics into those whose fingerprints the baseline does not have, and the known ones."""
        entries = self.baseline.fingerprints if self.baseline else ()
        new = in_order(d for d in diagnostics if d.fingerprint not in entries)
        return new, [d for d in diagnostics if d.fingerprint in entries]

    def _outcome(self, row: Mapping[str, Any], reviewed: Review) -> dict[str, Any]:
        result = reviewed.result
        new, known = self.divided(reviewed.findings)
        refusing = any(d.severity is Severity.ERROR and (d in new or d.code in ESSENTIAL) for d in reviewed.findings)
        accepted = result.summary is not None and not result.broken and not refusing
        return {
            "n": f"{row['uri']}:{row['line'] or 0:012}:{hashlib.sha256(row['raw']).hexdigest()[:16]}",
            "uri": row["uri"],
            "line": row["line"],
            "accepted": accepted,
            "article": _shape()[0](result.article) if accepted else None,
            "findings": [finding(d) for d in new],
            "known": [json.dumps(plain(d)) for d in known],
            "raw": row["raw"],
            "record": None if result.summary is None else _packed(result),
            "id": None if result.summary is None else result.summary.id,
            "nameless": next(iter(nameless(self.loaded, [(row["uri"], result)])), None),
            "keys": [] if result.summary is None else list(_keys(result, result.summary)),
        }


@cache
def _shape() -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """The functions from an article to a row of the nested table, and back to plain data."""
    shape = article_shape()
    assert shape.to is not None
    assert shape.back is not None
    return shape.to, shape.back


def finding(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as a row of findings."""
    span = diagnostic.primary
    head = (diagnostic.code, diagnostic.name, diagnostic.severity.value, diagnostic.message, span.file)
    position = (span.line, span.column, span.end_line, span.end_column)
    tail = (path_text(diagnostic.path), diagnostic.help, diagnostic.fingerprint)
    return dict(zip(FINDING, (*head, *position, *tail), strict=True))


def finding_schema() -> "pa.Schema":
    """Return the Arrow schema of findings."""
    arrow = import_optional("pyarrow", "parquet")
    types = {str: arrow.string(), int: arrow.int64()}
    return arrow.schema([(name, types[kind]) for name, kind in FINDING.items()])


@cache
def schema() -> "pa.Schema":
    """Return the Arrow schema of outcomes, without the columns to keep."""
    arrow = import_optional("pyarrow", "parquet")
    key = arrow.struct([(name, arrow.int32() if name == "bucket" else arrow.string()) for name in KEY])
    return arrow.schema(
        [
            ("n", arrow.string()),
            ("uri", arrow.string()),
            ("line", arrow.int64()),
            ("accepted", arrow.bool_()),
            ("article", article_shape().type),
            ("findings", arrow.list_(arrow.struct(list(finding_schema())))),
            ("known", arrow.list_(arrow.string())),
            ("raw", arrow.binary()),
            ("record", arrow.string()),
            ("id", arrow.string()),
            ("nameless", arrow.string()),
            ("keys", arrow.list_(key)),
        ]
    )


def schema_of(names: Iterable[str]) -> "pa.Schema":
    """Return the Arrow schema of some columns of outcomes."""
    return import_optional("pyarrow", "parquet").schema([schema().field(name) for name in names])


def _packed(result: ArticleResult) -> str:
    """What the corpus rules and waivers need of a result."""
    needed = attrs.evolve(result, article=None, diagnostics=())
    return json.dumps(plain(needed), separators=(",", ":"))


def judges_corpus(result: ArticleResult) -> bool:
    """Whether a waiver of an article is about a finding of a corpus rule."""
    rules = (named(placed.waiver.code) for placed in result.waivers)
    return any(rule is not None and rule.code in CORPUS_CODES for rule in rules)


def _keys(result: ArticleResult, summary: ArticleSummary) -> Iterator[dict[str, Any]]:
    """What an article shares with others, or may.

    Each value is in the part of all equal ones: an article in that of its id, and in that of its text.
    """
    tables = rows(0, summary)
    yield _key(summary.id, "articles", summary.id)
    if summary.sha256 is not None:
        yield _key(summary.sha256, "articles", None, summary.sha256)
    for _, event in tables["events"]:
        yield _key(event, "events", event)
    for _, *actor in tables["actors"]:
        for value in {actor[0], actor[2] or actor[0]}:
            yield _key(value, "actors", *actor)
    for _, target, article, relation in tables["links"]:
        yield _key(target, "links", target, article, relation)
        if relation in CIRCLED:
            yield _key(summary.id, STEPS, summary.id, article)
    if summary.registered or judges_corpus(result):
        yield _key("", NEEDED)
    if summary.text_file is not None:
        folder = summary.text_file.rpartition("/")[0]
        yield _key(folder, FOLDERS, folder, summary.text_file)


def _key(shared: str, table: str, *values: str | None) -> dict[str, Any]:
    bucket = zlib.crc32(shared.encode("utf-8", "surrogatepass")) % BUCKETS
    return dict(zip(KEY, (bucket, table, *values, *(None,) * (3 - len(values))), strict=True))
