"""`check`: its help, the settings and files that it shows, and how much it prints."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("command", ["check", "query"])
def test_the_examples_of_the_help_run(run, command):
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


def test_a_folder_of_json_files_needs_a_corpus_yaml(run):
    """The message says what to do, and doing so helps."""
    article = '{"format": "newscorpus/1", "id": "a", "language": "en", "text": "It rained."}'
    write("a.json", article)
    code, _, err = run("convert", ".", "--to", "yaml", "-o", "out")
    advice = "name the file, or write a corpus.yaml with `articles: ['*.json']` (`newscorpus init` begins one)"
    assert (code, err) == (2, f"error: no articles in .: a.json is not YAML: {advice}\n")
    assert run("convert", "a.json", "--to", "yaml", "-o", "named")[0] == 0
    assert run("init")[0] == 0
    with Path("corpus.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write("articles: ['*.json']\n")
    assert run("convert", ".", "--to", "yaml", "-o", "out")[0] == 0
    assert Path("out/a.yaml").exists()


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
    write("a.yaml", ARTICLE.format("a"))
    assert run("check", ".", "-q", *words) == (0, "", "")


def test_fail_on_hint_without_hints(run):
    write("a.yaml", ARTICLE.format("a").replace("Dahl.", "Dahl last Monday."))
    warning = "warning: fail-on hint is as fail-on warning: no hint is selected; add --extend-select ALL\n"
    assert run("check", ".", "--fail-on", "hint")[2] == warning
    assert run("check", ".", "--fail-on", "hint", "--extend-select", "NC006")[2] == ""
    assert run("check", ".", "--fail-on", "hint", "--extend-select", "ALL")[::2] == (1, "")
    write("corpus.yaml", "format: newscorpus/1\nname: c\nchecks: {fail_on: hint}\n")
    assert run("check", ".")[2] == warning


def test_what_is_not_checked_is_counted(run):
    for language, words, name in (
        ("sl", "Numbers in words", "Slovenian"),
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
