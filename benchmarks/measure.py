"""Runs commands and says what they cost: CPU seconds, wall seconds and peak memory of a process and its children."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import attrs

from newscorpus import __version__

Command = Sequence[str]
OURS = str(Path(sys.executable).with_name("newscorpus"))
LAUNCHER = Path(__file__).with_name("launch.py")
ROOT = Path(__file__).parents[1]


def version() -> str:
    """The version and the commit that is measured; `+` where what is measured has changes."""
    changed = _git("status", "--porcelain", "--", "newscorpus", "benchmarks")
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
    """Run each command so many times, in turn: what disturbs the machine disturbs all alike.

    A command that takes over five seconds runs in every second round only.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            if number % 2 and costs[name][0].wall > _LONG:
                continue
            costs[name].append(command())
            tell(f"round {number + 1} of {rounds}: {name} {costs[name][-1].cpu:.2f} s")
    return costs


_LONG = 5
"""Seconds."""


def middle(costs: Sequence[Cost], measure: str = "cpu") -> float:
    """The median."""
    return median(getattr(cost, measure) for cost in costs)


def processor() -> str:
    """The processor's name, and how many of its cores may be used."""
    name = platform.processor() or platform.machine()
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        lines = (line.partition(":") for line in listed.read_text(encoding="utf-8").splitlines())
        name = next((value.strip() for key, _, value in lines if key.strip() == "model name"), name)
    elif sys.platform == "darwin":
        asked = ["sysctl", "-n", "machdep.cpu.brand_string"]
        name = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() or name
    return f"{name}, {os.cpu_count()} cores"
