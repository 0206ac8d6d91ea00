"""What verbs say of events: whether they happened, NC536 and NC525; what was used or taken, and who was counted."""

import json
from typing import Any

import pytest

import newscorpus as nc


def found(text: str, trigger: str | None, status: str, kind: str = "event", type_: str = "other") -> list[str]:
    """The help of the rules of statuses about one event."""
    made: dict[str, Any] = {"kind": kind, "type": type_, "status": status, "evidence": [text.rstrip(".")]}
    if trigger:
        made["triggers"] = [trigger]
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2026-03-12", "text": text}
    report = nc.check_text(
        json.dumps({**article, "events": {"it": made}}), "json", select=["NC520", "NC525", "NC536", "NC0", "NC1", "NC3"]
    )
    assert {one.code for one in report.diagnostics} <= {"NC520", "NC525", "NC536"}, [*map(str, report.diagnostics)]
    assert len(report.diagnostics) < 2, "an error is reported once"
    return [str(one.help) for one in report.diagnostics]


TOLD = [
    (
        "The jury acquitted the banker on Tuesday.",
        "acquitted",
        "event decision",
        "occurred",
        "ongoing planned possible",
    ),
    ("Sweden joined the alliance in March.", "joined", "event agreement", "occurred", "ongoing planned possible"),
    ("A whale was found dead on the beach.", "found", "event discovery", "occurred", "ongoing planned possible"),
    ("The hackers demanded a ransom.", "demanded", "event request", "occurred", "ongoing possible"),
    ("The court fined the club.", None, "event decision", "occurred", "possible"),
    ("The volcano is still erupting.", "erupting", "incident disaster", "ongoing", "planned possible occurred"),
    ("Investors are suing the bank.", "suing", "event accusation", "ongoing", "planned possible negated"),
    ("The bank is to raise rates.", "raise", "event decision", "planned", "ongoing"),
    ("The ministers will meet after the vote.", None, "meeting talks", "planned", "occurred"),
    ("The airline will lay off 300 pilots.", "lay off", "event departure", "planned", "occurred ongoing"),
    ("It obliges the army to leave the town.", "leave", "event withdrawal", "planned", "occurred ongoing"),
    ("The tax would be suspended until May, he added.", "suspended", "event concession", "planned", "occurred"),
    ("Rovers, who won in May, will pay 3 million.", None, "event transaction", "planned", "occurred ongoing"),
    ("The Greens may go to court.", "go", "event accusation", "possible", "occurred ongoing planned"),
    ("La Paz would probably withdraw its envoy.", "withdraw", "event withdrawal", "possible", "ongoing"),
    ("The mayor threatened to close the market.", "close", "event decision", "possible", "occurred planned"),
    ("Peru has asked Chile to extradite him.", "extradite", "event withdrawal", "possible", "occurred planned ongoing"),
    ("The union refused to meet the minister.", "meet", "meeting talks", "refused", "occurred planned"),
    ("Hackers tried to break into the network.", "break into", "incident cyberattack", "failed", "occurred ongoing"),
    ("The team failed to reach the final.", "reach", "event contest", "negated", "occurred planned"),
    ("The company scrapped the launch.", "launch", "event launch", "cancelled", "occurred planned postponed"),
    ("The fund cancelled the planned sale.", "sale", "event transaction", "cancelled", "occurred possible"),
    ("The summit was moved to November.", "summit", "meeting conference", "postponed", "occurred planned cancelled"),
]


@pytest.mark.parametrize(("text", "trigger", "what", "status", "wrong"), TOLD)
def test_the_verb_says_the_status(text: str, trigger: str | None, what: str, status: str, wrong: str) -> None:
    """One status agrees with the verb, and others do not."""
    kind, type_ = what.split()
    assert found(text, trigger, status, kind, type_) == []
    for other in wrong.split():
        assert len(found(text, trigger, other, kind, type_)) == 1, other


ORDINARY = [
    ("Miners blocked the road for a third day.", "blocked", "ongoing", "incident protest"),
    ("Police have questioned 14 managers since May.", "questioned", "ongoing", "event investigation"),
    ("The meeting planned for Monday is uncertain.", "planned", "possible", "meeting talks"),
    ("If the talks failed, the union would strike.", "strike", "possible", "incident protest"),
    ("The ground, built in 1931, will be sold.", None, "planned", "event transaction"),
    ("The board named her chief; she will take office in May.", None, "planned", "event appointment"),
    ("No ransom has been demanded so far.", "demanded", "negated", "event request"),
    ("The minister promised the families money.", "promised", "planned", "event aid"),
    ("Oman offered to mediate, and Iran agreed.", "mediate", "planned", "meeting talks"),
    ("The party wants to set up a council.", "set up", "planned", "event launch"),
    ("The minister is leaving for Rome.", "leaving", "planned", "meeting visit"),
    ("The museum was moved to Rome.", "museum", "occurred", "event other"),
    ("The union is considering a strike.", None, "possible", "incident protest"),
    ("The line would stay closed for ten days, Ecopol said.", None, "ongoing", "event change"),
    ("The road will remain closed until Monday.", None, "ongoing", "event decision"),
    ("They will build it, they said after three days of talks.", None, "occurred", "meeting talks"),
    ("The factory will open, both announced following a round of negotiations.", None, "occurred", "meeting talks"),
]


@pytest.mark.parametrize(("text", "trigger", "status", "what"), ORDINARY)
def test_ordinary_news(text: str, trigger: str | None, status: str, what: str) -> None:
    """Nothing is reported where the verb leaves the status open."""
    assert found(text, trigger, status, *what.split()) == []


def reported(code: str, text: str, type_: str = "attack", kind: str = "incident", **event: Any) -> list[str]:
    """The messages of a rule about one event with a sentence as evidence."""
    actors = [{"id": key, "name": key, "kind": "organization", "country": key} for key in ("DK", "NO")]
    made = {"kind": kind, "type": type_, "evidence": [text.rstrip(".")], **event}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2026-03-12", "text": text}
    article |= {"events": {"it": made}, "actors": actors}
    report = nc.check_text(json.dumps(article), "json", select=[code])
    return [one.message for one in report.diagnostics]


COUNTS = [
    ("A patient aged 81 died in an ambulance.", "killed", "81", 81, "an age"),
    ("A woman, 34, was killed in her car.", "killed", "34", 34, "an age"),
    ("A 19-year-old was killed.", "killed", "19", 19, "an age"),
    ("The boat seized two Guyanese\ntrawlers.", "detained", "two", 2, "counts trawlers"),
    ("Two buses were burnt and nine people killed.", "killed", "Two", 2, "counts buses"),
    ("Two buses were burnt and nine people killed.", "killed", "nine", 9, ""),
    ("Two truck drivers were killed.", "killed", "Two", 2, ""),
    ("The bomb killed 34 and injured 14.", "killed", "34", 34, ""),
    ("The bomb killed 34, including a child.", "killed", "34", 34, ""),
    ("Police held eleven fishermen for four days.", "detained", "eleven", 11, ""),
]


@pytest.mark.parametrize(("text", "harm", "words", "count", "message"), COUNTS)
def test_what_counts_no_people(text: str, harm: str, words: str, count: int, message: str) -> None:
    """An age, and things that are counted."""
    messages = reported("NC526", text, casualties={harm: {words: count}})
    assert [message in one for one in messages] == ([True] if message else [])


THINGS = [
    ("Officers seized two laptops and a phone.", "detention", "instrument", "two laptops", "an object"),
    ("Thieves stole a painting with a crane.", "crime", "instrument", "a painting", "an object"),
    ("Thieves stole a painting with a crane.", "crime", "instrument", "a crane", ""),
    ("Hackers used a forged email to break in.", "cyberattack", "object", "a forged email", "an instrument"),
    ("Police used water cannon on the crowd.", "protest", "object", "water cannon", "an instrument"),
    ("Rebels attacked a post with mortars.", "attack", "object", "a post", ""),
    ("The ship carried 40 tonnes of rice.", "crime", "object", "40 tonnes", "an amount"),
    ("The navy sent a frigate to the area.", "attack", "instrument", "a frigate", ""),
]


@pytest.mark.parametrize(("text", "type_", "sort", "words", "message"), THINGS)
def test_sorts_of_things(text: str, type_: str, sort: str, words: str, message: str) -> None:
    """By the verb before the words: what is seized, what is used."""
    messages = reported("NC540", text, type_, things={sort: words})
    assert [message in one for one in messages] == ([True] if message else [])


@pytest.mark.parametrize(
    ("type_", "kind", "text", "count"),
    [
        ("sanction", "event", "The agency fined the hospital group.", 1),
        ("decision", "event", "The agency fined the hospital group.", 0),
        ("unrest", "incident", "Fishers blocked the bridge to protest against trawlers.", 1),
        ("unrest", "incident", "Fishers threw stones in protest at the trawlers.", 0),
        ("protest", "incident", "Fishers blocked the bridge to protest against trawlers.", 0),
    ],
)
def test_types_of_fines_and_blockades(type_: str, kind: str, text: str, count: int) -> None:
    """A fine is a decision, and who blocks a road in protest does not riot."""
    assert len(reported("NC534", text, type_, kind)) == count


@pytest.mark.parametrize(
    ("words", "value", "parties", "count"),
    [
        ("2 million kroner", "2000000 NOK", ["DK"], 1),
        ("2 million kroner", "2000000 DKK", ["DK"], 0),
        ("2 million kroner", "2000000 NOK", ["DK", "NO"], 0),
        ("2 million Norwegian kroner", "2000000 NOK", ["DK"], 0),
    ],
)
def test_the_currency_of_participants(words: str, value: str, parties: list[str], count: int) -> None:
    """Unless the words name the country."""
    event = {"participants": {"participant": parties}, "things": {"amount": {words: value}}}
    assert len(reported("NC544", f"The firm was sold for {words}.", "transaction", "event", **event)) == count


CLAIMS = [
    ("I doubt very much that they will sign", "denies", "unlikely"),
    ("We cannot rule it out", "denies", "possible"),
    ("A strike is quite possible", "denies", "possible"),
    ("The owner may be fined", "denies", "possible"),
    ("The owner will be fined", "likely", "no word"),
    ("They opened fire without warning", "uncommitted", "no word"),
    ("He will appeal next week", "possible", "no word"),
    ("He will probably appeal next week", "likely", ""),
    ("We do not know whether he will appeal", "uncommitted", ""),
    ("He may appeal", "possible", ""),
    ("There is no doubt that he took it", "asserts", ""),
    ("The owner was not fined", "denies", ""),
]


@pytest.mark.parametrize(("quote", "stance", "message"), CLAIMS)
def test_stances(quote: str, stance: str, message: str) -> None:
    """Doubt is no denial, and what will be is not merely likely."""
    event = {"kind": "event", "type": "other", "evidence": ["a fine"]}
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": "en",
        "text": f"It is a fine. “{quote},” Eva Lind said.",
    }
    article |= {"actors": [{"id": "eva", "name": "Eva Lind", "kind": "person"}], "events": {"it": event}}
    article["claims"] = [{"by": "eva", "quote": quote, "cue": "Eva Lind said", "about": "it", "stance": stance}]
    found = nc.check_text(json.dumps(article), "json", select=["NC612", "NC616"]).diagnostics
    assert [message in f"{one.message} {one.help}" for one in found] == ([True] if message else [])


def test_a_number_in_another_order() -> None:
    """No other number is reported where the words of the article are only turned round."""
    text = "It was the best news since the peace of 1998 in Lima."
    for quote, message in (
        ("the best news since the 1998 peace", "words it differently"),
        ("the peace of 1997", "another number"),
    ):
        event = {"kind": "event", "type": "other", "evidence": [quote]}
        article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"it": event}}
        (found,) = nc.check_text(json.dumps(article), "json", select=["NC301"]).diagnostics
        assert message in found.message


@pytest.mark.parametrize(
    ("words", "when", "count"),
    [
        ("from 1 December", "2026-12-01/..", 0),
        ("from 1 December", "2027-12-01/..", 1),
        ("until 1 July", "../2026-07-01", 0),
        ("until 1 July", "../2025-07-01", 0),
        ("until 1 July", "../2027-07-01", 1),
        ("since April", "2025-04/..", 0),
        ("since April", "2023-04/..", 1),
    ],
)
def test_the_year_of_an_interval(words: str, when: str, count: int) -> None:
    """A month without a year is the nearest one, in an interval with an open end, too."""
    status = "ongoing" if words.startswith("since") else "planned"
    messages = reported(
        "NC420",
        f"The plan of 2027 is old.\n\nPeru buys power {words}.",
        "other",
        "event",
        status=status,
        when={words: when},
        evidence=["Peru buys power"],
    )
    assert len(messages) == count
