"""The extension for VS Code: driven with the real server in a window without VS Code, and as a file to install."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from newscorpus import __version__

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "editors" / "vscode"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="no Node.js, as for NEWSCORPUS_NODE_MODULES")
ABOUT = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))


def run(*words, **environment):
    return subprocess.run(
        [NODE, *map(str, words)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def test_it_works_with_the_server():
    """All steps are in test/run.js: findings, fixes, completion, rename, preview, restart, the end."""
    pytest.importorskip("pytest_lsp")
    ran = run(EXTENSION / "test/run.js", NEWSCORPUS_PYTHON=sys.executable, PYTHONPATH=str(ROOT))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.startswith("All that is registered works")


def test_the_file_to_install(tmp_path):
    """It has what VS Code reads, is the same each time, and lacks nothing that its modules name."""
    files = [tmp_path / name for name in ("a.vsix", "b.vsix")]
    for file in files:
        ran = run(EXTENSION / "package.js", file)
        assert (ran.returncode, ran.stderr) == (0, "")
    assert files[0].read_bytes() == files[1].read_bytes()
    with zipfile.ZipFile(files[0]) as archive:
        assert archive.testzip() is None
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert sorted(contents) == sorted(
        ["extension.vsixmanifest", "[Content_Types].xml", "extension/package.json", "extension/LICENSE"]
        + [f"extension/{name}" for name in ABOUT["files"]]
    )
    for name, data in contents.items():
        if name.startswith("extension/"):
            inside = name.removeprefix("extension/")
            assert data == (ROOT if inside == "LICENSE" else EXTENSION).joinpath(inside).read_bytes()
    manifest = ET.fromstring(contents["extension.vsixmanifest"])
    space = {"v": "http://schemas.microsoft.com/developer/vsx-schema/2011"}
    identity = manifest.find("v:Metadata/v:Identity", space)
    assert [identity.get(name) for name in ("Id", "Version", "Publisher")] == ["newscorpus", __version__, "newscorpus"]
    assert {asset.get("Path") for asset in manifest.iterfind("v:Assets/v:Asset", space)} <= set(contents)
    modules = [name for name in contents if name.endswith(".js")]
    for name in modules:
        needed = re.findall(r'require\("\./([^"]+)"\)', contents[name].decode())
        assert all({f"extension/{one}", f"extension/{one}.js"} & set(contents) for one in needed), name
