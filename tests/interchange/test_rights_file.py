"""RIGHTS.md beside the files of an export: what an import reads of it, and what a later export replaces."""

import os
import zlib

import pytest

import newscorpus as nc

MANIFEST = nc.Manifest(
    name="talks", language="en", title="Talks", license="CC-BY-4.0", text_license="CC0-1.0", text_rights="© Reuters: x"
)
FOLDERS = ["brat", "label-studio", "potato", "cas", "wikievents", "ninjs", "schema-org", "web-annotation"]


PIPE = pytest.param("pipe", marks=pytest.mark.only_on("linux", "macos", reason="pipes are files of POSIX"))


def export(format, target, *ids, manifest=MANIFEST, text="Anna Berg met Carl Dahl.", **options):
    made = [nc.Article(id=id_, language="en", text=text) for id_ in ids]
    corpus = nc.Corpus(manifest=manifest, articles={})
    return nc.export(made, format, target, corpus=corpus, **options)


@pytest.mark.parametrize("format", ["brat", "label-studio", "potato", "cas", "wikievents"])
def test_an_import_reads_it_back(format, tmp_path):
    done = export(format, tmp_path / "there", "a")
    assert [loss.kind for loss in done.losses if "corpus.yaml" in loss.kind] == []
    nc.import_corpus(tmp_path / "there", format, tmp_path / "back")
    manifest = nc.load(tmp_path / "back").manifest
    for name in ("name", "language", "title", "license", "text_license", "text_rights"):
        assert getattr(manifest, name) == getattr(MANIFEST, name)


def test_what_is_none_says_nothing(tmp_path):
    contents = b"", b"# Rights\n", b"---\nx: [\n---\n", b"---\n- x\n---\n", b"\xff", b"---\nname: A B\n---\n"
    for number, content in enumerate(contents):
        there = tmp_path / f"{number}" / "there"
        export("brat", there, "a")
        (there / "RIGHTS.md").write_bytes(content)
        nc.import_corpus(there, "brat", tmp_path / f"{number}" / "back")
        assert nc.load(tmp_path / f"{number}" / "back").manifest.name == "there"


@pytest.mark.parametrize("format", FOLDERS)
def test_changes_of_people_are_not_replaced(format, tmp_path):
    export(format, tmp_path / "out", "a")
    path = next(path for path in sorted((tmp_path / "out").rglob("*.*")) if path.name != "RIGHTS.md")
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    with pytest.raises(nc.UsageError, match="someone has changed the folder since it was exported"):
        export(format, tmp_path / "out", "a")
    assert path.read_bytes() == before + b"\n"
    export(format, tmp_path / "out", "a", force=True)
    assert path.read_bytes() == before
    (tmp_path / "out/RIGHTS.md").unlink()
    export(format, tmp_path / "out", "a")


FOLDER_FORMATS = [*FOLDERS, "csv", "parquet", "dataset"]
"""All formats that are written into a folder."""


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


@pytest.mark.parametrize("name", ["mine.txt", "deep/RIGHTS.md", "link", "nowhere", PIPE])
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


@pytest.mark.parametrize("format", ["brat", "label-studio", "potato", "wikievents"])
def test_an_empty_folder_is_filled_and_one_of_others_is_not_replaced(format, tmp_path):
    for name in ("empty", "other"):
        (tmp_path / name).mkdir()
    export(format, tmp_path / "empty", "a")
    (tmp_path / "other/mine.txt").write_text("mine")
    with pytest.raises(nc.UsageError, match="contains other files"):
        export(format, tmp_path / "other", "a")


FILES = {"graphml": "x.graphml", "plover": "x.json", "sqlite": "x.db", "spacy": "x.spacy", "conllu": "x.conllu"}
NEEDS = {"cas": "cassis", "spacy": "spacy", "parquet": "pyarrow", "dataset": "pyarrow"}


@pytest.mark.parametrize("format", [*FOLDER_FORMATS, *FILES])
def test_the_program_and_its_version_are_stated(format, tmp_path):
    pytest.importorskip(NEEDS.get(format, "newscorpus"))
    target = tmp_path / FILES.get(format, "out")
    export(format, target, "a")
    files = [target] if target.is_file() else [path for path in target.rglob("*") if path.is_file()]
    stated = f"newscorpus {nc.__version__}".encode()
    plain = [zlib.decompress(path.read_bytes()) if path.suffix == ".spacy" else path.read_bytes() for path in files]
    assert any(stated in content for content in plain)
