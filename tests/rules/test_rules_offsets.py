"""NC311 beyond the examples: offsets and days that disagree with the words, and what is offered instead."""

import pytest
from annotations import CHANGED, event, evidence, fixes, found, shown
from examples import marked

import newscorpus as nc


def off(count: int, shift: int) -> str:
    return f"all {count} wrong offsets are off by {shift:+d}"


SHE = "text: she is, she was here.\n"
OFFSETS = {
    "two by one": (
        evidence("{exact: met, start: 11}", "{exact: Carl, start: 15}"),
        [("11", off(2, 1), [], [("add -1 to each start and end", False)])],
    ),
    "two by minus one, and one right": (
        evidence("{exact: met, start: 9}", "{exact: Carl, start: 13}", "{exact: in Oslo, start: 24}"),
        [("9", off(2, -1), [], [("add 1 to each start and end", False)])],
    ),
    "an end without a start": (
        evidence("{exact: met, end: 14}"),
        [("14", "wrong `end` 14: the words end at 13", [("here", "met")], [("write `end: 13`", False)])],
    ),
    "words that are in several places": (
        "text: she, she, she, she, she, she, she.\n" + evidence("{exact: she, start: 12}"),
        [("12", "wrong `start` 12: the words are at 0, 5, 10, 15, 20", [("here", "she")], [])],
    ),
    "words that are nearer to another place than to that of their context": (
        "text: she is, she was.\n" + evidence("{exact: she, within: she was, start: 3}"),
        [("3", "wrong `start` 3: the words are at 0, 8", [("here", "she")], [("write `start: 8`", False)])],
    ),
    "of a text that has changed": (
        CHANGED + SHE + evidence("{exact: she, start: 3}", "{exact: here, start: 18}"),
        [
            ("3", "wrong `start` 3: the words are at 0, 8", [("here", "she")], [("write `start: 0`", False)]),
            ("18", "wrong `start` 18: the words are at 16", [("here", "here")], [("write `start: 16`", True)]),
        ],
    ),
    "of a text that has changed, one of them surely": (
        CHANGED + SHE + evidence("{exact: she, start: 9}", "{exact: here, start: 17}"),
        [("9", off(2, 1), [], [("add -1 to each start and end", True)])],
    ),
    "of a text that has changed, none of them surely": (
        CHANGED + SHE + evidence("{exact: she, start: 9}", "{exact: she, start: 1}"),
        [("9", off(2, 1), [], [("add -1 to each start and end", False)])],
    ),
    **{
        f"days of {when}": (
            event(f"evidence: met, when: {{edtf: {when}}}"),
            [(marks, f"{message}", [], [(f"delete `{message.split('`')[1]}`: it is computed", False)])],
        )
        for when, marks, message in [
            (
                "2024-05, earliest: 2024-05-01, latest: 2024-05-30",
                "2024-05-30",
                "wrong `latest` 2024-05-30: that of `2024-05` is 2024-05-31",
            ),
            (
                "2024-05, earliest: 2024-05-02",
                "2024-05-02",
                "wrong `earliest` 2024-05-02: that of `2024-05` is 2024-05-01",
            ),
            (
                "../2024-05, earliest: 2024-05-01",
                "2024-05-01",
                "wrong `earliest` 2024-05-01: `../2024-05` has no earliest day",
            ),
            (
                "unknown, text: met, latest: 2024-05-01",
                "2024-05-01",
                "wrong `latest` 2024-05-01: `unknown` has no latest day",
            ),
        ]
    },
    "days behind a day that is not": (
        event("evidence: met, when: {edtf: 2024-02-30, earliest: 2024-05-01}")
        + "claims: [{quote: met, when: {edtf: 2024, latest: 2024-12-30}}]\n",
        [
            (
                "2024-12-30",
                "wrong `latest` 2024-12-30: that of `2024` is 2024-12-31",
                [],
                [("delete `latest`: it is computed", False)],
            )
        ],
    ),
}


@pytest.mark.parametrize("what", OFFSETS)
def test_offsets(what, tmp_path):
    """One finding for one shift; else one each, with the place of the words that is nearest, or that is meant."""
    snippet, expected = OFFSETS[what]
    assert [(marked(d), d.message, shown(d, tmp_path), fixes(d)) for d in found(snippet, tmp_path, "NC311")] == expected


def test_offsets_of_a_withheld_text_have_room_for_their_words():
    head = f"format: newscorpus/1\nid: a\nlanguage: en\nsha256: {'a' * 64}\n"
    for start, end, expected in ((50, 9, ["NC311"]), (5, 9, ["NC311"]), (5, 14, []), (5, 20, [])):
        events = f"e: {{kind: event, type: other, evidence: [{{exact: It rained, start: {start}, end: {end}}}]}}"
        report = nc.check_text(f"{head}events: {{{events}}}\n")
        assert [one.code for one in report] == expected


EDITED = "Ida met Bo in Oslo. It rained in Oslo on Monday. Snow fell. The harbour closed."


def edited(text: str, words: list[str], at: dict[str, int]) -> str:
    """An annotation of `EDITED` whose text was edited afterwards: quotes of words that have a place in that."""
    quotes = "".join(f"      - {{exact: {one}, start: {at.get(one, EDITED.find(one))}}}\n" for one in words)
    return f"format: newscorpus/1\nid: a\nlanguage: en\nsha256: {'f' * 64}\ntext: {text}\nevents:\n  e:\n    kind: event\n    type: other\n    evidence:\n{quotes}"


def starts(text: str) -> list[int | None]:
    return [quote.start for quote in nc.loads(text, "yaml").events["e"].evidence]


def test_words_that_are_now_there_twice_go_with_the_others():
    """What was put before them has the same words, nearer to where they were: a safe fix takes those that moved."""
    text = "Hi. It rained in Oslo. " + EDITED
    words = ["Ida met Bo", "It rained in Oslo", "Snow fell"]
    made, report = nc.fix_text(edited(text, words, {}))
    assert [*report.codes] == ["NC309"]  # only the hash is left
    made, report = nc.fix_text(made, unsafe=True)
    assert report.ok
    assert starts(made) == [23, 43, 72]


def test_words_go_with_those_beside_them():
    text = "Hi. It rained in Oslo. " + EDITED.replace("Snow", "Much snow")
    words = ["Ida met Bo", "It rained in Oslo", "The harbour closed"]
    made, report = nc.fix_text(edited(text, words, {}), unsafe=True)
    assert report.ok
    assert starts(made) == [23, 43, text.index("The harbour")]
