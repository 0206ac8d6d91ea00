"""Whatever the bytes of a file: a model, or findings that lie within it; never an exception.

A thousand random changes of valid files; `make fuzz` makes twenty times as many.
"""

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
from documents import SEED, SMALL, changed, mutated_text
from examples import RULES, findings
from hypothesis import given
from hypothesis import strategies as st
from plain_data import block_yaml, read_1_2

import newscorpus as nc

MANY = int(os.environ.get("NEWSCORPUS_MUTATIONS", "125"))
"""Of each part."""
EVERY_RULE = [rule.code for rule in RULES]


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


@pytest.mark.parametrize("part", range(4))
def test_changes_of_the_text_of_a_file(part):
    rng = random.Random(part)
    big = SEED.read_text(encoding="utf-8")
    for i in range(MANY):
        assert_sane(mutated_text(rng, big if i % 10 == 0 else SMALL))


@pytest.mark.parametrize("part", range(4))
def test_changes_of_the_data_of_a_file(part):
    """Fields removed, renamed, given values of any type; written as JSON, and as YAML where it can be."""
    rng = random.Random(100 + part)
    big, small = (read_1_2(text) for text in (SEED.read_text(encoding="utf-8"), SMALL))
    canonical = json.loads(nc.dumps(nc.loads(SMALL, "yaml"), "json"))
    for i in range(MANY):
        data = big if i % 20 == 0 else canonical if i % 3 == 0 else small
        for _ in range(rng.randint(1, 3)):
            data = changed(rng, data)
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
    assert_sane(data)
    assert_sane(data, "json")


def plain_values():
    kinds = (nc.Event, nc.Meeting, nc.Incident)
    scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
    keys = st.sampled_from(sorted({f.name for c in kinds for f in attrs.fields(c)} | {"kind", "exact", "edtf"}))
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | st.text(max_size=4), inner, max_size=3),
    )


@given(
    st.dictionaries(st.sampled_from([f.name for f in attrs.fields(nc.Article)]) | st.text(max_size=4), plain_values())
)
def test_any_json_object(data):
    assert_sane(json.dumps(data).encode("utf-8"), "json")


def test_the_small_file_is_valid():
    assert not [d for d in findings(SMALL) if d.severity == "error"]
