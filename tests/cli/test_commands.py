"""Commands that begin a corpus, list terms and rules, and complete: as a user types them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import newscorpus
from examples import RULES

import newscorpus as nc


@pytest.mark.parametrize(
    ("words", "said"), [(["--name", "a b"], "name: "), (["--language", "english!"], "language: "), ([], "exists")]
)
def test_init_refuses(tmp_path, words, said):
    if not words:
        (tmp_path / "corpus.yaml").write_text("mine")
    code, out, err = newscorpus("init", tmp_path, *words)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert said in err
    assert [p.read_text() for p in tmp_path.iterdir()] == (["mine"] if not words else [])


def test_rules_for_programs():
    """`rules` and `explain` give the same data; a beginning of codes is a range."""
    every = json.loads(newscorpus("rules", "--output-format", "json")[1])
    assert [one["code"] for one in every] == [rule.code for rule in RULES]
    found = json.loads(newscorpus("explain", "NC4", "--output-format", "json")[1])
    assert found == [one for one in every if one["code"].startswith("NC4")]
    assert newscorpus("explain", "NC301")[1] in newscorpus("explain", "NC3")[1]
    assert newscorpus("explain", "NC99")[0] == 2


# The pieces of zsh that exist only while a user types are replaced by some that print.
SHELLS = {
    "bash": (
        """eval "$(newscorpus completion bash)"
complete -p newscorpus > /dev/null""",
        """COMP_WORDS=({words}); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _newscorpus_completion newscorpus
printf '%s ' "${COMPREPLY[@]}"; echo""",
    ),
    "zsh": (
        """compdef() { [[ $2 == newscorpus ]] }
_describe() { print -rn -- "${(@P)3%%:*} " }
compadd() { print -rn -- "${(@P)@[-1]} " }
eval "$(newscorpus completion zsh)\"""",
        "words=({words}); CURRENT=$#words; _newscorpus_completion; echo",
    ),
    "fish": (
        "newscorpus completion fish | source",
        "echo (complete --do-complete '{words}' | string replace --regex '\\t.*' '')",
    ),
}
"""How each shell is set up, and how it is asked: it prints what it found in one line."""


@pytest.fixture
def shell(tmp_path):
    """Runs a script in a real shell, which finds `newscorpus` on its path."""
    program = tmp_path / "newscorpus"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m newscorpus "$@"\n')
    program.chmod(0o755)

    def run(name, script):
        path = shutil.which(name)
        if path is None:
            pytest.skip("no zsh" if name == "zsh" else "no fish")
        environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path)}
        root = Path(nc.__file__).parents[1]
        plain = {"bash": "--norc", "zsh": "-f", "fish": "--no-config"}[name]
        return subprocess.run(
            [path, plain, "-c", script], env=environment, cwd=root, capture_output=True, text=True, check=True
        ).stdout

    return run


@pytest.mark.parametrize("name", SHELLS)
def test_completion(shell, name):
    expected = {
        "newscorpus ch": "check",
        "newscorpus check --show-s": "--show-settings",
        "newscorpus explain NC30": " ".join(rule.code for rule in RULES if rule.code.startswith("NC30")),
        "newscorpus check --select NC4,quote-not": "NC4,quote-not-in-text",
    }
    setup, asked = SHELLS[name]
    out = shell(name, "\n".join([setup, *(asked.replace("{words}", words) for words in expected)]))
    assert dict(zip(expected, map(str.strip, out.splitlines()), strict=True)) == expected


def test_completion_of_fish_shows_the_whole_help(shell):
    out = shell("fish", "newscorpus completion fish | source; complete --do-complete 'newscorpus check --show-fi'")
    assert "--show-fixes\tWith --fix or --diff: list each fix, not only the files." in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "error: no such command 'chek'"),  # newer versions of click suggest another
        (["check", "--selct", "x"], "error: no such option"),
        (["check", "--jobs"], "error: option '--jobs' requires an argument."),
        (["check", "--jobs", "x"], "error: invalid value for '--jobs': 'x' is not a valid integer. See"),
        (["check", "--jobs", "0"], "error: invalid value for '--jobs': 0 is not in the range: at least 1. See"),
        (["show", "x", "--width", "5"], "error: invalid value for '--width': 5 is not in the range: 20 to 1000. See"),
        (["query", "select 1"], "error: missing argument 'PATH': the corpus to query goes before the SQL. See"),
        (["query", "."], "error: missing argument 'SQL'. See"),
        (["explain"], "error: missing argument 'RULE'. See `newscorpus explain --help`."),
    ],
)
def test_wrong_use_is_one_line(words, said):
    code, out, err = newscorpus(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(said)
    assert err.endswith("--help`.\n") or words[-1] == "--jobs"
    assert "(" not in err


@pytest.mark.parametrize("words", [[], ["cache"]])
def test_without_a_command_there_is_help(words):
    code, out, err = newscorpus(*words)
    assert (code, out) == (2, "")
    assert err == newscorpus(*words, "--help")[1] + "\nerror: a command is missing: one of those above\n"


def test_completion_of_rules(monkeypatch):
    """The last of several; nothing before the first letter. As the script for bash asks for it."""

    def completed(word):
        monkeypatch.setenv("_NEWSCORPUS_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", f"newscorpus check --select {word}")
        monkeypatch.setenv("COMP_CWORD", "3")
        return [line.removeprefix("plain,") for line in newscorpus()[1].splitlines() if line]

    assert completed("NC4,NC30") == [f"NC4,{rule.code}" for rule in RULES if rule.code.startswith("NC30")]
    assert completed("quote-not") == ["quote-not-in-text"]
    assert completed("NC4,") == []


def test_settings_of_a_corpus_with_errors(tmp_path):
    manifest = "format: newscorpus/1\nname: c\nchecks: {per_file_ignore: {'*.yaml': [NC304]}}\n"
    (tmp_path / "a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\n")
    (tmp_path / "corpus.yaml").write_text(manifest)
    code, out, _ = newscorpus("check", tmp_path, "--show-settings")
    assert (code, "not in *.yaml" in out, "not checked" in out) == (0, True, False)
    (tmp_path / "corpus.yaml").write_text(manifest.replace("NC304", "NC3044"))
    code, out, _ = newscorpus("check", tmp_path, "--show-settings")
    assert "not checked" in out


def test_changed_files_come_first(tmp_path):
    text = "format: newscorpus/1\nid: {}\nlanguage: english\ntext: Rain.\n"
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(text.format(name))
    (tmp_path / "changed").write_text(f"{tmp_path}/b.yaml\n\na\0b\n")
    options = ("--output-format", "github", "--changed-files", tmp_path / "changed")
    code, out, _ = newscorpus("check", tmp_path, *options)
    first = next(line for line in out.splitlines() if line.startswith("::error"))
    assert (code, "b.yaml" in first) == (1, True)
    code, _, err = newscorpus("check", tmp_path, "--output-format", "github", "--changed-files", tmp_path / "none")
    assert (code, err.startswith("error: ")) == (2, True)


@pytest.mark.parametrize(
    "words",
    [
        ("convert", "a.yaml", "-o", "out/a.jsonl"),
        ("check", "a.yaml", "--output-format", "json=out/a"),
        ("check", "a.yaml", "--write-baseline", "out/a"),
        ("view", "a.yaml", "-o", "out/a.html"),
        ("export", "csv", "a.yaml", "-o", "out/a"),
        ("schema", "article", "--write", "out/a"),
        ("init", "out/a"),
        ("new", "out/a.txt"),
    ],
)
def test_an_output_through_a_link_out_of_the_folder(words, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Path("a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\n")
    Path("out").symlink_to(tmp_path / "there")
    code, _, err = newscorpus(*words)
    assert (code, "leads out of the current folder" in err, list((tmp_path / "there").iterdir())) == (2, True, [])


def test_dates_in_words(tmp_path):
    head = "format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain fell. Snow fell. Hail fell.\nevents:\n"
    events = {"rain": "", "snow": "when: unknown, ", "hail": "when: someday, "}
    lines = [
        f"  {name}: {{kind: event, type: other, {when}evidence: [{name.capitalize()} fell]}}\n"
        for name, when in events.items()
    ]
    (tmp_path / "a.yaml").write_text(head + "".join(lines))
    out = newscorpus("show", tmp_path / "a.yaml")[1]
    assert ("time unknown" in out, "someday" in out) == (True, False)
    assert newscorpus("view", tmp_path / "a.yaml", "-o", tmp_path / "page.html")[0] == 0


@pytest.mark.parametrize(
    ("folder", "name"),
    [("Überfall", "uberfall"), ("2024", "corpus-2024"), ("日本", "corpus"), ("a_b--C", "a-b-c"), ("Straße", "strasse")],
)
def test_any_folder_gives_a_name(tmp_path, folder, name):
    """A name begins with a letter, and has plain letters, digits and hyphens."""
    assert newscorpus("init", tmp_path / folder)[0] == 0
    assert f"name: {name}\n" in (tmp_path / folder / "corpus.yaml").read_text()
