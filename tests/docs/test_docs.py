"""docs/: what is made from the package is complete, and every public name and every word is described."""

import inspect
import json
import re
import sys
from pathlib import Path

import attrs
import pytest
from command import newscorpus as run
from examples import RULES

import newscorpus

DOCS = Path(__file__).parents[2] / "docs"
sys.path.insert(0, str(DOCS))

import made  # noqa: E402

PAGES = sorted(DOCS.glob("*.md"))
EXPANDED = {path.stem: made.expand(path.read_text(encoding="utf-8")) for path in PAGES}
SAID = made.examples()
LISTS: dict[str, list[str]] = {}
for term in json.loads(run("terms", "--output-format", "json").out):
    if term["vocabulary"] not in SAID:
        continue
    plain = term["kind"] is None or term["vocabulary"] == "statuses"
    LISTS.setdefault(term["vocabulary"] if plain else f"{term['vocabulary']}/{term['kind']}", []).append(term["term"])


def said_of(name):
    table, _, kind = name.partition("/")
    return SAID[table][kind] if kind else SAID[table]


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
            assert f"{{#{anchor}}}" in EXPANDED["codebook"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_on_the_page_of_rules(rule):
    """Under a title of its own, so that a code can be linked to."""
    assert f"#### {rule.code} {rule.name}\n" in EXPANDED["rules"]


COMMANDS = re.findall(r"^  (\w+)  ", run("--help").out.partition("Commands:\n")[2], re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_on_the_page_of_commands(name):
    """As its help names them."""
    page = EXPANDED["command-line"].partition(f"## newscorpus {name}\n")[2].partition("\n## ")[0]
    assert page
    options = re.findall(r"^  (?:-\w, )?(--[\w-]+)", run(name, "--help").out, re.MULTILINE)
    assert "--help" in options
    assert all(option in page for option in options if option != "--help")


MODEL = newscorpus.Article.__bases__[0]


def test_every_field_is_on_the_page_of_the_file_format():
    """With its meaning."""
    for cls in made.MODELS.values():
        if issubclass(cls, MODEL) and cls is not MODEL and cls.__name__ not in ("Meeting", "Incident"):
            for field in attrs.fields(cls):
                title = {"Manifest": "corpus.yaml"}.get(cls.__name__, cls.__name__)
                assert (
                    field.name == "path" or f"| `{field.name}`" in EXPANDED["file-format"].partition(f"# {title}\n")[2]
                ), (cls, field)
    assert "`outcome`" in EXPANDED["file-format"]
    assert "`casualties`" in EXPANDED["file-format"]


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
    """By a docstring of a sentence, and on the page of the Python interface."""
    doc = inspect.getdoc(value)
    assert doc, name
    assert len(doc.split()) >= 3, name
    assert re.search(rf"newscorpus\.{name.partition('.')[0]}$", EXPANDED["python"], re.MULTILINE)


@pytest.mark.parametrize("name", [n for n in newscorpus.__all__ if inspect.isfunction(getattr(newscorpus, n))])
def test_a_function_says_what_it_raises_or_that_it_does_not(name):
    """What a caller must know: exceptions, and the values of words that it takes."""
    function = getattr(newscorpus, name)
    assert "raise" in inspect.getdoc(function).lower() or name == "anchor"


def test_fields_of_results_say_what_they_mean():
    """Reports are read by programs: the docstrings of the fields, or of the class, say units."""
    assert "code points" in inspect.getdoc(newscorpus.Span)
    assert "code points" in inspect.getdoc(newscorpus.Quote)
    assert attrs.has(newscorpus.Report)


def test_an_unknown_part_is_an_error():
    """A page cannot ask for what there is not."""
    with pytest.raises(KeyError):
        made.expand("```{made} nothing\n```")


@pytest.mark.parametrize("path", sorted(DOCS.parent.glob("*.md")), ids=lambda path: path.name)
def test_links_within_the_project_lead_somewhere(path):
    """Those of docs/ are followed when the site is built."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (DOCS.parent / target).exists()] == []


def test_every_page_is_in_the_table_of_contents():
    """And in the README, where a reader of the repository looks."""
    contents = "".join(re.findall(r"```\{toctree\}\n(.*?)```", EXPANDED["index"], re.DOTALL)).splitlines()
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    for page in EXPANDED.keys() - {"index"}:
        assert page in contents
        assert f"(docs/{page}.md)" in readme, page


def test_modules_that_are_named_exist():
    """On the pages, and in the lists of the mutation tests."""
    package = Path(newscorpus.__file__).parent
    pages = {path.name: path.read_text(encoding="utf-8") for path in (*PAGES, DOCS.parent / "README.md")}
    lists = {name: (DOCS.parent / "tests" / name).read_text(encoding="utf-8") for name in ("mutants.py", "mutants.txt")}
    for page, text in (pages | lists).items():
        for module in re.findall(r"[`\"]([a-z_]+(?:/[a-z_]+)*\.py)[`\"]|^([a-z_/]+\.py)", text, re.MULTILINE):
            name = "".join(module)
            folder = (
                package if page in lists or not name.startswith(("tests/", "docs/", "newscorpus/")) else DOCS.parent
            )
            found = "/" not in name or (folder / name).exists() or (DOCS.parent / "tests" / name).exists()
            assert found, f"{page}: {name}"


@pytest.mark.parametrize("path", [*PAGES, *sorted(DOCS.parent.glob("*.md"))], ids=lambda path: path.name)
def test_lines_of_prose_are_short(path):
    """At most 120 characters; tables, code and pictures may be longer."""
    prose = re.sub(
        r"^( *)(```+|:::+).*?^\1\2\s*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    long = [line for line in prose.splitlines() if len(line) > 120 and not line.lstrip().startswith(("|", "!["))]
    assert long == []
