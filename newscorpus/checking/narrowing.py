"""Narrow: of facts files that are larger than memory, the few lines that the report needs. By DuckDB, which reads them
itself, with all processors, and lays aside what does not fit into memory.

Where that is not installed, or does not like the files, there is the way of `keeping`, which needs as little memory and
more time; and whose complaints say which line is no facts.
"""

import tempfile
from collections.abc import Iterator, Sequence
from glob import has_magic
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from newscorpus.checking.telling import CONTEXT, SUSPECTS, Telling
from newscorpus.diagnostics import Totals
from newscorpus.extras import is_there, need
from newscorpus.rules.corpus import SUGGESTING

if TYPE_CHECKING:
    import duckdb

MEMORY: Final = "2GB"
"""What DuckDB may use; what it needs beyond is on disk, where TMPDIR says."""
_TOTALS: Final = tuple(a.name for a in attrs.fields(Totals))
_FACTS: Final = (
    "id varchar, sha256 varchar, text_file varchar, events varchar[], actors varchar[][], links json[][],"
    " registered boolean"
)
_ARTICLE: Final = (
    f"struct(diagnostics json[], waivers json, facts struct({_FACTS}),"
    f" totals struct({', '.join(f'{name} bigint' for name in _TOTALS)}))"
)
# `quiet` is what `keeping.is_quiet` says. The first and the last line of each file have no `n`.
_LINES: Final = f"""
create table lines as
select
    n,
    file,
    article.facts as facts,
    article.totals as totals,
    article.facts is not null and article.facts.text_file is null and article.facts.registered is null
        and article.waivers is null and len(article.diagnostics) = 0 as quiet
from read_json(
    $1, format = 'newline_delimited', compression = 'uncompressed',
    columns = {{n: 'bigint', file: 'varchar', article: '{_ARTICLE}'}}
)
"""  # noqa: S608 - our words
# The tables that `telling.COLUMNS` names, with what `telling.rows` makes of an article.
_VIEWS: Final = """
create view articles as select n, facts.id as id, facts.sha256 as sha256 from lines where facts is not null;

create view events as
select n, id || '#' || event as name
from (select n, facts.id as id, unnest(facts.events) as event from lines);

create view actors as
select n, one[1] as actor, one[2] as kind, one[3] as qid
from (select n, unnest(facts.actors) as one from lines);

create view links as
select
    n,
    one[2] ->> '$' as target,
    split_part(target, '#', 1) as article,
    case when one[1] ->> 0 = 'events' then coalesce(one[1] ->> 3, '') else '' end as relation
from (select n, unnest(facts.links) as one from lines);
"""


@attrs.frozen
class Narrowed:
    """What the report needs of facts files, whose lines have the numbers that `sharding.Shard.key` says."""

    told: Telling
    loud: frozenset[int]
    """The lines of which more than facts is needed."""
    quiet: dict[str, Totals]
    """By the name of the file: the articles of all other lines, added up."""

    def needs(self, line: int) -> bool:
        """Whether a line is to be read."""
        return line in self.loud or line in self.told.suspects or line in self.told.context


def narrowed(paths: Sequence[Path]) -> Narrowed | None:
    """What the report needs of these facts files; None if that is not to be had in this way, or they are small."""
    if not is_there("duckdb") or any(has_magic(str(path)) for path in paths) or not _are_many(paths):
        return None
    duckdb = need("duckdb", "query")
    try:
        with tempfile.TemporaryDirectory() as folder:
            config = {"memory_limit": MEMORY, "temp_directory": folder, "autoinstall_known_extensions": False}
            with duckdb.connect(f"{folder}/lines", config=config) as db:
                db.execute("set enable_progress_bar = false")  # in a notebook there would be one
                return _narrowed(db, [str(path) for path in paths])
    except duckdb.Error:
        return None


def _are_many(paths: Sequence[Path]) -> bool:
    lines = chain.from_iterable(_lines(path) for path in paths)
    return next(islice(lines, SUGGESTING + len(paths), None), None) is not None


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def _narrowed(db: "duckdb.DuckDBPyConnection", paths: Sequence[str]) -> Narrowed | None:
    db.execute(_LINES, [paths])
    if db.execute("select count(*) from lines where n is null").fetchone() != (2 * len(paths),):
        return None
    db.execute(_VIEWS)
    db.execute(f"create table suspects as {' union '.join(SUSPECTS)}")
    suspects, context, loud = (
        frozenset(n for (n,) in db.execute(sql).fetchall())
        for sql in ("select n from suspects", CONTEXT, "select n from lines where n is not null and not quiet")
    )
    db.execute(f"create table context as {CONTEXT}")
    sums = ", ".join(f"coalesce(sum(totals.{name}), 0)::bigint" for name in _TOTALS)
    others = "n not in (select n from suspects) and n not in (select n from context)"
    rows = db.execute(f"select file, {sums} from lines where quiet and {others} group by file").fetchall()  # noqa: S608 - ours
    return Narrowed(Telling(suspects, context), loud, {file: Totals(*counts) for file, *counts in rows})
