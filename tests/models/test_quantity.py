"""Quantities and counts: what is one, what it means as numbers, and what several sources come to."""

import json
import re
from decimal import Decimal

import pytest
from command import newscorpus
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus import Count, Estimate, Quantity, Thing

SCHEMA = json.loads(newscorpus("schema", "article").out)
QUANTITIES = {
    "48000000 USD": Quantity(48000000, 48000000, "USD"),
    "6.8 Mw": Quantity(Decimal("6.8"), Decimal("6.8"), "Mw"),
    "2-1": Quantity(score=(2, 1)),
    "1500": Quantity(1500, 1500),
    "6%+": Quantity(6, None, "%"),
    "200~": Quantity(200, 200, about=True),
    "3..5 km": Quantity(3, 5, "km"),
    "26+": Quantity(26, None),
}
NONE = ["", "many", "3 GBX", "5km", "2-1 km", "1e3"]


@pytest.mark.parametrize("text", QUANTITIES)
def test_a_quantity_is_printed_as_it_is_written(text):
    made = Quantity.parse(text)
    assert made == QUANTITIES[text] == Thing(text="x", value=text).quantity
    assert str(made) == text


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity_is_refused(text):
    with pytest.raises(ValueError, match=r"Thing.value: .*: expected a quantity"):
        Thing(text="x", value=text)
    with pytest.raises(ValueError, match="expected a quantity such as"):
        Quantity.parse(text)


@given(st.data())
def test_every_quantity_of_a_schema_can_be_parsed(data):
    pattern = SCHEMA["$defs"]["QuantityText"]["pattern"]
    made = Quantity.parse(data.draw(st.from_regex(pattern, fullmatch=True)))
    assert Quantity.parse(str(made)) == made


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("$48 million", "48000000 USD"),
        ("US$1.5 billion", "1500000000 USD"),
        ("£3.75", "3.75 GBP"),
        ("1,500 km", "1500 km"),
        ("2–1", "2-1"),
        ("5-7 km", "5..7 km"),
        ("6–8%", "6..8%"),
        ("a lot", None),
    ],
)
def test_what_people_write_for_a_quantity(words, meant):
    with pytest.raises(nc.InvalidCorpus) as raised:
        things_of(f"{{amount: {{over 6%: '{words}'}}}}")
    found = re.search(r"replace `.*` with `(.*)`", str(raised.value))
    assert (found and found[1].strip("'")) == meant


@pytest.mark.parametrize(
    ("counts", "low", "best", "high"),
    [
        ([Count(count=3)], 3, 3, 3),
        # without a source: parts
        ([Count(count=3), Count(count="4..6")], 7, 7, 9),
        # by different sources: alternatives, of which UCDP takes the lower
        ([Count(count=43, by=["ministry"]), Count(count=61, by=["red-crescent"])], 43, 43, 61),
        # by the same source: parts
        ([Count(count=3, by=["a", "b"]), Count(count=4, by=["b", "a"]), Count(count=5, by=["a"])], 5, 5, 7),
        # the article's own is the best
    ],
)
def test_what_counts_come_to(counts, low, best, high):
    event = nc.Incident(id="e", type="attack", evidence=[nc.Quote(exact="x")], casualties={"killed": counts})
    assert event.casualties_total("killed") == Estimate(low=low, best=best, high=high)
    assert event.casualties_total("injured") is None


def test_counts_by_sources_in_a_file():
    text = """
        format: newscorpus/1
        id: a
        language: en
        text: "The ministry counted 43 dead, the Red Crescent 61 or more, and about 200 were hurt."
        actors:
          ministry: {name: ministry, kind: organization}
          red-crescent: {name: Red Crescent, kind: organization}
        events:
          raid:
            kind: incident
            type: attack
            casualties:
              killed: [{43: 43, by: ministry}, {61 or more: 61+, by: SOURCE}]
              injured: {about 200: 200~}
            evidence: The ministry counted 43 dead
    """
    with pytest.raises(nc.InvalidCorpus, match="NC201 unknown-actor: unknown actor `red-cresent`"):
        nc.loads(text.replace("SOURCE", "red-cresent"), "yaml")
    article = nc.loads(text.replace("SOURCE", "red-crescent"), "yaml")
    event = article.events["raid"]
    assert event.casualties_total("killed") == Estimate(low=43, best=43, high=None)
    assert event.casualties_total("injured") == Estimate(low=200, best=200, high=200)
    written = nc.dumps(article)
    assert "- '43': 43\n          by: ministry\n" in written
    assert nc.loads(written, "yaml") == article


DEAL = """
    format: newscorpus/1
    id: a
    language: en
    text: "They paid $48 million, over 6% more, for three ships and a 20 km road; the vote was 2-1."
    events:
      deal:
        kind: event
        type: transaction
        things: THINGS
        evidence: They paid
"""


def things_of(things):
    return nc.loads(DEAL.replace("THINGS", things), "yaml").events["deal"].things


def test_things_have_values_in_a_file():
    said = "{amount: {$48 million: 48000000 USD, over 6%: 6%+}, object: [three ships, {three: 3}, {2-1: 2-1}, {a 20 km road: 20 km, ids: {wikidata: Q1}}]}"
    found = things_of(said)
    assert [(one.text.exact, one.value, one.text.start) for one in found["amount"]] == [
        ("$48 million", "48000000 USD", 10),
        ("over 6%", "6%+", 23),
    ]
    assert [one.value for one in found["object"]] == [None, "3", "2-1", "20 km"]
    assert found["object"][3].ids == {"wikidata": "Q1"}
    assert found["object"][2].quantity == Quantity(score=(2, 1))
    assert found["object"][0].quantity is None
    article = nc.loads(DEAL.replace("THINGS", said), "yaml")
    written = nc.dumps(article)
    assert "amount:\n        $48 million: 48000000 USD\n        over 6%: 6%+\n" in written
    assert "- a 20 km road: 20 km\n          ids:\n            wikidata: Q1\n" in written
    assert nc.loads(written, "yaml") == article


def test_tables_have_the_bounds_of_things():
    pytest.importorskip("pyarrow")
    things = [Thing(text="x", value=value) for value in ("6.8 Mw", "6%+", "2-1", None)]
    event = nc.Event(id="e", type="other", evidence=["x"], things={"amount": things})
    article = nc.Article(id="a", text="x", language="en", events=[event])
    rows = nc.to_arrow(nc.Corpus(articles=[article], manifest=nc.Manifest(name="c")))["things"].to_pylist()
    assert [(row["value"], row["least"], row["most"], row["unit"]) for row in rows] == [
        ("6.8 Mw", 6.8, 6.8, "Mw"),
        ("6%+", 6.0, None, "%"),
        ("2-1", None, None, None),
        (None, None, None, None),
    ]
