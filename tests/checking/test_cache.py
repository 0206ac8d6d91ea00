"""The cache: the verdict never depends on it, and what has not changed is not read again."""

import json
import marshal
import os
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from command import newscorpus
from platformdirs import user_cache_path

import newscorpus as nc
from newscorpus.checking import cache

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


OPENED, READ = Counter(), []


@pytest.fixture
def read(monkeypatch):
    """The names of the files that are read for more than to compare them with what the cache has."""
    real = os.open

    def opening(path, *more, **options):
        OPENED[Path(path).name] += 1
        return real(path, *more, **options)

    monkeypatch.setattr(os, "open", opening)
    READ.clear()
    return READ


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


def checked(folder, *options):
    """What `check` reports, as JSON; of articles alone, since a finding about several needs their files again."""
    OPENED.clear()
    out = newscorpus("check", folder, *(options or ("--ignore", "NC705")), "--output-format", "json").out
    compared = 0 if "--no-cache" in options else 1
    READ.extend(name for name, count in OPENED.items() if re.fullmatch(r"a\d\.yaml", name) and count > compared)
    return out


def same(folder, *options):
    """Whether the cache makes no difference; returns the findings."""
    options = options or ("--ignore", "NC705")
    fresh = checked(folder, "--no-cache", *options)
    assert checked(folder, *options) == fresh
    assert checked(folder, *options) == fresh
    return json.loads(fresh)["diagnostics"]


def test_only_what_changed_is_read_again(folder, read):
    """An annotation, a text."""
    checked(folder)
    assert len(read) == 6
    checked(folder)
    assert len(read) == 6
    (folder / "a1.yaml").write_text((folder / "a1.yaml").read_text() + "# note\n")
    (folder / "a3.txt").write_text(TEXT + "It rained.\n")
    checked(folder)
    assert sorted(read[6:]) == ["a1.yaml", "a3.yaml"]


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
        select = rng.choice([(), ("--select", "NC3,NC411"), ("--select", "NC2")])
        today = rng.choice([(), (), ("--today", "2024-05-01"), ("--today", "2024-06-01")])
        same(folder, "--jobs", "1", *select, *today)


def test_only_what_a_verdict_depends_on_counts(folder, read, monkeypatch, tmp_path):
    """Not the title of the corpus; and the same corpus is known from any folder."""
    checked(folder)
    more = "title: Six\narticles: ['*.yaml']\nexclude: [none]\nchecks: {fail_on: hint}\n"
    (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: seven\n" + more)
    checked(folder)
    assert len(read) == 6
    (folder / "beside").mkdir()
    for here, there in ((tmp_path, "corpus"), (folder, "."), (folder, "a3.yaml"), (folder / "beside", "..")):
        monkeypatch.chdir(here)
        cached = checked(there)
        assert len(read) == 6
        assert cached == checked(there, "--no-cache", "--ignore", "NC705")
        del read[6:]
    (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: seven\nlanguage: de\n")
    checked(folder)
    assert len(read) == 12


def test_code_that_is_installed_again_has_its_entries(folder, read, monkeypatch):
    """In CI it is: what counts is what it contains."""
    checked(folder)
    stamp = Path(nc.__file__)
    before = stamp.stat()
    try:
        os.utime(stamp)
        checked(folder)
    finally:
        os.utime(stamp, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert len(read) == 6


def test_what_cannot_be_read_is_tried_again(folder):
    """A link that leads nowhere, a text that is gone."""
    (folder / "z.yaml").symlink_to("nowhere")
    same(folder)
    assert len(same(folder)) == 3
    (folder / "nowhere").write_text(ARTICLE.format(id="z", alias="Berg").replace("z.txt", "a1.txt"))
    assert len(same(folder)) == 2
    (folder / "a1.txt").unlink()
    found = [d for d in same(folder) if d["primary"]["file"].endswith("a1.yaml")]
    assert [d["code"] for d in found if d["severity"] == "error"] == ["NC010"]


def test_the_day_of_publication_comes(folder, read):
    """A date that lay in the future is judged each day; a clock that was set back is not believed."""
    (folder / "a1.yaml").write_text(ARTICLE.format(id="a1", alias="Berg").replace("2024-05-08", "2999-01-01"))
    assert [d["code"] for d in same(folder) if d["severity"] == "error"] == ["NC411"]
    assert read[12:] == ["a1.yaml"]


def damaged(damage, read, folder):
    """Whether a cache that is damaged is not believed, and the next run is served again."""
    checked(folder)
    (kept,) = Path(os.environ[VARIABLE]).iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    checked(folder)
    assert len(read) == 12
    checked(folder)
    assert len(read) == 12


@pytest.mark.parametrize(
    "damage", [lambda d: d[:-1], lambda d: d[:7], lambda d: b"", lambda d: d[:99] + b"?" + d[100:]]
)
def test_a_damaged_cache_is_rebuilt(folder, damage, read):
    damaged(damage, read, folder)


@pytest.mark.parametrize(
    "damage",
    [
        *(lambda d, end=end: cache._sealed(d[cache._DIGEST : end]) for end in (cache._DIGEST, -3)),
        lambda d: cache._sealed(marshal.dumps(None)),
    ],
)
def test_a_cache_that_seals_something_else_is_rebuilt(folder, damage, read):
    damaged(damage, read, folder)


def test_it_cannot_be_written(folder, tmp_path):
    """Then nothing is kept, and nothing is said."""
    (tmp_path / "cache").write_text("a file")
    same(folder)


def test_other_code_has_other_entries(folder, read, monkeypatch):
    """Another version judges for itself."""
    checked(folder)
    monkeypatch.setattr(cache, "__version__", "9")
    checked(folder)
    assert len(read) == 12


def test_a_file_that_changes_while_it_is_read_is_not_kept(folder, read, monkeypatch):
    """What was found may be of neither state."""
    counting = os.open

    def opening(path, *more, **options):
        if Path(path).name[0] == "a" and Path(path).suffix == ".yaml":
            with Path(path).open("a") as file:
                file.write("# more\n")
        return counting(path, *more, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", opening)
        checked(folder)
    del read[:]
    checked(folder)
    assert sorted(read) == [f"a{i}.yaml" for i in range(6)]


def test_json_lines_are_read_as_they_come(folder, tmp_path):
    """The cache makes no difference."""
    lines = tmp_path / "lines.jsonl"
    assert newscorpus("convert", folder, "-o", lines).code == 0
    same(lines)
    same(tmp_path / "corpus" / "a1.yaml")


def test_the_commands(folder):
    """Where it is; away with it. `check` uses it unless told not to."""
    where = Path(os.environ[VARIABLE])
    assert newscorpus("cache", "dir").out.strip() == str(where)
    assert "Removed no files" in newscorpus("cache", "clear").out
    one = newscorpus("check", "--no-cache", folder)
    assert not where.exists()
    for _ in range(2):
        assert newscorpus("check", folder) == one
    assert "Removed 1 file " in newscorpus("cache", "clear").out
    assert not list(where.iterdir())


def test_the_cache_is_where_the_system_has_caches(monkeypatch):
    """Unless the environment names another place."""
    monkeypatch.delenv(VARIABLE)
    assert newscorpus("cache", "dir").out.strip() == str(user_cache_path("newscorpus", appauthor=False))
