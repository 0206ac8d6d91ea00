"""docs/: what is generated is fresh and complete, and what the pages name exists."""

import inspect
import json
import re
import shutil
import sys
from pathlib import Path

import attrs
import pytest
from command import newscorpus as run

import newscorpus

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

import made  # noqa: E402
from made.fields import MODELS  # noqa: E402

from newscorpus.api.vocabulary import codebook as examples  # noqa: E402


def text_of(page):
    return (DOCS / f"{page}.md").read_text(encoding="utf-8")


def test_generated_parts_are_fresh():
    assert sorted(str(path) for path in made.stale()) == []


def test_a_stale_page_is_noticed(tmp_path, monkeypatch):
    shutil.copytree(DOCS, tmp_path / "docs", ignore=shutil.ignore_patterns("__pycache__", "_static", "images"))
    monkeypatch.setattr(made, "DOCS", tmp_path / "docs")
    assert made.stale() == {}
    rules = tmp_path / "docs/rules"
    (rules / "NC301.md").unlink()
    (rules / "NC302.md").write_text("old")
    (rules / "NC999.md").write_text("gone")
    assert {path.name for path in made.stale()} == {"NC301.md", "NC302.md", "NC999.md"}


def test_the_codebook_has_every_term_with_an_example():
    """And with a counter-example, whose right term is one of the same list or of the one that it names."""
    written, codebook = examples(), text_of("codebook")
    lists: dict[str, dict[str, dict[str, str]]] = {}
    for term in json.loads(run("terms", "--output-format", "json").out):
        table, kind = term["vocabulary"], term["kind"]
        if table in written:
            by_kind = kind is not None and table != "statuses"
            name = f"{table}/{kind}" if by_kind else table
            described = written[table][kind] if by_kind else written[table]
            lists.setdefault(name, {})[term["term"]] = described[term["term"]]
    assert len(lists) > 5
    for name, terms in lists.items():
        for term, example in terms.items():
            assert f'<a id="{"-".join((*name.split("/"), term))}">' in codebook
            assert example.keys() in ({"example", "unlike", "instead"}, {"example"} if name == "sectors" else set()), (
                term
            )
            instead = re.split(r"[:,] ", example.get("instead", "no"))[0]
            if not instead.startswith("no"):
                home = f"{name.partition('/')[0]}/{instead.partition('/')[0]}" if "/" in instead else name
                assert instead.rpartition("/")[2] in lists[home], (term, instead)


def test_every_field_is_described():
    model = newscorpus.Article.__bases__[0]
    described = "".join(map(text_of, ("file-format", "configuration", "mapping")))
    for cls in MODELS.values():
        if issubclass(cls, model) and cls is not model and cls.__name__ not in ("Meeting", "Incident", "ArticleFields"):
            title = {"Manifest": "corpus.yaml"}.get(cls.__name__, cls.__name__)
            section = described.partition(f"# {title}\n")[2]
            fields = {field.name.removesuffix("_") for field in attrs.fields(cls)}
            fields -= {"path", "cases", "table"}  # where it is, and tables of all other keys
            assert [name for name in sorted(fields) if f"| `{name}`" not in section] == [], cls


@pytest.mark.parametrize("name", newscorpus.__all__)
def test_the_api_page_documents_each_public_name(name):
    """With an example; of a function, all parameters, what it returns and what it raises."""
    if name == "__version__":
        return
    entry = text_of("api").partition(f"\n### {name}\n")[2].partition("\n### ")[0]
    assert "**Example**\n\n```python\n" in entry
    value = getattr(newscorpus, name)
    if inspect.isfunction(value):
        signature = inspect.signature(value)
        assert [one for one in signature.parameters if f"- `{one}`: " not in entry] == []
        returns = signature.return_annotation not in (None, "None")
        assert not returns or re.search(r"\*\*(Returns|Yields)\*\*: ", entry)
        assert "**Raises**\n" in entry or name == "anchor"


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


@pytest.mark.parametrize("format", ["brat", "cas", "label-studio", "potato"])
def test_the_table_of_formats_names_all_that_annotation_tools_lose(format, tmp_path):
    manifest = newscorpus.Manifest(name="c", language="en")
    corpus = newscorpus.Corpus(manifest=manifest, articles={})
    done = newscorpus.export([newscorpus.loads(LOST, "yaml")], format, tmp_path / "out", corpus=corpus)
    lost = {name for start, name in LOSSES.items() for one in done.losses if one.kind.startswith(start)}
    assert {one.kind for one in done.losses if not one.kind.startswith(tuple(LOSSES))} == set()
    row = next(line for line in text_of("formats").splitlines() if line.startswith(f"| [`{format}`]"))
    assert {name for name in LOSSES.values() if name in row} == lost


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")), ids=lambda path: path.name)
def test_links_within_the_project_lead_somewhere(path):
    """Those of docs/ are followed when the site is built."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_tests_that_the_security_page_names_exist():
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    security = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert [name for name in re.findall(r"`(test_\w+)`", security) if f"def {name}(" not in tests] == []
    assert [name for name in re.findall(r"`(tests/[\w/.]+)`", security) if not (ROOT / name).is_file()] == []
