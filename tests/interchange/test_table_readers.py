"""What others make of our tables: polars, DuckDB, Frictionless, Hugging Face datasets, Croissant, Datasette.

Needs the dependency group `tables`; each test is skipped without its library.
"""

import asyncio
import json
import os
from collections import Counter

import pytest
from converters import structured
from flat import rows_of
from test_large_corpus import article as plain_article

import newscorpus as nc
from newscorpus import Manifest, export
from newscorpus.interchange.engine.output import Output, Rights
from newscorpus.interchange.tables import datapackage

pytest.importorskip("pyarrow")
pytestmark = pytest.mark.filterwarnings("ignore")  # theirs
SEED = "000_acf5269c8d9a5d96"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    for format in ("parquet", "csv", "dataset"):
        export("seeds/", format, folder / format)
    export("seeds/", "sqlite", folder / "corpus.db")
    return folder


def expected():
    (article,) = nc.load("seeds/").articles.values()
    return {name: [list(row) for row in rows] for name, rows in rows_of(article).items()}


def test_polars(made):
    """Flat and nested."""
    polars = pytest.importorskip("polars")
    for name, rows in expected().items():
        assert [list(row) for row in polars.read_parquet(made / "parquet" / f"{name}.parquet").rows()] == rows
    nested = polars.read_parquet(made / "parquet" / "corpus.parquet")
    types = nested.explode("events").select(polars.col("events").struct.field("type"))["type"]
    assert len(types) == 24


def test_duckdb(made):
    """It reads the files by their names, and unnests the nested one."""
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as db:
        for name, rows in expected().items():
            found = db.execute(f"select * from '{made}/parquet/{name}.parquet'").fetchall()
            assert [list(row) for row in found] == rows
            read = f"read_csv('{made}/csv/{name}.csv', all_varchar = true)"
            assert db.execute(f"select count(*) from {read}").fetchone() == (len(rows),)
        sql = f"select count(*) from (select unnest(events) as e from '{made}/parquet/corpus.parquet') where e.kind = 'meeting'"
        assert db.execute(sql).fetchone() == (10,)


def test_frictionless(made):
    """The package is valid: types, keys, and that what refers to a row finds it."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(made / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert {task.name for task in report.tasks} == set(expected())


def test_frictionless_finds_exactly_the_planted_defects(tmp_path):
    """Two articles of one id, and references to events that are nowhere: in other articles and in this one."""
    frictionless = pytest.importorskip("frictionless")
    articles = [plain_article(i) for i in range(60)]
    for i in (3, 6, 9):
        articles[i]["events"][0]["relations"] = {"same_as": [f"a{i}x#talks"]}
    articles[12]["events"][0]["relations"] = {"same_as": ["a13#tals"]}
    articles[15]["events"][0]["participants"]["participant"].append("nobody")
    articles += [{**plain_article(i + 100), "id": f"a{i}", "events": []} for i in (20, 30)]
    models = [structured(one)[0] for one in articles]
    datapackage.write(models, Output(tmp_path / "csv", Rights(Manifest(name="planted"))))
    found = frictionless.validate(str(tmp_path / "csv" / "datapackage.json")).flatten(["type", "message"])
    # The actor that is not there is in two dyads each way, beside those five.
    assert Counter(kind for kind, _ in found) == {"primary-key": 2, "foreign-key": 9}
    reported = " ".join(message for _, message in found)
    assert all(name in reported for name in ("a3x#talks", "a6x#talks", "a9x#talks", "a13#tals", "nobody"))


def test_datasets(made, tmp_path, monkeypatch):
    """By the names in the card, without the network; the nested table is the default."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    hub = os.path.relpath(made / "dataset")
    events = datasets.load_dataset(hub, "events", split="train", cache_dir=str(tmp_path))
    names = events.column_names
    assert names == nc.to_arrow(nc.load("seeds/"))["events"].column_names
    assert [[row[name] for name in names] for row in events] == expected()["events"]
    corpus = datasets.load_dataset(hub, split="train", cache_dir=str(tmp_path))
    assert corpus[0]["id"] == SEED
    assert len(corpus[0]["events"]) == 24


def test_datasets_of_few_rows(tmp_path, monkeypatch):
    """Every table that the card names can be loaded: those without rows are not named."""
    datasets = pytest.importorskip("datasets")
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    (tmp_path / "a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\n")
    hub = str(export(tmp_path, "dataset", tmp_path / "made").target)
    names = datasets.get_dataset_config_names(hub)
    assert names == ["corpus", "articles"]
    for name in names:
        (row,) = datasets.load_dataset(hub, name, split="train", cache_dir=str(tmp_path / "cache"))
        assert row["text"] == "Rain."


def test_the_card(made):
    """The hub's own reader takes it."""
    hub = pytest.importorskip("huggingface_hub")
    card = hub.DatasetCard.load(made / "dataset" / "README.md")
    assert card.data.license == "other"  # of the annotations and of the text there are two
    assert card.data.license_name.startswith("Annotations: Apache-2.0. Texts: The text stays its publisher")
    filled = [name for name, rows in expected().items() if rows]
    assert [config["config_name"] for config in card.data.configs] == ["corpus", *filled]
    assert card.validate is not None


def test_croissant(made, caplog):
    """The metadata are valid, the context is the standard's, and they lead to the records."""
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(jsonld=made / "dataset" / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors
    assert "@context" not in caplog.text
    assert {one.id for one in dataset.metadata.record_sets} == set(expected())
    records = list(dataset.records(record_set="participants"))
    assert len(records) == len(expected()["participants"])
    first = records[0]
    assert first["participants/actor"] in (b"blinken", "blinken")
    assert len(list(dataset.records(record_set="events"))) == 24


def test_datasette(made):
    """It serves the file, finds the full-text index by itself, and follows the keys."""
    datasette = pytest.importorskip("datasette.app")

    async def ask(path):
        response = await datasette.Datasette([str(made / "corpus.db")]).client.get(path)
        assert response.status_code == 200, response.text
        return json.loads(response.text)

    found = asyncio.run(ask("/corpus/articles.json?_search=balloon&_shape=array"))
    assert [row["article"] for row in found] == [SEED]
    assert asyncio.run(ask("/corpus/articles.json?_search=nowhere&_shape=array")) == []
    assert len(asyncio.run(ask("/corpus/events.json?_shape=array&_size=max"))) == 24
