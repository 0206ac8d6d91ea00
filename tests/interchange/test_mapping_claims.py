"""Claims from fields and from labels: what is claimed, by whom, and in which words."""

import json

import yaml
from imported import read_by

TEXT = 'On Monday Anna Berg said: "It will rain." Her brother doubts it, according to Acme. Later it did rain.'
HEAD = {"article": {"text": "text", "published": "day"}, "corpus": {"name": "a", "language": "en"}}


def span(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def said(article):
    return [
        (
            claim.words,
            [article.actors[id_].name for id_ in claim.by],
            claim.cue and str(claim.cue),
            claim.when and claim.when.edtf,
        )
        for claim in article.claims
    ]


def test_claims_of_fields(tmp_path):
    data = {
        "text": TEXT,
        "day": "2024-05-08",
        "names": [{"id": "n1", **span("Anna Berg")}, {"id": "n2", **span("Her brother"), "place": True}],
        "quotes": [
            {"content": span('"It will rain."'), "speaker": "n1", "verb": "said", "day": "Monday", "score": 3},
            {"content": span("doubts it"), "speaker": "Acme", "verb": span("according to")},
            {"content": "it did rain"},
            {"content": "it did rain", "draft": 1, "speaker": "n1"},
            {"speaker": "n1"},
        ],
    }
    mapping = {
        **HEAD,
        "entities": {"each": "names[]", "id": "id", "*": {"participant": "person"}},
        "claims": [
            {"each": "quotes[]", "if": {"draft": 1}, "quote": "content"},
            {
                "each": "quotes[]",
                "if": "score",
                "quote": "content",
                "by": "speaker",
                "cue": "verb",
                "when": "day",
                "attributes": {"score": "score"},
            },
        ],
        "ignore": ["names[].place"],
    }
    read = read_by("json", tmp_path)
    given = read({"a.json": json.dumps(data)}, yaml.safe_dump(mapping))
    assert said(given.article) == [
        ("it did rain", [], None, None),
        ('"It will rain."', ["Anna Berg"], "said", "2024-05-06"),
    ]
    assert given.article.claims[1].attributes == {"score": 3}
    mapping["claims"] = {"each": "quotes[]", "quote": "content", "by": "speaker", "cue": "verb"}
    given = read({"a.json": json.dumps(data)}, yaml.safe_dump(mapping))
    assert said(given.article) == [
        ('"It will rain."', ["Anna Berg"], "said", None),
        ("doubts it", ["Acme"], "according to", None),
        ("it did rain", [], None, None),
        ("it did rain", ["Anna Berg"], None, None),
    ]
    assert "quotes[]: claim without words" in given.losses


def test_claims_of_labels(tmp_path):
    at = {words: span(words) for words in ("said", "Anna Berg", '"It will rain."', "doubts it", "Acme", "according to")}
    lines = [
        f"T{number}\t{label} {at[words]['start']} {at[words]['end']}\t{words}"
        for number, (label, words) in enumerate(
            (
                ("Attribution", "said"),
                ("Person", "Anna Berg"),
                ("Content", '"It will rain."'),
                ("Claim", "doubts it"),
                ("Org", "Acme"),
                ("Cue", "according to"),
            ),
            1,
        )
    ]
    lines += ["E1\tAttribution:T1 Source:T2 Content:T3 Odd:T5", "R1\tsource Arg1:T4 Arg2:T5", "R2\tcue Arg1:T4 Arg2:T6"]
    lines += ["A1\tFirm E1 High", "#1\tAnnotatorNotes E1\tsure?"]
    mapping = """\
corpus: {name: a, language: en}
entities: {Content: claim, Claim: claim, Cue: ignore}
events: {Attribution: claim}
"""
    files = {"a.txt": TEXT, "a.ann": "\n".join(lines) + "\n"}
    given = read_by("brat", tmp_path)(files, mapping)
    assert said(given.article) == [
        ('"It will rain."', ["Anna Berg"], "said", None),
        ("doubts it", ["Acme"], "according to", None),
    ]
    assert given.article.claims[0].attributes == {"source_label": "Attribution", "Firm": "High"}
    assert given.article.claims[0].note == "sure?"
    assert [actor.name for actor in given.article.actors.values()] == ["Anna Berg", "Acme"]
    assert (given.errors, dict(given.losses)) == ({}, {"argument Odd of a claim": ["a.ann:7"]})
    assert len(given.imported.unused) == 0


def test_records_that_are_joined_have_each_claim_once(tmp_path):
    claim = {"text": TEXT, "quotes": [{"content": "it did rain", "speaker": "Anna Berg"}]}
    other = {"text": TEXT, "quotes": [{"content": "doubts it", "speaker": "Anna Berg"}]}
    mapping = {
        "corpus": HEAD["corpus"],
        "article": {"text": "text", "join": "text"},
        "claims": {"each": "quotes[]", "quote": "content", "by": "speaker"},
    }
    content = "\n".join(map(json.dumps, (claim, other, claim)))
    article = read_by("jsonl", tmp_path)({"a.jsonl": content}, yaml.safe_dump(mapping)).article
    assert said(article) == [("it did rain", ["Anna Berg"], None, None), ("doubts it", ["Anna Berg"], None, None)]
