"""Whatever `check` passes, everything gives whole, every article; or all refuse it with the same findings."""

import csv
import json
import sqlite3
import tempfile
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import attrs
from command import newscorpus
from corpora import ARTICLE, Described, corpora
from flat import rows_of
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus import convert, export

WAIVED = {"waive": [{"code": "NC101", "at": "titel", "why": "known"}]}


def plain(found):
    """Articles by id, without where they are."""
    return sorted((attrs.evolve(one, path=None) for one in found), key=lambda one: one.id)


def expected(loaded):
    """What consumers may give of a corpus."""
    articles = list(loaded.articles.values())
    rows = {name: len(some) for name, some in rows_of(articles).items()}
    return {"ids": sorted(loaded.articles), "count": len(articles), "rows": rows, "models": plain(articles)}


def lines(folder, _out):
    found = [json.loads(line) for line in convert(folder).text.split("\n")[:-1]]
    return {"ids": sorted(one["id"] for one in found)}


def counted(folder, _out):
    ran = newscorpus("stats", folder, "--output-format", "json")
    if ran.code == 1:
        nc.load(folder)  # refuses with the same findings
    return {"count": json.loads(ran.out)["totals"]["articles"]}


def csv_files(folder, out):
    made = export(folder, "csv", out / "csv")
    found = {}
    for name in made.rows:
        with (out / "csv" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            found[name] = list(csv.DictReader(file))
    ids = sorted(row["article"] for row in found["articles"])
    return {"ids": ids, "rows": {name: len(rows) for name, rows in found.items()}, "count": made.articles}


def database(folder, out):
    made = export(folder, "sqlite", out / "all.sqlite")
    db = sqlite3.connect(out / "all.sqlite")
    try:
        rows = {name: db.execute(f"select count(*) from {name}").fetchone()[0] for name in made.rows}
        ids = sorted(row[0] for row in db.execute("select article from articles"))
    finally:
        db.close()
    return {"ids": ids, "rows": rows, "count": made.articles}


def parquet(folder, out, to):
    import pyarrow.parquet as pq

    made = export(folder, to, out / to)
    data = out / to / ("data" if to == "dataset" else "")
    rows = {name: pq.read_table(data / f"{name}.parquet").num_rows for name in made.rows if name != "corpus"}
    models = nc.from_arrow(pq.read_table(data / "corpus.parquet")).articles.values()
    return {"rows": rows, "models": plain(models), "count": made.articles}


def queried(folder, _out):
    sql = " union all ".join(f"select '{name}', count(*) from {name}" for name in rows_of([]))
    return {"rows": dict(nc.query(folder, sql).rows)}


CONSUMERS = {"lines": lines, "stats": counted, "csv": csv_files, "sqlite": database}
if find_spec("pyarrow"):
    CONSUMERS |= {"parquet": partial(parquet, to="parquet"), "dataset": partial(parquet, to="dataset")}
    if find_spec("duckdb"):
        CONSUMERS |= {"query": queried}


def outcome(take, *given):
    """What a consumer gives, or the codes of the errors with which it refuses."""
    try:
        return take(*given), None
    except nc.InvalidCorpus as e:
        return None, sorted(one.code for one in e.report.errors)


@settings(max_examples=20)
@given(corpora(), st.sets(st.sampled_from(sorted(CONSUMERS)), min_size=1, max_size=2))
@example(Described([({**ARTICLE, "id": "a", "text": "Rain.", "titel": "x"}, "yaml")], known=True), CONSUMERS)
@example(
    Described([({**ARTICLE, "id": "a", "text": f"Rain {i}."}, "jsonl") for i in range(2)], {"ignore": ["NC7"]}),
    CONSUMERS,
)
@example(Described([({**ARTICLE, "id": "a", "text": "Anna Berg", "actors": {"anna": {}}}, "yaml")]), ["lines"])
@example(Described([({**ARTICLE, "id": "a", "text": "Rain.", "titel": "x", **WAIVED}, "yaml")]), CONSUMERS)
def test_all_give_what_check_passes_or_refuse_it(made, consumers):
    with tempfile.TemporaryDirectory() as name:
        folder, out = made.write(Path(name, "in")), Path(name, "out")
        out.mkdir()
        report = nc.check(folder)
        loaded, refused = outcome(nc.load, folder)
        event("given" if refused is None else "refused")
        whole = expected(loaded) if refused is None else {}
        for consumer in sorted(consumers):
            given, errors = outcome(CONSUMERS[consumer], folder, out)
            assert errors == refused
            assert given is None or given == {name: whole[name] for name in given}
        each, errors = outcome(lambda: list(nc.iter_articles(folder)))
        if errors is None:
            assert len(each) == report.totals.articles
            assert all(
                code[:3] == "NC7" or code in ("NC209", "NC801", "NC802") for code in refused or ()
            )  # of waivers of corpus rules, which did not run
        else:
            assert set(errors) <= set(refused)
        if refused is None:
            assert report.ok
            assert len(loaded.articles) == report.totals.articles
            assert plain(each) == plain(loaded.articles.values())
        elif not report.ok:
            assert refused == sorted(one.code for one in report.errors)
        else:  # only with a baseline, of what makes articles incomplete
            assert made.known
        _shown(folder, out, report, loaded)
        _by_themselves(folder, loaded, made)
        if find_spec("pyarrow"):
            _in_batches(folder, loaded, made)


def _shown(folder, out, report, loaded):
    """Pages show more than the articles that are accepted, but none less, and say what is wrong."""
    assert newscorpus("view", folder, "-o", out / "pages").code == 0
    pages = len(list((out / "pages" / "articles").glob("*.html")))
    if loaded is not None:
        assert pages == len(loaded.articles)
    if not report.ok:
        shown = (out / "pages" / "index.html").read_text(encoding="utf-8")
        assert all(one.code in shown for one in report.errors if one.primary.file.endswith("corpus.yaml"))


def _by_themselves(folder, loaded, made):
    """`loads` of each file gives what `load` of the folder does; it knows no names of files and no baseline."""
    if loaded is None or made.known or made.checks.get("per_file_ignore"):
        return
    for article in loaded.articles.values():
        text = nc.dumps(attrs.evolve(article, text_file=None), "yaml", corpus=loaded)
        again = nc.loads(text, corpus=loaded)
        assert attrs.evolve(again, path=None) == attrs.evolve(article, path=None, text_file=None)
    for article in loaded.articles.values():
        path = Path(article.path)
        for text in path.read_bytes().split(b"\n") if path.suffix == ".jsonl" else [path.read_bytes()]:
            if text:
                one = nc.loads(text, "json" if "json" in path.suffix else "yaml", base=path.parent)
                assert attrs.evolve(one, path=None) == attrs.evolve(loaded.articles[one.id], path=None)


def _in_batches(folder, loaded, made):
    """What a cluster maps over the files gives the articles, or findings; it knows no baseline."""
    import pyarrow as pa

    from newscorpus.batches import Check
    from newscorpus.spark.pieces import Piece
    from newscorpus.spark.storage import Lake

    lake, rows = Lake(), []
    for part in lake.parts([str(folder)], Check()):
        records = [record for uri in part.files for record in lake.records(Piece(uri), part.check.root)]
        types = {"uri": pa.string(), "line": pa.int64(), "raw": pa.binary(), "trouble": pa.string()}
        outcomes = part.check.examine(pa.Table.from_pylist(records, pa.schema(types)))
        rows += outcomes.to_pylist()
        articles = part.check.articles(outcomes)
    for row in rows:
        assert row["article"] or row["known"] or any(one["severity"] == "error" for one in row["findings"])
    if loaded is not None and not made.known:
        assert plain(nc.from_arrow(articles).articles.values()) == plain(loaded.articles.values())


TWICE = {"format": "newscorpus/1", "language": "en", "text": "Anna Berg met Carl Dahl."}
WAIVED = {"waive": [{"code": "NC705", "at": "text", "why": "known"}]}

OF_TEXT = {"waive": [{"code": "NC310", "at": "text_file", "why": "the paper has it so"}]}


@settings(max_examples=20)
@given(
    corpora(), st.lists(st.tuples(st.sampled_from(["json", "jsonl", "yaml"]), st.booleans()), min_size=1, max_size=3)
)
@example(Described([({**TWICE, "id": "b"}, "yaml"), ({**TWICE, "id": "a", **WAIVED}, "sub")]), [("json", False)])
@example(Described([({**TWICE, "id": "z"}, "jsonl"), ({**TWICE, "id": "a", **WAIVED}, "sub")]), [("yaml", True)])
@example(
    Described([({**TWICE, "id": "a", "text": "\ufeffRain.", **OF_TEXT}, "split")]), [("json", False), ("yaml", True)]
)
def test_a_converted_folder_is_the_same_corpus(made, steps):
    with tempfile.TemporaryDirectory() as name:
        folder = made.write(Path(name, "0"))
        loaded, refused = outcome(nc.load, folder)
        for i, (to, split_text) in enumerate(steps, 1):
            output = Path(name, str(i))
            try:
                _, errors = outcome(lambda: convert(folder, to=to, output=output, split_text=split_text))  # noqa: B023
            except nc.UsageError as e:
                expected = ["needs --to yaml"] if split_text and to != "yaml" else ["per_file_ignore of several files"]
                if loaded is not None and not loaded.articles:
                    expected.append("no articles to convert")
                if not any(one in str(e) for one in expected):
                    raise
                return
            assert errors == refused
            if refused is not None:
                return
            found = nc.load(output)
            assert nc.check(output).ok
            assert plain(found.articles.values()) == plain(loaded.articles.values())
            assert found.manifest.actors == loaded.manifest.actors
            folder = output
