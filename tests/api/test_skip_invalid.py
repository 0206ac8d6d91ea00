"""`skip_invalid`: articles with errors do not block the others, and are reported."""

import shutil
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

CORPUS = Path(__file__).parents[1] / "articles"


@pytest.fixture
def one_bad(tmp_path):
    """A corpus of three, of which one has errors."""
    folder = shutil.copytree(CORPUS, tmp_path / "corpus")
    bad = folder / "court.yaml"
    bad.write_text(bad.read_text().replace("kind: person", "kind: persn"))
    return folder


def test_programs_leave_out_invalid_articles_on_request(one_bad):
    with pytest.raises(nc.InvalidCorpus):
        nc.load(one_bad)
    with pytest.warns(UserWarning, match=r"left out: .*court\.yaml; `check` says why"):
        corpus = nc.load(one_bad, skip_invalid=True)
    assert [one.id for one in corpus] == ["flood", "pressekonferenz"]
    assert [one.id for one in nc.iter_articles(one_bad, skip_invalid=True)] == ["flood", "pressekonferenz"]
    answer = nc.query(one_bad, "select article from articles order by article", skip_invalid=True)
    assert list(answer.to_pandas()["article"]) == ["flood", "pressekonferenz"]
    assert not answer.report.ok


@pytest.mark.parametrize(
    "words",
    [
        ("convert", "{}", "-o", "{}.jsonl"),
        ("export", "csv", "{}", "-o", "{}-csv"),
        ("query", "{}", "select article from articles"),
        ("stats", "{}"),
    ],
    ids=lambda words: words[0],
)
def test_commands_leave_out_invalid_articles_on_request(one_bad, words):
    """They report them, and exit with 1; without the option, nothing is written."""
    words = [word.format(one_bad) for word in words]
    with (one_bad / "flood.yaml").open("a") as file:
        file.write("todo: [{at: headline, note: look at it again}]\n")  # a warning
    refused = newscorpus(*words)
    assert (refused.code, refused.out) == (1, "")
    ran = newscorpus(*words, "--skip-invalid")
    assert ran.code == 1
    assert ("court.yaml" in ran.err, "warning" in ran.err) == (True, False)  # why, and nothing else
    assert ran.err.endswith("The articles with errors were left out.\n")
    assert ran.out or "Wrote 2 articles" in ran.err
    (one_bad / "court.yaml").unlink()
    assert newscorpus(*words, "--skip-invalid").code == 0


@pytest.mark.parametrize("command", ["agree", "adjudicate", "diff"])
def test_what_one_of_two_has_with_errors_is_left_out_and_reported(one_bad, tmp_path, command):
    words = (command, str(CORPUS), str(one_bad), *(("-o", str(tmp_path / "gold")) if command == "adjudicate" else ()))
    ran = newscorpus(*words, "--skip-invalid")
    assert ran.code == 1
    assert "NC104" in ran.err
    assert "court.yaml" in ran.err
    assert ran.err.endswith("The articles with errors were left out.\n")
    assert "court" not in ran.out
    (one_bad / "court.yaml").unlink()
    ran = newscorpus(*words, "--skip-invalid", *(("--force",) if command == "adjudicate" else ()))
    assert (ran.code, ran.err) == (int(command == "diff"), "")
    assert "court" in ran.out


def test_reports_of_comparisons_have_the_errors_of_what_was_left_out(one_bad, tmp_path):
    for data in (None, b"\xff"):
        if data:
            (one_bad / "court.yaml").write_bytes(data)
        compared = nc.compare(CORPUS, one_bad, skip_invalid=True)
        assert compared.is_equal
        agreed = nc.agreement([CORPUS, one_bad], skip_invalid=True)
        made = nc.adjudicate([CORPUS, one_bad], tmp_path / "gold", skip_invalid=True, force=True)
        assert (agreed.left_out, made.left_out) == ((), ())
        for one in (compared, agreed, made):
            assert {Path(error.primary.file).name for error in one.report.errors} == {"court.yaml"}
    with pytest.raises(nc.InvalidCorpus):
        nc.agreement([CORPUS / "court.yaml", one_bad / "court.yaml"], skip_invalid=True)


def test_what_cannot_be_read_is_left_out(one_bad):
    (one_bad / "court.yaml").write_bytes(b"\xff")
    with pytest.warns(UserWarning, match="court"):
        assert len(nc.load(one_bad, skip_invalid=True)) == 2
    assert len(list(nc.iter_articles(one_bad, skip_invalid=True))) == 2
    (one_bad / "corpus.yaml").write_text("name: 3\n")
    with pytest.raises(nc.InvalidCorpus):
        nc.load(one_bad, skip_invalid=True)
