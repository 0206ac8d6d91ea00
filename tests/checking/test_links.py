"""Linked folders: followed once, by the real path, or a finding; never skipped silently."""

import os
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

MANIFEST = "format: newscorpus/1\nname: c\n"
EVENT = "events: {e: {kind: event, type: other, title: x, status: occurred, evidence: ['basic SECREU']}}\n"


@pytest.fixture(autouse=True)
def _corpus(tmp_path, monkeypatch):
    """A corpus with an article in a folder, and one with an error in a folder that is not part of it."""
    monkeypatch.chdir(tmp_path)
    article("corpus/2024/a.yaml", "a")
    article("outside/b.yaml", "another")
    Path("corpus/corpus.yaml").write_text(MANIFEST)


def article(path, id_):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(f"format: newscorpus/1\nid: {id_}\nlanguage: en\ntext: words of {id_}\n")


def verdict(*paths):
    report = nc.check(paths)
    return report.totals.articles, [(d.code, d.primary.file) for d in report.diagnostics]


@pytest.mark.parametrize("target", ["outside", "outside/inner"])
def test_a_linked_folder_outside_is_a_finding(target):
    """Whether the corpus is asked for, a folder in it, or the link itself; nothing in it is read."""
    article("outside/inner/b.yaml", "another")
    Path("corpus/2024/link").symlink_to(Path(target).absolute())
    for path in ("corpus", "corpus/2024", "corpus/2024/link"):
        assert [found for found in verdict(path)[1] if found[0] != "NC706"] == [("NC010", "corpus/2024/link")], path
    shown = newscorpus("check", "corpus", "--show-files").out.splitlines()
    assert shown[1] == "checked  corpus/2024/link: is a link to a folder that is hidden or outside, which is an error"


def test_a_hidden_folder_is_a_finding():
    article("corpus/.store/b.yaml", "another")
    Path("corpus/link").symlink_to(".store")
    for path in ("corpus", "corpus/link"):
        assert verdict(path)[1] == [("NC010", "corpus/link")]


def test_a_linked_folder_inside_is_followed_once():
    article("corpus/2023/b.yaml", "another")
    before, alone = verdict("corpus"), verdict("corpus/2023")
    Path("corpus/2024/link").symlink_to("../2023")
    Path("corpus/2024/loop").symlink_to("..")
    Path("corpus/again").symlink_to("2024")
    assert verdict("corpus") == before == (2, [("NC107", "corpus/2023/b.yaml")])
    assert verdict("corpus/2024") == verdict("corpus/2024", "corpus/2023") == before
    assert verdict("corpus/2024/link") == alone


def test_dots_behind_a_link():
    Path("corpus/corpus.yaml").write_text(MANIFEST + "checks: {per_file_ignore: {'one/*': [NC313]}}\n")
    article("corpus/two/x.yaml", "x")
    with Path("corpus/two/x.yaml").open("a") as file:
        file.write("actors: {a: {name: Nemo, kind: person}}\n")
    Path("corpus/two/deep").mkdir()
    article("corpus/one/y.yaml", "y")
    Path("corpus/one/l").symlink_to("../two/deep")
    found = verdict("corpus/two/x.yaml")
    assert found == (1, [("NC313", "corpus/two/x.yaml")])
    assert verdict("corpus/two") == verdict("corpus/one/l/..") == verdict("corpus/one/l/../x.yaml") == found


@pytest.mark.parametrize("kind", ["text", "text by link", "article", "lines", "manifest"])
def test_hidden_files_do_not_belong_to_the_corpus(kind):
    """`.git/config` may contain a token: nothing of it is an article, or in a finding about one."""
    Path("corpus/.git").mkdir()
    Path("corpus/.git/config").write_text("AUTHORIZATION: basic SECRET\n")
    name = {"lines": "2024/b.jsonl", "manifest": "corpus.yaml"}.get(kind, "2024/b.yaml")
    if kind == "lines":
        Path("corpus/corpus.yaml").write_text(MANIFEST + "articles: ['2024/*']\n")
    Path("corpus", name).unlink(missing_ok=True)
    if kind.startswith("text"):
        Path("corpus/b.txt").symlink_to(".git/config")
        text = "../b.txt" if kind == "text by link" else "../.git/config"
        head = f"format: newscorpus/1\nid: b\nlanguage: en\ntext_file: {text}\n"
        Path("corpus", name).write_text(head + EVENT)
    else:
        Path("corpus", name).symlink_to("../.git/config" if "/" in name else ".git/config")
    report = nc.check(["corpus"])
    assert [(d.code, d.primary.file) for d in report.errors] == [("NC010", f"corpus/{name}")]
    assert "SECRET" not in str(report)
    with pytest.raises(nc.InvalidCorpus):
        nc.convert("corpus")


@pytest.mark.parametrize("kind", ["dangling link", "link outside", "loop", "pipe", "folder"])
def test_a_manifest_that_cannot_be_read_is_a_finding(kind):
    manifest = Path("corpus/corpus.yaml")
    manifest.unlink()
    if kind == "pipe":
        getattr(os, "mkfifo", os.mkdir)(manifest)
    elif kind == "folder":
        manifest.mkdir()
    else:
        Path("outside.yaml").write_text(MANIFEST)
        target = {"loop": "corpus.yaml", "link outside": "../outside.yaml"}.get(kind, "gone.yaml")
        manifest.symlink_to(target)
    code = "NC010" if kind == "link outside" else "NC001"
    assert verdict("corpus")[1] == verdict("corpus/2024/a.yaml")[1] == [(code, "corpus/corpus.yaml")]


def test_folders_that_link_to_each_other():
    """Each is read once, also if there are more ways to it than there is time, or more than calls fit on the stack."""
    for i in range(60):
        article(f"corpus/d{i}/a{i}.yaml", f"a{i}")
        for name in ("l", "m", "n"):
            Path(f"corpus/d{i}/{name}").symlink_to(f"../d{(i + 1) % 60 if name != 'n' else 0}")
    for path in ("corpus/d0", "corpus/d30"):
        assert verdict(path) == (60, [])


@pytest.mark.parametrize("text", ["b.yaml", "a.yaml", "corpus.yaml"])
def test_an_annotation_is_not_a_text(tmp_path, text):
    """A fix of the one would change the text of the other, and never end."""
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: c\nlanguage: en\n")
    for name in "ab":
        (tmp_path / f"{name}.yaml").write_text(f"format: newscorpus/1\nid: {name}\ntext: Rain.\n")
    (tmp_path / "a.yaml").write_text(f"format: newscorpus/1\nid: a\ntext_file: {text}\nsha256: '{'0' * 64}'\n")
    assert [d.code for d in nc.check(tmp_path, select=["NC0", "NC3"]).diagnostics] == ["NC010"]
    assert nc.fix(tmp_path, unsafe=True).files == ()
