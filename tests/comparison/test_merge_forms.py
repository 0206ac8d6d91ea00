"""Merges of what both sides add or change to the same meaning in two forms: it is there once, in that of ours."""

import pytest
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
    "a quote in its long form": (
        with_evidence("The court will meet"),
        with_evidence("{exact: The court will meet}"),
    ),
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
