"""Every rule: its example breaks it, and nothing else, on the marked line; the mended example breaks nothing."""

import inspect
import re
from pathlib import Path

import pytest
from examples import checked

from newscorpus.rules import RULES, Rule, find

EVERY = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")


@EVERY
def test_the_failing_example_breaks_the_rule_on_the_marked_line(rule: Rule, tmp_path):
    """One defect, one finding, where the mark is; an unmarked example (the mark would change it) is found at its end."""
    report, expected = checked(rule.failing, tmp_path, rule.code)
    found = [(d.code, d.primary.line) for d in report.diagnostics]
    elsewhere = all("example" not in Path(d.primary.file).name for d in report.diagnostics)
    if expected and not elsewhere:
        assert found == expected, [str(d) for d in report.diagnostics]
    else:
        assert [code for code, _ in found] == [rule.code]


@EVERY
def test_the_mended_example_breaks_nothing(rule: Rule, tmp_path):
    """What the documentation shows as right is right."""
    report, _ = checked(rule.mended, tmp_path, rule.code)
    assert [str(d) for d in report.diagnostics] == []


@EVERY
def test_a_rule_explains_itself(rule: Rule):
    """No rule without a summary, an explanation of at least a sentence, and a name that reads as words."""
    assert re.fullmatch(r"NC\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)
    assert rule.summary
    assert not rule.summary.endswith(".")
    assert len(rule.why.split()) >= 8
    assert rule.why == inspect.cleandoc(rule.why)


def test_codes_and_names_are_unique_and_findable():
    """A code or a name leads to its rule; a slip leads to what was meant."""
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert find(rule.code)[0] is rule
        assert find(rule.name)[0] is rule
    assert find("quote-not-in-txt") == (None, "quote-not-in-text")
