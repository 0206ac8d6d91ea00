"""YAML as it is written must be read alike by everybody."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_data import (
    DATA,
    OTHERS,
    SCALARS,
    SLOW,
    TEXTS,
    YAML_READERS,
    as_read,
    dumped,
    read_c_1_1,
    read_javascript,
    scalar_values,
)

from newscorpus.formats.yaml.writer import dump_yaml, fits_key

READERS = pytest.mark.parametrize("read", OTHERS)


@settings(deadline=None, max_examples=250)
@given(data=DATA)
def test_every_parser_reads_the_data_back(data: Any) -> None:
    written, expected = dump_yaml(data), as_read(data)
    for read in YAML_READERS:
        assert as_read(read(written)) == expected, read.__name__


def test_javascript_reads_the_data_back() -> None:
    rng = random.Random(7)
    alphabet = [
        *"aé😀 \n\t\r\x00\x85\xa0\u2028\ufeff-?:,[]{}#&*!|>'\"%@`=<~.+01eE_\\",
        "  ",
        ": ",
        " #",
        "\n\n",
        "---",
        "true",
        "No",
    ]
    hostile = ["".join(rng.choices(alphabet, k=rng.randrange(9))) for _ in range(12_000)]
    hostile.append("k" * 2000)
    numbers = {"a": 12, "b": 10**18, "c": -1, "d": 0.5, "e": 1e22, "f": -1e-7, "g": True}
    notes = hostile[:1000]
    written = [dumped(hostile, **numbers), *(dumped([], note=text) for text in notes)]
    all_of_them, *others = read_javascript(written)
    assert all_of_them["keywords"] == hostile
    assert as_read(all_of_them["attributes"]) == as_read(numbers)
    assert [one["note"] for one in others] == notes


@READERS
def test_every_scalar_value_survives(read: Callable[[str], Any]) -> None:
    alone = list(scalar_values(61 if read is read_c_1_1 else 1021, 61 if read in SLOW else 1))
    between = [f"a{character}b" for character in alone]
    for texts in (alone, between):
        for start in range(0, len(texts), 100_000):
            chunk = texts[start : start + 100_000]
            assert read(dumped(chunk))["keywords"] == chunk


@settings(deadline=None)
@given(texts=st.lists(TEXTS, max_size=8), note=TEXTS)
def test_file_is_clean(texts: list[str], note: str) -> None:
    """The text ends with a newline, holds nothing but printable characters and has no directive, marker or tab indent."""
    written = dumped(texts, note=note)
    assert written.endswith("\n")
    assert not any(
        (c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f" or c in "\u2028\u2029\u202e\ufeff\ufffe\uffff"
        for c in written
    )
    assert not any(line.startswith(("%", "---", "...", "\t")) for line in written.split("\n"))
    assert all(read(written)["note"] == note for read in OTHERS)


@pytest.mark.parametrize(
    "text",
    [
        "Blinken will raise US “values and interests,” establishing channels – and more",
        "US's",
        "e63d9006853340e1d2307f1f2fdfa423aac93602092df9051a99923ff8644bd2",
        "newscorpus/1",
        "at 12:30 p.m.",
        "2023-06-14",
        "2023-02",
        "2018~",
        "from p.\u00a07 on",
    ],
)
def test_ordinary_text_stays_plain(text: str) -> None:
    assert dumped([text, "x"]).endswith(f"\nkeywords:\n  - {text}\n  - x\n")


# fmt: off
MISREADABLE = [
    "", "~", "null", "NULL", "true", "No", "y", "on", "NaN", ".inf", "inf", "=", "<<", "2022", "-1", "+1", "010", "0x7E6", "0o7",
    "0b1", "0b", "1_000", "1,000", "1e3", "12e4", ".5", "5.", "1.5", "12:30", "12:30:45", "2023-06-14T12:00:00Z", "2001-1-1 1:2:3",
    "2023-02-30", "0000-01-01", "- a", "-", "-a", "? a", "?", ": a", ":a", "a: b", "a:", "a #b", "#a", "&a", "*a", "!a", "|", ">",
    "%a", "@a", "`a", "---", "...", "--- a", "[a", "]", "{a", "}", ",a", "'", "'a", '"a', " a", "a ", "a\u3000", "\xa0a",
]
# fmt: on


def test_text_that_could_be_misread_is_quoted() -> None:
    for text in MISREADABLE:
        written = dumped([text, "x"])
        item = written.rpartition("keywords:\n  - ")[2].removesuffix("\n  - x\n")
        assert item[0] == item[-1], text
        assert item[0] in "'\"", text
        assert all(read(written)["keywords"] == [text, "x"] for read in OTHERS), text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: b", "'a: b'"),
        ('"no"', "'\"no\"'"),
        ("'tis", '"\'tis"'),
        ("a\r\nb", r'"a\r\nb"'),
        ("a\x85b\u2028\ufeff\u202e", r'"a\u0085b\u2028\ufeff\u202e"'),
        (" \n", r'" \n"'),
        ("\n", r'"\n"'),
        ("a\n ", r'"a\n "'),
        ("a\nb", "|-\n    a\n    b"),
        ("a\n\n", "|+\n    a\n"),
        ("\n  \na\n", "|2\n\n      \n    a"),
    ],
)
def test_style_of_text(text: str, written: str) -> None:
    """Single quotes before double ones, escapes only in double ones, several lines in block style if that is exact."""
    document = dumped([text, "x"])
    assert document.endswith(f"\nkeywords:\n  - {written}\n  - x\n")
    assert all(read(document)["keywords"] == [text, "x"] for read in OTHERS)


@READERS
@pytest.mark.parametrize("value", [1, ["a", {"b": []}], []])
def test_long_keys_are_explicit(read: Callable[[str], Any], value: Any) -> None:
    """Keys beyond YAML's limit are written after `? `, at any depth and in front of any value."""
    for key in ("k" * 1001, "’" * 334, "'\"" * 340, "a b: \n" * 300):
        assert not fits_key(key)
        data = [{"a": {key: value, "z": {key: value}}}, {key: {key: value}}]
        assert "? " in dump_yaml(data)
        assert read(dump_yaml(data)) == data


@settings(deadline=None, max_examples=25)
@given(text=TEXTS, times=st.integers(1, 1024))
def test_keys_that_fit_are_read_as_simple_keys(text: str, times: int) -> None:
    key = text * times
    written = dump_yaml({key: "x"})
    assert fits_key(key) == (written.endswith(": x\n") and not written.startswith("? "))
    for read in YAML_READERS:
        assert as_read(read(written)) == as_read({key: "x"}), read.__name__


def test_keys_at_the_limit() -> None:
    assert fits_key("k" * 1000)
    assert not fits_key("k" * 1001)
    assert fits_key("#" * 998)
    assert not fits_key("#" * 999)
    assert not fits_key("\ud800")


@pytest.mark.parametrize(
    ("number", "written"), [(1e22, "1.0e+22"), (-1e-7, "-1.0e-07"), (-0.0, "-0.0"), (0, "0"), (True, "true")]
)
def test_numbers(number: float, written: str) -> None:
    document = dumped([], x=number)
    assert document.endswith(f"\n  x: {written}\n")
    assert all(as_read(read(document)["attributes"]["x"]) == as_read(json.loads(written)) for read in OTHERS)


@settings(deadline=None)
@given(comment=st.text() | TEXTS, data=SCALARS | st.just({"a": 1}))
def test_comment_changes_nothing(comment: str, data: Any) -> None:
    if any("\ud800" <= c <= "\udfff" for c in comment):
        with pytest.raises(ValueError, match="surrogate"):
            dump_yaml(data, comment=comment)
        return
    written, bare = dump_yaml(data, comment=comment), dump_yaml(data)
    assert written.endswith(bare)
    assert all(line.startswith("#") for line in written.removesuffix(bare).split("\n")[:-1])
    assert all(as_read(read(written)) == as_read(data) for read in YAML_READERS)


def test_comment_lines() -> None:
    assert dump_yaml({}, comment='a "b" \\\n\nc\x1b\u2029d') == '# a "b" \\\n#\n# c\\u001b\n# d\n{}\n'
