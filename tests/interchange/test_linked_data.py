"""JSON-LD: schema.org and Web Annotation, read by RDF libraries and by what search engines' tools use."""

import json

import pytest
from command import newscorpus
from drawn import drawn_texts
from exported import ANY, ROOT, document, exported
from hypothesis import given

import newscorpus as nc

CORPORA = ["seeds", "tests/articles"]
TEXT = "Anna Berg met Carl Dahl in Oslo on Monday. “We agree,” she said."
SCHEMA = "https://schema.org/"


def graph(content):
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(data=content, format="json-ld")


# schema.org


def values(found, subject, name):
    rdflib = pytest.importorskip("rdflib")
    return sorted(str(one) for one in found.objects(rdflib.URIRef(subject), rdflib.URIRef(SCHEMA + name)))


def article(**more):
    given = {
        "id": "a", "text": TEXT, "language": "en", "headline": "Talks in Oslo", "published": "2023-06-14",
        "url": "https://example.org/a", "publisher": "The Daily", "keywords": ("talks",),
    }  # fmt: skip
    return nc.Article(**{**given, **more})


def test_an_article_in_rdf():
    anna = nc.Actor(
        id="anna", name="Anna Berg", kind="person", country="NO", aliases=("Berg",), ids={"wikidata": "Q1", "isni": "2"},
        roles=(nc.Role(title="mayor"), nc.Role(title="member", org="party", start="2020", end="2021~")),
        relations={"relative_of": (nc.ActorRelation(other="carl"),)},
    )  # fmt: skip
    actors = {
        "anna": anna,
        "carl": nc.Actor(id="carl", name="Carl Dahl", kind="person"),
        "party": nc.Actor(id="party", name="Party", kind="group"),
    }
    talks = nc.Meeting(
        id="talks", type="talks", status="planned", title="Talks",
        participants={"host": ("anna",), "visitor": ("carl",), "mediator": ("party",)},
        when=nc.When(edtf="2023-06-12/2023-06-18"), places=(nc.Place(name="Oslo", country="NO"),), topics=("Monday",),
        evidence=("Anna Berg met Carl Dahl",),
    )  # fmt: skip
    part = nc.Event(
        id="part", type="agreement", status="alleged", evidence=("We agree",), when=nc.When(edtf="2023-06~"),
        participants={"agent": ("anna",)}, things={"object": ("Monday",)}, relations={"part_of": ("talks",)},
    )  # fmt: skip
    claim = nc.Claim(quote=("We agree",), by=("anna",), about=("part",), stance="asserts")
    content, lost = document(
        article(actors=actors, events={"talks": talks, "part": part}, claims=(claim,)), "schema-org"
    )
    found, base = graph(content), "https://example.org/a"
    assert values(found, base, "articleBody") == [TEXT]
    assert values(found, base, "datePublished") == ["2023-06-14"]
    assert values(found, base, "mentions") == [f"{base}#actors.{key}" for key in sorted(actors)]
    assert values(found, f"{base}#actors.anna", "sameAs") == ["http://www.wikidata.org/entity/Q1"]
    assert values(found, f"{base}#actors.anna", "alternateName") == ["Berg"]
    assert values(found, f"{base}#actors.anna", "jobTitle") == ["mayor"]
    assert values(found, f"{base}#actors.anna", "relatedTo") == [f"{base}#actors.carl"]
    (office,) = values(found, f"{base}#actors.anna", "worksFor")
    rdflib = pytest.importorskip("rdflib")
    roles = {str(name).removeprefix(SCHEMA): str(one) for name, one in found.predicate_objects(rdflib.BNode(office))}
    assert (roles["roleName"], roles["worksFor"], roles["startDate"]) == ("member", f"{base}#actors.party", "2020")
    assert "endDate" not in roles
    event = f"{base}#events.talks"
    assert values(found, event, "startDate") + values(found, event, "endDate") == ["2023-06-12", "2023-06-18"]
    assert values(found, event, "eventStatus") == [f"{SCHEMA}EventScheduled"]
    assert [len(values(found, event, name)) for name in ("organizer", "attendee", "location")] == [1, 2, 1]
    assert values(found, f"{base}#events.part", "superEvent") == [event]
    assert values(found, f"{base}#events.part", "endDate") == ["2023-06-30"]
    assert len(values(found, f"{base}#events.part", "about")) == 2
    quotation = f"{base}#claims.0"
    assert (rdflib.URIRef(quotation), rdflib.RDF.type, rdflib.URIRef(f"{SCHEMA}Quotation")) in found
    assert values(found, quotation, "spokenByCharacter") == [f"{base}#actors.anna"]
    assert {kind for kind in lost if "." not in kind} >= {
        "status alleged", "kind group of an actor", "time of an office that is not a date, or without an organization",
        "time that is not a date of ISO 8601",
    } - {kind for kind in lost if "." in kind}  # fmt: skip
    assert lost["claims.stance"] == 1


def test_a_text_does_not_act_in_a_page():
    """Embedded in a page, `</script>` of a text does not end the element."""
    extruct = pytest.importorskip("extruct")
    text = "<!-- </script><script>alert(1)</script> & Anna"
    content, _ = document(article(text=text, text_license="a </script>"), "schema-org")
    assert "<" not in content
    page = f'<html><body><script type="application/ld+json">{content}</script></body></html>'
    (found,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert found["articleBody"] == text


@pytest.mark.parametrize("name", CORPORA)
def test_a_corpus_in_rdf(name):
    rdflib = pytest.importorskip("rdflib")
    contents, _ = exported(ROOT / name, "schema-org")
    for one in nc.load(ROOT / name):
        found = graph(contents[f"{one.id}.jsonld"].decode())
        (root,) = found.subjects(rdflib.RDF.type, rdflib.URIRef(f"{SCHEMA}NewsArticle"))
        for relation, number in {
            "mentions": len(one.actors),
            "about": len(one.events),
            "citation": len(one.claims),
        }.items():
            assert len(values(found, root, relation)) == number
        for actor in one.actors.values():
            assert values(found, f"{root}#actors.{actor.id}", "name") == [actor.name]


# Web Annotation


def annotations(content):
    return json.loads(content)["first"]["items"]


@pytest.mark.parametrize("name", CORPORA)
def test_each_span_is_an_annotation(name):
    """Both selectors select the words, in the eyes of a library of others; positions are code points."""
    selectors = pytest.importorskip("anchorpoint.textselectors")
    contents, _ = exported(ROOT / name, "web-annotation")
    for one in nc.load(ROOT / name):
        items = annotations(contents[f"{one.id}.jsonld"].decode())
        targets = [
            t for item in items for t in (item["target"] if isinstance(item["target"], list) else [item["target"]])
        ]
        spans = []
        for target in targets:
            position, quote = target["selector"]
            spans.append((position["start"], position["end"]))
            assert one.text[slice(*spans[-1])] == quote["exact"]
            place = selectors.TextPositionSelector(start=position["start"], end=position["end"])
            found = selectors.TextQuoteSelector(
                exact=quote["exact"], prefix=quote.get("prefix", ""), suffix=quote.get("suffix", "")
            ).as_position(one.text)
            assert (found.start, found.end) == (place.start, place.end) == spans[-1]
        assert sorted(spans) == sorted((span.start, span.end) for span in one.spans())
        assert len({item["id"] for item in items}) == len(items)


def bodies(item):
    return [(one.get("purpose"), one.get("value", one.get("source"))) for one in item["body"]]


def test_what_an_annotation_says():
    party = nc.Actor(id="party", name="Oslo", kind="organization")
    anna = nc.Actor(
        id="anna", name="Anna Berg", kind="person", mentions=("she",), roles=(nc.Role(title="said", org="party"),
        nc.Role(title="member")), relations={"opponent_of": (nc.ActorRelation(other="party", evidence="agree"),
        nc.ActorRelation(other="party"))},
    )  # fmt: skip
    crash = nc.Incident(
        id="crash", type="accident", title="Crash", evidence=("met",), when=nc.When(edtf="2023-06-12", text="Monday"),
        participants={"victim": (nc.Participant(actor="anna", mention="Anna Berg"), nc.Participant(actor="party"))},
        things={"amount": (nc.Thing(text="Carl Dahl", value="3 km"),)}, places=(nc.Place(name="Oslo", country="NO"),),
        casualties={"injured": (nc.Count(count="2+", text="We"), nc.Count(count=1))},
    )  # fmt: skip
    claim = nc.Claim(quote=("We", "agree"), by=("anna",), cue="she said")
    content, lost = document(article(actors={"anna": anna, "party": party}, events={"crash": crash}, claims=(claim,)),
                             "web-annotation")  # fmt: skip
    found = {item["id"].partition("#")[2]: item for item in annotations(content)}
    head = [
        ("linking", "https://example.org/a#events.crash"),
        ("classifying", "incident/accident"),
        ("describing", "Crash"),
    ]
    assert bodies(found["events.crash.when.text"]) == [("tagging", "when"), *head, ("describing", "2023-06-12")]
    assert bodies(found["events.crash.participants.victim.0.mention"]) == [
        ("tagging", "participants"), *head, ("tagging", "victim"), ("linking", "anna")
    ]  # fmt: skip
    assert bodies(found["events.crash.things.amount.0.text"])[-2:] == [("tagging", "amount"), ("describing", "3 km")]
    assert bodies(found["events.crash.casualties.injured.0.text"])[-2:] == [
        ("tagging", "injured"),
        ("describing", "2+"),
    ]
    assert bodies(found["events.crash.places.0.name"])[-1] == ("describing", "NO")
    assert bodies(found["actors.anna.roles.0.title"])[-1] == ("linking", "party")
    assert bodies(found["actors.anna.relations.opponent_of.0.evidence"])[-2:] == [
        ("tagging", "opponent_of"), ("linking", "party")
    ]  # fmt: skip
    assert [one["selector"][1]["exact"] for one in found["claims.0.quote"]["target"]] == ["We", "agree"]
    assert bodies(found["claims.0.cue"]) == [("tagging", "cue"), ("linking", "https://example.org/a#claims.0")]
    assert lost["events.participants without words"] == lost["events.casualties without words"] == 1
    assert lost["actors.relations without words"] == lost["actors.roles without words"] == 1


# All that is JSON


CODED = {
    "about", "actor", "at", "by", "count", "country", "date", "earliest", "edtf", "format", "id", "kind", "language",
    "end", "latest", "org", "other", "published", "sector", "sha256", "stance", "start", "state", "status", "type", "url", "value",
}  # fmt: skip
"""Fields with codes, dates and references, which a format may write in its own way."""


def words_of(data, path=""):
    """Each string of an article that is words, after the kind of its place."""
    if isinstance(data, dict) and "exact" not in data:
        for key, one in data.items():
            yield from words_of(one, f"{path}.{key}" if path else key)
    elif isinstance(data, list):
        for one in data:
            yield from words_of(one, path)
    elif isinstance(data, dict | str) and path.rpartition(".")[2] not in CODED:
        yield path, data if isinstance(data, str) else data["exact"]


def strings_of(data):
    if isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from strings_of(one)
    else:
        yield " ".join(str(data).split())


def test_parts_of_the_text_are_lost_where_their_words_are_not_written():
    """The body is not told from the headline in front of it; without the text, no part is written."""
    for format in ("ninjs", "schema-org"):
        given = article(
            headline=None, text=f"Talks in Oslo\n\n{TEXT}", text_parts={"headline": (0, 13), "body": (15, 20)}
        )
        parts = {"text_parts.headline", "text_parts.body"}
        assert parts & document(given, format)[1].keys() == {"text_parts.body"}
        content, lost = document(given, format, text=False)
        assert parts <= lost.keys()
        assert "Talks in Oslo" not in content


@pytest.mark.parametrize("format", ["ninjs", "schema-org", "web-annotation"])
@given(drawn=drawn_texts)
def test_words_are_written_or_listed_as_lost(format, drawn):
    """Nothing is lost silently: what is not in the output is in the list."""
    content, lost = document(drawn, format)
    found = "\0".join(strings_of(json.loads(content)))
    for path, words in words_of(nc.make_converter(ANY).unstructure(nc.anchor(drawn))):
        is_listed = any(
            kind == path or kind.startswith(f"{path} ") or path.startswith(f"{kind.split()[0]}.") for kind in lost
        )
        assert is_listed or " ".join(words.split()) in found, path


# Both


def test_references_to_other_articles(tmp_path):
    part = nc.Event(id="part", type="aid", evidence=("met",), relations={"part_of": ("b#other",)})
    articles = {"a": article(events={"part": part})}
    articles["b"] = article(
        id="b", url=None, text=TEXT + "!", events={"other": nc.Event(id="other", type="aid", evidence=("met",))}
    )
    nc.dump(nc.Corpus(manifest=nc.Manifest(name="any", language="und"), articles=articles), tmp_path / "in")
    contents, lost = exported(tmp_path / "in", "schema-org")
    data = json.loads(contents["a.jsonld"])
    assert lost["reference to an event of another article"] == 1
    assert "superEvent" not in data["about"][0]


def test_articles_without_their_texts():
    content, lost = document(article(), "schema-org", text=False)
    assert "articleBody" not in json.loads(content)
    assert lost["sha256"] == 1
    part = nc.Event(id="part", type="aid", evidence=("We agree",))
    content, _ = document(article(events={"part": part}), "web-annotation", text=False)
    (item,) = annotations(content)
    assert item["target"]["selector"][1] == {"type": "TextQuoteSelector", "exact": "We agree"}


@pytest.mark.parametrize("format", ["schema-org", "web-annotation"])
def test_a_second_export_is_the_same(format, tmp_path):
    """It replaces the first; files of somebody else are not replaced."""
    target = tmp_path / "out"
    assert newscorpus("export", format, ROOT / "tests/articles", "-o", target).code == 0
    first = {path.name: path.read_bytes() for path in target.iterdir()}
    assert newscorpus("export", format, ROOT / "tests/articles", "-o", target).code == 0
    assert {path.name: path.read_bytes() for path in target.iterdir()} == first
    other = next(path for path in target.iterdir() if path.stem == "court")
    other.unlink()
    other.mkdir()
    (other / "mine.txt").write_text("mine", encoding="utf-8")
    for words in ((), ("--force",)):
        ran = newscorpus("export", format, ROOT / "tests/articles", "-o", target, *words)
        assert (ran.code, "contains other files" in ran.err) == (2, True)
    (other / "mine.txt").unlink()
    other.rmdir()
    other.write_text("{}", encoding="utf-8")
    ran = newscorpus("export", format, ROOT / "tests/articles", "-o", target)
    assert (ran.code, other.read_text(encoding="utf-8")) == (2, "{}")
