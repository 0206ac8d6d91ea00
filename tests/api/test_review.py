"""Reviews of drafts: what records them, what reports that they are missing, and what does not end them."""

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from command import newscorpus
from hypothesis import assume, given, settings

import newscorpus as nc
from newscorpus.testing import articles

RAIN = """\
format: newscorpus/1
id: rain
language: en # as the publisher says
text: It rained in Oslo. Anna Berg left.
annotation: {by: [mk], state: draft, drafted_by: a-model} # not read yet

actors:
  anna: {name: Anna Berg, kind: person}
events:
  rain: # the first
    kind: incident
    type: disaster
    evidence: [It rained in Oslo]
"""
REVIEW = "state: reviewed, drafted_by: a-model, reviewed_by: Ida Holm, reviewed: 2024-05-10, reviewed_digest: "
DIGEST = "0d116d7269187276"


@pytest.fixture
def rain(tmp_path: Path) -> Path:
    """A draft in a file."""
    path = tmp_path / "rain.yaml"
    path.write_text(RAIN, encoding="utf-8")
    return path


def findings(what: Path | nc.Article) -> list[str]:
    """What the rule about reviews reports."""
    return [str(one.message) for one in nc.check(what, select=["unreviewed-draft"]).errors]


def test_articles_with_errors_are_refused_and_others_reviewed(rain: Path) -> None:
    bad = rain.with_name("bad.yaml")
    bad.write_text(RAIN.replace("id: rain", "id: bad").replace("in Oslo]", "in Rome]"), encoding="utf-8")
    ran = newscorpus("review", bad, rain, "--by", "Ida Holm")
    assert (ran.code, ran.out) == (1, f"Reviewed {rain}.\n")
    assert ran.err.endswith(f"\nNothing was written to {bad}.\n")
    assert "NC301" in ran.err
    assert REVIEW.partition(" reviewed:")[0] in rain.read_text()
    assert "reviewed_by" not in bad.read_text()


def test_a_draft_needs_a_review_where_one_is_required(rain: Path) -> None:
    """Not otherwise, and `load` takes it. The same on the command line."""
    assert nc.check(rain).ok
    assert nc.load_article(rain).annotation == nc.Annotation(by=["mk"], state="draft", drafted_by="a-model")
    assert findings(rain) == ["draft of `a-model`: it is not reviewed"]
    assert newscorpus("check", rain).code == 0
    code, out, _ = newscorpus("check", rain, "--require-review", "--output-format", "concise")
    assert code == 1
    assert "rain.yaml:5:50: error NC113 unreviewed-draft: draft of `a-model`: it is not reviewed" in out
    assert newscorpus("check", rain, "--require-review", "--ignore", "NC113").code == 0
    assert newscorpus("check", rain, "--require-review", "--select", "NC3").code == 1


def test_a_review_is_written_beside_what_the_file_has(rain: Path) -> None:
    nc.review(rain, by="Ida Holm", date="2024-05-10")
    assert rain.read_text() == RAIN.replace("state: draft, drafted_by: a-model", REVIEW + DIGEST)
    assert findings(rain) == []
    nc.review(rain, by=["Carl Dahl", "Ida Holm"], date=dt.date(2024, 5, 11))
    annotation = nc.load_article(rain).annotation
    assert annotation is not None
    assert annotation.reviewed_by == ("Carl Dahl", "Ida Holm")
    assert (annotation.reviewed, annotation.reviewed_digest) == ("2024-05-11", DIGEST)


def test_the_command_records_reviews(rain: Path) -> None:
    other = rain.with_name("wind.yaml")
    other.write_text(RAIN.replace("id: rain\n", "id: wind\n").replace("state: draft", "state: final"))
    before = dt.datetime.now(tz=dt.UTC).astimezone().date()
    assert newscorpus("review", rain, other, "--by", "Ida Holm") == (0, f"Reviewed {rain}.\nReviewed {other}.\n", "")
    assert newscorpus("check", rain.parent, "--require-review").code == 0
    for path, state in ((rain, "reviewed"), (other, "final")):
        found = nc.load_article(path).annotation
        assert found is not None
        assert found.state == state
        assert str(found.reviewed) >= before.isoformat()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("as the publisher says", "as in the imprint"),
        ("# the first", "# the first\n    note: or the second"),
        ("actors:", "note: a remark\nactors:"),
        ("by: [mk], state: reviewed", "by: [mk, im], state: final"),
        ("kind: incident\n    type: disaster", "type: disaster\n    kind: incident"),
        ("evidence: [It rained in Oslo]", "evidence: {exact: It rained in Oslo, start: 0}"),
        ("actors:", "waive: [{code: NC204, at: actors.anna, why: named for readers}]\nactors:"),
        ("actors:", "todo: [{at: actors.anna, note: which one}]\nactors:"),
    ],
)
def test_what_does_not_end_a_review(rain: Path, old: str, new: str) -> None:
    """Comments, notes, waivers, open points, who annotated it, and another way to write the same."""
    nc.review(rain, by="Ida Holm", date="2024-05-10")
    reviewed = rain.read_text()
    assert old in reviewed
    rain.write_text(reviewed.replace(old, new))
    assert findings(rain) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("type: disaster", "type: accident"),
        ("Anna Berg left", "Anna Berg left early"),
        ("evidence: [It rained in Oslo]", "evidence: [It rained]"),
        ("language: en", "language: en-GB"),
        ("kind: person", "kind: person, aliases: [Berg]"),
    ],
)
def test_a_change_ends_a_review(rain: Path, old: str, new: str) -> None:
    """Whatever says something else than what was reviewed; until somebody reviews it again."""
    nc.review(rain, by="Ida Holm", date="2024-05-10")
    rain.write_text(rain.read_text().replace(old, new))
    assert findings(rain) == ["the article has changed since its review"]
    nc.review(rain, by="Ida Holm")
    assert findings(rain) == []


def test_what_the_registry_adds_is_reviewed(rain: Path) -> None:
    rain.write_text(RAIN.replace("{name: Anna Berg, kind: person}", "{}"))
    manifest = rain.with_name("corpus.yaml")
    settings = "format: newscorpus/1\nname: c\nchecks: {severity: {unreviewed-draft: error}}\n"
    manifest.write_text(f"{settings}actors: {{anna: {{name: Anna Berg, kind: person}}}}\n")
    assert [one.code for one in nc.check(rain).errors] == ["NC113"]
    nc.review(rain, by="Ida Holm")
    assert nc.check(rain).ok
    manifest.write_text(f"{settings}actors: {{anna: {{name: Anna Berg, kind: person, country: NO}}}}\n")
    assert [one.message for one in nc.check(rain).errors] == ["the article has changed since its review"]


@given(articles())
@settings(max_examples=max(25, settings.default.max_examples // 4))
def test_equal_articles_have_equal_digests(article: nc.Article) -> None:
    assume(nc.check(article).ok)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.json")
        path.write_text(nc.dumps(article, "json"), encoding="utf-8")
        nc.review(path, by="Ida Holm")
        reviewed = nc.load_article(path)
    data = json.loads(nc.dumps(reviewed, "json"))
    for table in ("actors", "events"):
        data[table] = data.get(table, [])[::-1]
    other = nc.loads(json.dumps(turned(data)), "json")
    assert other == reviewed
    assert findings(other) == []


def turned(data: Any) -> Any:
    """Data with the fields of all objects in the opposite order."""
    if isinstance(data, list):
        return [turned(one) for one in data]
    return {key: turned(one) for key, one in reversed(data.items())} if isinstance(data, dict) else data


def test_what_cannot_be_reviewed(rain: Path) -> None:
    for by in ("", " ", [], [""], ["Ida Holm", "\udcff"], [3], None):
        with pytest.raises(nc.UsageError, match=r"name of a reviewer|no reviewer is given"):
            nc.review(rain, by=by)
    code, _, err = newscorpus("review", rain, "--by", "\udcff")
    assert (code, err) == (2, "error: '\\udcff' is not the name of a reviewer\n")
    for date in ("May 10", "2024-02-30", "2024", ""):
        with pytest.raises(ValueError, match="expected a date"):
            nc.review(rain, by="Ida Holm", date=date)
    code, _, err = newscorpus("review", rain, "--by", "Ida Holm", "--date", "May 10")
    assert (code, "error: --date 'May 10': expected a date" in err) == (2, True)
    assert rain.read_text() == RAIN
    wrong = RAIN.replace("[It rained in Oslo]", "[It snowed in Oslo]")
    rain.write_text(wrong)
    with pytest.raises(nc.InvalidCorpus, match="quote not found"):
        nc.review(rain, by="Ida Holm")
    assert newscorpus("review", rain, "--by", "Ida Holm").code == 1
    assert rain.read_text() == wrong


def test_a_page_says_who_drafted_and_reviewed(rain: Path, tmp_path: Path) -> None:
    nc.review(rain, by="Ida Holm", date="2024-05-10")
    nc.view(rain, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "drafted by <bdi>a-model</bdi>, reviewed by <bdi>Ida Holm</bdi>" in page
