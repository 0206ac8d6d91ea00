"""What is written in place of words that the article does not have: never other words, however similar they are."""

import pytest

import newscorpus as nc

OTHER_WORDS = [
    ("Two workers were killed", "Two workers were injured"),
    ("Zwei Arbeiter wurden schwer verletzt", "Zwei Arbeiter wurden leicht verletzt"),
    ("Zwei Arbeiter wurden getötet", "Zwei Arbeiter wurden leicht getötet"),
    ("the ship sank at 2 a.m. on Monday", "the ship sank at 2 p.m. on Monday"),
    ("the talks were held on Monday morning", "the talks were held on Monday evening"),
    ("the strike begins on Monday", "the strike ends on Monday"),
    ("mindestens 20 Menschen kamen", "rund 20 Menschen kamen"),
    ("Die Ministerin bestätigte den Bericht", "Die Ministerin widersprach dem Bericht"),
    ("gestern lud er den Bürgermeister ein", "gestern lud sie den Bürgermeister ein"),
    ("a long-term plan for the port", "a short-term plan for the port"),
    ("die Regierung will das Geld zurückhalten", "die Regierung will das Geld bereitstellen"),
    ("the firm hired two hundred workers", "the firm fired two hundred workers"),
    ("the public trial of the mayor", "the public trail of the mayor"),
    ("the workers allegedly left the port", "the workers left the port"),
    ("people die at the old port", "people at the old port"),
]
SAME_WORDS = [
    ("the mayor met union leader Carl Dahl", "the mayor met the union leader Carl Dahl"),
    ("the governmnet closed the port", "the government closed the port"),
    ("the labor party won the vote", "the labour party won the vote"),
    ("they organized the cease-fire", "they organised the ceasefire"),
    ("the worker left the port", "the workers left the port"),
    ("sie wurden schwer verletzt und große Teile gesperrt", "sie wurden schwer verletzte und grosse Teile gesperrt"),
]


def draft(article: str, quote: str) -> nc.Draft:
    """An article with a sentence, and a claim with a quote."""
    answer = {"language": "en", "actors": [], "events": [], "claims": [{"quote": quote, "by": []}]}
    return nc.from_draft(answer, text=f"Yesterday, {article}.")


@pytest.mark.parametrize(("one", "other"), [*OTHER_WORDS, *((b, a) for a, b in OTHER_WORDS)])
def test_other_words_are_reported(one: str, other: str) -> None:
    """With words of the article, and without a fix."""
    found = draft(one, other)
    assert not found.repaired
    (error,) = found.report.errors
    assert error.code == "NC301"
    assert not error.fixes
    assert "if the article means what you annotate, write" in (error.help or "")


@pytest.mark.parametrize(("one", "other"), [*SAME_WORDS, *((b, a) for a, b in SAME_WORDS if "governm" not in a)])
def test_the_same_words_are_repaired(one: str, other: str) -> None:
    """But for typing errors, spelling, inflection and articles."""
    found = draft(one, other)
    assert found.ok, found.report
    assert [(repair.was, repair.now) for repair in found.repaired] == [(other, one)]
