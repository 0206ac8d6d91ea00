"""Every way by which newscorpus writes files, for tests of what becomes of them when something fails.

A `Writer` prepares a folder, writes (version 0 or 1 of it), and says which files are its own. What the two versions
are is found by running it undisturbed.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import attrs

import newscorpus as nc
from newscorpus import schema
from newscorpus.checking import baseline
from newscorpus.converting import convert
from newscorpus.fixing import fix
from newscorpus.scaffolding import scaffold

ARTICLE = """\
# a comment, which no fix may lose
format: newscorpus/1
id: {id}
language: en
text: Anna Berg met Carl Dahl in Oslo. “We agree,” she said. {words}
actors: {{anna: {{name: Anna Berg, kind: person}}}}
claims:
  - {{quote: {quote}, by: anna}}
"""
MANIFEST = "format: newscorpus/1\nname: c{version}\n"
WORDS = ("One version.", "Another, which is longer by some words " * 20)


def sources(folder: Path, version: int, quote: str = "We agree") -> Path:
    """A small corpus to write something of."""
    made = folder / f"sources{version}"
    made.mkdir(exist_ok=True)
    (made / "corpus.yaml").write_text(MANIFEST.format(version=version))
    for name in ("a", "b"):
        (made / f"{name}.yaml").write_text(ARTICLE.format(id=name, words=WORDS[version], quote=quote))
    return made


def _loaded(folder: Path, version: int) -> nc.Article:
    return nc.load(folder / f"sources{version}").articles["a"]


def _dump(folder: Path, version: int) -> None:
    nc.dump(_loaded(folder, version), folder / "out" / "dumped.yaml")


def _convert_to_a_file(folder: Path, version: int) -> None:
    convert(folder / f"sources{version}", output=folder / "out" / "articles.jsonl")


def _convert_to_a_folder(folder: Path, version: int) -> None:
    convert(folder / f"sources{version}", to="json", output=folder / "out" / "converted")


def _baseline(folder: Path, version: int) -> None:
    baseline.write(folder / "out" / "baseline.json", _found(folder) * (version + 1))


@lru_cache
def _found(folder: Path) -> tuple[nc.Diagnostic, ...]:
    return nc.check(folder / "sources0", select=["NC9", "NC3"]).diagnostics


def _schema(folder: Path, version: int) -> None:
    manifest = nc.load(folder / f"sources{version}").manifest if version else None
    schema.write(folder / "out", schema.OF_CORPUS, manifest)


def _new(folder: Path, version: int) -> None:
    """It never overwrites, so the old version is no file."""
    (folder / "out" / "new" / "text.yaml").unlink(missing_ok=True)
    if version:
        scaffold(folder / "out" / "new" / "text.txt", language="en")


def _fix(folder: Path, version: int) -> None:
    """Version 0 is the file to fix, 1 the fixed one."""
    path = folder / "out" / "broken.yaml"
    if version == 0:
        path.write_text(ARTICLE.format(id="broken", words=WORDS[1], quote="'we agree'"))
    else:
        fix(path)


@attrs.frozen
class Writer:
    """A way of writing."""

    write: Callable[[Path, int], None]
    owns: tuple[str, ...]
    """Its files, below `out`."""
    begins: bool = False
    """Whether version 0 is what a user has typed, so that nothing may disturb it."""


WRITERS = {
    "dump": Writer(_dump, ("dumped.yaml",)),
    "convert to a file": Writer(_convert_to_a_file, ("articles.jsonl",)),
    "convert to a folder": Writer(
        _convert_to_a_folder, ("converted/a.json", "converted/b.json", "converted/corpus.yaml")
    ),
    "baseline": Writer(_baseline, ("baseline.json",)),
    "schema": Writer(_schema, tuple(schema.file_name(name) for name in schema.OF_CORPUS)),
    "new": Writer(_new, ("new/text.yaml", "new/article.schema.json"), begins=True),
    "fix": Writer(_fix, ("broken.yaml",), begins=True),
}


def prepare(folder: Path) -> None:
    """What all of them need."""
    for version in (0, 1):
        sources(folder, version)
    (folder / "out" / "new").mkdir(parents=True, exist_ok=True)
    (folder / "out" / "new" / "text.txt").write_text("Some words.\n")


def state(folder: Path, writer: Writer) -> dict[str, bytes | None]:
    """What its files hold."""
    paths = {name: folder / "out" / name for name in writer.owns}
    return {name: path.read_bytes() if path.exists() else None for name, path in paths.items()}


def both(folder: Path, writer: Writer) -> tuple[dict[str, bytes | None], dict[str, bytes | None]]:
    """The two versions of its files; leaves version 0."""
    writer.write(folder, 1)
    new = state(folder, writer)
    writer.write(folder, 0)
    old = state(folder, writer)
    return old, new


def leftovers(folder: Path) -> list[Path]:
    """Temporary files below a folder."""
    return sorted(folder.rglob(".newscorpus-*"))
