"""Names of files that are made from ids: each system can have them, and none is another's."""

import json
from pathlib import Path, PureWindowsPath

import pytest
from command import newscorpus

import newscorpus as nc
from newscorpus.render.sarif import uri

DEVICES = ("con", "NUL", "aux.2024", "com1", "LPT9.a")
"""Ids that Windows takes for names of devices."""
FOLDERS = ("brat", "ninjs", "web-annotation", "cas")
"""Formats with a file for each article."""


@pytest.fixture
def corpus(tmp_path):
    """A function that writes a corpus of articles with these ids."""

    def written(*ids):
        folder = tmp_path / "corpus"
        folder.mkdir()
        (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: c\narticles: ['*.jsonl']\n")
        articles = [
            {"format": "newscorpus/1", "id": id_, "language": "en", "text": f"Anna Berg met Carl Dahl, said {id_}."}
            for id_ in ids
        ]
        (folder / "all.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
        return folder

    return written


def device_names(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if PureWindowsPath(path.name).is_reserved()]


@pytest.mark.parametrize("format", FOLDERS)
def test_no_export_has_the_name_of_a_device(format, corpus, tmp_path):
    ran = newscorpus("export", format, corpus(*DEVICES, "plain"), "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    names = sorted(path.name for path in (tmp_path / "out").rglob("*"))
    assert any(name.startswith("plain.") for name in names)
    assert any(name.startswith("_con_.") for name in names)
    assert device_names(tmp_path / "out") == []


@pytest.mark.parametrize("options", [["--to", "yaml"], ["--to", "yaml", "--split-text"], ["--to", "json"]])
def test_no_conversion_has_the_name_of_a_device(options, corpus, tmp_path):
    """The article keeps its id, and is read again."""
    ran = newscorpus("convert", corpus(*DEVICES), *options, "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert device_names(tmp_path / "out") == []
    assert sorted(article.id for article in nc.load(tmp_path / "out")) == sorted(DEVICES)


def test_no_page_has_the_name_of_a_device(corpus, tmp_path):
    assert newscorpus("view", corpus(*DEVICES), "-o", tmp_path / "site").code == 0
    assert device_names(tmp_path / "site") == []


def test_no_import_has_the_name_of_a_device(tmp_path):
    (tmp_path / "brat").mkdir()
    (tmp_path / "brat/annotation.conf").write_text("[entities]\nPlace\n[relations]\n[events]\n[attributes]\n")
    for name in ("nul", "other"):
        (tmp_path / f"brat/{name}.a.txt").write_text("It rained in Oslo.")
        (tmp_path / f"brat/{name}.a.ann").write_text("T1\tPlace 13 17\tOslo\n")
    ran = newscorpus("import", "brat", tmp_path / "brat", "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert device_names(tmp_path / "out") == []
    assert sorted(article.id for article in nc.load(tmp_path / "out")) == ["article-nul.a", "other.a"]


@pytest.mark.parametrize("format", FOLDERS)
def test_two_names_are_not_one_on_another_system(format, corpus, tmp_path):
    ran = newscorpus("export", format, corpus("Talks", "talks"), "-o", tmp_path / "out")
    assert ran.code == 2
    assert "are one file on many systems" in ran.err
    assert not (tmp_path / "out").exists()


def test_paths_of_windows_in_reports():
    """A path of another drive is a URI, and no relative name."""
    assert uri("C:/news/a b.yaml") == "file:///C:/news/a%20b.yaml"
    assert uri("/news/a.yaml") == "file:///news/a.yaml"
    assert uri("news/a.yaml") == "news/a.yaml"
