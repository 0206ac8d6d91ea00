"""NC519 to NC522 beyond the examples: evidence that names nobody, denies its event, or is that of several."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person", "aliases": ["Berg"], "roles": ["mayor"], "mentions": []},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "crowd": {"name": "a crowd", "kind": "group", "named": False},
    "lomar": {"name": "Lomar", "kind": "organization"},
}


def checked(folder, code: str, article: dict[str, Any]) -> list[str]:
    """The messages of one rule about an article; actors that the text does not have are another rule's business."""
    file = folder / "a.json"
    file.write_text(json.dumps({"format": "newscorpus/1", "id": "a", "language": "en", **article}), encoding="utf-8")
    found = nc.check(file, select=[code, "NC0", "NC1"]).diagnostics
    assert all(d.code == code for d in found), [*map(str, found)]
    return [d.message for d in found]


def told(evidence: str, trigger: str = "", text: str = "", **more: Any) -> dict[str, Any]:
    """An article with one event."""
    event = {"kind": "event", "type": "election", "evidence": [evidence], **more}
    return {"text": text or f"{evidence}.", "events": {"it": event | ({"triggers": [trigger]} if trigger else {})}}


DENIED = [
    ("Anna Berg did not meet Carl Dahl", "meet", "not"),
    ("Anna Berg didn’t meet Carl Dahl", "meet", "didn’t"),
    ("Anna Berg has never met Carl Dahl", "met", "never"),
    ("Anna Berg would meet Carl Dahl", "meet", "would"),
    ("Anna Berg may soon have met Carl Dahl", "met", "may"),
    ("Anna Berg will probably be meeting Carl Dahl", "meeting", "will"),
    ("Anna Berg is expected to meet Carl Dahl", "meet", "expected to"),
    ("Anna Berg plans to finally meet Carl Dahl", "meet", "plans to"),
    ("Anna Berg hopes now to meet Carl Dahl", "meet", "hopes to"),
    ("Anna Berg refused to meet Carl Dahl", "meet", "refused to"),
    ("Anna Berg was not able to meet Carl Dahl", "meet", "not"),
    ("Nobody met Carl Dahl", "met", "nobody"),
    ("No officials were hurt", "hurt", "no"),
    ("None of the officials were hurt", "hurt", "none"),
    ("There were no talks", "talks", "no"),
    ("There were no further talks", "talks", "no"),
    ("Anna Berg left without a vote", "vote", "without"),
    ("Anna Berg left, not without angry talks", "talks", ""),
    ("Anna Berg left without long talks", "talks", "without"),
    ("The talks did not take place", "talks", "not"),
    ("The vote will be held in May", "vote", "will"),
    ("The town was not evacuated", "was not evacuated", "not"),
    ("She said that he would never resign", "resign", "never"),
    ("Anna Berg denied that she had met Carl Dahl", "met", "denied"),
    ("Anna Berg dismissed reports that she had met Carl Dahl", "met", "dismissed"),
    ("Anna Berg agreed to meet Carl Dahl", "meet", "agreed to"),
    # What denies another verb, or does not deny.
    ("Anna Berg denied any part in the attack", "attack", ""),
    ("Anna Berg denied that she was behind the attack", "attack", ""),
    ("Anna Berg denied it, saying that she had met Carl Dahl", "met", ""),
    ("Anna Berg did not deny that she had met Carl Dahl", "met", ""),
    ("Anna Berg denied it when she met Carl Dahl", "met", ""),
    ("Anna Berg met Carl Dahl", "met", ""),
    ("Anna Berg, who did not vote, met Carl Dahl", "met", ""),
    ("Anna Berg met Carl Dahl, who would resign", "met", ""),
    ("Anna Berg met Carl Dahl to not lose face", "met", ""),
    ("Anna Berg not only met Carl Dahl", "met", ""),
    ("Anna Berg did not meet Carl Dahl until Monday", "meet", ""),
    ("Anna Berg did not refuse to meet Carl Dahl", "meet", ""),
    ("Anna Berg had to meet Carl Dahl", "meet", ""),
    ("Anna Berg hardly met Carl Dahl", "met", ""),
    ("A man with no children was killed", "killed", ""),
    ("None who came met Carl Dahl", "met", ""),
    ("No one of them knew that Anna Berg met Carl Dahl", "met", ""),
    ("No mayor but Anna Berg met Carl Dahl", "met", ""),
    ("The attack did not damage the town", "attack", ""),
    ("The attack, it seems, will damage the town", "attack", ""),
    ("Not without talks did they agree", "talks", ""),
    ("To meet Carl Dahl was hard", "meet", ""),
    ("Finally met by Carl Dahl", "met", ""),
    ("Six big old red wooden Oslo ferries crashed", "crashed", ""),
    ("Nothing new: Anna Berg met Carl Dahl", "met", ""),
]


@pytest.mark.parametrize(("evidence", "trigger", "word"), DENIED)
def test_the_words_that_name_an_event_are_denied(evidence, trigger, word, tmp_path):
    """A negation, a modal verb or the like governs the trigger itself; no other clause counts."""
    found = checked(tmp_path, "NC520", told(evidence, trigger))
    assert [f"`{word}` in its evidence" in message for message in found] == ([True] if word else [])


@pytest.mark.parametrize(
    ("evidence", "trigger", "statuses"),
    [
        ("Anna Berg tried to board a ship", "board", "`status: failed` or `negated`"),
        ("No vote has been held", "vote", "`status: negated`"),
        ("Anna Berg would meet Carl Dahl", "meet", "`status: negated`, `planned` or `possible`"),
    ],
)
def test_the_status_that_a_denial_suggests(evidence, trigger, statuses):
    """What somebody tried has failed; what no one did is negated."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", **told(evidence, trigger)}
    (one,) = nc.check_text(json.dumps(article), "json", select=["NC520"]).diagnostics
    assert (one.help or "").startswith(f"write {statuses}, or quote")


FIRST = [
    ("Anna Berg did not meet Carl Dahl", "election", True),
    ("would meet Carl Dahl", "election", True),
    ("are expected to arrive", "election", True),
    ("No officials were hurt", "election", True),
    ("Anna Berg and the mayor will meet", "election", True),
    ("Anna Berg plans to meet Carl Dahl", "election", True),
    ("There were also two teams scheduled to meet", "election", True),
    ("Anna Berg denied that Carl Dahl won", "election", True),
    ("She rejected claims that Carl Dahl won", "election", True),
    ("Anna Berg denied Carl Dahl the victory", "election", False),
    ("Anna Berg rejected the offer", "election", False),
    ("Anna Berg will retaliate", "threat", False),
    ("Anna Berg met no officials", "election", False),
    ("Anna Berg met Carl Dahl, and he will resign", "election", False),
    ("Anna Berg asked who would meet Carl Dahl", "election", False),
    ("Anna Berg knew he would come", "election", False),
    ("Anna Berg said Carl Dahl would resign", "election", False),
    ("Anna Berg, the mayor, will resign", "election", False),
    ("Anna Berg has met Carl Dahl, and will stay", "election", False),
    ("Anna Berg came and would stay", "election", False),
    ("Anna Berg saw the man he would meet", "election", False),
    ("Anna Berg is not the mayor", "election", False),
    ("Anna Berg did not meet Carl Dahl until Monday", "election", False),
    ("In May Anna Berg won", "election", False),
    ("and would meet Carl Dahl", "election", False),
    ("If Anna Berg would come", "election", False),
    (
        "Anna Berg of the Lomar and of the Dahl and of the Eide and of the Berg families of Oslo will win",
        "change",
        False,
    ),
]


@pytest.mark.parametrize(("evidence", "type_", "reported"), FIRST)
def test_without_triggers_the_first_verb_counts(evidence, type_, reported, tmp_path):
    """Of one clause; an event that is said may well be said with `would`."""
    found = checked(tmp_path, "NC520", told(evidence, text=f"So it is: {evidence}.", type=type_))
    assert len(found) == reported


@pytest.mark.parametrize(
    ("language", "evidence", "trigger", "word"),
    [
        ("de", "Anna Berg hat Carl Dahl nicht getroffen", "getroffen", "nicht"),
        ("de", "Es gab kein Treffen", "Treffen", "kein"),
        ("de", "Anna Berg ging ohne Abstimmung", "Abstimmung", "ohne"),
        ("de", "Anna Berg soll Carl Dahl getroffen haben", "", "soll"),
        ("de", "Anna Berg wurde gewählt", "gewählt", ""),
        ("de", "Anna Berg hat nicht nur gewonnen", "gewonnen", ""),
        ("es", "Anna Berg no se reunió con Carl Dahl", "reunió", "no"),
        ("es", "Anna Berg nunca ganó", "ganó", "nunca"),
        ("es", "No hubo ningún acuerdo", "acuerdo", "ningún"),
        ("es", "Anna Berg podría ganar", "", "podría"),
        ("es", "Anna Berg no sólo ganó", "ganó", ""),
        ("es", "Ninguno de los barcos llegó", "llegó", "ninguno"),
        ("fr", "Anna Berg n’a pas gagné", "gagné", ""),
    ],
)
def test_a_language_is_a_table(language, evidence, trigger, word, tmp_path):
    """German and Spanish are judged by the same code; a language without a table is not."""
    found = checked(tmp_path, "NC520", {**told(evidence, trigger), "language": language})
    assert [f"`{word}` in its evidence" in message for message in found] == ([True] if word else [])


@pytest.mark.parametrize(
    ("evidence", "denied"),
    [
        ("Anna Berg could see Carl Dahl", False),
        ("Anna Berg could sell the house", True),
        ("May 7 was the day of the visit", False),
        ("May Anna Berg come", True),
    ],
)
def test_verbs_that_look_modal(tmp_path, evidence, denied):
    """Who could see something saw it, and `May` before a number is a month."""
    assert len(checked(tmp_path, "NC520", told(evidence, text=f"{evidence}. It rained."))) == denied


def test_an_event_is_denied_by_all_of_its_evidence_or_not_at_all(tmp_path):
    """One quote that asserts it is enough; other statuses and broken events are not judged."""
    denied = told("Anna Berg did not meet Carl Dahl", text="Anna Berg did not meet Carl Dahl. She did. They met later.")
    quotes = ["Anna Berg did not meet Carl Dahl", "They met later"]
    assert len(checked(tmp_path, "NC520", denied)) == 1
    denied["events"]["it"]["evidence"] = quotes
    assert checked(tmp_path, "NC520", denied) == []
    assert checked(tmp_path, "NC520", told("Anna Berg did not come", status="negated")) == []
    assert checked(tmp_path, "NC520", told("Anna Berg did not come", text="She came.")) == []
    without = told("Anna Berg did not come", "come", text="Anna Berg did not come. Others had to come")
    without["events"]["it"]["triggers"] = [{"exact": "come", "within": "had to come"}]
    assert checked(tmp_path, "NC520", without) == []


def test_a_predicate_of_its_own_denies_its_subject(tmp_path):
    """`The sale of the house` asserts nothing if the next quote in the sentence is `may be delayed`."""
    text = "The sale of the house to Carl Dahl may now be delayed. It may rain."
    article = told("The sale of the house to Carl Dahl", text=text)
    assert checked(tmp_path, "NC520", article) == []
    for quote, denied in (("may now be delayed", True), ("now be delayed", False), ("may rain", False)):
        article["events"]["it"]["evidence"] = ["The sale of the house to Carl Dahl", quote]
        assert len(checked(tmp_path, "NC520", article)) == denied


NAMED = [
    ("Carl Dahl opened a festival.", True),
    ("President Carl Dahl opened the town hall.", True),
    ("A festival took place on Monday.", True),
    ("Carl Dahl came. Carl Dahl opened the town hall.", True),
    ("Carl Dahl, who came, opened the hall.", True),
    ("Carl Dahl, 61, opened the hall.", True),
    ("Anna Berg opened a festival.", False),
    ("It was Berg’s festival.", False),
    ("The mayor opened a festival.", False),
    ("A mayor of many years opened a festival.", False),
    ("Carl Dahl opened her festival.", False),
    ("President Bergen opened the hall.", False),
    ("She opened a festival.", False),
    ("The festival of Mr. Dahl was that of Anna Berg.", False),
    ("The winner opened a festival.", False),
    ("A festival was opened by Dora Eide.", False),
    ("Carl Dahl said the festival was open.", False),
    ("Carl Dahl, Dora Eide and the town opened a festival.", False),
    ("Later in the week Carl Dahl opened the festival.", False),
    ("Carl Dahl’s festival took place in the hall.", False),
]


@pytest.mark.parametrize(("text", "reported"), NAMED)
def test_evidence_names_a_participant(text, reported, tmp_path):
    """By name, alias, title, pronoun, description, or by a name that nothing covers."""
    article = told(text.rstrip("."), text=f"{text} Anna Berg met Carl Dahl.", participants={"agent": "anna"})
    found = checked(tmp_path, "NC519", article | {"actors": ACTORS})
    assert found == ["evidence of `it` names no participant: `anna`"] * reported


IN_PLACE = [
    ("Anna Berg and Dora Eide opened a festival", "dora", True),
    ("Dora Eide thanked Anna Berg on Monday for his speech", "dora", True),
    ("Dora Eide, the Kenyan, thanked Anna Berg", "dora", True),
    ("Dora Eide thanked Anna Berg, Carl Dahl and the crowd", "", False),
    ("Anna Berg opened a festival", "", False),
    ("Anna Berg and a crowd opened a festival", "", False),
    ("Dora Eide and Anna Berg thanked him", "", False),
    ("Dora Eide and Anna Berg thanked Ferdinand", "", False),
    ("Dora Eide and Anna Berg thanked the chairman", "", False),
    ("Dora Eide and Anna Berg thanked the Dahls and Dahlia", "", False),
    ("Dora Eide and Anna Berg thanked the agent", "", False),
    ("Finn Moe and Anna Berg thanked nobody", "", False),
    ("Lomar and Anna Berg opened a festival", "", False),
]


@pytest.mark.parametrize(("evidence", "other", "reported"), IN_PLACE)
def test_evidence_names_another_in_place_of_a_participant(evidence, other, reported, tmp_path):
    """Of the same kind, who takes no part; nothing may mean the participant, and nobody who is named belongs to it."""
    actors = ACTORS | {
        "carl": {**ACTORS["carl"], "aliases": ["Dahl"], "roles": ["chairman"], "relations": {"member_of": ["agency"]}},
        "dora": {"name": "Dora Eide", "kind": "person"},
        "finn": {"name": "Finn Moe", "kind": "person", "relations": {"represents": ["carl"]}},
        "agency": {"name": "agent", "kind": "organization"},
    }
    roles = {"agent": ["anna"], "recipient": ["carl", "crowd"]}
    text = f"{evidence}. Carl Dahl, chairman and agent, came with a crowd and Dora Eide and Finn Moe and Anna Berg."
    found = checked(tmp_path, "NC519", told(evidence, text=text, participants=roles) | {"actors": actors})
    assert found == [f"evidence of `it` names `{other}`, and not the recipient `carl`"] * reported
    named = {"agent": ["anna"], "recipient": [{"actor": "carl", "mention": "Anna Berg"}]}
    assert not reported or not checked(
        tmp_path, "NC519", told(evidence, participants=named, text=text) | {"actors": actors}
    )


DOING = [
    ("Dora Eide asked Lomar for his help", "agent", "anna", "dora"),
    ("Police arrested Dora Eide", "victim", "crowd", "dora"),
    ("The crowd and Berg asked Lomar for help", "agent", "anna", ""),
    ("Berg and Dora Eide asked Lomar for help", "agent", "anna", ""),
]


@pytest.mark.parametrize(("evidence", "role", "absent", "other"), DOING)
def test_evidence_names_another_as_who_acts(evidence, role, absent, other, tmp_path):
    """Of any kind, whatever pronouns there are, if by the verb they act, or are acted on."""
    actors = ACTORS | {"dora": {"name": "Dora Eide", "kind": "person"}}
    more = {"kind": "incident", "type": "detention"} if role == "victim" else {"type": "request"}
    text = f"{evidence}. Anna Berg, a crowd, Dora Eide, Lomar."
    article = told(evidence, text=text, participants={role: absent, "participant": ["lomar"]}, **more)
    found = checked(tmp_path, "NC519", article | {"actors": actors})
    assert found == ([f"evidence of `it` names `{other}`, and not the {role} `{absent}`"] if other else [])


@pytest.mark.parametrize(
    ("evidence", "absent"),
    [
        ("OSLO, 8 May (Wire) – Anna Berg and Osmo signed a treaty on the Kerro reservoir", ["dora"]),
        ("Anna Berg and Osmo signed a treaty with Ferdinand", []),
        ("Anna Berg and Osmo signed a treaty with it", []),
        ("Anna Berg and Osmo signed a treaty with him", ["dora"]),
        ("Anna Berg and Osmo signed a treaty with the company", []),
        ("Anna Berg signed a treaty with Osmo and Dora Bank", []),
        ("Anna Berg signed a treaty", ["osmo", "dora"]),
    ],
)
def test_a_party_beside_another(evidence, absent, tmp_path):
    """Evidence that names a party names all bodies, unless a word of it may mean the others."""
    bodies = {"osmo": {"name": "Osmo", "kind": "organization"}, "dora": {"name": "Dora Bank", "kind": "organization"}}
    bodies["dora"]["sector"] = "BUS"
    text = f"{evidence}. Dora Bank saw a hall with Anna Berg and Osmo."
    parties = {"participant": ["anna", "osmo", "dora"]}
    article = told(evidence, text=text, participants=parties, type="agreement") | {"actors": {**ACTORS, **bodies}}
    found = checked(tmp_path, "NC519", article)
    assert found == [f"evidence of `it` names `anna`, and not the participant `{one}`" for one in absent]


def test_a_country_is_named_by_what_is_of_it(tmp_path):
    """A minister of Norway stands for Norway."""
    actors = {
        "anna": {"name": "Anna Berg", "kind": "person", "country": "NO"},
        "norway": {"name": "Norway", "kind": "country", "country": "NO"},
        "sweden": {"name": "Sweden", "kind": "country", "country": "SE"},
        "lapland": {"name": "Lapland", "kind": "country"},
    }
    for evidence, reported in (("Anna Berg and Sweden met Lapland", 0), ("Sweden met Lapland", 1)):
        roles = {"participant": ["norway", "lapland"]}
        article = told(evidence, text=f"{evidence}. Norway and Anna Berg.", participants=roles) | {"actors": actors}
        assert len(checked(tmp_path, "NC519", article)) == reported


def test_who_is_not_looked_for(tmp_path):
    """Groups have many names; nobody takes part; languages without a table; places and topics are covered."""
    text, more = "Carl Dahl opened a festival. Anna Berg met a crowd.", {"actors": ACTORS}
    quote = "Carl Dahl opened a festival"
    assert checked(tmp_path, "NC519", told(quote, text=text, participants={"recipient": "crowd"}) | more) == []
    assert checked(tmp_path, "NC519", told(quote, text=text, participants={"agent": "ana"}) | more) == []
    assert checked(tmp_path, "NC519", told(quote, text=text) | more) == []
    french = told(quote, text=text, participants={"agent": "anna"}) | more | {"language": "fr"}
    assert checked(tmp_path, "NC519", french) == []
    aide = {"name": "an aide of hers", "kind": "person", "named": False}
    unnamed = told("An aide opened a festival", participants={"agent": "aide"}) | {"actors": {**ACTORS, "aide": aide}}
    assert checked(tmp_path, "NC519", unnamed) == []
    part = told("a festival took place", text="When Carl Dahl came, a festival took place. Anna Berg met a crowd.")
    part["events"]["it"]["participants"] = {"agent": "anna"}
    assert len(checked(tmp_path, "NC519", part | more)) == 1
    part["text"] = part["text"].replace("came,", "came, saw," * 500)
    assert checked(tmp_path, "NC519", part | more) == []
    where = {"participants": {"agent": "anna"}, "places": ["the harbour of Oslo"], "things": {"object": "the ship"}}
    quote = "A fire broke out on the ship in the harbour of Oslo"
    assert len(checked(tmp_path, "NC519", told(quote, text=f"{quote}. Anna Berg came.", **where) | more)) == 1
    mentioned = {**ACTORS, "anna": {**ACTORS["anna"], "mentions": [{"exact": "A fire", "within": "A fire broke out"}]}}
    assert checked(tmp_path, "NC519", told(quote, text=f"{quote}. Anna Berg.", **where) | {"actors": mentioned}) == []


def several(*events: dict[str, Any]) -> dict[str, Any]:
    """An article with events that have one sentence as evidence."""
    base = {"kind": "event", "type": "other", "evidence": ["Anna came, saw and won"]}
    return {"text": "Anna came, saw and won.", "events": {f"e{i}": base | one for i, one in enumerate(events)}}


def test_three_events_with_one_evidence(tmp_path):
    """Unless they have words of their own."""
    same = ["3 events have the same evidence: `e0`, `e1`, `e2`"]
    assert checked(tmp_path, "NC521", several({}, {}, {})) == same
    assert checked(tmp_path, "NC521", several({}, {}, {}, {"status": "generic"})) == same
    assert checked(tmp_path, "NC521", several({}, {})) == []
    assert checked(tmp_path, "NC521", several({}, {}, {"triggers": ["won"]})) == []
    assert checked(tmp_path, "NC521", several({}, {}, {"evidence": ["Anna came, saw and won", "won"]})) == []


@pytest.mark.parametrize(
    ("headline", "text", "evidence", "reported"),
    [
        ("Berg wins", "Berg wins\n\nAnna Berg won.", ["Berg wins"], True),
        ("Berg wins", "BERG WINS\nAnna Berg won.", ["BERG"], True),
        ("Berg wins", "Berg wins\n\nAnna Berg won.", ["Berg wins", "Anna Berg won"], False),
        ("Berg wins", "Berg wins\n\nAnna Berg won.", ["Anna Berg won"], False),
        ("Berg wins", "Now Berg wins\n\nAnna Berg won.", ["Berg wins"], False),
        ("Berg wins", "Berg wins", ["Berg wins"], False),
        ("Berg wins", "Berg wins\n\nAnna Berg won.", ["Dahl won"], False),
        (None, "Berg wins\n\nAnna Berg won.", ["Berg wins"], False),
    ],
)
def test_evidence_in_the_headline_alone(headline, text, evidence, reported, tmp_path):
    """Where the headline is a line of the text."""
    event = {"kind": "event", "type": "election", "evidence": evidence}
    article = {"text": text, "events": {"it": event}} | ({"headline": headline} if headline else {})
    assert checked(tmp_path, "NC522", article) == ["the only evidence of `it` is the headline"] * reported
    if headline and text.startswith(headline):
        article = {**article, "headline": None, "text_parts": {"headline": [0, len(headline)]}}
        del article["headline"]
        assert checked(tmp_path, "NC522", article) == ["the only evidence of `it` is the headline"] * reported
