"""JSON as it is written is valid, and means the same when it is read as YAML."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_data import OTHERS, SCALARS, SLOW, TEXTS, as_read, dumped, read_c_1_1, read_javascript, scalar_values

import newscorpus as nc

FORMATS = ("json", "jsonl")


@settings(deadline=None, max_examples=50)
@given(texts=st.lists(TEXTS, max_size=8), values=st.fixed_dictionaries({"a": SCALARS, "b": SCALARS}))
def test_every_parser_reads_the_data_back(texts: list[str], values: dict[str, Any]) -> None:
    """What is written is strict JSON, and YAML: all read the same values of the same types, keys in order."""
    for format in FORMATS:
        written = dumped(texts, format, **values)
        for read in (json.loads, *OTHERS):
            data = read(written)
            assert as_read(data.get("keywords", [])) == as_read(texts), (format, read.__name__)
            assert as_read(data["attributes"]) == as_read(values), (format, read.__name__)
        assert format == "json" or len(written.splitlines()) == 1


@pytest.mark.parametrize("read", [json.loads, *OTHERS])
def test_every_scalar_value_survives(read: Callable[[str], Any]) -> None:
    characters = scalar_values(61 if read is read_c_1_1 else 1021, 61 if read in SLOW else 1)
    texts = [f"a{character}b" for character in characters]
    for start in range(0, len(texts), 100_000):
        chunk = texts[start : start + 100_000]
        assert read(dumped(chunk, "json"))["keywords"] == chunk


def test_javascript_reads_json_as_yaml() -> None:
    rng = random.Random(7)
    alphabet = [*"aé😀 \n\t\r\x00\x85\xa0\u2028\ufeff-?:,[]{}#'\"0e+\\/", ": ", " #", "---"]
    hostile = ["".join(rng.choices(alphabet, k=rng.randrange(9))) for _ in range(5000)]
    texts = [*(f"a{c}b" for c in scalar_values(257)), *hostile]
    numbers = {"a": 1e22, "b": -1e-7, "c": 10**18, "d": True}
    for read in read_javascript([dumped(texts, format, **numbers) for format in FORMATS]):
        assert (as_read(read["keywords"]), as_read(read["attributes"])) == (as_read(texts), as_read(numbers))


@pytest.mark.parametrize(
    "character", "\x00\x1f\x7f\x80\x85\x9f\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ufffe\uffff"
)
def test_characters_that_yaml_or_the_eye_misread_are_escaped(character: str) -> None:
    assert f'["a\\u{ord(character):04x}"]' in dumped([f"a{character}"], "jsonl")


@pytest.mark.parametrize(("number", "written"), [(1e22, "1.0e+22"), (-1e-7, "-1.0e-07"), (True, "true")])
def test_numbers(number: float, written: str) -> None:
    looks_alike = r"1e+22 \"1e+22"
    text = dumped([looks_alike], "jsonl", x=number)
    assert f'"keywords":[{json.dumps(looks_alike)}]' in text
    assert f'"attributes":{{"x":{written}}}' in text


@pytest.mark.parametrize("format", ["yaml", *FORMATS])
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"keywords": ["x", "ab\udc80"]}, "keywords.1: lone surrogate U+DC80 at character 2"),
        ({"note": "\ud83d\ude00"}, "note: lone surrogate U+D83D at character 0"),
    ],
)
def test_what_no_file_can_hold_is_refused(format: str, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("U+", "U[+]")):
        nc.dumps(nc.Article(id="a", **fields), format)
