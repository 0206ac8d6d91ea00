"""Every way by which newscorpus writes files, for tests of what becomes of them when something fails.

A `Writer` prepares a folder, writes (version 0 or 1 of it), and says which files are its own. What the two versions
are is found by running it undisturbed.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import attrs

import newscorpus as nc
from newscorpus import convert, export, fix
from newscorpus import json_schema as schema
from newscorpus.api.new import scaffold
from newscorpus.checking.baseline import Baseline
from newscorpus.cli.report_files import outputs, write_files
from newscorpus.fs import staging
from newscorpus.interchange.tables.rows import TABLES

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
MANIFEST = "format: newscorpus/1\nname: c\ntitle: Version {version}\n"
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
    convert(folder / f"sources{version}", output=folder / "out" / "articles.jsonl", force=True)


def _convert_to_a_folder(folder: Path, version: int) -> None:
    convert(folder / f"sources{version}", to="json", output=folder / "out" / "converted", force=True)


def _baseline(folder: Path, version: int) -> None:
    path = folder / "out" / "baseline.json"
    Baseline(path).update(_report(folder, 0).diagnostics * (version + 1)).write(path)


@lru_cache
def _report(folder: Path, version: int) -> nc.Report:
    return nc.check(folder / f"sources{version}", select=["NC9", "NC3"])


def _reports(folder: Path, version: int) -> None:
    wanted = [f"{name}={folder}/out/reports/{name}" for name in ("json", "sarif")]
    write_files(_report(folder, version), outputs(wanted, {}), {}, lambda _: False)


def _export_to_a_file(folder: Path, version: int) -> None:
    export(folder / f"sources{version}", "sqlite", folder / "out" / "articles.db", force=True)


def _export_to_a_folder(folder: Path, version: int) -> None:
    export(folder / f"sources{version}", "csv", folder / "out" / "tables", force=True)


def _schema(folder: Path, version: int) -> None:
    manifest = nc.load(folder / f"sources{version}").manifest if version else None
    schema.write(folder / "out", schema.OF_CORPUS, manifest)


def _staged_folder(folder: Path, version: int) -> None:
    """What the exports do, with less in it."""
    with staging.staged(folder / "out" / "staged") as made:
        (made / "inner").mkdir(parents=True)
        for name in ("a", "inner/b"):
            (made / name).write_text(WORDS[version])


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
    """Its files, below `out`; patterns of them."""
    begins: bool = False
    """Whether version 0 is what a user has typed, so that nothing may disturb it."""
    together: bool = False
    """Whether all of its files change at once."""


WRITERS = {
    "dump": Writer(_dump, ("dumped.yaml",)),
    "convert to a file": Writer(_convert_to_a_file, ("articles.jsonl",)),
    "convert to a folder": Writer(
        _convert_to_a_folder, ("converted/a.json", "converted/b.json", "converted/corpus.yaml")
    ),
    "baseline": Writer(_baseline, ("baseline.json",)),
    "schema": Writer(_schema, tuple(schema.file_name(name) for name in schema.OF_CORPUS)),
    "reports": Writer(_reports, ("reports/json", "reports/sarif")),
    "export to a file": Writer(_export_to_a_file, ("articles.db",)),
    "export to a folder": Writer(
        _export_to_a_folder, ("tables/datapackage.json", *(f"tables/{name}.csv" for name in TABLES)), together=True
    ),
    "folder": Writer(_staged_folder, ("staged/a", "staged/inner/b"), together=True),
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
    found = {name: next((folder / "out").glob(name), None) for name in writer.owns}
    return {name: path.read_bytes() if path else None for name, path in found.items()}


def both(folder: Path, writer: Writer) -> tuple[dict[str, bytes | None], dict[str, bytes | None]]:
    """The two versions of its files; leaves version 0."""
    writer.write(folder, 1)
    new = state(folder, writer)
    writer.write(folder, 0)
    old = state(folder, writer)
    return old, new


def leftovers(folder: Path) -> list[Path]:
    """Temporary files and folders below a folder."""
    return sorted(folder.rglob(".newscorpus-*"))
