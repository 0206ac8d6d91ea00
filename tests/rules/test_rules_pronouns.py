"""NC617 beyond the example: whom a pronoun can mean."""

import json

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person", "mentions": [{"exact": "she", "within": "she came"}]},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "club": {"name": "Lomar", "kind": "organization"},
    "men": {"name": "men", "kind": "group", "named": False, "mentions": ["men"]},
}


@pytest.mark.parametrize(
    ("by", "cue", "reported"),
    [
        ("club", "she said", 1),
        ("men", "she said", 1),
        ("anna", "he said", 1),
        ("carl", "it said", 1),
        ("anna", "it said", 1),
        ("club", "said she", 1),
        ("anna", "she said", 0),
        ("carl", "she said", 0),
        ("carl", "he said", 0),
        ("club", "it said", 0),
        ("club", "Lomar said that she", 0),
        ("club", "a friend said", 0),
        ("club", "she", 0),
    ],
)
def test_whom_a_pronoun_means(by, cue, reported):
    """A person or a body, a man or a woman."""
    text = f"Anna Berg, Carl Dahl, Lomar, men: she came. Oslo is a fine town, {cue}."
    within = {"exact": cue, "within": f"town, {cue}"}
    article = {"format": "newscorpus/1", "id": "a", "text": text, "actors": ACTORS}
    article |= {"claims": [{"by": by, "quote": "Oslo is a fine town", "cue": within}]}
    for language, count in (("en", reported), ("de", 0)):
        report = nc.check_text(json.dumps(article | {"language": language}), "json", select=["NC617"])
        assert len(report.diagnostics) == count
