"""Did you mean: misspellings that people make, and words that only look alike."""

import json
import re
from functools import cache
from random import Random

import pytest
from command import newscorpus
from converters import HEAD, manifest_of
from hypothesis import given, settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.text.suggest import Candidates

FIELDS = """
    format id text_file text sha256 language published headline author publisher url dateline text_license keywords annotation actors
    events claims waive attributes note name kind named aliases mentions roles country sector ids type title status participants
    things when places topics evidence triggers relations outcome casualties quote by cue at via about stance exact within start
    end edtf org count
""".split()  # noqa: SIM905
TERMS = json.loads(newscorpus("terms", "--output-format", "json").out)


def terms(vocabulary, kind=None):
    return [one["term"] for one in TERMS if one["vocabulary"] == vocabulary and kind in (None, one["kind"])]


KINDS, EVENTS, STATUSES = terms("actor_kinds"), terms("types"), terms("statuses", "meeting")
ROLES, SECTORS, RELATIONS = terms("roles"), terms("sectors"), terms("relations")
# fmt: off
IDS = [
    "blinken", "qin", "xi", "white-house", "us", "china", "visit-june", "visit-feb", "visit-2018", "balloon",
    "balloon-crisis",
]
# fmt: on


@cache
def corpus_with(candidates):
    """A corpus whose articles have an attribute `word`, which is one of these."""
    attributes = {"article": {"word": {"type": "string", "enum": list(candidates)}}}
    return nc.Corpus(manifest=manifest_of(attributes=attributes), articles={})


def refused(word, candidates):
    """What is found where a word is none of those that an attribute may have; None if it is one."""
    article = {**HEAD, "id": "a", "language": "en", "text": "x", "attributes": {"word": word}}
    try:
        nc.loads(json.dumps(article), "json", corpus=corpus_with(tuple(candidates)))
    except nc.InvalidCorpus as error:
        (found,) = error.report.errors
        return found
    return None


def closest(word, candidates):
    """The word that is suggested instead, if one is."""
    found = refused(word, candidates)
    if found is None:
        return word
    meant = re.fullmatch("did you mean `(.*)`\\?", found.help, re.DOTALL)
    return meant and meant[1]


@pytest.mark.parametrize(
    "word, candidates, meant",
    [
        # fields: slips, plurals, other people's spelling and casing
        ("titel", FIELDS, "title"),
        ("itle", FIELDS, "title"),
        ("participant", FIELDS, "participants"),
        ("actor", FIELDS, "actors"),
        ("alias", FIELDS, "aliases"),
        ("whn", FIELDS, "when"),
        ("text file", FIELDS, "text_file"),
        ("casulties", FIELDS, "casualties"),
        ("start_date", FIELDS, "start"),
        # words of vocabularies
        ("Person", KINDS, "person"),
        ("on-going", STATUSES, "ongoing"),
        ("cyber attack", EVENTS, "cyberattack"),
        ("agreemnt", EVENTS, "agreement"),
        ("visitors", ROLES, "visitor"),
        ("part of", RELATIONS, "part_of"),
        # ids
        ("Blinken", IDS, "blinken"),
        ("whitehouse", IDS, "white-house"),
    ],
)
def test_misspellings(word: str, candidates: list[str], meant: str) -> None:
    assert closest(word, candidates) == meant


@pytest.mark.parametrize(
    "word, candidates",
    [
        ("lost", ["host"]),
        ("report", ["support"]),
        ("proposed", ["postponed"]),
        ("banana", FIELDS),
        ("weather", EVENTS),
        ("confirmed", STATUSES),
        ("p", FIELDS),
        ("con", EVENTS),  # begins several
        ("trump", IDS),
        ("--", FIELDS),
        ("title", ["", "-"]),
    ],
)
def test_unrelated_words(word: str, candidates: list[str]) -> None:
    assert closest(word, candidates) is None


def test_nearest_wins() -> None:
    """Case and separators count less than a plural, that less than a slip, that less than a part; then the alphabet."""
    assert closest("Visit", ["visits", "visit", "vist"]) == "visit"
    assert closest("visits", ["visit", "visity"]) == "visit"
    assert closest("visut", ["visit-june", "visit"]) == "visit"
    assert closest("vist", ["vest", "vast", "visitor"]) == "vast"


words = st.text(st.sampled_from("abcdeés_- X"), max_size=10)


@given(st.sampled_from(FIELDS), st.data())
def test_one_slip_in_a_long_word_is_forgiven(word: str, data: st.DataObject) -> None:
    """One slip behind the first letter of a word of four letters or more leaves something to suggest; so does none."""
    assert closest(word, FIELDS) == word
    if len(word) >= 4:
        at = data.draw(st.integers(1, len(word) - 1))
        slip = data.draw(
            st.sampled_from([word[:at] + word[at + 1 :], f"{word[:at]}q{word[at:]}", f"{word[:at]}q{word[at + 1 :]}"])
        )
        assert closest(slip, FIELDS) is not None


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.text(), min_size=1, unique=True))
def test_any_text_is_borne(word: str, candidates: list[str]) -> None:
    assert closest(word, candidates) in (None, *candidates)


def test_of_many_alternatives_ten_are_listed():
    candidates = [f"{letter}{i:02}" for letter in "abc" for i in range(30)]
    assert refused("b1", candidates).help.startswith("write one of b10, b11, b12")
    assert refused("b1", candidates).help.endswith(" and 80 more")
    assert refused("", candidates).help.count(", ") == 9


def test_candidates_remember_no_more_than_a_thousand_answers():
    candidates = Candidates(["support"])
    for i in range(2500):
        assert candidates.closest(f"word{i}") is None
    assert candidates.closest("suport") == "support"
    assert len(candidates._answers) <= 1000


def test_words_that_are_shared():
    """Prepared once for many lists that add words of their own: the answers are those of one list."""
    chosen = Random(4)
    for _ in range(300):
        words = ["".join(chosen.choices("ab-s", k=chosen.randint(1, 9))) for _ in range(30)]
        asked, own = words[0], chosen.randint(0, 29)
        every = Candidates([*words[1:own], *words[own:]])
        assert Candidates(words[1:own], Candidates(words[own:])).closest(asked) == every.closest(asked)
