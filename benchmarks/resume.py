"""`python -m benchmarks.resume`: CPU time of checks that are killed at random times, and run again.

Each trial begins without a cache, kills the check once, at a random time, and runs it to its end; then one check is
killed again and again before it is run to its end. The report must be that of a check that nobody interrupts.
"""

import argparse
import os
import platform
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from benchmarks.corpora import ROOT
from benchmarks.measure import OURS, processor, version
from benchmarks.scale import write_corpus


class Run(NamedTuple):
    """A run of the check."""

    cpu: float
    wall: float
    report: bytes


class Check:
    """The check of a corpus, with a cache of its own."""

    def __init__(self, corpus: Path, work: Path) -> None:
        self._command = [OURS, "check", "--jobs", "1", "--output-format", "json", str(corpus)]
        self._cache, self._report, self._runs = work / "cache", work / "report.json", count()

    def forget(self) -> None:
        """Delete the cache."""
        shutil.rmtree(self._cache, ignore_errors=True)

    def run(self, seconds: float | None = None) -> Run:
        """Run it to its end, or kill it after so many seconds."""
        begun = time.monotonic()
        with self._report.open("wb") as out:
            # In other surroundings, the last report is not printed again: all articles are looked up.
            own = {"NEWSCORPUS_CACHE_DIR": str(self._cache), "RUN": str(next(self._runs))}
            process = subprocess.Popen(self._command, stdout=out, stderr=subprocess.DEVNULL, env=os.environ | own)
            if seconds is not None:
                time.sleep(seconds)
                os.kill(process.pid, signal.SIGKILL)
            _, _, used = os.wait4(process.pid, 0)
            process.returncode = 0
        return Run(used.ru_utime + used.ru_stime, time.monotonic() - begun, self._report.read_bytes())


def usual(check: Check) -> tuple[Run, Run]:
    """Return a whole run and one that finds all in the cache: of five of each, those in the middle."""
    whole, unchanged = list[Run](), list[Run]()
    for _ in range(5):
        check.forget()
        whole.append(check.run())
        unchanged.append(check.run())
    return sorted(whole)[2], sorted(unchanged)[2]


def once(check: Check, whole: Run, trials: int, rng: random.Random) -> Iterator[float]:
    """Yield for each trial how much CPU time both runs take, as a multiple of a whole run."""
    for _ in range(trials):
        check.forget()
        killed = check.run(rng.uniform(0, whole.wall))
        rest = check.run()
        assert rest.report == whole.report, "the report differs"
        yield (killed.cpu + rest.cpu) / whole.cpu


def again(check: Check, whole: Run, unchanged: Run, kills: int, rng: random.Random) -> tuple[float, float]:
    """Return the CPU time of all runs of one check as a multiple of a whole run: all of it, and without the starts.

    A start is what a check of an unchanged corpus takes.
    """
    check.forget()
    runs = [check.run(unchanged.wall + rng.uniform(0, 2 * whole.wall / kills)) for _ in range(kills)]
    runs.append(check.run())
    assert runs[-1].report == whole.report, "the report differs"
    cpu = sum(run.cpu for run in runs)
    return cpu / whole.cpu, (cpu - sum(min(run.cpu, unchanged.cpu) for run in runs[:-1])) / whole.cpu


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.resume", description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=5_000)
    parser.add_argument("kills", nargs="?", type=int, default=100)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "resume", help="where the corpus is made")
    options = parser.parse_args()
    corpus = options.work / str(options.articles)
    if not corpus.exists():
        write_corpus(corpus, options.articles)
    check, rng = Check(corpus / "corpus", options.work), random.Random(1)
    print(f"newscorpus {version()}; Python {platform.python_version()}; {processor()}")
    whole, unchanged = usual(check)
    print(f"{options.articles:,} articles: {whole.cpu:.1f} s; once more {unchanged.cpu:.1f} s", flush=True)
    ratios = list(once(check, whole, options.kills, rng))
    print(f"{options.kills} checks, each killed once: {mean(ratios):.2f} of a whole one, at most {max(ratios):.2f}")
    every, work = again(check, whole, unchanged, options.kills, rng)
    print(f"one check, killed {options.kills} times: {every:.2f} of a whole one; {work:.2f} without the starts")


if __name__ == "__main__":
    main()
