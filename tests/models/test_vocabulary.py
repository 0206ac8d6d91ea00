"""The word lists, written out a second time as the model has them, and their extension by a corpus."""

import json
from pathlib import Path
from typing import Any

import pytest
from command import newscorpus

LISTS = {
    "actor_kinds": "person group organization country locality unknown",
    "event_kinds": "event meeting incident",
    "sectors": "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC",
    "things": "instrument object amount",
    "relations": "part_of after caused_by enabled_by prevented_by replaces about same_as",
    "stances": "asserts likely possible unlikely denies uncommitted",
    "actor_relations": "member_of part_of owns employs represents relative_of ally_of opponent_of",
    "casualties": "killed injured missing detained",
    "states": "draft reviewed final",
    "text_parts": "headline lead body",
    "severities": "error warning hint",
    "attribute_types": "string integer number boolean",
}
LISTS_BY_KIND = {
    ("types", "meeting"): "visit talks call conference briefing gathering hearing other",
    (
        "types",
        "incident",
    ): "attack clash encounter incursion espionage cyberattack crime protest unrest detention accident "
    "disaster death other",
    (
        "types",
        "event",
    ): "agreement support concession cooperation aid withdrawal request accusation investigation refusal threat "
    "sanction mobilization dispute decision appointment departure election contest award transaction launch discovery change "
    "other",
    ("roles", "meeting"): "participant visitor host organizer mediator speaker audience",
    ("roles", "incident"): "agent suspect target victim participant discoverer responder",
    ("roles", "event"): "agent recipient participant winner loser",
    ("statuses", "event"): "occurred ongoing planned possible postponed cancelled failed alleged negated generic",
    ("statuses", "meeting"): "occurred ongoing planned possible postponed cancelled refused alleged negated generic",
    ("statuses", "incident"): "occurred ongoing planned possible failed alleged negated generic",
}
WORDS = {
    **{(name, None): words for name, words in LISTS.items()},
    **{(name, kind): words for (name, kind), words in LISTS_BY_KIND.items()},
}


def terms(*options: object) -> dict[tuple[str, str | None], list[dict[str, Any]]]:
    """The terms of each vocabulary, in order, as `newscorpus terms` lists them."""
    found: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for one in json.loads(newscorpus("terms", *options, "--output-format", "json").out):
        found.setdefault((one["vocabulary"], one["kind"]), []).append(one)
    return found


def test_lists() -> None:
    """Each list has the words of the model, in their order, and there is no other."""
    assert {key: " ".join(one["term"] for one in entries) for key, entries in terms().items()} == WORDS


@pytest.mark.parametrize("key", WORDS, ids=str)
def test_words_are_codebook_entries(key: tuple[str, str | None]) -> None:
    """A word has a meaning of one line that no other word of the list has."""
    meanings = [entry["meaning"] for entry in terms()[key]]
    assert len(set(meanings)) == len(meanings)
    for meaning in meanings:
        assert 0 < len(meaning) <= 110
        assert meaning == " ".join(meaning.split())
        assert not meaning.endswith(".")


def test_statuses_name_their_sources() -> None:
    assert all(one["source"] for (name, _), entries in terms().items() for one in entries if name == "statuses")


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
    assert terms("--corpus", tmp_path) == terms()
