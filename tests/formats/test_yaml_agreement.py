"""libyaml and the parser in Python: whatever the text, one verdict; and nothing is ever raised."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from validators import exported

from newscorpus.formats.document import Document
from newscorpus.formats.source_text import Lines, decode
from newscorpus.formats.yaml import parser as yaml_parser
from newscorpus.formats.yaml.parser import PurePythonParser, fastest_parser
from newscorpus.formats.yaml.reader import parse_yaml

FASTEST = fastest_parser()

# fmt: off
PIECES = [
    "a", "b", "é", "😀", ": ", ":", "- ", "-", "? ", "[", "]", "{", "}", ", ", ",", "'", '"', "\n", "\n", "\n", "  ", "    ", " ", "\t",
    "|", "|-", "|2", ">", ">+", "#", " #x", "&a ", "*a", "!t ", "!!int ", "! ", "<<: ", "<<", "NO", "1_0", "12:30", "0x1", "1e3", ".inf",
    "2023-01-02", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\\", "\\u12", "\\ud800", "\\x4", "\\n", "%", "%TAG ! x\n", "@", "`", "---", "...",
    "\n---\n", "\n...\n", "\ufeff", "\x00", "\x7f", "\ud800", "~", "null", "key: value\n", "- item\n", '"q": 1\n', "\\U00110000",
    "9" * 20, "1e999", "=", "x: |\n  t\n",
]
# fmt: on
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
NAMES = st.text("abé😀 \u2028'\"#:-", max_size=5)
PLAIN_DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
MUTATIONS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3), st.sampled_from(PIECES)), max_size=3)


def parsed(text: str, parser: Callable[[str], Any]) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_parser, "PARSER", parser)
        document = parse_yaml(text)
        document.positions.value(())  # found out by the same parser
        return document


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from paths(value, (*path, step))


def places(document: Document) -> list[tuple[int, int]]:
    positions = document.positions
    return [
        span
        for path in [*paths(document.data), ("no", "such", 5)]
        for span in (
            positions.value(path),
            positions.key(path),
            positions.inside(path, 0, 1),
            positions.inside(path, 0, 9, key=True),
        )
    ]


ALIKE_BUT = re.compile(r"[\[{,]\s*\?\s*(#.*\s*)?[:,]")
"""`[? : value]`, `[?, value]`: after a key that is nothing, libyaml stops, and PyYAML reads on."""


def agree(text: str) -> Document:
    """The law. Of a text that cannot be parsed, the reason and its line: problems before it may differ, since one parser
    looks farther ahead than the other.
    """
    fast, slow = parsed(text, FASTEST), parsed(text, PurePythonParser)
    if ALIKE_BUT.search(text):
        return fast
    assert fast.text == slow.text
    for document in (fast, slow):
        spans = [(problem.start, problem.end) for problem in document.problems] + places(document)
        spans += [(start, end) for problem in document.problems for start, end, _ in problem.labels]
        assert all(0 <= start <= end <= len(document.text) for start, end in spans)
        assert not any("\ud800" <= character <= "\udfff" for character in repr(document.data))
        assert not any("not valid YAML" in problem.message for problem in document.problems)
    assert repr(fast.data) == repr(slow.data)
    if fast.data is not None or not fast.problems:
        assert fast.problems == slow.problems
        assert places(fast) == places(slow)
    else:
        assert stops(fast) == stops(slow)
    return fast


def stops(document: Document) -> set[tuple[str, int]]:
    lines = Lines(document.text)
    ends = {"NC002", "NC005"}
    found = {(problem.code, lines.at(problem.start)[0]) for problem in document.problems if problem.code in ends}
    return found or {("other", 0)}


@given(HOSTILE)
@example("a\tb: c\t# d\n")
@example("k:\tv\n")
@example("é: [a: b, {c: d}, 'e', ]\n")
@example("a: >\n  b\n\t c\n")
@example("a: |\n\tb\n")
@example("a: |2\n \tb\n")
@example("a: b\n\tc\n")
@example("[a:[b]]")
@example("[a :[b]]")
@example("[a\n :{b: c}]")
@example("{a :, b ? : c}")
@example("|0\n a")
@example('"\\UFFFFFFFF"')
@example('"\\U00110000"')
@example("a\n...\nb")
@example("a\n\n---\nb")
@example("a\u2028\u2028b")
def test_hostile_text(text: str) -> None:
    agree(text)


@given(st.text(st.characters()))
def test_any_text(text: str) -> None:
    agree(text)


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    agree(decode(data)[0])


@given(PLAIN_DATA, st.sampled_from([None, "'", '"', "|", ">"]), st.booleans(), st.integers(10, 80), MUTATIONS)
def test_mutated_documents(
    data: Any, style: str | None, flow: bool, width: int, mutations: list[tuple[int, int, str]]
) -> None:
    text = yaml.safe_dump(data, default_style=style, default_flow_style=flow, width=width, allow_unicode=True)
    for at, length, piece in mutations:
        text = text[:at] + piece + text[at + length :]
    agree(text)


MISREAD = {
    "652Z": "`{ ?foo: …}`: both take the `?` for a sign",
    "HM87-1": "`[?x]`: both take the `?` for a sign",
    "L24T-1": "no newline at the end of a block text: parsers differ, and a warning says so",
}
"""Cases whose data is not that of the suite."""


def suite() -> Iterator[tuple[str, str, str | None, bool]]:
    """Name, YAML and JSON of each case of the yaml-test-suite, and whether it is no YAML."""
    for file in exported("yaml-test-suite"):
        for number, case in enumerate(file["cases"]):
            name = f"{file['id']}-{number}" if len(file["cases"]) > 1 else file["id"]
            fails = bool(case.get("fail"))
            yield name, case["yaml"], None if fails else case.get("json"), fails


def test_yaml_test_suite() -> None:
    """Every case is read or refused alike by both parsers, and what is read without a finding is what the suite says."""
    misread = set()
    for name, text, data, _ in suite():
        document = agree(text)
        refused = {problem.code for problem in document.problems} - {"NC006", "NC007"}
        if data and not refused and document.data != json.loads(data):
            misread.add(name)
    assert misread == set(MISREAD)
