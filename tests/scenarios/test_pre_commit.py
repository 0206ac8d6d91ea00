"""The hooks, run by pre-commit in real commits: the fields of `.pre-commit-hooks.yaml`, without an installation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
CORPUS = "format: newscorpus/1\nname: harbour\nlanguage: en\n"
FIRST = """format: newscorpus/1
id: first
text: The ferry left on Monday. The crew was tired.
events: {departure: {kind: event, type: other, evidence: The ferry left}}
"""
SECOND = """format: newscorpus/1
id: second
text: The ferry came back. It had left on Monday.
events: {return: {kind: event, type: other, evidence: The ferry came back, relations: {after: first#departure}}}
"""

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git")


@pytest.fixture
def git(tmp_path, monkeypatch):
    """A repository with a corpus of two articles and both hooks; runs git there: (exit code, all that it says)."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "COV"))}
    variables |= {"PRE_COMMIT_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    variables |= {"NEWSCORPUS_CACHE_DIR": str(tmp_path / "cache")}
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    def run(*words):
        done = subprocess.run(
            list(map(str, words)), env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        return done.returncode, done.stdout.decode()

    hooks = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    for hook in hooks:
        program, *rest = hook["entry"].split()
        hook |= {"language": "system", "entry": f"{sys.executable} -m {program} {' '.join(rest)}", "args": ["corpus/"]}
        assert program == "newscorpus"
    YAML().dump({"repos": [{"repo": "local", "hooks": hooks[::-1]}]}, Path(".pre-commit-config.yaml"))
    Path("corpus").mkdir()
    for name, text in (("corpus", CORPUS), ("first", FIRST), ("second", SECOND)):
        Path("corpus", f"{name}.yaml").write_text(text)
    for words in (
        ("git", "init", "-q"),
        ("git", "config", "user.email", "nobody@example.org"),
        ("git", "config", "user.name", "nobody"),
        (sys.executable, "-m", "pre_commit", "install"),
        ("git", "add", "-A"),
    ):
        assert run(*words)[0] == 0
    return lambda *words: run("git", *words)


def test_a_team_commits(git):
    """A commit that passes; one that only deletes, and fails, since another article names an event; one of a fix.

    One that deletes the last file of a pattern passes: whoever deletes it has done nothing wrong.
    """
    code, said = git("commit", "-m", "two articles")
    assert code == 0, said
    assert said.count("Passed") == 2
    assert git("rm", "-q", "corpus/first.yaml")[0] == 0
    code, said = git("commit", "-m", "delete one")
    assert code == 1
    assert "NC707" in said
    assert git("reset", "-q", "--hard")[0] == 0
    article = Path("corpus/first.yaml")
    article.write_text(FIRST.replace("The ferry left}", "the  ferry left}"))
    assert git("add", "-A")[0] == 0
    code, said = git("commit", "-m", "a quote")
    assert code == 1
    assert "files were modified by this hook" in said
    assert article.read_text() == FIRST
    article.write_text(FIRST.replace("The ferry left}", "the  ferry  left on}"))
    git("add", "-A")
    git("commit", "-m", "a longer quote")
    git("add", "-A")
    code, said = git("commit", "-m", "a longer quote")
    assert code == 0, said
    assert "evidence: The ferry left on}" in article.read_text()
    Path("corpus/old").mkdir()
    Path("corpus/old/third.yaml").write_text(SECOND.replace("second", "third").replace("came back", "was late"))
    Path("corpus/corpus.yaml").write_text(CORPUS + "articles: [/*.yaml, old/]\n")
    git("add", "-A")
    code, said = git("commit", "-m", "a pattern of its own")
    assert code == 0, said
    git("rm", "-q", "-r", "corpus/old")
    code, said = git("commit", "-m", "delete the last file of a pattern")
    assert code == 0, said
    Path("notes.md").write_text("not of the corpus\n")
    git("add", "-A")
    code, said = git("commit", "-m", "notes")
    assert (code, said.count("Passed")) == (0, 2)
