"""False alarms: three articles of other kinds than the seed, written for this purpose, about which no rule may cry wolf.

A court report, a disaster with casualties, a press conference in German.
"""

from pathlib import Path

import pytest
from examples import RULES

import newscorpus as nc

ARTICLES = Path(__file__).parent / "articles"
EVERY = [rule.code for rule in RULES]


def test_no_rule_cries_wolf():
    """No error and no warning; of the hints, the one that is right: a year that no event uses."""
    assert [str(d) for d in nc.check(ARTICLES).diagnostics] == []
    report = nc.check(ARTICLES, select=EVERY)
    assert [(d.code, Path(d.primary.file).name) for d in report.diagnostics] == [("NC903", "flood.yaml")]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("court", "when: {last October: 2023-10}", "when: {last October: 2023-11}", "NC409"),
        ("court", "participants: {agent: police}", "participants: {agent: pollice}", "NC201"),
        (
            "court",
            "status: planned\n    participants: {recipient: brandt}",
            "participants: {recipient: brandt}",
            "NC403",
        ),
        ("court", "roles: [lawyer]", "roles: [barrister]", "NC316"),
        ("flood", "killed: {At least 26 people: 26+}", "killed: {At least 26 peple: 26+}", "NC315"),
        ("flood", "missing: {Three to five: 3..5}", "missing: {Three to five: 5..3}", "NC509"),
        ("flood", "    status: cancelled\n", "", "NC507"),
        ("pressekonferenz", "gewartet, by: vogt,", "gewartet,", "NC601"),
        ("pressekonferenz", "    status: postponed\n", "", "NC525 NC508"),
    ],
)
def test_but_a_mistake_in_them_is_found(name, old, new, code, tmp_path):
    for path in ARTICLES.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path = tmp_path / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert [d.code for d in nc.check(tmp_path).diagnostics] == code.split()
