"""Models, plain data and text: checked, fixed, located and written without files that the user keeps."""

import io
from pathlib import Path

import attrs
import pandas as pd
import pytest
from drawn import drawn_articles
from hypothesis import given, settings

import newscorpus as nc

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "articles"
SEED = ROOT / "seeds" / "000_acf5269c8d9a5d96.yaml"
RAIN = nc.Incident(id="rain", type="disaster", evidence=(nc.Quote(exact="It raned"),))
WRONG = nc.Article(id="oslo", language="en", text="It rained in Oslo.", events={"rain": RAIN})
DRAFT = "format: newscorpus/1\nid: oslo\nlanguage: en\n"
ENDLESS: dict[str, object] = {}
ENDLESS["id"] = ENDLESS
CLOSED = io.StringIO("id: a")
CLOSED.close()


def codes(report):
    """The codes of the findings."""
    return [one.code for one in report]


def test_findings_about_a_model_name_the_article_and_show_what_a_file_would_have():
    (finding,) = nc.check(WRONG)
    assert (finding.code, finding.primary.file, finding.path) == ("NC301", "<oslo>", ("events", "rain", "evidence", 0))
    assert "It raned" in finding.primary.excerpt


def test_plain_data_and_open_files_are_checked():
    data = {"format": "newscorpus/1", "id": "oslo", "language": "en", "text": "Rain.", "publishd": "2024"}
    assert codes(nc.check(data)) == ["NC101"]
    with SEED.open() as file:
        assert nc.check(file).waived == 2
    assert codes(nc.check(io.StringIO(DRAFT + "text: Rain.\npublishd: 2024\n"))) == ["NC101"]


@pytest.mark.parametrize("words", ["\ud800", "It \ud83d\ude00"])
def test_a_lone_surrogate_is_a_finding(words):
    rain = {"id": "rain", "language": "en", "text": "It rained."}
    event = {"evidence": [words], "title": words, "type": "disaster"}
    for source in (
        nc.Article(**rain | {"text": words}),
        nc.Article(**rain, headline=words, actors=[nc.Actor(id="ida", name=words, kind="person")]),
        nc.Article(**rain, events={"rain": nc.Incident(**event)}, attributes={"desk": words}),
        {"format": "newscorpus/1", **rain, "events": {"rain": {"kind": "incident", **event}}},
    ):
        assert codes(nc.check(source)) == ["NC001"]
        with pytest.raises(nc.InvalidCorpus):
            nc.query(source, "select * from events")
    draft = "format: newscorpus/1\nid: rain\nlanguage: en\n"
    assert codes(nc.check_text(draft, text=words)) == ["NC001"]
    assert nc.fix_text(draft, text=words)[0] == draft
    assert not nc.from_draft({"events": []}, text=words).ok
    assert "NC008" in codes(nc.check({"format": "newscorpus/1", **rain, "note": float("nan")}))


def test_a_text_beside_the_annotation():
    """Quotes are looked up in it, findings point into it, and the annotation must not have another."""
    events = "events: {rain: {kind: incident, type: disaster, evidence: [It raned]}}\n"
    (finding,) = nc.check_text(DRAFT + events, text="It rained in Oslo.")
    assert (finding.code, finding.labels[0].span.file) == ("NC301", "<text>")
    assert nc.check_text(DRAFT + events, text="It raned.").ok
    assert nc.check_text(DRAFT + "text: Rain.\n", text="Rain.").ok
    assert codes(nc.check_text(DRAFT + "text: Rain.\n", text="Snow.")) == ["NC011"]
    fixed, report = nc.fix_text(DRAFT + events, text="It rained in Oslo.", unsafe=True)
    assert fixed == DRAFT + events.replace("raned", "rained")
    assert report.ok


@settings(max_examples=30)
@given(drawn_articles)
def test_what_check_says_of_a_model_it_says_of_its_file(article):
    """For any article: the findings are those of the text that `dumps` writes."""
    assert codes(nc.check(article)) == codes(nc.check_text(nc.dumps(attrs.evolve(article, text_file=None))))


def test_a_text_is_fixed_and_all_else_stays():
    draft = DRAFT + 'text: "Rain."  # short\npublishd: 2024\n'
    assert nc.fix_text(draft)[0] == draft
    fixed, report = nc.fix_text(draft, unsafe=True)
    assert fixed == draft.replace("publishd", "published")
    assert report.ok
    assert nc.fix_text('{"format": "newscorpus/1"}', "json")[0] == '{"format": "newscorpus/1"}'


def test_a_report_is_a_collection_of_findings():
    report = nc.check(WRONG)
    assert (len(report), list(report), bool(nc.Report())) == (1, list(report.diagnostics), True)
    frame = pd.DataFrame(report.to_dicts())
    assert list(frame["code"]) == ["NC301"]
    assert report.count("error") == report.count(nc.Severity.ERROR) == 1
    assert list(frame["path"]) == ["events.rain.evidence[0]"]
    assert report.render("concise").startswith("<oslo>:")
    assert '"version": 1' in report.render("json")
    assert "raned" in report.render()


def test_a_report_in_a_notebook():
    wrong = attrs.evolve(RAIN, evidence=tuple(nc.Quote(exact=f"<script>{i}") for i in range(30)))
    cell = nc.check(attrs.evolve(WRONG, events={"rain": wrong}))._repr_html_()
    assert "<script" not in cell
    assert "30 errors" in cell
    assert "… and 10 more" in cell
    assert "All checks passed" in nc.check(CORPUS)._repr_html_()


def test_a_corpus_is_a_collection_of_articles():
    corpus = nc.load(CORPUS)
    assert len(corpus) == len(list(corpus)) == 3
    assert corpus["court"] in corpus
    assert "court" in corpus
    assert attrs.evolve(corpus["court"], note="x") not in corpus
    assert bool(nc.Corpus(manifest=corpus.manifest, articles={}))


def test_a_corpus_is_written_and_loaded(tmp_path):
    corpus = nc.load(CORPUS)
    nc.dump(corpus, tmp_path / "copy")
    again = nc.load(tmp_path / "copy")
    same = [attrs.evolve(one, text_file=None, path=None) for one in corpus]
    assert [attrs.evolve(one, path=None) for one in again] == same
    assert (again.name, again.manifest.actors) == (corpus.name, corpus.manifest.actors)
    nc.dump(corpus, tmp_path / "copy")
    with pytest.raises(nc.UsageError, match="not of this corpus"):
        nc.dump(nc.load(SEED.parent), tmp_path / "copy")


def test_articles_are_written_as_lines(tmp_path):
    target = tmp_path / "all.jsonl"
    assert nc.write_jsonl(nc.iter_articles(CORPUS), target, corpus=nc.load(CORPUS)) == 3
    assert [one.id for one in nc.iter_articles(target)] == ["court", "flood", "pressekonferenz"]
    before = target.read_bytes()
    for several in (nc.load(CORPUS), nc.load(CORPUS).articles, {one.id: one for one in nc.load(CORPUS)}):
        assert nc.write_jsonl(several, target) == 3
        assert target.read_bytes() == before
    with pytest.raises(nc.InvalidCorpus):
        nc.write_jsonl([attrs.evolve(WRONG, events={"rain": attrs.evolve(RAIN, type="nonsense")})], target)
    assert target.read_bytes() == before


def test_a_path_leads_to_its_place():
    at = nc.locate(SEED, ("events", "visit-feb", "when", "edtf"))
    assert SEED.read_text()[at.start : at.end] == "2023-02"
    assert at.file == SEED.as_posix()
    assert nc.locate(CORPUS / "corpus.yaml", ("name",)).line > 1


def test_a_file_with_an_error_of_syntax_has_no_places(tmp_path):
    (tmp_path / "a.yaml").write_text("id: a\ntext: [\n")
    with pytest.raises(nc.UsageError, match=r"a\.yaml cannot be read: value is missing before this"):
        nc.locate(tmp_path / "a.yaml", ("id",))


def test_terms_have_meanings():
    assert "visit" in nc.vocabulary("types", "meeting")
    assert "visit" not in nc.vocabulary("types", "incident")
    assert {"visit", "accident"} <= nc.vocabulary("types").keys()
    assert "asserts" in nc.vocabulary("stances")


@pytest.mark.parametrize("value", ["*p", "&p x", "!p x", "@p", "%p", "a: b"])
def test_help_repeats_a_value_without_its_comment(value):
    report = nc.check_text(f"format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\nnote: {value}   # why\n")
    assert f"'{value}'" in report[0].help
    assert "# why" not in report[0].help


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ('"She promised us new cranes"', "She promised us new cranes"),
        ('"She promised us new cranes,"', "“She promised us new cranes,”"),
        ('"red ship"', "“red ship”"),
    ],
)
def test_no_fix_writes_half_a_pair_of_quotation_marks(words, written):
    text = "“She promised us new cranes,” Dahl said of the “red ship”."
    quoted = f"format: newscorpus/1\nid: a\nlanguage: en\nclaims:\n  - quote: '{words}'\n"
    fixed, _ = nc.fix_text(quoted, text=text, unsafe=True)
    assert nc.loads(f"{fixed}text: {text}\n").claims[0].quote[0].exact == written


def test_quotes_of_an_article_whose_text_has_changed_are_saved_with_new_places(tmp_path):
    article = nc.Article(id="a", language="en", text="It rained in Oslo.", claims=[nc.Claim(quote="in Oslo")])
    nc.dump(article, tmp_path / "a.yaml")
    later = attrs.evolve(nc.load_article(tmp_path / "a.yaml"), text="Much later it rained in Oslo.")
    assert nc.save(later, tmp_path / "a.yaml")
    (quote,) = nc.load_article(tmp_path / "a.yaml").claims[0].quote
    assert later.text[quote.start : quote.end] == "in Oslo"
