"""Merges of what both sides add or change to the same meaning in two forms: it is there once, in that of ours."""

import json

import pytest
import yaml
from histories import resolved

import newscorpus as nc

BASE = """\
format: newscorpus/1
id: court
language: en
text: It rained. Ida left. The court will meet.
actors:
  holm: {name: Ida Holm, kind: person}
events:
  exit:
    kind: event
    type: other
    evidence:
      - Ida left
claims:
  - quote: Ida left
"""
EVENT = """\
  rain:
    kind: event
    type: own-term
    participants: {agent: holm}
    evidence: It rained
"""


def with_claim(lines):
    return BASE + lines


def with_evidence(*items):
    return BASE.replace("      - Ida left\n", "".join(f"      - {item}\n" for item in ("Ida left", *items)))


def with_event(lines):
    return BASE.replace("claims:\n", f"{lines}claims:\n")


FORMS = {
    "a list of one quote": (with_claim("  - quote: It rained\n"), with_claim("  - quote: [It rained]\n")),
    "a default": (with_event(EVENT), with_event(EVENT.replace("own-term", "own-term\n    status: occurred"))),
    "fields of a claim in another order": (
        with_claim("  - {quote: It rained, note: n}\n"),
        with_claim("  - {note: n, quote: It rained}\n"),
    ),
    "a list of one actor": (
        with_claim("  - quote: It rained\n    by: holm\n"),
        with_claim("  - quote: It rained\n    by: [holm]\n"),
    ),
    "a field of a claim that was there": (with_claim("    by: holm\n"), with_claim("    by: [holm]\n")),
    "other words of a claim that was there": (
        BASE.replace("  - quote: Ida left\n", "  - quote: The court will meet\n"),
        BASE.replace("  - quote: Ida left\n", "  - quote: [The court will meet]\n"),
    ),
    "a quote in its long form": (with_evidence("The court will meet"), with_evidence("{exact: The court will meet}")),
    "evidence beside another one": (
        with_evidence("The court will meet", "It rained"),
        with_evidence("exact: The court will meet", "It rained"),
    ),
    "an event with one quote": (with_event(EVENT), with_event(EVENT.replace("It rained", "[It rained]"))),
    "an event with one agent": (with_event(EVENT), with_event(EVENT.replace("agent: holm", "agent: [holm]"))),
    "an event with an agent in the long form": (
        with_event(EVENT),
        with_event(EVENT.replace("agent: holm", "agent: {actor: holm}")),
    ),
    "fields of an event in another order": (
        with_event(EVENT),
        with_event(EVENT.replace("    type: own-term\n", "") + "    type: own-term\n"),
    ),
    "a mapping in place of a list": (
        with_event(EVENT + "    places: {Oslo: NO, Bergen: NO}\n"),
        with_event(EVENT + "    places:\n      - {name: Oslo, country: 'NO'}\n      - Bergen: NO\n"),
    ),
    "a field that the format does not have": (
        with_claim("mood: [{a: 1, b: 2}]\n"),
        with_claim("mood: [{b: 2, a: 1}]\n"),
    ),
}


@pytest.mark.parametrize("case", FORMS)
def test_what_both_add_in_two_forms(case):
    one, other = FORMS[case]
    assert nc.merge(BASE, one, other) == (one, ())
    assert nc.merge(BASE, other, one) == (other, ())


def test_what_both_add_in_two_forms_without_a_base():
    one, other = FORMS["a list of one quote"]
    assert nc.merge("", one, other) == (one, ())


def test_a_file_that_both_add_has_the_tables_of_each():
    """Whichever side has them; likewise in a line of JSON Lines."""
    head = "format: newscorpus/1\nid: a\nlanguage: en\ntext: It rained.\n"
    sides = head + "claims:\n  - quote: It rained\n", head + "headline: Rain\n"
    records = [f"{json.dumps(yaml.safe_load(one))}\n" for one in sides]
    for ours, theirs in (sides, sides[::-1]):
        merged, conflicts = nc.merge("", ours, theirs)
        assert not conflicts
        assert yaml.safe_load(merged) == {**yaml.safe_load(ours), **yaml.safe_load(theirs)}
    merged, conflicts = nc.merge("", *records, "jsonl")
    assert (json.loads(merged), conflicts) == ({**json.loads(records[0]), **json.loads(records[1])}, ())


def test_what_both_add_to_a_corpus_yaml_in_two_forms():
    base = "format: newscorpus/1\nname: news\n"
    ours = base + "actors:\n  holm: {name: Ida Holm, kind: person, aliases: Ida}\n"
    theirs = base + "actors:\n  holm: {name: Ida Holm, aliases: [Ida], kind: person}\n"
    assert nc.merge(base, ours, theirs) == (ours, ())


def test_a_form_that_only_one_side_changes_stays():
    ours = BASE.replace("    type: other\n", "    type: departure\n")
    theirs = ours.replace("    evidence:\n      - Ida left\n", "    evidence: Ida left\n")
    assert nc.merge(BASE, ours, theirs) == nc.merge(BASE, theirs, ours) == (theirs, ())


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (
            with_claim("  - quote: It rained\n"),
            with_claim("  # sure?\n  - quote: [It rained] # when?\n"),
            with_claim("  # sure?\n  - quote: It rained # when?\n"),
        ),
        (
            with_claim("  - quote: It rained\n    note: n\n"),
            with_claim("  - note: n # or m?\n    # when?\n    quote: It rained\n"),
            with_claim("  # when?\n  - quote: It rained\n    note: n # or m?\n"),
        ),
        (
            with_evidence("The court will meet"),
            with_evidence("It rained", "exact: The court will meet # when?"),
            with_evidence("The court will meet # when?", "It rained"),
        ),
        (
            with_event(EVENT),
            with_event("  # a storm?\n" + EVENT.replace("It rained", "[It rained] # when?")),
            with_event("  # a storm?\n" + EVENT.replace("It rained", "It rained # when?")),
        ),
    ],
)
def test_comments_of_what_both_add_in_two_forms(ours, theirs, expected):
    """They are at what they belong to, in the form of ours."""
    assert nc.merge(BASE, ours, theirs) == (expected, ())


def test_comments_of_both_at_what_both_add_in_two_forms():
    ours, theirs = with_claim("  - quote: It rained # sure\n"), with_claim("  - quote: [It rained] # sure?\n")
    text, conflicts = nc.merge(BASE, ours, theirs)
    assert [str(one) for one in conflicts] == ["claims[1].quote: both sides add its comment, differently"]
    assert (resolved(text, "ours"), resolved(text, "theirs")) == (ours, with_claim("  - quote: It rained # sure?\n"))


@pytest.mark.parametrize("swapped", [False, True])
def test_an_event_that_one_side_renames_and_the_other_reorders_is_renamed(swapped):
    renamed = BASE.replace("  exit:", "  leaving:")
    sides = [renamed, BASE.replace("    kind: event\n    type: other\n", "    type: other\n    kind: event\n")]
    ours, theirs = reversed(sides) if swapped else sides
    assert nc.merge(BASE, ours, theirs) == (ours.replace("  exit:", "  leaving:"), ())


def test_claims_that_differ_are_both_there():
    ours, theirs = "  - quote: It rained\n    by: holm\n", "  - quote: [It rained]\n    by: court\n"
    assert nc.merge(BASE, BASE + ours, BASE + theirs) == (BASE + ours + theirs, ())


def test_an_event_that_both_add_differently_and_in_another_order():
    """The reason is that it differs, and each side has its own."""
    ours = with_event(EVENT.replace("own-term", "change"))
    theirs = with_event(EVENT.replace("    type: own-term\n", "") + "    type: other\n")
    text, conflicts = nc.merge(BASE, ours, theirs)
    assert [str(one) for one in conflicts] == ["events.rain: both sides add it, differently"]
    assert [nc.loads(resolved(text, side)).events["rain"].type for side in ("ours", "theirs")] == ["change", "other"]


OFFSETS = "{exact: It rained, start: 0, end: 9}"


@pytest.mark.parametrize(
    "with_words",
    [
        lambda words: with_claim(f"  - quote: {words}\n"),
        with_evidence,
        lambda words: with_event(EVENT.replace("evidence: It rained", f"evidence: [{words}]")),
    ],
    ids=["claim", "quote", "event"],
)
def test_offsets_that_one_side_gives_are_kept(with_words):
    """Of what both add. If both give other ones, nothing is lost."""
    plain, exact = with_words("It rained"), with_words(OFFSETS)
    for ours, theirs in ((plain, exact), (exact, plain)):
        text, conflicts = nc.merge(BASE, ours, theirs)
        assert (text.count("It rained"), text.count("start: 0"), conflicts) == (2, 1, ())
    text, _ = nc.merge(BASE, exact, with_words(OFFSETS.replace("9", "8")))
    assert "end: 9" in text
    assert "end: 8" in text


@pytest.mark.parametrize("one", ["It rained", "[It rained]"])
@pytest.mark.parametrize("other", ["Ida left", "[Ida left]"])
def test_first_quotes_of_both_are_there(one, other):
    """Whether or not a list is written as one."""
    sides = [BASE.replace("type: other", f"type: other\n    topics: {topic}") for topic in (one, other)]
    text, conflicts = nc.merge(BASE, *sides)
    assert ([topic.exact for topic in nc.loads(text).events["exit"].topics], conflicts) == (
        ["It rained", "Ida left"],
        (),
    )


@pytest.mark.parametrize("theirs", ["claims: {quote: It rained}\n", "claims:\n  - quote: It rained\n"])
def test_first_claims_of_both_are_there(theirs):
    """One that is no list is a claim, too; the parts of its quote are one."""
    base = BASE.partition("claims:")[0]
    text, conflicts = nc.merge(base, f"{base}claims: {{quote: Ida left}}\n", base + theirs)
    assert conflicts == ()
    assert [claim.quote[0].exact for claim in nc.loads(text).claims] == ["Ida left", "It rained"]


@pytest.mark.parametrize(("one", "other"), [("''", "null"), ("[]", "{}"), ("false", "0")])
def test_what_is_empty_is_no_list_of_quotes(one, other):
    """Both sides add something else: a conflict."""
    sides = [BASE.replace("events:\n", f"note: {value}\nevents:\n") for value in (one, other)]
    assert [str(one) for one in nc.merge(BASE, *sides)[1]] == ["note: both sides add it, differently"]
