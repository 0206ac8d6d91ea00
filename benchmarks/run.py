"""`make bench`: runs newscorpus and other tools on the same files, in turn, and prints what they cost.

Every command runs as a user would run it: a process of its own, start-up included. The page and its chart are written
into build/benchmarks/, with `--update` into docs/.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.corpora import ROOT, WAIVED, Corpora, files_of
from benchmarks.measure import OURS, Cost, interleaved, middle, processor, run, version
from benchmarks.page import TOOLS, Page, Row, short

PEERS = Path(__file__).parent / "peers"
SCHEMA = ROOT / "schemas" / "article.schema.json"
LARGE = 3000
"""Files of the larger corpus that is checked again."""
IMPORTED = "litbank/coref/brat"
"""Documents of brat below NEWSCORPUS_DATA: a hundred passages of novels, with who is who."""

Commands = dict[str, Callable[[], Cost]]


class Bench:
    """The commands, and the rows that compare them."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._rounds, self._files = options.rounds, options.files
        self._few = max(1, options.files // 3)
        self._large = min(LARGE, options.files * 5)
        self._work, self._bin = Path(options.work).resolve(), Path(options.peers).resolve() / "bin"
        self._corpora = Corpora(self._work)
        self._costs: dict[str, list[Cost]] = {}

    # --- commands

    def _check(self, corpus: Path, *more: str, cache: Path | None = None, jobs: int = 1) -> Callable[[], Cost]:
        env = {"NEWSCORPUS_CACHE_DIR": str(cache)} if cache else None
        options = [*([] if cache else ["--no-cache"]), "--jobs", str(jobs), *more]
        return partial(run, [OURS, "check", *options, str(corpus)], env=env, may_fail=True)

    def _peer(self, command: str, *arguments: str, may_fail: bool = False) -> Callable[[], Cost]:
        return partial(run, [str(self._bin / command), *arguments], may_fail=may_fail)

    def _script(self, name: str, *arguments: str) -> Callable[[], Cost]:
        """Return a script of ours that does with a peer's library what one would write with it."""
        return self._peer("python", str(PEERS / name), *arguments)

    def _schema(self, files: list[str], schema: Path = SCHEMA) -> Callable[[], Cost]:
        return self._peer("check-jsonschema", "--schemafile", str(schema), *files)

    def _measure(self, commands: Mapping[str, Callable[[], Cost]], rounds: int | None = None) -> None:
        self._costs |= interleaved(commands, rounds or self._rounds, _tell)

    def _seconds(self, name: str, measure: str = "cpu") -> float:
        return middle(self._costs[name], measure)

    def _ratio(self, name: str, other: str, measure: str = "cpu") -> str:
        return short(self._seconds(name, measure) / self._seconds(other, measure))

    def _row(self, subject: str, name: str, comparison: str, measure: str = "cpu") -> Row:
        return Row(subject, f"{self._seconds(name, measure):.2f} s", comparison)

    # --- the same files, checked by everyone

    def compare(self, label: str, corpus: Path, count: int, *, schema: Path = SCHEMA) -> dict[str, float]:
        """Return CPU milliseconds per article of each tool on a corpus, which must be valid."""
        files = [str(corpus)] if corpus.suffix == ".jsonl" else files_of(corpus)
        against = files
        commands: Commands = {"newscorpus": self._check(corpus), "all rules": self._check(corpus, "--select", "ALL")}
        commands["bare parser"] = self._script("load.py", *files)
        commands["pydantic"] = self._script("pydantic_check.py", *files)
        if corpus.suffix == ".jsonl":
            against = files_of(self._corpora.json_files(corpus.with_suffix("")))
        else:
            yamllint = self._peer("yamllint", "-d", "relaxed", *files, may_fail=True)
            self._measure({f"yamllint, {label}": yamllint}, rounds=1)
        commands["check-jsonschema"] = self._schema(against, schema)
        self._measure({f"{tool}, {label}": command for tool, command in commands.items()})
        measured = [tool for tool in TOOLS if f"{tool}, {label}" in self._costs]
        return {tool: self._seconds(f"{tool}, {label}") / count * 1000 for tool in measured}

    def warm_up(self) -> None:
        """Run each tool once, so that no figure has the compilation of its modules."""
        corpus = self._corpora.one_file()
        self._check(corpus, "--select", "ALL")()
        self._schema(files_of(corpus))()
        self._script("pydantic_check.py", *files_of(corpus))()
        self._peer("yamllint", "-d", "relaxed", *files_of(corpus), may_fail=True)()

    def comparisons(self) -> Iterator[tuple[str, dict[str, float]]]:
        """Each corpus with the times of all tools."""
        self.warm_up()
        few, machine = self._few, self._corpora.machine_written(self._few)
        seed, written = self._corpora.seed_copies(self._files), self._corpora.written(few)
        yield "copies of the seed", self.compare("copies of the seed", seed, self._files)
        yield "written", self.compare("written", written, few)
        yield "machine-written", self.compare("machine-written", machine, few)
        yield "JSON Lines", self.compare("JSON Lines", self._corpora.json_lines(machine), few)
        source = Path(os.environ.get("NEWSCORPUS_DATA", "nowhere"), IMPORTED)
        if source.exists():
            imported = self._work / "imported"
            self._measure({"import": partial(self._import, source, imported)})
            schema = self._work / "imported.schema.json"
            printed = run([OURS, "schema", "article", "--corpus", str(imported)]).printed
            schema.write_text(printed, encoding="utf-8")
            yield "imported", self.compare("imported", imported, len(files_of(imported)), schema=schema)

    def _import(self, source: Path, target: Path) -> Cost:
        shutil.rmtree(target, ignore_errors=True)
        return run([OURS, "import", "brat", str(source), "-o", str(target)])

    # --- what else a user waits for

    def rows(self) -> Iterator[Row]:
        """Yield all rows; the comparisons must have been measured."""
        yield from self._again()
        yield from self._starting()
        yield from self._processes()
        yield from self._findings()
        yield from self._converting()
        yield from self._library()
        if "import" in self._costs:
            count = len(files_of(self._work / "imported"))
            milliseconds = self._seconds("import") / count * 1000
            yield self._row(f"`import brat`, {count} documents", "import", f"{milliseconds:.0f} ms a document")

    def _again(self) -> Iterator[Row]:
        """Checked before: nothing changed, or one file."""
        few, many = self._corpora.seed_copies(self._files), self._corpora.written(self._large)
        cache = self._work / "cache"
        shutil.rmtree(cache, ignore_errors=True)
        for corpus in (few, many):
            self._check(corpus, cache=cache)()
        slow = {"many, check-jsonschema": self._schema(files_of(many)), "many": self._check(many)}
        self._measure(slow, rounds=1)
        changed = Path(files_of(many)[-1])
        original = changed.read_bytes()

        def change() -> Cost:
            changed.write_bytes(changed.read_bytes() + b"# changed\n")
            return self._check(many, cache=cache)()

        unchanged = {"few again": self._check(few, cache=cache), "many again": self._check(many, cache=cache)}
        self._measure(unchanged)
        try:
            self._measure({"one changed": change})
        finally:
            changed.write_bytes(original)
        for name, peer, count in (
            ("few again", "check-jsonschema, copies of the seed", self._files),
            ("many again", "many, check-jsonschema", self._large),
        ):
            comparison = f"check-jsonschema takes {self._ratio(peer, name)} times as long"
            yield self._row(f"{count:,} files again, nothing changed", name, comparison)
        comparison = f"a check of all takes {self._ratio('many', 'one changed')} times as long"
        yield self._row(f"{self._large:,} files again, one changed", "one changed", comparison)

    def _starting(self) -> Iterator[Row]:
        """One file; no file at all."""
        corpus = self._corpora.one_file()
        self._measure(
            {
                "one file": self._check(corpus),
                "one file, check-jsonschema": self._schema(files_of(corpus)),
                "version": partial(run, [OURS, "--version"]),
                "python": partial(run, [sys.executable, "-c", ""]),
            }
        )
        part = self._ratio("one file", "one file, check-jsonschema")
        yield self._row("one file, without a cache", "one file", f"{part} of check-jsonschema’s time")
        yield self._row("`newscorpus --version`", "version", f"`python -c ''` takes {self._seconds('python'):.2f} s")

    def _processes(self) -> Iterator[Row]:
        """Two processes against one, by the clock."""
        corpus = self._corpora.seed_copies(self._files)
        self._measure({"two processes": self._check(corpus, jobs=2), "one process": self._check(corpus)})
        times = self._ratio("one process", "two processes", "wall")
        subject = f"{self._files:,} files in two processes, by the clock"
        yield self._row(subject, "two processes", f"one process takes {times} times as long", "wall")

    def _findings(self) -> Iterator[Row]:
        """What findings cost: reported, in a baseline, waived."""
        count = self._few
        baselined = self._corpora.baselined(count)
        self._measure(
            {
                "clean": self._check(self._corpora.written(count)),
                "reported": self._check(self._corpora.unchecked(count)),
                "baselined": self._check(baselined, "--baseline", str(baselined / "known.baseline")),
                "waived": self._check(self._corpora.seed_copies(count)),
                "unwaived": self._check(self._corpora.seed_copies(count, waivers=False), "--ignore", WAIVED),
            }
        )
        each = self._costs["reported"][-1].printed.count("\n  --> ") / count
        for name, other, subject in (
            ("reported", "clean", f"{count:,} files with {each:.1f} findings each, reported"),
            ("baselined", "clean", "the same findings in a baseline"),
            ("waived", "unwaived", f"{count:,} files with two waived findings each"),
        ):
            yield self._row(subject, name, f"{self._ratio(name, other)} times the time without findings")

    def _converting(self) -> Iterator[Row]:
        """YAML to JSON Lines that is checked."""
        corpus, target = self._corpora.seed_copies(self._few), str(self._work / "out.jsonl")
        self._measure(
            {
                "convert": partial(run, [OURS, "convert", "--jobs", "1", "--force", str(corpus), "-o", target]),
                "dump": self._script("load.py", "--dump", *files_of(corpus)),
            }
        )
        comparison = f"{self._ratio('convert', 'dump')} times `CSafeLoader` and `json.dumps`, which check nothing"
        yield self._row(f"`convert` of {self._few:,} YAML files to JSON Lines", "convert", comparison)

    def _library(self) -> Iterator[Row]:
        """Models in Python."""
        lines = str(self._corpora.json_lines(self._corpora.machine_written(self._few)))
        ours = partial(run, [sys.executable, str(PEERS / "models.py"), "checked", lines])
        unchecked = partial(run, [sys.executable, str(PEERS / "models.py"), "structured", lines])
        self._measure({"checked": ours, "structured": unchecked, "models": self._script("pydantic_check.py", lines)})
        for name, subject in (
            ("checked", f"`nc.iter_articles` of {self._few:,} lines of JSON"),
            ("structured", "`json.loads` and `make_converter()` of the same"),
        ):
            yield self._row(subject, name, f"{self._ratio(name, 'models')} times pydantic’s time")

    def heading(self) -> str:
        """Return the processor, the versions and the day."""
        listed = [str(self._bin / "python"), "-m", "pip", "list", "--format=freeze"]
        lines = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.splitlines()
        versions = dict(line.split("==") for line in lines if "==" in line)
        names = ("PyYAML", "pydantic", "yamllint", "check-jsonschema")
        peers = ", ".join(f"{name} {versions[name]}" for name in names)
        day = datetime.now(tz=UTC).date()
        return f"{processor()}; Python {platform.python_version()}; newscorpus {version()}; {peers}; {day}"

    def sizes(self) -> dict[str, tuple[int, float]]:
        """Return the number of articles of each corpus, and the mean size of their YAML in kilobytes."""
        machine = self._corpora.machine_written(self._few)
        corpora = {
            "seed": self._corpora.seed_copies(self._files),
            "written": self._corpora.written(self._few),
            "machine": machine,
        }
        return {name: (len(files_of(corpus)), _mean_size(corpus)) for name, corpus in corpora.items()}


def _tell(progress: str) -> None:
    """Show what has just been measured, in one line of a terminal that the next one overwrites."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{progress}\r", end="", file=sys.stderr, flush=True)


def _mean_size(corpus: Path) -> float:
    sizes = [Path(name).stat().st_size for name in files_of(corpus)]
    return sum(sizes) / len(sizes) / 1000


def main() -> None:
    """Read the options, measure, print, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument(
        "--files", type=int, default=600, help="copies of the seed; a third of that of the other corpora"
    )
    parser.add_argument("--rounds", type=int, default=5, help="runs of each command, of which the median counts")
    parser.add_argument("--update", action="store_true", help="write docs/benchmarks.md and its chart")
    parser.add_argument("--peers", default="build/benchmarks/env", help="virtual environment of the other tools")
    parser.add_argument("--work", default="build/benchmarks/data", help="where the corpora are made")
    options = parser.parse_args()
    bench = Bench(options)
    page = Page(bench.heading(), options.files, options.rounds)
    print(f"{page.heading}\n\n{page.table_head()}", flush=True)
    for label, times in bench.comparisons():
        print(page.add_comparison(label, times), flush=True)
    print(f"\n{page.rows_head()}")
    for row in bench.rows():
        print(page.add_row(row), flush=True)
    folder = ROOT / "docs" if options.update else ROOT / "build" / "benchmarks"
    page.write(folder, bench.sizes())
    print(f"\nThe page: {folder.relative_to(ROOT) / 'benchmarks.md'}")


if __name__ == "__main__":
    main()
