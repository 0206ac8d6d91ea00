"""Projects of Label Studio by others: what results become, which annotation is read, and what is counted as lost."""

import json
from pathlib import Path

import pytest
from command import newscorpus
from exported import ROOT
from imported import read_by

import newscorpus as nc

TEXT = "Anna Berg of Acme met Carl Dahl in Oslo on 3 May 2024. He paid 5 dollars for it."


def region(id_, label, words, text=TEXT, kind="labels", **more):
    start = text.index(words)
    value = {"start": start, "end": start + len(words), "text": words, kind: [label]}
    return {"id": id_, "from_name": "label", "to_name": "text", "type": kind, "value": value, **more}


def link(first, second, *labels, direction="right"):
    return {"type": "relation", "from_id": first, "to_id": second, "labels": list(labels), "direction": direction}


def said(kind, name, value, id_="x"):
    return {"id": id_, "from_name": name, "to_name": "text", "type": kind, "value": value}


REGIONS = [
    region("a", "Person", "Anna Berg"),
    region("b", "Org", "Acme"),
    region("c", "Meet", "met"),
    region("d", "Person", "Carl Dahl"),
    region("e", "Location", "Oslo"),
    region("f", "Date", "3 May 2024"),
    region("g", "Person", "He"),
    region("h", "Money", "5 dollars"),
]
LINKS = [
    link("a", "b", "employed_by"),
    link("c", "a", "participant"),
    link("c", "d", "participant", "chair"),
    link("c", "e", "Place"),
    link("c", "f", "Time"),
    link("d", "g", "Coref"),
    link("c", "h", "amount"),
]
MAP = """\
source: label-studio
corpus: {name: talks, language: en}
article: {id: slug, published: {day: "%d.%m.%Y"}, headline: title}
entities:
  Meet: {as: event, kind: meeting, type: talks}
  Date: {as: when, read: true}
  Money: {as: thing, role: amount, read: true}
"""


@pytest.fixture
def read(tmp_path):
    """Import tasks, or a file that should have some."""
    imported = read_by("label-studio", tmp_path)

    def tasks_read(tasks, mapping=None):
        content = tasks if isinstance(tasks, str) else json.dumps(tasks, ensure_ascii=False)
        return imported({"export.json": content}, mapping)

    return tasks_read


def task(*result, text=TEXT, **data):
    return {"id": 7, "data": {"text": text, **data}, "annotations": [{"result": list(result)}]}


def test_regions_relations_and_events(read):
    data = {"slug": "n1", "day": "04.05.2024", "title": "They met", "source": "AP"}
    done = read([task(*REGIONS, *LINKS, **data)], MAP)
    article = done.article
    assert (article.id, article.published, article.headline) == ("n1", "2024-05-04", "They met")
    assert done.losses == {"data.source": ["export.json: [0]"]}
    assert {one.id: one.kind for one in article.actors.values()} == {
        "anna-berg": "person",
        "acme": "organization",
        "carl-dahl": "person",
    }
    assert [one.exact for one in article.actors["carl-dahl"].mentions] == ["Carl Dahl", "He"]
    assert [one.other for one in article.actors["anna-berg"].relations["employed_by"]] == ["acme"]
    (event,) = article.events.values()
    assert (event.kind, event.type, event.when.edtf) == ("meeting", "talks", "2024-05-03")
    assert [str(one) for one in event.participants["participant"]] == ["anna-berg", "carl-dahl"]
    assert [str(one) for one in event.participants["chair"]] == ["carl-dahl"]
    assert [one.name.exact for one in event.places] == ["Oslo"]
    assert [(one.text.exact, one.value) for one in event.things["amount"]] == [("5 dollars", "5 USD")]
    assert event.attributes == {
        "source_label": "Meet",
        "source_place_label": "Location",
        "source_when_label": "Date",
    }


def test_roles_of_a_mapping_are_those_of_relations_of_events(read):
    mapping = """\
entities: {Meet: {as: event}}
events: {Meet: {kind: meeting, type: talks, roles: {chair: host}}}
roles: {amount: ignore, participant: visitor, Time: ignore}
"""
    done = read([task(*REGIONS, *LINKS)], mapping)
    (event,) = done.article.events.values()
    assert {role: [str(one) for one in several] for role, several in event.participants.items()} == {
        "visitor": ["anna-berg", "carl-dahl"],
        "host": ["carl-dahl"],
    }
    assert (event.things, event.when) == ({}, None)
    assert not done.losses


def test_what_is_said_of_regions_and_of_the_task(read):
    result = [
        *REGIONS[:3],
        said("choices", "sure", {"start": 0, "end": 9, "choices": ["very", "quite"]}, "a"),
        said("choices", "checked", {"choices": ["checked"]}, "a"),
        said("textarea", "why", {"text": ["the boss", "of it"]}, "a"),
        said("taxonomy", "topic", {"taxonomy": [["News", "Talks"], ["Trade"]]}),
        said("rating", "quality", {"rating": 4}),
        said("textarea", "remark", {"text": "Look again."}),
        said("textarea", "remark", {"text": ["Twice."]}),
        said("choices", "Negation", {"choices": ["Negation"]}),
    ]
    article = (done := read([task(*result)])).article
    anna = article.actors["anna-berg"]
    assert (anna.attributes["sure"], anna.attributes["checked"], anna.note) == ("very, quite", True, "the boss\nof it")
    assert article.attributes == {"topic": "News/Talks, Trade", "quality": "4"}
    assert article.note == "Look again.\nTwice."
    assert list(done.losses) == ["attribute Negation of a text"]


MADE = "2024-05-03T10:00:00Z"
BY = {"completed_by": {"id": 4, "email": "eva@example.org"}, "updated_at": MADE}


def test_which_annotation_is_read(read):
    """The first that is not cancelled, or the ground truth; others are counted; a mapping chooses by person."""
    first = {"result": REGIONS[:1], "completed_by": 3, "created_at": MADE}
    second = {"result": REGIONS[1:2], **BY}
    skipped = {"result": REGIONS[3:4], "was_cancelled": True}
    guess = {"result": REGIONS[3:4], "model_version": "m1"}
    tasks = [{"data": {"text": TEXT}, "annotations": [skipped, first, second], "predictions": [guess]}]
    done = read(tasks)
    assert list(done.article.actors) == ["anna-berg"]
    assert done.article.annotation == nc.Annotation(by=("3",), date="2024-05-03")
    assert done.losses == {
        "annotation that is not read": ["export.json: [0]: of nobody", "export.json: [0]: of eva@example.org"],
        "prediction that is not read": ["export.json: [0]: of m1"],
    }
    chosen = read(tasks, "completed_by: [eva@example.org]\n")
    assert list(chosen.article.actors) == ["acme"]
    second["ground_truth"] = True
    assert list(read(tasks).article.actors) == ["acme"]


EMOJI = "😀 Jörg met 北京 👩\u200d🚀 in Köln.\r\nThe cafe\u0301 closed."


def test_offsets_of_any_version_are_recognised(read):
    for unit in ("code points", "UTF-16", "CRLF as one"):
        regions = []
        for number, words in enumerate(("Jörg", "北京", "Köln", "cafe\u0301")):
            before = EMOJI[: EMOJI.index(words)]
            seen = [one.replace("\r\n", "\n") if unit == "CRLF as one" else one for one in (before, before + words)]
            start, end = (len(one.encode("utf-16-le")) // 2 if unit == "UTF-16" else len(one) for one in seen)
            value = {"start": start, "end": end, "text": words, "labels": ["Person"]}
            regions.append({"id": str(number), "type": "labels", "value": value})
        article = (done := read([task(*regions, text=EMOJI)])).article
        spans = [article.mentions(id_)[0] for id_ in article.actors]
        assert [article.text[start:end] for start, end in spans] == ["Jörg", "北京", "Köln", "cafe\u0301"]
        assert all("which are converted" in kind for kind in done.losses)
        assert bool(done.losses) == (unit != "code points")


HTML = """<!DOCTYPE html><html><head><title>Talks</title><style>p {color: red}</style></head><body>
<h1>Anna Berg</h1>
<p>Anna&nbsp;Berg of <b>Acme</b> met
  Carl Dahl.<br>Acme &amp; Co. paid.</p></body></html>"""


def test_regions_of_html_are_in_the_text_that_is_shown(read):
    words = [("Anna\xa0Berg", 19), ("Acme", 32), ("Carl Dahl", 41), ("Acme", 52)]
    regions = []
    for number, (text, start) in enumerate(words):
        where = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 0, "endOffset": 9}
        value = {**where, "text": text, "globalOffsets": {"start": start, "end": start + len(text)}}
        value["hypertextlabels"] = ["Person" if "a" in text else "Org"]
        regions.append({"id": str(number), "type": "hypertextlabels", "from_name": "l", "to_name": "t", "value": value})
    done = read([task(*regions, text=HTML)])
    article = done.article
    assert article.text == "Anna Berg\n\nAnna\xa0Berg of Acme met Carl Dahl.\nAcme & Co. paid."
    spans = [article.mentions(id_)[0] for id_ in article.actors]
    assert [(start, article.text[start:end]) for start, end in spans] == [
        (11, "Anna\xa0Berg"),
        (24, "Acme"),
        (33, "Carl Dahl"),
        (44, "Acme"),
    ]
    assert list(done.losses) == ["markup of HTML"]


def test_what_cannot_be_read_is_a_loss(read):
    for item, kind in (
        ("x", "result that cannot be read"),
        ({"type": "labels"}, "result that cannot be read"),
        ({"type": "relation", "from_id": "a"}, "result that cannot be read"),
        (link("a", "a", "knows", direction="bi"), "relation in both directions, which is read as one"),
        (link("z", "a", direction="left"), "relation relation of what has no place"),
        (region("b", "X", "Acme", score=0.5), "result.score"),
        (said("rectanglelabels", "r", {"x": 4}), "result of type rectanglelabels"),
        (said("choices", "r", {"choices": []}), "result of type choices"),
        (said("choices", "r", {"start": 0, "end": 4, "choices": ["x"]}), "result of type choices for a region without"),
        ({"type": "labels", "value": {"start": 0, "end": 4, "labels": []}}, "region without a label"),
        ({"type": "labels", "value": {"start": "0", "end": "1", "labels": ["X"]}}, "region without offsets in a text"),
        ({"type": "labels", "value": {"start": -5, "end": 4, "labels": ["X"]}}, "region without offsets in a text"),
        ({"type": "labels", "value": {"start": 0, "end": 4, "labels": ["X"], "y": 1}}, "result.value.y"),
        (region("b", "X", "Acme", meta={"text": ["why"], "mood": "good"}), "result.meta.mood"),
        (region("a", "Person", "Carl Dahl"), "id that occurs twice, and means the first"),
    ):
        done = read([task(REGIONS[0], item)])
        assert any(one.startswith(kind) for one in done.losses), done.losses
        assert "anna-berg" in done.article.actors


def test_other_tasks_are_losses(read):
    done = read([
        task(REGIONS[0]),
        "x",
        {"data": 5},
        {"data": {"image": "a.jpg", "title": "b"}},
        {"data": {"text": "It rained."}, "meta": {"a": 1}, "annotations": [{"result": 5, "lead_time": 3.5}]},
        {"data": {"text": "It snowed."}, "annotations": [{"result": [], "created_at": MADE, "updated_at": MADE}]},
    ])  # fmt: skip
    assert [one.id for one in done.corpus] == ["export-5", "export-6", "export-7"]
    assert done.losses == {
        "task without data": ["export.json: [1]", "export.json: [2]"],
        "task without a text": ["export.json: [3]"],
        "task.meta": ["export.json: [4]"],
        "annotation.lead_time": ["export.json: [4]"],
        "annotation.created_at": ["export.json: [5]"],
        "result that is not a list": ["export.json: [4]"],
    }


def test_files_must_be_there_and_readable(tmp_path, monkeypatch):
    with pytest.raises(nc.UsageError, match="no such file"):
        nc.import_corpus(tmp_path / "none", "label-studio", tmp_path / "out")
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(task(REGIONS[0])))
    monkeypatch.setattr(Path, "open", refuse(Path.open, "b.json"))
    done = nc.import_corpus(tmp_path, "label-studio", tmp_path / "out")
    assert done.articles == 1
    assert [one.places for one in done.losses] == [["b.json: Permission denied"]]


def refuse(open_, name):
    def opened(self, *rest, **more):
        if self.name == name:
            raise PermissionError(13, "Permission denied")
        return open_(self, *rest, **more)

    return opened


def test_a_file_that_is_too_large_is_named(tmp_path):
    (tmp_path / "a.json").write_text("[" + " " * 17_000_000)
    with pytest.raises(nc.UsageError, match=r"cannot be read: a\.json.*over the limit"):
        nc.import_corpus(tmp_path, "label-studio", tmp_path / "out")


SHORT = {
    "id": 3,
    "text": TEXT,
    "label": [{"start": 0, "end": 9, "text": "Anna Berg", "labels": ["Person"]}],
    "html": [{"start": "/p", "globalOffsets": {"start": 13, "end": 17}, "hypertextlabels": ["Org"]}],
    "tone": "calm",
    "annotator": 4,
    "annotation_id": 9,
    "created_at": MADE,
}


def test_the_short_form_is_read(read):
    done = read([SHORT])
    assert list(done.article.actors) == ["anna-berg", "acme"]
    assert done.article.annotation == nc.Annotation(by=("4",), date="2024-05-03")
    assert done.losses == {"annotation.id": ["export.json: [0]"], "data.tone": ["export.json: [0]"]}


def test_a_draft_is_a_mapping_that_means_the_same(tmp_path, read):
    tasks = [task(*REGIONS, *LINKS, said("choices", "Negation", {"choices": ["Negation"]}, "c"))]
    first = read(tasks)
    target = tmp_path / "draft.yaml"
    assert newscorpus("import", "label-studio", first.source, "--init", "--map", target).code == 0
    drafted = target.read_text(encoding="utf-8")
    assert "source: label-studio" in drafted
    meet = "Meet: {as: event, kind: meeting, type: talks}  # decide: 1 time, first met"
    assert meet in drafted
    target.write_text(drafted.replace(meet, "Meet: unknown"), encoding="utf-8")
    second = nc.import_corpus(first.source, "label-studio", tmp_path / "out2", mapping=target)
    assert second.losses.to_dicts() == first.imported.losses.to_dicts()
    (article,) = nc.load(tmp_path / "out2")
    assert article.actors == first.article.actors


# What newscorpus has written


def back(folder):
    done = nc.import_corpus(folder, "label-studio", folder.with_name("back"))
    assert not done.errors
    return nc.load(folder.with_name("back"))["news"], [one.kind for one in done.losses]


def test_a_relation_that_says_more_than_the_label_decides(read):
    mapping = "source: label-studio\nentities: {Meet: {as: event, kind: meeting, type: talks}}\n"
    regions = [region("c", "Meet", "met"), region("e", "Location", "Oslo"), region("f", "Date", "3 May 2024")]
    done = read([task(*regions, link("c", "e", "participant"), link("c", "f", "near"))], mapping)
    (event,) = done.article.events.values()
    assert [str(one) for one in event.participants["participant"]] == ["oslo"]
    assert done.losses == {"role near of Date, which becomes when": ["export.json: [0]: result[0]: f"]}


# What its own package reads of an export. `pip install --group label-studio`


@pytest.fixture(params=["seeds", "tests/articles"])
def project(request, tmp_path):
    """A folder of Label Studio, and the corpus that it was exported from."""
    nc.export(ROOT / request.param, "label-studio", tmp_path / "out")
    return tmp_path / "out", nc.load(ROOT / request.param)


def tasks_of(folder):
    return json.loads((folder / "tasks.json").read_text(encoding="utf-8"))


def test_the_configuration_and_the_annotations_are_valid(project):
    interface = pytest.importorskip("label_studio_sdk.label_interface")
    folder, _ = project
    configuration = interface.LabelInterface((folder / "config.xml").read_text(encoding="utf-8"))
    configuration.validate()
    for task in tasks_of(folder):
        (annotation,) = task["annotations"]
        assert configuration.validate_prediction(annotation, return_errors=True) == []
        annotation["result"][0]["value"]["labels"] = ["unheard-of"]
        assert configuration.validate_prediction(annotation, return_errors=True)


def test_the_short_form_is_imported(project, tmp_path):
    converter = pytest.importorskip("label_studio_sdk.converter")
    folder, corpus = project
    tasks = [{"id": number, **task} for number, task in enumerate(tasks_of(folder))]
    for task in tasks:
        del task["data"]["format"]
    (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    made = converter.Converter((folder / "config.xml").read_text(encoding="utf-8"), str(tmp_path))
    made.convert_to_json_min(str(tmp_path / "tasks.json"), str(tmp_path / "min"), is_dir=False)
    done = nc.import_corpus(tmp_path / "min", "label-studio", tmp_path / "back")
    assert done.articles == len(corpus)
