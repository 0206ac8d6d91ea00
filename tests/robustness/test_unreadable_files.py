"""Texts, articles, manifests and folders that cannot be read, or change while they are."""

import errno
import os
from pathlib import Path

import pytest

import newscorpus as nc
from newscorpus.cli.main import main

HEAD = "format: newscorpus/1\nid: a\nlanguage: en\n"


def codes(report):
    return [d.code for d in report.diagnostics]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Each test in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_text_that_is_no_text():
    Path("a.yaml").write_text(HEAD + "text_file: a.txt\n")
    Path("a.txt").write_bytes(b"caf\xe9")
    assert codes(nc.check("a.yaml")) == ["NC001"]
    Path("a.txt").write_bytes(b"x" * (16 * 1024 * 1024 + 1))
    report = nc.check("a.yaml")
    assert [(d.code, d.primary.line) for d in report.diagnostics] == [("NC001", 4)]


def test_an_article_without_a_folder_has_no_text_file():
    with pytest.raises(nc.InvalidCorpus, match="NC010"):
        nc.loads(HEAD + "text_file: a.txt\n")


def test_unreadable_json_lines_and_annotations():
    Path("b.jsonl").mkdir()
    Path("b.jsonl", "c.yaml").mkdir()
    with pytest.raises(nc.UsageError):
        nc.check("b.jsonl")
    Path("link.jsonl").symlink_to("nowhere")
    assert codes(nc.check("link.jsonl")) == ["NC001"]
    with pytest.raises(nc.InvalidCorpus):
        list(nc.iter_articles("link.jsonl"))
    line = nc.dumps(nc.loads(HEAD + "text: x\n"), "jsonl")
    Path("long.jsonl").write_text(line + "\n" + " " * (17 * 1024 * 1024) + "\n" + line + "\n")
    assert codes(nc.check("long.jsonl")) == []
    Path("long.jsonl").write_text(line + "\n" + "x" * (17 * 1024 * 1024) + "\n" + line + "\n")
    assert codes(nc.check("long.jsonl")) == ["NC001"]


def test_a_manifest_that_cannot_be_read():
    """It does not parse, is a list, or is not there to be read: findings of corpus.yaml, and articles by the defaults."""
    Path("a.yaml").write_text(HEAD + "text: x\n")
    for text, expected in [("a: [", "NC002"), ("- a\n", "NC103"), ("format: newscorpus/1\n", "NC102")]:
        Path("corpus.yaml").write_text(text)
        assert codes(nc.check(".")) == [expected]
        assert codes(nc.check("corpus.yaml")) == [expected]
    roles = "actors: {x: {name: X, kind: person, roles: {y: z}}, v: {name: V, kind: person, roles: {y: x}}}\n"
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\n" + roles)
    assert codes(nc.check(".")) == ["NC201", "NC206"]
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\nactors: {x: {mentions: [a]}}\n")
    assert codes(nc.check(".")) == ["NC101"]


def test_a_folder_that_cannot_be_listed(monkeypatch, capsys):
    Path("a.yaml").write_text(HEAD + "text: x\n")
    Path("closed").mkdir()
    Path("closed", "b.yaml").write_text("not an article")
    listed = os.scandir

    def scandir(path):
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(SystemExit) as stop:
        main(["check", "."])
    assert stop.value.code == 2
    assert capsys.readouterr().err == "error: ./closed: Permission denied\n"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no /proc")
def test_what_is_outside_is_a_finding():
    Path("a.yaml").symlink_to("/proc/self/mem")
    assert codes(nc.check("a.yaml")) == ["NC010"]
    Path("a.yaml").unlink()
    Path("a.yaml").write_text(HEAD + "text: x\n")
    Path("corpus.yaml").symlink_to("/proc/self/mem")
    assert codes(nc.check(".")) == ["NC010"]


@pytest.mark.only_on("linux", "macos", reason="pipes are files of POSIX")
def test_json_lines_that_are_no_file(monkeypatch):
    os.mkfifo("pipe.jsonl")
    assert codes(nc.check("pipe.jsonl")) == ["NC001"]
    Path("zero.jsonl").symlink_to("/dev/zero")
    assert codes(nc.check("zero.jsonl")) == ["NC010"]
    Path("mem.jsonl").symlink_to("/proc/self/mem")
    assert codes(nc.check("mem.jsonl")) == ["NC010"]


@pytest.mark.parametrize("now", [b"", b"\xff"])
def test_a_file_that_changes_while_it_is_checked(now, monkeypatch):
    article = nc.loads(HEAD + "text: x\n")
    for name in ("a.jsonl", "b.jsonl"):
        Path(name).write_text(nc.dumps(article, "jsonl") + "\n")
    real, opened = Path.open, []

    def again(path, *args, **more):
        opened.append(path.name)
        if path.name == "b.jsonl" and opened.count("b.jsonl") == 2:
            path.write_bytes(now)
        return real(path, *args, **more)

    monkeypatch.setattr(Path, "open", again)
    found = nc.check(["a.jsonl", "b.jsonl"]).diagnostics
    assert [(d.code, d.primary.file, d.primary.line, d.primary.column) for d in found] == [("NC701", "b.jsonl", 1, 1)]
    assert Path("b.jsonl").read_bytes() == now


def test_only_lf_ends_a_line_of_json_lines():
    """A lone CR in a record is whitespace of JSON: findings keep the line of their record, and fixes their place."""
    record = '{"format":"newscorpus/1","id":"%s","language":"en","text":"Rain.",%s"headline":%s}'
    Path("a.jsonl").write_bytes(
        "\n".join(["\ufeff" + record % ("a", "\r", 2023), record % ("b", "\r\r", 2024), ""]).encode()
    )
    assert [d.primary.line for d in nc.check("a.jsonl").diagnostics if d.code == "NC103"] == [1, 2]
    assert "NC103" not in codes(nc.fix("a.jsonl").report)
    assert Path("a.jsonl").read_bytes().count(b'"headline":"202') == 2
