"""Edits of a document's text: exactly the change that is meant, in the style of what stands there, or none."""

import pytest

from newscorpus.diagnostics.changes import Delete, InsertKey, QuoteScalar, RenameKey, SetValue
from newscorpus.edits.editor import ChangeEditor
from newscorpus.edits.text_edits import apart, edited, holding, proven
from newscorpus.edits.values import changed, same
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.yaml.reader import parse_yaml

CASES = [
    # text, change, text afterwards; None where it cannot be made with certainty
    ("a: plain words # c", SetValue(("a",), "plain: words"), "a: 'plain: words' # c"),
    ("a: plain", SetValue(("a",), 3), "a: 3"),
    ('a: "\\u0061 b"', SetValue(("a",), "a \u200ec\n"), 'a: "\\u0061 \\u200ec\\n"'),
    ("a: >\n  one two\n  three\n\nb: 1", SetValue(("a",), "one two four\n"), "a: >\n  one two\n  four\n\nb: 1"),
    ("a: >\n  one two\n  three four\n", SetValue(("a",), "uno two three four\n"), "a: >\n  uno two\n  three four\n"),
    ('a: "\\u0071 b\\u0061 \\u0063"', SetValue(("a",), "q xa c"), 'a: "\\u0071 xa \\u0063"'),
    ("a:", SetValue(("a",), "p"), None),
    ("'a': 1", RenameKey(("a",), "it's"), "'it''s': 1"),
    ("a: 1", RenameKey(("a",), "b" * 2000), None),
    ("a: 0x1F", QuoteScalar(("a",)), "a: '0x1F'"),
    ("a: 1\n", InsertKey((), "b", "x"), "b: x\na: 1\n"),
    ("l:\n- a: 1\n", InsertKey(("l", 0), "b", "x"), "l:\n- b: x\n  a: 1\n"),
    ("a:\nb: 1\n", InsertKey((), "c", "x", after="a"), "a:\nc: x\nb: 1\n"),
    ("a:\n  b: 1\n  c: 2\nd: 1\n", InsertKey(("a",), "e", "x", after="c"), "a:\n  b: 1\n  c: 2\n  e: x\nd: 1\n"),
    ("a: {b: 1}\n", InsertKey(("a",), "e", "p, q", after="b"), "a: {b: 1, e: 'p, q'}\n"),
    ("a: [x, y]\n", InsertKey((), "e", "p, q", after="a"), "a: [x, y]\ne: p, q\n"),
    ("{a: 1,\n b: 2}", InsertKey((), "c", "x", after="b"), "{a: 1,\n b: 2,\n c: x}"),
    ("{a: 1}", InsertKey((), "a", "x"), None),
    ("{}", InsertKey((), "a", "x"), None),
    ("{a: [\n1] # c\n}", InsertKey((), "b", "x", after="a"), "{a: [\n1], # c\nb: x}"),
    ("l:\n  - a\n  - b # c\n  - c\n", Delete(("l", 1)), "l:\n  - a\n  # c\n  - c\n"),
    ("l:\n  - a\n  - b", Delete(("l", 1)), "l:\n  - a"),
    ("l:\n- a\n- b: 1\n  # c\n  c: 2", Delete(("l", 1)), "l:\n- a\n  # c\n"),
    ("l:\n- a: 1 # c\n  b: 2\n- b\n", Delete(("l", 0)), None),
    ("l:\n- - a\n  - b\n", Delete(("l", 0, 0)), "l:\n- - b\n"),
    ("a: [x, y, z]", Delete(("a", 1)), "a: [x, z]"),
    ("[a, # c\nb]", Delete((0,)), None),
    ("a: |\n  one\n  two\nb: 1", SetValue(("a",), "one\nthree\n"), "a: |\n  one\n  three\nb: 1"),
    ("a: |-\n  one\nb: 1", SetValue(("a",), "x\u200e"), 'a: "x\\u200e"\nb: 1'),
    ("a: |-  # c\n  one\nb: 1", SetValue(("a",), "x\u200e"), None),
    ("a: |  # c\n  one\n  two\nb: 1", SetValue(("a",), "one\ntwo"), "a: |-  # c\n  one\n  two\nb: 1"),
    ("- |+1\n  one\n- b", SetValue((0,), " one"), "- |1-\n  one\n- b"),
    ("? |\n  a\n: 1", RenameKey(("a\n",), "b"), None),
    ("a: 1\nb: |\n  x\n\nc: 1\n", Delete(("b",)), "a: 1\n\nc: 1\n"),
]
JSON = [
    ('{"a": "\\u0078 y"}', SetValue(("a",), "x z y"), '{"a": "\\u0078 z y"}'),
    ('{"a": ""}', SetValue(("a",), "x"), '{"a": "x"}'),
    ('{"a": 1}', InsertKey((), "b", 2), '{"b": 2, "a": 1}'),
    ('{"a":1,"c":2}', InsertKey((), "b", 2, after="a"), '{"a":1,"b":2,"c":2}'),
    ('{\n\t"a": 1\n}', InsertKey((), "b", 2, after="a"), '{\n\t"a": 1,\n\t"b": 2\n}'),
]


@pytest.mark.parametrize(
    ("read", "text", "change", "expected"),
    [*((parse_yaml, *case) for case in CASES), *((parse_json, *case) for case in JSON)],
)
def test_an_edit_is_exactly_the_change(read, text, change, expected):
    """And means it: reading the text again gives the changed data."""
    document = read(text)
    editor = ChangeEditor(document, as_json=read is parse_json)
    change = editor.settled(change)
    edits = editor.edits([change])
    if expected is None:
        assert edits is None
        return
    assert edits is not None
    assert edited(text, edits) == expected
    assert proven(document, read, [(edits, [change])]) == [True]
    assert same(read(expected).data, changed(document.data, [change]))


def test_a_line_is_inserted_as_a_line():
    """Where the next one begins; behind the last, if that is not ended, with the line break that it lacks."""
    change = InsertKey((), "b", "x", after="a")
    for text, edit in (("a: 1\nc: 2\n", (5, 5, "b: x\n")), ("a: 1\n", (5, 5, "b: x\n")), ("a: 1", (4, 4, "\nb: x"))):
        assert ChangeEditor(parse_yaml(text), as_json=False).edits([change]) == [edit]


def test_changes_that_belong_together_are_made_together_or_not_at_all():
    """Joining two items writes one and removes the other."""
    editor = ChangeEditor(parse_yaml("[a, b]"), as_json=False)
    edits = editor.edits([SetValue((0,), "a, b"), Delete((1,))])
    assert edits is not None
    assert edited("[a, b]", edits) == '["a, b"]'
    assert editor.edits([SetValue((0,), "c"), SetValue((), "d")]) is None


def test_what_is_right_brings_no_new_problem():
    """Even if the data is as it should be: other tools would read it otherwise."""
    document = parse_yaml("a: 'no'\n")
    candidates = [([(3, 7, "no")], []), ([(3, 7, '"no"')], [])]
    assert proven(document, parse_yaml, candidates) == [False, True]


def test_edits_that_touch_are_kept_apart():
    """The first come first; each fix wholly or not at all. Within one, what is inserted at one place keeps its order."""
    assert edited("ad", [(1, 1, "c"), (0, 0, "x"), (1, 1, "b")]) == "xacbd"
    edits = [[(0, 2, "")], [(2, 3, "")], [(4, 5, ""), (9, 9, "x")], [(9, 9, "y")], [(6, 8, "")], [(5, 5, "")]]
    assert apart(edits, range(6)) == ([0, 2, 4], [1, 3, 5])
    assert holding([1, 2, 3], lambda chosen: 2 not in chosen) == [1, 3]
    assert holding([], lambda _: False) == []


def test_many_changes_of_one_list_take_bounded_work(monkeypatch):
    """What is left is not offered, and no error."""
    monkeypatch.setattr("newscorpus.edits.editor._MOST_VISITS", 8)
    changes = ChangeEditor(parse_yaml("- 0\n- 1\n- 2\n- 3\n"), as_json=False)
    assert [changes.edits([Delete((i,))]) is None for i in range(4)] == [False, False, True, True]
