"""Imports of many articles: by several processes, into folders by year or by a hash of the id."""

import json
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

MAPPING = "source: jsonl\ncorpus: {name: c, language: en}\narticle: {id: id, text: text, published: day}\n"


@pytest.fixture
def source(tmp_path):
    """Articles of several years, two of five with errors: a day that does not exist."""
    days = ["2019-05-01", "2020-02-30", "2020-03", "", "2021-13-01"]
    lines = [{"id": f"a{i}", "text": f"It rained {i}.", "day": days[i % 5]} for i in range(25)]
    lines = [{key: value for key, value in line.items() if value} for line in lines]
    (tmp_path / "map.yaml").write_text(MAPPING)
    path = tmp_path / "all.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def files(folder):
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def imported(source, name, *more):
    """Imports by the command: the files of the corpus and those beside it, and what is said."""
    folder = source.parent / name
    said = newscorpus("import", "jsonl", source, "--map", source.parent / "map.yaml", "-o", folder, *more)
    return files(folder), files(Path(f"{folder}-rejected")), said.err.replace(name, "NAME")


def test_several_processes_write_the_same(source):
    alone = imported(source, "alone", "--jobs", "1")
    assert alone[1]
    assert imported(source, "both", "--jobs", "3") == alone


@pytest.mark.parametrize("folders", ["year", "hash"])
def test_into_folders(source, folders):
    accepted, rejected, _ = imported(source, "folders", "--folders", folders)
    flat, flat_rejected, _ = imported(source, "flat")
    for several, others in ((accepted, flat), (rejected, flat_rejected)):
        assert {name.rpartition("/")[2]: data for name, data in several.items()} == others
    below = {name.partition("/")[0] for name in accepted if name.endswith(".txt")}
    assert below == {"2019", "2020", "undated"} if folders == "year" else all(len(name) == 2 for name in below)
    assert nc.check(source.parent / "folders").ok


def test_what_is_rejected_is_corrected_in_its_folder(source):
    _, rejected, said = imported(source, "folders", "--folders", "year")
    beside = source.parent / "folders-rejected"
    assert f"The articles with errors are in {source.parent / 'NAME-rejected'};" in said
    for path in beside.rglob("a*.yaml"):
        path.write_text(path.read_text().replace("2020-02-30", "2020-02-28").replace("2021-13-01", "2021-12-01"))
    said = newscorpus("import", "--retry", "-o", source.parent / "folders")
    assert said.code == 0, said.err
    assert {name for name in rejected if name != "corpus.yaml"} <= files(source.parent / "folders").keys()
    assert not beside.exists()
