"""What findings cost that are not reported: the same file with waived, baselined and without these findings.

    python -m benchmarks.findings [--rounds 40]

Prints each cost as a ratio to the check of the file without findings, measured in turn in one process.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import process_time

from newscorpus.checking import baseline
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover
from newscorpus.formats.yaml.reader import parse_yaml

SEEDS = Path(__file__).parents[1] / "seeds"
LIMIT = 1.15
"""A check with findings that are not reported may cost so many times that of one without."""
BASELINE = "known.baseline"
UNSELECTED = "NC305"
"""The rule that the seed waives: with it ignored, there is nothing to report, and nothing else changes."""


def prepare(folder: Path) -> dict[str, Path]:
    """Make the copies of the seed. Each has the findings that its name says, and reports none."""
    found = {name: folder / name for name in ("none", "waived", "baselined")}
    for path in found.values():
        shutil.copytree(SEEDS, path)
    for name in ("none", "baselined"):
        (annotation,) = (path for path in found[name].glob("*.yaml") if path.name != "corpus.yaml")
        text = annotation.read_text(encoding="utf-8")
        document = parse_yaml(text)
        start, end = document.positions.key(("waive",))
        rest = text[end:].split("\n")
        last = next((i for i, line in enumerate(rest[1:], 1) if line[:1].strip()), len(rest))
        annotation.write_text(text[:start] + "\n".join(rest[last:]), encoding="utf-8")
    report = check_session(discover(SessionOptions(found["baselined"]))).report()
    assert {one.code for one in report.diagnostics} == {UNSELECTED}
    baseline.write(found["baselined"] / BASELINE, report.diagnostics)
    return found


def measure(folders: Mapping[str, Path], rounds: int) -> dict[str, float]:
    """Return the least CPU seconds of a check of each folder, measured in turn."""
    sessions = {
        "none": SessionOptions(folders["none"], ignore=[UNSELECTED]),
        "waived": SessionOptions(folders["waived"]),
        "baselined": SessionOptions(folders["baselined"], baseline=folders["baselined"] / BASELINE),
    }
    costs: dict[str, list[float]] = {name: [] for name in sessions}
    for _ in range(rounds):
        for name, options in sessions.items():
            begun = process_time()
            report = check_session(discover(options)).report()
            costs[name].append(process_time() - begun)
            assert not report.diagnostics, [str(one) for one in report.diagnostics]
    return {name: min(found) for name, found in costs.items()}


def ratios(rounds: int) -> dict[str, float]:
    """Return the cost of waived and of baselined findings, in times that of the file without."""
    with tempfile.TemporaryDirectory() as folder:
        costs = measure(prepare(Path(folder)), rounds)
    return {name: seconds / costs["none"] for name, seconds in costs.items() if name != "none"}


def main() -> None:
    """Print the ratios; exit with 1 if one is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    found = ratios(rounds)
    for name, ratio in found.items():
        print(f"{name} findings: {ratio:.2f} times the check of a file without (at most {LIMIT})")
    sys.exit(any(ratio > LIMIT for ratio in found.values()))


if __name__ == "__main__":
    main()
