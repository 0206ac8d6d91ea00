"""The last report, printed again: only if nothing has changed that it depends on, and then byte for byte."""

import io
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc
from newscorpus import _process
from newscorpus.checking import store, unchanged
from newscorpus.cli.main import main
from newscorpus.fs import atomic

pytestmark = pytest.mark.skipif(os.name != "posix", reason="states are trusted on POSIX only")

ARTICLE = """
format: newscorpus/1
id: {id}
language: en
published: 2024-05-08
text_file: {text}
actors:
  anna: {{name: Anna Berg, kind: person, aliases: [{alias}]}}
"""
TEXT = "Anna Berg met Carl Dahl in Oslo.\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv(store.VARIABLE, str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def settled(monkeypatch):
    """A clock that is ahead, so that no file was changed just now."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 3_600_000_000_000)


def article(path, text, alias="Berg", more=""):
    path.write_text(ARTICLE.format(id=path.stem, text=text, alias=alias) + more)


@pytest.fixture
def corpus(tmp_path, settled, monkeypatch):
    """A repository with a corpus: articles with findings, a link, a baseline, a schema for editors, texts elsewhere."""
    root = tmp_path / "work" / "corpus"
    for folder in (
        root / "a",
        root / "lost" / "texts",
        root / "scratch" / "deep",
        root.parent / ".git",
        root.parent / "schemas",
    ):
        folder.mkdir(parents=True)
    (root.parent / ".gitignore").write_text("scratch/\n/corpus/lost/\n")
    (root.parent / "schemas" / "article.json").write_text("{}")
    (root / "corpus.yaml").write_text("format: newscorpus/1\nname: some\nchecks: {baseline: known.list}\n")
    (root / "known.list").write_text("")
    article(root / "one.yaml", "one.txt", alias="Annie")
    article(root / "a" / "two.yaml", "../lost/texts/two.txt")
    article(root / "a" / "three.yaml", "three.txt", alias="Anni")
    line = "# yaml-language-server: $schema=../../schemas/article.json\n"
    (root / "a" / "three.yaml").write_text(line + (root / "a" / "three.yaml").read_text())
    for name, day in (("one", 1), ("lost/texts/two", 2), ("a/three", 3), ("spare", 4)):
        (root / f"{name}.txt").write_text(f"{TEXT}It was day {day}.\n")
    article(root / "scratch" / "deep" / "six.yaml", "six.txt")
    (root / "scratch" / "deep" / "six.txt").write_text(TEXT)
    (root / "a" / "deep").symlink_to("../scratch/deep")
    (root / "four.yaml").symlink_to("a/four.inactive")
    article(root / "a" / "four.inactive", "spare.txt")
    (root / "a" / "four.inactive").write_text(
        (root / "a" / "four.inactive").read_text().replace("four.inactive", "four")
    )
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def check():
    """Runs `check` as a process does, and tells whether the last report was printed again."""

    def checked(*words):
        again = []

        def run(given):
            code = unchanged.replay(given)
            again.append(code is not None)
            if code is not None:
                raise SystemExit(code)
            main(given)

        return newscorpus("check", *words, run=run), again[0]

    return checked


def is_repeated(check, *words):
    """Whether a report is printed again once it was recorded; it is that of a check without cache."""
    expected = newscorpus("check", *words, "--no-cache")
    first, was_repeated = check(*words)
    assert not was_repeated
    second, is_repeated = check(*words)
    assert first == second == expected
    return is_repeated


OPTIONS = [
    *([], ["."], ["a"], ["one.yaml"], ["a", "one.yaml"], ["--output-format", "json"], ["--output-format", "concise"]),
    *(["--select", "ALL"], ["--fail-on", "warning"], ["--statistics"], ["--quiet"], ["--color", "always"]),
    *(["--today", "2024-05-07"], ["--jobs", "2"], ["--output-format", "sarif"], ["--no-baseline"]),
    *(["--output-format", "model", "--max-tokens", "50"], ["--exit-zero"], ["--baseline", "known.list"]),
]


@pytest.mark.parametrize("words", OPTIONS, ids=" ".join)
def test_an_unchanged_report_is_printed_again(corpus, check, words):
    """With the same exit code, on the same streams."""
    assert is_repeated(check, *words)


def test_a_date_in_the_future_is_judged_each_time(corpus, check):
    """The verdict is of the day."""
    assert not is_repeated(check, "--today", "2024-05-01")


def replaced(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def in_secret(path, old, new):
    """A change that keeps the size and the time of the content."""
    before = path.stat()
    replaced(path, old, new)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


FILES = {
    "an annotation": lambda root: replaced(root / "one.yaml", "Annie", "Anja"),
    "an annotation of the same size and time": lambda root: in_secret(root / "one.yaml", "Annie", "Annja"),
    "a text": lambda root: replaced(root / "one.txt", "Anna", "Anne"),
    "a text of the same size and time": lambda root: in_secret(root / "a" / "three.txt", "Anna", "Anne"),
    "a text in an ignored folder": lambda root: replaced(root / "lost" / "texts" / "two.txt", "Anna", "Anne"),
    "a text beside that": lambda root: (root / "lost" / "texts" / "new.txt").write_text("New."),
    "a new article": lambda root: article(root / "a" / "new.yaml", "nowhere.txt"),
    "a new text": lambda root: (root / "a" / "new.txt").write_text("New."),
    "a new folder": lambda root: ((root / "b").mkdir(), article(root / "b" / "five.yaml", "nowhere.txt")),
    "an article that is gone": lambda root: (root / "one.yaml").unlink(),
    "an article with another name": lambda root: (root / "one.yaml").rename(root / "uno.yaml"),
    "a text that is gone": lambda root: (root / "one.txt").unlink(),
    "a mode": lambda root: (root / "one.yaml").chmod(0o600),
    "a file in place of another": lambda root: (root / "spare.txt").replace(root / "one.txt"),
    "a link that leads elsewhere": lambda root: (
        (root / "four.yaml").unlink(),
        (root / "four.yaml").symlink_to("one.yaml"),
    ),
    "what a link leads to": lambda root: replaced(root / "a" / "four.inactive", "Berg", "Bergs"),
    "a link in place of a file": lambda root: (
        (root / "one.yaml").rename(root.parent / "one.yaml"),
        (root / "one.yaml").symlink_to(root.parent / "one.yaml"),
    ),
    "a link in place of a folder": lambda root: (
        (root / "a").rename(root.parent / "a"),
        (root / "a").symlink_to(root.parent / "a"),
    ),
    "the settings": lambda root: replaced(root / "corpus.yaml", "checks:", "language: de\nchecks:"),
    "settings of the same size and time": lambda root: in_secret(root / "corpus.yaml", "known.list", "other.list"),
    "settings in a folder": lambda root: (root / "a" / "corpus.yaml").write_text("format: newscorpus/1\nname: a\n"),
    "settings above": lambda root: (root.parent / "corpus.yaml").write_text("format: newscorpus/1\nname: above\n"),
    "what git ignores above an ignored text": lambda root: (root / "lost" / ".gitignore").write_text("*.txt\n"),
    "what proofread keeps": lambda root: (root / ".newscorpus" / "proofread").mkdir(parents=True),
    "a baseline": lambda root: newscorpus("check", "--no-cache", "--write-baseline", "known.list"),
    "what git ignores": lambda root: (root / ".gitignore").write_text("one.yaml\n"),
    "what git ignores above": lambda root: replaced(root.parent / ".gitignore", "scratch/", "one.yaml"),
    "what git tracks": lambda root: (root.parent / ".git" / "index").write_bytes(b"DIRC"),
    "a repository in a folder": lambda root: (root / "a" / ".git").mkdir(),
    "a repository that is gone": lambda root: (root.parent / ".git").rmdir(),
    "a schema that is gone": lambda root: (root.parent / "schemas" / "article.json").unlink(),
}


@pytest.mark.parametrize("change", FILES.values(), ids=FILES)
def test_a_changed_file_makes_a_report_stale(corpus, check, change):
    """Whatever it is: the check runs again, and says what it says without a cache."""
    assert is_repeated(check)
    change(corpus)
    ran, was_repeated = check()
    assert not was_repeated
    assert ran == newscorpus("check", "--no-cache")


LINKED = {
    "an article": lambda root: replaced(root / "scratch" / "deep" / "six.yaml", "Berg", "Bergs"),
    "settings above": lambda root: (root / "scratch" / "corpus.yaml").write_text("format: newscorpus/1\nname: s\n"),
}


@pytest.mark.parametrize("change", LINKED.values(), ids=LINKED)
def test_a_change_behind_a_link_makes_a_report_stale(corpus, check, change):
    """A linked folder belongs to the corpus if it is in it, also if git ignores the folder around it."""
    assert is_repeated(check, "a")
    change(corpus)
    ran, was_repeated = check("a")
    assert not was_repeated
    assert ran == newscorpus("check", "a", "--no-cache")


def test_a_new_corpus_yaml_above_a_file_outside_a_corpus(tmp_path, check, settled, monkeypatch):
    """Of a file that was given, only the folders above are looked at."""
    folder = tmp_path / "deep" / "down"
    folder.mkdir(parents=True)
    article(folder / "one.yaml", "one.txt", "Annie")
    (folder / "one.txt").write_text(TEXT)
    monkeypatch.chdir(folder)
    assert is_repeated(check, "one.yaml")
    (folder / "one.txt").write_text(TEXT + "It rained.\n")
    assert is_repeated(check, "one.yaml")
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: above\nchecks: {ignore: [NC304]}\n")
    assert is_repeated(check, "one.yaml")


def variable(name, value="1"):
    return lambda patch: patch.setenv(name, value)


def distribution(name, files):
    """An installed distribution appears."""

    def install(patch):
        site = Path.cwd().parents[1] / "site"
        if not site.exists():
            site.mkdir()
            patch.syspath_prepend(str(site))
        folder = site / name
        folder.mkdir()
        for file, text in files.items():
            (folder / file).write_text(text)

    return install


SURROUNDINGS = {
    **{name: variable(name) for name in ("NO_COLOR", "FORCE_COLOR", "NEWSCORPUS_MAX_FINDINGS", "GITHUB_WORKSPACE")},
    "COLUMNS": variable("COLUMNS", "40"),
    "LC_ALL": variable("LC_ALL", "C"),
    "GITHUB_ACTIONS": variable("GITHUB_ACTIONS", "true"),
    "the width of the terminal": lambda patch: patch.setattr(unchanged, "_columns", lambda: 40),
    "the day": lambda patch: patch.setattr(time, "gmtime", lambda: time.struct_time((2031, 1, 2, 0, 0, 0, 0, 2, 0))),
    "the version": lambda patch: patch.setattr(unchanged, "__version__", "9"),
    "Python": lambda patch: patch.setattr(sys, "version", "9"),
    "the options of Python": lambda patch: patch.setattr(sys, "_xoptions", {"utf8": "1"}),
    "the user": lambda patch: patch.setattr(_process, "user", lambda: [12345]),
    "another version of a library": distribution("attrs-99.dist-info", {}),
    "a plug-in": distribution("own-1.dist-info", {"entry_points.txt": "[newscorpus.formats]\nown = own\n"}),
}


@pytest.mark.parametrize("change", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_other_surroundings_make_a_report_stale(corpus, check, change, monkeypatch):
    """The environment, the terminal, the day, the program."""
    assert is_repeated(check)
    change(monkeypatch)
    ran, was_repeated = check()
    assert not was_repeated
    assert ran == newscorpus("check", "--no-cache")


def test_other_entry_points_of_a_distribution_make_a_report_stale(corpus, check, monkeypatch):
    """As after it was installed again, with the same version."""
    distribution("own-1.dist-info", {"entry_points.txt": "[console_scripts]\n"})(monkeypatch)
    assert is_repeated(check)
    (corpus.parents[1] / "site" / "own-1.dist-info" / "entry_points.txt").write_text("[newscorpus.formats]\nx = own\n")
    assert not check()[1]


def test_changed_code_makes_a_report_stale(corpus, check):
    """Also data: whatever is in the package."""
    assert is_repeated(check)
    for name in ("__init__.py", "rules/index.json"):
        path = Path(nc.__file__).parent / name
        before = path.stat()
        try:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
            assert not check()[1]
        finally:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_the_folder_and_the_words_count(corpus, check, monkeypatch):
    """A report names files as the command does."""
    assert is_repeated(check)
    assert is_repeated(check, "./")
    monkeypatch.chdir(corpus / "a")
    assert is_repeated(check)
    assert is_repeated(check, "..")
    assert check("..")[1]


UNRECORDED = {
    "no cache": ["--no-cache"],
    "a report in a file": ["--output-format", "json=../report.json"],
    "the format for GitHub": ["--output-format", "github"],
    "settings": ["--show-settings"],
    "files": ["--show-files"],
    "what is skipped": ["--verbose"],
    "changes": ["--diff"],
    "a plug-in": ["--plugin", "../rules.py"],
    "changed files": ["--changed-files", "known.list"],
}


@pytest.mark.parametrize("words", UNRECORDED.values(), ids=UNRECORDED)
def test_what_is_not_recorded(corpus, check, words):
    """What depends on more, or does more than to print."""
    (corpus.parent / "rules.py").write_text(
        "from newscorpus.rules import rule\n\n@rule('XX101', 'own-rule', 'warning', 'an own rule')\n"
        "def own_rule(context):\n    'Finds nothing.'\n    return []\n"
    )
    for _ in range(3):
        ran, was_repeated = check(*words)
        assert not was_repeated
        assert ran.code < 2, ran.err


def test_a_fix_is_not_recorded(corpus, check):
    """It writes."""
    for _ in range(3):
        assert not check("--fix")[1]


def test_standard_input_is_not_recorded(corpus, check):
    """It can be another each time."""
    for _ in range(3):
        assert not check("-", "--stdin-filename", "one.yaml")[1]


def test_a_corpus_behind_a_link_is_not_recorded(corpus, check):
    """Where a link leads to can change."""
    (corpus.parent / "link").symlink_to(corpus)
    assert not is_repeated(check, "../link")
    assert not is_repeated(check, "../link/one.yaml")


def test_settings_with_errors_are_read_each_time(corpus, check):
    """It may be that they cannot be read."""
    (corpus / "corpus.yaml").write_text("format: newscorpus/1\nnam: x\n")
    assert not is_repeated(check)


@pytest.mark.parametrize("name", ["one.txt", "lost/texts/two.txt"])
def test_a_missing_text_is_looked_for_each_time(corpus, check, name):
    """It may come to any place."""
    (corpus / name).unlink()
    assert not is_repeated(check)


def test_a_missing_schema_is_looked_for_each_time(corpus, check):
    """It may come to any place, too."""
    (corpus.parent / "schemas" / "article.json").unlink()
    assert not is_repeated(check)


def test_what_has_just_changed_is_not_recorded(corpus, check, monkeypatch):
    """It can change again within a tick of the clock."""
    for path in (corpus, corpus / "one.yaml", corpus / "lost" / "texts" / "two.txt"):
        now = path.lstat().st_ctime_ns
        monkeypatch.setattr(time, "time_ns", lambda now=now: now + 1_999_999_999)
        assert not is_repeated(check)


def test_what_changes_during_a_check_is_not_recorded(corpus, check, monkeypatch):
    """What was found may be of neither state; not even if clocks differ, as on a server's disk."""
    real, meddled = os.open, []

    def opened(path, *args, **more):
        descriptor = real(path, *args, **more)
        if str(path).endswith("one.yaml") and not meddled:
            meddled.append(path)
            replaced(corpus / "one.yaml", "Annie", "Anja")
        return descriptor

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", opened)
        check()
    assert meddled
    assert not check()[1]
    assert check()[1]


@pytest.mark.parametrize(
    "damage",
    [
        *(lambda d: d[:-1], lambda d: d[:7], lambda d: b"", lambda d: d[:99] + b"?" + d[100:]),
        lambda _: store.digest(b"N") + b"N",  # the value None
        lambda _: store.digest(b"i") + b"i",
    ],
)
def test_a_damaged_report_is_none(corpus, check, damage):
    """The check runs, and records it again."""
    assert is_repeated(check)
    (kept,) = Path(store.folder()).glob(f"*{store.REPORT}")
    kept.write_bytes(damage(kept.read_bytes()))
    assert is_repeated(check)


def test_a_store_that_fails_changes_nothing(corpus, check, monkeypatch):
    """A full disk, a folder that is gone."""

    def full(*_, **__):
        raise OSError(28, "no space left on device")

    expected = newscorpus("check", "--no-cache")
    with monkeypatch.context() as patch:
        patch.setattr(atomic, "write", full)
        assert [check(), check()] == [(expected, False)] * 2
    assert is_repeated(check)
    for path in Path(store.folder()).iterdir():
        path.unlink()
    assert is_repeated(check)


def test_only_the_latest_reports_are_kept(corpus, check, monkeypatch):
    """Hooks name other files each time."""
    monkeypatch.setitem(store._MOST, store.REPORT, 3)
    for number in range(5):
        check("--max-tokens", number + 1, "--output-format", "model")
    assert len(list(Path(store.folder()).glob(f"*{store.REPORT}"))) == 3
    assert check("--max-tokens", 5, "--output-format", "model")[1]
    assert not check("--max-tokens", 1, "--output-format", "model")[1]


def test_a_report_that_is_too_long_is_not_kept(corpus, check, monkeypatch):
    """It would take more memory than the check."""
    monkeypatch.setattr(unchanged, "_LARGEST", 100)
    assert not is_repeated(check)


def test_a_stream_that_is_closed_or_full(corpus, check, monkeypatch):
    """What cannot be printed again, the command reports as it does without a cache."""
    assert is_repeated(check)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        assert unchanged.replay(["check"]) is None

    class Full(io.BytesIO):
        def write(self, _):
            raise OSError(28, "no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(Full(), encoding="utf-8", newline=""))
        patch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline=""))
        assert unchanged.replay(["check"]) is None
        with suppress(OSError):
            sys.stdout.detach()


def test_processes_at_the_same_time(corpus):
    """Each prints the whole report, whoever records it; and the streams stay in order."""
    past = time.time() - 10
    command = [sys.executable, "-m", "newscorpus", "check", "--output-format", "json"]
    expected = subprocess.run([*command, "--no-cache"], capture_output=True, check=False)
    assert expected.returncode == 0
    time.sleep(max(0, past + 13 - time.time()))  # so that the files have settled
    for _ in range(2):
        processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
        for process in processes:
            assert process.communicate() == (expected.stdout, expected.stderr)
            assert process.returncode == 0
    merged = [
        subprocess.run([*command, *more], stdout=-1, stderr=-2, check=False).stdout for more in (["--no-cache"], [])
    ]
    assert merged[0] == merged[1]


def test_it_imports_neither_models_nor_rules():
    """Nor the command line: that is why it is fast."""
    program = "import sys; from newscorpus.checking import unchanged; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy = {"attrs", "attr", "cattrs", "yaml", "click", "newscorpus.models", "newscorpus.rules"}
    assert heavy.isdisjoint(done.stdout.split())
