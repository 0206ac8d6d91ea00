"""NC217 beyond the example: labels, surnames and initials beside the actor that they mean."""

import json
from typing import Any

import newscorpus as nc


def found(text: str, language: str = "en", **actors: dict[str, Any]) -> list[str]:
    """The messages of NC217 about actors of one article."""
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, "actors": actors}
    report = nc.check_text(json.dumps(article), "json", select=["NC217"])
    assert {one.code for one in report.diagnostics} <= {"NC217"}
    return [one.message for one in report.diagnostics]


def body(name: str, **more: Any) -> dict[str, Any]:
    """An organization with a name."""
    return {"name": name, "kind": "organization", **more}


def label(words: str, kind: str = "organization", **more: Any) -> dict[str, Any]:
    """An actor without a name, with one mention."""
    return {"name": words, "kind": kind, "named": False, "mentions": [words], **more}


def person(name: str, *titles: str, **more: Any) -> dict[str, Any]:
    """A person with offices."""
    return {"name": name, "kind": "person", "roles": [{"title": one} for one in titles], **more}


def test_labels_of_bodies():
    """By a noun of the name, by what the text calls it before or behind the name, or by the sector."""
    cases = {
        "The Dawn Front left Oslo. Later the front came back.": ("Dawn Front", "the front"),
        "The insurer Lomar left Oslo. Later the insurer came back.": ("Lomar", "the insurer"),
        "Lomar, the largest Dutch insurer of ships, left. Later the insurer came back.": ("Lomar", "the insurer"),
        "A group calling itself Lomar left Oslo. Later the group came back.": ("Lomar", "the group"),
        "The Court of Appeal sat. Later the court rose.": ("Court of Appeal", "the court"),
        "The owner of the ship, Lomar, left Oslo.": ("Lomar", "The owner of the ship"),
        "Lomar, the owner of the ship, left Oslo.": ("Lomar", "the owner of the ship"),
    }
    for text, (name, words) in cases.items():
        assert found(text, one=body(name), two=label(words)) == [f"`two` is `one`: `{words}` means `{name}`"], text
        assert found(text, "de", one=body(name), two=label(words)) == []
    text = "Lomar left Oslo. Later the company came back."
    words = label("the company", sector="BUS")
    assert len(found(text, one=body("Lomar", sector="BUS"), two=words)) == 1
    assert found(text, one=body("Lomar", sector="LAB"), two=words) == []
    assert found(f"{text} Osmo, too.", one=body("Lomar", sector="BUS"), osmo=body("Osmo", sector="BUS"), two=words)
    assert not found(f"Osmo and {text}", one=body("Lomar", sector="BUS"), osmo=body("Osmo", sector="BUS"), two=words)


def test_labels_of_other_bodies():
    """Another one is named later, is of elsewhere, has another attribute or is related; or there are several."""
    text = "The Dawn Front left Oslo. Later the front came back."
    front, words = body("Dawn Front", country="NO"), label("the front")
    assert len(found(text, one=front, two=words)) == 1
    assert found("Later the front came back. The Dawn Front left Oslo.", one=front, two=words) == []
    assert found(text, one=front, two={**words, "country": "SE"}) == []
    assert found(text, one=front, two={**words, "kind": "person"}) == []
    assert found(text, one=front, two={**words, "relations": {"part_of": [{"other": "one"}]}}) == []
    assert found(f"{text} Another front came.", one=front, two=words) == []
    assert (
        found(
            "The Ministry of Health sat. The war ministry rose.",
            one=body("Ministry of Health"),
            two=label("The war ministry"),
        )
        == []
    )
    assert (
        found(
            "Dawn Front and Dusk Front met. The front won.", one=front, dusk=body("Dusk Front"), two=label("The front")
        )
        == []
    )
    assert found("Lomar, the army and Osmo met.", one=body("Lomar"), two=label("the army")) == []
    event = {
        "id": "talks",
        "kind": "meeting",
        "type": "talks",
        "participants": {"participant": [{"actor": "one"}, {"actor": "two"}]},
        "evidence": [{"exact": "left Oslo"}],
    }
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": "en",
        "text": text,
        "actors": {"one": front, "two": words},
        "events": [event],
    }
    assert not nc.check_text(json.dumps(article), "json", select=["NC217"]).diagnostics


def test_persons():
    """A surname with or without a title, and an office that one alone has; not a relative."""
    text = "Anna Berg, the mayor, came. President Berg left. The mayor went, too."
    anna = person("Anna Berg", "mayor")
    assert found(text, one=anna, two=person("President Berg")) == ["`two` is `one`: `President Berg` means `Anna Berg`"]
    assert found(text, one=anna, two=label("The mayor", "person")) == ["`two` is `one`: `The mayor` means `Anna Berg`"]
    assert (
        found(f"Carl Dahl. {text}", one=anna, carl=person("Carl Dahl", "mayor"), two=label("The mayor", "person")) == []
    )
    assert found("Anna Berg came. Mrs Berg left.", one=person("Anna Berg"), two=person("Mrs Berg")) == []
    assert found("Anna Berg met Carl Berg.", one=person("Anna Berg"), two=person("Carl Berg")) == []


def test_initials():
    """Of an organization or a country."""
    text = "The African Union met the EU. The AU was glad."
    union = body("African Union")
    assert found(text, one=union, two=body("AU")) == ["`two` is `one`: `AU` means `African Union`"]
    assert found(text, one=union, two=body("EU")) == []


def test_the_office_that_a_label_names_in_full():
    """Wherever the name is; not an office of many, nor that of another country."""
    text = "Ghana’s agriculture minister came. “It rains,” the minister, Anna Berg, said."
    anna = person("Anna Berg", "agriculture minister", country="GH")
    minister = label("the agriculture minister", "person", country="GH") | {"mentions": ["agriculture minister"]}
    assert len(found(text, minister=minister, anna=anna)) == 1
    assert found(text, minister=minister | {"country": "CI"}, anna=anna) == []
    text = "The union’s spokesman came. “It rains,” the spokesman, Anna Berg, said."
    speaker = label("the spokesman", "person") | {"mentions": [{"exact": "spokesman", "context": "union’s spokesman"}]}
    assert found(text, speaker=speaker, anna=person("Anna Berg", "spokesman")) == []


def test_a_family_is_not_one_of_its_members():
    """A name that also stands for several people is theirs."""
    text = "Anna Berg left Oslo. The Bergs own a port, and Berg is a name that all know."
    family = {"name": "Berg", "kind": "person", "mentions": ["The Bergs"]}
    assert found(text, anna=person("Anna Berg"), berg=family) == []
    assert found(text, anna=person("Anna Berg"), berg=person("Berg")) == ["`berg` is `anna`: `Berg` means `Anna Berg`"]
