"""Batches: records in, outcomes out; any bytes are a finding, and what comes out is what `check` says."""

import json

import pytest
from converters import manifest_of, structured
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
    """One a record, in order, in the schema."""
    made = examine(records(*raw, uri=uri), SETTINGS)
    assert made.schema == schema()
    assert made.column("line").to_pylist() == list(range(1, len(raw) + 1))
    assert all(row["article"] is not None or row["findings"] for row in made.to_pylist())


def test_the_findings_are_those_of_check(tmp_path):
    """Of the articles by themselves; an article without errors comes out whole."""
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
    """Unless that rule was not asked for."""
    trouble = [{"uri": "a.yaml", "trouble": "not a regular file"}]
    (row,) = examine(trouble, SETTINGS).to_pylist()
    assert [(f["code"], f["message"], f["file"]) for f in row["findings"]] == [
        ("NC001", "not a regular file", "a.yaml")
    ]
    assert (row["article"], row["line"], row["articles"]) == (None, None, [])
    (row,) = examine(trouble, Settings(select=("NC3",))).to_pylist()
    assert row["findings"] == []


def test_texts_of_their_own():
    """Are read by whom one says, and named by the files that name them; else they are missing."""
    made = {**article(1), "text_file": "../x.txt"}
    text = made.pop("text")
    line = json.dumps(made).encode()
    given = records(line, uri="s3://lake/texts/a.jsonl")
    asked = []

    def read(file, name):
        asked.append((file, name))
        return text.encode()

    (row,) = examine(given, SETTINGS, read).to_pylist()
    assert (row["findings"], row["article"]["text"]) == ([], text)
    assert asked == [("s3://lake/texts/a.jsonl", "../x.txt")]
    assert json.loads(row["record"])["summary"]["text_file"] == "s3://lake/x.txt"
    (row,) = examine(given, SETTINGS).to_pylist()
    assert [f["code"] for f in row["findings"]] == ["NC010"]


def test_rules_apply_by_names_in_the_corpus():
    """If the corpus has a folder; else by the last step of a name."""
    manifest = manifest_of(checks={"per_file_ignore": {"x/a.jsonl": ["NC3"]}})
    line = json.dumps({**article(1), "actors": [{**one, "aliases": ["No"]} for one in article(1)["actors"]]}).encode()
    for root, expected in ((None, {"NC304"}), ("s3://lake", set()), ("s3://lake/x", {"NC304"})):
        settings = Settings(manifest, root=root)
        (row,) = examine(records(line, uri="s3://lake/x/a.jsonl"), settings).to_pylist()
        assert {f["code"] for f in row["findings"] if f["code"] == "NC304"} == expected


def test_a_name_is_an_id_only_in_a_corpus():
    """As for `check`: NC107 is of those with a corpus.yaml."""
    raw = b"format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\n"
    for manifest, expected in ((None, []), (Manifest(name="c"), ["NC107"])):
        (row,) = examine([{"uri": "x/b.yaml", "line": None, "raw": raw}], Settings(manifest)).to_pylist()
        assert [f["code"] for f in row["findings"]] == expected


def test_an_unknown_rule_is_wrong_use():
    """As of `check`."""
    with pytest.raises(UsageError, match="no rule"):
        examine([], Settings(Manifest(name="x"), select=("nothing",)))
