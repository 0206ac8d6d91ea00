"""Which files are articles of a corpus, and which rules its manifest leaves out."""

from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

HEAD = "format: newscorpus/1\nid: a\nlanguage: en\n"


def codes(report):
    return [d.code for d in report.diagnostics]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Each test in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_globs_of_the_manifest():
    """`**` crosses folders, `*` does not; what no glob holds is no article, unless it is named."""
    Path("corpus.yaml").write_text(
        "format: newscorpus/1\nname: c\narticles: ['./in/*.yaml', 'deep/**', 'x/**/y?.yaml']\n"
    )
    for name in (
        "in/a.yaml",
        "in/sub/b.yaml",
        "deep/s/c.yaml",
        "x/y1.yaml",
        "x/s/t/y2.yaml",
        "out.yaml",
        ".hidden/h.yaml",
    ):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD.replace("id: a", f"id: {path.stem}") + f"text: {name}\n")
    assert set(nc.load(".").articles) == {"a", "c", "y1", "y2"}
    assert nc.check("out.yaml").totals.articles == 1
    assert nc.load("out.yaml").articles["out"].text == "out.yaml"


@pytest.mark.parametrize(
    ("inner", "belongs_to"),
    [
        ("exclude: [drafts/]", None),
        ("articles: ['**/*.yaml', '!drafts/']", "outer"),
        ("articles: ['/b.yaml']", "outer"),
        ("", "inner"),
    ],
)
def test_a_corpus_in_another_one_decides_first(inner, belongs_to):
    """What it excludes is no article; what it does not select may be one of the outer corpus, with its language."""
    Path("inner/drafts").mkdir(parents=True)
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: outer\nlanguage: de\n")
    Path("inner/corpus.yaml").write_text(f"format: newscorpus/1\nname: inner\nlanguage: es\n{inner}\n")
    for name in ("a.yaml", "inner/b.yaml", "inner/drafts/c.yaml"):
        Path(name).write_text(f"format: newscorpus/1\nid: {Path(name).stem}\ntext: Oslo\n")
    languages = {article.id: article.language for article in nc.iter_articles(".")}
    expected = {"outer": "de", "inner": "es"}.get(belongs_to)
    assert languages == {"a": "de", "b": "es"} | ({"c": expected} if expected else {})


def test_the_baseline_of_a_corpus_is_about_its_own_files():
    """Findings elsewhere are not looked up in it."""
    alias = "text: Oslo\nactors: {x: {name: Oslo, kind: locality, aliases: [Ansgarstad]}}\n"
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "corpus.yaml").write_text(f"format: newscorpus/1\nname: {name}\n")
        Path(name, "a.yaml").write_text(HEAD + alias)
    Path("one", "corpus.yaml").write_text("format: newscorpus/1\nname: one\nchecks: {baseline: b.json}\n")
    assert newscorpus("check", "two", "--write-baseline", "one/b.json").code == 0
    report = nc.check(["one", "two"])
    assert [(d.code, d.primary.file) for d in report.diagnostics] == [("NC304", "two/a.yaml")]


@pytest.mark.parametrize("manifest", ["", "format: newscorpus/1\nname: c\n"])
def test_a_dot_folder_is_read_if_it_is_named(manifest, tmp_path, monkeypatch):
    """Or is the current folder; also within a corpus, to which it does not belong: as a file in it that is named."""
    if manifest:
        Path("corpus.yaml").write_text(manifest + "actors: {anna: {name: Anna, kind: person}}\n")
    Path(".drafts/sub").mkdir(parents=True)
    Path("a.yaml").write_text(HEAD + "text: x\n")
    Path(".drafts/b.yaml").write_text(HEAD.replace("id: a", "id: b") + "text_file: b.txt\n")
    Path(".drafts/b.txt").write_text("It rained.\n")
    Path(".drafts/sub/d.yaml").write_text(HEAD.replace("id: a", "id: d") + "text: y\nevents: 3\n")
    Path(".drafts/other.yaml").write_text("x: 1\n")
    assert (nc.check(".").totals.articles, nc.check([".", ".drafts"]).totals.articles) == (1, 3)
    for folder, named in ((".", ".drafts"), (".drafts", "."), (".drafts/sub", ".."), (".", ".drafts/")):
        monkeypatch.chdir(tmp_path / folder)
        report = nc.check(named)
        assert (report.totals.articles, codes(report)) == (2, ["NC103"])
    monkeypatch.chdir(tmp_path)
    assert nc.load_article(".drafts/b.yaml").text == "It rained.\n"


def test_rules_of_the_corpus_can_be_ignored():
    """Those of articles and those of corpus.yaml itself."""
    checks = "articles: ['*.yaml', '*.yml', 'none/*']\nchecks: {ignore: [NC706, NC705]}\n"
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\n" + checks)
    Path("a.yaml").write_text(HEAD + "text: x\n")
    Path("b.yml").write_text(HEAD.replace("id: a", "id: b") + "text: x\n")
    assert codes(nc.check(".")) == []
    Path(".hidden").mkdir()
    Path(".hidden/b.yaml").write_text(HEAD + "text: z\n")
    assert codes(nc.check(".hidden/b.yaml")) == []
