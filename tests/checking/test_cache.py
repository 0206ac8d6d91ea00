"""The cache: the verdict never depends on it, and an article that has not changed is not judged again."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from command import newscorpus

from newscorpus.checking import cache, results, store, tasks
from newscorpus.checking.tasks import FixTask
from newscorpus.text.words import counted

VARIABLE = "NEWSCORPUS_CACHE_DIR"
ARTICLE = """
format: newscorpus/1
id: {id}
language: en
published: 2024-05-08
text_file: {id}.txt
actors:
  anna: {{name: Anna Berg, kind: person, aliases: [{alias}]}}
"""
TEXT = "Anna Berg met Carl Dahl in Oslo.\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    """Six articles with texts of their own, half of them with a finding, one with a waiver; a corpus."""
    root = tmp_path / "corpus"
    root.mkdir()
    (root / "corpus.yaml").write_text("format: newscorpus/1\nname: six\n")
    for i in range(6):
        waived = "waive:\n  - {code: NC304, at: actors.anna, why: a nickname}\n" if i == 2 else ""
        article = ARTICLE.format(id=f"a{i}", alias="Berg" if i % 2 else "Annie")
        (root / f"a{i}.yaml").write_text(article + waived)
        (root / f"a{i}.txt").write_text(f"{TEXT}It was day {i}.\n")
    return root


def checked(folder, *options):
    """What `check` reports, as JSON."""
    return newscorpus("check", folder, *options, "--output-format", "json").out


def same(folder, *options):
    """Whether the cache makes no difference; returns the findings."""
    fresh = checked(folder, "--no-cache", *options)
    assert checked(folder, *options) == fresh
    assert checked(folder, *options) == fresh
    return json.loads(fresh)["diagnostics"]


@pytest.fixture
def read(monkeypatch):
    """Returns the names of the articles that were judged since it was called last, rather than taken from the cache."""
    names, real = set(), results.examined

    def recorded(tasks, *more):
        names.update(task.file.path.name for task in tasks if not isinstance(task, FixTask))
        return real(tasks, *more)

    monkeypatch.setattr(results, "examined", recorded)

    def since():
        judged = sorted(names)
        names.clear()
        return judged

    return since


EVERY = [f"a{i}.yaml" for i in range(6)]


def test_only_what_changed_is_read_again(folder, read):
    checked(folder)
    assert read() == EVERY
    checked(folder)
    assert read() == []
    (folder / "a1.yaml").write_text((folder / "a1.yaml").read_text() + "# note\n")
    (folder / "a3.txt").write_text(TEXT + "It rained.\n")
    checked(folder)
    assert read() == ["a1.yaml", "a3.yaml"]


@pytest.mark.parametrize("name", ["a1.yaml", "a1.txt"])
def test_a_change_that_keeps_size_and_time_is_noticed(folder, read, name):
    checked(folder)
    read()
    path = folder / name
    before = path.stat()
    path.write_text(path.read_text().replace("Berg", "Borg"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    same(folder)
    assert "a1.yaml" in read()


def test_the_verdict_does_not_depend_on_it(folder):
    rng = random.Random(1)
    texts = [TEXT, TEXT + "Annie.\n", "Carl Dahl.\n", "\ufffd\n"]
    heads = ["", "checks: {ignore: [NC304]}\n", "checks: {severity: {NC304: hint}}\n", "language: en\n", "nam: x\n"]
    for _ in range(60):
        name = folder / f"a{rng.randrange(6)}.yaml"
        step = rng.randrange(8)
        if step == 0:
            name.write_text(ARTICLE.format(id=rng.choice([name.stem, "a1"]), alias=rng.choice(["Berg", "Annie"])))
        elif step == 1:
            name.with_suffix(".txt").write_text(rng.choice(texts))
        elif step == 2:
            name.with_suffix(".txt").unlink(missing_ok=True)
        elif step == 3:
            name.unlink(missing_ok=True)
        elif step == 4:
            (folder / "corpus.yaml").write_text(f"format: newscorpus/1\nname: six\n{rng.choice(heads)}")
        elif step == 5:
            name.write_text("a: [\n")
        select = rng.choice([(), ("--select", "NC3,NC411"), ("--select", "NC2")])
        today = rng.choice([(), (), ("--today", "2024-05-01"), ("--today", "2024-06-01")])
        same(folder, *select, *today)


def test_what_cannot_be_read_is_tried_again(folder, read):
    (folder / "z.yaml").symlink_to("nowhere")
    assert "NC001" in {d["code"] for d in same(folder)}
    (folder / "nowhere").write_text(ARTICLE.format(id="z", alias="Berg").replace("z.txt", "a0.txt"))
    assert "NC001" not in {d["code"] for d in same(folder)}
    (folder / "a1.txt").unlink()
    assert [
        d["code"] for d in same(folder) if d["severity"] == "error" and d["primary"]["file"].endswith("a1.yaml")
    ] == ["NC010"]
    read()
    checked(folder)
    assert "a1.yaml" in read()


def test_the_day_of_publication_comes(folder, read):
    (folder / "a1.yaml").write_text(ARTICLE.format(id="a1", alias="Berg").replace("2024-05-08", "2999-01-01"))
    assert [d["code"] for d in same(folder) if d["severity"] == "error"] == ["NC411"]
    read()
    checked(folder)
    assert read() == ["a1.yaml"]


@pytest.mark.parametrize(
    "damage",
    [
        *(lambda d: d[:-1], lambda d: d[:7], lambda d: b"", lambda d: d[:99] + b"?" + d[100:]),
        *(lambda d: d[: len(d) // 2], lambda d: d[:5000] + bytes(2000) + d[7000:], lambda d: bytes(len(d))),
        lambda d: d.replace(b"Annie", b"Bnnie"),
    ],
)
def test_a_damaged_cache_is_rebuilt(folder, damage, read, tmp_path):
    fresh = checked(folder, "--no-cache")
    checked(folder)
    (kept,) = (tmp_path / "cache").glob(f"*{store.RESULTS}")
    kept.write_bytes(damage(kept.read_bytes()))
    for _ in range(2):
        assert checked(folder) == fresh
    read()
    assert checked(folder) == fresh
    assert read() == []


def test_it_cannot_be_written(folder, tmp_path):
    (tmp_path / "cache").write_text("a file")
    same(folder)
    said = f"nothing is cached: {tmp_path / 'cache'}: "
    assert said in newscorpus("check", folder, "--verbose").err
    assert said not in newscorpus("check", folder).err
    assert said not in newscorpus("check", folder, "--verbose", "--no-cache").err


@pytest.mark.unprivileged
def test_its_folder_is_read_only(folder, tmp_path):  # pragma: no cover
    (tmp_path / "cache").mkdir(mode=0o500)
    if os.access(tmp_path / "cache", os.W_OK):
        pytest.skip("this user may write everywhere")
    assert "nothing is cached: " in newscorpus("check", folder, "--verbose").err


@pytest.mark.parametrize("error", [sqlite3.OperationalError, sqlite3.DatabaseError])
def test_each_operation_of_the_database_fails_in_turn(lines, monkeypatch, error):
    fresh, real = checked(lines, "--no-cache"), sqlite3.connect
    left = Counter()

    class Failing(sqlite3.Connection):
        def execute(self, *words):
            self.fail()
            return super().execute(*words)

        def executemany(self, *words):
            self.fail()
            return super().executemany(*words)

        def fail(self):
            left["now"] -= 1
            if left["now"] == 0:
                raise error("it fails")

    monkeypatch.setattr(sqlite3, "connect", lambda *words, **more: real(*words, factory=Failing, **more))
    for at in range(1, 40):
        left["now"] = at
        assert checked(lines) == fresh
        if at % 3 == 0:
            newscorpus("cache", "clear")


def test_other_code_has_other_entries(folder, read, monkeypatch):
    checked(folder)
    read()
    monkeypatch.setattr(cache, "__version__", "9")
    checked(folder)
    assert read() == EVERY


@pytest.mark.parametrize("at", [1, 2])
def test_a_file_that_changes_while_it_is_read(folder, monkeypatch, at):
    """Before it is looked up, or before it is judged."""
    times, real = Counter(), os.open

    def meddled(path, *args, **more):
        times[path] += 1
        if times[path] == at and Path(path).name in EVERY:
            with open(path, "a") as file:
                file.write("titel: x\n")
        return real(path, *args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", meddled)
        checked(folder)
    assert all("titel" in (folder / name).read_text() for name in EVERY)
    assert [d["code"] for d in same(folder)].count("NC101") == 6


@pytest.fixture
def judged(monkeypatch):
    """Returns how many articles were judged since it was called last."""
    number = Counter()

    class Counted(tasks.ArticleCheck):
        def run(self):
            number["now"] += 1
            return super().run()

    monkeypatch.setattr(tasks, "ArticleCheck", Counted)
    return lambda: number.pop("now", 0)


def line(i, name="Anna Berg"):
    """An article in a line of JSON Lines. Every other one has a finding, and a fix of it."""
    actor = {"name": name, "kind": "person" if i % 2 else "persn"}
    article = {"format": "newscorpus/1", "id": f"b{i}", "language": "en", "text": f"{TEXT}Åsa, day {i}.\n"}
    return json.dumps({**article, "actors": {"anna": actor}}, ensure_ascii=False) + "\n"


@pytest.fixture
def lines(folder):
    """The same corpus with ten more articles in JSON Lines."""
    (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: six\narticles: ['*.yaml', '*.jsonl']\n")
    (folder / "b.jsonl").write_text("".join(map(line, range(10))))
    return folder


def test_json_lines_are_cached_by_article(lines, judged):
    same(lines)
    judged()
    checked(lines)
    assert judged() == 0
    text = (lines / "b.jsonl").read_text().replace("day 3", "day 33")
    (lines / "b.jsonl").write_text("\n" + line(77) + text)
    checked(lines)
    assert judged() == 2
    # The others are two lines lower, and so are their findings and the edits that fix them.
    assert {d["primary"]["line"] for d in same(lines) if d["code"] == "NC104"} == {3, 5, 7, 9, 11}
    fixed = newscorpus("check", lines / "b.jsonl", "--fix", "--unsafe-fixes")
    assert "Fixed" in fixed.out + fixed.err
    assert "persn" not in (lines / "b.jsonl").read_text()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folder of the system is elsewhere")
def test_nobody_else_can_read_the_folder_of_the_system(folder, tmp_path, monkeypatch):
    """`query` keeps texts there. A folder that another version created is closed, one that the user names is not."""
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    system = tmp_path / "caches" / "newscorpus"
    newscorpus("check", folder)
    assert system.stat().st_mode & 0o777 == 0o700
    system.chmod(0o755)
    (folder / "new.yaml").write_text("format: newscorpus/1\nid: new\nlanguage: en\ntext: It rained.\n")
    newscorpus("check", folder)
    assert system.stat().st_mode & 0o777 == 0o700
    (tmp_path / "named").mkdir(mode=0o755)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "named"))
    newscorpus("check", folder)
    assert (tmp_path / "named").stat().st_mode & 0o777 == 0o755


def test_a_clone_has_the_same_results(lines, judged, tmp_path):
    checked(lines)
    judged()
    clone = tmp_path / "elsewhere" / "clone"
    shutil.copytree(lines, clone)
    same_there = checked(clone)
    assert judged() == 0
    assert same_there.replace(str(clone), str(lines)) == checked(lines, "--no-cache")


def kind_of_change(rng, folder, clone):
    """Change a corpus a little: a file, a text, a line, the settings, or which of two clones it is."""
    step, name = rng.randrange(8), folder / f"a{rng.randrange(6)}.yaml"
    some = (folder / "b.jsonl").read_text().splitlines(keepends=True)
    if step == 0:
        name.write_text(ARTICLE.format(id=name.stem, alias=rng.choice(["Berg", "Annie"])))
    elif step == 1:
        name.with_suffix(".txt").write_text(rng.choice([TEXT, TEXT + "Annie.\n", "Carl Dahl.\n"]))
    elif step == 2:
        some.insert(rng.randrange(len(some) + 1), rng.choice(["\n", line(rng.randrange(12)), "{\n"]))
    elif step == 3:
        rng.shuffle(some)
    elif step == 4:
        some = some[1:] or [line(1)]
    elif step == 5:
        rule = rng.choice(["", "checks: {ignore: [NC304]}\n", "checks: {severity: {NC104: hint}}\n"])
        (folder / "corpus.yaml").write_text(f"format: newscorpus/1\nname: six\narticles: ['*.*']\n{rule}")
    elif step == 6:
        some = [text.replace("Anna Berg", rng.choice(["Anna Berg", "Carl Dahl"])) for text in some]
    else:
        shutil.rmtree(clone, ignore_errors=True)
        shutil.copytree(folder, clone)
        folder, clone = clone, folder
    if step in (2, 3, 4, 6):
        (folder / "b.jsonl").write_text("".join(some))
    return folder, clone


@pytest.mark.parametrize("seed", range(3))
def test_no_history_of_changes_shows_in_a_report(lines, tmp_path, seed):
    rng, here, there = random.Random(seed), lines, tmp_path / "clone"
    for _ in range(20):
        here, there = kind_of_change(rng, here, there)
        words = rng.choice([(), ("--select", "NC1,NC2,NC3"), ("--jobs", "2"), ("--today", "2024-05-01")])
        assert checked(here, *words) == checked(here, "--no-cache", *words)


KILLED = """
import os
from newscorpus.checking import results_file, tasks
from newscorpus.cli.main import main

class Killed(tasks.ArticleCheck):
    judged = 0
    def run(self):
        if Killed.judged:
            os._exit(9)
        Killed.judged += 1
        return super().run()

tasks.ArticleCheck, results_file._PAUSE = Killed, 0
main()
"""
COMMAND = [sys.executable, "-m", "newscorpus", "check", "--output-format", "json", "--jobs", "1"]


def test_processes_that_are_killed_lose_little(lines, judged):
    """Six kills in a check of sixteen articles, each after one more article was judged: no work is done twice."""
    fresh = checked(lines, "--no-cache")
    for _ in range(6):
        killed = subprocess.run([sys.executable, "-c", KILLED, "check", lines, "--jobs", "1"], check=False)
        assert killed.returncode == 9
    judged()
    assert checked(lines) == fresh
    assert judged() == 16 - 6


def test_processes_at_the_same_time(lines, tmp_path, judged):
    clones = [tmp_path / f"clone{i}" for i in range(3)]
    for i, clone in enumerate(clones):
        shutil.copytree(lines, clone)
        (clone / "a1.txt").write_text(f"{TEXT}It was another day: {i}.\n")
    running = [subprocess.Popen([*COMMAND, clone], stdout=subprocess.PIPE, text=True) for clone in clones]
    reports = [process.communicate()[0] for process in running]
    assert reports == [checked(clone, "--no-cache") for clone in clones]
    judged()
    for clone in clones:
        checked(clone)
    assert judged() <= 3  # the one whose text differs


def test_the_commands(folder):
    where = Path(os.environ[VARIABLE])
    assert newscorpus("cache", "dir").out.strip() == str(where)
    assert "Removed no files" in newscorpus("cache", "clear").out
    one = newscorpus("check", "--no-cache", folder)
    assert not where.exists()
    for _ in range(2):
        assert newscorpus("check", folder) == one
    number = len(list(where.iterdir()))
    assert f"Removed {counted(number, 'file')} " in newscorpus("cache", "clear").out
    assert not list(where.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
def test_the_cache_is_where_the_system_has_caches(monkeypatch, tmp_path):
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert newscorpus("cache", "dir").out.strip() == str(tmp_path / "newscorpus")
    for invalid in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", invalid)
        assert newscorpus("cache", "dir").out.strip() == str(Path.home() / ".cache" / "newscorpus")
