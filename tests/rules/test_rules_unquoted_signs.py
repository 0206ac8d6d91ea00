"""Commas and comment signs that cut unquoted words (NC314, NC317), and those that do not."""

import pytest
from annotations import anna, event, evidence, fixes, found
from examples import checked, marked

import newscorpus as nc
from newscorpus import fix

TEXT = (
    "text: Some 1,500 soldiers and 2,500,000 euros came, said Anna Berg. 3,5 Prozent, in 2014, 500 men. "
    "Her brother, Tamerlan, left; she saw tanks, rifles and guns.\n"
)


def codes(snippet, tmp_path):
    return [(d.code, marked(d)) for d in checked(TEXT + snippet, tmp_path, "NC314")[0].errors]


SPLIT = {
    "a number first": ("topics: [1,500 soldiers]", "1,500 soldiers", 2),
    "a number within": ("topics: [Some 1,500 soldiers]", "Some 1,500 soldiers", 2),
    "a number in another case": ("topics: [some 1,500 soldiers]", "Some 1,500 soldiers", 2),
    "a long number": ("topics: [2,500,000 euros]", "2,500,000 euros", 3),
    "a number alone": ("topics: [1,500]", "1,500", 2),
    "half in quotes, as an old fix left it": ("topics: ['1',500 soldiers]", "1,500 soldiers", 2),
    "among others": ("topics: [euros, 1,500 soldiers, tanks]", "1,500 soldiers", 2),
    "things": ("things: {object: [1,500 soldiers, tanks]}", "1,500 soldiers", 2),
    "places": ("places: [1,500 soldiers]", "1,500 soldiers", 2),
    "triggers": ("triggers: [1,500 soldiers]", "1,500 soldiers", 2),
}


@pytest.mark.parametrize("what", SPLIT)
def test_a_number_that_a_comma_splits(what, tmp_path):
    """One error, whatever else would be wrong with the items; the fix makes one item of them, in quotes."""
    items, joined, count = SPLIT[what]
    snippet = TEXT + event(f"evidence: said Anna Berg, {items}")
    (one,) = checked(snippet, tmp_path, "NC314")[0].errors
    assert one.code == "NC314"
    assert one.message == f"unquoted comma splits `{joined}` into {count} items"
    assert fixes(one) == [(f"put `{joined}` in quotes", False)]
    before = (tmp_path / "example.yaml").read_bytes()
    assert fix(tmp_path).files == ()
    assert (tmp_path / "example.yaml").read_bytes() == before
    assert fix(tmp_path, unsafe=True).report.ok
    assert joined in (tmp_path / "example.yaml").read_text().partition("events")[2]


def test_evidence_that_is_one_run_of_words(tmp_path):
    snippet = TEXT + event("evidence: [Anna Berg, Her brother, Tamerlan, left, tanks]")
    (one,) = found(snippet, tmp_path, "NC314")
    assert one.message == "unquoted comma splits `Her brother, Tamerlan, left` into 3 items"
    fix(tmp_path, unsafe=True)
    assert 'evidence: [Anna Berg, "Her brother, Tamerlan, left", tanks]' in (tmp_path / "example.yaml").read_text()


FINE = {
    "adjacent mentions": anna("mentions: [brother, Tamerlan]"),
    "adjacent things": event("evidence: said Anna Berg, things: {object: [tanks, rifles and guns]}"),
    "adjacent topics": event("evidence: said Anna Berg, topics: [tanks, rifles and guns]"),
    "evidence with dashes": evidence("Her brother", "Tamerlan"),
    "a year before a number": anna("mentions: [in 2014, 500 men]"),
    "numbers in quotes": anna("mentions: ['Some 1', '500 soldiers']"),
}


@pytest.mark.parametrize("what", FINE)
def test_items_that_are_meant(what, tmp_path):
    assert found(TEXT + FINE[what], tmp_path, "NC314") == []


def test_a_number_is_not_put_in_quotes_beside_the_rest_of_it(tmp_path):
    """Neither if the article does not have it, nor if its text is not known, nor if only NC103 is selected."""
    for head in (TEXT, f"sha256: {'a' * 64}\ntext_file: nowhere.txt\n"):
        (one,) = found(head + anna("mentions: [7,500 soldierz]"), tmp_path, "NC314")
        assert one.message == "unquoted comma splits `7,500 soldierz` into 2 items"
    checked(TEXT + anna("mentions: [1,500 soldiers]"), tmp_path, "NC314")
    before = (tmp_path / "example.yaml").read_bytes()
    for unsafe in (False, True):
        fix(tmp_path, select=["NC103"], unsafe=unsafe)
        assert (tmp_path / "example.yaml").read_bytes() == before


def test_what_follows_the_words_keeps_its_space(tmp_path):
    checked(TEXT + anna("mentions: [1,500 soldiers, rifles]"), tmp_path, "NC314")
    fix(tmp_path, select=["NC314"], unsafe=True)
    assert 'mentions: ["1,500 soldiers", rifles]' in (tmp_path / "example.yaml").read_text()


BRACES = {
    "a key": ("casualties: {killed: {Some 1,500 soldiers: 1500}}", "key", "Some 1,500 soldiers", "incident"),
    "a key, twice": ("casualties: {killed: {2,500,000 euros: 3}}", "key", "2,500,000 euros", "incident"),
    "a value": ("things: {amount: 1,500 soldiers}", "value", "1,500 soldiers", "event"),
    "a value, twice": ("things: {amount: 2,500,000 euros}", "value", "2,500,000 euros", "event"),
    "a phrase before a field": ("topics: tanks, rifles, status: occurred", "value", "tanks, rifles", "event"),
    "a key after a pair": ("places: {Tamerlan: NO, Some 1,500 soldiers: NO}", "key", "Some 1,500 soldiers", "event"),
    "over two lines": ("topics: Some\n      1,500 soldiers", "value", "Some 1,500 soldiers", "event"),
}


@pytest.mark.parametrize("what", BRACES)
def test_a_comma_inside_braces(what, tmp_path):
    rest, part, words, kind = BRACES[what]
    snippet = TEXT + event(f"evidence: said Anna Berg, {rest}", kind)
    (one,) = checked(snippet, tmp_path, "NC314")[0].errors
    assert one.message == f"unquoted comma ends a {part} inside braces: `{words}`"
    assert fixes(one) == [(f"put `{words}` in quotes", False)]
    assert fix(tmp_path).files == ()
    assert fix(tmp_path, unsafe=True).report.ok
    assert f'"{words}"' in (tmp_path / "example.yaml").read_text()


def test_a_comma_inside_braces_that_may_belong_to_both_sides(tmp_path):
    snippet = TEXT + event("evidence: said Anna Berg, places: {Tamerlan: NO, left, Some soldiers: NO}")
    (one,) = checked(snippet, tmp_path, "NC314")[0].errors
    assert (one.message, one.fixes) == ("unquoted comma ends a key or a value inside braces", ())


def test_a_value_that_is_left_out_is_no_comma(tmp_path):
    for rest in ("note: , topics: tanks", "topics: {tanks, rifles}"):
        assert found(TEXT + event(f"evidence: said Anna Berg, {rest}"), tmp_path, "NC314") == []
    assert found(TEXT + "note:\n", tmp_path, "NC314") == []


def test_keywords(tmp_path):
    assert codes("keywords: [1,700 things, x]", tmp_path) == [("NC314", "1")]
    assert codes("keywords: [a, b]", tmp_path) == []


SIGNS = 'text: "Anna Berg met unit #9 of Oslo. Carl Dahl # came."\n'
CUT = {
    "to the end of the comment": ("evidence:\n      - Anna Berg met unit #9 of Oslo\n", ["Anna Berg met unit"]),
    "as far as the article goes on": ("evidence:\n      - Anna Berg met unit #9 of Bergen\n", ["Anna Berg met unit"]),
    "a comment": ("evidence:\n      - Anna Berg met unit # check this\n", []),
    "no comment": ("evidence:\n      - Anna Berg met unit\n", []),
}


@pytest.mark.parametrize("what", CUT)
def test_quotes_that_a_comment_cuts(what, tmp_path):
    """If the words of the comment follow the quoted ones in the article, and the quote is not in quotation marks."""
    body, expected = CUT[what]
    snippet = f"{SIGNS}events:\n  e:\n    kind: event\n    type: other\n    {body}"
    assert [marked(one) for one in found(snippet, tmp_path, "NC317")] == expected


@pytest.mark.parametrize(
    ("behind", "left"),
    [("", ""), ("  # seen", "  # seen"), (" and more", "  # and more"), ("\n      # below", "\n      # below")],
)
def test_the_words_leave_the_comment(behind, left):
    head = f"format: newscorpus/1\nid: a\nlanguage: en\n{SIGNS}events:\n  e:\n    kind: event\n    type: other\n"
    head += "    evidence:\n      - "
    fixed, _ = nc.fix_text(f"{head}Anna Berg met unit #9 of Oslo{behind}\n", unsafe=True)
    assert fixed == f"{head}'Anna Berg met unit #9 of Oslo'{left}\n"


def test_a_cut_context(tmp_path):
    """It is reported if it does not show the place, and in place of what is wrong with the rest of it."""
    cut = "      - Anna: Anna saw team #1 win\n      - Anna saw team #2 win\n      - win: win. #2 won\n"
    text = 'text: "Anna saw team #1 win. Anna saw team #2 win. #2 won."\n'
    snippet = f"{text}events:\n  e:\n    kind: event\n    type: other\n    evidence:\n{cut}"
    kinds = ("context", "Anna saw team #1 win"), ("quote", "Anna saw team #2 win"), ("context", "win. #2 won")
    reported = [one.message for one in checked(snippet, tmp_path, "NC3")[0].diagnostics]
    assert reported == [f"unquoted ` #` cuts the {kind} `{words}`" for kind, words in kinds]
    fixed, _ = nc.fix_text(f"format: newscorpus/1\nid: a\nlanguage: en\n{snippet}", unsafe=True)
    assert [line for line in fixed.splitlines() if "- " in line] == [
        "      - Anna: 'Anna saw team #1 win'",
        "      - 'Anna saw team #2 win'",
        "      - win: 'win. #2 won'",
    ]


def test_without_such_a_sign_in_the_text(tmp_path):
    assert found(event("evidence: Anna Berg # of Oslo"), tmp_path, "NC317") == []
