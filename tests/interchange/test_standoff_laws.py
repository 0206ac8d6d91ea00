"""The law of annotation tools: what is exported and imported is the article, but for the losses that are listed."""

import hashlib
import os
import tempfile
from pathlib import Path

import attrs
import pytest
from drawn import drawn_pairs, drawn_texts
from hypothesis import example, given

import newscorpus as nc
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.registry import reader

SEEDS = Path(nc.__file__).parents[1] / "seeds"
ANY = nc.Manifest(name="any", language="und")
PLAIN = nc.make_converter(ANY)
ARTICLES = Path(__file__).parents[1] / "articles"


def there_and_back(article, manifest, tool, converter):
    """The article as it is read from the files that it is exported to, and the counts of each kind of loss."""
    missed = Losses()
    with tempfile.TemporaryDirectory() as folder:
        exported = nc.export([article], tool, Path(folder, "out"), corpus=nc.Corpus(manifest=manifest, articles={}))
        (record,) = reader(tool).read(Path(folder, "out"), None, missed).records
    assert not list(missed)
    data = {"format": article.format, "text": record.text, **record.data}
    back = converter.structure(data, nc.Article)
    return back, {one.kind: one.count for one in exported.losses if not one.kind.endswith(" of corpus.yaml")}


def plain(article, lost=(), converter=PLAIN):
    """Canonical data without what is lost, and without tables and lists that are empty."""
    return without(converter.unstructure(article), lost)


def without(data, lost):
    if isinstance(data, dict):
        kept = {key: without(one, lost) for key, one in data.items() if key not in lost}
        return {key: one for key, one in kept.items() if one not in ({}, [])}
    return [without(one, lost) for one in data] if isinstance(data, list) else data


def assert_kept(article, manifest, tool):
    """Only contexts of quotes are lost, and each loss is counted."""
    converter = PLAIN if manifest is ANY else nc.make_converter(manifest)
    back, lost = there_and_back(article, manifest, tool, converter)
    before = plain(article, converter=converter)
    assert plain(back, converter=converter) == without(before, {"within"})
    assert {kind.rpartition(".")[2] for kind in lost} <= {"within"}
    assert sum(lost.values()) == str(before).count("'within': ")


TOOLS = pytest.mark.parametrize("tool", ["brat", "label-studio"])


@TOOLS
@example(article=nc.Article(id="a", language="en", text="/archive/1.txt"))
@given(article=drawn_texts)
def test_articles_are_kept(article, tool):
    assert_kept(nc.anchor(article), ANY, tool)


@TOOLS
@given(pair=drawn_pairs.filter(lambda pair: pair[1].text is not None))
def test_terms_and_attributes_of_a_corpus_are_kept(pair, tool):
    manifest, article = attrs.evolve(pair[0], actors={}), pair[1]  # the article has those that it refers to
    license_ = manifest.text_license if article.text_license is None else article.text_license
    given_ = attrs.evolve(article, language=article.language or manifest.language, text_license=license_)
    assert_kept(nc.anchor(given_), manifest, tool)


@TOOLS
@pytest.mark.parametrize("folder", [SEEDS, ARTICLES], ids=["seeds", "articles"])
def test_a_corpus_is_kept(folder, tool, tmp_path):
    """Exported and imported, the articles are the same, with the actors of the registry in each."""
    corpus = nc.load(folder)
    exported = nc.export(folder, tool, tmp_path / "out")
    assert exported.articles == len(corpus)
    imported = nc.import_corpus(tmp_path / "out", tool, tmp_path / "back")
    assert not list(imported.losses)
    assert not imported.errors
    back = nc.load(tmp_path / "back")
    for article in corpus:
        same = attrs.evolve(back[article.id], text_file=article.text_file)
        assert plain(same, {"within"}) == plain(article, {"within", "waive"})


@pytest.mark.parametrize("tool", ["brat", "label-studio", "cas"])
def test_a_hash_comes_back_only_where_it_was(tool, tmp_path):
    """Articles of others have one after their import."""
    if tool == "cas":
        pytest.importorskip("cassis")
    text = "Anna Berg spoke."
    digest = hashlib.sha256(text.encode()).hexdigest()
    articles = [nc.Article(id="with", language="en", text=text, sha256=digest)]
    articles.append(nc.Article(id="without", language="en", text=text))
    nc.export(articles, tool, tmp_path / "out")
    nc.import_corpus(tmp_path / "out", tool, tmp_path / "back")
    back = nc.load(tmp_path / "back")
    assert [back[id_].sha256 for id_ in ("with", "without")] == [digest, None]


DATA = os.environ.get("NEWSCORPUS_DATA")


@pytest.fixture(scope="module", params=["brat/news", "litbank/events/brat"])
def of_others(request, tmp_path_factory):
    """A folder with documents of brat, imported, and its articles."""
    folder = tmp_path_factory.mktemp("others") / "first"
    nc.import_corpus(Path(DATA) / request.param, "brat", folder)
    return folder, nc.load(folder)


@pytest.mark.skipif(not DATA, reason="NEWSCORPUS_DATA")
@TOOLS
def test_a_corpus_of_others_is_kept(of_others, tool, tmp_path):
    """Exported and imported again."""
    folder, first = of_others
    nc.export(folder, tool, tmp_path / "out")
    again = nc.import_corpus(tmp_path / "out", tool, tmp_path / "second")
    assert not list(again.losses)
    assert not again.errors
    second = nc.load(tmp_path / "second")
    assert len(first) == again.articles
    for article in first:
        assert plain(second[article.id], {"within"}) == plain(article, {"within"})
