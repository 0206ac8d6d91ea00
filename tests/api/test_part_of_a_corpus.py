"""A part of a corpus: what was written refers to articles that it lacks, and that is said."""

import pytest
from command import newscorpus

import newscorpus as nc
from newscorpus import export

ARTICLE = """\
format: newscorpus/1
id: {id}
language: en
text: {id}
events:
  e: {{kind: event, type: other, evidence: [{id}], relations: {{after: '{after}#e'}}}}
claims: [{{quote: {id}, at: '{at}#e'}}]
"""


@pytest.fixture(autouse=True)
def _corpus(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("one", "two"):
        (tmp_path / "c" / folder).mkdir(parents=True)
    (tmp_path / "c/corpus.yaml").write_text(
        "format: newscorpus/1\nname: c\nchecks: {per_file_ignore: {two: [NC903]}}\n"
    )
    for name, after, at in (("one/a", "b", "d"), ("one/b", "d", "c"), ("two/c", "d", "d"), ("two/d", "a", "c")):
        text = ARTICLE.format(id=name[-1], after=after, at=at)
        (tmp_path / f"c/{name}.yaml").write_text(text.replace("after", "same_as"))


@pytest.mark.parametrize(
    ("paths", "lacking"), [("c", ()), ("c/one", ("c", "d")), (["c/one", "c/two/d.yaml"], ("c",)), ("c/two", ("a",))]
)
def test_what_a_part_refers_to_and_lacks(paths, lacking):
    """The output has the finding for these articles only; a whole corpus has none."""
    assert nc.convert(paths).lacking == lacking
    assert export(paths, "csv", "tables").lacking == lacking
    assert nc.convert(paths, to="yaml", output="part").lacking == lacking
    found = nc.check("part").diagnostics
    assert {d.code for d in found if d.severity == "error"} == ({"NC707"} if lacking else set())
    assert {d.message.split("`")[1] for d in found if d.code == "NC707"} == set(lacking)


@pytest.mark.parametrize("words", [["convert", "c/one"], ["export", "csv", "c/one"]])
def test_the_command_warns(words):
    """Once, after what it has written."""
    ran = newscorpus(*words, "-o", "part")
    assert (ran.code, [line for line in ran.err.splitlines() if "NC707" in line]) == (
        0,
        ["warning: the output refers to 2 articles that it lacks (NC707): `c`, `d`"],
    )
