"""Steps: what an engine runs over the outcomes of all articles, and how it is run without one."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from newscorpus._optional import import_optional
from newscorpus.checking.corpus_rules import content_of
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.diagnostics.report import Path

if TYPE_CHECKING:
    import pyarrow as pa

Batch = Any
"""A table or a record batch of pyarrow."""


@attrs.frozen
class Step:
    """What an engine does with all outcomes."""

    each: Callable[[Batch], "pa.Table"]
    """What to make of each batch of outcomes."""
    columns: tuple[str, ...]
    """The columns of outcomes that `each` reads."""
    schema: "pa.Schema"
    """The schema of what `each` returns."""
    grouped: Callable[[Batch], "pa.Table"] | None = None
    """What to make of all rows that `each` returned with the same `bucket`; None to take them as they are."""
    result: "pa.Schema | None" = None
    """The schema of what `grouped` returns."""

    @property
    def out(self) -> "pa.Schema":
        """The schema of the rows to return."""
        return self.result or self.schema


Collect = Callable[[Step], "pa.Table"]
"""Runs a step over all outcomes and returns all rows, in any order: what an engine has to provide."""


@attrs.frozen
class Surroundings:
    """What there is of a corpus beside its articles."""

    corpus: LoadedCorpus
    """Its `corpus.yaml`."""
    texts: tuple[str, ...] = ()
    """The text files without an annotation of the same name."""
    patterns: tuple[tuple[Path, str], ...] = ()
    """The patterns of `corpus.yaml` that match no file, each with its path."""
    files: Collection[str] | None = None
    """The names of all its files; None if it is a table."""
    content: Callable[[str], bytes] = content_of
    """Reads a text file. Raises Unreadable."""


def in_process(outcomes: Iterable[Batch]) -> Collect:
    """Return what runs a step here, over outcomes that `Check.examine` returned."""
    tables = list(outcomes)

    def collect(step: Step) -> "pa.Table":
        arrow = import_optional("pyarrow", "parquet")
        rows = arrow.concat_tables([step.schema.empty_table(), *(step.each(t.select(step.columns)) for t in tables)])
        if step.grouped is None:
            return rows
        buckets = rows.column("bucket").unique()
        equal = import_optional("pyarrow.compute", "parquet").equal
        groups = (rows.filter(equal(rows.column("bucket"), bucket)) for bucket in buckets)
        return arrow.concat_tables([step.out.empty_table(), *map(step.grouped, groups)])

    return collect


def taken(outcomes: Batch, mask: Sequence[bool]) -> "pa.Table":
    """Return the rows of outcomes for which `mask` is true."""
    arrow = import_optional("pyarrow", "parquet")
    table = outcomes if isinstance(outcomes, arrow.Table) else arrow.Table.from_batches([outcomes])
    return table.filter(arrow.array(mask, arrow.bool_()))
