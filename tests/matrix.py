"""`python tests/matrix.py [--brief] [WHEEL]`: the core of the suite in each surrounding that is supported and installed.

Each row runs in an environment with the wheel, which is built if none is given, outside the checkout. Pythons are
looked for on the path and among pyenv's; those that are missing are named. `--brief`, for `.ci/run`, takes fewer tests.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
VERSIONS = ("3.11", "3.12", "3.13")
OLDEST = ["attrs==24.2.0", "cattrs==24.1.0", "PyYAML==6.0.1", "click==8.1.0", "Jinja2==3.1.0"]
"""What pyproject.toml names as the least."""
TOOLS = [
    "pytest",
    "hypothesis",
    "ruamel.yaml",
    "edtf",
    "pycountry",
    "rfc3986",
    "jsonschema",
    "jsonschema-rs",
    "html5lib",
]
CORE = [
    *(f"tests/formats/test_{name}.py" for name in ("yaml_reader", "yaml_core_schema", "json_reader")),
    *("tests/models/test_edtf.py", "tests/checking/test_corpora.py", "tests/rules/test_rules.py"),
    *("tests/fs/test_files.py", "tests/codec/test_load_and_dump.py", "tests/views/test_view.py"),
]
BRIEF = [
    "tests/rules/test_rules.py::test_the_failing_example_breaks_the_rule_on_the_marked_line",
    "tests/rules/test_rules.py::test_the_passing_example_breaks_nothing",
    "tests/checking/test_corpora.py",
]
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
WITHOUT_LIBYAML = "import sys\nsys.modules['yaml._yaml'] = None\n"


def interpreter(version: str) -> str | None:
    """The command of that Python, if it is here and can make environments."""
    pyenv = (Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python")
    code = f"import sys, ensurepip; assert sys.version_info[:2] == {tuple(map(int, version.split('.')))}"
    for place in filter(None, (shutil.which(f"python{version}"), *map(str, pyenv))):
        if subprocess.run([place, "-c", code], check=False, capture_output=True).returncode == 0:
            return place
    return None


def rows(pythons: dict[str, str]) -> dict[str, tuple[str, list[str], dict[str, str], str]]:
    """Name -> Python, packages, environment variables, and what is run whenever Python starts."""
    oldest, newest = min(pythons), max(pythons)
    return {
        **{f"Python {version}": (python, [], {}, "") for version, python in pythons.items()},
        f"Python {oldest}, oldest dependencies": (pythons[oldest], OLDEST, {}, ""),
        f"Python {newest} without libyaml": (pythons[newest], [], {}, WITHOUT_LIBYAML),
        f"Python {oldest} in the C locale": (pythons[oldest], [], C_LOCALE, ""),
    }


def passes(name: str, row: tuple[str, list[str], dict[str, str], str], wheel: Path, brief: bool) -> bool:
    """Make the environment, copy the tests beside it, and run them."""
    python, packages, variables, at_start = row
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        subprocess.run([python, "-m", "venv", "--without-pip", folder / "env"], check=True)
        own = folder / "env/bin/python"
        pip = [sys.executable, "-m", "pip", "--python", own, "install", "--quiet"]
        subprocess.run([*pip, wheel, *TOOLS, *packages], check=True)
        for tree in ("tests", "seeds"):
            shutil.copytree(ROOT / tree, folder / tree)
        for file in ("pyproject.toml", "SECURITY.md"):
            shutil.copy(ROOT / file, folder)
        (folder / "site").mkdir()
        (folder / "site/sitecustomize.py").write_text(at_start)
        environment = {**os.environ, "HYPOTHESIS_PROFILE": "same", **variables, "PYTHONPATH": str(folder / "site")}
        where = [own, "-c", "import newscorpus; print(newscorpus.__file__)"]
        assert "site-packages" in subprocess.check_output(where, cwd=folder, env=environment, text=True)
        command = [own, "-m", "pytest", "-q", "--tb=short", *(BRIEF if brief else CORE)]
        ran = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    print(f"{name}: {ran.stdout.strip().splitlines()[-1].partition(' in ')[0]}", flush=True)
    if ran.returncode:
        print(ran.stdout[-4000:], ran.stderr[-2000:])
    return ran.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description="the core of the suite in each surrounding")
    parser.add_argument("wheel", nargs="?", type=Path)
    parser.add_argument("--brief", action="store_true", help="fewer tests")
    given = parser.parse_args()
    pythons = {version: python for version in VERSIONS if (python := interpreter(version))}
    print("not installed here: Python", ", ".join(set(VERSIONS) - pythons.keys()) or "none")
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        wheel = given.wheel
        if not wheel:
            build = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT]
            subprocess.run(build, check=True, capture_output=True)
            (wheel,) = Path(folder).glob("*.whl")
        passed = list(pool.map(lambda row: passes(*row, wheel, given.brief), rows(pythons).items()))
    print(f"{sum(passed)} of {len(passed)} pass")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
