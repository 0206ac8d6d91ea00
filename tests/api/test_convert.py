"""A converted folder is the same corpus: it is checked and loaded, and nothing is lost."""

import json
import shutil
from pathlib import Path

import attrs
import pytest
import yaml
from command import newscorpus

import newscorpus as nc

MANIFEST = """
format: newscorpus/1
name: some
language: en
articles: ['2024/*.yaml', 'old/*.jsonl']
actors:
  anna: {name: Anna Berg, kind: person, aliases: [Chair]}
  oslo: {name: Oslo, kind: locality}
checks:
  severity: {NC304: error, NC702: error}
  per_file_ignore: {'2024/ignored*': [NC304]}
  baseline: known.json
"""
ARTICLE = """
format: newscorpus/1
id: {id}
text: Anna Berg met Carl Dahl in the {id} street.
actors:
  anna: {{}}
  carl: {{name: Carl Dahl, kind: person, aliases: [{alias}]}}
events:
  talks: {{kind: meeting, type: talks, participants: {{participant: [anna, carl]}}, evidence: [Anna Berg met Carl Dahl]}}
"""
ALIASES = {"valid": "Dahl", "ignored": "Nemo", "corpus": "Dahl", "a.schema": "Dahl", "known": "Nemo"}
FORMATS = ("yaml", "json", "jsonl")


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A corpus with globs, ignored rules of some files, a baseline, a registry, and ids that are special as names."""
    monkeypatch.chdir(tmp_path)
    Path("some/2024").mkdir(parents=True)
    Path("some/old").mkdir()
    Path("some/corpus.yaml").write_text(MANIFEST)
    for name, alias in ALIASES.items():
        if name != "corpus":
            Path("some/2024", f"{name}.yaml").write_text(ARTICLE.format(id=name, alias=alias))
    record = yaml.safe_load(ARTICLE.format(id="corpus", alias="Dahl"))
    Path("some/old/corpus.jsonl").write_text(json.dumps(record) + "\n")
    Path("some/known.json").write_text("")
    assert newscorpus("check", "some", "--write-baseline", "some/known.json").code == 0
    assert nc.check("some").ok
    return Path("some")


def articles(path):
    return {key: attrs.evolve(one, path=None) for key, one in nc.load(path).articles.items()}


def without_files(made):
    """A `corpus.yaml` without what is about names of files."""
    checks = made.checks and attrs.evolve(made.checks, baseline=None, per_file_ignore={})
    return attrs.evolve(made, articles=(), checks=checks)


def same(source, made):
    """Whether both are one corpus, for `check` and for `load`."""
    before, after = nc.check(source), nc.check(made)
    assert after.ok, after
    assert (after.totals, after.waived, after.baselined) == (before.totals, before.waived, before.baselined)
    assert after.codes == before.codes
    assert articles(made) == articles(source)
    assert without_files(nc.load(made).manifest) == without_files(nc.load(source).manifest)
    return True


@pytest.mark.parametrize("second", FORMATS)
@pytest.mark.parametrize("first", FORMATS)
def test_there_and_back_is_the_same_corpus(corpus, first, second):
    if "jsonl" in (first, second):
        (corpus / "2024/ignored.yaml").unlink()
        (corpus / "corpus.yaml").write_text(MANIFEST.replace("  per_file_ignore: {'2024/ignored*': [NC304]}\n", ""))
    nc.convert(corpus, to=first, output="first")
    assert same(corpus, "first")
    nc.convert("first", to=second, output="second")
    assert same(corpus, "second")


def test_one_file_cannot_have_the_ignored_rules_of_several(corpus):
    with pytest.raises(nc.UsageError, match="per_file_ignore"):
        nc.convert(corpus, to="jsonl", output="out")
    assert not Path("out").exists()


def made(folder, name, article, more=""):
    folder.mkdir(parents=True)
    (folder / "corpus.yaml").write_text(f"format: newscorpus/1\nname: {name}\nlanguage: en\n{more}")
    (folder / f"{article}.yaml").write_text(f"format: newscorpus/1\nid: {article}\ntext: Rain.\n")
    return folder


@pytest.mark.parametrize("to", ["json", "jsonl", "yaml"])
def test_the_corpus_yaml_of_another_corpus_is_not_overwritten(tmp_path, to):
    """Neither above nor beside, whatever the formats; nor are articles of the same corpus left to no corpus."""
    above = made(tmp_path / "above", "above", "x", "actors: {oslo: {name: Oslo, kind: locality}}\n")
    below = made(above / "below", "below", "a")
    other = made(tmp_path / "other", "other", "b")
    same = made(tmp_path / "same", "below", "c")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    for folder in (above, other, same):
        with pytest.raises(nc.UsageError, match="is not of this corpus"):
            nc.convert(below, to=to, output=folder)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("target", ["bert", "bert/a.yaml"])
def test_a_conversion_does_not_replace_the_work_of_others(tmp_path, target):
    """Into a folder or a file: neither articles nor texts nor the baseline are touched without --force."""
    corpus = shutil.copytree(made(tmp_path / "anna", "c", "a"), tmp_path / "bert")
    work = "# decided with Carl\n" + (corpus / "a.yaml").read_text() + "headline: Rain\n"
    (corpus / "a.yaml").write_text(work)
    before = {path: path.read_bytes() for path in corpus.iterdir()}
    words = "convert", tmp_path / "anna", "--to", "yaml", "-o", tmp_path / target
    refused = newscorpus(*words)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "a.yaml exists with other contents" in refused.err
    assert {path: path.read_bytes() for path in corpus.iterdir()} == before
    assert newscorpus(*words, "--force").code == 0
    assert "decided" not in (corpus / "a.yaml").read_text()


def test_a_baseline_of_others_is_not_replaced(corpus):
    nc.convert(corpus, to="json", output="out")
    known = Path("out/known.baseline")
    nc.convert(corpus, to="json", output="out")
    more = known.read_text() + known.read_text().replace("ignored", "other")
    known.write_text(more)
    with pytest.raises(nc.UsageError, match=r"known\.baseline exists with other contents"):
        nc.convert(corpus, to="json", output="out")
    assert known.read_text() == more


@pytest.mark.parametrize("to", ["yaml", "json"])
def test_names_that_are_one_file_on_many_systems(tmp_path, monkeypatch, to):
    """Two ids that differ in case are refused before anything is written; `Corpus` is not the corpus.yaml."""
    monkeypatch.chdir(tmp_path)
    lines = [
        f'{{"format": "newscorpus/1", "id": "{id_}", "language": "en", "text": "x{id_}"}}'
        for id_ in ("A", "Corpus", "a")
    ]
    Path("c").mkdir()
    Path("c/corpus.yaml").write_text("format: newscorpus/1\nname: c\narticles: ['*.jsonl']\n")
    Path("c/a.jsonl").write_text("\n".join(lines))
    with pytest.raises(nc.UsageError, match="are one file"):
        nc.convert("c", to=to, output="out")
    assert not Path("out").exists()
    Path("c/a.jsonl").write_text("\n".join(lines[:2]))
    nc.convert("c", to=to, output="out")
    names = {path.name.lower() for path in Path("out").iterdir()}
    assert len(names) == 3
    assert sorted(nc.load("out").articles) == ["A", "Corpus"]


def test_articles_of_no_corpus_are_not_hidden_in_another(tmp_path, monkeypatch):
    """A folder whose `corpus.yaml` does not select what would be written is refused."""
    monkeypatch.chdir(tmp_path)
    for folder in ("in", "out"):
        Path(folder).mkdir()
    Path("in/a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: x\n")
    Path("out/corpus.yaml").write_text("format: newscorpus/1\nname: c\narticles: ['*.jsonl']\n")
    with pytest.raises(nc.UsageError, match="does not select"):
        nc.convert("in", to="json", output="out")
    assert [path.name for path in Path("out").iterdir()] == ["corpus.yaml"]
    nc.convert("in", to="jsonl", output="out")
    assert list(nc.load("out").articles) == ["a"]


@pytest.mark.parametrize("baseline", ["", "checks: {baseline: known.jsonl}\n"])
def test_a_corpus_without_articles(tmp_path, baseline):
    """A folder without articles would be no corpus, so nothing is written; a file of JSON Lines can be empty."""
    (tmp_path / "corpus.yaml").write_text(f"format: newscorpus/1\nname: c\narticles: ['a.jsonl']\n{baseline}")
    (tmp_path / "a.jsonl").write_text("")
    (tmp_path / "known.jsonl").write_text("")
    for to in ("yaml", "json", "jsonl"):
        with pytest.raises(nc.UsageError, match="no articles to convert"):
            nc.convert(tmp_path, to=to, output=tmp_path / "out")
        assert not (tmp_path / "out").exists()
    nc.convert(tmp_path, output=tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_articles_with_the_same_id_are_not_written_into_one_file(tmp_path):
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "corpus.yaml").write_text(f"format: newscorpus/1\nname: {name}\nlanguage: en\n")
        (folder / "a.yaml").write_text("format: newscorpus/1\nid: a\ntext: It rained.\n")
    paths = [tmp_path / "one", tmp_path / "two"]
    assert nc.check(paths).ok
    with pytest.raises(nc.UsageError, match=r"one/a.yaml and .*two/a.yaml have the same id, a: convert one corpus"):
        nc.convert(paths, output=tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()
