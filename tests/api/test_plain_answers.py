"""What the Python API says about calls that cannot be meant, and what it takes as it is written."""

import re

import pytest

import newscorpus as nc


def test_one_string_stands_for_a_list():
    """Of words, ids, quotes, participants and things, as in a file."""
    rain = nc.Incident(
        id="rain", type="disaster", evidence="It rained", participants={"victim": "anna"}, relations={"about": "flood"}
    )
    assert rain.evidence == (nc.Quote(exact="It rained"),)
    assert rain.in_role("victim") == ("anna",)
    assert rain.relations == {"about": ("flood",)}
    assert nc.Claim(quote="It rained", by="anna").by == ("anna",)
    assert nc.Actor(id="anna", aliases="Anna", mentions=nc.Quote(exact="she")).mentions == (nc.Quote(exact="she"),)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: nc.schema("article", vendor="openai"),
            "the schema 'article' is for no vendor: only that of drafts is",
        ),
        (lambda: nc.check([]), "there are no articles or paths to read: the list is empty"),
    ],
)
def test_what_cannot_be_meant_is_refused(call, message):
    """With what is wrong."""
    with pytest.raises(nc.UsageError, match=re.escape(message)):
        call()


def test_a_report_has_findings_by_number():
    """As a list has."""
    report = nc.check(nc.Article(id="a", language="en", text="It rained.", claims=[nc.Claim(quote="no words")]))
    assert report[0] is report[-len(report)] is next(iter(report))


def test_an_edit_says_that_lines_are_those_of_the_edited_file(tmp_path):
    """Which was not written."""
    nc.dump(nc.Article(id="a", language="en", text="It rained."), path := tmp_path / "a.yaml")
    with (
        pytest.raises(nc.InvalidCorpus, match="nothing was written; lines are those of the edited file"),
        nc.edit(path) as doc,
    ):
        doc.claims.append(nc.Claim(quote="no words"))
    with (
        pytest.raises(ValueError, match=re.escape("expected When, as by nc.When(edtf=…), not '2025'")),
        nc.edit(path) as doc,
    ):
        doc.claims = [nc.Claim(quote="It rained", when="2025")]
