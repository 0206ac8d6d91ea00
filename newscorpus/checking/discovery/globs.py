"""Names of files -> what belongs to a corpus, and what is about a folder's files. Pure: names have `/`, wherever the
files lie."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import translate
from functools import lru_cache
from posixpath import splitext
from typing import Final

from newscorpus.models import DEFAULT_GLOBS, MANIFEST
from newscorpus.models.manifest import SCHEMA_ENDING

FORMATS: Final = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl"}
"""What files of articles are, by the endings of their names."""
_TEXT: Final = ".txt"


def format_of(name: str) -> str:
    """What a file of articles is: YAML, if the ending of its name does not say otherwise."""
    return FORMATS.get(splitext(name)[1], "yaml")


def may_hold_articles(name: str) -> bool:
    """Whether a file of that name, without folders, may be one of articles."""
    other = name.startswith(".") or name == MANIFEST or name.endswith(SCHEMA_ENDING)
    return not other and name.endswith(tuple(FORMATS))


def holds(globs: Iterable[str], name: str) -> bool:
    """Whether the globs of a `corpus.yaml` hold a file, named relative to it."""
    if name == MANIFEST or is_hidden(name):
        return False
    return any(matches(glob, name) for glob in globs)


def is_hidden(name: str) -> bool:
    """Whether a file, or a folder that it lies in, begins with a dot."""
    return name.startswith(".") or "/." in name


def matches(glob: str, relative: str) -> bool:
    """Whether a glob of `corpus.yaml` holds a file, named relative to it with `/`."""
    return _glob(glob).fullmatch(relative) is not None


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    """A glob over paths with `/`: `**` stands for any number of folders, `*` for anything within one."""
    steps = pattern.removeprefix("./").split("/")
    regex = ""
    for i, step in enumerate(steps):
        last = i == len(steps) - 1
        if step == "**":
            regex += ".*" if last else "(?:[^/]+/)*"
        else:
            # translate() wraps in `(?s:…)\\Z`, and lets `*` cross folders.
            one = translate(step).removeprefix("(?s:").removesuffix(")\\Z").removesuffix(")\\z").replace(".*", "[^/]*")
            regex += one + ("" if last else "/")
    return re.compile(regex, re.DOTALL)


def corpora(names: Iterable[str], globs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The files of articles of all corpora in a folder, by the folder of each ("" for that itself).

    `globs` are those of each folder with a `corpus.yaml`. A file is of the nearest corpus upward whose globs hold it.
    Without any upward, a folder's files are a corpus with all defaults; `globs` then lacks it. Left out is a corpus
    below without files.
    """
    found: dict[str, list[str]] = {"": []} if "" in globs else {}
    for name in sorted(names):
        if not may_hold_articles(name.rpartition("/")[2]) or is_hidden(name):
            continue
        upward = _upward(name)
        with_manifest = [root for root in upward if root in globs]
        for root in with_manifest or upward[:1]:
            if holds(globs.get(root, DEFAULT_GLOBS), below(name, root)):
                found.setdefault(root, []).append(name)
                break
    return found


def _upward(name: str) -> list[str]:
    """The folders that a file lies in, the nearest first; "" is the last."""
    steps = name.split("/")[:-1]
    return ["/".join(steps[:count]) for count in range(len(steps), -1, -1)]


def below(name: str, root: str) -> str:
    """Return the name of a file relative to a folder above it, with `/`; both are absolute or relative to one place."""
    return name[len(root) :].replace(os.sep, "/").lstrip("/")


def empty_globs(globs: Sequence[str], names: Iterable[str]) -> list[tuple[int, str]]:
    """The globs of a `corpus.yaml` that hold none of the corpus's files (relative to it); the default ones need not."""
    if tuple(globs) == DEFAULT_GLOBS:
        return []
    names = list(names)
    return [(i, glob) for i, glob in enumerate(globs) if not any(matches(glob, name) for name in names)]


def unannotated(names: Iterable[str]) -> list[str]:
    """The texts beside which lies no annotation of the same name; one that cannot be read is reported as such."""
    names = set(names)
    texts = [name for name in names if name.endswith(_TEXT) and not is_hidden(name)]
    return sorted(t for t in texts if not any(t.removesuffix(_TEXT) + ending in names for ending in FORMATS))
