"""The word lists, written out a second time as the model has them, and their extension by a corpus."""

import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscorpus.models import vocabulary as v
from newscorpus.models.vocabulary import BY_KIND, DEFAULT, Table, Word, Words

LISTS = {
    "actor_kinds": "person group organization country locality",
    "event_kinds": "event meeting incident",
    "sectors": "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC",
    "things": "instrument object amount",
    "relations": "part_of after caused_by enabled_by prevented_by replaces about same_as",
    "stances": "asserts likely possible unlikely denies uncommitted",
    "casualties": "killed injured missing detained",
    "states": "draft reviewed final",
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
TABLES = [DEFAULT.get(name) for name in LISTS] + [DEFAULT.get(name, kind) for name, kind in LISTS_BY_KIND]


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str) -> None:
    """Each list holds the words of the model, in their order, and is the module's constant."""
    assert list(DEFAULT.get(name)) == LISTS[name].split()
    assert DEFAULT.get(name) is getattr(v, name.upper())


@pytest.mark.parametrize("name, kind", LISTS_BY_KIND)
def test_lists_by_kind(name: str, kind: str) -> None:
    """Each list of a kind of event holds the words of the model, in their order."""
    assert list(DEFAULT.get(name, kind)) == LISTS_BY_KIND[name, kind].split()
    assert DEFAULT.get(name, kind) is getattr(v, name.upper())[kind]


def test_every_kind_of_event_has_its_lists() -> None:
    """Types, roles and statuses exist for each kind of event, and for nothing else."""
    assert {(name, kind) for name in BY_KIND for kind in v.EVENT_KINDS} == set(LISTS_BY_KIND)
    for name in BY_KIND:
        assert set(getattr(v, name.upper())) == set(v.EVENT_KINDS)
        assert DEFAULT.get(name, "riot") == DEFAULT.get(name) == {}
    assert DEFAULT.get("sectors", "meeting") is v.SECTORS


@pytest.mark.parametrize("table", TABLES, ids=lambda table: " ".join(table)[:30])
def test_words_are_codebook_entries(table: Table) -> None:
    """A word stands under itself, with a meaning of one line that no other word of the list has."""
    assert [entry.word for entry in table.values()] == list(table)
    meanings = [entry.meaning for entry in table.values()]
    assert len(set(meanings)) == len(meanings)
    for meaning in meanings:
        assert 0 < len(meaning) <= 110
        assert meaning == " ".join(meaning.split())
        assert not meaning.endswith(".")


def test_statuses_name_their_sources() -> None:
    """Every status says which standards it is taken from."""
    assert all(status.source for kind in v.STATUSES for status in v.STATUSES[kind].values())


EXTENSION: dict[str, dict[str, Any]] = {
    "meeting": {
        "types": {"vigil": "people keep watch", "visit": "something else"},
        "roles": {"sponsor": "who pays for it"},
    },
    "incident": {"roles": {"witness": "who saw it"}},
    "things": {"topic": "what it is about"},
    "sectors": {"SPO": "sport"},
    "relations": {"answers": "is a reply to the other"},
}


def test_extension_adds() -> None:
    """A corpus's words stand behind those of the model, with their meaning, and only where they were added."""
    words = DEFAULT.extended(EXTENSION)
    assert list(words.get("types", "meeting")) == [*v.TYPES["meeting"], "vigil"]
    assert words.get("types", "meeting")["vigil"] == Word("vigil", "people keep watch", "corpus.yaml")
    assert list(words.get("roles", "meeting")) == [*v.ROLES["meeting"], "sponsor"]
    assert list(words.get("roles", "incident")) == [*v.ROLES["incident"], "witness"]
    assert words.get("types", "event") == v.TYPES["event"]
    assert words.get("sectors")["SPO"].meaning == "sport"
    assert [list(words.get(name))[-1] for name in ("things", "relations")] == ["topic", "answers"]
    assert words.get("statuses", "meeting") is v.STATUSES["meeting"]


def test_extension_never_replaces() -> None:
    """A word that exists keeps its own meaning, and the words extended are left as they were."""
    words = DEFAULT.extended(EXTENSION)
    assert words.get("types", "meeting")["visit"] is v.TYPES["meeting"]["visit"]
    assert "vigil" not in DEFAULT.get("types", "meeting")
    assert "vigil" not in v.TYPES["meeting"]


own = st.dictionaries(st.text(), st.text(), max_size=3)
kinds = st.fixed_dictionaries({}, optional={"types": own, "roles": own, "statuses": own})
extensions = st.fixed_dictionaries(
    {},
    optional={
        "event": kinds,
        "meeting": kinds,
        "incident": kinds,
        "things": own,
        "sectors": own,
        "relations": own,
        "stances": own,
    },
)


@given(extensions)
def test_extension_holds_what_was_there(extension: dict[str, Any]) -> None:
    """Whatever is added, every word of the model stays; what no corpus can extend stays as it is; adding twice adds once."""
    words = DEFAULT.extended(extension)
    for name in LISTS:
        assert DEFAULT.get(name).items() <= words.get(name).items()
    for name, kind in LISTS_BY_KIND:
        assert DEFAULT.get(name, kind).items() <= words.get(name, kind).items()
    assert words.stances is v.STANCES
    assert words.statuses is v.STATUSES
    assert attrs.asdict(words.extended(extension)) == attrs.asdict(words)


def test_words_are_a_key() -> None:
    """Words are equal to themselves alone and hashable, so that what is built from them can be cached; they pickle."""
    assert Words() != Words()
    assert {DEFAULT: 1}[DEFAULT] == 1
    assert pickle.loads(pickle.dumps(DEFAULT)).get("sectors") == v.SECTORS
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        DEFAULT.things = {}  # type: ignore[misc]
