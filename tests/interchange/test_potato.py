"""Potato: what annotators wrote into a project folder comes in, and a project that is exported opens there."""

import json
import os
import shutil
import socket
import subprocess
import time
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from command import newscorpus
from exported import ROOT
from hypothesis import given
from hypothesis import strategies as st
from potato import ANNA, BERT, CONFIG, EVENT, TEXT, imported, label, link, potato_project, span, state
from test_damaged_sources import torn

import newscorpus as nc

POTATO = os.environ.get("NEWSCORPUS_POTATO", "")
needs_potato = pytest.mark.skipif(not POTATO, reason="NEWSCORPUS_POTATO names no `potato`")


def test_spans_events_links_and_labels_come_in(tmp_path):
    articles, lost = imported(potato_project(tmp_path / "project", ANNA), tmp_path / "out")
    assert [*articles] == ["n1", "n2"]
    article = articles["n1"]
    (event,) = article.events.values()
    assert (event.kind, event.type, event.triggers[0].exact) == ("incident", "attack", "attacked")
    assert {role: len(group) for role, group in event.participants.items()} == {"agent": 1, "target": 1}
    assert (event.things["instrument"][0].text.exact, event.places[0].name.exact) == ("rifle", "Oslo")
    anna, carl, acme = article.actors.values()
    assert [TEXT[slice(*mention)] for mention in article.mentions(anna.id)] == ["Anna Berg", "She"]
    assert (anna.relations["WORKS_FOR"][0].other, carl.ids) == (acme.id, {"wikidata": "Q7"})
    assert (article.attributes["sentiment"], article.note) == ("bad", "Which Carl?")
    assert (article.annotation.by, articles["n2"].text) == (("anna",), "It rained in Oslo.")
    assert lost == {"user_state.training_state": 1, "paper": 1}


def test_each_annotator_is_an_article_or_a_corpus(tmp_path):
    project = potato_project(tmp_path / "project")
    articles, _ = imported(project, tmp_path / "both")
    assert [*articles] == ["n1-anna", "n1-bert", "n2"]
    for name in ("anna", "bert"):
        articles, lost = imported(project / "out" / name, tmp_path / name)
        assert ([*articles], articles["n1"].annotation.by) == (["n1", "n2"], (name,))
        assert "annotation that is not read" not in lost
    agreed = newscorpus("agree", tmp_path / "anna", tmp_path / "bert", "--list")
    assert (agreed.code, "2 articles by anna, bert" in agreed.out) == (0, True)


def test_a_mapping_names_the_annotators(tmp_path):
    project = potato_project(tmp_path / "project")
    mapping = tmp_path / "map.yaml"
    mapping.write_text("source: potato\ncompleted_by: [bert]\narticle: {publisher: paper}\n")
    articles, lost = imported(project, tmp_path / "out", mapping)
    assert (articles["n1"].annotation.by, articles["n1"].publisher) == (("bert",), "The Daily")
    assert lost["annotation that is not read"] == 1


def test_a_draft_of_the_mapping_has_the_labels(tmp_path):
    project = potato_project(tmp_path / "project")
    assert newscorpus("import", "potato", project, "--init", "--map", tmp_path / "map.yaml").code == 0
    drafted = (tmp_path / "map.yaml").read_text(encoding="utf-8")
    assert all(f"{word}:" in drafted for word in ("PERSON", "ATTACK", "attacker", "WORKS_FOR"))
    imported(project, tmp_path / "out", tmp_path / "map.yaml")


def test_what_has_no_place_is_listed(tmp_path):
    spans = [
        span("a", "PERSON", "Anna Berg", format_coords={"page": 1}),
        span("b", "PERSON", "Acme", target_field="summary"),
        span("c", "PERSON", "Carl Dahl", additional_parts=[{"start": TEXT.index("She"), "end": TEXT.index(" fled")}]),
        [{"schema": "entities", "name": "PERSON", "start": "0", "end": 3}, "true"],
        "torn",
    ]
    torn = {"id": "x", "schema": "events"}
    event = {**EVENT, "trigger_span_id": "", "arguments": [{"role": "attacker", "span_id": "a"}, {"role": "target"}]}
    links = [
        link("l1", "relations", "NEAR", "a", "c", direction="undirected", note="?"),
        link("l2", "relations", "ALL", "a", "c", "a"),
        link("l3", "chains", "coreference", "a", direction="undirected"),
    ]
    given = state("anna", "n1", spans=spans, events=[event, torn], links=links, labels=["torn"])
    given["instance_id_to_span_to_value"]["gone"] = spans[:1]
    articles, lost = imported(potato_project(tmp_path / "project", given), tmp_path / "out")
    assert lost | {"span.format_coords": 1} == lost
    for kind in (
        "span of another field than the text",
        "event that cannot be read",
        "argument that cannot be read",
        "link.properties.note",
        "link without a direction, which is read as one",
        "link of more than two spans, which is read as pairs",
        "link of fewer than two spans",
        "label that cannot be read",
        "annotation of an instance that is in no data file",
    ):
        assert lost[kind] == 1, kind
    assert lost["span that cannot be read"] == 2
    assert len(articles["n1"].events) == 1


def test_values_of_labels(tmp_path):
    labels = [
        label("aspects", "plot"), label("aspects", "music"), label("scale", "scale", "4"),
        label("grid", "row one", "2"), label("grid", "row two", "3"),
    ]  # fmt: skip
    given = state("anna", "n1", labels=labels)
    articles, _ = imported(potato_project(tmp_path / "project", given), tmp_path / "out")
    assert articles["n1"].attributes == {
        "aspects": "plot, music", "scale": "4", "grid": "row one: 2, row two: 3",
    }  # fmt: skip


def test_a_source_that_is_no_project_is_one_error(tmp_path):
    for make, message in (
        (lambda folder: folder.mkdir(), "no configuration of Potato"),
        (lambda folder: folder.with_suffix(".yaml").write_text("a: 1"), "no such file"),
    ):
        folder = tmp_path / message.replace(" ", "-")
        make(folder)
        with pytest.raises(nc.UsageError, match=message):
            nc.import_corpus(folder, "potato", tmp_path / "out")
    (tmp_path / "own.yaml").write_text("a: 1")
    with pytest.raises(nc.UsageError, match="no `data_files`"):
        nc.import_corpus(tmp_path / "own.yaml", "potato", tmp_path / "out")


def test_files_outside_of_the_project_are_not_read(tmp_path):
    (tmp_path / "secret.json").write_text(json.dumps([{"doc": "s", "body": "Secret."}]))
    config = CONFIG.replace("data/more.csv", "../secret.json").replace("task_dir: .", "task_dir: ..")
    articles, lost = imported(potato_project(tmp_path / "project", config=config), tmp_path / "out")
    assert ("s" in articles, lost["file or line that cannot be read"]) == (False, 1)


def test_an_export_that_was_edited_comes_back(tmp_path):
    assert newscorpus("export", "potato", ROOT / "tests/articles", "-o", tmp_path / "project").code == 0
    path = tmp_path / "project/annotation_output/newscorpus/user_state.json"
    state = json.loads(path.read_text(encoding="utf-8"))
    spans, events = (state[f"instance_id_to_{kind}_to_value"]["flood"] for kind in ("span", "event"))
    text = nc.load(ROOT / "tests/articles")["flood"].text
    start = text.index("died")
    spans.append([{"schema": "spans", "name": "incident-death", "start": start, "end": start + 4, "id": "new"}, "true"])
    events["added"] = {
        **EVENT,
        "id": "added",
        "event_type": "incident-death",
        "trigger_span_id": "new",
        "arguments": [],
    }
    path.write_text(json.dumps(state), encoding="utf-8")
    articles, lost = imported(tmp_path / "project", tmp_path / "out")
    before = nc.load(ROOT / "tests/articles")["flood"]
    assert {event.type for event in articles["flood"].events.values()} - {e.type for e in before.events.values()} == {
        "death"
    }
    assert lost == {}
    spans[:] = [entry for entry in spans if entry[0]["id"] != spans[0][0]["id"]]
    path.write_text(json.dumps(state), encoding="utf-8")
    _, lost = imported(tmp_path / "project", tmp_path / "less")
    assert lost["attribute or note of a deleted span"] > 0


OWN = ROOT / "tests/articles/court.yaml"


@pytest.mark.parametrize("value", [[["x"], {"a": 1}], {"a": 1}, 3, True])
def test_what_newscorpus_says_of_a_span_must_be_words(tmp_path, value):
    nc.export(OWN, "potato", tmp_path / "project")
    path = tmp_path / "project/data/articles.jsonl"
    instance = json.loads(path.read_text(encoding="utf-8"))
    for item in instance["said"]:
        item[3] = value
    path.write_text(json.dumps(instance) + "\n", encoding="utf-8")
    lost = {loss.kind: loss.count for loss in nc.import_corpus(tmp_path / "project", "potato", tmp_path / "b").losses}
    assert lost["attribute or note that cannot be read"] == len(instance["said"]) > 0


@pytest.mark.parametrize("is_own", [True, False])
@given(draw=st.data())
def test_a_damaged_project_is_no_internal_error(is_own, draw):
    with TemporaryDirectory() as name:
        project = Path(name, "project")
        if is_own:
            nc.export(OWN, "potato", project)
            files = [project / "data/articles.jsonl", project / "annotation_output/newscorpus/user_state.json"]
        else:
            files = [*potato_project(project, ANNA).glob("data/*.json"), project / "out/anna/user_state.json"]
        for path in files:
            data = json.loads(path.read_text(encoding="utf-8"))
            path.write_text(json.dumps(torn(data, draw.draw)) + "\n", encoding="utf-8")
        done = newscorpus("import", "potato", project, "--dry-run")
        assert done.code in (0, 1, 2)
        assert "internal error" not in done.err


# With Potato itself: `tests/peers/install potato` sets NEWSCORPUS_POTATO


class Server:
    """Potato, serving a project on this machine."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        self.address = f"http://127.0.0.1:{port}"
        command = [POTATO, "start", "config.yaml", "-p", port, "--host", "127.0.0.1"]
        self._process = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        for _ in range(240):
            try:
                build_opener().open(self.address, timeout=5).close()
            except URLError:
                assert self._process.poll() is None
                time.sleep(0.25)
            else:
                return self
        raise AssertionError("Potato does not answer")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)

    def log_in(self, name: str):
        """Log in, and return what asks for a page or sends JSON."""
        opener = build_opener(HTTPCookieProcessor(CookieJar()))
        form = urlencode({"email": name, "pass": "", "action": "login"}).encode()
        opener.open(f"{self.address}/auth", data=form, timeout=30).close()

        def ask(path: str, sent: object = None) -> str:
            data = None if sent is None else json.dumps(sent).encode()
            headers = {"Content-Type": "application/json"} if data else {}
            with opener.open(Request(f"{self.address}{path}", data, headers), timeout=30) as answer:
                return answer.read().decode("utf-8")

        return ask


@needs_potato
def test_potato_opens_an_export(tmp_path):
    nc.export(ROOT / "tests/articles", "potato", tmp_path / "project")
    state = json.loads((tmp_path / "project/annotation_output/newscorpus/user_state.json").read_text(encoding="utf-8"))
    with Server(tmp_path / "project") as server:
        page = server.log_in("anna")("/annotate")
        shown = [entry[0]["id"] for entry in state["instance_id_to_span_to_value"]["court"]]
        assert all(f'data-annotation-id="{id_}"' in page for id_ in shown)
        ask = server.log_in("newscorpus")
        for kind in ("event", "link"):
            answered = json.loads(ask(f"/api/{kind}s/court"))[f"{kind}s"]
            assert len(answered) == len(state[f"instance_id_to_{kind}_to_value"]["court"])
            assert answered


@needs_potato
def test_what_potato_writes_comes_in(tmp_path):
    project = potato_project(tmp_path / "project", config=f"{CONFIG}require_password: false\n")
    shutil.rmtree(project / "out")
    with Server(project) as server:
        for given in (ANNA, BERT):
            ask = server.log_in(given["user_id"])
            assert "n1" in ask("/annotate")
            of = {kind: given[f"instance_id_to_{kind}_to_value"]["n1"] for kind in ("span", "link", "event", "label")}
            sent = {
                "instance_id": "n1",
                "annotations": {f"{name['schema']}:{name['name']}": value for name, value in of["label"]},
                "span_annotations": [{**fields, "value": value} for fields, value in of["span"]],
                "link_annotations": [*of["link"].values()],
                "event_annotations": [*of["event"].values()],
            }
            assert '"status":"success"' in ask("/updateinstance", sent)
    articles, _ = imported(project, tmp_path / "out")
    assert [*articles] == ["n1-anna", "n1-bert", "n2"]
    again, _ = imported(potato_project(tmp_path / "same"), tmp_path / "again")
    for id_, article in articles.items():
        assert article.events == again[id_].events
        assert article.attributes == again[id_].attributes
