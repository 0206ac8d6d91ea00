"""What others make of our tables: polars, DuckDB, Frictionless, Hugging Face datasets, Croissant, Datasette.

Needs the dependency group `tables`; each test is skipped without its library.
"""

import asyncio
import json

import pytest
from flat import rows_of

import newscorpus as nc
from newscorpus import export

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


def test_frictionless(made):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(made / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert {task.name for task in report.tasks} == set(expected())


def test_croissant(made, caplog):
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
    datasette = pytest.importorskip("datasette.app")

    async def ask(path):
        response = await datasette.Datasette([str(made / "corpus.db")]).client.get(path)
        assert response.status_code == 200, response.text
        return json.loads(response.text)

    found = asyncio.run(ask("/corpus/articles.json?_search=balloon&_shape=array"))
    assert [row["article"] for row in found] == [SEED]
    assert asyncio.run(ask("/corpus/articles.json?_search=nowhere&_shape=array")) == []
    assert len(asyncio.run(ask("/corpus/events.json?_shape=array&_size=max"))) == 24
