"""NC518 beyond the example: quantities that contradict their words, and quantities that do not."""

import json

import pytest

import newscorpus as nc


def judged(words, value, language, folder):
    """What `check` says of a thing with these words and this value."""
    event = {"kind": "event", "type": "change", "evidence": [f"It was {words}."]}
    event |= {"things": {"amount": [{"text": words, "value": value}]}}
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": f"It was {words}."}
    (folder / "a.json").write_text(json.dumps({**article, "events": {"e": event}}), encoding="utf-8")
    return nc.check(folder / "a.json").diagnostics


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("£3.75", "3.75 GBP"),
        ("$48m", "48000000 USD"),
        ("A$20", "20 AUD"),
        ("€1,500", "1500 EUR"),
        ("30 pounds", "30 lb"),
        ("50 cents", "0.5 USD"),
        ("50 per cent", "50%"),
        ("over 6%", "6%+"),
        ("6 per cent", "6%"),
        ("between 5% and 6%", "5..6%"),
        ("500 Swiss watches", "500"),
        ("180 pounds", "82 kg"),
        ("magnitude 6.8", "6.8 Mw"),
        ("a 2-1 vote", "2-1"),
        ("lost 1–2", "2-1"),
        ("won 6-4 6-3", "6-4"),
        ("the F-16", "3"),
        ("a few metres", "3 m"),
        ("90 km/h", "90 km/h"),
    ],
)
def test_quantities_that_their_words_give(words, value, tmp_path):
    assert [d.message for d in judged(words, value, "en", tmp_path)] == []


@pytest.mark.parametrize(
    ("words", "value", "meant"),
    [
        ("£3.75", "3 GBP", "3.75 GBP"),
        ("$48 million", "48 USD", "48000000 USD"),
        ("£20", "20 USD", ""),
        ("€20", "20", "20 EUR"),
        ("3 million Kenyan shillings", "3000000 UGX", "3000000 KES"),
        ("200 Danish crowns", "200 SEK", "200 DKK"),
        ("about 12 kilometres", "12 km", "12 km~"),
        ("18 months", "18 d", "18 mo"),
        ("at least 18 months", "18 d+", "18 mo+"),
        ("6%", "60%", "6%"),
        ("6%", "6 EUR", "6%"),
        ("about 200 tonnes", "20 t", "200 t~"),
        ("between 5% and 6%", "5%", "5..6%"),
        ("up to 20 km", "20 km", "0..20 km"),
        ("five miles", "4 mi", "5 mi"),
        ("a 2-1 vote", "3-1", ""),
        ("$240 million", "240 million", ""),
    ],
)
def test_quantities_that_contradict_their_words(words, value, meant, tmp_path):
    (found,) = judged(words, value, "en", tmp_path)
    assert (found.code, found.path[-1]) == ("NC518", "value")
    assert [fix.title for fix in found.fixes] == ([f"write `{meant}`"] if meant else [])
    if meant:
        assert judged(words, meant, "en", tmp_path) == ()


@pytest.mark.parametrize(
    ("language", "words", "right", "wrong"),
    [
        ("de", "3,75 Euro", "3.75 EUR", "375 EUR"),
        ("de", "rund 1,5 Millionen Euro", "1500000 EUR~", "15000000 EUR"),
        ("de", "mindestens 20 Prozent", "20%+", "20%"),
        ("de", "200 dänische Kronen", "200 DKK", "200 SEK"),
        ("de", "12 Kilometer", "12 km", "12 mi"),
        ("es", "12 kilómetros", "12 km", "12 mi"),
        ("es", "20 por ciento", "20%", "2%"),
    ],
)
def test_quantities_in_other_languages(language, words, right, wrong, tmp_path):
    assert judged(words, right, language, tmp_path) == ()
    assert [d.code for d in judged(words, wrong, language, tmp_path)] == ["NC518"]


@pytest.mark.parametrize(("value", "meant"), [("3000000~ KES", "3000000 KES~"), ("6+%", "6%+"), ("5+ QQQ", "")])
def test_a_mark_before_the_unit_is_moved_behind_it(value, meant, tmp_path):
    (found,) = judged("about 5", value, "en", tmp_path)
    assert found.code == "NC110"
    assert [fix.title for fix in found.fixes] == ([f"replace `{value}` with `{meant}`"] if meant else [])


@pytest.mark.parametrize(
    ("words", "value", "meant"),
    [
        ("12 cents a litre", "12 EUR/l", "0.12 EUR/l"),
        ("50 cents", "50 USD", "0.5 USD"),
        ("about 50 pence", "50 GBP~", "0.5 GBP~"),
    ],
)
def test_cents_are_hundredths(words, value, meant, tmp_path):
    (found,) = judged(words, value, "en", tmp_path)
    assert (found.code, found.help) == ("NC518", f"write `{meant}`")
    assert [fix.title for fix in found.fixes] == [f"write `{meant}`"]
    assert judged(words, meant, "en", tmp_path) == ()


@pytest.mark.parametrize(
    ("words", "value", "reported"),
    [
        ("at least 400 million cubic metres", "400000000 m3+", 0),
        ("$81 a barrel", "81 EUR/bbl", 1),
        ("$81 a barrel", "81 USD/bbl", 0),
    ],
)
def test_units_with_digits_and_rates(words: str, value: str, reported: int) -> None:
    text = f"Lomar sold {words}."
    event = {"kind": "event", "type": "other", "evidence": [text]}
    event |= {"things": {"amount": [{"text": words, "value": value}]}}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"it": event}}
    assert len(nc.check_text(json.dumps(article), "json", select=["NC518"]).diagnostics) == reported
