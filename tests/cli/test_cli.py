"""The command line: what is typed, what is printed, how it exits."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import newscorpus as nc
from newscorpus.cli.main import main

SCHEMAS = ["article", "corpus", "draft", "map", "labels", "withheld", "diagnostic"]
ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
GOOD = """\
format: newscorpus/1
id: good
language: en
text: Anna Berg met Carl Dahl in Oslo on Monday.
actors:
  anna: {name: Anna Berg, kind: person, aliases: [Annie]}
"""


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """Runs the command in an empty folder: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("NEWSCORPUS_DEBUG", raising=False)

    def call(*words):
        with pytest.raises(SystemExit) as stop:
            main([str(w) for w in words])
        output = capsys.readouterr()
        return stop.value.code, output.out, output.err

    return call


def test_exit_codes(run):
    """0 clean or only warnings, 1 findings as severe as asked for, 2 wrong use."""
    Path("good.yaml").write_text(GOOD)
    Path("bad.yaml").write_text(GOOD.replace("kind: person", "kind: persson").replace("id: good", "id: bad"))
    assert run("check", "good.yaml")[0] == 0
    assert run("check", "--fail-on", "warning", "good.yaml")[0] == 1
    assert run("check", "bad.yaml")[0] == 1
    assert run("check", "--exit-zero", "bad.yaml")[0] == 0
    assert run("check", "nowhere.yaml")[0] == 2
    assert run("check", "--select", "NC999", "good.yaml")[0] == 2
    assert run("check", "--nonsense")[0] == 2
    assert run("nonsense")[0] == 2
    Path("empty").mkdir()
    code, _, err = run("check", "empty")
    assert (code, err) == (2, "error: no articles in empty\n")


def test_an_unknown_rule_gets_a_suggestion(run):
    Path("good.yaml").write_text(GOOD)
    code, _, err = run("check", "--ignore", "quote-not-in-txt", "good.yaml")
    assert code == 2
    assert "did you mean quote-not-in-text?" in err


def test_the_corpus_decides_when_check_fails(run):
    """`checks: {fail_on: warning}` in corpus.yaml; the command line is stronger."""
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: strict\nchecks: {fail_on: warning}\n")
    Path("good.yaml").write_text(GOOD)
    assert run("check", ".")[0] == 1
    assert run("check", "--fail-on", "error", ".")[0] == 0


def test_concise_output_is_a_line_a_finding(run):
    Path("good.yaml").write_text(GOOD)
    code, out, _ = run("check", "--output-format", "concise", "good.yaml")
    assert code == 0
    assert (
        out.splitlines()[0]
        == "good.yaml:6:51: warning NC304 alias-not-in-text: alias `Annie` does not occur in the article text (delete it, or add it to the actor in the registry of `corpus.yaml`)"
    )
    assert out.splitlines()[1] == "Found 1 warning in 1 file; read 1 article."


def test_color_is_asked_for_or_found_out(run, monkeypatch):
    Path("good.yaml").write_text(GOOD)
    assert "\033[" not in run("check", "good.yaml")[1]
    assert "\033[1;33m" in run("check", "--color", "always", "good.yaml")[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\033[" in run("check", "good.yaml")[1]
    assert "\033[" not in run("check", "--color", "never", "good.yaml")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033[" not in run("check", "good.yaml")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("check", ""),
        ("check", ".", ""),
        ("check", ".", "--write-baseline", ""),
        ("convert", ""),
        ("convert", ".", "-o", ""),
    ],
)
def test_an_empty_word_is_no_path(run, words):
    """As a shell makes of a variable that is not set: what would be checked then is not what was meant."""
    Path("good.yaml").write_text(GOOD)
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "the path is empty" in err


def test_new_writes_an_annotation_that_checks(run):
    Path("my-article.txt").write_text("Anna Berg met Carl Dahl.\n")
    code, out, _ = run("new", "my-article.txt", "--published", "2024-05-08", "--language", "en")
    assert (code, out) == (0, "Wrote my-article.yaml.\nWrote article.schema.json.\n")
    assert Path("my-article.yaml").read_text().startswith("# yaml-language-server: $schema=article.schema.json\n")
    assert run("check", "my-article.yaml")[0] == 0
    article = nc.load("my-article.yaml").articles["my-article"]
    assert (article.language, article.published) == ("en", "2024-05-08")
    assert article.sha256 is not None
    code, _, err = run("new", "my-article.txt")
    assert code == 2
    assert "exists" in err


def test_new_takes_what_the_text_says_about_itself(run):
    """Before its first paragraph; an option is stronger. With --minimal, nothing is left to fill in."""
    Path("a.txt").write_text("Talks end in Oslo\nBy Anna Berg\nMay 8, 2024\n\nOSLO, May 8 (AP) — They agreed.\n")
    assert run("new", "a.txt", "--minimal", "--language", "en")[0] == 0
    article = nc.load("a.yaml").articles["a"]
    assert (article.headline, article.author, article.published) == ("Talks end in Oslo", "Anna Berg", "2024-05-08")
    assert article.dateline == "OSLO, May 8"
    lines = Path("a.yaml").read_text().splitlines()
    assert [line.partition(":")[0] for line in lines if not line.startswith("#")] == [
        *("format", "id", "text_file", "sha256", "language", "published", "headline", "author", "dateline")
    ]
    Path("a.yaml").unlink()
    assert run("new", "a.txt", "--published", "2024-05-09")[0] == 0
    Path("b.txt").write_text("Talks end in Oslo\n\nThey agreed on Monday.\n")
    no_date = "b.txt begins with no date: add `published`, against which words such as `on Monday` are checked.\n"
    assert run("new", "b.txt", "--language", "en")[2] == no_date
    Path("b.yaml").unlink()
    assert run("new", "b.txt", "--published", "2024-05-09", "--language", "en")[2] == ""
    assert nc.load("a.yaml").articles["a"].published == "2024-05-09"
    Path("a.yaml").unlink()
    assert run("new", "a.txt", "--published", "2024")[0] == 0
    assert "\npublished: 2024\n" in Path("a.yaml").read_text()


def test_new_says_that_the_language_is_not_given(run):
    """It is not guessed. `--language und` is an answer, and so is the language of the corpus."""
    Path("a.txt").write_text("May 8, 2024\n\nThey agreed.\n")
    no_language = (
        "The language of a.txt is not given: write it in place of `und`, or dates and numbers are not checked.\n"
    )
    for options, said in (([], no_language), (["--language", "und"], "")):
        assert run("new", "a.txt", *options)[2] == said
        assert nc.load("a.yaml").articles["a"].language == "und"
        Path("a.yaml").unlink()
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\nlanguage: es\n")
    assert run("new", "a.txt")[2] == ""


def test_the_hints_of_new_are_right_as_they_stand(run):
    """Each table has one; what is to be done is said beside it: the sign of the comment and the empty table go."""
    Path("a.txt").write_text("Anna Berg met Carl Dahl in Oslo on Monday, she said.\n")
    assert run("new", "a.txt", "--published", "2024-05-29", "--language", "en")[0] == 0
    head, tables = Path("a.yaml").read_text().split("\n\n", 1)
    lines = [re.sub(r" [{[][\]}]  # in place of .*", "", line).removeprefix("# ") for line in tables.splitlines()]
    written = "\n".join(lines).replace("words that say who says it", "she said")
    written = written.replace("words of the article: 2024-05-25", "on Monday: 2024-05-27")
    written = re.sub("words of the article.*", "Anna Berg met Carl Dahl in Oslo on Monday", written)
    Path("a.yaml").write_text(f"{head}\n{written}\n")
    assert [d.code for d in nc.check("a.yaml").diagnostics] == []
    (article,) = nc.load("a.yaml").articles.values()
    assert (len(article.actors), len(article.events), len(article.claims)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("name", "data", "words", "reason"),
    [
        ("nothing.txt", None, (), "no such file"),
        ("latin.txt", b"caf\xe9", (), "not UTF-8"),
        ("-.txt", b"x", (), "-.txt: id: '-': expected an article id: ASCII letters, digits"),
        ("a b.txt", b"x", (), "beginning with a letter or digit; rename the text"),
        ("corpus.txt", b"x", (), "corpus.yaml is the name of the configuration of a corpus"),
        ("CON.txt", b"x", (), "Windows cannot have a file of this name"),
        ("com1.1.txt", b"x", (), "Windows cannot have a file of this name"),
        ("a.txt", b"x", ("--language", "english"), "BCP 47"),
        ("a.txt", b"x", ("--published", "yesterday"), "expected a date"),
        ("a.txt", b"x", ("--published", "2024-02-30"), "there is no such day"),
    ],
)
def test_new_refuses_what_could_not_be_annotated(run, name, data, words, reason):
    if data is not None:
        Path(name).write_bytes(data)
    code, _, err = run("new", *words, "--", name)
    assert code == 2
    assert reason in err
    assert not Path(name).with_suffix(".yaml").exists()


def test_new_refuses_a_file_that_is_another_on_some_systems_only(run):
    Path("oslo.yaml").write_text("mine")
    Path("Oslo.txt").write_text("It rained.")
    if Path("Oslo.yaml").exists():  # here, too, they are one file
        assert run("new", "Oslo.txt")[2] == "error: Oslo.yaml exists; it is not overwritten\n"
        return
    said = "error: Oslo.yaml and oslo.yaml would be one file on Windows and macOS; rename the text\n"
    assert run("new", "Oslo.txt") == (2, "", said)
    assert Path("oslo.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Zürich Straße 1.txt", "Zurich-Strasse-1.txt"),
        (".hidden.txt", "hidden.txt"),
        ("北京.txt", "article.txt"),
        ("-a.txt", "a.txt"),
        ("a b.txt", "a-b-2.txt"),
    ],
)
def test_new_shows_how_to_rename_a_text(run, name, other):
    Path("a-b.txt").write_text("Carl Dahl spoke.")
    Path(name).write_text("Anna Berg spoke.")
    code, _, err = run("new", "--", name)
    assert code == 2
    subprocess.run(shlex.split(err.partition("rename the text: ")[2]), check=True)
    assert run("new", other)[0] == 0
    assert Path(other).read_text() == "Anna Berg spoke."


def test_new_needs_a_corpus_without_errors(run):
    Path("a.txt").write_text("Anna Berg met Carl Dahl.\n")
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: [\n")
    code, _, err = run("new", "a.txt")
    assert code == 1
    assert "NC002" in err
    assert {path.name for path in Path().iterdir()} == {"a.txt", "corpus.yaml"}


def test_new_takes_the_language_of_the_corpus(run):
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\nlanguage: de\n")
    Path("a.txt").write_text("Guten Tag.\n")
    assert run("new", "a.txt")[0] == 0
    assert "language: de" in Path("a.yaml").read_text()
    assert run("check", ".")[0] == 0


def test_schema_lists_prints_writes_and_compares(run):
    listed = run("schema")[1]
    assert [line.split()[0] for line in listed.splitlines()] == SCHEMAS
    assert json.loads(run("schema", "article")[1])["$id"].endswith("article.schema.json")
    assert run("schema", "--write", "out", "--check")[0] == 1
    assert not Path("out").exists()
    assert run("schema", "--write", "out")[0] == 0
    assert {p.name for p in Path("out").iterdir()} == {f"{name}.schema.json" for name in SCHEMAS}
    assert run("schema", "--write", "out", "--check")[:2] == (0, "")
    Path("out/corpus.schema.json").write_text("{}")
    assert run("schema", "--write", "out", "--check")[:2] == (1, "out/corpus.schema.json is not up to date.\n")
    assert run("schema", "article", "--write", "out")[:2] == (0, "")


def test_schema_of_a_corpus(run):
    Path("c").mkdir()
    manifest = Path("c/corpus.yaml")
    manifest.write_text("format: newscorpus/1\nname: c\nvocabularies: {sectors: {NGO: an NGO}}\n")
    for words in (["c"], ["c/corpus.yaml"]):
        assert '"NGO"' in run("schema", "article", "--corpus", *words)[1]
    assert len(run("schema", "--corpus", "c")[1].splitlines()) == 3
    manifest.write_text("format: newscorpus/1\nname: C\n")
    code, out, err = run("schema", "article", "--corpus", "c")
    assert (code, out) == (1, "")
    assert "NC105" in err


def test_convert_writes_json_lines_to_standard_output_by_default(run):
    code, out, _ = run("convert", SEEDS)
    assert code == 0
    assert json.loads(out)["id"] == "000_acf5269c8d9a5d96"
    assert out.count("\n") == 1
    assert run("convert", SEEDS, "-o", "-") == run("convert", SEEDS)
    assert not Path("-").exists()


def test_several_articles_do_not_fit_one_file_that_is_not_json_lines(run):
    Path("a.yaml").write_text(GOOD.replace("id: good", "id: a"))
    Path("b.yaml").write_text(GOOD.replace("id: good", "id: b"))
    code, _, err = run("convert", "a.yaml", "b.yaml", "--to", "json")
    assert code == 2
    assert "--to jsonl" in err
    assert run("convert", "a.yaml", "--split-text")[0] == 2
    Path("one").mkdir()
    Path("two").mkdir()
    for folder in ("one", "two"):
        Path(folder, "corpus.yaml").write_text(f"format: newscorpus/1\nname: {folder}\n")
        Path(folder, f"{folder}.yaml").write_text(GOOD.replace("id: good", f"id: {folder}"))
    code, _, err = run("convert", "one", "two", "-o", "folder")
    assert code == 2
    assert "several corpora" in err


def during_a_check(monkeypatch, error, name="acf5269c8d9a5d96.txt"):
    """Raise an error where a file of this name is read, by default the text of the seed."""
    real = os.open

    def fail(path, *args, **more):
        if str(path).endswith(name):
            raise error
        return real(path, *args, **more)

    monkeypatch.setattr(os, "open", fail)


def test_a_fault_of_ours_is_not_a_traceback(run, monkeypatch):
    during_a_check(monkeypatch, RuntimeError("of ours"))
    code, _, err = run("check", SEEDS, "--no-cache")
    assert code == 3
    assert err == (
        f"error: internal error of newscorpus {nc.__version__}: RuntimeError: of ours; "
        "please report it, with the output of the same command after `export NEWSCORPUS_DEBUG=1`\n"
    )
    monkeypatch.setenv("NEWSCORPUS_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["check", str(SEEDS), "--no-cache"])


def test_an_interrupt_exits_quietly(run, monkeypatch):
    during_a_check(monkeypatch, KeyboardInterrupt())
    code, _, err = run("check", SEEDS, "--no-cache")
    assert code == 130
    assert "Traceback" not in err


def command(*words, **options):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    return subprocess.run(
        [sys.executable, "-m", "newscorpus", *map(str, words)],
        capture_output=True,
        check=False,
        env={**environment, **options.pop("env", {})},
        **options,
    )


def test_version_and_help_import_no_models():
    for words in (["--version"], ["--help"], ["check", "--help"]):
        code = (
            "import sys\nfrom newscorpus.cli.main import main\n"
            f"try:\n    main({words!r})\nexcept SystemExit as e:\n    assert e.code == 0\n"
            "print(sorted({'attr', 'attrs', 'cattrs', 'yaml'} & set(sys.modules)), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stderr.strip() == "[]", words


def test_a_name_that_the_terminal_cannot_show_does_not_stop_the_report(tmp_path):
    path = tmp_path / "артикль.yaml"
    path.write_text(GOOD.replace("kind: person", "kind: persson"), encoding="utf-8")
    done = command("check", path, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 1
    assert b"persson" in done.stdout


def test_a_closed_standard_input_is_one_line(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    code, _, err = run("check", "-", "--stdin-filename", "a.yaml")
    assert (code, err) == (2, "error: standard input is closed\n")


def test_a_closed_pipe_ends_quietly(tmp_path):
    """`newscorpus check … | head -1`: nothing on standard error, and the exit code of programs that SIGPIPE ends."""
    for name in "0123456789":  # more than a pipe holds
        (tmp_path / f"{name}.yaml").write_text(GOOD + "".join(f"k{i}: 1\n" for i in range(100)))
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m newscorpus check {tmp_path} | head -1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.count(b"\n"), done.stderr) == (141, 1, b"")


@pytest.mark.parametrize(
    "words",
    [
        *("agree a b", "check a", "convert a/good.yaml", "diff a b", "explain NC301", "export --help", "rules"),
        *("prompt a/good.txt", "query a 'select 1'", "schema article", "show a", "stats a", "terms", "--version"),
    ],
)
def test_a_pipe_that_closes_before_the_last_bytes_ends_quietly(run, monkeypatch, words):
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "good.yaml").write_text(GOOD)
        Path(folder, "good.txt").write_text("Anna Berg spoke.")
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)
        code, _, err = run(*shlex.split(words))
    assert (code, err) == (141, "")


def test_new_is_for_texts(run):
    Path("folder").mkdir()
    for name in (".", "..", "/", "folder"):
        code, _, err = run("new", name)
        assert (code, err.count("\n")) == (2, 1)
