"""The cache: the verdict never depends on it, and an article that has not changed is not judged again."""

import hashlib
import json
import marshal
import os
import random
import sys
from collections import Counter
from pathlib import Path

import pytest
from command import newscorpus

from newscorpus.checking import cache, results, store
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


def sealed(data):
    """The bytes of a file of the cache."""
    return hashlib.blake2b(data, digest_size=20).digest() + data


@pytest.mark.parametrize(
    "damage",
    [
        *(lambda d: d[:-1], lambda d: d[:7], lambda d: b"", lambda d: d[:99] + b"?" + d[100:]),
        *(lambda d, end=end: sealed(d[20:end]) for end in (20, -3)),
        lambda d: sealed(marshal.dumps(None)),
    ],
)
def test_a_damaged_cache_is_rebuilt(folder, damage, read, tmp_path):
    checked(folder)
    read()
    (kept,) = (tmp_path / "cache").glob(f"*{store.RESULTS}")
    whole = kept.read_bytes()
    assert sealed(whole[20:]) == whole
    kept.write_bytes(damage(whole))
    checked(folder)
    assert read() == EVERY
    checked(folder)
    assert read() == []


def test_it_cannot_be_written(folder, tmp_path):
    (tmp_path / "cache").write_text("a file")
    same(folder)


def test_other_code_has_other_entries(folder, read, monkeypatch):
    checked(folder)
    read()
    monkeypatch.setattr(cache, "__version__", "9")
    checked(folder)
    assert read() == EVERY


def test_a_file_that_changes_while_it_is_read_is_not_kept(folder, monkeypatch):
    times, real = Counter(), os.open

    def meddled(path, *args, **more):
        times[path] += 1
        if times[path] == 3 and Path(path).name in EVERY:  # after it was judged, before it is kept
            with open(path, "a") as file:
                file.write("titel: x\n")
        return real(path, *args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", meddled)
        checked(folder)
    assert all("titel" in (folder / name).read_text() for name in EVERY)
    assert [d["code"] for d in same(folder)].count("NC101") == 6


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
