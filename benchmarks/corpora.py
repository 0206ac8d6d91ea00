"""The corpora of the benchmark: each is made once, in a folder of its own, and kept for the next run."""

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks import handwritten
from benchmarks.corpus import articles
from benchmarks.measure import OURS, run
from newscorpus.formats.yaml.writer import dump_yaml

ROOT: Final = Path(__file__).parents[1]
WAIVED: Final = "NC305"
"""The rule of the two findings that the seed waives."""
_WAIVERS = re.compile(r"^waive:\n(?: .*\n)+", re.MULTILINE)


class Corpora:
    """Folders and files below one folder; each method returns a corpus, and makes it if it is not there."""

    def __init__(self, work: Path) -> None:
        self._work = work

    def seed_copies(self, count: int, *, waivers: bool = True) -> Path:
        """Copies of the seed, each with another last line; without its waivers if they are not wanted."""

        def make(folder: Path) -> None:
            (text_file,) = (ROOT / "seeds").glob("*.txt")
            text = text_file.read_text(encoding="utf-8")
            annotation = text_file.with_suffix(".yaml").read_text(encoding="utf-8")
            if not waivers:
                annotation = _WAIVERS.sub("", annotation)
            digest = _digest(text)
            for number in range(count):
                name, own_text = f"article-{number:05}", f"{text}\nCopy number {number}.\n"
                copy = annotation.replace(text_file.stem, name).replace(digest, _digest(own_text))
                (folder / f"{name}.txt").write_text(own_text, encoding="utf-8")
                (folder / f"{name}.yaml").write_text(copy, encoding="utf-8")
            shutil.copy(ROOT / "seeds" / "corpus.yaml", folder)

        return self._folder(f"seed-{count}{'' if waivers else '-unwaived'}", make)

    def written(self, count: int) -> Path:
        """Invented articles, laid out as people write; no finding is reported."""
        return self._folder(f"written-{count}", lambda folder: handwritten.write_corpus(folder, count))

    def unchecked(self, count: int) -> Path:
        """Return the same articles with findings in every file."""
        return self._folder(f"unchecked-{count}", lambda folder: handwritten.write_corpus(folder, count, legacy=True))

    def baselined(self, count: int) -> Path:
        """Return the articles with findings, beside a baseline that has all of them."""

        def make(folder: Path) -> None:
            shutil.copytree(self.unchecked(count), folder, dirs_exist_ok=True)
            command = [OURS, "check", "--no-cache", "--write-baseline", "known.baseline", "."]
            run(command, folder=folder, may_fail=True)

        return self._folder(f"baselined-{count}", make)

    def machine_written(self, count: int) -> Path:
        """Invented articles as newscorpus writes them: block style, the text inside."""

        def make(folder: Path) -> None:
            for article in articles(count):
                (folder / f"{article['id']}.yaml").write_text(dump_yaml(article), encoding="utf-8")
            (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: benchmark\n", encoding="utf-8")

        return self._folder(f"machine-{count}", make)

    def json_lines(self, folder: Path) -> Path:
        """Return that corpus as JSON Lines."""
        return self._converted(folder, "jsonl", self._work / f"{folder.name}.jsonl")

    def json_files(self, folder: Path) -> Path:
        """Return that corpus as a folder of JSON files."""
        return self._converted(folder, "json", self._work / f"{folder.name}-json")

    def one_file(self) -> Path:
        """Return the seed, alone."""
        return self._folder("one", lambda folder: shutil.copytree(ROOT / "seeds", folder, dirs_exist_ok=True))

    def _folder(self, name: str, make: Callable[[Path], object]) -> Path:
        folder = self._work / name
        if not folder.exists():
            unfinished = self._work / f"{name}.part"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            make(unfinished)
            unfinished.rename(folder)
        return folder

    def _converted(self, folder: Path, to: str, target: Path) -> Path:
        if not target.exists():
            run([OURS, "convert", str(folder), "--to", to, "-o", str(target)])
        return target


def files_of(corpus: Path) -> list[str]:
    """The files of a corpus of one article each."""
    return sorted(str(path) for path in corpus.glob("*.[yj]*") if path.stem != "corpus")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
