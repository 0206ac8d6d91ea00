"""Claims and their stances (NC612): words that deny, admit, doubt or leave it open."""

import json
from typing import Any

import pytest
from annotations import messages_of

import newscorpus as nc

ACTORS = {"anna": {"name": "Anna Berg", "kind": "person"}, "lomar": {"name": "Lomar", "kind": "organization"}}


def found(stance: str, text: str, quote: str, cue: str = "", language: str = "en", **event: Any) -> list[str]:
    """The messages of NC612 about one claim; the event is that of the first sentence, if nothing else is said."""
    evidence = text.partition(".")[0]
    made = {"kind": "event", "type": "launch", "evidence": [evidence], "participants": {"agent": ["lomar"]}, **event}
    claim = {"by": ["anna"], "quote": [quote], "about": ["it"], "stance": stance, **({"cue": cue} if cue else {})}
    return messages_of("NC612", text, language, actors=ACTORS, events={"it": made}, claims=[claim])


DENYING = [
    ("Anna Berg denied that Lomar had paid", "Lomar had paid", "Anna Berg denied", "denied"),
    ("Anna Berg denied that Lomar had paid", "Lomar had paid", "Anna Berg", "denied"),
    ("Anna Berg denied that Lomar had paid", "Lomar had paid", "", "denied"),
    ("Anna Berg rejected the claim as nonsense", "nonsense", "Anna Berg rejected the claim", "rejected"),
    ("Anna Berg denies it", "Anna Berg denies it", "denies", "denies"),
    ("Anna Berg denied the plan, saying that Lomar paid", "Berg denied the plan, saying that Lomar paid", "denied", ""),
    ("Anna Berg does not deny it", "Anna Berg does not deny it", "deny", ""),
    ("“We had nothing to do with it,” Anna Berg said", "We had nothing to do with it", "", "nothing to do with"),
    # Not denied, or not that.
    ("Anna Berg did not deny that Lomar had paid", "Lomar had paid", "Anna Berg did not deny", ""),
    ("Anna Berg denied that Lomar had not paid", "Lomar had not paid", "Anna Berg denied", ""),
    ("Anna Berg rejected the offer. Lomar paid", "Lomar paid", "", ""),
    ("Lomar paid, Anna Berg said; nothing was never denied", "Lomar paid", "nothing was never denied", ""),
]


@pytest.mark.parametrize(("text", "quote", "cue", "word"), DENYING)
def test_who_denies_asserts_nothing(text, quote, cue, word):
    text = f"Lomar opened a bank. {text}."
    messages = found("asserts", text, quote, cue)
    assert [f": `{word}`" in message for message in messages] == ([True] if word else [])
    assert not word or found("denies", text, quote, cue) == []


@pytest.mark.parametrize(
    ("text", "quote", "word"),
    [
        ("Anna Berg warned that Lomar could go", "Lomar could go", "could"),
        ("“They may come,” Anna Berg said", "They may come", "may"),
        ("Anna Berg said that Lomar could see it", "Lomar could see it", ""),
        ("Anna Berg said that Lomar paid in May", "Lomar paid in May", ""),
        ("Anna Berg said that Lomar paid, and that Oslo may, too", "Lomar paid, and that Oslo may, too", ""),
    ],
)
def test_who_says_what_may_be_asserts_nothing(text, quote, word):
    messages = found("asserts", f"Lomar opened a bank. {text}.", quote)
    assert [f"leave it open: `{word}`" in message for message in messages] == ([True] if word else [])


@pytest.mark.parametrize(
    ("quote", "status", "reported"),
    [
        ("Lomar would go if it rained", "possible", True),
        ("Lomar would go if it rained", "planned", False),
        ("Lomar would go", "possible", False),
        ("Lomar will go, if late", "possible", False),
    ],
)
def test_what_would_be_on_a_condition_is_possible(quote, status, reported):
    messages = found("asserts", f"Lomar opened a bank. Anna Berg said {quote}.", quote, status=status)
    assert ["leave it open: `would`" in message for message in messages] == [True] * reported


ADMITTING = [
    ("Anna Berg admitted that Lomar had paid", "Lomar had paid", "Anna Berg admitted", "admitted"),
    ("Lomar had paid, Anna Berg confirmed", "Lomar had paid", "Anna Berg confirmed", "confirmed"),
    ("Anna Berg confirmed that no bank was opened", "no bank was opened", "Anna Berg confirmed", ""),
    ("Anna Berg could not have confirmed it: Lomar paid", "Lomar paid", "Anna Berg could not have confirmed it", ""),
    ("Anna Berg spoke of fairy tales", "fairy tales", "Anna Berg spoke", ""),
]


@pytest.mark.parametrize(("text", "quote", "cue", "word"), ADMITTING)
def test_who_admits_denies_nothing(text, quote, cue, word):
    text = f"Lomar opened a bank. {text}."
    messages = found("denies", text, quote, cue)
    assert [f": `{word}`" in message for message in messages] == ([True] if word else [])


SHOWN = [
    ("Lomar opened a bank, Anna Berg said", "Lomar opened a bank", "Anna Berg said", {}, True),
    ("Lomar declined, Anna Berg said", "Lomar declined", "Anna Berg said", {"type": "refusal"}, True),
    ("Lomar refused to open a bank, Anna Berg said", "Lomar refused to open a bank", "Anna Berg said", {}, False),
    ("Lomar opened a bank, Anna Berg said", "a bank", "Anna Berg said", {}, False),
    ("Lomar may open a bank, Anna Berg said", "Lomar may open a bank", "Anna Berg said", {}, True),
    ("Lomar opened a bank, Anna Berg said", "Lomar opened a bank", "Anna Berg said", {"status": "negated"}, False),
]


@pytest.mark.parametrize(("text", "quote", "cue", "event", "reported"), SHOWN)
def test_what_the_evidence_says_is_not_denied(text, quote, cue, event, reported):
    """If the claim is words of the evidence, names a participant, and nothing in it or beside it denies."""
    assert len(found("denies", f"{text}.", quote, cue, **event)) == reported


@pytest.mark.parametrize(
    ("language", "text", "quote", "cue", "reported"),
    [
        ("de", "Anna Berg bestritt, dass Lomar gezahlt hat", "Lomar gezahlt hat", "Anna Berg bestritt", True),
        ("de", "Anna Berg sagte, dass Lomar gezahlt hat", "Lomar gezahlt hat", "Anna Berg sagte", False),
        ("es", "Anna Berg negó que Lomar pagara", "Lomar pagara", "Anna Berg negó", True),
    ],
)
def test_attitudes_in_other_languages(language, text, quote, cue, reported):
    assert len(found("asserts", f"It rained in Oslo. {text}.", quote, cue, language)) == reported


NEVER = [
    ("Lomar never carried a box of fish", 1),
    ("We carried not a single box of fish", 1),
    ("Lomar never carried a box of gold", 0),  # no word of the evidence
]


@pytest.mark.parametrize(("quote", "reported"), NEVER)
def test_never_denies_what_others_allege(quote: str, reported: int) -> None:
    """If another source asserts the event, and the claim is of one clause and has a word of its evidence."""
    text = f"Carl Dahl said: Lomar stole fish. {quote}, said Anna Berg."
    event = {"kind": "incident", "type": "crime", "status": "alleged", "evidence": ["Lomar stole fish"]}
    claims = [
        {"by": ["carl"], "quote": ["Lomar stole fish"], "about": ["it"], "stance": "asserts"},
        {"by": ["anna"], "quote": [quote], "about": ["it"], "stance": "asserts"},
    ]
    actors = ACTORS | {"carl": {"name": "Carl Dahl", "kind": "person"}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": actors}
    for some, expected in ((claims, reported), (claims[1:], 0)):
        data = json.dumps(article | {"events": {"it": event}, "claims": some})
        assert len(nc.check_text(data, "json", select=["NC612"]).diagnostics) == expected


@pytest.mark.parametrize(
    ("stance", "quote", "said"),
    [
        ("unlikely", "Lomar would probably not open a bank before April", None),
        ("asserts", "Lomar would probably not open a bank before April", "would probably not"),
        ("unlikely", "Lomar would probably open a bank", "probably"),
        ("likely", "it was probably not an accident", None),
    ],
)
def test_what_is_probably_not_so(stance: str, quote: str, said: str | None) -> None:
    """It is unlikely, unless it is what keeps an event from happening that is so; who or what it was is left alone."""
    messages = found(stance, f"Lomar opened a bank. Anna Berg said {quote}.", quote)
    assert [one.endswith(f"but the words are `{said}`") for one in messages] == ([True] if said else [])


@pytest.mark.parametrize(
    ("stance", "text", "quote", "cue", "meant"),
    [
        ("denies", "Anna Berg did not rule out that bank", "that bank", "Anna Berg did not rule out", "possible"),
        ("asserts", "Anna Berg could not exclude that bank", "that bank", "Anna Berg could not exclude", "possible"),
        ("asserts", "Anna Berg has no comment and says it is a bank", "is a bank", "has no comment and says", ""),
        (
            "possible",
            "A bank is hardly possible, Anna Berg said",
            "A bank is hardly possible",
            "Anna Berg said",
            "unlikely",
        ),
        ("asserts", "No one had opened it, Anna Berg said", "No one had opened it", "Anna Berg said", "denies"),
        ("asserts", "Nobody opened a bank, Anna Berg said", "Nobody opened a bank", "Anna Berg said", "denies"),
        ("asserts", "Nobody was glad about it, Anna Berg said", "Nobody was glad about it", "Anna Berg said", ""),
        ("asserts", "It is likely to cost more, Anna Berg said", "It is likely to cost more", "Anna Berg said", ""),
    ],
)
def test_doubts_in_the_cue_and_negations_of_what_is_possible(
    stance: str, text: str, quote: str, cue: str, meant: str
) -> None:
    text = f"Lomar may open a bank. {text}."
    messages = found(stance, text, quote, cue, status="possible", title="Lomar opens a bank")
    assert len(messages) == bool(meant), messages
    assert not meant or found(meant, text, quote, cue, status="possible", title="Lomar opens a bank") == []


@pytest.mark.parametrize(
    ("quote", "reported"),
    [
        ("Nobody asked us before they sold our work", False),
        ("Nobody asked us before the army sold our work", False),
        ("No guard was there when Lomar opened it", False),
        ("No guard has been there since 2004", True),
        ("No guard was there at the bank", True),
        ("Nobody has opened a bank", True),
    ],
)
def test_a_negation_is_of_its_own_clause(quote, reported):
    text = f"Lomar opened a bank. “{quote},” Anna Berg said."
    assert bool(found("asserts", text, quote)) == reported


NEITHER = [
    ("Anna Berg did not confirm that Lomar had paid", "Lomar had paid", "Anna Berg did not confirm"),
    ("Anna Berg neither confirmed nor denied that Lomar paid", "Lomar paid", "Anna Berg neither confirmed nor denied"),
    ("Anna Berg refused to confirm the attack on Lomar", "the attack on Lomar", "Anna Berg refused to confirm"),
    ("Anna Berg said it remained to be seen whether Lomar paid", "it remained to be seen whether Lomar paid", None),
    ("Anna Berg said a deal was far from certain", "a deal was far from certain", "Anna Berg said"),
]


@pytest.mark.parametrize(("text", "quote", "cue"), NEITHER)
def test_who_leaves_it_open_is_uncommitted(text, quote, cue):
    for stance in ("asserts", "denies"):
        assert len(found(stance, f"Lomar opened a bank. {text}.", quote, cue or "Anna Berg said")) == 1


@pytest.mark.parametrize("said", ["a deal is out of the question", "the report is pure invention"])
def test_what_is_out_of_the_question_is_denied(said):
    for stance in ("asserts", "likely", "possible"):
        assert len(found(stance, f"Lomar opened a bank. Anna Berg said {said}.", said, "Anna Berg said")) == 1


ARTICLE: dict[str, Any] = {
    "format": "newscorpus/1",
    "id": "a",
    "language": "en",
    "published": "2024-05-08",
    "text": "Anna Berg met Carl Dahl in Oslo. We came, she said. They stayed, Carl Dahl said.",
    "actors": {"anna": {"name": "Anna Berg", "kind": "person"}, "carl": {"name": "Carl Dahl", "kind": "person"}},
}
TALKS = {"kind": "event", "type": "other", "evidence": ["Anna Berg met Carl Dahl in Oslo"]}


def told(code: str, **parts: Any) -> list[str]:
    """The messages and the help of a rule."""
    report = nc.check_text(json.dumps(ARTICLE | parts), "json", select=[code])
    return [f"{one.message}; {one.help}" for one in report.diagnostics if one.code == code]


def claim(quote: str, stance: str, about: Any = "talks", **more: Any) -> dict[str, Any]:
    return {"by": "anna", "quote": quote, "stance": stance, "about": about, **more}


@pytest.mark.parametrize(("cue", "advice"), [("Carl Dahl said", "whose cue names another"), (None, "add `when` or")])
def test_who_says_the_contrary_may_be_somebody_else(cue: str | None, advice: str):
    other = claim("They stayed", "denies", **({"cue": cue} if cue else {}))
    (said,) = told("NC606", events={"talks": TALKS}, claims=[claim("We came", "asserts", cue="she said"), other])
    assert "`anna` denies `talks`, and asserts it" in said
    assert advice in said


@pytest.mark.parametrize(("kind", "advised"), [("detention", True), ("crime", False)])
def test_who_is_held_may_be_no_suspect(kind: str, advised: bool):
    event = TALKS | {"kind": "incident", "type": kind, "participants": {"suspect": ["carl"]}}
    (said,) = told("NC607", events={"talks": event})
    assert ("write `target` or `victim`" in said) == advised


@pytest.mark.parametrize(("days", "longer"), [("2024-05-01/2024-05-07", 1), ("2024-05-03/2024-05-04", 0)])
def test_a_part_is_not_longer_than_the_whole(days: str, longer: int):
    part = TALKS | {"when": days, "relations": {"part_of": "whole"}}
    whole = TALKS | {"title": "The visit", "when": "2024-05-03/2024-05-05"}
    said = told("NC407", events={"talks": part, "whole": whole})
    assert len(said) == longer
    assert all("begins earlier and ends later" in one for one in said)


PEOPLE = {
    "anna": {"name": "Anna Berg", "kind": "person"},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "army": {"name": "the army", "kind": "organization", "named": False, "mentions": [{"exact": "The army"}]},
}


STANCES = [
    ("he will probably come", "asserts", "NC612", "`probably`"),
    ("he will probably come", "likely", "NC612", ""),
    ("I did not know", "denies", "NC612", ""),
    ("I do not know the town, but I like it", "denies", "NC612", ""),
    ("It might rain", "asserts", "NC612", "`might`"),
    ("I do not think that it will happen", "likely", "NC612", "`not think`"),
    ("Not a single shot was fired there", "asserts", "NC612", "`not`"),
    ("Not here", "asserts", "NC612", ""),
    ("A strike is quite possible", "denies", "NC612", "`is quite possible`"),
    ("The owner may be fined", "denies", "NC612", "`may`"),
    ("He may appeal", "possible", "NC612", ""),
    ("There is no doubt that he took it", "asserts", "NC612", ""),
]


@pytest.mark.parametrize(("quote", "stance", "code", "message"), STANCES)
def test_words_for_a_stance(quote: str, stance: str, code: str, message: str) -> None:
    event = {"kind": "event", "type": "other", "evidence": ["Anna Berg came"]}
    claim = {"by": ["carl"], "quote": quote, "about": ["it"], "stance": stance}
    actors = {key: PEOPLE[key] for key in ("anna", "carl")}
    text = f"Anna Berg came. “{quote},” said Carl Dahl."
    messages = messages_of(code, text, actors=actors, events={"it": event}, claims=[claim])
    assert [message in one for one in messages] == ([True] if message else [])
    assert messages_of(code, text, language="fr", actors=actors, events={"it": event}, claims=[claim]) == []
