"""Tables: flat ones whose keys hold, the nested one without loss, and how both stand in files of each format."""

import csv
import io
import json
import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from converters import manifest_of
from drawn import drawn_articles, drawn_corpora
from flat import corpus_of, rows_of, written
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_data import TEXTS

import newscorpus as nc
from newscorpus import UsageError, export
from newscorpus.interchange.tables import nested
from newscorpus.models.fields import Type

pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("pandas")


def schemas():
    """The schema of each flat table, as a data package describes it."""
    with tempfile.TemporaryDirectory() as folder:
        export("seeds/", "csv", Path(folder, "csv"))
        package = json.loads(Path(folder, "csv", "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource["schema"] for resource in package["resources"]}


SCHEMAS = schemas()
corpora = drawn_corpora.map(lambda pair: corpus_of(*pair[1], manifest=pair[0]))


@given(corpora)
def test_a_corpus_survives_parquet(corpus):
    file = io.BytesIO()
    pq.write_table(nc.to_arrow(corpus)["corpus"], file)
    file.seek(0)
    assert nc.from_arrow(pq.read_table(file)) == corpus


@given(drawn_articles)
def test_keys_hold(article):
    """Rows are told apart by their key; what refers to another row finds it; cells are of the column's type."""
    made = nc.to_arrow(corpus_of(article))
    assert made.keys() == {"corpus", *SCHEMAS}
    keyed = {name: made[name].to_pylist() for name in SCHEMAS}
    for name, schema in SCHEMAS.items():
        names = [field["name"] for field in schema["fields"]]
        assert names == made[name].column_names
        assert len(set(names)) == len(names)
        required = {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")}
        for row in keyed[name]:
            assert all(row[column] is not None for column in required | set(schema["primaryKey"]))
        assert len({tuple(row[c] for c in schema["primaryKey"]) for row in keyed[name]}) == len(keyed[name])
    for name, schema in SCHEMAS.items():
        for foreign in schema.get("foreignKeys", []):
            there = {
                tuple(row[c] for c in foreign["reference"]["fields"])
                for row in keyed[foreign["reference"]["resource"] or name]
            }
            for row in keyed[name]:
                key = tuple(row[c] for c in foreign["fields"])
                assert None in key or key in there, f"{name}: {foreign}: {key}"


def test_offsets_fit_all_tables(tmp_path):
    """Also the end, which is computed: of a text that is withheld no other rule knows where it ends."""
    for start in (2**53 - 1, 2**53, 2**63 - 1):
        quote = {"exact": "met", "start": start}
        event = {"kind": "event", "type": "other", "title": "x", "evidence": [quote]}
        said = {"format": "newscorpus/1", "id": "a", "sha256": "0" * 64, "language": "en", "events": {"e": event}}
        file = tmp_path / "a.json"
        file.write_text(json.dumps(said))
        codes = [found.code for found in nc.check(file).diagnostics]
        assert codes == ([] if start < 2**53 else ["NC103"])
        if not codes:
            (article,) = nc.load(file).articles.values()
            assert nc.to_arrow(corpus_of(article))["quotes"]["end"].to_pylist() == [start + 3]
            assert export(file, "sqlite", tmp_path / "a.db").rows["quotes"] == 1


def test_arrow_and_pandas():
    """Flat tables have the columns and types of the models; integers stay integers where some are missing."""
    corpus = nc.load("seeds/")
    made = nc.to_arrow(corpus)
    assert list(made) == ["corpus", *SCHEMAS]
    (article,) = corpus.articles.values()
    for name, rows in rows_of(article).items():
        assert [tuple(row.values()) for row in made[name].to_pylist()] == rows
    frames = nc.to_pandas(corpus)
    assert list(frames) == list(SCHEMAS)
    assert str(frames["claims"]["cue_start"].dtype) == "int64[pyarrow]"
    assert frames["events"]["kind"].value_counts()["meeting"] == 10


def test_what_is_no_table_of_articles_is_refused():
    """Other columns, no manifest or a broken one, two articles of one id, and what no article can be."""
    article = nc.Article(id="a", text="x", language="en")
    good = nc.to_arrow(corpus_of(article))["corpus"]
    row = good.to_pylist()[0]

    def again(rows, metadata=None):
        schema = good.schema if metadata is None else good.schema.with_metadata(metadata)
        return good.from_pylist(rows, schema=schema)

    for table, words in (
        (nc.to_arrow(corpus_of(article))["events"], "other columns"),
        (again([row], {"newscorpus": '{"name": "A b"}'}), "malformed"),
        (again([row], {"newscorpus": "[" * 100_000}), "do not say"),
        (again([row, row]), "two articles have the id a"),
        (again([{**row, "language": "?"}]), "article a: .*language"),
    ):
        with pytest.raises(UsageError, match=words):
            nc.from_arrow(table)


def test_nulls_and_what_would_be_lost_are_refused():
    """Others who write such a table may leave nulls in it, or more than one value where an article has one."""
    for change, words in (
        (lambda row: row["actors"].append(None), ".* is empty"),
        (lambda row: row["events"][0]["evidence"].append(None), ".* is empty"),
        (lambda row: row["keywords"].append(None), ".* is empty"),
        (lambda row: row["attributes"].append(None), "a key is null"),
        (lambda row: row["attributes"][0].update(key=None), "a key is null"),
        (lambda row: row["attributes"][0].update(value=None), ".* is empty"),
        (lambda row: row["events"][0]["participants"][0].update(value=None), ".* is empty"),
        (lambda row: row["attributes"].append(row["attributes"][0]), "a key occurs twice: x, x"),
        (lambda row: row["attributes"][0]["value"].update(integer=3), "several values in place of one: 'y', 3"),
    ):
        event = nc.Event(id="e", type="other", evidence=[nc.Quote(exact="x", start=0)], participants={"agent": ["a"]})
        actor = nc.Actor(id="a", name="A", kind="person")
        article = nc.Article(
            id="a", text="x", language="en", keywords=["k"], actors=[actor], events=[event], attributes={"x": "y"}
        )
        corpus = corpus_of(article, manifest=manifest_of(attributes={"article": {"x": {"type": "string"}}}))
        good = nc.to_arrow(corpus)["corpus"]
        (row,) = good.to_pylist()
        assert nc.from_arrow(good.from_pylist([row], schema=good.schema)) == corpus
        change(row)
        with pytest.raises(UsageError, match=f"^article a: {words}"):
            nc.from_arrow(good.from_pylist([row], schema=good.schema))


ACTING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a cell begins that a spreadsheet evaluates, or that is not read as it is."""


def value_of(cell, type_):
    """The value of a cell, as the documentation says how to read it."""
    if not cell:
        return None
    if type_ == "string":
        return cell.removeprefix("'")
    return {"integer": int, "number": float, "date": date.fromisoformat, "boolean": {"true": True, "false": False}.get}[
        type_
    ](cell)


@given(st.lists(TEXTS | st.sampled_from(["'", "''", "=1", "'=1", "＝1", "-"]), min_size=1))
@settings(max_examples=20)
def test_no_cell_is_a_formula_and_each_reads_back(texts):
    with tempfile.TemporaryDirectory() as folder:
        articles = [nc.Article(id=f"a{i}", language="en", text=f"x {i}", headline=one) for i, one in enumerate(texts)]
        Path(folder, "all.jsonl").write_text("".join(nc.dumps(one, "jsonl") + "\n" for one in articles))
        export(Path(folder, "all.jsonl"), "csv", Path(folder, "csv"))
        with Path(folder, "csv", "articles.csv").open(encoding="utf-8", newline="") as file:
            made = [row["headline"] for row in csv.DictReader(file)]
    assert not any(one.startswith(ACTING) for one in made)
    assert [value_of(one, "string") for one in made] == texts


@given(corpora)
@settings(max_examples=30)
def test_csv_holds_the_rows(corpus):
    with tempfile.TemporaryDirectory() as folder:
        done = export(written(corpus, Path(folder, "corpus")), "csv", Path(folder, "csv"))
        expected = rows_of(nc.load(Path(folder, "corpus")).articles.values())
        for name, schema in SCHEMAS.items():
            with Path(folder, "csv", f"{name}.csv").open(encoding="utf-8", newline="") as file:
                head, *body = csv.reader(file)
            assert head == [field["name"] for field in schema["fields"]]
            types = [field["type"] for field in schema["fields"]]
            assert [tuple(map(value_of, row, types)) for row in body] == [tuple(row) for row in expected[name]]
            assert done.rows[name] == len(body)
        package = json.loads(Path(folder, "csv", "datapackage.json").read_text(encoding="utf-8"))
        assert package["name"] == corpus.name
        assert [resource["name"] for resource in package["resources"]] == list(SCHEMAS)


def test_sqlite_holds_the_rows(tmp_path):
    corpus = nc.load("seeds/")
    (article,) = corpus.articles.values()
    counts = export("seeds/", "sqlite", tmp_path / "c.db").rows
    db = sqlite3.connect(tmp_path / "c.db")
    for name, rows in rows_of(article).items():
        plain = [tuple(x.isoformat() if isinstance(x, date) else x for x in row) for row in rows]
        assert db.execute(f"select * from {name}").fetchall() == plain
        assert counts[name] == len(rows)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
    sql = "select article from articles join articles_fts on articles_fts.rowid = articles.rowid where articles_fts match ?"
    assert db.execute(sql, ['"spy balloon"']).fetchall() == [(article.id,)]
    assert db.execute(sql, ["nowhere"]).fetchall() == []
    db.close()


@pytest.mark.parametrize("format", ["sqlite", "csv", "graphml", "brat"])
def test_other_contents_are_replaced_with_force_only(format, tmp_path):
    """A second export of the same is no change. A folder that shows that nobody has changed it is replaced."""
    one, other = (
        nc.Article(
            id="rain",
            language="en",
            text="It rained in Oslo.",
            published="2024-05-06",
            events=[nc.Incident(id="rain", type="disaster", title=title, evidence=["It rained"])],
        )
        for title in ("Rain", "Much rain")
    )
    nc.export([one], format, tmp_path / "out")
    nc.export([one], format, tmp_path / "out")
    if format != "brat":
        with pytest.raises(UsageError, match="exists and differs"):
            nc.export([other], format, tmp_path / "out")
    nc.export([other], format, tmp_path / "out", force=True)


def test_parquet_files(tmp_path):
    corpus = nc.load("seeds/")
    counts = export("seeds/", "parquet", tmp_path / "p").rows
    assert (counts["corpus"], counts["events"]) == (1, 24)
    assert nc.from_arrow(pq.read_table(tmp_path / "p" / "corpus.parquet")) == corpus
    schema = pq.read_table(tmp_path / "p" / "events.parquet").schema
    assert schema.field("title").metadata == {b"description": b"what happens, in one line"}
    assert b"description" in schema.metadata


def test_a_lone_surrogate_is_a_value_error():
    with pytest.raises(ValueError, match="surrogates"):
        nc.to_arrow(corpus_of(nc.Article(id="a", text="\ud800", language="en")))


def test_a_type_without_an_arrow_type_is_an_error():
    with pytest.raises(TypeError, match="no Arrow type is known"):
        nested.shape(Type(bytes))


def test_sqlite_finds_words_in_scripts_without_spaces(tmp_path):
    """By any three characters; a database of other scripts does not have the index."""
    texts = {"ja": "首相は月曜日に東京都庁で会見した。", "zh": "国家主席星期一在北京会见了总统。", "en": "It rained."}
    for number, languages in enumerate((("ja", "zh", "en"), ("en",))):
        articles = [nc.Article(id=one, language=one, text=texts[one]) for one in languages]
        nc.export(articles, "sqlite", tmp_path / f"{number}.db")
        with closing(sqlite3.connect(tmp_path / f"{number}.db")) as db:
            made = {name for (name,) in db.execute("select name from sqlite_master")}
            assert ("articles_fts_trigram" in made) == (number == 0)
            if number == 0:
                sql = "select article from articles join articles_fts_trigram t on t.rowid = articles.rowid"
                for words, found in (("東京都", "ja"), ("会见了", "zh"), ("rained", "en")):
                    assert db.execute(f"{sql} where t.text match ?", [words]).fetchall() == [(found,)]
                assert db.execute(f"{sql} where t.text like '%東京%'").fetchall() == [("ja",)]
