"""Memory does not grow with the number of articles of a source."""

import json
import tracemalloc
from pathlib import Path

import pytest
from command import newscorpus

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


def peak(format_, source):
    tracemalloc.start()
    try:
        done = newscorpus("import", format_, source, "--map", "map.yaml", "--dry-run")
        assert done.code == 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


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
