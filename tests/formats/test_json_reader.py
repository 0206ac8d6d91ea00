"""JSON: what the standard library reads, but for what is refused, and where everything stands."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newscorpus import limits
from newscorpus.formats.document import INVALID, Document, NonDecimalInt
from newscorpus.formats.json.reader import _STRING, _structure, parse_json

DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
# fmt: off
PIECES = st.lists(st.sampled_from([
    "{", "}", "[", "]", ",", ":", '"', '"a"', '"b":', '"a": 1', " ", "\n", "\t", "\r", "1", "-0", "-", "1.5", "1e999", "0", "01", ".5", "1.",
    "9" * 20, "true", "null", "NaN", "-Infinity", "Infinity", "tru", "None", "'a'", "\\", "\\n", "\\u00e9", "\\ud83d\\ude00",
    "\\ud83d", "\\ude00", "\\\\ud83d", "\\x", "\\u12", "é", "😀", "// c", "#", "\x7f", "\x01", "\ufeff", "\x85", "\u2028", "[[1]]", '{"a": {}}',
]), max_size=10).map("".join)
# fmt: on


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def cut(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, document.text[problem.start : problem.end]) for problem in document.problems]


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield path, data
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        yield from paths(value, (*path, step))


def printable(text: str) -> bool:
    return not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", text)


@given(DATA, st.booleans(), st.sampled_from([None, 1]), st.sampled_from(["", "\n", " \t"]))
def test_what_json_writes_is_read(data: Any, ascii_only: bool, indent: int | None, around: str) -> None:
    """Equal data, types included; every value and key has its place, and the text there is the value."""
    text = around + json.dumps(data, ensure_ascii=ascii_only, indent=indent) + around
    if not printable(text):
        return
    document = parse_json(text)
    assert codes(document) == (["NC002"] if data is None else [])
    assert repr(document.data) == repr(data)
    for path, value in paths(data):
        start, end = document.positions.value(path)
        assert repr(json.loads(text[start:end])) == repr(value)
        if path and isinstance(path[-1], str):
            start, end = document.positions.key(path)
            assert json.loads(text[start:end]) == path[-1]
        else:
            assert document.positions.key(path) == document.positions.value(path)


@given(st.text(), st.booleans())
@example("😀é\n\\u", True)
@example("", False)
def test_inside_maps_through_escapes(value: str, ascii_only: bool) -> None:
    text = json.dumps({value: [value]}, ensure_ascii=ascii_only)
    if not printable(text):
        return
    document = parse_json(text)
    for path, is_key in (((value, 0), False), ((value, 0), True), ((value,), True)):
        whole = document.positions.key(path) if is_key else document.positions.value(path)
        for at, character in enumerate(value):
            start, end = document.positions.inside(path, at, at + 1, key=is_key)
            assert whole[0] < start < end < whole[1]
            assert json.loads(f'"{text[start:end]}"') == character
        if value:
            assert document.positions.inside(path, 0, len(value), key=is_key) == (whole[0] + 1, whole[1] - 1)


@given(PIECES | st.text())
@example('{"a": 1, "a": 2, "a": {"b": NaN, "b": 1}}')
@example('["\\\\ud83d\\ude00"]')
@example('"\\ud83d\\ude00\\ud83d"')
@example("[1,]")
def test_as_the_standard_library(text: str) -> None:
    document = parse_json(text)
    assert all(0 <= problem.start <= problem.end <= len(document.text) for problem in document.problems)
    for path, _ in paths(document.data):
        for start, end in (
            document.positions.value(path),
            document.positions.key(path),
            document.positions.inside(path, 0, 1),
        ):
            assert 0 <= start <= end <= len(document.text)
    source = document.text
    if not printable(source):
        assert "NC008" in codes(document)
        return
    syntax = [problem for problem in document.problems if problem.code == "NC002"]
    try:
        expected = json.loads(source)
    except json.JSONDecodeError as error:
        assert document.data is None
        [problem] = syntax
        place = error.pos
        if "comma" in error.msg or (problem.message.startswith("`,` before") and source[place] in "]}"):
            place = source.rindex(",", 0, place + 1)  # since Python 3.13 the standard library points at it, too
        assert problem.start == place or not source.strip(" \t\r\n")
    else:
        assert bool(syntax) == (expected is None)
        compare(document.data, expected, source)


def compare(found: Any, expected: Any, source: str) -> None:
    """Equal, but for refused values, and of keys given twice the first."""
    if found is INVALID:
        big = isinstance(expected, int) and not -(2**63) <= expected < 2**63
        endless = isinstance(expected, float) and not math.isfinite(expected)
        assert (
            big or endless or (isinstance(expected, str) and re.search("[\ud800-\udfff]", expected)) or '"a"' in source
        )
    elif isinstance(expected, dict):
        assert {key for key in expected if not re.search("[\ud800-\udfff]", key)} == set(found)
        if source.count('"a"') < 2:
            for key in found:
                compare(found[key], expected[key], source)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for ours, theirs in zip(found, expected, strict=True):
            compare(ours, theirs, source)
    else:
        assert found == expected
        assert isinstance(found, type(expected))


def test_every_problem_is_found() -> None:
    text = '{"a": 1e999, "a": 2, "b": [NaN, -Infinity, 99999999999999999999, "\\ud83d", "ok"], "\\udc00": 1, "b": 3, "c": -0}'
    document = parse_json(text)
    assert cut(document) == [
        ("NC008", "1e999"),
        ("NC003", '"a"'),
        ("NC008", "NaN"),
        ("NC008", "-Infinity"),
        ("NC008", "99999999999999999999"),
        ("NC008", "\\ud83d"),
        ("NC008", "\\udc00"),
        ("NC003", '"b"'),
    ]
    assert document.data == {"a": INVALID, "b": [INVALID, INVALID, INVALID, INVALID, "ok"], "c": 0}
    assert isinstance(document.data["c"], NonDecimalInt)
    assert document.problems[1].labels == ((1, 4, "first here"),)


@pytest.mark.parametrize(
    ("text", "at", "marked", "words"),
    [
        ("", 0, "", "empty"),
        (" \n", 0, "", "empty"),
        ("null", 0, "null", "null"),
        ('{"a": 1,}', 7, ",", "before a closing bracket"),
        ('{"a": 1 ,\n}', 8, ",", "before a closing bracket"),
        ('{"a": ]', 6, "]", "value is missing"),
        ("{'a': 1}", 1, "'", "quotation marks"),
        ("[1 // one\n]", 3, "/", "comments"),
        ("[1 /* one */]", 3, "/", "comments"),
        ("[None]", 1, "None", "`None`"),
        ("{a: 1}", 1, "a", "key is missing"),
        ('{"a" 1}', 5, "1", "`:`"),
        ('{"a": 1 "b": 2}', 8, '"', "`,` or a closing bracket"),
        ("[1,", 3, "", "too early"),
        ("[1,  \r\n", 3, "", "too early"),
        ('["\\x"]', 2, "\\", "unknown escape"),
        ("{} {}", 3, "{", "complete before"),
    ],
)
def test_syntax_errors_in_plain_words(text: str, at: int, marked: str, words: str) -> None:
    document = parse_json(text)
    [problem] = document.problems
    assert document.data is None
    assert (problem.code, problem.start, text[at : problem.end]) == ("NC002", at, marked)
    assert words in problem.message
    assert document.positions.value(("a", 0)) == (0, len(text))


def test_places_of_what_is_not_there() -> None:
    document = parse_json('{"a": [1, {"b": true}]}')
    positions = document.positions
    assert positions.value(("a", 5)) == positions.value(("a",)) == (6, 22)
    assert positions.key(("a", 1, "x", 0)) == (10, 21)
    assert positions.key(("a", "x")) == (1, 4)
    assert positions.value(("a", -1)) == (6, 22)
    assert positions.value((0,)) == (0, 23)
    assert positions.value(("a", 0, "x")) == (7, 8)
    assert positions.inside(("a",), 0, 1) == (6, 22)
    assert positions.inside(("a", 0), 0, 1) == (7, 8)


@pytest.mark.parametrize(
    "number", ["1", "-17", "1.5", "-0.5e3", "12345678901234567", str(2**63 - 1), str(-(2**63)), "-0"]
)
@pytest.mark.parametrize("shape", ["%s", '{"a": %s, "b": "“"}'])
def test_numbers_that_fit(number: str, shape: str) -> None:
    document = parse_json(shape % number)
    assert codes(document) == []
    [value] = [v for path, v in paths(document.data) if isinstance(v, int | float)]
    assert (value, isinstance(value, float)) == (json.loads(number), isinstance(json.loads(number), float))
    assert isinstance(value, NonDecimalInt) == (number == "-0")


@pytest.mark.parametrize("number", [str(2**63), str(-(2**63) - 1), "9" * 30, "1e999", "-1e999", "NaN", "Infinity"])
@pytest.mark.parametrize("shape", ["[%s]"])
def test_numbers_that_do_not_fit(number: str, shape: str) -> None:
    document = parse_json(shape % number)
    [problem] = document.problems
    assert (problem.code, document.text[problem.start : problem.end]) == ("NC008", number)


@pytest.mark.parametrize("nest", ["[%s]", '{"a":%s}', '{"a":[%s]}'])
def test_depth_of_what_is_inside_each_other(nest: str) -> None:
    levels = nest.count("[") + nest.count("{")
    for times in range(1, limits.MAX_DEPTH // levels + 2):
        text = "0"
        for _ in range(times):
            text = nest % text
        for whole, depth in ((text, 0), (f"[{'[],{},' * limits.MAX_DEPTH}{text}]", 1)):
            expected = ["NC005"] if times * levels + depth > limits.MAX_DEPTH else []
            assert codes(parse_json(whole)) == expected


@given(DATA, st.booleans())
def test_nodes_are_counted(value: Any, indented: bool) -> None:
    data = [value]
    text = json.dumps(data, indent=2 if indented else None)
    nodes = sum(1 + (len(inner) if isinstance(inner, dict) else 0) for _, inner in paths(data))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "MAX_NODES", nodes)
        assert codes(parse_json(text)) == []
        patch.setattr(limits, "MAX_NODES", nodes - 1)
        document = parse_json(text)
    assert [(found.code, found.start, found.end) for found in document.problems] == [("NC005", 0, 0)]
    assert document.data is None


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10**6,
        '{"a":' * 10**5,
        "[]," * 10**5,
        "9" * 10**6,
        "-" + "9" * 10**6 + ".5",
        " " * 10**6,
        "]" * 10**6,
        '["' + "\\u0041" * 10**5 + '\\ud800"]',
    ],
    ids=lambda text: text[:6],
)
def test_floods(text: str) -> None:
    document = parse_json(text)
    assert 1 <= len(document.problems) <= 2


def test_doubled_keys_in_number() -> None:
    document = parse_json("{" + ",".join(['"a":1'] * 20_000) + "}")
    assert codes(document) == ["NC003"] * 19_999
    assert document.data == {"a": 1}


@given(st.text('"\\a[]{},:n ', max_size=40))
@example('["\\\\", [1]]')
@example('[\\"[[", [1]]')
@example('["\\\\\\"[", {}]')
def test_what_stands_outside_of_strings_is_found_without_a_pattern(text):
    """Whatever is no JSON, too: how deep it goes is asked before it is parsed."""
    brackets = str.maketrans("", "", '"\\')
    assert _structure(text).translate(brackets) == _STRING.sub('"', text).translate(brackets)
