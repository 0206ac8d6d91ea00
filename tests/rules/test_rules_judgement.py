"""What rules judge by many words of a language: stances, ends of quotes, countries, languages and intervals."""

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
    """A stance has words, and the words are of no other."""
    event = {"kind": "event", "type": "other", "evidence": ["Anna Berg came"]}
    claim = {"by": ["carl"], "quote": quote, "about": ["it"], "stance": stance}
    actors = {key: ACTORS[key] for key in ("anna", "carl")}
    text = f"Anna Berg came. “{quote},” said Carl Dahl."
    messages = found(code, text, actors=actors, events={"it": event}, claims=[claim])
    assert [message in one for one in messages] == ([True] if message else [])
    assert found(code, text, language="fr", actors=actors, events={"it": event}, claims=[claim]) == []


@pytest.mark.parametrize(
    ("quote", "reported"),
    [
        ("she will stay in the house", 0),
        ("she will stay in the", 1),
        ("she will stay", 0),
        ("she will stay in the house of Carl Dahl", 1),
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
    ("Lomar", "The Dutch insurer Lomar and the Belgian insurer Lomar came", "FR", 0),
]


@pytest.mark.parametrize(("name", "text", "code", "reported"), COUNTRIES)
def test_countries_that_the_text_names(name: str, text: str, code: str, reported: int) -> None:
    actors = {"it": {"name": name, "kind": "organization", "country": code}}
    assert len(found("NC532", f"{text}.", actors=actors)) == reported


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
    [
        ("en", "de", 1),
        ("en", "en-GB", 0),
        ("de", "en", 1),
        ("de", "nl", 0),
    ],
)
def test_the_language_of_a_text(text: str, tag: str, reported: int) -> None:
    """By its function words; of languages without a table only that the text is English."""
    assert len(found("NC330", LANGUAGES[text], language=tag)) == reported
    assert found("NC330", "Oslo.", language=tag) == []


YEARS = [
    ("between March and November 2020", "2022-03/2022-11", "2020-03/2020-11"),
    ("from May 2019 to June 2020", "2018-05/2019-01", "2019-05/2020-06"),
    ("from May 2019 to June 2020", "2021-05/2022-06", "correct the date"),
    ("between 2018 and 2020", "2019", ""),
    ("between March and November 2020", "2019-12/2020-11", "2020-03/2020-11"),
    ("after March and November 2020", "2022-03/2022-11", ""),
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
