"""Baselines in the hands of a team: what is known stays known, what is new is reported, branches are merged."""

import json
import os

import pytest
from team import Repository

CORPUS = "format: newscorpus/1\nname: harbour\nlanguage: en\nchecks: {baseline: known.baseline, fail_on: warning}\n"
TEXT = "Anna Berg met Carl Dahl in Oslo on Monday. She will not resign, aides said."
ARTICLE = """format: newscorpus/1
id: {id}
text: {id} reports. {text}
actors:
  anna: {{name: Anna Berg, kind: person, aliases: [Annie, Anny]}}
  carl: {{name: Carl Dahl, kind: person}}
events:
  talks:
    kind: meeting
    type: talks
    participants: {{participant: [anna, carl]}}
    evidence:
      - Anna Berg met Carl Dah
      - in Osl
claims:
  - {{by: carl, quote: She will not resig}}
"""
"""Five findings: NC304 twice, NC305 three times."""


def article(name: str, **more: str) -> str:
    return ARTICLE.format(id=name, text=TEXT, **more)


@pytest.fixture
def repo(tmp_path, monkeypatch, capsys):
    """A repository with a legacy corpus of three articles, whose findings are in a baseline."""
    monkeypatch.chdir(tmp_path)
    made = Repository(tmp_path, capsys)
    made.write("known.baseline", "")
    made.write("corpus.yaml", CORPUS)
    for name in "abc":
        made.write(f"{name}.yaml", article(name))
    made.write(".gitattributes", "*.baseline merge=union\n")
    assert made.check()[0] == 1
    assert made.newscorpus("check --write-baseline known.baseline") == (
        0,
        "known.baseline: 0 removed, 15 added, 15 in total.\n",
    )
    assert made.check() == (0, [])
    made.commit()
    return made


def entries(repo):
    return [json.loads(line) for line in (repo.folder / "known.baseline").read_text().splitlines()]


def test_edits_that_add_no_finding_change_nothing(repo):
    repo.edit("a.yaml", "actors:\n", "# checked by Eva\n\nactors:\n")
    repo.edit("a.yaml", "claims:\n", "claims:\n  - {by: carl, quote: aides said}\n")
    repo.edit("a.yaml", "    evidence:\n", "    evidence:\n      - Monday\n")
    repo.edit("a.yaml", "[Annie, Anny]", "[Anny, Berg, Annie]")
    repo.write("b.yaml", article("b").replace("carl", "dahl"))
    repo.git("mv", "c.yaml", "moved.txt")
    repo.folder.joinpath("2024").mkdir()
    repo.git("mv", "moved.txt", "2024/c.yaml")
    repo.commit()
    assert repo.check() == (0, [])
    assert repo.newscorpus("check --update-baseline known.baseline")[1].endswith("0 removed, 0 added, 15 in total.\n")
    assert {one["file"] for one in entries(repo)} == {"a.yaml", "b.yaml", "2024/c.yaml"}


def test_a_new_error_is_not_swallowed(repo):
    """A claim with the same defect is inserted above; only that one is reported."""
    repo.edit("a.yaml", "claims:\n", "claims:\n  - {by: carl, quote: aides sai}\n")
    code, found = repo.check()
    assert (code, [line.partition(": ")[0] for line in found]) == (1, ["a.yaml:16:23"])
    repo.edit("a.yaml", "aides sai}", "She will not resig}")  # equal to the one that is known
    code, found = repo.check()
    assert (code, len(found)) == (1, 1)
    repo.write("a.yaml", article("a").replace("quote: She will not resig", "quote: aides sai"))  # one for one
    code, found = repo.check()
    assert (code, [line.split(" ")[2] for line in found]) == (1, ["NC305", "NC804"])


ADVICE = "Let git merge it without conflicts: type `newscorpus merge-driver install`.\n"
ATTRIBUTES = {
    "": True,
    "*.baseline merge=union\n": False,
    "# *.baseline merge=union\n": True,
    "/sub/new.baseline text merge=union\n": False,
    "*.baseline text\nknown.baseline merge=union\n": True,
    "*.baseline merge=union\nnew.baseline -merge\n": True,
    "*.baseline -merge\nsub/*.baseline merge=union\n": False,
}


@pytest.mark.parametrize("lines", ATTRIBUTES)
def test_git_is_told_once_how_to_merge_a_baseline(repo, lines):
    """Nothing is advised that is in `.gitattributes` already: what git itself says of the file agrees."""
    (repo.folder / "sub").mkdir()
    repo.write(".gitattributes", lines)
    out = repo.newscorpus("check --no-baseline --write-baseline sub/new.baseline")[1]
    assert (ADVICE in out) is ATTRIBUTES[lines]
    assert ("merge: union" in repo.git("check-attr", "merge", "sub/new.baseline")) is not ATTRIBUTES[lines]


def test_two_branches_change_the_baseline(repo):
    """Each adds an article with findings, and fixes one; git merges without a conflict, and the verdict is the same."""
    for branch, name, fixed in (("left", "d", "Annie, "), ("right", "e", ", Anny")):
        repo.git("checkout", "-q", "-b", branch, "main")
        repo.write(f"{name}.yaml", article(name))
        repo.edit("a.yaml" if branch == "left" else "b.yaml", fixed, "")
        assert repo.newscorpus("check --write-baseline known.baseline")[1].endswith(
            "1 removed, 5 added, 19 in total.\n"
        )
        assert repo.check() == (0, [])
        repo.commit()
    repo.git("merge", "-q", "left")
    _, found = repo.check()
    assert [line for line in found if "NC804" not in line] == []  # a union may bring a removed line back
    repo.newscorpus("check --update-baseline known.baseline")
    assert repo.check() == (0, [])
    assert len(entries(repo)) == 23


def test_two_branches_count_the_same_finding(repo):
    line = next(one for one in entries(repo) if one["code"] == "NC304")
    with (repo.folder / "known.baseline").open("a") as file:
        file.write(json.dumps({**line, "count": 1}) + "\n")
    assert repo.check() == (0, [])
    repo.edit(line["file"], "[Annie, Anny]", "[Annie, Annie, Anny, Anny]")
    assert sum("NC304" in one for one in repo.check()[1]) == 2
    assert repo.newscorpus("check --write-baseline known.baseline")[1].endswith("0 removed, 2 added, 17 in total.\n")
    assert repo.check() == (0, [])
    assert sorted(one.get("count", 1) for one in entries(repo))[-2:] == [2, 2]


def test_what_is_fixed_is_reported_and_removed(repo):
    repo.edit("a.yaml", "[Annie, Anny]", "[Anny, Zed]")
    code, found = repo.check()
    assert code == 1
    assert sorted(line.split(" ")[2] for line in found) == ["NC304", "NC804"]
    assert "newscorpus check --update-baseline known.baseline" in "".join(found)
    assert repo.newscorpus("check --update-baseline known.baseline") == (
        0,
        "known.baseline: 1 removed, 0 added, 14 in total.\n",
    )
    code, found = repo.check()
    assert (code, [line.split(" ")[2] for line in found]) == (1, ["NC304"])
    assert repo.newscorpus("check --write-baseline known.baseline")[1].endswith("0 removed, 1 added, 15 in total.\n")


@pytest.mark.parametrize("option", ["--write-baseline", "--update-baseline"])
def test_a_part_is_checked_and_the_rest_stays_known(repo, option):
    before = entries(repo)
    repo.edit("a.yaml", "[Annie, Anny]", "[]")
    repo.edit("b.yaml", "[Annie, Anny]", "[]")
    assert repo.newscorpus(f"check {option} known.baseline c.yaml")[1].endswith("0 removed, 0 added, 15 in total.\n")
    assert repo.newscorpus(f"check {option} known.baseline a.yaml --select NC305")[1].endswith(" 15 in total.\n")
    assert entries(repo) == before
    assert repo.newscorpus(f"check {option} known.baseline a.yaml")[1].endswith("2 removed, 0 added, 13 in total.\n")
    assert repo.newscorpus(f"check {option} known.baseline")[1].endswith("2 removed, 0 added, 11 in total.\n")
    assert repo.check() == (0, [])


def test_a_file_that_cannot_be_parsed_is_bound_to_its_bytes(repo):
    """As long as nobody touches it, it is known; what was known of it before stays in the baseline."""
    whole = article("a")
    repo.write("a.yaml", whole.replace("claims:\n", "claims: [\n"))
    code, found = repo.check()
    assert (code, [line.split(" ")[2] for line in found]) == (1, ["NC002"])
    assert repo.newscorpus("check --write-baseline known.baseline")[1].endswith("0 removed, 1 added, 16 in total.\n")
    assert repo.check() == (0, [])
    repo.git("mv", "a.yaml", "z.yaml")
    assert repo.check() == (0, [])
    repo.write("z.yaml", (repo.folder / "z.yaml").read_text() + "# seen\n")
    code, found = repo.check()
    assert code == 1
    assert any("NC002" in line for line in found)


def test_errors_of_corpus_yaml_are_never_known(repo):
    before = (repo.folder / "known.baseline").read_text()
    for wrong in ("name: harbour", "nam: harbour"):  # NC004, NC101
        repo.write("corpus.yaml", CORPUS.replace("name: harbour\n", f"name: harbour\n{wrong}\n"))
        for option in ("--write-baseline", "--update-baseline"):
            code, out = repo.newscorpus(f"check {option} known.baseline")
            assert code == 1
            assert "corpus.yaml:3:1" in out
            assert "known.baseline was not written: a baseline cannot contain 1 error above" in out
    assert (repo.folder / "known.baseline").read_text() == before
    assert repo.check()[0] == 1


def test_the_baseline_is_ignored_for_once(repo):
    code, found = repo.check("--no-baseline")
    assert (code, len(found)) == (1, 15)
    assert repo.newscorpus("check --no-baseline --baseline known.baseline")[0] == 2
    assert repo.newscorpus("check --write-baseline x --update-baseline known.baseline")[0] == 2
    assert repo.newscorpus("check --update-baseline nowhere.baseline")[0] == 2


def test_one_baseline_serves_several_corpora(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    repo = Repository(tmp_path, capsys)
    for corpus in ("north", "south"):
        repo.write(f"{corpus}/corpus.yaml", f"format: newscorpus/1\nname: {corpus}\nlanguage: en\n")
        repo.write(f"{corpus}/a.yaml", article("a"))
    assert "0 removed, 10 added, 10 in total.\n" in repo.newscorpus("check --write-baseline known.baseline")[1]
    for paths in ("", "north", "south", "north south/a.yaml"):
        assert repo.check(f"--baseline known.baseline --fail-on warning {paths}") == (0, [])
    repo.edit("south/a.yaml", "[Annie, Anny]", "[Annie, Anny, Zed]")
    code, found = repo.check("--baseline known.baseline --fail-on warning")
    assert (code, ["south/a.yaml" in line and "`Zed`" in line for line in found]) == (1, [True])
    assert repo.newscorpus("check --write-baseline known.baseline south")[1].endswith(
        "0 removed, 1 added, 11 in total.\n"
    )
    assert repo.check("--baseline known.baseline --fail-on warning") == (0, [])


def test_reports_for_machines_have_the_fingerprints_of_the_baseline(repo, monkeypatch):
    expected = sorted(one["fingerprint"] for one in entries(repo))
    for there in (".", "..", os.sep):
        monkeypatch.chdir(repo.folder / there)
        formats = " ".join(f"--output-format {one}={repo.folder}/{one}" for one in ("sarif", "gitlab", "json"))
        repo.newscorpus(f"check --no-baseline {formats} {repo.folder}")
        read = {one: json.loads((repo.folder / one).read_text()) for one in ("sarif", "gitlab", "json")}
        results = read["sarif"]["runs"][0]["results"]
        assert sorted(one["partialFingerprints"]["newscorpus/v1"] for one in results) == expected
        assert sorted(one["fingerprint"] for one in read["gitlab"]) == expected
        assert sorted(one["fingerprint"] for one in read["json"]["diagnostics"]) == expected
