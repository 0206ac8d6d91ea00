"""Arguments of wrong types: UsageError, as documented, and not an AttributeError from the inside."""

import pytest

import newscorpus as nc

ARTICLE = nc.Article(id="a", language="en", text="It rained in Oslo.")
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


@pytest.mark.parametrize(
    "wrong", ["seeds/", nc.Manifest(name="weather"), {}, 5], ids=["path", "manifest", "dict", "int"]
)
@pytest.mark.parametrize("name", OF_CORPUS)
def test_a_corpus_is_expected(tmp_path, name, wrong):
    """Not its path, nor the contents of its `corpus.yaml`."""
    with pytest.raises(nc.UsageError, match=rf"`corpus` is {type(wrong).__name__}; a Corpus is expected"):
        OF_CORPUS[name](wrong, tmp_path)


@pytest.mark.parametrize("function", [nc.to_arrow, nc.to_pandas, nc.from_arrow])
@pytest.mark.parametrize("wrong", ["seeds/", ARTICLE, None], ids=["path", "article", "none"])
def test_a_corpus_or_a_table_is_expected(function, wrong):
    """By the functions for tables."""
    pytest.importorskip("pandas")
    with pytest.raises(nc.UsageError, match=f" is expected.* not {type(wrong).__name__}"):
        function(wrong)


@pytest.mark.parametrize(
    "wrong",
    [{"article_id": None}, {"article_id": "A b"}, {"drafted_by": 5}, {"language": 3}, {"published": "1/2/2024"}],
    ids=str,
)
def test_no_model_is_asked_for_what_is_wrong(wrong):
    """By `repair_rounds`, which costs money; `from_draft` refuses the same."""
    asked = []
    with pytest.raises(nc.UsageError, match=rf"`{next(iter(wrong))}` is .*is expected"):
        next(nc.repair_rounds(asked.append, text="It rained.", **wrong))
    assert not asked
    with pytest.raises(nc.UsageError, match=rf"`{next(iter(wrong))}` is .*is expected"):
        nc.from_draft("{}", text="It rained.", **wrong)


@pytest.mark.parametrize("wrong", [None, 5, "typs"])
def test_a_name_is_expected(wrong):
    """By functions that take one of a few names."""
    for function, what in ((nc.vocabulary, "vocabulary"), (nc.schema, "schema")):
        with pytest.raises(nc.UsageError, match=f"no {what} "):
            function(wrong)


def test_losses_are_reported_or_refused(tmp_path):
    """Nothing else; nothing is written then."""
    with pytest.raises(nc.UsageError, match="`on_loss` is 'error'"):
        nc.export(ARTICLE, "csv", tmp_path / "tables", on_loss="error")
    assert not (tmp_path / "tables").exists()


def test_the_rows_of_a_query_are_those_of_the_last_statement_with_rows():
    """Other statements may follow it."""
    pytest.importorskip("duckdb")
    assert nc.query(ARTICLE, "select 5 as x; create table y as select 2").to_dicts() == [{"x": 5}]
