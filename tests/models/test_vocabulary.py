"""The word lists as `newscorpus terms` prints them, and their extension by a corpus."""

import json
from pathlib import Path
from typing import Any

from command import newscorpus


def terms(*options: object) -> dict[tuple[str, str | None], list[dict[str, Any]]]:
    """The terms of each vocabulary, in order, as `newscorpus terms` lists them."""
    found: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for one in json.loads(newscorpus("terms", *options, "--output-format", "json").out):
        found.setdefault((one["vocabulary"], one["kind"]), []).append(one)
    return found


def test_words_are_codebook_entries() -> None:
    """A word has a meaning of one line that no other word of the list has, and a status the standards that have it."""
    for (vocabulary, _), entries in terms().items():
        meanings = [entry["meaning"] for entry in entries]
        assert len(set(meanings)) == len(meanings)
        for meaning in meanings:
            assert 0 < len(meaning) <= 110
            assert meaning == " ".join(meaning.split())
            assert not meaning.endswith(".")
        assert vocabulary != "statuses" or all(entry["source"] for entry in entries)


EXTENSION: dict[str, dict[str, Any]] = {
    "meeting": {"types": {"vigil": "people keep watch"}, "roles": {"sponsor": "who pays for it"}},
    "incident": {"roles": {"witness": "who saw it"}},
    "things": {"topic": "what it is about"},
    "sectors": {"SPO": "sport"},
    "relations": {"answers": "is a reply to the other"},
}


def corpus_with(folder: Path, extension: dict[str, Any]) -> None:
    (folder / "corpus.yaml").write_text(
        json.dumps({"format": "newscorpus/1", "name": "c", "vocabularies": extension}), encoding="utf-8"
    )


def test_extension_adds(tmp_path: Path) -> None:
    """A corpus's words come after those of the format, with their meaning, and only where they were added."""
    corpus_with(tmp_path, EXTENSION)
    added = {
        ("types", "meeting"): ("vigil", "people keep watch"),
        ("roles", "meeting"): ("sponsor", "who pays for it"),
        ("roles", "incident"): ("witness", "who saw it"),
        ("things", None): ("topic", "what it is about"),
        ("sectors", None): ("SPO", "sport"),
        ("relations", None): ("answers", "is a reply to the other"),
    }
    own = terms("--corpus", tmp_path)
    for key, entries in terms().items():
        assert own[key][: len(entries)] == entries
        more = [(one["term"], one["meaning"], one["source"]) for one in own[key][len(entries) :]]
        assert more == ([(*added[key], "corpus.yaml")] if key in added else [])


def test_extension_never_replaces(tmp_path: Path) -> None:
    corpus_with(tmp_path, {"meeting": {"types": {"visit": "something else"}}})
    code, out, err = newscorpus("terms", "--corpus", tmp_path)
    assert (code, out) == (1, "")
    assert "`visit` is a term of the format, and keeps its meaning" in err
