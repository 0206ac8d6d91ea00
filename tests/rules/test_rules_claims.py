"""Claims (NC6xx) beyond the examples: each rule, and ordinary news that must raise no alarm."""

from textwrap import indent
from typing import Any

import pytest
from annotations import messages_of
from examples import checked, marked

ACTORS = """
actors:
  anna: {name: Anna Berg, kind: person, country: "NO", roles: {minister: norway}, mentions: [Anna]}
  carl: {name: Carl Dahl, kind: person, mentions: [Carl]}
  norway: {name: Norway, kind: country, country: "NO", mentions: [Norway]}
  police: {name: police, kind: organization, country: "NO", mentions: [police]}
  people: {name: people, kind: group, named: false}
  reporters: {name: reporters, kind: group, named: false}
"""
WORDS = "Anna Berg, minister of Norway, met Carl Dahl and the police in Oslo."


def news(text: str, claims: str = "", events: str = "") -> str:
    """A file with claims and events, each on one line, about a text."""
    lines = "".join(f"  - {{{claim}}}\n" for claim in filter(None, map(str.strip, claims.split("\n"))))
    made = "".join(f"  {event}\n" for event in filter(None, map(str.strip, events.split("\n"))))
    head = f"text: |\n{indent(text, '  ')}\n"
    return head + ACTORS + (f"events:\n{made}" if made else "") + (f"claims:\n{lines}" if lines else "")


def quoted(text: str, claim: str) -> str:
    """A claim in the article's own voice."""
    return news(f"{WORDS} {text}", claim)


SPEECH = [
    "“I am glad to be here”",
    '"I am glad to be here"',
    "«I am glad to be here»",
    "»I am glad to be here«",
    "„I am glad to be here“",
    "”I am glad to be here”",
]
NO_SPEECH = {
    "a term": ("The “blue wave” came.", "blue wave"),
    "a title with small words": ("They read “Waiting for the Wind” there.", "Waiting for the Wind"),
    "a title that is long": (f"They read “{'Gone With The Wind ' * 12}and so forth” there.", "Wind and so forth"),
    "two words": ("They spoke of “the thaw” there.", "the thaw"),
    "a title": ("They saw “Gone With the Wind” there.", "Gone With the Wind"),
    "inches": ('A 6" pipe, and then I am glad 8" pipes.', "and then I am glad"),
    "a mark too many": ('One " stray mark. Then "so it is" said.', "stray mark. Then"),
    "a lost opening mark": ("So it is,” he said. “Yes.” she said.” And on.", "he said"),
    "a lost opening mark, and as many of the others": (
        "So it is now,” he said and went. “Yes.” she said.",
        "he said and went",
    ),
    "one of the same marks too many": ("He said ”I am glad to be here” and went.”", "I am glad"),
    "the same marks beside others": ("He said ”I am glad to be here” now.\n\n“Yes,” she said.", "I am glad"),
    "three of the same marks": ("So it is,” he said and went.” And so ”on.", "he said and went"),
    "a long title": (f"They read “{'Gone With The Wind ' * 10}Gones fort and so on” there.", "Gones fort"),
    "a lost opening guillemet": ("«Yes.» So it is,» he said and went « home.", "he said and went"),
    "no marks": ("It rains in the town.", "It rains in the town"),
    "partly within marks": ("They hope “that it rains a lot” soon.", "hope “that it rains a lot”"),
}


def about(stance: str, names: str) -> str:
    return news(
        WORDS,
        f"by: anna, quote: in Oslo, stance: {stance}, about: {names}",
        "one: {kind: event, type: other, evidence: met Carl Dahl}\ntwo: {kind: event, type: other, evidence: in Oslo}",
    )


def cue(text: str, words: str = "he said", quote: str = "It will rain") -> str:
    return news(f"{WORDS}\n\n{text}", f"by: carl, quote: {quote}, cue: {words}")


def at(claim: str, participants: str, more: str = "") -> str:
    return news(
        WORDS,
        f"quote: in Oslo, at: it, {claim}",
        f"it: {{kind: meeting, type: briefing, evidence: met Carl Dahl, participants: {{{participants}}}}}\n{more}",
    )


def stances(one: str, other: str) -> str:
    return news(
        WORDS,
        f"quote: met Carl, about: it, {one}\nquote: in Oslo, about: it, {other}",
        "it: {kind: event, type: other, evidence: met Carl Dahl}\nat1: {kind: event, type: other, evidence: in Oslo}",
    )


def alleged(event: str, claim: str = "", more: str = "") -> str:
    return news(WORDS, claim, f"it: {{kind: incident, type: crime, evidence: met Carl Dahl, {event}}}\n{more}")


CASES = {
    # --- NC601
    **{f"speech of nobody: {words}": (quoted(f"{words} she said.", "quote: I am glad"), ["NC601"]) for words in SPEECH},
    **{what: (quoted(text, f"quote: {words}"), []) for what, (text, words) in NO_SPEECH.items()},
    "speech of nobody in two parts": (
        quoted("“I am glad,” she said, “to be here today.”", "quote: [I am glad, to be here]"),
        ["NC601"],
    ),
    "Chinese speech of ten characters": (news("他说：「一二三四五六七八九十」。", "quote: 一二三"), ["NC601"]),
    "speech of three words": (quoted("“it rains here,” she said.", "quote: it rains"), ["NC601"]),
    "a Chinese term": news("他说「一带一路」很好。", "quote: 一带一路"),
    "an unreadable speaker": quoted("“I am glad to be here,” she said.", "quote: I am glad, by: {anna: 3}"),
    "a misspelt speaker": quoted("“I am glad to be here,” she said.", "quote: I am glad, bye: anna"),
    "words that are elsewhere": quoted("“I am glad to be here,” she said.", "quote: I am sad"),
    # --- NC602
    "a stance to nothing": (about("denies", "[]"), ["NC602"]),
    "a stance to one event, and an actor": about("denies", "[anna, one]"),
    "a stance to an unknown event": about("denies", "onne"),
    "an unreadable stance": about("denys", "[one, two]"),
    # --- NC604
    "a cue far away": (cue("It will rain.\n\nThe sun shone.\n\nSo it is, he said."), ["NC604"]),
    "a cue beside the second part": cue(
        "It will rain.\n\nThe sun shone, he said.", quote="[It will rain, The sun shone]"
    ),
    "a cue beside": cue("It will rain, he said."),
    "speech behind dashes": cue("— So it is, he said.\n\n— It will rain."),
    "a quote with its source below": cue("“It will rain.”\n\n– Carl", "{Carl: – Carl}"),
    "a quote over two paragraphs": cue("It will rain.\n\nSo it is, he said.", quote="It will rain. So it is"),
    "a text without paragraphs": news(
        f"{WORDS}\nIt will rain.\nSo he said.", "quote: It will rain, by: carl, cue: he said"
    ),
    "a cue far away, behind claims without and with one": (
        news(
            f"{WORDS}\n\nIt will rain, he said.\n\nSo it is, she said.",
            "quote: met Carl\nquote: It will rain, by: carl, cue: he said\nquote: It will, by: anna, cue: she said",
        ),
        ["NC604"],
    ),
    "a cue far away, behind claims without a place": (
        news(
            f"{WORDS}\n\nIt will rain.\n\nSo it is, he said.",
            "quote: It will snow, by: carl, cue: he said\nquote: It will rain, by: anna, cue: she said\nquote: It will, by: carl, cue: he said",
        ),
        ["NC604"],
    ),
    "a cue far away in a text of carriage returns": (
        (
            f'text: "{WORDS}\\r\\n\\r\\nIt will rain.\\r\\n\\r\\nSo it is, he said."\n{ACTORS}'
            "claims: [{quote: It will rain, by: carl, cue: he said}]"
        ),
        ["NC604"],
    ),
    # --- NC605
    "two speakers who are not there": (at("by: [carl, police]", "speaker: anna"), ["NC605"]),
    "a relayer who is not there": (at("by: anna, via: carl", "speaker: police, audience: reporters"), ["NC605"]),
    "a speaker who is not there, behind other claims": (
        at("about: anna\nquote: met Carl, by: anna\nquote: met, by: carl, at: it", "speaker: anna"),
        ["NC605"],
    ),
    "a speaker of no country, at what a country without a code does": (
        at("by: carl", "participant: land").replace("actors:", "actors:\n  land: {name: Oslo, kind: country}"),
        ["NC605"],
    ),
    "a relayer": at("by: carl, via: anna", "speaker: anna"),
    "an officer of a party": at("by: anna", "participant: [norway, carl]"),
    "a body by its officer": at("by: norway", "speaker: anna"),
    "an agency of a party": at("by: police", "participant: [norway, carl]"),
    "the audience is not the speaker": (at("by: carl", "speaker: anna, audience: reporters"), ["NC605"]),
    "an unknown speaker": at("by: karl", "speaker: anna"),
    "an unknown party": at("by: carl", "speaker: ana"),
    "an unknown occasion": news(WORDS, "quote: in Oslo, by: carl, at: nowhere"),
    "an unreadable occasion": at("by: carl", "speeker: anna"),
    "a speaker at a part of it": at(
        "by: carl",
        "speaker: anna",
        "part: {kind: meeting, type: talks, evidence: in Oslo, relations: {part_of: it},"
        " participants: {participant: [anna, carl]}}",
    ),
    # --- NC606
    "asserted and denied": (stances("by: anna, stance: asserts", "by: anna, stance: denies"), ["NC606"]),
    "of one day, however it is called": (
        stances(
            "by: anna, stance: asserts, when: {edtf: 2024-05-07, text: Oslo}",
            "by: anna, stance: denies, when: 2024-05-07",
        ),
        ["NC606"],
    ),
    "by a member of a group, behind others": (
        stances(
            "about: anna\nquote: Anna, by: [people, anna], stance: asserts, about: it",
            "by: [people, anna], stance: denies",
        ),
        ["NC606"],
    ),
    "in the article's own voice": (stances("stance: asserts", "stance: denies"), ["NC606"]),
    "by different sources": stances("by: anna, stance: asserts", "by: carl, stance: denies"),
    "by somebody unknown": stances("by: ana, stance: asserts", "by: ana, stance: denies"),
    "likely, then not": stances("by: anna, stance: likely", "by: anna, stance: denies"),
    "at first, and later": stances("by: anna, stance: denies, when: 2024-05-01", "by: anna, stance: asserts"),
    # --- NC607
    "alleged by nobody": (alleged("status: alleged"), ["NC607"]),
    "a claim about the suspect alone": (
        alleged("participants: {suspect: carl}", "by: police, quote: met Carl, about: carl"),
        ["NC607"],
    ),
    "denied by somebody": (
        alleged("status: alleged", "by: carl, quote: met Carl, about: it, stance: denies"),
        ["NC607"],
    ),
    "doubted by somebody": (
        alleged("status: alleged", "by: carl, quote: met Carl, about: it, stance: unlikely"),
        ["NC607"],
    ),
    "nobody is suspected": alleged("participants: {suspect: []}"),
    "a claim about a part": alleged(
        "status: alleged",
        "by: police, quote: met Carl, about: all",
        "all: {kind: event, type: other, evidence: in Oslo, relations: {part_of: it}}",
    ),
    "alleged in another article": alleged("status: alleged, relations: {same_as: other#it}"),
    "an unreadable claim": alleged("status: alleged", "by: police, quote: met Carl, abuot: it"),
    "a claim about something unknown": alleged("status: alleged", "by: police, quote: met Carl, about: itt"),
    "an unreadable event": alleged("status: alleged, tittle: x"),
    "a claim about a third": (
        alleged(
            "status: alleged, relations: {after: other}",
            "by: police, quote: met Carl, about: other",
            "other: {kind: event, type: other, evidence: in Oslo}",
        ),
        ["NC607"],
    ),
    "alleged of one and not of another": (
        alleged(
            "status: alleged",
            "by: police, quote: met Carl, about: it",
            "other: {kind: event, type: other, evidence: in Oslo, status: alleged}",
        ),
        ["NC607"],
    ),
    # --- NC609
    **{f"unclaimed: {words}": (news(f"{WORDS} {words} she said.") + "\n", ["NC609"]) for words in SPEECH},
    **{f"unclaimed, {what}": news(f"{WORDS} {text}") for what, (text, _) in NO_SPEECH.items() if "partly" not in what},
    "unclaimed, over two paragraphs": (news("“I am glad to be here.\n\n“And I shall stay.”"), ["NC609"]),
    "unclaimed, around an attribute": news('The <a title="a fine town by the sea">town</a> was glad.'),
    "claimed in two parts": news(
        "“I am glad to be here,” he said, “and I shall stay here.”", "quote: [I am glad, and I shall stay], by: carl"
    ),
    "unclaimed between claims": (
        news("He said:“I am glad to be here”–and left.", "quote: 'He said:'\nquote: –and left"),
        ["NC609"],
    ),
    "claimed in part": quoted("“I am glad to be here,” she said.", "by: anna, quote: to be here"),
    "claimed and more": quoted("She is “glad to be here” today.", "by: anna, quote: She is “glad to be here” today"),
    "perhaps claimed by a quote without a place": quoted("“I am glad to be here.”", "by: anna, quote: I am sad"),
    "said right behind it, by the verb first": (
        quoted("Oslo was grey, said Anna Berg.", "quote: Oslo was grey"),
        ["NC601"],
    ),
    "said behind other words": quoted("Oslo was grey, and big, Anna Berg said.", "quote: Oslo was grey"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_found_in_claims(case, tmp_path):
    snippet, expected = CASES[case] if isinstance(CASES[case], tuple) else (CASES[case], [])
    report, _ = checked(snippet, tmp_path, "NC609" if "laimed" in case else "NC601")
    assert [d.code for d in report.diagnostics if d.code.startswith("NC6")] == expected, [*map(str, report.diagnostics)]


SAID = {
    "nobody speaks": (
        quoted("“I am glad to be here,” she said.", "quote: I am glad"),
        "I am glad",
        "direct quotation has no speaker: `I am glad`",
        "add `by: ACTOR`, the actor who says it",
        ["“I am glad to be here,”"],
    ),
    "no event": (
        about("denies", "anna"),
        "denies",
        "stance `denies` needs exactly one event: `about` names no event",
        "add the event: `about: EVENT`, or delete `stance`",
        [],
    ),
    "a cue": (
        cue("It will rain.\n\nSo it is, he said."),
        "he said",
        "cue `he said` is in another paragraph than its claim",
        "quote the words beside the claim that attribute it, or delete `cue`",
        ["It will rain"],
    ),
    "alleged": (
        alleged("status: alleged, participants: {suspect: carl}"),
        "alleged",
        "event `it` is alleged, but no claim is about it: who says so?",
        "add a claim: `{by: ACTOR, about: it, quote: WORDS}`",
        [],
    ),
}


@pytest.mark.parametrize("what", SAID)
def test_what_is_said_of_claims(what, tmp_path):
    snippet, *expected = SAID[what]
    (found,) = [d for d in checked(snippet, tmp_path, "NC601")[0].diagnostics if d.code.startswith("NC6")]
    source = (tmp_path / "example.yaml").read_text(encoding="utf-8")
    places = [source[label.span.start : label.span.end] for label in found.labels]
    assert [marked(found), found.message, found.help, places] == expected


def test_findings_in_the_text_show_the_place(tmp_path):
    """The quotation is labelled where it stands; the finding is at the text, so that it can be waived there."""
    report, _ = checked(news(f"{WORDS} “I am glad to be here,” she said."), tmp_path, "NC609")
    (found,) = [d for d in report.diagnostics if d.code == "NC609"]
    assert found.path == ("text",)
    (label,) = found.labels
    assert label.span.excerpt[label.span.column - 1 :].startswith("“I am glad")


@pytest.mark.parametrize("malformed", ["5", "{}", "{quote: []}", "{quote: met, by: 3, about: {}, stance: 7, at: []}"])
def test_malformed_claims_raise_no_further_findings(malformed, tmp_path):
    report, _ = checked(f"claims: [{malformed}]", tmp_path, "NC609")
    assert report.diagnostics
    assert not [d for d in report.diagnostics if d.code.startswith("NC6")]


SIDES = {
    "anna": {"name": "Anna Berg", "kind": "person"},
    "carl": {"name": "Carl Dahl", "kind": "person", "country": "NO", "sector": "GOV"},
    "army": {"name": "the army", "kind": "organization", "country": "NO", "sector": "MIL", "named": False},
    "dora": {"name": "Dora Eide", "kind": "person", "country": "SE", "sector": "GOV"},
}


def found(code: str, text: str, *claims: dict[str, Any], status: str = "alleged", **roles: list[str]) -> list[str]:
    """The messages of a rule about claims; the event is that of the first sentence."""
    evidence = [text.partition(".")[0]]
    event = {"kind": "incident", "type": "attack", "status": status, "evidence": evidence, "participants": roles}
    return messages_of(code, text, actors=SIDES, events={"it": event}, claims=claims)


def claim(by: str, quote: str, stance: str | None = "asserts", **more: Any) -> dict[str, Any]:
    made = {"by": [by] if by else [], "quote": [quote], **more}
    return made | ({"about": ["it"], "stance": stance} if stance else {})


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
    speaker = {"name": "Dora Eide", "kind": "person", "roles": {"spokeswoman": "army"}}
    text = "The army shelled Oslo. No shell was fired that day, said Dora Eide, spokeswoman of the army."
    claims = [claim("dora", "No shell was fired", "denies"), claim(by, "shell was fired that day", stance)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SIDES, "dora", speaker)
        messages = found("NC620", text, *claims)
    assert messages == ["quote overlaps that of another claim: `shell was fired that day`"] * reported
