"""NC314: commas that split words: inside brackets, inside braces, and where they do not."""

import json

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


def test_mentions_and_aliases(tmp_path):
    listed = "actors:\n  - {id: anna, name: Anna Berg, kind: person, mentions: [1,500 soldiers]}\n"
    assert codes(listed, tmp_path) == [("NC314", "1")]
    assert codes(anna("aliases: [some 1,500 soldiers]"), tmp_path) == [("NC314", "some 1")]


def test_a_claim_that_is_one_run_of_words(tmp_path):
    run = "claims:\n  - quote: [she saw tanks, rifles and guns]\n"
    assert codes(run, tmp_path) == [("NC314", "she saw tanks")]
    assert codes("claims:\n  - quote: [Her brother, rifles and guns]\n", tmp_path) == []


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
    """Adjacent words are not one phrase; nor are items in quotes or with dashes split."""
    assert found(TEXT + FINE[what], tmp_path, "NC314") == []


def test_json_has_quotes_already(tmp_path):
    event = {"kind": "event", "type": "other", "evidence": ["Her brother", "Tamerlan"], "topics": ["Some 1", "500 men"]}
    text = "Her brother, Tamerlan, saw Some 1,500 men."
    data = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"e": event}}
    (tmp_path / "a.json").write_text(json.dumps(data))
    assert "NC314" not in {d.code for d in nc.check(tmp_path / "a.json").diagnostics}


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
    """It ends a key or a value: one finding, and the fix puts the words in quotes."""
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


def test_words_beside_a_comma_inside_braces_are_judged_as_well(tmp_path):
    """They are read as they were meant, so that every error is in one run."""
    snippet = TEXT + event("evidence: said Anna Berg, things: {amount: 1,500 soldierz}")
    report, _ = checked(snippet, tmp_path, "NC314")
    assert [d.code for d in report.errors] == ["NC314", "NC315"]
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: x\nactors: {a: {name: Berg, Anna, kind: person}}\n"
    )
    (one,) = [d for d in nc.check(tmp_path).errors if d.primary.file.endswith("corpus.yaml")]
    assert (one.code, one.message) == ("NC314", "unquoted comma ends a value inside braces: `Berg, Anna`")


def test_a_value_that_is_left_out_is_no_comma(tmp_path):
    """With its colon, in a block, or in a mapping of keys alone."""
    for rest in ("note: , topics: tanks", "topics: {tanks, rifles}"):
        assert found(TEXT + event(f"evidence: said Anna Berg, {rest}"), tmp_path, "NC314") == []
    assert found(TEXT + "note:\n", tmp_path, "NC314") == []


def test_keywords(tmp_path):
    assert codes("keywords: [1,700 things, x]", tmp_path) == [("NC314", "1")]
    assert codes("keywords: [a, b]", tmp_path) == []
