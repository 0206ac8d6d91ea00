"""Did you mean: misspellings that people make, and words that only look alike."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscorpus.models.vocabulary import DEFAULT
from newscorpus.text.suggest import Candidates, closest

FIELDS = """
    format id text_file text sha256 language published headline author publisher url dateline text_license keywords annotation actors
    events claims waive attributes note name kind named aliases mentions roles country sector ids type title status participants
    things when places topics evidence triggers relations outcome casualties quote by cue at via about stance exact within start
    end edtf org count
""".split()  # noqa: SIM905
KINDS = list(DEFAULT.actor_kinds)
EVENTS = [word for kind in DEFAULT.event_kinds for word in DEFAULT.get("types", kind)]
STATUSES = list(DEFAULT.get("statuses", "meeting"))
ROLES = [word for kind in DEFAULT.event_kinds for word in DEFAULT.get("roles", kind)]
SECTORS = list(DEFAULT.sectors)
RELATIONS = list(DEFAULT.relations)
IDS = [
    "blinken",
    "qin",
    "xi",
    "white-house",
    "us",
    "china",
    "visit-june",
    "visit-feb",
    "visit-2018",
    "balloon",
    "balloon-crisis",
]


@pytest.mark.parametrize(
    "word, candidates, meant",
    [
        # fields: slips, plurals, other people's spelling and casing
        ("titel", FIELDS, "title"),
        ("tittle", FIELDS, "title"),
        ("Title", FIELDS, "title"),
        ("itle", FIELDS, "title"),
        ("partecipants", FIELDS, "participants"),
        ("particpants", FIELDS, "participants"),
        ("participant", FIELDS, "participants"),
        ("Participants", FIELDS, "participants"),
        ("evidances", FIELDS, "evidence"),
        ("evidences", FIELDS, "evidence"),
        ("vidence", FIELDS, "evidence"),
        ("actor", FIELDS, "actors"),
        ("place", FIELDS, "places"),
        ("alias", FIELDS, "aliases"),
        ("publised", FIELDS, "published"),
        ("langauge", FIELDS, "language"),
        ("lang", FIELDS, "language"),
        ("tpye", FIELDS, "type"),
        ("kint", FIELDS, "kind"),
        ("whn", FIELDS, "when"),
        ("textFile", FIELDS, "text_file"),
        ("text-file", FIELDS, "text_file"),
        ("text file", FIELDS, "text_file"),
        ("TEXT_FILE", FIELDS, "text_file"),
        ("sha-256", FIELDS, "sha256"),
        ("countries", FIELDS, "country"),
        ("attrib", FIELDS, "attributes"),
        ("atributes", FIELDS, "attributes"),
        ("casulties", FIELDS, "casualties"),
        ("notes", FIELDS, "note"),
        ("event_type", FIELDS, "type"),
        ("start_date", FIELDS, "start"),
        ("author_name", ["author", "title"], "author"),
        # words of vocabularies
        ("Organisation", KINDS, "organization"),
        ("organisations", KINDS, "organization"),
        ("org", KINDS, "organization"),
        ("persson", KINDS, "person"),
        ("Person", KINDS, "person"),
        ("canceled", STATUSES, "cancelled"),
        ("occured", STATUSES, "occurred"),
        ("on-going", STATUSES, "ongoing"),
        ("planed", STATUSES, "planned"),
        ("cyber attack", EVENTS, "cyberattack"),
        ("cyber_attacks", EVENTS, "cyberattack"),
        ("mobilisation", EVENTS, "mobilization"),
        ("agreemnt", EVENTS, "agreement"),
        ("talk", EVENTS, "talks"),
        ("press-conference", EVENTS, "conference"),
        ("organiser", ROLES, "organizer"),
        ("visitors", ROLES, "visitor"),
        ("gov", SECTORS, "GOV"),
        ("partof", RELATIONS, "part_of"),
        ("part of", RELATIONS, "part_of"),
        ("causedBy", RELATIONS, "caused_by"),
        ("same-as", RELATIONS, "same_as"),
        # ids
        ("quin", IDS, "qin"),
        ("qin-gang", IDS, "qin"),
        ("antony-blinken", IDS, "blinken"),
        ("Blinken", IDS, "blinken"),
        ("visit-jun", IDS, "visit-june"),
        ("visit_june", IDS, "visit-june"),
        ("whitehouse", IDS, "white-house"),
        ("baloon", IDS, "balloon"),
        ("crisis", IDS, "balloon-crisis"),
    ],
)
def test_misspellings(word: str, candidates: list[str], meant: str) -> None:
    """A misspelling that people make is taken for what it was meant to be."""
    assert closest(word, candidates) == meant


@pytest.mark.parametrize(
    "word, candidates",
    [
        ("lost", ["host"]),
        ("dinner", ["winner"]),
        ("sport", ["support"]),
        ("greeting", ["meeting"]),
        ("report", ["support"]),
        ("acquisition", ["accusation"]),
        ("difference", ["conference"]),
        ("proposed", ["postponed"]),
        ("investment", ["investigation"]),
        ("banana", FIELDS),
        ("weather", EVENTS),
        ("location", FIELDS),
        ("summary", FIELDS),
        ("company", KINDS),
        ("human", KINDS),
        ("done", STATUSES),
        ("confirmed", STATUSES),
        ("USA", SECTORS),
        ("REX", SECTORS),
        ("p", FIELDS),
        ("in", FIELDS),
        ("co", EVENTS),
        ("con", EVENTS),  # begins several
        ("visit", IDS),  # likewise
        ("trump", IDS),
        ("jinping", IDS),
        ("xi", ["qin", "li", "us"]),
        ("", FIELDS),
        ("--", FIELDS),
        ("title", []),
        ("title", ["", "-"]),
        ("x" * 100_000, ["x" * 99_999, "title"]),
        ("title", ["title" * 1000]),
        ("日本", ["中国", "title"]),
    ],
)
def test_unrelated_words(word: str, candidates: list[str]) -> None:
    """Words that only look alike, ambiguous beginnings and words without end suggest nothing."""
    assert closest(word, candidates) is None


def test_nearest_wins() -> None:
    """Case and separators count less than a plural, that less than a slip, that less than a part; then the alphabet."""
    assert closest("Visit", ["visits", "visit", "vist"]) == "visit"
    assert closest("visits", ["visit", "visity"]) == "visit"
    assert closest("visut", ["visit-june", "visit"]) == "visit"
    assert closest("vist", ["vest", "vast", "visitor"]) == "vast"


words = st.text(st.sampled_from("abcdeés_- X"), max_size=10)


@given(words, st.lists(words, max_size=8), st.randoms())
def test_order_does_not_matter(word: str, candidates: list[str], random: Random) -> None:
    """The suggestion is one of the candidates, or None, whatever their order and number."""
    found = closest(word, candidates)
    random.shuffle(candidates)
    assert closest(word, set(candidates)) == closest(word, iter(candidates * 2)) == found
    assert found is None or found in candidates


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


@given(st.text(), st.lists(st.text()))
def test_any_text_is_borne(word: str, candidates: list[str]) -> None:
    """No text raises anything."""
    closest(word, candidates)


def test_of_many_alternatives_ten_are_listed():
    """Those that are spelt most like the word, the one that is meant first, and the number of the others."""
    candidates = Candidates([f"{letter}{i:02}" for letter in "abc" for i in range(30)])
    assert candidates.listed("b1").startswith("b10, b11, b12")
    assert candidates.listed("b1").endswith(" and 80 more")
    assert candidates.listed("b1", "c07").split(", ")[:2] == ["c07", "b10"]
    assert candidates.listed("").count(", ") == 9


def test_candidates_remember_no_more_than_a_thousand_answers():
    """A process that checks many articles has the same candidates for all of them."""
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
        assert Candidates(words[1:own], Candidates(words[own:])).closest(asked) == closest(
            asked, [*words[1:own], *words[own:]]
        )
