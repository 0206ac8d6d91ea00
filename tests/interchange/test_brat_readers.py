"""What others read of the files that are exported to brat. `pip install --group brat` brings both readers."""

from collections import Counter
from pathlib import Path

import pytest

import newscorpus as nc

ROOT = Path(nc.__file__).parents[1]


@pytest.fixture(params=["seeds", "tests/articles"])
def exported(request, tmp_path):
    """A folder of brat, and the corpus that it was exported from."""
    nc.export(ROOT / request.param, "brat", tmp_path / "brat")
    return tmp_path / "brat", nc.load(ROOT / request.param)


def spans_of(article):
    return {(span.start, span.end) for span in article.spans()}


def test_bratly_reads_words_relations_and_notes(exported):
    """It refuses a file for a line that it cannot read; it has no arguments that are events, which brat has."""
    io = pytest.importorskip("bratly.io")
    folder, corpus = exported
    for article in corpus:
        path = folder / f"{article.id}.ann"
        read = io.read_and_load_ann_file(str(path), no_duplicates=False, sorting=False, renumerotize=False)
        lines = Counter(line[0] for line in path.read_text(encoding="utf-8").splitlines() if ":E" not in line)
        kinds = {"Entity": "T", "Event": "E", "Relation": "R", "Normalization": "N", "Note": "#"}
        found = Counter(type(one).__name__.removesuffix("Annotation") for one in read.annotations)
        assert {kind: found[name] for name, kind in kinds.items()} == {kind: lines[kind] for kind in kinds.values()}
        entities = [one for one in read.annotations if type(one).__name__ == "EntityAnnotation"]
        for one in entities:
            assert one.content == " ".join(article.text[part.start : part.end] for part in one.fragments)
        assert spans_of(article) <= {(one.get_start(), one.get_end()) for one in entities}


def test_peek_reads_words_and_events(exported):
    """It does not know lines * and N, which it reports and leaves out."""
    peek = pytest.importorskip("peek")
    folder, corpus = exported
    documents = {one.name: one.anns for one in peek.AnnCorpus(str(folder)).docs}
    for article in corpus:
        found = documents[article.id]
        assert spans_of(article) <= {(one.span[0][0], one.span[-1][1]) for one in found["entities"]}
        kinds = Counter(f"{event.kind}-{event.type}" for event in article.events.values())
        kinds += Counter("claim" for _ in article.claims)
        read = Counter(one.tag for one in found["events"] if not one.tag.startswith("relation-"))
        assert read == kinds
