"""The form of new members is that of those that no edit touches: the same one by one, in any order, and together."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

import newscorpus as nc

TEXT = """\
format: newscorpus/1
id: rain
language: en
text: Anna Berg met Carl Dahl in Bonn on Monday and said that it would rain there for some time. Bert left. It rained.
actors:
  anna: {name: Anna Berg, kind: person}
  carl: {name: Carl Dahl, kind: person, note: 'in "Bonn": gone'}
events:
  one:
    kind: meeting
    type: talks
    participants: {participant: [anna, carl]}
    evidence: Anna Berg met Carl Dahl
  two:
    kind: meeting
    type: talks
    participants: {participant: [anna, carl]}
    places: {Bonn: DE}
    evidence: met Carl Dahl in Bonn
  three:
    kind: meeting
    type: talks
    participants: {participant: [anna, carl]}
    places:
      Bonn: DE
    evidence: Dahl in Bonn on Monday
"""
LONG = "Anna Berg met Carl Dahl in Bonn on Monday and said that it would rain there"


def quotes(*words: str) -> list[nc.Quote]:
    return [nc.Quote(exact=one) for one in words]


def place(words: str, country: str | None = None) -> nc.Place:
    return nc.Place(name=nc.Quote(exact=words), country=country)


def note(doc: Any, owner: str, words: str) -> None:
    (doc.events[owner] if owner in doc.events else doc.actors[owner]).note = words


SETS = {
    "marks of strings": [
        lambda doc: note(doc, "one", 'say "so": it\'s'),
        lambda doc: note(doc, "anna", "it's: so"),
        lambda doc: setattr(doc, "headline", "a: b"),
        lambda doc: note(doc, "two", "a, b: c"),
    ],
    "pairs that become a list": [
        lambda doc: doc.events["two"].places.append(place("Monday")),
        lambda doc: doc.events["three"].places.append(place("Monday")),
        lambda doc: setattr(doc.events["one"], "places", [place("Bonn", "DE")]),
    ],
    "more pairs": [
        lambda doc: doc.events["two"].places.append(place("Monday", "SE")),
        lambda doc: doc.events["three"].places.append(place("Monday")),
        lambda doc: setattr(doc.events["one"], "places", [place("Bonn"), place("Monday")]),
    ],
    "short and long lists": [
        lambda doc: setattr(doc.events["one"], "topics", quotes("Bonn", "it would rain")),
        lambda doc: setattr(doc.events["two"], "topics", quotes(LONG, "it would rain")),
        lambda doc: setattr(doc.events["three"], "topics", quotes("Bonn", "Monday")),
    ],
    "strings of several lines": [
        lambda doc: note(doc, "one", "two\nlines\n"),
        lambda doc: note(doc, "three", "seen"),
        lambda doc: note(doc, "anna", "two\nlines\n"),
    ],
}


@pytest.mark.parametrize("edits", SETS.values(), ids=SETS)
def test_orders_give_the_same_file(edits: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "rain.yaml"

    def edited(steps: list[list[Any]]) -> str:
        path.write_text(TEXT, encoding="utf-8")
        for step in steps:
            with nc.edit(path) as doc:
                for edit in step:
                    edit(doc)
        return path.read_text(encoding="utf-8")

    assert {edited([[edit] for edit in order]) for order in permutations(edits)} == {edited([edits])}


def test_a_comment_does_not_go_to_a_new_member(tmp_path):
    """That beside the last pair is above the list that the pairs become, as the others inside it."""
    path = tmp_path / "rain.yaml"
    pairs = "      # where\n      Bonn: NO # not in Germany\n"
    path.write_text(TEXT.replace("      Bonn: DE\n", pairs), encoding="utf-8")
    with nc.edit(path) as doc:
        doc.events["three"].places.append(place("Monday"))
    text = path.read_text(encoding="utf-8")
    assert "    # where\n    # not in Germany\n    places:\n" in text
    assert "- Monday\n" in text
