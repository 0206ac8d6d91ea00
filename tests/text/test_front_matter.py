"""text/front_matter.py: what a text says about itself before its first paragraph."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscorpus.text.front_matter import FrontMatter, front_matter, opening

BODY = "\n\nAnna Berg met Carl Dahl in Oslo on Monday. They agreed.\n"
FOUND = {
    "Talks end in Oslo" + BODY: {"headline": "Talks end in Oslo"},
    "Talks end in Oslo\nBy Anna Berg\nMay 8, 2024" + BODY: {
        "headline": "Talks end in Oslo",
        "author": "Anna Berg",
        "published": "2024-05-08",
    },
    "Wednesday, 8 May 2024\n\nTalks end in Oslo" + BODY: {"headline": "Talks end in Oslo", "published": "2024-05-08"},
    "Title: Talks\nAuthor: Anna van Berg and Carl Dahl\nDate: 2024-05-08" + BODY: {
        "headline": "Talks",
        "author": "Anna van Berg and Carl Dahl",
        "published": "2024-05-08",
    },
    "Published on 8 May 2024 at 10:30 a.m. GMT" + BODY: {"published": "2024-05-08"},
    " date 2023-06-14 Antony Blinken flies to China." + BODY: {"published": "2023-06-14"},
    "OSLO, May 8 (Reuters) — Anna Berg met Carl Dahl." + BODY: {"dateline": "OSLO, May 8"},
    "WASHINGTON, D.C., May 8, 2024 -- Rain fell." + BODY: {"dateline": "WASHINGTON, D.C., May 8, 2024"},
    "SÃO PAULO (AP) – Rain fell." + BODY: {"dateline": "SÃO PAULO"},
    "OSLO, May 8, 2024 – Rain fell." + BODY: {"dateline": "OSLO, May 8, 2024", "published": "2024-05-08"},
    "By ANNA BERG in Oslo\n\nOSLO (AP) — Rain fell." + BODY: {"author": "ANNA BERG", "dateline": "OSLO"},
    "Will it rain?\n\nOSLO (AP) — It did." + BODY: {"headline": "Will it rain?", "dateline": "OSLO"},
}
ORDINARY = [
    BODY,
    "Anna Berg met Carl Dahl in Oslo.\n\nThey agreed.\n",
    "Anna Berg met Carl Dahl in Oslo and they\nagreed on a plan.\n\nRain fell.\n",
    "By Monday the rain had stopped" + BODY.replace("\n\n", "\n"),
    "By noon, all of it was over.\n",
    "CHAPTER I -- Start in life\n",
    "NATO — the alliance of 32 — met in Oslo.\n",
    "On 8 May 2024 it rained.\n",
    "May 8\n",
    "Thursday, 8 May 2024\n",
    "2024-05-32\n",
    "",
    "\n\n",
    "Rain",
    "Rain fell in Oslo",
]


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_what_is_printed_is_taken(text, expected):
    """And nothing else."""
    assert front_matter(text) == FrontMatter(**expected)


@pytest.mark.parametrize("text", ORDINARY)
def test_the_article_itself_is_not_taken(text):
    """First sentences, wrapped lines, a day without its year, a day with another weekday."""
    assert front_matter(text) == FrontMatter()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2023-06-14 Ann flies to China this week. He smiles.", "Ann flies to China this week."),
        ("By Anna Berg\n\nOSLO, May 8 (AP) — “We met the U.S. envoy today.” Rain.", "“We met the U.S. envoy today.”"),
        ("Dr. Dahl left. They did not know where to go\nnor when.", "Dr. Dahl left. They did not know where to go"),
        ("May 8, 2024", ""),
        ("", ""),
    ],
)
def test_the_first_sentence(text, expected):
    """Without what is said before it; abbreviations do not end it."""
    assert opening(text) == expected


@given(
    st.text()
    | st.lists(st.sampled_from(["By ", "OSLO", " — ", "(AP)", "\n", "May 8, 2024", "Talks", " "])).map("".join)
)
def test_all_is_of_the_text(text):
    """Whatever the text is."""
    assert opening(text) in text
    found = attrs.asdict(front_matter(text))
    published = found.pop("published")
    assert all(value is None or value in text for value in found.values())
    assert published is None or published[:4] in text
