"""Events made in Python, in the forms that files have."""

from datetime import date

import numpy as np
import pytest

import newscorpus as nc

BERG = ["Anna Berg met Carl Dahl"]


def test_an_event_takes_what_a_file_may_contain():
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


def test_the_key_gives_the_id():
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


def test_every_error_is_named_with_its_correction():
    with pytest.raises(ValueError, match="did you mean `cancelled`") as caught:
        nc.event("meeting", id="a", type="talks", evidence=["x"], status="cancled", whn="2024", when="1/6/2024")
    message = str(caught.value)
    assert "whn: unknown field `whn` of a meeting; did you mean `when`?" in message
    assert "when: `1/6/2024` is not a date" in message
    with pytest.raises(ValueError, match="did you mean `meeting`"):
        nc.event("meetng")
