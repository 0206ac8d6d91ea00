"""Print the last report of a command again, if nothing has changed that it depends on.

This runs before models, rules, YAML and the command line are imported, and imports little itself. A report is stale as
soon as one of these differs from the run that was recorded:

| what | where |
| --- | --- |
| the command line, the current folder, the user | `surroundings_of` |
| environment variables, except for what a shell notes for itself | `surroundings_of` |
| the day in UTC, since dates of publication may lie in the future | `surroundings_of` |
| the version of newscorpus, Python with its options and path, the installed distributions | `surroundings_of` |
| whether output goes to a terminal, its width and encoding | `_terminal` |
| the code of newscorpus and its data | `_folders_of_code` |
| all files of each folder that was walked, also new ones; links, and what these lead to | `_states` |
| a `corpus.yaml`, `.gitignore` or repository in a folder above; what git tracks | `_settings_above` |
| files that are named, baselines, what `proofread` keeps | `_places_of` |
| texts in other folders, schemas for editors | `Watch.watched` |

A file is known by its kind, mode, size, inode, and the times of its content and of its inode. Two changes within a tick
of the clock could leave all of these as they are. So a run is recorded only if nothing that it depends on has changed
in the two seconds before it, and if all states are the same after it as before it read any article.

Not recorded: a run with plug-ins, that reads standard input, writes files, or is reached through links; one where a
file could not be read or a rule failed; and what is no report, such as fixes and timings.
"""

import io
import marshal
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

from newscorpus import _process
from newscorpus._entry_points import declarations
from newscorpus._version import __version__
from newscorpus.checking import store

if TYPE_CHECKING:
    from types import TracebackType

    from newscorpus.checking.results import CheckResults
    from newscorpus.checking.session import CheckSession

_BOOKKEEPING: Final = frozenset({"_", "OLDPWD", "PWD", "SHLVL"})
"""Environment variables that a shell sets for itself."""
_SETTLED: Final = 2_000_000_000
"""Nanoseconds without a change before a run: file systems count in less."""
_LARGEST: Final = 1_000_000
"""Bytes of output that are kept."""
_ABOVE: Final = ("corpus.yaml", ".gitignore", ".git")
"""What a folder above may have that changes a verdict."""

_AT_ONCE: Final = 1_000
"""States that are in memory at once."""
_STATE: Final = 5
"""The length of the state of a file: mode, size, inode, and two times."""

Places = tuple[list[str], list[str]]
"""Folders whose contents count, and paths, which need not exist."""
Watched = Sequence[tuple[Places, bytes]]
"""Places with a digest of their states."""


def replay(words: Sequence[str]) -> int | None:
    """Print the last report of a command again.

    Args:
        words: The command line, without the name of the program.

    Returns:
        The exit code; None if nothing was printed, since something may have changed, or no report was recorded.
    """
    if words[:1] != ["check"] or "--no-cache" in words or sys.stdout is None or sys.stderr is None:
        return None
    try:
        surroundings, watched, pieces, code = store.read(_key(words), store.REPORT)
        if surroundings != _digest([surroundings_of(words), *_terminal()]) or not holds(watched):
            return None
        for number, piece in pieces:
            stream = (sys.stdout, sys.stderr)[number].buffer
            stream.write(piece) if piece else stream.flush()
        sys.stdout.flush()
    except (OSError, ValueError, TypeError):
        return None  # what cannot be read or written, the long way reports
    return int(code)


def _key(words: Sequence[str]) -> str:
    return "\0".join((os.getcwd(), *words))


def _digest(data: Any) -> bytes:
    return store.digest(marshal.dumps(data, 2))  # newer versions mark what is shared: that differs between equal data


def holds(watched: Watched) -> bool:
    """Report whether nothing has changed since `Watch.watched`. Raises OSError, ValueError and TypeError."""
    return all(digest == _states(*places)[0] for places, digest in watched)


def surroundings_of(words: Sequence[str]) -> Any:
    """What results depend on besides the files that a check reads."""
    return [
        [list(words), os.getcwd(), _process.user()],
        sorted((name, value) for name, value in os.environ.items() if name not in _BOOKKEEPING),
        time.strftime("%Y-%m-%d", time.gmtime()),
        [__version__, sys.version, sys.executable, list(sys.path)],
        [repr(sys.flags), repr(sys._xoptions), list(sys.warnoptions)],  # noqa: SLF001 - there is no public name for it
        [(path, _state(path)) for path in declarations()],
    ]


def _terminal() -> list[Any]:
    """What the form of a report depends on."""
    return [[(stream.isatty(), stream.encoding) for stream in (sys.stdout, sys.stderr)], _columns()]


def _columns() -> int:
    """The width of the terminal; 0 without one."""
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 0


def _states(folders: Iterable[str], paths: Iterable[str]) -> tuple[bytes, int]:
    """A digest of the states of everything in folders, and of paths; and the time of the last change among them.

    The time is in nanoseconds. The states are dropped as they are taken: there may be hundreds of thousands.
    Raises OSError.
    """
    digest, latest = b"", 0
    of_paths = ((os.path.realpath(path), _state(path)) for path in paths)
    states = chain(chain.from_iterable(map(_listing, folders)), of_paths)
    while part := list(islice(states, _AT_ONCE)):
        digest = _digest([digest, part])
        latest = max(latest, *(_latest(state) for _, state in part))
    return digest, latest


def _listing(folder: str) -> Iterator[tuple[str, Any]]:
    """The folder, and its entries in order, each with its state; subfolders are watched themselves, or were skipped."""
    yield folder, None
    for name in sorted(os.listdir(folder)):
        path = f"{folder}/{name}"
        yield name, _state_of(path, os.lstat(path))


def _state(path: str) -> Any:
    """The state of a path; None if nothing is there."""
    try:
        return _state_of(path, os.lstat(path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _state_of(path: str, status: os.stat_result) -> Any:
    """Plain data that differs if a file has changed, or what a link leads to. Folders are all alike."""
    if stat.S_ISLNK(status.st_mode):
        real = os.path.realpath(path)
        return real, None if os.path.islink(real) else _state(real)  # a link still if it leads to itself
    if stat.S_ISDIR(status.st_mode):
        return "folder"
    return status.st_mode, status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns


def _latest(state: Any) -> int:
    """The time of the last change in a state, in nanoseconds; 0 if it has none."""
    if not isinstance(state, tuple):
        return 0
    return max(state[-2:]) if len(state) == _STATE else max(map(_latest, state))


class Watch:
    """Watches all that the results of a session depend on, from before anything of it is read."""

    def __init__(self, session: "CheckSession") -> None:
        self._session = session
        self._places: Places = [], []
        self._before = b""
        given = [os.fsdecode(path) for path in session.options.paths]
        if not _process.states_are_exact or any(os.path.realpath(path) != os.path.abspath(path) for path in given):
            return
        from newscorpus.rules import BY_CODE  # noqa: PLC0415 - not for `replay`
        from newscorpus.rules.plugins import given_elsewhere, load_installed  # noqa: PLC0415

        here = BY_CODE.keys() - given_elsewhere()
        if load_installed() or not all(BY_CODE[code].is_own for code in here):
            return  # a plug-in may read anything
        if any(corpus.broken for corpus in session.corpora):
            return  # it may be one that cannot be read
        self._places = _places_of(session, given)
        self._before = self._settled(self._places)

    def _settled(self, places: Places) -> bytes:
        """The digest of the states of places; empty if one cannot be taken, or if something has just changed."""
        folders, _ = places
        try:
            digest, latest = _states(*places)
            own = [time for status in map(os.stat, folders) for time in (status.st_mtime_ns, status.st_ctime_ns)]
        except OSError:
            return b""
        return digest if max(latest, *own, 0) < self._session.begun - _SETTLED else b""

    def watched(self, results: "CheckResults") -> Watched | None:
        """What `holds` compares; None if the results depend on more, or if something has just changed."""
        if not self._before or results.is_volatile:
            return None
        folders, _ = self._places
        texts = {os.path.dirname(os.path.abspath(name)) for name in results.text_files}
        elsewhere = sorted(texts.difference(folders))
        beside = [*elsewhere, *_settings_above(elsewhere), *sorted(self._session.schemas)]
        watched = []
        for places in (self._places, (elsewhere, beside), (_folders_of_code(), [])):
            digest = self._settled(places)
            if not digest and any(places):
                return None
            watched.append((places, digest))
        return watched if watched[0][1] == self._before else None


class Recorder:
    """Records what a command prints inside a `with` block, and what that depends on, for `replay`.

    Args:
        words: The command line; None if nothing is to be recorded.
    """

    def __init__(self, words: Sequence[str] | None) -> None:
        self._words = words
        self._streams = sys.stdout, sys.stderr
        self._records = words is not None and all(hasattr(stream, "buffer") for stream in self._streams)
        self._pieces: list[tuple[int, bytes]] = []
        """What is printed: on standard output (0) or standard error (1); empty where the stream is flushed."""
        self._left, self._surroundings = _LARGEST, b""
        self._watch: Watch | None = None
        self.results: CheckResults | None = None
        """The results that the report is about."""

    def __enter__(self) -> Self:
        if self._records:
            assert self._words is not None
            self._surroundings = _digest([surroundings_of(self._words), *_terminal()])
            sys.stdout, sys.stderr = (self._copying(i, stream) for i, stream in enumerate(self._streams))
        return self

    def _copying(self, number: int, stream: Any) -> io.TextIOWrapper:
        copy: Any = _Copy(stream.buffer, lambda piece: self._keep(number, piece))
        return io.TextIOWrapper(
            copy,
            stream.encoding,
            stream.errors,
            newline="\n",
            line_buffering=stream.line_buffering,
            write_through=stream.write_through,
        )

    def _keep(self, number: int, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left >= 0:
            self._pieces.append((number, piece))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: "TracebackType | None"
    ) -> None:
        if not self._records:
            return
        copies = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._streams
        for copy in copies:
            copy.flush()
        code = error.code if isinstance(error, SystemExit) else 0
        if (error is None or isinstance(error, SystemExit)) and isinstance(code, int):
            self._write(code)

    def watch(self, session: "CheckSession") -> None:
        """Take the states of all that a session has found, before anything of it is read."""
        if self._records:
            self._watch = Watch(session)

    def _write(self, code: int) -> None:
        """Write the report to the store, if all that it depends on is known and has settled."""
        if self._watch is None or self.results is None or self._left < 0:
            return
        assert self._words is not None
        watched = self._watch.watched(self.results)
        if watched is not None:
            store.write(_key(self._words), store.REPORT, (self._surroundings, watched, self._pieces, code))


def _folders_of_code() -> list[str]:
    """The folders with the code of newscorpus and its data."""
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return [folder for folder, _, _ in os.walk(top) if not folder.endswith("__pycache__")]


def _places_of(session: "CheckSession", given: Iterable[str]) -> Places:
    """The folders that a session has listed, and the paths outside of them that it has looked at, or will."""
    from newscorpus.rules.rule import KEPT  # noqa: PLC0415 - not for `replay`

    folders = sorted({os.path.abspath(folder) for folder in session.walked})
    tops = {*map(os.path.abspath, given), *(str(corpus.root) for corpus in session.corpora)}
    baselines = {os.path.abspath(session.options.baseline)} if session.options.baseline else set()
    for corpus in session.corpora:
        if corpus.manifest.checks and corpus.manifest.checks.baseline:
            baselines.add(os.path.join(corpus.root, corpus.manifest.checks.baseline))
    kept = sorted({os.path.join(corpus.root, KEPT) for corpus in session.corpora})
    paths = [*sorted(tops), *sorted(baselines), *kept, *_settings_above([*tops, *folders])]
    return [*folders, *filter(os.path.isdir, kept)], paths


def _settings_above(paths: Iterable[str]) -> list[str]:
    """What may be in the folders above paths and change a verdict, and what git tracks there and in the paths."""
    from newscorpus.fs.folders import indexes_of_git  # noqa: PLC0415 - not for `replay`

    paths = list(paths)
    above = sorted({parent for path in paths for parent in _parents(path)})
    in_them = [os.path.join(folder, name) for folder in above for name in _ABOVE]
    return [*in_them, *indexes_of_git(sorted({*above, *paths}))]


def _parents(path: str) -> Iterator[str]:
    """The folders above a path, the nearest first."""
    while (parent := os.path.dirname(path)) != path:
        yield parent
        path = parent


class _Copy(io.BufferedIOBase):
    """A binary stream that also tells what is written, and where it is flushed."""

    def __init__(self, stream: BinaryIO, tell: Callable[[bytes], None]) -> None:
        self._stream, self._tell = stream, tell

    def writable(self) -> bool:
        """Return true."""
        return True

    def write(self, data: Any) -> int:
        """Write data and tell it."""
        self._tell(bytes(data))
        return self._stream.write(data)

    def flush(self) -> None:
        """Flush the stream and tell so."""
        self._tell(b"")
        self._stream.flush()

    def isatty(self) -> bool:
        """Report whether the stream is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """Return the descriptor of the stream."""
        return self._stream.fileno()
