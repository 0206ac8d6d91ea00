"""`python -m benchmarks.scale`: CPU time and peak memory of each command, on corpora that grow.

The articles are short, and of every layout: a third each has its text in the YAML, in a file beside it, or is a line of
JSON Lines. One in seven has a finding, another one in seven a waiver; one in three refers to another article; all refer
to an actor of the registry. Each command runs in a process of its own, with an empty cache.

While a command runs on the largest corpus, it runs on the second largest again and again. Whatever else the machine
does, and its cache and memory, slow down both alike: alone, the same run can take twice the CPU time of another day.
"""

import argparse
import json
import math
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any, Final

import attrs

from benchmarks.corpora import ROOT
from benchmarks.measure import OURS, Cost, processor, run, version
from newscorpus.formats.yaml.writer import dump_yaml

REGISTERED: Final = 100
"""Actors of the registry."""
LINES: Final = 5_000
"""Articles of a JSON Lines file."""
PER_FOLDER: Final = 1_000
"""Articles of a folder."""
LAYOUTS: Final = "text inside", "text beside", "lines"
"""Where an article is: in a YAML file with its text, in one with a text file beside it, in a line of JSON Lines."""
MAPPING: Final = "source: doccano\ncorpus: {name: imported, language: en}\nentities: {PER: person, LOC: locality}\n"
QUESTION: Final = "select kind, count(*) from events group by kind"

COMMANDS: Final = {
    "check": ("check", "--no-cache", "--quiet", "--output-format", "concise", "CORPUS"),
    "check --jobs 1": ("check", "--no-cache", "--quiet", "--output-format", "concise", "--jobs", "1", "CORPUS"),
    "convert": ("convert", "CORPUS", "-o", "OUT/all.jsonl"),
    "import": ("import", "doccano", "CORPUS/../marked.jsonl", "--map", "CORPUS/../map.yaml", "-o", "OUT/imported"),
    "stats": ("stats", "CORPUS"),
    "export parquet": ("export", "parquet", "CORPUS", "-o", "OUT/tables"),
    "query": ("query", "CORPUS", QUESTION),
    "view": ("view", "CORPUS", "-o", "OUT/site"),
}


def article(number: int) -> dict[str, Any]:
    """Return plain data of an article with two people, an event and, mostly, something that others check."""
    anna, carl = f"Anna Berg{number}", f"Carl Dahl{number}"
    where = f"place-{number % REGISTERED}"
    evidence = f"{anna} met {carl}"
    talks: dict[str, Any] = {
        "kind": "meeting",
        "type": "talks",
        "participants": {"participant": [f"anna-{number}", f"carl-{number}", where]},
        "evidence": [evidence],
    }
    if number % 3 == 2:
        talks["relations"] = {"part_of" if number % 2 else "same_as": f"a{number - 1}#talks"}
    people: dict[str, Any] = {
        f"anna-{number}": {"name": anna, "kind": "person", "ids": {"wikidata": f"Q{number + 1000}"}},
        f"carl-{number}": {"name": carl, "kind": "person"},
    }
    data = {
        "format": "newscorpus/1",
        "id": f"a{number}",
        "language": "en",
        "text": f"Report {number}: {evidence} in Place {number % REGISTERED}.\n",
        "actors": people,
        "events": {"talks": talks},
    }
    if number % 7 in (0, 1):
        people[f"carl-{number}"]["aliases"] = ["Dahl Carl"]
    if number % 7 == 1:
        data["waive"] = [{"code": "NC304", "at": f"actors.carl-{number}.aliases", "why": "his name elsewhere"}]
    return data


def write_corpus(folder: Path, count: int, layouts: Sequence[str] = LAYOUTS) -> None:
    """Write a corpus of so many articles, and beside it what is imported. Its articles have the layouts in turn."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    registry = {f"place-{i}": {"name": f"Place {i}", "kind": "locality"} for i in range(REGISTERED)}
    manifest = {"format": "newscorpus/1", "name": "scale", "articles": ["**/*.yaml", "*.jsonl"], "actors": registry}
    (corpus / "corpus.yaml").write_text(dump_yaml(manifest), encoding="utf-8")
    for number in range(count):
        data, part = article(number), corpus / f"part-{number // PER_FOLDER:04}"
        part.mkdir(exist_ok=True)
        layout = layouts[number % len(layouts)]
        if layout == "lines":
            with (corpus / f"lines-{number // LINES:04}.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(data) + "\n")
            continue
        if layout == "text beside":
            (part / f"a{number}.txt").write_text(data.pop("text"), encoding="utf-8")
            data["text_file"] = f"a{number}.txt"
        (part / f"a{number}.yaml").write_text(dump_yaml(data), encoding="utf-8")
    with (folder / "marked.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(marked)}\n" for marked in map(_marked, range(count)))
    (folder / "map.yaml").write_text(MAPPING, encoding="utf-8")


def _marked(number: int) -> dict[str, Any]:
    """The same text with spans, as doccano has them."""
    data = article(number)
    names = [actor["name"] for actor in data["actors"].values()]
    begins = [data["text"].index(name) for name in names]
    spans = [[begin, begin + len(name), "PER"] for begin, name in zip(begins, names, strict=True)]
    return {"id": number, "text": data["text"], "label": spans}


def measured(work: Path, counts: list[int], names: list[str]) -> Iterator[tuple[str, list[Cost]]]:
    """Yield each command with its costs, by corpus: of the second largest, the mean of all its runs."""
    for count in counts:
        if not (work / str(count)).exists():
            shutil.rmtree(work / "unfinished", ignore_errors=True)
            write_corpus(work / "unfinished", count)
            (work / "unfinished").rename(work / str(count))
    *small, second, largest = counts
    for name in names:
        costs = [_cost(work, name, count) for count in small]
        with ThreadPoolExecutor(1) as thread:
            longest = thread.submit(_cost, work, name, largest)
            beside = [_cost(work, name, second)]
            while not longest.done():
                beside.append(_cost(work, name, second))
        mean = attrs.evolve(beside[0], cpu=fmean(cost.cpu for cost in beside))
        yield name, [*costs, mean, longest.result()]


def _cost(work: Path, name: str, count: int) -> Cost:
    """Run a command on the corpus of so many articles, and return what that cost."""
    out = work / "out" / str(count)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    words = [word.replace("CORPUS", str(work / str(count) / "corpus")) for word in COMMANDS[name]]
    command = [OURS, *(word.replace("OUT", str(out)) for word in words)]
    cost = run(command, env={"NEWSCORPUS_CACHE_DIR": str(out / "cache")})
    _tell(f"{name}, {count:,} articles: {cost.cpu:.1f} s, {cost.memory:.0f} MB")
    return cost


def growth(counts: list[int], values: list[float]) -> float:
    """Return the exponent of the growth between the two largest corpora: 1 if twice as many take twice as much."""
    return math.log(values[-1] / values[-2]) / math.log(counts[-1] / counts[-2])


def table(counts: list[int], rows: Iterator[tuple[str, list[Cost]]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    sizes = " | ".join(f"{count:,}" for count in counts)
    yield f"| CPU seconds; peak MB | {sizes} | exponent | KB an article |"
    yield "| --- " * (len(counts) + 3) + "|"
    for name, costs in rows:
        cells = " | ".join(f"{cost.cpu:.1f}; {cost.memory:.0f}" for cost in costs)
        more = (costs[-1].memory - costs[-2].memory) * 1024 / (counts[-1] - counts[-2])
        yield f"| `{name}` | {cells} | {growth(counts, [cost.cpu for cost in costs]):.2f} | {more:.2f} |"


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[5_000, 20_000, 100_000], metavar="ARTICLES")
    parser.add_argument("--commands", nargs="+", choices=COMMANDS, default=[*COMMANDS], metavar="COMMAND")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "scale", help="where the corpora are made")
    options = parser.parse_args()
    if len(options.counts) < 2:
        parser.error("two sizes are needed to see growth")
    options.work.mkdir(parents=True, exist_ok=True)
    print(f"newscorpus {version()}; Python {platform.python_version()}; {processor()}; {datetime.now(UTC):%Y-%m-%d}")
    for line in table(options.counts, measured(options.work, options.counts, options.commands)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
