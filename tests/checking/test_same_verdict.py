"""The same findings, byte for byte, whoever does the work: one process, several, Spark.

A corpus with defects of every rule of the corpus, and of each other range. `NEWSCORPUS_ARTICLES=20000` makes it large
(see test_large_corpus); `NEWSCORPUS_SPARK=1` takes Spark in (see test_spark).
"""

import json
import random

import pytest
from test_large_corpus import ARTICLES, article, planted, surroundings

from newscorpus.checking import fixes, results
from newscorpus.cli.main import main
from newscorpus.diagnostics import report
from newscorpus.rules.summary import SUGGESTING

FILES = 20
RULES = "NC0 NC1 NC2 NC3 NC4 NC5 NC6 NC7 NC8 NC903"


def others():
    """Articles that are wrong by themselves, of each range one."""
    some = [article(3 * ARTICLES + i) for i in range(9)]
    for i, one in enumerate(some):
        one["id"] = f"wrong{i}"
    some[0]["titel"] = "x"
    some[1]["events"][0]["participants"]["participant"].append("nobody")
    some[2]["events"][0]["evidence"][0]["exact"] = "Anna Berg saw Carl Dahl"
    some[3]["published"] = "2024-05-08"
    some[3]["events"][0]["when"] = {"Monday": "2024-06-10"}
    some[3]["text"] += " On Monday."
    some[4]["events"][0]["type"] = "visit"
    some[5]["text"] += " “I am glad to be in Oslo,” Anna Berg said."
    some[5]["claims"] = [{"quote": {"exact": "I am glad to be in Oslo"}, "about": [some[5]["actors"][0]["id"]]}]
    some[6]["waive"] = [{"code": "NC705", "at": "text", "why": "nothing is"}]
    some[7]["text"] += " It rained last week."
    some[8]["events"][0]["type"] = "visit"
    some[8]["waive"] = [{"code": "NC504", "at": "events.talks", "why": "of nobody"}]
    return [json.dumps(one) for one in some] + ["{", '{"id": 3}']


def corpus(folder):
    """Twenty files, and what lies around them."""
    rng = random.Random(11)
    lines = [json.dumps(one) for one in planted(rng)[0]] + others()
    rng.shuffle(lines)
    surroundings(folder)
    for k in range(FILES):
        (folder / f"{k:02}.jsonl").write_text("".join(line + "\n" for line in lines[k::FILES]))
    return len(lines)


def make_large(monkeypatch, count):
    """Few articles are treated as many."""
    most = min(SUGGESTING, count // 2)
    monkeypatch.setattr(results, "IN_MEMORY", most // 2)
    for module in ("rules.corpus", "checking.summary_tables"):
        monkeypatch.setattr(f"newscorpus.{module}.SUGGESTING", most)


def checked(capsys, jobs):
    """The exit code of a check by so many processes, and what it writes."""
    with pytest.raises(SystemExit) as stop:
        main(["check", ".", "--select", RULES, "--no-cache", "--output-format", "json", "--jobs", str(jobs)])
    return stop.value.code, capsys.readouterr()


def test_in_memory_or_on_disk(tmp_path, capsys, monkeypatch):
    """Also what only all articles together show: suggested ids, texts that no article names, a baseline."""
    monkeypatch.chdir(tmp_path)
    corpus(tmp_path)
    for i in range(3):
        (tmp_path / f"own{i}").mkdir()
        (tmp_path / f"own{i}" / "text.txt").write_text(f"Text {i}.")
        (tmp_path / f"own{i}" / f"own{i}.yaml").write_text(
            f"format: newscorpus/1\nid: own{i}\nlanguage: en\ntext_file: text.txt\n"
        )
    (tmp_path / "own1" / "forgotten-too.txt").write_text("Forgotten, too.")
    (tmp_path / "corpus.yaml").write_text((tmp_path / "corpus.yaml").read_text().replace("'*.yaml'", "'**/*.yaml'"))

    def both():
        monkeypatch.setattr(results, "IN_MEMORY", 10**6)
        monkeypatch.setattr(report, "IN_MEMORY", 10**6)
        in_memory = checked(capsys, 1)
        monkeypatch.setattr(results, "IN_MEMORY", 10)
        monkeypatch.setattr(report, "IN_MEMORY", 10)
        monkeypatch.setattr(fixes, "_AT_ONCE", 5)
        assert checked(capsys, 1) == in_memory
        return json.loads(in_memory[1].out)

    helps = [finding.get("help") or "" for finding in both()["diagnostics"]]
    assert any("forgotten-too.txt" in one for one in helps)
    with pytest.raises(SystemExit):
        main(["check", ".", "--select", "NC7", "--no-cache", "--write-baseline", "known.baseline"])
    capsys.readouterr()
    manifest = (tmp_path / "corpus.yaml").read_text()
    (tmp_path / "corpus.yaml").write_text(manifest + "checks: {baseline: known.baseline}\n")
    lines = (tmp_path / "00.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "00.jsonl").write_text("".join(lines[3:]))
    assert both()["baselined"]


def test_whoever_does_the_work(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make_large(monkeypatch, corpus(tmp_path))
    one = checked(capsys, 1)
    found = {finding["code"] for finding in json.loads(one[1].out)["diagnostics"]}
    assert {f"NC70{i}" for i in range(1, 9)} <= found
    assert json.loads(one[1].out)["waived"] == 1
    assert {code[:3] for code in found} == {f"NC{i}" for i in range(10)}
    assert checked(capsys, 2) == one
