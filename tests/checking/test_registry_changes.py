"""A corpus whose registry changes, as by a rename: what is known of its articles and what is examined again."""

from collections import Counter
from pathlib import Path

import pytest

import newscorpus as nc
from newscorpus.checking.live_corpus import CorpusIndex

MANIFEST = """\
format: newscorpus/1
name: test
articles: ["*.yaml", "*.jsonl"]
actors:
  norway: {name: Norway, kind: country, country: 'NO', ids: {wikidata: Q20}}
  storting: {name: Storting, kind: organization, ids: {wikidata: Q1}}
  berg: {name: Anna Berg, kind: person, roles: [{title: minister, org: storting}]}
  unused: {name: Carl Dahl, kind: person}
"""
TEXT = "Anna Berg, a minister of Norway, met Carl Dahl in Oslo. She said that talks begin."
ARTICLES = {
    "uses": "events: {talks: {kind: meeting, type: talks, participants: {participant: [norway, dahl]},"
    " evidence: met Carl Dahl}}\nactors: {dahl: {name: Carl Dahl, kind: person}}",
    "uses-by-role": "claims: [{quote: talks begin, by: berg}]",
    "uses-nothing": "claims: [{quote: talks begin, by: dahl}]\nactors: {dahl: {name: Carl Dahl, kind: person}}",
    "own-with-new-id": "claims: [{quote: talks begin, by: dahl}]\n"
    "actors: {dahl: {name: Carl Dahl, kind: person}, newer: {name: Oslo, kind: organization}}",
    "own-unnamed-with-new-id": "claims: [{quote: talks begin, by: newer}]\n"
    "actors: {newer: {name: talkers, kind: group, named: false, mentions: [talks]}}",
    "own-with-old-id": "claims: [{quote: talks begin, by: norway}]\nactors: {norway: {aliases: [Oslo]}}",
    "unknown-new-id": "claims: [{quote: talks begin, by: newer}]",
    "unknown-about": "claims: [{quote: talks begin, by: berg, about: newer}]",
    "event-with-new-id": "events: {newer: {kind: meeting, type: talks, evidence: met Carl Dahl}}\n"
    "claims: [{quote: talks begin, by: berg, about: newer}]",
    "alias-like-old-id": "claims: [{quote: talks begin, by: dahl}]\n"
    "actors: {dahl: {name: Carl Dahl, kind: person, aliases: [norway]}}",
    "waived": "claims: [{quote: talks begin, by: norway}]\nactors: {norway: {aliases: [norway]}}\n"
    "waive: [{code: NC304, at: actors.norway.aliases, quote: norway, why: a test}]",
    "waives-unknown": "claims: [{quote: talks begin, by: newer}]\n"
    "waive: [{code: NC201, at: 'claims[talks begin].by', why: a test}]",
    "same-qid": "claims: [{quote: talks begin, by: dahl}]\n"
    "actors: {dahl: {name: Carl Dahl, kind: organization, ids: {wikidata: Q1}}}",
    "malformed": "claims: [{quote: talks begin, by: 7}]\nevents: []",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registry")
    (folder / "corpus.yaml").write_text(MANIFEST, encoding="utf-8")
    for name, fields in ARTICLES.items():
        own = f"format: newscorpus/1\nid: {name}\ntext: {TEXT}\nlanguage: en\n{fields}\n"
        (folder / f"{name}.yaml").write_text(own, encoding="utf-8")
    (folder / "broken.yaml").write_text("format: newscorpus/1\nactors: {norway", encoding="utf-8")
    line = '{"format": "newscorpus/1", "id": "%s", "text": "Oslo", "claims": [{"quote": "Oslo", "by": "%s"}]}\n'
    lines = line % ("line-1", "norway") + line % ("line-2", "newer")
    (folder / "lines.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def index(folder):
    index = CorpusIndex.of_corpus(folder, {})
    for path, outcomes in index.load():
        index.fill(path, outcomes)
    return index


def verdict(report):
    """What is reported, but for suggestions, which may be of any id of the registry."""
    found = Counter((one.code, Path(one.primary.file).name, one.path, one.primary.start) for one in report.diagnostics)
    return found, report.waived, report.totals


def renamed(text: str, old: str, new: str) -> str:
    """The text with another id, where it is a key, a reference, or the start of a path."""
    for before, after in ((" {", ":"), (" ", "]"), (" ", "}"), (" ", ","), ("[", ","), ("at: actors.", ".")):
        text = text.replace(f"{before}{old}{after}", f"{before}{new}{after}")
    return text.replace(f"  {old}:", f"  {new}:").replace(f"{{{old}:", f"{{{new}:")


@pytest.mark.parametrize("old", ["norway", "storting", "berg", "unused"])
@pytest.mark.parametrize("follows", [True, False], ids=["articles follow", "articles stay"])
def test_findings_are_those_of_a_check_of_all(folder, index, tmp_path, old, follows):
    """Whoever uses the actor, has the new id already, or names neither."""
    for new in ("newer", "dahl", "norway"):
        manifest = renamed(MANIFEST, old, new)
        texts = {path: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name != "corpus.yaml"}
        after = {path: renamed(text, old, new) if follows else text for path, text in texts.items()}
        (tmp_path / "corpus.yaml").write_text(manifest, encoding="utf-8")
        for path, text in after.items():
            (tmp_path / path.name).write_text(text, encoding="utf-8")
        corpus = index.with_settings(manifest.encode())
        if corpus.broken:  # the new id is one of the registry
            assert not index.differs_in_registry_only(corpus)
            continue
        assert index.differs_in_registry_only(corpus)
        contents = {path: text.encode() for path, text in after.items() if text != texts[path]}
        assert verdict(index.results_with(contents, corpus).report()) == verdict(nc.check(tmp_path))
