"""Spark: `check` over a corpus in a lake. An adapter without a rule of its own; needs the extra `spark`.

    from newscorpus import spark as ncs

    result = ncs.check(session, "s3://bucket/corpus/")
    result.findings, result.articles  # DataFrames

A task reads whole files of JSON Lines, YAML or JSON, through fsspec where the path has a scheme; so split large ones.
What only the whole corpus shows is found by the SQL of `checking.telling` and said by the rules themselves, on the
driver, over the few facts that tell.
"""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from newscorpus._optional import import_optional
from newscorpus.checking import corpus as relating
from newscorpus.checking.article import parse
from newscorpus.checking.context import ArticleResult
from newscorpus.checking.discovery.finder import Finder
from newscorpus.checking.serialize import restored
from newscorpus.checking.session import Paths
from newscorpus.checking.store.prefilter import COLUMNS, CONTEXT, SUSPECTS, Candidates
from newscorpus.checking.waivers import waive
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import MANIFEST, Manifest
from newscorpus.rules import ArticleSummary, CorpusContext
from newscorpus.rules.summary import SUGGESTING
from newscorpus.spark.batches import FINDING, OF_CORPUS, Settings, examine, finding, schema, source
from newscorpus.spark.storage import Lake, Part

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_BATCH = 200
_COLUMNS = ", ".join(f"`{name}` {'string' if kind is str else 'long'}" for name, kind in FINDING.items())


@attrs.frozen
class Result:
    """What a check found, as DataFrames, and the same for any number of tasks."""

    findings: "DataFrame"
    """A row a finding; lines and columns count from 1."""
    articles: "DataFrame"
    """The articles without errors of their own, nested as in `corpus.parquet`."""


def check(
    session: "SparkSession",
    paths: Paths,
    *,
    corpus: Manifest | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Result:
    """Checks folders, each as `newscorpus check` does, with its `corpus.yaml`; and files.

    Files, which globs may name, are one corpus; what is about a folder (NC704, NC706) is not judged of them. `corpus`
    says what `corpus.yaml` says, and takes its place. Raises UsageError if there is no file or an unknown rule.
    """
    lake, own = Lake(), session.newSession()  # our views are no one else's business
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    parts = lake.parts([os.fspath(path) for path in given], corpus, select, ignore)
    results = [_checked(own, lake, part) for part in parts]
    return reduce(lambda a, b: Result(a.findings.union(b.findings), a.articles.union(b.articles)), results)


def _checked(session: "SparkSession", lake: Lake, part: Part) -> Result:
    functions, types = (
        import_optional("pyspark.sql.functions", "spark"),
        import_optional("pyspark.sql.pandas.types", "spark"),
    )
    files = session.createDataFrame([(uri,) for uri in part.files], "uri string")
    files = files.repartition(min(max(len(part.files), 1), 1000))
    examined = partial(_examined, lake, part.settings)
    outcomes = files.mapInArrow(examined, types.from_arrow_schema(schema())).persist()
    key = functions.format_string("%s:%012d", "uri", functions.coalesce("line", functions.lit(0)))
    related = [*part.corpus.diagnostics, *_related(session, outcomes.withColumn("n", key), lake, part)]
    plain = outcomes.select(functions.explode("findings").alias("one")).select("one.*")
    return Result(
        plain.union(session.createDataFrame([tuple(finding(one).values()) for one in related], _COLUMNS)),
        outcomes.where("article is not null").select("uri", "line", "article.*"),
    )


def _examined(lake: Lake, settings: Settings, batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    for batch in batches:
        for uri in batch.column("uri").to_pylist():
            records: list[dict[str, Any]] = []
            for record in lake.records(uri):
                records.append(record)
                if len(records) == _BATCH:
                    yield examine(records, settings, partial(lake.text, settings.root))
                    records = []
            yield examine(records, settings, partial(lake.text, settings.root))


def _related(session: "SparkSession", keyed: "DataFrame", lake: Lake, part: Part) -> Iterable[Diagnostic]:
    """What only the whole corpus shows."""
    functions = import_optional("pyspark.sql.functions", "spark")
    total = keyed.where("size(articles) > 0").count()
    reported = None
    if total > SUGGESTING:
        for name in COLUMNS:
            rows = keyed.select("n", functions.explode(name).alias("row")).select("n", "row.*")
            rows.createOrReplaceTempView(name)
        session.sql(" union ".join(SUSPECTS)).createOrReplaceTempView("suspects")
        suspects, context = (
            frozenset(n for (n,) in session.sql(q).collect()) for q in ("select n from suspects", CONTEXT)
        )
        reported = Candidates(suspects, context)
        wanted = session.createDataFrame([(n,) for n in suspects | context], "n string")
        record = functions.col("record")
        # Beside what tells: what may hold a waiver, what has an actor of the registry under another id, what may have
        # another id than its name, and, if a text may be forgotten, what names one.
        others = (
            record.contains('"waivers":')
            | record.contains('"registered":true')
            | (record.contains('"diagnostics":') & ~functions.col("uri").endswith(".jsonl"))
            | (record.contains('"text_file":"') if part.texts else functions.lit(False))
        )
        keyed = keyed.join(wanted, "n", "left_semi").union(keyed.where(others).join(wanted, "n", "left_anti"))
    rows = keyed.select("n", "uri", "line", "record").orderBy("uri", "line").collect()
    return _said([(row.n, row.uri, row.line, row.record) for row in rows], total, reported, lake, part)


def _said(
    rows: list[tuple[str, str, int | None, str]], total: int, reported: Candidates | None, lake: Lake, part: Part
) -> Iterator[Diagnostic]:
    """What the rules say of the facts that tell, placed, and without what is waived."""
    settings, selection = part.settings, part.corpus.selection
    kept: dict[int, tuple[str, int | None, ArticleResult]] = {}
    facts, inspected = [], []
    for n, uri, line, record in rows:
        inspection: ArticleResult = restored(ArticleResult, json.loads(record))
        inspected.append((uri, inspection))
        if inspection.facts is not None:
            one = reported.of(n, inspection.facts) if reported else inspection.facts
            facts.append(one or attrs.evolve(inspection.facts, links=()))
            kept[id(facts[-1])] = uri, line, attrs.evolve(inspection, diagnostics=())
    said: dict[str, dict[int | None, list[relating.Said]]] = {}
    nameless, registry = relating.nameless(part.corpus, inspected), part.corpus.home.manifest.actors
    for code, where, what in relating.judged(CorpusContext(facts, part.texts, part.globs, total, registry, nameless)):
        if isinstance(where, ArticleSummary):
            uri, line, _ = kept[id(where)]
            said.setdefault(uri, {}).setdefault(line, []).append((code, what))
        elif code in selection.active(MANIFEST if where is None else settings.within(where)):
            yield relating.elsewhere(part.corpus, where, code, what)
    found = {(uri, line): d for uri, lines in said.items() for line, d in _placed(uri, lines, lake, part)}
    for uri, line, inspection in kept.values():
        active = selection.active(settings.within(uri)) & (OF_CORPUS | {"NC801"})
        ours = [d for d in found.get((uri, line), ()) if d.code in active]
        yield from waive(inspection, ours, active, selection.severity("NC801"))[0]


def _placed(
    uri: str, said: dict[int | None, list[relating.Said]], lake: Lake, part: Part
) -> Iterator[tuple[int | None, list[Diagnostic]]]:
    """The findings of a file, by its lines. It is read again, once; raises UsageError if it is not what it was."""
    left, severity = dict(said), part.corpus.selection.severity
    for record in lake.records(uri):
        if "raw" in record and record["line"] in left:
            placer = parse(source(record, part.settings), {}, active=frozenset()).builder
            findings = left.pop(record["line"])
            yield record["line"], [placer.finding(code, one, severity(code)) for code, one in findings]
        if not left:
            return
    raise UsageError(f"{uri} has changed meanwhile")


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m newscorpus.spark check PATHS --out FOLDER`; 1 if there is an error, 2 if called wrongly.

    As a program 3 if it could not be done.
    """
    parser = argparse.ArgumentParser(prog="python -m newscorpus.spark", description="Check a corpus with Spark.")
    command = parser.add_subparsers(required=True).add_parser("check", help="write findings and articles as Parquet")
    command.add_argument("paths", nargs="+", metavar="PATH", help="folders, files or globs")
    command.add_argument("--out", required=True, help="folder to write `findings` and `articles` into")
    command.add_argument("--corpus", help="a corpus.yaml in place of the folder's")
    command.add_argument("--select", action="append", default=[], metavar="RULE")
    command.add_argument("--ignore", action="append", default=[], metavar="RULE")
    given = parser.parse_args(arguments)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        session = import_optional("pyspark.sql", "spark").SparkSession.builder.appName("newscorpus").getOrCreate()
        corpus = Finder().manifest(Path(given.corpus)) if given.corpus else None
        result = check(session, given.paths, corpus=corpus, select=given.select, ignore=given.ignore)
    except (UsageError, InvalidCorpus) as e:
        parser.error(str(e))
    try:
        result.findings.write.mode("error").parquet(f"{given.out}/findings")
        result.articles.write.mode("error").parquet(f"{given.out}/articles")
    except import_optional("pyspark.errors", "spark").AnalysisException as e:
        if e.getCondition() != "PATH_ALREADY_EXISTS":
            raise
        parser.error(f"{given.out} holds an earlier result, which stays; write somewhere else")
    return 1 if result.findings.where("severity = 'error'").count() else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception:  # noqa: BLE001 - whatever Spark or a store has to say
        traceback.print_exc()
        sys.exit(3)  # not 1, which is what findings have
