"""NC517 beyond the example: words that give another number than the count, and words that do not."""

import json

import pytest

import newscorpus as nc


@pytest.mark.parametrize(
    ("words", "count", "reported"),
    [
        ("14 people", 41, True),
        ("14 people", 14, False),
        ("Four people", 4, False),
        ("four people", 5, True),
        ("1,500 people", 1500, False),
        ("1,500 people", 15, True),
        ("1 500 people", 1500, False),
        ("At least 26 people", "26+", False),
        ("more than 26 people", "27+", False),
        ("at least 26 people", "62+", True),
        ("Three to five", "3..5", False),
        ("three to five", "30..50", True),
        ("about 30 people", "25..35", False),
        ("nearly 200 people", 199, False),
        ("nearly 200 people", 20, True),
        ("fewer than ten", "0..9", False),
        ("about 30 people", "30~", False),
        ("about 30 people", "300~", True),
        ("a woman", 1, False),
        ("a woman", 2, True),
        ("one of the three", 1, False),
        # Nothing certain is counted.
        ("several people", 3, False),
        ("his wife and two children", 3, False),
        ("Peter Rohl, 44", 1, False),
        ("a 44-year-old", 2, False),
        ("an 8 year old girl", 3, False),
        ("two dozen people", 24, False),
        ("twenty two people", 22, False),
        ("twenty-two people", 22, False),
        ("2 million people", 2_000_000, False),
        ("no one", 0, False),
        ("12 % of them", 3, False),
    ],
)
def test_counts_against_their_words(words, count, reported, tmp_path):
    """A certain contradiction, in English."""
    event = {"kind": "incident", "type": "accident", "evidence": [f"Fire hurt: {words}."]}
    event |= {"casualties": {"injured": {words: count}}}
    for language in ("en-GB", "de"):
        article = {"format": "newscorpus/1", "id": "a", "language": language, "text": f"Fire hurt: {words}."}
        (tmp_path / "a.json").write_text(json.dumps({**article, "events": {"e": event}}), encoding="utf-8")
        found = [(d.code, d.message) for d in nc.check(tmp_path / "a.json").diagnostics]
        expected = (
            [("NC517", f"count {count} contradicts the words `{words}`")] if reported and language == "en-GB" else []
        )
        assert found == expected
