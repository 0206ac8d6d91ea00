"""Hook, action and recipes: valid by their makers' schemas, and run as their makers would run them."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from newscorpus.cli.main import main

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
ACTION = YAML(typ="safe").load(ROOT / "action.yml")
GOOD = "format: newscorpus/1\nid: {}\nlanguage: en\ntext: Anna Berg met Carl Dahl.\n"
BAD = GOOD + "nonsense: 1\n"


def tool(*words, **options):
    """Runs a module of Python as a program: (exit code, all that it says)."""
    options.setdefault("cwd", ROOT)
    done = subprocess.run(
        [sys.executable, "-m", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        **options,
    )
    return done.returncode, done.stdout.decode()


# --- schemas ----------------------------------------------------------------------------------------------------------

SCHEMAS = [
    ("github-actions", (ROOT / "action.yml").read_text(encoding="utf-8"), "using: composite", "using: composit"),
    ("github-workflows", RECIPES[".github/workflows/corpus.yaml"], "runs-on:", "run-on:"),
    ("gitlab-ci", RECIPES[".gitlab-ci.yml"], "when: always", "when: evermore"),
]


@pytest.mark.parametrize(("name", "text", "right", "wrong"), SCHEMAS, ids=[one[0] for one in SCHEMAS])
def test_recipes_are_valid(name, text, right, wrong, tmp_path):
    """By the schema that the system's own editor uses; which refuses a planted mistake."""
    path = tmp_path / "recipe.yaml"
    assert right in text
    for content, code in ((text, 0), (text.replace(right, wrong), 1)):
        path.write_text(content, encoding="utf-8")
        found, said = tool("check_jsonschema", "--builtin-schema", f"vendor.{name}", path)
        assert found == code, said


@pytest.mark.parametrize(
    ("command", "text", "right"),
    [
        ("validate-manifest", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), "entry:"),
        ("validate-config", RECIPES[".pre-commit-config.yaml"], "rev:"),
    ],
)
def test_pre_commit_accepts_its_files(command, text, right, tmp_path):
    """And refuses them with a planted mistake."""
    path = tmp_path / "file.yaml"
    for content, code in ((text, 0), (text.replace(right, "wrong:"), 1)):
        path.write_text(content, encoding="utf-8")
        found, said = tool("pre_commit", command, path)
        assert found == code, said


def test_recipes_agree_with_what_there_is():
    """The hook's name, the action's inputs."""
    hooks = {hook["id"]: hook for hook in YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")}
    (repo,) = YAML(typ="safe").load(RECIPES[".pre-commit-config.yaml"])["repos"]
    assert [one["id"] for one in repo["hooks"]] == list(hooks)[::-1]  # first the fixes
    for hook in hooks.values():
        assert (hook["always_run"], hook["pass_filenames"], hook["require_serial"]) == (True, False, True)
    job = YAML(typ="safe").load(RECIPES[".github/workflows/corpus.yaml"])["jobs"]["check"]
    assert set(job["steps"][-1]["with"]) <= set(ACTION["inputs"])
    for name in (*ACTION["inputs"], *ACTION["outputs"]):
        assert f"`{name}`" in PAGE
    for step in ACTION["runs"]["steps"]:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step.get("uses", f"a@{'0' * 40}"))


def test_the_recipe_for_gitlab_writes_what_it_names(tmp_path, monkeypatch):
    """Its command, run over the seeds, makes the reports that it hands over."""
    job = YAML(typ="safe").load(RECIPES[".gitlab-ci.yml"])["corpus"]
    shutil.copytree(ROOT / "seeds", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        main(shlex.split(job["script"][-1])[1:])
    assert stop.value.code == 0
    reports = set(job["artifacts"]["reports"].values())
    assert reports == {path.name for path in tmp_path.iterdir()} - {"corpus"}
    assert json.loads(Path("codequality.json").read_text()) == []


def installed(condition, said):
    """Skips where the packages that newscorpus needs cannot be installed: it is no mistake of ours."""
    if not condition:
        pytest.skip(f"needs a package index to install newscorpus and what it needs: {said[-300:]}")


# --- the hook ---------------------------------------------------------------------------------------------------------


def git(folder, *words):
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_pre_commit_runs_the_hook(tmp_path):
    """`pre-commit run` on a scratch repository: the good corpus passes, the bad one fails, each as a whole."""
    hook = tmp_path / "hook"
    hook.mkdir()
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, hook)
    for name in ("newscorpus", "schemas"):
        shutil.copytree(ROOT / name, hook / name, ignore=shutil.ignore_patterns("__pycache__"))
    scratch = tmp_path / "scratch"
    (scratch / "good").mkdir(parents=True)
    (scratch / "bad").mkdir()
    for folder in (hook, scratch):
        git(folder, "init", "-q")
        git(folder, "config", "user.email", "nobody@example.org")
        git(folder, "config", "user.name", "nobody")
    (scratch / "good" / "one.yaml").write_text(GOOD.format("one"))
    (scratch / "bad" / "one.yaml").write_text(GOOD.format("one"))
    (scratch / "bad" / "two.yaml").write_text(BAD.format("two"))
    for folder in (hook, scratch):
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
        installed("newscorpus check" in said and "unexpected error" not in said, said)
        assert code == expected, said
        assert ("NC101" in said) == (corpus == "bad"), said
