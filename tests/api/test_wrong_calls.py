"""Wrong calls of the Python API: one clear error that says what is expected, and nothing is written."""

import io
from pathlib import Path

import pytest

import newscorpus as nc

CORPUS = Path(__file__).parents[1] / "articles"
SEED = Path(__file__).parents[2] / "seeds" / "000_acf5269c8d9a5d96.yaml"
ARTICLE = nc.Article(id="a", language="en", text="It rained in Oslo.")
ENDLESS: dict[str, object] = {}
ENDLESS["id"] = ENDLESS
CLOSED = io.StringIO("id: a")
CLOSED.close()
OF_CORPUS = {
    "check": lambda corpus, _: nc.check(ARTICLE, corpus=corpus),
    "dumps": lambda corpus, _: nc.dumps(ARTICLE, corpus=corpus),
    "dyads": lambda corpus, _: nc.dyads(ARTICLE, corpus=corpus),
    "event": lambda corpus, _: nc.event("event", type="other", evidence="It rained", corpus=corpus),
    "export": lambda corpus, folder: nc.export(ARTICLE, "brat", folder / "brat", corpus=corpus),
    "from_draft": lambda corpus, _: nc.from_draft("{}", text="It rained.", corpus=corpus),
    "loads": lambda corpus, _: nc.loads(nc.dumps(ARTICLE), corpus=corpus),
    "prompt": lambda corpus, _: nc.prompt("It rained.", corpus=corpus),
    "to_draft": lambda corpus, _: nc.to_draft(ARTICLE, corpus=corpus),
    "view": lambda corpus, folder: nc.view(ARTICLE, folder / "a.html", corpus=corpus),
    "vocabulary": lambda corpus, _: nc.vocabulary("types", corpus=corpus),
}


@pytest.mark.parametrize("name", OF_CORPUS)
def test_a_corpus_is_expected(tmp_path, name):
    for wrong in ("seeds/", nc.Manifest(name="weather"), {}, 5):
        with pytest.raises(nc.UsageError, match=rf"`corpus` is {type(wrong).__name__}; a Corpus is expected"):
            OF_CORPUS[name](wrong, tmp_path)


@pytest.mark.parametrize("function", [nc.to_arrow, nc.to_pandas, nc.from_arrow])
def test_a_corpus_or_a_table_is_expected(function):
    pytest.importorskip("pandas")
    for wrong in ("seeds/", ARTICLE, None):
        with pytest.raises(nc.UsageError, match=f" is expected.* not {type(wrong).__name__}"):
            function(wrong)


def test_no_model_is_asked_for_what_is_wrong():
    asked = []
    for name, wrong in (
        ("article_id", None),
        ("article_id", "A b"),
        ("drafted_by", 5),
        ("language", 3),
        ("published", "1/2/2024"),
    ):
        with pytest.raises(nc.UsageError, match=rf"`{name}` is .*is expected"):
            next(nc.repair_rounds(asked.append, text="It rained.", **{name: wrong}))
        with pytest.raises(nc.UsageError, match=rf"`{name}` is .*is expected"):
            nc.from_draft("{}", text="It rained.", **{name: wrong})
    assert not asked


@pytest.mark.parametrize("function", [nc.vocabulary, nc.schema])
def test_a_name_is_expected(function):
    for wrong in (None, 5, "typs"):
        with pytest.raises(nc.UsageError, match=f"no {function.__name__} "):
            function(wrong)


def test_losses_are_reported_or_refused(tmp_path):
    with pytest.raises(nc.UsageError, match="`on_loss` is 'error'"):
        nc.export(ARTICLE, "csv", tmp_path / "tables", on_loss="error")
    assert not (tmp_path / "tables").exists()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: nc.check("format: newscorpus/1\nid: a"), "`check_text` checks such a text"),
        (lambda: nc.check("no-such-folder"), "no such file or folder"),
        (lambda: nc.check(3), "a corpus or a mapping are expected, not int"),
        (lambda: nc.check([3]), "a path or an article is expected, not int"),
        (lambda: nc.check([ARTICLE, "a.yaml"]), "an article is expected, not str"),
        (lambda: nc.check({"a": {1, 2}}), "JSON has no form for a value"),
        (lambda: nc.check(ENDLESS), "JSON has no form for a value"),
        (lambda: nc.check(CLOSED), "the open file cannot be read"),
        (lambda: nc.check(io.TextIOWrapper(io.BytesIO(b"\xff"), "utf-8")), "the open file cannot be read"),
        (lambda: nc.check("seeds/", corpus=nc.load(CORPUS)), "files belong to the corpus.yaml above them"),
        (lambda: nc.check(ARTICLE, select=["NC000"]), "no rule 'NC000'"),
        (lambda: nc.check_text("", "toml"), "no format 'toml'"),
        (lambda: nc.check_text("", base="no-such-folder"), "no such folder"),
        (lambda: nc.check_text({"id": "a"}, "json"), "the text of an annotation is expected, not dict"),
        (lambda: nc.load_article(CORPUS), "3 articles instead of one"),
        (lambda: nc.dump(nc.Manifest(name="x"), "build/corpus.json"), "the ending says the format: .yaml"),
        (lambda: nc.write_jsonl([], "build/x.json"), "ends with .jsonl"),
        (lambda: nc.write_jsonl([{"id": "a"}], "build/x.jsonl"), "an article is expected, not dict"),
        (lambda: nc.write_jsonl(CORPUS, "build/x.jsonl"), "articles are expected, not PosixPath"),
        (lambda: nc.write_jsonl(ARTICLE, "build/x.jsonl"), "articles are expected, not Article"),
        (lambda: nc.dumps({"id": "a"}), "an article is expected, not dict"),
        (lambda: nc.dump([ARTICLE], "build/x.yaml"), "an article is expected, not list"),
        (lambda: nc.save({"id": "a"}, "build/x.yaml"), "an article is expected, not dict"),
        (lambda: nc.Report().render("consise"), "did you mean concise?"),
        (lambda: nc.locate(Path(SEED).with_suffix(".txt"), ()), "no annotation in YAML or JSON"),
        (lambda: nc.locate("no-such.yaml", ()), "no such file"),
        (lambda: nc.locate(SEED, ("events", "x")), "has no events.x"),
        (lambda: nc.vocabulary("type"), "did you mean types?"),
        (lambda: nc.vocabulary("xyz"), "no vocabulary 'xyz': types"),
        (lambda: nc.vocabulary("types", "visit"), "no kind 'visit' of types: event, meeting, incident"),
        (lambda: nc.vocabulary("stances", "event"), "differ by kind"),
        (lambda: nc.check(""), "write `.` for the current folder"),
        (lambda: nc.loads("", "toml"), "no format 'toml': yaml, json or jsonl"),
        (lambda: nc.loads("{}\n{}\n", "jsonl"), "2 articles instead of one"),
        (lambda: nc.loads({"id": "a"}), "the text of an annotation is expected, not dict"),
        (lambda: nc.dumps(ARTICLE, "toml"), "no format 'toml': yaml, json or jsonl"),
        (lambda: nc.dump(ARTICLE, "build/oslo.txt"), "the ending says the format"),
        (lambda: nc.convert(CORPUS, to="toml"), "no format 'toml'"),
        (lambda: nc.export(CORPUS, "cvs", "build/x"), "no format 'cvs': parquet, csv, sqlite, dataset"),
        (lambda: nc.view(CORPUS, "build/x.html"), "do not fit one page"),
        (lambda: nc.schema("article", corpus="no-such-folder"), "no corpus.yaml at no-such-folder"),
        (lambda: nc.locate(SEED, "events"), "such as (\"events\",), not 'events'"),
        (lambda: nc.locate("all.jsonl", ("id",)), "add `#` and the id of one"),
        (lambda: nc.edit("no-such.yaml").__enter__(), "no such file"),
        (lambda: nc.edit(CORPUS / "corpus.yaml").__enter__(), "corpus.yaml is no article"),
        (lambda: nc.locate(SEED, ("events", "visit-feb", "evidence", -1)), "has no events.visit-feb.evidence[-1]"),
        (lambda: nc.edit(Path(SEED).with_suffix(".txt")).__enter__(), "no annotation in YAML or JSON"),
    ],
)
def test_a_wrong_call_is_one_clear_error(call, message):
    with pytest.raises(nc.UsageError) as caught:
        call()
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: nc.Quote(exact=""), "Quote.exact: '': expected words without whitespace at their ends"),
        (lambda: nc.Quote(exact="It rained "), "Quote.exact: 'It rained ': expected words without whitespace"),
        (lambda: nc.Actor(id="a", name=" "), "Actor.name: ' ': expected words"),
        (lambda: nc.Actor(id="a", aliases=3), "Actor.aliases: expected a list, not 3"),
        (lambda: nc.Event(id="A b", type="other", evidence=["x"]), "Event.id: 'A b': expected an id"),
        (lambda: nc.Event(type="other", evidence=[]), "Event.evidence: expected at least one item"),
        (lambda: nc.Event(type="other", evidence=["x"], status="maybe"), "Event.status: 'maybe': expected one of"),
        (lambda: nc.Claim(quote=3), "Claim.quote: expected a list, not 3"),
        (lambda: nc.Place(name="Oslo", country="NOR"), "Place.country: 'NOR': expected an ISO 3166-1"),
        (lambda: nc.When(edtf="1/6/2024"), "When.edtf: '1/6/2024': expected a date"),
        (lambda: nc.Article(id="a", events=[3]), "Article.events: expected a mapping by id, or objects with"),
        (lambda: nc.event("meeting", type="talks", evidence="x", whn="2024"), "did you mean `when`?"),
    ],
)
def test_a_wrong_value_names_its_field(call, message):
    with pytest.raises(ValueError, match=r"\w") as caught:
        call()
    assert message in str(caught.value)


def test_what_cannot_be_meant_is_refused():
    with pytest.raises(nc.UsageError, match="the schema 'article' is for no vendor: only that of drafts is"):
        nc.schema("article", vendor="openai")
    with pytest.raises(nc.UsageError, match="there are no articles or paths to read: the list is empty"):
        nc.check([])
