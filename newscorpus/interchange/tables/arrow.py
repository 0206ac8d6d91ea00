"""Models <-> Arrow tables: `to_arrow`, `from_arrow`, `to_pandas`, and record batches for files.

Needs pyarrow; `to_pandas` needs pandas too. The table `corpus` is nested and without loss; the metadata of its schema
contain `corpus.yaml`. The other tables are the flat ones of `tables`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from newscorpus._optional import import_optional
from newscorpus.anchoring import anchor
from newscorpus.codec import Codec, default_codec, structure_manifest
from newscorpus.errors import UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.interchange.tables import rows as tables
from newscorpus.interchange.tables.nested import Shape, arrow_type, article_shape
from newscorpus.models import DEFAULT_MANIFEST, Article, Corpus, Manifest, manifest_of
from newscorpus.models.frozen import FrozenDict

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

NESTED: Final = "corpus"
"""Name of the nested table."""

MANIFEST_KEY: Final = b"newscorpus"
"""Key of the manifest, as canonical JSON, in the metadata of the schema."""


def names(*, flat: bool = True, nested: bool = True) -> tuple[str, ...]:
    """Return the names of the tables, in the order in which they are written."""
    return (*((NESTED,) if nested else ()), *(tables.TABLES if flat else ()))


def schemas(manifest: Manifest) -> Mapping[str, "pa.Schema"]:
    """Return the Arrow schema of every table. Metadata of tables and columns describe their meaning."""
    arrow = import_optional("pyarrow", "parquet")
    shape = article_shape()
    manifest_json = dump_json(default_codec().canonical(manifest), indent=False)
    schemas_by_table = {NESTED: arrow.schema(list(shape.type), metadata={MANIFEST_KEY: manifest_json})}
    for name, table in tables.TABLES.items():
        columns = [
            arrow.field(c.name, arrow_type(c.type), nullable=c.nullable, metadata={"description": c.doc})
            for c in table.columns
        ]
        schemas_by_table[name] = arrow.schema(columns, metadata={"description": table.doc})
    return schemas_by_table


@attrs.define
class Batcher:
    """Collects the rows of articles, and returns them as one record batch per table."""

    manifest: Manifest
    names: tuple[str, ...]
    rows_of: tables.RowsOf = tables.rows
    schemas: Mapping[str, "pa.Schema"] = attrs.field(init=False)
    _rows: dict[str, list[Any]] = attrs.field(init=False)
    _shape: Shape = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.schemas = {name: schema for name, schema in schemas(self.manifest).items() if name in self.names}
        self._rows = {name: [] for name in self.schemas}
        self._shape = article_shape()

    def add(self, article: Article) -> None:
        """Add the rows of one article."""
        if NESTED in self._rows:
            assert self._shape.to is not None
            self._rows[NESTED].append(self._shape.to(article))
        if len(self._rows) > (NESTED in self._rows):
            for name, rows in self.rows_of(article).items():
                if name in self._rows:
                    self._rows[name] += rows

    def take(self) -> Mapping[str, "pa.RecordBatch"]:
        """Return the rows that were added since the last call, by table."""
        arrow = import_optional("pyarrow", "parquet")
        out = {}
        for name, rows in self._rows.items():
            schema = self.schemas[name]
            if name == NESTED:
                out[name] = arrow.RecordBatch.from_pylist(rows, schema=schema)
            else:
                columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
                arrays = [arrow.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)]
                out[name] = arrow.RecordBatch.from_arrays(arrays, schema=schema)
            self._rows[name] = []
        return out


def batches(
    articles: Iterable[Article],
    manifest: Manifest,
    wanted: tuple[str, ...],
    rows_of: tables.RowsOf = tables.rows,
    *,
    size: int = 500,
    characters: int = 16 * 1024 * 1024,
) -> Iterator[Mapping[str, "pa.RecordBatch"]]:
    """Yield the articles as record batches, so that memory stays bounded.

    A batch ends after `size` articles, or where their texts have more `characters`: a column of a batch has at most
    2 GiB.
    """
    batcher = Batcher(manifest, wanted, rows_of)
    count = length = 0
    for article in articles:
        batcher.add(article)
        count, length = count + 1, length + len(article.text or "")
        if count == size or length > characters:
            yield batcher.take()
            count = length = 0
    yield batcher.take()


def to_arrow(corpus: Corpus) -> dict[str, "pa.Table"]:
    """Convert a corpus to Arrow tables.

    Args:
        corpus: The corpus. Its texts are exported too, and its quotes are anchored, as by `anchor`.

    Returns:
        The tables by name. `corpus` is nested and without loss; the others, such as `events` and `quotes`, are flat.
        Offsets are code points. Dates are EDTF strings, with the first and the last day in columns of their own.

    Raises:
        UsageError: If it is not a corpus, or pyarrow is not installed.
        ValueError: If a string contains a lone surrogate.

    Example::

        tables = nc.to_arrow(nc.load("seeds/"))
        print(tables["events"].num_rows)
    """
    arrow = import_optional("pyarrow", "parquet")
    if not isinstance(corpus, Corpus):
        raise UsageError(f"a Corpus is expected, as `load` returns it, not {type(corpus).__name__}")
    record_batches = list(batches(map(anchor, corpus), corpus.manifest, names()))
    return {name: arrow.Table.from_batches([batch[name] for batch in record_batches]) for name in names()}


def to_pandas(corpus: Corpus) -> dict[str, "pd.DataFrame"]:
    """Convert a corpus to data frames: the flat tables of `to_arrow`.

    Args:
        corpus: The corpus. Its texts are exported too.

    Returns:
        The data frames by name. Their types are those of Arrow, so that integers with missing values stay integers.

    Raises:
        UsageError: If it is not a corpus, or pyarrow or pandas is not installed.
        ValueError: If a string contains a lone surrogate.

    Example::

        frames = nc.to_pandas(nc.load("seeds/"))
        print(frames["events"].groupby("type").size())
    """
    pandas = import_optional("pandas", "pandas")
    tables_by_name = to_arrow(corpus)
    return {name: tables_by_name[name].to_pandas(types_mapper=pandas.ArrowDtype) for name in names(nested=False)}


def from_arrow(table: "pa.Table", *, corpus: Corpus | None = None) -> Corpus:
    """Convert a nested table back to a corpus: the inverse of `to_arrow(…)["corpus"]`.

    Args:
        table: A table with these columns, and maybe others; it may have been written by an engine such as Spark.
        corpus: The corpus with the `corpus.yaml` of the articles, if the metadata of the table do not contain it, as
            those of engines; by default its settings are the default ones then.

    Returns:
        The corpus: its articles, and the contents of its `corpus.yaml`.

    Raises:
        UsageError: If the table has another schema, a row is not a valid article, or pyarrow is not installed.

    Example::

        corpus = nc.load("seeds/")
        assert nc.from_arrow(nc.to_arrow(corpus)["corpus"]) == corpus
    """
    arrow, expected = import_optional("pyarrow", "parquet"), article_shape()
    if not isinstance(table, arrow.Table):
        raise UsageError(f"a table of pyarrow is expected, not {type(table).__name__}")
    fields = {field.name: field.type for field in table.schema}
    if not all(field.name in fields and _is_alike(fields[field.name], field.type) for field in expected.type):
        raise UsageError("no nested table of articles of this version: it has other columns or types")
    data = (table.schema.metadata or {}).get(MANIFEST_KEY)
    manifest = manifest_of(corpus) or (DEFAULT_MANIFEST if data is None else _manifest(data))
    articles: dict[str, Article] = {}
    for article in _articles(table, manifest, expected):
        if article.id in articles:
            raise UsageError(f"two articles have the id {article.id}")
        articles[article.id] = article
    return Corpus(manifest=manifest, articles=FrozenDict(articles))


def _is_alike(given: Any, expected: Any) -> bool:
    """Whether values of two Arrow types are the same in Python. Engines do not keep which fields are never null."""
    types = import_optional("pyarrow.types", "parquet")
    if types.is_struct(expected):
        named = {field.name: field.type for field in given} if types.is_struct(given) else {}
        return named.keys() == {f.name for f in expected} and all(_is_alike(named[f.name], f.type) for f in expected)
    if types.is_list(expected):
        is_list = types.is_list(given) or types.is_large_list(given)
        return is_list and _is_alike(given.value_type, expected.value_type)
    return bool(given == expected or (types.is_string(expected) and types.is_large_string(given)))


def _manifest(data: bytes) -> Manifest:
    try:
        manifest, errors = structure_manifest(json.loads(data))
    except (ValueError, RecursionError):
        raise UsageError("the table's metadata do not say what corpus it is of") from None
    if manifest is None or errors:
        raise UsageError("the table's metadata contain a malformed `corpus.yaml`")
    return manifest


def _articles(table: "pa.Table", manifest: Manifest, expected: Shape) -> Iterator[Article]:
    codec = Codec(manifest)
    assert expected.back is not None
    for batch in table.to_batches(max_chunksize=500):
        for row in batch.to_pylist():
            try:
                article, errors = codec.structure(expected.back(row))
            except ValueError as e:
                raise UsageError(f"article {row['id']}: {e}") from None
            if errors:
                raise UsageError(f"article {row['id']}: {errors[0].headline}")
            yield article
