"""Help and fixes that are made from what was written: of interrupted quotations, places, currencies, and pairs."""

import json

import pytest

import newscorpus as nc

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


def found(text, part, **how):
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
    """All its words are in the text, in quotation marks that the article closes and opens again."""
    claim = f"claims:\n  - {{by: anna, quote: '{quote}', cue: Anna Berg said}}"
    ((code, message, help),) = found(SAID, claim)
    assert code == "NC301"
    assert message.startswith("quote not found: the article interrupts it with `,” ")
    assert help == f"list the parts: `quote: {parts}`"
    assert corrected(SAID, claim) == claim.replace(f"'{quote}'", parts)
    assert found(SAID, corrected(SAID, claim)) == []


@pytest.mark.parametrize(
    "quote",
    [
        "We agree, and they shall act",  # a word that the article does not have
        "we can act, and we shall act",
        "Anna Berg said, she went on",  # the article itself
        "We agree She left",
    ],
)
def test_other_words_are_no_interrupted_quotation(quote):
    """Words that are missing, and words outside quotation marks, have no parts to list."""
    ((code, message, _),) = found(SAID, f"claims:\n  - {{by: anna, quote: '{quote}', cue: Anna Berg said}}")
    assert code == "NC301"
    assert "interrupts" not in message


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
    """In the order of the text, without an overlap, in one paragraph or the next one."""
    claim = f"claims:\n  - {{by: anna, quote: {parts}, cue: Anna Berg said}}"
    assert [text for _, text, _ in found(PARAGRAPHS, claim, select=["NC611"])] == [message] * (message is not None)


def test_near_words_are_in_one_paragraph():
    """What looks like the words where one paragraph ends and the next begins is not said in either."""
    text = "Nobody had seen it.\n\nPresident Anna Berg left the town."
    claim = "claims:\n  - {by: anna, quote: it Presidents, cue: Anna Berg}"
    assert "it.\n" not in nc.fix_text(written(text, claim), unsafe=True)[0].partition("kind: person}\n")[2]
    assert all("it." not in (help or "") for _, _, help in found(text, claim))
    near = "claims:\n  - {by: anna, quote: Presidnt Anna Berg left, cue: Anna Berg}"
    assert corrected(text, near) == near.replace("Presidnt", "President")


def test_a_cut_word_is_shown_without_the_mark_before_it():
    """The whole word, which is what there is to write."""
    text = "“Nobody warned us,” Anna Berg said."
    claim = "claims:\n  - {by: anna, quote: body warned us, cue: Anna Berg said}"
    assert found(text, claim) == [
        (
            "NC305",
            "quote `body warned us` cuts a word: the article has `Nobody`",
            "write the whole word, `Nobody`",
        )
    ]


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
    """Is the code beside the words, where the text has the place alone."""
    ((code, _, said),) = found(RAIN, EVENT + places)
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
    """A code that is none never becomes a unit in lower case."""
    ((code, _, said),) = found(RAIN, f"{EVENT}things: {{amount: {{died: '{value}'}}}}", ignore=["NC5"])
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
            "when: {on Monday: 2023, 38: 2024}",
            ["`when` must be one pair `{text: edtf}`, not 2"],
            "keep one of the pairs",
        ),
        (
            "casualties: {killed: {38: 38, source: anna}}",
            ["unknown field `source` of a count"],
            "the fields of a count are count, text, by",
        ),
        (
            "casualties: {killed: {38: 38, by: anna, 52: 52}}",
            ["unknown field `52` of a count"],
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
    errors = found(RAIN, EVENT + field)
    assert [message for _, message, _ in errors] == messages
    assert errors[0][2] == help


@pytest.mark.parametrize(
    ("quote", "text", "message"),
    [
        ("that no one is above the law", "He said that nobody stands above the law.", "quote not found: "),
        ("that no-one stood above the law", "He said that somebody stood above the law.", "quote means the opposite: "),
        ("that one of us is above the law", "He said that two of us are above the law.", "quote has another number: "),
    ],
)
def test_no_one_is_no_number(quote, text, message):
    ((code, said, _),) = found(text + " Anna Berg.", f"claims:\n  - {{by: anna, quote: {quote}}}", select=["NC301"])
    assert code == "NC301"
    assert said.startswith(message)


def test_a_number_beside_the_words_is_not_what_differs():
    claim = "claims:\n  - {by: anna, quote: will not resign on}"
    ((_, said, _),) = found("The minister will resign on 5 May. Anna Berg.", claim, select=["NC301"])
    assert said == "quote means the opposite: the article does not have `not`"


@pytest.mark.parametrize("words", ["on Monday", "Monday"])
def test_where_the_dateline_contradicts_published_no_other_date_is_advised(words):
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
