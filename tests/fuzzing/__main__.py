"""`python tests/fuzzing SECONDS [TARGET …]`: coverage-guided fuzzing of each target in turn, for so long in all.

Needs the dependency group `fuzz`. What is interesting is kept in build/fuzz, so that the next run goes on from there;
what fails is made small and put into tests/corpus, where the suite replays it. Exits with 1 if anything was found.
"""

import hashlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

TESTS = Path(__file__).parent.parent
KEPT = TESTS.parent / "build" / "fuzz"
FOUND = TESTS / "corpus"
LONGEST = 4096
"""Bytes of an input."""


def main(arguments: list[str]) -> int:
    sys.path[:0] = [str(TESTS), str(TESTS / "formats"), str(TESTS / "robustness")]

    import_module("conftest")  # the settings of Hypothesis
    if arguments[0] == "--target":
        return fuzz(arguments[1], arguments[2:])
    from fuzzing.targets import TARGETS

    seconds, names = int(arguments[0]), arguments[1:] or list(TARGETS)
    failures = 0
    for name in names:
        failures += spend(name, seconds // len(names))
    print(f"{failures} inputs found that fail, in {seconds} s on {', '.join(names)}")
    return 1 if failures else 0


def spend(name: str, seconds: int) -> int:
    """Fuzzes one target in processes of their own, since a failure ends the process; returns how many there were."""
    folder = KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    sow(name, folder)
    until, failures, runs = time.monotonic() + seconds, 0, 0
    while (left := int(until - time.monotonic())) > 0 and failures < 20:
        crash = KEPT / f"{name}.crash"
        crash.unlink(missing_ok=True)
        command = [sys.executable, __file__, "--target", name, str(folder), f"-max_total_time={left}"]
        limits = [f"-max_len={LONGEST}", "-timeout=60", "-rss_limit_mb=2048", f"-exact_artifact_path={crash}"]
        command += [*limits, "-print_final_stats=1"]
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        lines = done.stderr.splitlines()
        runs += sum(int(line.split(":")[-1]) for line in lines if "number_of_executed_units" in line)
        if done.returncode == 0:
            break
        failures += 1
        print("\n".join(line for line in lines if not line.startswith(("#", "\t")))[-3000:])
        if not crash.exists():
            continue
        from fuzzing.targets import TARGETS

        small = smallest(TARGETS[name], crash.read_bytes())
        kept = FOUND / name / hashlib.sha256(small).hexdigest()[:16]
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(small)
        print(f"kept as {kept}: {small!r}")
    print(f"{name}: {runs:,} runs; inputs that fail: {failures}")
    return failures


def sow(name: str, folder: Path) -> None:
    """Begin with what the suite has: examples of the rules, articles, the seed, what was found before."""
    from documents import SEED, SMALL
    from examples import completed

    from fuzzing.targets import LAWS
    from newscorpus.rules import RULES

    seeds = [
        SMALL.encode(),
        SEED.read_bytes()[:LONGEST],
        *(completed(rule.failing).encode("utf-8", "surrogateescape") for rule in RULES),
    ]
    if name == "check":
        seeds = [b"y" + seed for seed in seeds]
    if name == "json":
        import newscorpus as nc

        seeds = [nc.dumps(nc.loads(SMALL), kind).encode() for kind in ("json", "jsonl")]
    if name in LAWS:
        rng = random.Random(name)
        seeds = [rng.randbytes(LONGEST) for _ in range(50)]
    seeds += [path.read_bytes() for path in (FOUND / name).glob("*")]
    for seed in seeds:
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


def fails(target: Callable[[bytes], None], data: bytes) -> str | None:
    """How a target fails of an input: kind of exception and the line where it was raised."""
    try:
        target(data)
    except Exception as e:  # noqa: BLE001 - whatever it is
        trace = e.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        return f"{type(e).__name__} {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return None


def smallest(target: Callable[[bytes], None], data: bytes) -> bytes:
    """The input without any piece that is not needed for the same failure."""
    how, length = fails(target, data), len(data)
    while length and how:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + length :]
            if fails(target, shorter) == how:
                data = shorter
            else:
                at += length
        length //= 2
    return data


def fuzz(name: str, arguments: list[str]) -> int:
    import atheris

    with atheris.instrument_imports(include=["newscorpus"]):
        from fuzzing.targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    os.chdir(TESTS.parent)
    sys.exit(main(sys.argv[1:]))
