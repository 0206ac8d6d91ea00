"""NC329 beyond the example: mentions that cannot mean their actor."""

import json
from typing import Any

import pytest

import newscorpus as nc

TEXT = (
    "Hanoi spoke. The Thai government was glad. Her party wept. Anna Berg said that her government, her country and her"
    " new ministry would help. The minister left. He and she came; he left."
)
ACTORS: dict[str, dict[str, Any]] = {
    "anna": {"name": "Anna Berg", "kind": "person", "country": "NO", "roles": [{"title": "minister"}]},
    "carl": {"name": "Carl Dahl", "kind": "person", "country": "IN", "roles": [{"title": "mayor"}]},
    "norway": {"name": "Norway", "kind": "country", "country": "NO"},
    "india": {"name": "India", "kind": "country", "country": "IN"},
    "vietnam": {"name": "Vietnam", "kind": "country", "country": "VN"},
    "club": {"name": "Lomar", "kind": "organization", "country": "NO"},
    "men": {"name": "men", "kind": "group", "named": False, "country": "NO"},
}


def found(key: str, *mentions: Any, language: str = "en") -> list[str]:
    """The messages of NC329 about one actor with these mentions."""
    actors = {**ACTORS, key: {**ACTORS[key], "mentions": [*mentions]}}
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": TEXT, "actors": actors}
    return [one.message for one in nc.check_text(json.dumps(article), "json", select=["NC329"]).diagnostics]


CASES = [
    ("india", "Hanoi", "it is of VN, not IN"),
    ("vietnam", "Hanoi", ""),
    ("club", "Hanoi", ""),
    ("norway", "The Thai government", "it is of TH, not NO"),
    ("men", "The Thai government", ""),
    ("carl", "The minister", "`anna` is minister"),
    ("anna", "The minister", ""),
    ("club", "The minister", ""),
    ("india", "her government", "`anna` is of NO"),
    ("norway", "her government", ""),
    ("india", "her new ministry", "`anna` is of NO"),
    ("india", "Her party", ""),
    ("anna", "her government", ""),
]


@pytest.mark.parametrize(("key", "mention", "why"), CASES)
def test_a_mention_of_another(key, mention, why):
    """By the country of a capital or a nationality, by an office, and by the owner."""
    assert found(key, mention) == ([f"mention `{mention}` cannot mean `{key}`: {why}"] if why else [])
    assert found(key, mention, language="de") == []


def test_pronouns_of_two():
    """The rarer one is reported, of two the second."""
    he, left, she = {"exact": "He"}, {"exact": "he", "within": "; he left"}, {"exact": "she", "within": "and she"}
    assert len(found("anna", he, she)) == 1
    assert found("anna", she, he)[0].startswith("mention `He`")
    (message,) = found("anna", she, he, left)
    assert message.startswith("mention `she`")
    assert found("anna", he, left) == []
