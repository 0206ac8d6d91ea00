"""What others read of a release: Croissant, Hugging Face datasets, Frictionless.

Needs the dependency group `tables`; each test is skipped without its library.
"""

import pytest

import newscorpus as nc

pytest.importorskip("pyarrow")
pytestmark = pytest.mark.filterwarnings("ignore")  # theirs


@pytest.fixture(scope="module", params=[True, False], ids=["with-text", "without-text"])
def release(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("release") / "seeds"
    nc.release("seeds/", folder, text=request.param)
    return folder


def test_croissant(release, caplog):
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(jsonld=release / "croissant.json")
    metadata = dataset.metadata
    assert not metadata.ctx.issues.errors
    assert "@context" not in caplog.text
    assert metadata.ctx.is_v1_1()
    assert metadata.annotations_per_item == "1"
    assert any("newscorpus" in line for line in metadata.data_annotation_protocol)
    (articles,) = (records for records in metadata.record_sets if records.id == "articles")
    assert [field.name for field in articles.annotations] == ["annotation"]
    assert len(list(dataset.records(record_set="events"))) == 24
    assert len(list(dataset.records(record_set="articles"))) == 1


def test_hugging_face(release, monkeypatch, tmp_path):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    rows = {
        name: datasets.load_dataset(str(release), name, cache_dir=str(tmp_path))["train"].num_rows
        for name in ("corpus", "events", "quotes")
    }
    assert rows == {"corpus": 1, "events": 24, "quotes": 108}


def test_frictionless(release):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(release / "tables/datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
