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


def test_an_export_of_models_is_written_whole_or_not_at_all(tmp_path):
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
    for name in ("article", "corpus", "diagnostic"):
        assert nc.schema(name) == json.loads(newscorpus("schema", name).out)
    of_corpus = json.loads(newscorpus("schema", "article", "--corpus", CORPUS).out)
    assert nc.schema("article", corpus=nc.load(CORPUS)) == nc.schema("article", corpus=CORPUS) == of_corpus
    with pytest.raises(
        nc.UsageError, match="no schema 'articles': there are article, corpus, draft, map, labels, withheld, diagnostic"
    ):
        nc.schema("articles")
    with pytest.raises(nc.UsageError, match="no schema 'diagnostic' of a corpus: there are article, corpus, draft"):
        nc.schema("diagnostic", corpus=CORPUS)
