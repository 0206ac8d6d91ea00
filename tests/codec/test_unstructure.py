"""What is written: short forms for people, long ones for programs, each in one order."""

import json

import pytest
from converters import HEAD
from plain_data import read_1_2

import newscorpus as nc
from newscorpus import Actor, Article, Quote, Role

SHORT = """\
format: newscorpus/1
id: a
text: Anna Berg met Carl Dahl in Oslo and Bergen on Monday. “We agree,” she said. He said she would go. Two were hurt.
language: en
published: 2024
annotation:
  by: me
  date: 2024-05-09
actors:
  anna:
    name: Anna Berg
    kind: person
    mentions:
      - she: agree,” she
      - she: she would
    roles:
      minister: norway
  carl:
    name: Carl Dahl
    kind: person
    aliases:
      - Dahl
      - Charlie
    roles: member
    country: 'NO'
  norway:
    name: Norway
    kind: country
events:
  talks:
    kind: meeting
    type: talks
    participants:
      participant:
        - anna
        - carl
    when:
      on Monday: 2024-05-06
    places:
      Oslo: 'NO'
      Bergen: 'NO'
    evidence:
      - Anna Berg met Carl Dahl
  clash:
    kind: incident
    type: clash
    when: 2024
    evidence:
      - Two were hurt
    relations:
      after: talks
    casualties:
      injured:
        - Two: 2
claims:
  - quote: We agree
    by: anna
waive:
  - code: NC304
    at: actors
    all: true
    why: x
"""
LONG = {
    "format": "newscorpus/1",
    "id": "a",
    "text": "Anna Berg met Carl Dahl in Oslo and Bergen on Monday. “We agree,” she said. He said she would go. Two were hurt.",
    "language": "en",
    "published": "2024",
    "annotation": {"by": ["me"], "date": "2024-05-09"},
    "actors": [
        {
            "id": "anna",
            "name": "Anna Berg",
            "kind": "person",
            "mentions": [
                {"exact": "she", "within": "agree,” she", "start": 66, "end": 69},
                {"exact": "she", "within": "she would", "start": 84, "end": 87},
            ],
            "roles": [{"title": {"exact": "minister"}, "org": "norway"}],
        },
        {
            "id": "carl",
            "name": "Carl Dahl",
            "kind": "person",
            "aliases": ["Dahl", "Charlie"],
            "roles": [{"title": {"exact": "member"}}],
            "country": "NO",
        },
        {"id": "norway", "name": "Norway", "kind": "country"},
    ],
    "events": [
        {
            "id": "talks",
            "kind": "meeting",
            "type": "talks",
            "status": "occurred",
            "participants": {"participant": [{"actor": "anna"}, {"actor": "carl"}]},
            "when": {
                "edtf": "2024-05-06",
                "text": {"exact": "on Monday", "start": 43, "end": 52},
                "earliest": "2024-05-06",
                "latest": "2024-05-06",
            },
            "places": [
                {"name": {"exact": "Oslo", "start": 27, "end": 31}, "country": "NO"},
                {"name": {"exact": "Bergen", "start": 36, "end": 42}, "country": "NO"},
            ],
            "evidence": [{"exact": "Anna Berg met Carl Dahl", "start": 0, "end": 23}],
        },
        {
            "id": "clash",
            "kind": "incident",
            "type": "clash",
            "status": "occurred",
            "when": {"edtf": "2024", "earliest": "2024-01-01", "latest": "2024-12-31"},
            "evidence": [{"exact": "Two were hurt", "start": 98, "end": 111}],
            "relations": {"after": ["talks"]},
            "casualties": {"injured": [{"count": 2, "text": {"exact": "Two", "start": 98, "end": 101}}]},
        },
    ],
    "claims": [{"quote": [{"exact": "We agree", "start": 55, "end": 63}], "by": ["anna"]}],
    "waive": [{"code": "NC304", "at": "actors", "all": True, "why": "x"}],
}


def test_yaml_is_as_people_write_it():
    """Words alone where they say all, `{words: value}` where a value belongs to them; what grows stays a list."""
    assert nc.dumps(nc.loads(SHORT, "yaml"), "yaml") == SHORT


def test_json_is_as_programs_read_it():
    """Everything in full, what can be computed too, and the kind of an event right behind its id."""
    written = nc.dumps(nc.loads(SHORT, "yaml"), "json")
    assert written == json.dumps(LONG, indent=2, ensure_ascii=False) + "\n"
    assert nc.loads(written, "json") == nc.loads(SHORT, "yaml")


def test_words_that_are_the_name_of_a_field_are_no_key_beside_fields():
    roles = [Role(title="end", org="b"), Role(title="end", org="b", start="2020"), Role(title="x", org="b", end="2021")]
    actor = Actor(id="b", name="B", kind="group", roles=roles)
    article = Article(id="a", language="en", text="B x end", actors=[actor])
    assert read_1_2(nc.dumps(article))["actors"]["b"]["roles"] == [
        {"end": "b"},
        {"title": "end", "org": "b", "start": 2020},
        {"x": "b", "end": 2021},
    ]
    assert nc.loads(nc.dumps(article), "yaml") == nc.anchor(article)


@pytest.mark.parametrize("title", ["titel", "s\x1ft", "Orgs", "start"])
def test_words_that_would_be_read_as_a_misspelt_field_are_no_key_beside_fields(title):
    roles = (Role(title=Quote(exact=title), org="b", start="2020"),)
    actors = {"a": Actor(id="a", name="A", kind="person", roles=roles), "b": Actor(id="b", name="B", kind="group")}
    article = nc.anchor(Article(id="a", text=f"A of B, {title}.", language="en", actors=actors))
    for format in ("yaml", "json"):
        assert nc.loads(nc.dumps(article, format), format) == article


def test_a_manifest(tmp_path):
    said = {
        "actors": {"anna": {"name": "Anna", "kind": "person"}},
        "attributes": {"article": {"desk": {"type": "string", "required": True}}},
    }
    head = {**HEAD, "id": "a", "language": "en", "text": "Words.", "attributes": {"desk": "home"}}
    for name, data in (("corpus.yaml", {**HEAD, "name": "c", **said}), ("a.yaml", head)):
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")
    nc.convert(tmp_path, to="yaml", output=tmp_path / "again")
    written = read_1_2((tmp_path / "again" / "corpus.yaml").read_text(encoding="utf-8"))
    assert {**HEAD, "name": "c", **said}.items() <= written.items()


def test_a_subclass_is_written_as_the_kind_that_it_extends():
    class Summit(nc.Meeting):
        pass

    events = {"e": Summit(id="e", type="talks", evidence=[Quote(exact="Rain")])}
    written = nc.dumps(Article(id="a", language="en", text="Rain fell.", events=events), "json")
    assert type(nc.loads(written, "json").events["e"]) is nc.Meeting


def test_values_that_need_their_long_form():
    words = "x" * 1200
    event = nc.Meeting(
        id="e",
        type="other",
        evidence=[nc.Quote(exact="exact", within="an exact name"), nc.Quote(exact="name", start=9)],
        places=[nc.Place(name="name", country="NO"), nc.Place(name="exact", country="SE")],
        when=nc.When(edtf="2023", text=words),
    )
    article = nc.Article(id="a", language="en", text=f"an exact name {words} name edtf", events=[event])
    assert nc.loads(nc.dumps(article, "yaml"), "yaml") == nc.anchor(article)
    other = nc.Article(
        id="a",
        language="en",
        text="Oslo Rome 3 people",
        actors=[nc.Actor(id="x", name="Oslo", kind="locality", ids={"a": "012", "b": "12", "c": "9" * 30})],
        events=[
            nc.Incident(
                id="e", type="other", evidence=[nc.Quote(exact="Oslo Rome 3 people")], casualties={"killed": []}
            )
        ],
    )
    assert nc.loads(nc.dumps(other, "yaml"), "yaml") == nc.anchor(other)
