"""Tables: flat ones whose keys hold, the nested one without loss, and how both stand in files of each format."""

import csv
import io
import json
import sqlite3
from datetime import date

import attrs
import pytest
from drawn import drawn_articles, drawn_corpora, drawn_texts
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.errors import UsageError
from newscorpus.export import arrow, csv_cells, datapackage, nested, parquet, sqlite, tables
from newscorpus.export.rights import Rights
from newscorpus.models import Corpus, Count, Manifest
from newscorpus.models.fields import Type
from newscorpus.models.frozen import FrozenDict
from newscorpus.models.manifest import Attribute, AttributeDeclarations
from newscorpus.testing import any_text

pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("pandas")
TABLES = tables.TABLES


def corpus_of(*found, manifest=None):
    return Corpus(manifest=manifest or Manifest(name="some"), articles=FrozenDict((a.id, a) for a in found))


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
    found = tables.rows(article)
    assert found.keys() == TABLES.keys()
    keyed = {}
    for name, table in TABLES.items():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        rows = [dict(zip(names, row, strict=True)) for row in found[name]]
        for row in rows:
            for column in table.columns:
                cell = row[column.name]
                assert type(cell) is column.type or (cell is None and column.nullable), f"{name}.{column.name}: {cell}"
        keyed[name] = rows
        assert len({tuple(row[c] for c in table.primary) for row in rows}) == len(rows)
    for name, table in TABLES.items():
        for foreign in table.foreign:
            there = {tuple(row[c] for c in foreign.others) for row in keyed[foreign.table]}
            for row in keyed[name]:
                key = tuple(row[c] for c in foreign.columns)
                assert None in key or key in there, f"{name}: {foreign}: {key}"


@given(drawn_texts)
def test_offsets_are_those_of_the_text(article):
    """In `quotes` and in `mentions`."""
    article = nc.anchor(article)
    found = tables.rows(article)
    for row in found["quotes"]:
        exact, _, start, end = row[-4:]
        assert article.text[start:end] == exact
    for _, _, start, end, text in found["mentions"]:
        assert article.text[start:end] == text


def test_the_flat_tables_of_the_seed():
    """Ids join across tables."""
    (article,) = nc.load("seeds/").articles.values()
    found = tables.rows(article)
    assert found["participants"][0] == (article.id, f"{article.id}#visit-june", "visitor", 0, "blinken")
    assert (article.id, f"{article.id}#visit-june", "replaces", 0, f"{article.id}#visit-feb") in found["relations"]
    names = [c.name for c in TABLES["events"].columns]
    event = dict(zip(names, found["events"][0], strict=True))
    assert event["kind"] == "meeting"
    assert event["when_edtf"] == "2023-06-12/2023-06-18"
    assert (event["when_earliest"], event["when_latest"]) == (date(2023, 6, 12), date(2023, 6, 18))
    assert len(found["quotes"]) == nc.check("seeds/").totals.quotes


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
    found = tables.rows(nc.Article(id="a", text="it", events=[event], claims=[claim], actors=[anna]))
    assert found["relations"] == [("a", "a#e", "after", 0, "b#e")]
    assert [row[-2:] for row in found["subjects"]] == [(None, "b#e"), ("anna", None), (None, "a#e")]
    assert found["events"][0][8:11] == (None, date(2024, 1, 1), None)
    assert found["roles"] == [
        ("a", "anna", 0, "x", None, "2023-02-30", None, None, "199X", date(1990, 1, 1), date(1999, 12, 31))
    ]


@pytest.mark.parametrize(
    ("count", "least", "most"), [(3, 3, 3), ("26+", 26, None), ("3..5", 3, 5), ("0+", 0, None), (0, 0, 0)]
)
def test_counts_have_bounds(count, least, most):
    """So that a query can add them up."""
    made = Count(count=count)
    assert (made.least, made.most) == (least, most)


def test_mentions_of_a_text_that_is_withheld():
    """There are none."""
    article = nc.Article(id="a", sha256="0" * 64, actors=[nc.Actor(id="anna", name="Anna", kind="person")])
    assert tables.rows(article)["mentions"] == []


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
        assert sqlite.write([article], tmp_path / "a.db")["quotes"] == 1


# --- Arrow ----------------------------------------------------------------------------------------------------------


def test_arrow_and_pandas():
    """Flat tables have the columns and types of the models; integers stay integers where some are missing."""
    corpus = nc.load("seeds/")
    made = nc.to_arrow(corpus)
    assert list(made) == ["corpus", *TABLES]
    (article,) = corpus.articles.values()
    for name, rows in tables.rows(article).items():
        assert [tuple(row.values()) for row in made[name].to_pylist()] == rows
    frames = nc.to_pandas(corpus)
    assert list(frames) == list(TABLES)
    assert str(frames["claims"]["cue_start"].dtype) == "int64[pyarrow]"
    assert frames["events"]["kind"].value_counts()["meeting"] == 10


def test_batches_bound_what_is_held():
    """Each holds so many articles at most, and all of them in order."""
    some = [nc.Article(id=f"a{i}", text="x", language="en") for i in range(7)]
    made = list(arrow.batches(iter(some), Manifest(name="some"), ("articles",), size=3))
    assert [batch["articles"].num_rows for batch in made] == [3, 3, 1]
    assert [row["article"] for batch in made for row in batch["articles"].to_pylist()] == [a.id for a in some]


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


@given(st.sampled_from(["article", "actor"]), st.one_of(any_text, st.booleans(), st.integers(-(2**63), 2**63 - 1)))
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
    event = nc.Event(id="e", type="other", evidence=[nc.Quote(exact="x")], participants={"agent": ["a"]})
    actor = nc.Actor(id="a", name="A", kind="person")
    article = nc.Article(
        id="a", text="x", language="en", keywords=["k"], actors=[actor], events=[event], attributes={"x": "y"}
    )
    declared = AttributeDeclarations(article={"x": Attribute(type="string")})
    corpus = corpus_of(article, manifest=Manifest(name="some", attributes=declared))
    good = nc.to_arrow(corpus)["corpus"]
    (row,) = good.to_pylist()
    assert nc.from_arrow(good.from_pylist([row], schema=good.schema)) == corpus
    change(row)
    with pytest.raises(UsageError, match=f"^article a: {words}"):
        nc.from_arrow(good.from_pylist([row], schema=good.schema))


# --- files ----------------------------------------------------------------------------------------------------------


@given(any_text | st.sampled_from(["", "'", "''", "=1", "'=1", "＝1"]))
def test_no_cell_is_a_formula_and_each_reads_back(text):
    """Also after a CSV writer and reader."""
    file = io.StringIO(newline="")
    csv.writer(file).writerow([csv_cells.cell(text), csv_cells.cell(None)])
    file.seek(0)
    ((made, nothing),) = csv.reader(file)
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert csv_cells.text(made) == text
    assert nothing == ""
    assert csv_cells.text(nothing) is None


READ = {
    str: csv_cells.text,
    int: lambda c: int(c) if c else None,
    float: lambda c: float(c) if c else None,
    bool: lambda c: {"true": True, "false": False, "": None}[c],
    date: lambda c: date.fromisoformat(c) if c else None,
}


@given(corpora)
def test_csv_holds_the_rows(corpus):
    """Every cell, of every type."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        counts = datapackage.write(corpus.articles.values(), Rights(corpus.manifest), Path(folder, "csv"))
        for name, table in TABLES.items():
            with Path(folder, "csv", f"{name}.csv").open(encoding="utf-8", newline="") as file:
                head, *body = csv.reader(file)
            assert head == [c.name for c in table.columns]
            read = [tuple(READ[c.type](x) for c, x in zip(table.columns, row, strict=True)) for row in body]
            assert read == [row for article in corpus.articles.values() for row in tables.rows(article)[name]]
            assert counts[name] == len(body)
        package = json.loads(Path(folder, "csv", "datapackage.json").read_text(encoding="utf-8"))
        assert package["name"] == corpus.name
        assert [resource["name"] for resource in package["resources"]] == list(TABLES)


def test_sqlite_holds_the_rows(tmp_path):
    """With keys that hold, and an index of the texts."""
    corpus = nc.load("seeds/")
    (article,) = corpus.articles.values()
    counts = sqlite.write(corpus.articles.values(), tmp_path / "c.db")
    db = sqlite3.connect(tmp_path / "c.db")
    for name, rows in tables.rows(article).items():
        plain = [tuple(x.isoformat() if isinstance(x, date) else x for x in row) for row in rows]
        assert db.execute(f"select * from {name}").fetchall() == plain
        assert counts[name] == len(rows)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
    sql = "select article from articles join articles_fts on articles_fts.rowid = articles.rowid where articles_fts match ?"
    assert db.execute(sql, ['"spy balloon"']).fetchall() == [(article.id,)]
    assert db.execute(sql, ["nowhere"]).fetchall() == []
    db.close()


def test_sqlite_cannot_hold_an_article_twice(tmp_path):
    """Which a corpus may have that does not look for it."""
    article = nc.Article(id="a", text="x", language="en")
    with pytest.raises(UsageError, match="occurs twice"):
        sqlite.write([article, article], tmp_path / "c.db")
    with pytest.raises(OSError, match="cannot be written"):
        sqlite.write([article], tmp_path / "no" / "c.db")


def test_parquet_files(tmp_path):
    """Each table is a file; columns and tables say what they mean."""
    corpus = nc.load("seeds/")
    counts = parquet.write(corpus.articles.values(), corpus.manifest, tmp_path / "p", ("corpus", "events"))
    assert counts == {"corpus": 1, "events": 24}
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
    names = [field.name for field in nested.article_shape().type]
    assert "text_file" not in names
    event = nc.Event(id="e", type="other", evidence=[nc.Quote(exact="x")])
    row = nc.to_arrow(corpus_of(nc.Article(id="a", text="x", events=[event])))["corpus"].to_pylist()[0]["events"][0]
    assert row["kind"] == "event"
    assert row["outcome"] is None
    assert attrs.has(nc.Event)
