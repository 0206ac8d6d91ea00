"""Export, query, view and schema take what `check` takes: paths, articles, a corpus, plain data, an open file."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import attrs
import pytest
from command import newscorpus

import newscorpus as nc

pytest.importorskip("duckdb")
ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "articles"
SQL = 'select article, "at", exact, start from quotes order by all'


def test_a_corpus_has_the_rows_of_its_folder():
    """In memory or on disk, whole or as articles."""
    corpus = nc.load(CORPUS)
    expected = nc.query(CORPUS, SQL).rows
    assert len(expected) > 20
    assert nc.query(corpus, SQL).rows == expected
    assert nc.query(list(corpus), SQL, corpus=corpus).rows == expected
    assert list(nc.query(corpus, SQL).to_pandas().columns) == ["article", "at", "exact", "start"]


def test_one_article_and_plain_data():
    """An article without a file belongs to no corpus."""
    rain = nc.Incident(id="rain", type="disaster", evidence=["It rained"])
    article = nc.Article(id="oslo", language="en", text="It rained in Oslo.", events={"rain": rain})
    sql = "select event, start from quotes"
    assert nc.query(article, sql).rows == (("oslo#rain", 0),)
    assert nc.query(json.loads(nc.dumps(article, "json")), sql).rows == (("oslo#rain", 0),)
    with pytest.raises(nc.InvalidCorpus):
        nc.query(attrs.evolve(article, text="It poured in Oslo."), sql)


@pytest.mark.parametrize("format", ["csv", "sqlite", "parquet", "dataset"])
def test_an_export_of_models_is_that_of_files(tmp_path, format):
    """The same number of rows in each table, and the same bytes."""
    corpus = nc.load(CORPUS)
    of_files = nc.export(CORPUS, format, tmp_path / "files")
    of_models = nc.export(corpus, format, tmp_path / "models")
    of_iterator = nc.export(nc.iter_articles(CORPUS), format, tmp_path / "iterator")
    assert of_models.rows == of_iterator.rows == of_files.rows
    assert of_models.articles == of_iterator.articles == 3
    for path in (tmp_path / "files").iterdir() if format == "csv" else ():
        for folder in ("models", "iterator"):
            assert path.read_bytes() == (tmp_path / folder / path.name).read_bytes(), path.name


def test_an_export_of_models_is_written_whole_or_not_at_all(tmp_path):
    """And not into the corpus that they are of."""
    folder = shutil.copytree(CORPUS, tmp_path / "corpus")
    corpus = nc.load(folder)
    broken = attrs.evolve(corpus["flood"], text="Other words.", text_file=None)
    with pytest.raises(nc.InvalidCorpus):
        nc.export([broken, corpus["court"]], "sqlite", tmp_path / "db", corpus=corpus)
    exported = nc.export([broken, corpus["court"]], "sqlite", tmp_path / "db", corpus=corpus, skip_invalid=True)
    assert (exported.articles, exported.report.ok) == (1, False)
    with closing(sqlite3.connect(tmp_path / "db")) as db:
        assert db.execute("select article from articles").fetchall() == [("court",)]
    with pytest.raises(nc.InvalidCorpus, match=r"<articles>:2:.* NC301"):
        nc.export(iter([corpus["court"], broken]), "sqlite", tmp_path / "db", corpus=corpus)
    words = "sqlite", tmp_path / "db"
    exported = nc.export(iter([broken, corpus["court"]]), *words, corpus=corpus, skip_invalid=True)
    assert (exported.articles, exported.report.ok) == (1, False)
    for nothing in ((), ("court.yaml", "flood.yaml"), (1, 2)):
        with pytest.raises(nc.UsageError):
            nc.export(iter(nothing), *words)
    with pytest.raises(nc.UsageError, match="no format 'cvs'"):
        nc.export(corpus, "cvs", tmp_path / "x")


def test_models_are_viewed(tmp_path):
    """One article as a page, a corpus as a folder; with their findings."""
    corpus = nc.load(CORPUS)
    viewed = nc.view(corpus["court"], tmp_path / "court.html")
    assert (viewed.articles, viewed.report.ok) == (1, True)
    assert corpus["court"].actors["brandt"].name in viewed.page.read_text()
    assert nc.view(corpus, tmp_path / "site").page == tmp_path / "site" / "index.html"
    wrong = nc.Article(
        id="a", language="en", text="Rain.", events=[nc.Event(id="x", type="refusal", evidence=["Snow"])]
    )
    assert "NC301" in nc.view(wrong, tmp_path / "a.html").page.read_text()
    with pytest.raises(nc.UsageError, match="3 articles do not fit one page"):
        nc.view(corpus, tmp_path / "all.html")


def test_a_schema_is_what_the_command_prints():
    """In general, of a corpus in memory, and of one on disk."""
    for name in ("article", "corpus", "diagnostic"):
        assert nc.schema(name) == json.loads(newscorpus("schema", name).out)
    of_corpus = json.loads(newscorpus("schema", "article", "--corpus", CORPUS).out)
    assert nc.schema("article", corpus=nc.load(CORPUS)) == nc.schema("article", corpus=CORPUS) == of_corpus
    with pytest.raises(
        nc.UsageError, match="no schema 'articles': there are article, corpus, draft, map, labels, diagnostic"
    ):
        nc.schema("articles")
    with pytest.raises(nc.UsageError, match="no schema 'diagnostic' of a corpus: there are article, corpus, draft"):
        nc.schema("diagnostic", corpus=CORPUS)


def test_subfolders_without_a_manifest_are_one_corpus(tmp_path):
    """For all who read the folder: an id that occurs twice is an error, and nothing is lost."""
    for name in ("court", "flood"):
        (tmp_path / "all" / name).mkdir(parents=True)
        article = attrs.evolve(nc.load_article(CORPUS / f"{name}.yaml"), text_file=None, waive=())
        nc.dump(article, tmp_path / "all" / name / f"{name}.yaml")
    assert len(nc.load(tmp_path / "all")) == 2
    assert nc.query(tmp_path / "all", "select count(*) from articles").rows == ((2,),)
    assert nc.export(tmp_path / "all", "csv", tmp_path / "csv").articles == 2
    assert nc.convert(tmp_path / "all", to="jsonl", output=tmp_path / "all.jsonl").articles == 2
    (tmp_path / "all" / "again").mkdir()
    shutil.copy(tmp_path / "all" / "court" / "court.yaml", tmp_path / "all" / "again")
    assert "NC701" in [one.code for one in nc.check(tmp_path / "all")]
    with pytest.raises(nc.InvalidCorpus):
        nc.load(tmp_path / "all")
