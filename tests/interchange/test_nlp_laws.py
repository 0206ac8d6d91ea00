"""The laws of CAS, WikiEvents and CoNLL-U: what is read back is the article, but for the losses that are listed."""

import tempfile
from collections import Counter
from pathlib import Path

import attrs
import pytest
from drawn import drawn_pairs, drawn_texts
from hypothesis import example, given

import newscorpus as nc
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.registry import reader

pytest.importorskip("cassis")
pytest.importorskip("conllu")

SEEDS = Path(nc.__file__).parents[1] / "seeds"
ANY = nc.Manifest(name="any", language="und")
COMPUTED = ("end", "earliest", "latest")
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


def there_and_back(format, article, manifest=ANY):
    """The article as it is read from what it is exported to, the kinds of loss, and those of the import."""
    missed = Losses()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, f"out.{format}")
        exported = nc.export([article], format, target, corpus=nc.Corpus(manifest=manifest, articles={}))
        found = list(reader(format).read(target, None, missed).records)
    if not found:
        return None, {one.kind: one.count for one in exported.losses}
    assert not list(missed.lines())
    (record,) = found
    head = {"sha256": article.sha256} if article.sha256 else {}  # an import computes the hash
    data = {"format": article.format, "text": record.text, **head, **record.data}
    if format == "conllu":
        return record, exported.losses
    back = nc.make_converter(manifest).structure(data, nc.Article)
    return plain(back, manifest), {one.kind: one.count for one in exported.losses}


def plain(article, manifest=ANY, lost=COMPUTED):
    """Canonical data without what is computed, and without tables and lists that are empty."""
    return without(nc.make_converter(manifest).unstructure(article), lost)


def without(data, lost):
    if isinstance(data, dict):
        kept = {key: without(one, lost) for key, one in data.items() if key not in lost}
        return {key: one for key, one in kept.items() if one not in ({}, [])}
    return [without(one, lost) for one in data] if isinstance(data, list) else data


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


def assert_listed(before, after, listed):
    """Whatever is lost or added is listed, and whatever is listed is not the same."""
    old, new = (Counter((*place, repr(value)) for place, value in leaves(data)) for data in (before, after))
    assert {kind.removesuffix(".within") for kind, *_ in old - new} <= {kind.removesuffix(".within") for kind in listed}
    assert {kind for kind, *_ in new - old} <= {kind.removeprefix("added ") for kind in listed}
    for kind in listed:
        path = kind.removeprefix("added ").removeprefix("order of ").split(".")
        assert at(before, path) != at(after, path), kind


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
    before = nc.anchor(article)
    back, lost = there_and_back("wikievents", before)
    assert back is not None
    assert_listed(plain(before), back, lost)


@given(drawn_texts)
@example(LAYERED)
def test_cas_keeps_all_but_contexts_of_quotes(article):
    before = nc.anchor(article)
    back, lost = there_and_back("cas", before)
    assert back == plain(before, lost=(*COMPUTED, "within"))
    assert {kind.rpartition(".")[2] for kind in lost} <= {"within"}


@given(drawn_pairs.filter(lambda pair: not pair[0].actors and pair[1].text is not None))
def test_terms_and_attributes_of_a_corpus_are_kept(pair):
    manifest, article = pair
    inherited = {
        "language": article.language or manifest.language,
        "text_license": article.text_license or manifest.text_license,
    }
    before = nc.anchor(attrs.evolve(article, **inherited))
    back, _ = there_and_back("cas", before, manifest)
    assert back == plain(before, manifest, lost=(*COMPUTED, "within"))


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


@given(drawn_texts)
@example(LAYERED)
@example(CROSSING)
def test_conllu_keeps_the_text_and_the_mentions(article):
    before = nc.anchor(article)
    record, losses = there_and_back("conllu", before)
    assert record.text == before.text
    found = Counter(
        (quote["start"], quote["exact"]) for one in record.data.get("actors", {}).values() for quote in one["mentions"]
    )
    wanted = Counter((start, before.text[start:end]) for key in before.actors for start, end in before.mentions(key))
    crossing = sum(one.count for one in losses if one.kind == "mention that crosses one of the same actor")
    assert not found - wanted
    assert (wanted - found).total() == crossing


@given(drawn_texts)
@example(LAYERED)
@example(CROSSING)
@example(TELLING)
def test_conllu_loses_what_it_lists(article):
    """Actors are compared by their mentions, since their ids are those of their names."""
    before = nc.anchor(article)
    record, losses = there_and_back("conllu", before)
    listed = {one.kind for one in losses}
    for field in ("headline", "author", "publisher", "published", "url", "language", "dateline"):
        old, new = getattr(before, field), record.data.get(field)
        assert old == new or {f"white space in {field}", f"empty {field}"} & listed
    attributes = {key: one for key, one in before.attributes.items() if f"attributes.{key}" not in listed}
    assert record.data.get("attributes", {}) == attributes
    back = list(record.data.get("actors", {}).values())
    for actor in before.actors.values():
        spans = [(start, before.text[start:end]) for start, end in before.mentions(actor.id)]
        if not spans or "mention that crosses one of the same actor" in listed:
            continue
        (one, *_) = [one for one in back if is_same(one, actor, spans, listed)]
        assert not one["named"]
        assert not actor.named or "actors.named" in listed
        for field in ("aliases", "roles", "relations", "attributes"):
            held = any(actor.relations.values()) if field == "relations" else getattr(actor, field)
            assert not held or any(kind.startswith(f"actors.{field}") for kind in listed)


def is_same(one, actor, spans, listed):
    """Whether an actor that is read has the mentions, the kind, the name and the identifier of one."""
    same = sorted((quote["start"], quote["exact"]) for quote in one["mentions"]) == sorted(spans)
    named = one["name"] == actor.name or "actors.name" in listed
    wikidata = one.get("ids", {}).get("wikidata") == actor.ids.get("wikidata")
    return same and named and wikidata and one["kind"] == actor.kind


@pytest.mark.parametrize("kind", ["person", "group", "organization", "country", "locality", "unknown"])
def test_conllu_keeps_kinds_of_actors(kind):
    article = nc.Article(id="a", text="Berg.", language="en", actors={"a": nc.Actor(id="a", name="Berg", kind=kind)})
    record, losses = there_and_back("conllu", nc.anchor(article))
    assert record.data["actors"]["berg"]["kind"] == kind
    assert {one.kind for one in losses} == {"actors.named"}


@pytest.mark.parametrize("format", ["cas", "wikievents", "conllu"])
def test_a_corpus_comes_back_without_errors(format, tmp_path):
    exported = nc.export(SEEDS, format, tmp_path / "out.conllu")
    imported = nc.import_corpus(tmp_path / "out.conllu", format, tmp_path / "back")
    assert (imported.articles, imported.errors) == (exported.articles, {})
    assert not list(imported.losses)
    again = nc.import_corpus(tmp_path / "out.conllu", format, tmp_path / "back")
    assert again.written == 0
