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

from newscorpus import __version__
from newscorpus.cli.main import main

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
ACTION = YAML(typ="safe").load(ROOT / "action.yml")
STEPS = {step.get("id", step.get("uses", "install")): step for step in ACTION["runs"]["steps"]}
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
    (hook,) = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    (repo,) = YAML(typ="safe").load(RECIPES[".pre-commit-config.yaml"])["repos"]
    assert [one["id"] for one in repo["hooks"]] == [hook["id"]]
    assert (hook["pass_filenames"], hook["require_serial"]) == (False, True)
    job = YAML(typ="safe").load(RECIPES[".github/workflows/corpus.yaml"])["jobs"]["check"]
    assert set(job["steps"][-1]["with"]) <= set(ACTION["inputs"])
    for name in ACTION["inputs"]:
        assert f"`{name}`" in PAGE


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


# --- the action -------------------------------------------------------------------------------------------------------


def test_no_input_is_put_into_a_script():
    """It would be run; inputs go by the environment. Every step that uses one has it there."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    used = " ".join(str(step.get("env")) for step in STEPS.values())
    assert all(f"inputs.{name} }}}}" in used for name in ACTION["inputs"])


bash = pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="no bash")


@pytest.fixture
def check(tmp_path):
    """Runs the script of the action's check in a folder, as the runner does: (exit code, what it says, outputs)."""
    (tmp_path / "work").mkdir()
    (tmp_path / "temp").mkdir()

    def run(**inputs):
        defaults = {name.upper(): one["default"] for name, one in ACTION["inputs"].items()}
        output = tmp_path / "output"
        output.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS["check"]["run"]],
            cwd=tmp_path / "work",
            env={
                "PATH": os.environ["PATH"],
                "PYTHON": sys.executable,
                "RUNNER_TEMP": str(tmp_path / "temp"),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_ACTIONS": "true",
                "GITHUB_WORKSPACE": str(tmp_path / "work"),
                **defaults,
                **inputs,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode, done.stdout.decode(), output.read_text()

    return run


@bash
def test_the_action_checks(check, tmp_path):
    """Good and bad; annotations in the log; SARIF only if asked for, and named for the step that sends it."""
    (tmp_path / "work" / "good.yaml").write_text(GOOD.format("good"))
    code, said, output = check()
    assert (code, output) == (0, "")
    assert "1 article" in said
    (tmp_path / "work" / "bad.yaml").write_text(BAD.format("bad"))
    code, said, output = check(SARIF="true")
    assert code == 1
    assert "\n::error title=NC101 unknown-field,file=bad.yaml,line=5," in said
    assert output == f"sarif-file={tmp_path}/temp/newscorpus.sarif\n"
    (run,) = json.loads((tmp_path / "temp" / "newscorpus.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["NC101", "NC705"]
    assert check(PATHS="good.yaml\n")[0] == 0
    assert check(ARGS="--ignore\nNC1\n--fail-on=error\n")[0] == 0


@bash
def test_a_report_of_an_earlier_step_is_not_sent_again(check, tmp_path):
    """The action may be used twice in a job: without SARIF the second time, or in vain."""
    (tmp_path / "work" / "bad.yaml").write_text(BAD.format("bad"))
    assert check(SARIF="true")[2] != ""
    assert check()[2] == ""
    assert check(SARIF="true")[2] != ""
    assert check(SARIF="true", PATHS="nowhere")[::2] == (2, "")


@bash
def test_inputs_of_the_action_are_words(check, tmp_path):
    """Whatever stands in them: nothing is run, and nothing is an option that is meant for a path."""
    odd = '$(touch pwned) `touch pwned` "; touch pwned; * --exit-zero.yaml'
    (tmp_path / "work" / odd).write_text(BAD.format("odd"))
    code, said, _ = check(PATHS=f"{odd}\n", ARGS="--select\nNC1\n")
    assert code == 1
    assert "NC101" in said
    assert check(PATHS="--exit-zero")[0] == 2
    assert check(ARGS="$(touch pwned)")[0] == 2
    assert check(SARIF="true; touch pwned", PATHS=odd)[0] == 1
    assert not (tmp_path / "work" / "pwned").exists()


@bash
def test_the_action_runs_no_code_of_the_pull_request(check, tmp_path):
    """A module in the current folder is not imported."""
    for name in ("newscorpus", "click", "attrs", "yaml", "json"):
        (tmp_path / "work" / f"{name}.py").write_text("raise SystemExit('pwned')")
    (tmp_path / "work" / "good.yaml").write_text(GOOD.format("good"))
    code, said, _ = check()
    assert (code, "pwned" in said) == (0, False)


def installed(condition, said):
    """Skips where the packages that newscorpus needs cannot be installed: it is no mistake of ours."""
    if not condition:
        pytest.skip(f"needs a package index to install newscorpus and what it needs: {said[-300:]}")


@bash
def test_the_action_installs_itself(tmp_path):
    """From its own folder, into one that is put before the check's path."""
    env = {**os.environ, "PYTHON": sys.executable, "ACTION": str(ROOT), "VERSION": "", "RUNNER_TEMP": str(tmp_path)}
    words = ["bash", "-eo", "pipefail", "-c", STEPS["install"]["run"]]
    done = subprocess.run(words, env=env, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    installed(done.returncode == 0, done.stdout.decode())
    place = {**os.environ, "PYTHONPATH": str(tmp_path / "newscorpus")}
    assert tool("newscorpus", "--version", cwd=tmp_path, env=place) == (0, f"newscorpus {__version__}\n")
    code = "import newscorpus; print(newscorpus.__file__)"
    where = subprocess.run([sys.executable, "-P", "-c", code], env=place, capture_output=True, text=True, check=True)
    assert where.stdout.startswith(str(tmp_path))


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
