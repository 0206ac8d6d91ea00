"""`python tests/matrix.py [--brief] [WHEEL] [NAME …]`: the core of the suite in each surrounding that is supported and installed.

Each runs in an environment with the wheel, which is built if none is given, outside the checkout, so that nothing but
the wheel is found. Python versions are looked for on the path and among pyenv's; those that are missing are named. `--brief`, for
`.ci/run`, takes fewer tests.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import attrs

ROOT = Path(__file__).parent.parent
VERSIONS = ("3.11", "3.12", "3.13")
OLDEST = ("attrs==24.2.0", "cattrs==24.1.0", "PyYAML==6.0.1", "click==8.1.0", "platformdirs==4.0.0", "Jinja2==3.1.0")
"""What pyproject.toml names as the least."""
TOOLS = (
    "pytest",
    "hypothesis",
    "ruamel.yaml",
    "edtf",
    "pycountry",
    "rfc3986",
    "jsonschema",
    "jsonschema-rs",
    "html5lib",
)
CORE = (
    *(
        "formats/test_yaml_reader.py",
        "formats/test_yaml_core_schema.py",
        "formats/test_json_reader.py",
        "models/test_edtf.py",
    ),
    *(
        "checking/test_corpora.py",
        "rules/test_rules.py",
        "fs/test_files.py",
        "laws/test_hazards.py",
        "views/test_view.py",
    ),
)
BRIEF_TOOLS = ("pytest", "hypothesis")
BRIEF = (
    "rules/test_rules.py::test_the_failing_example_breaks_the_rule_on_the_marked_line",
    "rules/test_rules.py::test_the_passing_example_breaks_nothing",
    "checking/test_corpora.py",
)
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
WITHOUT_LIBYAML = "import sys\nsys.modules['yaml._yaml'] = None\n"


@attrs.frozen
class Surrounding:
    """A row of the matrix."""

    name: str
    python: str
    packages: tuple[str, ...] = ()
    environment: dict[str, str] = attrs.field(factory=dict)
    site: str = ""
    """What is run whenever Python starts."""

    @property
    def installed(self) -> tuple[str, ...]:
        """What is installed for it: rows of which it is the same share an environment."""
        return (self.python, *self.packages)


def surroundings() -> list[Surrounding]:
    found = {version: python for version in VERSIONS if (python := interpreter(version))}
    oldest, newest = min(found), max(found)
    rows = [Surrounding(f"Python {version}", python) for version, python in found.items()]
    rows += [
        Surrounding(f"Python {oldest}, oldest dependencies", found[oldest], OLDEST),
        Surrounding(f"Python {newest} without libyaml", found[newest], site=WITHOUT_LIBYAML),
        Surrounding(f"Python {oldest} in the C locale", found[oldest], environment=C_LOCALE),
    ]
    missing = [version for version in VERSIONS if version not in found]
    if missing:
        print(f"not installed here: Python {', '.join(missing)}")
    return rows


def interpreter(version: str) -> str | None:
    """The command of that Python, if it is here and can make environments."""
    homes = [Path.home() / ".pyenv/versions", Path("/opt/hostedtoolcache/Python")]
    places = [shutil.which(f"python{version}")]
    places += [str(p) for home in homes for p in sorted(home.glob(f"{version}.*/bin/python"))]
    for place in filter(None, places):
        probe = [
            place,
            "-c",
            f"import sys, ensurepip; assert sys.version_info[:2] == {tuple(map(int, version.split('.')))}",
        ]
        if subprocess.run(probe, check=False, capture_output=True).returncode == 0:
            return place
    return None


def passes(rows: list[Surrounding], wheel: Path, brief: bool) -> list[bool]:
    """Makes the environment that the rows share, copies the tests beside it, and runs them in each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([rows[0].python, "-m", "venv", "--without-pip", folder / "env"], check=True)
        pip = [sys.executable, "-m", "pip", "--python", folder / "env/bin/python"]
        install = [*pip, "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, wheel, *(BRIEF_TOOLS if brief else TOOLS), *rows[0].packages], check=True)
        for tree in ("tests", "seeds"):
            shutil.copytree(ROOT / tree, folder / tree)
        for file in ("pyproject.toml", "SECURITY.md"):
            shutil.copy(ROOT / file, folder)
        return [_passes(row, folder, brief) for row in rows]


def _passes(row: Surrounding, folder: Path, brief: bool) -> bool:
    python = folder / "env/bin/python"
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "same", **row.environment}
    environment.pop("PYTHONPATH", None)
    if row.site:
        (folder / "site").mkdir()
        (folder / "site" / "sitecustomize.py").write_text(row.site)
        environment["PYTHONPATH"] = str(folder / "site")
    where = [python, "-c", "import newscorpus; print(newscorpus.__file__)"]
    assert "site-packages" in subprocess.check_output(where, cwd=folder, env=environment, text=True)
    command = [python, "-m", "pytest", "-q", *(f"tests/{name}" for name in (BRIEF if brief else CORE))]
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    result = done.stdout.strip().splitlines()[-1].partition(" in ")[0]
    print(f"{row.name}: {result}", flush=True)
    if done.returncode:
        print("\n".join(line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR", "E  "))))
        print(done.stderr[-2000:])
    return done.returncode == 0


def built(folder: Path) -> Path:
    """Builds the wheel."""
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def main(names: list[str]) -> int:
    brief = "--brief" in names
    wheels = [Path(name) for name in names if name.endswith(".whl")]
    names = [name for name in names if name != "--brief" and not name.endswith(".whl")]
    rows = surroundings()
    unknown = set(names) - {row.name for row in rows}
    if unknown:
        sys.exit(f"no row {', '.join(sorted(unknown))}: {'; '.join(row.name for row in rows)}")
    rows = [row for row in rows if not names or row.name in names]
    together: dict[tuple[str, ...], list[Surrounding]] = {}
    for row in rows:
        together.setdefault(row.installed, []).append(row)
    with tempfile.TemporaryDirectory() as folder:
        wheel = wheels[0] if wheels else built(Path(folder))
        with ThreadPoolExecutor(2 if brief else 1) as pool:
            made = pool.map(lambda some: passes(some, wheel, brief), together.values())
            passed = list(chain.from_iterable(made))
    print(f"{sum(passed)} of {len(rows)} pass")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
