"""`--output-format`: which reports go where, what a CI system is told; and what happens where nothing can be written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import newscorpus as nc
from newscorpus.cli.main import main

FORMATS = ("full", "concise", "json", "github", "sarif", "gitlab", "junit", "rdjson", "model")
PEOPLE = ("full", "concise")
SUMMARY_LIMIT = 1024 * 1024
"""Bytes of a summary that GitHub takes."""
GOOD = """\
format: newscorpus/1
id: {}
language: en
text: Anna Berg met Carl Dahl in Oslo on Monday.
actors:
  anna: {{name: Anna Berg, kind: person}}
"""
BAD = GOOD.replace("kind: person", "kind: persson")
MANY = BAD + "".join(f"  a{i}: {{{{name: Anna Berg, kind: persson}}}}\n" for i in range(14))
FOUND = "Found 1 error in 1 file; read 1 article. 1 fixable with --fix --unsafe-fixes.\n"


@pytest.fixture
def run(monkeypatch, tmp_path, capfdbinary):
    """Runs the command in a folder with a good and a bad article: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    for variable in ("FORCE_COLOR", "NEWSCORPUS_DEBUG"):
        monkeypatch.delenv(variable, raising=False)
    Path("good.yaml").write_text(GOOD.format("good"))
    Path("bad.yaml").write_text(BAD.format("bad"))

    def call(*words, command="check"):
        with pytest.raises(SystemExit) as stop:
            main([command, *map(str, words)])
        output = capfdbinary.readouterr()
        return stop.value.code, output.out.decode(), output.err.decode()

    return call


def formats(*names):
    return [word for name in names for word in ("--output-format", name)]


@pytest.mark.parametrize("name", FORMATS)
def test_one_format_on_standard_output(run, name):
    """Those for people end with the summary; those for programs are pure, and the summary is on standard error."""
    code, out, err = run("bad.yaml", *formats(name))
    assert code == 1
    assert ("NC104" in out, out.endswith("\n")) == (True, True)
    if name in PEOPLE:
        assert (out.endswith(FOUND), err) == (True, "")
    else:
        assert (FOUND in out, err) == (False, FOUND)
    assert run("bad.yaml", *formats(f"{name}=-"))[1] == out


def test_reports_of_nothing_found(run):
    for name in FORMATS:
        code, out, _ = run("good.yaml", *formats(name))
        assert code == 0
        if name == "model":
            assert out == "No findings.\n"
        elif name not in ("full", "concise", "github"):
            assert (json.loads(out) is not None) if name != "junit" else ("<testcase" in out)


@pytest.mark.parametrize(
    "words", [("check", "bad.yaml", "--output-format", "json=x.txt/a.json"), ("view", "good.yaml", "-o", "x.txt")]
)
def test_a_file_where_a_folder_must_be(run, words):
    Path("x.txt").write_text("mine")
    code, out, err = run(*words[1:], command=words[0])
    assert (code, out, err) == (2, "", "error: x.txt is a file, and not a folder\n")


def test_statistics_take_the_place_of_what_people_read(run):
    """Files are written beside; a report on standard output would not be one any more."""
    code, out, _ = run("bad.yaml", "--statistics", *formats("json=out.json"))
    assert (code, out) == (1, f"     1  NC104 unknown-term\n{FOUND}")
    assert json.loads(Path("out.json").read_text())["diagnostics"]
    code, _, err = run("bad.yaml", "--statistics", *formats("json"))
    assert code == 2
    assert "--statistics" in err


@pytest.fixture
def on_github(monkeypatch, tmp_path, run):
    """The runner's variables; returns the file of the job's summary."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    return tmp_path / "summary.md"


def test_github_gets_annotations_by_default(run, on_github):
    """Beside what people read in the log; and the summary of the job, which is there without findings, too."""
    code, out, err = run("bad.yaml")
    assert (code, err) == (1, "")
    assert "error[NC104 unknown-term]" in out
    assert "\n::error title=NC104 unknown-term,file=bad.yaml,line=6," in out
    assert out.endswith(FOUND)
    assert "NC104" in on_github.read_text()
    on_github.unlink()
    assert run("good.yaml")[0] == 0
    assert "All checks passed" in on_github.read_text()
    assert "::error" not in run("bad.yaml", *formats("full"))[1]
    assert "::error" not in run("bad.yaml", "--statistics")[1]


def test_github_gets_the_rest_in_the_summary(run, on_github):
    Path("many.yaml").write_text(MANY.format("many"))
    on_github.write_text("# before\n")
    code, out, _ = run(Path("many.yaml").absolute())
    assert (code, out.count("::error")) == (1, 10)
    found = out.count("error[")
    assert f"::error title=newscorpus::{found - 9} more errors: see" in out
    text = on_github.read_text()
    assert text.startswith("# before\n### newscorpus\n")
    assert text.count("\nmany.yaml:") == found
    on_github.write_text("x" * (SUMMARY_LIMIT - 400))
    assert run("many.yaml")[0] == 1
    assert len(on_github.read_bytes()) < SUMMARY_LIMIT
    assert "more\n</pre>" in on_github.read_text()
    on_github.unlink()
    on_github.mkdir()
    code, _, err = run("many.yaml")
    assert code == 2
    assert err == f"error: {on_github}: Is a directory\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_summary_that_does_not_fit_the_disk(run, on_github, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "/dev/full")
    Path("many.yaml").write_text(MANY.format("many"))
    code, _, err = run("many.yaml")
    assert (code, err) == (2, "error: /dev/full: No space left on device\n")


def command(folder, words, **streams):
    """Runs the command in a process of its own: (exit code, standard error)."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    done = subprocess.run(
        words if isinstance(words, str) else [sys.executable, "-m", "newscorpus", *words],
        shell=isinstance(words, str),
        cwd=folder,
        env=environment | {"N": f"{sys.executable} -m newscorpus"},
        check=False,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )
    return done.returncode, (done.stderr or b"").decode()


@pytest.fixture
def folder(tmp_path):
    """With one article that has many findings."""
    (tmp_path / "many.yaml").write_text(MANY.format("many"))
    return tmp_path


full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")


@full_disk
@pytest.mark.parametrize("words", ["check many.yaml", "check many.yaml --write-baseline=b.json", "--version"])
def test_a_full_disk(folder, words):
    with open("/dev/full", "wb") as full:
        code, err = command(folder, words.split(), stdout=full)
    assert (code, err) == (2, "error: standard output: No space left on device\n")


@full_disk
def test_a_full_disk_for_a_file(folder):
    code, err = command(folder, ["check", "many.yaml", *formats("json=/dev/full")])
    assert (code, err) == (2, "error: /dev/full: No space left on device\n")


@full_disk
def test_a_full_disk_for_complaints(folder):
    with open("/dev/full", "wb") as full:
        assert command(folder, ["check", "many.yaml", "--nonsense"], stdout=full, stderr=full)[0] == 2
        assert command(folder, ["convert", "many.yaml"], stderr=full)[0] == 1


def test_a_reader_that_goes(folder):
    """As in `newscorpus check … | head -1`: no word, and the exit code of programs that SIGPIPE ends."""
    reader, writer = os.pipe()
    os.close(reader)
    code, err = command(folder, ["check", "many.yaml"], stdout=writer)
    os.close(writer)
    assert (code, err) == (141, "")


def test_streams_that_are_closed(folder):
    """Without standard output nothing can be reported; without standard error nothing need be."""
    assert command(folder, "$N check many.yaml >&-") == (2, "error: standard output is closed\n")
    assert command(folder, "$N check many.yaml 2>&-")[0] == 1
    assert command(folder, "$N check nowhere.yaml 2>&-")[0] == 2
    assert command(folder, "$N check nowhere.yaml >&- 2>&-")[0] == 2


@pytest.mark.unprivileged
def test_a_folder_that_may_not_be_written(folder):  # pragma: no cover
    (folder / "closed").mkdir(mode=0o500)
    if os.access(folder / "closed", os.W_OK):
        pytest.skip("this user may write everywhere")
    code, err = command(folder, ["check", "many.yaml", *formats("json=closed/out.json")])
    assert (code, err) == (2, "error: closed/out.json: Permission denied\n")


def test_a_report_is_whole_or_not_at_all(folder):
    (folder / "file").write_text("old")
    for target in ("file/out.json", "."):
        code, err = command(folder, ["check", "many.yaml", *formats("full", f"json={target}")])
        assert (code, err.count("\n")) == (2, 1)
        assert err.startswith("error: ")
    assert (folder / "file").read_text() == "old"
    assert sorted(p.name for p in folder.iterdir()) == ["file", "many.yaml"]


def test_encodings_of_the_terminal_do_not_reach_programs(folder):
    (folder / "many.yaml").write_text(BAD.format("many").replace("persson", "përsson"), encoding="utf-8")
    words = "LC_ALL=C PYTHONIOENCODING=ascii PYTHONUTF8=0 $N check many.yaml --output-format json > out; cat out"
    command(folder, words)
    assert "përsson" in json.loads((folder / "out").read_text(encoding="utf-8"))["diagnostics"][0]["message"]


@full_disk
def test_a_full_disk_leaves_nothing_behind(folder, monkeypatch, capsys):
    """What could not be written is let go of, so that Python does not complain when it closes the stream."""
    monkeypatch.chdir(folder)
    for name in FORMATS:
        with open("/dev/full", "w") as stream, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            with pytest.raises(SystemExit) as stop:
                main(["check", "many.yaml", *formats(name)])
        assert stop.value.code == 2
        assert capsys.readouterr().err == "error: standard output: No space left on device\n"


def test_no_standard_output(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SystemExit) as stop:
        main(["rules"])
    assert (stop.value.code, capsys.readouterr().err) == (2, "error: standard output is closed\n")


@pytest.mark.parametrize(
    ("command", "output", "code"),
    [
        (["convert", "c"], "c/all.jsonl", 2),
        (["convert", "c/a.json"], "c/sub/b.json", 2),
        (["convert", "c", "--to", "json"], "c/own", 0),  # has a corpus.yaml of its own
        (["export", "csv", "c"], "c/tables", 2),
        (["export", "sqlite", "c"], "c/x.json", 2),
        (["export", "sqlite", "c"], "c/x.sqlite", 0),
        (["view", "c"], "c/pages", 0),
    ],
)
def test_no_output_is_an_article_of_its_corpus(command, output, code, tmp_path, monkeypatch, capsys):
    """Of one whose patterns select all JSON: it would be read by the next command."""
    monkeypatch.chdir(tmp_path)
    Path("c").mkdir()
    Path("c/corpus.yaml").write_text('format: newscorpus/1\nname: c\narticles: ["**/*.json*"]\n')
    Path("c/a.json").write_text('{"format":"newscorpus/1","id":"a","language":"en","text":"w"}')
    with pytest.raises(SystemExit, match=str(code)):
        main([*command, "-o", output])
    assert Path(output).exists() == (code == 0)
    assert ("would be an article of the corpus; write somewhere else" in capsys.readouterr().err) == (code == 2)
    assert nc.check("c").ok
