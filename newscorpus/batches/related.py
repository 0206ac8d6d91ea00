"""Relate: the outcomes of all articles -> the findings of the corpus rules, and of the baseline.

An engine runs the steps of it, so that no process holds more than the articles that a rule might report. The keys that
articles share are grouped; whichever batches they came from, and in which order, a group has the same suspects.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from newscorpus._optional import import_optional
from newscorpus.batches.known import resolve
from newscorpus.batches.outcomes import (
    FOLDERS,
    KEY,
    NEEDED,
    STEPS,
    Check,
    finding,
    finding_schema,
    judges_corpus,
    schema,
    schema_of,
)
from newscorpus.batches.steps import Batch, Collect, Step, Surroundings, taken
from newscorpus.checking.corpus_rules import outside_articles, run_corpus_rules
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.results import review
from newscorpus.checking.selection import CORPUS_CODES
from newscorpus.checking.serialize import plain, restored
from newscorpus.checking.summary_tables import COLUMNS, in_circles, suspects
from newscorpus.diagnostics.report import in_order
from newscorpus.errors import UsageError
from newscorpus.models import MANIFEST
from newscorpus.parsed import parse
from newscorpus.places import Coded, Places
from newscorpus.rules import CorpusContext
from newscorpus.rules.configuration import unused_waiver
from newscorpus.rules.summary import SUGGESTING, ArticleTarget, FileTarget

if TYPE_CHECKING:
    import pyarrow as pa


_LINKED = "linked"
"""The articles that the corpus rules may report, whose links they need."""
_PLACED = ("n", "uri", "line", "findings", "known")


def corpus_findings(check: Check, collect: Collect, around: Surroundings | None = None) -> "pa.Table":
    """Apply the corpus rules, and the baseline, to the outcomes of all articles.

    Args:
        check: What the articles were examined by.
        collect: What runs a step over all outcomes: `in_process(outcomes)`, or a function for your engine.
        around: What there is beside the articles.

    Returns:
        The findings of corpus rules; those in the baseline that there are more often than it says; and its stale
        entries. With those of `Check.findings`, they are what `check` reports.

    Raises:
        UsageError: If articles with different ids have the same name.
    """
    arrow = import_optional("pyarrow", "parquet")
    around = around or Surroundings(check.loaded)
    columns = arrow.schema([("articles", arrow.int64()), ("counts", arrow.string())])
    expect = around.corpus.manifest.expect
    counted = collect(Step(partial(_counted, expects=expect is not None), ("record",), columns))
    total, counts = sum(counted.column("articles").to_pylist()), Counter[str]()
    for some in counted.column("counts").to_pylist():
        counts.update(json.loads(some))
    stored, nameless = _all(collect) if total <= SUGGESTING else _suspected(collect, around)
    summaries = [record.result.summary for record in stored if record.result.summary is not None]
    context = CorpusContext(
        summaries,
        around.texts,
        around.patterns,
        total,
        around.corpus.manifest.actors,
        frozenset(nameless),
        expect,
        counts,
    )
    numbers = _numbers(stored)
    of_articles: dict[str, list[Coded]] = {record.n: [] for record in stored if judges_corpus(record.result)}
    others = list(around.corpus.diagnostics)
    for code, target, coded in run_corpus_rules(context):
        if isinstance(target, ArticleTarget):
            of_articles.setdefault(numbers[target], []).append((code, coded))
        elif code in check.selection().active(
            check.within(target.file) if isinstance(target, FileTarget) else MANIFEST
        ):
            others.append(outside_articles(around.corpus, target, code, coded, around.content))
    placed = _placed(check, collect, of_articles)
    rows = [row for of_one in placed.values() for row in of_one["findings"]]
    left = others if check.baseline is None else resolve(check, collect, around, placed, others)
    rows += map(finding, in_order(left))
    return arrow.Table.from_pylist(rows, schema=finding_schema())


# --- the articles that the rules need ---------------------------------------------------------------------------------


@attrs.frozen
class _Stored:
    """An article, with the part of its summary that the corpus rules need."""

    n: str
    result: ArticleResult


def _all(collect: Collect) -> tuple[list[_Stored], set[str]]:
    rows = collect(_records(None, ()))
    return [_stored(row) for row in _in_order(rows) if row["record"]], set(_nameless(rows))


def _suspected(collect: Collect, around: Surroundings) -> tuple[list[_Stored], set[str]]:
    """The articles of a large corpus that a rule might report, and those that they refer to."""
    arrow = import_optional("pyarrow", "parquet")
    result = arrow.schema([(name, arrow.string()) for name in ("n", "kind", "source", "target")])
    grouped = partial(_suspects_of_bucket, texts=frozenset(around.texts))
    rows = collect(Step(_shared, ("n", "keys"), _key_schema(), grouped, result))
    columns = [rows.column(name).to_pylist() for name in result.names]
    linked = in_circles((n, *step) for n, kind, *step in zip(*columns, strict=True) if kind == STEPS)
    linked.update(n for n, kind in zip(*columns[:2], strict=True) if kind == _LINKED)
    wanted = linked.union(n for n, kind in zip(*columns[:2], strict=True) if kind == NEEDED)
    records = _in_order(collect(_records(frozenset(wanted), ())))
    stored = [_stored(row, linked=row["n"] in linked) for row in records]
    links = (summary.links for record in stored if (summary := record.result.summary) is not None)
    names = frozenset(target.partition("#")[0] for of_one in links for _, target in of_one)
    context = collect(_records(frozenset(), names))
    stored += [_stored(row, linked=False) for row in _in_order(context) if row["record"] and row["n"] not in wanted]
    return stored, set(_nameless(context))


def _numbers(stored: Iterable[_Stored]) -> dict[ArticleTarget, str]:
    """The numbers of articles by their names. Raises UsageError if articles of several ids have one name."""
    numbers: dict[ArticleTarget, str] = {}
    ids: dict[ArticleTarget, str] = {}
    for record in stored:
        if (summary := record.result.summary) is not None:
            numbers[summary.target] = record.n
            if ids.setdefault(summary.target, summary.id) != summary.id:
                raise UsageError(
                    f"several articles are called {summary.file}: `uri` and `line` have to tell them apart"
                )
    return numbers


def _in_order(rows: "pa.Table") -> list[dict[str, Any]]:
    """Rows by the names of files and lines."""
    return sorted(rows.to_pylist(), key=lambda row: (row["uri"], row["line"] or 0, row["n"]))


def _nameless(rows: "pa.Table") -> Iterable[str]:
    return filter(None, rows.column("nameless").to_pylist())


def _stored(row: Mapping[str, Any], *, linked: bool = True) -> _Stored:
    result: ArticleResult = restored(ArticleResult, json.loads(row["record"]))
    if not linked and result.summary is not None:
        result = attrs.evolve(result, summary=attrs.evolve(result.summary, links=()))
    return _Stored(row["n"], result)


# --- steps: what an engine runs ---------------------------------------------------------------------------------------


def _counted(outcomes: Batch, *, expects: bool) -> "pa.Table":
    """How many articles a batch has; and the sums of what `expect` counts in them, as JSON."""
    arrow = import_optional("pyarrow", "parquet")
    records, counts = outcomes.column("record"), Counter[str]()
    for record in records.to_pylist() if expects else ():
        counts.update(dict((json.loads(record or "{}").get("summary") or {}).get("counts", ())))
    number = arrow.array([len(records) - records.null_count], arrow.int64())
    return arrow.table({"articles": number, "counts": [json.dumps(counts)]})


def _records(wanted: frozenset[str] | None, names: Collection[str]) -> Step:
    """The step that returns the records of some articles, by their numbers or names; with None all."""
    columns = ("n", "uri", "line", "record", "id", "nameless")
    return Step(partial(_chosen, wanted=wanted, names=names), columns, schema_of(columns))


def _chosen(outcomes: Batch, wanted: frozenset[str] | None, names: Collection[str]) -> "pa.Table":
    if wanted is None:
        return taken(outcomes, [True] * outcomes.num_rows)
    columns = (outcomes.column(name).to_pylist() for name in ("n", "id", "nameless"))
    return taken(outcomes, [n in wanted or i in names or stem in names for n, i, stem in zip(*columns, strict=True)])


def _shared(outcomes: Batch) -> "pa.Table":
    """The keys of a batch of outcomes, one row each."""
    arrow = import_optional("pyarrow", "parquet")
    pairs = zip(outcomes.column("n").to_pylist(), outcomes.column("keys").to_pylist(), strict=True)
    return arrow.Table.from_pylist([{"n": n, **key} for n, keys in pairs for key in keys], _key_schema())


def _key_schema() -> "pa.Schema":
    arrow = import_optional("pyarrow", "parquet")
    return arrow.schema([("n", arrow.string()), *schema().field("keys").type.value_type])


def _suspects_of_bucket(keys: Batch, texts: Collection[str]) -> "pa.Table":
    """The articles that a corpus rule might report, given all keys of a bucket; and the steps among these keys."""
    arrow = import_optional("pyarrow", "parquet")
    tables: dict[str, list[tuple[Any, ...]]] = {}
    columns = (keys.column(name).to_pylist() for name in ("n", *KEY))
    for n, _, table, *values in zip(*columns, strict=True):
        tables.setdefault(table, []).append((n, *values))
    steps = tables.pop(STEPS, [])
    # The first text of each folder, and texts named like those without annotation.
    folders: dict[str, str] = {}
    unlinked = {n for n, *_ in tables.pop(NEEDED, ())}
    for n, folder, text, _ in tables.pop(FOLDERS, ()):
        folders[folder] = min(n, folders.get(folder, n))
        unlinked |= {n} if text in texts else set()
    if texts:
        unlinked.update(folders.values())
    linked = suspects({name: [row[: len(COLUMNS[name])] for row in rows] for name, rows in tables.items()})
    rows = [*((n, _LINKED, None, None) for n in sorted(linked)), *((n, NEEDED, None, None) for n in sorted(unlinked))]
    rows += [(n, STEPS, *step[:2]) for n, *step in steps]
    names = ("n", "kind", "source", "target")
    return arrow.table([arrow.array([row[i] for row in rows], arrow.string()) for i in range(4)], names=names)


def _placed(check: Check, collect: Collect, findings: Mapping[str, Sequence[Coded]]) -> dict[str, dict[str, Any]]:
    """The findings of corpus rules in articles, at their places, without those that a waiver covers."""
    if not findings:
        return {}
    columns = ("n", "uri", "line", "raw", "record")
    step = Step(partial(_reviewed, check=check, of_articles=findings), columns, schema_of(_PLACED))
    return {row["n"]: row for row in collect(step).to_pylist()}


def _reviewed(outcomes: Batch, check: Check, of_articles: Mapping[str, Sequence[Coded]]) -> "pa.Table":
    arrow = import_optional("pyarrow", "parquet")
    rows = []
    for row in taken(outcomes, [n in of_articles for n in outcomes.column("n").to_pylist()]).to_pylist():
        # The findings of the article itself were reviewed where it was examined.
        active = check.selection().active(check.within(row["uri"])) & (CORPUS_CODES | {unused_waiver.code})
        places = Places(parse(check.source(row), active=frozenset()), check.loaded.severities)
        related = [places.diagnostic(code, coded) for code, coded in of_articles[row["n"]] if code in active]
        new, known = check.divided(review(_stored(row).result, active, related=related).findings)
        columns = {"findings": [finding(d) for d in new], "known": [json.dumps(plain(d)) for d in known]}
        rows.append({name: row[name] for name in ("n", "uri", "line")} | columns)
    return arrow.Table.from_pylist(rows, schema_of(_PLACED))
