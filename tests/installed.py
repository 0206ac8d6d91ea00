"""Plug-ins, installed as others install them: in an environment of their own, with newscorpus."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path


def environment(home: Path, name: str, module: str, group: str) -> Path:
    """An environment with newscorpus and a distribution of one module, which is an entry point of its own name.

    Returns:
        Its Python.
    """
    info = f"{name}-1.0.dist-info"
    wheel = home / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}.py", module)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/entry_points.txt", f"[{group}]\n{name} = {name}\n")
        archive.writestr(f"{info}/RECORD", "")
    venv.create(home / "env", with_pip=False)
    (python,) = (home / "env").glob("bin/python")
    (packages,) = (home / "env").glob("lib/*/site-packages")
    # newscorpus and its dependencies, from where these tests have them.
    (packages / "tests.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", "--quiet", wheel]
    subprocess.run(pip, check=True)
    return python


def run(python: Path, folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    command = [python, "-m", "newscorpus", *map(str, words)]
    return subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)


def lay_beside(folder: Path, name: str, module: str, group: str) -> None:
    """Put a module and the metadata of its distribution into a folder, which is then put on the path."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / f"{name}.py").write_text(module, encoding="utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {name}\n")
