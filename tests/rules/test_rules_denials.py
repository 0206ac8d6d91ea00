"""NC601, NC616, NC619 and NC620 beyond the examples: who denies something, who says it, and what is said twice."""

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


ALLEGED = claim("anna", "The army shelled Oslo")


@pytest.mark.parametrize(
    ("said", "by", "word"),
    [
        ("Our troops fired no shell that day", "carl", "no"),
        ("Our troops did not fire", "carl", "not"),
        ("We had no choice", "carl", ""),
        ("It was not only us", "carl", ""),
        ("We fired because they would not stop", "carl", ""),
        ("They gave us no warning", "dora", ""),
    ],
)
def test_who_is_accused_denies_it(said: str, by: str, word: str) -> None:
    """By a negation in the main clause, for the own state; who is not accused may tell what was not."""
    text = f"The army shelled Oslo. {said}, he said."
    messages = found("NC619", text, ALLEGED, claim(by, said), suspect=["army"])
    assert [f"denies it: `{word}`" in one for one in messages] == ([True] if word else [])


@pytest.mark.parametrize(
    ("before", "reported"),
    [
        ("Dora Eide denied that", 1),
        ("Dora Eide rejected the charge", 1),
        ("Dora Eide did not deny it", 0),
        ("Anna came", 0),
    ],
)
def test_a_sentence_before_that_denies(before: str, reported: int) -> None:
    """By the same source, in the same paragraph."""
    said = "Every shell is in its box"
    text = f"The army shelled Oslo. {before}. “{said},” she said."
    assert len(found("NC619", text, ALLEGED, claim("dora", said), suspect=["army"])) == reported
    assert found("NC619", text, ALLEGED, claim("dora", said, "denies"), suspect=["army"]) == []
    apart = f"The army shelled Oslo. {before}.\n\n“{said},” she said."
    assert found("NC619", apart, ALLEGED, claim("dora", said), suspect=["army"]) == []


@pytest.mark.parametrize(
    ("text", "said", "reported"),
    [
        ("The army shelled Oslo. It was a gift to warlords, said Dora Eide.", "It was a gift to warlords", 1),
        ("The army shelled Oslo. Dora Eide denied it. Our stores are full, she said.", "Our stores are full", 0),
        ("The army shelled Oslo. It was only thunder, said Dora Eide.", "It was only thunder", 0),
    ],
)
def test_who_denies_says_no(text: str, said: str, reported: int) -> None:
    """In the claim, or before it in its paragraph."""
    assert len(found("NC616", text, claim("dora", said, "denies"))) == reported


def test_what_is_called_off_is_denied_by_its_own_words() -> None:
    """It did not take place."""
    text = "The army shelled Oslo. It was a gift to warlords, said Dora Eide."
    assert found("NC616", text, claim("dora", "It was a gift to warlords", "denies"), status="failed") == []


@pytest.mark.parametrize(
    ("said", "stance", "reported"),
    [
        ("The town is likely to refuse", "likely", 1),
        ("The town is likely to refuse", "unlikely", 0),
        ("The town is unlikely to block it", "unlikely", 1),
        ("The town is likely to agree", "unlikely", 1),
        ("The town is not likely to agree", "unlikely", 0),
    ],
)
def test_what_is_likely_to_fail_is_unlikely(said: str, stance: str, reported: int) -> None:
    """And the other way round."""
    text = f"The army shelled Oslo. {said}, said Dora Eide."
    assert len(found("NC612", text, claim("dora", said, stance))) == reported


@pytest.mark.parametrize(
    ("cue", "reported"), [("Dora Eide said", 1), ("according to Dora Eide", 1), ("seems to show", 0)]
)
def test_a_cue_needs_a_speaker(cue: str, reported: int) -> None:
    """If it has a verb of speech."""
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
    """Of one source, about the same; whatever the occasion."""
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
