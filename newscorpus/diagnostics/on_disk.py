"""Findings in a temporary database, since there are too many for memory. Imported only then.

Their type, `Diagnostic`, is that of `report`, which imports this module.
"""

import pickle
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, Self, overload

from newscorpus.diagnostics.totals import Kind, identity_of, kind_of

_KEY: Final = "later, file, start, code, end, message"
"""The columns by which findings are ordered: whether their file comes behind some others, and `Diagnostic.order`."""
_BEGIN: Final = (
    "pragma journal_mode = off",
    f"create table findings (n integer primary key, {_KEY}, identity, data)",
    "create table places (place integer primary key, n)",
    "begin",
)
_PLACED: Final = "from places cross join findings on findings.n = places.n "


@contextmanager
def as_oserror() -> Iterator[None]:
    """Raise OSError if the disk with temporary databases is full."""
    try:
        yield
    except sqlite3.OperationalError as e:
        raise OSError(f"results cannot be written to the temporary folder (TMPDIR): {e}") from None


class FindingsOnDisk(Sequence[Any]):
    """Findings as `report.in_order` returns them: those of the files `first` before others, and equal ones once.

    Raises OSError if the disk is full.
    """

    def __init__(self, diagnostics: Iterable[Any], first: Collection[str]) -> None:
        self.kinds = Counter[Kind]()
        """The number of findings of each kind."""
        self._change: Callable[[Any], Any] = _same
        self._has_ties = False
        # A report may go from thread to thread.
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        with as_oserror():
            for statement in _BEGIN:
                self._db.execute(statement)
            rows = (self._row(diagnostic, first) for diagnostic in diagnostics)
            self._db.executemany(f"insert into findings values (null{', ?' * 8})", rows)  # noqa: S608 - ours
            self._db.executemany("insert into places (n) values (?)", self._numbers())
        self._size = self.kinds.total()
        self.files: int = self._value(f"select count(distinct file) {_PLACED}")
        """The number of files with findings."""

    def _row(self, diagnostic: Any, first: Collection[str]) -> tuple[Any, ...]:
        """The columns of a finding, but for its number."""
        self.kinds[kind_of(diagnostic)] += 1
        file, start, code, end, message = diagnostic.order
        place = (file not in first, _bytes(file), start, code, end, _bytes(message))
        return *place, _bytes(identity_of(diagnostic)), pickle.dumps(diagnostic, pickle.HIGHEST_PROTOCOL)

    def _numbers(self) -> Iterator[tuple[int]]:
        """The numbers of the findings in order, of equal ones the first."""
        rows = self._db.execute(f"select {_KEY}, n from findings order by {_KEY}, n")  # noqa: S608 - ours
        for _, tied in groupby(rows, key=itemgetter(slice(-1))):
            numbers = [row[-1] for row in tied]
            if len(numbers) > 1:
                self._has_ties = True
                numbers = list(self._distinct(numbers))
            yield from ((n,) for n in numbers)

    def _distinct(self, numbers: Iterable[int]) -> Iterator[int]:
        seen = set[Any]()
        for number in numbers:
            diagnostic = self._loaded("select data from findings where n = ?", number)
            if diagnostic not in seen:
                seen.add(diagnostic)
                yield number
            else:
                self.kinds[kind_of(diagnostic)] -= 1

    def renamed(self, name: Callable[[str], str], change: Callable[[Any], Any]) -> Self | None:
        """Return the findings with other names of files, without a copy; None if their order may be another one.

        Args:
            name: Returns the new name of a file.
            change: Returns a finding with new names.
        """
        if self._has_ties or self._change is not _same:
            return None
        last = ""
        for (file,), _ in groupby(self._select(f"select file {_PLACED} order by place")):
            old = file.decode("utf-8", "surrogatepass")
            new = name(old)
            if new <= last or Path(new).name != Path(old).name:
                return None
            last = new
        renamed = object.__new__(type(self))
        renamed.__dict__.update(self.__dict__, _change=change)
        return renamed

    @cached_property
    def repeated(self) -> frozenset[str]:
        """What `identity_of` returns for several findings."""
        rows = self._select(f"select identity {_PLACED} group by identity having count(*) > 1")
        return frozenset(identity.decode("utf-8", "surrogatepass") for (identity,) in rows)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Any]:
        rows = self._select(f"select data {_PLACED} order by place")
        return (self._change(pickle.loads(data)) for (data,) in rows)  # noqa: S301 - dumped above

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(len(self))[at])
        place = range(1, len(self) + 1)[at]
        return self._loaded(f"select data {_PLACED} where place = ?", place)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, tuple | FindingsOnDisk):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)

    def _select(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        with as_oserror():
            yield from self._db.execute(sql, values)

    def _value(self, sql: str, *values: Any) -> Any:
        ((value,),) = self._select(sql, *values)
        return value

    def _loaded(self, sql: str, number: int) -> Any:
        return self._change(pickle.loads(self._value(sql, number)))  # noqa: S301 - dumped above


def _same(diagnostic: Any) -> Any:
    return diagnostic


def _bytes(text: str) -> bytes:
    """A text that may have lone surrogates, which SQLite cannot store. Bytes are sorted as the text is."""
    return text.encode("utf-8", "surrogatepass")
