"""NC601, NC612 and NC620 beyond the examples: who says something, how likely it is, and what is said twice."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person"},
    "carl": {"name": "Carl Dahl", "kind": "person", "country": "NO", "sector": "GOV"},
    "army": {"name": "the army", "kind": "organization", "country": "NO", "sector": "MIL", "named": False},
    "dora": {"name": "Dora Eide", "kind": "person", "country": "SE", "sector": "GOV"},
}


def found(code: str, text: str, *claims: dict[str, Any], status: str = "alleged", **roles: list[str]) -> list[str]:
    """The messages of a rule about claims; the event is that of the first sentence."""
    evidence = [text.partition(".")[0]]
    event = {"kind": "incident", "type": "attack", "status": status, "evidence": evidence, "participants": roles}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": ACTORS}
    data = json.dumps(article | {"events": {"it": event}, "claims": [*claims]})
    report = nc.check_text(data, "json", select=[code, "NC0", "NC1", "NC301"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


def claim(by: str, quote: str, stance: str | None = "asserts", **more: Any) -> dict[str, Any]:
    made = {"by": [by] if by else [], "quote": [quote], **more}
    return made | ({"about": ["it"], "stance": stance} if stance else {})


@pytest.mark.parametrize(
    ("said", "stance", "reported"),
    [
        ("The town is likely to refuse", "likely", 1),
        ("The town is likely to refuse", "unlikely", 0),
        ("The town is unlikely to block it", "unlikely", 1),
        ("The town is likely to agree", "unlikely", 1),
    ],
)
def test_what_is_likely_to_fail_is_unlikely(said: str, stance: str, reported: int) -> None:
    text = f"The army shelled Oslo. {said}, said Dora Eide."
    assert len(found("NC612", text, claim("dora", said, stance))) == reported


@pytest.mark.parametrize(
    ("cue", "reported"), [("Dora Eide said", 1), ("according to Dora Eide", 1), ("seems to show", 0)]
)
def test_a_cue_needs_a_speaker(cue: str, reported: int) -> None:
    text = f"The army shelled Oslo. This {cue} a new war."
    assert len(found("NC601", text, claim("", "a new war", None, cue=cue))) == reported


@pytest.mark.parametrize(
    ("first", "second", "reported"),
    [
        ("We came early, and we stayed", "we stayed", 1),
        ("We came early, and we stayed", "We came early, and we stayed", 1),
        ("We came early", "and we stayed", 0),
    ],
)
def test_what_is_said_once_is_one_claim(first: str, second: str, reported: int) -> None:
    text = "The army shelled Oslo. We came early, and we stayed, said Dora Eide."
    one, other = claim("dora", first, None), claim("dora", second, None)
    assert len(found("NC620", text, one, other)) == reported
    assert found("NC620", text, one, claim("anna", second, None)) == []
    assert len(found("NC620", text, one, claim("dora", second, via="anna"))) == reported
    assert found("NC620", text, one | {"about": ["anna"]}, claim("dora", second)) == []


@pytest.mark.parametrize(
    ("by", "stance", "reported"),
    [("army", "denies", 1), ("army", "asserts", 0), ("anna", "denies", 0), ("dora", "denies", 1)],
)
def test_the_words_of_a_spokesman_are_not_those_of_the_body_too(by: str, stance: str, reported: int) -> None:
    """Nor do claims overlap, unless others say the contrary in the same words."""
    speaker = {"name": "Dora Eide", "kind": "person", "roles": {"spokeswoman": "army"}}
    text = "The army shelled Oslo. No shell was fired that day, said Dora Eide, spokeswoman of the army."
    claims = [claim("dora", "No shell was fired", "denies"), claim(by, "shell was fired that day", stance)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ACTORS, "dora", speaker)
        messages = found("NC620", text, *claims)
    assert messages == ["quote overlaps that of another claim: `shell was fired that day`"] * reported


@pytest.mark.parametrize(
    ("second", "how"),
    [
        ("We came early, and we stayed", "is the same as"),
        ("We came early", "is part of"),
        ("stayed, said Dora Eide", "overlaps"),
    ],
)
def test_how_two_quotes_meet(second: str, how: str) -> None:
    """The message says whether they are one, or one is a part."""
    text = "The army shelled Oslo. We came early, and we stayed, said Dora Eide."
    (message,) = found("NC620", text, claim("dora", "We came early, and we stayed", None), claim("dora", second, None))
    assert message == f"quote {how} that of another claim: `{second}`"
