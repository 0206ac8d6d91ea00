"""An objection counts only if its path is there, its quote is in the article, and its value is valid."""

import json
from typing import Any

import pytest
from fake_model import SPEAKER, STATUS

import newscorpus as nc


def read(article: nc.Article, *objections: Any) -> nc.Proofreading:
    return nc.read_objections(json.dumps(objections), article)


def test_what_the_article_shows_is_kept(article):
    done = read(article, STATUS, SPEAKER)
    status, speaker = done.objections
    assert (status.path, status.should_be, status.near) == (("events", "sale", "status"), "possible", True)
    assert (speaker.path, speaker.at, speaker.should_be) == (("claims", 0, "by"), "claims.0.by", "dahl")
    assert article.text[slice(*speaker.span)] == speaker.quote == "Dahl said"
    assert (done.article, done.dropped, done.problem) == ("mill", (), None)


@pytest.mark.parametrize(
    "at",
    [
        "events.nothing.status",
        "events.sale.colour",
        "events.sale.id",
        "claims.7.by",
        "claims.-1.by",
        "claims.99999999999999999999.by",
        "headline",
        "todo.0.at",
        "waive",
        "events",
        "../../etc/passwd",
        "",
        "events.sale.status\x00",
        7,
        None,
        ["events", "sale"],
    ],
)
def test_a_path_that_is_not_there_is_dropped(article, at):
    done = read(article, {**STATUS, "at": at})
    assert (done.objections, len(done.dropped)) == ((), 1)


@pytest.mark.parametrize(
    "at", ["events[sale].status", "`events.sale.status`", "$.events.sale.status", "events.sale.status, now"]
)
def test_a_path_may_be_written_otherwise(article, at):
    (objection,) = read(article, {**STATUS, "at": at}).objections
    assert objection.path == ("events", "sale", "status")


@pytest.mark.parametrize("quote", ["will sell it", "", None, "might … it", ["might sell it"], "¶", " "])
def test_a_quote_that_is_not_there_is_dropped(article, quote):
    done = read(article, {**STATUS, "quote": quote})
    assert done.objections == ()
    assert "the article does not have" in done.dropped[0]


@pytest.mark.parametrize(
    "quote", ["“might sell it”", "might  sell\nit.", "[¶1] might sell it", '"There is no contract," Dahl']
)
def test_a_quote_may_have_other_quotation_marks_and_spaces(article, quote):
    assert len(read(article, {**STATUS, "quote": quote}).objections) == 1


def test_whether_the_quote_is_near_the_evidence_is_said(article):
    assert read(article, {**STATUS, "quote": "Two workers"}).objections[0].near is False
    assert read(article, {**STATUS, "at": "actors.holm.country", "should_be": "SE"}).objections[0].near is None


@pytest.mark.parametrize(
    ("at", "should_be", "written"),
    [
        ("claims.0.by", "Carl Dahl", "dahl"),
        ("claims.0.by", ["dahl"], "dahl"),
        ("claims.0.by", ["dahl", "holm"], ["dahl", "holm"]),
        ("claims.0.by", "Carl Dahl; Holm", ["dahl", "holm"]),
        ("events.sale.participants.agent", "Holm (holm)", "holm"),
        ("events.sale.participants.agent.0.actor", "holm", "holm"),
        ("events.accident.casualties.injured", "3", 3),
        ("events.accident.casualties.injured.count", "2+", "2+"),
        ("events.accident.places.0.country", "SE", {"Oslo": "SE"}),
        ("events.accident.places.country", "SE", {"Oslo": "SE"}),
        ("events.accident.type", "disaster", "disaster"),
        ("events.accident.type", {"type": "disaster"}, "disaster"),
        ("events.accident.type", "`disaster` (by nature)", "disaster"),
        ("events.sale.evidence", "sell it to the Norwegian firm Holm", "sell it to the Norwegian firm Holm"),
        ("claims.0.stance", "denies", "denies"),
    ],
)
def test_what_it_should_be_may_be_written_as_people_would(article, at, should_be, written):
    (objection,) = read(article, {**STATUS, "at": at, "should_be": should_be}).objections
    assert objection.should_be == written


@pytest.mark.parametrize(
    ("at", "should_be"),
    [
        ("events.sale.status", "maybe"),
        ("events.sale.status", "planned"),  # as it is
        ("events.sale.status", {"a": 1}),
        ("events.sale.status", True),
        ("events.sale.when", "next Tuesday"),
        ("events.sale.when", "2024-13-01"),
        ("claims.0.by", "the mayor"),
        ("claims.0.about", "nothing"),
        ("actors.holm.country", "Norway"),
        ("actors.holm.country", "XX"),
        ("events.sale.evidence", "words that are not there"),
        ("events.accident.casualties.injured", "many"),
        ("events.sale.kind", "party"),
    ],
)
def test_a_value_that_is_not_valid_there_is_dropped(article, at, should_be):
    done = read(article, {**STATUS, "at": at, "should_be": should_be})
    assert done.objections == ()
    assert "is no valid value there, or is there already" in done.dropped[0]


def test_a_new_entry_has_the_form_of_the_file(article):
    missing = {**STATUS, "at": "events", "problem": "missing", "quote": "There is no contract"}
    event = {"kind": "event", "type": "agreement", "status": "negated", "evidence": "There is no contract"}
    for value in ({"id": "contract", **event}, {"contract": event}):
        assert read(article, {**missing, "should_be": value}).objections[0].should_be == value
    for value in (
        {"contract": {**event, "type": "nothing"}},
        {"sale": event},
        {"contract": {**event, "evidence": "x"}},
    ):
        assert len(read(article, {**missing, "should_be": value}).dropped) == 1
    assert read(article, {**missing, "should_be": "a contract"}).objections[0].should_be is None
    assert read(article, {**missing, "at": "events.contract", "should_be": None}).objections[0].path == ("events",)


@pytest.mark.parametrize(
    "answer",
    [
        "Here it is:\n```json\n[{}]\n```\nDone.",
        '{{"objections": [{}]}}',
        "[{},]",
        "{}\n{}",
        "First I thought [].\n[{}]",
        "[¶3] and [¶1] show it: [{}]",
    ],
)
def test_sloppy_json_is_read(article, answer):
    text = answer.replace("{}", json.dumps(STATUS)).replace("{{", "{").replace("}}", "}")
    assert [objection.at for objection in nc.read_objections(text, article).objections] == ["events.sale.status"]


def test_the_last_list_counts(article):
    answer = f"{json.dumps([STATUS, SPEAKER])}\nOn reflection:\n{json.dumps([SPEAKER])}"
    assert [objection.at for objection in nc.read_objections(answer, article).objections] == ["claims.0.by"]


def test_nothing_to_object_to_is_an_answer(article):
    assert nc.read_objections("All is right: []", article) == nc.Proofreading("mill")


@pytest.mark.parametrize("answer", ["", "Sorry, I cannot help with that.", "{", "[1, 2]", "null", "[[[[", "{" * 5000])
def test_what_is_no_answer_is_one_problem(article, answer):
    done = nc.read_objections(answer, article)
    assert done.objections == done.dropped == ()
    assert done.problem


def test_of_an_answer_that_is_cut_off_the_whole_objections_are_kept(article):
    answer = json.dumps([STATUS, SPEAKER], indent=1)
    done = nc.read_objections(answer[:-60], article)
    assert [objection.at for objection in done.objections] == ["events.sale.status"]
    assert "the answer is cut off in line" in done.problem


def test_of_a_megabyte_the_first_objections_are_read(article):
    done = nc.read_objections(json.dumps([{**STATUS, "quote": "no such words " * 20}] * 3000), article)
    assert (done.objections, len(done.dropped)) == ((), 100)
    assert done.problem == "the answer has 3,000 objections; the first 100 were read"
    assert "at most 2,000,000 are read" in nc.read_objections("[" * 2_000_001, article).problem


def test_an_objection_that_is_there_twice_is_one(article):
    assert len(read(article, STATUS, STATUS, {**STATUS, "why": "Again."}).objections) == 1


def test_wrong_use_is_an_error(article):
    withheld = nc.loads("format: newscorpus/1\nid: a\nlanguage: en\nsha256: " + "a" * 64 + "\ntext_withheld: true\n")
    for answer, about in ((None, article), ("[]", None), ("[]", withheld)):
        with pytest.raises(nc.UsageError):
            nc.read_objections(answer, about)
