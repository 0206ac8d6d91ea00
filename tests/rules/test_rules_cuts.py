"""NC323, NC324 and NC328 beyond the examples: quotes that are cut."""

import json

import pytest

import newscorpus as nc


def found(code: str, text: str, quote: str, language: str = "en", layer: str = "claim") -> list[str]:
    """The messages of a rule about a quote of a claim, or of an event as evidence or trigger."""
    start = text.index(quote)
    words = [{"exact": quote, "start": start}]
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text}
    event = {"kind": "event", "type": "launch", "evidence": words if layer == "evidence" else [text]}
    parts = {
        "claim": {"claims": [{"quote": words}]},
        "evidence": {"events": {"it": event}},
        "trigger": {"events": {"it": event | {"triggers": words}}},
    }
    selected = [code, "NC0", "NC1", "NC301", "NC302", "NC305"]
    report = nc.check_text(json.dumps(article | parts[layer]), "json", select=selected)
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


CUT = [
    ("They have not yet agreed.", "agreed", "not"),
    ("They had “not yet agreed” on it.", "agreed", "not"),
    ("“No one was killed,” he said.", "one was killed", "no"),
    ("They didn’t agree on it.", "agree on it", "didn’t"),
    ("They were not “enemies of the town”.", "enemies of the town", "not"),
    ("They left without a vote.", "a vote", "without"),
    # Nothing is left out, or nothing that negates the words.
    ("They have not yet agreed.", "have not yet agreed", ""),
    ("They not only agreed, they signed.", "agreed, they signed", ""),
    ("Whether or not they agreed was open.", "they agreed was open", ""),
    ("They did not, it seems, agree.", "it seems, agree", ""),
    ("They did not say that they had agreed.", "they had agreed", ""),
    ("They agreed on it.", "agreed on it", ""),
    ("They did not (it rained) agree.", "agree", ""),
    ("They did not – once again agreed and so on.", "agreed and so on", ""),
]


@pytest.mark.parametrize(("text", "quote", "word"), CUT)
def test_a_quote_behind_its_negation(text, quote, word):
    """The negation belongs to the first words of the quote, in claims and in evidence."""
    for layer in ("claim", "evidence"):
        messages = found("NC323", text, quote, layer=layer)
        assert [f"the `{word}` before it" in message for message in messages] == ([True] if word else [])
    assert found("NC323", text, quote, layer="trigger") == []


@pytest.mark.parametrize(
    ("language", "text", "quote", "word"),
    [
        ("de", "Sie haben nicht zugestimmt.", "zugestimmt", "nicht"),
        ("de", "Sie haben nicht nur zugestimmt.", "zugestimmt", ""),
        ("de", "Es gab kein Treffen am Montag.", "Treffen am Montag", "kein"),
    ],
)
def test_negations_of_other_languages(language, text, quote, word):
    """A language is a row of a table; without one nothing is judged."""
    messages = found("NC323", text, quote, language)
    assert [f"the `{word}` before it" in message for message in messages] == ([True] if word else [])


MARKS = [
    ("They had “not yet agreed” on fish.", "agreed” on fish", "begins"),
    ("They had “not yet agreed” on fish.", "They had “not yet", "ends"),
    ("They had “not yet agreed” on fish.", "“not yet agreed” on fish", ""),
    ("They had “not yet agreed” on fish.", "agreed", ""),
    ("They “came” and “went” home.", "came” and “went", "begins"),
    ('They "had come" home" then.', 'come" home', ""),
    ("He said: “They came. They went.”", "He said: “They came.", ""),
    ("“They came. They went,” he said.", "They went,” he said", ""),
]


@pytest.mark.parametrize(("text", "quote", "where"), MARKS)
def test_a_quote_with_half_of_a_quotation(text, quote, where):
    """A mark whose other one is outside; the mark alone, at the end of the words, does no harm."""
    messages = found("NC324", text, quote)
    assert [f"{where} within a quotation" in message for message in messages] == ([True] if where else [])
    assert found("NC324", text, quote, layer="evidence") == []


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("Our envoy has paid nobody.", True),
        ("Our envoy has said absolutely nothing.", True),
        ("The talks ended no later than Monday.", False),
    ],
)
def test_quotes_before_what_turns_them_into_the_contrary(text, is_cut):
    """A quote up to the third or second word, before `nobody` and the like."""
    words = next(one for one in (" absolutely", " nobody", " no ", " nothing", ", never") if one in text)
    assert bool(found("NC328", text, text[: text.index(words)])) is is_cut


SHORT = [
    ("She will come if it rains, he said.", "She will come", "its condition"),
    ("She will come as long as it is dry.", "She will come", "its condition"),
    ("He saw her come, if any came.", "He saw her come", ""),
    ("Lomar had accepted the money.", "Lomar had accepted", "before `the`"),
    ("Lomar won on Sunday the first time.", "Lomar won on Sunday", ""),
    ("His fighters had been there.", "His fighters", "before its verb `had`"),
]


@pytest.mark.parametrize(("text", "quote", "where"), SHORT)
def test_a_claim_that_ends_too_soon(text: str, quote: str, where: str) -> None:
    messages = found("NC328", text, quote)
    assert [where in one for one in messages] == ([True] if where else []), messages


@pytest.mark.parametrize(
    ("quote", "reported"),
    [
        ("The army arrested three", 1),
        ("The army arrested three men", 0),
        ("The army arrested three men in 2019", 0),
        ("We can", 1),
    ],
)
def test_quotes_that_end_before_what_they_count(quote: str, reported: int) -> None:
    text = "The army arrested three men in 2019 near Oslo, and left. We can pay, Anna Berg said."
    assert len(found("NC328", text, quote)) == reported
