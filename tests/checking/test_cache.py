"""The cache: the verdict never depends on it, and what has not changed is not read again."""

import marshal
import os
import random
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from platformdirs import user_cache_path

from newscorpus.checking import cache, serialize, workers
from newscorpus.checking import results as results_module
from newscorpus.checking import task as task_module
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.checking.session import discover
from newscorpus.cli.main import cli

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
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))


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
        (root / f"a{i}.txt").write_text(TEXT)
    return root


def same(folder, **options):
    """Whether the cache makes no difference; returns the report."""
    fresh = check_session(discover(SessionOptions(folder, **options))).report()
    assert repr(check_session(discover(SessionOptions(folder, cache=True, **options))).report()) == repr(fresh)
    assert repr(check_session(discover(SessionOptions(folder, cache=True, **options))).report()) == repr(fresh)
    return fresh


def examining_by(monkeypatch, examine):
    """Both where a pool examines, and where one file needs none."""
    for module in (workers, results_module):
        monkeypatch.setattr(module, "examine", examine)


@pytest.fixture
def read(monkeypatch):
    """The names of the files that are examined."""
    names = []

    def examine(task):
        names.append(task.file.path.name)
        return task_module.examine(task)

    examining_by(monkeypatch, examine)
    return names


def test_only_what_changed_is_read_again(folder, read):
    """An annotation, a text."""
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert len(read) == 6
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert len(read) == 6
    (folder / "a1.yaml").write_text((folder / "a1.yaml").read_text() + "# note\n")
    (folder / "a3.txt").write_text(TEXT + "It rained.\n")
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert sorted(read[6:]) == ["a1.yaml", "a3.yaml"]


@pytest.fixture
def settled(monkeypatch):
    """A clock that is ahead, so that no file was changed just now."""
    now = cache.time.time_ns
    monkeypatch.setattr(cache.time, "time_ns", lambda: now() + 3_600_000_000_000)


@pytest.fixture
def opened(monkeypatch):
    """The names of the annotations and texts that the cache reads."""
    names = []
    digest_of, same_text = cache.digest_of, cache._same_text
    monkeypatch.setattr(cache, "digest_of", lambda task: names.append(task.file.name) or digest_of(task))
    monkeypatch.setattr(cache, "_same_text", lambda task, one: names.append("text") or same_text(task, one))
    return names


def test_a_file_in_its_old_state_is_not_opened(folder, settled, opened):
    """Neither the annotation nor the text."""
    check_session(discover(SessionOptions(folder, cache=True))).report()
    opened.clear()
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert not opened


def test_a_fresh_file_is_read_again(folder, opened):
    """It may change again within the same tick of the clock."""
    check_session(discover(SessionOptions(folder, cache=True))).report()
    opened.clear()
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert len(opened) == 12


@pytest.mark.skipif(os.name != "posix", reason="states are trusted on POSIX only")
@pytest.mark.parametrize("name", ["a1.yaml", "a1.txt"])
def test_a_change_that_keeps_size_and_time_is_noticed(folder, settled, read, name):
    """A program can set the time of the content, but not that of the inode."""
    check_session(discover(SessionOptions(folder, cache=True))).report()
    path = folder / name
    before = path.stat()
    path.write_text(path.read_text().replace("Berg", "Borg"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    same(folder)
    assert "a1.yaml" in read[6:]


def test_a_folder_that_becomes_a_link_is_noticed(folder, settled, tmp_path):
    """Its files are the same as before, but outside the corpus now."""
    (folder / "texts").mkdir()
    for path in folder.glob("*.txt"):
        path.rename(folder / "texts" / path.name)
    for path in folder.glob("a*.yaml"):
        path.write_text(path.read_text().replace("text_file: ", "text_file: texts/"))
    assert not same(folder).errors
    (folder / "texts").rename(tmp_path / "elsewhere")
    (folder / "texts").symlink_to(tmp_path / "elsewhere")
    assert {one.code for one in same(folder).errors} == {"NC010"}


def test_the_verdict_does_not_depend_on_it(folder):
    """Whatever changes: annotations, texts, the corpus, the rules, the day; in any order."""
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
        options = {"select": rng.choice([(), ("NC3", "NC411"), ("NC2",)])}
        options["today"] = rng.choice([None, None, date(2024, 5, 1), date(2024, 6, 1)])
        same(folder, **options)


def test_only_what_a_verdict_depends_on_counts(folder, read, monkeypatch, tmp_path):
    """Not the title of the corpus; and the same corpus is known from any folder."""
    check_session(discover(SessionOptions(folder, cache=True))).report()
    more = "title: Six\narticles: ['*.yaml']\nexclude: [none]\nchecks: {fail_on: hint}\n"
    (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: seven\n" + more)
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert len(read) == 6
    (folder / "beside").mkdir()
    for here, there in ((tmp_path, "corpus"), (folder, "."), (folder, "a3.yaml"), (folder / "beside", "..")):
        monkeypatch.chdir(here)
        cached = check_session(discover(SessionOptions(there, cache=True))).report()
        assert len(read) == 6
        assert cached == check_session(discover(SessionOptions(there))).report()
        del read[6:]
    (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: seven\nlanguage: de\n")
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert len(read) == 12


def test_code_that_is_installed_again_has_its_entries(folder, read, monkeypatch):
    """In CI it is: what counts is what it contains."""
    check_session(discover(SessionOptions(folder, cache=True))).report()
    stamp = Path(cache.__file__)
    before = stamp.stat()
    try:
        os.utime(stamp)
        check_session(discover(SessionOptions(folder, cache=True))).report()
    finally:
        os.utime(stamp, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert len(read) == 6


def test_what_cannot_be_read_is_tried_again(folder, read):
    """A link that leads nowhere, a text that is gone."""
    (folder / "z.yaml").symlink_to("nowhere")
    same(folder)
    assert read.count("z.yaml") == 3
    (folder / "a1.txt").unlink()
    assert [d.code for d in same(folder).errors if d.primary.file.endswith("a1.yaml")] == ["NC010"]
    assert read.count("a1.yaml") == 2 + 3


def test_the_day_of_publication_comes(folder, read, monkeypatch):
    """A date that lay in the future is judged each day; a clock that was set back is not believed."""
    (folder / "a1.yaml").write_text(ARTICLE.format(id="a1", alias="Berg").replace("2024-05-08", "2999-01-01"))
    assert [d.code for d in same(folder).errors] == ["NC411"]
    assert "a1.yaml" in read[12:]
    kept = cache.Cache()
    assert sum(kept.known(task) is not None for task in discover(SessionOptions(folder)).tasks()) == 5
    kept._today = "1999-01-01"
    assert not any(kept.known(task) for task in discover(SessionOptions(folder)).tasks())


@pytest.mark.parametrize(
    "damage",
    [
        *(lambda d: d[:-1], lambda d: d[:7], lambda d: b"", lambda d: d[:99] + b"?" + d[100:]),
        *(lambda d, end=end: cache._sealed(d[cache._DIGEST : end]) for end in (cache._DIGEST, -3)),
        lambda d: cache._sealed(marshal.dumps(None)),
    ],
)
def test_a_damaged_cache_is_rebuilt(folder, damage, read):
    """It is not believed, and the next run is served again."""
    check_session(discover(SessionOptions(folder, cache=True))).report()
    (kept,) = cache.folder().iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert len(read) == 12
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert len(read) == 12


def test_it_cannot_be_written(folder, tmp_path):
    """Then nothing is kept, and nothing is said."""
    (tmp_path / "cache").write_text("a file")
    same(folder)


def test_other_code_has_other_entries(folder, read, monkeypatch):
    """Another version judges for itself."""
    check_session(discover(SessionOptions(folder, cache=True))).report()
    monkeypatch.setattr(cache, "__version__", "9")
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert len(read) == 12


def test_a_file_that_changes_while_it_is_read_is_not_kept(folder, monkeypatch):
    """What was found may be of neither state."""

    def examine(task):
        with task.file.path.open("a") as file:
            file.write("# more\n")
        return task_module.examine(task)

    examining_by(monkeypatch, examine)
    check_session(discover(SessionOptions(folder, cache=True))).report()
    assert not any(map(cache.Cache().known, discover(SessionOptions(folder)).tasks()))


def test_json_lines_are_not_kept(folder, tmp_path, read):
    """They are read as they come."""
    lines = tmp_path / "lines.jsonl"
    assert CliRunner().invoke(cli, ["convert", str(folder), "-o", str(lines)]).exit_code == 0
    same(lines)
    assert read.count("lines.jsonl") == 3
    same(tmp_path / "corpus" / "a1.yaml")


def test_the_commands(folder):
    """Where it is; away with it. `check` uses it unless told not to."""
    runner = CliRunner()
    assert runner.invoke(cli, ["cache", "dir"]).output.strip() == str(cache.folder())
    assert "Removed no files" in runner.invoke(cli, ["cache", "clear"]).output
    one = runner.invoke(cli, ["check", "--no-cache", str(folder)])
    assert not cache.folder().exists()
    for _ in range(2):
        assert runner.invoke(cli, ["check", str(folder)]).output == one.output
    assert "Removed 1 file " in runner.invoke(cli, ["cache", "clear"]).output
    assert not list(cache.folder().iterdir())


def test_the_cache_is_where_the_system_has_caches(monkeypatch):
    """Unless the environment names another place."""
    assert cache.folder() == Path(os.environ[cache.VARIABLE])
    monkeypatch.delenv(cache.VARIABLE)
    assert cache.folder() == user_cache_path("newscorpus", appauthor=False)


def test_what_is_kept_of_findings_comes_back_equal(folder):
    """Findings with labels, notes and fixes, waivers, and what is malformed."""
    run = discover(SessionOptions(folder))
    for task in run.tasks():
        for outcome in task_module.examine(task):
            again = serialize.unpacked(marshal.loads(marshal.dumps(serialize.packed(outcome))))
            assert again == outcome
            assert type(again) is type(outcome)
