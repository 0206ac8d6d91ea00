"""Fixes are built in a second pass, and only for what is reported."""

from pathlib import Path

import attrs
import pytest
from examples import completed

from newscorpus import check
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover

QUOTE = "evidence: [Anna Berg met Carl Dah]"
ARTICLE = completed(f"events:\n  talks: {{kind: event, type: other, {QUOTE}}}\n")
"""Reported once, by NC305, with a fix."""
WAIVER = "waive:\n  - {code: NC305, at: events.talks, why: so it is printed}\n"
TITLE = "replace `Dah` with `Dahl`"


def titles(report) -> list[list[str]]:
    return [[fix.title for fix in one.fixes] for one in report.diagnostics]


def written(folder: Path, text: str = ARTICLE, name: str = "example.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_that_has_changed_gets_no_fix(tmp_path):
    path = written(tmp_path)
    session = check_session(discover(SessionOptions(path)), fixes=False)
    report = session.report(fixes=False)
    for text in (ARTICLE.replace("id: example", "id: an-example"), ARTICLE.replace(QUOTE, "evidence: met"), "", "{"):
        path.write_text(text, encoding="utf-8")
        assert session.add_fixes(report) == report
    path.unlink()
    assert session.add_fixes(report) == report
    written(tmp_path)
    assert titles(session.add_fixes(report)) == [[TITLE]]


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        ARTICLE.replace("kind: event", "knd: event"),
        ARTICLE + "sections: 12:30:45\n",
        ARTICLE.replace("Dah]", "Dahl]") + WAIVER,
    ],
)
def test_results_that_are_stored_without_fixes_get_them(text, tmp_path):
    options = SessionOptions(written(tmp_path, text), cache=True, select=["ALL"])
    at_once = check_session(discover(attrs.evolve(options, cache=False))).report()
    stored = check_session(discover(options), fixes=False).report(fixes=False)
    assert not any(titles(stored))
    assert check_session(discover(options)).report() == at_once
    assert any(titles(at_once))


def test_every_unused_waiver_can_be_deleted(tmp_path):
    """Each by itself: both together would leave a list without items."""
    waivers = "waive:\n  - {code: NC305, at: events, why: x}\n  # a comment\n  - {code: NC304, at: actors, why: x}\n"
    report = check(written(tmp_path, ARTICLE.replace("Dah]", "Dahl]") + waivers))
    assert titles(report) == [["delete the waiver"], ["delete the waiver"]]
