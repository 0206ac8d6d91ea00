"""Articles -> a dataset for hubs: Parquet, a dataset card (README.md) and Croissant metadata (croissant.json).

The card begins with the metadata of Hugging Face, so that `datasets.load_dataset(folder, "events")` finds the tables.
The Croissant 1.0 metadata describe the files with their hashes, and the fields of the flat tables.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.interchange.engine.output import Output, Rights
from newscorpus.interchange.tables import parquet
from newscorpus.interchange.tables.arrow import NESTED
from newscorpus.interchange.tables.columns import Column, Table
from newscorpus.interchange.tables.rows import TABLES
from newscorpus.models import Article

_LICENSES: Final = frozenset(
    {
        *("apache-2.0", "mit", "cc0-1.0", "cc-by-4.0", "cc-by-3.0", "cc-by-sa-4.0", "cc-by-sa-3.0", "cc-by-nc-4.0"),
        *("cc-by-nc-sa-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-4.0", "odc-by", "odbl", "pddl"),
    }
)
"""The identifiers of licences that Hugging Face accepts."""

_SIZES: Final = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_PARQUET: Final = "application/x-parquet"
_TYPES: Final = {str: "sc:Text", int: "sc:Integer", float: "sc:Float", bool: "sc:Boolean", date: "sc:Date"}


def write(articles: Iterable[Article], output: Output) -> dict[str, int]:
    """Write the wanted tables, the card and the metadata into a new folder.

    Returns:
        The number of rows of each table.

    Raises:
        UsageError: pyarrow is not installed.
        OSError: A file cannot be written.
    """
    rights, folder = output.rights, output.target
    languages: set[str] = set()
    folder.mkdir(parents=True)
    counts = parquet.write(_collecting(articles, languages), attrs.evolve(output, target=folder / "data"))
    (folder / "README.md").write_text(_card(rights, counts, sorted(languages)), encoding="utf-8")
    described = json.dumps(_croissant(rights, folder, counts), indent=2, ensure_ascii=False)
    (folder / "croissant.json").write_text(described + "\n", encoding="utf-8")
    return counts


def is_export(folder: Path) -> bool:
    """Report whether a folder contains a dataset that `write` wrote. Raises UsageError without pyarrow."""
    return (folder / "croissant.json").is_file() and parquet.is_export(folder / "data")


def _collecting(articles: Iterable[Article], languages: set[str]) -> Iterable[Article]:
    for article in articles:
        if article.language is not None:
            languages.add(article.language.partition("-")[0].lower())
        yield article


def _card(rights: Rights, counts: dict[str, int], languages: list[str]) -> str:
    manifest = rights.manifest
    title = manifest.title or manifest.name
    articles = counts.get("articles", counts.get(NESTED, 0))
    head = {
        "pretty_name": title,
        **license_of(rights),
        **({"language": languages} if languages else {}),
        "size_categories": [size_of(articles)],
        "tags": ["news", "events", "newscorpus"],
        "configs": configs(counts),
    }
    lines = ["---", dump_yaml(head).rstrip("\n"), "---", "", f"# {plain(title)}", ""]
    if manifest.description:
        lines += [plain(manifest.description), ""]
    lines += [plain(rights.statement()), ""]
    lines += ["| table | rows | |", "| --- | --- | --- |"]
    lines += [f"| {name} | {count} | {doc_of(name)} |" for name, count in counts.items()]
    lines += ["", "Offsets are Unicode code points, half-open; dates are EDTF, with first and last day.", ""]
    return "\n".join(lines)


def size_of(articles: int) -> str:
    """Return the category of a data set of this size, as the hub has it."""
    return next((name for limit, name in _SIZES if articles < limit), "n>1M")


def configs(counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return where the hub finds each table: the first is the default, and others without rows cannot be loaded."""
    default = next(iter(counts))
    return [
        {
            "config_name": name,
            "data_files": f"data/{name}.parquet",
            **({"default": True} if name == default else {}),
        }
        for name, count in counts.items()
        if count or name == default
    ]


def license_of(rights: Rights) -> dict[str, str]:
    """Return one licence for the whole dataset, as the hub wants it; "other" where annotations and texts differ."""
    license_ = (rights.manifest.license or "unknown").lower()
    texts = rights.text_licenses or {"not stated"}
    differs = rights.unlicensed > 0 or any(text.lower() != license_ for text in texts)
    if rights.texts + rights.quoted and differs:
        return {"license": "other", "license_name": rights.statement()}
    if license_ in _LICENSES or license_ == "unknown":
        return {"license": license_}
    return {"license": "other", "license_name": rights.manifest.license or ""}


def plain(text: str) -> str:
    """A string of `corpus.yaml` in a paragraph of Markdown, escaped so that it is not parsed as markup."""
    return " ".join("".join(f"\\{c}" if c in "\\`*_[]<>#|~!" else c for c in text).split())


def doc_of(name: str) -> str:
    """Return what a table contains."""
    return TABLES[name].doc if name in TABLES else "all of it, nested and without loss, a row an article"


def _croissant(rights: Rights, folder: Path, counts: dict[str, int]) -> dict[str, Any]:
    manifest = rights.manifest
    licenses = list(dict.fromkeys(license_ for _, license_ in rights.named)) or None
    if "license_name" in license_of(rights):  # not one licence for all that is in the files
        licenses = [rights.statement()]
    optional = {"description": manifest.description, "license": licenses, "version": manifest.version}
    return {
        "@context": _context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": manifest.name,
        **({"alternateName": manifest.title} if manifest.title else {}),
        **{key: value for key, value in optional.items() if value is not None},
        "usageInfo": rights.statement(),
        "distribution": [file_object(folder, f"data/{name}.parquet", _PARQUET, doc_of(name)) for name in counts],
        "recordSet": [record_set(TABLES[name]) for name in counts if name in TABLES],
    }


def _context() -> dict[str, Any]:
    """Return the context of Croissant 1.0, as its specification has it."""
    data: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("croissant.json").read_text(encoding="utf-8"))
    return data["@context"]


def file_object(folder: Path, path: str, format: str, description: str) -> dict[str, Any]:
    """Return a file of a folder as Croissant describes it, with its hash."""
    with (folder / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path.rpartition("/")[2],
        "description": description,
        "contentUrl": path,
        "encodingFormat": format,
        "sha256": digest,
    }


def record_set(table: Table) -> dict[str, Any]:
    """Return a flat table as a record set of Croissant, with its fields."""
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.doc,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.primary],
        "field": [_field(table.name, column) for column in table.columns],
    }


def _field(table: str, column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.doc,
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": f"data/{table}.parquet"}, "extract": {"column": column.name}},
    }
