"""Patterns over the names of files, with the meaning of `.gitignore`. Pure: names have `/`, also in an object store.

Two rules differ, since `corpus.yaml` lists what belongs to it: `./` at the beginning means `/`; and of several
patterns, the last one that matches a file or a folder above it decides, so `!` also applies to what is in a folder.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import translate
from functools import lru_cache
from itertools import chain
from typing import Final

import attrs

_MAGIC: Final = re.compile(r"[*?[\\]")
_ESCAPED: Final = re.compile(r"\\(.)|\[\^", re.DOTALL)
"""What `fnmatch` writes in another way: a backslash before a character, and the beginning of a negative class."""


@attrs.frozen
class Pattern:
    """A pattern: `**` matches any number of folders, `*` anything within one."""

    text: str
    negative: bool
    """Whether it begins with `!`: what it matches is left out."""
    folders: bool
    """Whether it ends with `/`: it matches folders only."""
    runs: tuple[tuple[re.Pattern[str], ...], ...]
    """The steps between the `**`: each matches the name of one folder or file."""

    @classmethod
    def of(cls, text: str) -> "Pattern":
        """Parse a pattern."""
        plain = text.removeprefix("!")
        plain = plain[1:] if plain.startswith("./") else plain
        path = plain.removesuffix("/")
        steps = path.removeprefix("/").split("/")
        if "/" not in path:  # it matches at any depth
            steps.insert(0, "**")
        if steps[-1] == "**":  # at the end, it matches all that is below
            steps.append("*")
        runs: list[list[re.Pattern[str]]] = [[]]
        for step in steps:
            if step == "**":
                runs.append([])
            else:
                runs[-1].append(_step(step))
        kept = tuple(tuple(run) for i, run in enumerate(runs) if run or i in (0, len(runs) - 1))
        return cls(text, text.startswith("!"), plain.endswith("/"), kept)

    @property
    def literal(self) -> str | None:
        """The name, or the path with `/` before it, that it matches without wildcards; None if it has any."""
        plain = self.text.removeprefix("!")
        if self.folders or _MAGIC.search(plain):
            return None
        plain = plain[1:] if plain.startswith("./") else plain
        return f"/{plain.removeprefix('/')}" if "/" in plain else plain

    @property
    def top(self) -> str | None:
        """The name of the folder or file at the top that it is below, or is itself; None if that may be any."""
        plain = self.text.removeprefix("!").removeprefix("./")
        first, slash, _ = plain.removeprefix("/").removesuffix("/").partition("/")
        anchored = slash or plain.startswith("/")
        return first if anchored and first != "**" and not _MAGIC.search(first) else None

    def matches(self, names: Sequence[str], *, folder: bool) -> bool:
        """Report whether it matches this file or folder itself."""
        at = self._after_all_but_last(names) if folder or not self.folders else None
        return at is not None and self._ends_with_last(names, at)

    def covers(self, names: Sequence[str]) -> bool:
        """Report whether it matches this file, or a folder that contains it."""
        at = self._after_all_but_last(names)
        if at is None:
            return False
        above = names[:-1]
        if len(self.runs) == 1:
            below = 0 < len(self.runs[0]) <= len(above)
        else:
            below = _place(self.runs[-1], above, at) is not None
        return below or (not self.folders and self._ends_with_last(names, at))

    def _after_all_but_last(self, names: Sequence[str]) -> int | None:
        """The number of names that the runs before the last one take; None if they do not match.

        The first run is at the beginning of the path. Each other run is where it matches first: a later place would
        leave less of the path to the runs after it.
        """
        first = self.runs[0]
        if not _match(first, names, 0):
            return None
        at: int | None = len(first) if len(self.runs) > 1 else 0
        for run in self.runs[1:-1]:
            at = _place(run, names, at) if at is not None else None
        return at

    def _ends_with_last(self, names: Sequence[str], at: int) -> bool:
        last = self.runs[-1]
        start = len(names) - len(last)
        return (start == 0 if len(self.runs) == 1 else start >= at) and _match(last, names, start)

    def may_be_below(self, folder: Sequence[str]) -> bool:
        """Report whether it may match a file in that folder, at any depth."""
        return all(step.match(name) for step, name in zip(self.runs[0], folder, strict=False))


def _match(run: Sequence[re.Pattern[str]], names: Sequence[str], at: int) -> bool:
    return at + len(run) <= len(names) and all(step.match(names[at + i]) for i, step in enumerate(run))


def _place(run: Sequence[re.Pattern[str]], names: Sequence[str], at: int) -> int | None:
    """The number of names up to the end of the first place of a run, from `at` on; None if it has none."""
    return next((i + len(run) for i in range(at, len(names) - len(run) + 1) if _match(run, names, i)), None)


@lru_cache(maxsize=4096)
def _step(step: str) -> re.Pattern[str]:
    def written(match: re.Match[str]) -> str:
        char = match[1]
        return "[!" if char is None else f"[{char}]" if char in "*?[" else char

    return re.compile(translate(_ESCAPED.sub(written, step)))


@attrs.frozen
class PatternList:
    """Several patterns, the last of which decides that matches a file or a folder above it."""

    patterns: tuple[Pattern, ...]
    _literal: dict[str, int]
    """The patterns without wildcards, by what they match: that is looked up."""
    _wild: Mapping[str | None, Sequence[int]]
    """The others, the last first, by the name that they have at the top."""
    _by_top: Mapping[str | None, Sequence[int]]
    """All patterns, likewise."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> "PatternList":
        """Parse patterns."""
        return _parsed(tuple(texts))

    def covers(self, name: str) -> bool:
        """Report whether they select a file."""
        names = name.split("/")
        best = max((self._literal.get(key, -1) for key in _keys(names)), default=-1) if self._literal else -1
        for top in (names[0], None):
            for i in self._wild.get(top, ()):
                if i < best or self.patterns[i].covers(names):
                    best = max(best, i)
                    break
        return best >= 0 and not self.patterns[best].negative

    def may_be_below(self, folder: str) -> bool:
        """Report whether they may select files in a folder, at any depth."""
        names = folder.split("/")
        return any(not self.patterns[i].negative and self.patterns[i].may_be_below(names) for i in self._of(names[0]))

    def _of(self, top: str) -> Iterator[int]:
        """The patterns that may match files below a folder at the top."""
        return chain(self._by_top.get(top, ()), self._by_top.get(None, ()))

    def unmatched(self, names: Iterable[str]) -> list[tuple[int, str]]:
        """Return the patterns that match none of these files, each with its index."""
        split = [name.split("/") for name in names]
        keys = {key for one in split for key in _keys(one)} if self._literal else set()
        below = defaultdict[str, list[list[str]]](list)
        for one in split:
            below[one[0]].append(one)

        def found(pattern: Pattern) -> bool:
            if pattern.literal is not None:
                return pattern.literal in keys
            return any(map(pattern.covers, split if pattern.top is None else below.get(pattern.top, ())))

        return [(i, one.text) for i, one in enumerate(self.patterns) if not found(one)]


def _keys(names: Sequence[str]) -> Iterable[str]:
    """What patterns without wildcards match a file: each of its steps, and each path to one with `/` before it."""
    yield from names
    path = ""
    for name in names:
        path += f"/{name}"
        yield path


@lru_cache(maxsize=64)
def _parsed(texts: tuple[str, ...]) -> PatternList:
    patterns = tuple(map(Pattern.of, texts))
    literal = {one.literal: i for i, one in enumerate(patterns) if one.literal is not None}
    wild, by_top = defaultdict[str | None, list[int]](list), defaultdict[str | None, list[int]](list)
    for i in reversed(range(len(patterns))):
        by_top[patterns[i].top].append(i)
        if patterns[i].literal is None:
            wild[patterns[i].top].append(i)
    return PatternList(patterns, literal, wild, by_top)
