"""Linked folders: followed once, by the real path, or a finding; never skipped silently."""

from pathlib import Path

import pytest

import newscorpus as nc
from newscorpus.checking.discovery.globs import may_contain
from newscorpus.models import Manifest

MANIFEST = "format: newscorpus/1\nname: c\n"


@pytest.fixture(autouse=True)
def _corpus(tmp_path, monkeypatch):
    """A corpus with an article in a folder, and one with an error in a folder that is not part of it."""
    monkeypatch.chdir(tmp_path)
    article("corpus/2024/a.yaml", "a")
    article("outside/b.yaml", "another")
    Path("corpus/corpus.yaml").write_text(MANIFEST)


def article(path, id_):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(f"format: newscorpus/1\nid: {id_}\nlanguage: en\ntext: words of {id_}\n")


def verdict(*paths):
    report = nc.check(paths)
    return report.totals.articles, [(d.code, d.primary.file) for d in report.diagnostics]


@pytest.mark.parametrize("target", ["outside", "outside/inner"])
def test_a_linked_folder_outside_is_a_finding(target):
    """Whether the corpus is asked for, a folder in it, or the link itself; nothing in it is read."""
    article("outside/inner/b.yaml", "another")
    Path("corpus/2024/link").symlink_to(Path(target).absolute())
    for path in ("corpus", "corpus/2024", "corpus/2024/link"):
        assert [found for found in verdict(path)[1] if found[0] != "NC706"] == [("NC010", "corpus/2024/link")], path


def test_a_hidden_folder_is_a_finding():
    """It is not checked by its real path, so a link to it is not passed over."""
    article("corpus/.store/b.yaml", "another")
    Path("corpus/link").symlink_to(".store")
    assert verdict("corpus")[1] == [("NC001", "corpus/link")]


def test_a_linked_folder_inside_is_followed_once():
    """By its real path: the articles and the findings are the same with the link and without."""
    article("corpus/2023/b.yaml", "another")
    before, alone = verdict("corpus"), verdict("corpus/2023")
    Path("corpus/2024/link").symlink_to("../2023")
    Path("corpus/2024/loop").symlink_to("..")
    Path("corpus/again").symlink_to("2024")
    assert verdict("corpus") == before == (2, [("NC107", "corpus/2023/b.yaml")])
    assert verdict("corpus/2024") == verdict("corpus/2024", "corpus/2023") == before
    assert verdict("corpus/2024/link") == alone


def test_a_link_that_no_glob_leads_into_is_no_concern_of_the_corpus():
    """It contains no article of it."""
    Path("corpus/corpus.yaml").write_text(MANIFEST + "articles: [2024/*.yaml]\n")
    Path("corpus/link").symlink_to(Path("outside").absolute())
    assert verdict("corpus") == (1, [])


def test_a_folder_that_is_not_a_corpus():
    """A link out of it is a finding, too; the folder itself may be reached by a link."""
    Path("given").symlink_to("corpus/2024")
    assert verdict("given") == (1, [])
    Path("corpus/corpus.yaml").unlink()
    Path("corpus/link").symlink_to(Path("outside").absolute())
    assert verdict("corpus")[1] == [("NC010", "corpus/link")]


@pytest.mark.parametrize(
    ("glob", "folder", "may"),
    [
        *(("**/*.yaml", folder, True) for folder in ("a", "a/b")),
        *(("/*.yaml", folder, False) for folder in ("a", "a/b")),
        *((glob, folder, True) for glob in ("*.yaml", "a", "a/") for folder in ("a", "a/b")),
        *(("./a/*/c/*.yaml", folder, True) for folder in ("a", "a/b", "a/b/c")),
        *(("a/*/c/*.yaml", folder, False) for folder in ("b", "a/b/d", "a/b/c/d")),
        *(("20??/**/x/*.yaml", folder, may) for folder, may in (("2024/any/where", True), ("other", False))),
    ],
)
def test_where_globs_lead(glob, folder, may):
    """Into the folders on the way, too."""
    assert may_contain(Manifest(name="c", articles=[glob]), folder) == may
