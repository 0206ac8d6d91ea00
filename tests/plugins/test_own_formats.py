"""Formats of one's own: readers and writers that are installed as plug-ins."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import newscorpus
from installed import environment, lay_beside, run

import newscorpus as nc
from newscorpus.interchange import registry

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")
MODULE = PAGE.split("<!-- save: dispatches.py -->\n```python\n")[1].split("```")[0]
"""That of the page, which works when copied."""
SPANNED = PAGE.split("<!-- save: spanned.py -->\n```python\n")[1].split("```")[0]
"""The reader of labels on the page."""
DISPATCH = "Headline: Talks in Oslo\nDate: 2024-01-05\nLanguage: en\nSlug: talks\n\nAnna Berg met Carl Dahl."
GROUP = "newscorpus.formats"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "talks.txt").write_text(DISPATCH, encoding="utf-8")
    return tmp_path


@pytest.fixture
def beside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path, for plug-ins; those of the process are read anew."""
    monkeypatch.syspath_prepend(folder / "beside")
    known = set(sys.modules)
    registry.plugins.cache_clear()
    yield folder / "beside"
    for name in set(sys.modules) - known:
        if (folder / "beside" / f"{name}.py").is_file():
            del sys.modules[name]
    registry.plugins.cache_clear()


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """An environment with newscorpus and the module of the page."""
    return environment(tmp_path_factory.mktemp("installed"), "dispatches", MODULE, GROUP)


def test_an_installed_format_is_read_written_and_listed(installed: Path, folder: Path):
    ran = run(installed, folder, "import", "dispatches", "inbox", "-o", "corpus")
    assert (ran.returncode, "1  header Slug: talks.txt" in ran.stderr) == (0, True)
    article = nc.load(folder / "corpus")["talks"]
    assert (article.headline, article.published, article.text) == (
        "Talks in Oslo",
        "2024-01-05",
        "Anna Berg met Carl Dahl.",
    )
    ran = run(installed, folder, "export", "dispatches", "corpus", "-o", "outbox")
    assert ran.stderr.endswith("Wrote 1 article to outbox.\n")
    assert (folder / "outbox" / "talks.txt").read_text(encoding="utf-8") == DISPATCH.replace("Slug: talks\n", "")
    assert run(installed, folder, "export", "dispatches", "corpus", "-o", "outbox").returncode == 0
    listed = run(installed, folder, "convert", "--list")
    assert "dispatches      import and export: dispatches: text files with headers." in listed.stdout
    assert listed.stderr == ""


def test_functions_take_it_too(beside: Path, folder: Path):
    lay_beside(beside, "dispatches", MODULE, GROUP)
    imported = nc.import_corpus(folder / "inbox", "dispatches", folder / "corpus")
    assert [(one.kind, one.count) for one in imported.losses] == [("header Slug", 1)]
    exported = nc.export(folder / "corpus", "dispatches", folder / "out")
    assert (exported.articles, exported.rows) == (1, {"articles": 1})
    assert (folder / "out" / "RIGHTS.md").is_file()
    (folder / "other").mkdir()
    (folder / "other" / "notes.txt").write_text("mine")
    with pytest.raises(nc.UsageError, match="contains other files"):
        nc.export(folder / "corpus", "dispatches", folder / "other")
    with pytest.raises(nc.UsageError, match="so they cannot be left out"):
        nc.export(folder / "corpus", "dispatches", folder / "out", text=False)


def test_the_shell_completes_its_name(beside: Path, monkeypatch: pytest.MonkeyPatch):
    lay_beside(beside, "dispatches", MODULE, GROUP)
    monkeypatch.setenv("_NEWSCORPUS_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_CWORD", "2")
    for word, names in (("disp", ["plain,dispatches"]), ("br", ["plain,brat"])):
        monkeypatch.setenv("COMP_WORDS", f"newscorpus export {word}")
        assert newscorpus().out.split() == names


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "dispatches",
            "from newscorpus.interchange.formats import Format",
            "import nowhere",
            "ModuleNotFoundError: No module",
        ),
        ("dispatches", "FORMAT = Format(", "OTHER = Format(", "it has no `FORMAT = Format(…)`"),
        ("dispatches", "FORMAT = Format(", "import sys; sys.exit(5); Format(", "SystemExit: 5"),
        ("dispatches", "def is_export", "def _is_export", "it has a function `write`, but no function `is_export`"),
        ("brat", "", "", "the name `brat` is that of another format"),
        ("Dispatches", "", "", "the name `Dispatches` is not made of lower-case letters, digits and hyphens"),
    ],
)
def test_a_broken_plugin_is_one_notice(beside: Path, folder: Path, name: str, old: str, new: str, problem: str):
    lay_beside(beside, name, MODULE.replace(old, new) if old else MODULE, GROUP)
    ran = newscorpus("convert", "--list")
    assert ran.code == 0
    assert f"warning: the installed plug-in `{name} = {name}` cannot be used: {problem}" in ran.err
    assert ran.err.count("\n") == 1
    if name != "brat":
        ran = newscorpus("import", name, folder / "inbox", "-o", folder / "corpus")
        assert (ran.code, problem in ran.err, ran.err.count("\n")) == (2, True, 1)
    nc.export(nc.Article(id="a", language="en", text="It rained."), "brat", folder / "out")
    assert (folder / "out" / "a.ann").is_file()


@pytest.mark.parametrize(
    ("words", "old", "new", "problem"),
    [
        ("import", "        yield article", "        yield 1 / 0", "`dispatches = dispatches`: ZeroDivisionError"),
        ("import", "        yield article", "        yield 5", "yields int, not an Article or a dict"),
        ("import", '"text": text', '"words": text', "yields article 1 without its `text`"),
        ("import", "        yield article", "        return None", "`dispatches = dispatches`: TypeError"),
        ("export", "    output.target.mkdir()", "    return", "has not written `output.target`"),
        (
            "export",
            "    output.target.mkdir()",
            "    raise ValueError('no')",
            "`dispatches = dispatches`: ValueError: no",
        ),
    ],
)
def test_what_a_plugin_raises_is_one_error(beside: Path, folder: Path, words: str, old: str, new: str, problem: str):
    lay_beside(beside, "dispatches", MODULE.replace(old, new), GROUP)
    (folder / "a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: It rained.\n", encoding="utf-8")
    source = folder / "inbox" if words == "import" else folder / "a.yaml"
    ran = newscorpus(words, "dispatches", source, "-o", folder / "out")
    assert ran.code in (1, 2)
    assert problem in ran.err
    assert ran.err.count("\n") == 1
    assert not (folder / "out").exists()


MAPPING = """\
entities:
  PER: person
  Meet: {as: event, kind: meeting, type: talks}
"""


def test_labels_of_a_plugin_are_read_by_a_mapping_file(beside: Path, folder: Path):
    lay_beside(beside, "spanned", SPANNED, GROUP)
    line = '{"text": "Anna Berg met Carl Dahl.", "spans": [[0, 9, "PER"], [10, 13, "Meet"], [14, 23, "PER"]]}'
    (folder / "texts.jsonl").write_text(line + "\n", encoding="utf-8")
    proposed = newscorpus("import", "spanned", folder / "texts.jsonl", "--init", "--map", folder / "first.yaml")
    assert proposed.code == 0, proposed.err
    assert all(f"{label}:" in (folder / "first.yaml").read_text(encoding="utf-8") for label in ("PER", "Meet"))
    (folder / "map.yaml").write_text(MAPPING, encoding="utf-8")
    options = ("--map", folder / "map.yaml", "-o", folder / "corpus")
    ran = newscorpus("import", "spanned", folder / "texts.jsonl", *options)
    assert ran.code == 0, ran.err
    (article,) = nc.load(folder / "corpus").articles.values()
    assert sorted(actor.name for actor in article.actors.values()) == ["Anna Berg", "Carl Dahl"]
    assert [event.kind for event in article.events.values()] == ["meeting"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("yield Document(", "yield max(", "TypeError"),
        ('item.data["spans"]', 'item.data["none"]', "KeyError"),
    ],
)
def test_what_a_reader_of_labels_raises_is_one_error(beside: Path, folder: Path, old: str, new: str, problem: str):
    lay_beside(beside, "spanned", SPANNED.replace(old, new), GROUP)
    (folder / "texts.jsonl").write_text('{"text": "Rain.", "spans": []}\n', encoding="utf-8")
    ran = newscorpus("import", "spanned", folder / "texts.jsonl", "-o", folder / "corpus")
    assert (ran.code, ran.err.count("\n"), problem in ran.err) == (2, 1, True), ran.err
    assert not (folder / "corpus").exists()
