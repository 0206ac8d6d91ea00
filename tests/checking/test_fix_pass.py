"""Fixes are built in a second pass, and only for what is reported."""

import json
from pathlib import Path

import pytest
from examples import completed

from newscorpus import InvalidCorpus, check, loads
from newscorpus.checking import baseline
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.checking.session import discover
from newscorpus.fixes import verify

QUOTE = "evidence: [Anna Berg met Carl Dah]"
ARTICLE = completed(f"events:\n  talks: {{kind: event, type: other, {QUOTE}}}\n")
"""Reported once, by NC305, with a fix."""
WAIVER = "waive:\n  - {code: NC305, at: events.talks, why: so it is printed}\n"
TITLE = "replace `Dah` with `Dahl`"


@pytest.fixture
def proofs(monkeypatch) -> list[int]:
    """How many candidates each proof was of."""
    made, found = verify.proven, []

    def proven(document, read, source, candidates):
        found.append(len(candidates))
        return made(document, read, source, candidates)

    monkeypatch.setattr(verify, "proven", proven)
    return found


def titles(report) -> list[list[str]]:
    return [[fix.title for fix in one.fixes] for one in report.diagnostics]


def written(folder: Path, text: str = ARTICLE, name: str = "example.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_reported_finding_has_its_fix(tmp_path, proofs):
    assert titles(check(written(tmp_path))) == [[TITLE]]
    assert proofs == [1]


def test_a_waived_finding_costs_no_proof(tmp_path, proofs):
    report = check(written(tmp_path, ARTICLE + WAIVER))
    assert (report.diagnostics, report.waived) == ((), 1)
    assert proofs == []


def test_a_finding_of_the_baseline_costs_no_proof(tmp_path, proofs):
    path = written(tmp_path)
    baseline.write(
        tmp_path / "base.json", check_session(discover(SessionOptions(path))).report(fixes=False).diagnostics
    )
    report = check_session(discover(SessionOptions(path, baseline=tmp_path / "base.json"))).report()
    assert (report.diagnostics, report.baselined) == ((), 1)
    assert proofs == []


def test_fixes_are_added_on_request(tmp_path, proofs):
    session = check_session(discover(SessionOptions(written(tmp_path))))
    report = session.report(fixes=False)
    assert titles(report) == [[]]
    assert proofs == []
    assert session.add_fixes(report) == check(tmp_path / "example.yaml")


def test_a_file_that_has_changed_gets_no_fix(tmp_path):
    path = written(tmp_path)
    session = check_session(discover(SessionOptions(path)))
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
    one = check_session(discover(SessionOptions(tmp_path))).report()
    assert sum(map(len, titles(one))) > 40
    assert repr(check_session(discover(SessionOptions(tmp_path, jobs=3))).report()) == repr(one)
    for _ in range(2):
        assert repr(check_session(discover(SessionOptions(tmp_path, cache=True))).report()) == repr(one)


def test_bytes_that_stand_for_a_file_are_read_again(tmp_path):
    path = written(tmp_path, "what is on the disk")
    session = check_session(discover(SessionOptions(path), {path: ARTICLE.encode()}))
    assert titles(session.report()) == [[TITLE]]


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
    assert titles(report) == [["take the waiver out"], ["take the waiver out"]]


def test_findings_of_the_corpus_have_fixes(tmp_path, proofs):
    written(tmp_path, "format: newscorpus/1\nname: x\n", "corpus.yaml")
    text = ARTICLE.replace("Dah]", "Dahl]")
    written(tmp_path, text.replace("Dahl]}", "Dahl], relations: {same_as: 'a#tlks'}}"))
    written(tmp_path, text.replace("id: example", "id: a").replace("in Oslo", "in Rome"), "a.yaml")
    assert titles(check(tmp_path)) == [["replace `a#tlks` with `a#talks`"]]
    assert proofs == [1]
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
    diagnostics = check_session(discover(SessionOptions(path))).report(fixes=False).diagnostics
    assert [one.code for one in diagnostics] == ["NC305"] * 2
    baseline.write(tmp_path / "base.json", diagnostics[:count])
    session = check_session(discover(SessionOptions(path, baseline=tmp_path / "base.json")))
    report = session.report()
    assert (len(report.diagnostics), report.baselined) == (max(0, 2 - count), min(2, count))
    (stored,) = session.stored
    assert len(stored.result.baselined) == min(2, count)
