"""Quantities and counts: what is one, what it means as numbers, and what several sources come to."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus import Count, Estimate, Quantity
from newscorpus.models.quantity import QUANTITY_PATTERN, quantity_meant, quantity_of

QUANTITIES = {
    "48000000 USD": Quantity(48000000, 48000000, "USD"),
    "6.8 Mw": Quantity(Decimal("6.8"), Decimal("6.8"), "Mw"),
    "2-1": Quantity(score=(2, 1)),
    "6-3-1": Quantity(score=(6, 3, 1)),
    "1500": Quantity(1500, 1500),
    "-3.50": Quantity(Decimal("-3.50"), Decimal("-3.50")),
    "6%+": Quantity(6, None, "%"),
    "0.5‰": Quantity(Decimal("0.5"), Decimal("0.5"), "‰"),
    "200~": Quantity(200, 200, about=True),
    "200 people~": Quantity(200, 200, "people", about=True),
    "3..5 km": Quantity(3, 5, "km"),
    "-5..-3 °C": Quantity(-5, -3, "°C"),
    "26+": Quantity(26, None),
    "70.5 USD/bbl": Quantity(Decimal("70.5"), Decimal("70.5"), "USD/bbl"),
    "20 km2+": Quantity(20, None, "km2"),
}
NONE = [
    "",
    "many",
    "1,500",
    "$48",
    "3 GBX",
    "6 %",
    "5km",
    "3..5+",
    "02-1",
    "2-1 km",
    "1.",
    ".5",
    "1e3",
    "1 ",
    "+",
    "- 3",
]


@pytest.mark.parametrize("text", QUANTITIES)
def test_a_quantity_is_printed_as_it_is_written(text):
    """Exactly, decimals too."""
    made = Quantity.parse(text)
    assert made == QUANTITIES[text]
    assert str(made) == text
    assert re.fullmatch(QUANTITY_PATTERN, text)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity_is_refused(text):
    """By both the pattern of the file and the class."""
    assert not re.fullmatch(QUANTITY_PATTERN, text)
    assert quantity_of(text) is None
    with pytest.raises(ValueError, match="expected a quantity such as"):
        Quantity.parse(text)


@given(st.from_regex(QUANTITY_PATTERN, fullmatch=True))
def test_every_quantity_of_the_pattern_can_be_parsed(text):
    """And what is printed means the same."""
    made = Quantity.parse(text)
    assert Quantity.parse(str(made)) == made


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("$48 million", "48000000 USD"),
        ("US$1.5 billion", "1500000000 USD"),
        ("£3.75", "3.75 GBP"),
        ("1,500", "1500"),
        ("1,500 km", "1500 km"),
        ("6 percent", "6%"),
        ("2–1", "2-1"),
        ("six", "6"),
        ("a lot", None),
    ],
)
def test_what_people_write_for_a_quantity(words, meant):
    """Is suggested as the quantity that it means."""
    assert quantity_meant(words) == meant


@pytest.mark.parametrize(
    ("counts", "low", "best", "high"),
    [
        ([Count(count=3)], 3, 3, 3),
        # without a source: parts
        ([Count(count=3), Count(count="4..6")], 7, 7, 9),
        ([Count(count=3), Count(count="4+")], 7, 7, None),
        # by different sources: alternatives, of which UCDP takes the lower
        ([Count(count=43, by=["ministry"]), Count(count=61, by=["red-crescent"])], 43, 43, 61),
        ([Count(count=61, by=["red-crescent"]), Count(count="43+", by=["ministry"])], 43, 43, None),
        # by the same source: parts
        ([Count(count=3, by=["ministry"]), Count(count=4, by=["ministry"])], 7, 7, 7),
        ([Count(count=3, by=["a", "b"]), Count(count=4, by=["b", "a"]), Count(count=5, by=["a"])], 5, 5, 7),
        # the article's own is the best
        ([Count(count=50), Count(count=43, by=["ministry"]), Count(count=61, by=["red-crescent"])], 43, 50, 61),
        ([Count(count="200~"), Count(count=0, by=["ministry"])], 0, 200, 200),
    ],
)
def test_what_counts_come_to(counts, low, best, high):
    """Low, best, high."""
    event = nc.Incident(id="e", type="attack", evidence=[nc.Quote(exact="x")], casualties={"killed": counts})
    assert event.casualties_total("killed") == Estimate(low=low, best=best, high=high)
    assert event.casualties_total("injured") is None


def test_counts_by_sources_in_a_file():
    """In short, with words and numbers for them; a source is a reference like others."""
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
