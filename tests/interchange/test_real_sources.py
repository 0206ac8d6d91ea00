"""Sources of other people, imported by a mapping: what comes in, what is lost, and why articles are rejected."""

import os
from pathlib import Path

import pytest

import newscorpus as nc

DATA = Path(os.environ.get("NEWSCORPUS_DATA", "nowhere"))

PLOVER = """\
source: json
files: "*_CAMEO.txt"
corpus: {name: plover, language: en}
article:
  each: "[]"
  id: "{id}"
  text: text
  language: language
  publisher: publication
  attributes: {coder: coder, coded: dateCoded, context: context}
spans: {words: actorText}
events: {each: ., type: "{event}"}
arguments:
  - each: source[]
    "*": {as: participant, role: agent}
    same: [words]
  - each: target[]
    "*": {as: participant, role: recipient}
    same: [words]
"""
NINJS = """\
source: json
files: ["1.4/*.json", "2.1/*.json"]
corpus: {name: ninjs, language: en}
article:
  text: [headline, description_text, body_text]
  published: versioncreated
  language: language
  author: byline
  keywords: subject[].name
"""


def imported(source, mapping):
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    found = nc.import_corpus(DATA / source, "json", "out", mapping="map.yaml")
    return found, {loss.kind: loss.count for loss in found.losses}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.skipif(not (DATA / "plover").exists(), reason="NEWSCORPUS_DATA has no plover")
def test_plover():
    found, lost = imported("plover", PLOVER)
    assert found.articles == 322
    # Quotes have no offsets: words that occur twice are ambiguous, and some were written otherwise than in the text.
    assert set(found.errors) == {"NC301", "NC302", "NC315"}
    assert len(found.rejected) == 31
    assert lost["source[].code"] > 300
    assert lost["target"] == 1  # a string in place of a list
    assert lost["article without text"] == 1  # the first record documents the others


@pytest.mark.skipif(not (DATA / "ninjs").exists(), reason="NEWSCORPUS_DATA has no ninjs")
def test_ninjs():
    found, lost = imported("ninjs/examples", NINJS)
    assert (found.articles, found.errors) == (10, {})
    assert lost["subject[].rel"] == 44
    parts = [article.text_parts for article in nc.load("out")]
    assert sum("headline" in one for one in parts) >= 9
