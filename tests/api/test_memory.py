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


# --- check -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [SEED, CORPUS / "court.yaml"])
def test_a_loaded_article_is_judged_as_its_file(path):
    """With the settings of its corpus, its waivers and its registry."""
    in_memory, in_file = nc.check(nc.load_article(path)), nc.check(path)
    assert codes(in_memory) == codes(in_file) == []
    assert (in_memory.waived, in_memory.totals) == (in_file.waived, in_file.totals)


def test_a_corpus_is_judged_as_its_folder():
    """By the rules for whole corpora, too."""
    corpus = nc.load(CORPUS)
    assert nc.check(corpus).totals == nc.check(CORPUS).totals
    twin = attrs.evolve(corpus["court"], id="twin")
    assert "NC705" in codes(nc.check(attrs.evolve(corpus, articles=[*corpus, twin])))
    assert "NC701" in codes(nc.check([*corpus, corpus["court"]], corpus=corpus))


def test_findings_about_a_model_name_the_article_and_show_what_a_file_would_have():
    """As if the article was written to a file."""
    (finding,) = nc.check(WRONG)
    assert (finding.code, finding.primary.file, finding.path) == ("NC301", "<oslo>", ("events", "rain", "evidence", 0))
    assert "It raned" in finding.primary.excerpt


def test_plain_data_and_open_files_are_checked():
    """As text is."""
    data = {"format": "newscorpus/1", "id": "oslo", "language": "en", "text": "Rain.", "publishd": "2024"}
    assert codes(nc.check(data)) == ["NC101"]
    with SEED.open() as file:
        assert nc.check(file).waived == 2
    assert codes(nc.check(io.StringIO(DRAFT + "text: Rain.\npublishd: 2024\n"))) == ["NC101"]


@pytest.mark.parametrize("words", ["\ud800", "It \ud83d\ude00"])
def test_a_lone_surrogate_is_a_finding(words):
    """In a model, plain data, or a text beside them, as it is in a file."""
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


def test_a_text_does_not_depend_on_the_current_folder(tmp_path, monkeypatch):
    """A `corpus.yaml` there does not count; the one of `base` does."""
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: x\nlanguage: en\n")
    monkeypatch.chdir(tmp_path)
    draft = "format: newscorpus/1\nid: oslo\ntext: Rain.\n"
    assert codes(nc.check_text(draft)) == ["NC111"]
    assert nc.check_text(draft, base=tmp_path).ok
    assert nc.check_text(draft, corpus=nc.Corpus(manifest=nc.Manifest(name="x", language="en"), articles={})).ok


@settings(max_examples=30)
@given(drawn_articles)
def test_what_check_says_of_a_model_it_says_of_its_file(article):
    """For any article: the findings are those of the text that `dumps` writes."""
    assert codes(nc.check(article)) == codes(nc.check_text(nc.dumps(attrs.evolve(article, text_file=None))))


# --- fix -------------------------------------------------------------------------------------------------------------


def test_a_text_is_fixed_and_all_else_stays():
    """Comments and layout, too; unsafe fixes only on request."""
    draft = DRAFT + 'text: "Rain."  # short\npublishd: 2024\n'
    assert nc.fix_text(draft)[0] == draft
    fixed, report = nc.fix_text(draft, unsafe=True)
    assert fixed == draft.replace("publishd", "published")
    assert report.ok
    assert nc.fix_text('{"format": "newscorpus/1"}', "json")[0] == '{"format": "newscorpus/1"}'


# --- reports ---------------------------------------------------------------------------------------------------------


def test_a_report_is_a_collection_of_findings():
    """It has a length, and is true even when it is empty."""
    report = nc.check(WRONG)
    assert (len(report), list(report), bool(nc.Report())) == (1, list(report.diagnostics), True)
    frame = pd.DataFrame(report.to_dicts())
    assert list(frame["code"]) == ["NC301"]
    assert report.count("error") == report.count(nc.Severity.ERROR) == 1
    assert list(frame["path"]) == ["events.rain.evidence[0]"]
    assert report.render("concise").startswith("<oslo>:")
    assert '"version": 1' in report.render("json")
    assert "raned" in report.render()


def test_a_report_has_findings_by_number():
    report = nc.check(WRONG)
    assert report[0] is report[-len(report)] is next(iter(report))


def test_a_report_in_a_notebook():
    """A table, in which nothing of the data acts."""
    wrong = attrs.evolve(RAIN, evidence=tuple(nc.Quote(exact=f"<script>{i}") for i in range(30)))
    cell = nc.check(attrs.evolve(WRONG, events={"rain": wrong}))._repr_html_()
    assert "<script" not in cell
    assert "30 errors" in cell
    assert "… and 10 more" in cell
    assert "All checks passed" in nc.check(CORPUS)._repr_html_()


def test_an_error_says_how_to_correct_it():
    """Message, label and help, of the first ten."""
    with pytest.raises(nc.InvalidCorpus) as caught:
        nc.loads(nc.dumps(WRONG))
    assert "quote not found: the article has `rained`, not `raned`" in str(caught.value)
    assert "help: replace `raned` with `rained`" in str(caught.value)


def test_warnings_reach_who_loads_text():
    """With `with_report`."""
    warned = DRAFT + "text: Rain.\nactors: {anna: {name: Anna Berg, kind: person}}\n"
    article, report = nc.loads(warned, with_report=True)
    assert (article.id, codes(report)) == ("oslo", ["NC313"])


# --- corpora ---------------------------------------------------------------------------------------------------------


def test_a_corpus_is_a_collection_of_articles():
    """By id, and in order."""
    corpus = nc.load(CORPUS)
    assert len(corpus) == len(list(corpus)) == 3
    assert corpus["court"] in corpus
    assert "court" in corpus
    assert attrs.evolve(corpus["court"], note="x") not in corpus
    assert bool(nc.Corpus(manifest=corpus.manifest, articles={}))


def test_folders_are_made(tmp_path):
    """As by the commands."""
    article = nc.Article(id="oslo", language="en", text="It rained.")
    nc.dump(article, tmp_path / "a" / "oslo.yaml")
    nc.write_jsonl([article], tmp_path / "b" / "all.jsonl")
    assert nc.save(article, tmp_path / "c" / "oslo.json")


def test_a_corpus_is_written_and_loaded(tmp_path):
    """The same but for the files of the texts; not over another corpus."""
    corpus = nc.load(CORPUS)
    nc.dump(corpus, tmp_path / "copy")
    again = nc.load(tmp_path / "copy")
    same = [attrs.evolve(one, text_file=None, path=None) for one in corpus]
    assert [attrs.evolve(one, path=None) for one in again] == same
    assert (again.name, again.manifest.actors) == (corpus.name, corpus.manifest.actors)
    nc.dump(corpus, tmp_path / "copy")
    with pytest.raises(nc.UsageError, match="not of this corpus"):
        nc.dump(nc.load(SEED.parent), tmp_path / "copy")


def test_a_manifest_is_written(tmp_path):
    """With the terms and attributes that it declares: an importer can write a corpus.yaml."""
    manifest = nc.Manifest(
        name="security",
        vocabularies=nc.Vocabularies(incident=nc.KindWords(types={"phishing": "mail that tricks people"})),
        attributes=nc.AttributeDeclarations(article={"source": nc.Attribute(type="string")}),
    )
    nc.dump(manifest, tmp_path / "corpus.yaml")
    phishing = nc.Incident(id="mail", type="phishing", evidence=(nc.Quote(exact="a mail"),))
    article = nc.Article(
        id="a", language="en", text="It was a mail.", events={"mail": phishing}, attributes={"source": "CASIE"}
    )
    corpus = nc.Corpus(manifest=manifest, articles={"a": article})
    assert nc.check(article, corpus=corpus).ok
    assert not nc.check(article).ok
    nc.dump(article, tmp_path / "a.yaml", corpus=corpus)
    assert nc.load(tmp_path)["a"].events == nc.anchor(article).events
    assert "phishing" in nc.vocabulary("types", corpus=corpus)


def test_articles_are_written_as_lines(tmp_path):
    """As many as there are; nothing is left if one fails."""
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


# --- where, and what terms -------------------------------------------------------------------------------------------


def test_a_path_leads_to_its_place():
    """The same as in a finding, whatever form the file has."""
    at = nc.locate(SEED, ("events", "visit-feb", "when", "edtf"))
    assert SEED.read_text()[at.start : at.end] == "2023-02"
    assert at.file == SEED.as_posix()
    assert nc.locate(CORPUS / "corpus.yaml", ("name",)).line > 1


def test_a_file_with_an_error_of_syntax_has_no_places(tmp_path):
    (tmp_path / "a.yaml").write_text("id: a\ntext: [\n")
    with pytest.raises(nc.UsageError, match=r"a\.yaml cannot be read: value is missing before this"):
        nc.locate(tmp_path / "a.yaml", ("id",))


def test_terms_have_meanings():
    """Those of one kind of event, or of all."""
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
    """Marks around a quote are written if the article has both."""
    text = "“She promised us new cranes,” Dahl said of the “red ship”."
    quoted = f"format: newscorpus/1\nid: a\nlanguage: en\nclaims:\n  - quote: '{words}'\n"
    fixed, _ = nc.fix_text(quoted, text=text, unsafe=True)
    assert nc.loads(f"{fixed}text: {text}\n").claims[0].quote[0].exact == written
