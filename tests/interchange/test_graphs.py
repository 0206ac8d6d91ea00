"""Exports for analysis: graphs, FollowTheMoney and PLOVER, each read by software of others."""

import json
from collections import Counter

import attrs
import pytest
from command import newscorpus
from drawn import drawn_texts
from exported import ANY, ROOT, document
from hypothesis import given

import newscorpus as nc

CORPORA = ["seeds", "tests/articles"]
TEXT = "Anna Berg of Acme met Carl Dahl in Oslo on Monday. The police arrested six people."


def talks(**more):
    """An article with one meeting."""
    event = nc.Meeting(
        id="talks",
        type="talks",
        participants={"participant": ("anna", "carl")},
        evidence=("Anna Berg of Acme met Carl Dahl",),
        **more,
    )
    actors = (
        nc.Actor(id="anna", name="Anna Berg", kind="person"),
        nc.Actor(id="carl", name="Carl Dahl", kind="person"),
    )
    actors = {one.id: one for one in actors}
    return nc.Article(id="a", text=TEXT, language="en", actors=actors, events={"talks": event})


# GraphML, read by networkx


def graph(source):
    networkx = pytest.importorskip("networkx")
    content, lost = document(source, "graphml")
    return networkx.parse_graphml(content, force_multigraph=True), lost


def edges_of(article):
    """How many edges an article has, each of which leads to an actor or an event of its own."""
    relations = [one for actor in article.actors.values() for some in actor.relations.values() for one in some]
    offices = [role for actor in article.actors.values() for role in actor.roles if role.org is not None]
    taking = [one for event in article.events.values() for some in event.participants.values() for one in some]
    links = [one for event in article.events.values() for some in event.relations.values() for one in some]
    claims = sum(len(claim.by) * len(claim.about) for claim in article.claims)
    return len(relations) + len(offices) + len(taking) + len([one for one in links if one in article.events]) + claims


@pytest.mark.parametrize("name", CORPORA)
def test_a_graph_of_a_corpus(name):
    found, _ = graph(ROOT / name)
    corpus = nc.load(ROOT / name)
    layers = Counter(values["layer"] for _, values in found.nodes(data=True))
    assert layers["event"] == sum(len(article.events) for article in corpus)
    shared = {actor.id for article in corpus for actor in article.actors.values() if not actor.is_local}
    local = [actor for article in corpus for actor in article.actors.values() if actor.is_local]
    assert layers["actor"] == len(shared) + len(local)
    assert found.number_of_edges() == sum(map(edges_of, corpus))


def test_what_a_node_and_an_edge_say():
    found, _ = graph(ROOT / "seeds")
    assert found.nodes["blinken"] == {
        "layer": "actor", "label": "Antony Blinken", "kind": "person", "country": "US", "sector": "GOV"
    }  # fmt: skip
    visit = "000_acf5269c8d9a5d96#visit-june"
    assert found.nodes[visit] == {
        "layer": "event", "label": "Blinken visits China", "kind": "meeting", "type": "visit", "status": "planned",
        "start": "2023-06-12", "end": "2023-06-18", "place": "China", "article": "000_acf5269c8d9a5d96",
    }  # fmt: skip
    (edge,) = found.get_edge_data("blinken", visit).values()
    assert edge == {"layer": "participant", "label": "visitor", "article": "000_acf5269c8d9a5d96"}
    roles = [one for one in found.get_edge_data("blinken", "us").values() if one["layer"] == "role"]
    assert [one["label"] for one in roles] == ["secretary of state"]


def test_events_and_actors_of_other_articles(tmp_path):
    networkx = pytest.importorskip("networkx")
    later = nc.Event(id="deal", type="agreement", evidence=("met",), relations={"same_as": ("z#talks",)})
    anna = nc.Actor(id="anna", name="Anna Berg", kind="person", country="NO")
    articles = {"b": nc.Article(id="b", text=TEXT, language="en", events={"deal": later}, actors={"anna": anna})}
    articles["c"] = nc.Article(id="c", text=TEXT + "!", language="en", actors={"anna": anna})
    articles["z"] = attrs.evolve(talks(), id="z")
    nc.dump(nc.Corpus(manifest=ANY, articles=articles), tmp_path / "in")
    content, lost = document(tmp_path / "in", "graphml")
    found = networkx.parse_graphml(content)
    assert found.edges["b#deal", "z#talks"]["label"] == "same_as"
    assert found.nodes["anna"]["country"] == "NO"
    assert lost["actor that an earlier article describes otherwise"] == 1
    content, lost = document(tmp_path / "in/b.yaml", "graphml")
    assert networkx.parse_graphml(content).number_of_edges() == 0
    assert lost["relation to an event that is not exported"] == 1


def test_characters_that_xml_has_not():
    content, lost = document(talks(title="Talks \x0b on & <on>"), "graphml")
    assert "Talks \ufffd on &amp; &lt;on&gt;" in content
    assert lost["character that XML cannot contain"] == 1


@pytest.mark.parametrize("format", ["schema-org", "graphml"])
def test_an_open_end_is_a_loss_where_only_the_beginning_is_written(format):
    for when, is_lost in (("2023/..", True), ("2023~/..", True), ("2023", False), ("../2023", False)):
        assert ("open end of a time" in document(talks(when=nc.When(edtf=when)), format)[1]) is is_lost


# FollowTheMoney, read by its own model


def entities(source):
    model = pytest.importorskip("followthemoney").model
    content, lost = document(source, "ftm")
    return [model.get_proxy(json.loads(line)) for line in content.splitlines()], lost


@pytest.mark.parametrize("name", CORPORA)
def test_entities_of_a_corpus(name):
    found, lost = entities(ROOT / name)
    corpus = nc.load(ROOT / name)
    ids = {one.id for one in found}
    assert len(ids) == len(found)
    for one in found:
        one.schema.validate(one.to_dict())
        assert set(one.get_type_values(pytest.importorskip("followthemoney").types.registry.entity)) <= ids
    schemas = Counter(one.schema.name for one in found)
    assert schemas["Article"] == len(corpus)
    assert schemas["Event"] == sum(len(article.events) for article in corpus)
    assert schemas["Occupancy"] == sum(len(actor.roles) for article in corpus for actor in article.actors.values())
    assert [kind for kind in lost if ": " in kind] == ["Article.bodyText: white space"]  # at the ends of a text


def test_relations_are_of_the_schema_that_fits():
    """Where an end is not of the schema that a relation wants, it is an `UnknownLink` with its name."""
    kinds = {"anna": "person", "carl": "person", "acme": "organization", "norway": "country"}
    names = {"anna": "Anna Berg", "carl": "Carl Dahl", "acme": "Acme", "norway": "Oslo"}
    links = {
        "anna": {"relative_of": ("carl",), "member_of": ("acme",), "opponent_of": ("norway",), "ally_of": ("norway",)},
        "acme": {"employs": ("anna",), "owns": ("norway",)},
    }
    actors = {
        key: nc.Actor(
            id=key,
            name=names[key],
            kind=kind,
            sector="BUS" if key == "acme" else None,
            relations={
                term: tuple(nc.ActorRelation(other=one, evidence="met", when="2023/..") for one in others)
                for term, others in links.get(key, {}).items()
            },
        )
        for key, kind in kinds.items()
    }
    found, _ = entities(nc.Article(id="a", text=TEXT, actors=actors))
    assert [one.get("sector") for one in found if one.schema.name == "Company"] == [["BUS"]]
    made = {
        (one.schema.name, *one.get("role", quiet=True), *one.get("relationship", quiet=True))
        for one in found
        if one.schema.edge
    }
    assert made == {
        ("Family", "relative_of"), ("Membership", "member_of"), ("UnknownLink", "opponent_of"),
        ("UnknownLink", "ally_of"), ("Employment", "employs"), ("UnknownLink", "owns"),
    }  # fmt: skip
    (family,) = (one for one in found if one.schema.name == "Family")
    assert (family.get("summary"), family.get("startDate"), family.get("endDate")) == (["met"], ["2023"], [])


def test_values_that_the_library_drops_are_losses():
    article = nc.Article(
        id="a", text=TEXT, language="und", url="https://a.y/é", published="0001-01-01", author=" A  B "
    )
    (entity,), lost = entities(article)
    assert not any(map(entity.get, ("language", "sourceUrl", "publishedAt")))
    assert {kind for kind in lost if ":" in kind} == {
        "Article.language: dropped",
        "Article.sourceUrl: dropped",
        "Article.publishedAt: dropped",
        "Article.author: white space",
    }
    kept = nc.Article(id="a", text=TEXT, language="en", published="2023-06-14T10:00:00+02:00")
    (entity,), lost = entities(kept)
    assert (entity.get("language"), entity.get("publishedAt")) == (["eng"], ["2023-06-14T08:00:00"])
    assert not lost
    assert entities(nc.Article(id="a", text=TEXT, language="en-GB"))[1] == {"Article.language: another value": 1}


def test_that_an_actor_is_not_named_is_a_loss():
    crowd = nc.Actor(id="crowd", name="the crowd", kind="organization", named=False)
    assert entities(nc.Article(id="a", text=TEXT, language="en", actors={"crowd": crowd}))[1] == {"actors.named": 1}


def test_who_organizes_an_event():
    host = nc.Meeting(id="e", type="talks", participants={"organizer": ("anna",), "host": ("carl",)}, evidence=("met",))
    found, lost = entities(attrs.evolve(talks(), events={"e": host}))
    (event,) = (one for one in found if one.schema.name == "Event")
    assert (len(event.get("organizer")), event.get("involved"), event.get("name")) == (2, [], ["talks"])
    assert (lost["role host"], "role organizer" in lost) == (1, False)


# PLOVER, in the shape of its gold standard


def records(source, *manifest):
    content, lost = document(source, "plover", *manifest)
    head, *found = json.loads(content)
    assert head["event"] == "DOCUMENT"
    return found, lost


def test_the_code_of_an_event():
    for event, code in (
        (nc.Meeting(id="e", type="visit", participants={"visitor": ("anna",), "host": ("carl",)}, evidence=("met",)),
         {"event": "CONSULT", "mode": "visit"}),
        (nc.Meeting(id="e", type="talks", status="planned", participants={"participant": ("anna",)}, evidence=("met",)),
         {"event": "AGREE", "context": "diplomatic"}),
        (nc.Meeting(id="e", type="talks", status="refused", participants={"participant": ("anna",)}, evidence=("met",)),
         {"event": "REJECT", "mode": "meet", "context": "diplomatic"}),
        (nc.Event(id="e", type="aid", status="planned", participants={"agent": ("anna",)}, evidence=("met",)),
         {"event": "AGREE"}),
        (nc.Incident(id="e", type="detention", status="ongoing", participants={"agent": ("anna",)}, evidence=("met",)),
         {"event": "COERCE", "mode": "arrest", "context": "legal"}),
    ):  # fmt: skip
        article = talks()
        (record,), _ = records(nc.Article(id="a", text=TEXT, actors=article.actors, events={"e": event}))
        assert {key: record[key] for key in ("event", "mode", "context") if key in record} == code
        assert record["source"] == [{"actorText": "Anna Berg", "code": ""}]


def test_types_of_a_corpus_may_be_categories():
    for attributes, code in (
        ({"mode": "beat", "context": "military"}, {"event": "ASSAULT", "mode": "beat", "context": "military"}),
        ({}, {"event": "ASSAULT"}),
    ):
        beaten = nc.Event(
            id="e", type="ASSAULT", participants={"agent": ("anna",)}, evidence=("met",), attributes=attributes
        )
        manifest = nc.Manifest(
            name="own",
            language="en",
            vocabularies=nc.Vocabularies(event=nc.KindWords(types={"ASSAULT": "violence"})),
            attributes=nc.AttributeDeclarations(
                event={name: nc.Attribute(type="string") for name in ("mode", "context")}
            ),
        )
        (record,), lost = records(nc.Article(id="a", text=TEXT, actors=talks().actors, events={"e": beaten}), manifest)
        assert {key: record[key] for key in ("event", "mode", "context") if key in record} == code
        assert not any(kind.startswith("events.attributes") for kind in lost)


def test_a_record_has_all_that_plover_has_a_field_for():
    raid = nc.Incident(
        id="raid",
        type="detention",
        participants={"agent": (nc.Participant(actor="police", mention="The police"),), "responder": ("police",)},
        evidence=("The police arrested six people", "people"),
        triggers=("arrested",),
        title="Arrests",
        when=nc.When(edtf="2023-06"),
        places=(nc.Place(name="Oslo", country="NO"), nc.Place(name="Oslo")),
        casualties={"injured": (nc.Count(count="2~"),), "killed": (nc.Count(count="1+"),)},
    )
    police = nc.Actor(id="police", name="police", kind="organization", country="NO", sector="COP")
    article = nc.Article(
        id="a", text=TEXT, language="en", publisher="The Daily", published="2023-06-14", actors={"police": police},
        annotation=nc.Annotation(by=("mk", "jo"), date="2024-05-10"), events={"raid": raid},
    )  # fmt: skip
    (record,), lost = records(article)
    assert record == {
        "id": "a#raid",
        "date": "2023-06-01",
        "source": [{"actorText": "The police", "code": "NOR", "sector": "COP"}],
        "event": "COERCE",
        "mode": "arrest",
        "context": "legal",
        "eventText": "arrested",
        "eventLoc": {"name": "Oslo", "country code": "NO"},
        "dead": "1",
        "injured": "2",
        "text": "The police arrested six people",
        "textInfo": {"markup": "(SRC: The police) (EVT: arrested) six people"},
        "language": "en",
        "publication": "The Daily",
        "coder": "mk, jo",
        "dateCoded": "2024-05-10",
    }
    assert lost["time that is not a day: its first day"] == 1
    assert (
        lost["events.evidence beyond the first"] == lost["events.places beyond the first"] == lost["events.title"] == 1
    )
    assert lost["casualties that are not one number"] == 2


def test_an_actor_is_once_on_a_side_of_a_record():
    roles = {"organizer": ("anna",), "participant": ("anna", "carl"), "host": ("anna",)}
    event = nc.Meeting(id="e", type="talks", participants=roles, evidence=("met",))
    (record,), lost = records(nc.Article(id="a", text=TEXT, actors=talks().actors, events={"e": event}))
    assert [[one["actorText"] for one in record[side]] for side in ("source", "target")] == [
        ["Anna Berg", "Carl Dahl"],
        ["Anna Berg"],
    ]
    assert lost["actor again on its side"] == 1


def test_the_date_of_a_record():
    moment = "2023-06-14T10:00:00Z"
    for when, published, day in (
        (None, "2023-06-14", "2023-06-14"),
        ("../2023", "2023-06", None),
        (None, moment, moment[:10]),
    ):
        article = attrs.evolve(talks(when=when and nc.When(edtf=when)), published=published)
        (record,), lost = records(article)
        assert record.get("date") == day
        assert ("time without a first day" in lost, "published" in lost) == (when is not None, published != day)


@given(drawn_texts)
def test_records_of_any_article(article):
    found, _ = records(article)
    assert len(found) <= len(article.events)
    for one in found:
        assert {"id", "source", "event", "eventText", "text"} <= set(one)


# All of them


def test_a_library_that_is_missing(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "followthemoney", None)
    ran = newscorpus("export", "ftm", ROOT / "seeds", "-o", tmp_path / "out")
    assert ran.code == 2
    assert "the extra `ftm` of newscorpus" in ran.err


def test_articles_without_their_texts():
    pytest.importorskip("followthemoney")
    for format in ("graphml", "plover", "ftm"):
        assert "Anna Berg of Acme met Carl Dahl in" not in document(talks(), format, ANY, text=False)[0]


@pytest.mark.parametrize("format", ["graphml", "ftm", "plover"])
def test_a_second_export_is_the_same_file(format, tmp_path):
    """It replaces the first; a file of somebody else is not replaced."""
    target = tmp_path / "out"
    assert newscorpus("export", format, ROOT / "seeds", "-o", target).code == 0
    first = target.read_bytes()
    assert newscorpus("export", format, ROOT / "seeds", "-o", target).code == 0
    assert target.read_bytes() == first
    target.write_bytes(b"<graphml/>")
    assert newscorpus("export", format, ROOT / "seeds", "-o", target).code == 2
    assert target.read_bytes() == b"<graphml/>"


@given(drawn_texts)
def test_entities_of_any_article(article):
    found, _ = entities(article)
    assert sum(one.schema.name == "Event" for one in found) == len(article.events)
    assert sum(one.schema.name == "Mention" for one in found) <= len(article.actors)
