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


@pytest.mark.parametrize("format", ["parquet", "csv", "sqlite", "dataset"])
def test_exports_have_all_that_check_passes(corpus, tmp_path, format):
    """In every format."""
    pytest.importorskip("pyarrow")
    exported = export(corpus, format, tmp_path / "out")
    assert next(rows for name, rows in exported.rows.items() if name in {"articles", "corpus"}) == 5


def test_queries_have_all_that_check_passes(corpus):
    """By id."""
    pytest.importorskip("duckdb")
    assert [row[0] for row in nc.query(corpus, "select article from articles order by 1").rows] == sorted(
        ["again", *IDS]
    )


def test_an_article_by_itself_is_accepted_as_in_its_corpus(corpus):
    """With the severities and waivers of its corpus; baselines are about files."""
    assert nc.loads((corpus / "waived.yaml").read_bytes(), base=corpus).id == "waived"
    with pytest.raises(nc.InvalidCorpus) as caught:
        nc.loads((corpus / "baselined.yaml").read_bytes(), base=corpus)
    assert caught.value.report.codes == {"NC304": 1}


def test_what_check_does_not_pass_is_refused(corpus):
    """By all."""
    (corpus / "new.yaml").write_text(ARTICLE.format(id="new", alias="Nemo"))
    assert nc.check(corpus).codes["NC304"] == 1
    for take in (nc.load, lambda path: list(nc.iter_articles(path)), convert):
        with pytest.raises(nc.InvalidCorpus):
            take(corpus)


def test_batches_accept_what_is_waived(corpus):
    """As Spark maps them; baselines are not applied there."""
    pytest.importorskip("pyarrow")
    from newscorpus.spark.batches import Settings, examine

    settings = Settings(nc.load(corpus).manifest, root="some")
    records = [
        {"uri": f"some/{name}.yaml", "line": None, "raw": (corpus / f"{name}.yaml").read_bytes()} for name in IDS
    ]
    rows = examine(records, settings).to_pylist()
    assert [row["article"] is not None for row in rows] == [False, True, True, True]
    assert [row["has_waivers"] for row in rows] == [False, False, True, True]
    assert [row["has_findings"] for row in rows] == [True, False, True, False]
    assert not any(row["registered"] or row["has_text_file"] for row in rows)


def test_files_in_folders_have_the_rules_of_their_names(tmp_path):
    """`per_file_ignore` is about names relative to `corpus.yaml`, also where articles come one at a time."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: some\nlanguage: en\n"
        "checks: {severity: {NC304: error}, per_file_ignore: {'sub/*': [NC304]}}\n"
    )
    (tmp_path / "sub" / "new.yaml").write_text(ARTICLE.format(id="new", alias="Nemo"))
    assert articles(nc.iter_articles(tmp_path)) == articles(nc.load(tmp_path).articles.values()) == ["new"]


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
@pytest.mark.parametrize("take", takes())
def test_a_baseline_hides_nothing_that_makes_articles_incomplete(corpus, code, take):
    """`check` passes with it, but there is no article, or a part of one: all others refuse, and name the entry."""
    if take == "query":
        pytest.importorskip("duckdb")
    broken = ARTICLE.format(id="broken", alias="Anna Berg")
    text = broken.partition("actors:")[0] if code == "NC002" else broken
    (corpus / "broken.yaml").write_text(text + BROKEN[code])
    assert newscorpus("check", corpus, "--write-baseline", corpus / "baseline.json").code == 0
    assert nc.check(corpus).ok
    with pytest.raises(nc.InvalidCorpus) as caught:
        takes()[take](corpus)
    found = caught.value.report.errors
    assert {one.code for one in found} == {code}
    entries = map(json.loads, (corpus / "baseline.json").read_text().splitlines())
    names = [entry["fingerprint"] for entry in entries if entry["code"] == code]
    assert names
    assert {one.message.rpartition(" (")[2].partition(",")[0] for one in found} == {
        f"in the baseline some/baseline.json as {name}" for name in names
    }
    (corpus / "broken.yaml").write_text(broken)
    assert "broken" in articles(nc.load(corpus).articles.values())


@pytest.mark.parametrize("take", [nc.load, lambda path: list(nc.iter_articles(path)), convert])
def test_what_a_baseline_does_not_cover_keeps_its_fix(corpus, take):
    """Of an error that makes an article incomplete: the fix is proposed, and `--no-baseline` makes it."""
    (corpus / "broken.yaml").write_text(ARTICLE.format(id="broken", alias="Anna Berg").replace("person", "persn"))
    assert newscorpus("check", corpus, "--write-baseline", corpus / "baseline.json").code == 0
    with pytest.raises(nc.InvalidCorpus) as caught:
        take(corpus)
    (found,) = (one for one in caught.value.report.errors if one.code == "NC104")
    assert found.message.endswith("`--no-baseline` reports it)")
    assert found.fixes[0].title == "replace `persn` with `person`"


@pytest.mark.parametrize(
    ("checks", "waiver", "codes"),
    [
        ("{}", '[{"code": "NC701", "at": "id", "why": "known"}]', {"NC701": 1, "NC802": 1}),
        ("{ignore: [NC701]}", "[]", {"NC803": 1}),
        ("{severity: {NC701: hint}}", "[]", {"NC803": 1}),
        ("{per_file_ignore: {'*': [NC701]}}", "[]", {"NC803": 1}),
        ("{select: [NC3]}", "[]", {"NC701": 1}),
    ],
)
def test_two_articles_with_one_id_are_refused_by_all(tmp_path, checks, waiver, codes):
    """A `Corpus` has one article for each id, so nothing makes `check` pass two; a `corpus.yaml` that tries is broken."""
    (tmp_path / "corpus.yaml").write_text(
        f"format: newscorpus/1\nname: some\nlanguage: en\narticles: ['*.jsonl']\nchecks: {checks}\n"
    )
    record = '{"format": "newscorpus/1", "id": "a", "text": "%s", "waive": %s}\n'
    (tmp_path / "a.jsonl").write_text(record % ("Rain.", "[]") + record % ("Snow.", waiver))
    assert nc.check(tmp_path).codes == codes
    found = takes()
    del found["iter_articles"], found["query"]  # the former gives both, by itself; the latter needs an extra
    for take in found.values():
        with pytest.raises(nc.InvalidCorpus) as caught:
            take(tmp_path)
        assert caught.value.report.codes == codes
