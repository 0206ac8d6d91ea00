"""Spark: `check` over DataFrames, or a corpus in a lake. An adapter of `newscorpus.batches`; needs the extra `spark`.

    from newscorpus import spark as ncs

    result = ncs.check(session, session.read.table("news.articles"), corpus=manifest)
    result = ncs.check(session, "s3://bucket/corpus/")
    result.findings, result.articles, result.verdicts  # DataFrames

Files are read through fsspec where the path has a scheme. Small files share a task; large ones of JSON Lines are split.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Union

import attrs

from newscorpus._optional import import_optional
from newscorpus.batches import Check, Step, corpus_findings
from newscorpus.batches.outcomes import schema
from newscorpus.batches.steps import Surroundings
from newscorpus.checking.discovery import Finder
from newscorpus.checking.selection import Paths
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import Corpus, Manifest
from newscorpus.spark.pieces import Piece, numbered
from newscorpus.spark.storage import Lake, Part

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_BATCH: Final = 200
_CORES: Final = 50
"""Those of a cluster that does not say how many it has."""
_PIECES: Final = "uri string, start long, end long, line long, task long"
_INPUT: Final = ("uri", "line", "raw", "trouble")


@attrs.frozen
class Result:
    """The result of a check, as DataFrames: the same for any number of tasks."""

    findings: "DataFrame"
    """One row per finding; lines and columns count from 1, in code points."""
    articles: "DataFrame"
    """The accepted articles, nested as in `corpus.parquet`: `from_arrow` reads the tables that are written of them."""
    verdicts: "DataFrame"
    """One row per article: its name, its line in JSON Lines, its id, and whether it is accepted."""

    def write(self, folder: str, *, partition_by: Sequence[str] = (), overwrite: bool = False) -> None:
        """Write `findings` and `articles` as Parquet into a folder.

        Args:
            folder: The folder, as Spark names it.
            partition_by: Columns of the input that were kept: the articles are partitioned by them.
            overwrite: Whether to overwrite an earlier result; of its articles only the partitions that these are in.

        Raises:
            UsageError: If there is an earlier result.
        """
        mode = "overwrite" if overwrite else "error"
        articles = self.articles.write.mode(mode).option("partitionOverwriteMode", "dynamic")
        try:
            articles.partitionBy(*partition_by).parquet(f"{folder}/articles")
            self.findings.write.mode(mode).parquet(f"{folder}/findings")
        except import_optional("pyspark.errors", "spark").AnalysisException as e:
            if e.getCondition() != "PATH_ALREADY_EXISTS":
                raise
            raise UsageError(f"{folder} contains an earlier result, which is not overwritten") from None


def check(
    session: "SparkSession",
    source: Union[Paths, "DataFrame"],
    *,
    corpus: Manifest | Corpus | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    baseline: str | os.PathLike[str] | None = None,
    keep: Sequence[str] = (),
) -> Result:
    """Check a corpus in a lake, with the verdict of `newscorpus check`.

    Args:
        session: The Spark session.
        source: A DataFrame with the columns that `batches.Check.examine` takes. Or folders, each with its
            `corpus.yaml`; and files or globs, which together are one corpus. Of these, the rules about folders (NC704,
            NC706) report nothing.
        corpus: The manifest to use instead of `corpus.yaml`.
        select: The rules to apply instead of the default ones.
        ignore: The rules not to apply.
        baseline: A baseline on this machine, instead of that of `corpus.yaml`.
        keep: Further columns of the DataFrame that `articles` and `verdicts` have, too.

    Raises:
        UsageError: If there is no file, a rule is unknown, or the baseline cannot be read.
    """
    asked = Check(corpus, select=select, ignore=ignore, baseline=baseline, keep=keep)
    if isinstance(source, import_optional("pyspark.sql", "spark").DataFrame):
        return _result(source, partial(_examined, asked), asked, None)
    given = [source] if isinstance(source, str | os.PathLike) else source
    lake = Lake()
    parts = lake.parts([os.fspath(path) for path in given], attrs.evolve(asked, keep=()))
    return reduce(_union, [_of_files(session, lake, part) for part in parts])


def _union(a: Result, b: Result) -> Result:
    return Result(a.findings.union(b.findings), a.articles.union(b.articles), a.verdicts.union(b.verdicts))


def _of_files(session: "SparkSession", lake: Lake, part: Part) -> Result:
    context = getattr(session, "sparkContext", None)  # Spark Connect has none
    pieces = lake.pieces(part.files, 4 * (context.defaultParallelism if context else _CORES))
    root = part.check.root
    split = [piece for piece in pieces if piece.end is not None]
    if split:
        lines = _frame(session, split).mapInArrow(
            partial(_counted, lake, root), "uri string, start long, lines long, ended boolean"
        )
        counts = {(row.uri, row.start): (row.lines, row.ended) for row in lines.collect()}
        pieces = list(numbered(pieces, counts))
    return _result(_frame(session, pieces), partial(_read, lake, part.check), part.check, part.around)


def _frame(session: "SparkSession", pieces: Sequence[Piece]) -> "DataFrame":
    """The pieces as a DataFrame, of which a partition has those of a task."""
    tasks = len({piece.task for piece in pieces})
    return session.createDataFrame([tuple(p) for p in pieces], _PIECES).repartitionByRange(max(tasks, 1), "task")


def _result(
    source: "DataFrame",
    examine: Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]],
    check: Check,
    around: Surroundings | None,
) -> Result:
    functions = import_optional("pyspark.sql.functions", "spark")
    kind = _types(schema())
    for name in check.keep:
        kind = kind.add(source.schema[name])
    outcomes = source.mapInArrow(examine, kind).persist()
    related = corpus_findings(check, partial(_collected, outcomes), around)
    own = outcomes.select(functions.explode("findings").alias("finding")).select("finding.*")
    return Result(
        own.union(source.sparkSession.createDataFrame(related.to_pylist(), own.schema)),
        outcomes.where("accepted").select("uri", "line", *check.keep, "article.*"),
        outcomes.select("uri", "line", "id", "accepted", *check.keep),
    )


def _types(columns: "pa.Schema") -> Any:
    return import_optional("pyspark.sql.pandas.types", "spark").from_arrow_schema(columns)


def _collected(outcomes: "DataFrame", step: Step) -> "pa.Table":
    """Run a step over all outcomes."""
    rows = outcomes.select(*step.columns).mapInArrow(partial(_each, step.each), _types(step.schema))
    if step.grouped is not None:
        grouped = step.grouped
        # Spark evaluates annotations, so it is given a function without any.
        rows = rows.groupBy("bucket").applyInArrow(lambda keys: grouped(keys), _types(step.out))  # noqa: PLW0108
    return rows.toArrow()


# --- what runs on the workers -----------------------------------------------------------------------------------------


def _each(
    function: Callable[["pa.RecordBatch"], "pa.Table"], batches: Iterator["pa.RecordBatch"]
) -> Iterator["pa.RecordBatch"]:
    for batch in batches:
        yield from function(batch).to_batches()


def _examined(check: Check, batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    for batch in batches:
        for start in range(0, batch.num_rows, _BATCH):
            yield from check.examine(batch.slice(start, _BATCH)).to_batches()


def _read(lake: Lake, check: Check, batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    arrow = import_optional("pyarrow", "parquet")
    types = (arrow.string(), arrow.int64(), arrow.binary(), arrow.string())
    records = (record for piece in _pieces(batches) for record in lake.records(piece, check.root))
    while some := list(islice(records, _BATCH)):
        table = arrow.Table.from_pylist(some, arrow.schema(list(zip(_INPUT, types, strict=True))))
        yield from check.examine(table).to_batches()


def _counted(lake: Lake, root: str | None, batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    arrow = import_optional("pyarrow", "parquet")
    for piece in _pieces(batches):
        lines, ended = lake.counted(piece, root)
        yield arrow.RecordBatch.from_pydict(
            {"uri": [piece.uri], "start": [piece.start], "lines": [lines], "ended": [ended]}
        )


def _pieces(batches: Iterator["pa.RecordBatch"]) -> Iterator[Piece]:
    return (Piece(**row) for batch in batches for row in batch.to_pylist())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `python -m newscorpus.spark check PATHS --out FOLDER`.

    Returns:
        0, or 1 if there is an error. Exits with 2 if the arguments are wrong; the program exits with 3 if it fails.
    """
    parser = argparse.ArgumentParser(prog="python -m newscorpus.spark", description="Check a corpus with Spark.")
    command = parser.add_subparsers(required=True).add_parser("check", help="write findings and articles as Parquet")
    command.add_argument("paths", nargs="+", metavar="PATH", help="folders, files or globs")
    command.add_argument("--out", required=True, help="folder to write `findings` and `articles` into")
    command.add_argument("--overwrite", action="store_true", help="overwrite an earlier result there")
    command.add_argument("--corpus", help="a corpus.yaml in place of the folder's")
    command.add_argument("--baseline", help="a baseline in place of that of corpus.yaml")
    command.add_argument("--select", action="append", default=[], metavar="RULE")
    command.add_argument("--ignore", action="append", default=[], metavar="RULE")
    given = parser.parse_args(arguments)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        session = import_optional("pyspark.sql", "spark").SparkSession.builder.appName("newscorpus").getOrCreate()
        corpus = Finder().manifest(Path(given.corpus)) if given.corpus else None
        options = {"select": given.select, "ignore": given.ignore, "baseline": given.baseline}
        result = check(session, given.paths, corpus=corpus, **options)
        result.write(given.out, overwrite=given.overwrite)
    except (UsageError, InvalidCorpus) as e:
        parser.error(str(e))
    return 1 if result.findings.where("severity = 'error'").count() else 0
