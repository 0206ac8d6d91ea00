"""Other data in the layout of a document: comments, styles and lines stay; what is not certain is refused."""

import pytest

from newscorpus.edits.editor import edit_text
from newscorpus.edits.layout import CannotEdit
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.yaml.reader import parse_yaml

CASES = [
    # text, data, text afterwards; None where it is refused
    ("a: 1\n\nb: 2\nc: 3\n", {"a": 1, "d": 4, "b": 2, "c": 3}, "a: 1\nd: 4\n\nb: 2\nc: 3\n"),
    ("a:\n- x\n- z", {"a": ["v", {"k": 1}]}, "a:\n- v\n- k: 1"),
    ("a:\n- 'x'\n- 'z'", {"a": [True]}, "a:\n- true"),
    ("a:\n- 'x'\n- 'z'", {"a": ["v", "x", "z"]}, "a:\n- 'v'\n- 'x'\n- 'z'"),
    ("a: [\n  # both\n  x,\n  z,\n]\n", {"a": ["z"]}, "a: [\n  # both\n  z,\n]\n"),
    ("a: [\n  x,\n\n  # others\n  y,\n  z,\n]\n", {"a": ["y", "z"]}, "a: [\n\n  # others\n  y,\n  z,\n]\n"),
    ("a:\n- # c - d\n  - 1\n  - 2\n", {"a": [[]]}, "a:\n- []\n"),
    ("a: {}  # none yet\nb: 1\n", {"a": {"x": {"k": "z"}}, "b": 1}, "a:  # none yet\n  x:\n    k: z\nb: 1\n"),
    ("a: []\nb: 1\n", {"a": [{"k": "z", "w": "v"}], "b": 1}, "a:\n  - k: z\n    w: v\nb: 1\n"),
    ("# top\n\n# A\na:\n  x: 1\n\n# B\nb:\n  k: 1\n", {"b": {"k": 1}}, "# top\n\n# B\nb:\n  k: 1\n"),
    ("a:\n  - k: 1\n    # about l\n    l: 2\n", {"a": [{"l": 2}]}, "a:\n  # about l\n  - l: 2\n"),
    ("a:\n  - k: 1\n    l: 2\n", {"a": [{"m": 3}]}, "a:\n  - m: 3\n"),
    (
        "a:\n  - k: 1 # k\n    l: 2 # l\n    # m\n    m: 3 # m\n",
        {"a": [{"j": [1], "m": 3}]},
        "a:\n  - j:\n      - 1\n    # m\n    m: 3 # m\n",
    ),
    ("a:\n  - k: 1\n    l: 2\n    m: 3\n", {"a": [{"j": 1, "m": 3}]}, "a:\n  - j: 1\n    m: 3\n"),
    (
        "a:\n  # one\n  k: 1 # k\n  # two\n  l:\n    m: 3 # m\n",
        {"a": [{"k": 1}, {"l": {"m": 3}}, "v"]},
        "a:\n  # one\n  - k: 1 # k\n  # two\n  - l:\n      m: 3 # m\n  - v\n",
    ),
    ("- - k: 1 # k\n    l: 2 # l\n", [[[{"k": 1}, {"l": 2}, 3]]], "- - - k: 1 # k\n    - l: 2 # l\n    - 3\n"),
    ("a: # a\n  # one\n  k: 1 # k\n  l: '# no' # l\nb: 1\n", {"a": "v", "b": 1}, "# one\n# k\na: v  # a # l\nb: 1\n"),
    (
        "a: [\n  x, # about x\n  z # about z\n] # a\nb: 1\n",
        {"a": "v", "b": 1},
        "# about x\n# about z\na: v # a\nb: 1\n",
    ),
    ("a: # a\n  # x\n  - x # c\n  - y\nb: 1\n", {"a": [], "b": 1}, "a: []  # a\nb: 1\n"),
    ("a: [x, z, w]\n", {"a": ["w", "x", "z"]}, "a: [w, x, z]\n"),
    ("a: {k: 1, l: 2}\n", {"a": {"m": {"o": ["p"]}}}, "a: {m: {o: [p]}}\n"),
    ("b: one\nt: two", {"b": "one"}, "b: one"),
    ("a:\n-\n  k: 1\n-\n  k: 2\n", {"a": [{"k": 1}, {"k": 2}, {"k": 3}]}, "a:\n-\n  k: 1\n-\n  k: 2\n- k: 3\n"),
    ("? a\n: 1\nb: 2\n", {"b": 2}, None),
    ("a:\n  x: 1\n\n  v: 2\n\n  z: 3\n", {"a": {"x": 1, "z": 3, "w": 4}}, "a:\n  x: 1\n\n  z: 3\n\n  w: 4\n"),
    (
        "a:\n  - one\n  # with two\n  - two\n  - three\n",
        {"a": ["two", "one", "three"]},
        "a:\n  # with two\n  - two\n  - one\n  - three\n",
    ),
    ("a: {one: 1, two: 2}\n", {"a": {"two": 2, "one": 1}}, None),
    ("a: 1\n", [1], None),
    ("a:\n  k: 1\n", {"a": {"k" * 600: 2}}, f"a:\n  {'k' * 600}: 2\n"),
    ("a:\n  k: 1\n", {"a": {"k" * 2000: 2}}, None),
    (
        '{"a":[{"id":"x","n":1}],"b":2}',
        {"a": [{"id": "x", "n": 1}, {"id": "v"}], "b": 2},
        '{"a":[{"id":"x","n":1},{"id":"v"}],"b":2}',
    ),
    (
        '{\n    "a": [\n        {\n            "id": "x"\n        }\n    ],\n    "b": []\n}\n',
        {"a": [{"id": "x"}, {"id": "v", "l": [1]}], "b": [3]},
        '{\n    "a": [\n        {\n            "id": "x"\n        },\n        {\n            "id": "v",\n            "l": [\n                1\n            ]\n        }\n    ],\n    "b": [\n        3\n    ]\n}\n',
    ),
    ('{"a": [1, 2], "b": {"k": 1}}', {"a": [2], "b": {"k": {"l": ["m"]}}}, '{"a": [2], "b": {"k": {"l": ["m"]}}}'),
    ('{"a": 1}', {"a": 1, "b": {"k": [1, 2]}}, '{"a": 1, "b": {"k": [1, 2]}}'),
    ("t: |+\n  x\n\n\nb: 1\n", {"t": "v\n\n", "b": 1}, "t: |+\n  v\n\nb: 1\n"),
    ("t: |+\r\n  x\r\n\r\n\r\nb: 1", {"t": "v\nw\n\n", "b": 1}, "t: |+\r\n  v\r\n  w\r\n\r\nb: 1"),
    ("- |+\n  x\n\n\n- 1\n", ["v\n\n", 1], "- |+\n  v\n\n- 1\n"),
    ("t: |-\n  x \nb: 1\n", {"t": "v\nw\n", "b": 1}, "t: |\n  v\n  w\nb: 1\n"),
    ("b: 1\nt: |+\n  x\n\n", {"b": 1, "t": "v"}, "b: 1\nt: v\n"),
    ("b: 1\nt: |\n  x", {"b": 1, "t": "v\nw\n"}, "b: 1\nt: |\n  v\n  w\n"),
    ("- 1\n- |\n  x", [1, "v\nw\n"], "- 1\n- |\n  v\n  w\n"),
    ("t: |+\n  text\n\n\nb: 1\n", {"t": "text\n\n\n", "m": [1], "b": 1}, "t: |+\n  text\n\n\nm:\n  - 1\nb: 1\n"),
    ("b: 1\nt: |\n  text\n", {"b": 1, "t": "other\ntext\n"}, "b: 1\nt: |\n  other\n  text\n"),
    ("b: 1\nt: |  # c\n  text\n", {"b": 1, "t": "other\ntext\n"}, None),
]


@pytest.mark.parametrize(("text", "data", "expected"), CASES)
def test_other_data_in_the_same_layout(text, data, expected):
    as_json = text.startswith("{")
    read = parse_json if as_json else parse_yaml
    if expected is None:
        with pytest.raises(CannotEdit):
            edit_text(read(text), data, as_json=as_json)
        return
    assert edit_text(read(text), data, as_json=as_json) == expected
