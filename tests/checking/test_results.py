"""What a run keeps: of many articles what is quiet lies aside, and the report is the same."""

import json
import shutil
from pathlib import Path

import attrs
import pytest
from test_large_corpus import article

from newscorpus import Diagnostic
from newscorpus.checking import summary_tables
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.serialize import plain, restored
from newscorpus.checking.session import discover
from newscorpus.checking.summary_tables import SummaryStore
from newscorpus.rules import ArticleSummary

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """Files and records, with defects of every range: in articles, between them, in corpus.yaml, waived and not."""
    monkeypatch.chdir(tmp_path)
    folder = shutil.copytree(SEEDS, tmp_path / "big")
    (folder / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: big\nlanguage: en\narticles: ['*.yaml', '*.jsonl', 'none/*.yaml']\n"
        "actors: {oslo: {name: Oslo, kind: locality, ids: {wikidata: Q2}}}\n"
    )
    records = [article(i) for i in range(20)]
    records[4]["events"][0]["relations"] = {"same_as": ["a5x#talks"]}
    records[7]["events"][0]["relations"] = {"part_of": ["a8#talks"]}
    records[8]["events"][0]["relations"] = {"part_of": ["a7#talks"]}
    records[9]["actors"][1]["ids"] = {"wikidata": records[9]["actors"][0]["ids"]["wikidata"]}
    records[10]["titel"] = "x"
    records[11]["waive"] = [{"code": "NC705", "at": "text", "why": "nothing is"}]
    records[12]["actors"][1]["ids"] = {"wikidata": "Q2"}  # which only the registry has
    records += [{**article(3), "id": "again", "events": [], "actors": []}]
    records += [
        {**records[-1], "id": "waived", "waive": [{"code": "NC705", "at": "text", "why": "an agency's"}]},
        {**article(30), "id": "a5"},
    ]
    lines = [json.dumps(one) for one in records]
    lines[13:13] = ["{", "", "[]"]
    (folder / "records.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "no.jsonl").mkdir()
    (folder / "gone.yaml").symlink_to("nowhere")
    for name, more in (("one", ""), ("two", "events: {e: {kind: event, type: other, evidence: [nowhere]}}\n")):
        text = f"format: newscorpus/1\nid: {name}\ntext: Anna Berg came.\n{more}"
        (folder / f"{name}.yaml").write_text(text)
    (folder / "forgotten.txt").write_text("Forgotten.")
    return Path("big")


def test_a_full_disk_is_an_oserror(monkeypatch):
    monkeypatch.setattr(summary_tables, "_BATCH", 1)
    full = SummaryStore()
    full._db.execute("pragma max_page_count = 12")
    numbers = iter(range(10_000))

    def fill():
        for number in numbers:
            full.add(number, ArticleSummary("f", number, f"a{number}", "0" * 64, None, (), (), (), ()))

    with pytest.raises(OSError, match="TMPDIR"):
        fill()
    assert next(numbers) > 10


def test_what_is_kept_comes_back_equal(corpus):
    results = check_session(discover(SessionOptions(corpus)))
    kept = [one.result for store in results.stores.values() for one in store.stored]
    assert any(one.diagnostics for one in kept)
    for one in kept:
        again = json.loads(json.dumps(plain(one)))
        assert restored(ArticleResult, again) == one
    report = results.report()
    assert any(one.fixes for one in report.diagnostics)
    for one in report.diagnostics:
        assert restored(Diagnostic, json.loads(json.dumps(plain(one)))) == one


def test_what_is_no_record_is_a_value_error():
    for data in (
        None,
        [],
        {},
        {"diagnostics": None},
        {"diagnostics": [{}]},
        {"diagnostics": [], "unknown": 1},
        {"diagnostics": [], "text_known": 1},
        {"diagnostics": [], "broken": "x"},
        {"diagnostics": [], "broken": [[1.5]]},
        {"diagnostics": [], "waivers": [[{"code": "x", "at": "y"}]]},
        {"diagnostics": [], "totals": {"articles": "1"}},
    ):
        with pytest.raises(ValueError):
            restored(ArticleResult, data)


def test_a_type_that_is_not_known_is_an_error():
    @attrs.frozen
    class Odd:
        blob: bytes

    with pytest.raises(TypeError, match="bytes"):
        plain(Odd(b""))
    with pytest.raises(ValueError, match="no reader"):
        restored(Odd, {"blob": ""})
