"""spaCy reads what is written for it: text, spans of all layers, entities, and the rest of the article."""

from pathlib import Path

import pytest

import newscorpus as nc

spacy = pytest.importorskip("spacy")

ROOT = Path(nc.__file__).parents[1]
SWALLOWED = nc.Article(
    id="dam",
    language="en",
    text="A judge in Harwick\u00a0said 👩\u200d🚀 no.",
    actors={
        "harwick": nc.Actor(id="harwick", name="Harwick", kind="locality", ids={"wikidata": "Q1"}),
        "judge": nc.Actor(id="judge", name="judge", kind="person", named=False, mentions=("A judge in Harwick",)),
        "wick": nc.Actor(id="wick", name="wick", kind="unknown", named=False, mentions=("wick", "👩\u200d🚀")),
    },
)


def label(article, span):
    """The label of a span, as the page says."""
    step = span.path.split(".")
    if span.label == "mentions":
        return article.actors[span.id].kind
    if span.label in ("participants", "things", "casualties", "relations"):
        return step[step.index(span.label) + 1].split("[")[0]
    if step[0].startswith("claims"):
        return {"quote": "claim"}.get(span.label, span.label)
    return "role" if span.label == "roles" else article.events[span.id].type


def docs_of(path, language="en"):
    return list(spacy.tokens.DocBin().from_disk(path).get_docs(spacy.blank(language).vocab))


@pytest.mark.parametrize("folder", ["seeds", "tests/articles"])
def test_texts_and_spans_are_those_of_the_articles(folder, tmp_path):
    corpus = nc.load(ROOT / folder)
    exported = nc.export(ROOT / folder, "spacy", tmp_path / "out.spacy")
    lost = {one.kind for one in exported.losses if not one.kind.endswith(" of corpus.yaml")}
    assert lost <= {"ents: a mention that overlaps another one; `doc.spans` has it"}
    docs = docs_of(tmp_path / "out.spacy")
    assert len(docs) == len(corpus)
    for doc, article in zip(docs, corpus, strict=True):
        assert doc.text == article.text
        spans = [(layer, one.start_char, one.end_char, one.id_) for layer, some in doc.spans.items() for one in some]
        assert sorted(spans) == sorted((one.label, one.start, one.end, one.id) for one in article.spans())
        labels = [
            (layer, one.start_char, one.end_char, one.label_) for layer, some in doc.spans.items() for one in some
        ]
        assert sorted(labels) == sorted((one.label, one.start, one.end, label(article, one)) for one in article.spans())
        assert all(doc.char_span(one.start, one.end).text == doc.text[one.start : one.end] for one in article.spans())
        mentions = [(one.start_char, one.end_char) for one in doc.spans["mentions"]]
        assert {(one.start_char, one.end_char) for one in doc.ents} <= set(mentions)
        rest = {**doc.user_data["article"], "text": doc.text}
        assert nc.make_converter(corpus.manifest).structure(listed(rest), nc.Article) == nc.anchor(article)


def listed(data):
    """Plain data with lists, where spaCy reads tuples."""
    if isinstance(data, dict):
        return {key: listed(one) for key, one in data.items() if key not in ("earliest", "latest")}
    return [listed(one) for one in data] if isinstance(data, list | tuple) else data


def test_of_mentions_that_overlap_the_longest_is_an_entity(tmp_path):
    exported = nc.export([nc.anchor(SWALLOWED)], "spacy", tmp_path / "out.spacy")
    (loss,) = exported.losses
    assert (loss.count, loss.places[0]) == (2, loss.places[0])
    (doc,) = docs_of(tmp_path / "out.spacy")
    assert doc.text == SWALLOWED.text
    assert [(one.text, one.label_) for one in doc.ents] == [("A judge in Harwick", "person"), ("👩\u200d🚀", "unknown")]
    found = {(one.text, one.label_, one.id_, one.kb_id_) for one in doc.spans["mentions"]}
    assert ("Harwick", "locality", "harwick", "Q1") in found
    assert ("wick", "unknown", "wick", "") in found


@pytest.mark.parametrize("language", ["zh-Hans", "ja", "no", "und", "tlh"])
def test_each_language_has_tokens(language, tmp_path):
    """spaCy lacks a language, or what it needs for one: then the tokens are those of any language."""
    oslo = nc.Actor(id="oslo", name="北京", kind="locality")
    article = nc.Article(id="a", language=language, text="他在北京说话。 Oslo\n\n\tya", actors={"oslo": oslo})
    nc.export([nc.anchor(article)], "spacy", tmp_path / "out.spacy")
    (doc,) = docs_of(tmp_path / "out.spacy", "xx")
    assert (doc.text, [one.text for one in doc.ents]) == (article.text, ["北京"])


def test_an_export_is_replaced_and_other_files_are_not(tmp_path):
    nc.export(ROOT / "seeds", "spacy", tmp_path / "out.spacy")
    nc.export(ROOT / "seeds", "spacy", tmp_path / "out.spacy")
    spacy.tokens.DocBin(docs=[spacy.blank("en")("Oslo")]).to_disk(tmp_path / "other.spacy")
    (tmp_path / "text.spacy").write_text("Oslo")
    for name in ("other.spacy", "text.spacy"):
        with pytest.raises(nc.UsageError, match="no earlier export"):
            nc.export(ROOT / "seeds", "spacy", tmp_path / name)
