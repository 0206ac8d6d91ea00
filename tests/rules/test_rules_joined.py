"""NC301 for quotes that join pieces of the article: what they leave out, and how to write them."""

import json

import pytest

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
NOT_JOINED = {
    "one word left out": "Anna Berg met Carl on Monday",
    "another order": "and left the country ... Anna Berg met Carl Dahl",
    "two paragraphs": "Carl Dahl stayed ... Dora Eide left",
    "a piece that is not there": "Anna Berg met Carl Dahl ... and wept",
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
    """Nothing is left out: the finding names both ways, and the fix writes that of the article."""
    text, quote, written, safe = PRINTED[what]
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "claims": [{"quote": quote}]}
    (one,) = nc.check_text(json.dumps(article), "json", select=["NC301"])
    theirs, ours = ("...", "…") if "..." in text else ("…", "...")
    assert one.message == f"quote not found: the article has `{theirs}`, not `{ours}`"
    ((fix,),) = [one.fixes]
    assert (fix.safe, written in fix.title or fix.title == f"replace `{ours}` with `{theirs}`") == (safe, True)


def test_an_ellipsis_that_is_printed_in_the_same_way() -> None:
    article = {
        "format": "newscorpus/1",
        "id": "a",
        "language": "en",
        "text": "Oh, he left…",
        "claims": [{"quote": "He left…"}],
    }
    (one,) = nc.check_text(json.dumps(article), "json", select=["NC301"])
    assert one.message == "quote not found: the article has `he`, not `He`"


@pytest.mark.parametrize("what", NOT_JOINED)
def test_other_quotes(what: str) -> None:
    assert "leaves out" not in found(NOT_JOINED[what])[0]


@pytest.mark.parametrize("mark", "’‘`´")
def test_an_apostrophe_that_is_printed_in_another_way(mark: str) -> None:
    """A contraction means the same with any apostrophe, so the fix is safe."""
    text = f"They don{mark}t go"
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "claims": [{"quote": "don't go"}]}
    (one,) = nc.check_text(json.dumps(article), "json", select=["NC301"])
    assert one.message == f"quote not found: the article has `don{mark}t`, not `don't`"
    assert [fix.safe for fix in one.fixes] == [True]
