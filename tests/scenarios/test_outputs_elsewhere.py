"""Outputs that would replace what somebody else wrote: by `..` behind a folder that is not there, or by an option."""

import shutil
from pathlib import Path

import pytest
from command import newscorpus

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLE = next(path.name for path in sorted(SEEDS.glob("*.yaml")) if path.name != "corpus.yaml")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a corpus, and with notes, in which the commands run."""
    shutil.copytree(SEEDS, tmp_path / "corpus")
    (tmp_path / "notes.txt").write_text("mine\n")
    (tmp_path / "items.jsonl").write_text('{"text": "It rained in Oslo."}\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    "words",
    [
        "convert corpus -o new/../corpus",
        "convert corpus --to jsonl -o new/../notes.txt",
        "export sqlite corpus -o new/../notes.txt",
        "export graphml corpus -o new/../notes.txt",
        "export csv corpus -o new/../corpus",
        "export csv corpus -o out --losses new/../notes.txt",
        "view corpus -o new/../corpus",
        f"view corpus/{ARTICLE} -o new/../notes.txt",
        "check corpus --output-format json=new/../notes.txt",
        "check corpus --write-baseline new/../notes.txt",
        "schema --write new/../corpus",
        "init new/../corpus",
        "import jsonl items.jsonl --init --map new/../notes.txt",
        "import brat corpus -o new/../corpus",
    ],
)
def test_a_way_out_of_a_folder_that_is_not_there(here, words):
    """It is an error: whether the file may be replaced would be asked of nothing."""
    before = contents(here)
    ran = newscorpus(*words.split())
    assert ran.code == 2
    assert "leads out of new, which does not exist" in ran.err.replace("/..", "")
    assert {path: data for path, data in contents(here).items() if path.parts[0] != "out"} == before


def test_a_list_of_losses_is_written_again(here):
    for _ in range(2):
        assert newscorpus(*["export", "ninjs", "corpus", "-o", "out", "--losses", "losses.json"]).code == 0
    ran = newscorpus(*["export", "sqlite", "corpus", "-o", "all.db", "--losses", "all.db"])
    assert (ran.code, "all.db is the output" in ran.err) == (2, True)
    assert not (here / "all.db").exists()
