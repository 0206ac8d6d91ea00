"""NC610, NC612 and NC623 beyond the examples: who speaks, and where."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person", "roles": {"Minister": "club"}},
    "carl": {"name": "Carl Dahl", "kind": "person", "roles": {"Minister of Trade": "state"}},
    "dora": {"name": "Dora Eide", "kind": "person", "sector": "BUS"},
    "club": {"name": "Lomar", "kind": "organization"},
    "state": {"name": "Norway", "kind": "country"},
    "judges": {"name": "The Judges", "kind": "group", "sector": "JUD"},
    "insiders": {"name": "insiders", "kind": "group", "aliases": ["Two insiders"]},
    "workers": {"name": "workers", "kind": "group", "aliases": ["Two workers"]},
}


def found(code: str, text: str, by: str, quote: str, cue: str, **more: Any) -> list[str]:
    """The help of a rule about one claim."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": ACTORS}
    event = {"kind": "incident", "type": "attack", "evidence": ["Lomar was robbed"], **more.pop("event", {})}
    events = {"events": {"it": event}} if "Lomar was robbed" in text else {}
    claim = {"by": [by], "quote": [quote], "cue": cue, **more}
    others = [{"by": ["club"], "quote": ["Lomar was robbed"], "about": ["it"], "stance": "asserts"}] if events else []
    data = json.dumps(article | events | {"claims": [claim, *others]})
    report = nc.check_text(data, "json", select=[code, "NC0", "NC1", "NC301"])
    return [str(one.help) for one in report.diagnostics if one.path[:2] == ("claims", 0)]


CUES = [
    ("NC610", "Oslo is fine, according to Minister Anna Berg.", "carl", "according to Minister Anna Berg", "by: anna"),
    ("NC610", "Oslo is fine, according to the Minister of Trade.", "carl", "according to the Minister of Trade", ""),
    ("NC610", "The Judges rejected it: Oslo is fine.", "dora", "The Judges rejected it", "by: judges"),
    ("NC610", "Lomar blames others: Oslo is fine.", "dora", "Lomar blames others", "by: club"),
    ("NC610", "Oslo is fine, Lomar and others said.", "dora", "Lomar and others said", ""),
    (
        "NC610",
        "Oslo is fine, according to her lawyer, Carl Dahl.",
        "anna",
        "according to her lawyer, Carl Dahl",
        "by: carl",
    ),
    ("NC610", "Oslo is fine, according to her lawyer, Carl Dahl.", "carl", "according to her lawyer, Carl Dahl", ""),
    (
        "NC610",
        "Its owner, known as Dora Eide, said Oslo is fine.",
        "carl",
        "Its owner, known as Dora Eide, said",
        "by: dora",
    ),
    ("NC610", "A woman named Dora Eide said Oslo is fine.", "carl", "A woman named Dora Eide said", "by: dora"),
    ("NC610", "Two insiders said Oslo is fine.", "club", "Two insiders said", "by: insiders"),
    ("NC610", "Two workers said Oslo is fine.", "club", "Two workers said", ""),
    ("NC610", "A recent report by Lomar said Oslo is fine.", "dora", "A recent report by Lomar said", "by: club"),
    ("NC610", "Carl Dahl (Green Party) said Oslo is fine.", "dora", "Carl Dahl (Green Party) said", "by: carl"),
    (
        "NC610",
        "Carl Dahl was quoted by Tass as saying Oslo is fine.",
        "dora",
        "Carl Dahl was quoted by Tass as saying",
        "by: carl",
    ),
    ("NC610", "Carl Dahl is convinced Oslo is fine.", "dora", "Carl Dahl is convinced", "by: carl"),
    ("NC610", "In Carl Dahl’s view, Oslo is fine.", "dora", "In Carl Dahl’s view", "by: carl"),
]


@pytest.mark.parametrize(("code", "text", "by", "cue", "meant"), CUES)
def test_who_speaks_by_a_cue(code: str, text: str, by: str, cue: str, meant: str) -> None:
    helps = found(code, text, by, "Oslo is fine", cue)
    assert [meant in one for one in helps] == ([True] if meant else []), helps


@pytest.mark.parametrize(("status", "reported"), [("planned", 1), ("cancelled", 1), ("occurred", 0), ("ongoing", 0)])
def test_nothing_is_said_at_what_has_not_taken_place(status: str, reported: int) -> None:
    text = "Lomar was robbed. Carl Dahl said Oslo is fine."
    event = {"kind": "meeting", "type": "other", "status": status, "participants": {"participant": ["carl"]}}
    helps = found("NC623", text, "carl", "Oslo is fine", "Carl Dahl said", at="it", event=event)
    assert len(helps) == reported


@pytest.mark.parametrize(
    ("relations", "text", "help_"),
    [
        ({"represents": [{"other": "carl", "evidence": "his lawyer"}]}, "according to his lawyer, Dora Eide", "swap"),
        ({"represents": [{"other": "carl"}]}, "according to the police", ""),
        ({}, "according to his lawyer, Dora Eide", ""),
    ],
)
def test_a_lawyer_relays_what_a_client_says(relations: dict[str, Any], text: str, help_: str) -> None:
    """Whom somebody represents says it, if they speak by the cue, and it is `according to` their lawyer."""
    dora = ACTORS["dora"] | {"relations": relations}
    actors = ACTORS | {"dora": dora}
    words = f"Carl Dahl denies the theft, {text}."
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": words, "actors": actors}
    claim = {"quote": ["the theft"], "cue": "Carl Dahl denies"}
    for by, via, wrong in (("dora", "carl", help_), ("carl", "dora", "")):
        data = json.dumps(article | {"claims": [claim | {"by": [by], "via": via}]})
        helps = [str(one.help) for one in nc.check_text(data, "json", select=["NC610"]).diagnostics]
        assert [wrong in one for one in helps] == ([True] if wrong else []), helps


@pytest.mark.parametrize(
    ("text", "quote", "by", "reported"),
    [
        ("“No alarm rang,” Anna Berg told reporters.", "No alarm rang", "anna", 0),
        (
            "Anna Berg told reporters. She said in an interview that the breach was a scandal.",
            "the breach was",
            "anna",
            1,
        ),
        ("Anna Berg told reporters. Dora Eide wrote on her website that no lock held.", "no lock held", "dora", 1),
    ],
)
def test_what_somebody_said_in_another_way_was_said_at_no_meeting(text, quote, by, reported) -> None:
    event = {"kind": "meeting", "type": "briefing", "evidence": ["Anna Berg told reporters"]}
    event |= {"participants": {"speaker": ["anna", "dora"]}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": ACTORS}
    article |= {"events": {"it": event}, "claims": [{"quote": quote, "by": by, "at": "it"}]}
    report = nc.check_text(json.dumps(article), "json", select=["NC605"])
    assert [one.code for one in report.diagnostics if one.code == "NC605"] == ["NC605"] * reported
