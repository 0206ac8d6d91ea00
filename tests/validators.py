"""What nobody here wrote, to judge reports by: npm packages in the folder of NEWSCORPUS_NODE_MODULES, and Python's."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def node_modules(package: str) -> Path:
    """The folder of an npm package; skips the test where there is none."""
    folder = os.environ.get("NEWSCORPUS_NODE_MODULES")
    found = Path(folder, package) if folder else None
    if found is None or not found.is_dir():
        pytest.skip(f"NEWSCORPUS_NODE_MODULES names no folder with the npm package {package}")
    return found.resolve()


def exported(package: str, expression: str = "m.default") -> Any:
    """What an npm package exports, as plain data: an expression of its module `m`."""
    script = f"import(process.argv[1]).then((m) => process.stdout.write(JSON.stringify({expression})))"
    command = ["node", "-e", script, str(node_modules(package) / "index.js")]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def sarif_multitool(path: Path) -> list[str]:
    """The errors and warnings that Microsoft's validator finds, by the rules of SARIF and those of GitHub."""
    program = node_modules("@microsoft/sarif-multitool-linux") / "Sarif.Multitool"
    program.chmod(0o755)  # npm unpacks it as a plain file if it runs no scripts of packages
    words = [program, "validate", path, "--rule-kind", "Sarif;Gh", "--level", "Error;Warning"]
    out = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    assert "1 files scanned" in out, out  # it exits with 0 whatever it finds
    return [line for line in out.splitlines() if line.startswith(str(path))]


def rdformat_validator(path: Path) -> list[str]:
    """Errors and warnings of a validator of reviewdog's format."""
    program = node_modules("@umbrelladocs/rdformat-validator") / "bin" / "rdformat-validator.js"
    out = subprocess.run(
        ["node", program, "--format", "json", path], capture_output=True, text=True, check=False
    ).stdout
    (result,) = json.loads(out)["fileResults"]
    assert result["valid"] == (result["errors"] == 0)
    return [one["code"] for one in result.get("errorDetails", []) + result.get("warningDetails", [])]


_CORE = """
const core = await import(process.argv[1]);
let given = "";
for await (const piece of process.stdin) given += piece;
for (const [kind, message, properties] of JSON.parse(given)) core[kind](message, properties);
"""


def actions_core(calls: list[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """The commands that GitHub's own library writes for annotations: (kind, message, properties)."""
    library = node_modules("@actions/core") / "lib" / "core.js"
    words = ["node", "--input-type=module", "-e", _CORE, library.as_uri()]
    done = subprocess.run(words, input=json.dumps(calls), capture_output=True, text=True, check=True)
    return done.stdout.split("\n")[:-1]


def ruff(output_format: str, folder: Path) -> str:
    """What ruff writes in that format, of a file with mistakes."""
    (folder / "mistakes.py").write_text("import os\nimport sys; x = 1\n")
    words = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--select=E,F",
        f"--output-format={output_format}",
        "mistakes.py",
    ]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False).stdout
