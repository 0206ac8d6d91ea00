"""A function of the user's own in place of a mapping file."""

import sys
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

MODULE = """\
import newscorpus as nc

RAIN = {"id": "a", "language": "en", "text": "It rained.", "events": [
    {"id": "rain", "kind": "incident", "type": "disaster", "evidence": ["It rained"]}]}


def dicts(source):
    for line in source.read_text().splitlines():
        yield {**RAIN, "id": line, "actors": {"it": {"name": "It", "kind": "unknown"}}}


def articles(source):
    rain = nc.Incident(id="rain", type="disaster", evidence=("It rained",))
    yield nc.Article(id="b", language="en", text="It rained.", events={"rain": rain})


def numbers(source):
    yield 5


def nobody(source):
    pass


def broken(source):
    yield RAIN
    yield RAIN["day"]


def textless(source):
    yield {"id": "a"}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path])
    Path("own_reader.py").write_text(MODULE, encoding="utf-8")
    Path("names.txt").write_text("one\ntwo\n", encoding="utf-8")
    monkeypatch.delitem(sys.modules, "own_reader", raising=False)


def test_articles_of_a_function():
    for function, ids in (("dicts", {"one", "two"}), ("articles", {"b"})):
        done = newscorpus("import", "json", "names.txt", "-o", function, "--map", f"own_reader:{function}")
        assert done.code == 0, done.err
        corpus = nc.load(function)
        assert {article.id for article in corpus} == ids
        assert {article.events["rain"].kind for article in corpus} == {"incident"}


def test_a_function_that_does_not_fit():
    for function, why in (
        ("own_reader:nothing", "nothing"),
        ("no_such_reader:articles", "no_such_reader"),
        ("own_reader:numbers", "yields int, not an Article or a dict"),
        ("own_reader:textless", "yields article 1 without its `text`"),
        ("own_reader:nobody", "own_reader:nobody: TypeError: 'NoneType' object is not iterable"),
        ("own_reader:RAIN", "own_reader:RAIN: TypeError: 'dict' object is not callable"),
        ("own_reader:broken", "own_reader:broken: KeyError: 'day'"),
    ):
        with pytest.raises(nc.UsageError, match=why):
            nc.import_corpus("names.txt", "json", "out", mapping=function)


def test_losses_of_a_function_are_those_that_it_counts():
    """It gets `losses` if it has a parameter of this name; otherwise nobody says that nothing is lost."""
    code = "def counted(source, losses):\n    losses.add('odd line', 'names.txt:2', 3)\n    yield RAIN\n"
    code += "\n\ndef silent(source, losses):\n    yield RAIN\n"
    Path("own_reader.py").write_text(f"{MODULE}\n\n{code}", encoding="utf-8")
    done = newscorpus("import", "json", "names.txt", "-o", "out", "--map", "own_reader:counted")
    assert done.err.startswith("Lost, how often, and where first:\n     3  odd line: names.txt:2\n")
    said = newscorpus("import", "json", "names.txt", "-o", "other", "--map", "own_reader:dicts").err
    assert "What is lost is not known: own_reader:dicts takes no `losses`, and was given 2 lines.\n" in said
    assert "nothing lost" not in said
    said = newscorpus("import", "json", "names.txt", "-o", "third", "--map", "own_reader:silent").err
    assert said.endswith("1 article imported, no loss counted by own_reader:silent.\n")
