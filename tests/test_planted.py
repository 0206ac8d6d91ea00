"""The planted mistakes of `benchmarks/planted`: articles that are right as they stand, and mistakes that apply to them."""

import pytest

from benchmarks.planted import __main__ as planted

ARTICLES = planted.read_articles()


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_without_a_mistake_has_no_finding(name: str) -> None:
    """By default; hints are counted by the benchmark."""
    assert planted.findings(name, ARTICLES[name], ()) == set()


def test_each_mistake_applies() -> None:
    """What it replaces is in its article once, and each article has mistakes."""
    mistakes = planted.read_mistakes()
    for mistake in mistakes:
        assert mistake.planted(ARTICLES[mistake.article]) != ARTICLES[mistake.article], mistake.mistake
    assert {mistake.article for mistake in mistakes} == ARTICLES.keys()
