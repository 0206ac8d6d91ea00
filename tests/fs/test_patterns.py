"""Patterns mean what they mean in `.gitignore`: git itself is the oracle."""

import itertools
import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

import newscorpus as nc
from newscorpus.fs.folders import walk
from newscorpus.fs.patterns import Pattern, PatternList

STEPS = ["**", "*", "?", "a", "b", "ab", "a*", "*b", "?b", "[ab]", "[!a]", "[^a]b", "[a-b]*", r"\*", r"\a", "a**b"]
STEPS += ["a*b*", "[[:alpha:]]", "[![:digit:]]b", "a[[:punct:]x]b", "[[:upper:][:digit:]]*"]
NAMES = ["a", "b", "ab", "ba", "aab", "*", "a.b", "abab"]  # to git, characters are bytes


def covers(pattern, name):
    return Pattern.of(pattern).covers(name.split("/"))


def patterns(count, seed=1):
    """So many patterns, the same in each run."""
    chosen = random.Random(seed)
    for _ in range(count):
        text = "/".join(chosen.choices(STEPS, k=chosen.randint(1, 4)))
        before = chosen.choice(["", "", "/"])
        yield before + text + chosen.choice(["", "", "/"])


def names(count, seed=2):
    chosen = random.Random(seed)
    return ["/".join(chosen.choices(NAMES, k=chosen.randint(1, 5))) for _ in range(count)]


def git(folder, *words, **options):
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False, **options).stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_a_pattern_means_what_it_means_to_git(tmp_path):
    """Of a file, and of a folder that contains it: each pattern is the `.gitignore` of a folder of its own."""
    git(tmp_path, "init", "-q")
    asked = []
    for number, pattern in enumerate(patterns(400)):
        (tmp_path / f"p{number}").mkdir()
        (tmp_path / f"p{number}" / ".gitignore").write_text(f"{pattern}\n")
        asked += [(number, pattern, name) for name in names(25, seed=number)]
    lines = "".join(f"p{number}/{name}\0" for number, _, name in asked)
    done = git(tmp_path, "check-ignore", "--no-index", "--stdin", "-z", input=lines.encode()).decode()
    ignored = set(done.split("\0"))
    wrong = [
        (pattern, name) for number, pattern, name in asked if covers(pattern, name) != (f"p{number}/{name}" in ignored)
    ]
    assert wrong[:9] == []
    assert 0.1 < len(ignored) / len(asked) < 0.9


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_a_walk_sees_what_git_sees(tmp_path):
    """With several `.gitignore` files, comments, `!`, and a repository inside; but for what is only on this machine."""
    files = {
        ".gitignore": "\ufeff# drafts\n*.tmp.yaml\r\n/out/\nb*\n!b.yaml\n!/keep/b2.yaml\ntrailing \nspace\\ \n\\#x.yaml\n./dot.yaml\n",
        "a/.gitignore": "/x.yaml\n!t.tmp.yaml\n",
        **dict.fromkeys(
            ["a/x.yaml", "a/c/x.yaml", "a/t.tmp.yaml", "b.yaml", "bb.yaml", "keep/b2.yaml", "#x.yaml"], "x"
        ),
        **dict.fromkeys(
            ["out/x.yaml", "a/out/x.yaml", "trailing", "space ", "dot.yaml", "t.tmp.yaml", "b/b.yaml"], "x"
        ),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")

    def seen(folder="."):
        found = ((at / name).relative_to(tmp_path) for at, names, _ in walk(tmp_path / folder) for name in names)
        return {path.as_posix() for path in found}

    assert seen() == set(files)  # no repository yet
    git(tmp_path, "init", "-q")
    tracked = git(tmp_path, "ls-files", "--others", "--exclude-standard", "-z").decode().split("\0")
    assert seen() == set(filter(None, tracked))
    assert seen("out") == {"out/x.yaml"}  # a folder that is named is not ignored itself
    assert "a/x.yaml" not in seen("a")
    git(tmp_path, "add", "-f", "a/x.yaml", "b/b.yaml", "out/x.yaml")
    (tmp_path / "out" / "untracked.yaml").write_text("x")
    for version, flag in itertools.product(("2", "4"), ("--no-skip-worktree", "--skip-worktree")):
        git(tmp_path, "update-index", flag, "a/x.yaml")  # with this one, an index of version 2 gets version 3
        git(tmp_path, "update-index", "--index-version", version)
        listed = ("ls-files", "--cached", "--others", "--exclude-standard", "-z")
        assert seen() == set(filter(None, git(tmp_path, *listed).decode().split("\0")))
    (tmp_path / ".git" / "index").write_bytes(b"DIRC\0\0\0\2\0\0\0\7")
    assert seen() == set(filter(None, tracked))
    (tmp_path / ".git" / "index").unlink()
    (tmp_path / "out" / "untracked.yaml").unlink()
    git(tmp_path / "out", "init", "-q")
    (tmp_path / "out" / "y.tmp.yaml").write_text("x")
    assert seen("out") == {"out/x.yaml", "out/y.tmp.yaml"}  # rules end where another repository begins


def test_rare_files_of_git(tmp_path):
    """A long name in the shortened index of version 4; other kinds and versions; a `.gitignore` that is a link or a
    folder."""

    def seen():
        return {Path(name).name for name in seen_in(tmp_path)}

    long = f"{'a' * 200}.yaml"
    for name in (long, "b.yaml", "c.yaml"):
        (tmp_path / name).write_text(WRONG)
    (tmp_path / ".gitignore").write_text("*.yaml\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-f", long, "b.yaml")
    git(tmp_path, "update-index", "--index-version", "4")
    assert seen() == {long, "b.yaml"}
    index = (tmp_path / ".git" / "index").read_bytes()
    for other in (
        b"DIRC\0\0\0\x09\0\0\0\0",
        index.replace(b"DIRC", b"DIRK"),
        index.replace(b"\0\0\0\4", b"\0\0\0\5", 1),
    ):
        (tmp_path / ".git" / "index").write_bytes(other)
        assert seen() == set()
    (tmp_path / ".gitignore").rename(tmp_path / "rules")
    (tmp_path / ".gitignore").symlink_to("rules")
    assert seen() == {long, "b.yaml", "c.yaml"}
    (tmp_path / ".gitignore").unlink()
    (tmp_path / ".gitignore").mkdir()
    assert seen() == {long, "b.yaml", "c.yaml"}


def test_a_pattern_of_folders_ignores_no_file(tmp_path):
    for name in ("a", "b/c", "b/d", "#e"):
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"format: newscorpus/1\nid: {name[-1]}\nlanguage: en\ntext: words of {name[-1]}\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("a.yaml/\nc.yaml\n#e.yaml\n")
    assert sorted(one.id for one in nc.iter_articles(tmp_path)) == ["a", "d", "e"]


@pytest.mark.parametrize(
    ("given", "name", "expected"),
    [
        ("./2016/**", "2016/a/b.yaml", True),
        ("2016", "2016/a/b.yaml", True),
        ("2016/", "2016/a/b.yaml", True),
        ("2016/", "old/2016/b.yaml", True),
        ("/2016/", "old/2016/b.yaml", False),
        ("./a.yaml", "b/a.yaml", False),
        ("a.yaml", "b/a.yaml", True),
        ("*a/b*", "xa/b.yaml", True),
        ("*a/b*", "xa/c/b.yaml", False),
    ],
)
def test_names_and_folders(given, name, expected, tmp_path):
    assert found_by([given], [name], tmp_path) == [name] * expected


def test_the_last_pattern_decides(tmp_path):
    patterns = ["*.yaml", "!drafts/", "drafts/final.yaml", "!a.yaml"]
    names = ["b.yaml", "drafts/b.yaml", "drafts/final.yaml", "a.yaml", "c/a.yaml"]
    assert found_by(patterns, names, tmp_path) == ["b.yaml", "drafts/final.yaml"]
    assert nc.check(tmp_path, select=["NC706"]).diagnostics == ()
    for name in names[1:4]:
        (tmp_path / name).unlink()
    found = nc.check(tmp_path, select=["NC706"]).diagnostics
    assert [d.arguments[0] for d in found] == ["drafts/final.yaml"]


def found_by(patterns, names, folder):
    """Those of the files that are articles of a corpus with these patterns."""
    (folder / "corpus.yaml").write_text(json.dumps({"format": "newscorpus/1", "name": "c", "articles": patterns}))
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(WRONG)
    found = seen_in(folder)
    return [name for name in names if str(folder / name) in found]


WRONG = "format: newscorpus/1\ntitel: x\n"


def seen_in(folder):
    """The names of the files in a folder that are checked, if each of them is `WRONG`."""
    try:
        return {d.primary.file for d in nc.check(folder, select=["NC101"]).diagnostics}
    except nc.UsageError:  # there is no article
        return set()


def test_a_list_means_what_its_patterns_mean_one_by_one():
    chosen = random.Random(3)
    for seed in range(200):
        some = [chosen.choice(["", "", "!"]) + one for one in patterns(12, seed)]
        made = [Pattern.of(one) for one in some]
        paths = names(12, seed)
        found = {path: [i for i, one in enumerate(made) if one.covers(path.split("/"))] for path in paths}
        listed = PatternList.of(some)
        for path, indexes in found.items():
            assert listed.covers(path) == bool(indexes and not made[indexes[-1]].negative)
            assert listed.covering(path) == [i for i in indexes if not made[i].negative]
        gone = set(range(12)).difference(*found.values())
        assert listed.unmatched(paths) == [(i, some[i]) for i in sorted(gone)]


def test_a_long_name_is_found(tmp_path):
    """By the end of a piece, of which no more is looked up."""
    name = f"{'x' * 200}/{'y' * 200}.yaml"
    for pattern in (name, f"/{name}"):
        assert found_by([pattern], [name, f"z{name}"], tmp_path) == [name]


def test_many_double_stars_and_folders():
    """Never more work than their number multiplied; one regular expression would need years."""
    folders = "a/" * 500
    assert covers("**/a/" * 400 + "*.yaml", f"{folders}a.yaml")
    assert not covers("**/a/" * 400 + "*.yaml", f"{folders}a.json")
    assert not covers("**/a/" * 501 + "*.yaml", f"{folders}a.yaml")
    assert not covers("*a" * 30 + "/b", "a" * 300 + "/c")
