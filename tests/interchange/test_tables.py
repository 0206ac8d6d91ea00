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
from drawn import drawn_articles, drawn_corpora, drawn_texts
from flat import corpus_of, rows_of, written
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_data import TEXTS

import newscorpus as nc
from newscorpus import Count, UsageError, export
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
    """Registry, own words and own attributes included."""
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


@given(drawn_texts)
def test_offsets_are_those_of_the_text(article):
    """In `quotes`, in `mentions` and in `spans`; only titles of roles may be without."""
    article = nc.anchor(article)
    made = nc.to_arrow(corpus_of(article))
    found = {name: [tuple(row.values()) for row in made[name].to_pylist()] for name in SCHEMAS}
    for _, at, *_, field, exact, _, start, end in found["quotes"]:
        assert article.text[start:end] == exact if start is not None else field == "roles", at
    placed = {(field, at, start, end) for _, at, *_, field, _, _, start, end in found["quotes"] if start is not None}
    named = {(actor, start, end) for _, actor, start, end, _ in found["mentions"]}
    spans = list(article.spans())
    assert len(set(spans)) == len(spans)
    assert placed == {(s.label, s.path, s.start, s.end) for s in spans if s.path != f"actors.{s.id}"}
    assert named == {(s.id, s.start, s.end) for s in spans if s.label == "mentions"}
    for _, _, start, end, text in found["mentions"]:
        assert article.text[start:end] == text
    for name, schema in SCHEMAS.items():
        columns = [field["name"] for field in schema["fields"]]
        for row in (dict(zip(columns, row, strict=True)) for row in found[name]):
            for words in (one for one in columns if row.get(f"{one}_start") is not None):
                assert article.text[row[f"{words}_start"] : row[f"{words}_end"]] == row[words], (name, words)
    (back,) = nc.from_arrow(made["corpus"]).articles.values()
    assert list(back.spans()) == spans


def test_the_flat_tables_of_the_seed():
    """Ids join across tables."""
    (article,) = nc.load("seeds/").articles.values()
    found = rows_of(article)
    assert found["participants"][0] == (
        article.id,
        f"{article.id}#visit-june",
        "visitor",
        0,
        "blinken",
        "Antony Blinken",
        17,
        31,
    )
    assert (article.id, f"{article.id}#visit-june", "replaces", 0, f"{article.id}#visit-feb") in found["relations"]
    names = [field["name"] for field in SCHEMAS["events"]["fields"]]
    event = dict(zip(names, found["events"][0], strict=True))
    assert event["kind"] == "meeting"
    assert event["when_edtf"] == "2023-06-12/2023-06-18"
    assert (event["when_earliest"], event["when_latest"]) == (date(2023, 6, 12), date(2023, 6, 18))
    named = [row for row in found["quotes"] if row[5] != "roles"]  # a title may be that of the registry
    assert len(named) == nc.check("seeds/").totals.quotes
    assert len(found["quotes"]) > len(named)
    words = dict(zip([field["name"] for field in SCHEMAS["quotes"]["fields"]], named[-1], strict=True))
    assert article.text[words["start"] : words["end"]] == words["exact"]


def test_references_to_other_articles_and_unknown_times():
    """`article#event` stays what it is; a time that is open or no day has no bounds."""
    event = nc.Event(
        id="e",
        type="other",
        evidence=[nc.Quote(exact="it")],
        relations={"after": ["b#e"]},
        when=nc.When(edtf="2024/.."),
    )
    claim = nc.Claim(quote=nc.Quote(exact="it"), about=["b#e", "anna", "e"])
    anna = nc.Actor(id="anna", name="it", roles=[nc.Role(title="x", start="2023-02-30", end="199X")])
    found = rows_of(nc.Article(id="a", text="it", events=[event], claims=[claim], actors=[anna]))
    assert found["relations"] == [("a", "a#e", "after", 0, "b#e")]
    assert [row[-2:] for row in found["subjects"]] == [(None, "b#e"), ("anna", None), (None, "a#e")]
    names = [field["name"] for field in SCHEMAS["events"]["fields"]]
    (event_row,) = (dict(zip(names, row, strict=True)) for row in found["events"])
    assert [event_row[f"when_{one}"] for one in ("text", "earliest", "latest")] == [None, date(2024, 1, 1), None]
    assert found["roles"] == [
        ("a", "anna", 0, "x", None, None, None, "2023-02-30", None, None, "199X", date(1990, 1, 1), date(1999, 12, 31))
    ]


@pytest.mark.parametrize(
    ("count", "least", "most"),
    [(3, 3, 3), ("26+", 26, None), ("3..5", 3, 5), ("0+", 0, None), (0, 0, 0), ("200~", 200, 200)],
)
def test_counts_have_bounds(count, least, most):
    """So that a query can add them up."""
    made = Count(count=count)
    assert (made.least, made.most) == (least, most)


def test_words_have_their_offsets_and_values_say_whether_they_are_approximate():
    """In the table of each: words, start and end, bounds, and `about`."""
    event = nc.Incident(
        id="e",
        type="disaster",
        evidence=["about 20 died, 5 km away"],
        things={"amount": [nc.Thing(text="5 km", value="5 km")], "object": ["away"]},
        casualties={"killed": [nc.Count(count="20~", text="about 20")]},
    )
    found = rows_of(nc.anchor(nc.Article(id="a", text="There about 20 died, 5 km away.", events=[event])))
    tables = {name: [field["name"] for field in SCHEMAS[name]["fields"]] for name in ("things", "casualties")}
    things = [dict(zip(tables["things"], row, strict=True)) for row in found["things"]]
    (count,) = (dict(zip(tables["casualties"], row, strict=True)) for row in found["casualties"])
    assert [(one["text"], one["text_start"], one["text_end"], one["about"]) for one in things] == [
        ("5 km", 21, 25, False),
        ("away", 26, 30, None),
    ]
    assert (count["text"], count["text_start"], count["text_end"], count["about"]) == ("about 20", 6, 14, True)


def test_mentions_of_a_text_that_is_withheld():
    """There are none."""
    article = nc.Article(id="a", sha256="0" * 64, actors=[nc.Actor(id="anna", name="Anna", kind="person")])
    assert rows_of(article)["mentions"] == []


@pytest.mark.parametrize("start", [2**53 - 1, 2**53, 2**63 - 1])
def test_offsets_fit_all_tables(start, tmp_path):
    """Also the end, which is computed: of a text that is withheld no other rule knows where it ends."""
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


# --- Arrow ----------------------------------------------------------------------------------------------------------


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
        (again([row], {}), "do not say what corpus"),
        (again([row], {"newscorpus": '{"name": "A b"}'}), "malformed"),
        (again([row], {"newscorpus": "[" * 100_000}), "do not say"),
        (again([row, row]), "two articles have the id a"),
        (again([{**row, "language": "?"}]), "article a: .*language"),
    ):
        with pytest.raises(UsageError, match=words):
            nc.from_arrow(table)


@given(st.sampled_from(["article", "actor"]), st.one_of(TEXTS, st.booleans(), st.integers(-(2**63), 2**63 - 1)))
def test_a_union_without_a_value_is_a_mistake(owner, value):
    """Of an attribute, one column is filled."""
    corpus = corpus_of(nc.Article(id="a", text="x", language="en", attributes={"x": value}))
    good = nc.to_arrow(corpus)["corpus"]
    empty = [{**row, "attributes": [{"key": "x", "value": {}}]} for row in good.to_pylist()]
    with pytest.raises(UsageError, match="article a"):
        nc.from_arrow(good.from_pylist(empty, schema=good.schema))
    assert owner


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda row: row["actors"].append(None), ".* is empty"),
        (lambda row: row["events"][0]["evidence"].append(None), ".* is empty"),
        (lambda row: row["keywords"].append(None), ".* is empty"),
        (lambda row: row["attributes"].append(None), "a key is null"),
        (lambda row: row["attributes"][0].update(key=None), "a key is null"),
        (lambda row: row["attributes"][0].update(value=None), ".* is empty"),
        (lambda row: row["events"][0]["participants"][0].update(value=None), ".* is empty"),
        (lambda row: row["attributes"].append(row["attributes"][0]), "a key occurs twice: x, x"),
        (lambda row: row["attributes"][0]["value"].update(integer=3), "several values in place of one: 'y', 3"),
    ],
)
def test_nulls_and_what_would_be_lost_are_refused(change, words):
    """Others who write such a table may leave nulls in it, or more than one value where an article has one."""
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


# --- files ----------------------------------------------------------------------------------------------------------


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
    """Also after a CSV writer and reader."""
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
    """Every cell, of every type."""
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
    """With keys that hold, and an index of the texts."""
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
    """Each table is a file; columns and tables say what they mean."""
    corpus = nc.load("seeds/")
    counts = export("seeds/", "parquet", tmp_path / "p").rows
    assert (counts["corpus"], counts["events"]) == (1, 24)
    assert nc.from_arrow(pq.read_table(tmp_path / "p" / "corpus.parquet")) == corpus
    schema = pq.read_table(tmp_path / "p" / "events.parquet").schema
    assert schema.field("title").metadata == {b"description": b"what happens, in one line"}
    assert b"description" in schema.metadata


def test_a_lone_surrogate_is_a_value_error():
    """As in `dumps`."""
    with pytest.raises(ValueError, match="surrogates"):
        nc.to_arrow(corpus_of(nc.Article(id="a", text="\ud800", language="en")))


def test_a_type_without_an_arrow_type_is_an_error():
    """Not text that stands for it."""
    with pytest.raises(TypeError, match="no Arrow type is known"):
        nested.shape(Type(bytes))


def test_nested_holds_kinds_in_one_struct():
    """Fields that a kind does not have are null."""
    event = nc.Event(id="e", type="other", evidence=[nc.Quote(exact="x")])
    table = nc.to_arrow(corpus_of(nc.Article(id="a", text="x", events=[event])))["corpus"]
    assert "text_file" not in table.column_names
    row = table.to_pylist()[0]["events"][0]
    assert row["kind"] == "event"
    assert row["outcome"] is None
