"""CoNLL-U: treebanks of others come in with their mentions, and others read the texts and mentions that are written."""

import logging
from collections import Counter
from pathlib import Path

import pytest

import newscorpus as nc

pytest.importorskip("conllu")

ROOT = Path(nc.__file__).parents[1]
# Shortened from GUM_news_nasa of Universal Dependencies, CC BY 4.0.
GUM = """\
# newdoc id = GUM_news_nasa
# global.Entity = GRP-etype-infstat-centering-minspan-link-identity
# meta::author = Wikinews
# meta::dateCollected = 2014-09-15
# meta::dateCreated = 2011-04-13
# meta::sourceURL = https://en.wikinews.org/wiki/NASA_celebrates
# meta::title = NASA celebrates
# sent_id = GUM_news_nasa-1
# s_type = decl
# text = NASA celebrates launch; announces homes for shuttles
# newpar
1	NASA	NASA	PROPN	NNP	_	2	nsubj	2:nsubj	Entity=(1-organization-new-cf2-1-coref-NASA)
2	celebrates	celebrate	VERB	VBZ	_	0	root	0:root	MSeg=celebrate-s
3	launch	launch	NOUN	NN	_	2	obj	2:obj	Entity=(3-event-new-cf5-3-coref)|SpaceAfter=No
4	;	;	PUNCT	:	_	5	punct	_	_
5	announces	announce	VERB	VBZ	_	2	conj	_	_
6	homes	home	NOUN	NNS	_	5	obj	_	Entity=(5-place-new-cf4-2-coref
7	for	for	ADP	IN	_	8	case	_	_
8	shuttles	shuttle	NOUN	NNS	_	6	nmod	_	Entity=(4-object-giv:act-cf1-1-coref)5)

# sent_id = GUM_news_nasa-2
# text = Wednesday, NASA's Bolden
# newpar
1	Wednesday	_	_	_	_	_	_	_	Entity=(7-time-acc:com-cf1-1-sgl)|SpaceAfter=No
2	,	_	_	_	_	_	_	_	_
3-4	NASA's	_	_	_	_	_	_	_	_
3	NASA	_	_	_	_	_	_	_	Entity=(10-person-new-cf6-1,2-coref-Charles_Bolden(1-organization-new-cf2-1-coref-NASA)
4	's	_	_	_	_	_	_	_	_
4.1	been	_	_	_	_	_	_	_	_
5	Bolden	_	_	_	_	_	_	_	Entity=10)
"""


def imported(folder, files, mapping=None):
    source = folder / "source"
    source.mkdir()
    for name, content in files.items():
        (source / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (source / "gone.conllu").symlink_to("nowhere")
    if mapping is not None:
        (folder / "map.yaml").write_text(mapping)
        mapping = folder / "map.yaml"
    found = nc.import_corpus(source, "conllu", folder / "out", mapping=mapping)
    losses = {one.kind: one.count for one in found.losses}
    assert losses.pop("file that cannot be read") == 1
    return found, losses


def test_gum_comes_in(tmp_path):
    found, losses = imported(tmp_path, {"GUM_news_nasa.conllu": GUM})
    assert (found.articles, found.errors) == (1, {})
    (article,) = nc.load(tmp_path / "out")
    assert article.text == "NASA celebrates launch; announces homes for shuttles\n\nWednesday, NASA's Bolden"
    assert (article.headline, article.author, article.published) == ("NASA celebrates", "Wikinews", "2011-04-13")
    assert article.url == "https://en.wikinews.org/wiki/NASA_celebrates"
    assert article.attributes == {"source_dateCollected": "2014-09-15"}
    actors = {key: (one.kind, dict(one.ids)) for key, one in article.actors.items()}
    assert actors == {
        "nasa": ("organization", {"wikipedia": "NASA"}),
        "homes-for-shuttles": ("locality", {}),
        "nasa-s-bolden": ("person", {"wikipedia": "Charles_Bolden"}),
    }
    assert [quote.exact for quote in article.actors["nasa"].mentions] == ["NASA", "NASA's"]
    (event,) = article.events.values()
    assert [quote.exact for quote in event.triggers] == ["launch"]
    assert losses["LEMMA"] == losses["HEAD"] == 8
    assert losses["object outside events"] == losses["time outside events"] == losses["# s_type"] == 1
    assert losses["Entity infstat"] == 7
    assert losses["token that is divided otherwise"] == 1  # NASA's


def test_what_cannot_be_read_is_listed(tmp_path):
    found, losses = imported(
        tmp_path,
        {
            "torn.conllu": "1\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n\nno columns\n\n# newdoc\n\n1\tTwo\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-person\n\n"
            "x\tThree\n\n1\tFour\t_\t_\t_\t_\t_\t_\t_\tEntity=(e2[1/2]-person-1-x:y,wikidata:Q5)e9)(e3\r\n\r\n",
            "bytes.conllu": b"1\t\xff\t_\n",
            "none.conllu": "",
        },
    )
    assert found.articles == 2
    assert losses == {
        "id of an article that cannot be kept": 1,
        "file that is not UTF-8": 1,
        "sentence that cannot be read": 1,
        "sentence with a line that has not ten columns": 1,
        "mention that does not end": 2,
        "end of a mention that has not begun": 1,
        "part of a mention, which is one of its own": 1,
        "Entity other": 1,
        "sentence that is divided otherwise": 2,
    }
    assert {article.text for article in nc.load(tmp_path / "out")} == {"One", "Two Four"}


@pytest.mark.parametrize("folder", ["seeds", "tests/articles"])
def test_others_read_what_is_written(folder, tmp_path):
    import conllu

    corpus = nc.load(ROOT / folder)
    nc.export(ROOT / folder, "conllu", tmp_path / "out.conllu")
    text = (tmp_path / "out.conllu").read_text(encoding="utf-8")
    sentences = conllu.parse(text)
    assert [one.metadata["newdoc id"] for one in sentences if "newdoc id" in one.metadata] == [a.id for a in corpus]
    words = [token["form"] for one in sentences for token in one]
    assert "".join(words) == "".join("".join(article.text.split()) for article in corpus)
    for one in sentences:
        assert [token["id"] for token in one] == list(range(1, len(one) + 1))
    core = pytest.importorskip("udapi.core.document")
    logging.disable(logging.WARNING)  # that words have no heads
    document = core.Document()
    document.from_conllu_string(text)
    logging.disable(logging.NOTSET)
    found = Counter(
        "".join(word.form for word in one.words) for each in document.coref_entities for one in each.mentions
    )
    wanted = Counter(
        "".join(article.text[start:end].split())
        for article in corpus
        for key in article.actors
        for start, end in article.mentions(key)
    )
    assert found == wanted


def test_an_unknown_language_is_not_written(tmp_path):
    for language, lines in (("und", []), ("fr", ["# meta::language = fr"])):
        nc.export([nc.Article(id="x", language=language, text="a")], "conllu", tmp_path / "x", force=True)
        written = (tmp_path / "x").read_text(encoding="utf-8").splitlines()
        assert [line for line in written if "language" in line] == lines
        nc.import_corpus(tmp_path / "x", "conllu", tmp_path / language)
        assert [one.language for one in nc.load(tmp_path / language)] == [language]


def test_what_the_format_cannot_have_is_listed(tmp_path):
    mentions = ("a b", "b c", nc.Quote(exact="c.\x85 D", within="b c.\x85 D"))
    anna = nc.Actor(id="anna", name="Anna", kind="person", named=False, mentions=mentions)
    ids = {"wikidata": "Q1", "isni": "2"}
    nobody = nc.Actor(id="nobody", name="Nobody", kind="person", aliases=("None",), ids=ids, named=False)
    bo = nc.Actor(id="bo", name="Bo", aliases=("d", "e"), kind="person", ids=ids)
    article = nc.Article(
        id="x",
        language="en",
        text=" a b c.\x85 D|d",
        headline="A\nb",
        author="\n",
        actors={"anna": anna, "nobody": nobody, "bo": bo},
    )
    exported = nc.export([nc.anchor(article)], "conllu", tmp_path / "out.conllu")
    assert {one.kind: one.count for one in exported.losses} == {
        "white space in headline": 1,
        "white space in author": 1,
        "mention that crosses one of the same actor": 1,
        "actors.mentions.within": 1,
        "actor without a mention": 1,
        "actors.name": 3,
        "actors.aliases": 3,
        "actors.kind": 1,
        "actors.named": 2,
        "actors.ids.wikidata": 1,
        "actors.ids.isni": 2,
    }
    text = (tmp_path / "out.conllu").read_text(encoding="utf-8")
    assert "SpacesAfter=\\u{85}\\s" in text
    assert text.count("# sent_id") == 1


def test_attributes_of_a_source_do_not_replace_fields(tmp_path):
    given = {"source_title": "Slug", "source_date": "2024", "source_urgency": 4, "source_edNote": "Soon", "a": "b"}
    declared = {name: {"type": "integer" if name == "source_urgency" else "string"} for name in given}
    head = {"format": "newscorpus/1", "name": "any", "language": "en", "attributes": {"article": declared}}
    corpus = nc.Corpus(manifest=nc.make_converter().structure(head, nc.Manifest), articles={})
    article = nc.Article(id="x", language="en", text="It rained.", headline="Rain", attributes=given)
    exported = nc.export([article], "conllu", tmp_path / "out.conllu", corpus=corpus)
    lost = {one.kind for one in exported.losses if "attributes." in one.kind}
    assert lost == {
        "attributes.source_title",
        "attributes.source_date",
        "attributes.a",
        "attributes.source_urgency becomes a string",
    }
    nc.import_corpus(tmp_path / "out.conllu", "conllu", tmp_path / "back")
    (back,) = nc.load(tmp_path / "back")
    assert (back.headline, back.published) == ("Rain", None)
    assert back.attributes == {"source_urgency": "4", "source_edNote": "Soon"}


def test_a_document_without_a_text_is_no_article(tmp_path):
    (tmp_path / "a.conllu").write_text("# newdoc id = x\n# text = \n\n", encoding="utf-8")
    imported = nc.import_corpus(tmp_path / "a.conllu", "conllu", tmp_path / "out")
    assert (imported.articles, [one.kind for one in imported.losses]) == (0, ["document without a text"])


def test_an_export_is_replaced_and_other_files_are_not(tmp_path):
    nc.export(ROOT / "seeds", "conllu", tmp_path / "out.conllu")
    nc.export(ROOT / "seeds", "conllu", tmp_path / "out.conllu")
    (tmp_path / "out.conllu").write_text(GUM)
    with pytest.raises(nc.UsageError, match="no earlier export"):
        nc.export(ROOT / "seeds", "conllu", tmp_path / "out.conllu")


def test_what_contradicts_or_has_no_place_is_counted(tmp_path):
    """A line that is torn, a text of other words, an id of a sentence that says more than its number."""
    good = "# sent_id = a-1\n# text = Bo  left\n1\tBo" + "\t_" * 8 + "\n2\tleft" + "\t_" * 8 + "\n\n"
    other = "# sent_id = x9\n# text = Bo stayed\n" + good.split("\n", 2)[2]
    torn = "1\tThey" + "\t_" * 8 + "\n2\twe\n\n"
    (tmp_path / "a.conllu").write_text(f"# newdoc id = a\n{good}{other}{torn}", encoding="utf-8")
    done = nc.import_corpus(tmp_path / "a.conllu", "conllu", tmp_path / "out")
    (article,) = nc.load(tmp_path / "out")
    assert article.text == "Bo left Bo left"
    assert {one.kind: one.places for one in done.losses} == {
        "# sent_id": ["a.conllu:7"],
        "# text of other words than the tokens": ["a.conllu:7"],
        "sentence with a line that has not ten columns": ["a.conllu:13"],
        "sentence that is divided otherwise": ["a.conllu:1: Bo left", "a.conllu:1: Bo left"],
    }


TAGS = """\
# newdoc id = a
# meta::date = 2024-05-06
1\tAcme\t_\t_\t_\t_\t_\t_\t_\tNE=B-ORG
2\tGmbH\t_\t_\t_\t_\t_\t_\t_\tNE=I-ORG
3\tBonn\t_\t_\t_\t_\t_\t_\t_\tNE=B-LOC
4\tlud\t_\t_\t_\t_\t_\t_\t_\tNE=O
5\tJan\t_\t_\t_\t_\t_\t_\t_\tNE=S-PER
6\tKern\t_\t_\t_\t_\t_\t_\t_\tNE=I-PER

1\tIda\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER|NE=name

"""


def test_names_as_tags_are_read(tmp_path):
    """As `NE` or `NER` in MISC: a tag that goes on with nothing begins a name. A place without events is an actor."""
    found, losses = imported(tmp_path, {"a.conllu": TAGS})
    assert (found.articles, found.errors, losses) == (1, {}, {"MISC NE": 1, "sentence that is divided otherwise": 2})
    (article,) = nc.load(tmp_path / "out")
    assert article.published == "2024-05-06"
    assert [(one.name, one.kind) for one in article.actors.values()] == [
        ("Acme GmbH", "organization"),
        ("Bonn", "locality"),
        ("Jan", "person"),
        ("Kern", "person"),
        ("Ida", "person"),
    ]


def test_what_a_document_says_twice_is_lost_if_it_is_not_the_same(tmp_path):
    rows = """\
# newdoc id = a
# global.Entity = eid-etype-head-other
# meta::dateCreated = 2011-04
# meta::date = 2012
# meta::title = Rain
# newpar id = a-p1
1\tNASA\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-organization-1-wikidata:Q1)

# meta::title = Rain
1\tIt\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-organization-1-wikidata:Q1)
2\tIt\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-organization-1-wikidata:Q2,gender:f)
"""
    _, losses = imported(tmp_path, {"a.conllu": rows})
    once = ("second # meta::date", "# newpar id", "second identifier wikidata", "Entity other")
    assert losses == dict.fromkeys(once, 1) | {"sentence that is divided otherwise": 2}
    (article,) = nc.load(tmp_path / "out")
    assert (article.published, article.headline) == ("2011-04", "Rain")
    assert next(iter(article.actors.values())).ids == {"wikidata": "Q1"}
