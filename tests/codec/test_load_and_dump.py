"""The laws of reading and writing, over every article that Hypothesis can make (newscorpus.testing)."""

import json

from converters import manifest_of, plain
from drawn import drawn_articles, drawn_pairs
from flat import quotes_in
from hypothesis import given, settings
from hypothesis import strategies as st

import newscorpus as nc


@given(drawn_articles)
def test_yaml_round_trips(article):
    """Laws 1, 2, 9, 10: an equal model, the same bytes when dumped again, true offsets, CRLF as LF."""
    text, anchored = nc.dumps(article, "yaml"), nc.anchor(article)
    loaded = nc.loads(text, "yaml")
    assert loaded == anchored
    assert hash(loaded) == hash(anchored)
    assert nc.dumps(loaded, "yaml") == text
    assert_offsets_are_true(loaded)
    if "\r" not in text:
        assert nc.loads(text.replace("\n", "\r\n"), "yaml") == anchored


@given(drawn_articles)
def test_json_round_trips(article):
    """Laws 1, 2, 3, 9, 10: the same of JSON and JSON Lines, which mean the same read as YAML, in any order of keys."""
    anchored = nc.anchor(article)
    for format in ("json", "jsonl"):
        text = nc.dumps(article, format)
        loaded = nc.loads(text, "json")
        assert loaded == anchored
        assert nc.dumps(loaded, format) == text
        assert nc.loads(text, "yaml") == anchored
        assert_offsets_are_true(loaded)
    assert "\n" not in text
    data = json.loads(text)
    assert data == json.loads(nc.dumps(article, "json"))
    assert nc.loads(json.dumps(dict(reversed(data.items()))), "json") == anchored


def assert_offsets_are_true(article):
    """text[start:end] == exact. Only titles may have no place: of actors that the text does not mention."""
    titles = [id(role.title) for actor in article.actors.values() for role in actor.roles]
    for quote in quotes_in(article):
        assert quote.end is not None or id(quote) in titles
        if article.text is not None and quote.end is not None:
            assert article.text[quote.start : quote.end] == quote.exact


@given(drawn_pairs)
@settings(max_examples=50)
def test_a_corpus_with_own_words_and_fields_round_trips(drawn):
    manifest, article = drawn
    assert manifest_of(**json.loads(json.dumps(plain(manifest)))) == manifest
    corpus = nc.Corpus(manifest=manifest, articles={})
    for format in ("yaml", "json"):
        loaded = nc.loads(nc.dumps(article, format, corpus=corpus), format, corpus=corpus)
        assert nc.loads(nc.dumps(loaded, format, corpus=corpus), format, corpus=corpus) == loaded


LINES = st.text(min_size=1).filter(lambda words: words == words.strip())
TODOS = st.lists(
    st.builds(
        nc.Todo,
        at=st.just("events.talks.status"),
        versions=st.dictionaries(st.sampled_from(["anna", "bert", "the third"]), st.text(), min_size=1),
        without=st.sampled_from([(), ("carl",)]),
        note=st.none() | LINES,
    ),
    max_size=3,
)


@given(TODOS)
def test_open_points_stay_as_they_are(todo):
    talks = nc.Event(id="talks", type="other", evidence=(nc.Quote(exact="Rain"),))
    article = nc.anchor(nc.Article(id="a", text="Rain.", language="en", events={"talks": talks}, todo=todo))
    for format in ("yaml", "json", "jsonl"):
        assert nc.loads(nc.dumps(article, format), format) == article
