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
    ("the police aided the port offices", "the police raided the port offices"),
    ("the court persecuted the mayor", "the court prosecuted the mayor"),
    ("a causal talk at the port", "a casual talk at the port"),
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


OTHER_WORDS_OF = {
    "de": [
        ("die Stadt will den Ausbau fördern", "die Stadt will den Ausbau fordern"),
        ("die Soldaten haben ihn erschossen", "die Soldaten haben ihn erschlossen"),
        ("der Rat hat den Plan beschlossen", "der Rat hat den Plan beschossen"),
        ("die Polizei wollte ihn verhaften", "die Polizei wollte ihn verhalten"),
        ("sie hob am Montag die Hand", "sie hob am Montag den Hund"),
        ("er war schon lange im Amt", "er war schön lange im Amt"),
        ("die Wahl war eine Reise wert", "die Wahl war eine Reize wert"),
        ("sie musste die Zahlen zahlen", "sie musste die Zahlen zählen"),
    ],
    "es": [
        ("el gobierno declara la huelga", "el gobierno declaró la huelga"),
        ("el alcalde habló de la crisis", "el alcalde hablo de la crisis"),
        ("dijo que si viene, hablará", "dijo que sí viene, hablará"),
        ("la foto del ministro en la prensa", "la rota del ministro en la prensa"),
        ("el abordo de la nave rusa", "el aborto de la nave rusa"),
    ],
    "sv": [
        ("han talade om en stor kris", "han talade om en svår kris"),
        ("en ny bok om landet", "en ny bok om bandet"),
    ],
}
SAME_WORDS_OF = {
    "de": [
        ("die Regierung hat den Vertrag gekündigt", "die Regierugn hat den Vertrag gekündigt"),
        ("die Regierung hat den Vertrag gekündigt", "die Regierung hat den Vertrag gekuendigt"),
        ("sie haben den Plan am Montag beschlossen", "sie haben den Plan am Montag beschlosssen"),
        ("der Präsident sprach vor dem Bundestag", "der Präsidennt sprach vor dem Bundestag"),
        ("die große Straße war gesperrt", "die grosse Strasse war gesperrt"),
        ("der Minister hat die Vorwürfe zurückgewiesen", "der Minister hat die Vorwürfe zurükgewiesen"),
    ],
    "es": [
        ("el gobierno anunció la medida", "el gobierno anunció la medidda"),
        ("la manifestación recorrió el centro", "la manifestacion recorrió el centro"),
    ],
    "sv": [("regeringen stängde hamnen i går", "regeringne stängde hamnen i går")],
}


def draft(article: str, quote: str, language: str = "en") -> nc.Draft:
    """An article with a sentence, and a claim with a quote."""
    answer = {"language": language, "actors": [], "events": [], "claims": [{"quote": quote, "by": []}]}
    return nc.from_draft(answer, text=f"Yesterday, {article}.")


@pytest.mark.parametrize(("one", "other"), [*OTHER_WORDS, *((b, a) for a, b in OTHER_WORDS)])
def test_other_words_are_reported(one: str, other: str) -> None:
    found = draft(one, other)
    assert not found.repaired
    (error,) = found.report.errors
    assert error.code == "NC301"
    assert not error.fixes
    assert "if the article means what you annotate, write" in (error.help or "")


@pytest.mark.parametrize(("one", "other"), [*SAME_WORDS, *((b, a) for a, b in SAME_WORDS if "governm" not in a)])
def test_the_same_words_are_repaired(one: str, other: str) -> None:
    found = draft(one, other)
    assert found.ok, found.report
    assert [(repair.was, repair.now) for repair in found.repaired] == [(other, one)]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [(language, *pair) for language, pairs in OTHER_WORDS_OF.items() for a, b in pairs for pair in ((a, b), (b, a))],
)
def test_other_words_of_a_language_are_reported(language: str, one: str, other: str) -> None:
    """Words that are one letter apart, or a mark on a letter. Languages without a list have fewer repairs."""
    found = draft(one, other, language)
    assert not found.repaired
    assert [error.code for error in found.report.errors] == ["NC301"]
    assert not found.report.errors[0].fixes


@pytest.mark.parametrize(
    ("language", "one", "other"), [(language, *pair) for language, pairs in SAME_WORDS_OF.items() for pair in pairs]
)
def test_typing_errors_of_a_language_are_repaired(language: str, one: str, other: str) -> None:
    found = draft(one, other, language)
    assert found.ok, found.report
    assert [(repair.was, repair.now) for repair in found.repaired] == [(other, one)]
