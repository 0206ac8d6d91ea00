"""Commands that begin a corpus, list terms and rules, and complete: as a user types them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

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
    ("folder", "name"),
    [("Überfall", "uberfall"), ("2024", "corpus-2024"), ("日本", "corpus"), ("a_b--C", "a-b-c"), ("Straße", "strasse")],
)
def test_any_folder_gives_a_name(tmp_path, capsys, folder, name):
    """A name begins with a letter, and has plain letters, digits and hyphens."""
    assert run(capsys, "init", tmp_path / folder)[0] == 0
    assert f"name: {name}\n" in (tmp_path / folder / "corpus.yaml").read_text()


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
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: c\nattributes: {article: {a: {type: money}}}\n")
    explained = "`newscorpus terms attribute_types` explains them"
    assert explained in " ".join(run(capsys, "check", tmp_path)[1].split())
    assert "string   text" in run(capsys, "terms", "attribute_types")[1]
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


def test_explain_is_as_wide_as_the_terminal(capsys, monkeypatch):
    """Sentences are folded; the lines of examples are not."""
    monkeypatch.setenv("COLUMNS", "60")
    lines = run(capsys, "explain", "NC301")[1].splitlines()
    assert max(len(line) for line in lines if not line.startswith(" ")) < 60
    assert "        participants: {participant: [anna, carl]}" in lines
    monkeypatch.setenv("COLUMNS", "1000")
    wide = run(capsys, "explain", "NC301")[1].splitlines()
    assert " ".join(" ".join(lines).split()) == " ".join(" ".join(wide).split())


def test_explain_says_who_can_leave_a_rule_out(capsys, monkeypatch):
    """A waiver of a rule about waivers, or about files without an article, would itself be an error."""
    monkeypatch.setenv("COLUMNS", "200")
    said = {code: run(capsys, "explain", code)[1].strip().splitlines()[-1] for code in ("NC304", "NC801", "NC706")}
    assert "waive: [{code: NC304, at: PATH, quote: WORDS, why: REASON}]" in said["NC304"]
    ignored = "It cannot be waived; `corpus.yaml` can ignore it or change its severity, in `checks`."
    assert said["NC801"] == said["NC706"] == ignored


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
    """In real shells: commands, options, choices and rules."""
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
    """Also behind a comma."""
    out = shell("fish", "newscorpus completion fish | source; complete --do-complete 'newscorpus check --show-fi'")
    assert "--show-fixes\tWith --fix or --diff: list each fix, not only the files." in out


def test_summaries_are_short(capsys):
    """`newscorpus --help` cuts no line."""
    listed = run(capsys, "--help")[1].partition("Commands to begin with:\n")[2].splitlines()
    for name, _, summary in (line.strip().partition("  ") for line in listed if line.startswith("  ")):
        assert len(summary.strip()) < 60, f"{name}: {summary}"
        assert summary.endswith("."), name
        assert "..." not in summary, name


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
def test_wrong_use_is_one_line(words, said, capsys):
    code, out, err = run(capsys, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(said)
    assert err.endswith("--help`.\n") or words[-1] == "--jobs"
    assert "(" not in err


@pytest.mark.parametrize("words", [[], ["cache"]])
def test_without_a_command_there_is_help(words, capsys):
    """On standard error, and an error; exit code 2."""
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert err == run(capsys, *words, "--help")[1] + "\nerror: a command is missing: one of those above\n"


def test_completion_of_rules(monkeypatch, capsys):
    """The last of several; nothing before the first letter. As the script for bash asks for it."""

    def completed(word):
        monkeypatch.setenv("_NEWSCORPUS_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", f"newscorpus check --select {word}")
        monkeypatch.setenv("COMP_CWORD", "3")
        return [line.removeprefix("plain,") for line in run(capsys)[1].splitlines() if line]

    assert completed("NC4,NC30") == [f"NC4,{rule.code}" for rule in RULES if rule.code.startswith("NC30")]
    assert completed("quote-not") == ["quote-not-in-text"]
    assert completed("NC4,") == []


def test_settings_of_a_corpus_with_errors(tmp_path, capsys):
    """They say that nothing is checked, and what is ignored where."""
    manifest = "format: newscorpus/1\nname: c\nchecks: {per_file_ignore: {'*.yaml': [NC304]}}\n"
    (tmp_path / "a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\n")
    (tmp_path / "corpus.yaml").write_text(manifest)
    code, out, _ = run(capsys, "check", tmp_path, "--show-settings")
    assert (code, "not in *.yaml" in out, "not checked" in out) == (0, True, False)
    (tmp_path / "corpus.yaml").write_text(manifest.replace("NC304", "NC3044"))
    code, out, _ = run(capsys, "check", tmp_path, "--show-settings")
    assert "not checked" in out


def test_changed_files_come_first(tmp_path, capsys):
    """For GitHub; a list that cannot be read is wrong use."""
    text = "format: newscorpus/1\nid: {}\nlanguage: english\ntext: Rain.\n"
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(text.format(name))
    (tmp_path / "changed").write_text(f"{tmp_path}/b.yaml\n\na\0b\n")
    options = ("--output-format", "github", "--changed-files", tmp_path / "changed")
    code, out, _ = run(capsys, "check", tmp_path, *options)
    first = next(line for line in out.splitlines() if line.startswith("::error"))
    assert (code, "b.yaml" in first) == (1, True)
    code, _, err = run(capsys, "check", tmp_path, "--output-format", "github", "--changed-files", tmp_path / "none")
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
def test_an_output_through_a_link_out_of_the_folder(words, tmp_path, capsys, monkeypatch):
    """A checkout of a stranger could choose the place."""
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Path("a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\n")
    Path("out").symlink_to(tmp_path / "there")
    code, _, err = run(capsys, *words)
    assert (code, "leads out of the current folder" in err, list((tmp_path / "there").iterdir())) == (2, True, [])


def test_dates_in_words(tmp_path, capsys):
    """No date, an unknown one, and what is not a date."""
    head = "format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain fell. Snow fell. Hail fell.\nevents:\n"
    events = {"rain": "", "snow": "when: unknown, ", "hail": "when: someday, "}
    lines = [
        f"  {name}: {{kind: event, type: other, {when}evidence: [{name.capitalize()} fell]}}\n"
        for name, when in events.items()
    ]
    (tmp_path / "a.yaml").write_text(head + "".join(lines))
    out = run(capsys, "show", tmp_path / "a.yaml")[1]
    assert ("time unknown" in out, "someday" in out) == (True, False)
    assert run(capsys, "view", tmp_path / "a.yaml", "-o", tmp_path / "page.html")[0] == 0
