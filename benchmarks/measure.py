"""Runs commands and says what they cost: CPU seconds, wall seconds and peak memory of a process and its children."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import attrs

from newscorpus import __version__

Command = Sequence[str]
LAUNCHER = Path(__file__).with_name("launch.py")
ROOT = Path(__file__).parents[1]


def version() -> str:
    """The version and the commit that is measured; `+` where what is measured has changes."""
    changed = _git("status", "--porcelain", "--", "newscorpus", "tests", "benchmarks")
    return f"{__version__}, {_git('rev-parse', '--short', 'HEAD')}{'+' if changed else ''}"


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


@attrs.frozen
class Cost:
    """What one run of a command cost."""

    cpu: float
    wall: float
    memory: float
    """Megabytes, of the largest process."""
    printed: str = ""


def run(
    command: Command, *, env: Mapping[str, str] | None = None, may_fail: bool = False, folder: Path | None = None
) -> Cost:
    """Runs a command to its end. Raises RuntimeError if it fails, and must not."""
    # With bytecode kept, as it is where programs are installed.
    around = {**os.environ, **(env or {}), "PYTHONDONTWRITEBYTECODE": ""}
    with tempfile.TemporaryDirectory() as temporary:
        result = Path(temporary, "cost.json")
        launched = [sys.executable, "-S", "-I", str(LAUNCHER), str(result), *command]
        done = subprocess.run(
            launched, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=around, cwd=folder, check=True
        )
        cost = json.loads(result.read_text(encoding="utf-8"))
    printed = done.stdout.decode("utf-8", "replace")
    code = cost.pop("code")
    if code and not may_fail:
        raise RuntimeError(f"{' '.join(command[:6])} … exits with {code}:\n{printed[-2000:]}")
    return Cost(**cost, printed=printed)


def interleaved(
    commands: Mapping[str, Callable[[], Cost]], rounds: int, tell: Callable[[str], None]
) -> dict[str, list[Cost]]:
    """Each command so many times, in turn: what disturbs the machine disturbs all alike."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            found[name].append(command())
            tell(f"round {number + 1} of {rounds}: {name} {found[name][-1].cpu:.2f} s")
    return found


def middle(costs: Sequence[Cost], what: str = "cpu") -> float:
    """The median."""
    return median(getattr(cost, what) for cost in costs)
