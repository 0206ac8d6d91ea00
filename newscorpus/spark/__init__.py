"""Spark: `check` over a corpus in a lake. An adapter without a rule of its own; needs the extra `spark`.

    from newscorpus import spark as ncs

    result = ncs.check(session, "s3://bucket/corpus/")
    result.findings, result.articles  # DataFrames

A task reads whole files of JSON Lines, YAML or JSON, through fsspec where the path has a scheme; so split large ones.
The corpus rules run on the driver: the SQL of `checking.summary_tables` selects the few articles that they may report.
Baselines are not applied.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from newscorpus._optional import import_optional
from newscorpus.checking.corpus_rules import nameless, outside_articles, run_corpus_rules
from newscorpus.checking.discovery import Finder
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.results import review
from newscorpus.checking.selection import CORPUS_CODES, Paths
from newscorpus.checking.serialize import restored
from newscorpus.checking.summary_tables import COLUMNS, CONTEXT, SUSPECTS, Candidates
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import MANIFEST, Manifest
from newscorpus.parsed import parse
from newscorpus.places import Coded, Places
from newscorpus.rules import CorpusContext
from newscorpus.rules.configuration import unused_waiver
from newscorpus.rules.summary import SUGGESTING, ArticleTarget, FileTarget
from newscorpus.spark.batches import FINDING, Settings, examine, finding, schema, source
from newscorpus.spark.storage import Lake, Part

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_BATCH = 200
_COLUMNS = ", ".join(f"`{name}` {'string' if kind is str else 'long'}" for name, kind in FINDING.items())


@attrs.frozen
class Result:
    """The result of a check, as DataFrames: the same for any number of tasks."""

    findings: "DataFrame"
    """One row per finding; lines and columns count from 1, in code points."""
    articles: "DataFrame"
    """The accepted articles, nested as in `corpus.parquet`: complete, and without errors that no waiver covers."""


def check(
    session: "SparkSession",
    paths: Paths,
    *,
    corpus: Manifest | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Result:
    """Check a corpus in a lake, with the verdict of `newscorpus check`.

    Args:
        session: The Spark session.
        paths: Folders, each with its `corpus.yaml`; and files or globs, which together are one corpus. Of these, the
            rules about folders (NC704, NC706) report nothing.
        corpus: The manifest to use instead of `corpus.yaml`.
        select: The rules to apply instead of the default ones.
        ignore: The rules not to apply.

    Raises:
        UsageError: If there is no file, or a rule is unknown.
    """
    lake, own = Lake(), session.newSession()  # so that our views are not visible to others
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
        plain.union(session.createDataFrame([tuple(finding(diagnostic).values()) for diagnostic in related], _COLUMNS)),
        outcomes.where("article is not null").select("uri", "line", "article.*"),
    )


def _examined(lake: Lake, settings: Settings, batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    for batch in batches:
        for uri in batch.column("uri").to_pylist():
            records: list[dict[str, Any]] = []
            for record in lake.records(uri, settings.root):
                records.append(record)
                if len(records) == _BATCH:
                    yield examine(records, settings, partial(lake.text, settings.root))
                    records = []
            yield examine(records, settings, partial(lake.text, settings.root))


def _related(session: "SparkSession", keyed: "DataFrame", lake: Lake, part: Part) -> Iterator[Diagnostic]:
    """The findings of the corpus rules."""
    total = keyed.where("size(articles) > 0").count()
    candidates = None
    if total > SUGGESTING:
        candidates = _candidates(session, keyed)
        wanted = session.createDataFrame([(n,) for n in candidates.suspects | candidates.context], "n string")
        # Beside the candidates: articles with waivers, which may be unused; those with an actor of the registry under
        # another id; those that may have another id than their file's name; and, if there are texts that may lack an
        # annotation, those that name a text.
        needed = "has_waivers or registered or (has_findings and uri not like '%.jsonl')"
        others = keyed.where(f"{needed} or has_text_file" if part.texts else needed)
        keyed = keyed.join(wanted, "n", "left_semi").union(others.join(wanted, "n", "left_anti"))
    rows = keyed.select("n", "uri", "line", "record").orderBy("uri", "line").collect()
    results = [_stored(row.n, row.uri, row.line, row.record, candidates) for row in rows]
    return _diagnostics(results, total, lake, part)


def _candidates(session: "SparkSession", keyed: "DataFrame") -> Candidates:
    functions = import_optional("pyspark.sql.functions", "spark")
    for name in COLUMNS:
        rows = keyed.select("n", functions.explode(name).alias("row")).select("n", "row.*")
        rows.createOrReplaceTempView(name)
    session.sql(" union ".join(SUSPECTS)).createOrReplaceTempView("suspects")
    suspects, context = (frozenset(n for (n,) in session.sql(q).collect()) for q in ("select n from suspects", CONTEXT))
    return Candidates(suspects, context)


@attrs.frozen
class _Stored:
    """The result of one record, with the part of its summary that the corpus rules need."""

    uri: str
    line: int | None
    result: ArticleResult


def _stored(n: str, uri: str, line: int | None, record: str, candidates: Candidates | None) -> _Stored:
    result: ArticleResult = restored(ArticleResult, json.loads(record))
    return _Stored(uri, line, result if candidates is None else candidates.reduced(n, result))


def _diagnostics(stored: Sequence[_Stored], total: int, lake: Lake, part: Part) -> Iterator[Diagnostic]:
    """Apply the corpus rules; yield what waivers do not cover."""
    settings, selection = part.settings, part.corpus.selection
    context = CorpusContext(
        [record.result.summary for record in stored if record.result.summary is not None],
        part.texts,
        part.patterns,
        total,
        part.corpus.manifest.actors,
        nameless(part.corpus, ((record.uri, record.result) for record in stored)),
    )
    by_file: dict[str, dict[int | None, list[Coded]]] = {}
    for code, target, coded in run_corpus_rules(context):
        if isinstance(target, ArticleTarget):
            by_file.setdefault(target.file, {}).setdefault(target.record, []).append((code, coded))
        elif code in selection.active(settings.within(target.file) if isinstance(target, FileTarget) else MANIFEST):
            yield outside_articles(part.corpus, target, code, coded)
    placed = {(uri, line): d for uri, findings in by_file.items() for line, d in _placed(uri, findings, lake, part)}
    for record in stored:
        if record.result.summary is not None:
            # The findings of the article itself were reviewed where it was examined.
            active = selection.active(settings.within(record.uri)) & (CORPUS_CODES | {unused_waiver.code})
            related = [d for d in placed.get((record.uri, record.line), ()) if d.code in active]
            yield from review(attrs.evolve(record.result, diagnostics=()), active, related=related).findings


def _placed(
    uri: str, by_line: dict[int | None, list[Coded]], lake: Lake, part: Part
) -> Iterator[tuple[int | None, list[Diagnostic]]]:
    """The diagnostics of a file, by line. The file is read again, once; raises UsageError if it has changed."""
    left = dict(by_line)
    for record in lake.records(uri, part.settings.root):
        if "raw" in record and record["line"] in left:
            places = Places(parse(source(record, part.settings), active=frozenset()), part.corpus.severities)
            findings = left.pop(record["line"])
            yield record["line"], [places.diagnostic(code, coded) for code, coded in findings]
        if not left:
            return
    raise UsageError(f"{uri} has changed meanwhile")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `python -m newscorpus.spark check PATHS --out FOLDER`.

    Returns:
        0, or 1 if there is an error. Exits with 2 if the arguments are wrong; the program exits with 3 if it fails.
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
        parser.error(f"{given.out} contains an earlier result, which is not overwritten; write somewhere else")
    return 1 if result.findings.where("severity = 'error'").count() else 0
