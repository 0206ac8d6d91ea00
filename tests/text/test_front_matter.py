"""What a text says about itself before its first paragraph: `newscorpus new` takes it, pages name the text by the rest."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from command import newscorpus
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_data import read_1_2

import newscorpus as nc
from newscorpus.views.phrases import heading

TAKEN = ("headline", "author", "dateline", "published")
"""The fields that `new` takes from a text."""
BODY = "\n\nAnna Berg met Carl Dahl in Oslo on Monday. They agreed.\n"
FOUND = {
    "Talks end in Oslo" + BODY: {"headline": "Talks end in Oslo"},
    "Talks end in Oslo\nBy Anna Berg\nMay 8, 2024" + BODY: {
        "headline": "Talks end in Oslo",
        "author": "Anna Berg",
        "published": "2024-05-08",
    },
    "Wednesday, 8 May 2024\n\nTalks end in Oslo" + BODY: {"headline": "Talks end in Oslo", "published": "2024-05-08"},
    "Published on 8 May 2024 at 10:30 a.m. GMT" + BODY: {"published": "2024-05-08"},
    "OSLO, May 8 (Reuters) — Anna Berg met Carl Dahl." + BODY: {"dateline": "OSLO, May 8"},
    "WASHINGTON, D.C., May 8, 2024 -- Rain fell." + BODY: {
        "dateline": "WASHINGTON, D.C., May 8, 2024",
        "published": "2024-05-08",
    },
    "SÃO PAULO (AP) – Rain fell." + BODY: {"dateline": "SÃO PAULO"},
    "Oslo, May 8, 2024 – Rain fell." + BODY: {"dateline": "Oslo, May 8, 2024", "published": "2024-05-08"},
    "Gespräche in Oslo\nVon Anna Berg\nMittwoch, 8. Mai 2024" + BODY: {
        "headline": "Gespräche in Oslo",
        "author": "Anna Berg",
        "published": "2024-05-08",
    },
    "Paris, 12 mars 2024 – Il pleut." + BODY: {"dateline": "Paris, 12 mars 2024", "published": "2024-03-12"},
    "Переговоры в Осло\nсреда, 8 мая 2024 г." + BODY: {"headline": "Переговоры в Осло", "published": "2024-05-08"},
    "٨ مايو ٢٠٢٤" + BODY: {"published": "2024-05-08"},
    "5 grudnia 2024" + BODY: {"published": "2024-12-05"},
    "5 listopada 2024" + BODY: {"headline": "5 listopada 2024"},  # in October in Croatian, in November in Polish
    "Paris, the capital – rain fell." + BODY: {},
    "Anna Berg, Mayor – rain fell." + BODY: {},
    "By ANNA BERG in Oslo\n\nOSLO (AP) — Rain fell." + BODY: {"author": "ANNA BERG", "dateline": "OSLO"},
    "Will it rain?\n\nOSLO (AP) — It did." + BODY: {"headline": "Will it rain?", "dateline": "OSLO"},
}
ORDINARY = [
    BODY,
    "Anna Berg met Carl Dahl in Oslo.\n\nThey agreed.\n",
    "By Monday the rain had stopped" + BODY.replace("\n\n", "\n"),
    "CHAPTER I -- Start in life\n",
    "NATO — the alliance of 32 — met in Oslo.\n",
    "Thursday, 8 May 2024\n",
    "Donnerstag, 8. Mai 2024\n",
    "2024-05-32\n",
    "",
    "\n\n",
]


def front_matter(text):
    """What `new` takes from a text."""
    with TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text(text, encoding="utf-8", newline="")
        assert newscorpus("new", Path(folder, "a.txt"), "--minimal").code == 0
        made = read_1_2(Path(folder, "a.yaml").read_text(encoding="utf-8"))
    return {name: made[name] for name in TAKEN if name in made}


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_what_is_printed_is_taken(text, expected):
    assert front_matter(text) == expected


@pytest.mark.parametrize("text", ORDINARY)
def test_the_article_itself_is_not_taken(text):
    assert front_matter(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2023-06-14 Ann flies to China this week. He smiles.", "Ann flies to China this week."),
        ("By Anna Berg\n\nOSLO, May 8 (AP) — “We met the U.S. envoy today.” Rain.", "“We met the U.S. envoy today.”"),
        ("Dr. Dahl left. They did not know where to go\nnor when.", "Dr. Dahl left. They did not know where to go"),
        ("", ""),
    ],
)
def test_the_first_sentence(text, expected):
    """Without what is said before it; abbreviations do not end it. It is the title of an article without a headline."""
    assert heading(nc.Article(id="a", language="en", text=text)) == (expected or "a")


@settings(max_examples=40)
@given(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.lists(st.sampled_from(["By ", "OSLO", " — ", "(AP)", "\n", "May 8, 2024", "Talks", " "])).map("".join)
)
def test_all_is_of_the_text(text):
    found = front_matter(text)
    published = found.pop("published", None)
    assert all(value in text for value in found.values())
    assert published is None or published[:4] in text
