"""Spark: `check` over a corpus in a lake. An adapter without a rule of its own; needs the extra `spark`.

    from newscorpus import spark as ncs

    result = ncs.check(session, "s3://bucket/corpus/*.jsonl", corpus=manifest)
    result.findings, result.articles  # DataFrames

A task reads whole files of JSON Lines, YAML or JSON, through fsspec where the path has a scheme; so split large ones.
What only the whole corpus shows is found by the SQL of `checking.telling` and said by the rules themselves, on the
driver, over the few facts that tell.
"""

import argparse
import glob
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import attrs

from newscorpus.batching import FINDING, OF_CORPUS, Settings, examine, finding, schema, source
from newscorpus.checking import corpus as relating
from newscorpus.checking.article import Inspection, parse
from newscorpus.checking.records import restored
from newscorpus.checking.selection import Selection
from newscorpus.checking.sources import Finder
from newscorpus.checking.telling import COLUMNS, CONTEXT, SUSPECTS, Telling
from newscorpus.checking.waiving import waive
from newscorpus.diagnostics import Diagnostic
from newscorpus.errors import UsageError
from newscorpus.extras import need
from newscorpus.limits import MAX_BYTES
from newscorpus.models import Manifest
from newscorpus.rules import CorpusView, Facts
from newscorpus.rules.corpus import SUGGESTING

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_BATCH = 200
_BUFFER = 1 << 20
_COLUMNS = ", ".join(f"`{name}` {'string' if kind is str else 'long'}" for name, kind in FINDING.items())


@attrs.frozen
class Result:
    """What a check found, as DataFrames, and the same for any number of tasks."""

    findings: "DataFrame"
    """A row a finding; lines and columns count from 1. Not judged: what is about a folder's files (NC704, NC706)."""
    articles: "DataFrame"
    """The articles without errors of their own, nested as in `corpus.parquet`."""


def check(
    session: "SparkSession",
    paths: str | Sequence[str],
    *,
    corpus: Manifest | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Result:
    """Checks the files that `paths` (globs) name, as one corpus, of which `corpus` says what `corpus.yaml` says.

    Raises UsageError if there is no file or an unknown rule.
    """
    functions, types = need("pyspark.sql.functions", "spark"), need("pyspark.sql.pandas.types", "spark")
    settings = Settings(corpus or Manifest(name="default"), tuple(select), tuple(ignore))
    settings.selection()
    found = sorted({uri for path in ([paths] if isinstance(paths, str) else paths) for uri in _listed(path)})
    if not found:
        raise UsageError(f"no articles in {paths}")
    own = session.newSession()  # our views are no one else's business
    files = own.createDataFrame([(uri,) for uri in found], "uri string").repartition(min(len(found), 1000))
    outcomes = files.mapInArrow(partial(_examined, settings), types.from_arrow_schema(schema())).persist()
    key = functions.format_string("%s:%012d", "uri", functions.coalesce("line", functions.lit(0)))
    related = _related(own, outcomes.withColumn("n", key), settings)
    plain = outcomes.select(functions.explode("findings").alias("one")).select("one.*")
    return Result(
        plain.union(own.createDataFrame([tuple(row.values()) for row in related], _COLUMNS)),
        outcomes.where("article is not null").select("uri", "line", "article.*"),
    )


def _examined(settings: Settings, batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    for batch in batches:
        for uri in batch.column("uri").to_pylist():
            records: list[dict[str, Any]] = []
            for record in _records(uri):
                records.append(record)
                if len(records) == _BATCH:
                    yield examine(records, settings)
                    records = []
            yield examine(records, settings)


def _records(uri: str) -> Iterator[dict[str, Any]]:
    """The records of a file, as `check` reads them."""
    with closing(_opened(uri)) as stream:
        if not uri.endswith(".jsonl"):
            yield {"uri": uri, "line": None, "raw": stream.read(MAX_BYTES + 1)}
            return
        for number, line in enumerate(iter(lambda: stream.readline(MAX_BYTES + 1), b""), 1):
            if line.strip():
                yield {"uri": uri, "line": number, "raw": line}
            if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                return


def _opened(uri: str) -> IO[bytes]:
    if "://" not in uri:
        return open(uri, "rb")
    # Buffered here, since what fsspec opens in a store has no bounded `readline`.
    return BufferedReader(need("fsspec", "spark").open(uri, "rb").open(), _BUFFER)


def _listed(path: str) -> list[str]:
    if "://" not in path:
        return glob.glob(path, recursive=True) if glob.has_magic(path) else [path]  # noqa: PTH207 - absolute, too
    return [file.path if "://" not in path else file.full_name for file in need("fsspec", "spark").open_files(path)]


def _related(session: "SparkSession", keyed: "DataFrame", settings: Settings) -> list[dict[str, Any]]:
    """What only the whole corpus shows."""
    functions = need("pyspark.sql.functions", "spark")
    total = keyed.where("size(articles) > 0").count()
    told = None
    if total > SUGGESTING:
        for name in COLUMNS:
            rows = keyed.select("n", functions.explode(name).alias("row")).select("n", "row.*")
            rows.createOrReplaceTempView(name)
        session.sql(" union ".join(SUSPECTS)).createOrReplaceTempView("suspects")
        suspects, context = (
            frozenset(n for (n,) in session.sql(q).collect()) for q in ("select n from suspects", CONTEXT)
        )
        told = Telling(suspects, context)
        wanted = session.createDataFrame([(n,) for n in suspects | context], "n string")
        keyed = keyed.join(wanted, "n", "left_semi").union(
            keyed.where(functions.col("record").contains('"waivers":')).join(wanted, "n", "left_anti")
        )
    rows = keyed.select("n", "uri", "line", "record").orderBy("n").collect()
    return [finding(d) for d in _said([(row.n, row.uri, row.line, row.record) for row in rows], total, told, settings)]


def _said(
    rows: list[tuple[str, str, int | None, str]], total: int, told: Telling | None, settings: Settings
) -> Iterator[Diagnostic]:
    """What the rules say of the facts that tell, placed, and without what is waived."""
    selection = settings.selection()
    kept: dict[int, tuple[str, int | None, Inspection]] = {}
    facts = []
    for n, uri, line, record in rows:
        inspection: Inspection = restored(Inspection, json.loads(record))
        if inspection.facts is not None:
            one = told.of(n, inspection.facts) if told else inspection.facts
            facts.append(one or attrs.evolve(inspection.facts, links=()))
            kept[id(facts[-1])] = uri, line, attrs.evolve(inspection, diagnostics=())
    said: dict[str, dict[int | None, list[relating.Said]]] = {}
    for code, where, what in relating.judged(CorpusView(facts, total=total)):
        if isinstance(where, Facts):
            uri, line, _ = kept[id(where)]
            said.setdefault(uri, {}).setdefault(line, []).append((code, what))
    found = {(uri, line): d for uri, lines in said.items() for line, d in _placed(uri, lines, selection)}
    for uri, line, inspection in kept.values():
        active = selection.active(os.path.basename(uri)) & (OF_CORPUS | {"NC801"})  # noqa: PTH119 - of a URI
        ours = [d for d in found.get((uri, line), ()) if d.code in active]
        yield from waive(inspection, ours, active, selection.severity("NC801"))[0]


def _placed(
    uri: str, said: dict[int | None, list[relating.Said]], selection: Selection
) -> Iterator[tuple[int | None, list[Diagnostic]]]:
    """The findings of a file, by its lines. It is read again, once; raises UsageError if it is not what it was."""
    left = dict(said)
    for record in _records(uri):
        if record["line"] in left:
            placer = parse(source(record), {}, active=frozenset()).placer
            findings = left.pop(record["line"])
            yield record["line"], [placer.finding(code, one, selection.severity(code)) for code, one in findings]
        if not left:
            return
    raise UsageError(f"{uri} has changed meanwhile")


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m newscorpus.spark check PATHS --out FOLDER`; 1 if there is an error, 2 if called wrongly."""
    parser = argparse.ArgumentParser(prog="python -m newscorpus.spark", description="Check a corpus with Spark.")
    command = parser.add_subparsers(required=True).add_parser("check", help="write findings and articles as Parquet")
    command.add_argument("paths", nargs="+", metavar="PATH", help="files or globs")
    command.add_argument("--out", required=True, help="folder to write `findings` and `articles` into")
    command.add_argument("--corpus", help="the corpus.yaml that holds for all")
    command.add_argument("--select", action="append", default=[], metavar="RULE")
    command.add_argument("--ignore", action="append", default=[], metavar="RULE")
    given = parser.parse_args(arguments)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        session = need("pyspark.sql", "spark").SparkSession.builder.appName("newscorpus").getOrCreate()
        corpus = Finder().manifest(Path(given.corpus)) if given.corpus else None
        result = check(session, given.paths, corpus=corpus, select=given.select, ignore=given.ignore)
    except UsageError as e:
        parser.error(str(e))
    result.findings.write.mode("error").parquet(f"{given.out}/findings")
    result.articles.write.mode("error").parquet(f"{given.out}/articles")
    return 1 if result.findings.where("severity = 'error'").count() else 0


if __name__ == "__main__":
    sys.exit(main())
