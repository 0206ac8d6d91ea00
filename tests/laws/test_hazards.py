"""The known hazards of reading YAML, JSON and models, reproduced: what the usual libraries do, and what we do instead."""

import json
from pathlib import Path
from typing import Any

import attrs
import cattrs
import pytest
import yaml
from converters import manifest_of
from examples import findings

import newscorpus as nc

HEAD = "format: newscorpus/1\nid: a\nlanguage: en\ntext: x\n"


def codes(text: str, name: str = "a.yaml") -> set[str]:
    return {d.code for d in findings(text, ["NC0"], name)}


def as_json(note: str) -> str:
    """An article in JSON with a note."""
    return f'{{"format": "newscorpus/1", "id": "a", "language": "en", "text": "x", "note": {note}}}'


# --- YAML: what words and numbers are ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "theirs", "ours"),
    [
        ("NO", False, "NO"),
        ("on", True, "on"),
        ("Yes", True, "Yes"),
        ("12:30:45", 45045, "12:30:45"),
        ("010", 8, 10),
        ("1_000", 1000, "1_000"),
        ("1e3", "1e3", 1000.0),
        ("0o7", "0o7", 7),
    ],
)
def test_values_are_those_of_yaml_1_2(text: str, theirs: Any, ours: Any) -> None:
    """PyYAML follows YAML 1.1. A hint says where the two differ."""
    assert yaml.safe_load(text) == theirs
    kind = {str: "string", int: "integer", float: "number"}[type(ours)]
    corpus = nc.Corpus(manifest=manifest_of(attributes={"article": {"key": {"type": kind}}}), articles={})
    assert nc.loads(f"{HEAD}attributes: {{key: {text}}}\n", corpus=corpus).attributes == {"key": ours}
    assert "NC006" in codes(f"{HEAD}note: {text}\n")


def test_days_are_text() -> None:
    """PyYAML makes dates of them, and fails on days that there are not."""
    assert not isinstance(yaml.safe_load("2023-06-14"), str)
    with pytest.raises(ValueError, match="day"):
        yaml.safe_load("2023-06-31")
    assert nc.loads(HEAD + "note: 2023-06-31\n").note == "2023-06-31"


@pytest.mark.parametrize(
    ("text", "error", "code"),
    [
        ("!!bool x", KeyError, "NC004"),
        ("!!int ''", (ValueError, IndexError), "NC004"),
        ("!!timestamp x", AttributeError, "NC004"),
        ("1" * 4301, ValueError, "NC008"),
    ],
)
def test_no_constructor_of_pyyaml_is_used(text: str, error: type[Exception], code: str) -> None:
    """Many of them fail with bare exceptions."""
    with pytest.raises(error):
        yaml.safe_load(text)
    assert code in codes(f"{HEAD}note: {text}\n")


def test_keys_given_twice() -> None:
    """PyYAML and the standard library keep the last without a word."""
    assert yaml.safe_load("a: 1\na: 2\n") == {"a": 2}
    assert json.loads('{"a": 1, "a": 2}') == {"a": 2}
    assert codes(HEAD + "note: a\nnote: b\n") == {"NC003"}
    assert codes(as_json('"a", "note": "b"'), "a.json") == {"NC003"}


def test_keys_that_only_look_different_stay_apart() -> None:
    """1, 1.0 and true are one key of a Python dict; here keys are text."""
    assert len(yaml.safe_load("1: a\n1.0: b\ntrue: c\n")) == 1
    found = findings("1: a\n1.0: b\ntrue: c\n", ["NC003", "NC101"])
    assert [(d.code, d.path) for d in found] == [("NC101", (key,)) for key in ("1", "1.0", "true")]


def test_a_small_file_does_not_become_a_large_one() -> None:
    """Aliases: 400 bytes become hundreds of megabytes as soon as anybody writes them."""
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(3)
    )
    assert len(json.dumps(yaml.safe_load(bomb))) > 50 * len(bomb)
    assert codes(HEAD + bomb) == {"NC004"}


def test_other_encodings_are_not_guessed() -> None:
    """PyYAML reads UTF-16 in silence."""
    data = (HEAD + "title: y\n").encode("utf-16")
    assert yaml.safe_load(data)["id"] == "a"
    with pytest.raises(nc.InvalidCorpus, match="NC001"):
        nc.loads(data)


# --- YAML: writing ----------------------------------------------------------------------------------------------------


def test_no_character_is_lost_in_writing() -> None:
    """PyYAML's own emitter loses U+0085; its style for folded text loses blanks."""
    text = "a\x85b"
    assert yaml.safe_load(yaml.safe_dump(text, allow_unicode=True)) != text
    folded = " a long line that is wrapped\n  and one that is indented\n"
    for value in (text, folded, "a\u2028b", "\ufeff", "😀", "a\r\nb", "\tx\ny"):
        written = nc.dumps(nc.Article(id="a", language="en", text="x", note=value))
        assert yaml.safe_load(written)["note"] == value
        assert nc.loads(written).note == value


def test_half_a_character_is_not_written() -> None:
    """It is an error, not a question mark."""
    with pytest.raises(ValueError, match="surrogate"):
        nc.dumps(nc.Article(id="a", language="en", text="\ud800"))


# --- JSON -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "1e999", '"\\ud800"', '{"a": -Infinity}', "1" * 30])
def test_what_the_standard_library_reads_of_no_json(text: str) -> None:
    """And no other reader can hold."""
    json.loads(text)
    assert "NC008" in codes(as_json(text), "a.json")


def test_json_is_not_read_through_yaml() -> None:
    """Of a character that JSON writes as a pair of escapes PyYAML makes two, and libyaml refuses them."""
    text = '"\\ud83d\\ude00"'
    assert len(yaml.load(text, yaml.SafeLoader)) == 2
    if hasattr(yaml, "CSafeLoader"):
        with pytest.raises(yaml.YAMLError):
            yaml.load(text, yaml.CSafeLoader)
    assert nc.loads(as_json(text), "json").note == "😀"


# --- models -----------------------------------------------------------------------------------------------------------


@attrs.frozen
class _Usual:
    number: int
    words: list[str]
    flag: bool
    text: str


def test_nothing_is_coerced() -> None:
    """Cattrs as it comes makes something of anything, and passes over fields that there are not."""
    data = {"number": "3", "words": "abc", "flag": "no", "text": None, "other": 1}
    assert cattrs.structure(data, _Usual) == _Usual(3, ["a", "b", "c"], True, "None")
    for field in ("title: 3", "title: null", "title: true", "topics: abc", "titel: x", "annotation: {by: 3}"):
        with pytest.raises(nc.InvalidCorpus):
            nc.loads(HEAD + field + "\n")
    with pytest.raises(nc.InvalidCorpus, match="NC103"):
        nc.loads(HEAD + "actors: {a: {name: x, kind: person, aliases: {b: c}}}\n")


# --- files: tests/fs/test_files.py, test_hostile.py, test_faults.py; output: tests/render/test_render.py -------------------------


def test_every_limit_is_documented() -> None:
    """In SECURITY.md, with its value."""
    text = (Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8")
    for words in (
        "16 MiB",
        "64 ",
        "500,000",
        "19 digits",
        "2,000,000,000",
        "NEWSCORPUS_MAX_SEARCH",
        "1,000,000",
        "NEWSCORPUS_MAX_PLACES",
        "10,000",
        "NEWSCORPUS_MAX_FINDINGS",
    ):
        assert words in text
