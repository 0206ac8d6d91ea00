"""NC216 beyond the example: relations that the kinds of the two actors, or the words, turn around."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS: dict[str, dict[str, Any]] = {
    "anna": {"name": "Anna Berg", "kind": "person", "roles": [{"title": "chair", "org": "club"}]},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "club": {"name": "Lomar", "kind": "organization", "country": "NO"},
    "union": {"name": "Osmo", "kind": "organization"},
    "norway": {"name": "Norway", "kind": "country", "country": "NO"},
    "men": {"name": "men", "kind": "group", "named": False, "mentions": ["men"]},
}


def found(one: str, relation: str, other: str, evidence: str = "") -> list[str]:
    """The messages of NC216 about one relation."""
    target = {"other": other, **({"evidence": evidence} if evidence else {})}
    actors = {**ACTORS, one: {**ACTORS[one], "relations": {relation: [target]}}}
    text = f"{evidence or 'It rained'}. And chair Anna Berg, Carl Dahl, Lomar, Osmo, men: Norway, a lawyer’s and an owner’s."
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": actors}
    report = nc.check_text(json.dumps(article), "json", select=["NC216"])
    return [one.message for one in report.diagnostics]


KINDS = [
    ("club", "owns", "carl", "`carl` is a person"),
    ("club", "owns", "norway", "`norway` is a country"),
    ("club", "member_of", "carl", "`carl` is a person"),
    ("carl", "employs", "club", "`club` is a organization"),
    ("carl", "relative_of", "club", "`club` is a organization"),
    ("club", "relative_of", "carl", "`club` is a organization"),
    ("norway", "represents", "carl", "`norway` is a country"),
    ("norway", "part_of", "club", "`norway` is the country of `club`"),
    ("club", "part_of", "men", "`men` is a group of people"),
    ("club", "represents", "anna", "`anna` has an office in `club`"),
    ("norway", "part_of", "union", ""),
    ("club", "part_of", "norway", ""),
    ("carl", "owns", "club", ""),
    ("carl", "member_of", "club", ""),
    ("union", "represents", "carl", ""),
]


@pytest.mark.parametrize(("one", "relation", "other", "why"), KINDS)
def test_what_cannot_be_related(one, relation, other, why):
    """Nobody owns a person, and nothing is a member of one."""
    why = why.replace("is a organization", "is an organization")
    assert found(one, relation, other) == ([f"`{one}` {relation} `{other}`, but {why}"] if why else [])


WORDS = [
    ("union", "member_of", "club", "Osmo, of which Lomar is a member", True),
    ("union", "member_of", "club", "Lomar, a member of Osmo, grew", True),
    ("club", "member_of", "union", "Osmo, of which Lomar is a member", False),
    ("club", "member_of", "union", "Lomar, a member of Osmo, grew", False),
    ("club", "represents", "carl", "its lawyer, Carl Dahl", True),
    ("carl", "represents", "club", "its lawyer, Carl Dahl", False),
    ("carl", "represents", "club", "Carl Dahl, who represents Lomar", False),
    ("club", "represents", "carl", "Carl Dahl, who represents Lomar", True),
    ("club", "employs", "carl", "Carl Dahl works for Lomar", False),
    ("carl", "employs", "men", "Carl Dahl works for men", True),
]


@pytest.mark.parametrize(("one", "relation", "other", "evidence", "reported"), WORDS)
def test_words_that_turn_a_relation(one, relation, other, evidence, reported):
    """Who is called a member, a lawyer or an employee has the relation."""
    assert bool(found(one, relation, other, evidence)) == reported
