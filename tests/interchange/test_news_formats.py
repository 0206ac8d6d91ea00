"""ninjs and NewsML-G2: what items become, what is lost, and the official schemas of ninjs."""

import json
import os
import tempfile
from pathlib import Path

import pytest
from command import newscorpus
from drawn import drawn_texts
from exported import ROOT, document, exported
from hypothesis import given
from hypothesis import strategies as st
from imported import read_by
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

import newscorpus as nc

DATA = Path(os.environ.get("NEWSCORPUS_DATA", "nowhere"))
NINJS = DATA / "ninjs"
needs_ninjs = pytest.mark.skipif(not NINJS.exists(), reason="NEWSCORPUS_DATA has no ninjs")


@pytest.fixture
def read(tmp_path):
    readers = {format: read_by(format, tmp_path / format) for format in ("ninjs", "newsml")}
    return lambda format, files: readers[format](files)


# ninjs

ITEM = {
    "uri": "https://example.org/items/1",
    "type": "text",
    "versionCreated": "2023-06-14T09:30:00.5Z",
    "firstCreated": "2023-06-14T08:00:00Z",
    "urgency": 4,
    "version": 2,
    "edNote": "",
    "language": "en",
    "by": "Kim Lee",
    "located": "OSLO",
    "headlines": [{"role": "web", "value": "Talks!"}, {"role": "main", "value": "Talks in\nOslo"}],
    "descriptions": [{"role": "text", "value": "They met."}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "Anna Berg met Carl Dahl. Oslo."},
        {"role": "html", "contentType": "text/html", "value": "<script/><p>Anna Berg met<br/>Carl Dahl.</p><script>x</script><p>Oslo &amp; B</p>"},
    ],
    "people": [
        {"name": "Anna Berg", "rel": "about", "uri": "https://www.wikidata.org/wiki/Q1"},
        {"name": "Carl Dahl", "uri": "https://example.org/carl", "contactInfo": [{"type": "web", "value": "x"}]},
        {"name": "Anna Berg", "rel": "about", "uri": "https://www.wikidata.org/wiki/Q1"},
        {"uri": "https://example.org/nobody"},
    ],
    "organisations": [{"name": "Acme", "literal": "acme:1"}],
    "places": [{"name": "Oslo", "geoJSON": {"type": "Point", "coordinates": [10, 60]}}],
    "subjects": [{"name": "politics", "uri": "https://example.org/politics"}, {"literal": "x"}, {"name": "politics"}],
    "infoSources": [{"name": "The Daily"}, {"name": "AP"}],
    "rightsInfo": {"linkedRights": "https://example.org/rights"},
    "objects": [None, {}], "renditions": [{"name": "small", "href": "https://example.org/i.jpg"}],
    "standard": {"name": "ninjs", "version": "3.0"},
    "associations": [
        {"name": "main Pic", "uri": "https://example.org/items/2", "type": "picture",
         "descriptions": [{"value": "Anna Berg, in Oslo"}]},
        {"name": "other", "uri": "https://example.org/items/3"},
    ],
}  # fmt: skip


def test_an_item_becomes_an_article(read):
    done = read("ninjs", {"news/one.json": json.dumps(ITEM)})
    article, picture = done.corpus["news-one"], done.corpus["news-one-main-pic"]
    assert done.errors == {}
    assert article.text == "Talks in\nOslo\n\nThey met.\n\nAnna Berg met\nCarl Dahl.\n\nOslo & B"
    assert [article.part(name) for name in ("headline", "lead")] == ["Talks in\nOslo", "They met."]
    assert article.part("body") == "Anna Berg met\nCarl Dahl.\n\nOslo & B"
    assert (article.headline, article.author, article.dateline) == ("Talks in Oslo", "Kim Lee", "OSLO")
    assert (article.published, article.language) == ("2023-06-14T09:30:00+00:00", "en")
    assert (article.publisher, article.text_license) == ("The Daily", "https://example.org/rights")
    assert article.keywords == ("politics",)
    assert article.attributes == {
        "source_uri": "https://example.org/items/1", "source_urgency": 4, "source_version": "2",
        "source_firstCreated": "2023-06-14T08:00:00Z",
    }  # fmt: skip
    anna, carl, acme, oslo = article.actors.values()
    assert (anna.name, anna.kind, anna.named, anna.ids) == ("Anna Berg", "person", False, {"wikidata": "Q1"})
    assert ([one.span for one in anna.mentions], anna.attributes) == ([(26, 35)], {"source_rel": "about"})
    assert [one.exact for one in carl.mentions] == ["Carl Dahl"]
    assert carl.ids == {"uri": "https://example.org/carl"}
    assert (acme.kind, acme.ids, acme.mentions) == ("organization", {"literal": "acme:1"}, ())
    assert (oslo.kind, [one.exact for one in oslo.mentions]) == ("locality", ["Oslo", "Oslo"])
    assert (picture.text, picture.attributes["source_association_of"]) == ("Anna Berg, in Oslo", ITEM["uri"])
    assert done.losses == {
        "actor that is named again": ["news/one.json: Anna Berg"],
        "associations": ["news/one.json: associations[1]"],
        "bodies": ["news/one.json: bodies[0]"],
        "headlines": ["news/one.json: headlines[0]"],
        "infoSources.name": ["news/one.json: infoSources[1].name"],
        "people.contactInfo": ["news/one.json: people[1].contactInfo"],
        "people.uri": ["news/one.json: people[3].uri"],
        "places.geoJSON": ["news/one.json: places[0].geoJSON"],
        "renditions": ["news/one.json: renditions[0]"],
        "subjects.literal": ["news/one.json: subjects[1].literal"],
        "subjects.uri": ["news/one.json: subjects[0].uri"],
    }


def test_version_1(read):
    item = {
        "uri": "tag:1", "headline": "Talks", "byline": "Kim", "body_xhtml": "<p>Talks in Oslo</p>", "headline_web": "T",
        "place": [{"name": "Oslo", "scheme": "https://example.org/", "code": "no-03"}], "versioncreated": "2013",
        "associations": {"pic": {"uri": "tag:2", "body_text": "Oslo"}, "none": {"href": "x"}},
    }  # fmt: skip
    done = read("ninjs", {"a.json": json.dumps([item, item])})
    assert sorted(done.corpus.articles) == ["a-1", "a-1-pic", "a-2", "a-2-pic"]
    article = done.corpus["a-1"]
    assert (article.text, article.headline, article.author, article.published) == (
        "Talks\n\nTalks in Oslo",
        "Talks",
        "Kim",
        "2013",
    )
    assert article.actors["oslo"].ids == {"uri": "https://example.org/no-03"}
    assert article.part("headline") == "Talks"
    assert done.losses == {
        "headline_web": ["a.json: [0]: headline_web", "a.json: [1]: headline_web"],
        "associations": ["a.json: [0]: associations.none", "a.json: [1]: associations.none"],
    }


def test_fields_of_two_versions_are_not_mixed(read):
    item = {"uri": "x:9", "body_text": "It rained in Oslo.", "byline": "Anna Berg", "by": "Carl Dahl"}
    done = read("ninjs", {"a.json": json.dumps(item)})
    assert (done.corpus["a"].author, done.losses) == ("Anna Berg", {"by": ["a.json: by"]})


def test_losses_have_the_names_and_places_of_the_source(read):
    item = {
        "uri": "x:9", "version": "1", "versioncreated": "2024-01-01T00:00:00Z", "body_text": "x", "byline": 3,
        "headlines": ["C", {"role": "main", "value": "A"}, {"role": "sub", "value": "B"}],
        "person": [{"name": "Anna", "geometry_geojson": {"x": 1}}], "embargoed": "2024-01-02T00:00:00Z",
        "infosource": [{"name": "A"}, {"name": "B"}], "Extra": 1, "language": "EN_us",
    }  # fmt: skip
    done = read("ninjs", {"a.json": json.dumps(item)})
    assert done.losses == {
        "headlines": ["a.json: headlines[0]", "a.json: headlines[2]"],
        "byline": ["a.json: byline"],
        "person.geometry_geojson": ["a.json: person[0].geometry_geojson"],
        "infosource.name": ["a.json: infosource[1].name"],
        "Extra": ["a.json: Extra"],
        "language in another form, which is corrected": ["a.json: EN_us is en-US"],
    }
    assert done.corpus["a"].language == "en-US"
    assert done.corpus["a"].attributes["source_embargoedUntil"] == "2024-01-02T00:00:00Z"


def test_what_is_no_item_is_a_loss(read):
    for content, kind in (
        ("{", "file or line that is not JSON"),
        (b"\xff", "file or line that cannot be read"),
        ("3", "object that is not an item of ninjs: it has no `uri`"),
        ('{"uri": 5}', "object that is not an item of ninjs: it has no `uri`"),
        ('{"uri": "a:b"}', "item without a text"),
        ('{"uri": "a:b", "bodies": "x", "headlines": 4, "people": 5, "associations": 6}', "item without a text"),
        ('{"uri": "a:b", "bodies": [{"value": " "}], "descriptions": [{"value": 3}]}', "item without a text"),
    ):
        done = read("ninjs", {"a.json": content})
        assert done.corpus is None
        assert kind in done.losses


def test_odd_values(read):
    """The times and scalars of other types are losses, and what is a part of a whole text is not repeated."""
    item = {
        "uri": "a:b", "title": "Talks in Oslo", "headlines": [{"value": ""}], "versionCreated": "yesterday", "by": 3,
        "urgency": "high", "people": {"name": "Anna"}, "organisations": [4], "firstCreated": "2023-06-14T08:00:00",
        "bodies": [{"role": "full-text", "value": "Talks in Oslo\nAnna\n"}, {"value": "<p>x"}],
    }  # fmt: skip
    done = read("ninjs", {"a.json": json.dumps(item)})
    article = done.corpus["a"]
    assert (article.text, article.published) == ("Talks in Oslo\nAnna\n", "2023-06-14")
    assert article.attributes["source_title"] == "Talks in Oslo"
    assert list(article.actors) == ["anna"]
    day = "time without an offset, of which the day is kept"
    assert set(done.losses) == {"by", "urgency", "organisations", "bodies", day}


@pytest.mark.parametrize("format", ["ninjs", "newsml"])
def test_there_is_no_mapping_file(format, tmp_path):
    for options in (["-o", tmp_path / "c", "--map", "m.yaml"], ["--init", "--map", tmp_path / "m.yaml"]):
        ran = newscorpus("import", format, tmp_path, *options)
        assert (ran.code, "leave out --map and --init" in ran.err) == (2, True)
    ran = newscorpus("import", format, tmp_path, "-o", tmp_path / "c")
    assert (ran.code, "has no files" in ran.err) == (2, True)


@needs_ninjs
def test_all_examples_come_in(tmp_path):
    for name, number, missing in (("examples", 61, 0), ("validation", 54, 32)):
        found = nc.import_corpus(NINJS / name, "ninjs", tmp_path / name)
        counts = {one.kind: one.count for one in found.losses}
        assert (found.articles, found.errors) == (number, {})
        assert counts.get("item without a text", 0) == missing


@pytest.fixture(scope="module")
def schema():
    if not NINJS.exists():
        pytest.skip("NEWSCORPUS_DATA has no ninjs")
    geo = json.loads((NINJS / "validation/test_suite/GeoJSON-schema.json").read_text(encoding="utf-8"))
    registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", Resource.from_contents(geo))
    content = json.loads((NINJS / "specification/ninjs-schema_3.1.json").read_text(encoding="utf-8"))
    return Draft202012Validator(content, registry=registry, format_checker=FormatChecker())


@pytest.mark.parametrize("name", ["seeds", "tests/articles"])
def test_the_official_schema_accepts_a_corpus(schema, name):
    contents, _ = exported(ROOT / name, "ninjs")
    for content in contents.values():
        schema.validate(json.loads(content))


def test_the_official_schema_accepts_what_came_in(schema, tmp_path):
    nc.import_corpus(NINJS / "examples", "ninjs", tmp_path / "in")
    contents, _ = exported(tmp_path / "in", "ninjs")
    made = {name: json.loads(content) for name, content in contents.items()}
    for one in made.values():
        schema.validate(one)
    for path in (NINJS / "examples/3.0").glob("*.json"):
        before, after = json.loads(path.read_text(encoding="utf-8")), made[f"3.0-{path.name}"]
        for name in ("uri", "type", "version", "urgency", "pubStatus", "copyrightHolder", "slugline", "by", "located"):
            assert after.get(name) == ("text" if name == "type" and name not in before else before.get(name) or None)
        for name in ("people", "organisations", "places"):
            names = {one.get("name") or one.get("literal") for one in before.get(name, [])}
            assert {one["name"] for one in after.get(name, [])} == {one.strip() for one in names if one}


@given(drawn_texts)
def test_the_official_schema_accepts_any_article(schema, article):
    content, _ = document(article, "ninjs")
    schema.validate(json.loads(content))


def test_there_and_back(tmp_path):
    anna = nc.Actor(id="anna", name="Anna Berg", kind="person", ids={"wikidata": "Q1", "uri": "tag:anna"})
    unit = nc.Actor(id="unit", name="The unit", kind="unknown")
    group = nc.Actor(id="group", name="Rescuers", kind="group", named=False, ids={"uri": "tag:group"})
    talks = nc.Meeting(id="talks", type="talks", evidence=("met",))
    before = nc.Article(
        id="a", text="Anna Berg met Carl.\r\n", headline="Talks", language="en", published="2023-06-14",
        author="Kim", publisher="The Daily", text_license="with permission", url="https://example.org/é",
        actors={"anna": anna, "unit": unit, "group": group}, events={"talks": talks},
    )  # fmt: skip
    content, lost = document(before, "ninjs")
    data = json.loads(content)
    assert data["uri"] == "urn:newscorpus:any:a"
    assert data["usageTerms"] == "with permission"
    assert data["people"][0] == {"name": "Anna Berg", "uri": "http://www.wikidata.org/entity/Q1"}
    assert data["events"] == [{"id": "talks", "name": "talks", "literal": "meeting/talks"}]
    assert lost == {
        "published": 1, "url": 1, "actor of kind unknown": 1, "kind group of an actor": 1, "events.evidence": 1,
        "events.status": 1, "actors.named": 1, "actors.ids.uri": 1,
    }  # fmt: skip
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    nc.import_corpus(tmp_path / "a.json", "ninjs", tmp_path / "out")
    after = nc.load(tmp_path / "out")["a"]
    assert (after.text, after.headline, after.author, after.publisher) == (before.text, "Talks", "Kim", "The Daily")
    assert after.published == "2023-06-14T00:00:00Z"


# NewsML-G2

NEWSML = """\
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:1" version="3" xml:lang="en-GB">
 <catalogRef href="http://example.org/c.xml"/>
 <rightsInfo><copyrightHolder uri="http://acme.example"/><copyrightNotice>© Acme</copyrightNotice><usageTerms>None</usageTerms></rightsInfo>
 <itemMeta><itemClass qcode="ninat:text"/><provider qcode="p:1"><name>Acme News</name></provider>
  <versionCreated>2023-06-14T09:30:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
 <contentMeta><urgency>4</urgency><located qcode="geo:1"><name>Oslo</name></located>
  <creator uri="http://example.org/kim"><name>Kim Lee</name></creator>
  <subject type="cpnat:abstract" qcode="medtop:1" confidence="50"><name>politics</name></subject>
  <subject type="cpnat:person" uri="http://www.wikidata.org/entity/Q1"><name>Anna
     Berg</name></subject><subject/>
  <headline>Talks in Oslo</headline><description role="drol:summary">They met.</description></contentMeta>
 <assert qcode="p:1"/>
 <contentSet>
  <remoteContent href="a.jpg" contenttype="image/jpeg"/>
  <inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>
   <hedline><hl1>Talks in Oslo</hl1></hedline></body.head><body.content><p>Anna Berg met <em>Carl</em>.</p>
   <p>Then<br/>nothing.</p></body.content></body></nitf></inlineXML>
  <inlineData contenttype="text/plain">Anna Berg met Carl.</inlineData>
 </contentSet>
</newsItem>
<newsItem guid="urn:2"><contentMeta><language tag="de"/><by>Von Kim</by></contentMeta><contentSet>
 <inlineData contenttype="text/html">&lt;p&gt;Anna traf Carl.&lt;/p&gt;</inlineData></contentSet></newsItem>
<newsItem guid="urn:3"><contentSet><inlineXML><other>x</other></inlineXML></contentSet></newsItem>
<packageItem/></itemSet></newsMessage>
"""


def test_a_message_of_news_items(read):
    done = read("newsml", {"a b.xml": NEWSML})
    assert done.errors == {}
    first, second = done.corpus.articles.values()
    assert first.text == "Talks in Oslo\n\nThey met.\n\nAnna Berg met Carl.\n\nThen\nnothing."
    assert [first.part(name) for name in ("headline", "lead")] == ["Talks in Oslo", "They met."]
    assert (first.published, first.language, first.author) == ("2023-06-14T09:30:00Z", "en-GB", "Kim Lee")
    assert (first.publisher, first.dateline, first.keywords) == ("Acme News", "Oslo", ("politics",))
    assert first.attributes == {
        "source_guid": "urn:1", "source_version": "3", "source_pubStatus": "stat:usable",
        "source_copyrightNotice": "© Acme", "source_copyrightHolder": "http://acme.example",
    }  # fmt: skip
    (anna,) = first.actors.values()
    assert (anna.name, anna.ids, [one.exact for one in anna.mentions]) == (
        "Anna Berg",
        {"wikidata": "Q1"},
        ["Anna Berg"],
    )
    assert (second.text, second.language, second.author) == ("Anna traf Carl.", "de", "Von Kim")
    assert set(done.losses) == {
        "assert", "content image/jpeg", "content text/plain", "content inlineXML", "contentMeta/located@qcode",
        "contentMeta/creator@uri", "contentMeta/subject", "contentMeta/subject@qcode", "contentMeta/subject@confidence", "contentMeta/urgency", "id of an article that cannot be kept",
        "itemMeta/itemClass", "itemMeta/provider@qcode", "news item without a text", "packageItem, which is no news item",
    }  # fmt: skip


NITF = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" xml:lang="fr">
 <itemMeta><provider literal="Kyodo"/><versionCreated>soon</versionCreated><embargoed>%(embargo)s</embargoed></itemMeta>
 <contentMeta><contentCreated>2024-03-01</contentCreated>%(meta)s<keyword>sommet</keyword>
  <subject type="cpnat:person" qcode="p:1"><name xml:lang="en">Anne (EN)</name><name xml:lang="fr">Anne</name></subject>
  <located qcode="c:1"><name>Paris</name><broader qcode="c:2"><name>France</name></broader></located></contentMeta>
 <contentSet><inlineXML contenttype="application/nitf+xml"><nitf><head><title>Tête</title><docdata/></head><body>
  <body.head><hedline><hl1>Tête</hl1><hl2>Sous</hl2></hedline><byline>Par <person>Kim</person></byline>
   <distributor>AFP</distributor><dateline>KYIV, 1 mars</dateline></body.head>
  <body.content><p>Anne parle.</p></body.content><body.end><tagline>kim/lee</tagline></body.end></body></nitf>
 </inlineXML></contentSet></newsItem>"""


def test_a_title_that_repeats_the_headline_is_not_lost(read):
    done = read("newsml", {"a.xml": NITF % {"embargo": "", "meta": "<headline>Tête</headline>"}})
    assert "head/title" not in done.losses


def test_xml_that_is_not_imported(read):
    for content, kind in (
        ("<a", "file that cannot be read"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "file that cannot be read"),
        ("<?xml version='1.0' encoding='klingon'?><a/>", "file that cannot be read"),
        ("<a/>", "file without news items of NewsML-G2"),
        ("<a>" * 100_000 + "</a>" * 100_000, "file without news items of NewsML-G2"),
    ):
        done = read("newsml", {"a.xml": content})
        assert (done.corpus, list(done.losses)) == (None, [kind])


@pytest.mark.skipif(not (DATA / "newsml-g2").exists(), reason="NEWSCORPUS_DATA has no newsml-g2")
def test_listings_come_in(tmp_path):
    found = nc.import_corpus(DATA / "newsml-g2", "newsml", tmp_path / "out")
    assert (found.articles, found.errors) == (11, {})
    library = pytest.importorskip("NewsMLG2")
    corpus = nc.load(tmp_path / "out")
    path = DATA / "newsml-g2/examples/LISTING_2_NewsML-G2_Text_Document.xml"
    item = library.NewsMLG2Document(str(path)).get_item()
    article = corpus["examples-LISTING_2_NewsML-G2_Text_Document"]
    assert article.attributes["source_guid"] == item.guid
    assert article.headline == str(item.contentmeta.headline[0]).strip()


# Any of them

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["name", "value", "role", "uri"]), inner)
    ),
    max_leaves=6,
)


@given(data=st.data())
def test_any_value_of_any_field_is_read(data):
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(ITEM)), ANY_JSON, min_size=1, max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.json")
        path.write_text(json.dumps({**ITEM, **changed}), encoding="utf-8")
        found = nc.import_corpus(path, "ninjs", Path(folder, "out"))
    assert found.articles <= 2
    assert len(found.rejected) <= found.articles


PLAIN_ITEM = {"uri": "urn:x:1", "type": "text", "versionCreated": "2024-02-04T10:00:00Z", "language": "en"}
NEWSML_ITEM = """\
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a" version="1" standard="NewsML-G2" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2024-01-05T10:30:00+02:00</versionCreated></itemMeta>
<contentMeta><headline>{headline}</headline></contentMeta>
<contentSet><inlineData contenttype="text/plain">{body}</inlineData></contentSet></newsItem>
"""


@pytest.mark.parametrize("format", ["ninjs", "newsml"])
def test_withdrawn_items_are_counted_and_terms_are_kept(read, format):
    for status in ("usable", "canceled", "withheld"):
        item = {**PLAIN_ITEM, "pubStatus": status, "usageTerms": "No archive", "bodies": [{"value": "They came."}]}
        xml = NEWSML_ITEM.format(headline="Fire", body="They came.")
        xml = xml.replace("<itemMeta>", "<rightsInfo><usageTerms>No archive</usageTerms></rightsInfo><itemMeta>")
        xml = xml.replace("</itemMeta>", f'<pubStatus qcode="stat:{status}"/></itemMeta>')
        done = read(format, {"a.json": json.dumps(item)} if format == "ninjs" else {"a.xml": xml})
        (article,) = done.corpus.articles.values()
        assert article.text_license == "No archive"
        assert (f"item that is {status} and imported" in done.losses) == (status != "usable")
        assert article.attributes["source_pubStatus"].endswith(status)


def test_rights_of_news_items_go_to_ninjs_and_back(tmp_path):
    """The notice and the holder of the copyright are in the item, and the notice is in `RIGHTS.md`."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xml").write_text(NEWSML, encoding="utf-8")
    nc.import_corpus(tmp_path / "in", "newsml", tmp_path / "corpus")
    done = nc.export(tmp_path / "corpus", "ninjs", tmp_path / "out")
    item = json.loads((tmp_path / "out" / "a-1.json").read_text(encoding="utf-8"))
    assert item["copyrightHolder"] == "http://acme.example"
    assert (item["copyrightNotice"], item["usageTerms"]) == ("© Acme", "None")
    assert not [loss.kind for loss in done.losses if "opyright" in loss.kind]
    assert "© Acme" in (tmp_path / "out" / "RIGHTS.md").read_text(encoding="utf-8")
    nc.import_corpus(tmp_path / "out", "ninjs", tmp_path / "again")
    again = nc.load(tmp_path / "again")["a-1"]
    assert again.attributes["source_copyrightNotice"] == "© Acme"
    assert again.text_license == "None"


def test_a_whole_text_in_html_is_read_as_text(read):
    """Nothing is joined with it. Plain text stays as it is, so that an export comes back."""
    for kind, text in (
        ("text/html", "Anna & Bo met.\n\nIt rained."),
        ("Text/HTML", "Anna & Bo met.\n\nIt rained."),
        ("text/plain", None),
    ):
        value = "<p>Anna &amp; Bo <b>met</b>.</p><p>It rained.</p>"
        item = {"uri": "a:b", "headlines": [{"value": "Rain"}]}
        item["bodies"] = [{"role": "full-text", "contentType": kind, "value": value, "wordCount": 5}]
        done = read("ninjs", {"a.json": json.dumps(item)})
        assert done.corpus["a"].text == (text or value)
        assert done.losses == {"bodies.wordCount": ["a.json: bodies[0].wordCount"]}
