"""Wherever it runs: deep folders, users without a home, caches that cannot be used, threads, and absurd numbers."""

import gc
import json
import locale
import os
import signal
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import newscorpus as nc
from newscorpus.cli.main import main

ROOT = Path(__file__).parents[2]
LIMITS = ("BYTES", "NODES", "SEARCH", "PLACES", "FINDINGS")
ARTICLES = ROOT / "tests" / "articles"


def run(*words: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newscorpus", *words]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def ended(*words: str) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as end:
        main(list(words))
    return end.value.code


@pytest.fixture
def deep(tmp_path):
    """A folder with an article below 1,100 others."""
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    file = os.open("a.yaml", os.O_CREAT | os.O_WRONLY, dir_fd=at)
    os.write(file, b"format: newscorpus/1\n")
    os.close(file)
    os.close(at)
    yield tmp_path
    subprocess.run(["rm", "-r", tmp_path / "d"], check=True)


@pytest.mark.only_on("linux", "macos", reason="Windows has no such deep folders")
def test_deep_folders(deep):
    found = run("check", ".", "--no-cache", "--output-format", "json", folder=deep)
    assert found.returncode == 1, found.stderr
    files = {Path(one["primary"]["file"]) for one in json.loads(found.stdout)["diagnostics"]}
    assert {len(file.parts) for file in files} == {1101}
    for words in (["stats", "."], ["convert", ".", "--to", "json", "-o", "out"], ["export", "csv", ".", "-o", "out"]):
        assert run(*words, folder=deep).returncode == 1, words


@pytest.mark.parametrize(("words", "code"), [("check", 0), ("cache dir", 2), ("cache clear", 2)])
def test_a_user_without_a_home(words, code, monkeypatch, capsys):
    """No HOME, and no entry in the list of users: nothing is cached, and who asks for the cache is told why."""
    monkeypatch.delenv("NEWSCORPUS_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    given = [*words.split(), *([str(ARTICLES)] if words == "check" else [])]
    assert ended(*given) == code
    assert ("NEWSCORPUS_CACHE_DIR" in capsys.readouterr().err) == (code == 2)


@pytest.fixture(scope="module")
def without_cache():
    """What a check prints that uses no cache."""
    return run("check", str(ARTICLES), "--no-cache").stdout


@pytest.mark.parametrize("place", ["/proc/none", "/dev/full", "/dev/null/x", "x" * 300, __file__])
def test_a_cache_that_cannot_be_used(place, without_cache):
    found = run("check", str(ARTICLES), NEWSCORPUS_CACHE_DIR=place)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout == without_cache


def test_a_folder_that_is_gone(tmp_path):
    gone = tmp_path / "gone"
    program = f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); from newscorpus.cli.main import main; "
    gone.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program + "main(['check'])"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: the current folder: ")


def settings() -> list[object]:
    """What all of a process shares."""
    shared = [sys.getrecursionlimit(), gc.get_threshold(), gc.isenabled(), locale.setlocale(locale.LC_ALL), os.getcwd()]
    handlers = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)]
    return [*shared, list(warnings.filters), sys.getswitchinterval(), handlers, dict(os.environ), sys.excepthook]


@pytest.fixture
def many(tmp_path):
    """A corpus with a registry, and enough articles for several processes; some have errors."""
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: many\narticles: ['*.json']\n"
        "actors: {anna: {name: Anna Berg, kind: person, aliases: [Berg]}}\n"
    )
    for i in range(40):
        article = {"format": "newscorpus/1", "id": f"a{i}", "language": "en", "published": "2024-05-06"}
        article |= {"text": f"Anna Berg said {i}.", "claims": [{"quote": f"said {i + i % 3}", "by": "anna"}]}
        (tmp_path / f"a{i}.json").write_text(json.dumps(article))
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2])
def test_settings_of_the_process_stay(many, jobs):
    before, text = settings(), (many / "a0.json").read_text()
    nc.loads(text, "json", base=many)
    assert settings() == before
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: nc.check(many, jobs=jobs), range(4)))
    assert settings() == before
    assert [report == reports[0] for report in reports] == [True] * 4


def test_threads_read_alike(many):
    texts = [path.read_text() for path in sorted(many.glob("*.json"))]

    def read(text):
        try:
            return nc.loads(text, "json", base=many)
        except nc.InvalidCorpus as e:
            return e.report

    alone = [read(text) for text in texts]
    assert {type(one).__name__ for one in alone} == {"Article", "Report"}
    with ThreadPoolExecutor(4) as pool:
        together = [list(pool.map(read, texts)) for _ in range(3)]
    assert together == [alone] * 3


@pytest.mark.parametrize("ask", [nc.check, nc.load, lambda path: list(nc.iter_articles(path))])
@pytest.mark.parametrize("path", ["", [""], ["", str(ARTICLES)]])
def test_an_empty_path(ask, path):
    if ask is nc.check or isinstance(path, str):
        with pytest.raises(nc.UsageError, match="an empty string is not a path"):
            ask(path)


@pytest.mark.parametrize(
    "option",
    [
        *("--jobs=0", "--jobs=-1", "--jobs=1e9", "--jobs="),
        *("--today=9999-99-99", "--today=0000-00-00", "--today=-1", "--today=99999999999-01-01", "--today="),
    ],
)
def test_absurd_options(option, capsys):
    assert ended("check", str(ARTICLES), "--no-cache", option) == 2
    assert option.partition("=")[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "code"), [("--today=9999-12-31", 0), ("--today=0001-01-01", 1), ("--jobs=1000000", 0)]
)
def test_extreme_options(option, code):
    assert ended("check", str(ARTICLES), "--no-cache", option) == code


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        *((limit, "-1", 2) for limit in LIMITS),
        *((limit, "0", int(limit != "FINDINGS")) for limit in LIMITS),
        *(("BYTES", value, code) for value, code in (("1" * 30, 2), ("9" * 19, 2), ("9" * 18, 0))),
    ],
)
def test_absurd_limits(limit, value, code):
    done = run("check", str(ARTICLES), "--no-cache", **{f"NEWSCORPUS_MAX_{limit}": value})
    assert done.returncode == code
    assert done.stderr.endswith("expected a whole number of at most 18 digits\n") == (code == 2)


def test_a_locale_without_utf_8(tmp_path):
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    (tmp_path / "kö").mkdir()
    (tmp_path / "kö/corpus.yaml").write_text("format: newscorpus/1\nname: c\n")
    (tmp_path / "kö/text.txt").write_text("Müller traf 习近平.", encoding="utf-8")
    (tmp_path / "kö/ä.yaml").write_text(
        "format: newscorpus/1\nid: a\nlanguage: de\ntext_file: text.txt\n"
        "events: {e: {kind: event, type: other, status: x, evidence: [Müller]}}\n",
        encoding="utf-8",
    )
    for words, code, said in (
        (["check", "kö", "--write-baseline", "kö.base"], 0, "kö.base: 0 removed, 2 added"),
        (["check", "kö"], 1, "kö/ä.yaml:5:"),
        (["check", "kö", "--baseline", "kö.base", "--output-format", "sarif=ü.sarif"], 0, "in the baseline"),
        (["check", "kö", "--output-format", "json"], 1, "kö/ä.yaml"),
        (["view", "kö", "-o", "vü"], 0, "vü/index.html"),
        (["check", "nö"], 2, "nö"),
    ):
        done = run(*words, folder=tmp_path, **ascii_only)
        assert (done.returncode, said in done.stdout + done.stderr) == (code, True), (words, done)
    assert (tmp_path / "kö.base").exists()
    assert (tmp_path / "ü.sarif").exists()
    assert "Müller" in (tmp_path / "vü/articles/a.html").read_text(encoding="utf-8")
