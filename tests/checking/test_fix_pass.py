"""Fixes are built in a second pass, and only for what is reported."""

import json
from pathlib import Path

import attrs
import pytest
from command import newscorpus
from examples import completed

from newscorpus import InvalidCorpus, check, loads
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


def test_a_reported_finding_has_its_fix(tmp_path):
    assert titles(check(written(tmp_path))) == [[TITLE]]


def test_a_waived_finding_is_counted(tmp_path):
    report = check(written(tmp_path, ARTICLE + WAIVER))
    assert (report.diagnostics, report.waived) == ((), 1)


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


def test_the_same_fixes_from_the_cache_and_by_several_processes(tmp_path):
    for i in range(40):
        text = ARTICLE.replace("id: example", f"id: a{i}")
        written(tmp_path, text.replace("Dah]", "Dah, Carl Dhl]") if i % 3 else text, f"a{i}.yaml")
    words = "check", tmp_path, "--output-format", "json"
    one = newscorpus(*words, "--no-cache")
    assert sum(len(d["fixes"]) for d in json.loads(one.out)["diagnostics"]) > 40
    assert newscorpus(*words, "--no-cache", "--jobs", "3") == one
    for _ in range(2):
        assert newscorpus(*words) == one


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
    """What a rule proposes is stored, too, whatever it changes."""
    options = SessionOptions(written(tmp_path, text), cache=True, select=["ALL"])
    at_once = check_session(discover(attrs.evolve(options, cache=False))).report()
    stored = check_session(discover(options), fixes=False).report(fixes=False)
    assert not any(titles(stored))
    assert check_session(discover(options)).report() == at_once
    assert any(titles(at_once))


def test_bytes_that_stand_for_a_file_have_its_fixes(tmp_path):
    path = written(tmp_path, "what is on the disk")
    words = "check", "-", "--stdin-filename", path, "--output-format", "json"
    (found,) = json.loads(newscorpus(*words, stdin=ARTICLE).out)["diagnostics"]
    assert [fix["title"] for fix in found["fixes"]] == [TITLE]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_each_record_of_json_lines_has_its_own_fixes(mark, end, tmp_path):
    event = {"kind": "event", "type": "other", "evidence": "Anna Berg met Carl Dah"}
    base = {"format": "newscorpus/1", "language": "en", "text": "Ä: Anna Berg met Carl Dahl."}
    records = [{**base, "id": f"a{i}", "events": {"talks": event}} for i in range(3)]
    path = tmp_path / "a.jsonl"
    path.write_bytes((mark + end.join(json.dumps(one, ensure_ascii=False) for one in records) + end).encode())
    report = check(path, select=["NC305"])
    assert titles(report) == [[TITLE]] * 3
    for one in report.diagnostics:
        (edit,) = one.fixes[0].edits
        assert edit.span.line == one.primary.line


def test_every_unused_waiver_can_be_deleted(tmp_path):
    """Each by itself: both together would leave a list without items."""
    waivers = "waive:\n  - {code: NC305, at: events, why: x}\n  # a comment\n  - {code: NC304, at: actors, why: x}\n"
    report = check(written(tmp_path, ARTICLE.replace("Dah]", "Dahl]") + waivers))
    assert titles(report) == [["delete the waiver"], ["delete the waiver"]]


def test_findings_of_the_corpus_have_fixes(tmp_path):
    written(tmp_path, "format: newscorpus/1\nname: x\n", "corpus.yaml")
    text = ARTICLE.replace("Dah]", "Dahl]")
    written(tmp_path, text.replace("Dahl]}", "Dahl], relations: {same_as: 'a#tlks'}}"))
    written(tmp_path, text.replace("id: example", "id: a").replace("in Oslo", "in Rome"), "a.yaml")
    assert titles(check(tmp_path)) == [["replace `a#tlks` with `a#talks`"]]
    written(tmp_path, "format: newscorpus/1\nnme: x\n", "corpus.yaml")
    assert ["replace `nme` with `name`"] in titles(check(tmp_path))


def test_errors_that_are_raised_have_fixes(tmp_path):
    broken = ARTICLE.replace("kind: event", "knd: event")
    with pytest.raises(InvalidCorpus) as raised:
        loads(broken)
    assert ["replace `knd` with `kind`"] in titles(raised.value.report)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_known_finding_has_no_place_unless_there_are_more_than_known(count, tmp_path):
    """Which of several equal findings are known is decided when all have places."""
    path = written(tmp_path, ARTICLE.replace("Dah]", "Dah, in Osl]"))
    known = tmp_path / "base.json"
    assert newscorpus("check", path, "--write-baseline", known).code == 0
    lines = known.read_text(encoding="utf-8").splitlines(keepends=True)
    known.write_text("".join(lines[:count]), encoding="utf-8")
    found = json.loads(newscorpus("check", path, "--baseline", known, "--output-format", "json").out)
    assert (len(found["diagnostics"]), found["baselined"]) == (max(0, 2 - count), min(2, count))
