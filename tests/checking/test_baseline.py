"""Baselines: what is known is hidden as often as it is known, and what is no more is said, where that can be known."""

import json
import os
import sys
from pathlib import Path

import pytest
from command import newscorpus

from newscorpus import Report, check
from newscorpus.cli.main import main

LINE = '{"format": "newscorpus/1", "id": "%s", "language": "en", "text": "Anna Berg met Carl Dahl %s.", "titel": "x"}\n'
"""A record with an unknown field, which is found at the same path in each."""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A corpus of JSON Lines, the working folder within."""
    monkeypatch.chdir(tmp_path)
    Path("corpus.yaml").write_text(MANIFEST)
    return tmp_path


def records(*names: str, file: str = "all.jsonl") -> None:
    Path(file).write_text("".join(LINE % (name, name) for name in names), encoding="utf-8")


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["check", *words])
    return int(stop.value.code or 0)


MANIFEST = "format: newscorpus/1\nname: c\narticles: '*.jsonl'\n"


def judged(
    folder: Path, file: str = ".", at: str = "base.json", severity: str = "warning", more: str = "", **how: list[str]
) -> Report:
    """What is found that the corpus's baseline does not hold."""
    checks = f"{{baseline: {at}, severity: {{NC804: {severity}}}{more}}}"
    (folder / "corpus.yaml").write_text(f"{MANIFEST}checks: {checks}\n")
    return check(folder / file, **how)


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="names of files are Unicode there")
def test_names_that_are_no_unicode_are_known_again(folder):
    """What UTF-8 cannot hold of them stands in the baseline as JSON's own escapes."""
    records("a", file=os.fsdecode(b"\xff.jsonl"))
    assert run("--write-baseline", "base.json", ".") == 0
    report = judged(folder)
    assert (report.diagnostics, report.baselined) == ((), 1)


ENTRY = {"fingerprint": "x", "code": "NC101", "file": "a.jsonl"}


def test_what_is_no_baseline_is_wrong_use(folder):
    """If it is asked for. One that `corpus.yaml` names is a finding there, beside all others, and says how one is made."""
    records("a")
    changes = (
        *({"count": count} for count in ("1", True, 1.0, None, 0)),
        *({"code": 1}, {"file": 1}, {"file": "a\0"}, {"fingerprint": ""}, {"more": "x"}),
    )
    wrong = [[], [1], {}, {"version": 1, "findings": {}}, *({**ENTRY, **change} for change in changes)]
    wrong += [{key: value for key, value in ENTRY.items() if key != left} for left in ENTRY]
    message = "base.json:3: not an entry of a baseline; correct or delete the line"
    for line in ("{", "[" * 100_000, "<<<<<<< HEAD", *map(json.dumps, wrong)):
        Path("base.json").write_text(f"{json.dumps(ENTRY)}\n\n{line}\n")
        ran = newscorpus("check", ".", "--baseline", "base.json")
        assert (ran.code, message in ran.err) == (2, True), line
    *others, last = judged(folder).diagnostics
    without = json.loads(newscorpus("check", folder, "--no-baseline", "--output-format", "json").out)
    assert [d.code for d in others] == [d["code"] for d in without["diagnostics"]]
    assert (last.code, last.path, last.primary.line) == ("NC803", ("checks", "baseline"), 4)
    assert last.message.endswith(message)
    assert last.help == "write it with --write-baseline, or name no baseline"
    assert list(judged(folder, ignore=["NC803"]).diagnostics) == [*others, last]
    (selected,) = judged(folder, select=["NC9"]).errors
    assert selected == last


def test_beside_a_new_error_no_entry_is_stale(folder):
    """The rule of an entry may not have judged what has the error."""
    event = {"kind": "meeting", "type": "talks", "participants": {"participant": "anna"}, "places": {"Oslo": "NO"}}
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": "en",
        "text": "Anna Berg met Carl Dahl at noon in Oslo.",
        "actors": {"anna": {"name": "Anna Berg", "kind": "person"}},
    }

    def found(evidence: str) -> str:
        article["events"] = {"talks": {**event, "evidence": evidence}}
        Path("all.jsonl").write_text(json.dumps(article) + "\n")
        return " ".join(d.code for d in judged(folder).diagnostics)

    Path("base.json").touch()
    assert found("Anna Berg met Carl Dahl") == "NC307"
    assert run("--write-baseline", "base.json", ".") == 0
    assert found("Anna Berg met Carl Dahl") == ""
    assert found("Anna Berg saw Carl Dahl") == "NC301"
    assert newscorpus("check", "--update-baseline", "base.json").out == "base.json: 0 removed, 0 added, 1 in total.\n"
    assert found("Anna Berg met Carl Dahl at noon in Oslo") == "NC804"
    assert found("Anna Berg saw Carl Dahl") == "NC301"
    assert newscorpus("check", "--write-baseline", "base.json").out == "base.json: 1 removed, 1 added, 1 in total.\n"
    assert found("Anna Berg saw Carl Dahl") == ""  # the error is known now
