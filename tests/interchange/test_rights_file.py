"""RIGHTS.md beside the files of an export: what an import reads of it, and what a later export replaces."""

import os
import re

import pytest
from command import newscorpus

import newscorpus as nc
from newscorpus.interchange.registry import FORMATS

MANIFEST = nc.Manifest(
    name="talks", language="en", title="Talks", license="CC-BY-4.0", text_license="CC0-1.0", text_rights="© Reuters: x"
)
FOLDERS = ["brat", "label-studio", "cas", "wikievents", "ninjs", "schema-org", "web-annotation"]


def export(format, target, *ids, manifest=MANIFEST, text="Anna Berg met Carl Dahl.", **options):
    made = [nc.Article(id=id_, language="en", text=text) for id_ in ids]
    corpus = nc.Corpus(manifest=manifest, articles={})
    return nc.export(made, format, target, corpus=corpus, **options)


@pytest.mark.parametrize("format", ["brat", "label-studio", "cas", "wikievents"])
def test_an_import_reads_it_back(format, tmp_path):
    done = export(format, tmp_path / "there", "a")
    assert [loss.kind for loss in done.losses if "corpus.yaml" in loss.kind] == []
    nc.import_corpus(tmp_path / "there", format, tmp_path / "back")
    manifest = nc.load(tmp_path / "back").manifest
    for name in ("name", "language", "title", "license", "text_license", "text_rights"):
        assert getattr(manifest, name) == getattr(MANIFEST, name)


def test_a_mapping_file_comes_before_it(tmp_path):
    export("wikievents", tmp_path / "there", "a")
    (tmp_path / "map.yaml").write_text("source: wikievents\ncorpus: {name: mine, language: de, license: MIT}\n")
    nc.import_corpus(tmp_path / "there", "wikievents", tmp_path / "back", mapping=tmp_path / "map.yaml")
    manifest = nc.load(tmp_path / "back").manifest
    assert (manifest.name, manifest.language, manifest.license) == ("mine", "de", "MIT")
    assert manifest.text_license == "CC0-1.0"
    (tmp_path / "map.yaml").write_text("source: wikievents\ncorpus: {license: MIT}\n")
    nc.import_corpus(tmp_path / "there", "wikievents", tmp_path / "other", mapping=tmp_path / "map.yaml")
    manifest = nc.load(tmp_path / "other").manifest
    assert (manifest.name, manifest.language, manifest.license) == ("talks", "en", "MIT")


@pytest.mark.parametrize(
    "content", [b"", b"# Rights\n", b"---\nx: [\n---\n", b"---\n- x\n---\n", b"\xff", b"---\nname: A B\n---\n"]
)
def test_what_is_none_says_nothing(content, tmp_path):
    export("brat", tmp_path / "there", "a")
    (tmp_path / "there/RIGHTS.md").write_bytes(content)
    nc.import_corpus(tmp_path / "there", "brat", tmp_path / "back")
    assert nc.load(tmp_path / "back").manifest.name == "there"


@pytest.mark.parametrize("format", FOLDERS)
def test_an_article_that_is_gone_is_removed(format, tmp_path):
    export(format, tmp_path / "out", "a", "b")
    before = {path.name for path in (tmp_path / "out").iterdir()}
    export(format, tmp_path / "out", "a")
    after = {path.name for path in (tmp_path / "out").iterdir()}
    assert {name.partition(".")[0] for name in before - after} <= {"b"}
    export(format, tmp_path / "out", "c")
    assert not {name for name in (path.name for path in (tmp_path / "out").iterdir()) if name.startswith("a.")}


@pytest.mark.parametrize("format", FOLDERS)
def test_changes_of_people_are_not_replaced(format, tmp_path):
    """Without --force; what is the same, is no change."""
    export(format, tmp_path / "out", "a")
    path = next(path for path in sorted((tmp_path / "out").iterdir()) if path.name != "RIGHTS.md")
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    with pytest.raises(nc.UsageError, match="someone has changed the folder since it was exported"):
        export(format, tmp_path / "out", "a")
    assert path.read_bytes() == before + b"\n"
    export(format, tmp_path / "out", "a", force=True)
    assert path.read_bytes() == before
    (tmp_path / "out/RIGHTS.md").unlink()
    export(format, tmp_path / "out", "a")


def test_the_command_says_what_to_do(tmp_path):
    export("brat", tmp_path / "out", "a")
    nc.import_corpus(tmp_path / "out", "brat", tmp_path / "corpus")
    (tmp_path / "out/a.txt").write_text("Other words.")
    (tmp_path / "out/a.ann").write_text("T1\tPerson 0 5\tOther\n")
    done = newscorpus("export", "brat", tmp_path / "corpus", "-o", tmp_path / "out")
    assert done.code == 2
    assert "a.ann differs, and 1 more" in done.err
    assert "--force" in done.err
    assert newscorpus("export", "brat", tmp_path / "corpus", "-o", tmp_path / "out", "--force").code == 0
    assert (tmp_path / "out/a.txt").read_text() == "Anna Berg met Carl Dahl."


FOLDER_FORMATS = [*FOLDERS, "csv", "parquet", "dataset"]
"""All formats that are written into a folder."""


def test_all_formats_of_folders_are_tried():
    """The help of the command says which are written into a file."""
    said = re.search(r"the file for ([a-z, -]+)\.", " ".join(newscorpus("export", "--help").out.split()))
    formats = {name for name, format in FORMATS.items() if format.writer}
    assert sorted(FOLDER_FORMATS) == sorted(formats - set(said[1].split(", ")))


@pytest.mark.parametrize("format", FOLDER_FORMATS)
def test_files_of_others_are_not_removed(format, tmp_path):
    """Nor with --force, nor where they look like those of the format; the message names the one that is in the way."""
    export(format, tmp_path / "out", "a")
    endings = {path.suffix for path in (tmp_path / "out").rglob("*") if path.is_file()}
    for name in ["diary.md", *(f"diary{ending}" for ending in sorted(endings - {".md"}))]:
        (tmp_path / "out" / name).write_text("mine")
        with pytest.raises(nc.UsageError, match=rf"other files, which would be lost: {name};"):
            export(format, tmp_path / "out", "a", force=True)
        assert (tmp_path / "out" / name).read_text() == "mine"
        (tmp_path / "out" / name).unlink()


@pytest.mark.parametrize("name", ["mine.txt", "deep/RIGHTS.md", "link", "nowhere", "pipe"])
def test_files_of_others_are_seen(name, tmp_path):
    """Whatever they are, so that the folder is not replaced as one that nobody has changed."""
    export("brat", tmp_path / "out", "a")
    other = tmp_path / "out" / name
    other.parent.mkdir(exist_ok=True)
    if name in ("link", "nowhere"):
        other.symlink_to(tmp_path if name == "link" else tmp_path / name)
    elif name == "pipe":
        os.mkfifo(other)
    else:
        other.write_text("mine")
    for force in (False, True):
        with pytest.raises(nc.UsageError, match=rf"contains other files, which would be lost: {name}"):
            export("brat", tmp_path / "out", "a", force=force)
        assert os.path.lexists(other)


def test_what_was_changed_and_is_gone_is_not_removed(tmp_path):
    """An edited folder keeps the files of articles that are gone, since nobody knows whose they are."""
    export("brat", tmp_path / "out", "a", "b")
    (tmp_path / "out/b.ann").write_text("T1\tPerson 0 9\tAnna Berg\n")
    with pytest.raises(
        nc.UsageError, match=r"out contains other files, which would be lost: b\.ann; move what you need"
    ):
        export("brat", tmp_path / "out", "a", force=True)


def test_actors_of_the_registry_that_are_nowhere_are_lost(tmp_path):
    """An article has those that it refers to."""
    people = {key: nc.Actor(id=key, name=name, kind="person") for key, name in (("anna", "Anna Berg"), ("bo", "Bo Ek"))}
    manifest = nc.Manifest(name="news", language="en", actors=people)
    claim = nc.Claim(quote="spoke", by=("anna",))
    article = nc.Article(id="a", text="Anna Berg spoke.", actors={"anna": people["anna"]}, claims=(claim,))
    found = nc.export([article], "brat", tmp_path / "out", corpus=nc.Corpus(manifest=manifest, articles={}))
    kind = "actor of corpus.yaml that no article refers to"
    assert [(loss.count, loss.places) for loss in found.losses if loss.kind == kind] == [
        (1, ["corpus.yaml: actors.bo"])
    ]


def test_licences_of_articles_have_numbers(tmp_path):
    made = [
        nc.Article(id=id_, language="en", text="x", text_license=one)
        for id_, one in zip("abc", ["MIT", "MIT", None], strict=True)
    ]
    nc.export(made, "brat", tmp_path / "out", corpus=nc.Corpus(manifest=MANIFEST, articles={}))
    said = "Texts: CC0-1.0 (1 text); MIT (2 texts); © Reuters: x."
    assert said in (tmp_path / "out/RIGHTS.md").read_text(encoding="utf-8")
