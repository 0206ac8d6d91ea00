"""Folders: those of output, those whose files are listed, and what git ignores in them. Runs no git."""

import hashlib
import os
import re
import struct
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import cached_property, partial
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.fs.patterns import Pattern, PatternList


def make_folders(folder: Path) -> None:
    """Create a folder, and those above it that do not exist.

    Raises:
        UsageError: As `require_way` does.
        OSError: A folder cannot be created.
    """
    require_way(folder)
    folder.mkdir(parents=True, exist_ok=True)


def require_way(path: Path) -> None:
    """Refuse a path that leads out of a folder which does not exist, such as `new/../a.yaml`.

    Nothing is there until somebody creates the folder: whether the file may be replaced was asked of nothing.

    Raises:
        UsageError: The path does so.
    """
    for i, part in enumerate(path.parts):
        if part == ".." and not (before := Path(*path.parts[:i])).exists() and i:
            raise UsageError(f"{path} leads out of {before}, which does not exist; name the place itself")


_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9¹²³]) *(?:\..*)?", re.IGNORECASE)


def is_device(name: str) -> bool:
    """Report whether Windows takes the name of a file for that of a device, whatever its ending: `con`, `aux.yaml`.

    Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    return _DEVICE.fullmatch(name) is not None


def stem_of(id_: str) -> str:
    """Return the name, without its ending, of a file for an article; no id begins with `_`."""
    return f"_{id_}_" if is_device(id_) else id_


def walk(
    folder: Path, walked: set[str] | None = None, *, ignored: bool = False
) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Yield a folder and those below it, in order, each with the names of its files and of linked folders in it.

    Skips dot-folders, those in `walked`, to which it adds the others, and what git ignores unless `ignored` is true.
    Does not enter linked folders.

    Raises OSError for a folder that cannot be listed, since its files would otherwise not be checked.
    """
    top = Ignored() if ignored else Ignored.above(os.path.abspath(folder))
    left = [(os.fspath(folder), top)]  # no recursion, as in `os.walk`: folders may be deeper than Python's stack
    while left:
        (at, rules), below, names, links = left.pop(), list[tuple[str, Ignored]](), list[str](), list[str]()
        if walked is not None:
            if at in walked:
                continue
            walked.add(at)
        with os.scandir(at) as scan:
            entries = list(scan)
        absolute = os.path.abspath(at)
        if not ignored:
            rules = rules.within(absolute, {entry.name for entry in entries})
        for entry in entries:
            is_folder = _is_folder(entry)
            if is_folder and entry.name.startswith("."):
                continue
            inside = rules.inside(f"{absolute}/{entry.name}", folder=is_folder and not entry.is_symlink())
            if inside is None:
                continue
            if not is_folder:
                names.append(entry.name)
            elif entry.is_symlink():
                links.append(entry.name)
            else:
                below.append((entry.path, inside))
        yield Path(at), sorted(names), sorted(links)
        left += sorted(below, key=itemgetter(0), reverse=True)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


class Names:
    """Names of files, each with what it shares with those before and after it, such as its folder.

    There may be millions: what they share is kept once, and of each name its bytes and a number.
    """

    def __init__(self) -> None:
        self.shared: list[Any] = []
        self._first = array("Q")
        """The number of the first name of each item of `shared`."""
        self._ends = array("Q", [0])
        self._bytes = bytearray()

    def add(self, shared: Any, name: str) -> None:
        """Add a name."""
        if not self.shared or self.shared[-1] != shared:
            self.shared.append(shared)
            self._first.append(len(self))
        self._bytes += name.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> tuple[Any, str]:
        """Return what a name shares, and the name, by its number from 0 on. Raises IndexError."""
        name = self._bytes[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")
        return self.shared[bisect_right(self._first, number) - 1], name

    def numbers(self, place: int) -> range:
        """Return the numbers of the names that share the item at this place in `shared`."""
        after = self._first[place + 1] if place + 1 < len(self._first) else len(self)
        return range(self._first[place], after)


class Paths:
    """Paths of files that can be read again and again, in little memory."""

    def __init__(self) -> None:
        self._names = Names()

    def add(self, path: str) -> None:
        """Add a path with `/`."""
        at = path.rfind("/") + 1
        self._names.add(path[:at], path[at:])

    def __iter__(self) -> Iterator[str]:
        return ("".join(self._names[number]) for number in range(len(self._names)))


def relative(folder: Path) -> Path:
    """Return the folder relative to the current one if it is there or below; otherwise as it is."""
    try:
        return folder.relative_to(os.getcwd())
    except ValueError:
        return folder


_FILE: Final = ".gitignore"
_REPOSITORY: Final = ".git"
_LARGEST: Final = 1 << 30
"""Bytes of an index that is read."""
_LONGEST: Final = 4096
"""Bytes of a name in an index."""


@attrs.frozen
class Ignored:
    """The rules that apply to what is in one folder."""

    rules: tuple[tuple[str, PatternList], ...] = ()
    """The folder and the patterns of each `.gitignore` that has any; the nearest first."""
    tracked: "_Tracked | None" = None
    """What git tracks in the repository that contains the folder; None outside of one."""
    whole: bool = False
    """Whether git ignores the folder, though it tracks files in it."""

    @classmethod
    def above(cls, folder: str) -> "Ignored":
        """Return the rules of the folders above one, whose path is absolute."""
        rules = cls()
        for parent in reversed(Path(folder).parents):
            names = [name for name in (_REPOSITORY, _FILE) if os.path.lexists(parent / name)]
            rules = rules.within(os.fspath(parent), names)
        return rules

    def within(self, folder: str, names: Collection[str]) -> "Ignored":
        """Return the rules of a folder in this one, which has files of these names; its path is absolute."""
        here = Ignored(tracked=_Tracked(folder)) if _REPOSITORY in names else self
        if here.tracked is None or _FILE not in names:
            return here
        patterns = PatternList.of(_patterns(Path(folder, _FILE)))
        return attrs.evolve(here, rules=((folder, patterns), *here.rules)) if patterns.patterns else here

    def inside(self, path: str, *, folder: bool) -> "Ignored | None":
        """Return the rules of what is in a folder; None if git ignores that, or the file. The path is absolute."""
        if self.tracked is None or not (self.whole or self._match(path, folder=folder)):
            return self
        return attrs.evolve(self, whole=True) if _below(self.tracked.root, path) in self.tracked else None

    def _match(self, path: str, *, folder: bool) -> bool:
        matches = partial(Pattern.matches, folder=folder)
        candidates = (patterns.last(_below(root, path), matches) for root, patterns in self.rules)
        last = next((pattern for pattern in candidates if pattern is not None), None)
        return last is not None and not last.negative


def _below(base: str, path: str) -> str:
    return path[len(base) :].replace(os.sep, "/").strip("/")


def _patterns(path: Path) -> Iterator[str]:
    """The patterns of a `.gitignore`; none if it cannot be read, or is a link, as for git."""
    if path.is_symlink():
        return
    try:
        text = reading.read_bytes(path).decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    except reading.Unreadable:
        return
    for line in text.split("\n"):
        pattern = line.removesuffix("\r")
        while pattern.endswith(" ") and not pattern.endswith("\\ "):
            pattern = pattern[:-1]
        if pattern and not pattern.startswith("#"):
            # `./` means nothing to git.
            yield pattern if not pattern.removeprefix("!").startswith("./") else "//"


class _Tracked:
    """What git tracks in the repository with this root; read when it is needed."""

    def __init__(self, root: str) -> None:
        self.root = root

    def __contains__(self, name: str) -> bool:
        """Return whether git tracks a file, or one in a folder; the name is relative to the root."""
        names = self._names
        at, below = bisect_left(names, name), bisect_left(names, f"{name}/")
        return names[at : at + 1] == [name] or (below < len(names) and names[below].startswith(f"{name}/"))

    @cached_property
    def _names(self) -> list[str]:
        """The files, relative to the root; none if the index cannot be read."""
        try:
            return sorted(_indexed(reading.read_bytes(self.folder() / "index", limit=_LARGEST)))
        except (reading.Unreadable, struct.error, ValueError, IndexError):
            return []

    def folder(self) -> Path:
        """Return the folder of git's own files: that of another worktree or of a submodule is elsewhere.

        Raises Unreadable.
        """
        path = Path(self.root, _REPOSITORY)
        if path.is_dir():
            return path
        return Path(self.root, os.fsdecode(reading.read_bytes(path)).removeprefix("gitdir:").strip())


def indexes_of_git(folders: Iterable[str]) -> Iterator[str]:
    """Yield where git keeps what it tracks in those of the folders that are the root of a repository."""
    for folder in folders:
        if os.path.lexists(f"{folder}/{_REPOSITORY}"):
            with suppress(reading.Unreadable):
                yield str(_Tracked(folder).folder() / "index")


def _indexed(data: bytes) -> Iterator[str]:
    """The names in an index of git: https://git-scm.com/docs/index-format. Raises as `struct` and `bytes.index` do."""
    kind, version, count = struct.unpack_from(">4sLL", data)
    if kind != b"DIRC" or version not in (2, 3, 4):
        return
    object_id = 32 if hashlib.sha256(data[:-32]).digest() == data[-32:] else 20
    at, name = 12, b""
    for _ in range(count):
        start = at + 42 + object_id
        (flags,) = struct.unpack_from(">H", data, start - 2)
        start += 2 if flags & 0x4000 else 0
        if version == 4:  # names are written without what they share with the one before
            shortened, start = _number(data, start)
            end = data.index(b"\0", start)
            name = name[: len(name) - shortened] + data[start:end]
            if len(name) > _LONGEST:  # no file can have it, and the next names may repeat it
                raise ValueError
            at = end + 1
        else:
            end = data.index(b"\0", start)
            name = data[start:end]
            at += (end - at + 8) & ~7
        yield os.fsdecode(name)


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and where it ends."""
    value = data[at] & 0x7F
    while data[at] & 0x80:
        at += 1
        value = ((value + 1) << 7) | (data[at] & 0x7F)
    return value, at + 1


def merges_lines(path: Path) -> bool:
    """Report whether git keeps the lines of both sides where it merges two versions of a baseline."""
    absolute = Path(os.path.abspath(path))
    for folder in absolute.parents:
        names = absolute.relative_to(folder).parts
        for line in reversed(_lines(folder / ".gitattributes")):
            pattern, *attributes = line.split()
            how = [attribute for attribute in attributes if attribute.lstrip("-!").partition("=")[0] == "merge"]
            if how and not pattern.startswith("#") and Pattern.of(pattern).matches(names, folder=False):
                return how[-1] in ("merge=union", "merge=newscorpus")
        if os.path.lexists(folder / ".git"):
            return False
    return False


def _lines(path: Path) -> list[str]:
    try:
        text = reading.read_bytes(path).decode("utf-8", "surrogateescape")
    except reading.Unreadable:
        return []
    return [line for line in text.splitlines() if line.strip()]
