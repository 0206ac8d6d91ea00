"""Articles -> Parquet: a file a table, written batch by batch."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from newscorpus._optional import import_optional
from newscorpus.export.arrow import MANIFEST_KEY, Batcher, batches
from newscorpus.models import Article, Manifest


def write(articles: Iterable[Article], manifest: Manifest, folder: Path, names: Iterable[str]) -> dict[str, int]:
    """Writes `NAME.parquet` for each table into a new folder; returns how many rows each has.

    Raises UsageError without pyarrow, OSError if it cannot be written.
    """
    parquet = import_optional("pyarrow.parquet", "parquet")
    wanted = tuple(names)
    schemas = Batcher(manifest, wanted).schemas
    folder.mkdir(parents=True)
    counts = dict.fromkeys(wanted, 0)
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(
                parquet.ParquetWriter(folder / f"{name}.parquet", schemas[name], compression="zstd")
            )
            for name in wanted
        }
        for batch in batches(articles, manifest, wanted):
            for name, rows in batch.items():
                if rows.num_rows:  # `datasets` cannot read a group of none
                    writers[name].write_batch(rows)
                counts[name] += rows.num_rows
    return counts


def is_export(folder: Path) -> bool:
    """Whether a folder holds tables of ours, which say in their metadata what they are.

    Raises UsageError without pyarrow.
    """
    parquet = import_optional("pyarrow.parquet", "parquet")
    try:
        said = [parquet.read_schema(path).metadata or {} for path in folder.glob("*.parquet")]
    except (OSError, ValueError):  # not Parquet
        return False
    return bool(said) and all(MANIFEST_KEY in one or b"description" in one for one in said)
