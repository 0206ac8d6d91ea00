"""`check`: its help, the settings and files that it shows, and how much it prints."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from examples import RULES

from newscorpus.cli.main import cli, main

ARTICLE = "format: newscorpus/1\nid: {}\nlanguage: en\ntext: Anna Berg met Carl Dahl.\n"


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NEWSCORPUS_CACHE_DIR", str(tmp_path / ".cache"))

    def call(*words):
        with pytest.raises(SystemExit) as stop:
            main([str(word) for word in words])
        out, err = capsys.readouterr()
        return stop.value.code, out, err

    return call


def write(path, content):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(content)


def listed(run, *words, under):
    """The first column of a list in a help, such as that of the commands."""
    lines = run(*words, "--help")[1].partition(f"\n{under}:\n")[2].partition("\n\n")[0].splitlines()
    return [line[2:].partition("  ")[0] for line in lines if line[2] != " "]


def test_help_fits_a_terminal(run):
    """Of each command in 80 columns, and without the notation of ranges."""
    groups = ("Commands to begin with", "Annotate", "Check", "Convert and exchange", "Compare", "Serve")
    commands = [name for group in groups for name in listed(run, under=group)]
    assert sorted(commands) == sorted(cli.commands)
    assert commands[:4] == ["new", "check", "explain", "view"]
    below = [[name, one] for name in commands for one in listed(run, name, under="Commands")]
    assert below
    for words in ([], *([name] for name in commands), *below):
        code, out, _ = run(*words, "--help")
        assert code == 0
        assert [line for line in out.splitlines() if len(line) > 80] == []
        assert "x>=" not in out
        assert "<=x<=" not in out


def test_the_help_of_check_has_sections(run):
    """In this order, and each option is in one of them; then examples and exit codes."""
    out = run("check", "--help")[1]
    titles = [line.removesuffix(":") for line in out.splitlines() if line.endswith(":") and not line.startswith(" ")]
    sections = ["Rules", "Baseline", "Fixing", "Input", "Output", "Performance", "Help", "Examples", "Exit codes"]
    assert titles == sections


@pytest.mark.parametrize("command", ["check", "query"])
def test_the_examples_of_the_help_run(run, command):
    """As they are."""
    if command == "query":
        pytest.importorskip("duckdb")
    shutil.copytree(Path(__file__).parents[2] / "seeds", "corpus")
    examples = listed(run, command, under="Examples")
    assert len(examples) > 1
    for example in examples:
        assert run(*shlex.split(example)[1:])[0] == 0, example


def test_a_corpus_without_articles_is_wrong_use(run):
    """It must not look like one that is checked; a corpus.yaml that is named can be checked alone, as in a hook."""
    write("corpus.yaml", "format: newscorpus/1\nname: c\n")
    assert run("check", ".") == (2, "", "error: no articles in .\n")
    write("a.json", "{}")
    said = "error: no articles in .: a.json matches no pattern of `articles` in corpus.yaml\n"
    assert run("check", ".") == (2, "", said)
    assert run("check", "corpus.yaml")[:2] == (
        0,
        "All checks passed: no articles, no events, no quotes. 10 hints are off.\n",
    )
    write("corpus.yaml", "format: newscorpus/1\nname: c\nnmae: c\n")
    code, out, _ = run("check", ".")
    assert (code, "NC101" in out) == (1, True)


def test_what_is_verified_is_counted(run):
    """Quotes of a text that is withheld are not; nor are those that are not in the text, whatever is ignored."""
    told = "events: {talks: {kind: event, type: support, evidence: [Anna Berg met Carl Dahl]}}\n"
    write("a.yaml", ARTICLE.format("a") + told)
    assert run("check", "a.yaml")[1].endswith("1 event, 1 quote verified. 10 hints are off.\n")
    write("b.yaml", ARTICLE.format("b").replace("text: Anna Berg met Carl Dahl.", f"sha256: {'a' * 64}") + told)
    assert run("check", "b.yaml")[1].endswith("1 event, 0 of 1 quote verified (1 text withheld). 10 hints are off.\n")
    write("c.yaml", ARTICLE.format("c").replace("Carl", "Dora") + told)
    assert run("check", "c.yaml", "--ignore", "NC3")[1].endswith("1 event, 0 of 1 quote verified. 10 hints are off.\n")
    assert run("check", ".", "--ignore", "NC3")[1].endswith(
        "1 of 3 quotes verified (1 text withheld). 10 hints are off.\n"
    )


def test_how_much_is_printed(run):
    """--quiet: the findings alone, also where there are none. --verbose: settings and skipped files, beside them."""
    write("a.yaml", ARTICLE.format("a") + "nte: a\n")
    write("b.yaml", "name: of another program\n")
    plain = run("check", ".", "--output-format", "concise")
    assert run("check", ".", "-q", "--output-format", "concise") == (1, plain[1].splitlines(keepends=True)[0], "")
    write("a.yaml", ARTICLE.format("a"))
    assert run("check", ".", "--quiet") == (0, "", "")
    code, out, err = run("check", ".", "--verbose")
    assert (code, out) == (0, run("check", ".")[1])
    assert "no corpus.yaml, default settings" in err
    assert "skipped  b.yaml: has no `format: newscorpus/1`" in err
    assert run("check", ".", "-q", "-v")[::2] == (2, "error: give --quiet or --verbose, not both\n")


@pytest.mark.parametrize("words", [["--write-baseline", "b.json"], ["--fix"], ["--diff"]])
def test_quiet_writing_prints_nothing(run, words):
    """Where there is no finding to print."""
    write("a.yaml", ARTICLE.format("a"))
    assert run("check", ".", "-q", *words) == (0, "", "")


def test_settings_are_shown(run):
    """Of the corpus.yaml that applies and of the options; each rule once; nothing is checked."""
    write("corpus.yaml", "format: newscorpus/1\nname: c\nchecks: {ignore: [NC304], severity: {NC204: error}}\n")
    write("a.yaml", "not an article")
    code, out, err = run("check", ".", "--show-settings", "--fail-on", "warning", "--extend-select", "NC903")
    assert (code, err) == (0, "")
    shown = out.replace("\n" + " " * 18, " ").splitlines()
    assert shown[0] == "corpus.yaml"
    rows = {name: value.strip() for name, _, value in (line.strip().partition(":") for line in shown[1:])}
    assert (rows["name"], rows["fail_on"], rows["hints"]) == ("c", "warning", "NC903")
    assert "NC204" in rows["errors"]
    assert "NC304" in rows["not applied"]
    codes = " ".join(rows[name] for name in ("errors", "warnings", "hints", "not applied")).split()
    assert sorted(codes) == sorted(rule.code for rule in RULES)


def test_files_are_shown_with_the_reason(run):
    """Those that are checked and those that are not."""
    (Path() / ".git").mkdir()
    write("c/corpus.yaml", "format: newscorpus/1\nname: c\narticles: ['*.yaml', '!old/']\nexclude: [drafts/]\n")
    for name in ("c/a.yaml", "c/old/b.yaml", "c/drafts/b.yaml", "c/b.json", "c/ignored.yaml", "alone.yaml", "x.json"):
        write(name, ARTICLE.format("a"))
    write("c/.gitignore", "ignored.yaml\n")
    write("data.yaml", "name: of another program\n")
    write("broken/corpus.yaml", "format: newscorpus/1\n")
    write("broken/a.yaml", ARTICLE.format("a"))
    code, out, err = run("check", ".", "--show-files")
    assert (code, err) == (0, "")
    assert sorted(out.splitlines()) == [
        "checked  alone.yaml: has `format: newscorpus/1` or is named, and belongs to no corpus.yaml",
        "checked  c/a.yaml: matches `*.yaml` of `articles` in c/corpus.yaml",
        "skipped  broken/a.yaml: belongs to broken/corpus.yaml, which has errors",
        "skipped  c/b.json: matches no pattern of `articles` in c/corpus.yaml",
        "skipped  c/drafts/b.yaml: matches `drafts/` of `exclude` in c/corpus.yaml",
        "skipped  c/ignored.yaml: is ignored by git; name it to check it",
        "skipped  c/old/b.yaml: matches `!old/` of `articles` in c/corpus.yaml",
        "skipped  data.yaml: has no `format: newscorpus/1`, and there is no corpus.yaml in its folder or above",
        "skipped  x.json: is not YAML; without a corpus.yaml, name it to check it",
    ]
    write("c/d.yaml", ARTICLE.format("d"))
    assert run("check", "c/a.yaml", "--show-files")[1].splitlines() == [
        "checked  c/a.yaml: matches `*.yaml` of `articles` in c/corpus.yaml",
        "read     c/d.yaml: of c/corpus.yaml, like a checked file",
    ]


def test_files_and_settings_are_named_from_the_current_folder(run, monkeypatch):
    """Also those above it, as the command names its folder."""
    write("a/b.yaml", ARTICLE.format("b"))
    write("a/data.yaml", "name: of another program\n")
    write("here/c.yaml", ARTICLE.format("c"))
    assert run("check", "a", "--show-settings")[1].startswith("a: no corpus.yaml, default settings\n")
    monkeypatch.chdir("here")
    names = [line.split()[1] for line in run("check", "../a", "--show-files")[1].splitlines()]
    assert names == ["../a/b.yaml:", "../a/data.yaml:"]


def test_fail_on_hint_without_hints(run):
    """It warns, on the command line and in a corpus.yaml, unless a hint is selected."""
    write("a.yaml", ARTICLE.format("a").replace("Dahl.", "Dahl last Monday."))
    warning = "warning: fail-on hint is as fail-on warning: no hint is selected; add --extend-select ALL\n"
    assert run("check", ".", "--fail-on", "hint")[2] == warning
    assert run("check", ".", "--fail-on", "hint", "--extend-select", "NC006")[2] == ""
    assert run("check", ".", "--fail-on", "hint", "--extend-select", "ALL")[::2] == (1, "")
    write("corpus.yaml", "format: newscorpus/1\nname: c\nchecks: {fail_on: hint}\n")
    assert run("check", ".")[2] == warning


def test_what_is_not_checked_is_counted(run):
    """By language, of which three are named."""
    for language, words, name in (
        ("fr", "Numbers in words", "French"),
        ("mt", "Dates and numbers", "Maltese"),
        ("is", "Dates and numbers", "Icelandic"),
        ("cy", "Dates and numbers", "Welsh"),
        ("ga", "Dates and numbers", "Irish"),
    ):
        write(f"{language}.yaml", ARTICLE.format(language).replace("language: en", f"language: {language}"))
        said = run("check", f"{language}.yaml", "--ignore", "NC330")[1]
        assert f"quotes. {words} are not checked in {name} (1 article). 10 hints are off.\n" in said
    said = run("check", ".", "--ignore", "NC330,NC705")[1]
    assert re.search(r"Dates and numbers are not checked in (\w+ \(1 article\), ){3}1 more language\. ", said), said
