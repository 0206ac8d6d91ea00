"""Baselines: what is known is hidden as often as it is known, and what is no more is said, where that can be known."""

import json
import os
import re
import sys
from pathlib import Path

import pytest
from command import newscorpus
from examples import marked

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


def entries() -> list[dict[str, object]]:
    return [json.loads(line) for line in Path("base.json").read_text(encoding="utf-8").splitlines()]


def test_a_baseline_that_is_written_again_holds_all_that_is_found(folder):
    """Also if it is asked for at once: what it holds already is found, too."""
    records("a", "b")
    for _ in range(3):
        assert run("--baseline", "base.json", "--write-baseline", "base.json", ".") == 0
        assert [entry["code"] for entry in entries()] == ["NC101", "NC101"]


def test_the_folder_of_a_new_baseline_is_created(folder):
    """As that of a report or of converted articles is."""
    records("a")
    assert run("--write-baseline", "build/new/base.json", ".") == 0
    assert run("--baseline", "build/new/base.json", ".") == 0


def test_a_warning_about_the_settings_is_known_and_an_error_is_not(folder):
    """All articles depend on them, so their errors have nothing that a baseline could know them by."""
    records("a")
    patterns = MANIFEST.replace("'*.jsonl'", "['*.jsonl', 'no/*.yaml']")
    Path("corpus.yaml").write_text(f"{patterns}actors: {{land: {{name: Norway, kind: country}}}}\n")
    asked = ("--select", "NC513,NC706", "--fail-on", "warning", ".")
    assert run(*asked) == 1
    assert run("--write-baseline", "base.json", *asked) == 0
    assert {entry["code"] for entry in entries()} == {"NC513", "NC706"}
    assert run("--baseline", "base.json", *asked) == 0
    Path("corpus.yaml").write_text(f"{MANIFEST}nam: x\n")
    (error,) = check(folder, select=["NC101"]).diagnostics
    assert error.fingerprint == ""


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="names of files are Unicode there")
def test_names_that_are_no_unicode_are_known_again(folder):
    """What UTF-8 cannot hold of them stands in the baseline as JSON's own escapes."""
    records("a", file=os.fsdecode(b"\xff.jsonl"))
    assert run("--write-baseline", "base.json", ".") == 0
    report = judged(folder)
    assert (report.diagnostics, report.baselined) == ((), 1)


def test_what_is_found_several_times_is_known_so_often(folder, capsys):
    """One more is new, one less is stale; the file says how often, and of what."""
    records("a", "a")
    assert run("--write-baseline", "base.json", "--select", "NC1", ".") == 0
    assert capsys.readouterr().out == (
        "base.json: 0 removed, 2 added, 2 in total.\n"
        "Let git merge it without conflicts: type `newscorpus merge-driver install`, and add `base.json merge=newscorpus` "
        "to .gitattributes.\n"
    )
    (entry,) = entries()
    assert re.fullmatch("[0-9a-f]{32}", entry.pop("fingerprint"))
    message = "unknown field `titel` of an article"
    assert entry == {"code": "NC101", "file": "all.jsonl", "path": "titel", "message": message, "count": 2}
    select = {"select": ["NC1", "NC804"]}
    report = judged(folder, **select)
    assert (report.diagnostics, report.baselined) == ((), 2)
    records("a", "a", "a")
    report = judged(folder, **select)
    assert ([d.code for d in report.diagnostics], report.baselined) == (["NC101"], 2)
    records("a")
    report = judged(folder, **select)
    assert ([d.code for d in report.diagnostics], report.baselined) == (["NC804"], 1)


def test_stale_entries_are_marked_in_the_baseline(folder):
    """By what names them; each once."""
    records("a", file="a.jsonl")
    records("b", file="b.jsonl")
    run("--write-baseline", "base.json", ".")
    Path("a.jsonl").unlink()
    Path("b.jsonl").write_text((LINE % ("b", "b")).replace('"titel": "x"', '"note": "x"'))
    report = judged(folder)
    names = {entry["file"]: entry["fingerprint"] for entry in entries()}
    assert {(d.code, marked(d), d.message, d.help, d.arguments) for d in report.diagnostics if d.code == "NC804"} == {
        (
            "NC804",
            names[file],
            f"stale entry: NC101 in {file} is no longer found",
            "run `newscorpus check --update-baseline base.json`",
            (names[file],),
        )
        for file in ("a.jsonl", "b.jsonl")
    }
    assert report.baselined == 0


def test_an_entry_is_stale_only_if_it_was_looked_for(folder):
    """Not if its file was not checked, nor its rule; but if its file is gone."""
    records("a", file="a.jsonl")
    records("b", file="b.jsonl")
    run("--write-baseline", "base.json", ".")
    for name in "ab":
        Path(f"{name}.jsonl").write_text((LINE % (name, name)).replace('"titel": "x"', '"note": "x"'))
    assert [d.message for d in judged(folder, file="a.jsonl").diagnostics] == [
        "stale entry: NC101 in a.jsonl is no longer found"
    ]
    assert len(judged(folder).diagnostics) == 2
    assert len(judged(folder, select=["NC101", "NC804"]).diagnostics) == 2
    assert judged(folder, select=["NC101"]).diagnostics == ()
    assert judged(folder, ignore=["NC101"]).diagnostics == ()
    assert judged(folder, ignore=["NC804"]).diagnostics == ()
    Path("b.jsonl").unlink()
    moved = Path("c.jsonl")
    moved.write_text(LINE % ("b", "b"))
    assert [d.message for d in judged(folder, file="a.jsonl").diagnostics] == [
        "stale entry: NC101 in a.jsonl is no longer found"
    ], "the other is found elsewhere"
    moved.unlink()
    assert sorted(d.message for d in judged(folder, file="a.jsonl").diagnostics) == [
        f"stale entry: NC101 in {name}.jsonl is no longer found" for name in "ab"
    ]


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_the_corpus_says_how_bad_a_stale_entry_is(folder, severity, capsys):
    """Of its own baseline, and of one that is asked for."""
    records("a")
    run("--write-baseline", "base.json", ".")
    records("a", "b")
    Path("all.jsonl").write_text("".join(LINE % (name, name) for name in "ab").replace('"titel"', '"note"'))
    assert [(d.code, d.severity) for d in judged(folder, severity=severity).diagnostics] == [("NC804", severity)]
    (folder / "corpus.yaml").write_text(f"{MANIFEST}checks: {{severity: {{NC804: {severity}}}}}\n")
    assert run("--baseline", "base.json", ".") == (severity == "error")
    assert f"{severity}[NC804 stale-baseline]" in capsys.readouterr().out


def test_a_stale_entry_that_is_a_hint_is_told_if_it_is_asked_for(folder):
    """As any hint."""
    records("a")
    run("--write-baseline", "base.json", ".")
    Path("all.jsonl").write_text((LINE % ("a", "a")).replace('"titel"', '"note"'))
    assert judged(folder, severity="hint").diagnostics == ()
    found = judged(folder, severity="hint", select=["NC1", "NC804"]).diagnostics
    assert [(d.code, d.severity) for d in found] == [("NC804", "hint")]


def test_a_baseline_holds_from_wherever_the_check_is_run(folder, monkeypatch):
    """Its files are named as seen from itself."""
    Path("known").mkdir()
    records("a", file="ä.jsonl")
    run("--write-baseline", "known/base.json", ".")
    text = Path("known/base.json").read_text(encoding="utf-8")
    assert '"file": "../ä.jsonl"' in text
    assert text.endswith("}\n")
    for there in (folder, folder / "known", Path(os.sep)):
        monkeypatch.chdir(there)
        report = judged(folder, at="known/base.json")
        assert (report.diagnostics, report.baselined) == ((), 1)


def test_an_article_twice_is_known_from_wherever_and_whichever_line_it_is_on(folder, monkeypatch):
    """Its finding names the other one's file and line, as they are typed and counted today; its entry does not."""
    records("a", "b", "a", file="a.jsonl")
    assert run("--write-baseline", "base.json", "--select", "NC701", ".") == 0
    Path("a.jsonl").write_text("\n" + Path("a.jsonl").read_text())
    for there in (folder, Path(os.sep)):
        monkeypatch.chdir(there)
        report = judged(folder, select=["NC701", "NC804"])
        assert (report.diagnostics, report.baselined) == ((), 1)


def test_each_entry_is_a_line_and_they_are_sorted(folder):
    """So that its differences can be read."""
    records("a", file="a.jsonl")
    records("b", file="b.jsonl")
    run("--write-baseline", "base.json", ".")
    lines = Path("base.json").read_text().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 2
    assert all(
        re.match(r'\{"fingerprint": "[0-9a-f]{32}", "code": "NC101", "file": "[ab].jsonl",', line) for line in lines
    )


ENTRY = {"fingerprint": "x", "code": "NC101", "file": "a.jsonl"}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[" * 100_000,
        "<<<<<<< HEAD",
        *(
            json.dumps(data)
            for data in (
                [],
                [1],
                {},
                {"version": 1, "findings": {}},
                *(
                    {**ENTRY, **wrong}
                    for wrong in (
                        {"count": "1"},
                        {"count": True},
                        {"count": 1.0},
                        {"count": None},
                        {"count": 0},
                        {"code": 1},
                        {"file": 1},
                        {"file": "a\0"},
                        {"fingerprint": ""},
                        {"more": "x"},
                    )
                ),
                *({k: v for k, v in ENTRY.items() if k != left} for left in ENTRY),
            )
        ),
    ],
)
def test_what_is_no_baseline_is_wrong_use(folder, line):
    """If it is asked for. One that `corpus.yaml` names is a finding there, beside all others, and says how one is made."""
    records("a")
    Path("base.json").write_text(f"{json.dumps(ENTRY)}\n\n{line}\n")
    message = "base.json:3: not an entry of a baseline; correct or delete the line"
    ran = newscorpus("check", ".", "--baseline", "base.json")
    assert (ran.code, message in ran.err) == (2, True)
    *others, one = judged(folder).diagnostics
    without = json.loads(newscorpus("check", folder, "--no-baseline", "--output-format", "json").out)
    assert [d.code for d in others] == [d["code"] for d in without["diagnostics"]]
    assert (one.code, one.path, one.primary.line) == ("NC803", ("checks", "baseline"), 4)
    assert one.message.endswith(message)
    assert one.help == "write it with --write-baseline, or name no baseline"
    assert list(judged(folder, ignore=["NC803"]).diagnostics) == [*others, one]
    (selected,) = judged(folder, select=["NC9"]).errors
    assert selected == one


def test_what_cannot_be_read_is_wrong_use(folder):
    """Whatever is wrong with it."""
    records("a")
    Path("base.json").write_bytes(b"\xff")
    ran = newscorpus("check", ".", "--baseline", "base.json")
    assert (ran.code, "base.json: no baseline can be read" in ran.err) == (2, True)
    for more in ("", ", select: [NC4]"):  # which leaves out nothing that is said of corpus.yaml
        last = judged(folder, more=more).diagnostics[-1]
        assert (last.code, last.message.startswith("base.json: no baseline can be read: ")) == ("NC803", True)


def test_a_stale_entry_whose_name_is_written_with_escapes_is_told(folder):
    """As any other; JSON allows it."""
    records("a")
    Path("base.json").write_text(json.dumps(ENTRY).replace('"x"', r'"\u0078"'))
    assert [d.code for d in judged(folder).diagnostics] == ["NC101", "NC804"]


def test_writing_tells_how_many_findings_there_are(folder):
    """Each counts, whether it is like another or not."""
    records("a", "b")
    records("c", file="c.jsonl")
    assert "3 in total" in newscorpus("check", folder, "--write-baseline", folder / "base.json").out


@pytest.mark.parametrize(
    "words",
    [
        ["check", ".", "--output-format", "json=known.baseline"],
        ["check", ".", "--no-baseline", "--output-format", "json=known.baseline"],
        ["convert", ".", "--to", "json", "-o", "known.baseline"],
        ["export", "sqlite", ".", "-o", "known.baseline"],
    ],
    ids=" ".join,
)
def test_no_output_overwrites_a_baseline(tmp_path, monkeypatch, capsys, words):
    """That a corpus names; writing it as a baseline is the exception."""
    monkeypatch.chdir(tmp_path)
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\nchecks: {baseline: known.baseline}\n")
    Path("a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\n")
    Path("known.baseline").write_text("")
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert (stop.value.code, Path("known.baseline").read_text()) == (2, "")
    assert capsys.readouterr().err.startswith("error: known.baseline")
    with pytest.raises(SystemExit) as stop:
        main(["check", ".", "--write-baseline", "known.baseline"])
    assert stop.value.code == 0
