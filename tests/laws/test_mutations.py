"""Laws 5, 6 and 8: whatever the bytes, a model or findings, each within the file; never an exception.

A thousand mutations of valid files: of bytes, of lines, of words, and of the data itself; `make fuzz` tries twenty
times as many.
"""

import copy
import json
import os
import random
import re
from bisect import bisect_right
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
import yaml
from examples import RULES, findings
from hypothesis import given
from hypothesis import strategies as st
from plain_data import block_yaml, read_1_2

import newscorpus as nc

SEED = Path(__file__).parents[2] / "seeds" / "000_acf5269c8d9a5d96.yaml"
MANY = int(os.environ.get("NEWSCORPUS_MUTATIONS", "125"))
"""Of each part."""
EVERY_RULE = [rule.code for rule in RULES]
SMALL = """\
format: newscorpus/1
id: small
language: en
published: 2024-05-08
annotation: {by: [me], date: 2024-05-09, state: draft}
text: |
  Anna Berg met Carl Dahl in Oslo on Monday. “We agree,” she said, and that’s it.
  Some 26 people were hurt last year. 北京 हिन्दी
actors:
  anna: {name: Anna Berg, kind: person, roles: {member: un}, aliases: [Annie], mentions: [she, {exact: Anna, start: 0}]}
  carl: {name: Carl Dahl, kind: person, ids: {wikidata: Q1, other: 5}, country: "NO", sector: GOV}
  un: {name: 北京, kind: organization}
events:
  talks:
    kind: meeting
    type: talks
    status: occurred
    participants: {participant: [anna, carl]}
    when: {on Monday: 2024-05-06}
    places: {Oslo: "NO"}
    topics: it
    evidence: [Anna Berg met Carl Dahl in Oslo on Monday, "that’s it"]
    triggers: met
    outcome: {it: that’s it}
    relations: {after: harm}
  harm:
    kind: incident
    type: accident
    casualties: {injured: {26 people: 26}, killed: 3..5}
    things: {object: Some}
    when: 2023
    evidence: Some 26 people were hurt last year
claims:
  - quote: We agree
    by: anna
    cue: she said
    about: talks
    stance: asserts
    at: talks
waive:
  - {code: NC304, at: actors.anna, why: because}
"""
VALUES = [
    None,
    True,
    0,
    -1,
    2.5,
    10**30,
    "",
    " ",
    "x",
    "persson",
    "anna",
    [],
    {},
    [[]],
    {"a": None},
    ["x", 1],
    {"exact": 3},
]
VALUES += [
    {"x": {"y": "z"}},
    "2023-02-30",
    "\ud7ff\u2028",
    {"edtf": "unknown"},
    {"name": "Oslo", "titel": 1},
    "talks",
    "a" * 2000,
]
WORDS = [
    ":",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "|",
    ">",
    "#",
    "&a ",
    "*a",
    "!!int ",
    "%",
    "?",
    ",",
    "\t",
    "\n",
    "  ",
    "~",
    "---\n",
]
WORDS += [
    "\ud7ff",
    "\u2028",
    "\x85",
    "\x00",
    "\r",
    "\ufeff",
    "NO",
    "012",
    "1e999",
    "null",
    "kind: event\n",
    "exact: ",
    "𝄞",
    "é",
]


def assert_sane(data: bytes, format: str = "yaml") -> None:
    """A model without errors, or findings within the file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"f.{format}")
        path.write_bytes(data)
        report = nc.check(path, select=EVERY_RULE)
    text = readable(data)
    ends = [match.end() for match in re.finditer("\r\n|\r|\n", text)]
    assert report.diagnostics or report.totals.articles == 1
    for diagnostic in report.diagnostics:
        for span in (diagnostic.primary, *(label.span for label in diagnostic.labels)):
            if span.file == str(path):
                assert 0 <= span.start <= span.end <= len(text), diagnostic
                assert place(ends, span.start) == (span.line, span.column), diagnostic
                assert place(ends, span.end) == (span.end_line, span.end_column), diagnostic
        assert diagnostic.message
        assert str(diagnostic)


def readable(data: bytes) -> str:
    """The text before the first byte that is not UTF-8, without a byte order mark."""
    try:
        text = data.decode()
    except UnicodeDecodeError as e:
        text = data[: e.start].decode()
    return text.removeprefix("\ufeff")


def place(ends: list[int], offset: int) -> tuple[int, int]:
    """Line and column of an offset, by the ends of the lines."""
    line = bisect_right(ends, offset)
    return line + 1, offset - (ends[line - 1] if line else 0) + 1


def mutated_text(rng: random.Random, text: str) -> bytes:
    for _ in range(rng.randint(1, 3)):
        at, length = rng.randrange(len(text) + 1), rng.choice([0, 0, 1, 1, 3, 12])
        kind = rng.random()
        if kind < 0.35:
            text = text[:at] + text[at + length :]
        elif kind < 0.75:
            text = text[:at] + rng.choice(WORDS) + text[at + length :]
        else:
            lines = text.splitlines(keepends=True)
            i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[i], lines[j] = rng.choice([(lines[j], lines[i]), (lines[i] * 2, ""), (" " + lines[i], lines[j])])
            text = "".join(lines)
        if not text:
            return b""
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.15:
        at = rng.randrange(len(data) + 1)
        data = data[:at] + bytes([rng.randrange(256)]) + data[at + rng.randint(0, 2) :]
    return data


def mutated_data(rng: random.Random, data):
    data = copy.deepcopy(data)
    for _ in range(rng.randint(1, 3)):
        at, key = data, None
        while isinstance(at, (dict, list)) and at:
            key = rng.choice(list(at)) if isinstance(at, dict) else rng.randrange(len(at))
            if not isinstance(at[key], (dict, list)) or not at[key] or rng.random() < 0.3:
                break
            at = at[key]
        if key is None or not at:
            continue
        kind = rng.random()
        if kind < 0.2:
            del at[key]
        elif kind < 0.4 and isinstance(at, dict):
            other = rng.choice(["titel", "exact", "name", "id", "kind", "start", "x y", "Bad_Id", "type"])
            at[other] = at.pop(key)
        elif kind < 0.5:
            at[key] = [at[key]]
        else:
            at[key] = copy.deepcopy(rng.choice(VALUES))
    return data


@pytest.mark.parametrize("part", range(4))
def test_mutations_of_the_text_of_a_file(part):
    """Characters, words and lines removed, doubled, swapped, put in; bytes that are no UTF-8."""
    rng = random.Random(part)
    big = SEED.read_text(encoding="utf-8")
    for i in range(MANY):
        assert_sane(mutated_text(rng, big if i % 10 == 0 else SMALL))


@pytest.mark.parametrize("part", range(4))
def test_mutations_of_the_data_of_a_file(part):
    """Fields removed, renamed, given values of any type; written as JSON, and as YAML where it can be."""
    rng = random.Random(100 + part)
    big, small = (read_1_2(text) for text in (SEED.read_text(encoding="utf-8"), SMALL))
    canonical = json.loads(nc.dumps(nc.loads(SMALL, "yaml"), "json"))
    for i in range(MANY):
        data = mutated_data(rng, big if i % 20 == 0 else canonical if i % 3 == 0 else small)
        text = json.dumps(data, ensure_ascii=i % 2 == 0)
        assert_sane(text.encode("utf-8", "surrogatepass"), "json")
        if i % 2 == 0:
            try:
                written = block_yaml(data)
            except (TypeError, ValueError, yaml.YAMLError):
                continue
            assert_sane(written.encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=300))
def test_any_bytes(data):
    """Of a YAML file and of a JSON file."""
    assert_sane(data)
    assert_sane(data, "json")


@given(st.text(max_size=200))
def test_any_text_behind_a_valid_head(text):
    """What is appended to a good file breaks only itself."""
    assert_sane((SMALL + text).encode("utf-8", "surrogatepass"))


KINDS = (nc.Event, nc.Meeting, nc.Incident)


def plain_values():
    scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
    keys = st.sampled_from(sorted({f.name for c in KINDS for f in attrs.fields(c)} | {"kind", "exact", "edtf"}))
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | st.text(max_size=4), inner, max_size=3),
    )


@given(
    st.dictionaries(st.sampled_from([f.name for f in attrs.fields(nc.Article)]) | st.text(max_size=4), plain_values())
)
def test_any_json_object(data):
    """Whatever its fields hold."""
    assert_sane(json.dumps(data).encode("utf-8"), "json")


def test_the_small_file_is_valid():
    """Else its mutations would show little."""
    assert not [d for d in findings(SMALL) if d.severity == "error"]
