"""`python tests/matrix.py [--brief] [WHEEL] [NAME …]`: the core of the suite in each surrounding that is supported and installed.

Each has an environment of its own with the wheel, which is built if none is given, and runs outside the checkout, so that nothing but the wheel is
found. Python versions are looked for on the path and among pyenv's; those that are missing are named. `--brief`, for
`.ci/run`, takes fewer tests, and records no figures.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
from figures import record

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
BRIEF = ("rules/test_rules.py", "checking/test_corpora.py")
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


def passes(row: Surrounding, wheel: Path, brief: bool) -> bool:
    """Makes the environment, copies the tests beside it, and runs them."""
    with tempfile.TemporaryDirectory() as folder:
        return _passes(row, wheel, Path(folder), brief)


def _passes(row: Surrounding, wheel: Path, folder: Path, brief: bool) -> bool:
    subprocess.run([row.python, "-m", "venv", folder / "env"], check=True)
    python = folder / "env/bin/python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, wheel, *(BRIEF_TOOLS if brief else TOOLS), *row.packages], check=True)
    if row.site:
        site = subprocess.check_output([python, "-c", "import site; print(site.getsitepackages()[0])"], text=True)
        Path(site.strip(), "sitecustomize.py").write_text(row.site)
    for name in ("tests", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("pyproject.toml", "SECURITY.md"):
        shutil.copy(ROOT / name, folder)
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "quick", **row.environment}
    environment.pop("PYTHONPATH", None)
    where = [python, "-c", "import newscorpus; print(newscorpus.__file__)"]
    assert "site-packages" in subprocess.check_output(where, cwd=folder, env=environment, text=True)
    command = [python, "-m", "pytest", "-q", *(f"tests/{name}" for name in (BRIEF if brief else CORE))]
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    result = done.stdout.strip().splitlines()[-1].partition(" in ")[0]
    print(f"{row.name}: {result}", flush=True)
    if not brief:
        record(f"python tests/matrix.py '{row.name}'", result)
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
    with tempfile.TemporaryDirectory() as made:
        wheel = wheels[0] if wheels else built(Path(made))
        with ThreadPoolExecutor(2 if brief else 1) as pool:  # figures are recorded one after the other
            passed = list(pool.map(lambda row: passes(row, wheel, brief), rows))
    print(f"{sum(passed)} of {len(rows)} pass")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
