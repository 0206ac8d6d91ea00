"""NC317 beyond the example: quotes that a `#` cuts, and comments that are comments."""

import pytest
from annotations import event, found
from examples import checked, marked

import newscorpus as nc

TEXT = 'text: "Anna Berg met unit #9 of Oslo. Carl Dahl # came."\n'
CUT = {
    "to the end of the comment": ("evidence:\n      - Anna Berg met unit #9 of Oslo\n", ["Anna Berg met unit"]),
    "as far as the article goes on": ("evidence:\n      - Anna Berg met unit #9 of Bergen\n", ["Anna Berg met unit"]),
    "a comment": ("evidence:\n      - Anna Berg met unit # check this\n", []),
    "no comment": ("evidence:\n      - Anna Berg met unit\n", []),
}


@pytest.mark.parametrize("what", CUT)
def test_quotes_that_a_comment_cuts(what, tmp_path):
    """If the words of the comment follow the quoted ones in the article, and the quote is not in quotation marks."""
    body, expected = CUT[what]
    snippet = f"{TEXT}events:\n  e:\n    kind: event\n    type: other\n    {body}"
    assert [marked(one) for one in found(snippet, tmp_path, "NC317")] == expected


def test_the_whole_quote_is_offered(tmp_path):
    """In quotation marks, so that the `#` belongs to it."""
    snippet = f"{TEXT}events:\n  e:\n    kind: event\n    type: other\n    {CUT['to the end of the comment'][0]}"
    (one,) = found(snippet, tmp_path, "NC317")
    assert one.message == "unquoted ` #` cuts the quote `Anna Berg met unit #9 of Oslo`"
    assert [fix.title for fix in one.fixes] == ["put `Anna Berg met unit #9 of Oslo` in quotes"]


@pytest.mark.parametrize(
    ("behind", "left"),
    [("", ""), ("  # seen", "  # seen"), (" and more", "  # and more"), ("\n      # below", "\n      # below")],
)
def test_the_words_leave_the_comment(behind, left):
    """They are not there twice; what is left of the comment stays one."""
    head = f"format: newscorpus/1\nid: a\nlanguage: en\n{TEXT}events:\n  e:\n    kind: event\n    type: other\n"
    head += "    evidence:\n      - "
    fixed, _ = nc.fix_text(f"{head}Anna Berg met unit #9 of Oslo{behind}\n", unsafe=True)
    assert fixed == f"{head}'Anna Berg met unit #9 of Oslo'{left}\n"


def test_a_cut_context(tmp_path):
    """It is reported if it does not show the place, and in place of what is wrong with the rest of it."""
    cut = "      - Anna: Anna saw team #1 win\n      - Anna saw team #2 win\n      - win: win. #2 won\n"
    text = 'text: "Anna saw team #1 win. Anna saw team #2 win. #2 won."\n'
    snippet = f"{text}events:\n  e:\n    kind: event\n    type: other\n    evidence:\n{cut}"
    kinds = ("context", "Anna saw team #1 win"), ("quote", "Anna saw team #2 win"), ("context", "win. #2 won")
    reported = [one.message for one in checked(snippet, tmp_path, "NC3")[0].diagnostics]
    assert reported == [f"unquoted ` #` cuts the {kind} `{words}`" for kind, words in kinds]
    fixed, _ = nc.fix_text(f"format: newscorpus/1\nid: a\nlanguage: en\n{snippet}", unsafe=True)
    assert [line for line in fixed.splitlines() if "- " in line] == [
        "      - Anna: 'Anna saw team #1 win'",
        "      - 'Anna saw team #2 win'",
        "      - win: 'win. #2 won'",
    ]


def test_without_such_a_sign_in_the_text(tmp_path):
    assert found(event("evidence: Anna Berg # of Oslo"), tmp_path, "NC317") == []
