"""Models <-> Arrow tables: `to_arrow`, `from_arrow`, `to_pandas`, and the batches that files are written from.

Needs pyarrow; `to_pandas` needs pandas, too. The table `corpus` is nested and without loss, and holds what
`corpus.yaml` says in its schema's metadata; the others are the flat ones of `tables`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from newscorpus.codec import Codec, default_codec, structure_manifest
from newscorpus.errors import UsageError
from newscorpus.export import tables
from newscorpus.export.nested import Shape, arrow_type, article_shape
from newscorpus.extras import need
from newscorpus.formats.json_writer import dump_json
from newscorpus.models import Article, Corpus, Manifest
from newscorpus.models.frozen import FrozenDict

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

NESTED: Final = "corpus"
"""Name of the nested table."""

MANIFEST_KEY: Final = b"newscorpus"
"""Key of the schema's metadata under which the manifest stands, as canonical JSON."""


def names(*, flat: bool = True, nested: bool = True) -> tuple[str, ...]:
    """The tables' names, in the order in which they are written."""
    return (*((NESTED,) if nested else ()), *(tables.TABLES if flat else ()))


def schemas(manifest: Manifest) -> Mapping[str, "pa.Schema"]:
    """The Arrow schema of every table; tables, and columns, say in their metadata what they mean."""
    arrow = need("pyarrow", "parquet")
    made = article_shape()
    said = dump_json(default_codec().canonical(manifest), indent=False)
    found = {NESTED: arrow.schema(list(made.type), metadata={MANIFEST_KEY: said})}
    for name, table in tables.TABLES.items():
        columns = [
            arrow.field(c.name, arrow_type(c.type), nullable=c.nullable, metadata={"description": c.doc})
            for c in table.columns
        ]
        found[name] = arrow.schema(columns, metadata={"description": table.doc})
    return found


@attrs.define
class Batcher:
    """Collects the rows of articles; gives them as a record batch for each table."""

    manifest: Manifest
    names: tuple[str, ...]
    schemas: Mapping[str, "pa.Schema"] = attrs.field(init=False)
    _rows: dict[str, list[Any]] = attrs.field(init=False)
    _shape: Shape = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.schemas = {name: schema for name, schema in schemas(self.manifest).items() if name in self.names}
        self._rows = {name: [] for name in self.schemas}
        self._shape = article_shape()

    def add(self, article: Article) -> None:
        """Takes up one article."""
        if NESTED in self._rows:
            assert self._shape.to is not None
            self._rows[NESTED].append(self._shape.to(article))
        if len(self._rows) > (NESTED in self._rows):
            for name, rows in tables.rows(article).items():
                if name in self._rows:
                    self._rows[name] += rows

    def take(self) -> Mapping[str, "pa.RecordBatch"]:
        """What was taken up since the last time."""
        arrow = need("pyarrow", "parquet")
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
    articles: Iterable[Article], manifest: Manifest, wanted: tuple[str, ...], *, size: int = 500
) -> Iterator[Mapping[str, "pa.RecordBatch"]]:
    """The articles as record batches, `size` articles at a time: memory does not grow with their number."""
    batcher = Batcher(manifest, wanted)
    for i, article in enumerate(articles, 1):
        batcher.add(article)
        if i % size == 0:
            yield batcher.take()
    yield batcher.take()


def to_arrow(corpus: Corpus) -> dict[str, "pa.Table"]:
    """All tables of a corpus: `corpus`, nested and without loss, and the flat ones, such as `events` and `quotes`.

    Offsets are code points; dates stand as EDTF text and as first and last day. Raises UsageError without pyarrow,
    ValueError for a lone surrogate.
    """
    arrow = need("pyarrow", "parquet")
    made = list(batches(corpus.articles.values(), corpus.manifest, names()))
    return {name: arrow.Table.from_batches([batch[name] for batch in made]) for name in names()}


def to_pandas(corpus: Corpus) -> dict[str, "pd.DataFrame"]:
    """The flat tables of a corpus as data frames, in Arrow's types: what is missing is missing, integers stay integers.

    Raises UsageError without pyarrow or pandas.
    """
    pandas = need("pandas", "pandas")
    found = to_arrow(corpus)
    return {name: found[name].to_pandas(types_mapper=pandas.ArrowDtype) for name in names(nested=False)}


def from_arrow(table: "pa.Table") -> Corpus:
    """The corpus in a nested table: the inverse of `to_arrow(…)["corpus"]`, also after Parquet.

    Raises UsageError if it is no such table, or holds what no article can be.
    """
    expected = article_shape()
    if [(f.name, f.type) for f in table.schema] != [(f.name, f.type) for f in expected.type]:
        raise UsageError("no nested table of articles of this version: it has other columns or types")
    manifest = _manifest((table.schema.metadata or {}).get(MANIFEST_KEY, b""))
    found: dict[str, Article] = {}
    for article in _articles(table, manifest, expected):
        if article.id in found:
            raise UsageError(f"two articles have the id {article.id}")
        found[article.id] = article
    return Corpus(manifest=manifest, articles=FrozenDict(found))


def _manifest(said: bytes) -> Manifest:
    try:
        manifest, errors = structure_manifest(json.loads(said))
    except (ValueError, RecursionError):
        raise UsageError("the table's metadata do not say what corpus it is of") from None
    if manifest is None or errors:
        raise UsageError("the table's metadata hold a manifest that is malformed")
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
                raise UsageError(f"article {row['id']}: {errors[0].message}")
            yield article
