"""NC306, NC318 and NC610 beyond the examples: who is named in aliases, mentions and cues, and who is not."""

import json
from typing import Any

import pytest

import newscorpus as nc


def checked(folder, code: str, article: dict[str, Any]) -> list[str]:
    """The messages of one rule about an article."""
    file = folder / "a.json"
    file.write_text(json.dumps({"format": "newscorpus/1", "id": "a", "language": "en", **article}), encoding="utf-8")
    found = nc.check(file, select=[code, "NC0", "NC1"]).diagnostics
    assert all(d.code == code for d in found), [*map(str, found)]
    return [d.message for d in found]


@pytest.mark.parametrize(
    ("language", "alias", "reported"),
    [
        ("en", "he", True),
        ("en", "He", True),
        ("en", "I", True),
        ("en", "WHO", False),
        ("en", " ", False),
        ("de", "er", True),
        ("es", "ella", True),
    ],
)
def test_a_pronoun_is_no_alias(language, alias, reported, tmp_path):
    """By the table of the article's language; what is all in capitals is an acronym."""
    actors = {"anna": {"name": "Anna Berg", "kind": "person", "aliases": [alias]}}
    article = {"language": language, "text": f"Anna Berg and {alias} came.", "actors": actors}
    assert checked(tmp_path, "NC318", article) == [f"alias `{alias}` is a pronoun"] * reported


@pytest.mark.parametrize(
    ("mention", "reported"),
    [
        ("the mayor was sentenced", True),
        ("Anna Berg flies to Oslo today", True),
        ("the mayor didn’t resign", True),
        ("a mayor. She resigned", True),
        ("She said that it rains", True),
        ("she of the town", False),
        ("the mayor who was sentenced", False),
        ("the mayor she had met", False),
        ("the Rev. Anna Berg of Oslo", False),
        ("Anna Berg of Oslo", False),
    ],
)
def test_a_mention_is_a_noun_phrase(mention, reported, tmp_path):
    """With its relative clauses, but without the verb of which it is the subject."""
    actors = {"anna": {"name": "Anna Berg", "kind": "person", "mentions": [mention]}}
    article = {"text": f"Anna, then: {mention}.", "actors": actors}
    assert checked(tmp_path, "NC318", article) == [f"mention `{mention}` is a clause"] * reported


def test_names_are_compared_too_but_not_labels(tmp_path):
    """The label of an actor without a name may be any words, and so may those of a language without a table."""
    person = {"name": "he", "kind": "person"}
    assert checked(tmp_path, "NC318", {"text": "So he came.", "actors": {"a": person}}) == ["name `he` is a pronoun"]
    assert checked(tmp_path, "NC318", {"text": "He came.", "actors": {"a": {**person, "named": False}}}) == []
    clause = {"name": "Anna Berg was there", "kind": "person"}
    found = checked(tmp_path, "NC318", {"text": "Anna Berg was there.", "actors": {"a": clause}})
    assert found == ["name `Anna Berg was there` is a clause"]


ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person", "aliases": ["Berg"], "roles": {"mayor": "oslo"}, "country": "NO"},
    "carl": {"name": "Carl Dahl", "kind": "person", "roles": ["lawyer"]},
    "oslo": {"name": "Oslo", "kind": "locality"},
    "ministry": {"name": "Ministry of Fish", "kind": "organization", "aliases": ["the ministry"], "country": "NO"},
    "norway": {"name": "Norway", "kind": "country", "country": "NO"},
    "crowd": {"name": "residents of the town", "kind": "group", "named": False, "mentions": ["Some residents"]},
    "aide": {"name": "an aide", "kind": "person", "named": False},
    "envoy": {"name": "Eva Lund", "kind": "person", "relations": {"represents": "ministry", "opponent_of": "anna"}},
}
CUES = [
    ("Carl Dahl said", "anna", "carl"),
    ("said the lawyer, Carl Dahl", "anna", "carl"),
    ("said her old lawyer, Carl Dahl", "anna", ""),
    ("said yesterday in Oslo, Carl Dahl", "anna", ""),
    ("explained the lawyer Carl Dahl", "ministry", "carl"),
    ("according to Carl Dahl", "anna", "carl"),
    ("the mayor said", "carl", "anna"),
    ("and the mayor later added", "ministry", "anna"),
    ("the ministry announced", "carl", "ministry"),
    ("the ministry in the town of Oslo said", "carl", "ministry"),
    ("Carl Dahl, the lawyer of the crew, said", "anna", "carl"),
    ("Norway said", "carl", "norway"),
    # The speaker, or somebody who may stand for them.
    ("Carl Dahl said", "carl", ""),
    ("the lawyer said", "carl", ""),
    ("the mayor said", "oslo", ""),
    ("Norway said", "ministry", ""),
    ("the ministry said", "envoy", ""),
    ("Eva Lund said", "ministry", ""),
    ("Some residents said", "carl", ""),
    ("an aide to Berg said", "aide", ""),
    # Nobody else speaks.
    ("told Anna Berg", "carl", ""),
    ("Anna Berg’s husband said", "carl", ""),
    ("in a letter to Anna Berg", "carl", ""),
    ("when Anna Berg said", "carl", ""),
    ("Anna Berg in Oslo", "carl", ""),
    ("Anna Berg", "carl", ""),
]


@pytest.mark.parametrize(("cue", "by", "other"), CUES)
def test_who_speaks_by_the_cue(cue, by, other, tmp_path):
    """The subject of a verb of speech, or who is behind `according to`."""
    claim = {"quote": "It rains", "by": [by], "cue": cue}
    text = f"It rains, {cue}. Anna Berg, Carl Dahl, Oslo."
    found = checked(tmp_path, "NC610", {"text": text, "actors": ACTORS, "claims": [claim]})
    assert found == ([f"cue `{cue}` names `{other}`, not `{by}`"] if other else [])


@pytest.mark.parametrize(
    ("language", "cue", "by", "other"),
    [
        ("de", "sagte Carl Dahl", "anna", "carl"),
        ("de", "Carl Dahl erklärte", "anna", "carl"),
        ("de", "laut Carl Dahl", "anna", "carl"),
        ("de", "sagte sie", "carl", ""),
        ("es", "dijo Carl Dahl", "anna", "carl"),
        ("es", "dijo a Carl Dahl", "anna", ""),
    ],
)
def test_who_speaks_in_other_languages(language, cue, by, other, tmp_path):
    claim = {"quote": "Anna Berg", "by": [by], "cue": cue}
    article = {"language": language, "text": f"Anna Berg, {cue}.", "actors": ACTORS, "claims": [claim]}
    assert checked(tmp_path, "NC610", article) == ([f"cue `{cue}` names `{other}`, not `{by}`"] if other else [])


def test_who_speaks_beside_the_cue(tmp_path):
    """A cue may be the verb alone; what is not certain is not compared."""
    base = {"text": "Anna Berg said: It rains. Carl Dahl, oddly, agreed.", "actors": ACTORS}

    def found(**claim: Any) -> list[str]:
        return checked(tmp_path, "NC610", {**base, "claims": [{"quote": "It rains", **claim}]})

    assert found(by="carl", cue="said") == ["cue `said` names `anna`, not `carl`"]
    assert found(via="carl", cue="said") == ["cue `said` names `anna`, not `carl`"]
    assert found(by="carl", via="anna", cue="said") == []
    assert found(by="anna", cue="said") == []
    assert found(by="carl") == []
    assert found(cue="said") == []
    assert found(by="karl", cue="said") == []
    assert found(by="carl", cue="sang") == []
    claims = [{"quote": words, "by": "carl", "cue": "said"} for words in ("It rains", "It")]
    assert len(checked(tmp_path, "NC610", {**base, "claims": claims})) == 2
    long = "said" + " and said" * 200
    claims = [{"quote": "It rains", "by": "carl", "cue": long}]
    assert checked(tmp_path, "NC610", {**base, "text": f"{base['text']} Anna Berg {long}.", "claims": claims}) == []


@pytest.mark.parametrize("name", ["Marta O'Brien", "Marta O’Brien", "Marta Dahl"])
def test_who_speaks_is_not_whom_they_belong_to(name, tmp_path):
    actors = {"marta": {"name": name, "kind": "person"}, "guild": {"name": "Canal Guild", "kind": "organization"}}
    base = {"text": f"{name} of the Canal Guild told reporters: It rains. Canal Guild said more.", "actors": actors}
    for cue in ("told reporters", f"{name} of the Canal Guild told reporters"):
        assert checked(tmp_path, "NC610", {**base, "claims": [{"quote": "It rains", "by": "marta", "cue": cue}]}) == []
    claim = {"quote": "It rains", "by": "marta", "cue": "said"}
    assert checked(tmp_path, "NC610", {**base, "claims": [claim]}) == ["cue `said` names `guild`, not `marta`"]


def test_who_is_told_is_no_speaker(tmp_path):
    """A cue that names who relays a claim may name another source than `by`."""
    claim = {"quote": "It rains", "via": "ministry", "cue": "Carl Dahl told the Ministry of Fish"}
    text = f"It rains, {claim['cue']}. Anna Berg, Oslo."
    for by, expected in (("anna", [f"cue `{claim['cue']}` names `carl`, not `anna`"]), ("carl", []), ("crowd", [])):
        article = {"text": text, "actors": ACTORS, "claims": [{**claim, "by": by}]}
        assert checked(tmp_path, "NC610", article) == expected


def test_a_medium_that_only_relays_what_the_cue_says(tmp_path):
    """`by` and `via` are swapped if the cue names a person in `via`, and `by` is a medium."""
    radio = {"radio": {"name": "Radio Oslo", "kind": "organization", "sector": "JRN"}}
    base = {"text": "Anna Berg told Radio Oslo: It rains. Radio Oslo reported it.", "actors": {**ACTORS, **radio}}

    def found(**claim: Any) -> list[str]:
        return checked(tmp_path, "NC610", {**base, "claims": [{"quote": "It rains", **claim}]})

    assert found(by="radio", via="anna", cue="Anna Berg told") == ["cue `Anna Berg told` names `anna`, who is in `via`"]
    assert found(by="anna", via="radio", cue="Anna Berg told") == []
    assert found(by="carl", via="anna", cue="Anna Berg told") == []
    assert found(via="anna", cue="Anna Berg told") == []
    assert found(by="radio", via="anna", cue="Radio Oslo reported") == []


@pytest.mark.parametrize(
    ("cue", "codes"), [("Berg said", ["NC306"]), ("said Mayor Berg", ["NC306"]), ("said Anna Berg", ["NC306", "NC610"])]
)
def test_a_cue_with_a_name_of_two_actors(cue: str, codes: list[str]) -> None:
    shared = {"kind": "person", "aliases": ["Berg"]}
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": "en",
        "text": f"Oslo is a fine town, {cue}. Bo Berg left.",
    }
    article |= {"actors": {"anna": {"name": "Anna Berg", **shared}, "bo": {"name": "Bo Berg", **shared}}}
    article |= {"claims": [{"by": ["bo"], "quote": ["Oslo is a fine town"], "cue": cue}]}
    report = nc.check_text(json.dumps(article), "json", select=["NC306", "NC610"])
    assert [one.code for one in report.diagnostics] == codes
