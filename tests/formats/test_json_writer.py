"""JSON as it is written is valid, and means the same when it is read as YAML."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from plain_data import DATA, SCALARS, SLOW, YAML_READERS, as_read, read_c_1_1, read_javascript, scalar_values

from newscorpus.formats.document import NonDecimalInt
from newscorpus.formats.json.writer import double_quoted, dump_json, fault, float_text

STYLES = pytest.mark.parametrize("indent", [False, True])


@settings(deadline=None)
@given(data=DATA)
def test_every_parser_reads_the_data_back(data: Any) -> None:
    """What is written is strict JSON, and YAML: all read the same values of the same types, keys in order."""
    for indent in (False, True):
        written = dump_json(data, indent=indent)
        for read in (json.loads, *YAML_READERS):
            assert as_read(read(written)) == as_read(data), (indent, read.__name__)


@settings(deadline=None)
@given(data=DATA)
def test_writing_what_was_read_changes_nothing(data: Any) -> None:
    """Writing is a fixed point, byte for byte; a line of JSON Lines is one, whatever counts as the end of a line."""
    for indent in (False, True):
        written = dump_json(data, indent=indent)
        assert dump_json(json.loads(written), indent=indent) == written
    assert len(dump_json(data, indent=False).splitlines()) == 1


@pytest.mark.parametrize("read", [json.loads, *YAML_READERS])
def test_every_scalar_value_survives(read: Callable[[str], Any]) -> None:
    """Each character of Unicode is read back, by JSON and by YAML; of slow parsers, fewer letters."""
    characters = scalar_values(61 if read is read_c_1_1 else 1021, 61 if read in SLOW else 1)
    texts = [f"a{character}b" for character in characters]
    for start in range(0, len(texts), 100_000):
        chunk = texts[start : start + 100_000]
        assert read(dump_json(chunk, indent=True)) == chunk


def test_javascript_reads_json_as_yaml() -> None:
    """The npm package `yaml` reads each character and hostile texts as they were."""
    rng = random.Random(7)
    alphabet = [*"aé😀 \n\t\r\x00\x85\xa0\u2028\ufeff-?:,[]{}#'\"0e+\\/", ": ", " #", "---"]
    hostile = ["".join(rng.choices(alphabet, k=rng.randrange(9))) for _ in range(5000)]
    data = [
        *(f"a{c}b" for c in scalar_values(257)),
        *({text: [text, {text: {}}]} for text in hostile),
        1e22,
        -1e-7,
        10**18,
        True,
    ]
    written = [dump_json(data, indent=False), dump_json(data, indent=True)]
    assert [as_read(value) for value in read_javascript(written)] == [as_read(data)] * 2


def test_layout() -> None:
    """Compact without a blank and newline for JSON Lines; two blanks a level and a final newline for people."""
    data = {"a": ["é 😀’", ("x", 1)], "b": {}, "c": True}
    assert dump_json(data, indent=False) == '{"a":["é 😀’",["x",1]],"b":{},"c":true}'
    assert dump_json(data, indent=True) == (
        '{\n  "a": [\n    "é 😀’",\n    [\n      "x",\n      1\n    ]\n  ],\n  "b": {},\n  "c": true\n}\n'
    )


@pytest.mark.parametrize(
    "character", "\x00\x1f\x7f\x80\x85\x9f\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ufffe\uffff"
)
def test_characters_that_yaml_or_the_eye_misread_are_escaped(character: str) -> None:
    """Control characters, line separators, byte order mark, noncharacters and bidi controls never stand raw."""
    assert double_quoted(f"a{character}") == f'"a\\u{ord(character):04x}"'
    assert dump_json([f"a{character}"], indent=False) == f'["a\\u{ord(character):04x}"]'


@pytest.mark.parametrize("character", "\xa0\xad\u0301\u200b\u200d\u2010\u202f\u3000\ufdd0\ufffd😀\U0001fffe\U0010ffff")
def test_other_characters_stay(character: str) -> None:
    """Text is for people: no escapes without need, and none beyond U+FFFF, where YAML would refuse JSON's."""
    assert double_quoted(character) == f'"{character}"'


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1e22, "1.0e+22"),
        (-1e-7, "-1.0e-07"),
        (1.5e300, "1.5e+300"),
        (12.25e30, "1.225e+31"),
        (-0.0, "-0.0"),
        (NonDecimalInt(5), "5"),
        (True, "true"),
    ],
)
def test_numbers(number: float, written: str) -> None:
    """Floats have a point even with an exponent, in data as alone; text that looks like one is left alone."""
    assert dump_json(number, indent=False) == written
    looks_alike = r"1e+22 \"1e+22"
    assert dump_json([number, looks_alike, number], indent=False) == f"[{written},{json.dumps(looks_alike)},{written}]"


@settings(deadline=None)
@given(value=SCALARS)
def test_scalars_are_written_alike_in_both_formats(value: Any) -> None:
    """`double_quoted` and `float_text` are what JSON has, for the writer of YAML."""
    if isinstance(value, str):
        assert double_quoted(value) == dump_json(value, indent=False)
    if isinstance(value, float):
        assert float_text(value) == dump_json(value, indent=False)
    assert fault(value) is None


@STYLES
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            {"events": {"visit": {"evidence": ["x", "ab\udc80"]}}},
            "events.visit.evidence.1: lone surrogate U+DC80 at character 2",
        ),
        ([{"a": {"\ud800": 1}}], "a key of 0.a: lone surrogate U+D800 at character 0"),
        ("\ud83d\ude00", "text: lone surrogate U+D83D"),
        ({"a": ("b", float("nan"))}, "a.1: nan is no finite number"),
        ({"a": [1, "b"], "c": [float("inf")]}, "c.0: inf is no finite number"),
        (float("-inf"), "number: -inf is no finite number"),
        ({"a": 10**5000}, "digits"),
    ],
)
def test_what_json_cannot_hold_is_refused(indent: bool, data: Any, message: str) -> None:
    """Surrogates, NaN and infinities raise ValueError that names the place."""
    with pytest.raises(ValueError, match=message.replace("U+", "U[+]")):
        dump_json(data, indent=indent)


def test_other_types_are_refused() -> None:
    """What is no plain data is the caller's mistake."""
    with pytest.raises(TypeError):
        dump_json({"a": object()}, indent=False)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_float_text_refuses_what_is_not_finite(number: float) -> None:
    """NaN and infinities have no form in JSON."""
    with pytest.raises(ValueError, match="no finite number"):
        float_text(number)
