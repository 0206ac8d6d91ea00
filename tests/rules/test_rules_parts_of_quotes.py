"""Quotes that join, cut or interrupt the words of the article (NC301, NC323, NC324, NC328, NC611)."""

import json

import pytest
from annotations import messages_of

import newscorpus as nc

TEXT = "Anna Berg met Carl Dahl on Monday in the old town of Oslo, and left the country on Tuesday. Carl Dahl stayed.\n\nDora Eide left."


def found(quote: str, *, claim: bool = False) -> tuple[str, str]:
    """The message and the help about evidence, or about a claim."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": TEXT}
    events = {"it": {"kind": "event", "type": "other", "evidence": [quote]}}
    data = article | ({"claims": [{"quote": [quote]}]} if claim else {"events": events})
    (one,) = nc.check_text(json.dumps(data), "json", select=["NC301"]).diagnostics
    return one.message, str(one.help)


JOINED = {
    "dots": ("Anna Berg met Carl Dahl ... and left the country", "on Monday in the old town of Oslo,"),
    "an ellipsis in brackets": (
        "Anna Berg met Carl Dahl […] left the country",
        "on Monday in the old town of Oslo, and",
    ),
    "an ellipsis at the end": ("Anna Berg met Carl Dahl …", None),
    "nothing between": (
        "Anna Berg met Carl Dahl and left the country on Tuesday",
        "on Monday in the old town of Oslo,",
    ),
}


@pytest.mark.parametrize("what", JOINED)
def test_pieces_of_one_paragraph(what: str) -> None:
    """The message names what is left out; the help has the whole, and the parts of a claim."""
    quote, left_out = JOINED[what]
    message, hint = found(quote)
    if left_out is None:
        assert message == "quote not found: the article has no ellipsis there"
        assert hint == "write all of it: `Anna Berg met Carl Dahl`"
        return
    assert message == f"quote not found: it leaves out `{left_out}`"
    assert f"{left_out} " in hint
    assert hint.startswith("write all of it: `Anna Berg")
    assert found(quote, claim=True)[1].startswith("list the parts: `quote: [Anna Berg")


PRINTED = {
    "three dots": ("Well… he left", "Well... he left", "Well… he left", True),
    "one character": ("Well... he left", "Well… he left", "Well... he left", True),
    "at the end": ("Well… he left", "Well...", "Well…", True),
    "other marks, too": (
        "He said “it’s 1914–18… over” now",
        'said "it\'s 1914-18... over"',
        "said “it’s 1914–18… over”",
        True,
    ),
    "a capital": ("turkey… left", "Turkey... left", "turkey… left", False),
}


@pytest.mark.parametrize("what", PRINTED)
def test_an_ellipsis_that_is_printed_in_another_way(what: str) -> None:
    text, quote, written, safe = PRINTED[what]
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "claims": [{"quote": quote}]}
    (one,) = nc.check_text(json.dumps(article), "json", select=["NC301"])
    theirs, ours = ("...", "…") if "..." in text else ("…", "...")
    assert one.message == f"quote not found: the article has `{theirs}`, not `{ours}`"
    ((fix,),) = [one.fixes]
    assert (fix.safe, written in fix.title or fix.title == f"replace `{ours}` with `{theirs}`") == (safe, True)


@pytest.mark.parametrize("mark", "’‘`´")
def test_an_apostrophe_that_is_printed_in_another_way(mark: str) -> None:
    text = f"They don{mark}t go"
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "claims": [{"quote": "don't go"}]}
    (one,) = nc.check_text(json.dumps(article), "json", select=["NC301"])
    assert one.message == f"quote not found: the article has `don{mark}t`, not `don't`"
    assert [fix.safe for fix in one.fixes] == [True]


def said_of(code: str, text: str, quote: str, language: str = "en", layer: str = "claim") -> list[str]:
    """The messages of a rule about a quote of a claim, or of an event as evidence or trigger."""
    start = text.index(quote)
    words = [{"exact": quote, "start": start}]
    event = {"kind": "event", "type": "launch", "evidence": words if layer == "evidence" else [text]}
    parts = {
        "claim": {"claims": [{"quote": words}]},
        "evidence": {"events": {"it": event}},
        "trigger": {"events": {"it": event | {"triggers": words}}},
    }
    return messages_of(code, text, language, **parts[layer])


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
    for layer in ("claim", "evidence"):
        messages = said_of("NC323", text, quote, layer=layer)
        assert [f"the `{word}` before it" in message for message in messages] == ([True] if word else [])
    assert said_of("NC323", text, quote, layer="trigger") == []


@pytest.mark.parametrize(
    ("language", "text", "quote", "word"),
    [
        ("de", "Sie haben nicht zugestimmt.", "zugestimmt", "nicht"),
        ("de", "Sie haben nicht nur zugestimmt.", "zugestimmt", ""),
        ("de", "Es gab kein Treffen am Montag.", "Treffen am Montag", "kein"),
    ],
)
def test_negations_of_other_languages(language, text, quote, word):
    messages = said_of("NC323", text, quote, language)
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
    messages = said_of("NC324", text, quote)
    assert [f"{where} within a quotation" in message for message in messages] == ([True] if where else [])
    assert said_of("NC324", text, quote, layer="evidence") == []


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("Our envoy has paid nobody.", True),
        ("Our envoy has said absolutely nothing.", True),
        ("The talks ended no later than Monday.", False),
    ],
)
def test_quotes_before_what_turns_them_into_the_contrary(text, is_cut):
    words = next(one for one in (" absolutely", " nobody", " no ", " nothing", ", never") if one in text)
    assert bool(said_of("NC328", text, text[: text.index(words)])) is is_cut


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
    messages = said_of("NC328", text, quote)
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
    assert len(said_of("NC328", text, quote)) == reported


ARTICLE = """\
format: newscorpus/1
id: a
language: en
text: {}
actors:
  anna: {{name: Anna Berg, kind: person}}
{}
"""
SAID = "“We agree,” Anna Berg said, “and we shall act,” she went on, “as soon as we can.” She left."


def written(text, part):
    return ARTICLE.format(json.dumps(text, ensure_ascii=False), part)


def advised(text, part, **how):
    return [(one.code, one.message, one.help) for one in nc.check_text(written(text, part), **how).diagnostics]


def corrected(text, part):
    """The part as unsafe fixes leave it."""
    return nc.fix_text(written(text, part), unsafe=True)[0].partition("kind: person}\n")[2].rstrip("\n")


@pytest.mark.parametrize(
    ("quote", "parts"),
    [
        ("We agree, and we shall act", "[We agree, and we shall act]"),
        ("We agree, and we shall act, as soon as we can", "[We agree, and we shall act, as soon as we can]"),
        ("and we shall act as soon as we can.", "[and we shall act, as soon as we can.]"),
    ],
)
def test_an_interrupted_quotation_becomes_its_parts(quote, parts):
    claim = f"claims:\n  - {{by: anna, quote: '{quote}', cue: Anna Berg said}}"
    ((code, message, help),) = advised(SAID, claim)
    assert code == "NC301"
    assert message.startswith("quote not found: the article interrupts it with `,” ")
    assert help == f"list the parts: `quote: {parts}`"
    assert corrected(SAID, claim) == claim.replace(f"'{quote}'", parts)
    assert advised(SAID, corrected(SAID, claim)) == []


PARAGRAPHS = (
    "“We agree,” Anna Berg said.\n\n“And we shall act,” she said. “We must.”\n\nIt rained.\n\n“That is all,” she said."
)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ("[We agree, And we shall act]", None),
        ("[And we shall act, We must]", None),
        ("[And we shall act, We agree]", "part `We agree` comes before the part before it in the list"),
        ("[We must, That is all]", "part `That is all` is more than a paragraph behind the part before it in the list"),
        ("[We agree, And we shall fly]", None),  # which is NC301
    ],
)
def test_the_parts_of_a_quote_follow_each_other(parts, message):
    claim = f"claims:\n  - {{by: anna, quote: {parts}, cue: Anna Berg said}}"
    assert [text for _, text, _ in advised(PARAGRAPHS, claim, select=["NC611"])] == [message] * (message is not None)


def test_near_words_are_in_one_paragraph():
    """What looks like the words where one paragraph ends and the next begins is not said in either."""
    text = "Nobody had seen it.\n\nPresident Anna Berg left the town."
    claim = "claims:\n  - {by: anna, quote: it Presidents, cue: Anna Berg}"
    assert "it.\n" not in nc.fix_text(written(text, claim), unsafe=True)[0].partition("kind: person}\n")[2]
    assert all("it." not in (help or "") for _, _, help in advised(text, claim))
    near = "claims:\n  - {by: anna, quote: Presidnt Anna Berg left, cue: Anna Berg}"
    assert corrected(text, near) == near.replace("Presidnt", "President")


EVENT = """events:
  e:
    kind: incident
    type: disaster
    evidence: It rained in Velmora on Monday, 38 died, or 52, said Anna Berg
    """
RAIN = "It rained in Velmora on Monday, 38 died, or 52, said Anna Berg."


@pytest.mark.parametrize(
    ("places", "better", "help"),
    [
        ("places: 'Velmora, Chile'", "places: {Velmora: CL}", "write the country beside the words: `{Velmora: CL}`"),
        (
            "places: {'Velmora, Chile': CL}",
            "places: {'Velmora': CL}",
            "write the country beside the words: `{Velmora: CL}`",
        ),
        ("places: {'Velmora, Chile': PE}", None, "copy the words from the article text"),
        ("places: 'Oslo, Norway'", None, "copy the words from the article text; nothing in it is similar"),
    ],
)
def test_a_country_behind_a_place(places, better, help):
    ((code, _, said),) = advised(RAIN, EVENT + places)
    assert (code, said) == ("NC315", help)
    assert better is None or corrected(RAIN, EVENT + places) == EVENT + better


@pytest.mark.parametrize(
    ("value", "help"),
    [
        ("500 SKR", "write `500 SEK`"),
        ("500 UDS+", "write `500 USD+`"),
        ("1,500 RMB", "write `1500 CNY`"),
        ("1,500 usd", "write `1500 USD`"),
        ("500 XQQ", "`XQQ` is not an ISO 4217 code of a currency; other units are not written in three capitals"),
    ],
)
def test_three_capitals_are_a_currency(value, help):
    ((code, _, said),) = advised(RAIN, f"{EVENT}things: {{amount: {{died: '{value}'}}}}", ignore=["NC5"])
    assert (code, said) == ("NC110", help)


@pytest.mark.parametrize(
    ("field", "messages", "help"),
    [
        (
            "casualties: {killed: {38: 38, 52: 52}}",
            ["item 1 of `killed` must be one pair `{text: count}`, not 2"],
            "write a list: `[{38: 38}, {52: 52}]`",
        ),
        (
            "casualties: {killed: {38: 38, source: anna}}",
            ["unknown field `source` of a count"],
            "the fields of a count are count, text, by",
        ),
        (
            "places: [{Velmora: CL, ids: {wikidata: Q1}, code: 5}]",
            ["unknown field `code` of a place"],
            "the fields of a place are name, country, ids",
        ),
    ],
)
def test_pairs_where_one_is_expected(field, messages, help):
    """Several become a list where there can be one; a key beside a pair that is no field is the one error."""
    errors = advised(RAIN, EVENT + field)
    assert [message for _, message, _ in errors] == messages
    assert errors[0][2] == help


@pytest.mark.parametrize("words", ["on Monday", "Monday"])
def test_where_the_dateline_contradicts_published_no_other_date_is_advised(words):
    """The date is right, and the publication is wrong."""
    event = {"kind": "event", "type": "other", "evidence": ["on Monday"], "when": {"edtf": "2024-06-03", "text": words}}
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": "en",
        "text": "It rained on Monday.",
        "events": {"it": event},
    }
    article |= {"published": "2024-05-08", "dateline": "OSLO, June 8"}
    (found,) = nc.check_text(json.dumps(article), "json", select=["NC403"]).diagnostics
    assert found.help == "correct `published`, which the dateline contradicts"
    article["dateline"] = "OSLO, May 8"
    (found,) = nc.check_text(json.dumps(article), "json", select=["NC403"]).diagnostics
    assert found.help != "correct `published`, which the dateline contradicts"
