"""The action of GitHub: its scripts, run with the variables that the runner sets."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
ACTION = YAML(typ="safe").load(ROOT / "action.yml")
STEPS = {step.get("id", step.get("uses")): step for step in ACTION["runs"]["steps"]}
UPLOAD = next(step for name, step in STEPS.items() if name.startswith("github/codeql-action/"))
GOOD = "format: newscorpus/1\nid: {}\nlanguage: en\ntext: Anna Berg met Carl Dahl.\n"
BAD = GOOD + "nonsense: 1\n"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="no bash")


def bash(step, folder, environment):
    """Runs the script of a step: (exit code, what it says)."""
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]["run"]],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode()


@pytest.fixture
def work(tmp_path):
    """The checkout."""
    (tmp_path / "work").mkdir()
    (tmp_path / "temp").mkdir()
    return tmp_path / "work"


@pytest.fixture
def check(tmp_path, work):
    """Runs the check of the action as the runner does: (exit code, what it says, outputs)."""
    uses = iter(range(100))

    def run(folder=".", **inputs):
        own = tmp_path / "temp" / f"newscorpus.{next(uses)}"
        own.mkdir()
        (own / "packages").symlink_to(ROOT)
        output = own / "output"
        defaults = {name.upper(): one["default"] for name, one in ACTION["inputs"].items()}
        environment = {
            **defaults,
            "PYTHON": sys.executable,
            "RUNNER_TEMP": str(tmp_path / "temp"),
            "FOLDER": str(own),
            "NEWSCORPUS_CACHE_DIR": str(tmp_path / "temp" / "newscorpus-cache"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(own / "summary"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(work),
            "FROM_FORK": "false",
            "BASE": "",
            **inputs,
        }
        assert set(STEPS["check"]["env"]) <= set(environment)
        code, said = bash("check", work / folder, environment)
        lines = output.read_text().splitlines() if output.exists() else []
        return code, said, dict(line.split("=", 1) for line in lines)

    return run


def test_no_input_is_put_into_a_script():
    """It would be run; inputs go by the environment. Every input is used."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    used = " ".join(str((step.get("env"), step.get("with"), step.get("working-directory"))) for step in STEPS.values())
    assert all(f"inputs.{name} }}}}" in used for name in ACTION["inputs"])


def test_it_checks(check, work, tmp_path):
    """Good and bad: annotations in the log, counts, the summary; SARIF only if asked for, and for the next step."""
    (work / "good.yaml").write_text(GOOD.format("good"))
    code, said, output = check()
    assert (code, output) == (0, {"errors": "0", "warnings": "0", "hints": "0"})
    assert "1 article" in said
    assert "All checks passed" in (tmp_path / "temp" / "newscorpus.0" / "summary").read_text()
    (work / "bad.yaml").write_text(BAD.format("bad"))
    code, said, output = check(SARIF="true")
    assert code == 1
    assert "\n::error title=NC101 unknown-field,file=bad.yaml,line=5," in said
    report = tmp_path / "temp" / "newscorpus.1" / "report.sarif"
    assert output == {"errors": "1", "warnings": "1", "hints": "0", "sarif-file": str(report), "upload": "true"}
    (run,) = json.loads(report.read_text())["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["NC101", "NC705"]
    assert "NC101" in (tmp_path / "temp" / "newscorpus.1" / "summary").read_text()
    assert check(PATHS="good.yaml\n")[0] == 0
    assert check(ARGS="--ignore\nNC1\n--fail-on=error\n")[0] == 0


def test_it_is_used_twice_in_a_job(check, work, tmp_path):
    """In two folders, with two versions: nothing of the first use is sent or counted again."""
    for name, text in (("one", BAD), ("two", GOOD)):
        (work / name).mkdir()
        (work / name / f"{name}.yaml").write_text(text.format(name))
    assert check("one", SARIF="true")[2]["errors"] == "1"
    assert check("two")[2] == {"errors": "0", "warnings": "0", "hints": "0"}
    code, said, output = check("two", SARIF="true", PATHS="nowhere")
    assert (code, output) == (2, {})
    assert "nowhere" in said
    assert UPLOAD["with"]["category"] == "${{ inputs.category }}"


def test_a_working_directory(check, work):
    """Paths are relative to it; annotations name files from the checkout, where GitHub looks for them."""
    (work / "news").mkdir()
    (work / "news" / "bad.yaml").write_text(BAD.format("bad"))
    code, said, _ = check("news", PATHS="bad.yaml")
    assert code == 1
    assert ",file=news/bad.yaml,line=5," in said
    assert STEPS["check"]["working-directory"] == "${{ inputs.working-directory }}"


def test_a_fork_sends_no_alerts(check, work):
    (work / "bad.yaml").write_text(BAD.format("bad"))
    code, said, output = check(SARIF="true", FROM_FORK="true")
    assert (code, "upload" in output, "sarif-file" in output) == (1, False, True)
    assert "\n::notice title=newscorpus::Findings are not sent to code scanning" in said
    assert "notice title=newscorpus" not in check(FROM_FORK="true")[1]
    assert UPLOAD["if"] == "${{ !cancelled() && steps.check.outputs.upload == 'true' }}"


def test_the_next_run_knows_what_has_not_changed(check, work, tmp_path):
    (work / "bad.yaml").write_text(BAD.format("bad"))
    first = check()
    cached = next(step for name, step in STEPS.items() if name.startswith("actions/cache@"))["with"]
    assert cached["path"] == STEPS["check"]["env"]["NEWSCORPUS_CACHE_DIR"]
    assert list((tmp_path / "temp" / "newscorpus-cache").iterdir())
    assert check() == first


def git(folder, *words):
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_changed_files_are_annotated_first(check, work):
    """Of a pull request in a shallow clone; without the commit before, the check is the same, in the order of names."""
    origin = work.parent / "origin"
    origin.mkdir()
    git(origin, "init", "-q", "-b", "main")
    git(origin, "config", "user.email", "nobody@example.org")
    git(origin, "config", "user.name", "nobody")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    for number in range(12):
        (origin / f"a{number:02}.yaml").write_text(BAD.format(f"a{number:02}"))
    git(origin, "add", "-A")
    git(origin, "commit", "-qm", "before")
    base = git(origin, "rev-parse", "HEAD")
    (origin / "z ü.yaml").write_text(BAD.format("z"))
    git(origin, "add", "-A")
    git(origin, "commit", "-qm", "after")
    work.rmdir()
    git(work.parent, "clone", "-q", "--depth=1", origin.as_uri(), "work")
    code, said, _ = check(BASE=base)
    first, *_ = re.findall(r"^::error title=NC101.*?,file=(.*?),line", said, re.MULTILINE)
    assert (code, first) == (1, "z ü.yaml")
    for unknown in ("0" * 40, "1" * 40, "$(touch pwned)", "HEAD --output=pwned"):
        code, said, _ = check(BASE=unknown)
        first, *_ = re.findall(r"^::error title=NC101.*?,file=(.*?),line", said, re.MULTILINE)
        assert (code, first) == (1, "a00.yaml")
    assert not (work / "pwned").exists()


def test_inputs_are_words(check, work):
    """Whatever they contain: nothing is run, and nothing is an option that is meant for a path."""
    odd = '$(touch pwned) `touch pwned` "; touch pwned; * --exit-zero.yaml'
    (work / odd).write_text(BAD.format("odd"))
    code, said, _ = check(PATHS=f"{odd}\n", ARGS="--select\nNC1\n")
    assert code == 1
    assert "NC101" in said
    assert check(PATHS="--exit-zero")[0] == 2
    assert check(ARGS="$(touch pwned)")[0] == 2
    assert check(SARIF="true; touch pwned", PATHS=odd)[0] == 1
    assert not (work / "pwned").exists()


def test_no_code_of_the_pull_request_is_run(check, work):
    for name in ("newscorpus", "click", "attrs", "yaml", "json"):
        (work / f"{name}.py").write_text("raise SystemExit('pwned')")
    (work / "good.yaml").write_text(GOOD.format("good"))
    code, said, output = check()
    assert (code, "pwned" in said, output["errors"]) == (0, False, "0")
