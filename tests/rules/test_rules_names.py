"""Names, aliases, mentions and speakers (NC304, NC306, NC313, NC318, NC610) beyond the examples."""

import json
from typing import Any

import pytest
from annotations import actors, anna, found, registry, reported, shown

import newscorpus as nc


def nowhere(words: str) -> str:
    return f"actor `{words}` does not occur in the article text, by name, alias or mention"


NAMES = {
    ("NC304", "behind an actor that is nowhere"): (
        actors(
            "dora: {name: Dora Eide, kind: person, aliases: [Dora]}",
            "anna: {name: Anna Berg, kind: person, aliases: [Berg, Ber, Annie]}",
        ),
        [
            ("Ber", "alias `Ber` does not occur in the article text"),
            ("Annie", "alias `Annie` does not occur in the article text"),
        ],
    ),
    ("NC304", "with a capital where a sentence begins"): (
        "text: Anna Berg left. The mayor met Carl Dahl and The Aide.\n" + anna("aliases: [the mayor, the Aide, carl]"),
        [
            ("the Aide", "alias `the Aide` does not occur in the article text"),
            ("carl", "alias `carl` does not occur in the article text"),
        ],
    ),
    ("NC304", "a blank one is another finding"): (anna("aliases: ['', ' ']"), []),
    ("NC306", "one name"): (
        actors("anna: {name: Anna Berg, kind: person}", "bo: {name: Anna  Berg, kind: person}"),
        [("Anna  Berg", "actors `anna` and `bo` share the name `Anna  Berg`")],
    ),
    ("NC306", "an alias that is the name"): (anna("aliases: [Anna Berg]"), []),
    ("NC306", "the form of an actor that only the registry has"): (
        registry("bo: {name: Carl, kind: person, aliases: [Dahl, Berg]}")
        + anna("aliases: [Berg]")
        + "claims: [{quote: met, by: bo}]\n",
        [("actors", "actors `anna` and `bo` share the name `Berg`")],
    ),
    ("NC306", "a form that only the registry has"): (
        registry("bo: {name: Carl, kind: person, aliases: [Berg]}")
        + actors("anna: {name: Anna Berg, kind: person, aliases: [Berg]}", "bo: {aliases: [Dahl]}"),
        [("{aliases: [Dahl]}", "actors `anna` and `bo` share the name `Berg`")],
    ),
    ("NC313", "nowhere"): (
        actors(
            "dora: {name: Dora Eide, kind: person}",
            "anna: {name: Anna Berg, kind: person}",
            "some: {name: some, kind: group, named: false}",
        ),
        [("dora", nowhere("Dora Eide")), ("some", nowhere("some"))],
    ),
    ("NC313", "with a capital where a sentence begins"): (
        "text: Officials met. The board met Carl Dahl.\n"
        + actors(
            "officials: {name: officials, kind: group, named: false}", "board: {name: the board, kind: organization}"
        ),
        [],
    ),
    ("NC313", "within a longer name of another"): (
        actors("anna: {name: Anna Berg, kind: person}", "berg: {name: Berg, kind: locality}"),
        [("berg", "actor `Berg` occurs in the article text only within names of other actors")],
    ),
    ("NC313", "a part of a word in the text"): (
        actors("they: {name: Car, kind: group, named: false}"),
        [("they", nowhere("Car"))],
    ),
    ("NC313", "mentions, or whatever is malformed, that are another finding"): (
        actors(
            "a: {name: Eva, kind: person, mentions: [Eva]}",
            "b: {name: Dahl, kind: group, named: false, mentions: [nowhere]}",
            "c: {name: Nobody, kind: persson}",
            "d: {kind: person, aliases: [Wim]}",
            "e: {name: Dora Eide, kind: person}",
        ),
        [("e", nowhere("Dora Eide"))],
    ),
    ("NC313", "the registry's, where it is named first"): (
        registry(
            "dora: {name: Dora Eide, kind: person, roles: {met: nato}}",
            "nato: {name: NATO, kind: organization}",
            "eu: {name: EU, kind: organization}",
        )
        + anna("roles: {Oslo: eu}")
        + "claims: [{quote: met, by: [anna, dora]}, {quote: in Oslo, by: dora, about: nato}]\n",
        [("Oslo", nowhere("EU")), ("dora", nowhere("Dora Eide")), ("nato", nowhere("NATO"))],
    ),
    ("NC313", "the registry's, that only the registry names, of an actor that the article has, too"): (
        registry("anna: {name: Anna Berg, kind: person, roles: {met: nato}}", "nato: {name: NATO, kind: organization}")
        + actors("anna: {mentions: [Anna]}"),
        [],
    ),
}


FORMS = "list each form that the text has in `aliases`, inflected forms too"


@pytest.mark.parametrize(
    ("text", "name", "help"),
    [
        ("Anna met Carl.", "Dora Eide", FORMS),
        (
            "О Владимире Путине говорят.",
            "Путин",
            "the text has `Путине`; if this means the actor, list it in `aliases`",
        ),
        ("The train to Xi’an.", "Xi", "the text has `Xi’an`; if this means the actor, list it in `aliases`"),
        ("푸틴이라고 했다", "푸틴", "the text has `푸틴이라고`; if this means the actor, list it in `aliases`"),
        ("Putin’s 푸틴은, לביידן", "ביידן", None),
        ("Putin’s 푸틴은, לביידן", "Putin", None),
    ],
)
def test_the_help_names_the_form_of_the_text(text, name, help, tmp_path):
    data = {"format": "newscorpus/1", "id": "a", "published": "2024-05-06", "language": "und", "text": text}
    data["actors"] = {"one": {"name": name, "kind": "person"}}
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    assert [d.help for d in nc.check(tmp_path / "a.json").diagnostics if d.code == "NC313"] == ([help] if help else [])


@pytest.mark.parametrize(("code", "what"), NAMES)
def test_names(code, what, tmp_path):
    snippet, expected = NAMES[code, what]
    assert reported(snippet, tmp_path, code) == expected


def test_one_person_entered_twice_can_be_one(tmp_path):
    merge = "if they are one, delete `berg` and write `anna` for it; or delete it in one of them"
    for other, expected in (
        ("name: Anna Berg, kind: person", True),
        ("name: Berg, aliases: [Anna Berg], kind: person", True),
        ("name: Anna Berg, kind: organization", False),
        ("name: Anna Berg, kind: person, ids: {wikidata: Q2}", False),
        ("name: Bo Berg, aliases: [Berg], kind: person", False),
    ):
        first = "anna: {name: Anna Berg, aliases: [Berg], kind: person, ids: {wikidata: Q1}}"
        one = found(actors(first, f"berg: {{{other}}}"), tmp_path, "NC306")[0]
        assert one.help.startswith(merge) == expected, other


def test_the_form_that_was_there_first_is_shown(tmp_path):
    both = actors("anna: {name: Anna Berg, kind: person, aliases: [Anna, Berg]}", "bo: {name: Berg, kind: person}")
    (one,) = found(both, tmp_path, "NC306")
    assert shown(one, tmp_path) == [("also of `anna`", "Berg")]
    assert one.help == "delete it in one of them, and list its occurrences there: `mentions: [{Berg: CONTEXT}]`"
    both = actors("bo: {name: Berg, kind: person}", "anna: {name: Anna Berg, kind: person, aliases: [Anna, Berg]}")
    (one,) = found(both, tmp_path, "NC306")
    assert shown(one, tmp_path) == [("also of `bo`", "name")]
    away = registry("bo: {name: Berg, kind: person}", "anna: {name: Anna Berg, kind: person, aliases: [Berg]}")
    (one,) = found(f"{away}claims: [{{quote: met, by: [anna, bo]}}]", tmp_path, "NC306")
    assert one.labels == ()


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
    actors = {"anna": {"name": "Anna Berg", "kind": "person", "mentions": [mention]}}
    article = {"text": f"Anna, then: {mention}.", "actors": actors}
    assert checked(tmp_path, "NC318", article) == [f"mention `{mention}` is a clause"] * reported


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
    ("said yesterday in Oslo, Carl Dahl", "anna", ""),
    ("explained the lawyer Carl Dahl", "ministry", "carl"),
    ("according to Carl Dahl", "anna", "carl"),
    ("and the mayor later added", "ministry", "anna"),
    ("the ministry announced", "carl", "ministry"),
    ("the ministry in the town of Oslo said", "carl", "ministry"),
    ("Norway said", "carl", "norway"),
    # The speaker, or somebody who may stand for them.
    ("Carl Dahl said", "carl", ""),
    ("the lawyer said", "carl", ""),
    ("Norway said", "ministry", ""),
    ("the ministry said", "envoy", ""),
    ("Eva Lund said", "ministry", ""),
    ("an aide to Berg said", "aide", ""),
    # Nobody else speaks.
    ("told Anna Berg", "carl", ""),
    ("Anna Berg’s husband said", "carl", ""),
    ("when Anna Berg said", "carl", ""),
    ("Anna Berg in Oslo", "carl", ""),
    ("Anna Berg", "carl", ""),
]


@pytest.mark.parametrize(("cue", "by", "other"), CUES)
def test_who_speaks_by_the_cue(cue, by, other, tmp_path):
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
