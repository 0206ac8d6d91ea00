"""What plain scalars mean, here and in tools of YAML 1.1; the oracle for these is PyYAML itself."""

import math
import re
from typing import Any

import pytest
import yaml
from examples import findings
from hypothesis import example, given
from hypothesis import strategies as st

from newscorpus.formats.document import INVALID, NonDecimalInt
from newscorpus.formats.yaml.core_schema import resolve, yaml11_reading

CORE_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
CORE_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NUMBERISH = st.text("0123456789abefxoXN+-._:eE", min_size=1, max_size=9) | st.from_regex(
    r"\A[-+]?(0o?|0x|0b)?[0-9_:]{1,5}(\.[0-9_]{0,3})?([eE][-+]?[0-9]{1,3})?\Z"
)
# fmt: off
WORDS = st.sampled_from(
    [
    "null", "Null", "NULL", "nULL", "~", "true", "True", "TRUE", "tRUE", "false", "False", "FALSE", "yes", "Yes",
    "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N", "yEs", "=", "<<", "<<x",
    ".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN", "-.nan", "x", "12:30", "12:30:45.5", "1_000", "010", "08",
    "0b1", "0o7", "1e3", "2023-06-14",
]
)
# fmt: on
TEXTS = NUMBERISH | WORDS


@given(TEXTS)
@example("")
@example("-0")
@example("+.5e-3")
@example("true")
@example("false")
def test_core_schema(text: str) -> None:
    value, refusal = resolve(text)
    if text in ("", "~", "null", "Null", "NULL"):
        expected: Any = None
    elif text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        expected = text.lower() == "true"
    elif CORE_INT.fullmatch(text):
        expected = int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
        odd = not re.fullmatch("0|-?[1-9][0-9]*", text)
        assert type(value) is (NonDecimalInt if odd else int)
    elif CORE_FLOAT.fullmatch(text):
        expected = float(text)
        if math.isinf(expected):
            assert value is INVALID
            assert refusal
            return
    elif re.fullmatch(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", text):
        assert value is INVALID
        assert refusal
        return
    else:
        expected = text
    assert refusal is None
    assert value == expected
    assert isinstance(value, type(expected))


def old_value(text: str) -> Any:
    """What PyYAML, a YAML 1.1 tool, makes of a plain scalar; None for what it fails on."""
    try:
        return yaml.safe_load("- " + text)[0]
    except (yaml.YAMLError, ValueError, OverflowError, IndexError):
        return None


@given(TEXTS.filter(lambda text: not re.match(r"\d{4}-|[-?:]|.*(: |:$| #)", text)))
@example("017")
@example("07")
@example("-0b11")
@example("190:20:30.15")
@example("1_0.5")
@example(".5_0")
def test_hints_are_where_old_tools_differ(text: str) -> None:
    value, refusal = resolve(text)
    other = yaml11_reading(text)
    if refusal or text in ("y", "Y", "n", "N"):  # YAML 1.1 has these, PyYAML does not
        return
    theirs = old_value(text)
    if theirs is None and value is not None:
        assert other is not None
    elif type(theirs) is bool or theirs is None or isinstance(theirs, str):
        same = type(theirs) is type(value) and theirs == value
        assert (other is None) == same
        if other and text not in ("=", "<<"):
            assert other == ("text" if isinstance(theirs, str) else str(theirs).lower())
    else:
        assert (other is None) == (type(value) is not str and theirs == value)
        if other:
            assert other == f"the number {theirs}"


def said(text: str, code: str = "NC006") -> list[str]:
    """What is found in a piece of YAML: the messages of one rule."""
    return [d.message for d in findings(text, [code])]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("9223372036854775807", True),
        ("-9223372036854775808", True),
        ("9223372036854775808", False),
        ("0x7fffffffffffffff", True),
        ("1" * 5000, False),
    ],
)
def test_integers_fit_64_bits(text: str, fits: bool) -> None:
    assert said(f"k: {text}\n", "NC008") == ([] if fits else ["number does not fit in 64 bits"])


def test_a_number_without_digits() -> None:
    assert said("k: 0b_\n")[0].endswith(" read a number, or fail")


@pytest.mark.parametrize(
    ("source", "words"),
    [("NO", "read false"), ("12:30", "the number 750"), ("010", "the number 8"), ("1e3", "read text"), ("=", "a sign")],
)
def test_the_hint(source: str, words: str) -> None:
    for text in (f"- {source}\n", f"{source}: x\n"):
        [problem] = findings(text, ["NC006"])
        assert text[problem.primary.start : problem.primary.end] == source
        assert words in problem.message
