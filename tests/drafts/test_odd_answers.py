"""Answers that are hardly drafts, and what a draft may have beside what its schema asks for."""

import json

import pytest

import newscorpus as nc

TEXT = "Anna Berg left on Monday."


def draft(**event):
    made = {"kind": "event", "id": "left", "type": "other", "evidence": ["Anna Berg left"], **event}
    data = {"language": "en", "actors": [{"id": "anna", "name": "Anna Berg", "kind": "person"}], "events": [made]}
    data |= {"claims": []}
    return nc.from_draft(json.dumps(data), text=TEXT)


def test_offsets_that_are_right_stay_as_they_are():
    found = draft(evidence=[{"exact": "Anna Berg left", "start": 0, "end": 14}])
    assert found.report.ok
    assert not found.repaired
    assert found.article.events["left"].evidence[0].span == (0, 14)


def test_words_in_place_of_a_date_leave_it_unknown():
    found = draft(when={"text": "on Monday", "edtf": "on Monday"})
    assert (str(found.article.events["left"].when.text), found.article.events["left"].when.edtf) == (
        "on Monday",
        "unknown",
    )
    assert [one.path[-1] for one in found.repaired] == ["edtf"]


def test_numbers_of_an_attribute_are_not_listed():
    size = nc.Attribute(type="integer", enum=(1, 2))
    manifest = nc.Manifest(name="c", attributes=nc.AttributeDeclarations(event={"size": size}))
    corpus = nc.Corpus(manifest=manifest, articles={})
    assert '"enum": [1' not in json.dumps(nc.schema("draft", corpus=corpus))
    assert '"size"' in json.dumps(nc.schema("draft", corpus=corpus))


def test_a_record_that_is_not_there_is_one_error(tmp_path):
    path = tmp_path / "a.jsonl"
    with pytest.raises(nc.UsageError, match="no such file"), nc.edit(f"{path}#a"):
        pass
    nc.write_jsonl([nc.Article(id="a", language="en", text="Rain.")], path)
    with pytest.raises(nc.UsageError, match="has no article `b`"), nc.edit(f"{path}#b"):
        pass


def test_tables_by_id_and_keys_that_are_there_twice_are_listed():
    event = {"id": "left", "kind": "event", "type": "other", "evidence": ["Anna Berg left"]}
    data = {"actors": {"anna": {"name": "Anna Berg", "kind": "person"}}, "events": {"left": event}, "claims": []}
    found = nc.from_draft('{"language": "en", "language": "en", ' + json.dumps(data)[1:], text=TEXT)
    assert found.ok
    assert [str(one).partition(":")[0] for one in found.repaired] == ["answer", "actors", "events"]
