"""`make bench`: makes the corpora, runs newscorpus and its peers on them in turn, writes docs/benchmarks.md.

Every command runs as a user would run it: a process of its own, start-up included. What is compared is CPU time, unless
it says wall; each figure is the median of all rounds. Ratios hold on any machine, seconds on the one that measured.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from textwrap import fill

import attrs

from benchmarks import findings, handwritten, library
from benchmarks.corpus import articles
from benchmarks.measure import Cost, interleaved, middle, run, version
from benchmarks.shares import shares
from newscorpus.formats.yaml.writer import dump_yaml

HERE = Path(__file__).parent
ROOT = HERE.parent
PEERS = HERE / "peers"
OURS = str(Path(sys.executable).with_name("newscorpus"))
SCHEMA = ["--schemafile", str(ROOT / "schemas" / "article.schema.json")]
BASELINE = "known.baseline"
UNCHANGED = 3000
"""Articles of the corpus that is checked again."""


@attrs.frozen
class Row:
    """What is compared, and the ratio that was aimed at and found."""

    what: str
    aim: str
    found: str

    def cells(self) -> str:
        """The row of a Markdown table."""
        return f"| {self.what} | {self.aim} | {self.found} |"


class Bench:
    """The corpora, the environment of the peers, and the rows that compare them."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.work = Path(options.work)
        self.bin = Path(options.peers) / "bin"
        self.found: dict[str, list[Cost]] = {}
        files = options.files
        self.written = self.made("written", lambda at: handwritten.write_corpus(at, files))
        self.legacy = self.made("legacy", lambda at: handwritten.write_corpus(at, files, legacy=True))
        self.machine = self.machine_corpus(files)
        self.seed = self.made("seed", _copies_of_the_seed)

    def made(self, name: str, make: Callable[[Path], None]) -> Path:
        """A folder of that name, made once."""
        folder = self.work / f"{name}-{self.options.files}"
        if not (folder / "corpus.yaml").exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
        return folder

    def machine_corpus(self, files: int, sections: int = 1) -> Path:
        """A folder of so many files as our own writer writes them, made once."""

        def make(folder: Path) -> None:
            folder.mkdir(parents=True)
            for article in articles(files, sections=sections):
                (folder / f"{article['id']}.yaml").write_text(dump_yaml(article), encoding="utf-8")
            (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: benchmark\n", encoding="utf-8")

        return self.made(f"machine-{files}x{sections}", make)

    def converted(self, folder: Path, to: str) -> Path:
        """That corpus as JSON Lines or as a folder of JSON files, made once."""
        made = self.work / f"{folder.name}{'.jsonl' if to == 'jsonl' else '-json'}"
        if not made.exists():
            run([OURS, "convert", str(folder), "--to", to, "-o", str(made)])
        return made

    def measure(self, commands: dict[str, Callable[[], Cost]], rounds: int | None = None) -> None:
        """Runs them in turn."""
        rounds = rounds or self.options.rounds
        self.found |= interleaved(commands, rounds, lambda text: print(text, file=sys.stderr))

    def ratio(self, peer: str, ours: str, what: str = "cpu") -> str:
        """How many times as fast ours is."""
        ratio = middle(self.found[peer], what) / middle(self.found[ours], what)
        return f"{ratio:.1f}" if ratio >= 10 else f"{ratio:.2f}"

    def python(self, script: str, *arguments: str) -> Callable[[], Cost]:
        """A script of a peer, in the peers' environment."""
        return partial(run, [str(self.bin / "python"), str(PEERS / script), *arguments])

    def check(self, folder: Path, *more: str, cache: Path | None = None) -> Callable[[], Cost]:
        """The command `newscorpus check`."""
        env = {"NEWSCORPUS_CACHE_DIR": str(cache)} if cache else None
        options = more if cache else ("--no-cache", *more)
        return partial(run, [OURS, "check", *options, str(folder)], env=env, may_fail=True)

    def convert(self, *more: str) -> Callable[[], Cost]:
        """The command `newscorpus convert`, to JSON Lines."""
        return partial(run, [OURS, "convert", *more, str(self.written), "-o", str(self.work / "out.jsonl")])

    def check_jsonschema(self, folder: Path) -> Callable[[], Cost]:
        """The peer that compares files with our schema."""
        files = sorted(map(str, folder.glob("a*.[yj]*")))
        return partial(run, [str(self.bin / "check-jsonschema"), *SCHEMA, *files], may_fail=True)

    # --- the rows

    def checking(self) -> Iterator[Row]:
        """All three corpora, and copies of the seed, against those who read the same files."""
        one = ("--jobs", "1")
        corpora = {"written": self.written, "legacy": self.legacy, "machine": self.machine, "seed": self.seed}
        commands: dict[str, Callable[[], Cost]] = {}
        for name, folder in corpora.items():
            commands[f"check, {name}"] = self.check(folder, *one)
            commands[f"check-jsonschema, {name}"] = self.check_jsonschema(folder)
            commands[f"CSafeLoader, {name}"] = self.python("load.py", str(folder))
        self.measure(commands)
        for peer, aims in (
            ("check-jsonschema", {"written": "20", "seed": "22"}),
            ("CSafeLoader", {"written": "0.9", "seed": "0.95"}),
        ):
            for name, label in (
                ("written", "*written*"),
                ("legacy", "*legacy*"),
                ("machine", "*machine*"),
                ("seed", "copies of the seed"),
            ):
                found = self.ratio(f"{peer}, {name}", f"check, {name}")
                yield Row(f"check, one process, against {peer}: {label}", aims.get(name, "–"), found)

    def peers(self) -> Iterator[Row]:
        """Those who do less, or something else, with the same articles."""
        as_json = self.converted(self.written, "json")
        names = sorted(map(str, as_json.glob("article-*.json")))
        linkml = [str(self.bin / "linkml-validate"), "-s", str(PEERS / "linkml.yaml"), "-C", "Article"]
        files = sorted(map(str, self.written.glob("article-*.yaml")))
        quotes = self.work / "quotes.yaml"
        handwritten.write_quotes(self.written, quotes)
        references = [str(self.bin / "linkml-reference-validator"), "validate", "data", str(quotes)]
        references += ["--schema", str(PEERS / "quotes.yaml"), "--target-class", "Quote"]
        references += ["--cache-dir", str(self.work / "references")]
        self.measure(
            {
                "check, 2 processes": self.check(self.written, "--jobs", "2"),
                "pydantic": self.python("pydantic_check.py", str(self.written)),
                "yamllint": partial(run, [str(self.bin / "yamllint"), "-d", "relaxed", *files], may_fail=True),
                "check, JSON files": self.check(as_json, "--jobs", "1"),
                "check, JSON Lines": self.check(self.converted(self.written, "jsonl"), "--jobs", "1"),
                "check-jsonschema, JSON files": self.check_jsonschema(as_json),
                "linkml-validate, JSON files": partial(run, [*linkml, *names], may_fail=True),
                "convert": self.convert("--jobs", "1"),
                "convert, 2 processes": self.convert("--jobs", "2"),
                "CSafeLoader + json.dumps": self.python("load.py", str(self.written), "--dump"),
            }
        )
        self.measure({"linkml-reference-validator": partial(run, references, may_fail=True)}, rounds=2)
        yield Row("check against pydantic on CSafeLoader", "–", self.ratio("pydantic", "check, written"))
        yield Row("check against yamllint", "–", self.ratio("yamllint", "check, written"))
        found = self.ratio("linkml-reference-validator", "check, written")
        yield Row("check against linkml-reference-validator: only its quotes against the texts", "–", found)
        found = self.ratio("check-jsonschema, JSON files", "check, JSON files")
        yield Row("check of JSON files against check-jsonschema", "–", found)
        found = self.ratio("linkml-validate, JSON files", "check, JSON files")
        yield Row("check of JSON files against linkml-validate", "–", found)
        yield Row(
            "check of one JSON Lines file against check of YAML", "–", self.ratio("check, written", "check, JSON Lines")
        )
        found = self.ratio("CSafeLoader + json.dumps", "convert")
        yield Row("YAML → validated JSON Lines against CSafeLoader + json.dumps", "0.9", found)
        wall = f"wall, {len(os.sched_getaffinity(0))} processors"
        found = self.ratio("check, written", "check, 2 processes", "wall")
        yield Row(f"check: two processes against one, {wall}", "1.8", found)
        found = self.ratio("convert", "convert, 2 processes", "wall")
        yield Row(f"convert: two processes against one, {wall}", "–", found)

    def reporting(self) -> Iterator[Row]:
        """What findings cost: reported, in a baseline, waived, fixed."""
        known = self.work / f"baselined-{self.options.files}"
        if not (known / BASELINE).exists():
            shutil.copytree(self.legacy, known, dirs_exist_ok=True)
            run([OURS, "check", "--no-cache", "--write-baseline", BASELINE, "."], folder=known, may_fail=True)
        self.measure(
            {
                "check, clean": self.check(self.written, "--jobs", "1"),
                "check, findings": self.check(self.legacy, "--jobs", "1"),
                "check, baselined": self.check(known, "--jobs", "1", "--baseline", str(known / BASELINE)),
                "fix": self.check(self.legacy, "--jobs", "1", "--fix", "--diff"),
            }
        )
        count = int(self.found["check, findings"][-1].printed.count("\n  --> "))
        each = f"{count / self.options.files:.1f} findings a file"
        yield Row(f"{each}: reported, against a clean file", "≤ 2.5", self.ratio("check, findings", "check, clean"))
        found = self.ratio("check, baselined", "check, clean")
        yield Row(f"{each}: in a baseline, against a clean file", "≤ 1.5", found)
        yield Row("`--fix --diff` on *legacy* against check", "≤ 2", self.ratio("fix", "check, findings"))
        waived = findings.ratios(rounds=self.options.rounds * 4)["waived"]
        yield Row("the seed with its two waived findings, against without", "≤ 1.1", f"{waived:.2f}")

    def repeating(self) -> Iterator[Row]:
        """Checked before: nothing changed, or one file."""
        folder = self.work / f"again-{UNCHANGED}"
        if not (folder / "corpus.yaml").exists():
            handwritten.write_corpus(folder, UNCHANGED)
        cache = self.work / "cache"
        shutil.rmtree(cache, ignore_errors=True)
        self.check(folder, cache=cache)()
        path = max(folder.glob("article-*.yaml"))
        original = path.read_bytes()

        def one_changed() -> Cost:
            path.write_bytes(path.read_bytes() + b"# changed\n")
            return self.check(folder, cache=cache)()

        try:
            self.measure(
                {
                    "check of 3,000": self.check(folder, "--jobs", "1"),
                    "check-jsonschema of 3,000": self.check_jsonschema(folder),
                    "nothing changed": self.check(folder, cache=cache),
                    "one changed": one_changed,
                },
                rounds=2,
            )
        finally:
            path.write_bytes(original)
        found = self.ratio("check-jsonschema of 3,000", "nothing changed")
        yield Row(f"nothing changed, {UNCHANGED:,} files, against check-jsonschema", "400", found)
        found = self.ratio("check of 3,000", "one changed")
        yield Row(f"one changed of {UNCHANGED:,}: check of all against it", "25", found)

    def starting(self) -> Iterator[Row]:
        """One file; no file at all."""
        small = self.work / "one"
        shutil.rmtree(small, ignore_errors=True)
        shutil.copytree(ROOT / "seeds", small)
        file = next(path for path in small.glob("*.yaml") if path.name != "corpus.yaml")
        self.measure(
            {
                "one file": self.check(small),
                "one file, check-jsonschema": partial(run, [str(self.bin / "check-jsonschema"), *SCHEMA, str(file)]),
                "--version": partial(run, [OURS, "--version"]),
            }
        )
        found = 1 / float(self.ratio("one file, check-jsonschema", "one file"))
        yield Row("start-up: check of the seed, part of check-jsonschema's", "≤ 0.27", f"{found:.2f}")

    def registry(self) -> Iterator[Row]:
        """Ten thousand actors that every article may name."""
        few, many = (self.work / f"registry-{count}" for count in (10, 10_000))
        for folder, count in ((few, 10), (many, 10_000)):
            if not (folder / "corpus.yaml").exists():
                handwritten.write_corpus(folder, 1, actors=count, unknown=True)
        self.measure({"registry of 10": self.check(few), "registry of 10,000": self.check(many)})
        extra = middle(self.found["registry of 10,000"]) - middle(self.found["registry of 10"])
        loaded, unknown = library.registry(few, many)
        yield Row("registry of 10,000 actors: loading it, seconds", "≤ 0.15", f"{loaded:.2f}")
        yield Row("an article with unknown ids: registry of 10,000 against one of 10", "≤ 1.2", f"{unknown:.2f}")
        yield Row("the command on that article: seconds more", "–", f"{extra:.2f}")

    def writing(self) -> Iterator[Row]:
        """JSON Lines in, YAML out; and the library's own calls."""
        lines = str(self.converted(self.machine, "jsonl"))
        write = partial(run, env={"PYTHONPATH": str(ROOT)})
        script = str(PEERS / "write.py")
        how = ("structured", "checked")
        self.measure(
            {
                "YAML out": partial(write, [sys.executable, script, "ours", lines]),
                "YAML out, CSafeDumper": partial(write, [sys.executable, script, "csafe", lines]),
                **{name: partial(run, [sys.executable, str(PEERS / "models.py"), name, lines]) for name in how},
                "models, pydantic": self.python("pydantic_check.py", lines),
            }
        )
        dumped = [sum(float(c.printed) for c in self.found[n]) for n in ("YAML out, CSafeDumper", "YAML out")]
        yield Row("YAML out against CSafeDumper: writing alone", "8", f"{dumped[0] / dumped[1]:.2f}")
        found = [self.ratio("models, pydantic", name) for name in how]
        what = "JSON Lines → validated models against model_validate_json"
        yield Row(f"{what}: the same checks, by make_converter", "1", found[0])
        yield Row(f"{what}: all default rules, by iter_articles", "–", found[1])
        ratio = library.dumps_with_corpus(self.written)
        yield Row("`dumps(article, corpus=…)` against `dumps(article)`", "≤ 1.5", f"{ratio:.2f}")

    def growing(self) -> Iterator[Row]:
        """Ten times as many, and so on; and a hundred times as long."""
        few, long = self.options.files, 100
        lengths = self.machine_corpus(max(1, few // 100), sections=long)
        self.measure({"long": self.check(lengths, "--jobs", "1")})
        start, each, memory, times = middle(self.found["--version"]), [], [], 1
        while times <= self.options.growth:
            count = few * times
            folder = self.machine_corpus(count)
            yaml, jsonl = f"check of {count:,}", f"check of {count:,}, JSON Lines"
            commands = {
                yaml: self.check(folder, "--jobs", "1"),
                jsonl: self.check(self.converted(folder, "jsonl"), "--jobs", "1"),
            }
            self.measure(commands, rounds=1 if times > 10 else None)  # the last takes long enough
            each.append((middle(self.found[yaml]) - start) / count)
            memory.append(f"{count:,}: {middle(self.found[jsonl], 'memory'):.0f} MB")
            times *= 10
        yield Row(f"cost an article, {few:,} → {count:,} files", "≤ 1.2", f"{each[-1] / each[0]:.2f}")
        sizes = [sum(p.stat().st_size for p in one.glob("article-*")) for one in (self.machine, lengths)]
        byte = [
            (middle(self.found[name]) - start) / size
            for name, size in zip((f"check of {few:,}", "long"), sizes, strict=True)
        ]
        what = f"cost a byte, 9 KB → {sizes[1] // max(1, few // 100) // 1000:,} KB an article"
        yield Row(what, "≤ 1.2", f"{byte[1] / byte[0]:.2f}")
        yield Row("peak memory, articles of JSON Lines", "< 300 MB", "; ".join(memory))

    def rows(self) -> Iterator[Row]:
        """All that were asked for."""
        yield from self.checking()
        yield from self.peers()
        yield from self.reporting()
        yield from self.repeating()
        yield from self.starting()
        yield from self.registry()
        yield from self.writing()
        if self.options.growth > 1:
            yield from self.growing()

    def shares(self) -> str:
        """Where the time of an article goes, in words."""
        parts = ", ".join(f"{step} {part:.0%}" for step, part in shares(self.machine))
        return f"Of the time that newscorpus takes for an article of *machine*: {parts}."

    def versions(self) -> str:
        """What was measured."""
        names = ("PyYAML", "check-jsonschema", "pydantic", "linkml", "linkml-reference-validator", "yamllint")
        listed = subprocess.run(
            [str(self.bin / "python"), "-m", "pip", "list", "--format=freeze"],
            capture_output=True,
            text=True,
            check=True,
        )
        known = dict(line.split("==") for line in listed.stdout.splitlines() if "==" in line)
        lower = {name.lower().replace("_", "-"): version for name, version in known.items()}
        peers = ", ".join(f"{name} {lower[name.lower()]}" for name in names)
        return f"newscorpus {version()}; Python {platform.python_version()}, {peers}"

    def document(self, rows: list[Row]) -> str:
        """docs/benchmarks.md."""
        options = self.options
        size = sum(path.stat().st_size for path in self.written.glob("article-*.yaml")) / options.files / 1000
        misses = (HERE / "misses.md").read_text(encoding="utf-8")
        costs = "\n".join(
            f"| {name} | {middle(found):.2f} | {middle(found, 'wall'):.2f} | {middle(found, 'memory'):.0f} |"
            for name, found in self.found.items()
        )
        runs = "most figures are of one run" if options.rounds == 1 else "each figure is a median"
        return f"""# Benchmarks

Made by `make bench FILES={options.files} ROUNDS={options.rounds} GROWTH={options.growth}`. Every command runs as a
process of its own, start-up included, in turn with the others; {runs}. Ratios of CPU
time, unless it says wall: how many times as fast newscorpus is. Wall time needs a machine that does nothing else.

Three corpora of {options.files:,} invented articles:

- *written*: as people write them. Flow mappings and sequences, comments, quotes of both kinds, wrapped lines, contexts,
  waived findings, a registry of 412 actors, a text file beside each annotation. {
            size:.0f} KB of YAML on average, lengths
  log-normal; a tenth is German. No finding is reported.
- *legacy*: the same, never checked before, with findings in every file.
- *machine*: as our own writer writes them, in block style, the text inside; 9 KB each. No finding.

{fill(f"{self.versions()}.", 120, break_on_hyphens=False)}

{fill(f"{self.shares()} What each rule costs, `newscorpus check --timings` says.", 120)}

| figure | aim | found |
| --- | --- | --- |
{chr(10).join(row.cells() for row in rows)}

{misses}
| command | CPU s | wall s | peak MB |
| --- | --- | --- | --- |
{costs}
"""


def _copies_of_the_seed(folder: Path, count: int = 300) -> None:
    """Copies of the seed article, each with another last line of its text."""
    folder.mkdir(parents=True)
    (text_file,) = (ROOT / "seeds").glob("*.txt")
    text, annotation = text_file.read_text(encoding="utf-8"), text_file.with_suffix(".yaml").read_text(encoding="utf-8")
    known = hashlib.sha256(text.encode()).hexdigest()
    for number in range(count):
        name, own = f"a{number:04}", f"{text}\nCopy number {number}.\n"
        changed = annotation.replace(text_file.stem, name).replace(known, hashlib.sha256(own.encode()).hexdigest())
        (folder / f"{name}.txt").write_text(own, encoding="utf-8")
        (folder / f"{name}.yaml").write_text(changed, encoding="utf-8")
    shutil.copy(ROOT / "seeds" / "corpus.yaml", folder)


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
        print(row.cells(), flush=True)
    Path(bench.options.output).write_text(bench.document(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
