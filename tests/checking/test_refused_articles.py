"""One stream of accepted articles: whatever `check` passes, every command takes, and nothing else."""

import json
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc
from newscorpus import convert, export

MANIFEST = """
format: newscorpus/1
name: some
language: en
checks: {severity: {NC304: error, NC801: error}, baseline: baseline.json}
"""
ARTICLE = """
format: newscorpus/1
id: {id}
text: Anna Berg met Carl Dahl in the {id} street.
actors:
  anna: {{name: Anna Berg, kind: person, aliases: [{alias}]}}
"""
WAIVER = "waive: [{code: NC304, at: actors.anna.aliases, quote: Nemo, why: known}]\n"
CORPUS_WAIVER = "waive: [{code: NC705, at: text, why: of an agency}]\n"
IDS = ["baselined", "valid", "waived", "waived-in-corpus"]


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """Four articles that `check` passes: one is without findings, of the others each is covered in another way."""
    monkeypatch.chdir(tmp_path)
    Path("some").mkdir()
    for name, alias, more in (
        ("baselined", "Nemo", ""),
        ("valid", "Anna Berg", ""),
        ("waived", "Nemo", WAIVER),
        ("waived-in-corpus", "Anna Berg", CORPUS_WAIVER),
    ):
        Path("some", f"{name}.yaml").write_text(ARTICLE.format(id=name, alias=alias) + more)
    text = Path("some/valid.yaml").read_text().replace("id: valid", "id: again")
    Path("some/again.yaml").write_text(text)  # so that the waiver of NC705 covers a finding
    again = Path("some/waived-in-corpus.yaml")
    again.write_text(again.read_text().replace("waived-in-corpus street", "valid street"))
    Path("some/corpus.yaml").write_text(MANIFEST)
    Path("some/baseline.json").write_text("")
    words = "check", "some", "--select", "NC304,NC705", "--write-baseline", "some/baseline.json"
    assert newscorpus(*words).code == 0
    return Path("some")


def articles(path):
    return sorted(one.id for one in path)


def test_all_that_check_passes_is_accepted(corpus, tmp_path):
    """As many articles come out as `check` passes, whatever takes them."""
    report = nc.check(corpus)
    assert (report.ok, report.totals.articles, report.waived) == (True, 5, 2), report
    expected = sorted(["again", *IDS])
    assert articles(nc.load(corpus).articles.values()) == expected
    assert articles(nc.iter_articles(corpus)) == expected
    assert sorted(json.loads(line)["id"] for line in convert(corpus).text.splitlines()) == expected


def test_what_check_does_not_pass_is_refused(corpus):
    (corpus / "new.yaml").write_text(ARTICLE.format(id="new", alias="Nemo"))
    assert nc.check(corpus).codes["NC304"] == 1
    for take in (nc.load, lambda path: list(nc.iter_articles(path)), convert):
        with pytest.raises(nc.InvalidCorpus):
            take(corpus)


BROKEN = {
    "NC101": "titel: Rain\n",  # an unknown field
    "NC103": "headline: [a]\n",  # another type
    "NC110": "published: 2024/05/08\n",
    "NC002": "actors: [\n",  # not YAML
    "NC301": "events: {e: {kind: event, type: other, evidence: [nothing]}}\n",
}


def takes():
    """Everything that builds models of a folder."""
    return {
        "load": nc.load,
        "iter_articles": lambda path: list(nc.iter_articles(path)),
        "convert": convert,
        "convert in processes": lambda path: convert(path, jobs=2),
        "export": lambda path: export(path, "sqlite", path.parent / "out.sqlite"),
        "dyads": nc.dyads,
        "query": lambda path: nc.query(path, "select 1"),
    }


@pytest.mark.parametrize("code", BROKEN)
def test_a_baseline_hides_nothing_that_makes_articles_incomplete(corpus, code):
    """`check` passes with it, but there is no article, or a part of one: all others refuse, and name the entry."""
    pytest.importorskip("duckdb")
    broken = ARTICLE.format(id="broken", alias="Anna Berg")
    text = broken.partition("actors:")[0] if code == "NC002" else broken
    (corpus / "broken.yaml").write_text(text + BROKEN[code])
    assert newscorpus("check", corpus, "--write-baseline", corpus / "baseline.json").code == 0
    assert nc.check(corpus).ok
    entries = map(json.loads, (corpus / "baseline.json").read_text().splitlines())
    names = [entry["fingerprint"] for entry in entries if entry["code"] == code]
    assert names
    for take in takes().values():
        with pytest.raises(nc.InvalidCorpus) as caught:
            take(corpus)
        errors = caught.value.report.errors
        assert {error.code for error in errors} == {code}
        assert {error.message.rpartition(" (")[2].partition(",")[0] for error in errors} == {
            f"in the baseline some/baseline.json as {name}" for name in names
        }
    (corpus / "broken.yaml").write_text(broken)
    assert "broken" in articles(nc.load(corpus).articles.values())
