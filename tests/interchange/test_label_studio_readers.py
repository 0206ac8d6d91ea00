"""What Label Studio's own package reads of the files that are exported to it. `pip install --group label-studio`."""

import json
from pathlib import Path

import pytest

import newscorpus as nc

ROOT = Path(nc.__file__).parents[1]


@pytest.fixture(params=["seeds", "tests/articles"])
def exported(request, tmp_path):
    """A folder of Label Studio, and the corpus that it was exported from."""
    nc.export(ROOT / request.param, "label-studio", tmp_path / "out")
    return tmp_path / "out", nc.load(ROOT / request.param)


def tasks_of(folder):
    return json.loads((folder / "tasks.json").read_text(encoding="utf-8"))


def test_the_configuration_and_the_annotations_are_valid(exported):
    interface = pytest.importorskip("label_studio_sdk.label_interface")
    folder, _ = exported
    configuration = interface.LabelInterface((folder / "config.xml").read_text(encoding="utf-8"))
    configuration.validate()
    for task in tasks_of(folder):
        (annotation,) = task["annotations"]
        assert configuration.validate_prediction(annotation, return_errors=True) == []
        annotation["result"][0]["value"]["labels"] = ["unheard-of"]
        assert configuration.validate_prediction(annotation, return_errors=True)


def test_the_converter_reads_all_words(exported, tmp_path):
    """Its short form has each span and its words, with offsets that count code points."""
    converter = pytest.importorskip("label_studio_sdk.converter")
    folder, corpus = exported
    tasks = [{"id": number, **task} for number, task in enumerate(tasks_of(folder))]
    (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    made = converter.Converter((folder / "config.xml").read_text(encoding="utf-8"), str(tmp_path))
    made.convert_to_json_min(str(tmp_path / "tasks.json"), str(tmp_path / "min"), is_dir=False)
    found = json.loads((tmp_path / "min/result.json").read_text(encoding="utf-8"))
    for article, task in zip(corpus, found, strict=True):
        spans = {(one["start"], one["end"]) for one in task["label"]}
        assert {(span.start, span.end) for span in article.spans()} <= spans
        assert all(article.text[one["start"] : one["end"]] == one["text"] for one in task["label"])
        assert {one["labels"][0] for one in task["label"]} >= {
            f"{one.kind}-{one.type}" for one in article.events.values()
        }


def test_the_short_form_is_imported(exported, tmp_path):
    """What the converter has written in JSON-MIN, where there are no relations."""
    converter = pytest.importorskip("label_studio_sdk.converter")
    folder, corpus = exported
    tasks = [{"id": number, **task} for number, task in enumerate(tasks_of(folder))]
    for task in tasks:
        del task["data"]["format"]
    (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    made = converter.Converter((folder / "config.xml").read_text(encoding="utf-8"), str(tmp_path))
    made.convert_to_json_min(str(tmp_path / "tasks.json"), str(tmp_path / "min"), is_dir=False)
    done = nc.import_corpus(tmp_path / "min", "label-studio", tmp_path / "back")
    assert done.articles == len(corpus)
