"""Runs commands and says what they cost: CPU seconds, wall seconds and peak memory of a process and its children."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import attrs

Command = Sequence[str]


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
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        # With bytecode kept, as it is where programs are installed.
        around = {**os.environ, **(env or {}), "PYTHONDONTWRITEBYTECODE": ""}
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=around, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begun
        out.seek(0)
        printed = out.read().decode("utf-8", "replace")
    if process.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(command[:6])} … exits with {process.returncode}:\n{printed[-2000:]}")
    return Cost(
        usage.ru_utime + usage.ru_stime,
        wall,
        usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10),
        printed,
    )


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
