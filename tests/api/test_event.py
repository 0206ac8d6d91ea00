"""Events made in Python, in the forms that files have."""

import json
from datetime import date

import numpy as np
import pytest
from drawn import drawn_articles
from hypothesis import given, settings

import newscorpus as nc

BERG = ["Anna Berg met Carl Dahl"]


def test_an_event_takes_what_a_file_may_contain():
    """Words for quotes, pairs, one value for a list of one; and models."""
    made = nc.event(
        "incident",
        id="crash",
        type="accident",
        participants={"victim": "anna"},
        when={"on Monday": date(2024, 5, 6)},
        places={"Oslo": "NO"},
        things={"object": "a bus", "instrument": (nc.Thing(text="ice"),)},
        topics=("traffic",),
        casualties={"injured": {"Two": 2}, "killed": np.int64(1)},
        evidence={"a bus": "when a bus slid"},
    )
    assert made == nc.Incident(
        id="crash",
        type="accident",
        participants={"victim": ["anna"]},
        when=nc.When(edtf="2024-05-06", text="on Monday"),
        places=[nc.Place(name="Oslo", country="NO")],
        things={"object": ["a bus"], "instrument": ["ice"]},
        topics=["traffic"],
        casualties={"injured": [nc.Count(count=2, text="Two")], "killed": [nc.Count(count=1)]},
        evidence=[nc.Quote(exact="a bus", within="when a bus slid")],
    )


@settings(max_examples=30)
@given(drawn_articles)
def test_the_fields_of_any_event_make_it_again(article):
    """In canonical form."""
    for data in json.loads(nc.dumps(article, "json")).get("events", ()):
        made = nc.event(data.pop("kind"), **data)
        assert made == nc.anchor(article).events[made.id]


def test_the_key_gives_the_id():
    """Of an event or an actor that has none."""
    talks = nc.event("meeting", type="talks", participants={"participant": ["anna", "carl"]}, evidence=BERG)
    people = {"anna": nc.Actor(name="Anna Berg", kind="person"), "carl": nc.Actor(name="Carl Dahl", kind="person")}
    article = nc.Article(id="a", language="en", text=BERG[0], actors=people, events={"talks": talks})
    assert (article.events["talks"].id, article.actors["anna"].id) == ("talks", "anna")
    assert nc.check(article).ok
    with pytest.raises(ValueError, match=r"Article\.events: expected a mapping by id, or objects with different ids"):
        nc.Article(id="a", language="en", text=BERG[0], events=[talks])


def test_keys_may_be_numbers_as_in_a_file():
    made = nc.event("incident", type="attack", evidence="43 died", casualties={"killed": [{43: 43, "by": "anna"}]})
    (killed,) = made.casualties["killed"]
    assert (killed.text.exact, killed.count, killed.by) == ("43", 43, ("anna",))
    with pytest.raises(ValueError, match="unknown attribute `7`"):
        nc.event("event", type="other", evidence="x", attributes={7: "y"})
    with pytest.raises(ValueError, match="a key is a string, not None"):
        nc.event("event", type="other", evidence="x", attributes={None: "y"})


def test_terms_of_a_corpus_are_accepted():
    """With `corpus`."""
    terms = nc.Vocabularies(meeting=nc.KindWords(types={"vigil": "people keep watch together"}))
    corpus = nc.Corpus(manifest=nc.Manifest(name="x", vocabularies=terms), articles={})
    assert nc.event("meeting", type="vigil", evidence="met", corpus=corpus).type == "vigil"
    with pytest.raises(ValueError, match="`vigil` is not a type of meetings"):
        nc.event("meeting", type="vigil", evidence="met")


def test_every_error_is_named_with_its_correction():
    """All in one message."""
    with pytest.raises(ValueError, match="did you mean `cancelled`") as caught:
        nc.event("meeting", id="a", type="talks", evidence=["x"], status="cancled", whn="2024", when="1/6/2024")
    message = str(caught.value)
    assert "whn: unknown field `whn` of a meeting; did you mean `when`?" in message
    assert "when: `1/6/2024` is not a date" in message
    with pytest.raises(ValueError, match="did you mean `meeting`"):
        nc.event("meetng")


def test_one_string_stands_for_a_list():
    """Of words, ids, quotes, participants and things, as in a file."""
    rain = nc.Incident(
        id="rain", type="disaster", evidence="It rained", participants={"victim": "anna"}, relations={"about": "flood"}
    )
    assert rain.evidence == (nc.Quote(exact="It rained"),)
    assert rain.in_role("victim") == ("anna",)
    assert rain.relations == {"about": ("flood",)}
    assert nc.Claim(quote="It rained", by="anna").by == ("anna",)
    assert nc.Actor(id="anna", aliases="Anna", mentions=nc.Quote(exact="she")).mentions == (nc.Quote(exact="she"),)
