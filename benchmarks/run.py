"""`make bench`: makes the corpora, runs newscorpus and its peers on them in turn, writes docs/benchmarks.md.

Every command runs as a user would run it: a process of its own, start-up included. What is compared is CPU time, unless
it says wall; each figure is the median of all rounds. Ratios hold on any machine, seconds on the one that measured.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.corpus import articles
from benchmarks.measure import Cost, interleaved, middle, run
from benchmarks.shares import shares
from newscorpus import __version__
from newscorpus.formats.yaml.writer import dump_yaml

HERE = Path(__file__).parent
ROOT = HERE.parent
PEERS = HERE / "peers"
OURS = str(Path(sys.executable).with_name("newscorpus"))
HOW = ("structured", "checked")
"""Ways to read models."""

Row = tuple[str, str, str]
"""What is compared, the ratio aimed at, the ratio found."""


class Bench:
    """The corpora, the environment of the peers, and the rows that compare them."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.work = Path(options.work)
        self.bin = Path(options.peers) / "bin"
        self.folder = self.corpus(options.files)
        self.lines = self.json_lines(self.folder, options.files)
        self.found: dict[str, list[Cost]] = {}

    def corpus(self, files: int, sections: int = 1) -> Path:
        """A folder of so many YAML files, made once."""
        folder = self.work / f"{files}x{sections}"
        if not (folder / "corpus.yaml").exists():
            folder.mkdir(parents=True, exist_ok=True)
            for article in articles(files, sections=sections):
                (folder / f"{article['id']}.yaml").write_text(dump_yaml(article), encoding="utf-8")
            (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: benchmark\n", encoding="utf-8")
        return folder

    def json_files(self) -> Path:
        """The corpus as a folder of JSON files, made once."""
        folder = self.work / f"{self.options.files}-json"
        if not (folder / "corpus.yaml").exists():
            run([OURS, "convert", str(self.folder), "--to", "json", "-o", str(folder)])
            (folder / "corpus.yaml").write_text(
                'format: newscorpus/1\nname: benchmark\narticles: ["*.json"]\n', encoding="utf-8"
            )
        return folder

    def json_lines(self, folder: Path, articles: int) -> Path:
        """A folder's articles as one file of JSON Lines, made once."""
        lines = self.work / f"{articles}.jsonl"
        if not lines.exists():
            run([OURS, "convert", str(folder), "-o", str(lines)])
        return lines

    def measure(self, commands: dict[str, Callable[[], Cost]], rounds: int | None = None) -> None:
        """Runs them in turn."""
        rounds = rounds or self.options.rounds
        self.found |= interleaved(commands, rounds, lambda text: print(text, file=sys.stderr))

    def ratio(self, peer: str, ours: str, what: str = "cpu") -> str:
        """How many times as fast ours is."""
        return f"{middle(self.found[peer], what) / middle(self.found[ours], what):.2f}"

    def python(self, script: str, *arguments: str) -> Callable[[], Cost]:
        """A script of a peer, in the peers' environment."""
        return partial(run, [str(self.bin / "python"), str(PEERS / script), *arguments])

    def check(self, *more: str, cache: Path | None = None, folder: Path | None = None) -> Callable[[], Cost]:
        """The command `newscorpus check`."""
        env = {"NEWSCORPUS_CACHE_DIR": str(cache)} if cache else None
        options = more if cache else ("--no-cache", *more)
        return partial(run, [OURS, "check", *options, str(folder or self.folder)], env=env)

    def convert(self, *more: str) -> Callable[[], Cost]:
        """The command `newscorpus convert`, to JSON Lines."""
        return partial(run, [OURS, "convert", *more, str(self.folder), "-o", str(self.work / "out.jsonl")])

    # --- the rows

    def checking(self) -> Iterator[Row]:
        """Valid files, all default rules."""
        files = sorted(map(str, self.folder.glob("article-*.yaml")))
        schema = ["--schemafile", str(ROOT / "schemas" / "article.schema.json")]
        as_json = self.json_files()
        json_names = sorted(map(str, as_json.glob("article-*.json")))
        linkml = [str(self.bin / "linkml-validate"), "-s", str(PEERS / "linkml.yaml"), "-C", "Article"]
        self.measure(
            {
                "check": self.check("--jobs", "1"),
                "check, 2 processes": self.check("--jobs", "2"),
                "CSafeLoader": self.python("load.py", str(self.folder)),
                "pydantic": self.python("pydantic_check.py", str(self.folder)),
                "check-jsonschema": partial(run, [str(self.bin / "check-jsonschema"), *schema, *files]),
                "check, JSON files": self.check("--jobs", "1", folder=as_json),
                "check-jsonschema, JSON files": partial(
                    run, [str(self.bin / "check-jsonschema"), *schema, *json_names]
                ),
                "check, JSON Lines": self.check("--jobs", "1", folder=self.lines),
                "yamllint": partial(run, [str(self.bin / "yamllint"), "-d", "relaxed", *files], may_fail=True),
                "linkml-validate": partial(run, [*linkml, *json_names]),
                "convert": self.convert("--jobs", "1"),
                "convert, 2 processes": self.convert("--jobs", "2"),
                "CSafeLoader + json.dumps": self.python("load.py", str(self.folder), "--dump"),
            }
        )
        yield "check, one process, against check-jsonschema", "7.5", self.ratio("check-jsonschema", "check")
        yield "check, one process, against pydantic on CSafeLoader", "2.4", self.ratio("pydantic", "check")
        yield "check, one process, against CSafeLoader alone", "2", self.ratio("CSafeLoader", "check")
        found = self.ratio("check-jsonschema, JSON files", "check, JSON files")
        yield "check of JSON files, one process, against check-jsonschema", "–", found
        yield "check, one process, against yamllint", "–", self.ratio("yamllint", "check")
        found = self.ratio("linkml-validate", "check, JSON files")
        yield "check of JSON files, one process, against linkml-validate", "–", found
        wall = self.ratio("check", "check, 2 processes", "wall")
        processors = f"wall ({len(os.sched_getaffinity(0))} processors)"
        yield f"check, two processes against one, {processors}", "1.7", wall
        wall = self.ratio("convert", "convert, 2 processes", "wall")
        yield f"convert, two processes against one, {processors}", "–", wall
        found = self.ratio("CSafeLoader + json.dumps", "convert")
        yield "YAML → validated canonical JSON Lines, against CSafeLoader + json.dumps", "1.8", found

    def starting(self) -> Iterator[Row]:
        """One file; no file at all."""
        (file,) = sorted(self.folder.glob("article-*.yaml"))[:1]
        small = self.work / "one"
        small.mkdir(exist_ok=True)
        shutil.copy(file, small)
        schema = ["--schemafile", str(ROOT / "schemas" / "article.schema.json")]
        self.measure(
            {
                "one file": self.check(folder=small),
                "one file, check-jsonschema": partial(run, [str(self.bin / "check-jsonschema"), *schema, str(file)]),
                "--version": partial(run, [OURS, "--version"]),
            }
        )
        found = 1 / float(self.ratio("one file, check-jsonschema", "one file", "wall"))
        yield "cold start, one file, wall: part of check-jsonschema's", "0.33", f"{found:.2f}"

    def writing(self) -> Iterator[Row]:
        """JSON Lines in, YAML out."""
        write = partial(run, env={"PYTHONPATH": str(ROOT)})
        script = str(PEERS / "write.py")
        self.measure(
            {
                "YAML out": partial(write, [sys.executable, script, "ours", str(self.lines)]),
                "YAML out, CSafeDumper": partial(write, [sys.executable, script, "csafe", str(self.lines)]),
                **{how: partial(run, [sys.executable, str(PEERS / "models.py"), how, str(self.lines)]) for how in HOW},
                "models, pydantic": self.python("pydantic_check.py", str(self.lines)),
            }
        )
        dumped = [sum(float(c.printed) for c in self.found[n]) for n in ("YAML out, CSafeDumper", "YAML out")]
        yield (
            "YAML out, against CSafeDumper: writing alone, without what reads the JSON Lines",
            "8",
            f"{dumped[0] / dumped[1]:.2f}",
        )
        found = [self.ratio("models, pydantic", how) for how in HOW]
        what = "canonical JSON Lines → validated models, against model_validate_json"
        yield f"{what}: the same checks, by make_converter", "1", found[0]
        yield f"{what}: all default rules, by iter_articles", "–", found[1]

    def growing(self) -> Iterator[Row]:
        """Ten times as many, and so on; and a hundred times as long."""
        few, long = self.options.files, 100
        lengths = self.corpus(max(1, few // 100), sections=long)
        self.measure({"long": self.check("--jobs", "1", folder=lengths)})
        start, each, memory, times = middle(self.found["--version"]), [], [], 1
        while times <= self.options.growth:
            count = few * times
            folder = self.corpus(count)
            lines = self.json_lines(folder, count)
            yaml, jsonl = f"check of {count:,}", f"check of {count:,}, JSON Lines"
            commands = {
                yaml: self.check("--jobs", "1", folder=folder),
                jsonl: self.check("--jobs", "1", folder=lines),
            }
            self.measure(commands, rounds=1 if times > 10 else None)  # the last takes long enough
            each.append((middle(self.found[yaml]) - start) / count)
            memory.append(f"{count:,}: {middle(self.found[jsonl], 'memory'):.0f} MB")
            times *= 10
        yield f"cost an article, {few:,} → {count:,} files", "≤ 1.2", f"{each[-1] / each[0]:.2f}"
        sizes = [sum(p.stat().st_size for p in one.glob("article-*")) for one in (self.folder, lengths)]
        byte = [
            (middle(self.found[name]) - start) / size
            for name, size in zip((f"check of {few:,}", "long"), sizes, strict=True)
        ]
        what = f"cost a byte, 9 KB → {sizes[1] // max(1, few // 100) // 1000:,} KB an article"
        yield what, "≤ 1.2", f"{byte[1] / byte[0]:.2f}"
        yield "peak memory, articles of JSON Lines", "< 300 MB", "; ".join(memory)

    def repeating(self) -> Iterator[Row]:
        """Checked before: nothing changed, or one file."""
        cache = self.work / "cache"
        shutil.rmtree(cache, ignore_errors=True)
        self.check(cache=cache)()
        path = max(self.folder.glob("article-*.yaml"))
        original = path.read_bytes()

        def one_changed() -> Cost:
            path.write_bytes(path.read_bytes() + b"# changed\n")
            return self.check(cache=cache)()

        try:
            self.measure({"nothing changed": self.check(cache=cache), "one changed": one_changed})
        finally:
            path.write_bytes(original)
        yield "nothing changed, against check-jsonschema", "140", self.ratio("check-jsonschema", "nothing changed")
        yield "one changed, against check of all", "20", self.ratio("check", "one changed")

    def rows(self) -> Iterator[Row]:
        """All that were asked for."""
        yield from self.checking()
        yield from self.repeating()
        yield from self.starting()
        yield from self.writing()
        if self.options.growth > 1:
            yield from self.growing()

    def shares(self) -> str:
        """Where the time of an article goes, in words."""
        parts = ", ".join(f"{step} {part:.0%}" for step, part in shares(self.folder))
        return f"Of the time that newscorpus takes for an article: {parts}."

    def versions(self) -> str:
        """What was measured."""
        names = ("PyYAML", "check-jsonschema", "pydantic", "linkml", "yamllint")
        listed = subprocess.run(
            [str(self.bin / "python"), "-m", "pip", "list", "--format=freeze"],
            capture_output=True,
            text=True,
            check=True,
        )
        known = dict(line.split("==") for line in listed.stdout.splitlines() if "==" in line)
        lower = {name.lower(): version for name, version in known.items()}
        peers = ", ".join(f"{name} {lower[name.lower()]}" for name in names)
        return f"newscorpus {__version__}, Python {platform.python_version()}, {peers}"

    def document(self, rows: list[Row]) -> str:
        """docs/benchmarks.md."""
        options = self.options
        out = [
            "# Benchmarks",
            "",
            f"Made by `make bench FILES={options.files} ROUNDS={options.rounds} GROWTH={options.growth}`: invented articles of about 9 KB YAML, each with ten",
            "actors, ten events, claims and its text; all of them valid by all default rules, which newscorpus judges and the others do not know.",
            "Every command runs as a process of its own, start-up included, in turn with the others; each figure is a median. Ratios of CPU",
            "time, unless it says wall: how many times as fast newscorpus is. Of few files, start-up is a large part; wall time needs a machine",
            "that does nothing else.",
            "",
            f"{self.versions()}.",
            "",
            f"{self.shares()} What each rule costs, `newscorpus check --timings` says.",
            "",
            "| figure | aim | found |",
            "| --- | --- | --- |",
            *(f"| {what} | {aim} | {found} |" for what, aim, found in rows),
            "",
            "| command | CPU s | wall s | peak MB |",
            "| --- | --- | --- | --- |",
            *(
                f"| {name} | {middle(costs):.2f} | {middle(costs, 'wall'):.2f} | {middle(costs, 'memory'):.0f} |"
                for name, costs in self.found.items()
            ),
        ]
        return "\n".join(out) + "\n"


def main() -> None:
    """Reads the options, runs, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--growth", type=int, default=10, help="up to how many times as many files to compare with: 10, 100; 1: none"
    )
    parser.add_argument("--peers", default="build/benchmarks/env", help="virtual environment of the peers")
    parser.add_argument("--work", default="build/benchmarks/data", help="where the corpora are made")
    parser.add_argument("--output", default="docs/benchmarks.md")
    bench = Bench(parser.parse_args())
    rows = []
    for row in bench.rows():
        rows.append(row)
        print(*row, sep=" | ")
    Path(bench.options.output).write_text(bench.document(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
