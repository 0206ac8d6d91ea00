"""What rules judge by many words of a language: types, statuses, stances, things, owners, titles and times."""

import json
from typing import Any

import pytest

import newscorpus as nc

ACTORS = {
    "anna": {"name": "Anna Berg", "kind": "person"},
    "carl": {"name": "Carl Dahl", "kind": "person"},
    "army": {"name": "the army", "kind": "organization", "named": False, "mentions": [{"exact": "The army"}]},
}


def found(code: str, text: str, **article: Any) -> list[str]:
    """The messages of a rule about one article; it has no error of structure."""
    data = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2024-05-08", "text": text, **article}
    report = nc.check_text(json.dumps(data), "json", select=[code, "NC0", "NC1", "NC301", "NC315"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


def about(code: str, evidence: str, text: str = "", language: str = "en", **event: Any) -> list[str]:
    """The messages of a rule about one event, with the actors of these texts."""
    actors = {key: actor for key, actor in ACTORS.items() if key in str(event)}
    named = "Anna Berg. Carl Dahl. The army."
    made = {"kind": "event", "type": "other", "evidence": [evidence], **event}
    return found(code, f"{text or evidence}. {named}", language=language, actors=actors, events={"it": made})


STATUSES = [
    ("Anna Berg met Carl Dahl", "negated", "says `met`"),
    ("Anna Berg did not meet Carl Dahl", "negated", ""),
    ("Anna Berg met Carl Dahl", "cancelled", "says `met`"),
    ("The talks were scrapped", "cancelled", ""),
    ("The talks took place in Oslo", "postponed", "says `took`"),
    ("The talks were put off", "postponed", ""),
    ("The talks were put off", "cancelled", ""),  # NC525
    ("Anna Berg met Carl Dahl", "failed", "no word of its evidence"),
    ("Anna Berg tried in vain to open the door", "failed", ""),
    ("The bank may join the project", "planned", "says `may`"),
    ("The bank will join the project in May", "planned", ""),
    ("The bank will hardly join the project", "planned", "says `hardly`"),
    ("Oslo offered to send observers; Bergen has not answered", "occurred", "says `has not answer"),
    ("Oslo sent observers; Bergen had answered", "occurred", ""),
]


@pytest.mark.parametrize(("evidence", "status", "message"), STATUSES)
def test_words_for_a_status(evidence: str, status: str, message: str) -> None:
    """Each status but `occurred` needs words, and none that say another."""
    messages = about("NC536", evidence, status=status)
    assert [message in one for one in messages] == ([True] if message else [])
    assert about("NC536", evidence, status=status, language="fr") == []


@pytest.mark.parametrize(
    ("stances", "evidence", "participants", "reported"),
    [
        (("asserts", "denies"), ["The boxes were burnt"], {}, 1),
        (("asserts", "asserts"), ["The boxes were burnt"], {}, 0),
        (("asserts", "denies"), ["The boxes were burnt", "Carl Dahl left"], {}, 0),
        (("asserts", "denies"), ["The boxes were burnt"], {"suspect": ["anna"]}, 1),
        (("asserts", "denies"), ["The boxes were burnt, said Anna Berg"], {"suspect": ["anna"]}, 0),
    ],
)
def test_what_is_contested(stances: tuple[str, str], evidence: list[str], participants: Any, reported: int) -> None:
    """One claim asserts it, one denies it, and nothing else shows it."""
    text = "The boxes were burnt, said Anna Berg. Not one was opened, said Carl Dahl. Carl Dahl left."
    event = {"kind": "incident", "type": "crime", "evidence": evidence}
    event |= {"participants": {role: [{"actor": one} for one in who] for role, who in participants.items()}}
    quotes = ("The boxes were burnt", "Not one was opened")
    claims = [
        {"by": [by], "quote": quote, "about": ["it"], "stance": stance}
        for by, quote, stance in zip(("anna", "carl"), quotes, stances, strict=True)
    ]
    actors = {key: ACTORS[key] for key in ("anna", "carl")}
    assert len(found("NC536", text, actors=actors, events={"it": event}, claims=claims)) == reported


TYPES = [
    ("Anna Berg opened the door", "incident", "espionage", "no word of its evidence"),
    ("Anna Berg passed secret files to Carl Dahl", "incident", "espionage", ""),
    ("The ministers will speak by phone", "meeting", "talks", "names one of type call"),
    ("The ministers met in Oslo", "meeting", "call", "names one of type talks"),
    ("Border guards exchanged fire", "incident", "encounter", "names one of type clash"),
    ("The union demanded more money", "event", "accusation", "names one of type request"),
    ("The long-threatened strike began", "event", "launch", ""),
]


@pytest.mark.parametrize(("evidence", "kind", "type_", "message"), TYPES)
def test_words_for_a_type(evidence: str, kind: str, type_: str, message: str) -> None:
    """A type has words, and the verbs name no other."""
    messages = about("NC534", evidence, kind=kind, type=type_)
    assert [message in one for one in messages] == ([True] if message else [])


def test_the_type_that_a_title_names() -> None:
    """Where the evidence names none; a noun in it does not count."""
    event = {"kind": "incident", "type": "crime"}
    assert "detention" in about("NC534", "It was about midnight", title="The army arrests two men", **event)[0]
    assert about("NC534", "It was about midnight", title="After the arrest of two thieves", **event) == []


STANCES = [
    ("he will probably come", "asserts", "NC612", "`probably`"),
    ("he will probably come", "likely", "NC612", ""),
    ("he did not know who came", "denies", "NC612", "`not know`"),
    ("I do not know", "denies", "NC612", "`not know`"),
    ("I did not know", "denies", "NC612", ""),
    ("I do not know the town, but I like it", "denies", "NC612", ""),
    ("You might come early", "asserts", "NC612", ""),
    ("It might rain", "asserts", "NC612", "`might`"),
    ("he will hardly come", "denies", "NC612", "`hardly`"),
    ("I do not think that it will happen", "likely", "NC612", "`not think`"),
    ("Not a single shot was fired there", "asserts", "NC612", "`not`"),
    ("Not here", "asserts", "NC612", ""),
    ("the door was closed", "uncommitted", "NC616", "uncommitted"),
    ("the door may be closed", "possible", "NC616", ""),
    ("the door was closed", "likely", "NC616", "likely"),
    ("the door was closed, as I suppose", "likely", "NC616", ""),
    ("the door was closed", "asserts", "NC616", ""),
]


@pytest.mark.parametrize(("quote", "stance", "code", "message"), STANCES)
def test_words_for_a_stance(quote: str, stance: str, code: str, message: str) -> None:
    """A stance has words, and the words are of no other."""
    event = {"kind": "event", "type": "other", "evidence": ["Anna Berg came"]}
    claim = {"by": ["carl"], "quote": quote, "about": ["it"], "stance": stance}
    actors = {key: ACTORS[key] for key in ("anna", "carl")}
    text = f"Anna Berg came. “{quote},” said Carl Dahl."
    messages = found(code, text, actors=actors, events={"it": event}, claims=[claim])
    assert [message in one for one in messages] == ([True] if message else [])
    assert found(code, text, language="fr", actors=actors, events={"it": event}, claims=[claim]) == []


THINGS = [
    ({"amount": "a house"}, "other", "an object"),
    ({"amount": "half of the houses"}, "other", ""),
    ({"object": {"text": "$5 million", "value": "5000000 USD"}}, "other", "an amount"),
    ({"object": {"text": "a ship of $5 million", "value": "5000000 USD"}}, "other", ""),
    ({"object": "a bomb"}, "attack", "an instrument"),
    ({"object": "a bomb that was seized"}, "attack", ""),
    ({"instrument": "a bomb"}, "attack", ""),
    ({"object": "up to $3 million"}, "other", "an amount"),
    ({"object": "68.4% of the votes"}, "other", "an amount"),
    ({"instrument": "5 percent"}, "other", "an amount"),
    ({"object": "$600 million worth of cotton"}, "other", ""),
    ({"object": "60 percent stake"}, "other", ""),
]


@pytest.mark.parametrize(("things", "type_", "message"), THINGS)
def test_sorts_of_things(things: dict[str, Any], type_: str, message: str) -> None:
    """An amount has a number, money is an amount, and a weapon the means of an attack."""
    ((sort, thing),) = things.items()
    words = thing if isinstance(thing, str) else thing["text"]
    written = {sort: [thing if isinstance(thing, dict) else {"text": thing}]}
    kind = "incident" if type_ == "attack" else "event"
    messages = about("NC540", f"It was about {words}", kind=kind, type=type_, things=written)
    assert [message in one for one in messages] == ([True] if message else [])
    assert about("NC540", f"It was about {words}", kind=kind, type=type_, things=written, language="fr") == []


@pytest.mark.parametrize("verb", ["opened fire on", "hacked into", "set fire to", "threw stones at", "sank"])
def test_what_is_attacked_is_no_instrument(verb: str) -> None:
    """It is right behind the verb."""
    things = {"instrument": [{"text": "two ships"}]}
    event = {"kind": "incident", "type": "attack"}
    assert "an object" in about("NC540", f"They {verb} two ships", things=things, **event)[0]
    assert about("NC540", "They came with two ships", things=things, **event) == []


@pytest.mark.parametrize(
    ("words", "unit", "country", "reported"),
    [
        ("2 million pesos", "MXN", "CL", 1),
        ("2 million pesos", "CLP", "CL", 0),
        ("2 million pesos", "MXN", "NO", 0),
        ("2 million pesos", "MXN", "MX", 0),
        ("2 million dollars", "USD", "CA", 0),
        ("2 million dollars", "AUD", "CA", 1),
        ("2 million dollars", "CAD", "CA", 0),
        ("2 million Canadian dollars", "CAD", "NO", 0),
        ("$2 million", "AUD", "NO", 1),
        ("2 million shillings", "UGX", "KE", 1),
    ],
)
def test_currencies_of_countries(words: str, unit: str, country: str, reported: int) -> None:
    """That of a country which the article names, if several have a currency of the name."""
    things = {"amount": [{"text": words, "value": f"2000000 {unit}"}]}
    places = [{"name": "Osmo", "country": country}]
    assert len(about("NC544", f"It cost {words} in Osmo", things=things, places=places)) == reported


TITLES = [
    ("Carl Dahl attacks Anna Berg", {"agent": "anna", "victim": "carl"}, "but does it"),
    ("Anna Berg attacks Carl Dahl", {"agent": "anna", "victim": "carl"}, ""),
    ("Carl Dahl dies", {"agent": "anna", "victim": "carl"}, ""),
    ("The army attacks Carl Dahl", {"agent": "anna", "victim": "carl"}, "who takes no part"),
    ("The attack of the army", {"agent": "anna", "victim": "carl"}, ""),
    ("The army attacks", {}, "who takes no part"),
]


@pytest.mark.parametrize(("title", "roles", "message"), TITLES)
def test_who_begins_a_title(title: str, roles: dict[str, str], message: str) -> None:
    """It acts, and takes part."""
    participants = {role: [{"actor": one}] for role, one in roles.items()}
    event = {"kind": "incident", "type": "other", "title": title, "evidence": ["It was about midnight"]}
    event |= {"participants": participants} if roles else {}
    text = "It was about midnight. Anna Berg. Carl Dahl. The army."
    messages = found("NC542", text, actors=ACTORS, events={"it": event})
    assert [message in one for one in messages] == ([True] if message else [])


OWNERS = [
    ("Lomar is owned by Osmo", "lomar", "owns", "osmo", 1),
    ("Lomar is owned by Osmo", "osmo", "owns", "lomar", 0),
    ("Lomar is owned by Osmo", "lomar", "part_of", "osmo", 0),
    ("Lomar is owned by Osmo", "osmo", "part_of", "lomar", 1),
    ("Osmo’s Polish subsidiary, Lomar", "lomar", "owns", "osmo", 1),
    ("Osmo owns Lomar", "osmo", "owns", "lomar", 0),
    ("Osmo, of which Lomar is a member", "lomar", "owns", "osmo", 1),
    ("Osmo, of which Lomar is a member", "lomar", "member_of", "osmo", 0),
    ("Lomar and Osmo", "lomar", "owns", "osmo", 1),
    ("Lomar and Osmo", "lomar", "ally_of", "osmo", 0),
]


@pytest.mark.parametrize(("evidence", "one", "relation", "other", "reported"), OWNERS)
def test_who_owns_whom(evidence: str, one: str, relation: str, other: str, reported: int) -> None:
    """By the words around the two names."""
    actors: dict[str, Any] = {key: {"name": key.title(), "kind": "organization"} for key in ("lomar", "osmo")}
    actors[one]["relations"] = {relation: [{"other": other, "evidence": evidence}]}
    assert len(found("NC216", f"{evidence}.", actors=actors)) == reported
    assert found("NC216", f"{evidence}.", actors=actors, language="fr") == []


@pytest.mark.parametrize(
    ("words", "date", "status", "reported"),
    [
        ("to 13 May", "2024-05-13", "postponed", 1),
        ("13 May", "2024-05-13", "postponed", 1),
        ("6 May", "2024-05-06", "postponed", 0),
        ("to 13 May", "2024-05-13", "planned", 0),
    ],
)
def test_new_times_of_postponed_events(words: str, date: str, status: str, reported: int) -> None:
    """The time of a postponed event is the old one."""
    evidence = "The talks of 6 May were put off to 13 May"
    when = {"edtf": date, "text": words}
    assert len(about("NC418", evidence, kind="meeting", status=status, when=when)) == reported


@pytest.mark.parametrize(
    ("text", "date", "reported"),
    [
        ("It rained on 6 May", "2022-05-06", 1),
        ("It rained on 6 May", "2024-05-06", 0),
        ("In 2022, it rained on 6 May", "2022-05-06", 0),
        ("It will rain on 6 May", "2026-05-06", 1),
    ],
)
def test_years_that_nothing_names(text: str, date: str, reported: int) -> None:
    """A day without a year is near the publication."""
    when = {"edtf": date, "text": "on 6 May"}
    assert len(about("NC420", text, status="possible", when=when)) == reported


@pytest.mark.parametrize(
    ("text", "date", "reported"),
    [
        ("It rained on Monday", "2024-04-29", 1),
        ("It rained on Monday", "2024-05-06", 0),
        ("It will rain on Monday", "2024-05-13", 0),
        ("It will rain on Monday", "2024-05-20", 1),
        ("On 27 April it snowed, and it rained on Monday", "2024-04-29", 0),
    ],
)
def test_weeks_that_nothing_names(text: str, date: str, reported: int) -> None:
    """A weekday is near the publication, unless the paragraph names a month."""
    when = {"edtf": date, "text": "on Monday"}
    assert len(about("NC420", text, status="possible", when=when)) == reported


@pytest.mark.parametrize(
    ("quote", "cue", "reported"),
    [
        ("Oslo is old, she said", "she said", 1),
        ("Oslo is old, she said, and Bergen is new", "she said", 1),
        ("Oslo is old", "she said", 0),
        ("It was hers", "was", 0),
    ],
)
def test_a_quote_with_its_cue(quote: str, cue: str, reported: int) -> None:
    """What is claimed ends before the words that attribute it."""
    claim = {"by": ["anna"], "quote": quote, "cue": cue}
    text = "Anna Berg came. Oslo is old, she said, and Bergen is new. It was hers."
    assert len(found("NC618", text, actors={"anna": ACTORS["anna"]}, claims=[claim])) == reported


@pytest.mark.parametrize(
    ("text", "quote", "by", "reported"),
    [
        ("Oslo is a fine town, said Carl Dahl. Anna Berg came.", "Oslo is a fine town", "anna", 1),
        ("Oslo is a fine town, said Carl Dahl. Anna Berg came.", "Oslo is a fine town", "carl", 0),
        ("Oslo is a fine town, Anna Berg told Carl Dahl.", "Oslo is a fine town", "anna", 0),
        ("Oslo is a fine town.\n\nAnna Berg came.", "Oslo is a fine town", "anna", 1),
        ("Anna Berg came.\n\nOslo is a fine town.", "Oslo is a fine town", "anna", 0),
    ],
)
def test_who_speaks_without_a_cue(text: str, quote: str, by: str, reported: int) -> None:
    """By the sentence, and not before anything names them."""
    actors = {key: ACTORS[key] for key in ("anna", "carl") if str(ACTORS[key]["name"]) in text}
    assert len(found("NC614", text, actors=actors, claims=[{"by": [by], "quote": quote}])) == reported


@pytest.mark.parametrize(
    ("quote", "reported"),
    [
        ("she will stay in the house", 0),
        ("she will stay in the", 1),
        ("she will stay", 0),
        ("she will stay in the house of Carl Dahl", 1),
        ("she will stay in the house of Carl Dahl unless it burns", 0),
    ],
)
def test_where_a_quote_ends(quote: str, reported: int) -> None:
    """At the end of a phrase, and behind its condition."""
    text = "Anna Berg said she will stay in the house of Carl Dahl unless it burns."
    claim = {"by": ["anna"], "quote": quote}
    assert len(found("NC328", text, actors={"anna": ACTORS["anna"]}, claims=[claim])) == reported
    assert found("NC328", text, language="fr", actors={"anna": ACTORS["anna"]}, claims=[claim]) == []


COUNTRIES = [
    ("Lomar", "The Dutch insurer Lomar came", "BE", 1),
    ("Lomar", "The Dutch insurer Lomar came", "NL", 0),
    ("Lomar", "Lomar, an Estonian firm, came", "NL", 1),
    ("Lomar", "Lomar of Canada came", "NL", 1),
    ("Lomar", "The Dutch shareholders of Lomar came", "BE", 0),
    ("Lomar", "The Dutch insurer Lomar and the Belgian insurer Lomar came", "FR", 0),
]


@pytest.mark.parametrize(("name", "text", "code", "reported"), COUNTRIES)
def test_countries_that_the_text_names(name: str, text: str, code: str, reported: int) -> None:
    """Beside the name of an actor."""
    actors = {"it": {"name": name, "kind": "organization", "country": code}}
    assert len(found("NC532", f"{text}.", actors=actors)) == reported


SORTS: list[tuple[dict[str, Any], str, int]] = [
    ({"name": "relatives of the dead", "kind": "organization", "named": False}, "NC213", 1),
    ({"name": "relatives of the dead", "kind": "group", "named": False}, "NC213", 0),
    ({"name": "prosecutors", "kind": "group", "named": False, "sector": "COP"}, "NC214", 1),
    ({"name": "prosecutors", "kind": "group", "named": False, "sector": "JUD"}, "NC214", 0),
    ({"name": "Anna Berg", "kind": "person", "sector": "GOV", "roles": [{"title": "head", "org": "org"}]}, "NC214", 1),
    ({"name": "Anna Berg", "kind": "person", "sector": "BUS", "roles": [{"title": "head", "org": "org"}]}, "NC214", 0),
    ({"name": "Anna Berg", "kind": "person", "sector": "ELI", "roles": [{"title": "head", "org": "org"}]}, "NC214", 0),
]


@pytest.mark.parametrize(("actor", "code", "reported"), SORTS)
def test_people_and_persons(actor: dict[str, Any], code: str, reported: int) -> None:
    """By what they are called, and by the body of an office."""
    org = {"name": "Lomar", "kind": "organization", "sector": "BUS"}
    text = f"{actor['name']}, head of the house, and Lomar."
    assert len(found(code, text, actors={"it": actor, "org": org})) == reported


def test_a_body_behind_which_the_text_says_what_it_is() -> None:
    """An apposition."""
    for sector, reported in (("GOV", 1), ("SOC", 0)):
        actors = {"it": {"name": "River Watch", "kind": "organization", "sector": sector}}
        assert len(found("NC214", "River Watch, an environmental group, came.", actors=actors)) == reported


def test_one_event_with_two_types() -> None:
    """The same evidence, time and parties."""
    event = {"kind": "event", "evidence": ["Anna Berg came on Monday"], "when": {"edtf": "2024-05-06"}}
    event |= {"participants": {"agent": [{"actor": "anna"}]}}
    for type_, more, reported in (("decision", {}, 1), ("decision", {"relations": {"about": ["one"]}}, 0)):
        events = {"one": {**event, "type": "sanction"}, "two": {**event, "type": type_, **more}}
        actors = {"anna": ACTORS["anna"]}
        assert len(found("NC212", "Anna Berg came on Monday.", actors=actors, events=events)) == reported


LANGUAGES = {
    "en": "The mayor of the town said that she would not go to the meeting with the minister, since there was nothing to"
    " talk about in the town hall on Monday, and that was all.",
    "de": "Der Bürgermeister der Stadt sagte, dass er nicht zu dem Treffen mit dem Minister kommen werde, da es in der"
    " Stadt am Montag nichts zu besprechen gebe, und das war alles, was er von der Sache wissen wollte.",
    "pt": "O presidente da câmara disse que não iria à reunião com o ministro, porque não havia nada para discutir na"
    " cidade na segunda-feira, e isso era tudo o que ele queria saber sobre o assunto naquele dia.",
}


@pytest.mark.parametrize(
    ("text", "tag", "reported"),
    [("en", "de", 1), ("en", "en-GB", 0), ("en", "fr", 1), ("de", "en", 1), ("de", "nl", 0), ("pt", "pt", 0)],
)
def test_the_language_of_a_text(text: str, tag: str, reported: int) -> None:
    """By its function words; of languages without a table only that the text is English."""
    assert len(found("NC330", LANGUAGES[text], language=tag)) == reported
    assert found("NC330", "Oslo.", language=tag) == []


@pytest.mark.parametrize(
    ("field", "words", "reported"),
    [
        ("headline", "Oslo council rejects new bridge over the fjord", 1),
        ("headline", "Council of Oslo approves bridge over the fjord", 1),
        ("headline", "Oslo council approves new bridge over the fjord", 0),
        ("headline", "A bridge for all of us", 0),
        ("author", "Jane Miller", 1),
        ("author", "Paula Ferrer", 0),
        ("author", "P. Ferrer", 0),
        ("dateline", "LISBON, May 3", 1),
        ("dateline", "OSLO, May 3", 0),
        ("dateline", "Oslo", 0),
    ],
)
def test_what_is_printed_instead(field: str, words: str, reported: int) -> None:
    """Another author behind `By`, and another place before a date."""
    text = "Oslo council approves new bridge over the fjord\n\nBy Paula Ferrer\n\nOSLO, Norway, May 3 – Anna Berg came."
    assert len(found("NC319", text, **{field: words})) == reported


YEARS = [
    ("between March and November 2020", "2022-03/2022-11", "2020-03/2020-11"),
    ("from May 2019 to June 2020", "2018-05/2019-01", "2019-05/2020-06"),
    ("from May 2019 to June 2020", "2021-05/2022-06", "correct the date"),
    ("between 2018 and 2020", "2019", ""),
    ("between March and November 2020", "2020-03/2020-11", ""),
    ("between March and November 2020", "2019-12/2020-11", "2020-03/2020-11"),
    ("after March and November 2020", "2022-03/2022-11", ""),
    ("two years on from May 2020", "2022-05", ""),
    ("between March and November", "2022-03/2022-11", ""),
]


@pytest.mark.parametrize(("words", "date", "hint"), YEARS)
def test_years_of_intervals_in_words(words: str, date: str, hint: str) -> None:
    """Words that are not read as a date still name its year."""
    event = {"kind": "event", "type": "other", "evidence": [f"It rained {words}"]}
    event |= {"when": {"edtf": date, "text": words}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2024-05-08"}
    article |= {"text": f"It rained {words}.", "events": {"it": event}}
    helps = [one.help for one in nc.check_text(json.dumps(article), "json", select=["NC409"]).diagnostics]
    assert helps == ([hint if " " in hint else f"write `{hint}`"] if hint else [])


GOING_ON = [
    ("Prosecutors are examining the loans", {"type": "investigation"}, "`are examining`"),
    ("Prosecutors are still examining the loans", {"type": "investigation"}, "`are still examining`"),
    ("A law is being drafted", {}, "`is being`"),
    ("Prosecutors are examining the loans", {"type": "investigation", "status": "ongoing"}, ""),
    ("Prosecutors are examining the loans that are", {"triggers": ["examining the loans"]}, ""),
    ("The union is demanding more pay", {"type": "request"}, ""),
    ("The union is seeking more pay", {}, ""),
    ("Two men are missing", {}, ""),
    ("The bank paid the men who are examining the loans", {}, ""),
    ("The bank paid the men, prosecutors are examining it", {}, ""),
    ("It is a building", {}, ""),
]


@pytest.mark.parametrize(("evidence", "event", "words"), GOING_ON)
def test_what_people_are_doing(evidence: str, event: dict[str, Any], words: str) -> None:
    """It has not occurred yet, unless it has its time."""
    messages = about("NC536", evidence, **event)
    assert [words in one for one in messages] == ([True] if words else [])
    dated = {"when": {"edtf": "2024-05-08"}, **event}
    assert about("NC536", evidence, **dated) == []


MEETINGS = [
    ("Anna had proposed a meeting, but Carl declined", "occurred", "`declined`"),
    ("Anna offered to meet, but the army refused", "occurred", "`refused`"),
    ("Anna had proposed a meeting, but Carl declined", "refused", ""),
    ("Anna proposed a meeting, and Carl agreed", "occurred", ""),
    ("Anna proposed a meeting, but Carl declined before he came", "occurred", ""),
    ("Anna met Carl, but he declined to speak", "occurred", ""),
    ("Talks will open in Oslo on Thursday as planned", "possible", "as planned`"),
    ("Talks will open in Oslo on Thursday as planned", "planned", ""),
    ("Talks will not open in Oslo as planned", "possible", ""),
]


@pytest.mark.parametrize(("evidence", "status", "words"), MEETINGS)
def test_meetings_that_are_refused_or_certain(evidence: str, status: str, words: str) -> None:
    """By words that leave no doubt."""
    messages = about("NC536", evidence, kind="meeting", type="talks", status=status)
    assert [words in one for one in messages] == ([True] if words else [])
