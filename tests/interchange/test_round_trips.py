"""What is exported to a tool and imported again is the article, but for the losses that are listed."""

import tempfile
from collections import Counter
from pathlib import Path

import attrs
import pytest
from drawn import drawn_pairs, drawn_texts
from exported import ANY, ROOT
from hypothesis import example, given

import newscorpus as nc
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.registry import reader

COMPUTED = {"end", "earliest", "latest"}
NEEDS = {"cas": "cassis", "conllu": "conllu"}
LAYERED = nc.Article(
    id="a",
    text="Anna met Anna Berg.\n\nOslo",
    language="en",
    actors={
        "anna": nc.Actor(id="anna", name="Anna", kind="person", mentions=("Anna Berg",)),
        "oslo": nc.Actor(id="oslo", name="Bergen", kind="locality"),
    },
    events={
        "e": nc.Meeting(
            id="e",
            type="talks",
            evidence=("Anna met", "Oslo"),
            participants={
                "participant": (
                    nc.Participant(actor="anna", mention=nc.Quote(exact="Anna", start=0)),
                    nc.Participant(actor="anna", mention=nc.Quote(exact="Anna Berg")),
                    nc.Participant(actor="anna", mention=nc.Quote(exact="met")),
                    "oslo",
                )
            },
            outcome="met",
            topics=("Oslo",),
        )
    },
)
CROSSING = nc.Article(
    id="a",
    text="One two three four",
    language="en",
    actors={
        "a": nc.Actor(id="a", name="A", kind="person", mentions=("One two", "two")),
        "b": nc.Actor(id="b", name="B", kind="person", mentions=("two three", "three")),
        "c": nc.Actor(id="c", name="C", kind="person", mentions=("three four", "One two three four")),
    },
)
TELLING = nc.Article(
    id="a",
    text="In Oslo, Berg (A.B.) met the Minister. Anna Berg left.",
    language="en",
    headline="A = B # c",
    actors={
        "anna": nc.Actor(id="anna", name="Anna Berg", aliases=("Berg", "A.B."), kind="person", ids={"wikidata": "Q1"}),
        "oslo": nc.Actor(id="oslo", name="Oslo", kind="locality", named=False, mentions=("Oslo",)),
        "minister": nc.Actor(id="minister", name="the Minister", kind="person", named=False, mentions=("Minister",)),
    },
)


def there_and_back(article, format, manifest=ANY):
    """The record that is read from the export of an article, and the counts of each kind of loss of the export."""
    if format in NEEDS:
        pytest.importorskip(NEEDS[format])
    missed = Losses()
    with tempfile.TemporaryDirectory() as folder:
        corpus = nc.Corpus(manifest=manifest, articles={})
        exported = nc.export([article], format, Path(folder, "out"), corpus=corpus)
        (record,) = reader(format).read(Path(folder, "out"), None, missed).records
    assert not list(missed)
    return record, {one.kind: one.count for one in exported.losses if not one.kind.endswith(" of corpus.yaml")}


def read_back(record, article, manifest=ANY):
    """The article of a record; the hash of its text, which an import computes, only if the article had one."""
    head = {"sha256": article.sha256} if article.sha256 else {}
    data = {"format": article.format, "text": record.text, **head, **record.data}
    return nc.make_converter(manifest).structure(data, nc.Article)


def plain(article, lost=COMPUTED, manifest=ANY):
    """Canonical data without what is lost, and without tables and lists that are empty."""
    return without(nc.make_converter(manifest).unstructure(article), lost)


def without(data, lost):
    if isinstance(data, dict):
        kept = {key: without(value, lost) for key, value in data.items() if key not in lost}
        return {key: value for key, value in kept.items() if value not in ({}, [])}
    return [without(value, lost) for value in data] if isinstance(data, list) else data


TOOLS = pytest.mark.parametrize("tool", ["brat", "label-studio", "potato", "cas"])


def assert_kept(article, manifest, tool):
    """Only contexts of quotes are lost, and each loss is counted."""
    record, lost = there_and_back(article, tool, manifest)
    back = read_back(record, article, manifest)
    assert plain(back, manifest=manifest) == plain(article, {*COMPUTED, "within"}, manifest)
    assert {kind.rpartition(".")[2] for kind in lost} <= {"within"}
    assert sum(lost.values()) == str(plain(article, manifest=manifest)).count("'within': ")


@TOOLS
@example(article=nc.Article(id="a", language="en", text="/archive/1.txt", keywords=("files",)))
@example(article=LAYERED)
@given(article=drawn_texts)
def test_articles_are_kept(article, tool):
    assert_kept(nc.anchor(article), ANY, tool)


@TOOLS
@given(pair=drawn_pairs.filter(lambda pair: pair[1].text is not None))
def test_terms_and_attributes_of_a_corpus_are_kept(pair, tool):
    manifest, article = attrs.evolve(pair[0], actors={}), pair[1]  # the article has those that it refers to
    inherited = {
        "language": article.language or manifest.language,
        "text_license": article.text_license or manifest.text_license,
    }
    assert_kept(nc.anchor(attrs.evolve(article, **inherited)), manifest, tool)


@TOOLS
@pytest.mark.parametrize("folder", ["seeds", "tests/articles"])
def test_a_corpus_is_kept(folder, tool, tmp_path):
    if tool in NEEDS:
        pytest.importorskip(NEEDS[tool])
    corpus = nc.load(ROOT / folder)
    assert nc.export(ROOT / folder, tool, tmp_path / "out").articles == len(corpus)
    imported = nc.import_corpus(tmp_path / "out", tool, tmp_path / "back")
    assert (list(imported.losses), imported.errors) == ([], {})
    assert nc.import_corpus(tmp_path / "out", tool, tmp_path / "back").written == 0
    back = nc.load(tmp_path / "back")
    for article in corpus:
        same = attrs.evolve(back[article.id], text_file=article.text_file)
        assert plain(same, {"within"}) == plain(article, {"within", "waive"})


# WikiEvents and CoNLL-U hold less


@pytest.mark.parametrize("format", ["wikievents", "conllu"])
def test_a_corpus_comes_back_without_errors(format, tmp_path):
    if format in NEEDS:
        pytest.importorskip(NEEDS[format])
    exported = nc.export(ROOT / "seeds", format, tmp_path / "out")
    imported = nc.import_corpus(tmp_path / "out", format, tmp_path / "back")
    assert (imported.articles, imported.errors, list(imported.losses)) == (exported.articles, {}, [])
    assert nc.import_corpus(tmp_path / "out", format, tmp_path / "back").written == 0


def leaves(data, kind=()):
    """The kind of place of each value, and the value."""
    if isinstance(data, dict) and "exact" in data:
        yield (".".join(kind), ""), (data.get("start"), data["exact"])
        yield from (((".".join((*kind, key)), ""), data[key]) for key in ("within",) if key in data)
    elif isinstance(data, dict):
        owner = data.get("id", "") if kind else ""
        for key, one in data.items():
            if key != "id":
                yield from (((name, owner + at), value) for (name, at), value in leaves(one, (*kind, key)))
    elif isinstance(data, list):
        for one in data:
            yield from leaves(one, kind)
    else:
        yield (".".join(kind), ""), data


def at(data, path):
    """All that data has at a kind of place, as the owners have it."""
    if not path:
        return data
    if isinstance(data, dict):
        return at(data.get(path[0]), path[1:]) if path[0] in data else None
    if isinstance(data, list):
        return [(one.get("id") if isinstance(one, dict) else None, at(one, path)) for one in data]
    return data


@given(drawn_texts)
@example(LAYERED)
def test_wikievents_loses_what_it_lists(article):
    anchored = nc.anchor(article)
    record, listed = there_and_back(anchored, "wikievents")
    before, after = plain(anchored), plain(read_back(record, anchored))
    old, new = (Counter((*place, repr(value)) for place, value in leaves(data)) for data in (before, after))
    assert {kind.removesuffix(".within") for kind, *_ in old - new} <= {kind.removesuffix(".within") for kind in listed}
    assert {kind for kind, *_ in new - old} <= {kind.removeprefix("added ") for kind in listed}
    for kind in listed:
        path = kind.removeprefix("added ").removeprefix("order of ").split(".")
        assert at(before, path) != at(after, path), kind


@given(drawn_texts)
@example(LAYERED)
@example(CROSSING)
@example(TELLING)
def test_conllu_keeps_mentions_and_lists_what_it_loses(article):
    """Actors are compared by their mentions, since their ids are those of their names."""
    before = nc.anchor(article)
    record, listed = there_and_back(before, "conllu")
    actors = {key: without(actor, {"attributes"}) for key, actor in record.data.get("actors", {}).items()}
    article = nc.anchor(read_back(attrs.evolve(record, data={"id": "a", "actors": actors}), nc.Article(id="a")))
    back = [(actor, mentions(article, key)) for key, actor in article.actors.items()]
    read = Counter(mention for _, several in back for mention in several)
    wanted = Counter(mention for key in before.actors for mention in mentions(before, key))
    crossing = listed.get("mention that crosses one of the same actor", 0)
    assert record.text == before.text
    assert not read - wanted
    assert (wanted - read).total() == crossing
    for field in ("headline", "author", "publisher", "published", "url", "language", "dateline"):
        old, new = getattr(before, field), record.data.get(field)
        assert old == new or {f"white space in {field}", f"empty {field}"} & listed.keys()
    attributes = {key: value for key, value in before.attributes.items() if f"attributes.{key}" not in listed}
    assert record.data.get("attributes", {}) == attributes
    for actor in before.actors.values():
        spans = mentions(before, actor.id)
        if not spans or crossing:
            continue
        assert any(is_same(other, actor, listed) for other, own in back if own == spans)
        assert not actor.named or "actors.named" in listed
        for field in ("aliases", "roles", "relations", "attributes"):
            held = any(actor.relations.values()) if field == "relations" else getattr(actor, field)
            assert not held or any(kind.startswith(f"actors.{field}") for kind in listed)


def mentions(article, key):
    """The places and words of the mentions of an actor, in order."""
    return [(start, article.text[start:end]) for start, end in article.mentions(key)]


def is_same(other, actor, listed):
    """Whether an actor that is read has the kind, the name and the identifier of another."""
    named = other.name == actor.name or "actors.name" in listed
    wikidata = other.ids.get("wikidata") == actor.ids.get("wikidata")
    return named and wikidata and other.kind == actor.kind


def test_conllu_keeps_kinds_of_actors():
    for kind in nc.vocabulary("actor_kinds"):
        berg = nc.Actor(id="a", name="Berg", kind=kind)
        article = nc.Article(id="a", text="Berg.", language="en", actors={"a": berg})
        record, listed = there_and_back(nc.anchor(article), "conllu")
        assert record.data["actors"]["berg"]["kind"] == kind
        assert set(listed) == {"actors.named"}
