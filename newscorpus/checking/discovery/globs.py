"""Names of files -> the corpora that they belong to. Pure: names have `/`, also those in an object store."""

import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from fnmatch import translate
from functools import lru_cache
from posixpath import splitext
from typing import Final

import attrs

from newscorpus.fs.reading import is_hidden
from newscorpus.models import DEFAULT_GLOBS, MANIFEST
from newscorpus.models.manifest import SCHEMA_ENDING

FORMATS: Final = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl"}
"""The formats of article files, by the endings of their names."""
_TEXT: Final = ".txt"
_MAGIC: Final = re.compile(r"[*?[]")


def format_of(name: str) -> str:
    """Return the format of an article file by its name; YAML if the ending is unknown."""
    return FORMATS.get(splitext(name)[1], "yaml")


def may_hold_articles(name: str) -> bool:
    """Report whether a file of that name, without folders, may contain articles."""
    other = name.startswith(".") or name == MANIFEST or name.endswith(SCHEMA_ENDING)
    return not other and name.endswith(tuple(FORMATS))


def contains(globs: Iterable[str], name: str) -> bool:
    """Report whether a file, named relative to a `corpus.yaml`, matches one of its globs."""
    if name == MANIFEST or is_hidden(name):
        return False
    names, patterns = _divided(tuple(globs))
    return name in names or any(matches(glob, name) for glob in patterns)


@lru_cache(maxsize=8)
def _divided(globs: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The globs that are names of files, and the others."""
    names = [glob for glob in globs if not _MAGIC.search(glob)]
    return frozenset(name.removeprefix("./") for name in names), tuple(glob for glob in globs if _MAGIC.search(glob))


def may_contain(globs: Iterable[str], folder: str) -> bool:
    """Report whether a folder, named relative to a `corpus.yaml`, may contain files that match one of its globs."""
    return any(_leads_into(glob.removeprefix("./").split("/")[:-1], folder.split("/")) for glob in globs)


def _leads_into(glob: Sequence[str], folder: Sequence[str]) -> bool:
    for i, step in enumerate(folder):
        if i < len(glob) and glob[i] == "**":
            return True
        if i >= len(glob) or not matches(glob[i], step):
            return False
    return True


def matches(glob: str, relative: str) -> bool:
    """Report whether a file, named relative to `corpus.yaml` with `/`, matches a glob."""
    return _glob(glob).matches(relative.split("/"))


@attrs.frozen
class _Glob:
    """A glob over paths with `/`: `**` matches any number of folders, `*` anything within one."""

    runs: tuple[tuple[re.Pattern[str], ...], ...]
    """The steps between the `**` of the glob: each matches the name of one folder or file."""

    def matches(self, names: Sequence[str]) -> bool:
        """Report whether the names of a path match.

        The first run is at the beginning of the path, the last one at its end. Each other run is where it matches
        first: a later place would leave less of the path to the runs after it.
        """
        first, *middle = self.runs
        if not middle:
            return len(names) == len(first) and _all_match(first, names, 0)
        last = middle.pop()
        end = len(names) - len(last)
        if len(first) > end or not _all_match(first, names, 0) or not _all_match(last, names, end):
            return False
        at = len(first)
        for run in middle:
            at = next((i for i in range(at, end - len(run) + 1) if _all_match(run, names, i)), end) + len(run)
        return at <= end


def _all_match(run: Sequence[re.Pattern[str]], names: Sequence[str], at: int) -> bool:
    return all(step.match(name) for step, name in zip(run, names[at : at + len(run)], strict=True))


@lru_cache(maxsize=4096)
def _glob(pattern: str) -> _Glob:
    steps = pattern.removeprefix("./").split("/")
    if steps[-1] == "**":  # at the end, it matches all files, too
        steps.append("*")
    runs: list[list[re.Pattern[str]]] = [[]]
    for step in steps:
        if step == "**":
            runs.append([])
        else:
            runs[-1].append(re.compile(translate(step)))
    return _Glob(tuple(tuple(run) for i, run in enumerate(runs) if run or i in (0, len(runs) - 1)))


def corpora(names: Iterable[str], globs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Group the article files of a folder by corpus.

    A file belongs to the nearest corpus, in its folder or above, with a matching glob. Without any corpus above them,
    the files of a folder are a corpus with all defaults.

    Args:
        names: The names of all files, relative to the folder.
        globs: Of each folder with a `corpus.yaml`, its globs.

    Returns:
        The files, by the folder of their corpus: "" for the folder itself. Corpora in subfolders without files are
        left out.
    """
    found: dict[str, list[str]] = {"": []} if "" in globs else {}
    for name in sorted(names):
        if not may_hold_articles(name.rpartition("/")[2]) or is_hidden(name):
            continue
        upward = _upward(name)
        with_manifest = [root for root in upward if root in globs]
        for root in with_manifest or upward[:1]:
            if contains(globs.get(root, DEFAULT_GLOBS), below(name, root)):
                found.setdefault(root, []).append(name)
                break
    return found


def _upward(name: str) -> list[str]:
    """The folders that contain a file, the nearest first; "" is the last."""
    steps = name.split("/")[:-1]
    return ["/".join(steps[:count]) for count in range(len(steps), -1, -1)]


def below(name: str, root: str) -> str:
    """Return the name of a file relative to a folder above it, with `/`; both are absolute or relative to one place."""
    return name[len(root) :].replace(os.sep, "/").lstrip("/")


def empty_globs(globs: Sequence[str], names: Iterable[str]) -> list[tuple[int, str]]:
    """Return the globs, each with its index, that match none of a corpus's files; none if they are the default ones."""
    if tuple(globs) == DEFAULT_GLOBS:
        return []
    names = set(names)
    return [(i, glob) for i, glob in enumerate(globs) if not _matches_any(glob, names)]


def _matches_any(glob: str, names: Collection[str]) -> bool:
    if not _MAGIC.search(glob):
        return glob.removeprefix("./") in names
    return any(matches(glob, name) for name in names)


def unannotated(names: Iterable[str]) -> list[str]:
    """Return the text files of a folder without an annotation of the same name, even one that cannot be read."""
    names = set(names)
    texts = [name for name in names if name.endswith(_TEXT) and not is_hidden(name)]
    return sorted(t for t in texts if not any(t.removesuffix(_TEXT) + ending in names for ending in FORMATS))
