"""Participants: actors of an event, alone or with the words that name them there."""

import json
import re

import pytest

import newscorpus as nc
from newscorpus import Participant, Quote

TEXT = """
format: newscorpus/1
id: a
language: en
text: "The mayor slept. Anna Berg, the mayor, met Carl Dahl in Oslo. Then the mayor left."
actors:
  anna:
    name: Anna Berg
    kind: person
  carl:
    name: Carl Dahl
    kind: person
events:
  talks:
    kind: meeting
    type: talks
    participants:
      participant: PARTICIPANTS
    evidence:
      - Anna Berg, the mayor, met Carl Dahl
"""


def article(participants="[{anna: the mayor}, carl]", **how):
    return nc.loads(TEXT.replace("PARTICIPANTS", participants), "yaml", **how)


@pytest.mark.parametrize(
    "written",
    [
        "[{anna: the mayor}, carl]",
        "{anna: the mayor, carl: Carl Dahl}",
        "{anna: {the mayor: 'Anna Berg, the mayor'}}",
        "[{actor: anna, mention: {exact: the mayor, start: 28}}]",
        "anna",
    ],
)
def test_participants_in_a_file(written):
    """In each form; the words are those in the evidence, of several places; what is written is read again."""
    made = article(written)
    first, *_ = made.events["talks"].participants["participant"]
    assert first.actor == "anna"
    assert (
        first == Participant(actor="anna")
        if written == "anna"
        else (first.mention.start, first.mention.end) == (28, 37)
    )
    for format in ("yaml", "json"):
        assert nc.loads(nc.dumps(made, format), format) == made


def test_what_is_written():
    assert "participant:\n        - anna: the mayor\n        - carl\n" in nc.dumps(article())
    assert "participant:\n        - anna\n        - carl\n" in nc.dumps(article("[anna, carl]"))
    assert "participant: anna\n" in nc.dumps(article("[anna]"))
    assert json.loads(nc.dumps(article(), "json"))["events"][0]["participants"] == {
        "participant": [{"actor": "anna", "mention": {"exact": "the mayor", "start": 28, "end": 37}}, {"actor": "carl"}]
    }


@pytest.mark.parametrize(
    ("participants", "message"),
    [
        ("{nobody: the mayor}", "NC201 unknown-actor: unknown actor `nobody`"),
        ("{anna: the major}", "NC315 words-not-in-text"),
        ("[{anna: the mayor, mentoin: x}]", "unknown field `mentoin` of a participant"),
        ("{anna: 5}", "must be a string"),
    ],
)
def test_participants_that_are_wrong(participants, message):
    with pytest.raises(nc.InvalidCorpus, match=re.escape(message)):
        article(participants)


def test_edits_write_the_words(tmp_path):
    """A mention that is added becomes a pair, one that is taken out leaves the id; the rest of the file stays."""
    path = tmp_path / "a.yaml"
    path.write_text(TEXT.replace("PARTICIPANTS", "[anna, carl]  # both"))
    with nc.edit(path) as draft:
        draft.events["talks"].participants["participant"][1].mention = Quote(exact="Carl Dahl")
    assert path.read_text() == TEXT.replace("PARTICIPANTS", "[anna, {carl: Carl Dahl}]  # both")
    with nc.edit(path) as draft:
        draft.events["talks"].participants["participant"][1].mention = None
    assert path.read_text() == TEXT.replace("PARTICIPANTS", "[anna, carl]  # both")
