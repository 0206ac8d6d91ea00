"""Batches: records in, outcomes out; any bytes are a finding, and what comes out is what `check` says."""

import json

import pytest
from converters import structured
from hypothesis import given
from hypothesis import strategies as st
from test_large_corpus import article

import newscorpus as nc
from newscorpus import Manifest, UsageError
from newscorpus.interchange.tables.nested import article_shape
from newscorpus.spark.batches import Settings, examine, schema

pa = pytest.importorskip("pyarrow")
SETTINGS = Settings(Manifest(name="default"))


def records(*raw, uri="a.jsonl"):
    return [{"uri": uri, "line": i, "raw": one} for i, one in enumerate(raw, 1)]


@given(st.lists(st.binary(max_size=50), max_size=3), st.sampled_from(["a.jsonl", "a.json", "a.yaml"]))
def test_any_bytes_have_an_outcome(raw, uri):
    made = examine(records(*raw, uri=uri), SETTINGS)
    assert made.schema == schema()
    assert made.column("line").to_pylist() == list(range(1, len(raw) + 1))
    assert all(row["article"] is not None or row["findings"] for row in made.to_pylist())


def test_the_findings_are_those_of_check(tmp_path):
    some = [article(0), {**article(1), "titel": "x"}, {**article(2), "text": None, "text_file": "x.txt"}, []]
    some[0]["actors"][0]["aliases"] = ["Nobody"]
    lines = [json.dumps(one).encode() for one in some]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    rows = examine(records(*lines, uri=path.as_posix()), SETTINGS).to_pylist()
    found = [(f["code"], f["line"], f["column"], f["message"], f["at"]) for row in rows for f in row["findings"]]
    whole = [d for d in nc.check(path).diagnostics if d.primary.line != 3]
    assert [f for f in found if f[1] != 3] == [
        (d.code, d.primary.line, d.primary.column, d.message, ".".join(map(str, d.path)).replace(".0", "[0]"))
        for d in whole
    ]
    assert "NC304" in {f[0] for f in found}
    assert [row["article"] is not None for row in rows] == [True, False, False, False]
    made, mistakes = structured(article_shape().back(rows[0]["article"]))
    assert (made.id, mistakes) == ("a0", [])
    assert len(rows[0]["events"]) == 1
    assert rows[3]["events"] == []


def test_what_cannot_be_read_is_a_finding():
    trouble = [{"uri": "a.yaml", "trouble": "not a regular file"}]
    (row,) = examine(trouble, SETTINGS).to_pylist()
    assert [(f["code"], f["message"], f["file"]) for f in row["findings"]] == [
        ("NC001", "not a regular file", "a.yaml")
    ]
    assert (row["article"], row["line"], row["articles"]) == (None, None, [])
    (row,) = examine(trouble, Settings(select=("NC3",))).to_pylist()
    assert row["findings"] == []


def test_an_unknown_rule_is_wrong_use():
    with pytest.raises(UsageError, match="no rule"):
        examine([], Settings(Manifest(name="x"), select=("nothing",)))
