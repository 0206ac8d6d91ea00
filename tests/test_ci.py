"""The hook, the action, the workflow and the recipes of docs/ci.md: valid by their makers' schemas, and run as their
makers would run them."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import newscorpus

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))


def tool(*words, cwd=ROOT, env=None):
    """Run a module of Python as a program: (exit code, all that it says)."""
    command = [sys.executable, "-m", *map(str, words)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, cwd=cwd, env=env)
    return done.returncode, done.stdout.decode()


@pytest.mark.parametrize(
    ("text", "checker"),
    [
        ((ROOT / "action.yml").read_text(), ("check_jsonschema", "--builtin-schema", "vendor.github-actions")),
        (
            (ROOT / ".github/workflows/ci.yml").read_text(),
            ("check_jsonschema", "--builtin-schema", "vendor.github-workflows"),
        ),
        (
            RECIPES[".github/workflows/corpus.yaml"],
            ("check_jsonschema", "--builtin-schema", "vendor.github-workflows"),
        ),
        (RECIPES[".gitlab-ci.yml"], ("check_jsonschema", "--builtin-schema", "vendor.gitlab-ci")),
        (RECIPES[".pre-commit-config.yaml"], ("pre_commit", "validate-config")),
        ((ROOT / ".pre-commit-hooks.yaml").read_text(), ("pre_commit", "validate-manifest")),
    ],
    ids=["action", "workflow", "corpus.yaml", "gitlab-ci", "pre-commit-config", "pre-commit-hooks"],
)
def test_recipes_are_valid(text, checker, tmp_path):
    """By the schema that the system's own editor uses, or by pre-commit."""
    path = tmp_path / "recipe.yaml"
    path.write_text(text, encoding="utf-8")
    code, said = tool(*checker, path)
    assert code == 0, said


def test_the_recipe_for_gitlab_writes_what_it_names(tmp_path, monkeypatch):
    """Its command, run over the seeds, makes the reports that it hands over."""
    script = re.search(r"^ +- (newscorpus check .*)$", RECIPES[".gitlab-ci.yml"], re.MULTILINE)[1]
    named = set(re.findall(r"^ +\w+: ([a-z]+\.\w+)$", RECIPES[".gitlab-ci.yml"], re.MULTILINE))
    work = tmp_path / "work"
    shutil.copytree(ROOT / "seeds", work / "corpus")
    monkeypatch.chdir(work)
    assert newscorpus(*shlex.split(script)[1:]).code == 0
    assert named == {path.name for path in work.iterdir()} - {"corpus"}
    assert json.loads(Path("codequality.json").read_text()) == []


def git(folder, *words):
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_pre_commit_runs_the_hook(tmp_path):
    """`pre-commit run` on a scratch repository: the good corpus passes, the bad one fails, each as a whole."""
    good = "format: newscorpus/1\nid: {}\nlanguage: en\ntext: Anna Berg met Carl Dahl.\n"
    hook, scratch = tmp_path / "hook", tmp_path / "scratch"
    hook.mkdir()
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, hook)
    for name in ("newscorpus", "schemas"):
        shutil.copytree(ROOT / name, hook / name, ignore=shutil.ignore_patterns("__pycache__"))
    files = {"good/one": good.format("one"), "bad/one": good.format("one"), "bad/two": good.format("two") + "no: 1\n"}
    for name, text in files.items():
        (scratch / name).parent.mkdir(parents=True, exist_ok=True)
        (scratch / f"{name}.yaml").write_text(text)
    for folder in (hook, scratch):
        git(folder, "init", "-q")
        git(folder, "config", "user.email", "nobody@example.org")
        git(folder, "config", "user.name", "nobody")
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "all")
    revision = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=hook, text=True).strip()
    hooks = [{"id": "newscorpus-check", "alias": corpus, "args": [corpus]} for corpus in ("good", "bad")]
    config = {"repos": [{"repo": str(hook), "rev": revision, "hooks": hooks}]}
    (scratch / ".pre-commit-config.yaml").write_text(json.dumps(config))
    git(scratch, "add", "-A")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    environment = {name: value for name, value in environment.items() if not name.startswith(("GIT_", "COV"))}
    for corpus, expected in (("good", 0), ("bad", 1)):
        # Of the bad corpus, the good file is committed alone: the other is checked all the same.
        words = ("run", corpus, "--verbose", "--files", f"{corpus}/one.yaml")
        code, said = tool("pre_commit", *words, cwd=scratch, env=environment)
        if "newscorpus check" not in said or "unexpected error" in said:
            pytest.skip(f"needs a package index to install newscorpus and what it needs: {said[-300:]}")
        assert code == expected, said
        assert ("NC101" in said) == (corpus == "bad"), said
