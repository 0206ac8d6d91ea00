"""Memory does not grow with the number of articles of a source."""

import json
import tracemalloc
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

TEXT = "It rained in Oslo. " * 100
SPANS = [{"start": 0, "end": 2, "label": "X"}]


def lines(count):
    Path(f"{count}.jsonl").write_text(
        "".join(json.dumps({"text": f"{number} {TEXT}", "spans": SPANS}) + "\n" for number in range(count)),
        encoding="utf-8",
    )
    return "jsonl", f"{count}.jsonl"


def files(count):
    folder = Path(f"{count}")
    folder.mkdir()
    for number in range(count):
        Path(folder, f"{number}.json").write_text(json.dumps({"text": f"{number} {TEXT}", "spans": SPANS}))
    return "json", folder


def peak_of(work):
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def peak(format_, source):
    def work():
        assert newscorpus("import", format_, source, "--map", "map.yaml", "--dry-run").code == 0

    return peak_of(work)


def test_memory_is_flat_where_an_iterator_is_exported(tmp_path):
    """It is written to the disk first: a megabyte of it stays in memory."""

    def exported(count):
        made = (nc.Article(id=f"a{i}", language="en", text=f"{i} {TEXT * 5}") for i in range(count))
        return lambda: nc.export(made, "csv", tmp_path / f"{count}")

    peak_of(exported(3))  # imports
    most = peak_of(exported(20)) + 2**20 + 380 * len(TEXT * 5) / 4
    large = peak_of(exported(400))
    assert large < most, (most, large)


@pytest.mark.parametrize("write", [lines, files])
def test_memory_is_flat(tmp_path, monkeypatch, write):
    monkeypatch.chdir(tmp_path)
    mapping = "article: {text: text}\nentities: {each: 'spans[]', from: label, Y: participant}\n"
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    peak(*write(3))  # imports
    small, large = write(50), write(1000)
    most = peak(*small) + 950 * len(TEXT) / 4
    # What runs in another thread is counted, too: then, the second time it is not there.
    assert any(peak(*large) < most for _ in range(2)), (most, peak(*large))
