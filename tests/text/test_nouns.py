"""text/nouns.py: the plural of nouns in messages."""

import pytest

from newscorpus.text.nouns import counted, plural


@pytest.mark.parametrize(("noun", "expected"), [("event", "events"), ("fix", "fixes"), ("status", "statuses")])
def test_plural(noun, expected):
    """Regular nouns, with an `e` after a sibilant."""
    assert plural(noun) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, "no fixes"), (1, "1 fix"), (2, "2 fixes")])
def test_counted(count, expected):
    """One of them is singular; none is a word."""
    assert counted(count, "fix") == expected
