"""Memory and time of the import of many brat documents: `python -m benchmarks.imports 1000 10000`.

For each number of documents, a process of its own imports them. Printed: its peak of memory, its CPU time, and how many
times that is the time of a bare parser, which reads the same files, splits their lines and does nothing with them.
The results are written into docs/figures.md.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import figures
from benchmarks.measure import run, version

_NAMES = ("Anna Berg", "Carl Dahl", "Eva Falk", "Gus Holm", "Ida Juul", "Kai Lund", "Mia Nord", "Ole Prag")
_TOWNS = ("Oslo", "Bergen", "Tromsø", "Drammen", "Hamar")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_SENTENCES = 8


def document(number: int) -> tuple[str, str]:
    """Return a text of some sentences and its annotations, the same for the same number."""
    text, lines, events = "", list[str](), list[str]()
    for i in range(_SENTENCES):
        seed = number * _SENTENCES + i
        first, second = _NAMES[seed % 8], _NAMES[(seed * 3 + 1) % 8]
        parts = [
            ("Person", first),
            ("", " of report "),
            ("", str(seed)),
            ("Meet", " met "),
            ("Person", second),
            ("", " in "),
            ("GPE", _TOWNS[seed % 5]),
            ("", " on "),
            ("Date", _DAYS[seed % 5]),
            ("", ". "),
        ]
        ids = []
        for label, words in parts:
            if label:
                at, shown = len(text) + len(words) - len(words.lstrip()), words.strip()
                ids.append(f"T{len(lines) + 1}")
                lines.append(f"{ids[-1]}\t{label} {at} {at + len(shown)}\t{shown}\n")
            text += words
        who, met, whom, where, when = ids
        events.append(f"E{i + 1}\tMeet:{met} Participant:{who} Participant2:{whom} Place:{where} Time:{when}\n")
    return f"{text.strip()}\n", "".join((*lines, *events))


def write(folder: Path, count: int) -> None:
    """Write documents, a hundred in a folder."""
    for number in range(count):
        text, annotations = document(number)
        below = folder / f"{number // 100:03}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:05}.txt").write_text(text, encoding="utf-8")
        (below / f"{number:05}.ann").write_text(annotations, encoding="utf-8")


def bare(folder: Path) -> int:
    """Parse all annotations as plainly as possible; return how many there are."""
    return sum(1 for path in sorted(folder.rglob("*.ann")) for _ in _parsed(path))


def _parsed(path: Path) -> Iterator[list[str]]:
    path.with_suffix(".txt").read_text(encoding="utf-8")
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")


def main() -> None:
    """Print a line for each number of documents, and write all into the page of figures."""
    measured, counts = version(), sys.argv[1:] or ["1000", "10000"]
    results = []
    for count in map(int, counts):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(folder / "source", count)
            begin = time.process_time()
            bare(folder / "source")
            least = time.process_time() - begin
            command = [sys.executable, "-m", "newscorpus", "import", "brat", str(folder / "source")]
            cost = run([*command, "-o", str(folder / "corpus")])
            results.append(
                f"{count:,} documents: {cost.memory:.0f} MB, {cost.cpu:.0f} s of CPU, {cost.cpu / least:.0f} times a bare parser"
            )
            print(results[-1], f"({least:.2f} s)", cost.printed.strip(), flush=True)
    figures.record(f"python -m benchmarks.imports {' '.join(counts)}", "; ".join(results), measured)


if __name__ == "__main__":
    main()
