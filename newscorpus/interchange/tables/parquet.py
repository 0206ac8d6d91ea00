"""Articles -> Parquet: one file per table, written in batches."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from newscorpus._optional import import_optional
from newscorpus.interchange.engine.output import GENERATOR, Output
from newscorpus.interchange.tables.arrow import MANIFEST_KEY, Batcher, batches, names
from newscorpus.interchange.tables.rows import RowsOf, rows
from newscorpus.models import Article


def write(articles: Iterable[Article], output: Output, rows_of: RowsOf = rows) -> dict[str, int]:
    """Write `NAME.parquet` for each wanted table into a new folder.

    Returns:
        The number of rows of each table.

    Raises:
        UsageError: pyarrow is not installed.
        OSError: A file cannot be written.
    """
    parquet = import_optional("pyarrow.parquet", "parquet")
    wanted, manifest, folder = names(flat=output.flat, nested=output.nested), output.rights.manifest, output.target
    schemas = {
        name: schema.with_metadata({**schema.metadata, b"generator": GENERATOR})
        for name, schema in Batcher(manifest, wanted).schemas.items()
    }
    folder.mkdir(parents=True)
    counts = dict.fromkeys(wanted, 0)
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(
                parquet.ParquetWriter(folder / f"{name}.parquet", schemas[name], compression="zstd")
            )
            for name in wanted
        }
        for batch in batches(articles, manifest, wanted, rows_of):
            for name, records in batch.items():
                if records.num_rows:  # `datasets` cannot read an empty row group
                    writers[name].write_batch(records)
                counts[name] += records.num_rows
    return counts


def is_export(folder: Path) -> bool:
    """Report whether a folder contains tables that `write` wrote. Raises UsageError without pyarrow."""
    parquet = import_optional("pyarrow.parquet", "parquet")
    return any(_is_table(path, parquet) for path in folder.glob("*.parquet"))


def _is_table(path: Path, parquet: Any) -> bool:
    try:
        metadata = parquet.read_schema(path).metadata or {}
    except (OSError, ValueError):  # not Parquet
        return False
    return MANIFEST_KEY in metadata or b"description" in metadata
