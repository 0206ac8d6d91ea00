"""git merges, rebases and picks commits of a corpus with the driver of newscorpus."""

import re
import subprocess
import sys

import pytest
from command import newscorpus
from team import Repository

import newscorpus as nc

COURT = """\
format: newscorpus/1
id: court
language: en
text: Ida Holm declined to comment on Monday. The court will meet her lawyer, Carl Dahl. Anna Berg was not there.
actors:
  holm: {name: Ida Holm, kind: person} # the accused
  dahl: {name: Carl Dahl, kind: person}
events:
  silence: {kind: event, type: refusal, participants: {agent: holm}, evidence: [Ida Holm declined to comment]}
  session: {kind: meeting, type: hearing, status: planned, evidence: [The court will meet her lawyer]}
"""
ABSENCE = "  absence: {kind: event, type: other, evidence: [Anna Berg was not there]} # from the last sentence\n"
LAWYER = "  lawyer: {kind: event, type: other, participants: {agent: dahl}, evidence: [her lawyer]}\n"


@pytest.fixture
def repository(tmp_path, capsys, monkeypatch):
    """A repository whose corpus has the driver, on the branch `main`, with another branch `side`."""
    monkeypatch.chdir(tmp_path)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "a")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@b.example")
    made = Repository(tmp_path, capsys)
    made.write("court.yaml", COURT)
    made.write("notes.yaml", "a: 1\n")
    ran = newscorpus("merge-driver", "install")
    assert (ran.code, ran.out) == (0, "git merges the files in this folder with newscorpus; commit .gitattributes.\n")
    made.commit()
    made.git("branch", "side")
    return made


def on(repository, branch, *pairs, name="court.yaml"):
    """Commit changes on a branch."""
    repository.git("checkout", "-q", branch)
    for old, new in pairs:
        repository.edit(name, old, new)
    repository.commit()


def added(event):
    end = "evidence: [The court will meet her lawyer]}\n"
    return end, end + event


def tried(*words):
    """Run git; return its exit code and what it prints."""
    ran = subprocess.run(["git", *words], check=False, capture_output=True, text=True)
    return ran.returncode, ran.stdout + ran.stderr


HOW = {"merge": ["merge", "-q", "side"], "rebase": ["rebase", "-q", "side"], "cherry-pick": ["cherry-pick", "side"]}


@pytest.mark.parametrize("how", HOW)
def test_two_branches_add_events(repository, how):
    on(repository, "side", added(LAWYER))
    on(repository, "main", added(ABSENCE), ("language: en", "language: en-GB"))
    code, said = tried(*HOW[how])
    assert code == 0, said
    text = (repository.folder / "court.yaml").read_text()
    assert text.startswith(COURT[:40].replace("language: en", "language: en-GB")[:35])
    assert ABSENCE in text
    assert LAWYER in text
    assert repository.check()[0] == 0
    assert {*nc.load_article("court.yaml").events} == {"silence", "session", "absence", "lawyer"}
    assert repository.git("status", "--porcelain") == ""


def test_two_branches_edit_one_field(repository):
    on(repository, "side", ("planned", "possible"), added(LAWYER))
    on(repository, "main", ("planned", "cancelled"))
    code, said = tried(*HOW["merge"])
    assert code == 1
    assert "court.yaml: events.session.status: both sides change it, differently" in said
    assert "CONFLICT (content)" in said
    text = (repository.folder / "court.yaml").read_text()
    assert text.count("<<<<<<< ") == 1
    assert LAWYER in text
    resolved = re.sub("^(<{7}|>{7}) .*\n", "", text, flags=re.MULTILINE)
    first, _, second = resolved.partition("=======\n")
    assert "status: planned" not in resolved
    repository.write("court.yaml", "".join(first.splitlines(keepends=True)[:-1]) + second)
    assert repository.check()[0] == 0


COMMENT = ("declined to comment]}", "declined to comment]} # a demand?")
HOW_WITH_COMMENTS = {**HOW, "stash": ["stash", "pop", "-q"]}


@pytest.mark.parametrize("how", HOW_WITH_COMMENTS)
def test_one_branch_changes_a_comment_only(repository, how):
    on(repository, "main", ("type: refusal", "type: decision"))
    if how == "stash":
        repository.git("checkout", "-q", "side")
        repository.edit("court.yaml", *COMMENT)
        repository.git("stash", "-q")
        repository.git("reset", "-q", "--hard", "main")
    else:
        on(repository, "side", COMMENT)
        repository.git("checkout", "-q", "side" if how == "rebase" else "main")
    code, said = tried(*(["rebase", "-q", "main"] if how == "rebase" else HOW_WITH_COMMENTS[how]))
    assert code == 0, said
    text = (repository.folder / "court.yaml").read_text()
    assert text == COURT.replace("type: refusal", "type: decision").replace(*COMMENT)
    if how in ("rebase", "cherry-pick"):
        assert repository.git("log", "--oneline").count("\n") == 3, "the commit is there"


@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_one_branch_comments_on_what_the_other_deletes(repository, how):
    """Neither is lost: the event is between markers, with the comment, and so is nothing else."""
    silence = next(line for line in COURT.splitlines(keepends=True) if line.startswith("  silence:"))
    on(repository, "side", (silence, silence[:-1] + " # not a demand\n"), ("planned", "possible"))
    on(repository, "main", (silence, ""))
    code, said = tried(*HOW[how])
    assert code == 1
    side = "their" if how == "rebase" else "our"
    assert f"court.yaml: events.silence: {side} side deletes it, the other comments on it" in said
    text = (repository.folder / "court.yaml").read_text()
    inside = re.findall(r"^<{7} .*\n((?:.*\n)*?)={7}\n((?:.*\n)*?)>{7} .*\n", text, re.MULTILINE)
    assert ["".join(both) for both in inside] == [silence[:-1] + " # not a demand\n"]
    assert "status: possible" in text


def test_one_branch_deletes_an_event_that_the_other_edits(repository):
    session = COURT[COURT.index("  session") :]
    on(repository, "side", (session, ""))
    on(repository, "main", ("planned", "possible"))
    code, said = tried(*HOW["merge"])
    assert code == 1
    assert "court.yaml: events.session: their side deletes it, the other changes it" in said
    text = (repository.folder / "court.yaml").read_text()
    assert text.endswith("<<<<<<< HEAD\n" + session.replace("planned", "possible") + "=======\n>>>>>>> side\n")


def test_baselines_merge(repository):
    for branch in ("side", "main"):
        repository.git("checkout", "-q", branch)
        text = COURT.replace("id: court", f"id: {branch}").replace("declined to comment]", "was silent]")
        repository.write(f"{branch}.yaml", text)
        assert repository.newscorpus(f"check {branch}.yaml --select NC301 --write-baseline known.baseline")[0] == 0
        repository.commit()
    code, said = tried(*HOW["merge"])
    assert code == 0, said
    lines = (repository.folder / "known.baseline").read_text().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 2
    assert repository.check("--select NC301 --baseline known.baseline")[1] == []


def test_installing_twice_changes_nothing(repository):
    path = repository.folder / ".gitattributes"
    path.write_text("*.txt text")
    repository.newscorpus("merge-driver install")
    text = path.read_text()
    assert text.splitlines()[:2] == ["*.txt text", "*.yaml merge=newscorpus"]
    assert len(text.splitlines()) == 6
    repository.newscorpus("merge-driver install .")
    assert path.read_text() == text
    driver = repository.git("config", "merge.newscorpus.driver")
    command = "merge-driver run --marker-size %L --label-ours %X --label-theirs %Y %O %A %B %P"
    assert driver == f"{sys.executable} -m newscorpus {command}\n"


def test_installing_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    ran = newscorpus("merge-driver", "install", tmp_path)
    assert ran.code == 2
    assert ran.err.startswith(f"error: {tmp_path} is in no git repository: ")
    assert not [*tmp_path.iterdir()]
    assert newscorpus("merge-driver", "install", "nowhere").err == "error: nowhere: no such folder\n"
    monkeypatch.setenv("PATH", "")
    assert newscorpus("merge-driver", "install", tmp_path).err == "error: git is not installed\n"
    assert "install" in newscorpus("merge-driver").out + newscorpus("merge-driver").err


def test_the_driver_alone(tmp_path):
    files = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, text in zip(files, (b"a\n\xff\nb\n", b"A\n\xff\nb\n", b"a\n\xff\nB\n"), strict=True):
        path.write_bytes(text)
    assert newscorpus("merge-driver", "run", *files, "court.yaml").code == 0
    assert files[1].read_bytes() == b"A\n\xff\nB\n"
    for path, word in zip(files, ("planned", "possible", "cancelled"), strict=True):
        path.write_text(COURT.replace("planned", word))
    ran = newscorpus("merge-driver", "run", "--marker-size", 9, *files, "news/court.yaml")
    assert (ran.code, ran.err) == (1, "news/court.yaml: events.session.status: both sides change it, differently\n")
    assert "<<<<<<<<< ours\n" in files[1].read_text()
    for labels, ours in ((("main", "side"), "main"), (("%X", "%Y"), "ours"), (("", ""), "ours")):
        files[1].write_text(COURT.replace("planned", "possible"))
        newscorpus("merge-driver", "run", "--label-ours", labels[0], "--label-theirs", labels[1], *files, "court.yaml")
        assert f"<<<<<<< {ours}\n" in files[1].read_text(), "git before 2.44 passes the placeholders"
    for path, name in zip(files, ("a", "b", "c"), strict=True):
        path.write_text(f'{{"fingerprint": "{name}", "code": "NC301", "file": "a.yaml"}}\n')
    assert newscorpus("merge-driver", "run", *files, "known").code == 0
    assert [line[17] for line in files[1].read_text().splitlines()] == ["b", "c"]
    ran = newscorpus("merge-driver", "run", files[0], files[1], tmp_path / "gone", "court.yaml")
    assert ran.code == 2
    assert "gone" in ran.err
