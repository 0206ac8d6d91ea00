"""Batches: articles in, outcomes out; any bytes are a finding, and what comes out is what `check` says."""

import json
import pickle

import attrs
import pytest
from converters import structured
from hypothesis import given
from hypothesis import strategies as st
from test_large_corpus import article

import newscorpus as nc
from newscorpus import Manifest, UsageError
from newscorpus.interchange.tables.nested import article_shape

pa = pytest.importorskip("pyarrow")
from newscorpus import batches  # noqa: E402
from newscorpus.batches.outcomes import schema  # noqa: E402

CHECK = batches.Check(Manifest(name="default"))


def batch(*raw, uri="a.jsonl"):
    lines = range(1, len(raw) + 1)
    columns = {"uri": [uri] * len(raw), "line": list(lines), "raw": pa.array(raw, pa.binary())}
    return pa.RecordBatch.from_pydict(columns)


def findings(check, outcomes):
    return check.findings(outcomes).to_pylist()


@given(st.lists(st.binary(max_size=50), max_size=3), st.sampled_from(["a.jsonl", "a.json", "a.yaml", "a"]))
def test_any_bytes_have_an_outcome(raw, uri):
    outcomes = CHECK.examine(batch(*raw, uri=uri))
    assert outcomes.schema == schema()
    assert outcomes.column("line").to_pylist() == list(range(1, len(raw) + 1))
    assert all(row["accepted"] == (row["article"] is not None) for row in outcomes.to_pylist())
    assert all(row["accepted"] or row["findings"] for row in outcomes.to_pylist())


def test_the_findings_are_those_of_check(tmp_path):
    some = [article(0), {**article(1), "titel": "x"}, {**article(2), "text": None, "text_file": "x.txt"}, []]
    some[0]["actors"][0]["aliases"] = ["Nobody"]
    lines = [json.dumps(data).encode() for data in some]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    outcomes = CHECK.examine(batch(*lines, uri=path.as_posix()))
    rows = [(row["code"], row["line"], row["column"], row["at"]) for row in findings(CHECK, outcomes)]
    whole = [d for d in nc.check(path).diagnostics if d.primary.line != 3]
    assert [row for row in rows if row[1] != 3] == [
        (d.code, d.primary.line, d.primary.column, ".".join(map(str, d.path)).replace(".0", "[0]")) for d in whole
    ]
    assert "NC304" in {row[0] for row in rows}
    assert outcomes.column("accepted").to_pylist() == [True, False, False, False]
    first, mistakes = structured(article_shape().back(outcomes.to_pylist()[0]["article"]))
    assert (first.id, mistakes) == ("a0", [])
    assert list(nc.from_arrow(CHECK.articles(outcomes)).articles) == ["a0"]


def test_a_nested_table_is_checked_and_comes_back():
    """Also in parts, with further columns, and with what a table allows, but no article."""
    corpus = nc.load("seeds/")
    table = nc.to_arrow(corpus)["corpus"]
    check = batches.Check(corpus, keep=["day"])
    outcomes = check.examine(table.append_column("day", pa.array(["2024-06-10"] * table.num_rows)))
    assert findings(check, outcomes) == []
    assert batches.corpus_findings(check, batches.in_process([outcomes])).num_rows == 0
    assert outcomes.column("day").to_pylist() == ["2024-06-10"] * table.num_rows
    assert nc.from_arrow(check.articles(outcomes)) == attrs.evolve(corpus, articles=nc.from_arrow(table).articles)
    assert outcomes.column("uri").to_pylist() == [f"<{name}>" for name in table.column("id").to_pylist()]
    rows = table.to_pylist()[:1]
    rows[0]["events"][0]["kind"] = "nothing"
    (row,) = findings(check, batches.Check(corpus).examine(pa.Table.from_pylist(rows, table.schema)))
    assert (row["code"], row["file"]) == ("NC001", f"<{rows[0]['id']}>")
    with pytest.raises(UsageError, match="no column format, id, "):
        check.examine(pa.table({"uri": ["a"]}))


def test_what_cannot_be_read_is_a_finding():
    trouble = pa.RecordBatch.from_pylist(
        [{"uri": "a.yaml", "raw": None, "trouble": "not a regular file"}, {"uri": "b.yaml", "raw": None}]
    )
    rows = findings(CHECK, CHECK.examine(trouble))
    assert [(row["code"], row["message"], row["file"]) for row in rows] == [
        ("NC001", "not a regular file", "a.yaml"),
        ("NC001", "no data", "b.yaml"),
    ]
    check = batches.Check(select=["NC3"])
    assert findings(check, check.examine(trouble)) == []


def test_a_check_can_be_sent_to_other_processes():
    outcomes = CHECK.examine(batch(b"{"))
    assert pickle.loads(pickle.dumps(CHECK)).examine(batch(b"{")) == outcomes


def test_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="no rule"):
        batches.Check(select=["nothing"])
    with pytest.raises(UsageError, match="no baseline can be read"):
        batches.Check(baseline=tmp_path / "nothing")
