"""Whether two phrasings mean the same: numbers, negation, modal verbs, opposites, names; per language."""

import pytest
from hypothesis import given
from prose import prose

from newscorpus.text.fuzzy import compare
from newscorpus.text.meaning import Difference, difference, is_another

NUMBER, OPPOSITE, UNNUMBERED, OTHER, SPELLING = Difference


def how(quoted: str, article: str):
    blocks = [(quoted[slice(*a)], article[slice(*b)]) for a, b in compare(quoted, article).blocks]
    found = difference(blocks, lambda word: word in article.split())
    return found and found[0]


@pytest.mark.parametrize(
    ("quoted", "article", "expected"),
    [
        ("Five people were killed", "Four people were killed", NUMBER),
        ("($10.0 million)", "$100 million", NUMBER),
        ("it rained for a week", "it rained for three weeks", UNNUMBERED),
        ("it rained for the week", "it rained for one week", UNNUMBERED),
        ("it rained for a week", "it rained for a weeek", UNNUMBERED),
        ("1.500 men", "1500 men", SPELLING),
        ("1.5 men", "15 men", NUMBER),
        ("2023 500 men", "2,023,500 men", NUMBER),
        ("he killed 3 and hurt 5", "he killed 5 and hurt 3", NUMBER),
        ("She will resign", "She will not resign", OPPOSITE),
        ("it was legal", "it was illegal", OPPOSITE),
        ("he did not say it will", "he did say it will not", OPPOSITE),
        ("er kommt nicht", "er kommt", OPPOSITE),
        ("er kann kommen", "er soll kommen", OTHER),
        ("Qin Gang spoke", "Wang Yi spoke", OTHER),
        ("Russia attacked Ukraine", "Ukraine attacked Russia", OTHER),
        ("Release 3.10 came", "Release 3.1 came", NUMBER),
        ("1 500 men", "1,500 men", None),
        ("over dinner", "more than dinner", None),
        ("The man left", "A man left", OTHER),
    ],
)
def test_what_differs(quoted, article, expected):
    assert how(quoted, article) == expected


def test_another_name_is_not_a_misspelling():
    """If the article has it, too, or a letter of a short name stands in place of another."""
    assert difference([("Petersen", "Peterson")], set().__contains__) is None
    assert difference([("Petersen", "Peterson")], {"Petersen"}.__contains__) == (OTHER, ("Petersen", "Peterson"))
    for pair in (("Iran", "Iraq"), ("IRA", "ISA")):
        assert difference([pair], set().__contains__) == (OTHER, pair)


@pytest.mark.parametrize(
    ("quoted", "own", "expected"),
    [
        ("tripled", "doubled", NUMBER),
        ("30 miles", "30 km", NUMBER),
        ("the VII congress", "the VIII congress", NUMBER),
        ("Li met Xi", "Xi met Li", None),
        ("has to answer", "has yet to answer", OTHER),
        ("current", "former", OPPOSITE),
    ],
)
def test_words_that_change_the_meaning(quoted, own, expected):
    found = difference([(quoted, own)], set().__contains__)
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("talks-2", "talks-1", True),
        ("not-planned", "planned", True),
        ("unplanned", "planned", True),
        ("two-talks", "three-talks", True),
        ("tlks-1", "talks-1", False),
        ("2024.5.8", "2024-05-08", False),
        ("NC3O4", "NC304", False),
    ],
)
def test_another_id_or_term(one, other, expected):
    assert is_another(one, other) is expected


@given(prose, prose)
def test_no_words_raise(quoted, article):
    assert 0 <= compare(quoted, article).similarity <= 1
    how(quoted, article)
    assert how(quoted, quoted) is None
    assert compare(quoted, quoted) == (1, ())
