"""What large corpora cost: `python -m benchmarks.scale all` measures everything and writes it into docs/scale.md.

Everything is generated, and removed when it is measured. Every command runs as a user would run it, a process of its
own, start-up included; memory is that of the largest process. What was measured is kept in the work folder, so a run
that was broken off (Ctrl-C), or parts that were measured by themselves (`measure lengths`), are taken up, as long as
the code is the same.
"""

import argparse
import ctypes
import hashlib
import json
import os
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs

from benchmarks import corpus
from benchmarks.measure import run
from benchmarks.measure import version as measured
from newscorpus.codec import default_codec
from newscorpus.interchange.engine.output import Output, Rights
from newscorpus.interchange.tables import parquet
from newscorpus.models import Article, Manifest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "scale.md"
HEADING = "## What it costs"
CHECK = [sys.executable, "-m", "newscorpus", "check", "--no-cache"]

Row = tuple[str, str, str, str]
"""What, of how many, processor time, memory."""


@attrs.frozen
class Spent:
    """What a command and all that it started cost."""

    cpu: float
    """Seconds."""
    memory: float
    """Megabytes, of the largest process."""

    def row(self, what: str, count: int) -> Row:
        """As a line of the table."""
        each = f", {self.cpu / count * 1e6:,.0f} µs each" if count > 1 else ""
        return what, f"{count:,}", f"{self.cpu:,.1f} s{each}", f"{self.memory:,.0f} MB"


# --- what is generated ----------------------------------------------------------------------------------------------


def small_article(i: int) -> dict[str, Any]:
    """Of half a kilobyte: two actors, an event; in each third a reference to an event of the article before."""
    anna, carl = f"Anna Berg{i}", f"Carl Dahl{i}"
    talks = {
        "id": "talks",
        "kind": "meeting",
        "type": "talks",
        "participants": {"participant": [f"anna-{i}", f"carl-{i}"]},
        "evidence": [{"exact": f"{anna} met {carl}"}],
        "relations": {"same_as": [f"a{i - 1}#talks"]} if i % 3 == 2 else {},
    }
    people = [{"id": f"anna-{i}", "name": anna, "kind": "person"}, {"id": f"carl-{i}", "name": carl, "kind": "person"}]
    text = f"Report {i}: {anna} met {carl} in Oslo."
    shell = {"format": "newscorpus/1", "id": f"a{i}", "language": "en", "text": text}
    return {**shell, "actors": people, "events": [talks]}


def large_articles(count: int) -> Iterator[dict[str, Any]]:
    """Of nine kilobytes, ten actors and ten events each: a hundred, over and over, each time with other ids."""
    some = list(corpus.articles(min(count, 100)))
    for i in range(count):
        yield {**some[i % 100], "id": f"a{i}"}


def write_lines(path: Path, some: Iterable[Any]) -> None:
    """JSON Lines."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for one in some:
            file.write(json.dumps(one, separators=(",", ":")) + "\n")


# --- what is measured -----------------------------------------------------------------------------------------------


def spend(command: Sequence[str], folder: Path) -> Spent:
    """Runs a command in a folder, and waits for all processes that it started.

    What a command leaves behind (Spark does, for a while) is adopted, so that its time is known, too.
    """
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER, which Linux has
    before, memory = resource.getrusage(resource.RUSAGE_CHILDREN), 0.0
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    cost = run(command, env={"PYTHONPATH": paths, "PYSPARK_PYTHON": sys.executable}, folder=folder)
    try:
        while True:
            memory = max(memory, os.wait3(0)[2].ru_maxrss / 1024)
    except ChildProcessError:
        pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu, max(memory, cost.memory))


def steps(*counts: int) -> list[int]:
    """So many, and then more, up to the last."""
    return sorted({min(count, counts[-1]) for count in counts})


def code() -> str:
    """What tells this code from any other."""
    made = hashlib.blake2b(digest_size=8)
    for path in sorted([*ROOT.glob("newscorpus/**/*.py"), Path(__file__)]):
        made.update(path.read_bytes())
    return made.hexdigest()


class Bench:
    """The measurements. Each is kept in the work folder."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.work, self.options, self.code = Path(options.work).absolute(), options, code()
        self.work.mkdir(parents=True, exist_ok=True)

    def once(self, key: str, measure: Callable[[Path], Spent]) -> Spent:
        """What was measured, now or before, in a folder that is there for as long."""
        path, folder = self.work / f"{key}.json", self.work / "made"
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if kept.pop("code", None) != self.code:
            start = time.monotonic()
            shutil.rmtree(folder, ignore_errors=True)  # of a run that was killed
            folder.mkdir()
            try:
                spent = measure(folder)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            kept = {"cpu": spent.cpu, "memory": spent.memory}
            print(f"{key}: {spent.cpu:.1f} s, {spent.memory:.0f} MB; in {time.monotonic() - start:.0f} s", flush=True)
            path.write_text(json.dumps({"code": self.code, **kept}), encoding="utf-8")
        return Spent(**kept)

    def way(self, name: str, count: int) -> Spent:
        """So many articles, checked in one way, with twenty files of JSON Lines."""
        jobs = str(len(os.sched_getaffinity(0)))
        options = {
            "one process": [*CHECK, "--jobs", "1"],
            "several processes": [*CHECK, "--jobs", jobs],
            "Spark": [sys.executable, "-m", "benchmarks.scale", "spark"],
        }

        def measure(folder: Path) -> Spent:
            some, files = large_articles(count), min(20, count)
            for k in range(files):
                write_lines(folder / f"{k}.jsonl", (next(some) for _ in range(count // files)))
            given = ["."] if name == "Spark" else [f"{k}.jsonl" for k in range(files)]
            return spend([*options[name], *given], folder)

        return self.once(f"{name} {count}", measure)

    def ways(self) -> Iterator[Row]:
        """One process, several, Spark, over the same articles."""
        count = self.options.articles
        yield self.way("Spark", 1).row("check, 9 KB an article: Spark, two workers, to start with", 1)
        for name in WAYS:
            yield self.way(name, count).row(f"check, 9 KB an article: {name}", count)

    def lengths(self) -> Iterator[Row]:
        """From few articles to many, in one process."""
        for count in steps(20_000, 200_000, self.options.most):
            yield self.check(count).row("check, 0.5 KB an article", count)

    def check(self, count: int) -> Spent:
        """So many small articles in one file, read line by line."""

        def measure(folder: Path) -> Spent:
            write_lines(folder / "some.jsonl", map(small_article, range(count)))
            return spend([*CHECK, "--jobs", "1", "some.jsonl"], folder)

        return self.once(f"check {count}", measure)

    def exports(self) -> Iterator[Row]:
        """To Parquet."""
        for count in (1000, 3000):
            command = [sys.executable, "-m", "benchmarks.scale", "export", str(count)]
            spent = self.once(f"export {count}", partial(spend, command))
            yield spent.row("export to Parquet, all tables, 9 KB an article", count)

    def page(self) -> Iterator[str]:
        """The section of docs/scale.md."""
        processors = len(os.sched_getaffinity(0))
        libraries = ", ".join(f"{name} {version(name)}" for name in ("pyarrow", "pyspark"))
        yield HEADING
        yield ""
        yield f"Made by `python -m benchmarks.scale all` on a machine of {processors} processors: newscorpus {measured()}; Python {platform.python_version()}, {libraries}."
        yield "Time is the processor's, of all processes together and start-up included; memory that of the largest process."
        yield ""
        yield "| what | articles | time | memory at most |"
        yield "| --- | --- | --- | --- |"
        for part in PARTS.values():
            for row in part(self):
                yield f"| {' | '.join(row)} |"
        yield ""
        yield from self.reported()

    def reported(self) -> Iterator[str]:
        """What the figures say."""
        count, most = self.options.articles, self.options.most
        one, several, spark = (self.way(name, count).cpu for name in WAYS)
        start = self.way("Spark", 1).cpu
        few, all_ = self.check(min(20_000, most)), self.check(most)
        yield f"Over one process, several processes spend {several / one:.2f} times the processors' time on an article, and Spark {(spark - start) / one:.2f} times,"
        yield f"its start of {start:.0f} s taken off. Memory does not grow with the articles, since from 20,000 on facts lie on disk: of {most:,}, it is {all_.memory / few.memory:.2f} times that of 20,000."
        yield ""
        yield "Extrapolated to 10⁸ articles, which nobody has measured:"
        yield ""
        each = one / count
        yield f"- To check them, of nine kilobytes each: 10⁸ × {each * 1e6:,.0f} µs = {each * 1e8 / 3600:,.0f} hours of one processor, so {each * 1e8 / 3600 / 64:.1f} hours of 64."
        each = all_.cpu / most
        yield f"  Of half a kilobyte: 10⁸ × {each * 1e6:,.0f} µs = {each * 1e8 / 3600:.1f} hours of one."


WAYS = ("one process", "several processes", "Spark")
PARTS = {"ways": Bench.ways, "lengths": Bench.lengths, "exports": Bench.exports}


def export(count: int) -> None:
    """Exports so many articles to Parquet."""
    made: Iterator[Article] = (default_codec().structure(one)[0] for one in large_articles(count))
    with tempfile.TemporaryDirectory() as folder:
        rows = parquet.write(made, Output(Path(folder, "out"), Rights(Manifest(name="some"))))
    print(f"{sum(rows.values())} rows")


def spark(folder: str) -> None:
    """Checks the JSON Lines of a folder on a cluster of two workers on this machine."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only here

    from newscorpus import spark as adapter  # noqa: PLC0415

    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.log.level", "ERROR").config("spark.sql.shuffle.partitions", "4")
    session = builder.config("spark.executorEnv.PYTHONPATH", os.environ.get("PYTHONPATH", "")).getOrCreate()
    found = adapter.check(session, f"{Path(folder).absolute()}/*.jsonl").findings.count()
    print(f"{found} findings")
    session.stop()


def main() -> None:
    """Reads what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    for name in ("all", "measure"):
        command = commands.add_parser(name)
        if name == "measure":
            command.add_argument("part", choices=PARTS)
        command.add_argument("--articles", type=int, default=10_000, help="of nine kilobytes")
        command.add_argument("--most", type=int, default=2_000_000, help="articles of half a kilobyte")
        command.add_argument("--work", default="build/scale", help="a folder with room for two gigabytes")
    commands.add_parser("export").add_argument("count", type=int)
    commands.add_parser("spark").add_argument("folder")
    given = parser.parse_args()
    if given.command == "export":
        export(given.count)
        return
    if given.command == "spark":
        spark(given.folder)
        return
    bench = Bench(given)
    if given.command == "measure":
        for row in PARTS[given.part](bench):
            print(*row, sep=" | ")
        return
    lines = "\n".join(bench.page())
    PAGE.write_text(f"{PAGE.read_text(encoding='utf-8').partition(HEADING)[0]}{lines}\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("broken off; what was measured is kept for the next run")
