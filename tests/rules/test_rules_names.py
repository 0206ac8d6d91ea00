"""NC304, NC306 and NC313 beyond the examples: what names nobody in the text, or two."""

import json

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
    """Actors that the text mentions in another form only are told how to list it."""
    data = {"format": "newscorpus/1", "id": "a", "published": "2024-05-06", "language": "und", "text": text}
    data["actors"] = {"one": {"name": name, "kind": "person"}}
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    assert [d.help for d in nc.check(tmp_path / "a.json").diagnostics if d.code == "NC313"] == ([help] if help else [])


@pytest.mark.parametrize(("code", "what"), NAMES)
def test_names(code, what, tmp_path):
    """What no longer names anybody, or names two, is marked where the file has it."""
    snippet, expected = NAMES[code, what]
    assert reported(snippet, tmp_path, code) == expected


def test_one_person_entered_twice_can_be_one(tmp_path):
    """Of one kind and name; not somebody with another id, or whose name is only an alias."""
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
    """The alias or the name; nothing if it stands in the registry alone."""
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
