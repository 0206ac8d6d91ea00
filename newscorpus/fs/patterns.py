"""Patterns over the names of files, with the meaning of `.gitignore`. Pure: names have `/`, also in an object store.

Two rules differ, since `corpus.yaml` lists what belongs to it: `./` at the beginning means `/`; and of several
patterns, the last one that matches a file or a folder above it decides, so `!` also applies to what is in a folder.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import translate
from functools import lru_cache
from itertools import chain
from typing import Final

import attrs

_MAGIC: Final = re.compile(r"[*?[\\]")
_ESCAPED: Final = re.compile(r"\\(.)|\[\^", re.DOTALL)
"""What `fnmatch` writes in another way: a backslash before a character, and the beginning of a negative class."""
_CLASS: Final = re.compile(r"\[[!^]?\]?(?:\[:[a-z]+:\]|[^\]])*\]")
_POSIX: Final = re.compile(r"\[:([a-z]+):\]")
_RANGES: Final = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "upper": "A-Z",
    "lower": "a-z",
    "xdigit": "0-9a-fA-F",
    "blank": " \t",
    "space": " \t\r\n\f\v",
    "punct": ":-@[-`{-~!-/",
}
"""The classes of characters that POSIX names, as git has them, in the syntax of `fnmatch`."""
_UNCERTAIN: Final = re.compile(r"[\[\\].*", re.DOTALL)
"""In a step, what may be a class or an escape, and all that follows."""
_SLASH: Final = re.compile("/")
_WILD: Final = re.compile(r"[*?]+")
_LONGEST: Final = 255
"""Characters of a piece by which a pattern is looked up. So a path has few of them, whatever the patterns are."""


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
    pieces: tuple[str, ...]
    """Strings that a path which it matches contains, if `/` is written before and after the path."""

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
        runs: list[list[str]] = [[]]
        for step in steps:
            if step == "**":
                runs.append([])
            else:
                runs[-1].append(step)
        kept = tuple(tuple(map(_step, run)) for i, run in enumerate(runs) if run or i in (0, len(runs) - 1))
        pieces = tuple(piece for run in runs for piece in _pieces(run))
        return cls(text, text.startswith("!"), plain.endswith("/"), kept, pieces)

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
        at: int | None = len(first)
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


def _pieces(run: Sequence[str]) -> Iterator[str]:
    """The strings without wildcards in consecutive steps, with the `/` around them; their ends if they are long."""
    path = "/".join(["", *(_UNCERTAIN.sub("*", step) for step in run), ""])
    return (piece[-_LONGEST:] for piece in _WILD.split(path) if piece.strip("/"))


@lru_cache(maxsize=4096)
def _step(step: str) -> re.Pattern[str]:
    def written(match: re.Match[str]) -> str:
        char = match[1]
        return "[!" if char is None else f"[{char}]" if char in "*?[" else char

    plain = _CLASS.sub(lambda match: _POSIX.sub(lambda name: _RANGES.get(name[1], name[0]), match[0]), step)
    return re.compile(translate(_ESCAPED.sub(written, plain)))


@attrs.frozen(eq=False)
class PatternList:
    """Several patterns, the last of which decides that matches a file or a folder above it.

    A path is not compared with all of them: each is looked up by the piece that the fewest others have.
    """

    patterns: tuple[Pattern, ...]
    _by_piece: Mapping[str, Sequence[int]]
    """Indexes of patterns, the last first, by their rarest piece: "" if they have none."""
    _lengths: tuple[frozenset[int], frozenset[int], frozenset[int]]
    """The lengths of these pieces: of those that begin with `/`, of others that end with it, and of the rest."""
    _by_top: Mapping[str | None, Sequence[int]]
    """Indexes of patterns by the name that they have at the top."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> "PatternList":
        """Parse patterns; those of the same tuple only once."""
        known = _PARSED.get(id(texts))
        if known is not None and known[0] is texts:
            return known[1]
        parsed = cls._indexed(tuple(map(Pattern.of, texts)))
        if isinstance(texts, tuple):
            if len(_PARSED) >= _KEPT:
                _PARSED.clear()
            _PARSED[id(texts)] = texts, parsed
        return parsed

    @classmethod
    def _indexed(cls, patterns: tuple[Pattern, ...]) -> "PatternList":
        counts = Counter(piece for pattern in patterns for piece in set(pattern.pieces))
        by_piece, by_top = defaultdict[str, list[int]](list), defaultdict[str | None, list[int]](list)
        for i, pattern in reversed(list(enumerate(patterns))):
            by_piece[min(pattern.pieces, key=lambda piece: (counts[piece], -len(piece)), default="")].append(i)
            by_top[pattern.top].append(i)
        begin = frozenset(len(piece) for piece in by_piece if piece.startswith("/"))
        end = frozenset(len(piece) for piece in by_piece if piece.endswith("/") and not piece.startswith("/"))
        rest = frozenset(len(piece) for piece in by_piece if piece and "/" not in (piece[0], piece[-1]))
        return cls(patterns, by_piece, (begin, end, rest), by_top)

    @property
    def most_alike(self) -> int:
        """The number of patterns that are looked up by the same piece, and so are compared with the same files."""
        return max(map(len, self._by_piece.values()), default=0)

    def last(self, name: str, matches: Callable[[Pattern, Sequence[str]], bool]) -> Pattern | None:
        """Return the last pattern for which `matches` is true of the steps of a path."""
        names, best = name.split("/"), -1
        for candidates in self._candidates(name):
            for i in candidates:
                if i <= best:
                    break
                if matches(self.patterns[i], names):
                    best = i
                    break
        return self.patterns[best] if best >= 0 else None

    def covers(self, name: str) -> bool:
        """Report whether they select a file."""
        last = self.last(name, Pattern.covers)
        return last is not None and not last.negative

    def covering(self, name: str) -> list[int]:
        """Return the indexes of all patterns that select a file, each by itself, in order."""
        names = name.split("/")
        indexes = chain.from_iterable(self._candidates(name))
        return sorted(i for i in indexes if not self.patterns[i].negative and self.patterns[i].covers(names))

    def _candidates(self, name: str) -> Iterator[Sequence[int]]:
        """The indexes of the patterns that may match a path or a part of it, in groups, the last first in each."""
        if "" in self._by_piece:
            yield self._by_piece[""]
        path = f"/{name}/"
        begin, end, rest = self._lengths
        slashes = [match.start() for match in _SLASH.finditer(path)]
        pieces = {path[i : i + length] for length in begin for i in slashes}
        pieces |= {path[i + 1 - length : i + 1] for length in end for i in slashes if i >= length}
        pieces |= {path[i : i + length] for length in rest for i in range(len(path) - length + 1)}
        yield from (self._by_piece[piece] for piece in pieces if piece in self._by_piece)

    def may_be_below(self, folder: str) -> bool:
        """Report whether they may select files in a folder, at any depth."""
        names = folder.split("/")
        indexes = chain(self._by_top.get(names[0], ()), self._by_top.get(None, ()))
        return any(not self.patterns[i].negative and self.patterns[i].may_be_below(names) for i in indexes)

    def unmatched(self, names: Iterable[str]) -> list[tuple[int, str]]:
        """Return the patterns that match none of these files, each with its index."""
        left = dict.fromkeys(range(len(self.patterns)))
        for name in names:
            if not left:
                break
            steps = name.split("/")
            for candidates in self._candidates(name):
                for i in candidates:
                    if i in left and self.patterns[i].covers(steps):
                        del left[i]
        return [(i, self.patterns[i].text) for i in left]


_KEPT: Final = 64
_PARSED: Final[dict[int, tuple[object, PatternList]]] = {}
"""Patterns by the identity of their tuple, since to compare or to hash it would be work for each file."""
