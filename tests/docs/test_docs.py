"""docs/: what is made from the package is complete, and every public name and every word is described."""

import inspect
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Literal, get_origin

import attrs
import pytest
from command import newscorpus as run
from examples import RULES

import newscorpus

DOCS = Path(__file__).parents[2] / "docs"
sys.path.insert(0, str(DOCS))

import made  # noqa: E402
from made.fields import MODELS  # noqa: E402
from made.terms import examples  # noqa: E402

PAGES = sorted(DOCS.rglob("*.md"))
TEXTS = {path.relative_to(DOCS).with_suffix("").as_posix(): path.read_text(encoding="utf-8") for path in PAGES}
SAID = examples()
LISTS: dict[str, list[str]] = {}
for term in json.loads(run("terms", "--output-format", "json").out):
    if term["vocabulary"] not in SAID:
        continue
    plain = term["kind"] is None or term["vocabulary"] == "statuses"
    LISTS.setdefault(term["vocabulary"] if plain else f"{term['vocabulary']}/{term['kind']}", []).append(term["term"])


def said_of(name):
    table, _, kind = name.partition("/")
    return SAID[table][kind] if kind else SAID[table]


def test_what_is_made_is_up_to_date():
    """Run `make generated` where this fails."""
    assert sorted(str(path) for path in made.stale()) == []


def test_a_stale_page_is_found(tmp_path, monkeypatch):
    """The check can fail: for a page that differs, one that is missing, and one of a rule that there is not."""
    shutil.copytree(DOCS, tmp_path / "docs", ignore=shutil.ignore_patterns("__pycache__", "_static", "images"))
    monkeypatch.setattr(made, "DOCS", tmp_path / "docs")
    assert made.stale() == {}
    rules = tmp_path / "docs/rules"
    (rules / "NC301.md").unlink()
    (rules / "NC302.md").write_text("old")
    (rules / "NC999.md").write_text("gone")
    page = tmp_path / "docs/rules.md"
    page.write_text(page.read_text(encoding="utf-8").replace("quote-not-in-text](", "old]("), encoding="utf-8")
    assert {path.name for path in made.stale()} == {"NC301.md", "NC302.md", "NC999.md", "rules.md"}


@pytest.mark.parametrize("name", LISTS)
def test_every_word_has_an_example_and_no_other_has(name):
    """In the order of the vocabulary; but for sectors, with what only looks like it."""
    said = said_of(name)
    assert list(said) == list(LISTS[name]) if name != "statuses" else set(said) == set(LISTS[name])
    for word, example in said.items():
        assert set(example) in ({"example", "unlike", "instead"}, {"example"} if name == "sectors" else set()), word


@pytest.mark.parametrize("name", LISTS)
def test_what_a_counter_example_is_instead_is_a_word(name):
    """Another one of its list, or of another (`incident/protest`); or it says what is done instead."""
    table = name.partition("/")[0]
    for word, example in said_of(name).items():
        instead = re.split(r"[:,] ", example.get("instead", "no"))[0]
        if not instead.startswith("no"):
            home = f"{table}/{instead.partition('/')[0]}" if "/" in instead else name
            assert instead.rpartition("/")[2] in LISTS[home], (word, instead)
            assert (home, instead) != (name, word)


def test_the_codebook_holds_every_list():
    """All that annotators choose from."""
    for name, words in LISTS.items():
        for word in words:
            anchor = "-".join((*name.split("/"), word))
            assert f'<a id="{anchor}">' in TEXTS["codebook"]


def test_every_rule_has_a_page():
    """Which the list of all rules and the reports for other tools link to."""
    for rule in RULES:
        page = TEXTS[f"rules/{rule.code}"]
        assert page.startswith(f"# {rule.code} {rule.name}\n"), rule.code
        assert rule.why in page.replace("](../", "]("), rule.code
        assert f"](rules/{rule.code}.md)" in TEXTS["rules"], rule.code


COMMANDS = re.findall(r"^  (\w+)  ", run("--help").out.partition("Commands to begin with:\n")[2], re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_on_the_page_of_commands(name):
    """As its help names them."""
    page = TEXTS["command-line"].partition(f"### newscorpus {name}\n")[2].partition("\n### ")[0]
    assert page
    options = re.findall(r"^  (?:-\w, )?(--[\w-]+)", run(name, "--help").out, re.MULTILINE)
    assert "--help" in options
    assert all(option in page for option in options if option != "--help")


MODEL = newscorpus.Article.__bases__[0]


def test_every_field_is_described():
    """With its meaning."""
    described = TEXTS["file-format"] + TEXTS["configuration"] + TEXTS["mapping"]
    for cls in MODELS.values():
        if issubclass(cls, MODEL) and cls is not MODEL and cls.__name__ not in ("Meeting", "Incident", "ArticleFields"):
            title = {"Manifest": "corpus.yaml"}.get(cls.__name__, cls.__name__)
            for field in attrs.fields(cls):
                name = field.name.removesuffix("_")
                is_named = name not in ("path", "cases", "table")  # where, and tables of all other keys
                assert not is_named or f"| `{name}`" in described.partition(f"# {title}\n")[2], (cls, field)
    assert "`outcome`" in described
    assert "`casualties`" in described


def public_objects():
    for name in newscorpus.__all__:
        value = getattr(newscorpus, name)
        yield pytest.param(name, value, id=name)
        if inspect.isclass(value):
            own = {
                k: v
                for k, v in vars(value).items()
                if not k.startswith("_") and (callable(v) or isinstance(v, property))
            }
            for member, function in own.items():
                yield pytest.param(f"{name}.{member}", function, id=f"{name}.{member}")


@pytest.mark.parametrize(("name", "value"), list(public_objects()))
def test_every_public_name_is_documented(name, value):
    """By a docstring of a sentence, and on the page of the Python API, a function or class with an example."""
    if get_origin(value) is not Literal:
        doc = inspect.getdoc(value)
        assert doc, name
        assert len(doc.split()) >= 3, name
    if name in ("__version__", "Quote.fill", "When.fill"):
        return
    entry = re.split(rf"^####? {re.escape(name)}$", TEXTS["api"], flags=re.MULTILINE)
    assert len(entry) == 2, name
    entry = re.split(r"^####? ", entry[1], flags=re.MULTILINE)[0]
    if "." not in name:
        assert "**Example**\n\n```python\n" in entry
    if inspect.isfunction(value):
        signature = inspect.signature(value)
        for parameter in signature.parameters.keys() - {"self"}:
            assert f"- `{parameter}`: " in entry, (name, parameter)
        if signature.return_annotation not in (None, "None"):
            assert "**Returns**: " in entry or "**Yields**: " in entry, name
        if "." not in name and name != "anchor":
            assert "**Raises**\n" in entry, name


def test_fields_of_results_say_what_they_mean():
    """Reports are read by programs: the docstrings of the fields, or of the class, say units."""
    assert "code points" in inspect.getdoc(newscorpus.Span)
    assert "code points" in inspect.getdoc(newscorpus.Quote)
    assert attrs.has(newscorpus.Report)


LOST = """\
format: newscorpus/1
id: a
text: "Title\\n\\nAnna Berg met Carl Dahl in Oslo. She left.\\n"
text_parts: {headline: [0, 6], body: [7, 30]}
language: en
actors:
  anna: {name: Anna Berg, kind: person, mentions: [{exact: She, within: She left}]}
  carl: {name: Carl Dahl, kind: person}
  dora: {name: Dora Eik, kind: person}
events:
  talks: {kind: meeting, type: talks, participants: {participant: [anna, carl]}, evidence: [Anna Berg met Carl Dahl],
    relations: {about: ["other#x"]}}
waive: [{code: NC204, at: actors.dora, why: for readers}]
todo: [{at: actors.anna, versions: {x: "1", y: "2"}}]
"""
LOSSES = {
    "waive": "waivers",
    "todo": "open points",
    "actors.mentions.within": "contexts of quotes",
    "events.relations in other articles": "relations to events of other articles",
    "text_parts": "parts of the text that begin or end with a line break",
}
"""The beginning of the kind of a loss → how pages name it."""


@pytest.mark.parametrize("format", ["brat", "cas", "label-studio"])
def test_the_table_of_formats_names_all_that_annotation_tools_lose(format, tmp_path):
    """And none that is kept."""
    manifest = newscorpus.Manifest(name="c", language="en")
    corpus = newscorpus.Corpus(manifest=manifest, articles={})
    done = newscorpus.export([newscorpus.loads(LOST, "yaml")], format, tmp_path / "out", corpus=corpus)
    lost = {name for start, name in LOSSES.items() for one in done.losses if one.kind.startswith(start)}
    assert {one.kind for one in done.losses if not one.kind.startswith(tuple(LOSSES))} == set()
    row = next(line for line in TEXTS["formats"].splitlines() if line.startswith(f"| [`{format}`]"))
    assert {name for name in LOSSES.values() if name in row} == lost


def test_an_unknown_part_is_an_error():
    """A page cannot ask for what there is not."""
    with pytest.raises(KeyError):
        made.expand("<!-- made: nothing -->\n<!-- end -->")


@pytest.mark.parametrize("path", sorted(DOCS.parent.glob("*.md")), ids=lambda path: path.name)
def test_links_within_the_project_lead_somewhere(path):
    """Those of docs/ are followed when the site is built."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (DOCS.parent / target).exists()] == []


def test_every_page_is_linked_from_the_first():
    """Its lists are the navigation of the site, too. The README links the first page."""
    linked = re.findall(r"^- .*\]\((?:\.\./)?([\w-]+)\.md\)", TEXTS["index"], re.MULTILINE)
    pages = {page for page in TEXTS if "/" not in page} - {"index"}
    assert pages == {name.lower() for name in linked}
    assert "(docs/index.md)" in (DOCS.parent / "README.md").read_text(encoding="utf-8")


def test_modules_that_are_named_exist():
    """On the pages and in the README."""
    package = Path(newscorpus.__file__).parent
    for page in (*PAGES, DOCS.parent / "README.md"):
        for module in re.findall(r"`([a-z_]+(?:/[a-z_]+)*\.py)`", page.read_text(encoding="utf-8")):
            folder = DOCS.parent if module.startswith(("tests/", "docs/", "newscorpus/")) else package
            exists = "/" not in module or (folder / module).exists() or (DOCS.parent / "tests" / module).exists()
            assert exists, f"{page.name}: {module}"


def long_lines(path):
    """Of prose; tables, code and pictures may be longer than 120 characters."""
    text = path.read_text(encoding="utf-8")
    prose = re.sub(r"^( *)(```+|:::+).*?^\1\2\s*$", "", text, flags=re.MULTILINE | re.DOTALL)
    return [line for line in prose.splitlines() if len(line) > 120 and not line.lstrip().startswith(("|", "!["))]


def test_lines_of_prose_are_short():
    pages = [*PAGES, *DOCS.parent.glob("*.md")]
    assert {path.name: found for path in pages if (found := long_lines(path))} == {}
