"""One article of a file of JSON Lines: found, changed and located by its id; and what notebooks show of its parts."""

import re
from pathlib import Path

import attrs
import pytest

import newscorpus as nc

CORPUS = Path(__file__).parents[1] / "articles"


@pytest.fixture
def lines(tmp_path):
    """A file of three articles, whose second one has a character of several bytes before it."""
    corpus = nc.load(CORPUS)
    articles = [attrs.evolve(one, waive=(), text_file=None, note="é") for one in corpus]
    nc.write_jsonl(articles, tmp_path / "all.jsonl", corpus=corpus)
    return tmp_path / "all.jsonl"


def test_one_line_is_edited(lines):
    before = lines.read_bytes().splitlines()
    words = nc.load_article(CORPUS / "flood.yaml").events["burst"].evidence[0].exact
    with nc.edit(f"{lines}#flood") as doc:
        doc.headline = "Water"
        doc.events["new"] = nc.event("event", type="other", evidence=words)
    after = lines.read_bytes().splitlines()
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True]
    assert b'"headline":"Water"' in after[1]
    article = next(one for one in nc.iter_articles(lines) if one.id == "flood")
    assert article.events["new"].evidence[0].exact == words
    assert nc.save(attrs.evolve(article, headline="Rain"), lines)
    assert not nc.save(attrs.evolve(article, headline="Rain"), lines)
    assert b'"headline":"Rain"' in lines.read_bytes().splitlines()[1]


def test_a_new_id_is_saved_in_the_line_of_the_old_one(lines):
    base = next(one for one in nc.iter_articles(lines) if one.id == "flood")
    with pytest.raises(nc.UsageError, match="has no article `burst`"):
        nc.save(attrs.evolve(base, id="burst"), lines)
    with pytest.raises(nc.UsageError, match="has another article `court`"):
        nc.save(attrs.evolve(base, id="court"), lines, base=base)
    assert nc.save(attrs.evolve(base, id="burst"), lines, base=base)
    assert [one.id for one in nc.iter_articles(lines)].count("burst") == 1


def test_an_edit_that_brings_an_error_names_the_line(lines):
    before = lines.read_bytes()
    with pytest.raises(nc.InvalidCorpus) as caught, nc.edit(f"{lines}#flood") as doc:
        doc.events["burst"].evidence = ["words that the text lacks"]
    assert caught.value.report.diagnostics[0].primary.line == 2
    assert lines.read_bytes() == before


def test_an_edit_says_that_lines_are_those_of_the_edited_file(tmp_path):
    nc.dump(nc.Article(id="a", language="en", text="It rained."), path := tmp_path / "a.yaml")
    with (
        pytest.raises(nc.InvalidCorpus, match="nothing was written; lines are those of the edited file"),
        nc.edit(path) as doc,
    ):
        doc.claims.append(nc.Claim(quote="no words"))
    with (
        pytest.raises(ValueError, match=re.escape("expected When, as by nc.When(edtf=…), not '2025'")),
        nc.edit(path) as doc,
    ):
        doc.claims = [nc.Claim(quote="It rained", when="2025")]


def test_parts_are_shown_in_notebooks():
    article = nc.load_article(CORPUS / "court.yaml")
    assert "type: decision" in article.events["sentence"]._repr_html_()
    assert "name: Edith Lomar" in article.actors["lomar"]._repr_html_()
    assert "&lt;b&gt;" in nc.Quote(exact="<b>")._repr_html_()
    assert "Manifest" in nc.load(CORPUS).manifest._repr_html_()
    assert "<pre>We agree, she said</pre>" in nc.Quote(exact="We agree, she said")._repr_html_(), "without marks"
    assert "more</td>" not in nc.query("seeds/", "select 1 as one")._repr_html_()
    assert repr(nc.query("seeds/", "select 1 as one")) == "Answer(columns=('one',), rows=<1>)"
    cell = nc.dyads("seeds/")._repr_html_()
    assert "<th>source_role</th>" in cell
    assert "more</td>" in cell
