"""Commands that begin a corpus, list terms and rules, and complete: as a user types them."""

import json
import subprocess
import sys

import pytest
from examples import RULES

import newscorpus as nc
from newscorpus.cli.main import main


def run(capsys, *words):
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    out, err = capsys.readouterr()
    return stop.value.code, out, err


def test_init(tmp_path, capsys):
    """A corpus begins with a corpus.yaml that is valid; the name is made from the folder's."""
    folder = tmp_path / "My Corpus"
    assert run(capsys, "init", folder, "--language", "en")[0] == 0
    (folder / "a.yaml").write_text("format: newscorpus/1\nid: a\ntext: Rain.\n")
    corpus = nc.load(folder)
    assert (corpus.name, corpus.manifest.language) == ("my-corpus", "en")
    assert corpus.articles["a"].language == "en"


@pytest.mark.parametrize(
    ("words", "said"), [(["--name", "a b"], "name: "), (["--language", "english!"], "language: "), ([], "exists")]
)
def test_init_refuses(tmp_path, capsys, words, said):
    """One error, exit code 2; nothing is overwritten."""
    if not words:
        (tmp_path / "corpus.yaml").write_text("mine")
    code, out, err = run(capsys, "init", tmp_path, *words)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert said in err
    assert [p.read_text() for p in tmp_path.iterdir()] == (["mine"] if not words else [])


def test_terms(tmp_path, capsys, monkeypatch):
    """Each term with its meaning, those of a corpus included; lines fit the terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = run(capsys, "terms")
    assert code == 0
    assert all(len(line) < 80 for line in out.splitlines())
    assert "types of meetings\n" in out
    assert "  part_of " in out
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: c\nvocabularies: {relations: {echoes: repeats the other}}\n"
    )
    known = [one["term"] for one in json.loads(run(capsys, "terms", "relations", "--output-format", "json")[1])]
    listed = json.loads(run(capsys, "terms", "relations", "--corpus", tmp_path, "--output-format", "json")[1])
    assert [one["term"] for one in listed] == [*known, "echoes"]
    assert listed[-1] == {
        "vocabulary": "relations",
        "kind": None,
        "term": "echoes",
        "meaning": "repeats the other",
        "source": "corpus.yaml",
    }
    assert run(capsys, "terms", "colours")[0] == 2


def test_rules_for_programs(capsys):
    """`rules` and `explain` give the same data; a beginning of codes is a range."""
    every = json.loads(run(capsys, "rules", "--output-format", "json")[1])
    assert [one["code"] for one in every] == [rule.code for rule in RULES]
    found = json.loads(run(capsys, "explain", "NC4", "--output-format", "json")[1])
    assert found == [one for one in every if one["code"].startswith("NC4")]
    assert run(capsys, "explain", "NC301")[1] in run(capsys, "explain", "NC3")[1]
    assert run(capsys, "explain", "NC99")[0] == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell, capsys):
    """The script asks the command itself, which answers."""
    code, out, _ = run(capsys, "completion", shell)
    assert (code, "_NEWSCORPUS_COMPLETE" in out) == (0, True)
    environment = {"_NEWSCORPUS_COMPLETE": "bash_complete", "COMP_WORDS": "newscorpus ch", "COMP_CWORD": "1"}
    if shell == "bash":
        done = subprocess.run(
            [sys.executable, "-m", "newscorpus"], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout == "plain,check\n"


def test_summaries_are_short(capsys):
    """`newscorpus --help` cuts no line."""
    listed = run(capsys, "--help")[1].partition("Commands:\n")[2].splitlines()
    for name, _, summary in (line.strip().partition("  ") for line in listed):
        assert len(summary.strip()) < 60, f"{name}: {summary}"
        assert summary.endswith("."), name
        assert "..." not in summary, name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "error: no such command 'chek'. (Did you mean one of: 'cache', 'check', 'schema'?). See"),
        (["check", "--jobs", "x"], "error: invalid value for '--jobs': 'x' is not a valid integer range. See"),
        (["explain"], "error: missing argument 'RULE'. See `newscorpus explain --help`."),
    ],
)
def test_wrong_use_is_one_line(words, said, capsys):
    code, out, err = run(capsys, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(said)
